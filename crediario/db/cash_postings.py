"""What a till session leaves behind beside its receipts: opening, sangria, suprimento, correction, closing.

Each writes its rows and their ledger entries together, inside the use case's transaction; rows are only ever
added, and of a session only ``closed_at`` is filled, once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from crediario.db import audit_chain, cash
from crediario.db.journal import Stamp
from crediario.db.ledger import next_number_of_late_series, post_entries
from crediario.db.models import CashClosing, CashCount, CashMovement
from crediario.db.statements import fetch, insert, insert_rows, row_lock, run
from crediario.domain.cash import NoOpenSession, check_clock
from crediario.domain.cash_closing import MethodCount, Pieces
from crediario.domain.money import Money
from crediario.domain.tender import Method

SERIES = "closing"
_MOVEMENT = (
    "store_id", "till_id", "operator_id", "session_id", "kind", "method", "amount_cents", "created_at",
    "operation", "reason", "corrects_id",
)  # fmt: skip
_CLOSING = (
    "store_id", "till_id", "operator_id", "session_id", "number", "closed_on", "expected_cents",
    "counted_cents", "difference_cents", "float_left_cents", "counts", "note", "release_id", "audit_seq",
    "audit_hash", "operation", "created_at",
)  # fmt: skip
_COUNT = (
    "store_id", "closing_id", "position", "method", "denomination_cents", "quantity", "expected_cents",
    "counted_cents",
)  # fmt: skip


class MovementKind(StrEnum):
    """What moves a drawer without a payment."""

    DROP = "cash_drop"
    SUPPLY = "cash_supply"
    CORRECTION = "correction"


#: Where the money of each comes from or goes to.
_COUNTERPART = {
    MovementKind.DROP: "safe",
    MovementKind.SUPPLY: "safe",
    MovementKind.CORRECTION: "cash_difference",
}


@dataclass(frozen=True, slots=True)
class MovementPosting:
    """Cash that enters or leaves an open drawer.

    Attributes:
        amount: signed; what leaves is negative.
        corrects_id: the closed session a correction is about.
    """

    operation: str
    session_id: int
    kind: MovementKind
    amount: Money
    reason: str
    day: date
    corrects_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClosingPosting:
    """A closing decided, ready to be written.

    Attributes:
        lines: every means of payment, cash among them.
        pieces: the drawer's notes and coins, which make the cash counted.
        counts: how many times it was counted.
    """

    operation: str
    session_id: int
    day: date
    lines: tuple[MethodCount, ...]
    pieces: tuple[Pieces, ...]
    float_left: Money
    counts: int
    note: str | None
    release_id: int | None

    @property
    def cash(self) -> MethodCount:
        """The line of the drawer."""
        return next(line for line in self.lines if line.method is Method.CASH)


@dataclass(frozen=True, slots=True)
class PostedClosing:
    """The closing's id and the number of its sheet."""

    closing_id: int
    number: int


def lock_till(stamp: Stamp) -> None:
    """Two windows that open one till take turns, to the end of the transaction.

    Raises:
        ClockBehind: the clock stands before the end of the till's last session.
    """
    fetch(stamp.database, "SELECT 1 FROM till WHERE id = ?" + row_lock(stamp.database), (stamp.till_id,))
    sql = "SELECT MAX(closed_at) FROM cash_session WHERE till_id = ?"
    ((last,),) = fetch(stamp.database, sql, (stamp.till_id,))
    if last is not None:
        check_clock(stamp.moment, datetime.fromisoformat(last))


def post_opening(stamp: Stamp, day: date, float_: Money, operation: str) -> int:
    """Opens the till's session with what is in its drawer, which comes out of the safe; returns its id."""
    session_id = cash.open_session(stamp, day, float_, operation)
    post_entries(stamp, operation, day, {"cash": float_, "safe": -float_})
    return session_id


def post_movement(stamp: Stamp, posting: MovementPosting) -> int:
    """Writes a sangria, a suprimento or a correction, and where its money went; returns its id."""
    amount = posting.amount
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, posting.session_id, posting.kind.value,
        Method.CASH.value, amount.cents, stamp.instant, posting.operation, posting.reason,
        posting.corrects_id,
    )  # fmt: skip
    movement_id = insert(stamp.database, CashMovement, _MOVEMENT, row)
    entries = {"cash": amount, _COUNTERPART[posting.kind]: -amount}
    post_entries(stamp, posting.operation, posting.day, entries)
    return movement_id


def lock_session(stamp: Stamp, session_id: int) -> None:
    """Nothing more is posted to the session from here to the end of the transaction.

    Raises:
        NoOpenSession: it was closed meanwhile.
    """
    sql = "SELECT 1 FROM cash_session WHERE id = ? AND closed_at IS NULL" + row_lock(stamp.database)
    if not fetch(stamp.database, sql, (session_id,)):
        raise NoOpenSession(cash.till_number(stamp))


def post_closing(stamp: Stamp, posting: ClosingPosting) -> PostedClosing:
    """Writes the closing with its counts, ends the session, and hands the whole drawer over to the safe."""
    number = next_number_of_late_series(stamp, SERIES)
    closing_id = insert(stamp.database, CashClosing, _CLOSING, _closing_row(stamp, posting, number))
    insert_rows(stamp.database, CashCount, _COUNT, _count_rows(stamp, posting, closing_id))
    _end_session(stamp, posting.session_id)
    drawer = posting.cash
    entries = {"cash": -drawer.expected, "safe": drawer.counted, "cash_difference": -drawer.difference}
    post_entries(stamp, posting.operation, posting.day, entries)
    return PostedClosing(closing_id, number)


def _closing_row(stamp: Stamp, posting: ClosingPosting, number: int) -> tuple[object, ...]:
    drawer, chain = posting.cash, audit_chain.locked_head(stamp.database)
    head = chain.last if chain else None
    return (
        stamp.store_id, stamp.till_id, stamp.operator_id, posting.session_id, number, posting.day,
        drawer.expected.cents, drawer.counted.cents, drawer.difference.cents, posting.float_left.cents,
        posting.counts, posting.note, posting.release_id, head.seq if head else None,
        head.hash if head else None, posting.operation, stamp.instant,
    )  # fmt: skip


def _count_rows(stamp: Stamp, posting: ClosingPosting, closing_id: int) -> Sequence[tuple[object, ...]]:
    """One line a means of payment, then one a note or coin of the drawer."""
    means = [
        (line.method.value, None, None, line.expected.cents, line.counted.cents) for line in posting.lines
    ]
    pieces = [
        (Method.CASH.value, each.value.cents, each.quantity, None, each.amount.cents)
        for each in posting.pieces
    ]
    return [
        (stamp.store_id, closing_id, position, *line) for position, line in enumerate([*means, *pieces], 1)
    ]


def _end_session(stamp: Stamp, session_id: int) -> None:
    """It ends now, or with its last movement where the clock went back a little since."""
    sql = (
        "SELECT COALESCE(MAX(m.created_at), ''), s.opened_at FROM cash_session AS s"
        " LEFT JOIN cash_movement AS m ON m.session_id = s.id WHERE s.id = ? GROUP BY s.opened_at"
    )
    ((last, opened),) = fetch(stamp.database, sql, (session_id,))
    moment = max(stamp.instant, last, opened)
    sql = "UPDATE cash_session SET closed_at = ? WHERE id = ? AND closed_at IS NULL"
    run(stamp.database, sql, (moment, session_id))
