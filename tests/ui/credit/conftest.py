from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from tests.support.shop import CASHIER, MANAGER
from tests.ui.credit.desk import Desk, a_desk


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """Who manages the shop, before the window."""
    with a_desk(sqlite_shop, MANAGER) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """Somebody at the counter, before the same window."""
    with a_desk(sqlite_shop, CASHIER) as made:
        yield made
