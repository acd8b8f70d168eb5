"""What the short ficha shows of one customer's purchases and payments, read in a handful of fixed queries."""

from collections import defaultdict
from datetime import date
from operator import itemgetter
from typing import Any

from msgspec import Struct
from peewee import Database

from crediario.db import down_payments
from crediario.db.down_payments import OpenDownPayment
from crediario.db.receivables import CLOSED_BY_RETURN, OpenRow, as_date, as_money, as_rate
from crediario.db.statements import fetch
from crediario.domain.money import Money
from crediario.domain.punctuality import Settlement, highest_balance
from crediario.domain.receiving import oldest_due_first
from crediario.domain.tender import Method


# Rows of whoever is shown, many of them: a struct costs a tenth of a dataclass to make.
class CardPurchase(Struct, frozen=True):
    """A sale: what was bought, how it is paid, and the face value still open of it.

    Attributes:
        sold_on_assumed: nobody knows the day; it was counted back from the first due date.
        imported: it came from another system, which did not tell its rate.
        returned: cash price of what came back; zero without returns.
        cancelled: everything came back.
    """

    sale_id: int
    contract_number: int
    sold_on: date
    items: str
    price: Money
    installment_count: int
    installment_amount: Money
    open: Money
    sold_on_assumed: bool = False
    imported: bool = False
    returned: Money = Money.ZERO
    cancelled: bool = False


class PaidPart(Struct, frozen=True):
    """What a payment was for: an installment of a carnê, or its down payment (``number`` None)."""

    contract_number: int
    number: int | None
    installment_count: int


class CardPayment(Struct, frozen=True):
    """A receipt: when, what for, by which means, how much, and whether it was undone."""

    payment_id: int
    paid_on: date
    receipt_number: int
    parts: tuple[PaidPart, ...]
    methods: tuple[Method, ...]
    amount: Money
    reversed: bool


class CustomerHistory(Struct, frozen=True):
    """Everything a customer bought and paid.

    Attributes:
        open_rows: the oldest due first.
        purchases: the newest first.
        payments: the newest first, those undone included.
        settlements: every installment, as punctuality sees it.
        highest_balance: the most ever owed at the end of a day (maior acúmulo), face value.
        agreement_contracts: the sales among ``open_rows`` that are contracts of agreements.
        down_payments: those owed again, since their receipts were reversed; the oldest sale first.
    """

    open_rows: tuple[OpenRow, ...]
    purchases: tuple[CardPurchase, ...]
    payments: tuple[CardPayment, ...]
    settlements: tuple[Settlement, ...]
    highest_balance: Money
    agreement_contracts: frozenset[int]
    down_payments: tuple[OpenDownPayment, ...] = ()


