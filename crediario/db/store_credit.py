"""Store credit: entries only, written in the transaction of what keeps, uses or gives it back.

Whoever writes has locked the customer's row, so that two tills never spend the same credit.
"""

from datetime import date

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import StoreCreditEntry
from crediario.db.statements import fetch, insert_rows
from crediario.domain.money import Money
from crediario.domain.store_credit import StoreCreditAlreadyUsed, StoreCreditShort

_ENTRY = (
    "store_id", "till_id", "operator_id", "customer_id", "kind", "amount_cents", "payment_id",
    "sale_return_id", "entered_on", "operation", "created_at", "reverses_id",
)  # fmt: skip


def balance(database: Database, customer_id: int) -> Money:
    """What the shop owes a customer."""
    sql = "SELECT COALESCE(SUM(amount_cents), 0) FROM store_credit_entry WHERE customer_id = ?"
    return Money(int(fetch(database, sql, (customer_id,))[0][0]))


def keep(
    stamp: Stamp,
    customer_id: int,
    amount: Money,
    day: date,
    operation: str,
    *,
    payment_id: int | None = None,
    sale_return_id: int | None = None,
) -> None:
    """Adds what a payment left beyond what was due, or what goods that came back are worth."""
    kind = "kept" if sale_return_id is None else "returned"
    _enter(stamp, customer_id, kind, amount, day, operation, payment_id, sale_return_id)


def use(
    stamp: Stamp, customer_id: int, amount: Money, day: date, operation: str, payment_id: int | None = None
) -> None:
    """Takes credit: as a means of the payment, or in cash where there is none.

    Raises:
        StoreCreditShort: there is less.
    """
    has = balance(stamp.database, customer_id)
    if amount > has:
        raise StoreCreditShort(has, amount)
    kind = "paid_out" if payment_id is None else "used"
    _enter(stamp, customer_id, kind, -amount, day, operation, payment_id)


def take_back(
    stamp: Stamp, customer_id: int, payment_id: int, reversal_id: int, day: date, operation: str
) -> None:
    """Undoes what a payment kept and used.

    Raises:
        StoreCreditAlreadyUsed: what it kept is not there any more.
    """
    sql = "SELECT id, amount_cents FROM store_credit_entry WHERE payment_id = ? ORDER BY id"
    entries = fetch(stamp.database, sql, (payment_id,))
    if not entries:
        return
    has, net = balance(stamp.database, customer_id), Money(sum(int(cents) for _, cents in entries))
    if net > has:
        raise StoreCreditAlreadyUsed(has, net)
    for entry_id, cents in entries:
        amount = Money(-int(cents))
        _enter(stamp, customer_id, "taken_back", amount, day, operation, reversal_id, reverses_id=entry_id)


def _enter(
    stamp: Stamp,
    customer_id: int,
    kind: str,
    amount: Money,
    day: date,
    operation: str,
    payment_id: int | None,
    sale_return_id: int | None = None,
    reverses_id: int | None = None,
) -> None:
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, customer_id, kind, amount.cents, payment_id,
        sale_return_id, day, operation, stamp.instant, reverses_id,
    )  # fmt: skip
    insert_rows(stamp.database, StoreCreditEntry, _ENTRY, [row])
