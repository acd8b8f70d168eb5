"""What released sales became, on the screen."""

from dataclasses import replace

from crediario.db import shop
from crediario.domain.br import format_money
from crediario.domain.credit.policy import STANDARD
from crediario.domain.money import Money
from crediario.services import credit, sales, users
from crediario.services.core import payload_hash
from crediario.ui.credit.released_screen import ReleasedScreen
from crediario.ui.navigation import ReleasedSales
from tests.support.builders import a_customer, sale_order
from tests.support.shop import MANAGER, PINS, SELLER, as_person, new_id
from tests.ui.credit.desk import Desk


def a_released_sale(desk: Desk) -> None:
    with desk.ctx.database.atomic():
        shop.save_version(desk.ctx.stamp, "policy", STANDARD)
    customer = a_customer(desk.ctx, income=Money(5_000_00))
    credit.set_limit(desk.ctx, credit.LimitOrder(new_id(), customer, Money(500_00), "limite de começo"))
    seller = as_person(desk.ctx, SELLER)
    order = sale_order(seller, customer, Money(700_00), down_payment=Money(140_00))
    asked = users.ReleaseOrder(
        new_id(), MANAGER, "release_credit", payload_hash(order.terms), "cliente antigo", PINS[MANAGER]
    )
    released = users.release(seller, asked).release_id
    sales.register_sale(seller, replace(order, release_id=released))


def test_by_who_released_and_by_who_sold(desk: Desk) -> None:
    a_released_sale(desk)

    screen = desk.open(ReleasedSales(), ReleasedScreen)

    assert [number.figure for number in screen.numbers[:2]] == ["1", format_money(Money(560_00))]
    assert [row.name for row in screen.by_releaser.rows()] == ["Cláudia Ribeiro"]
    assert [row.name for row in screen.by_seller.rows()] == ["Edson Martins"]


def test_nothing_released_says_so(desk: Desk) -> None:
    screen = desk.open(ReleasedSales(), ReleasedScreen)

    assert screen.pane.currentWidget() is screen.pane.empty


def test_days_the_wrong_way_round_are_told(desk: Desk) -> None:
    screen = desk.open(ReleasedSales(), ReleasedScreen)
    screen.since.set_value(screen.until.value())
    screen.until.set_value(screen.shell.today().replace(year=2020))

    desk.press("F10")

    assert screen.pane.currentWidget() not in (screen.pane.content, screen.pane.empty)
