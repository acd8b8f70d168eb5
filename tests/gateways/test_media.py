"""Files looked at: what they are, what they are not, and what is left of a photo."""

import io
from pathlib import Path

import pytest
from PIL import Image

from crediario.domain.attachments import MOST_BYTES, MOST_PAGES, PHOTO_SIDE, MediaType
from crediario.domain.errors import Refusal
from crediario.gateways import media
from tests.support.media import HTML, ORIENTATION, SVG, a_picture, jpeg, pdf, phone_jpeg, png, png_of, zipped

JPEG, PNG, PDF = MediaType


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (jpeg(), JPEG),
        (jpeg(progressive=True), JPEG),
        (jpeg(a_picture().convert("CMYK")), JPEG),
        (jpeg(a_picture().convert("L")), JPEG),
        (phone_jpeg(), JPEG),
        (png(), PNG),
        (png(a_picture().convert("RGBA")), PNG),
        (png(a_picture().convert("P")), PNG),
        (png(Image.new("I;16", (20, 20), 40_000)), PNG),
        (pdf(), PDF),
        (pdf(MOST_PAGES), PDF),
    ],
    ids=["jpeg", "progressive", "cmyk", "grey", "phone", "png", "alpha", "palette", "deep", "pdf", "pages"],
)
def test_a_file_is_what_its_bytes_are(content: bytes, found: MediaType) -> None:
    assert media.look(content) is found


def middle_changed(content: bytes) -> bytes:
    """The same length, another middle."""
    half = len(content) // 2
    return content[:half] + b"\x00" * 40 + content[half + 40 :]


def many_passes(content: bytes) -> bytes:
    """A JPEG whose data comes in a thousand passes."""
    return content[:-2] + b"\xff\xda\x00\x02" * 1_000 + content[-2:]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attachment_empty"),
        (b"\xff\xd8\xff" + b"\x00" * MOST_BYTES, "attachment_too_large"),
        (b"bom dia", "not_an_attachment"),
        (SVG, "not_an_attachment"),
        (HTML, "not_an_attachment"),
        (zipped(), "not_an_attachment"),
        (b"GIF89a" + b"\x00" * 60, "not_an_attachment"),
        (b"MZ\x90\x00" + b"\x00" * 60, "not_an_attachment"),
        (b"junk before" + pdf(), "not_an_attachment"),
        (b"\xff\xd8\xff" + zipped(), "picture_damaged"),
        (b"\xff\xd8\xff\xe0", "picture_damaged"),
        (jpeg(a_picture(900, 700))[:900], "picture_damaged"),
        (jpeg(a_picture(900, 700))[:-400], "picture_damaged"),
        (many_passes(jpeg()), "picture_damaged"),
        (png()[:60], "picture_damaged"),
        (png()[:-8], "picture_damaged"),
        (middle_changed(png(a_picture(300, 200))), "picture_damaged"),
        (png_of(7_100, 7_100), "picture_too_large"),
        (png_of(60_000, 60_000), "picture_too_large"),
        (b"%PDF-1.7\nnothing", "pdf_damaged"),
        (b"%PDF-1.7\nnothing\n%%EOF\n", "pdf_damaged"),
        (pdf()[: len(pdf()) // 2], "pdf_damaged"),
        (pdf(password="segredo"), "pdf_locked"),
        (pdf(MOST_PAGES + 1), "pdf_too_long"),
    ],
    ids=[
        "empty", "huge", "text", "svg", "html", "zip", "gif", "program", "pdf-late",
        "zip-as-jpeg", "only-its-start", "jpeg-cut", "jpeg-end-cut", "passes", "png-cut", "png-end-cut",
        "png-changed", "many-pixels", "bomb", "no-pdf", "no-pdf-at-all", "pdf-cut", "locked", "pages",
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        media.look(content)
    assert refused.value.code == code


def test_a_photo_keeps_its_pixels_and_nothing_else() -> None:
    kept = media.photo(phone_jpeg(1600, 1200))
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"minha casa" not in kept
    assert b"Exif" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        # Turned upright: what lay to the left is above.
        assert picture.size == (768, PHOTO_SIDE)
        assert picture.getexif().get(ORIENTATION) is None
        red, _, blue = picture.getpixel((384, 40))
        assert red > 200 > blue
        assert picture.getpixel((384, 1000))[2] > 120


@pytest.mark.parametrize("size", [(60, 40), (3000, 20), (20, 3000)])
def test_a_photo_is_never_made_larger(size: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(media.photo(png(a_picture(*size))))) as picture:
        assert max(picture.size) == min(max(size), PHOTO_SIDE)
        assert min(picture.size) >= 1


def test_what_is_see_through_becomes_white() -> None:
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    with Image.open(io.BytesIO(media.photo(png(clear)))) as picture:
        assert min(picture.getpixel((15, 15))) > 250


def test_a_pdf_is_no_photo() -> None:
    with pytest.raises(Refusal) as refused:
        media.photo(pdf())
    assert refused.value.code == "photo_not_picture"


@pytest.mark.parametrize("content", [jpeg(a_picture(900, 300)), png(a_picture(900, 300)), pdf(3)])
def test_a_small_one_for_the_list(content: bytes) -> None:
    shown = media.small(content, media.look(content), 96)
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.format, max(picture.size)) == ("JPEG", 96)
    assert len(shown) < 5_000


def test_bytes_that_changed_since_are_refused_when_made_small() -> None:
    for content, kind in ((b"", PNG), (b"%PDF-1.4 cut", PDF)):
        with pytest.raises(Refusal):
            media.small(content, kind, 96)


def test_a_file_is_read_up_to_what_may_be_kept(tmp_path: Path) -> None:
    good, large, empty = tmp_path / "a.jpg", tmp_path / "b.jpg", tmp_path / "c.jpg"
    good.write_bytes(jpeg())
    large.write_bytes(b"\x00" * (MOST_BYTES + 1))
    empty.touch()

    assert media.read_file(good) == jpeg()
    answers = {large: "attachment_too_large", empty: "attachment_empty", tmp_path: "attachment_unreadable"}
    for path, code in {**answers, tmp_path / "nobody.pdf": "attachment_unreadable"}.items():
        with pytest.raises(Refusal) as refused:
            media.read_file(path)
        assert refused.value.code == code
