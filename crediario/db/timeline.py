"""The timeline of a customer: everything that happened, the newest first, page by page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from peewee import Database

from crediario.db.statements import fetch
from crediario.domain.money import Money

PAGE = 40


class TimelineKind(StrEnum):
    """What happened."""

    REGISTERED = "registered"
    MERGED = "merged"
    SALE = "sale"
    SALE_IMPORTED = "sale_imported"
    SALE_RELEASED = "sale_released"
    PAYMENT = "payment"
    REVERSAL = "reversal"
    AGREEMENT = "agreement"
    RETURN = "sale_return"
    DUE_MOVE = "due_move"
    CREDIT_PAID_OUT = "credit_paid_out"
    ANALYSIS = "analysis"
    LIMIT = "limit"
    CONSENT = "consent"
    ATTACHMENT = "attachment"
    GUARANTOR = "guarantor"
    AUTHORISED_BUYER = "authorised_buyer"
    PRIVACY_REQUEST = "privacy_request"


@dataclass(frozen=True, slots=True)
class TimelineKey:
    """Where a page ends: the next one begins after it."""

    at: str
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened.

    Attributes:
        at: when; of a sale brought in only the day is known, and it stands at noon.
        id: of the row it came from, within its kind.
        number: contract, receipt, reversal, agreement or record it is about, where there is one.
        amount: the money of it, where there is some; of a limit the one that holds since then.
        count: installments of a sale; of a due date moved, which installment; of a return, 1 for all of it.
        text: what kind of analysis, limit entry, consent or attachment; the reason of a reversal or a return;
            the new day of a due date moved; a name.
        who: short name of who did it.
    """

    kind: TimelineKind
    at: datetime
    id: int
    number: int | None
    amount: Money | None
    count: int | None
    text: str
    who: str
    key: TimelineKey


