"""Who is buying: initials, name, masked document, and whether they are up to date."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal

from crediario.services.sales import Buyer, SaleDesk
from crediario.ui.messages import missing_words
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft_loads import late_count, missing
from crediario.ui.sales.light_box import LightBox
from crediario.ui.sales.sale_fields import ACROSS, DOWN, set_close
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import KeyButton, Keycap
from crediario.ui.widgets.cards import Avatar, Card, Note, Tag
from crediario.ui.widgets.fields import Combo
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.words import initials, since_words


class BuyerBox(Card):
    """``complete_asked``: the record lacks something and the person wants to fill it in.

    ``buyer_chosen`` tells which authorised buyer takes the goods home, None for the customer.
    """

    complete_asked = Signal()
    buyer_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.avatar = Avatar()
        self.name = label("", "body_bold", elide=True)
        self.about = label("", "office", "text2", elide=True)
        self.standing, self.score = Tag(), Tag()
        self.note = Note(tone="att", icon="triangle-alert")
        self.complete = KeyButton("Completar cadastro", "Ctrl+E", size="small")
        self.complete.clicked.connect(self.complete_asked)
        who = column(self.name, self.about, gap=Gap.X2)
        head = row(self.avatar, who, 1)
        head.setAlignment(who, Qt.AlignmentFlag.AlignVCenter)
        self._lacking = holder(column(self.note, self.complete, gap=Gap.X8))
        self.light = LightBox()
        self.who: Combo[int | None] = Combo()
        self.who.setAccessibleName("Quem compra")
        self._who = holder(
            row(label("Quem compra", "office", "text2"), self.who, 1, Keycap("Alt+Q"), gap=Gap.X8)
        )
        self._who.hide()
        self.who.activated.connect(lambda _: self.buyer_chosen.emit(self.who.value()))
        self._head = column(head, 1, row(self.standing, self.score, None, gap=Gap.X8), gap=Gap.X10)
        self._low = False
        self.add(self._head, self._who, self.light, self._lacking)

    def show_desk(self, desk: SaleDesk) -> None:
        """Show the customer of the desk; hidden while there is none."""
        self.setVisible(desk.buyer is not None)
        if desk.buyer is None:
            return
        self._show_person(desk.buyer, desk.today)
        late = late_count(desk)
        self.standing.show_tag(
            sale_words.late_words(late), "late" if late else "ok", "clock" if late else "circle-check"
        )
        self._show_score(desk)
        self._show_buyers(desk)
        self._show_missing(missing(desk))

    def _show_score(self, desk: SaleDesk) -> None:
        score = desk.position.score if desk.position else None
        self.score.setVisible(score is not None)
        if score is not None:
            self.score.show_tag(f"Score {score}", "plain", "gauge")

    def _show_buyers(self, desk: SaleDesk) -> None:
        """Only where somebody else may buy on the account."""
        self._who.setVisible(bool(desk.authorised))
        choices: list[tuple[int | None, str]] = [(None, "Titular da conta")]
        choices += [(each.buyer_id, each.name) for each in desk.authorised]
        if [words for _, words in choices] == [self.who.itemText(at) for at in range(self.who.count())]:
            return
        before = self.who.value() if self.who.count() else None
        with QSignalBlocker(self.who):
            self.who.set_choices(choices)
            if before in [buyer_id for buyer_id, _ in choices]:
                self.who.set_value(before)

    def spread(self, *, across: bool) -> None:
        """Where the card is wide the tags stand beside the name."""
        self._head.setDirection(ACROSS if across else DOWN)
        self.set_low(self._low)

    def set_low(self, low: bool) -> None:
        """Where the column has little height, less room around."""
        self._low = low
        set_close(self, self._head, low=low)
        self.body.setSpacing(px(Gap.X4 if low else Gap.X10))

    def _show_person(self, buyer: Buyer, today: date) -> None:
        self.avatar.show_initials(initials(buyer.name))
        self.name.setText(buyer.name)
        self.name.setToolTip(buyer.name)
        self.about.setText(f"{sale_words.masked(buyer.document)} · {since_words(buyer.since, today)}")

    def _show_missing(self, missing: tuple[str, ...]) -> None:
        self._lacking.setVisible(bool(missing))
        if missing:
            self.note.show_note(bold("Cadastro incompleto. "), f"Falta {missing_words(missing)}.")
