"""Files of a customer's record (anexos): looked at, kept with the data, opened by permission, taken off.

A file is opened in two steps, so that no opening goes unwritten::

    opened = open_attachment(ctx, OpenAttachmentOrder(request_id, attachment_id))
    content = attachment_content(ctx, opened.attachment_id, opened.access_id)
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from crediario.db import attachments, privacy, relations
from crediario.db.attachments import AttachmentRow, NewAttachment
from crediario.db.ledger import lock_customer
from crediario.domain.attachments import (
    MOST_FILES,
    SMALL_SIDE,
    THUMBNAIL_SIDE,
    TITLE_LENGTH,
    AttachmentKind,
    AttachmentNotFound,
    MediaType,
    PhotoWithoutConsent,
    SameFileAlready,
    TooManyAttachments,
    file_title,
    safe_file_name,
)
from crediario.domain.br import clean_text
from crediario.domain.privacy import ConsentPurpose
from crediario.domain.relations import check_open
from crediario.gateways import media
from crediario.gateways.clock import at_shop
from crediario.services.core import Context, Topic, attached, query, reading, use_case

#: What screens use from here, the rules' own words included.
__all__ = [
    "AttachOrder",
    "Attached",
    "AttachmentKind",
    "AttachmentOpened",
    "AttachmentRemoved",
    "AttachmentRow",
    "ChosenFile",
    "MediaType",
    "OpenAttachmentOrder",
    "RemoveAttachmentOrder",
    "attach_file",
    "attachment_content",
    "attachment_thumbnail",
    "buyer_photo",
    "choose_file",
    "customer_attachments",
    "customer_photo",
    "open_attachment",
    "remove_attachment",
]


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file somebody chose, looked at; ``title`` is a proposal."""

    title: str
    media_type: MediaType
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachOrder:
    """A file to keep.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        customer_id: on whose record.
        kind: what it is good for; a photo takes the place of the one before.
        title: what it is called; empty is called by its kind.
        sha256: of ``content``, which is too large for the audit.
        buyer_id: the authorised buyer whose photo it is; None is the customer's own.
    """

    request_id: str
    customer_id: int
    kind: AttachmentKind
    title: str
    sha256: str
    content: bytes = attached()
    buyer_id: int | None = None

    @classmethod
    def of(
        cls,
        request_id: str,
        customer_id: int,
        kind: AttachmentKind,
        title: str,
        content: bytes,
        *,
        buyer_id: int | None = None,
    ) -> Self:
        """The order for these bytes."""
        sha256 = hashlib.sha256(content).hexdigest()
        return cls(request_id, customer_id, kind, title, sha256, content, buyer_id)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is on the record now."""

    attachment_id: int
    title: str
    media_type: MediaType


@dataclass(frozen=True, slots=True)
class RemoveAttachmentOrder:
    """A file to take off the record."""

    request_id: str
    attachment_id: int


@dataclass(frozen=True, slots=True)
class AttachmentRemoved:
    """A file that is no longer on the record."""

    attachment_id: int
    title: str


@dataclass(frozen=True, slots=True)
class OpenAttachmentOrder:
    """A file somebody wants to see."""

    request_id: str
    attachment_id: int


@dataclass(frozen=True, slots=True)
class AttachmentOpened:
    """The opening, written down; ``file_name`` is what it is safely saved as."""

    attachment_id: int
    access_id: int
    title: str
    media_type: MediaType
    file_name: str


@reading("attach_file")
def choose_file(ctx: Context, path: Path) -> ChosenFile:
    """A file of this computer, read and looked at before anybody says what it is good for.

    Raises:
        AttachmentUnreadable: it is gone or may not be read.
        the refusals of ``media.look``: it is no picture and no PDF, or too large.
    """
    content = media.read_file(path)
    return ChosenFile(file_title(path.name), media.look(content), content)


@use_case("attach_file", changes={Topic.CUSTOMERS})
def attach_file(ctx: Context, order: AttachOrder) -> Attached:
    """Keeps a file with the record; a photo is kept small, upright and without where it was taken.

    Raises:
        CustomerClosed: the record was merged or anonymised.
        TooManyAttachments: the record has as many as it may.
        SameFileAlready: it has these very bytes.
        PhotoNotPicture: a PDF as a photo.
        PhotoWithoutConsent: the customer's own photo, without a yes that stands.
        the refusals of ``media.look``; ``TextTooLong``: the title.
        ValueError: another ``sha256`` than the bytes', or a buyer's file that is no photo; only a programming
            mistake can send it.
        LookupError: no such customer, or no such buyer of theirs, as well.

    Rule: product.md A1; law.md §8. See docs/regras.md#anexos.
    """
    _check_order(order)
    new = _looked_at(order)
    lock_customer(ctx.stamp, order.customer_id)
    check_open(relations.record(ctx.database, order.customer_id))
    _check_new(ctx, new)
    if new.kind is AttachmentKind.PHOTO and order.buyer_id is None:
        _check_consent(ctx, order.customer_id)
    return _kept(ctx, order, new)


def _check_order(order: AttachOrder) -> None:
    if hashlib.sha256(order.content).hexdigest() != order.sha256:
        raise ValueError("these are other bytes than announced")
    if order.buyer_id is not None and order.kind != AttachmentKind.PHOTO:
        raise ValueError("only the photo of an authorised buyer is kept")


def _looked_at(order: AttachOrder) -> NewAttachment:
    kind = AttachmentKind(order.kind)
    is_photo = kind is AttachmentKind.PHOTO
    content = media.photo(order.content) if is_photo else order.content
    media_type = MediaType.JPEG if is_photo else media.look(content)
    sha256 = hashlib.sha256(content).hexdigest()
    title = clean_text(order.title, TITLE_LENGTH)
    return NewAttachment(order.customer_id, kind, title, media_type, sha256, content)


def _check_new(ctx: Context, new: NewAttachment) -> None:
    same = attachments.same_bytes(ctx.database, new.customer_id, new.sha256)
    if same is not None:
        raise SameFileAlready(same.title, at_shop(ctx.clock, same.attached_at).date())


def _check_consent(ctx: Context, customer_id: int) -> None:
    if not privacy.consents_to(ctx.database, customer_id, ConsentPurpose.PHOTO):
        raise PhotoWithoutConsent


def _kept(ctx: Context, order: AttachOrder, new: NewAttachment) -> Attached:
    """A photo takes the place of the one before, so that there is one."""
    before = _photo_before(ctx, order) if new.kind is AttachmentKind.PHOTO else None
    if before is not None:
        attachments.remove(ctx.stamp, before)
    if attachments.count(ctx.database, new.customer_id) >= MOST_FILES:
        raise TooManyAttachments(MOST_FILES)
    attachment_id = attachments.add(ctx.stamp, new)
    if order.buyer_id is not None:
        relations.set_buyer_photo(ctx.database, order.buyer_id, attachment_id)
    return Attached(attachment_id, new.title, new.media_type)


def _photo_before(ctx: Context, order: AttachOrder) -> int | None:
    if order.buyer_id is None:
        return attachments.photo_id(ctx.database, order.customer_id)
    buyer = relations.buyer(ctx.database, order.buyer_id)
    if buyer is None or buyer.customer_id != order.customer_id:
        raise LookupError(f"authorised buyer {order.buyer_id} of customer {order.customer_id}")
    return attachments.buyer_photo_id(ctx.database, order.buyer_id)


@use_case("attach_file", changes={Topic.CUSTOMERS})
def remove_attachment(ctx: Context, order: RemoveAttachmentOrder) -> AttachmentRemoved:
    """Takes a file off the record; its row stays, and the audit tells who did it.

    Raises:
        AttachmentNotFound: it is not there, or no longer.
    """
    row = _row(ctx, order.attachment_id)
    lock_customer(ctx.stamp, row.customer_id)
    attachments.remove(ctx.stamp, row.attachment_id)
    return AttachmentRemoved(row.attachment_id, row.title)


@use_case("see_attachment")
def open_attachment(ctx: Context, order: OpenAttachmentOrder) -> AttachmentOpened:
    """Opens a file: a use case and no query, because who looked is kept.

    Raises:
        AttachmentNotFound: it is not there, or no longer.

    Rule: product.md A7; LGPD art. 37. See docs/regras.md#anexos.
    """
    row = _row(ctx, order.attachment_id)
    access_id = attachments.write_access(ctx.stamp, row.customer_id)
    attached_on = at_shop(ctx.clock, row.attached_at).date()
    file_name = safe_file_name(row.attachment_id, attached_on, row.media_type)
    return AttachmentOpened(row.attachment_id, access_id, row.title, row.media_type, file_name)


@query("see_attachment")
def attachment_content(ctx: Context, attachment_id: int, access_id: int) -> bytes:
    """The bytes of a file that was opened by ``open_attachment``.

    Raises:
        AttachmentNotFound: it is no longer there, or this person did not open it.
    """
    row = _row(ctx, attachment_id)
    if not attachments.was_opened(ctx.database, access_id, ctx.operator.id, row.customer_id):
        raise AttachmentNotFound
    return attachments.content(ctx.database, attachment_id)


@query("see_customer")
def customer_attachments(ctx: Context, customer_id: int) -> tuple[AttachmentRow, ...]:
    """The files of a record, the newest first, without their bytes."""
    return attachments.listed(ctx.database, customer_id)


@query("see_attachment")
def attachment_thumbnail(ctx: Context, attachment_id: int) -> bytes:
    """A file so small that it is recognised and not read, as a JPEG.

    Raises:
        AttachmentNotFound: it is not there, or no longer.
    """
    row = _row(ctx, attachment_id)
    return media.small(attachments.content(ctx.database, attachment_id), row.media_type, THUMBNAIL_SIDE)


@query("see_customer")
def customer_photo(ctx: Context, customer_id: int) -> bytes | None:
    """The customer's photo, small, as a JPEG; whoever sees the record sees the face on it."""
    return _small_photo(ctx, attachments.photo_id(ctx.database, customer_id))


@query("see_customer")
def buyer_photo(ctx: Context, buyer_id: int) -> bytes | None:
    """The photo of an authorised buyer, small, as a JPEG: who sells compares it with who is there."""
    return _small_photo(ctx, attachments.buyer_photo_id(ctx.database, buyer_id))


def _small_photo(ctx: Context, attachment_id: int | None) -> bytes | None:
    if attachment_id is None:
        return None
    content = attachments.content(ctx.database, attachment_id)
    return media.small(content, MediaType.JPEG, SMALL_SIDE)


def _row(ctx: Context, attachment_id: int) -> AttachmentRow:
    row = attachments.attachment(ctx.database, attachment_id)
    if row is None:
        raise AttachmentNotFound
    return row
