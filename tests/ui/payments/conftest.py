from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from tests.ui.payments.till import Till, a_till


@pytest.fixture
def till(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Till]:
    """The cashier at the till of the sample day."""
    with a_till(sqlite_shop) as made:
        yield made
