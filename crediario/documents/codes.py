"""Bar codes and QR codes as vector runs: sharp at any resolution, black only, small in the file."""

import re
from functools import lru_cache

_DARK = re.compile(b"\x00+")

QR_QUIET_MODULES = 4
BAR_QUIET_MODULES = 10
SLIP_CODE_DIGITS = 16
"""Start, eight pairs and check are 11 modules each, the stop 13: 123 modules in all."""

# Columns are filled one by one, which halves the file; a hair of overlap leaves no light seam between them.
_OVERLAP = "1.05"

# Any of the eight masks is a valid code; trying all to choose one costs seven times the rest of the work.
_MASK = 2

Matrix = list[bytes]
"""Columns of modules, from left to right; a zero byte is dark."""


def qr_matrix(text: str) -> Matrix:
    """The modules of a QR code of error level M, the smallest version that holds ``text``.

    Rule: law.md §10: level M, a margin of 4 modules (the caller leaves it).
    """
    from zxingcpp import BarcodeFormat, create_barcode

    pixels, width = _pixels(create_barcode(text, BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK))
    return [pixels[column::width] for column in range(width)]


def code128_modules(digits: str) -> bytes:
    """The modules of one row of a Code 128 in set C, which takes digits in pairs.

    Raises:
        ValueError: an odd number of digits, or something that is no digit.
    """
    from zxingcpp import BarcodeFormat, create_barcode

    if len(digits) % 2 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"Code 128-C takes digits in pairs, not {digits!r}")
    pixels, width = _pixels(create_barcode(digits, BarcodeFormat.Code128))
    return pixels[:width]


def qr_operators(text: str, x: float, y: float, side: float) -> str:
    """PDF operators of a QR code.

    Args:
        text: what the code says.
        x: left edge of the dark square, in points.
        y: top edge, in points from the foot of the page.
        side: of the dark square; 4 modules of blank around it are the caller's.
    """
    columns = qr_matrix(text)
    scale = side / len(columns)
    runs = " 1 0 0 1 0 1 cm\n".join([_runs(column, _OVERLAP) for column in columns])
    # Axes change places: a run lies along x and stands for a piece of a column.
    return f"q 0 {-scale:.5f} {scale:.5f} 0 {x:.2f} {y:.2f} cm\n{runs} Q"


def code128_operators(digits: str, x: float, y: float, module: float, height: float) -> str:
    """PDF operators of a Code 128-C.

    Args:
        digits: an even number of them.
        x: left edge of the first bar, in points.
        y: top edge of the bars, in points from the foot of the page.
        module: width of the narrowest bar; 10 of them stay blank at each side.
        height: of the bars.
    """
    runs = _runs(code128_modules(digits))
    return f"q {module:.4f} 0 0 {-height:.3f} {x:.2f} {y:.2f} cm {runs} Q"


@lru_cache(maxsize=1024)
def _runs(modules: bytes, high: str = "1") -> str:
    """A line of modules as filled runs: each says only where it starts and how long it is.

    The codes of one carnê differ in a few characters, so most columns of data come back on every slip: they
    are found here, and the compressed page finds them again.
    """
    spans = map(re.Match.span, _DARK.finditer(modules))
    return " ".join([f"{start} 0 {end - start} {high} re" for start, end in spans]) + " f"


def _pixels(barcode: object) -> tuple[bytes, int]:
    """One byte a module, row after row, and how many stand in a row."""
    image = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[attr-defined]
    return bytes(image), image.shape[1]  # type: ignore[index]
