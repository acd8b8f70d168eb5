"""What paying in time will be worth, said while the sale is being made."""

from dataclasses import replace

import pytest

from crediario.db import shop as kept
from crediario.domain.settings import ShopSettings
from crediario.services.core import Context
from crediario.ui.navigation import NewSale
from crediario.ui.sales import sale_words
from tests.ui.sales.conftest import Counter, customer
from tests.ui.sales.test_new_sale import OpenAt


@pytest.fixture
def at(counter: OpenAt, sqlite_shop: Context) -> Counter:
    return counter(NewSale(customer(sqlite_shop)))


def test_the_points_of_the_whole_plan_follow_the_chosen_one(at: Counter) -> None:
    load = at.screen.form.load
    assert not load.points.isVisibleTo(load)
    at.typed_sale()
    assert load.points.text() == "Pagando em dia ganha 1.140 pontos."
    assert load.points.isVisibleTo(load)
    at.keys("2")
    assert load.points.text() == "Pagando em dia ganha 1.190 pontos.", "ten times 119,72 or so: 119 each"


def test_a_shop_without_points_says_nothing(counter: OpenAt, sqlite_shop: Context) -> None:
    kept.save_version(sqlite_shop.stamp, "settings", replace(ShopSettings(), points_on=False))
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    load = at.screen.form.load
    assert not load.points.isVisibleTo(load)


def test_one_point_is_one() -> None:
    assert sale_words.points_words(1) == "Pagando em dia ganha 1 ponto."
