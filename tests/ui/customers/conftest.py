from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crediario.services.core import Context
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.search import SearchPalette
from tests.ui.customers.counter import Counter, a_counter


@pytest.fixture
def counter(qtbot: QtBot, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """The cashier at the counter of the sample day; what is typed is looked for at once."""
    monkeypatch.setattr(SearchPalette, "debounce_ms", 0)
    monkeypatch.setattr(CustomerFormScreen, "debounce_ms", 0)
    with a_counter(sqlite_shop) as made:
        yield made
