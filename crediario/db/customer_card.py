"""What the short ficha shows of one customer's purchases and payments, read in a handful of fixed queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.domain.money import Money
from crediario.domain.punctuality import Settlement
from crediario.domain.tender import Method


@dataclass(frozen=True, slots=True)
class CardPurchase:
    """A sale: what was bought, how it is paid, and the face value still open of it."""

    sale_id: int
    contract_number: int
    sold_on: date
    items: str
    price: Money
    count: int
    installment_amount: Money
    open: Money


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What a payment was for: an installment of a carnê, or its down payment (``number`` None)."""

    contract_number: int
    number: int | None
    count: int


@dataclass(frozen=True, slots=True)
class CardPayment:
    """A receipt: when, what for, by which means, how much, and whether it was undone."""

    payment_id: int
    paid_on: date
    receipt_number: int
    parts: tuple[PaidPart, ...]
    methods: tuple[Method, ...]
    amount: Money
    reversed: bool


@dataclass(frozen=True, slots=True)
class CustomerHistory:
    """Everything a customer bought and paid.

    Attributes:
        purchases: the newest first.
        payments: the newest first, those undone included.
        settlements: every installment, as punctuality sees it.
        movements: face value sold and settled, day by day, as the highest balance counts it.
    """

    purchases: tuple[CardPurchase, ...]
    payments: tuple[CardPayment, ...]
    settlements: tuple[Settlement, ...]
    movements: tuple[tuple[date, Money], ...]


_SALES = (
    "SELECT id, number, sold_on, price_cents, installment_count, financed_cents + interest_cents"
    " FROM sale"
    " WHERE customer_id = ? AND reverses_id IS NULL ORDER BY sold_on DESC, id DESC"
)
_ITEMS = (
    "SELECT t.sale_id, t.description, t.quantity FROM sale AS s JOIN sale_item AS t ON t.sale_id = s.id"
    " WHERE s.customer_id = ? ORDER BY s.sold_on, s.id, t.position"
)
_INSTALLMENTS = (
    "SELECT id, sale_id, number, due_date, amount_cents, open_cents FROM installment"
    " WHERE customer_id = ? ORDER BY id"
)
_PAYMENTS = (
    "SELECT id, number, paid_on, amount_cents, reverses_id FROM payment WHERE customer_id = ? ORDER BY id"
)
_ALLOCATIONS = (
    "SELECT a.payment_id, a.sale_id, a.installment_id, a.principal_cents + a.discount_cents"
    " FROM payment AS p JOIN allocation AS a ON a.payment_id = p.id"
    " WHERE p.customer_id = ? ORDER BY p.id, a.position"
)
_TENDERS = (
    "SELECT t.payment_id, t.method FROM payment AS p JOIN tender AS t ON t.payment_id = p.id"
    " WHERE p.customer_id = ? ORDER BY p.id, t.position"
)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A customer's rows as the tables have them."""

    sales: list[tuple[Any, ...]]
    items: list[tuple[Any, ...]]
    installments: list[tuple[Any, ...]]
    payments: list[tuple[Any, ...]]
    allocations: list[tuple[Any, ...]]
    tenders: list[tuple[Any, ...]]


def customer_history(database: Database, customer_id: int) -> CustomerHistory:
    """What the customer bought and paid, from the first day on."""
    statements = (_SALES, _ITEMS, _INSTALLMENTS, _PAYMENTS, _ALLOCATIONS, _TENDERS)
    rows = _Rows(*(fetch(database, sql, (customer_id,)) for sql in statements))
    return CustomerHistory(
        purchases=_purchases(rows),
        payments=_payments(rows),
        settlements=tuple(_settlements(rows)),
        movements=tuple(_movements(rows)),
    )


def _purchases(rows: _Rows) -> tuple[CardPurchase, ...]:
    items = defaultdict(list)
    for sale_id, text, quantity in rows.items:
        items[sale_id].append(text if quantity == 1 else f"{quantity} × {text}")
    amounts: dict[int, int] = {}
    opens: dict[int, int] = defaultdict(int)
    for _, sale_id, number, _, amount, open_cents in rows.installments:
        opens[sale_id] += open_cents
        if number == 1:
            amounts[sale_id] = amount
    return tuple(
        CardPurchase(
            sale_id=sale_id,
            contract_number=number,
            sold_on=as_date(sold_on),
            items=", ".join(items[sale_id]),
            price=Money(price),
            count=count,
            installment_amount=Money(amounts[sale_id]),
            open=Money(opens[sale_id]),
        )
        for sale_id, number, sold_on, price, count, _ in rows.sales
    )


def _payments(rows: _Rows) -> tuple[CardPayment, ...]:
    parts = _parts(rows)
    methods: dict[int, dict[Method, None]] = defaultdict(dict)
    for payment_id, method in rows.tenders:
        methods[payment_id][Method(method)] = None
    undone = _undone(rows)
    return tuple(
        CardPayment(
            payment_id=payment_id,
            paid_on=as_date(paid_on),
            receipt_number=number,
            parts=tuple(parts[payment_id]),
            methods=tuple(methods[payment_id]),
            amount=Money(amount),
            reversed=payment_id in undone,
        )
        for payment_id, number, paid_on, amount, reverses_id in reversed(rows.payments)
        if reverses_id is None
    )


def _parts(rows: _Rows) -> dict[int, list[PaidPart]]:
    contracts = {sale_id: (number, count) for sale_id, number, _, _, count, _ in rows.sales}
    numbers = {id_: number for id_, _, number, _, _, _ in rows.installments}
    parts = defaultdict(list)
    for payment_id, sale_id, installment_id, _ in rows.allocations:
        contract, count = contracts[sale_id]
        parts[payment_id].append(PaidPart(contract, numbers.get(installment_id), count))
    return parts


def _undone(rows: _Rows) -> frozenset[int]:
    """Payments that were reversed."""
    return frozenset(row[4] for row in rows.payments if row[4] is not None)


def _settlements(rows: _Rows) -> Iterator[Settlement]:
    """Open installments, and those settled by payments; one closed by an agreement was not paid."""
    settled_on = _last_paid(rows)
    for id_, _, _, due_date, _, open_cents in rows.installments:
        if open_cents:
            yield Settlement(as_date(due_date), None)
        elif id_ in settled_on:
            yield Settlement(as_date(due_date), settled_on[id_])


def _last_paid(rows: _Rows) -> dict[int, date]:
    """The day of the last payment that stands, of each installment."""
    undone = _undone(rows)
    days = {row[0]: row[2] for row in rows.payments if row[4] is None and row[0] not in undone}
    # Payments come in the order they were received: the last one is the latest.
    last = {row[2]: days[row[0]] for row in rows.allocations if row[0] in days}
    return {installment_id: as_date(day) for installment_id, day in last.items()}


def _movements(rows: _Rows) -> Iterator[tuple[date, Money]]:
    """Day by day: a customer pays many installments at once, and buys on the same day."""
    changes: dict[Any, int] = defaultdict(int)
    paid_on = {row[0]: row[2] for row in rows.payments}
    for _, _, sold_on, _, _, total in rows.sales:
        changes[sold_on] += total
    for payment_id, _, installment_id, settled in rows.allocations:
        if installment_id is not None:
            changes[paid_on[payment_id]] -= settled
    return ((as_date(day), Money(cents)) for day, cents in changes.items())
