"""Registering sales and issuing their papers, on both engines: sums, releases, refusals, reprints."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db.models import Installment, Sale
from crediario.db.sale_postings import Item
from crediario.db.users import ReleaseExpired, ReleaseNotValid, ReleaseUsed
from crediario.domain.customers import CustomerIncomplete
from crediario.domain.money import AmountNotPositive, AmountTooLarge, Money
from crediario.domain.schedule import (
    DownPaymentTooLarge,
    FirstDueBeforeSale,
    InstallmentCountOutOfRange,
    NegativeDownPayment,
    RateAboveCap,
)
from crediario.domain.tender import Method, Tender
from crediario.services import customers, papers, payments, reports, sales, users
from crediario.services.core import Context, payload_hash
from tests.support.builders import a_customer
from tests.support.selling import a_sale, order_of, terms_of
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, TODAY, as_person, clock_of, new_id

NEXT = date(2026, 7, 9)


def test_a_sale_makes_as_many_installments_as_asked_and_they_add_up(shop: Context) -> None:
    customer = a_customer(shop)
    receipt = a_sale(shop, customer, price=1_290_00, count=10, first_due=date(2026, 7, 10), rate="0.9",
                     down_payment=150_00)  # fmt: skip
    view = sales.sale_view(shop, receipt.sale_id)

    assert len(view.installments) == 10
    assert Money.total(each.amount for each in view.installments) == view.financed + view.interest
    # 31 days to the first one: 119,75 by the law, whatever a drawing says.
    assert view.installments[0].amount == Money(119_75)
    assert (receipt.number, receipt.down_payment_receipt) == (1, 1)
    assert payments.payment_view(shop, receipt.down_payment_id or 0).amount == Money(150_00)


def test_the_same_request_sells_once(shop: Context) -> None:
    order = order_of(terms_of(a_customer(shop), price=100_00, count=3, first_due=NEXT))
    assert sales.register_sale(shop, order) == sales.register_sale(shop, order)
    assert Sale.select().count() == 1


def test_above_the_cap_only_with_the_owners_release_of_this_very_sale(shop: Context) -> None:
    terms = terms_of(a_customer(shop), price=1_000_00, count=10, first_due=NEXT, rate="2")
    cashier, order = as_person(shop, CASHIER), order_of(terms)
    with pytest.raises(RateAboveCap):
        sales.register_sale(cashier, order)
    with pytest.raises(users.ApproverMayNot):
        released(cashier, terms, MANAGER)

    release = released(cashier, terms, OWNER)
    other = replace(order, terms=replace(terms, price=Money(2_000_00)), release_id=release)
    with pytest.raises(ReleaseNotValid):
        sales.register_sale(cashier, replace(other, items=(Item("Outra", 1, Money(2_000_00)),)))
    sales.register_sale(cashier, replace(order, release_id=release))
    with pytest.raises(ReleaseUsed):
        sales.register_sale(cashier, replace(order, request_id=new_id(), release_id=release))


def test_a_release_does_not_wait(shop: Context) -> None:
    terms = terms_of(a_customer(shop), price=1_000_00, count=10, first_due=NEXT, rate="2")
    release = released(shop, terms, OWNER)
    clock_of(shop).moment += timedelta(minutes=3)
    with pytest.raises(ReleaseExpired):
        sales.register_sale(shop, replace(order_of(terms), release_id=release))


def released(ctx: Context, terms: object, number: int) -> int:
    order = users.ReleaseOrder(
        new_id(), number, "release_rate", payload_hash(terms), "cliente antigo da loja", PINS[number]
    )
    return users.release(ctx, order).release_id


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"price": Money.ZERO}, AmountNotPositive),
        ({"price": Money(10**12)}, AmountTooLarge),
        ({"down_payment": Money(-1)}, NegativeDownPayment),
        ({"down_payment": Money(100_00)}, DownPaymentTooLarge),
        ({"count": 0}, InstallmentCountOutOfRange),
        ({"count": 10**9}, InstallmentCountOutOfRange),
        ({"first_due": date(2026, 6, 8)}, FirstDueBeforeSale),
        ({"customer_id": 10**9}, sales.CustomerNotFound),
    ],
)
def test_crafted_terms_are_refused_and_nothing_is_written(
    shop: Context, changes: dict[str, object], refusal: type[Exception]
) -> None:
    terms = replace(terms_of(a_customer(shop), price=100_00, count=3, first_due=NEXT), **changes)
    order = sales.SaleOrder(new_id(), terms, (Item("Coisa", 1, terms.price),))
    with pytest.raises(refusal):
        sales.register_sale(shop, order)
    assert (Sale.select().count(), Installment.select().count()) == (0, 0)


def test_items_and_down_payment_must_add_up(shop: Context) -> None:
    order = order_of(terms_of(a_customer(shop), price=100_00, count=3, first_due=NEXT, down_payment=10_00))
    for wrong, refusal in (
        (replace(order, items=()), sales.NothingSold),
        (replace(order, items=(Item("  ", 1, Money(100_00)),)), sales.NothingSold),
        (replace(order, items=(Item("Coisa", 1, Money(99_00)),)), sales.ItemsDoNotAddUp),
        (replace(order, items=(Item("Coisa", -1, Money(-100_00)),)), sales.NothingSold),
        (
            replace(order, down_payment_tenders=(Tender(Method.CASH, Money(9_00)),)),
            sales.DownPaymentNotCovered,
        ),
    ):
        with pytest.raises(refusal):
            sales.register_sale(shop, wrong)
    paid = replace(order, down_payment_tenders=(Tender(Method.CASH, Money(20_00)),))
    assert sales.register_sale(shop, paid).change == Money(10_00)


def test_an_incomplete_record_does_not_buy_on_credit(shop: Context) -> None:
    order = customers.CustomerOrder(new_id(), customers.CustomerDraft(name="João"))
    customer = customers.register_customer(shop, order).id
    with pytest.raises(CustomerIncomplete) as refused:
        a_sale(shop, customer, price=100_00, count=2, first_due=NEXT)
    assert refused.value.missing == ("document", "birth_date", "phone", "address")


@pytest.mark.parametrize("text", ["<b>Coisa</b>", "=1+1", "🛋️ sofá", "São\x00João", "A" * 120])
def test_odd_texts_sell_and_print(shop: Context, text: str) -> None:
    terms = terms_of(a_customer(shop), price=100_00, count=2, first_due=NEXT)
    receipt = sales.register_sale(shop, sales.SaleOrder(new_id(), terms, (Item(text, 1, terms.price),)))
    assert sales.sale_view(shop, receipt.sale_id).items[0].description == text.replace("\x00", "")
    paper = papers.issue_carne(shop, papers.PaperOrder(new_id(), receipt.sale_id))
    assert papers.paper_content(shop, paper.document_id).startswith(b"%PDF")


def test_a_reprint_is_the_same_to_the_byte(shop: Context) -> None:
    sale = a_sale(shop, a_customer(shop), price=1_290_00, count=6, first_due=NEXT, down_payment=150_00)
    for issue, subject in ((papers.issue_carne, sale.sale_id), (papers.issue_receipt, sale.down_payment_id)):
        first = issue(shop, papers.PaperOrder(new_id(), subject or 0))
        content = papers.paper_content(shop, first.document_id)
        clock_of(shop).moment += timedelta(days=40)
        again = issue(shop, papers.PaperOrder(new_id(), subject or 0))
        assert (again.document_id, again.sha256) == (first.document_id, hashlib.sha256(content).hexdigest())
        assert papers.paper_content(shop, again.document_id) == content


def test_the_day_so_far(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, price=1_290_00, count=6, first_due=TODAY, down_payment=150_00)
    day = reports.day_summary(shop)

    assert (day.received, day.receipts) == (Money(150_00), 1)
    assert (day.sold.count, day.sold.price, day.sold.down_payments) == (1, Money(1_290_00), Money(150_00))
    assert (day.due.count, day.due.open) == (1, Money(190_00))
    assert [(each.customer_id, each.total) for each in day.expected] == [(customer, Money(190_00))]
    assert day.latest[0].installments == ((0, 6),)
