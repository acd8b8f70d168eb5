"""A5: nobody at the till for minutes. Nothing of a customer stays to be seen; nothing typed is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from crediario.domain.settings import ShopSettings
from crediario.services.core import Context
from crediario.services.settings import change_settings
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.dialogs import Question, WindowDialogs
from crediario.ui.idle import ASLEEP_SECONDS
from crediario.ui.messages import Message
from crediario.ui.navigation import CustomerForm, Home
from crediario.ui.setup.sign_in import SignInPage
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, as_person, new_id, settings_order, system
from tests.ui.support import FakeDialogs, press_in

NAME = "Filomena Quaresma"
CTRL = Qt.KeyboardModifier.ControlModifier
FIVE_MINUTES = 5 * 60.0


@dataclass
class Steady:
    """A clock that only goes on, moved by hand."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Desk:
    """A till with somebody at it."""

    ctx: Context
    window: ShopWindow
    dialogs: FakeDialogs
    steady: Steady

    def pass_by(self, seconds: float) -> None:
        """So much time, the watch looking every few seconds as it does."""
        while seconds > 0:
            step = min(seconds, ASLEEP_SECONDS / 2)
            self.steady.seconds += step
            seconds -= step
            self.window.idle.check()

    def type(self, figures: str) -> None:
        for figure in figures:
            press_in(self.window, Qt.Key(ord(figure)))
            self.window.watch.let_go()
        QApplication.processEvents()

    @property
    def locked(self) -> bool:
        return isinstance(self.window.current, SignInPage)

    def texts(self) -> list[str]:
        """Everything that can be read: what is seen, what is said aloud, and the titles of windows."""
        found = []
        for top in QApplication.topLevelWidgets():
            for widget in [top, *top.findChildren(QWidget)]:
                if widget.isVisible():
                    said = widget.text() if isinstance(widget, QLabel | QLineEdit) else ""
                    found += [said, widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
        return [text for text in found if text]

    def picture(self) -> QImage:
        """What is on the screen."""
        for _ in range(3):
            QApplication.processEvents()
        return self.window.grab().toImage()


@pytest.fixture
def desk(qapp: QApplication, sqlite_shop: Context) -> Iterator[Desk]:
    yield from a_desk(sqlite_shop, FakeDialogs())


def a_desk(ctx: Context, dialogs: FakeDialogs) -> Iterator[Desk]:
    nobody = replace(system(ctx), passwords=ctx.passwords)
    steady = Steady()
    window = ShopWindow(nobody, Tasks(nobody, inline=True), dialogs, steady=steady)
    window.resize(1366, 768)
    window.begin()
    window.let_in(as_person(ctx, CASHIER).operator)
    window.activateWindow()
    QApplication.processEvents()
    yield Desk(ctx, window, dialogs, steady)
    dialogs.answer = True
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def test_five_minutes_without_a_hand_lock_the_till(desk: Desk) -> None:
    desk.pass_by(FIVE_MINUTES - 1)
    assert not desk.locked
    desk.pass_by(1)
    assert desk.locked


def test_a_hand_begins_the_minutes_anew(desk: Desk) -> None:
    desk.pass_by(FIVE_MINUTES - 1)
    press_in(desk.window, Qt.Key.Key_Down)
    desk.pass_by(FIVE_MINUTES - 1)
    assert not desk.locked


def test_a_hand_in_a_dialog_counts_too(desk: Desk) -> None:
    box = QDialog(desk.window)
    box.show()
    box.activateWindow()
    QApplication.processEvents()
    desk.pass_by(FIVE_MINUTES - 1)
    press_in(box, Qt.Key.Key_Down)
    desk.pass_by(FIVE_MINUTES - 1)
    assert not desk.locked


def test_the_minutes_are_the_shops(desk: Desk) -> None:
    change_settings(desk.ctx, settings_order(desk.ctx, ShopSettings(idle_lock_minutes=2)))
    desk.window.tasks.changed.emit(change_settings.changes)
    desk.pass_by(2 * 60 - 1)
    assert not desk.locked
    desk.pass_by(1)
    assert desk.locked


def test_a_computer_that_slept_is_locked(desk: Desk) -> None:
    desk.steady.seconds += ASLEEP_SECONDS
    desk.window.idle.check()
    assert desk.locked


def test_a_program_put_to_sleep_is_locked(desk: Desk) -> None:
    desk.window.idle._state_changed(Qt.ApplicationState.ApplicationInactive)
    assert not desk.locked, "another program in front is no reason"
    desk.window.idle._state_changed(Qt.ApplicationState.ApplicationSuspended)
    assert desk.locked


def test_nobody_is_locked_out_twice(desk: Desk) -> None:
    press_in(desk.window, Qt.Key.Key_L, CTRL)
    page = desk.window.current
    desk.pass_by(FIVE_MINUTES * 2)
    assert desk.window.current is page


def test_nothing_of_a_customer_can_be_read_or_seen(desk: Desk) -> None:
    press_in(desk.window, Qt.Key.Key_L, CTRL)
    nothing_open = desk.picture()
    desk.type(PINS[CASHIER])
    desk.window.open_customer(a_customer(desk.ctx, NAME))
    desk.window.toast(f"Recibo de {NAME}")
    desk.window.open_search(NAME)
    QApplication.processEvents()
    assert any(NAME in text for text in desk.texts())
    press_in(desk.window, Qt.Key.Key_L, CTRL)

    assert desk.locked
    assert [text for text in desk.texts() if "Filomena" in text] == []
    assert desk.picture() == nothing_open, "pixel by pixel what an empty till shows"


def test_dialogs_take_the_way_out(qapp: QApplication, sqlite_shop: Context) -> None:
    for desk in a_desk(sqlite_shop, FakeDialogs()):
        answers = []
        question = Question("Apagar?", f"O cadastro de {NAME} sai.", "Apagar")
        QTimer.singleShot(0, lambda desk=desk: desk.pass_by(FIVE_MINUTES))  # type: ignore[misc]
        answers.append(WindowDialogs().ask(desk.window, question))

        assert answers == [False]
        assert desk.locked
        assert not [text for text in desk.texts() if "Filomena" in text]


def test_what_screens_say_behind_the_lock_waits(desk: Desk) -> None:
    behind = desk.window.current
    press_in(desk.window, Qt.Key.Key_L, CTRL)
    desk.window.held.warn(behind, Message(f"{NAME} tem dados iguais"))  # type: ignore[arg-type]
    desk.window.toast(NAME)
    assert not desk.window.held.ask(behind, Question("Imprimir?", NAME, "Imprimir"))  # type: ignore[arg-type]
    assert desk.window.held.save_file(behind, "Salvar", NAME, "") is None  # type: ignore[arg-type]
    assert (desk.dialogs.warned, desk.dialogs.asked) == ([], [])
    press_in(desk.window, Qt.Key.Key_F1)
    assert [said.title for said in desk.dialogs.warned] == ["Esqueceu a senha?"], "the page in front speaks"
    desk.type(PINS[CASHIER])

    assert desk.dialogs.warned[-1].title == f"{NAME} tem dados iguais"


def test_six_digits_lead_back_to_what_was_being_typed(desk: Desk) -> None:
    desk.window.open(CustomerForm(name=NAME))
    form = desk.window.current
    assert isinstance(form, CustomerFormScreen)
    typing = QApplication.focusWidget()
    desk.pass_by(FIVE_MINUTES)
    assert desk.locked
    desk.type(PINS[CASHIER])

    assert desk.window.current is form
    assert QApplication.focusWidget() is typing
    assert desk.dialogs.asked == []
    desk.pass_by(FIVE_MINUTES)
    assert desk.locked, "the watch goes on"


def test_another_person_starts_anew_and_sees_nothing_of_it(desk: Desk) -> None:
    desk.window.open_customer(a_customer(desk.ctx, NAME))
    card = desk.window.current
    press_in(desk.window, Qt.Key.Key_L, CTRL)
    press_in(desk.window, Qt.Key.Key_Escape)
    desk.type(str(MANAGER) + PINS[MANAGER])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert isinstance(desk.window.here, Home)
    assert isinstance(card, CustomerCardScreen) and not shiboken6.isValid(card)
    assert desk.window.shell is not None and desk.window.shell.ctx.operator.number == MANAGER


def test_whoever_came_back_with_another_role_starts_anew(desk: Desk) -> None:
    from crediario.domain.permissions import Role
    from crediario.services import people

    desk.window.open_customer(a_customer(desk.ctx, NAME))
    press_in(desk.window, Qt.Key.Key_L, CTRL)
    seen = people.PersonSeen("Joana Prado", "Joana P.", Role.CASHIER)
    change = people.PersonChange(new_id(), CASHIER, seen, "Joana Prado", "Joana P.", Role.VIEWER)
    people.change_person(as_person(desk.ctx, OWNER), change)
    desk.type(PINS[CASHIER])

    assert isinstance(desk.window.here, Home)


def test_a_locked_window_does_not_close_over_what_was_not_kept(desk: Desk) -> None:
    desk.window.open(CustomerForm(name=NAME))
    form = desk.window.current
    assert isinstance(form, CustomerFormScreen)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        press_in(desk.window, key)
    assert not form.can_leave() or desk.dialogs.asked
    press_in(desk.window, Qt.Key.Key_L, CTRL)
    asked = len(desk.dialogs.asked)

    assert not desk.window.close()
    assert len(desk.dialogs.asked) == asked
    assert desk.dialogs.warned[-1].title == "Há algo sem gravar atrás da trava"
    desk.type(PINS[CASHIER])
    assert desk.window.current is form
