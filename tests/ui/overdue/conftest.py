from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from crediario.ui.overdue.overdue import OverdueScreen
from crediario.ui.overdue.profile_finder import ProfileFinder
from tests.ui.overdue.desk import Desk, a_desk, late_customers


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What rests or is typed is asked for at once."""
    monkeypatch.setattr(ProfileFinder, "rest_ms", 0)
    monkeypatch.setattr(OverdueScreen, "debounce_ms", 0)


@pytest.fixture
def people(sqlite_shop: Context) -> dict[str, int]:
    """Who is late, by name."""
    return late_customers(sqlite_shop)


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context, people: dict[str, int], at_once: None) -> Iterator[Desk]:
    """The manager in front of a shop where some are late."""
    with a_desk(sqlite_shop) as made:
        yield made
