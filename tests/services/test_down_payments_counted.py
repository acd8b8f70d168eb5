"""A down payment owed again counts wherever the shop looks at what somebody owes, on both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from crediario.db import credit, invariants, relations, shop, standing
from crediario.db.statements import run
from crediario.domain.money import Money
from crediario.domain.privacy import HoldKind
from crediario.services import merging, negotiation, papers, sales
from crediario.services.anonymising import erasure_preview
from crediario.services.core import Context
from crediario.services.ficha import CustomerCard, customer_card
from crediario.services.overdue import OverdueFilter, aging, overdue_page, overdue_profile
from crediario.services.person_export import ExportOrder, export_files, record_export
from crediario.services.relations import BuyerDraft, BuyerOrder, add_authorised_buyer
from crediario.services.search import search_customers
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale, sale_order
from tests.support.returning import furniture_sold, returned
from tests.support.shop import TODAY, new_id
from tests.support.standing import kept_figures, rolled, standing_of

DUE = date(2026, 7, 10)
TOMORROW = TODAY + timedelta(days=1)
DOWN, WHOLE = Money(60_00), Money(300_00)


@pytest.fixture
def sold(shop: Context) -> sales.SaleReceipt:
    """R$ 300,00, R$ 60,00 of them down, whose receipt was reversed on the day of the sale."""
    rolled(shop)
    sale = a_sale(shop, a_customer(shop), WHOLE, first_due=DUE, down_payment=DOWN)
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    return sale


def holds(ctx: Context) -> bool:
    return not [each for each in invariants.check_all(ctx.database) if each.failed]


def used(ctx: Context, customer: int) -> Money:
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    return credit.position_of(ctx.database, customer, ctx.today, rules).open


def adds_up(card: CustomerCard) -> bool:
    opened = Money.total(row.open for row in card.open_rows)
    return card.totals.face == opened == Money.total(each.open for each in card.purchases)


def test_the_ficha_and_the_light_count_it(shop: Context, sold: sales.SaleReceipt) -> None:
    card = customer_card(shop, sold.customer_id)
    first = card.open_rows[0]
    assert (first.is_down_payment, first.open, first.today, first.days_late) == (True, DOWN, DOWN, 0)
    assert [row.number for row in card.open_rows] == [0, 1, 2, 3]
    assert card.credit.used == used(shop, sold.customer_id) == WHOLE
    assert adds_up(card)
    a_payment(shop, sold.customer_id)
    card = customer_card(shop, sold.customer_id)
    assert card.credit.used == used(shop, sold.customer_id) == WHOLE - DOWN
    assert adds_up(card) and holds(shop)


def test_it_is_late_from_the_day_of_the_sale_on(shop: Context, sold: sales.SaleReceipt) -> None:
    customer = sold.customer_id
    assert standing_of(shop, customer) == (WHOLE.cents, 0, 0, TODAY, 0)
    assert overdue_page(shop, OverdueFilter()).rows == ()
    rolled(shop, TOMORROW)
    assert standing_of(shop, customer) == (WHOLE.cents, DOWN.cents, 1, TODAY, 1)
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert (row.customer_id, row.overdue, row.count, row.days_late) == (customer, DOWN, 1, 1)
    profile = overdue_profile(shop, customer)
    (late,) = profile.late
    assert (late.is_down_payment, late.days_late, late.open, late.today) == (True, 1, DOWN, DOWN)
    assert profile.overdue == row.overdue == aging(shop).overdue
    card = customer_card(shop, customer)
    assert (card.open_rows[0].days_late, card.totals.late_count, card.totals.late_face) == (1, 1, DOWN)
    assert holds(shop)
    a_payment(shop, customer)
    assert overdue_page(shop, OverdueFilter()).rows == ()
    assert standing_of(shop, customer) == ((WHOLE - DOWN).cents, 0, 0, DUE, 0)
    assert holds(shop)


def test_undone_later_it_is_late_at_once(shop: Context) -> None:
    sale = a_sale(shop, a_customer(shop), WHOLE, first_due=DUE, down_payment=DOWN)
    rolled(shop, TODAY + timedelta(days=20))
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    assert standing_of(shop, sale.customer_id)[1:] == (DOWN.cents, 1, TODAY, 2)
    assert [each.customers for each in aging(shop).bands] == [0, 1, 0, 0, 0]
    assert holds(shop)


def test_one_many_and_all_count_it_alike(shop: Context, sold: sales.SaleReceipt) -> None:
    others = [a_sale(shop, a_customer(shop, f"Rosa Lima {name}"), WHOLE).customer_id for name in "ABC"]
    rolled(shop, TOMORROW)
    by_one = kept_figures(shop)
    ids = [*others, sold.customer_id]
    assert standing.refresh_many(shop.database, ids) == 0
    # More than are looked at one by one: no customer has a number as high.
    assert standing.refresh_many(shop.database, [*ids, *range(10**6, 10**6 + 200)]) == 0
    assert kept_figures(shop) == by_one
    assert standing.rebuild(shop.database) == 0
    assert kept_figures(shop) == by_one
    rolled(shop, DUE + timedelta(days=40))
    assert holds(shop)


def test_what_an_older_program_left_uncounted_counts_from_the_next_day_on(
    shop: Context, sold: sales.SaleReceipt
) -> None:
    # Such a program recounted by installments alone, the totals with it.
    forget = "UPDATE {table} SET open_cents = open_cents - ? WHERE {which}"
    run(shop.database, forget.format(table="customer", which="id = ?"), (DOWN.cents, sold.customer_id))
    one_shard = (DOWN.cents, sold.customer_id % standing.SHARDS)
    run(shop.database, forget.format(table="portfolio_total", which="bucket = 0 AND shard = ?"), one_shard)
    assert not holds(shop)
    rolled(shop, TOMORROW)
    assert holds(shop)


def test_what_came_back_of_the_sale_is_owed_no_more(shop: Context) -> None:
    customer = a_customer(shop)
    sale = furniture_sold(shop, customer, first_due=DUE, down_payment=DOWN)
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    returned(shop, sale.sale_id, 2)
    card = customer_card(shop, customer)
    assert Money.ZERO < card.open_rows[0].open < DOWN
    assert used(shop, customer) == card.credit.used
    assert adds_up(card) and holds(shop)
    returned(shop, sale.sale_id, whole=True)
    card = customer_card(shop, customer)
    assert card.open_rows == () and used(shop, customer) == Money.ZERO
    assert holds(shop)


def test_the_search_and_the_receipt_say_it(shop: Context, sold: sales.SaleReceipt) -> None:
    rolled(shop, TOMORROW)
    (listed,) = search_customers(shop, "maria das dores").customers
    assert (listed.late_count, listed.open_total) == (1, WHOLE)
    other = a_sale(shop, sold.customer_id, Money(90_00), first_due=DUE, down_payment=Money(30_00))
    assert other.down_payment_id is not None
    data = papers.receipt_message(shop, other.down_payment_id, False)
    assert "60,00" in data, "what is late"


def test_it_enters_no_agreement_and_is_said_so(shop: Context, sold: sales.SaleReceipt) -> None:
    desk = negotiation.negotiation_desk(shop, sold.customer_id)
    assert [row.number for row in desk.rows] == [1, 2, 3]
    assert [(each.contract_number, each.open) for each in desk.down_payments] == [(sold.number, DOWN)]
    a_payment(shop, sold.customer_id)
    assert negotiation.negotiation_desk(shop, sold.customer_id).down_payments == ()


def test_nobody_who_owes_one_is_erased(shop: Context, sold: sales.SaleReceipt) -> None:
    a_payment(shop, sold.customer_id, 4)
    paid = erasure_preview(shop, sold.customer_id)
    assert HoldKind.OPEN_BALANCE not in [hold.kind for hold in paid.holds]
    other = a_sale(shop, sold.customer_id, WHOLE, first_due=DUE, down_payment=DOWN)
    a_payment(shop, sold.customer_id, 3)
    assert other.down_payment_id is not None
    a_reversal(shop, other.down_payment_id)
    owing = erasure_preview(shop, sold.customer_id)
    assert [hold.amount for hold in owing.holds if hold.kind is HoldKind.OPEN_BALANCE] == [DOWN]


def test_it_moves_along_with_a_record_made_one(shop: Context, sold: sales.SaleReceipt) -> None:
    kept = a_customer(shop, "Maria das Dores da Silva", document="", birth_date=None)
    preview = merging.merge_preview(shop, kept, sold.customer_id)
    assert preview.effect.open == WHOLE
    merging.merge_customers(shop, merging.MergeOrder(new_id(), kept, sold.customer_id, preview.effect))
    card = customer_card(shop, kept)
    assert card.open_rows[0].is_down_payment and card.credit.used == used(shop, kept) == WHOLE
    assert holds(shop)
    a_payment(shop, kept)
    assert used(shop, kept) == WHOLE - DOWN
    assert holds(shop)


def test_it_uses_the_sub_limit_of_who_took_the_goods_home(shop: Context) -> None:
    customer = a_customer(shop)
    draft = BuyerDraft("Rui Lima", limit=Money(900_00))
    buyer = add_authorised_buyer(shop, BuyerOrder(new_id(), customer, draft)).buyer_id
    order = sale_order(shop, customer, WHOLE, first_due=DUE, down_payment=DOWN)
    terms = replace(order.terms, authorised_buyer_id=buyer)
    sale = sales.register_sale(shop, replace(order, terms=terms))

    def used_by() -> Money:
        found = relations.buyer(shop.database, buyer)
        assert found is not None
        return found.used

    assert used_by() == WHOLE - DOWN
    assert sale.down_payment_id is not None
    a_reversal(shop, sale.down_payment_id)
    assert used_by() == WHOLE


def test_the_persons_own_papers_say_it(shop: Context, sold: sales.SaleReceipt) -> None:
    order = ExportOrder(new_id(), sold.customer_id)
    record_export(shop, order)
    with pypdfium2.PdfDocument(export_files(shop, order).files[0].content) as pdf:
        said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert f"{sold.number}, entrada" in said
    assert "Total em aberto, sem multa nem juros: R$ 300,00" in said
