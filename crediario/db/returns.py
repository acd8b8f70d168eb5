"""Returns: the facts of a sale as it stands after earlier ones, and the rows a return leaves behind.

Every posting is inside the use case's transaction; rows are only ever added, and what moves is
``installment.open_cents`` and, when everything came back, ``sale.cancelled_by``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import Database

from crediario.db import limits, points, refunds, standing, store_credit
from crediario.db.journal import Stamp
from crediario.db.ledger import next_number_of_late_series, post_entries
from crediario.db.models import Allocation, SaleReturn, SaleReturnItem, SaleReturnLine
from crediario.db.receivables import RETURNED, as_date
from crediario.db.statements import fetch, insert, insert_rows, run
from crediario.domain.money import Money, Rate
from crediario.domain.returns import (
    PaidInstallment,
    RefundBy,
    ReturnableItem,
    ReturnableSale,
    ReturnLine,
    ReturnResult,
    points_left,
    puts_odd_centavos_first,
)
from crediario.domain.schedule import Every, PlanTerms

SERIES = "return"
_RETURN = (
    "store_id", "till_id", "operator_id", "sale_id", "customer_id", "number", "returned_on", "is_whole",
    "value_cents", "settled_cents", "interest_cents", "refund_cents", "fine_cents", "late_interest_cents",
    "discount_cents", "refund_by", "reason", "operation", "created_at",
)  # fmt: skip
_ITEM = ("store_id", "sale_return_id", "item_id", "quantity")
_LINE = (
    "store_id", "sale_return_id", "installment_id", "position", "reduction_cents", "settled_cents",
    "beyond_cents", "refund_cents", "fine_cents", "late_interest_cents",
)  # fmt: skip
_ALLOCATION = (
    "store_id", "sale_id", "installment_id", "position", "paid_on", "days_late", "amount_cents",
    "principal_cents", "fine_cents", "interest_cents", "discount_cents", "waived_fine_cents",
    "waived_interest_cents", "origin", "sale_return_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaleToReturn:
    """A sale with all that taking goods back asks of it.

    Attributes:
        items: with how many of each are still with the customer.
        sale: its plan and what was paid, as they stand after earlier returns.
        due_dates: of each installment, by its id, as they stand.
        points: the points that stand of each installment, by its id; those without are left out.
        agreement_number: the agreement that counts on it, or whose contract it is.
        cancelled: everything came back before.
    """

    sale_id: int
    customer_id: int
    customer_name: str
    contract_number: int
    sold_on: date
    items: tuple[ReturnableItem, ...]
    sale: ReturnableSale
    due_dates: Mapping[int, date]
    points: Mapping[int, int]
    agreement_number: int | None
    cancelled: bool

    def points_back(self, result: ReturnResult) -> dict[int, int]:
        """The points each installment loses with that return, by its id; without those that lose none."""
        money = {each.installment_id: each.money for each in self.sale.installments}
        lost = {}
        for line in result.lines:
            held = self.points.get(line.installment_id or 0, 0)
            if held and line.installment_id is not None:
                before = money[line.installment_id]
                lost[line.installment_id] = held - points_left(held, before, before - line.refund)
        return {id_: count for id_, count in lost.items() if count}


@dataclass(frozen=True, slots=True)
class ReturnPosting:
    """A return decided and counted out, ready to be written.

    Attributes:
        chosen: how many of each item come back.
        days_late: of each installment on the day, by its id.
        session_id: the drawer that hands out cash; None when none does.
    """

    operation: str
    facts: SaleToReturn
    result: ReturnResult
    chosen: Mapping[int, int]
    refund_by: RefundBy
    session_id: int | None
    days_late: Mapping[int, int]
    reason: str
    day: date


@dataclass(frozen=True, slots=True)
class PostedReturn:
    """The return's id and its number."""

    return_id: int
    number: int


