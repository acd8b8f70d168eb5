"""Who is buying: initials, name, masked document, and whether they are up to date."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from crediario.services.sales import Buyer, SaleDesk
from crediario.ui.messages import missing_words
from crediario.ui.sales import new_sale_draft as thinking
from crediario.ui.sales import sale_words
from crediario.ui.sales.sale_fields import ACROSS, DOWN, set_close
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Avatar, Card, Note, Tag
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.words import initials, since_words


class BuyerBox(Card):
    """``complete_asked``: the record lacks something and the person wants to fill it in."""

    complete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.avatar = Avatar()
        self.name = label("", "body_bold", elide=True)
        self.about = label("", "office", "text2", elide=True)
        self.standing = Tag()
        self.note = Note(tone="att", icon="triangle-alert")
        self.complete = KeyButton("Completar cadastro", "Ctrl+E", size="small")
        self.complete.clicked.connect(self.complete_asked)
        who = column(self.name, self.about, gap=Gap.X2)
        head = row(self.avatar, who, 1)
        head.setAlignment(who, Qt.AlignmentFlag.AlignVCenter)
        self._lacking = holder(column(self.note, self.complete, gap=Gap.X8))
        self._head = column(head, 1, row(self.standing, None), gap=Gap.X10)
        self.add(self._head, self._lacking)

    def show_desk(self, desk: SaleDesk) -> None:
        """Show the customer of the desk; hidden while there is none."""
        self.setVisible(desk.buyer is not None)
        if desk.buyer is None:
            return
        self._show_person(desk.buyer, desk.today)
        late = thinking.late_count(desk)
        self.standing.show_tag(
            sale_words.late_words(late), "late" if late else "ok", "clock" if late else "circle-check"
        )
        self._show_missing(thinking.missing(desk))

    def spread(self, *, narrow: bool) -> None:
        """In narrow windows, where the card has the whole width, the tag stands beside the name."""
        self._head.setDirection(ACROSS if narrow else DOWN)

    def set_compact(self, compact: bool) -> None:
        """In low windows with less room around."""
        set_close(self, self._head, compact=compact)

    def _show_person(self, buyer: Buyer, today: date) -> None:
        self.avatar.show_initials(initials(buyer.name))
        self.name.setText(buyer.name)
        self.name.setToolTip(buyer.name)
        self.about.setText(f"{sale_words.masked(buyer.document)} · {since_words(buyer.since, today)}")

    def _show_missing(self, missing: tuple[str, ...]) -> None:
        self._lacking.setVisible(bool(missing))
        if missing:
            self.note.show_note(bold("Cadastro incompleto. "), f"Falta {missing_words(missing)}.")
