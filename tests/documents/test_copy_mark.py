import re
from datetime import datetime

import pytest
from PIL import Image, ImageChops

from crediario.documents import carne, cash_sheet, contract, copy_mark, promissory_note, receipt
from crediario.gateways.pdf import marked_pdf
from tests.documents import samples
from tests.documents.pages import codes_on, page_images, page_texts
from tests.documents.sale_samples import cash_sheet as a_sheet
from tests.documents.sale_samples import contract as a_contract
from tests.documents.sale_samples import promissory_notes

AT = datetime(2026, 6, 12, 9, 5)  # noqa: DTZ001 - papers show local time
PAPERS = {
    "receipt": receipt.render(samples.receipt()),
    "carne": carne.render(samples.carne()),
    "contract": contract.render(a_contract()),
    "promissory_note": promissory_note.render(promissory_notes(3)),
    "cash_sheet": cash_sheet.render(a_sheet()),
}


def copied(kind: str, number: int = 2, name: str = "Joana P.") -> bytes:
    def mark(width: float, height: float) -> bytes:
        return copy_mark.render(width, height, kind, number, AT, name)

    return marked_pdf(PAPERS[kind], mark)


@pytest.mark.parametrize("kind", PAPERS)
def test_every_page_says_which_copy_it_is_and_nothing_else_changes(kind: str) -> None:
    before, after = page_texts(PAPERS[kind]), page_texts(copied(kind))
    assert len(before) == len(after)
    for first, second in zip(before, after, strict=True):
        said = re.sub(r"\s+", " ", second)
        assert "2ª via, em 12/06/2026 às 09:05, por Joana P." in said
        assert "2ª via" not in first
        assert len(second) - len(first) < 200


@pytest.mark.parametrize("kind", PAPERS)
def test_the_mark_stands_where_nothing_was_printed(kind: str) -> None:
    for marked, plain in zip(page_images(copied(kind), 2), page_images(PAPERS[kind], 2), strict=True):
        assert marked.size == plain.size
        where = ImageChops.difference(marked, plain).point(lambda shade: 255 if shade > 8 else 0)
        assert where.getbbox() is not None
        under = Image.composite(plain, Image.new("L", plain.size, 255), where)
        assert under.getextrema() == (255, 255)


def test_each_note_says_so_on_its_face_since_they_are_cut_apart() -> None:
    first, last = page_texts(copied("promissory_note"))
    assert first.count("2ª via") == 2
    assert last.count("2ª via") >= 1


def test_codes_on_a_copy_still_read() -> None:
    plain = [codes_on(image) for image in page_images(PAPERS["carne"])]
    assert [codes_on(image) for image in page_images(copied("carne"))] == plain


def test_only_one_set_of_notes_is_signed() -> None:
    assert "só assine se a 1ª não foi assinada" in page_texts(copied("promissory_note"))[0].replace("\n", " ")
    assert "assine" not in page_texts(copied("contract"))[0]


def test_copies_are_numbered() -> None:
    assert "12ª via" in page_texts(copied("receipt", 12))[0]


@pytest.mark.parametrize("name", ["", "A" * 400, "😀 <b>", "NUL\x00"])
def test_no_name_breaks_a_copy(name: str) -> None:
    assert "2ª via" in page_texts(copied("receipt", name=name))[0]
