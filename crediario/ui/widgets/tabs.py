"""Pages under tabs: how they are built, and the way to a field that is wrong, whichever page it is on."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtWidgets import QTabBar, QWidget

from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.layout import row, separator


class FormPage(Protocol):
    """A page of fields."""

    def wrong_field(self) -> QWidget | None:
        """The first field that is empty or wrong, said beside it; None where all is well."""


def tab_bar(name: str, *, scrolls: bool = True) -> QTabBar:
    """Tabs still without pages; ``name`` is what a screen reader calls them."""
    bar = QTabBar()
    bar.setDocumentMode(True)
    bar.setExpanding(False)
    bar.setUsesScrollButtons(scrolls)
    bar.setAccessibleName(name)
    return bar


def tabbed_card(bar: QTabBar, pages: QWidget) -> Card:
    """The tabs above, the pages below."""
    card = Card(flush=True)
    card.add(row(bar, 1, margin=(Gap.X10, Gap.NONE)), separator(), pages, 1)
    card.body.setSpacing(0)
    return card


def lead_to(bar: QTabBar, place: int, field: QWidget) -> None:
    """Turn to a page and go to a field of it."""
    bar.setCurrentIndex(place)
    go_to(field)


def lead_to_wrong_field(bar: QTabBar, pages: Iterable[FormPage]) -> bool:
    """Whether a field is wrong; then the keyboard is there."""
    for place, page in enumerate(pages):
        wrong = page.wrong_field()
        if wrong is not None:
            lead_to(bar, place, wrong)
            return True
    return False
