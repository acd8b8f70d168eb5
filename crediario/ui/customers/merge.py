"""Merging two records: side by side, field by field what stays, and what moves, before anything is done."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.customers import CustomerRecord, customer_record
from crediario.services.merging import (
    MergeChanged,
    MergedCustomer,
    MergeOrder,
    MergePreview,
    merge_customers,
    merge_preview,
)
from crediario.ui.customers.merge_pick import MergePick
from crediario.ui.customers.merge_words import (
    CANNOT_UNDO,
    HOW,
    NOTHING_LOST,
    MergeLine,
    button_words,
    done_words,
    merge_lines,
)
from crediario.ui.keys import Action
from crediario.ui.messages import shown, words
from crediario.ui.navigation import Area, CustomerCard, MergeCustomers, Screen, Shell
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import SidePane, column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table


class MergeCustomersScreen(Screen):
    """Opened with one record or two; F10 makes one of them and the ficha takes its place."""

    area = Area.CUSTOMERS
    manual = "cadastro"
    title = "Unificar cadastros"

    def __init__(self, shell: Shell, place: MergeCustomers) -> None:
        super().__init__(shell)
        self.kept_id, self.merged_id = place.kept_id, place.merged_id
        self._request_id = str(uuid4())
        self._take = frozenset[str]()
        self._preview: MergePreview | None = None
        self.pick = MergePick(shell, place.kept_id)
        self.kept, self.merged = _Head("Fica"), _Head("Sai")
        self.swap = KeyButton("Trocar os lados", size="small", icon="undo-2")
        self.table = _table()
        self.side = MergeSide()
        self.primary = self.side.primary
        self._build()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Both records as they are now; or the way to the other one."""
        if self.merged_id is None:
            self.pane.show_content()
            if not self.pick.has_begun:
                self.shell.tasks.run(self, customer_record, self._begin_pick, self.kept_id,
                                     on_refused=self._failed)  # fmt: skip
            return
        self.pane.wait()
        self.shell.tasks.run(
            self, merge_preview, self._show, self.kept_id, self.merged_id, on_refused=self._failed
        )

    def keys(self) -> Sequence[Action]:
        """Space changes sides, field by field."""
        if self._preview is None:
            return (Action("move"), Action("next_field", label="Escolher"), Action("back", label="Voltar"))
        return (
            Action("move"),
            Action("mark", self._toggle, label="Trocar o que fica"),
            Action("conclude", label="Unificar"),
            Action("back", label="Voltar sem unificar"),
        )

    def first_focus(self) -> QWidget:
        """The search, or the fields."""
        return self.pick.search if self.merged_id is None else self.table

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        heads = row(self.kept, 1, self.merged, 1, gap=Gap.X12)
        fields = Card("Campo a campo", HOW, flush=True).add(self.table, 1).add_header(self.swap)
        self._both = holder(column(heads, fields, 1))
        self._both.hide()
        content = holder(column(self.pick, 1, self._both, 1))
        self.pane = Pane(content, EmptyState("users", "Cadastro não encontrado"))
        self.place(column(SidePane(self.pane, self.side, Size.SIDE_PANEL_NARROW)))
        self.pick.picked.connect(self._picked)
        self.swap.clicked.connect(self._swap)
        self.table.opened.connect(self._toggle)
        self.side.primary.clicked.connect(self._merge)

    # -- showing ---------------------------------------------------------------------------------------------

    def _begin_pick(self, record: CustomerRecord) -> None:
        self.kept_id = record.id
        self.pick.begin(record)

    def _picked(self, customer_id: int) -> None:
        self.merged_id = customer_id
        self.reload()

    def _show(self, preview: MergePreview) -> None:
        self._preview = preview
        self.pane.show_content()
        self.pick.hide()
        self._both.show()
        self.kept.show_record(preview.kept_name, preview.kept_id)
        self.merged.show_record(preview.merged_name, preview.merged_id)
        self.side.show_preview(preview)
        self._show_lines()
        self.keys_changed.emit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lines(self) -> None:
        if self._preview is not None:
            self.table.set_rows(merge_lines(self._preview, self._take))

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    # -- choosing --------------------------------------------------------------------------------------------

    def _toggle(self, _: object = None) -> None:
        """The other record's word counts, or again this one's."""
        line = self.table.current_row()
        if line is not None and line.can_choose:
            self._take ^= {line.name}
            self._show_lines()

    def _swap(self) -> None:
        """The other one stays."""
        if self.merged_id is not None:
            self.kept_id, self.merged_id = self.merged_id, self.kept_id
            self._take = frozenset()
            self.reload()

    # -- merging ---------------------------------------------------------------------------------------------

    def _merge(self) -> None:
        if self._preview is None or self._preview.refusal is not None:
            return
        order = MergeOrder(
            self._request_id,
            self._preview.kept_id,
            self._preview.merged_id,
            self._preview.effect,
            tuple(sorted(self._take)),
        )
        self.shell.tasks.run(
            self, merge_customers, self._done, order, on_refused=self._refused, busy=self.primary
        )

    def _done(self, done: MergedCustomer) -> None:
        self.shell.navigation.toast(done_words(done))
        self.shell.navigation.replace(CustomerCard(done.id))

    def _refused(self, failure: KnownFailure) -> None:
        """Nothing chosen is lost; the next try is another request."""
        self._request_id = str(uuid4())
        if isinstance(failure, MergeChanged):
            self.reload()
        self.side.show_refusal(failure)


