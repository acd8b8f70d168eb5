"""What a sale leaves behind, and an agreement's contract: its rows, items and installments."""

from dataclasses import dataclass

from crediario.db import standing
from crediario.db.journal import Stamp
from crediario.db.ledger import next_number, post_entries
from crediario.db.models import Installment, Sale, SaleItem
from crediario.db.statements import insert, insert_rows
from crediario.domain.money import Money
from crediario.domain.schedule import Plan

_SALE = (
    "store_id", "till_id", "operator_id", "seller_id", "customer_id", "number", "sold_on", "price_cents",
    "down_payment_cents", "financed_cents", "interest_cents", "rate_month", "every", "installment_count",
    "first_due", "rate_year", "total_effective_cost", "note", "release_id", "operation", "created_at",
    "agreement_id", "authorised_buyer_id", "note_key",
)  # fmt: skip
_ITEM = ("store_id", "sale_id", "position", "description", "quantity", "unit_price_cents")
_INSTALLMENT = (
    "store_id", "sale_id", "customer_id", "number", "due_date", "amount_cents", "principal_cents",
    "interest_cents", "open_cents",
)  # fmt: skip
_INSTALLMENT = (
    "store_id", "sale_id", "customer_id", "number", "due_date", "amount_cents", "principal_cents",
    "interest_cents", "open_cents",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What was bought: free text, how many, at what price each."""

    description: str
    quantity: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class SalePosting:
    """A sale decided and planned, ready to be written; or an agreement's contract, which sells nothing."""

    operation: str
    customer_id: int
    seller_id: int | None
    plan: Plan
    items: tuple[Item, ...]
    note: str | None = None
    release_id: int | None = None
    agreement_id: int | None = None
    authorised_buyer_id: int | None = None
    #: The 44 digits of the fiscal note whose items are sold.
    note_key: str | None = None


@dataclass(frozen=True, slots=True)
class PostedSale:
    """The sale's id and the number of its contract."""

    sale_id: int
    number: int


def post_sale(stamp: Stamp, posting: SalePosting) -> PostedSale:
    """Writes the sale, its items, its installments and their ledger entries."""
    posted = post_contract(stamp, posting)
    plan = posting.plan
    entries = {
        "receivable": plan.total,
        "down_payment": plan.terms.down_payment,
        "sales": -plan.terms.price,
        "sale_interest": -plan.interest,
    }
    post_entries(stamp, posting.operation, plan.terms.sold_on, entries, sale_id=posted.sale_id)
    standing.refresh_sold(stamp.database, posting.customer_id)
    return posted


def post_contract(stamp: Stamp, posting: SalePosting) -> PostedSale:
    """Writes the rows of a sale, or of an agreement's contract, without their ledger entries."""
    number = next_number(stamp, "contract")
    sale_id = insert(stamp.database, Sale, _SALE, _sale_row(stamp, posting, number))
    items = [
        (stamp.store_id, sale_id, position, item.description, item.quantity, item.unit_price.cents)
        for position, item in enumerate(posting.items, 1)
    ]
    insert_rows(stamp.database, SaleItem, _ITEM, items)
    insert_rows(stamp.database, Installment, _INSTALLMENT, _installment_rows(stamp, posting, sale_id))
    return PostedSale(sale_id, number)


def _sale_row(stamp: Stamp, posting: SalePosting, number: int) -> tuple[object, ...]:
    plan, terms = posting.plan, posting.plan.terms
    return (
        stamp.store_id, stamp.till_id, stamp.operator_id, posting.seller_id, posting.customer_id, number,
        terms.sold_on, terms.price.cents, terms.down_payment.cents, plan.financed.cents, plan.interest.cents,
        terms.rate.text, terms.every.value, len(plan.installments), terms.first_due,
        plan.rate_year.text, plan.total_effective_cost.text, posting.note,
        posting.release_id, posting.operation, stamp.instant, posting.agreement_id,
        posting.authorised_buyer_id, posting.note_key,
    )  # fmt: skip


def _installment_rows(stamp: Stamp, posting: SalePosting, sale_id: int) -> list[tuple[object, ...]]:
    return [
        (
            stamp.store_id, sale_id, posting.customer_id, planned.number, planned.due_date,
            planned.amount.cents, planned.principal.cents, planned.interest.cents,
            planned.amount.cents,
        )
        for planned in posting.plan.installments
    ]  # fmt: skip
