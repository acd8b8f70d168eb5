"""Bar codes and QR codes as vector runs: sharp at any resolution, black only, small in the file."""

import re

_DARK = re.compile(b"\x00+")

QR_QUIET_MODULES = 4
BAR_QUIET_MODULES = 10
SLIP_CODE_DIGITS = 16
"""Start, eight pairs and check are 11 modules each, the stop 13: 123 modules in all."""

# Rows are filled one by one, which halves the file; a hair of overlap leaves no light seam between them.
_OVERLAP = "1.05"

Matrix = list[bytes]
"""Rows of modules; a zero byte is dark."""


def qr_matrix(text: str) -> Matrix:
    """The modules of a QR code of error level M, the smallest version that holds ``text``.

    Rule: law.md §10: level M, a margin of 4 modules (the caller leaves it).
    """
    import zxingcpp

    return _matrix(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M"))


def code128_modules(digits: str) -> bytes:
    """The modules of one row of a Code 128 in set C, which takes digits in pairs.

    Raises:
        ValueError: an odd number of digits, or something that is no digit.
    """
    import zxingcpp

    if len(digits) % 2 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"Code 128-C takes digits in pairs, not {digits!r}")
    return _matrix(zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.Code128))[0]


def qr_operators(text: str, x: float, y: float, side: float) -> str:
    """PDF operators of a QR code.

    Args:
        text: what the code says.
        x: left edge of the dark square, in points.
        y: top edge, in points from the foot of the page.
        side: of the dark square; 4 modules of blank around it are the caller's.
    """
    rows = qr_matrix(text)
    scale = side / len(rows)
    runs = " 1 0 0 1 0 1 cm\n".join(_runs(modules, _OVERLAP) for modules in rows)
    return f"q {scale:.5f} 0 0 {-scale:.5f} {x:.2f} {y:.2f} cm\n{runs} Q"


def code128_operators(digits: str, x: float, y: float, module: float, height: float) -> str:
    """PDF operators of a Code 128-C.

    Args:
        digits: an even number of them.
        x: left edge of the first bar, in points.
        y: top edge of the bars, in points from the foot of the page.
        module: width of the narrowest bar; 10 of them stay blank at each side.
        height: of the bars.
    """
    runs = _runs(code128_modules(digits), "1")
    return f"q {module:.4f} 0 0 {-height:.3f} {x:.2f} {y:.2f} cm {runs} Q"


def _runs(modules: bytes, high: str) -> str:
    """One row as filled runs of dark modules; rows say only where they start and how long they are."""
    spans = map(re.Match.span, _DARK.finditer(modules))
    return " ".join([f"{start} 0 {end - start} {high} re" for start, end in spans]) + " f"


def _matrix(barcode: object) -> Matrix:
    image = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[attr-defined]
    height, width = image.shape  # type: ignore[misc]
    pixels = bytes(image)
    return [pixels[row * width : (row + 1) * width] for row in range(height)]
