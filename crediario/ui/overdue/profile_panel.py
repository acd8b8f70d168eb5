"""Analise antes de cobrar: a customer's past beside the list, the way to begin, then amount and buttons."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from crediario.domain.br import format_money
from crediario.services.overdue import OverdueProfile
from crediario.ui.overdue import overdue_words
from crediario.ui.overdue.overdue_words import Advice, Talk
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Legend, Note
from crediario.ui.widgets.charts import PunctualityStrip
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator, vertical_separator

#: Carnês shown one by one; the others are in the ficha.
CARNES = 3
#: Where the advice stands among the parts of the past.
ADVICE_PLACE, ADVICE_COMPACT = 2, 0


class Fact(QWidget):
    """A figure under its name; both give way where the panel is narrow."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.figure = label("", "office_bold", elide=True)
        self.setLayout(column(label(name, "small", "text2", elide=True), self.figure, gap=Gap.X2))


class Facts(QFrame):
    """Figures side by side in a frame."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._facts = [Fact(name) for name in names]
        inside: list[QWidget | int] = []
        for fact in self._facts:
            inside += [fact, 1, vertical_separator()]
        self.setLayout(row(*inside[:-1], gap=Gap.X8, margin=(Gap.X10, Gap.X6)))

    def show_figures(self, *figures: str) -> None:
        """The figures, in order."""
        for fact, figure in zip(self._facts, figures, strict=True):
            fact.figure.setText(figure)


class Line(QWidget):
    """A name at the left, what it is at the right."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._name = label(name, "office", "text2", elide=True)
        self._value = label("", "office_medium")
        self.setLayout(row(self._name, 1, self._value, gap=Gap.X8))

    def show_value(self, value: str, name: str | None = None) -> None:
        """Change the value, and the name where it changes too."""
        self._value.setText(value)
        if name is not None:
            self._name.setText(name)
            self._name.setToolTip(name)


class PastBox(QWidget):
    """The past of a customer: how they bought and paid until now, and how to begin."""

    def __init__(self) -> None:
        super().__init__()
        self._facts = Facts(("Já comprou", "Pagas em dia", "Atraso médio"))
        self._strip_title = label("", "small", "text2")
        self._strip = PunctualityStrip()
        legends = (Legend("em dia", "ok"), Legend("até 15 dias", "att"), Legend("mais de 15", "late"))
        self._legends = holder(row(*legends, None, gap=Gap.X14))
        self.advice = Note()
        self._peak, self._before = Line("Maior acúmulo"), Line("Passou de 15 dias")
        strip = column(self._strip_title, self._strip, self._legends, gap=Gap.X4)
        past = column(self._peak, self._before, gap=Gap.X4)
        self._parts = column(self._facts, strip, self.advice, past, gap=Gap.X8)
        self.setLayout(self._parts)

    def set_compact(self, compact: bool) -> None:
        """In low windows the advice comes first, and the colours go unexplained: height says the same."""
        self._legends.setVisible(not compact)
        place = ADVICE_COMPACT if compact else ADVICE_PLACE
        if self._parts.indexOf(self.advice) != place:
            self._parts.removeWidget(self.advice)
            self._parts.insertWidget(place, self.advice)

    def show_profile(self, profile: OverdueProfile, advice: Advice | None) -> None:
        """Show a customer's past."""
        kept = profile.punctuality
        self._facts.show_figures(
            overdue_words.bought_words(profile),
            overdue_words.kept_words(kept.on_time, kept.settled),
            overdue_words.delay_words(profile),
        )
        self._strip_title.setText(overdue_words.strip_words(profile))
        self._strip.show_marks([overdue_words.mark(each) for each in kept.strip])
        self._peak.show_value(format_money(profile.highest_balance))
        self._before.show_value(overdue_words.before_words(profile))
        self.advice.setVisible(advice is not None)
        if advice is not None:
            self.advice.show_note(bold(f"{advice.title} "), advice.text, tone=advice.tone, icon=advice.icon)


class SlipLines(QWidget):
    """What the total is made of, a line a carnê."""

    def __init__(self) -> None:
        super().__init__()
        self._rule = separator()
        self._lines = [Line() for _ in range(CARNES)]
        self._more = label("", "small", "text2")
        self.setLayout(column(self._rule, *self._lines, self._more, gap=Gap.X4))

    def show_lines(self, said: Sequence[tuple[str, str]]) -> None:
        """The first ones, and how many more there are."""
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(said))
            if place < len(said):
                words, amount = said[place]
                line.show_value(amount, words)
        rest = len(said) - CARNES
        self._more.setText(overdue_words.more_words(rest) if rest > 0 else "")
        self._more.setVisible(rest > 0)
        self.setVisible(bool(said))


class ProfilePanel(Canhoto):
    """A customer of the list: analysed above, asked below. The blue button is the last thing read.

    Who may not negotiate still reads on: the ficha is then the one way to go.
    """

    negotiate_asked = Signal()
    receive_asked = Signal()
    card_asked = Signal()

    def __init__(self, title: str, *, may_negotiate: bool, may_receive: bool) -> None:
        super().__init__()
        self._title = label(title, "small_bold", "pri")
        self._name = label("", "title", elide=True)
        self._since = label("", "office", "text2", elide=True)
        self._phone = label("", "office_medium")
        self.past, self.slips = PastBox(), SlipLines()
        self._total_name = label("", "office", "text2", elide=True)
        self._total = label("", "heading")
        self.receive = KeyButton("Receber", "F4")
        if may_negotiate:
            self.primary = KeyButton("Negociar", "Enter", "primary", "large", icon="handshake")
            self.primary.clicked.connect(self.negotiate_asked)
            self.card = KeyButton("Ficha", "Ctrl+I")
        else:
            self.primary = self.card = KeyButton("Ficha completa", "Enter", "primary", "large", icon="user")
        self.card.clicked.connect(self.card_asked)
        self.receive.clicked.connect(self.receive_asked)
        self._build(may_negotiate=may_negotiate, may_receive=may_receive)

    def show_name(self, name: str) -> None:
        """Say who it is while the rest is on its way."""
        self._name.setText(name)
        self._name.setToolTip(name)

    def show_profile(self, profile: OverdueProfile, today: date, talk: Talk) -> None:
        """Show everything of a customer."""
        self.show_name(profile.name)
        self._since.setText(overdue_words.since(profile, today))
        self._phone.setText(overdue_words.phone_words(profile))
        self._phone.set_tone("text" if profile.phones else "att")
        self.past.show_profile(profile, talk.advice)
        self.slips.show_lines(talk.lines)
        self._total_name.setText(talk.total_name)
        self._total.announce(format_money(talk.total))
        self.setAccessibleName(f"{self._title.text()}: {profile.name}")

    def _build(self, *, may_negotiate: bool, may_receive: bool) -> None:
        read = ScrollArea(holder(column(self.past, self.slips, None, gap=Gap.X8)))
        read.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        read.setMinimumHeight(px(Size.READ_LEAST))
        reached = row(self._since, 1, self._phone, gap=Gap.X8)
        self.top.addLayout(column(self._title, self._name, reached, gap=Gap.X2))
        self.top.addWidget(read, 1)
        self.top.setSpacing(px(Gap.X10))
        self.body.addLayout(row(self._total_name, 1, self._total))
        self.body.addWidget(self.primary)
        others = [*([self.receive] if may_receive else []), *([self.card] if may_negotiate else [])]
        self.body.addLayout(row(*[item for button in others for item in (button, 1)], gap=Gap.X8))
        self.stretch_top()
