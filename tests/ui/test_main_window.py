from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.services.core import Context, Topic
from crediario.ui.bars import KeyBar, Status
from crediario.ui.keys import Action
from crediario.ui.main_window import MainWindow
from crediario.ui.messages import WORDS, Message
from crediario.ui.navigation import (
    Area,
    CustomerCard,
    CustomerForm,
    Home,
    NewSale,
    Place,
    Receive,
    Screen,
    Shell,
)
from crediario.ui.tasks import Tasks
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.edits import MoneyEdit
from crediario.ui.widgets.layout import column
from tests.ui.support import FakeDialogs, context_without_shop, press, press_in, scan, type_text

CODE = "7702005214003061"
CTRL = Qt.KeyboardModifier.ControlModifier


class Plain(Screen):
    """A screen of every kind: a field, a button, a note, a count of what happened."""

    title = "Receber"
    area = Area.PAYMENTS
    refreshes_on = frozenset({Topic.CASH})

    def __init__(self, shell: Shell, where: Place) -> None:
        super().__init__(shell)
        self.where, self.reloads, self.presses, self.letters, self.leaves = where, 0, 0, list[int](), True
        self.edit = MoneyEdit()
        self.note = Note("Antecipação", secondary=True)
        self.primary = KeyButton("Receber", "F10", "primary", "till")
        self.primary.clicked.connect(self._pressed)
        self.place(column(self.edit, self.note, None, self.primary))

    def keys(self) -> Sequence[Action]:
        return (
            Action("method", pick=self.letters.append, count=2),
            Action("mark", label="Marcar parcela"),
            Action("conclude"),
        )

    def reload(self) -> None:
        self.reloads += 1

    def can_leave(self) -> bool:
        return self.leaves

    def first_focus(self) -> QLineEdit:
        return self.edit

    def _pressed(self) -> None:
        self.presses += 1


class Palette(Screen):
    """What the search would be."""

    def __init__(self, shell: Shell, text: str) -> None:
        super().__init__(shell)
        self.edit = QLineEdit(text)
        self.place(self.edit)

    def keys(self) -> Sequence[Action]:
        return (Action("receive", lambda: self.shell.navigation.open_receive(7)),)

    def first_focus(self) -> QLineEdit:
        return self.edit


@dataclass
class Desk:
    window: MainWindow
    tasks: Tasks
    dialogs: FakeDialogs
    ctx: Context

    @property
    def screen(self) -> Plain:
        assert isinstance(self.window.current, Plain)
        return self.window.current

    def is_at(self, place: Place) -> bool:
        return self.screen.where == place


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    ctx, dialogs = context_without_shop(), FakeDialogs()
    tasks = Tasks(ctx, inline=True)
    places = (Home, CustomerCard, CustomerForm, NewSale, Receive)
    window = MainWindow(tasks, dialogs, screens=dict.fromkeys(places, Plain), search=Palette)
    qtbot.addWidget(window)
    window.show()
    window.enter(ctx, Status("Caixa 02 aberto", "Joana P.", "caixa"))
    yield Desk(window, tasks, dialogs, ctx)


def test_entering_shows_the_start_with_day_and_person(desk: Desk) -> None:
    assert desk.is_at(Home())
    assert desk.screen.reloads == 1
    assert desk.window.top._date.text() == "ter 09/06"
    assert desk.window.top._hour.text() == "14:32"
    assert desk.window.top._operator.text() == "Joana P."


def test_function_keys_open_areas_and_esc_comes_back(desk: Desk) -> None:
    press_in(desk.window, Qt.Key.Key_F4)
    assert desk.is_at(Receive())
    press_in(desk.window, Qt.Key.Key_F2)
    assert desk.is_at(NewSale())
    press_in(desk.window, Qt.Key.Key_Escape)
    assert desk.is_at(Home())


def test_places_opened_over_others_come_off_one_by_one(desk: Desk) -> None:
    desk.window.open_customer(7)
    desk.window.open_sale(7)
    desk.window.back()
    assert desk.is_at(CustomerCard(7))
    desk.window.replace(Receive(7))
    desk.window.back()
    assert desk.is_at(Home())


def test_very_many_places_do_not_pile_up(desk: Desk) -> None:
    for number in range(40):
        desk.window.open_customer(number)
    assert len(desk.window._screens) == 12
    press_in(desk.window, Qt.Key.Key_1, CTRL)
    assert desk.is_at(Home())
    assert len(desk.window._screens) == 1


