from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from crediario.services.core import Context
from tests.ui.importing.bench import Bench, a_bench


@pytest.fixture
def bench(qapp: QApplication, sqlite_shop: Context) -> Iterator[Bench]:
    """The owner in front of the import."""
    with a_bench(sqlite_shop) as made:
        made.open()
        yield made
