"""What is told of a customer counts the past brought in and what agreements closed, the same everywhere."""

from datetime import date

import pytest

from crediario.domain.money import Money
from crediario.domain.negotiation import OfferKind
from crediario.services import payments, reports
from crediario.services.core import Context
from crediario.services.ficha import Pace, customer_card
from crediario.services.overdue import OverdueFilter, overdue_page, overdue_profile
from tests.support.builders import a_customer, a_payment
from tests.support.negotiating import an_agreement, somebody_behind
from tests.support.past import an_imported_sale
from tests.support.selling import a_sale
from tests.support.shop import TODAY, on_day
from tests.support.standing import rolled, standing_holds, standing_of

SOLD = date(2025, 11, 12)


@pytest.fixture
def zilda(shop: Context) -> int:
    """Five brought in: paid in time, a Saturday's on Monday, 20 days late; one is late, one to come."""
    customer = a_customer(shop, "Zilda")
    pieces = [
        (date(2025, 12, 12), Money(100_00), date(2025, 12, 10)),
        (date(2026, 1, 10), Money(100_00), date(2026, 1, 12)),
        (date(2026, 2, 12), Money(100_00), date(2026, 3, 4)),
        (date(2026, 5, 12), Money(100_00), None),
        (date(2026, 7, 13), Money(100_00), None),
    ]
    an_imported_sale(shop, customer, SOLD, pieces)
    rolled(shop)
    return customer


def test_what_was_paid_before_counts_on_its_day(shop: Context, zilda: int) -> None:
    card = customer_card(shop, zilda)
    assert [(each.pace, each.days_late) for each in card.punctuality.strip] == [
        (Pace.ON_TIME, 0),
        (Pace.ON_TIME, 0),
        (Pace.OVER_15, 20),
        (Pace.OPEN_LATE, 28),
    ]
    assert (card.punctuality.on_time, card.punctuality.settled) == (2, 3)
    assert card.highest_balance == Money(500_00)
    assert (len(card.purchases), card.purchases[0].price, card.purchases[0].open) == (
        1,
        Money(500_00),
        Money(200_00),
    )
    assert card.payments == ()


def test_the_till_the_ficha_and_the_list_agree(shop: Context, zilda: int) -> None:
    desk, profile = payments.receiving_desk(shop, zilda), overdue_profile(shop, zilda)
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert (desk.on_time, desk.settled) == (row.on_time, row.settled) == (2, 3)
    assert (profile.punctuality.on_time, profile.punctuality.settled) == (2, 3)
    assert (row.last_paid_on, row.last_paid) == (date(2026, 3, 4), Money(100_00))
    assert (row.overdue, row.count, row.days_late) == (Money(100_00), 1, 28)
    assert standing_of(shop, zilda)[0] == 200_00
    assert standing_holds(shop)


def test_all_that_was_paid_on_the_last_day_before(shop: Context) -> None:
    customer = a_customer(shop, "Yara")
    last = date(2026, 4, 10)
    paid = [(date(2026, month, 10), Money(30_00), last) for month in (2, 3, 4)]
    an_imported_sale(shop, customer, SOLD, [*paid, (date(2026, 5, 11), Money(30_00), None)])
    rolled(shop)
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert (row.last_paid_on, row.last_paid) == (last, Money(90_00))


def test_a_payment_here_is_later_than_any_before(shop: Context, zilda: int) -> None:
    a_payment(shop, zilda, handed=Money(20_00))
    (row,) = overdue_page(shop, OverdueFilter()).rows
    assert (row.last_paid_on, row.last_paid) == (TODAY, Money(20_00))


def test_an_import_and_an_agreement_sell_nothing_today(shop: Context) -> None:
    behind = somebody_behind(shop)
    customer = a_customer(shop)
    a_sale(shop, customer, price=100_00, count=1, first_due=date(2026, 7, 10))
    an_imported_sale(shop, customer, TODAY, [(date(2026, 7, 10), Money(70_00), None)])
    an_agreement(shop, behind)
    sold = reports.day_summary(shop).sold
    assert (sold.count, sold.price) == (1, Money(100_00))


def test_what_an_agreement_closed_late_was_late(shop: Context) -> None:
    """Three of twelve paid in time; five closed late at signing, one not yet due closed with them."""
    customer = somebody_behind(shop)
    rolled(shop)
    before = customer_card(shop, customer)
    an_agreement(shop, customer, future=1)
    card, desk = customer_card(shop, customer), payments.receiving_desk(shop, customer)
    assert (before.punctuality.on_time, before.punctuality.settled) == (3, 3)
    assert (card.punctuality.on_time, card.punctuality.settled) == (3, 8)
    assert (desk.on_time, desk.settled) == (3, 8)
    assert card.punctuality.worst_days_late == before.punctuality.worst_days_late
    assert standing_holds(shop)


def test_an_agreement_is_no_purchase_but_is_owed(shop: Context) -> None:
    customer = somebody_behind(shop)
    made = an_agreement(shop, customer)
    card = customer_card(shop, customer)
    assert len(card.purchases) == 1
    assert made.sale_id in {row.sale_id for row in card.open_rows}
    # Closing takes off what it closed, and the new contract adds what is paid later.
    assert card.highest_balance == Money(12 * 158_00)
    assert card.totals.face == Money.total(row.open for row in card.open_rows)


def test_the_highest_balance_counts_what_an_agreement_added(shop: Context) -> None:
    """Moved with its fine, what is owed grows by it."""
    customer = a_customer(shop)
    a_sale(on_day(shop, date(2026, 1, 12)), customer, price=100_00, count=1, first_due=date(2026, 2, 12))
    on_day(shop, TODAY)
    made = an_agreement(shop, customer, OfferKind.EXTENSION)
    assert made.total > Money(100_00)
    assert customer_card(shop, customer).highest_balance == made.total - made.paid
