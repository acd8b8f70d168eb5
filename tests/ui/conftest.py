"""Every screen test runs without a display, dressed as the program is, on the sample day of the pictures."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from crediario.ui.theme import Theme

SAMPLE_DAY = date(2026, 6, 9)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The light theme at 100%, whatever the test before left."""
    Theme.apply(qapp)


@pytest.fixture
def today() -> Callable[[], date]:
    """The business day, as screens get it."""
    return lambda: SAMPLE_DAY
