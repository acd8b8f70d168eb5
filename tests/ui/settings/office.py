"""The window with Ajustes in it, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.domain.settings import ShopSettings
from crediario.services.core import Context
from crediario.services.settings import settings_in_force
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import DaysOff, Home, Place, Screen, Settings, Shell, ShopData
from crediario.ui.settings.days_off_screen import DaysOffScreen
from crediario.ui.settings.setting_page import SettingRow
from crediario.ui.settings.settings_screen import SettingsScreen
from crediario.ui.settings.shop_screen import ShopScreen
from crediario.ui.tasks import Tasks
from tests.support.shop import as_person
from tests.ui.support import FakeDialogs, press_in

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
KEYS = {"\n": Qt.Key.Key_Return, ",": Qt.Key.Key_Comma, "%": Qt.Key.Key_Percent}


class Elsewhere(Screen):
    """Any other screen of the program."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(shell)
        self.where = place


@dataclass
class Office:
    """A window, and what a test asks of it."""

    ctx: Context
    window: MainWindow
    dialogs: FakeDialogs

    @property
    def screen(self) -> SettingsScreen:
        assert isinstance(self.window.current, SettingsScreen)
        return self.window.current

    @property
    def focused(self) -> QWidget | None:
        return QApplication.focusWidget()

    def open(self, page: int = 1) -> SettingsScreen:
        """Ctrl+5, and the page of that number."""
        self.press("5", modifier=CTRL)
        self.press(str(page), modifier=ALT)
        return self.screen

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one by one: ``press("Tab", "F10")``."""
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type figures; an Enter is a line end."""
        for letter in text:
            press_in(self.window, KEYS.get(letter) or Qt.Key(ord(letter.upper())))
            QApplication.processEvents()

    def row(self, name: str) -> SettingRow:
        """The row of a setting."""
        return next(each for page in self.screen.pages for each in page.rows if each.name == name)

    def kept(self) -> ShopSettings:
        """What is in force."""
        return settings_in_force(self.ctx)


@contextmanager
def an_office(ctx: Context, number: int, width: int = 1366, height: int = 768) -> Iterator[Office]:
    """The window of that person on that shop, everything at once and no clock of its own."""
    person = as_person(ctx, number)
    dialogs, moments = FakeDialogs(), count(1000, 500)
    window = MainWindow(
        Tasks(person, inline=True),
        dialogs,
        screens={
            Home: Elsewhere,
            Settings: SettingsScreen,
            ShopData: ShopScreen,
            DaysOff: DaysOffScreen,
        },
        search=lambda shell, _: Elsewhere(shell, Home()),
        timestamp=lambda _: next(moments),
    )
    window.resize(width, height)
    window.show()
    window.enter(person, Status("Caixa 02 aberto", person.operator.short_name, ""))
    window.activateWindow()
    QApplication.processEvents()
    yield Office(person, window, dialogs)
    window.hide()
    window.close()
    # Now, not at the end of the run: every window still alive is dressed again before each test.
    shiboken6.delete(window)
