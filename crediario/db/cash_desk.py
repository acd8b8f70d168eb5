"""What is known of a till's drawer: its open session, why so much is expected in it, and past closings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec
from peewee import Database

from crediario.db.fields import instant_text
from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.domain.cash import CLOCK_SLACK
from crediario.domain.cash_closing import MethodCount, Pieces
from crediario.domain.money import Money
from crediario.domain.tender import Method

#: After every instant, as the tables keep them.
FOR_EVER = "9999"


class DrawerKind(StrEnum):
    """Why cash entered or left a drawer, as people are told line by line."""

    FLOAT = "float"
    RECEIPTS = "receipts"
    DOWN_PAYMENTS = "down_payments"
    REVERSALS = "reversals"
    REFUNDS = "refunds"
    DROP = "cash_drop"
    SUPPLY = "cash_supply"
    CORRECTION = "correction"
    ROUNDING = "change_rounding"


_BY_HAND = frozenset({DrawerKind.FLOAT, DrawerKind.DROP, DrawerKind.SUPPLY, DrawerKind.CORRECTION})


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of a till.

    Attributes:
        float: what was in the drawer when it opened.
        opened_on: the business day of that.
        closed_at: None while it is open.
    """

    session_id: int
    till_number: int
    operator_id: int
    operator_name: str
    opened_on: date
    opened_at: datetime
    float: Money
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DrawerLine:
    """One line of why so much is expected in the drawer.

    Attributes:
        count: how many movements it sums; ``at`` and ``reason`` are of a single one.
        amount: signed.
        corrects: number of the closing a correction is about.
    """

    kind: DrawerKind
    amount: Money
    count: int
    at: datetime | None = None
    reason: str = ""
    operator_name: str = ""
    corrects: int | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody counted that very money: telling it tells nothing of what was received."""
        return self.kind in _BY_HAND


@dataclass(frozen=True, slots=True)
class MovementSum:
    """All movements of one kind by one means; ``kind`` as they keep it, the amount signed."""

    kind: str
    method: Method
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class SessionSums:
    """What a session did beside its drawer.

    Attributes:
        installments: paid in it, wholly or in part, and not undone.
        received: by all means; what was undone in it counts against. None while it is kept from who counts.
        charges: fine and interest received; ``waived`` those given up.
        sales: on credit, at this till since it opened; ``reversals`` made in it.
    """

    installments: int
    received: Money | None
    charges: Money
    waived: Money
    sales: int
    reversals: int


@dataclass(frozen=True, slots=True)
class CountKept:
    """A count kept before closing: what was found of each means."""

    session_id: int
    pieces: tuple[Pieces, ...]
    others: tuple[tuple[Method, Money], ...]


@dataclass(frozen=True, slots=True)
class CountsKept:
    """How often a session's drawer was counted before closing.

    Attributes:
        all: of the session.
        standing: those after its last movement, the earliest first: an earlier one counted another drawer.
    """

    all: int
    standing: tuple[CountKept, ...]


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A past closing, as the list shows it."""

    closing_id: int
    number: int
    session_id: int
    till_number: int
    opened_at: datetime
    closed_at: datetime
    closed_on: date
    operator_name: str
    expected: Money
    counted: Money
    difference: Money
    float_left: Money
    corrected: Money


@dataclass(frozen=True, slots=True)
class ClosingView:
    """A past closing with everything its sheet says.

    Attributes:
        opened_by: who opened the session; ``row.operator_name`` counted and closed it.
        release: who released the difference, and why; empty when nothing had to be.
        audit_seq: last row of the audit when it closed, with its hash.
    """

    row: ClosingRow
    opened_by: str
    float: Money
    lines: tuple[MethodCount, ...]
    pieces: tuple[Pieces, ...]
    counts: int
    note: str
    released_by: str
    release_reason: str
    audit_seq: int | None
    audit_hash: str


_SESSION = (
    "SELECT s.id, t.number, s.operator_id, o.short_name, s.opened_on, s.opened_at, s.float_cents, s.closed_at"
    " FROM cash_session AS s JOIN till AS t ON t.id = s.till_id JOIN shop_user AS o ON o.id = s.operator_id"
)


def open_session(database: Database, till_id: int) -> SessionRow | None:
    """The till's open session; None while it is closed."""
    rows = fetch(database, _SESSION + " WHERE s.till_id = ? AND s.closed_at IS NULL", (till_id,))
    return _session(rows[0]) if rows else None


