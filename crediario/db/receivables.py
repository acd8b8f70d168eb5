"""What customers have open: installments, what was already paid of them, and their sales' schedules."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from peewee import Database

from crediario.db.statements import fetch, marks, row_lock
from crediario.domain.charges import PastPayment
from crediario.domain.money import Money, Rate


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An installment not yet settled, with what its slip and its charges need."""

    installment_id: int
    sale_id: int
    customer_id: int
    contract_number: int
    number: int
    count: int
    due_date: date
    amount: Money
    open: Money
    rate: Rate
    sold_on: date


@dataclass(frozen=True, slots=True)
class SchedulePoint:
    """One installment's place in its plan: months after the sale, and its due date."""

    position: Fraction
    due_date: date


_COLUMNS = (
    "SELECT i.id, i.sale_id, i.customer_id, s.number, i.number, s.installment_count, i.due_date,"
    " i.amount_cents, i.open_cents, s.rate_month, s.sold_on"
    " FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
)


def open_installments(database: Database, customer_id: int) -> list[OpenRow]:
    """Every open installment of a customer, the oldest due first."""
    sql = _COLUMNS + " WHERE i.customer_id = ? AND i.open_cents > 0 ORDER BY i.due_date, s.number, i.number"
    return [_open_row(row) for row in fetch(database, sql, (customer_id,))]


def locked_installments(database: Database, ids: Sequence[int]) -> list[OpenRow]:
    """These installments, open or not, locked in the order of their ids so that two tills cannot embrace."""
    lock = row_lock(database)
    sql = f"{_COLUMNS} WHERE i.id IN ({marks(len(ids))}) ORDER BY i.id{lock and lock + ' OF i'}"
    return [_open_row(row) for row in fetch(database, sql, tuple(ids))]


def installments(database: Database, ids: Sequence[int]) -> list[OpenRow]:
    """These installments, open or not, the oldest due first."""
    sql = f"{_COLUMNS} WHERE i.id IN ({marks(len(ids))}) ORDER BY i.due_date, s.number, i.number"
    return [_open_row(row) for row in fetch(database, sql, tuple(ids))]


def histories(database: Database, ids: Sequence[int]) -> dict[int, tuple[PastPayment, ...]]:
    """What was paid of each installment, in order; reversed payments and their reversals left out."""
    sql = (
        "SELECT a.installment_id, a.paid_on, a.fine_cents + a.waived_fine_cents,"
        " a.interest_cents + a.waived_interest_cents, a.principal_cents + a.discount_cents"
        f" FROM allocation AS a WHERE a.installment_id IN ({marks(len(ids))}) AND a.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
        " ORDER BY a.installment_id, a.paid_on, a.id"
    )
    found: dict[int, list[PastPayment]] = defaultdict(list)
    for installment_id, paid_on, fine, interest, principal in fetch(database, sql, tuple(ids)):
        past = PastPayment(as_date(paid_on), Money(int(fine)), Money(int(interest)), Money(int(principal)))
        found[installment_id].append(past)
    return {installment_id: tuple(past) for installment_id, past in found.items()}


def schedules(database: Database, sale_ids: Iterable[int]) -> dict[int, tuple[SchedulePoint, ...]]:
    """The whole plan of each sale, paid installments too: early discounts are counted along it."""
    wanted = sorted(set(sale_ids))
    sql = (
        f"SELECT sale_id, position, due_date FROM installment WHERE sale_id IN ({marks(len(wanted))})"
        " ORDER BY sale_id, number"
    )
    found: dict[int, list[SchedulePoint]] = defaultdict(list)
    for sale_id, position, due_date in fetch(database, sql, wanted) if wanted else []:
        found[sale_id].append(SchedulePoint(Fraction(position), as_date(due_date)))
    return {sale_id: tuple(points) for sale_id, points in found.items()}


def installment_by_code(database: Database, store_code: int, contract: int, number: int) -> OpenRow | None:
    """The installment a slip's code names, in the store that issued it."""
    place = " JOIN store ON store.id = i.store_id WHERE store.code = ? AND s.number = ? AND i.number = ?"
    sql = _COLUMNS + place
    rows = fetch(database, sql, (store_code, contract, number))
    return _open_row(rows[0]) if rows else None


def as_date(value: Any) -> date:
    """A date column's value: ISO text on SQLite, a date on PostgreSQL."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def _open_row(row: tuple[Any, ...]) -> OpenRow:
    ids, contract, number, count = row[:3], *row[3:6]
    due_date, amount, open_cents, rate, sold_on = row[6:]
    return OpenRow(
        *ids,
        contract,
        number,
        count,
        as_date(due_date),
        Money(amount),
        Money(open_cents),
        Rate(Decimal(rate)),
        as_date(sold_on),
    )