def test_a_screen_with_typed_values_may_refuse_to_be_left(desk: Desk) -> None:
    desk.window.open_sale(7)
    desk.screen.leaves = False
    press_in(desk.window, Qt.Key.Key_Escape)
    assert desk.is_at(NewSale(7))
    press_in(desk.window, Qt.Key.Key_F4)
    assert desk.is_at(NewSale(7))
    assert not desk.window.close()
    desk.screen.leaves = True
    press_in(desk.window, Qt.Key.Key_Escape)
    assert desk.is_at(Home())


def test_f10_presses_the_blue_button_from_any_field_and_never_a_dead_one(desk: Desk) -> None:
    press_in(desk.window, Qt.Key.Key_F10)
    assert desk.screen.presses == 1
    assert desk.screen.primary is not None
    desk.screen.primary.setEnabled(False)
    press_in(desk.window, Qt.Key.Key_F10)
    assert desk.screen.presses == 1


def test_letters_choose_the_method_while_the_money_field_has_the_focus(desk: Desk) -> None:
    press_in(desk.window, Qt.Key.Key_1)
    press_in(desk.window, Qt.Key.Key_P)
    press_in(desk.window, Qt.Key.Key_B)
    assert desk.screen.letters == [1], "B is not real here"
    assert desk.screen.edit.text() == "1"


def test_a_click_in_the_bar_is_the_key(desk: Desk) -> None:
    bar = desk.window.keys
    assert bar.words() == ["Forma de pagamento, D P", "Marcar parcela, Espaço", "Concluir (botão azul), F10"]
    bar._shown[2].click()
    assert desk.screen.presses == 1


def test_the_search_opens_over_the_screen_with_keys_of_its_own(desk: Desk) -> None:
    press_in(desk.window, Qt.Key.Key_F3)
    assert isinstance(desk.window.overlay.content, Palette)
    press_in(desk.window, Qt.Key.Key_F10)
    assert desk.screen.presses == 0, "nothing under the scrim is pressed"
    press_in(desk.window, Qt.Key.Key_F4)
    assert desk.window.overlay.content is None
    assert desk.is_at(Receive(7))
    desk.window.open_search("mar")
    press_in(desk.window, Qt.Key.Key_Escape)
    assert desk.window.overlay.content is None
    assert desk.screen.edit.hasFocus()


def test_the_help_is_searched_and_closed(desk: Desk) -> None:
    press_in(desk.window, Qt.Key.Key_F1)
    content = cast(Any, desk.window.overlay.content)
    content.search.setText("2ª via")
    assert content.visible_words() == ["Imprimir, 2ª via"]
    press_in(desk.window, Qt.Key.Key_Escape)
    assert desk.window.overlay.content is None


def test_what_changed_reloads_what_is_seen_now_and_the_rest_when_seen(desk: Desk) -> None:
    below = desk.screen
    desk.window.open_customer(7)
    desk.tasks.changed.emit(frozenset({Topic.CASH}))
    assert (below.reloads, desk.screen.reloads) == (1, 2)
    desk.tasks.changed.emit(frozenset({Topic.SETTINGS}))
    assert desk.screen.reloads == 2
    desk.window.back()
    assert below.reloads == 2


def test_a_refusal_nobody_takes_is_told_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoRoom(Refusal):
        """A refusal of this test."""

    monkeypatch.setitem(WORDS, "no_room", Message("Não coube", "Nada se perdeu."))

    def refuse(ctx: Context) -> None:
        raise NoRoom

    desk.tasks.run(desk.screen, refuse, lambda _: None)
    assert desk.dialogs.warned == [Message("Não coube", "Nada se perdeu.")]


@pytest.mark.logs_warnings
def test_a_bug_is_told_with_its_details(desk: Desk) -> None:
    def break_down(ctx: Context) -> None:
        raise ZeroDivisionError

    desk.tasks.run(desk.screen, break_down, lambda _: None)
    assert "ZeroDivisionError" in desk.dialogs.bugs[0]


def test_a_scan_opens_the_slip_and_leaves_no_figure_in_the_field(desk: Desk) -> None:
    desk.screen.edit.set_value(Money(15000))
    scan(desk.window, CODE)
    assert desk.is_at(Receive(None, CODE))
    desk.window.back()
    assert desk.screen.edit.text() == "150,00"


