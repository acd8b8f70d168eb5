"""A manager's window on a real shop."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from tests.ui.returns.undo_desk import Desk, a_desk


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """Maria's furniture, R$ 600,00 in six, in front of a manager."""
    with a_desk(sqlite_shop) as made:
        yield made
