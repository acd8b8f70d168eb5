"""Pictures out of the bytes of files, never larger than they are shown."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

_FORMATS = ("jpeg", "png")


def read_picture(content: bytes, most: int) -> QImage | None:
    """The picture upright, its longest side at most ``most`` pixels; None when it cannot be drawn."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode() not in _FORMATS:
        return None
    size = reader.size()
    if max(size.width(), size.height()) > most:
        reader.setScaledSize(size.scaled(most, most, Qt.AspectRatioMode.KeepAspectRatio))
    picture: QImage = reader.read()
    return None if picture.isNull() else picture
