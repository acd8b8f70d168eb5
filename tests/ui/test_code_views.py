"""Codes on the screen, read by a camera's eyes."""

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.documents.codes import qr_matrix
from crediario.ui.theme import TEXT_PERCENTS, Scheme, Theme
from crediario.ui.widgets.codes import QUIET_QR, QrView

PIX = (
    "00020126440014br.gov.bcb.pix0122pix@casaaurora.example520400005303986540569.075802BR5911CASA AURORA"
    "6014PATOS DE MINAS62140510L2C72P4XYZ6304ABCD"
)


def seen(view: QrView) -> Image.Image:
    shot = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return Image.frombuffer(
        "L", (shot.width(), shot.height()), bytes(shot.constBits()), "raw", "L", shot.bytesPerLine(), 1
    )


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("percent", TEXT_PERCENTS)
@pytest.mark.parametrize("payload", [PIX, PIX[:60], PIX * 2], ids=["usual", "short", "long"])
def test_a_pix_fills_its_place_and_is_read(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme, percent: int, payload: str
) -> None:
    Theme.apply(qapp, scheme, percent)
    view = QrView()
    qtbot.addWidget(view)
    matrix = [[not module for module in line] for line in qr_matrix(payload)]
    view.show_matrix(matrix)

    picture = seen(view)

    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text == payload
    left, top, right, bottom = picture.point(lambda tone: 255 - tone).getbbox() or (0, 0, 0, 0)
    code = picture.width * len(matrix) / (len(matrix) + 2 * QUIET_QR)
    assert right - left == pytest.approx(code, abs=1.5)
    assert bottom - top == pytest.approx(code, abs=1.5)