_SALE = (
    "SELECT s.customer_id, c.name, s.number, s.sold_on, s.price_cents, s.down_payment_cents,"
    " s.installment_count, s.rate_month, s.every, s.first_due, s.import_id, s.cancelled_by,"
    " (SELECT g.number FROM agreement AS g WHERE g.id = COALESCE(s.agreement_id,"
    "  (SELECT MIN(i.replaced_by) FROM installment AS i WHERE i.sale_id = s.id))),"
    " COALESCE((SELECT SUM(b.value_cents) FROM sale_return AS b WHERE b.sale_id = s.id), 0)"
    " FROM sale AS s JOIN customer AS c ON c.id = s.customer_id WHERE s.id = ?"
)
_ITEMS = (
    "SELECT t.id, t.description, t.quantity - COALESCE((SELECT SUM(x.quantity) FROM sale_return AS b"
    " JOIN sale_return_item AS x ON x.sale_return_id = b.id WHERE b.sale_id = t.sale_id"
    " AND x.item_id = t.id), 0), t.unit_price_cents FROM sale_item AS t WHERE t.sale_id = ?"
    " ORDER BY t.position"
)
_LIVE = "a.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
#: Of each installment: what it asks, what is open, and what was paid and not given back.
_INSTALLMENTS = (
    "SELECT i.id, i.number, i.due_date, i.amount_cents,"
    f" i.amount_cents - {RETURNED}, i.open_cents,"
    " COALESCE(p.money, 0) - COALESCE(b.money, 0), COALESCE(p.fine, 0) - COALESCE(b.fine, 0),"
    " COALESCE(p.late, 0) - COALESCE(b.late, 0)"
    " FROM installment AS i LEFT JOIN (SELECT a.installment_id, SUM(a.principal_cents) AS money,"
    " SUM(a.fine_cents) AS fine, SUM(a.interest_cents) AS late FROM installment AS n"
    " JOIN allocation AS a ON a.installment_id = n.id"
    f" WHERE n.sale_id = ? AND a.origin IN ('payment', 'import') AND {_LIVE} GROUP BY a.installment_id) AS p"
    " ON p.installment_id = i.id LEFT JOIN (SELECT l.installment_id, SUM(l.refund_cents) AS money,"
    " SUM(l.fine_cents) AS fine, SUM(l.late_interest_cents) AS late FROM sale_return AS b"
    " JOIN sale_return_line AS l ON l.sale_return_id = b.id WHERE b.sale_id = ? GROUP BY l.installment_id)"
    " AS b ON b.installment_id = i.id WHERE i.sale_id = ? ORDER BY i.number"
)
#: What the sale asked of its down payment and of what was paid of it, both less what came back.
_DOWN_PAYMENT = (
    "SELECT COALESCE((SELECT SUM(l.reduction_cents) FROM sale_return AS b JOIN sale_return_line AS l"
    "  ON l.sale_return_id = b.id WHERE b.sale_id = s.id AND l.installment_id IS NULL), 0),"
    " COALESCE((SELECT SUM(a.amount_cents) FROM payment AS p JOIN allocation AS a ON a.payment_id = p.id"
    "  WHERE p.customer_id = s.customer_id AND a.sale_id = s.id AND +a.installment_id IS NULL), 0)"
    " - COALESCE((SELECT SUM(l.refund_cents) FROM sale_return AS b JOIN sale_return_line AS l"
    "  ON l.sale_return_id = b.id WHERE b.sale_id = s.id AND l.installment_id IS NULL), 0)"
    " FROM sale AS s WHERE s.id = ?"
)


def sale_to_return(database: Database, sale_id: int) -> SaleToReturn | None:
    """The sale as it stands after earlier returns; None when there is none."""
    rows = fetch(database, _SALE, (sale_id,))
    if not rows:
        return None
    (
        customer_id, customer, number, sold_on, price, down_payment, count, rate, every, first_due, imported,
        cancelled, agreement, value,
    ) = rows[0]  # fmt: skip
    lines = fetch(database, _INSTALLMENTS, (sale_id,) * 3)
    ((reduced, paid),) = fetch(database, _DOWN_PAYMENT, (sale_id,))
    amounts, exact = [Money(line[3]) for line in lines], Rate(Decimal(rate))
    terms = PlanTerms(
        price=Money(price - int(value)),
        down_payment=Money(down_payment - int(reduced)),
        count=count,
        rate=exact,
        sold_on=as_date(sold_on),
        first_due=as_date(first_due),
        every=Every(every),
        anchor_day=_anchor_day(database, sale_id),
        remainder_first=puts_odd_centavos_first(exact, amounts),
    )
    pieces = tuple(_piece(line) for line in lines)
    return SaleToReturn(
        sale_id=sale_id,
        customer_id=customer_id,
        customer_name=customer,
        contract_number=number,
        sold_on=as_date(sold_on),
        items=_items(database, sale_id),
        sale=ReturnableSale(terms, pieces, Money(int(paid)), only_whole=imported is not None),
        due_dates={line[0]: as_date(line[2]) for line in lines},
        points=points.standing_of_sale(database, sale_id),
        agreement_number=agreement,
        cancelled=cancelled is not None,
    )


