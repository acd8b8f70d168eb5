"""The window with Ajustes in it, on a real shop, and hands on its keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.domain.settings import ShopSettings
from crediario.services.core import Context
from crediario.services.settings import settings_in_force
from crediario.ui.navigation import DaysOff, Home, Settings, ShopData
from crediario.ui.settings.days_off_screen import DaysOffScreen
from crediario.ui.settings.setting_page import SettingRow
from crediario.ui.settings.settings_screen import SettingsScreen
from crediario.ui.settings.shop_screen import ShopScreen
from tests.support.shop import as_person
from tests.ui.support import press_in
from tests.ui.windows import ALT, CTRL, Elsewhere, Hands, a_window

KEYS = {"\n": Qt.Key.Key_Return, ",": Qt.Key.Key_Comma, "%": Qt.Key.Key_Percent}


@dataclass
class Office(Hands):
    """A window, and what a test asks of it."""

    @property
    def screen(self) -> SettingsScreen:
        assert isinstance(self.window.current, SettingsScreen)
        return self.window.current

    def open(self, page: int = 1) -> SettingsScreen:
        """Ctrl+5, and the page of that number."""
        self.press("5", modifier=CTRL)
        self.press(str(page), modifier=ALT)
        return self.screen

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
    screens = {Home: Elsewhere, Settings: SettingsScreen, ShopData: ShopScreen, DaysOff: DaysOffScreen}
    with a_window(person, screens, size=(width, height)) as (window, dialogs):
        yield Office(person, window, dialogs)
