"""The archive of issued documents: what was handed out is kept, byte for byte."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import Document
from crediario.db.statements import fetch, insert

_DOCUMENT = (
    "store_id", "till_id", "operator_id", "kind", "subject_id", "template_version", "sha256", "content",
    "issued_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A document in the archive, without its bytes."""

    document_id: int
    kind: str
    subject_id: int
    template_version: str
    sha256: str
    issued_at: datetime


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
