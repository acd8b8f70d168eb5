"""Named queries about sales: who may buy, and a sale as it was registered."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.sale_postings import Item
from crediario.db.statements import fetch
from crediario.domain.customers import Standing
from crediario.domain.fiscal_note import NoteAlreadySold
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer at the moment of buying."""

    customer_id: int
    name: str
    document: str | None
    since: date
    payday: int | None
    income: Money | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class SoldInstallment:
    """An installment of a registered sale: its day and amount as first agreed, and what is open of it now.

    Attributes:
        moved_to: where its due date was moved since; None while it stands.
    """

    installment_id: int
    number: int
    due_date: date
    amount: Money
    interest: Money
    open: Money
    moved_to: date | None = None


@dataclass(frozen=True, slots=True)
class SaleView:
    """A registered sale, whole: what the carnê prints and the screens show."""

    sale_id: int
    store_code: int
    number: int
    customer_id: int
    customer_name: str
    customer_document: str | None
    operator_name: str
    seller_name: str | None
    sold_on: date
    created_at: datetime
    price: Money
    down_payment: Money
    down_payment_id: int | None
    financed: Money
    interest: Money
    rate: Rate
    rate_year: Rate
    total_effective_cost: Rate
    every: Every
    items: tuple[Item, ...]
    installments: tuple[SoldInstallment, ...]
    #: The agreement whose contract this is; None for a sale.
    agreement_id: int | None = None

    @property
    def total_with_down_payment(self) -> Money:
        """Total a prazo: everything the customer pays."""
        return self.price + self.interest

    @property
    def items_text(self) -> str:
        """The items in one line."""
        return ", ".join(
            item.description if item.quantity == 1 else f"{item.quantity} × {item.description}"
            for item in self.items
        )


def buyer(database: Database, customer_id: int) -> Buyer | None:
    """The customer as a buyer; None when there is none (or the record was merged into another)."""
    sql = (
        "SELECT id, name, document, since, payday, income_cents, kind, birth_date,"
        " (street IS NOT NULL AND city IS NOT NULL AND uf IS NOT NULL),"
        " EXISTS (SELECT 1 FROM customer_phone AS p WHERE p.customer_id = customer.id"
        " AND p.purpose IN ('own', 'work'))"
        " FROM customer WHERE id = ? AND replaced_by IS NULL"
    )
    rows = fetch(database, sql, (customer_id,))
    return _buyer(rows[0]) if rows else None


def _buyer(row: tuple[Any, ...]) -> Buyer:
    customer_id, name, document, since, payday, income, kind, birth_date, address, phone = row
    standing = Standing(
        is_person=kind == "person",
        document=document,
        birth_date=as_date(birth_date) if birth_date else None,
        has_contact_phone=bool(phone),
        has_address=bool(address),
    )
    return Buyer(
        customer_id=customer_id,
        name=name,
        document=document,
        since=as_date(since),
        payday=payday,
        income=Money(income) if income is not None else None,
        standing=standing,
    )


def own_phone(database: Database, customer_id: int) -> str | None:
    """The customer's own telephone, the first of them; never one of work or for messages."""
    sql = (
        "SELECT e164 FROM customer_phone WHERE customer_id = ? AND purpose = 'own' ORDER BY position LIMIT 1"
    )
    rows = fetch(database, sql, (customer_id,))
    return str(rows[0][0]) if rows else None


def check_note_unsold(database: Database, note_key: str) -> None:
    """Refuses a note whose items were sold; of a cancelled sale they may be sold again.

    Raises:
        NoteAlreadySold.
    """
    sql = "SELECT number, sold_on FROM sale WHERE note_key = ? AND cancelled_by IS NULL"
    for number, sold_on in fetch(database, sql, (note_key,)):
        raise NoteAlreadySold(number, as_date(sold_on))


_SALE = (
    "SELECT s.id, store.code, s.number, s.customer_id, c.name, c.document, o.short_name, v.name, s.sold_on,"
    " s.created_at, s.price_cents, s.down_payment_cents,"
    " (SELECT a.payment_id FROM payment AS p JOIN allocation AS a ON a.payment_id = p.id"
    "  WHERE p.customer_id = s.customer_id AND a.sale_id = s.id AND +a.installment_id IS NULL"
    "  AND a.reverses_id IS NULL),"
    " s.financed_cents, s.interest_cents, s.rate_month, s.rate_year, s.total_effective_cost, s.every,"
    " s.agreement_id"
    " FROM sale AS s JOIN store ON store.id = s.store_id JOIN customer AS c ON c.id = s.customer_id"
    " JOIN shop_user AS o ON o.id = s.operator_id LEFT JOIN shop_user AS v ON v.id = s.seller_id"
    " WHERE s.id = ?"
)


def sale_view(database: Database, sale_id: int) -> SaleView:
    """The sale as registered, with what is open of each installment now.

    Raises:
        LookupError: there is no such sale.
    """
    rows = fetch(database, _SALE, (sale_id,))
    if not rows:
        raise LookupError(f"sale {sale_id}")
    (
        id_, store_code, number, customer_id, customer, document, operator, seller, sold_on, created_at,
        price, down_payment, down_payment_id, financed, interest, rate, rate_year, cost, every,
        agreement_id,
    ) = rows[0]  # fmt: skip
    return SaleView(
        sale_id=id_,
        store_code=store_code,
        number=number,
        customer_id=customer_id,
        customer_name=customer,
        customer_document=document,
        operator_name=operator,
        seller_name=seller,
        sold_on=as_date(sold_on),
        created_at=datetime.fromisoformat(created_at),
        price=Money(price),
        down_payment=Money(down_payment),
        down_payment_id=down_payment_id,
        financed=Money(financed),
        interest=Money(interest),
        rate=Rate(Decimal(rate)),
        rate_year=Rate(Decimal(rate_year)),
        total_effective_cost=Rate(Decimal(cost)),
        every=Every(every),
        items=_items(database, sale_id),
        installments=_installments(database, sale_id),
        agreement_id=agreement_id,
    )


def _items(database: Database, sale_id: int) -> tuple[Item, ...]:
    sql = "SELECT description, quantity, unit_price_cents FROM sale_item WHERE sale_id = ? ORDER BY position"
    return tuple(
        Item(text, quantity, Money(cents)) for text, quantity, cents in fetch(database, sql, (sale_id,))
    )


def _installments(database: Database, sale_id: int) -> tuple[SoldInstallment, ...]:
    sql = (
        "SELECT id, number, COALESCE(original_due, due_date), amount_cents, interest_cents, open_cents,"
        " CASE WHEN original_due IS NOT NULL THEN due_date END FROM installment"
        " WHERE sale_id = ? ORDER BY number"
    )
    return tuple(
        SoldInstallment(
            id_,
            number,
            as_date(due),
            Money(amount),
            Money(interest),
            Money(open_),
            as_date(moved) if moved else None,
        )
        for id_, number, due, amount, interest, open_, moved in fetch(database, sql, (sale_id,))
    )
