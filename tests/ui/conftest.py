"""Every screen test runs without a display, dressed as the program is, on the sample day of the pictures."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from crediario.ui import printers
from crediario.ui.theme import Theme

SAMPLE_DAY = date(2026, 6, 9)


@pytest.fixture(scope="session")
def light(qapp: QApplication) -> Theme:
    """The light theme at 100%, as the first windows of a run find it."""
    return Theme.apply(qapp)


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """No window outlives its test: dressing the program would dress them all, ever slower."""
    yield
    for left in qapp.topLevelWidgets():
        left.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, swept: None, light: Theme) -> None:
    """The light theme again, where the test before left another: dressing takes long."""
    if Theme.current != light:
        Theme.apply(qapp)


@pytest.fixture(autouse=True)
def no_printers_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this computer prints with is the test's own affair."""
    kept = QSettings(str(tmp_path / "impressoras.ini"), QSettings.Format.IniFormat)
    monkeypatch.setattr(printers, "_machine", lambda: kept)


@pytest.fixture
def today() -> Callable[[], date]:
    """The business day, as screens get it."""
    return lambda: SAMPLE_DAY
