from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from tests.support.shop import CASHIER
from tests.ui.negotiation.negotiating import Table, a_table


@pytest.fixture
def table_of(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Callable[[int], Table]]:
    """The counter of the sample day, with somebody behind it."""
    with ExitStack() as windows:
        yield lambda person: windows.enter_context(a_table(sqlite_shop, person))


@pytest.fixture
def table(table_of: Callable[[int], Table]) -> Table:
    """The cashier's."""
    return table_of(CASHIER)
