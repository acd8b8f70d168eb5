"""Pictures and PDF files from outside: looked at before they are kept, and made small for a screen.

What a file is called says nothing; what it is, is read from its bytes. Nothing of a picture is decoded before
its size is known.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from crediario.domain.attachments import (
    MOST_BYTES,
    MOST_PAGES,
    MOST_PIXELS,
    PHOTO_SIDE,
    AttachmentEmpty,
    AttachmentTooLarge,
    AttachmentUnreadable,
    MediaType,
    NotAnAttachment,
    PdfDamaged,
    PdfLocked,
    PdfTooLong,
    PhotoNotPicture,
    PictureDamaged,
    PictureTooLarge,
)
from crediario.domain.errors import Refusal
from crediario.gateways.pdf import opened_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

_SIGNATURES = {b"\xff\xd8\xff": MediaType.JPEG, b"\x89PNG\r\n\x1a\n": MediaType.PNG, b"%PDF-": MediaType.PDF}
#: A JPEG made of thousands of passes over the same pixels takes minutes to draw; real ones have a dozen.
_SCAN = b"\xff\xda"
_MOST_SCANS = 100
_PDF_END = b"%%EOF"
_PDF_TAIL = 2_048
_PDF_PASSWORD = 4
_QUALITY = 85
#: Enough to decode every byte of a JPEG, at an eighth of its size.
_SKETCH = (1, 1)


def read_file(path: Path) -> bytes:
    """The bytes of a file somebody chose, no more of it than may be kept.

    Raises:
        AttachmentUnreadable: it is gone, no plain file, or may not be read.
        AttachmentTooLarge, AttachmentEmpty.
    """
    try:
        if not path.is_file():
            raise AttachmentUnreadable(path.name)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise AttachmentUnreadable(path.name) from error
    _check_size(content)
    return content


def look(content: bytes) -> MediaType:
    """What a file is, once it was read to its end.

    Raises:
        AttachmentEmpty, AttachmentTooLarge, NotAnAttachment.
        PictureDamaged, PictureTooLarge, PdfDamaged, PdfLocked, PdfTooLong.

    Rule: reliability.md A29; product.md A1. See docs/regras.md#anexos.
    """
    media_type = _kind_of(content)
    if media_type is MediaType.PDF:
        _check_pdf(content)
    else:
        _check_picture(content)
        _decode(content)
    return media_type


def photo(content: bytes) -> bytes:
    """A photo as it is kept: upright, at most ``PHOTO_SIDE`` pixels, a JPEG that does not say where.

    Raises:
        PhotoNotPicture: a PDF; the refusals of ``look``.
    """
    if not _kind_of(content).is_picture:
        _check_pdf(content)
        raise PhotoNotPicture
    _check_picture(content)
    return _smaller(content, PHOTO_SIDE)


def small(content: bytes, media_type: MediaType, side: int) -> bytes:
    """A file as small as a list shows it: the picture, or the first page of a PDF, as a JPEG.

    Args:
        content: looked at before.
        media_type: as it was found to be.
        side: longest side in pixels.

    Raises:
        PictureDamaged, PdfDamaged: bytes that changed since they were looked at.
    """
    return _smaller(content, side) if media_type.is_picture else _first_page(content, side)


def _kind_of(content: bytes) -> MediaType:
    _check_size(content)
    media_type = next((kind for start, kind in _SIGNATURES.items() if content.startswith(start)), None)
    if media_type is None:
        raise NotAnAttachment
    return media_type


def _check_size(content: bytes) -> None:
    if not content:
        raise AttachmentEmpty
    if len(content) > MOST_BYTES:
        raise AttachmentTooLarge


# Pictures


def _check_picture(content: bytes) -> None:
    """Its size and every part of it, without drawing it; this uses an opened picture up."""
    if content.startswith(b"\xff\xd8") and content.count(_SCAN) > _MOST_SCANS:
        raise PictureDamaged
    with _opened(content) as picture:
        picture.verify()


def _decode(content: bytes) -> None:
    """To the end, so that it can be shown later."""
    with _opened(content) as picture:
        picture.draft(None, _SKETCH)
        picture.load()


def _smaller(content: bytes, side: int) -> bytes:
    """Drawn anew on white, so that nothing but its pixels is left."""
    from PIL import Image, ImageOps

    with _opened(content) as picture:
        picture.draft("RGB", (side, side))
        picture.thumbnail((side, side), reducing_gap=None)
        layered = ImageOps.exif_transpose(picture).convert("RGBA")
        clean = Image.new("RGB", layered.size, "white")
        clean.paste(layered, mask=layered)
        return _jpeg(clean)


def _jpeg(picture: "Image") -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


@contextmanager
def _opened(content: bytes) -> "Iterator[Image]":
    """A picture while it is looked at; whatever the library says of an odd file is one refusal."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise PictureTooLarge
                yield picture
    except Refusal:
        raise
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except Exception as error:
        raise PictureDamaged from error


# PDF


def _check_pdf(content: bytes) -> None:
    from pypdfium2 import PdfiumError

    if _PDF_END not in content[-_PDF_TAIL:]:
        raise PdfDamaged
    try:
        with opened_pdf(content) as document:
            pages = len(document)
            if pages:
                document[0].get_size()
    except PdfiumError as error:
        raise PdfLocked if error.err_code == _PDF_PASSWORD else PdfDamaged from error
    if not pages:
        raise PdfDamaged
    if pages > MOST_PAGES:
        raise PdfTooLong(MOST_PAGES)


def _first_page(content: bytes, side: int) -> bytes:
    from pypdfium2 import PdfiumError

    try:
        with opened_pdf(content) as document:
            page = document[0]
            picture = page.render(scale=side / max(page.get_size())).to_pil().convert("RGB")
    except PdfiumError as error:
        raise PdfDamaged from error
    return _jpeg(picture)
