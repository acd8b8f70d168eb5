from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from crediario.ui import appearance
from tests.support.shop import CASHIER, MANAGER
from tests.ui.settings.office import Office, an_office


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QSettings:
    """What this computer remembers, in a file of the test's own."""
    kept = QSettings(str(tmp_path / "computador.ini"), QSettings.Format.IniFormat)
    monkeypatch.setattr(appearance, "_machine", lambda: kept)
    return kept


@pytest.fixture
def office(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Office]:
    """Who manages the shop, before the window."""
    with an_office(sqlite_shop, MANAGER) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Office]:
    """Somebody at the counter, before the same window."""
    with an_office(sqlite_shop, CASHIER) as made:
        yield made
