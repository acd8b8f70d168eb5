"""The password asked over the screen: no screen knows of it, and the same order runs again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from crediario.db import users as kept
from crediario.db.models import Operation
from crediario.domain.money import Rate
from crediario.domain.settings import ShopSettings
from crediario.services.core import Context
from crediario.ui.password_prompt import GIVEN_UP, PasswordPrompt
from tests.support.shop import MANAGER, PASSWORDS, unproven
from tests.ui.settings.conftest import machine
from tests.ui.settings.office import Office, an_office
from tests.ui.support import type_text

__all__ = ["machine"]
LATE = 2


@pytest.fixture
def office(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Office]:
    """Who manages the shop, before the window, the password not given yet; a fine of 1% typed."""
    unproven(sqlite_shop, MANAGER)
    with an_office(sqlite_shop, MANAGER) as made:
        made.open(LATE)
        made.type("1\n")
        yield made


def prompt_of(office: Office) -> PasswordPrompt:
    shown = office.window.overlay.content
    assert isinstance(shown, PasswordPrompt)
    return shown


def give(office: Office, password: str = PASSWORDS[MANAGER]) -> None:
    field = office.focused
    assert isinstance(field, QLineEdit)
    type_text(field, password)
    office.press("Return")


def test_f10_asks_and_then_keeps_what_was_typed(office: Office) -> None:
    office.press("F10")
    assert prompt_of(office).password.hasFocus()
    assert office.kept() == ShopSettings()
    give(office)

    assert office.window.overlay.content is None
    assert office.kept().late_fine == Rate.percent(1)
    assert office.window.toaster.text == "Ajustes gravados. Versão 2; as anteriores ficam guardadas."


def test_it_is_asked_once_in_five_minutes(office: Office) -> None:
    office.press("F10")
    give(office)
    office.press("Backtab", modifier=Qt.KeyboardModifier.ShiftModifier)
    office.type("2\n")
    office.press("F10")

    assert office.window.overlay.content is None
    assert office.kept().late_fine == Rate.percent(2)


def test_a_wrong_one_is_said_and_counted_and_the_field_is_ready_again(office: Office) -> None:
    office.press("F10")
    give(office, "não é esta")
    prompt = prompt_of(office)

    assert prompt.password.error == "Senha errada"
    assert (prompt.password.text(), prompt.password.hasFocus()) == ("", True)
    assert office.kept() == ShopSettings()
    found = kept.credentials(office.ctx.database, MANAGER)
    assert found is not None and found.failed_attempts == 1
    give(office)
    assert office.kept().late_fine == Rate.percent(1)


def test_too_many_wrong_ones_say_until_when(office: Office) -> None:
    office.press("F10")
    for _ in range(5):
        give(office, "não é esta")
    prompt = prompt_of(office)

    assert prompt.password.error.startswith("Entrada bloqueada até ")
    assert prompt._said.text().startswith("Foram muitas senhas erradas")
    give(office)
    assert prompt_of(office) is prompt, "the right one has to wait too"
    assert office.kept() == ShopSettings()


def test_esc_leaves_everything_as_typed_and_says_so(office: Office) -> None:
    office.press("F10")
    office.press("Escape")

    assert office.window.overlay.content is None
    assert office.kept() == ShopSettings()
    assert office.row("late_fine").value == Rate.percent(1)
    assert "Falta confirmar com a senha longa" in office.screen.note.paragraph.text
    assert office.screen.save.isEnabled()
    office.press("F10")
    give(office)
    assert office.kept().late_fine == Rate.percent(1)


def test_the_keyboard_stays_inside(office: Office) -> None:
    office.press("F10")
    prompt = prompt_of(office)
    stops = []
    for _ in range(4):
        office.press("Tab")
        stops.append(office.focused)
    assert stops == [prompt.leave, prompt.confirm, prompt.password, prompt.leave]


def test_enter_without_a_password_does_nothing(office: Office) -> None:
    office.press("F10")
    tries = Operation.select().where(Operation.use_case == "check_password").count()
    office.press("Return")
    assert prompt_of(office).password.hasFocus()
    assert Operation.select().where(Operation.use_case == "check_password").count() == tries


def test_an_order_whose_screen_is_gone_is_not_run_again(office: Office) -> None:
    office.press("F10")
    office.window.tasks.give_up()
    office.window.close_overlay()
    QApplication.processEvents()
    assert office.kept() == ShopSettings()


def test_what_no_screen_answers_is_told_in_passing(office: Office) -> None:
    from crediario.services.settings import SettingsOrder, change_settings

    order = SettingsOrder("change-7", 1, ShopSettings(grace_days=4))
    office.window.tasks.run(office.window, change_settings, lambda _: None, order)
    office.press("Escape")

    assert office.window.toaster.text == GIVEN_UP
    assert office.dialogs.warned == []


def test_several_orders_are_asked_for_once(office: Office) -> None:
    from crediario.services.settings import SettingsOrder, change_settings

    done: list[object] = []
    for based_on, days in ((1, 3), (2, 4)):
        order = SettingsOrder(f"change-{days}", based_on, ShopSettings(grace_days=days))
        office.window.tasks.run(office.window, change_settings, done.append, order)
    give(office)

    assert len(done) == 2
    assert office.kept().grace_days == 4
