"""Real small pictures and PDF files, made for a test, and what people take for them."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

#: The tag of a JPEG's EXIF that says how the camera was held, and of the place where it stood.
ORIENTATION, PLACE = 0x0112, 0x8825


def a_picture(width: int = 60, height: int = 40, colour: str = "#2E5AA8") -> Image.Image:
    """A picture whose left third is of another colour, so that turning it shows."""
    picture = Image.new("RGB", (width, height), colour)
    picture.paste("#F5C542", (0, 0, width // 3, height))
    return picture


def jpeg(picture: Image.Image | None = None, **options: Any) -> bytes:
    """A JPEG."""
    out = io.BytesIO()
    (picture or a_picture()).save(out, "JPEG", **options)
    return out.getvalue()


def png(picture: Image.Image | None = None, **options: Any) -> bytes:
    """A PNG."""
    out = io.BytesIO()
    (picture or a_picture()).save(out, "PNG", **options)
    return out.getvalue()


def phone_jpeg(width: int = 1600, height: int = 1200) -> bytes:
    """A photo as a telephone takes it: lying on its side, and telling where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(PLACE)[1] = "S"
    return jpeg(a_picture(width, height), exif=exif, comment=b"minha casa")


def pdf(pages: int = 1, text: str = "Comprovante", password: str | None = None) -> bytes:
    """A PDF, with a password to be opened when one is named."""
    out = io.BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, encrypt=encrypt, pageCompression=0, invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"{text} {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it has that many pixels; its data ends after a hundred lines."""
    line = zlib.compressobj(9)
    row = b"\x00" * (1 + (width + 7) // 8)
    body = b"".join(line.compress(row) for _ in range(min(height, 100))) + line.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", body), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def zipped() -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("foto.jpg", jpeg())
    return out.getvalue()


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!DOCTYPE html><html><body><img src='x'></body></html>"