def session(database: Database, session_id: int) -> SessionRow | None:
    """A session, open or closed; None when there is none."""
    rows = fetch(database, _SESSION + " WHERE s.id = ?", (session_id,))
    return _session(rows[0]) if rows else None


def _session(row: tuple[Any, ...]) -> SessionRow:
    session_id, till, operator_id, name, opened_on, opened_at, cents, closed_at = row
    return SessionRow(
        session_id=session_id,
        till_number=till,
        operator_id=operator_id,
        operator_name=name,
        opened_on=as_date(opened_on),
        opened_at=datetime.fromisoformat(opened_at),
        float=Money(cents),
        closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
    )


def expected(database: Database, session_id: int) -> dict[Method, Money]:
    """What the session's movements come to by each means; cash is always there, with the float.

    Rule: reliability.md I10. See docs/regras.md#turno-de-caixa.
    """
    sql = "SELECT float_cents FROM cash_session WHERE id = ?"
    ((float_cents,),) = fetch(database, sql, (session_id,))
    found = {Method.CASH: Money(float_cents)}
    sql = "SELECT method, SUM(amount_cents) FROM cash_movement WHERE session_id = ? GROUP BY method"
    for name, cents in fetch(database, sql, (session_id,)):
        found[Method(name)] = found.get(Method(name), Money.ZERO) + Money(int(cents))
    return found


def receipts_by_method(database: Database, session_id: int) -> dict[Method, int]:
    """How many receipts came in by each means."""
    sql = (
        "SELECT method, COUNT(*) FROM cash_movement WHERE session_id = ? AND kind = 'receipt' GROUP BY method"
    )
    return {Method(name): int(count) for name, count in fetch(database, sql, (session_id,))}


def movement_sums(database: Database, session_id: int) -> tuple[MovementSum, ...]:
    """What the session's movements of each kind came to by each means of payment."""
    sql = (
        "SELECT kind, method, COUNT(*), SUM(amount_cents) FROM cash_movement WHERE session_id = ?"
        " GROUP BY kind, method ORDER BY kind, method"
    )
    return tuple(
        MovementSum(kind, Method(method), int(count), Money(int(cents)))
        for kind, method, count, cents in fetch(database, sql, (session_id,))
    )


def drawer_lines(database: Database, session: SessionRow) -> tuple[DrawerLine, ...]:
    """Why so much cash is expected: the float, sums of what is many, each of what is few; they add up."""
    start = DrawerLine(DrawerKind.FLOAT, session.float, 1, session.opened_at)
    sums = _summed(database, session.session_id)
    received = [sums[kind] for kind in (DrawerKind.RECEIPTS, DrawerKind.DOWN_PAYMENTS) if kind in sums]
    undone = [sums[kind] for kind in (DrawerKind.REVERSALS, DrawerKind.REFUNDS) if kind in sums]
    rounding = [sums[DrawerKind.ROUNDING]] if DrawerKind.ROUNDING in sums else []
    return (start, *received, *undone, *_singles(database, session.session_id), *rounding)


_KINDS = {
    "receipt": DrawerKind.RECEIPTS,
    "down_payment": DrawerKind.DOWN_PAYMENTS,
    "reversal": DrawerKind.REVERSALS,
    "refund": DrawerKind.REFUNDS,
    "change_rounding": DrawerKind.ROUNDING,
}


#: Each receipt's cash, with what its payment was for: down payments, and installments.
_RECEIPTS = (
    "SELECT m.id, m.amount_cents AS cash,"
    " SUM(CASE WHEN a.installment_id IS NULL THEN COALESCE(a.amount_cents, 0) ELSE 0 END) AS down,"
    " COUNT(a.installment_id) AS pieces"
    " FROM cash_movement AS m LEFT JOIN allocation AS a ON a.payment_id = m.payment_id"
    " WHERE m.session_id = ? AND m.method = 'cash' AND m.kind = 'receipt' GROUP BY m.id, m.amount_cents"
)
#: How much of that cash is the down payment's: it was due first, so that cash pays it before the rest.
_PARTED = (
    "SELECT cash, CASE WHEN down = 0 THEN 0 WHEN pieces = 0 OR down > cash THEN cash ELSE down END AS first"
    f" FROM ({_RECEIPTS}) AS receipts"
)
_SUMS = (
    f"WITH parted AS ({_PARTED})"
    " SELECT 'receipt', COUNT(*), SUM(cash - first) FROM parted WHERE cash <> first"
    " UNION ALL SELECT 'down_payment', COUNT(*), SUM(first) FROM parted WHERE first <> 0"
    " UNION ALL SELECT kind, COUNT(*), SUM(amount_cents) FROM cash_movement WHERE session_id = ?"
    " AND method = 'cash' AND kind IN ('reversal','refund','change_rounding') GROUP BY kind"
)


