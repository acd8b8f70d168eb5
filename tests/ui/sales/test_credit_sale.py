"""Over the limit at the counter, by keyboard alone: the light, its ways out, the answer of another till."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from crediario.db import shop as kept_shop
from crediario.db.models import CreditDecision, Release, ReleaseRequest
from crediario.domain.credit.policy import STANDARD, Rule
from crediario.domain.money import Money
from crediario.services import credit, relations, users
from crediario.services.core import Context
from crediario.ui.credit_words import INSTEAD
from crediario.ui.navigation import Negotiation, NewSale, Receive
from crediario.ui.sales.credit_draft import Exit
from crediario.ui.sales.ticket import ASK, CONCLUDE, RELEASE_AND_CONCLUDE, WAITING
from tests.support.builders import a_payment, a_sale
from tests.support.shop import MANAGER, PINS, TODAY, as_person, new_id, on_day
from tests.ui.sales.conftest import Counter, customer
from tests.ui.sales.test_sale_words import spoken

OpenAt = Callable[[NewSale], Counter]
ALT = Qt.KeyboardModifier.AltModifier
F10 = Qt.Key.Key_F10
REASON = "cliente antiga"


@pytest.fixture
def at(counter: OpenAt, sqlite_shop: Context) -> Counter:
    """Nova venda in a shop with the standard policy; R$ 1.200,00 of limit."""
    policy = replace(STANDARD, analysis_waived_after=0)
    kept_shop.save_version(sqlite_shop.stamp, "policy", policy)
    who = customer(sqlite_shop)
    order = credit.LimitOrder(new_id(), who, Money(1_200_00), "renda comprovada")
    credit.set_limit(as_person(sqlite_shop, MANAGER), order)
    return counter(NewSale(who))


def light(at: Counter) -> str:
    return spoken(at.screen.form.buyer.light.light.text())


def offered(at: Counter) -> set[str]:
    actions = at.screen.keys()
    return {each.id for each in actions}


def button(at: Counter) -> str:
    return at.screen.form.ticket.primary.text()


def test_a_green_light_sells_as_ever(at: Counter) -> None:
    at.keys("1290\n\n150\n1")
    assert light(at) == "Dentro da política, pode vender"
    assert not at.screen.form.credit.isVisible()
    at.press(F10)
    assert CreditDecision.get_by_id(at.done._receipt.sale_id).colour == "green"


def test_over_the_limit_says_by_how_much_and_the_ways_out(at: Counter) -> None:
    at.keys("1890\n\n200\n1")
    card = at.screen.form.credit
    assert light(at) == "Passa do limite em R$ 490,00"
    assert spoken(card.title.text()) == "Passa do limite em R$ 490,00"
    assert "R$ 490,00 a mais de entrada" in spoken(card.rules.text())
    assert button(at) == RELEASE_AND_CONCLUDE
    assert offered(at) >= {"more_entrada", "release_here", "release_far"}


def test_alt_e_fills_the_entrada_and_the_light_turns(at: Counter) -> None:
    at.keys("1890\n\n200\n1")
    at.press(Qt.Key.Key_E, ALT)
    assert at.screen.form.purchase.down_payment.value() == Money(690_00)
    assert light(at) == "Dentro da política, pode vender"
    at.press(F10)
    assert CreditDecision.get_by_id(at.done._receipt.sale_id).release_id is None


def test_alt_g_the_manager_releases_here_with_the_same_key(at: Counter) -> None:
    at.keys("1890\nGuarda-roupa\n200\n1")
    at.press(Qt.Key.Key_G, ALT)
    assert at.focused is at.screen.form.credit.pin
    at.keys(PINS[MANAGER] + "\n" + REASON)
    at.press(F10)
    kept = CreditDecision.get_by_id(at.done._receipt.sale_id)
    assert (kept.colour, Release.get_by_id(kept.release_id).reason) == ("red", REASON)


def test_wrong_digits_lose_nothing(at: Counter) -> None:
    at.keys("1890\nGuarda-roupa\n200\n1")
    at.press(Qt.Key.Key_G, ALT)
    at.keys("000111\n" + REASON)
    at.press(F10)
    card = at.screen.form.credit
    assert card.pin.error
    assert (card.pin.text(), card.reason.value()) == ("", REASON)
    assert at.screen.form.purchase.price.value() == Money(1_890_00)
    assert at.screen.done is None


def test_f10_leads_to_what_the_release_lacks(at: Counter) -> None:
    at.keys("1890\n\n200\n1")
    at.press(F10)
    assert at.focused is at.screen.form.credit.pin
    at.keys(PINS[MANAGER])
    at.press(F10)
    assert at.focused is at.screen.form.credit.reason


def asked(at: Counter) -> int:
    """Ask at a distance; the request's id."""
    at.keys("1890\nGuarda-roupa\n200\n1")
    at.press(Qt.Key.Key_P, ALT)
    assert button(at) == ASK
    at.press(F10)
    assert button(at) == WAITING
    return ReleaseRequest.select().order_by(ReleaseRequest.id.desc()).get().id


