import re

import pytest
import zxingcpp
from PIL import Image

from crediario.documents.codes import (
    BAR_QUIET_MODULES,
    QR_QUIET_MODULES,
    code128_modules,
    code128_operators,
    qr_matrix,
    qr_operators,
)
from tests.documents.samples import pix_payload, slip_code


def picture(rows: list[bytes], quiet: int, high: int = 1) -> Image.Image:
    wide = len(rows[0]) + 2 * quiet
    image = Image.new("L", (wide, len(rows) * high + 2 * quiet), 255)
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            if module == 0:
                image.paste(0, (x + quiet, y * high + quiet, x + quiet + 1, (y + 1) * high + quiet))
    return image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST)


def test_the_matrix_says_its_payload_at_level_m() -> None:
    rows = qr_matrix(pix_payload(1))
    assert len(rows) == len(rows[0])
    assert (len(rows) - 17) % 4 == 0
    [code] = zxingcpp.read_barcodes(picture(rows, QR_QUIET_MODULES))
    assert (code.text, code.ec_level) == (pix_payload(1), "M")


def test_bars_take_123_modules_for_16_digits() -> None:
    modules = code128_modules(slip_code(5214, 1))
    assert len(modules) == 123
    [code] = zxingcpp.read_barcodes(picture([modules], BAR_QUIET_MODULES, high=20))
    assert code.text == "7702000521400114" == slip_code(5214, 1)


@pytest.mark.parametrize("digits", ["123", "12a4", "", "١٢"])
def test_bars_take_pairs_of_digits_only(digits: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        code128_modules(digits)


def test_operators_fill_every_dark_module_once() -> None:
    payload = pix_payload(2)
    operators = qr_operators(payload, 10, 100, 49)
    runs = [int(length) for length in re.findall(r"\d+ 0 (\d+) 1\.05 re", operators)]
    assert sum(runs) == sum(row.count(0) for row in qr_matrix(payload))
    assert operators.startswith("q ")
    assert operators.endswith(" Q")


def test_bar_operators_place_the_first_bar_at_x() -> None:
    assert re.match(
        r"q 1\.4740 0 0 -28\.346 10\.00 90\.00 cm 0 0 2 1 re ", code128_operators("12", 10, 90, 1.474, 28.346)
    )
