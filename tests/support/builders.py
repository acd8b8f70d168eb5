"""Customers, sales and payments for tests, made through the use cases as the screens make them."""

from datetime import date
from itertools import count

from crediario.db.sale_postings import Item
from crediario.domain.calendar import add_months
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.tender import Method, Tender
from crediario.services import customers, payments, sales
from crediario.services.core import Context
from tests.support.shop import new_id

PRICE = Money(300_00)
_numbers = count(1)


def a_cpf(number: int) -> str:
    """The number-th CPF of a made-up series, with right check digits."""
    digits = [int(digit) for digit in f"{300_000_000 + number:09d}"]
    for length in (10, 11):
        total = sum(digit * weight for digit, weight in zip(digits, range(length, 1, -1), strict=True))
        digits.append(total * 10 % 11 % 10)
    return "".join(map(str, digits))


def a_customer(ctx: Context, name: str = "Maria das Dores Silva", **changes: object) -> int:
    """Somebody complete enough to buy on credit; gives back the id."""
    number = next(_numbers)
    fields: dict[str, object] = {
        "name": name,
        "document": a_cpf(number),
        "birth_date": date(1985, 3, 14),
        "phones": (customers.PhoneDraft(f"34 9 {91000000 + number}"),),
        "cep": "38700-002",
        "street": "Rua Major Gote, 12",
        "district": "Centro",
        "city": "Patos de Minas",
        "uf": "MG",
    }
    draft = customers.CustomerDraft(**(fields | changes))  # type: ignore[arg-type]
    order = customers.CustomerOrder(new_id(), draft, confirmed_look_alikes=True)
    return customers.register_customer(ctx, order).id


def sale_order(
    ctx: Context,
    customer_id: int,
    price: Money = PRICE,
    *,
    pieces: int = 3,
    rate: Rate = Rate.ZERO,
    down_payment: Money = Money.ZERO,
    first_due: date | None = None,
    every: Every = Every.MONTH,
    release_id: int | None = None,
) -> sales.SaleOrder:
    """An order for one thing of that price; first due in a month."""
    due = first_due or add_months(ctx.today, 1)
    terms = SaleTerms(customer_id, price, down_payment, pieces, rate, every, due)
    return sales.SaleOrder(new_id(), terms, (Item("Bicicleta aro 29", 1, price),), release_id=release_id)


def a_sale(ctx: Context, customer_id: int, price: Money = PRICE, **options: object) -> sales.SaleReceipt:
    """A sale registered; options as in ``sale_order``."""
    return sales.register_sale(ctx, sale_order(ctx, customer_id, price, **options))  # type: ignore[arg-type]


def payment_order(
    ctx: Context,
    customer_id: int,
    pieces: int = 1,
    handed: Money | None = None,
    *,
    method: Method = Method.CASH,
) -> payments.PaymentOrder:
    """An order for the oldest open installments; all that is due unless another sum is handed over."""
    rows = payments.receiving_desk(ctx, customer_id).rows[:pieces]
    quoted = Money.total(row.quote.total for row in rows)
    reference = "9F3A" if method is Method.PIX else None
    tender = Tender(method, quoted if handed is None else handed, reference)
    ids = tuple(row.installment_id for row in rows if not row.is_down_payment)
    downs = tuple(row.sale_id for row in rows if row.is_down_payment)
    return payments.PaymentOrder(new_id(), customer_id, ids, quoted, (tender,), down_payments=downs)


def a_payment(
    ctx: Context, customer_id: int, pieces: int = 1, handed: Money | None = None, **options: Method
) -> payments.Receipt:
    """A payment received; as in ``payment_order``."""
    return payments.receive_payment(ctx, payment_order(ctx, customer_id, pieces, handed, **options))


def a_reversal(ctx: Context, payment_id: int) -> payments.Reversal:
    """A payment undone."""
    return payments.reverse_payment(
        ctx, payments.ReversalOrder(new_id(), payment_id, "valor digitado errado")
    )