def _summed(database: Database, session_id: int) -> dict[DrawerKind, DrawerLine]:
    """A receipt of both a down payment and installments is one of each, for its part."""
    found = [
        DrawerLine(_KINDS[kind], Money(int(cents)), int(count))
        for kind, count, cents in fetch(database, _SUMS, (session_id, session_id))
        if count
    ]
    return {line.kind: line for line in found}


def _singles(database: Database, session_id: int) -> list[DrawerLine]:
    sql = (
        "SELECT m.kind, m.amount_cents, m.created_at, m.reason, o.short_name, c.number"
        " FROM cash_movement AS m JOIN shop_user AS o ON o.id = m.operator_id"
        " LEFT JOIN cash_closing AS c ON c.session_id = m.corrects_id"
        " WHERE m.session_id = ? AND m.kind IN ('cash_drop','cash_supply','correction') ORDER BY m.id"
    )
    return [
        DrawerLine(
            DrawerKind(kind), Money(cents), 1, datetime.fromisoformat(at), reason or "", operator, number
        )
        for kind, cents, at, reason, operator, number in fetch(database, sql, (session_id,))
    ]


def session_sums(database: Database, store_id: int, till_id: int, session: SessionRow) -> SessionSums:
    """What the session received, waived, sold and undid."""
    money = (
        "SELECT COUNT(DISTINCT CASE WHEN p.reverses_id IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM payment AS r WHERE r.reverses_id = p.id) THEN a.installment_id END),"
        " COALESCE(SUM(a.amount_cents), 0), COALESCE(SUM(a.fine_cents + a.interest_cents), 0),"
        " COALESCE(SUM(a.waived_fine_cents + a.waived_interest_cents), 0),"
        " COUNT(DISTINCT p.reverses_id)"
        " FROM payment AS p LEFT JOIN allocation AS a ON a.payment_id = p.id"
        " WHERE p.store_id = ? AND p.paid_on >= ? AND p.session_id = ?"
    )
    place = (store_id, session.opened_on, session.session_id)
    ((installments, received, charges, waived, reversals),) = fetch(database, money, place)
    until = instant_text(session.closed_at) if session.closed_at else FOR_EVER
    sold = (
        "SELECT COUNT(*) FROM sale WHERE store_id = ? AND sold_on >= ? AND till_id = ? AND created_at >= ?"
        " AND created_at <= ? AND agreement_id IS NULL AND import_id IS NULL AND reverses_id IS NULL"
    )
    span = (instant_text(session.opened_at), until)
    ((sales,),) = fetch(database, sold, (store_id, session.opened_on, till_id, *span))
    return SessionSums(
        int(installments), Money(int(received)), Money(int(charges)), Money(int(waived)), int(sales),
        int(reversals),
    )  # fmt: skip


def counts_kept(database: Database, till_id: int, session: SessionRow, use_case: str) -> CountsKept:
    """The counts of the session's drawer kept so far.

    They are what the audit tells of ``use_case``: a count is a request like any other, kept whole and sealed,
    and cannot be taken back by whoever made it.
    """
    sql = (
        "SELECT a.subject, a.happened_at FROM audit AS a WHERE a.happened_at >= ? AND a.till_id = ?"
        " AND a.use_case = ? AND a.operation IS NOT NULL ORDER BY a.happened_at, a.id"
    )
    since = instant_text(session.opened_at - CLOCK_SLACK)
    rows = [(_count(subject), at) for subject, at in fetch(database, sql, (since, till_id, use_case))]
    own = [(count, at) for count, at in rows if count.session_id == session.session_id]
    last = "SELECT COALESCE(MAX(created_at), '') FROM cash_movement WHERE session_id = ?"
    ((moved_at,),) = fetch(database, last, (session.session_id,))
    return CountsKept(len(own), tuple(count for count, at in own if at >= moved_at))


def _count(subject: str) -> CountKept:
    return msgspec.json.decode(subject, type=CountKept)