_BOUGHT = (
    "SELECT s.id, s.number, s.sold_on, s.price_cents, s.installment_count,"
    " s.financed_cents + s.interest_cents, s.rate_month, s.agreement_id,"
    " s.sold_on_assumed, s.import_id IS NOT NULL, s.cancelled_by,"
    " EXISTS (SELECT 1 FROM sale_return AS b WHERE b.sale_id = s.id), t.description, t.quantity"
    " FROM sale AS s JOIN sale_item AS t ON t.sale_id = s.id"
    " WHERE s.customer_id = ? AND s.reverses_id IS NULL ORDER BY s.sold_on DESC, s.id DESC, t.position"
)
_INSTALLMENTS = (
    "SELECT id, sale_id, number, due_date, amount_cents, open_cents, replaced_by,"
    " COALESCE(replaced_by, import_id), original_due,"
    " charges_from FROM installment WHERE customer_id = ? ORDER BY id"
)
_PAID = (
    "SELECT p.id, p.number, p.paid_on, p.amount_cents, p.reverses_id,"
    " a.sale_id, a.installment_id,"
    " CASE WHEN a.installment_id IS NULL THEN 0 ELSE a.principal_cents + a.discount_cents END"
    " FROM payment AS p JOIN allocation AS a ON a.payment_id = p.id"
    " WHERE p.customer_id = ? ORDER BY p.id DESC, a.position"
)
#: What came back of each sale, line by line; most customers have none.
_RETURNED = (
    "SELECT b.id, b.sale_id, b.value_cents, l.installment_id, l.reduction_cents FROM sale_return AS b"
    " JOIN sale_return_line AS l ON l.sale_return_id = b.id WHERE b.customer_id = ? ORDER BY b.id, l.position"
)
#: What was settled without money moving here: before the shop came here, by an agreement, or with goods that
#: came back. The unary plus: along this customer's installments, never along all of the shop that no payment
#: settled.
_SETTLED_OTHERWISE = (
    "SELECT a.installment_id, a.paid_on, a.principal_cents + a.discount_cents, a.sale_return_id"
    " FROM installment AS i"
    " JOIN allocation AS a ON a.installment_id = i.id AND +a.payment_id IS NULL"
    " WHERE i.customer_id = ? ORDER BY i.id, a.id"
)
_CLOSED_BY_RETURN = (
    f"SELECT i.id FROM installment AS i WHERE i.customer_id = ? AND i.open_cents = 0 AND {CLOSED_BY_RETURN}"
)
_TENDERS = (
    "SELECT t.payment_id, t.method FROM payment AS p JOIN tender AS t ON t.payment_id = p.id"
    " WHERE p.customer_id = ? ORDER BY p.id, t.position"
)


#: Columns of ``_INSTALLMENTS``, and of ``_PAID``.
_ID_AND_NUMBER, _SETTLED_ELSEWHERE = itemgetter(0, 2), itemgetter(7)
_INSTALLMENT_AND_DAY, _DAY_AND_FACE = itemgetter(6, 2), itemgetter(2, 7)

#: An enum's own look-up costs as much as the rest of a row.
_METHODS = {method.value: method for method in Method}


class _Sale(Struct, frozen=True):
    """A sale as its table has it; the days as the engine gives them."""

    id: int
    number: int
    sold_on: Any
    price_cents: int
    installment_count: int
    owed_cents: int
    rate: str
    agreement_id: int | None
    sold_on_assumed: int
    imported: int
    cancelled_by: int | None
    has_returns: int


class _Rows(Struct, frozen=True):
    """A customer's rows as the tables have them: a row for each installment and allocation.

    Attributes:
        sales: the newest first.
        items: what each sale was of.
        paid: allocations of payments and of reversals, the newest first.
        received: those of payments alone.
        undone: the payments a reversal took back.
        reductions: what goods that came back took off each installment.
        down_changes: by how much what is owed of down payments moved, of those once undone.
    """

    sales: dict[int, _Sale]
    items: dict[int, list[str]]
    installments: list[tuple[Any, ...]]
    paid: list[tuple[Any, ...]]
    received: list[tuple[Any, ...]]
    undone: set[int]
    tenders: list[tuple[Any, ...]]
    settled_otherwise: list[tuple[Any, ...]]
    returned: list[tuple[Any, ...]]
    reductions: dict[int, int]
    closed_by_return: set[int]
    down_payments: tuple[OpenDownPayment, ...]
    down_changes: list[tuple[Any, int]]


def customer_history(database: Database, customer_id: int) -> CustomerHistory:
    """What the customer bought and paid, from the first day on."""
    rows = _read(database, customer_id)
    open_rows = _open_rows(rows, customer_id)
    return CustomerHistory(
        open_rows=open_rows,
        purchases=_purchases(rows, open_rows),
        payments=_payments(rows),
        settlements=_settlements(rows),
        highest_balance=_highest_balance(rows),
        agreement_contracts=frozenset(
            [sale.id for sale in rows.sales.values() if sale.agreement_id is not None]
        ),
        down_payments=rows.down_payments,
    )


