"""What became of released sales: by who released them and by who sold, in one pass over the released ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database

from crediario.db.statements import fetch
from crediario.domain.money import Money

#: One line a released sale; what is late by the edges of its store's last roll, as everywhere else.
_SALES = (
    "SELECT d.sale_id, r.approver_id, COALESCE(s.seller_id, s.operator_id) AS seller_id, d.added_cents,"
    " COALESCE(SUM(i.open_cents), 0) AS open_cents,"
    " COALESCE(SUM(CASE WHEN i.due_date <= e.overdue_until THEN i.open_cents END), 0) AS late_cents,"
    " COALESCE(SUM(CASE WHEN i.due_date <= e.fifth_band THEN i.open_cents END), 0) AS long_cents"
    " FROM credit_decision AS d JOIN sale AS s ON s.id = d.sale_id JOIN release AS r ON r.id = d.release_id"
    " LEFT JOIN installment AS i ON i.sale_id = s.id LEFT JOIN day_roll AS e ON e.store_id = s.store_id"
    " WHERE d.release_id IS NOT NULL AND s.cancelled_by IS NULL AND s.sold_on BETWEEN ? AND ?"
    " GROUP BY d.sale_id, r.approver_id, s.seller_id, s.operator_id, d.added_cents"
)


@dataclass(frozen=True, slots=True)
class ReleasedRow:
    """Released sales of one person, or all of them.

    Attributes:
        number: of the person; 0 for all together.
        count: how many sales.
        sold: Σ installments of them, interest included.
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
    "COUNT(*), COALESCE(SUM(x.added_cents), 0), COALESCE(SUM(x.added_cents - x.open_cents), 0),"
    " COALESCE(SUM(x.late_cents), 0), COALESCE(SUM(x.long_cents), 0),"
    " COUNT(CASE WHEN x.late_cents > 0 THEN 1 END)"
)


def _per(database: Database, column: str, sold_from: date, sold_until: date) -> tuple[ReleasedRow, ...]:
    sql = (
        f"SELECT u.number, u.name, {_FIGURES} FROM ({_SALES}) AS x JOIN shop_user AS u ON u.id = x.{column}"
        " GROUP BY u.number, u.name ORDER BY SUM(x.added_cents) DESC, u.number"
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