def _anchor_day(database: Database, sale_id: int) -> int:
    """The day of the month the schedule keeps: the latest one any installment was first due on."""
    sql = "SELECT COALESCE(original_due, due_date) FROM installment WHERE sale_id = ?"
    return max((as_date(due).day for (due,) in fetch(database, sql, (sale_id,))), default=1)


def _piece(row: Sequence[Any]) -> PaidInstallment:
    id_, number, _, _, *cents = row
    return PaidInstallment(id_, number, *(Money(int(each)) for each in cents))


def _items(database: Database, sale_id: int) -> tuple[ReturnableItem, ...]:
    return tuple(
        ReturnableItem(item_id, text, int(left), Money(price))
        for item_id, text, left, price in fetch(database, _ITEMS, (sale_id,))
    )


def post_return(stamp: Stamp, posting: ReturnPosting) -> PostedReturn:
    """Writes a return: its rows, what it takes off the installments, the money, points, limit and ledger.

    The customer's row is locked already.
    """
    facts, result = posting.facts, posting.result
    number = next_number_of_late_series(stamp, SERIES)
    return_id = insert(stamp.database, SaleReturn, _RETURN, _return_row(stamp, posting, number))
    _write_items(stamp, return_id, posting.chosen)
    _write_lines(stamp, return_id, result)
    _settle(stamp, return_id, posting)
    _give_back(stamp, return_id, posting)
    points.give_back(stamp, return_id, posting.day, facts.points_back(result))
    post_entries(stamp, posting.operation, posting.day, _entries(posting), sale_id=facts.sale_id)
    if result.is_whole:
        run(stamp.database, "UPDATE sale SET cancelled_by = ? WHERE id = ?", (return_id, facts.sale_id))
    limits.recount(stamp.database, [facts.customer_id])
    standing.refresh(stamp.database, facts.customer_id)
    return PostedReturn(return_id, number)


def _return_row(stamp: Stamp, posting: ReturnPosting, number: int) -> tuple[object, ...]:
    facts, result = posting.facts, posting.result
    return (
        stamp.store_id, stamp.till_id, stamp.operator_id, facts.sale_id, facts.customer_id, number,
        posting.day, int(result.is_whole), result.value.cents, result.settled.cents, result.interest.cents,
        result.refund.cents, result.fine.cents, result.late_interest.cents, result.discount.cents,
        posting.refund_by.value, posting.reason, posting.operation, stamp.instant,
    )  # fmt: skip


def _write_items(stamp: Stamp, return_id: int, chosen: Mapping[int, int]) -> None:
    rows = [(stamp.store_id, return_id, item_id, count) for item_id, count in chosen.items() if count]
    insert_rows(stamp.database, SaleReturnItem, _ITEM, rows)


def _write_lines(stamp: Stamp, return_id: int, result: ReturnResult) -> None:
    rows = [
        (
            stamp.store_id, return_id, line.installment_id, position, line.reduction.cents,
            line.settled.cents, line.beyond.cents, line.refund.cents, line.fine.cents,
            line.late_interest.cents,
        )
        for position, line in enumerate(result.lines, 1)
    ]  # fmt: skip
    insert_rows(stamp.database, SaleReturnLine, _LINE, rows)


