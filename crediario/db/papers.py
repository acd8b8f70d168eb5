"""The archive of issued documents: what was handed out is kept, byte for byte."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import Document, DocumentCopy
from crediario.db.statements import fetch, insert, row_lock

_DOCUMENT = (
    "store_id", "till_id", "operator_id", "kind", "subject_id", "template_version", "sha256", "content",
    "issued_at",
)  # fmt: skip
_COPY = ("store_id", "till_id", "operator_id", "document_id", "number", "medium", "copied_at")


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A document in the archive, without its bytes."""

    document_id: int
    kind: str
    subject_id: int
    template_version: str
    sha256: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class PaperCopy:
    """One more copy of an issued document.

    Attributes:
        number: 2 for the first one beyond the original.
        copied_by: who asked for it, short.
    """

    document_id: int
    kind: str
    number: int
    copied_at: datetime
    copied_by: str


def issued(database: Database, kind: str, subject_id: int) -> IssuedPaper | None:
    """The document issued for a sale or a payment, if it was."""
    sql = (
        "SELECT id, kind, subject_id, template_version, sha256, issued_at FROM document"
        " WHERE kind = ? AND subject_id = ?"
    )
    rows = fetch(database, sql, (kind, subject_id))
    if not rows:
        return None
    document_id, kind, subject_id, version, sha256, issued_at = rows[0]
    return IssuedPaper(document_id, kind, subject_id, version, sha256, datetime.fromisoformat(issued_at))


def archive(stamp: Stamp, kind: str, subject_id: int, template_version: str, content: bytes) -> IssuedPaper:
    """Keeps the bytes of a document, with their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, kind, subject_id, template_version, sha256, content,
        stamp.instant,
    )  # fmt: skip
    document_id = insert(stamp.database, Document, _DOCUMENT, row)
    return IssuedPaper(document_id, kind, subject_id, template_version, sha256, stamp.moment)


def content(database: Database, document_id: int) -> bytes:
    """The very bytes that were issued.

    Raises:
        LookupError: there is no such document.
    """
    rows = fetch(database, "SELECT content FROM document WHERE id = ?", (document_id,))
    if not rows:
        raise LookupError(f"document {document_id}")
    return bytes(rows[0][0])


def lock_document(stamp: Stamp, document_id: int) -> bool:
    """Makes other tills wait with a copy of this document; answers whether there is one."""
    sql = f"SELECT id FROM document WHERE id = ?{row_lock(stamp.database)}"
    return bool(fetch(stamp.database, sql, (document_id,)))


def add_copy(stamp: Stamp, document_id: int, medium: str) -> int:
    """Counts one more copy of a document that is locked; answers its number."""
    sql = "SELECT COALESCE(MAX(number), 1) + 1 FROM document_copy WHERE document_id = ?"
    number = int(fetch(stamp.database, sql, (document_id,))[0][0])
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, document_id, number, medium, stamp.instant,
    )  # fmt: skip
    insert(stamp.database, DocumentCopy, _COPY, row)
    return number


def copy_of(database: Database, document_id: int, number: int) -> PaperCopy:
    """A copy that was counted.

    Raises:
        LookupError: there is no such copy.
    """
    sql = (
        "SELECT c.document_id, d.kind, c.number, c.copied_at, u.short_name FROM document_copy AS c"
        " JOIN document AS d ON d.id = c.document_id JOIN shop_user AS u ON u.id = c.operator_id"
        " WHERE c.document_id = ? AND c.number = ?"
    )
    rows = fetch(database, sql, (document_id, number))
    if not rows:
        raise LookupError(f"copy {number} of document {document_id}")
    found, kind, number, copied_at, name = rows[0]
    return PaperCopy(found, kind, number, datetime.fromisoformat(copied_at), name)


def newest_sale(database: Database, store_id: int) -> int | None:
    """The sale registered last; an agreement's contract is none."""
    sql = (
        "SELECT id FROM sale WHERE store_id = ? AND agreement_id IS NULL"
        " ORDER BY sold_on DESC, id DESC LIMIT 1"
    )
    rows = fetch(database, sql, (store_id,))
    return int(rows[0][0]) if rows else None


def newest_agreement(database: Database, store_id: int) -> tuple[int, int] | None:
    """The agreement made last of those with a carnê, and the sale row of its contract."""
    sql = (
        "SELECT g.id, s.id FROM agreement AS g JOIN sale AS s ON s.agreement_id = g.id"
        " WHERE g.store_id = ? AND g.offer <> 'cash' ORDER BY g.id DESC LIMIT 1"
    )
    rows = fetch(database, sql, (store_id,))
    return (int(rows[0][0]), int(rows[0][1])) if rows else None


def fullest_receipt(database: Database, store_id: int) -> int | None:
    """Of the latest payments, the one with charges and change, or the last one."""
    sql = (
        "SELECT p.id FROM (SELECT id, change_cents FROM payment WHERE store_id = ? AND reverses_id IS NULL"
        " ORDER BY id DESC LIMIT 200) AS p JOIN allocation AS a ON a.payment_id = p.id"
        " ORDER BY (a.fine_cents > 0) DESC, (p.change_cents > 0) DESC, p.id DESC LIMIT 1"
    )
    rows = fetch(database, sql, (store_id,))
    return int(rows[0][0]) if rows else None
