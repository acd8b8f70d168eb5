"""05: Pendências. Who is late, by band; what the past says of each; then Negociar or Receber."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar
from uuid import uuid4

from PySide6.QtCore import QTimer

from crediario.domain.br import format_money
from crediario.domain.money import Money
from crediario.services.day import RollOrder, roll_day
from crediario.services.overdue import (
    Aging,
    Band,
    OverdueFilter,
    OverdueOrder,
    OverduePage,
    OverdueProfile,
    aging,
    overdue_page,
)
from crediario.ui.keys import Action
from crediario.ui.navigation import Negotiation, Overdue, Shell
from crediario.ui.overdue import list_files, overdue_words, taking
from crediario.ui.overdue.chips import ListHead, Part
from crediario.ui.overdue.late_list import LateList
from crediario.ui.overdue.list_screen import ListScreen
from crediario.ui.overdue.overdue_words import Talk
from crediario.ui.overdue.profile_panel import ProfilePanel

BANDS = tuple(Band)
ORDERS = (OverdueOrder.DAYS, OverdueOrder.AMOUNT, OverdueOrder.NAME)
LATE, COMING = range(2)
FILE_NAME = "pendencias"


class OverdueScreen(ListScreen):
    """Negociar is the blue one: whoever is called from here is not at the till, and agrees on a day."""

    title = "Pendências"
    debounce_ms: ClassVar[int] = 150

    def __init__(self, shell: Shell, place: Overdue) -> None:
        may = shell.ctx.operator.may
        self._may_negotiate = may("negotiate")
        self._aging: Aging | None = None
        self._rolled_for: date | None = None
        self.late = LateList(may_take=may("take_list"))
        head = ListHead([overdue_words.BANDS[band] for band in BANDS], "Em atraso hoje", LATE)
        panel = ProfilePanel(
            "Analise antes de cobrar", may_negotiate=self._may_negotiate, may_receive=may("receive")
        )
        wanted = OverdueFilter(band=Band(place.band) if place.band else None)
        super().__init__(shell, head, self.late, panel, overdue_page, wanted)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        head.show_place(BANDS.index(wanted.band) if wanted.band else -1)
        self.late.table.show_sort(wanted.order, descending=wanted.descending)
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the totals, and the list as far as it was read."""
        self.list.pane.wait()
        self.shell.tasks.run(self, aging, self._show_aging, on_refused=self.show_failure)
        self.pages.again()

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        enter = "Negociar" if self._may_negotiate else "Ficha completa"
        negotiate = (Action("negotiate", self._negotiate, in_bar=False),) if self._may_negotiate else ()
        return (
            *self.shared_keys(enter, "Faixa de atraso"),
            Action("filter", run=self.late.ask, label="Filtrar"),
            Action("sort", run=self._next_order, in_bar=False),
            Action("all_bands", run=self._show_all, in_bar=False),
            *self.quiet_keys(),
            *negotiate,
            Action("back", run=self._back, label="Voltar"),
        )

    # -- totals ----------------------------------------------------------------------------------------------

    def _show_aging(self, found: Aging) -> None:
        self._aging = found
        today = self.shell.today()
        self.head.show_total(format_money(found.overdue), overdue_words.share_words(found, today))
        most = max(*(each.overdue.cents for each in found.bands), 1)
        parts = [
            Part(
                title=overdue_words.BANDS[each.band],
                amount=format_money(each.overdue),
                count=overdue_words.customers(each.customers),
                color=f"a{each.band}",
                share=each.overdue.cents / most,
            )
            for each in found.bands
        ]
        self.head.show_parts(parts)
        if today not in (found.rolled_on, self._rolled_for):
            self._roll(today)

    def _roll(self, today: date) -> None:
        """Delays counted as of another day are counted anew, once; the list is then fetched again."""
        self._rolled_for = today
        order = RollOrder(str(uuid4()))
        self.shell.tasks.run(self, roll_day, lambda _: None, order, on_refused=lambda _: None)

    # -- the list --------------------------------------------------------------------------------------------

    def _arrived(self, page: OverduePage) -> None:
        self._show_found()
        self.show_rows(is_empty=not page.rows)
        if not page.rows:
            self.late.show_nobody(self.pages.wanted)

    def _show_found(self) -> None:
        """How many there are: known from the totals, or as many as were fetched."""
        wanted, rows = self.pages.wanted, self.late.table.rows()
        count, more = len(rows), self.pages.has_more
        if more and self._aging is not None and not (wanted.text or wanted.min_amount):
            sums = [each.customers for each in self._aging.bands if wanted.band in (None, each.band)]
            count, more = sum(sums), False
        self.late.title.setText(overdue_words.found_words(wanted, count, more=more))

    def _choose_band(self, place: int) -> None:
        self.pages.change(band=BANDS[place] if place >= 0 else None)

    def _show_all(self) -> None:
        """Ctrl+0: every band, no filter."""
        self.late.clear_filter()
        self._looking.stop()
        self.head.show_place(-1)
        self.pages.change(band=None, text="", min_amount=Money.ZERO)
        self.to_rows()

    def _filtered(self) -> None:
        """Asked when the fingers rest."""
        if self.debounce_ms:
            self._looking.start(self.debounce_ms)
        else:
            self._look_for()

    def _look_for(self) -> None:
        text, least = self.late.name_edit.value(), self.late.least
        if (text, least) != (self.pages.wanted.text, self.pages.wanted.min_amount):
            self.pages.change(text=text, min_amount=least)

    def _left_filter(self) -> None:
        """Enter in the filter: at once, and on to the rows."""
        self._looking.stop()
        self._look_for()
        self.to_rows()

    def _sort(self, sort: str) -> None:
        """By another column, its natural way first; by the same, the other way round."""
        order, wanted = OverdueOrder(sort), self.pages.wanted
        same = order is wanted.order
        descending = not wanted.descending if same else order is not OverdueOrder.NAME
        self.late.table.show_sort(order, descending=descending)
        self.pages.change(order=order, descending=descending)

    def _next_order(self) -> None:
        place = ORDERS.index(self.pages.wanted.order)
        self._sort(ORDERS[(place + 1) % len(ORDERS)])

    # -- the ways on -----------------------------------------------------------------------------------------

    def talk(self, profile: OverdueProfile) -> Talk:
        """How to begin, and what settles what is late today."""
        return overdue_words.talk(profile)

    def go_on(self) -> None:
        """Enter: the talk ends in an agreement, or in the ficha for who may make none."""
        self._negotiate() if self._may_negotiate else self.open_card()

    def _negotiate(self) -> None:
        self.shell.navigation.open(Negotiation(self.customer_id))

    def _back(self) -> None:
        """From the filter to the rows, from the rows away."""
        if self.late.is_filtering:
            self._left_filter()
        else:
            self.shell.navigation.back()

    def _nobody_button(self) -> None:
        wanted = self.pages.wanted
        anything = wanted.band or wanted.text or wanted.min_amount
        self._show_all() if anything else self.turn(COMING)

    def print_list(self) -> None:
        """Ctrl+P."""
        marked = tuple(self.late.table.marked_rows())
        make = partial(list_files.late_paper, wanted=self.pages.wanted, marked=marked)
        taking.print_list(self.shell, self.list.print_button, make, FILE_NAME)

    def save_list(self) -> None:
        """Ctrl+S."""
        marked = tuple(self.late.table.marked_rows())
        make = partial(list_files.late_sheet, wanted=self.pages.wanted, marked=marked)
        taking.save_list(self.shell, self.list.save_button, make, FILE_NAME)

    def _listen(self) -> None:
        self.head.chosen.connect(self._choose_band)
        self.pages.arrived.connect(self._arrived)
        self.pages.grew.connect(self._show_found)
        self._looking.timeout.connect(self._look_for)
        self.late.filtered.connect(self._filtered)
        self.late.left_filter.connect(self._left_filter)
        self.late.cleared.connect(self._show_all)
        self.late.back.clicked.connect(self._nobody_button)
        self.late.table.sort_asked.connect(self._sort)
        self.panel.negotiate_asked.connect(self._negotiate)
