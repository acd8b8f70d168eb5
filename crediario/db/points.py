"""Points: earned with the payment that closes an installment, taken back with what opens it again.

Entries are only ever added, in the transaction of the payment or reversal they belong to.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import PointEntry
from crediario.db.receivables import OpenRow, as_date
from crediario.db.statements import fetch, insert_rows, marks, run
from crediario.domain.loyalty import PaidPortion, may_earn, points_earned, timely_money
from crediario.domain.money import Money

_ENTRY = (
    "store_id", "till_id", "operator_id", "customer_id", "kind", "points", "payment_id", "installment_id",
    "entered_on", "created_at", "reverses_id",
)  # fmt: skip

#: Allocations that stand and moved money here.
_PAID = (
    " a.origin = 'payment' AND a.reverses_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
)


@dataclass(frozen=True, slots=True)
class PointsOfPayment:
    """What one payment earned, and the balance when it was received."""

    earned: int
    balance: int


@dataclass(frozen=True, slots=True)
class ClosedInstallment:
    """An installment as it stood before the payment that closed it.

    Attributes:
        last: what that payment brought to it.
    """

    row: OpenRow
    last: PaidPortion

    @property
    def counts(self) -> bool:
        """Whether paying it says anything: what is due on the very day of its contract does not."""
        return may_earn(self.row.due_date, self.row.sold_on)


# A line for every installment ever paid: a tuple costs a third to make.
class PointsLine(NamedTuple):
    """One line of a customer's statement of points.

    Attributes:
        points: positive when earned, negative when taken back.
        series: ``receipt``, ``reversal`` or ``return``: what it came with.
        payment_number: the number of that receipt, reversal or return.
        stands: earned and not taken back.
    """

    entry_id: int
    entered_on: date
    points: int
    contract_number: int
    number: int
    installment_count: int
    series: str
    payment_number: int
    stands: bool


def earn(stamp: Stamp, payment_id: int, day: date, closed: Sequence[ClosedInstallment]) -> int:
    """Writes what a payment earned with the installments it closed.

    Args:
        stamp: where, by whom and when.
        payment_id: the payment just posted.
        day: its business day.
        closed: what it closed.

    Returns:
        The points of all of them.
    """
    place = (stamp.store_id, stamp.till_id, stamp.operator_id)
    rows = [
        (*place, row.customer_id, "earned", points, payment_id, row.installment_id, day, stamp.instant, None)
        for row, points in _earned(stamp.database, payment_id, closed)
        if points
    ]
    insert_rows(stamp.database, PointEntry, _ENTRY, rows)
    return sum(int(row[5]) for row in rows)


def _earned(
    database: Database, payment_id: int, closed: Sequence[ClosedInstallment]
) -> list[tuple[OpenRow, int]]:
    """The points of each; only one paid in parts before is looked up."""
    begun = [each.row.installment_id for each in closed if each.row.open < each.row.amount]
    earlier = _portions(database, begun, but=payment_id)
    return [
        (row, points_earned(row.due_date, row.sold_on, [*earlier.get(row.installment_id, ()), last]))
        for row, last in ((each.row, each.last) for each in sorted(closed, key=_place))
    ]


def _place(closed: ClosedInstallment) -> int:
    return closed.row.installment_id


def take_back(stamp: Stamp, payment_id: int, reversal_id: int, day: date) -> None:
    """Takes back what stands of the installments a reversal opened again; called after it opened them."""
    place = (stamp.store_id, stamp.till_id, stamp.operator_id, reversal_id, day, stamp.instant, payment_id)
    run(
        stamp.database,
        "INSERT INTO point_entry (store_id, till_id, operator_id, customer_id, kind, points, payment_id,"
        " installment_id, entered_on, created_at, reverses_id)"
        " SELECT ?, ?, ?, e.customer_id, 'taken_back', -e.points, ?, e.installment_id, ?, ?, e.id"
        " FROM point_entry AS e JOIN installment AS i ON i.id = e.installment_id"
        " WHERE e.installment_id IN (SELECT installment_id FROM allocation WHERE payment_id = ?)"
        " AND i.open_cents > 0 AND e.kind = 'earned'"
        " AND NOT EXISTS (SELECT 1 FROM point_entry AS t WHERE t.reverses_id = e.id) ORDER BY e.id",
        place,
    )


def standing_of_sale(database: Database, sale_id: int) -> dict[int, int]:
    """The points that stand of each installment of a sale; those without are left out."""
    sql = (
        "SELECT e.installment_id, SUM(e.points) FROM installment AS i"
        " JOIN point_entry AS e ON e.installment_id = i.id WHERE i.sale_id = ?"
        " GROUP BY e.installment_id HAVING SUM(e.points) > 0"
    )
    return {installment_id: int(points) for installment_id, points in fetch(database, sql, (sale_id,))}


def give_back(stamp: Stamp, return_id: int, day: date, lost: Mapping[int, int]) -> None:
    """Takes back what goods that came back had earned: so many points of each installment."""
    for installment_id, points in lost.items():
        run(
            stamp.database,
            "INSERT INTO point_entry (store_id, till_id, operator_id, customer_id, kind, points, payment_id,"
            " installment_id, entered_on, created_at, sale_return_id)"
            " SELECT ?, ?, ?, e.customer_id, 'returned', ?, e.payment_id, e.installment_id, ?, ?, ?"
            " FROM point_entry AS e WHERE e.id = (SELECT MAX(l.id) FROM point_entry AS l"
            " WHERE l.installment_id = ? AND l.kind = 'earned')",
            (
                stamp.store_id,
                stamp.till_id,
                stamp.operator_id,
                -points,
                day,
                stamp.instant,
                return_id,
                installment_id,
            ),
        )


def timely(database: Database, rows: Sequence[OpenRow]) -> dict[int, Money]:
    """Of each open installment that may earn points, the money of it already paid in time."""
    paid = _portions(database, [row.installment_id for row in rows if row.open < row.amount])
    earning = (row.installment_id for row in rows if may_earn(row.due_date, row.sold_on))
    return {installment_id: timely_money(paid.get(installment_id, ())) for installment_id in earning}


def _portions(database: Database, ids: Sequence[int], but: int = 0) -> dict[int, list[PaidPortion]]:
    """What was paid of each of these installments and stands, without what the payment ``but`` brought."""
    if not ids:
        return {}
    sql = (
        "SELECT a.installment_id, a.days_late, a.principal_cents FROM allocation AS a"
        f" WHERE a.installment_id IN ({marks(len(ids))}) AND a.payment_id <> ? AND{_PAID}"
    )
    portions: dict[int, list[PaidPortion]] = defaultdict(list)
    for installment_id, days_late, cents in fetch(database, sql, (*ids, but)):
        portions[installment_id].append(PaidPortion(days_late, Money(cents)))
    return portions


def balance(database: Database, customer_id: int) -> int:
    """The points that stand of a customer."""
    sql = "SELECT COALESCE(SUM(points), 0) FROM point_entry WHERE customer_id = ?"
    return int(fetch(database, sql, (customer_id,))[0][0])


def of_payment(database: Database, customer_id: int, payment_id: int) -> PointsOfPayment:
    """What a payment earned, and the customer's balance right after it: the same whenever it is asked."""
    sql = (
        "SELECT COALESCE(SUM(CASE WHEN e.payment_id = p.id AND e.kind <> 'returned' THEN e.points END), 0),"
        " COALESCE(SUM(e.points), 0) FROM payment AS p JOIN point_entry AS e ON e.payment_id <= p.id"
        " WHERE p.id = ? AND e.customer_id = ? AND (e.kind <> 'returned' OR e.created_at < p.created_at)"
    )
    ((earned, balance),) = fetch(database, sql, (payment_id, customer_id))
    return PointsOfPayment(int(earned), int(balance))


def statement(database: Database, customer_id: int) -> tuple[PointsLine, ...]:
    """Every entry of a customer, the newest first; the balance is their sum."""
    sql = (
        "SELECT e.id, e.entered_on, e.points, s.number, i.number, s.installment_count,"
        " CASE WHEN b.id IS NULL THEN p.series ELSE 'return' END, COALESCE(b.number, p.number),"
        " e.kind = 'earned' AND NOT EXISTS (SELECT 1 FROM point_entry AS t WHERE t.reverses_id = e.id)"
        " FROM point_entry AS e JOIN payment AS p ON p.id = e.payment_id"
        " JOIN installment AS i ON i.id = e.installment_id JOIN sale AS s ON s.id = i.sale_id"
        " LEFT JOIN sale_return AS b ON b.id = e.sale_return_id"
        " WHERE e.customer_id = ? ORDER BY e.id DESC"
    )
    return tuple(_line(row) for row in fetch(database, sql, (customer_id,)))


def _line(row: tuple[Any, ...]) -> PointsLine:
    entry_id, entered_on, points, contract, number, count, series, payment_number, stands = row
    day = as_date(entered_on)
    return PointsLine(entry_id, day, points, contract, number, count, series, payment_number, bool(stands))
