"""The day at the till: what was received and sold, and what falls due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import Database

from crediario.db import down_payments
from crediario.db.down_payments import OpenDownPayment
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks
from crediario.domain.money import Money
from crediario.domain.tender import Method


@dataclass(frozen=True, slots=True)
class DueToday:
    """What is due on one day, as printed: how many installments and down payments, and their open value."""

    installments: int
    down_payments: int
    open: Money

    @property
    def count(self) -> int:
        """How many of both."""
        return self.installments + self.down_payments


@dataclass(frozen=True, slots=True)
class SoldToday:
    """Sales of one day: how many, their price, and what was paid down; None where that is kept back.

    A down payment owed again, since its receipt was reversed, is not paid.
    """

    count: int
    price: Money
    down_payments: Money | None


@dataclass(frozen=True, slots=True)
class LatestPayment:
    """A receipt of the day, as the list of the latest shows it; ``amount`` is None where it is kept back."""

    payment_id: int
    number: int
    customer_id: int
    customer_name: str
    received_at: datetime
    installments: tuple[tuple[int, int], ...]
    methods: tuple[Method, ...]
    amount: Money | None


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """An open installment of a customer expected at the counter, or a down payment owed again."""

    installment_id: int
    customer_id: int
    customer_name: str
    district: str | None
    due_date: date
    down_payment: OpenDownPayment | None = None


def has_customers(database: Database) -> bool:
    """Whether anybody is registered: a shop on its first day has none."""
    return bool(fetch(database, "SELECT 1 FROM customer LIMIT 1"))


def received_by_method(database: Database, store_id: int, day: date) -> dict[Method, Money]:
    """What came in by each means on that day, change taken out and reversals counted against."""
    sql = (
        "SELECT m.method, SUM(m.amount_cents) FROM payment AS p"
        " JOIN cash_movement AS m ON m.payment_id = p.id WHERE p.store_id = ? AND p.paid_on = ?"
        " GROUP BY m.method"
    )
    return {Method(name): Money(int(cents)) for name, cents in fetch(database, sql, (store_id, day))}


def receipts_of(database: Database, store_id: int, day: date) -> int:
    """How many receipts stand that day: those undone are not counted."""
    sql = (
        "SELECT COUNT(*) FROM payment AS p WHERE p.store_id = ? AND p.paid_on = ? AND p.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM payment AS r WHERE r.reverses_id = p.id)"
    )
    return int(fetch(database, sql, (store_id, day))[0][0])


def due_on(database: Database, store_id: int, day: date) -> DueToday:
    """What is open and due on that day: installments as printed, and down payments of the day's sales."""
    sql = (
        "SELECT COUNT(*), COALESCE(SUM(open_cents), 0) FROM installment"
        " WHERE store_id = ? AND due_date = ? AND open_cents > 0"
    )
    count, open_cents = fetch(database, sql, (store_id, day))[0]
    downs = down_payments.open_of_days(database, store_id, day, day)
    opened = Money(int(open_cents)) + Money.total(down.open for down in downs)
    return DueToday(int(count), len(downs), opened)


def sold_on(database: Database, store_id: int, day: date) -> SoldToday:
    """What was sold on that day: no agreements, nothing from another system, nothing cancelled since."""
    sql = (
        "SELECT COUNT(*), COALESCE(SUM(price_cents), 0), COALESCE(SUM(down_payment_cents), 0)"
        " FROM sale WHERE store_id = ? AND sold_on = ? AND reverses_id IS NULL AND agreement_id IS NULL"
        " AND import_id IS NULL AND cancelled_by IS NULL"
    )
    count, price, paid_down = fetch(database, sql, (store_id, day))[0]
    owed_again = Money.total(down.open for down in down_payments.open_of_days(database, store_id, day, day))
    return SoldToday(int(count), Money(int(price)), Money(int(paid_down)) - owed_again)


def latest_payments(database: Database, store_id: int, day: date, limit: int) -> tuple[LatestPayment, ...]:
    """The last receipts of the day, the newest first; those undone are left out."""
    sql = (
        "SELECT p.id, p.number, p.customer_id, c.name, p.created_at, p.amount_cents FROM payment AS p"
        " JOIN customer AS c ON c.id = p.customer_id"
        " WHERE p.store_id = ? AND p.paid_on = ? AND p.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM payment AS r WHERE r.reverses_id = p.id)"
        " ORDER BY p.id DESC LIMIT ?"
    )
    return tuple(
        LatestPayment(
            payment_id=payment_id,
            number=number,
            customer_id=customer_id,
            customer_name=name,
            received_at=datetime.fromisoformat(created_at),
            installments=_installments_of(database, payment_id),
            methods=_methods_of(database, payment_id),
            amount=Money(cents),
        )
        for payment_id, number, customer_id, name, created_at, cents in fetch(
            database, sql, (store_id, day, limit)
        )
    )


def _installments_of(database: Database, payment_id: int) -> tuple[tuple[int, int], ...]:
    sql = (
        "SELECT COALESCE(i.number, 0), s.installment_count FROM allocation AS a"
        " JOIN sale AS s ON s.id = a.sale_id LEFT JOIN installment AS i ON i.id = a.installment_id"
        " WHERE a.payment_id = ? ORDER BY a.position"
    )
    return tuple((int(number), int(count)) for number, count in fetch(database, sql, (payment_id,)))


def _methods_of(database: Database, payment_id: int) -> tuple[Method, ...]:
    sql = "SELECT DISTINCT method FROM tender WHERE payment_id = ? ORDER BY method"
    return tuple(Method(method) for (method,) in fetch(database, sql, (payment_id,)))


def expected(database: Database, store_id: int, day: date, days_back: int) -> tuple[ExpectedRow, ...]:
    """Installments and down payments due on that day or a few days before, the newest due first."""
    sql = (
        "SELECT i.id, i.customer_id, c.name, c.district, i.due_date FROM installment AS i"
        " JOIN customer AS c ON c.id = i.customer_id"
        " WHERE i.store_id = ? AND i.due_date BETWEEN ? AND ? AND i.open_cents > 0"
        " ORDER BY i.due_date DESC, i.customer_id, i.id LIMIT 200"
    )
    days = (day - timedelta(days=days_back), day)
    rows = tuple(
        ExpectedRow(installment_id, customer_id, name, district, as_date(due))
        for installment_id, customer_id, name, district, due in fetch(database, sql, (store_id, *days))
    )
    downs = down_payments.open_of_days(database, store_id, *days)
    return _newest_first((*_expected_downs(database, downs), *rows)) if downs else rows


def _newest_first(rows: Sequence[ExpectedRow]) -> tuple[ExpectedRow, ...]:
    ordered = sorted(rows, key=lambda row: (row.customer_id, row.installment_id))
    return tuple(sorted(ordered, key=lambda row: row.due_date, reverse=True))


def _expected_downs(database: Database, downs: Sequence[OpenDownPayment]) -> tuple[ExpectedRow, ...]:
    ids = [down.customer_id for down in downs]
    sql = f"SELECT id, name, district FROM customer WHERE id IN ({marks(len(ids))})"
    people = {id_: (name, district) for id_, name, district in fetch(database, sql, ids)}
    return tuple(
        ExpectedRow(
            down.quote.installment_id, down.customer_id, *people[down.customer_id], down.sold_on, down
        )
        for down in downs
    )
