"""What the short ficha shows of one customer's purchases and payments, read in a handful of fixed queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from peewee import Database

from crediario.db.receivables import CLOSED_BY_RETURN, OpenRow, as_date
from crediario.db.statements import fetch
from crediario.domain.money import Money, Rate
from crediario.domain.punctuality import Settlement
from crediario.domain.tender import Method


@dataclass(frozen=True, slots=True)
class CardPurchase:
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
    count: int
    installment_amount: Money
    open: Money
    sold_on_assumed: bool = False
    imported: bool = False
    returned: Money = Money.ZERO
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What a payment was for: an installment of a carnê, or its down payment (``number`` None)."""

    contract_number: int
    number: int | None
    count: int


# Of every payment of whoever is shown: a tuple costs a third to make.
class CardPayment(NamedTuple):
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
        open_rows: the oldest due first.
        purchases: the newest first.
        payments: the newest first, those undone included.
        settlements: every installment, as punctuality sees it.
        movements: face value opened and settled, day by day, as the highest balance counts it.
        agreement_contracts: the sales among ``open_rows`` that are contracts of agreements.
    """

    open_rows: tuple[OpenRow, ...]
    purchases: tuple[CardPurchase, ...]
    payments: tuple[CardPayment, ...]
    settlements: tuple[Settlement, ...]
    movements: tuple[tuple[date, Money], ...]
    agreement_contracts: frozenset[int] = frozenset()


_BOUGHT = (
    "SELECT s.id, s.number, s.sold_on, s.price_cents, s.installment_count,"
    " s.financed_cents + s.interest_cents, s.rate_month, s.agreement_id,"
    " s.sold_on_assumed, s.import_id IS NOT NULL, s.cancelled_by,"
    " EXISTS (SELECT 1 FROM sale_return AS b WHERE b.sale_id = s.id), t.description, t.quantity"
    " FROM sale AS s JOIN sale_item AS t ON t.sale_id = s.id"
    " WHERE s.customer_id = ? AND s.reverses_id IS NULL ORDER BY s.sold_on DESC, s.id DESC, t.position"
)
_INSTALLMENTS = (
    "SELECT id, sale_id, number, due_date, amount_cents, open_cents, replaced_by, import_id, original_due,"
    " charges_from FROM installment WHERE customer_id = ? ORDER BY id"
)
_PAID = (
    "SELECT p.id, p.number, p.paid_on, p.amount_cents, p.reverses_id,"
    " a.sale_id, a.installment_id, a.principal_cents + a.discount_cents"
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


@dataclass(frozen=True, slots=True)
class _Rows:
    """A customer's rows as the tables have them: a row for each item, installment and allocation."""

    bought: list[tuple[Any, ...]]
    installments: list[tuple[Any, ...]]
    paid: list[tuple[Any, ...]]
    tenders: list[tuple[Any, ...]]
    settled_otherwise: list[tuple[Any, ...]]
    returned: list[tuple[Any, ...]]
    closed_by_return: frozenset[int]

    @property
    def reductions(self) -> dict[int, int]:
        """What goods that came back took off each installment."""
        found: dict[int, int] = {}
        for *_, installment_id, cents in self.returned:
            found[installment_id] = found.get(installment_id, 0) + cents
        return found


def customer_history(database: Database, customer_id: int) -> CustomerHistory:
    """What the customer bought and paid, from the first day on."""
    rows = _read(database, customer_id)
    undone = frozenset(row[4] for row in rows.paid if row[4] is not None)
    return CustomerHistory(
        open_rows=_open_rows(rows, customer_id),
        purchases=_purchases(rows),
        payments=_payments(rows, undone),
        settlements=_settlements(rows, undone),
        movements=_movements(rows),
        agreement_contracts=frozenset(row[0] for row in rows.bought if row[7] is not None),
    )


def _read(database: Database, customer_id: int) -> _Rows:
    statements = (_BOUGHT, _INSTALLMENTS, _PAID, _TENDERS)
    bought, installments, paid, tenders = (fetch(database, sql, (customer_id,)) for sql in statements)
    has_returns = any(row[11] for row in bought)
    returned = fetch(database, _RETURNED, (customer_id,)) if has_returns else []
    # Most customers have neither an agreement nor a past elsewhere, and returned nothing.
    has_other = bool(returned) or any(row[6] or row[7] for row in installments)
    otherwise = fetch(database, _SETTLED_OTHERWISE, (customer_id,)) if has_other else []
    closed = fetch(database, _CLOSED_BY_RETURN, (customer_id,)) if returned else []
    came_back = frozenset(id_ for (id_,) in closed)
    return _Rows(bought, installments, paid, tenders, otherwise, returned, came_back)


def _open_rows(rows: _Rows, customer_id: int) -> tuple[OpenRow, ...]:
    """The same rows as ``receivables.open_installments``, out of what was read already."""
    sales = {row[0]: row for row in rows.bought}
    found = []
    reductions = rows.reductions
    for id_, sale_id, number, due_date, amount, open_cents, *_, original, charges in rows.installments:
        if open_cents:
            contract, sold_on, count, rate = (sales[sale_id][place] for place in (1, 2, 4, 6))
            row = OpenRow(
                installment_id=id_,
                sale_id=sale_id,
                customer_id=customer_id,
                contract_number=contract,
                number=number,
                count=count,
                due_date=as_date(due_date),
                amount=Money(amount - reductions.get(id_, 0)),
                open=Money(open_cents),
                rate=Rate(Decimal(rate)),
                sold_on=as_date(sold_on),
                original_due=as_date(original) if original else None,
                charges_from=as_date(charges) if charges else None,
            )
            found.append(row)
    return tuple(sorted(found, key=lambda row: (row.due_date, row.contract_number, row.number)))


