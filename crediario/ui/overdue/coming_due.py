"""05b: A vencer. What falls due today, this week, this month and next, and who is worth a reminder."""

from collections.abc import Sequence
from functools import partial

from crediario.domain.br import format_money
from crediario.services import coming_due as service
from crediario.services.coming_due import DueFilter, DueWindow
from crediario.services.overdue import OverdueProfile
from crediario.ui.keys import Action
from crediario.ui.navigation import ComingDue, Shell
from crediario.ui.overdue import due_words, list_files, overdue_words, taking
from crediario.ui.overdue.chips import ListHead, Part
from crediario.ui.overdue.due_list import DueList
from crediario.ui.overdue.list_screen import ListScreen
from crediario.ui.overdue.overdue import COMING
from crediario.ui.overdue.overdue_words import Talk
from crediario.ui.overdue.profile_panel import ProfilePanel

WINDOWS = tuple(DueWindow)
FILE_NAME = "a-vencer"


class ComingDueScreen(ListScreen):
    """Nobody is charged before the day: the blue button opens the ficha."""

    title = "A vencer"

    def __init__(self, shell: Shell, _: ComingDue) -> None:
        may = shell.ctx.operator.may
        self.due = DueList(shell.today, may_take=may("take_list"))
        head = ListHead([due_words.WINDOWS[window] for window in WINDOWS], "A vencer", COMING, always=True)
        panel = ProfilePanel("Antes de lembrar", may_negotiate=False, may_receive=may("receive"))
        self._totals: dict[DueWindow, service.ComingDue] = {}
        super().__init__(shell, head, self.due, panel, service.coming_due, DueFilter())
        head.chosen.connect(self._choose_window)
        self.pages.arrived.connect(self._arrived)

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the sums of the windows, and the list as far as it was read."""
        self.list.pane.wait()
        self.pages.again()
        for window in WINDOWS:
            if window is not self.pages.wanted.window:
                self.shell.tasks.run(self, service.coming_due, self._show_total, DueFilter(window, limit=1))

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        return (
            *self.shared_keys("Ficha completa", "Período"),
            *self.quiet_keys(),
            Action("back", label="Voltar"),
        )

    # -- showing ---------------------------------------------------------------------------------------------

    def _choose_window(self, place: int) -> None:
        self.pages.change(window=WINDOWS[place])

    def _arrived(self, found: service.ComingDue) -> None:
        self._show_total(found)
        self.head.show_total(format_money(found.total.open), due_words.line_words(found))
        self.due.title.setText(due_words.found_words(found))
        self.show_rows(is_empty=not found.rows)
        if not found.rows:
            self.due.show_nobody(found.window)

    def _show_total(self, found: service.ComingDue) -> None:
        """One window's sum; the bars compare all that came so far."""
        self._totals[found.window] = found
        most = max(*(each.total.open.cents for each in self._totals.values()), 1)
        self.head.show_parts([self._part(window, most) for window in WINDOWS])

    def _part(self, window: DueWindow, most: int) -> Part:
        found = self._totals.get(window)
        if found is None:
            return Part(due_words.WINDOWS[window], "", "", "aok", 0)
        total = found.total
        return Part(
            title=due_words.WINDOWS[window],
            amount=format_money(total.open),
            count=overdue_words.customers(total.customers),
            color="aok",
            share=total.open.cents / most,
        )

    # -- the ways on -----------------------------------------------------------------------------------------

    def talk(self, profile: OverdueProfile) -> Talk:
        """Whether a reminder is worth it, and what falls due."""
        row = self.due.table.current_row()
        return due_words.talk(row, profile) if row is not None else overdue_words.talk(profile)

    def print_list(self) -> None:
        """Ctrl+P."""
        marked = tuple(self.due.table.marked_rows())
        make = partial(list_files.due_paper, window=self.pages.wanted.window, marked=marked)
        taking.print_list(self.shell, self.list.print_button, make, FILE_NAME)

    def save_list(self) -> None:
        """Ctrl+S."""
        marked = tuple(self.due.table.marked_rows())
        make = partial(list_files.due_sheet, window=self.pages.wanted.window, marked=marked)
        taking.save_list(self.shell, self.list.save_button, make, FILE_NAME)
