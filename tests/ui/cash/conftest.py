from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from tests.support.shop import MANAGER
from tests.support.tills import counting_openly
from tests.ui.cash.desk import Desk, a_desk


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """The cashier in a shop that counts openly."""
    counting_openly(sqlite_shop)
    with a_desk(sqlite_shop) as made:
        yield made


@pytest.fixture
def blind_desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """The cashier in a shop that counts blind."""
    with a_desk(sqlite_shop) as made:
        yield made


@pytest.fixture
def managers_desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """The manager at the same till."""
    counting_openly(sqlite_shop)
    with a_desk(sqlite_shop, MANAGER) as made:
        yield made
