"""Light or dark, and how large the letters are: of this computer, whoever works at it."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from crediario.ui.theme import TEXT_PERCENTS, Scheme, Theme

PLAIN = TEXT_PERCENTS[0]


def remembered() -> tuple[Scheme, int]:
    """What was last chosen at this computer; light and 100% where nothing readable was."""
    kept = _machine()
    scheme, text = str(kept.value("theme", "")), str(kept.value("text", ""))
    known = text.isascii() and text.isdigit() and int(text) in TEXT_PERCENTS
    return Scheme.DARK if scheme == Scheme.DARK.value else Scheme.LIGHT, int(text) if known else PLAIN


def wear(application: QApplication, scheme: Scheme, text_percent: int) -> None:
    """Dresses the program now, and remembers it for the next time it is opened."""
    kept = _machine()
    kept.setValue("theme", scheme.value)
    kept.setValue("text", text_percent)
    Theme.apply(application, scheme, text_percent)


def _machine() -> QSettings:
    return QSettings("Crediario", "Crediario")