def answer(at: Counter, asked_id: int, *, granted: bool) -> None:
    order = users.AnswerOrder(new_id(), asked_id, granted, REASON, PINS[MANAGER])
    users.answer_release(as_person(at.ctx, MANAGER), order)
    at.screen.remote.look()


def test_alt_p_asks_waits_and_sells_once_answered(at: Counter) -> None:
    asked_id = asked(at)
    at.press(F10)
    assert at.screen.done is None
    answer(at, asked_id, granted=True)
    assert button(at) == CONCLUDE
    assert "Cláudia R. liberou" in at.screen.form.credit._distance.text
    at.press(F10)
    assert CreditDecision.get_by_id(at.done._receipt.sale_id).release_id is not None


def test_a_no_is_told_with_its_reason_and_the_sale_stays(at: Counter) -> None:
    answer(at, asked(at), granted=False)
    assert "não liberou: “cliente antiga”" in at.screen.form.credit._distance.text
    assert button(at) == ASK
    assert at.screen.form.purchase.item.value().lower() == "guarda-roupa"


def test_a_request_is_taken_back(at: Counter) -> None:
    asked_id = asked(at)
    at.screen.form.credit.withdraw.click()
    assert ReleaseRequest.get_by_id(asked_id).status == "withdrawn"
    assert "retirado" in at.screen.form.credit._distance.text


def test_another_sale_is_another_request(at: Counter) -> None:
    asked_id = asked(at)
    at.screen.form.purchase.price.set_value(Money(1_900_00))
    assert ReleaseRequest.get_by_id(asked_id).status == "withdrawn"
    assert at.screen.remote.asked is None
    assert at.screen.edits.draft.way is Exit.DISTANCE


def test_what_forbids_says_what_to_do_instead(at: Counter, sqlite_shop: Context) -> None:
    hold = credit.HoldOrder(new_id(), at.screen._customer_id or 0, "cheque devolvido")
    credit.block_credit(as_person(sqlite_shop, MANAGER), hold)
    at.screen.reload()
    at.keys("1290\n\n150\n1")
    assert light(at) == "Crédito bloqueado: cheque devolvido"
    assert "à vista" in at.screen.form.credit.instead.text()
    at.press(F10)
    assert at.screen.done is None
    assert not {"release_here", "release_far"} & offered(at)


def test_a_late_slip_is_received_over_the_form_and_the_light_turns(at: Counter, sqlite_shop: Context) -> None:
    who = at.screen._customer_id or 0
    long_ago = on_day(sqlite_shop, TODAY - timedelta(90))
    a_sale(long_ago, who, pieces=1, down_payment=Money(100_00), first_due=TODAY - timedelta(60))
    on_day(sqlite_shop, TODAY)
    at.screen.reload()
    at.keys("990\n\n150\n1")
    assert light(at) == "Pagamento com 60 dias de atraso; a loja tolera 5"
    assert at.screen.form.credit.rules.text() == INSTEAD[Rule.DAYS_LATE]
    for key, place in ((Qt.Key.Key_F8, Negotiation(who)), (Qt.Key.Key_F4, Receive(who))):
        at.press(key)
        assert at.is_at == place
        at.window.back()
    a_payment(sqlite_shop, who)
    at.screen.reload()
    assert at.dialogs.asked == []
    assert light(at) == "Dentro da política, pode vender"
    assert at.screen.form.purchase.price.value() == Money(990_00)


def test_who_takes_the_goods_home_has_a_limit_of_their_own(at: Counter, sqlite_shop: Context) -> None:
    draft = relations.BuyerDraft("Ana Lima", relation=relations.Relation.CHILD, limit=Money(300_00))
    order = relations.BuyerOrder(new_id(), at.screen._customer_id or 0, draft)
    relations.add_authorised_buyer(sqlite_shop, order)
    at.screen.reload()
    at.keys("600\n\n100\n1")
    box = at.screen.form.buyer.who
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert light(at) == "Passa em R$ 200,00 do limite de quem compra"
    assert box.isVisible()


def test_a_light_that_changed_meanwhile_is_read_again(at: Counter, sqlite_shop: Context) -> None:
    at.keys("1290\n\n150\n1")
    order = credit.LimitOrder(new_id(), at.screen._customer_id or 0, Money(500_00), "renda mudou")
    credit.set_limit(as_person(sqlite_shop, MANAGER), order)
    at.press(F10)
    assert [each.title for each in at.dialogs.warned] == ["Esta venda precisa de liberação"]
    assert light(at) == "Passa do limite em R$ 640,00"
    assert at.screen.done is None
