from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.domain.permissions import Role
from crediario.services.core import Context
from crediario.services.people import ActiveOrder, PersonOrder, add_person, set_person_active
from crediario.ui.setup.sign_in import SignInPage
from crediario.ui.theme import Scheme, Theme
from tests.support import shop
from tests.ui.setup.desks import ENTER, ESC, Desk, make_desk, shut, texts_cut

WRONG = "271111"


@pytest.fixture
def page(desk: Desk) -> SignInPage:
    page = SignInPage(desk.window.shell_for(desk.ctx), desk.handed.append)
    desk.show(page)
    return page


def wait(desk: Desk, page: SignInPage, minutes: float) -> None:
    shop.clock_of(desk.ctx).moment += timedelta(minutes=minutes)
    page._tick()


def fail(desk: Desk, page: SignInPage, times: int) -> None:
    for _ in range(times):
        desk.type(WRONG)


def lock_out(desk: Desk, page: SignInPage, number: int) -> None:
    desk.type(str(number))
    fail(desk, page, 5)
    for _ in range(5):
        wait(desk, page, 20)
        fail(desk, page, 1)


def test_seven_keys_and_in(desk: Desk, page: SignInPage) -> None:
    desk.type("2" + shop.PINS[shop.CASHIER])
    assert [operator.name for operator in desk.handed] == ["Joana Prado"]
    assert page.digits.pin.text() == ""


def test_a_burst_of_all_seven_keys_arrives_too(desk: Desk, page: SignInPage) -> None:
    for figure in "2" + shop.PINS[shop.CASHIER]:
        desk.press(Qt.Key(ord(figure)))
    desk.window.watch.let_go()
    assert [operator.number for operator in desk.handed] == [shop.CASHIER]


def test_who_where_and_when_is_said(desk: Desk, page: SignInPage) -> None:
    assert page._hello.text() == "Boa tarde.\nQuem está no caixa?"
    assert page._shop.text() == "Casa Aurora · Loja 02"
    assert page._moment.text() == "Terça-feira, 9 de junho, 14:32"
    assert [person.name for person in page.people.people][:2] == ["Aurora Rocha", "Joana Prado"]


def test_arrows_choose_and_enter_goes_on_to_the_boxes(desk: Desk, page: SignInPage) -> None:
    desk.press(Qt.Key.Key_Down, 2)
    assert page.people.person is not None
    assert page.people.person.name == "Edson Martins"
    desk.press(ENTER)
    assert desk.focus is page.digits.pin
    desk.press(Qt.Key.Key_Up)
    assert page.digits.who.text() == "Joana Prado"
    desk.press(ESC)
    assert page.people.chosen_card is not None
    assert page.people.chosen_card.hasFocus()


def test_enter_with_too_few_digits_tries_nothing(desk: Desk, page: SignInPage) -> None:
    desk.type("2314")
    desk.press(ENTER)
    assert (page.digits.pin.text(), page.digits.said.text()) == ("314", "No 6º número, entra sozinho")


def test_wrong_digits_empty_the_boxes_and_say_how_many_tries_are_left(desk: Desk, page: SignInPage) -> None:
    desk.type("2" + WRONG)
    assert page.digits.pin.text() == ""
    assert page.digits.said.text() == "Senha errada. Restam 4 tentativas antes de bloquear por um tempo."
    fail(desk, page, 3)
    assert "Resta 1 tentativa antes" in page.digits.said.text()
    desk.type(shop.PINS[shop.CASHIER])
    assert len(desk.handed) == 1


