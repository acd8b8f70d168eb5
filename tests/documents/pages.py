"""Reads a paper back: its text, its pictures, and the codes on them."""

import pypdfium2
import zxingcpp
from PIL import Image

SCALE = 300 / 72


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, with the line ends of this system."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def whole_text(pdf: bytes) -> str:
    """All pages, each under its number: what the snapshots keep."""
    return "\n\n".join(f"== {number} ==\n{text}" for number, text in enumerate(page_texts(pdf), 1))


def page_images(pdf: bytes, scale: float = SCALE) -> list[Image.Image]:
    return [page.render(scale=scale, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def codes_on(image: Image.Image) -> dict[str, set[str]]:
    """What every code on a page says, by kind."""
    found: dict[str, set[str]] = {"qr": set(), "bars": set()}
    for code in zxingcpp.read_barcodes(image):
        kind = "bars" if code.format == zxingcpp.BarcodeFormat.Code128 else "qr"
        found[kind].add(code.text)
    return found