def _read(database: Database, customer_id: int) -> _Rows:
    bought, installments, paid, tenders = [
        fetch(database, sql, (customer_id,)) for sql in (_BOUGHT, _INSTALLMENTS, _PAID, _TENDERS)
    ]
    sales, items = _sales(bought)
    # Most customers have neither an agreement nor a past elsewhere, and returned nothing.
    has_returns = any(sale.has_returns for sale in sales.values())
    has_other = has_returns or any(map(_SETTLED_ELSEWHERE, installments))
    otherwise = fetch(database, _SETTLED_OTHERWISE, (customer_id,)) if has_other else []
    returned = fetch(database, _RETURNED, (customer_id,)) if has_returns else []
    closed = fetch(database, _CLOSED_BY_RETURN, (customer_id,)) if has_returns else []
    undone = {row[4] for row in paid if row[4] is not None}
    received = [row for row in paid if row[4] is None] if undone else paid
    undone_downs = _undone_downs(paid) if undone else []
    return _Rows(
        sales=sales,
        items=items,
        installments=installments,
        paid=paid,
        received=received,
        undone=undone,
        tenders=tenders,
        settled_otherwise=otherwise,
        returned=returned,
        reductions=_reductions(returned),
        closed_by_return={id_ for (id_,) in closed},
        down_payments=down_payments.open_of_sales(database, undone_downs),
        down_changes=down_payments.owed_changes(database, undone_downs) if undone_downs else [],
    )


def _undone_downs(paid: list[tuple[Any, ...]]) -> list[int]:
    """The sales of whose down payments a receipt was reversed: of most customers, none."""
    found = {sale_id for *_, reverses, sale_id, piece, _ in paid if reverses is not None and piece is None}
    return sorted(found)


def _sales(bought: list[tuple[Any, ...]]) -> tuple[dict[int, _Sale], dict[int, list[str]]]:
    """The sales of rows that stand one for each thing sold, and what each was of."""
    sales: dict[int, _Sale] = {}
    items: dict[int, list[str]] = {}
    for *columns, text, quantity in bought:
        sale = _Sale(*columns)
        sales[sale.id] = sale
        items.setdefault(sale.id, []).append(text if quantity == 1 else f"{quantity} × {text}")
    return sales, items