def float_left(database: Database, till_id: int) -> Money | None:
    """What the till's last closing left in the drawer; None when it was never closed."""
    sql = (
        "SELECT c.float_left_cents FROM cash_session AS s JOIN cash_closing AS c ON c.session_id = s.id"
        " WHERE s.till_id = ? ORDER BY c.id DESC LIMIT 1"
    )
    rows = fetch(database, sql, (till_id,))
    return Money(rows[0][0]) if rows else None


_CLOSING = (
    "SELECT c.id, c.number, c.session_id, t.number, s.opened_at, c.created_at, c.closed_on, o.short_name,"
    " c.expected_cents, c.counted_cents, c.difference_cents, c.float_left_cents,"
    " COALESCE((SELECT SUM(m.amount_cents) FROM cash_movement AS m WHERE m.corrects_id = c.session_id), 0)"
    " FROM cash_closing AS c JOIN cash_session AS s ON s.id = c.session_id JOIN till AS t ON t.id = c.till_id"
    " JOIN shop_user AS o ON o.id = c.operator_id"
)


def past_closings(
    database: Database, store_id: int, *, of: int | None, before: int | None, limit: int
) -> list[ClosingRow]:
    """The store's closings, the newest first: of one person's sessions (``of``), or of everybody's.

    ``before`` is the number of the last one already read.
    """
    where, values = " WHERE c.store_id = ?", [store_id]
    for condition, value in ((" AND s.operator_id = ?", of), (" AND c.number < ?", before)):
        if value is not None:
            where, values = where + condition, [*values, value]
    return [
        _closing(row)
        for row in fetch(database, f"{_CLOSING}{where} ORDER BY c.number DESC LIMIT ?", (*values, limit))
    ]


def closing_view(database: Database, store_id: int, closing_id: int) -> ClosingView | None:
    """A closing of the store with its counts; None when there is none."""
    rows = fetch(database, _CLOSING + " WHERE c.store_id = ? AND c.id = ?", (store_id, closing_id))
    if not rows:
        return None
    sql = (
        "SELECT w.short_name, s.float_cents, c.counts, COALESCE(c.note, ''), COALESCE(a.short_name, ''),"
        " COALESCE(r.reason, ''), c.audit_seq, COALESCE(c.audit_hash, '') FROM cash_closing AS c"
        " JOIN cash_session AS s ON s.id = c.session_id JOIN shop_user AS w ON w.id = s.operator_id"
        " LEFT JOIN release AS r ON r.id = c.release_id LEFT JOIN shop_user AS a ON a.id = r.approver_id"
        " WHERE c.id = ?"
    )
    ((opened_by, float_cents, counts, note, released_by, why, seq, seal),) = fetch(
        database, sql, (closing_id,)
    )
    lines, pieces = _counted(database, closing_id)
    return ClosingView(
        row=_closing(rows[0]),
        opened_by=opened_by,
        float=Money(float_cents),
        lines=lines,
        pieces=pieces,
        counts=counts,
        note=note,
        released_by=released_by,
        release_reason=why,
        audit_seq=seq,
        audit_hash=seal,
    )


def _counted(database: Database, closing_id: int) -> tuple[tuple[MethodCount, ...], tuple[Pieces, ...]]:
    sql = (
        "SELECT method, denomination_cents, quantity, expected_cents, counted_cents FROM cash_count"
        " WHERE closing_id = ? ORDER BY position"
    )
    lines, pieces = list[MethodCount](), list[Pieces]()
    for method, denomination, quantity, expected_cents, counted in fetch(database, sql, (closing_id,)):
        if denomination is None:
            lines.append(MethodCount(Method(method), Money(expected_cents), Money(counted)))
        else:
            pieces.append(Pieces(Money(denomination), quantity))
    return tuple(lines), tuple(pieces)


def _closing(row: Sequence[Any]) -> ClosingRow:
    (
        closing_id, number, session_id, till, opened_at, closed_at, closed_on, operator, expected_cents,
        counted, difference, left, corrected,
    ) = row  # fmt: skip
    return ClosingRow(
        closing_id=closing_id,
        number=number,
        session_id=session_id,
        till_number=till,
        opened_at=datetime.fromisoformat(opened_at),
        closed_at=datetime.fromisoformat(closed_at),
        closed_on=as_date(closed_on),
        operator_name=operator,
        expected=Money(expected_cents),
        counted=Money(counted),
        difference=Money(difference),
        float_left=Money(left),
        corrected=Money(int(corrected)),
    )