def _settle(stamp: Stamp, return_id: int, posting: ReturnPosting) -> None:
    """Takes off what was open: an allocation without money for each installment that asks less."""
    lines = [line for line in posting.result.lines if line.installment_id is not None and line.settled]
    rows = [
        (
            stamp.store_id, posting.facts.sale_id, line.installment_id, position, posting.day,
            posting.days_late.get(line.installment_id or 0, 0), 0, 0, 0, 0, line.settled.cents, 0, 0,
            "return", return_id,
        )
        for position, line in enumerate(lines, 1)
    ]  # fmt: skip
    insert_rows(stamp.database, Allocation, _ALLOCATION, rows)
    sql = "UPDATE installment SET open_cents = open_cents - ? WHERE id = ?"
    for line in lines:
        run(stamp.database, sql, (line.settled.cents, line.installment_id))


def _give_back(stamp: Stamp, return_id: int, posting: ReturnPosting) -> None:
    facts, refund = posting.facts, posting.result.refund
    if posting.refund_by is RefundBy.STORE_CREDIT:
        store_credit.keep(
            stamp, facts.customer_id, refund, posting.day, posting.operation, sale_return_id=return_id
        )
    if posting.refund_by is RefundBy.CASH and posting.session_id is not None:
        refunds.pay_from_drawer(
            stamp,
            posting.session_id,
            refund,
            posting.operation,
            posting.reason,
            sale_return_id=return_id,
        )


def _entries(posting: ReturnPosting) -> dict[str, Money]:
    """What came back and its charges, against what was open, given back, or never paid."""
    result = posting.result
    down = Money.total(line.settled for line in result.lines if line.installment_id is None)
    back = "cash" if posting.refund_by is RefundBy.CASH else "store_credit"
    return {
        "sales_returns": result.value,
        "sale_interest": result.interest,
        "late_fine": result.fine,
        "late_interest": result.late_interest,
        "receivable": down - result.settled,
        "down_payment": -down,
        "early_discount": -result.discount,
        back: -result.refund,
    }


def counted_by(database: Database, payment_id: int) -> int | None:
    """The number of a return that gave back something this payment had paid; None without."""
    sql = (
        "SELECT MIN(b.number) FROM allocation AS a JOIN sale_return AS b ON b.sale_id = a.sale_id"
        " JOIN sale_return_line AS l ON l.sale_return_id = b.id"
        " AND l.installment_id IS NOT DISTINCT FROM a.installment_id"
        " WHERE a.payment_id = ? AND (l.beyond_cents > 0 OR ((l.fine_cents > 0 OR l.late_interest_cents > 0)"
        " AND EXISTS (SELECT 1 FROM allocation AS x WHERE x.sale_return_id = b.id"
        " AND x.installment_id = a.installment_id AND x.id > a.id)))"
    )
    ((number,),) = fetch(database, sql, (payment_id,))
    return int(number) if number is not None else None


