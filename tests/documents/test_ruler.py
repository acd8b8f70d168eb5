"""The ruler page and the test strip: what stands where, to the tenth of a millimetre."""

import pypdfium2
import pytest
from PIL import Image, ImageOps

from crediario.documents.ruler import STEPS, render_roll_test, render_ruler
from tests.documents.pages import codes_on, page_images, page_texts

MM = 72 / 25.4
#: Dots a millimetre of the pictures measured here.
DOTS = 20


def picture(pdf: bytes) -> Image.Image:
    """Black on white, twenty dots a millimetre."""
    (page,) = page_images(pdf, DOTS / MM)
    return page.point(lambda grey: 255 if grey > 127 else 0)


def ink(page: Image.Image, left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
    """The box around what is printed in a part of the page, in millimetres."""
    part = page.crop(tuple(round(side * DOTS) for side in (left, top, right, bottom)))  # type: ignore[arg-type]
    box = ImageOps.invert(part).getbbox()
    assert box is not None
    return tuple(round(side / DOTS + at, 1) for side, at in zip(box, (left, top, left, top), strict=True))


def test_it_is_one_page_of_a4_and_the_same_bytes_each_time() -> None:
    document = pypdfium2.PdfDocument(render_ruler())
    assert len(document) == 1
    assert [round(side / MM) for side in document[0].get_size()] == [210, 297]
    assert render_ruler() == render_ruler()


def test_the_lines_are_20_mm_from_the_edges_and_the_rulers_100_mm_long() -> None:
    page = picture(render_ruler())
    left, top, right, bottom = ink(page, 19.0, 24.0, 21.0, 130.0)
    assert (left, bottom) == pytest.approx((20.0, 120.0), abs=0.15)
    left, top, right, bottom = ink(page, 24.0, 19.0, 130.0, 21.0)
    assert (top, right) == pytest.approx((20.0, 120.0), abs=0.15)


def test_every_tenth_millimetre_is_a_longer_tick() -> None:
    page = picture(render_ruler())
    assert [ink(page, at - 0.3, 20.5, at + 0.3, 30.0)[3] for at in (30, 35, 36)] == pytest.approx(
        [25.0, 23.5, 22.0], abs=0.1
    )


def test_nothing_leaves_the_paper_nor_the_part_any_printer_prints() -> None:
    left, top, right, bottom = ink(picture(render_ruler()), 0, 0, 210, 297)
    assert left >= 8 and top >= 8 and right <= 200 and bottom <= 287


def test_numbers_and_words_stand_apart_from_the_rulers() -> None:
    page = picture(render_ruler())
    # Between the ruler down and the words, and between the ruler across and the heading, nothing stands.
    for box in ((26, 26, 49, 119), (26, 26, 200, 54)):
        part = page.crop(tuple(side * DOTS for side in box))
        assert ImageOps.invert(part).getbbox() is None


def test_the_words_say_every_step_and_every_number_twice() -> None:
    (text,) = page_texts(render_ruler())
    whole = " ".join(text.replace("\u00a0", " ").split())
    assert [step for step in STEPS if step not in whole] == []
    numbers = whole
    for step in STEPS:
        numbers = numbers.replace(step, "")
    for number in range(10, 101, 10):
        assert numbers.split().count(str(number)) == 2
    assert numbers.split().count("0") == 1


@pytest.mark.parametrize("width", [80, 58])
def test_the_strip_shows_both_edges_letters_with_accents_and_a_code(width: int) -> None:
    pdf = render_roll_test(width)
    document = pypdfium2.PdfDocument(pdf)
    assert (len(document), round(document[0].get_width() / MM)) == (1, width)
    (text,) = page_texts(pdf)
    assert "ÁÉÍÓÚ ãõç ªº R$" in text and "As duas bordas" in text
    (image,) = page_images(pdf)
    assert codes_on(image)["qr"] == {"teste de impressão"}