def test_a_scan_is_heard_over_the_search_too(desk: Desk) -> None:
    desk.window.open_search("ma")
    scan(desk.window, CODE)
    assert desk.window.overlay.content is None
    assert desk.is_at(Receive(None, CODE))


@pytest.mark.parametrize(("figures", "apart"), [("12345678901", 10), ("123456789012", 60), ("150", 20)])
def test_a_hand_is_no_scanner(desk: Desk, figures: str, apart: int) -> None:
    """Too few figures, or too slow: everything typed arrives, in order, and nothing opens."""
    moments = iter(range(1000, 1000 + apart * (len(figures) + 1), apart))
    cast(Any, desk.window.watch)._timestamp = lambda _: next(moments)
    for figure in figures:
        press_in(desk.window, Qt.Key(ord(figure)))
    press_in(desk.window, Qt.Key.Key_Tab)
    assert desk.is_at(Home())
    assert desk.screen.edit.text().replace(".", "").removesuffix(",00") == figures


def test_fast_typing_without_more_keys_is_let_go_by_itself(desk: Desk, qtbot: QtBot) -> None:
    moments = iter((1000, 1010, 1020))
    cast(Any, desk.window.watch)._timestamp = lambda _: next(moments)
    for figure in "123":
        press_in(desk.window, Qt.Key(ord(figure)))
    qtbot.waitUntil(lambda: desk.screen.edit.text() == "123")


def test_a_page_fills_the_window_and_the_till_is_deaf_meanwhile(desk: Desk) -> None:
    page = Palette(desk.window.shell_for(desk.ctx), "")
    desk.window.show_page(page)
    assert desk.window.current is page
    press_in(desk.window, Qt.Key.Key_F4)
    scan(desk.window, CODE)
    assert desk.window.current is page
    desk.window.enter(desk.ctx, Status())
    assert desk.is_at(Home())


def test_ctrl_l_asks_for_the_lock(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.window.lock_asked, timeout=1000):
        press_in(desk.window, Qt.Key.Key_L, CTRL)


def test_low_windows_hide_secondary_notes_and_lower_the_button(desk: Desk) -> None:
    desk.window.resize(1366, 768)
    button = cast(KeyButton, desk.screen.primary)
    assert desk.screen.note.isVisible()
    assert button.sizeHint().height() == 56
    desk.window.resize(1366, 690)
    assert not desk.screen.note.isVisible()
    assert button.sizeHint().height() == 46
    desk.window.resize(1366, 768)
    assert desk.screen.note.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (1366, 690), (1024, 700)])
def test_the_window_takes_every_size_it_must(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    assert (desk.window.width(), desk.window.height()) == size


def test_enter_held_down_presses_once(desk: Desk) -> None:
    button = cast(KeyButton, desk.screen.primary)
    button.setFocus()
    press(button, Qt.Key.Key_Return)
    for _ in range(20):
        type_text(button, "")
    assert desk.screen.presses == 1


def test_a_toast_says_it_and_stays_inside(desk: Desk) -> None:
    desk.window.toast("Recibo 018.442 gravado.")
    assert desk.window.toaster.text == "Recibo 018.442 gravado."
    assert desk.window.rect().contains(desk.window.toaster.geometry())


def test_a_toast_stands_above_what_is_pressed_next(desk: Desk) -> None:
    toaster, button = desk.window.toaster, cast(KeyButton, desk.screen.primary)
    toaster.tell("Recibo 018.442 gravado.")
    place = button.mapTo(desk.window, button.rect().topLeft())
    toaster.stand(place + QPoint(0, button.height()), button)
    assert toaster.geometry().bottom() < place.y()
    toaster.stand(place - QPoint(0, button.height()), button)
    assert toaster.geometry().bottom() == place.y() - button.height() - 1


def test_a_narrow_bar_leaves_out_from_the_end_but_keeps_the_way_back(qtbot: QtBot) -> None:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.resize(1200, 36)
    bar.show()
    bar.show_actions([Action("move"), Action("mark"), Action("new"), Action("edit"), Action("back")])
    whole = shown_keys(bar)
    assert len(whole) == 5
    bar.resize(460, 36)
    some = shown_keys(bar)
    assert 2 <= len(some) < 5
    assert some == [*whole[: len(some) - 1], "Voltar, sem gravar"]
    bar.resize(1200, 36)
    assert shown_keys(bar) == whole


def shown_keys(bar: KeyBar) -> list[str]:
    QApplication.processEvents()
    return [button.text() for button in bar._shown if button.isVisible()]