@dataclass(frozen=True, slots=True)
class ReturnedPart:
    """An item that came back, and how many of it."""

    description: str
    quantity: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A return whole, as its paper shows it.

    Attributes:
        due_dates: of each installment, by its number, as they stood.
        credit_balance: what the customer had as store credit right after it.
        points_taken: points undone with it.
    """

    return_id: int
    number: int
    sale_id: int
    contract_number: int
    sold_on: date
    customer_id: int
    customer_name: str
    customer_document: str | None
    returned_on: date
    operator_name: str
    operator_role: str
    items: tuple[ReturnedPart, ...]
    result: ReturnResult
    due_dates: Mapping[int, date]
    refund_by: RefundBy
    credit_balance: Money
    points_taken: int
    reason: str


_VIEW = (
    "SELECT b.id, b.number, b.sale_id, s.number, s.sold_on, b.customer_id, c.name, c.document, b.returned_on,"
    " o.name, o.role, b.value_cents, b.is_whole, b.refund_by, b.reason, b.created_at, s.down_payment_cents,"
    " COALESCE((SELECT SUM(e.amount_cents) FROM store_credit_entry AS e WHERE e.customer_id = b.customer_id"
    "  AND e.created_at <= b.created_at), 0),"
    " COALESCE((SELECT -SUM(e.points) FROM point_entry AS e WHERE e.customer_id = b.customer_id"
    "  AND e.sale_return_id = b.id), 0)"
    " FROM sale_return AS b JOIN sale AS s ON s.id = b.sale_id JOIN customer AS c ON c.id = b.customer_id"
    " JOIN shop_user AS o ON o.id = b.operator_id WHERE b.id = ?"
)
#: What each installment asked before it, and what was open of it: later allocations are given back.
_VIEW_LINES = (
    "SELECT l.installment_id, i.number, i.due_date,"
    " COALESCE(i.amount_cents, 0) - COALESCE((SELECT SUM(e.reduction_cents) FROM sale_return AS f"
    "  JOIN sale_return_line AS e ON e.sale_return_id = f.id WHERE f.sale_id = b.sale_id AND f.id < b.id"
    "  AND e.installment_id IS NOT DISTINCT FROM l.installment_id), 0),"
    " COALESCE(i.open_cents, 0) + COALESCE((SELECT SUM(a.principal_cents + a.discount_cents)"
    "  FROM allocation AS a LEFT JOIN payment AS p ON p.id = a.payment_id"
    "  LEFT JOIN agreement AS g ON g.id = a.agreement_id WHERE a.installment_id = l.installment_id"
    "  AND (a.sale_return_id > b.id OR COALESCE(p.created_at, g.created_at) > b.created_at)), 0),"
    " l.settled_cents, l.beyond_cents, l.refund_cents, l.fine_cents, l.late_interest_cents"
    " FROM sale_return AS b JOIN sale_return_line AS l ON l.sale_return_id = b.id"
    " LEFT JOIN installment AS i ON i.id = l.installment_id WHERE b.id = ? ORDER BY l.position"
)


def return_view(database: Database, return_id: int) -> ReturnView:
    """A return as it was written.

    Raises:
        LookupError: there is no such return.
    """
    rows = fetch(database, _VIEW, (return_id,))
    if not rows:
        raise LookupError(f"return {return_id}")
    (
        id_, number, sale_id, contract, sold_on, customer_id, customer, document, returned_on, operator, role,
        value, whole, refund_by, reason, _, down_payment, credit, taken,
    ) = rows[0]  # fmt: skip
    lines = fetch(database, _VIEW_LINES, (return_id,))
    result = ReturnResult(
        Money(value), bool(whole), tuple(_view_line(line, int(down_payment)) for line in lines)
    )
    return ReturnView(
        return_id=id_,
        number=number,
        sale_id=sale_id,
        contract_number=contract,
        sold_on=as_date(sold_on),
        customer_id=customer_id,
        customer_name=customer,
        customer_document=document,
        returned_on=as_date(returned_on),
        operator_name=operator,
        operator_role=role,
        items=_returned_parts(database, return_id),
        result=result,
        due_dates={line[1]: as_date(line[2]) for line in lines if line[1] is not None},
        refund_by=RefundBy(refund_by),
        credit_balance=Money(int(credit)),
        points_taken=int(taken),
        reason=reason,
    )


def _view_line(row: Sequence[Any], down_payment: int) -> ReturnLine:
    installment_id, number, _, before, open_after, *cents = row
    settled, beyond, refund, fine, late_interest = (Money(int(each)) for each in cents)
    if installment_id is None:
        # Of a down payment only the reductions are known before it: it stands by itself.
        before, open_after = down_payment + int(before), 0
    return ReturnLine(
        installment_id,
        number,
        before=Money(int(before)),
        open_before=Money(int(open_after)) + settled,
        settled=settled,
        beyond=beyond,
        refund=refund,
        fine=fine,
        late_interest=late_interest,
    )


def _returned_parts(database: Database, return_id: int) -> tuple[ReturnedPart, ...]:
    sql = (
        "SELECT t.description, x.quantity, t.unit_price_cents FROM sale_return_item AS x"
        " JOIN sale_item AS t ON t.id = x.item_id WHERE x.sale_return_id = ? ORDER BY t.position"
    )
    return tuple(
        ReturnedPart(text, quantity, Money(price))
        for text, quantity, price in fetch(database, sql, (return_id,))
    )
