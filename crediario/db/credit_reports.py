"""What became of released sales: by who released them and by who sold, in one pass over the released ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database

from crediario.db.down_payments import OWED_AGAIN
from crediario.db.statements import fetch
from crediario.domain.money import Money

_RELEASED = (
    "SELECT d.sale_id, r.approver_id, COALESCE(s.seller_id, s.operator_id) AS seller_id, d.added_cents,"
    f" s.sold_on, s.store_id, {OWED_AGAIN} AS down_cents"
    " FROM credit_decision AS d JOIN sale AS s ON s.id = d.sale_id JOIN release AS r ON r.id = d.release_id"
    " WHERE d.release_id IS NOT NULL AND s.cancelled_by IS NULL AND s.sold_on BETWEEN ? AND ?"
)
#: Of a released sale ``x``: what its installments have open, in all and due up to an edge; and what a down
#: payment owed again adds from the day of the sale on.
_OPEN = "COALESCE((SELECT SUM(i.open_cents) FROM installment AS i WHERE i.sale_id = x.sale_id{late}), 0)"
_LATE = _OPEN.format(late=" AND i.due_date <= e.{edge}") + (
    " + CASE WHEN x.sold_on <= e.{edge} THEN x.down_cents ELSE 0 END"
)
#: One line a released sale; what is late by the edges of its store's last roll, as everywhere else.
_SALES = (
    "SELECT x.approver_id, x.seller_id, x.added_cents + x.down_cents AS sold_cents,"
    f" {_OPEN.format(late='')} + x.down_cents AS open_cents,"
    f" {_LATE.format(edge='overdue_until')} AS late_cents, {_LATE.format(edge='fifth_band')} AS long_cents"
    f" FROM ({_RELEASED}) AS x LEFT JOIN day_roll AS e ON e.store_id = x.store_id"
)


@dataclass(frozen=True, slots=True)
class ReleasedRow:
    """Released sales of one person, or all of them.

    Attributes:
        number: of the person; 0 for all together.
        count: how many sales.
        sold: Σ installments of them, interest included, and the down payments owed again.
        paid: what of it is settled; an agreement settles too.
        late: what is overdue now, ``late_long`` of it for more than 90 days (face value).
        late_count: how many of the sales have something overdue now.
    """

    number: int
    name: str
    count: int
    sold: Money
    paid: Money
    late: Money
    late_long: Money
    late_count: int


def released_by(database: Database, sold_from: date, sold_until: date) -> tuple[ReleasedRow, ...]:
    """Per person who released, the most sold first."""
    return _per(database, "approver_id", sold_from, sold_until)


def sold_by(database: Database, sold_from: date, sold_until: date) -> tuple[ReleasedRow, ...]:
    """Per seller, or per operator where no seller was named; the most sold first."""
    return _per(database, "seller_id", sold_from, sold_until)


def released_total(database: Database, sold_from: date, sold_until: date) -> ReleasedRow:
    """All released sales together."""
    sql = f"SELECT 0, '', {_FIGURES} FROM ({_SALES}) AS x"
    return _row(fetch(database, sql, (sold_from, sold_until))[0])


_FIGURES = (
    "COUNT(*), COALESCE(SUM(x.sold_cents), 0), COALESCE(SUM(x.sold_cents - x.open_cents), 0),"
    " COALESCE(SUM(x.late_cents), 0), COALESCE(SUM(x.long_cents), 0),"
    " COUNT(CASE WHEN x.late_cents > 0 THEN 1 END)"
)


def _per(database: Database, column: str, sold_from: date, sold_until: date) -> tuple[ReleasedRow, ...]:
    sql = (
        f"SELECT u.number, u.name, {_FIGURES} FROM ({_SALES}) AS x JOIN shop_user AS u ON u.id = x.{column}"
        " GROUP BY u.number, u.name ORDER BY SUM(x.sold_cents) DESC, u.number"
    )
    return tuple(_row(row) for row in fetch(database, sql, (sold_from, sold_until)))


def _row(row: Sequence[Any]) -> ReleasedRow:
    number, name, count, sold, paid, late, late_long, late_count = row
    return ReleasedRow(
        number=number,
        name=name,
        count=int(count),
        sold=Money(int(sold)),
        paid=Money(int(paid)),
        late=Money(int(late)),
        late_long=Money(int(late_long)),
        late_count=int(late_count),
    )