class _Head(Card):
    """Whose record it is, and whether it stays."""

    def __init__(self, said: str) -> None:
        super().__init__(padding=Gap.X12)
        self._said = said
        self.role = label(said, "office_medium", "text2")
        self.name = label("", "name", elide=True)
        self.add(self.role, self.name)

    def show_record(self, name: str, customer_id: int) -> None:
        """Name and number."""
        self.name.setText(name)
        self.role.setText(f"{self._said}: cadastro nº {customer_id}")


class MergeSide(QWidget):
    """What moves, what is refused, and the blue button."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal = Note(tone="late")
        self.lost = Note(NOTHING_LOST, tone="ok")
        self.sales, self.payments = SumLine("Vendas"), SumLine("Pagamentos")
        self.open = SumLine("Em aberto", kind="strong")
        self.after = SumLine("Em aberto depois", kind="total")
        self.primary = KeyButton(button_words(None), "F10", "primary", "till")
        ticket = Canhoto()
        ticket.top.addWidget(label("O que passa para o cadastro que fica", "body_bold", wrap=True))
        for line in (self.sales, self.payments, self.open, self.after):
            ticket.top.addWidget(line)
        ticket.body.addWidget(label(CANNOT_UNDO, "office", "text2", wrap=True))
        ticket.body.addWidget(self.primary)
        self.setLayout(column(self.refusal, self.lost, None, ticket))
        self.refusal.hide()
        self.primary.setEnabled(False)

    def show_preview(self, preview: MergePreview) -> None:
        """The figures, and why the two may not be merged if they may not."""
        effect, kept = preview.effect, preview.kept_effect
        self.sales.show_value(str(effect.sales))
        self.payments.show_value(str(effect.payments))
        self.open.show_value(shown(effect.open))
        self.after.show_value(shown(effect.open + kept.open))
        self.primary.set_words(button_words(effect))
        self.primary.setEnabled(preview.refusal is None)
        self.refusal.hide()
        self.lost.setVisible(preview.refusal is None)
        if preview.refusal is not None:
            self.show_refusal(preview.refusal)

    def show_refusal(self, failure: KnownFailure) -> None:
        """Why it was not, or cannot be, done."""
        said = words(failure)
        self.refusal.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)


def _table() -> Table[MergeLine]:
    return Table(
        [
            Column("Campo", lambda line: line.label, chars=16),
            Column("Fica", lambda line: _cell(line.kept, line.side != "merged"), chars=20, stretch=1),
            Column("Sai", lambda line: _cell(line.merged, line.side == "merged"), chars=20, stretch=1),
            Column("", lambda line: "escolha" if line.can_choose else "", chars=9, optional=True),
        ],
        name="Campos dos dois cadastros",
        key=lambda line: line.name,
        row_height="office",
    )


def _cell(said: str, counts: bool) -> Text:
    """What counts after the merge stands in bold, with its check; the rest is quiet."""
    return Text(said, bold=True, icon="circle-check") if counts else Text(said, tone="text3")