def _purchases(rows: _Rows) -> tuple[CardPurchase, ...]:
    """The sales; the contract of an agreement sells nothing."""
    amounts: dict[int, int] = {}
    opens: dict[int, int] = {}
    reductions = rows.reductions
    for id_, sale_id, _, _, amount, open_cents, *_ in rows.installments:
        # The first one kept: a sale from an old system may lack some.
        amounts.setdefault(sale_id, amount - reductions.get(id_, 0))
        opens[sale_id] = opens.get(sale_id, 0) + open_cents
    values = _returned_values(rows)
    return tuple(
        CardPurchase(
            sale_id=sale[0],
            contract_number=sale[1],
            sold_on=as_date(sale[2]),
            items=", ".join(_item(text, quantity) for *_, text, quantity in lines),
            price=Money(sale[3]),
            count=sale[4],
            installment_amount=Money(amounts[sale[0]]),
            open=Money(opens[sale[0]]),
            sold_on_assumed=bool(sale[8]),
            imported=bool(sale[9]),
            returned=Money(values.get(sale[0], 0)),
            cancelled=sale[10] is not None,
        )
        for sale, lines in _grouped(rows.bought)
        if sale[7] is None
    )


def _returned_values(rows: _Rows) -> dict[int, int]:
    """The cash price of what came back of each sale."""
    by_return = {row[0]: (row[1], row[2]) for row in rows.returned}
    found: dict[int, int] = {}
    for sale_id, cents in by_return.values():
        found[sale_id] = found.get(sale_id, 0) + cents
    return found


def _item(text: str, quantity: int) -> str:
    return text if quantity == 1 else f"{quantity} × {text}"


def _grouped(rows: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:
    """Rows of one id together, each group with its first row."""
    for _, group in groupby(rows, key=itemgetter(0)):
        lines = list(group)
        yield lines[0], lines


def _payments(rows: _Rows, undone: frozenset[int]) -> tuple[CardPayment, ...]:
    contracts = {row[0]: (row[1], row[4]) for row in rows.bought}
    numbers = {row[0]: row[2] for row in rows.installments}
    methods = _methods(rows)
    parts: dict[int, list[PaidPart]] = {}
    heads: dict[int, tuple[Any, ...]] = {}
    for line in rows.paid:
        if line[4] is None:
            contract, count = contracts[line[5]]
            parts.setdefault(line[0], []).append(PaidPart(contract, numbers.get(line[6]), count))
            heads[line[0]] = line
    return tuple(
        CardPayment(
            payment_id=payment_id,
            paid_on=as_date(head[2]),
            receipt_number=head[1],
            parts=tuple(parts[payment_id]),
            methods=methods[payment_id],
            amount=Money(head[3]),
            reversed=payment_id in undone,
        )
        for payment_id, head in heads.items()
    )


def _methods(rows: _Rows) -> dict[int, tuple[Method, ...]]:
    """The means of each payment, each once."""
    found: dict[int, tuple[Method, ...]] = {}
    for payment_id, name in rows.tenders:
        method, known = Method(name), found.get(payment_id, ())
        found[payment_id] = known if method in known else (*known, method)
    return found


def _settlements(rows: _Rows, undone: frozenset[int]) -> tuple[Settlement, ...]:
    """Open installments, and those settled: by payments, before the shop came here, or by an agreement.

    Of a cancelled sale, and where goods that came back settled what was left, nothing was in time or late.
    """
    gone = {row[0] for row in rows.bought if row[10] is not None}
    settled_on: dict[int, Any] = {row[0]: row[1] for row in rows.settled_otherwise if row[3] is None}
    for payment_id, _, paid_on, _, reverses_id, _, installment_id, _ in rows.paid:
        # The newest comes first.
        if reverses_id is None and payment_id not in undone:
            settled_on.setdefault(installment_id, paid_on)
    return tuple(
        Settlement(as_date(due_date), None if open_cents else as_date(settled_on[id_]), agreement is not None)
        for id_, sale_id, _, due_date, _, open_cents, agreement, *_ in rows.installments
        if sale_id not in gone and id_ not in rows.closed_by_return
    )


def _movements(rows: _Rows) -> tuple[tuple[date, Money], ...]:
    """Day by day: a customer pays many installments at once, and buys on the same day."""
    changes: dict[Any, int] = {}
    for sold_on, total in {row[0]: (row[2], row[5]) for row in rows.bought}.values():
        changes[sold_on] = changes.get(sold_on, 0) + total
    settled = [(row[2], row[7]) for row in rows.paid if row[6] is not None]
    for paid_on, cents in settled + [(row[1], row[2]) for row in rows.settled_otherwise]:
        changes[paid_on] = changes.get(paid_on, 0) - cents
    return tuple((as_date(day), Money(cents)) for day, cents in changes.items())
