"""Neste computador: colours and letters at once, remembered, whoever works there."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from crediario.ui import appearance
from crediario.ui.theme import Scheme, Theme
from tests.ui.settings.office import Office
from tests.ui.windows import ALT

OWN, LATE = 8, 2


def test_arrows_choose_the_dark_theme_at_once(counter: Office, machine: QSettings) -> None:
    counter.open(OWN)
    assert counter.focused is counter.screen.own.scheme.checked
    counter.press("Right")

    assert Theme.current.scheme is Scheme.DARK
    assert machine.value("theme") == "dark"
    assert counter.screen.bar.tabText(counter.screen.bar.currentIndex()) == "Neste computador"
    assert counter.focused is counter.screen.own.scheme.checked
    counter.press("Left")
    assert Theme.current.scheme is Scheme.LIGHT
    assert counter.window.top._operator.text() == "Joana P.", "the bars still say who works"


def test_letters_grow_and_the_keyboard_stays_where_it_was(counter: Office, machine: QSettings) -> None:
    counter.open(OWN)
    counter.press("Tab", "Right", "Right")

    assert (Theme.current.text_percent, int(str(machine.value("text")))) == (130, 130)
    assert counter.focused is counter.screen.own.text.checked
    assert counter.screen.own.text.checked.accessibleName() == "Tamanho da letra: 130%"
    counter.press("F11", "F11", "Escape")
    assert counter.window.here is not None, "the window built anew still hears its keys"


def test_what_was_not_kept_is_asked_about_first(office: Office) -> None:
    office.open(LATE)
    office.type("1\n")
    office.dialogs.answer = False
    office.press(str(OWN), modifier=ALT)
    office.press("Right")
    assert Theme.current.scheme is Scheme.LIGHT
    assert office.screen.own.scheme.checked.accessibleName() == "Aparência: Clara"
    office.dialogs.answer = True
    office.press("Right")
    assert Theme.current.scheme is Scheme.DARK


@pytest.mark.parametrize(
    ("kept", "worn"),
    [
        ({}, (Scheme.LIGHT, 100)),
        ({"theme": "dark", "text": 150}, (Scheme.DARK, 150)),
        ({"theme": "purple", "text": "117"}, (Scheme.LIGHT, 100)),
        ({"theme": "dark", "text": "grande"}, (Scheme.DARK, 100)),
    ],
)
def test_what_is_remembered_and_what_cannot_be_read(
    machine: QSettings, kept: dict[str, object], worn: tuple[Scheme, int]
) -> None:
    for name, value in kept.items():
        machine.setValue(name, value)
    assert appearance.remembered() == worn


def test_what_is_worn_is_what_is_remembered(qapp: QApplication) -> None:
    appearance.wear(qapp, Scheme.DARK, 115)
    assert appearance.remembered() == (Scheme.DARK, 115)
    assert (Theme.current.scheme, Theme.current.text_percent) == (Scheme.DARK, 115)