def _reductions(returned: list[tuple[Any, ...]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for *_, installment_id, cents in returned:
        found[installment_id] = found.get(installment_id, 0) + cents
    return found


def _open_rows(rows: _Rows, customer_id: int) -> tuple[OpenRow, ...]:
    """The same rows as ``receivables.open_installments``, out of what was read already."""
    found = [_open_row(row, rows, customer_id) for row in rows.installments if row[5]]
    return oldest_due_first(found)


def _open_row(row: tuple[Any, ...], rows: _Rows, customer_id: int) -> OpenRow:
    id_, sale_id, number, due_date, _, open_cents, _, _, original, charges = row
    sale = rows.sales[sale_id]
    return OpenRow(
        installment_id=id_,
        sale_id=sale_id,
        customer_id=customer_id,
        contract_number=sale.number,
        number=number,
        count=sale.installment_count,
        due_date=as_date(due_date),
        amount=_amount(row, rows),
        open=as_money(open_cents),
        rate=as_rate(sale.rate),
        sold_on=as_date(sale.sold_on),
        original_due=as_date(original) if original else None,
        charges_from=as_date(charges) if charges else None,
    )


def _purchases(rows: _Rows, open_rows: tuple[OpenRow, ...]) -> tuple[CardPurchase, ...]:
    """The sales; the contract of an agreement sells nothing."""
    # The first one kept of each: a sale from an old system may lack some.
    firsts = {row[1]: row for row in reversed(rows.installments)}
    opens: dict[int, Money] = {}
    for each in open_rows:
        opens[each.sale_id] = opens.get(each.sale_id, Money.ZERO) + each.open
    for down in rows.down_payments:
        opens[down.sale_id] = opens.get(down.sale_id, Money.ZERO) + down.open
    values = _returned_values(rows)
    return tuple(
        [
            CardPurchase(
                sale.id,
                sale.number,
                as_date(sale.sold_on),
                ", ".join(rows.items[sale.id]),
                as_money(sale.price_cents),
                sale.installment_count,
                _amount(firsts[sale.id], rows),
                opens.get(sale.id, Money.ZERO),
                bool(sale.sold_on_assumed),
                bool(sale.imported),
                values.get(sale.id, Money.ZERO),
                sale.cancelled_by is not None,
            )
            for sale in rows.sales.values()
            if sale.agreement_id is None
        ]
    )


def _amount(installment: tuple[Any, ...], rows: _Rows) -> Money:
    """What an installment asks after goods that came back."""
    id_, _, _, _, cents, _, _, _, _, _ = installment
    return as_money(cents - rows.reductions.get(id_, 0))


def _returned_values(rows: _Rows) -> dict[int, Money]:
    """The cash price of what came back of each sale."""
    by_return = {row[0]: (row[1], row[2]) for row in rows.returned}
    found: dict[int, Money] = {}
    for sale_id, cents in by_return.values():
        found[sale_id] = found.get(sale_id, Money.ZERO) + Money(cents)
    return found


def _payments(rows: _Rows) -> tuple[CardPayment, ...]:
    numbers = dict(map(_ID_AND_NUMBER, rows.installments))
    sales, methods = rows.sales, _methods(rows.tenders)
    heads: dict[int, tuple[Any, ...]] = {}
    parts: dict[int, list[PaidPart]] = defaultdict(list)
    for line in rows.received:
        payment_id, _, _, _, _, sale_id, installment_id, _ = line
        sale = sales[sale_id]
        part = PaidPart(sale.number, numbers.get(installment_id), sale.installment_count)
        parts[payment_id].append(part)
        heads[payment_id] = line
    return tuple(
        [
            CardPayment(
                id_,
                as_date(day),
                number,
                tuple(parts[id_]),
                methods[id_],
                as_money(cents),
                id_ in rows.undone,
            )
            for id_, number, day, cents, _, _, _, _ in heads.values()
        ]
    )


def _methods(tenders: list[tuple[Any, ...]]) -> dict[int, tuple[Method, ...]]:
    """The means of each payment in their order, each once."""
    found: dict[int, tuple[Method, ...]] = {}
    for payment_id, name in tenders:
        before, method = found.get(payment_id, ()), _METHODS[name]
        if method not in before:
            found[payment_id] = (*before, method)
    return found


def _settlements(rows: _Rows) -> tuple[Settlement, ...]:
    """Open installments, and those settled: by payments, before the shop came here, or by an agreement.

    Of a cancelled sale, and where goods that came back settled what was left, nothing was in time or late.
    """
    settled_on = _settled_on(rows)
    gone = {sale.id for sale in rows.sales.values() if sale.cancelled_by is not None}
    return tuple(
        [
            Settlement(
                as_date(due_date), None if open_cents else as_date(settled_on[id_]), agreement is not None
            )
            for id_, sale_id, _, due_date, _, open_cents, agreement, _, _, _ in rows.installments
            if sale_id not in gone and id_ not in rows.closed_by_return
        ]
    )


def _settled_on(rows: _Rows) -> dict[int, Any]:
    """The last day something that stands settled each installment, as the engine gives it."""
    # The newest comes first, so that it is kept last.
    standing = [row for row in rows.received if row[0] not in rows.undone]
    found = dict(map(_INSTALLMENT_AND_DAY, reversed(standing)))
    return found | {row[0]: row[1] for row in rows.settled_otherwise if row[3] is None}


def _highest_balance(rows: _Rows) -> Money:
    """Day by day: a customer pays many installments at once, and buys on the same day."""
    changes: dict[Any, int] = defaultdict(int)
    for sale in rows.sales.values():
        changes[sale.sold_on] += sale.owed_cents
    for day, cents in map(_DAY_AND_FACE, rows.paid):
        changes[day] -= cents
    for _, day, cents, _ in rows.settled_otherwise:
        changes[day] -= cents
    for day, cents in rows.down_changes:
        changes[day] += cents
    # Days come as text on one engine and as dates on the other: both sort by the calendar.
    return highest_balance([changes[day] for day in sorted(changes)])