# Every branch: kind, at, id, number, cents, count, text, operator; all found by an index on the customer.
_SALES = (
    "SELECT CASE WHEN s.import_id IS NULL THEN 'sale' ELSE 'sale_imported' END AS kind,"
    " CASE WHEN s.import_id IS NULL THEN s.created_at"
    " ELSE CAST(s.sold_on AS TEXT) || 'T12:00:00.000000+00:00' END AS at, s.id AS id, s.number AS number,"
    " s.price_cents AS cents, s.installment_count AS pieces,"
    " (SELECT t.description FROM sale_item AS t WHERE t.sale_id = s.id AND t.position = 1) AS said,"
    " s.operator_id AS operator_id"
    " FROM sale AS s WHERE s.customer_id = ? AND s.agreement_id IS NULL AND s.reverses_id IS NULL"
)
_RELEASED = (
    "SELECT 'sale_released', r.granted_at, s.id, s.number, d.added_cents, CAST(NULL AS INTEGER), r.reason,"
    " r.approver_id FROM sale AS s JOIN credit_decision AS d ON d.sale_id = s.id"
    " JOIN release AS r ON r.id = d.release_id WHERE s.customer_id = ?"
)
_PAYMENTS = (
    "SELECT CASE WHEN p.reverses_id IS NULL THEN 'payment' ELSE 'reversal' END, p.created_at, p.id, p.number,"
    " p.amount_cents, CAST(NULL AS INTEGER), p.reason, p.operator_id FROM payment AS p"
    " WHERE p.customer_id = ?"
)
_AGREEMENTS = (
    "SELECT 'agreement', g.created_at, g.id, g.number, g.total_cents, CAST(NULL AS INTEGER), g.offer,"
    " g.operator_id FROM agreement AS g WHERE g.customer_id = ?"
)
_RETURNS = (
    "SELECT 'sale_return', b.created_at, b.id, s.number, b.value_cents, b.is_whole, b.reason, b.operator_id"
    " FROM sale_return AS b JOIN sale AS s ON s.id = b.sale_id WHERE b.customer_id = ?"
)
_MOVES = (
    "SELECT 'due_move', m.created_at, m.id, s.number, CAST(NULL AS BIGINT), i.number,"
    " CAST(m.to_due AS TEXT), m.operator_id FROM installment AS i JOIN due_move AS m"
    " ON m.installment_id = i.id JOIN sale AS s ON s.id = i.sale_id WHERE i.customer_id = ?"
    " AND i.original_due IS NOT NULL"
)
_PAID_OUT = (
    "SELECT 'credit_paid_out', e.created_at, e.id, CAST(NULL AS BIGINT), -e.amount_cents,"
    " CAST(NULL AS INTEGER), '', e.operator_id FROM store_credit_entry AS e WHERE e.customer_id = ?"
    " AND e.kind = 'paid_out'"
)
_ANALYSES = (
    "SELECT 'analysis', a.created_at, a.id, a.points, a.limit_cents, CAST(NULL AS INTEGER), a.decision,"
    " a.operator_id FROM credit_analysis AS a WHERE a.customer_id = ?"
)
# The entry an analysis leaves says what the analysis says.
_LIMITS = (
    "SELECT 'limit', l.created_at, l.id, CAST(NULL AS BIGINT), l.after_cents, CAST(NULL AS INTEGER), l.kind,"
    " l.operator_id FROM limit_entry AS l WHERE l.customer_id = ? AND l.kind <> 'analysis'"
)
_CONSENTS = (
    "SELECT 'consent', c.created_at, c.id, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), c.given, c.purpose,"
    " c.operator_id FROM consent AS c WHERE c.customer_id = ?"
)
_ATTACHMENTS = (
    "SELECT 'attachment', f.created_at, f.id, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),"
    " CAST(NULL AS INTEGER), f.kind, f.operator_id FROM attachment AS f WHERE f.customer_id = ?"
    " AND f.removed_at IS NULL"
)
_GUARANTORS = (
    "SELECT 'guarantor', g.created_at, g.id, g.guarantor_id, CAST(NULL AS BIGINT), CAST(NULL AS INTEGER),"
    " w.name, g.operator_id FROM guarantor AS g JOIN customer AS w ON w.id = g.guarantor_id"
    " WHERE g.customer_id = ?"
)
_BUYERS = (
    "SELECT 'authorised_buyer', b.created_at, b.id, CAST(NULL AS BIGINT), b.limit_cents,"
    " CAST(NULL AS INTEGER), b.name, b.operator_id FROM authorised_buyer AS b WHERE b.customer_id = ?"
)
_REQUESTS = (
    "SELECT 'privacy_request', q.created_at, q.id, q.id, CAST(NULL AS BIGINT), CAST(NULL AS INTEGER), q.kind,"
    " q.operator_id FROM privacy_request AS q WHERE q.customer_id = ?"
)
_MERGES = (
    "SELECT 'merged', m.merged_at, m.id, m.merged_id, CAST(NULL AS BIGINT), CAST(NULL AS INTEGER), w.name,"
    " m.operator_id FROM customer_merge AS m JOIN customer AS w ON w.id = m.merged_id"
    " WHERE m.kept_id = ?"
)
_REGISTERED = (
    "SELECT 'registered', c.created_at, c.id, c.id, CAST(NULL AS BIGINT), CAST(NULL AS INTEGER), '',"
    " c.operator_id FROM customer AS c WHERE c.id = ?"
)
_BRANCHES = (
    _SALES, _RELEASED, _PAYMENTS, _AGREEMENTS, _RETURNS, _MOVES, _PAID_OUT, _ANALYSES, _LIMITS, _CONSENTS,
    _ATTACHMENTS, _GUARANTORS, _BUYERS, _REQUESTS, _MERGES, _REGISTERED,
)  # fmt: skip
_AFTER = " WHERE (e.at, e.kind, e.id) < (?, ?, ?)"
_ORDER = " ORDER BY e.at DESC, e.kind DESC, e.id DESC LIMIT ?"
_ENTRIES = (
    "SELECT e.kind, e.at, e.id, e.number, e.cents, e.pieces, e.said, o.short_name"
    f" FROM ({' UNION ALL '.join(_BRANCHES)}) AS e JOIN shop_user AS o ON o.id = e.operator_id"
)


def timeline(
    database: Database, customer_id: int, after: TimelineKey | None = None, limit: int = PAGE
) -> tuple[TimelineEntry, ...]:
    """A page of what happened with a customer, the newest first.

    Args:
        database: where.
        customer_id: whose.
        after: the key of the last entry of the page before; None is the first page.
        limit: entries a page.
    """
    whose = [customer_id] * len(_BRANCHES)
    begun = (after.at, after.kind, after.id) if after else ()
    rows = fetch(database, _ENTRIES + (_AFTER if after else "") + _ORDER, [*whose, *begun, limit])
    return tuple(
        TimelineEntry(
            kind=TimelineKind(kind),
            at=datetime.fromisoformat(at),
            id=id_,
            number=number,
            amount=None if cents is None else Money(int(cents)),
            count=count,
            text=said or "",
            who=who,
            key=TimelineKey(at, kind, id_),
        )
        for kind, at, id_, number, cents, count, said, who in rows
    )
