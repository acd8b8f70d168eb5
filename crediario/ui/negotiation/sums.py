"""Lines of a sum in the letters of the office."""

from crediario.ui.theme import font
from crediario.ui.widgets.cards import SumLine


def office_line(name: str, value: str) -> SumLine:
    """A name and an amount, where several of them stand close."""
    line = SumLine(name, value)
    for part in (line.name, line.value):
        part.setFont(font("office"))
    return line