def test_a_lock_counts_down_and_opens_by_itself(desk: Desk, page: SignInPage) -> None:
    desk.type("2")
    fail(desk, page, 5)
    assert page.digits.said.text() == "Entrada bloqueada até 14:33. Libera em 1:00."
    assert not page.digits.pin.isEnabled()
    wait(desk, page, 0.5)
    assert page.digits.said.text().endswith("Libera em 0:30.")
    desk.type("3")
    assert page.digits.pin.isEnabled(), "the lock is one person's"
    desk.press(ESC)
    desk.type("2")
    assert not page.digits.pin.isEnabled()
    wait(desk, page, 0.5)
    assert (page.digits.pin.isEnabled(), desk.focus) == (True, page.digits.pin)
    desk.type(shop.PINS[shop.CASHIER])
    assert len(desk.handed) == 1


def test_after_ten_wrong_tries_the_managers_password_opens_again(desk: Desk, page: SignInPage) -> None:
    lock_out(desk, page, shop.CASHIER)
    assert page.unlock.isVisible()
    assert "Quem libera: Aurora Rocha ou Cláudia Ribeiro" in page.unlock._said.text()
    assert desk.focus is page.unlock.password
    desk.fill("nada disto")
    assert page.unlock.password.error == "Senha errada"
    desk.fill(shop.PASSWORDS[shop.OWNER])
    assert not page.unlock.isVisible()
    desk.type(shop.PINS[shop.CASHIER])
    assert [operator.number for operator in desk.handed] == [shop.CASHIER]


def test_somebody_with_a_password_helps_themselves(desk: Desk, page: SignInPage) -> None:
    lock_out(desk, page, shop.OWNER)
    assert page.unlock.helper.value().number == shop.OWNER
    desk.fill(shop.PASSWORDS[shop.OWNER])
    assert page.unlock.password.error.startswith("Entrada bloqueada até")
    wait(desk, page, 17)
    desk.fill(shop.PASSWORDS[shop.OWNER])
    desk.type(shop.PINS[shop.OWNER])
    assert [operator.number for operator in desk.handed] == [shop.OWNER]


def test_forgotten_digits_name_who_can_help(desk: Desk, page: SignInPage) -> None:
    desk.press(Qt.Key.Key_F1)
    assert "Aurora Rocha ou Cláudia Ribeiro" in desk.dialogs.warned[0].text


def test_many_people_scroll_and_keep_their_own_numbers(desk: Desk) -> None:
    owner = shop.as_person(desk.ctx, shop.OWNER)
    for place in range(12):
        order = PersonOrder(shop.new_id(), f"Pessoa {place}", "", Role.SELLER, "271828")
        add_person(owner, order)
    set_person_active(owner, ActiveOrder(shop.new_id(), shop.CASHIER, active=False))
    page = SignInPage(desk.window.shell_for(desk.ctx), desk.handed.append)
    desk.show(page)
    desk.type("3")
    assert page.digits.who.text() == "Edson Martins", "numbers stay, whoever left before"
    desk.type("2")
    assert page.digits.who.text() == "Edson Martins", "a digit of the password now"
    desk.press(Qt.Key.Key_Down, 40)
    QApplication.processEvents()
    assert page.digits.who.text() == "Pessoa 11"
    card = page.people.chosen_card
    assert card is not None
    assert page.people.viewport().rect().contains(card.mapTo(page.people.viewport(), card.rect().center()))
    desk.press(ENTER)
    desk.type("271828")
    assert [operator.name for operator in desk.handed] == ["Pessoa 11"]


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [(1366, 768, 150, Scheme.LIGHT), (1024, 700, 100, Scheme.DARK), (800, 600, 130, Scheme.LIGHT)],
)
def test_everything_stays_in_sight(
    qapp: QApplication, shop_ctx: Context, width: int, height: int, percent: int, scheme: Scheme
) -> None:
    Theme.apply(qapp, scheme, percent)
    narrow = make_desk(shop_ctx, width, height)
    page = SignInPage(narrow.window.shell_for(shop_ctx), narrow.handed.append)
    narrow.show(page)
    button = page.digits.enter
    assert not texts_cut(page)
    assert button.mapTo(page, button.rect().bottomLeft()).y() <= page.height()
    shut(narrow)
