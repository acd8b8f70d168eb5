import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from crediario.documents.in_words import day_in_words
from crediario.documents.promissory_note import (
    MOST_GUARANTORS,
    NoteGuarantor,
    PromissoryNotes,
    render,
)
from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money
from tests.documents.pages import page_texts, whole_text
from tests.documents.sale_samples import NASTY, ODD, promissory_notes
from tests.documents.samples import AURORA
from tests.documents.test_agreement import boxes_on, letters, words
from tests.support.snapshots import assert_matches_snapshot

AVAL = NoteGuarantor("José Roberto da Silva", "222.333.666-38")


def test_text_of_the_notes() -> None:
    assert_matches_snapshot("documents/notas-promissorias-3", whole_text(render(promissory_notes(3))))


def test_text_of_one_with_a_guarantor() -> None:
    text = whole_text(render(promissory_notes(1, guarantors=(AVAL,))))
    assert_matches_snapshot("documents/nota-promissoria-aval", text)


def test_the_same_notes_are_the_same_bytes() -> None:
    assert render(promissory_notes()) == render(promissory_notes())


def test_everything_the_law_demands_of_a_note() -> None:
    """LUG art. 75: name, promise, when, where, to whom, day and place of issue, and a line to sign on."""
    text = words(render(promissory_notes(1)))
    promise = (
        "Em dez de julho de dois mil e vinte e seis pagarei por esta única via de NOTA PROMISSÓRIA a Casa"
        " Aurora Ltda, CNPJ 12.345.678/0001-95, ou à sua ordem, a quantia de cento e noventa reais"
        " (R$ 190,00), em moeda corrente deste país."
    )
    for piece in (
        promise, "Praça de pagamento Patos de Minas, MG",
        "Local e data da emissão Patos de Minas, MG, 9 de junho de 2026",
        "Emitente Rosângela Aparecida Lima CPF 111.444.777-35", "Endereço Rua Olegário Maciel, 77",
        "assinatura do emitente", "Nº 5214/1", "Vencimento 10/07/2026", "Valor R$ 190,00",
    ):  # fmt: skip
        assert piece in text


def test_the_contract_is_a_reference_and_no_condition() -> None:
    """Pura e simples (LUG art. 75, 2): the promise itself names no contract."""
    text = words(render(promissory_notes(1)))
    promise = text[text.index("pagarei") : text.index("deste país")]
    assert "contrato" not in promise
    assert "Referência: parcela 1 de 1 da compra de 09/06/2026, contrato e carnê 5214." in text


