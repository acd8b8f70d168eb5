"""Auditoria: who did what, page by page; whether nobody touched it; and the code that seals it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.recovery_code import recovery_code
from crediario.services.audit import (
    AuditFilter,
    AuditLine,
    CodeShown,
    ShowCode,
    audit_head,
    audit_page,
    audit_people,
    check_audit,
    compare_note,
    show_code,
)
from crediario.services.core import Context
from crediario.ui.audit import audit_words, key_words
from crediario.ui.audit.audit_words import AuditRow, MissingRows
from crediario.ui.audit.chain_box import ChainBox
from crediario.ui.audit.detail_panel import DetailPanel
from crediario.ui.audit.filter_bar import FilterBar
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, AuditLog, Screen, Shell
from crediario.ui.paged_list import PagedList
from crediario.ui.tasks import Job, Lane
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.layout import SidePane, column, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table


def audit_table() -> Table[AuditRow]:
    """The newest first; rows that are missing say so in red where they should stand."""
    table: Table[AuditRow] = Table(
        [
            Column("Linha", _number, chars=5, align="right"),
            Column("Quando", lambda each: _of(each, lambda line: f"{line.moment:%d/%m/%y %H:%M}"), chars=13),
            Column("Quem", lambda each: _of(each, lambda line: line.person), chars=9, stretch=1),
            Column("O que", _what, chars=16, stretch=2),
            Column(
                "Cliente",
                lambda each: _of(each, lambda line: line.customer),
                chars=17,
                stretch=1,
                optional=True,
            ),
        ],
        name="Linhas da auditoria",
        key=lambda each: each.id,
        row_height="office",
    )
    table.keep_frame()
    return table


def _of(row: AuditRow, words: Callable[[AuditLine], str]) -> Text:
    return Text("" if isinstance(row, MissingRows) else words(row))


def _number(row: AuditRow) -> Text:
    return _of(row, audit_words.number_words)


def _what(row: AuditRow) -> Text:
    if isinstance(row, MissingRows):
        return Text(audit_words.gap_words(row), "late", bold=True, icon="circle-x")
    return Text(audit_words.said(row), "late" if row.refused else "text")


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page with what is missing in its place."""

    rows: tuple[AuditRow, ...]
    next_after: int | None


def seen_page(ctx: Context, wanted: AuditFilter) -> SeenPage:
    """A page of the audit as the list shows it."""
    page = audit_page(ctx, wanted)
    return SeenPage(audit_words.with_gaps(page.rows), page.next_after)


