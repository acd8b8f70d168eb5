"""Scores as they stood on a day gone by, and what happened after it; read row by row, for a report only."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.domain.aging import RollEdges
from crediario.domain.credit.score import ScoreFacts, count_delays, total_score
from crediario.domain.credit.score_report import Outcome
from crediario.domain.money import Money

RANGE = 2_000
#: Later than that after the day, an installment counts as gone bad.
BAD_DAYS = 30

_INSTALLMENTS = (
    "SELECT i.customer_id, i.id, i.due_date, s.sold_on, i.amount_cents, s.id,"
    " s.agreement_id IS NULL AND s.reverses_id IS NULL, b.returned_on FROM installment AS i"
    " JOIN sale AS s ON s.id = i.sale_id LEFT JOIN sale_return AS b ON b.id = s.cancelled_by"
    " WHERE i.customer_id BETWEEN ? AND ? ORDER BY i.customer_id, i.due_date, i.id"
)
#: What stands today, and of what was undone since the day, what stood on it.
_SETTLED = (
    "SELECT a.installment_id, a.paid_on, a.days_late, a.principal_cents + a.discount_cents, a.origin,"
    " r.paid_on FROM allocation AS a JOIN installment AS i ON i.id = a.installment_id"
    " LEFT JOIN allocation AS r ON r.reverses_id = a.id"
    " WHERE i.customer_id BETWEEN ? AND ? AND a.reverses_id IS NULL ORDER BY a.id"
)
_LIMITS = (
    "SELECT customer_id, after_cents FROM limit_entry WHERE customer_id BETWEEN ? AND ?"
    " AND substr(created_at, 1, 10) <= ? ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Watch:
    """The day scores are taken on, and how long is watched after it.

    Attributes:
        edges: where delay and bands began on the day.
        until: the last due date watched.
        today: everything known is of this day; later than ``until`` by more than ``BAD_DAYS``.
    """

    edges: RollEdges
    until: date
    today: date

    @property
    def day(self) -> date:
        """The day scores are taken on."""
        return self.edges.rolled_on


@dataclass(frozen=True, slots=True)
class _Settlement:
    paid_on: date
    days_late: int
    cents: int
    origin: str
    undone_on: date | None

    def stood_on(self, day: date) -> bool:
        return self.paid_on <= day and (self.undone_on is None or self.undone_on > day)


@dataclass(slots=True)
class _Piece:
    due: date
    sold_on: date
    cents: int
    cancelled_on: date | None
    settlements: list[_Settlement] = field(default_factory=list)

    def standing(self, day: date) -> list[_Settlement]:
        return [each for each in self.settlements if each.stood_on(day)]

    def open_on(self, day: date) -> int:
        return self.cents - sum(each.cents for each in self.standing(day))

    def was_sold(self, day: date) -> bool:
        """Sold by that day, and not cancelled by it."""
        return self.sold_on <= day and (self.cancelled_on is None or self.cancelled_on > day)

    def went_bad(self, today: date) -> bool:
        """Settled more than thirty days late, or open that long after it was due."""
        if self.open_on(today):
            return (today - self.due).days > BAD_DAYS
        return self.standing(today)[-1].days_late > BAD_DAYS


@dataclass(slots=True)
class _Past:
    pieces: list[_Piece] = field(default_factory=list)
    #: Day of each purchase, and of its cancellation.
    bought: dict[int, tuple[date, date | None]] = field(default_factory=dict)
    limit: int = 0


def outcomes(database: Database, watch: Watch) -> Iterator[Outcome]:
    """Everybody who had something to pay in the time watched, contracted by the day and not yet due on it."""
    last = int(fetch(database, "SELECT COALESCE(MAX(id), 0) FROM customer")[0][0])
    for start in range(1, last + 1, RANGE):
        for past in _pasts(database, start, watch.day).values():
            watched = [
                piece
                for piece in past.pieces
                if piece.was_sold(watch.day) and piece.cancelled_on is None
                if watch.day < piece.due <= watch.until and piece.open_on(watch.day)
            ]
            if watched:
                facts = _facts_on(past, watch.edges)
                bad = any(piece.went_bad(watch.today) for piece in watched)
                yield Outcome(total_score(facts), facts.late_now_count > 0, bad)


def facts_on(database: Database, customer_id: int, edges: RollEdges) -> ScoreFacts:
    """All that a customer's score was made of on a day gone by."""
    past = _pasts(database, customer_id, edges.rolled_on, customer_id).get(customer_id, _Past())
    return _facts_on(past, edges)


def _facts_on(past: _Past, edges: RollEdges) -> ScoreFacts:
    day = edges.rolled_on
    known = [piece for piece in past.pieces if piece.was_sold(day)]
    still_open = [piece for piece in known if piece.open_on(day)]
    late = [piece.due for piece in still_open if piece.due <= edges.overdue_until]
    counted = count_delays(_delays(known, day))
    bought = [
        sold_on for sold_on, gone in past.bought.values() if sold_on <= day and (gone is None or gone > day)
    ]
    return ScoreFacts(
        on_time=counted.on_time,
        late_short=counted.late_short,
        late_long=counted.late_long,
        worst_days=counted.worst_days,
        purchases=len(bought),
        first_sold_on=min(bought, default=None),
        last_sold_on=max(bought, default=None),
        late_now_count=len(late),
        late_now_band=edges.band_of_due(min(late)) if late else None,
        used=Money(sum(piece.open_on(day) for piece in still_open)),
        limit=Money(past.limit),
    )


def _delays(known: Sequence[_Piece], day: date) -> list[int]:
    """How late each settled installment that counts was settled, in the order of due dates."""
    settled = [
        piece.standing(day)[-1] for piece in known if piece.due > piece.sold_on and not piece.open_on(day)
    ]
    return [
        each.days_late
        for each in settled
        if each.origin != "return" and (each.days_late or each.origin != "agreement")
    ]


def _pasts(database: Database, start: int, day: date, end: int | None = None) -> dict[int, _Past]:
    ends = (start, start + RANGE - 1 if end is None else end)
    pasts, pieces = defaultdict[int, _Past](_Past), dict[int, _Piece]()
    for customer_id, id_, due, sold_on, cents, sale_id, is_purchase, gone in fetch(
        database, _INSTALLMENTS, ends
    ):
        cancelled_on = as_date(gone) if gone else None
        pieces[id_] = _Piece(as_date(due), as_date(sold_on), cents, cancelled_on)
        pasts[customer_id].pieces.append(pieces[id_])
        if is_purchase:
            pasts[customer_id].bought[sale_id] = (as_date(sold_on), cancelled_on)
    for id_, paid_on, days_late, cents, origin, undone_on in fetch(database, _SETTLED, ends):
        undone = as_date(undone_on) if undone_on else None
        pieces[id_].settlements.append(_Settlement(as_date(paid_on), days_late, cents, origin, undone))
    for customer_id, cents in fetch(database, _LIMITS, (*ends, day.isoformat())):
        pasts[customer_id].limit = cents or 0
    return dict(pasts)
