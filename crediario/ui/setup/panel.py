"""Parts of the dark panel at the left of the pages that fill the window."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from crediario.ui.bars import Logo
from crediario.ui.theme import Gap
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import row

WEEKDAYS = (
    "Segunda-feira",
    "Terça-feira",
    "Quarta-feira",
    "Quinta-feira",
    "Sexta-feira",
    "Sábado",
    "Domingo",
)


def brand() -> QHBoxLayout:
    """The mark and the name of the program."""
    return row(Logo(), label("Crediário", "name", "rail_ink"), None, gap=Gap.X14)


def weekday_name(day: date) -> str:
    """``Terça-feira``."""
    return WEEKDAYS[day.weekday()]
