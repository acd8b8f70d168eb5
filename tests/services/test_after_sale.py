"""What is told before the customer of a sale leaves, on both engines."""

from dataclasses import replace

import pytest

from crediario.db import shop as kept
from crediario.domain.money import Money
from crediario.domain.registration import PhoneDraft, PhonePurpose
from crediario.domain.settings import ShopSettings
from crediario.services import after_sale, credit
from crediario.services.core import Context
from tests.support.builders import a_customer, a_sale
from tests.support.shop import MANAGER, as_person, new_id


def test_limit_points_and_telephone(shop: Context) -> None:
    customer = a_customer(
        shop, phones=(PhoneDraft("34 3821-0000", PhonePurpose.WORK), PhoneDraft("34 9 9812-4471"))
    )
    order = credit.LimitOrder(new_id(), customer, Money(1_000_00), "renda comprovada")
    credit.set_limit(as_person(shop, MANAGER), order)
    sold = a_sale(shop, customer, Money(300_00))
    told = after_sale.after_sale(shop, sold.sale_id)
    assert told == after_sale.AfterSale(Money(700_00), 300, "+5534998124471")


def test_no_points_and_no_number_of_their_own(shop: Context) -> None:
    kept.save_version(shop.stamp, "settings", replace(ShopSettings(), points_on=False))
    customer = a_customer(shop, phones=(PhoneDraft("34 3821-0000", PhonePurpose.WORK),))
    sold = a_sale(shop, customer, Money(300_00))
    told = after_sale.after_sale(shop, sold.sale_id)
    assert (told.points, told.phone) == (None, None)


def test_no_such_sale(shop: Context) -> None:
    with pytest.raises(LookupError):
        after_sale.after_sale(shop, 10**9)
