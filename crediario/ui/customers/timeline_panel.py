"""Histórico: how somebody paid, and everything that happened with them, the newest first."""

from PySide6.QtCore import QModelIndex, Signal

from crediario.domain.errors import KnownFailure
from crediario.gateways.clock import at_shop
from crediario.services.ficha import CustomerCard
from crediario.services.timeline import TimelineEntry, TimelineFilter, customer_timeline
from crediario.ui.customers import card_credit_words, card_words, timeline_words
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, Legend
from crediario.ui.widgets.cells import Text, TwoLine
from crediario.ui.widgets.charts import PunctualityStrip
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row, separator
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Deliver, Table


class TimelinePanel(Card):
    """``opened`` carries the entry that Enter or a double click was on."""

    opened = Signal(object)

    def __init__(self, shell: Shell, customer_id: int) -> None:
        super().__init__(flush=True)
        self._shell, self._customer_id = shell, customer_id
        self._on_time = label("", "office_bold", elide=True)
        self._delay = label("", "small", "text2", elide=True)
        self._peak = label("", "small", "text2", elide=True)
        self._strip = PunctualityStrip()
        legends = (Legend("em dia", "ok"), Legend("até 15 dias", "att"), Legend("mais de 15", "late"))
        self._legends = holder(row(*legends, None, gap=Gap.X14))
        self.table = self._entries()
        self.pane = Pane(self.table, EmptyState("history", "Nada aconteceu ainda"), "Buscando o histórico…")
        said = column(label("Histórico", "body_bold"), self._on_time, self._delay, self._peak, gap=Gap.X2)
        self._head = holder(column(said, self._strip, self._legends, gap=Gap.X6, margin=(Gap.X14, Gap.X10)))
        self.add(self._head, separator(), self.pane, 1)
        self.body.setSpacing(0)
        self.table.opened.connect(self.opened)

    def set_compact(self, compact: bool) -> None:
        """In low windows the colours go unexplained: height says the same."""
        self._legends.setVisible(not compact)

    def set_framed(self, *, framed: bool) -> None:
        """Beside the list it has a frame of its own; as a page of it, none."""
        name = "card" if framed else ""
        if self.objectName() != name:
            self.setObjectName(name)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_card(self, card: CustomerCard) -> None:
        """How they paid, and the first page of what happened."""
        known, self._customer_id = card.punctuality, card.customer_id
        self._on_time.setText(card_words.on_time_words(known))
        self._delay.setText(card_words.delay_words(known))
        self._peak.setText(card_credit_words.peak_words(card))
        self._strip.show_marks([card_words.MARKS[each.pace] for each in known.strip])
        self._strip.setVisible(bool(known.strip))
        self._shell.tasks.run(self, customer_timeline, self._show, self._customer_id, TimelineFilter(),
                              on_refused=self._failed)  # fmt: skip

    def _show(self, page: tuple[TimelineEntry, ...]) -> None:
        self.table.set_rows(page, self._more)
        # It is read, not chosen from: nothing is marked until somebody goes there.
        self.table.setCurrentIndex(QModelIndex())
        self.pane.show_content(is_empty=not page)

    def _more(self, last: TimelineEntry | None, deliver: Deliver[TimelineEntry]) -> None:
        which = TimelineFilter(last.key if last else None)
        self._shell.tasks.run(self, customer_timeline, deliver, self._customer_id, which,
                              on_refused=self._failed)  # fmt: skip

    def _failed(self, failure: KnownFailure) -> None:
        self._shell.navigation.toast(f"{words(failure).title}. F5 tenta de novo.")

    def _entries(self) -> Table[TimelineEntry]:
        return Table(
            [
                Column("O que aconteceu", _what, chars=18, stretch=1),
                Column("Quando", self._when, chars=8, align="right"),
            ],
            name="Histórico",
            key=lambda each: (each.kind, each.id),
            row_height="two_line",
            header=False,
        )

    def _when(self, entry: TimelineEntry) -> Text:
        at = at_shop(self._shell.ctx.clock, entry.at)
        return Text(timeline_words.when_words(at, self._shell.today()), "text2")


def _what(entry: TimelineEntry) -> TwoLine:
    said = timeline_words.told(entry)
    return TwoLine(said.title, said.below, icon=said.icon, bold=False)
