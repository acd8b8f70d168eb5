"""Files kept with a customer's record: which ones, how large, how many, and what they are called."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.br import clean_text
from crediario.domain.errors import Refusal

MOST_BYTES = 5 * 1024 * 1024
MOST_FILES = 40
MOST_PIXELS = 50_000_000
MOST_PAGES = 60
TITLE_LENGTH = 80
#: Longest side in pixels of a photo as it is kept, of the small one a ficha shows, and of any file in a list.
PHOTO_SIDE = 1_024
SMALL_SIDE = 192
THUMBNAIL_SIDE = 96


class AttachmentKind(StrEnum):
    """What a file is good for."""

    PHOTO = "photo"
    DOCUMENT = "document"
    INCOME_PROOF = "income_proof"
    ADDRESS_PROOF = "address_proof"
    BUREAU = "bureau"
    OTHER = "other"


class MediaType(StrEnum):
    """What the bytes are, looked at and not believed."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"

    @property
    def is_picture(self) -> bool:
        """Whether it is one picture, not pages."""
        return self is not MediaType.PDF


_SUFFIXES = {MediaType.JPEG: "jpg", MediaType.PNG: "png", MediaType.PDF: "pdf"}


@dataclass(eq=False)
class AttachmentUnreadable(Refusal):
    """The file is gone, is a folder, or may not be read."""

    file: str


@dataclass(eq=False)
class AttachmentEmpty(Refusal):
    """The file has no bytes."""


@dataclass(eq=False)
class AttachmentTooLarge(Refusal):
    """More than five mebibytes."""


@dataclass(eq=False)
class NotAnAttachment(Refusal):
    """Neither JPEG nor PNG nor PDF, whatever its name says."""


@dataclass(eq=False)
class PictureDamaged(Refusal):
    """It begins as a picture and cannot be read to its end."""


@dataclass(eq=False)
class PictureTooLarge(Refusal):
    """More than fifty million pixels."""


@dataclass(eq=False)
class PdfDamaged(Refusal):
    """It begins as a PDF and cannot be read."""


@dataclass(eq=False)
class PdfLocked(Refusal):
    """The PDF asks for a password."""


@dataclass(eq=False)
class PdfTooLong(Refusal):
    """More pages than are kept."""

    limit: int


@dataclass(eq=False)
class PhotoNotPicture(Refusal):
    """A PDF is no photo."""


@dataclass(eq=False)
class PhotoWithoutConsent(Refusal):
    """The person has not said yes to a photo, or took the yes back."""


@dataclass(eq=False)
class SameFileAlready(Refusal):
    """The record has the very same bytes."""

    title: str
    attached_on: date


@dataclass(eq=False)
class TooManyAttachments(Refusal):
    """The record has as many files as it may."""

    limit: int


@dataclass(eq=False)
class AttachmentNotFound(Refusal):
    """There is no such file, or another till took it off the record."""


def file_title(file_name: str) -> str:
    """A title out of the name of a file, wherever it comes from; empty when nothing readable is left."""
    name = re.split(r"[/\\]", file_name)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name.lstrip(".") else name
    kept = clean_text(re.sub(r"[_\s]+", " ", stem), len(stem) + 1).strip(". ")
    return kept[:TITLE_LENGTH].strip()


def safe_file_name(attachment_id: int, attached_on: date, media_type: MediaType) -> str:
    """The name under which a file is saved outside: of its id and date, never of what somebody typed.

    Rule: reliability.md A29.
    """
    return f"anexo-{attachment_id}-{attached_on.isoformat()}.{_SUFFIXES[media_type]}"
