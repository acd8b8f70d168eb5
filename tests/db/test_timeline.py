"""The timeline tells everything, in order, page after page, on both engines."""

from datetime import date

from crediario.db.timeline import TimelineKind, timeline
from crediario.domain.money import Money
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import on_day


def a_life(shop: Context) -> int:
    """Registered, bought, paid, undone and paid again, on four days."""
    customer = a_customer(shop)
    on_day(shop, date(2026, 6, 10))
    a_sale(shop, customer, Money(300_00), pieces=3)
    on_day(shop, date(2026, 7, 10))
    undone = a_payment(shop, customer)
    on_day(shop, date(2026, 7, 11))
    a_reversal(shop, undone.payment_id)
    on_day(shop, date(2026, 7, 12))
    a_payment(shop, customer)
    return customer


def test_everything_is_told_the_newest_first(shop: Context) -> None:
    entries = timeline(shop.database, a_life(shop))
    assert [each.kind for each in entries] == [
        TimelineKind.PAYMENT,
        TimelineKind.REVERSAL,
        TimelineKind.PAYMENT,
        TimelineKind.SALE,
        TimelineKind.REGISTERED,
    ]
    sale, reversal = entries[3], entries[1]
    assert (sale.amount, sale.count, sale.text) == (Money(300_00), 3, "Bicicleta aro 29")
    assert reversal.text == "valor digitado errado"
    assert reversal.amount == -Money(100_00)
    assert {each.who for each in entries} == {"Aurora R."}


def test_pages_follow_each_other_without_a_gap(shop: Context) -> None:
    customer = a_life(shop)
    whole = timeline(shop.database, customer)
    paged, key = list(whole[:0]), None
    while page := timeline(shop.database, customer, key, limit=2):
        paged += page
        key = page[-1].key
    assert tuple(paged) == whole


def test_nobody_elses_life_is_told(shop: Context) -> None:
    a_life(shop)
    other = a_customer(shop, "João Lima")
    assert [each.kind for each in timeline(shop.database, other)] == [TimelineKind.REGISTERED]