class AuditScreen(Screen):
    """Filters above the rows, the row whole at the side; the blue button reads all of it."""

    title = "Auditoria"
    area = Area.SETTINGS
    manual = "auditoria"

    def __init__(self, shell: Shell, place: AuditLog) -> None:
        super().__init__(shell)
        self.chain = ChainBox(may_see_code=shell.ctx.operator.may("set_up_shop"))
        self.filters = FilterBar(shell.today)
        self.table, self.panel = audit_table(), DetailPanel()
        self.pane = Pane(self.table, EmptyState("search", "Nada com este filtro"), "Buscando a auditoria…")
        self.pages = PagedList(shell, self.table, seen_page, AuditFilter(customer_id=place.customer_id))
        self.list = Card(" ", flush=True)
        self.primary = self.chain.check
        self._job: Job | None = None
        self._running = False
        self._build()
        self._listen()
        if place.customer_id is not None:
            self.filters.show_customer(place.customer_id, "este cliente")

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The rows as far as they were read, and where the audit ends."""
        self.pane.wait()
        self.shell.tasks.run(self, audit_head, self.chain.show_head)
        self.shell.tasks.run(self, audit_people, self.filters.show_people)
        self.pages.again()

    def first_focus(self) -> QWidget:
        """The rows."""
        return self.table

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        about = self._line is not None and self._line.customer_id is not None
        customer = (
            Action("customer", self._open_card, label="Ficha", in_bar=False),
            Action("only_customer", self._only, in_bar=False),
        )
        return (
            Action("move", label="Linha"),
            Action("filter", self.filters.ask, label="Filtrar"),
            Action("all_bands", self._show_all, label="Limpar filtros", in_bar=self.filters.is_narrowing),
            *(customer if about else ()),
            Action("conclude", label="Conferir agora"),
            Action("back", self._back, label="Parar" if self._running else "Voltar"),
        )

    def can_leave(self) -> bool:
        """Leaving stops the reading: nothing of it is kept."""
        self._stop()
        return True

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list.add(row(self.filters, 1, margin=(Gap.X10, Gap.X6)), self.pane, 1)
        self.list.body.setSpacing(0)
        self.place(column(self.chain, SidePane(self.list, self.panel, Size.PROFILE_PANEL), 1, gap=Gap.X10))

    def _listen(self) -> None:
        self.filters.changed.connect(self._look_for)
        self.filters.left.connect(self.table.setFocus)
        self.filters.clear.clicked.connect(self._show_all)
        self.pages.arrived.connect(self._arrived)
        self.pages.grew.connect(self._show_found)
        self.pages.refused.connect(self._failed)
        self.table.current_changed.connect(self._show_row)
        self.panel.card_asked.connect(self._open_card)
        self.panel.only_asked.connect(self._only)
        self.chain.check_asked.connect(self._check)
        self.chain.compare_asked.connect(self._compare)
        self.chain.code_asked.connect(self._ask_code)

    # -- the rows --------------------------------------------------------------------------------------------

    @property
    def _line(self) -> AuditLine | None:
        found = self.table.current_row()
        return None if isinstance(found, MissingRows) else found

    def _look_for(self) -> None:
        wanted = self.filters.wanted()
        self.pages.change(
            operator_id=wanted.operator_id,
            since=wanted.since,
            until=wanted.until,
            use_cases=wanted.use_cases,
            customer_id=wanted.customer_id,
        )

    def _arrived(self, page: SeenPage) -> None:
        self.pane.show_content(is_empty=not page.rows)
        self.panel.setVisible(bool(page.rows))
        self._show_found()
        self._show_row(self.table.current_row())

    def _show_found(self) -> None:
        count = sum(not isinstance(each, MissingRows) for each in self.table.rows())
        self.list.title.setText(audit_words.found_words(count, self.pages.wanted, more=self.pages.has_more))

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)
        self.panel.hide()

    def _show_row(self, found: AuditRow | None) -> None:
        if isinstance(found, MissingRows):
            self.panel.show_gap(audit_words.gap_words(found))
        elif found is not None:
            self.panel.show_line(found)
        self.keys_changed.emit()

    def _open_card(self) -> None:
        if self._line is not None and self._line.customer_id is not None:
            self.shell.navigation.open_customer(self._line.customer_id)

    def _only(self) -> None:
        line = self._line
        if line is not None and line.customer_id is not None:
            self.filters.show_customer(line.customer_id, line.customer)
            self._look_for()

    def _show_all(self) -> None:
        self.filters.reset()
        self._look_for()
        self.table.setFocus()

    def _back(self) -> None:
        """Stops a reading; from the filters to the rows; from the rows away."""
        if self._running:
            self._stop()
        elif self.filters.has_focus or self.chain.paper.hasFocus():
            self.table.setFocus()
        else:
            self.shell.navigation.back()

    # -- the seals -------------------------------------------------------------------------------------------

    def _check(self) -> None:
        self._running, self._job = True, None
        self.chain.begin()
        self.keys_changed.emit()
        job = self.shell.tasks.run(
            self, check_audit, self.chain.show_report, on_refused=self._not_checked,
            on_progress=self.chain.show_progress, on_ended=self._ended, busy=self.chain.check, lane=Lane.LONG,
        )  # fmt: skip
        self._job = job if self._running else None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._running, self._job = False, None
        self.chain.end()
        self.keys_changed.emit()

    def _not_checked(self, failure: KnownFailure) -> None:
        self.chain.show_failure(words(failure))

    def _compare(self, noted: str) -> None:
        self.shell.tasks.run(
            self, compare_note, self.chain.show_compared, noted, on_refused=self._not_compared
        )

    def _not_compared(self, failure: KnownFailure) -> None:
        self.chain.paper.set_error(words(failure).title)
        self.chain.show_failure(words(failure))

    def _ask_code(self) -> None:
        order = ShowCode(str(uuid4()))
        self.shell.tasks.run(self, show_code, self._show_code, order, busy=self.chain.code)

    def _show_code(self, _: CodeShown) -> None:
        key = self.shell.ctx.audit_key
        if key is not None:
            self.shell.dialogs.warn(self, key_words.shown_again(recovery_code(key)))
        self.reload()