@pytest.mark.parametrize("count", [1, 2, 3, 48])
def test_a_note_for_each_installment_two_to_a_page(count: int) -> None:
    """One due date and one sum a note (Decreto 2.044/1908 art. 55)."""
    notes = promissory_notes(count)
    pages = page_texts(render(notes))
    assert len(pages) == -(-count // 2)
    numbers = [int(found) for page in pages for found in re.findall(r"Nº\n5214/(\d+)", page)]
    assert numbers == list(range(1, count + 1))
    text = words(render(notes))
    for line in notes.lines:
        assert f"Em {day_in_words(line.due_date)} pagarei" in text
    assert text.count("NOTA PROMISSÓRIA") == count
    assert text.count("Devolvida em") == count


def test_who_stands_for_it_signs_on_the_face() -> None:
    for count in (1, 2, 3, 4, 5, MOST_GUARANTORS):
        text = words(render(promissory_notes(2, guarantors=(AVAL,) * count)))
        assert text.count("por aval: José Roberto da Silva, CPF 222.333.666-38") == 2 * count
    assert "aval" not in words(render(promissory_notes(2)))


def test_a_company_promises_in_its_name() -> None:
    text = words(render(promissory_notes(1, customer_document="12.345.678/0001-95")))
    assert "pagaremos por esta única via" in text
    assert "Rosângela Aparecida Lima CNPJ 12.345.678/0001-95" in text


def test_a_shop_without_a_cnpj() -> None:
    text = words(render(promissory_notes(1, shop=replace(AURORA, cnpj=""))))
    assert "a Casa Aurora Ltda, ou à sua ordem, a quantia" in text
    assert "CNPJ" not in text


def test_the_largest_sum_is_never_cut() -> None:
    notes = promissory_notes(2)
    lines = tuple(replace(line, amount=Money(99_999_999_999)) for line in notes.lines)
    text = words(render(replace(notes, lines=lines)))
    assert "…" not in text
    assert text.count("R$ 999.999.999,99") == 6


def _note_frames(notes: PromissoryNotes) -> list[tuple[float, float, float, float]]:
    page = pypdfium2.PdfDocument(render(notes))[0]
    paths = [each for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    frames = [each.get_bounds() for each in paths]
    return [box for box in frames if box[2] - box[0] > 530 and box[3] - box[1] > 360]


def test_its_size_is_190_by_130_mm() -> None:
    for left, bottom, right, top in _note_frames(promissory_notes(2)):
        assert (right - left) / 72 * 25.4 == pytest.approx(190, abs=1.1)
        assert (top - bottom) / 72 * 25.4 == pytest.approx(130, abs=1.1)


@pytest.mark.parametrize("guarantors", [(), (AVAL,) * 2, (AVAL,) * 5])
@pytest.mark.parametrize("text", ["Ana", *NASTY])
def test_no_word_leaves_its_note(text: str, guarantors: tuple[NoteGuarantor, ...]) -> None:
    shop = replace(AURORA, legal_name=text)
    notes = promissory_notes(2, shop=shop, customer_name=text, customer_address=text, guarantors=guarantors)
    frames = _note_frames(notes)
    assert len(frames) == 2
    page = pypdfium2.PdfDocument(render(notes))[0]
    for left, bottom, right, top, size in boxes_on(page):
        inside = any(
            box[0] <= left and box[1] <= bottom and right <= box[2] and top <= box[3] for box in frames
        )
        assert inside or size <= 8


@pytest.mark.parametrize("text", NASTY)
def test_what_people_are_called_comes_back_whole(text: str) -> None:
    shop = replace(AURORA, legal_name=text)
    notes = promissory_notes(
        1, shop=shop, customer_name=text, customer_address=text, guarantors=(NoteGuarantor(text, ""),)
    )
    found = letters("".join(page_texts(render(notes)))).replace("\x02", "")
    assert found.count(letters(text).replace("中", "□")) >= 4


@pytest.mark.parametrize("text", [each for each in ODD if each.strip()])
def test_no_text_breaks_a_note(text: str) -> None:
    shop = ShopHeader(text, text, text, text, text, text, text, text, text)
    notes = promissory_notes(
        2, shop=shop, customer_name=text, customer_document=text, customer_address=text, issued_by=text,
        guarantors=(NoteGuarantor(text, text),) * 3,
    )  # fmt: skip
    assert "assinatura do emitente" in words(render(notes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": ()}, "at least one"),
        ({"shop": replace(AURORA, city="", uf="")}, "where it is issued"),
        ({"shop": replace(AURORA, legal_name="")}, "whom it is paid to"),
        ({"customer_name": ""}, "who pays"),
        ({"issued_on": date(2026, 7, 11)}, "due on the day of issue or later"),
        ({"guarantors": (AVAL,) * (MOST_GUARANTORS + 1)}, "at most"),
    ],
)
def test_a_note_with_a_blank_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        render(promissory_notes(2, **changes))


def test_a_note_for_nothing_is_refused() -> None:
    notes = promissory_notes(1)
    with pytest.raises(ValueError, match="for a sum"):
        render(replace(notes, lines=(replace(notes.lines[0], amount=Money.ZERO),)))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (date(2026, 7, 10), "dez de julho de dois mil e vinte e seis"),
        (date(2027, 1, 1), "primeiro de janeiro de dois mil e vinte e sete"),
        (date(2028, 2, 29), "vinte e nove de fevereiro de dois mil e vinte e oito"),
        (date(2031, 3, 31), "trinta e um de março de dois mil e trinta e um"),
    ],
)
def test_a_day_in_words(when: date, said: str) -> None:
    assert day_in_words(when) == said
