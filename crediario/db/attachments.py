"""Files kept with a customer's record, their bytes included, so that every copy of the shop has them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import Attachment, RecordAccess
from crediario.db.statements import fetch, insert, run
from crediario.domain.attachments import AttachmentKind, MediaType

_ATTACHMENT = (
    "store_id", "till_id", "operator_id", "customer_id", "kind", "title", "media_type", "sha256",
    "size_bytes", "content", "created_at",
)  # fmt: skip
_ACCESS = ("store_id", "till_id", "operator_id", "customer_id", "opened", "opened_at")
_LISTED = (
    "SELECT a.id, a.customer_id, a.kind, a.title, a.media_type, a.size_bytes, a.created_at, u.short_name"
    " FROM attachment AS a JOIN shop_user AS u ON u.id = a.operator_id"
)
#: Emptied ones are of somebody whose data were erased.
_LIVE = "a.removed_at IS NULL AND length(a.content) > 0"


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file looked at and ready to be kept."""

    customer_id: int
    kind: AttachmentKind
    title: str
    media_type: MediaType
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file of a record, without its bytes."""

    attachment_id: int
    customer_id: int
    kind: AttachmentKind
    title: str
    media_type: MediaType
    size_bytes: int
    attached_at: datetime
    operator_name: str


def listed(database: Database, customer_id: int) -> tuple[AttachmentRow, ...]:
    """The files on a customer's record, the newest first; photos of authorised buyers stand with them."""
    sql = (
        f"{_LISTED} WHERE a.customer_id = ? AND {_LIVE} AND NOT EXISTS"
        " (SELECT 1 FROM authorised_buyer AS b WHERE b.customer_id = a.customer_id AND b.photo_id = a.id)"
        " ORDER BY a.id DESC"
    )
    return tuple(_row(row) for row in fetch(database, sql, (customer_id,)))


def attachment(database: Database, attachment_id: int) -> AttachmentRow | None:
    """A file that is still on a record; None when it is not."""
    rows = fetch(database, f"{_LISTED} WHERE a.id = ? AND {_LIVE}", (attachment_id,))
    return _row(rows[0]) if rows else None


def same_bytes(database: Database, customer_id: int, sha256: str) -> AttachmentRow | None:
    """The file of the record with these very bytes."""
    sql = f"{_LISTED} WHERE a.customer_id = ? AND a.sha256 = ? AND {_LIVE} ORDER BY a.id LIMIT 1"
    rows = fetch(database, sql, (customer_id, sha256))
    return _row(rows[0]) if rows else None


def count(database: Database, customer_id: int) -> int:
    """How many files the record has, photos of authorised buyers included."""
    sql = "SELECT COUNT(*) FROM attachment WHERE customer_id = ? AND removed_at IS NULL"
    return int(fetch(database, sql, (customer_id,))[0][0])


def add(stamp: Stamp, new: NewAttachment) -> int:
    """Keeps a file."""
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, new.customer_id, new.kind.value, new.title,
        new.media_type.value, new.sha256, len(new.content), new.content, stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, Attachment, _ATTACHMENT, row)


def remove(stamp: Stamp, attachment_id: int) -> None:
    """Takes a file off the record; the row stays."""
    sql = "UPDATE attachment SET removed_at = ? WHERE id = ? AND removed_at IS NULL"
    run(stamp.database, sql, (stamp.instant, attachment_id))


def photo_id(database: Database, customer_id: int) -> int | None:
    """The customer's own photo, the newest one."""
    sql = (
        f"SELECT a.id FROM attachment AS a WHERE a.customer_id = ? AND a.kind = 'photo' AND {_LIVE}"
        " AND NOT EXISTS (SELECT 1 FROM authorised_buyer AS b WHERE b.customer_id = a.customer_id"
        " AND b.photo_id = a.id) ORDER BY a.id DESC LIMIT 1"
    )
    rows = fetch(database, sql, (customer_id,))
    return int(rows[0][0]) if rows else None


def buyer_photo_id(database: Database, buyer_id: int) -> int | None:
    """The photo of an authorised buyer."""
    sql = (
        f"SELECT a.id FROM authorised_buyer AS b JOIN attachment AS a ON a.id = b.photo_id"
        f" WHERE b.id = ? AND {_LIVE}"
    )
    rows = fetch(database, sql, (buyer_id,))
    return int(rows[0][0]) if rows else None


def content(database: Database, attachment_id: int) -> bytes:
    """The bytes as they were kept; none when the person in it was anonymised.

    Raises:
        LookupError: there is no such file.
    """
    rows = fetch(database, "SELECT content FROM attachment WHERE id = ?", (attachment_id,))
    if not rows:
        raise LookupError(f"attachment {attachment_id}")
    return bytes(rows[0][0])


def write_access(stamp: Stamp, customer_id: int) -> int:
    """Writes down that a file of this customer was opened."""
    row = (stamp.store_id, stamp.till_id, stamp.operator_id, customer_id, "attachment", stamp.instant)
    return insert(stamp.database, RecordAccess, _ACCESS, row)


def was_opened(database: Database, access_id: int, operator_id: int, customer_id: int) -> bool:
    """Whether that opening was written down, of this operator and this customer."""
    sql = (
        "SELECT 1 FROM record_access WHERE id = ? AND operator_id = ? AND customer_id = ?"
        " AND opened = 'attachment'"
    )
    return bool(fetch(database, sql, (access_id, operator_id, customer_id)))


def _row(row: tuple[Any, ...]) -> AttachmentRow:
    id_, customer_id, kind, title, media_type, size, created_at, operator = row
    return AttachmentRow(
        attachment_id=id_,
        customer_id=customer_id,
        kind=AttachmentKind(kind),
        title=title,
        media_type=MediaType(media_type),
        size_bytes=size,
        attached_at=datetime.fromisoformat(created_at),
        operator_name=operator,
    )
