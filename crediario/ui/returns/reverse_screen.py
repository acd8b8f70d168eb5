"""Estornar recebimento: what it would undo in numbers, why, and a manager's yes where one is needed."""

import uuid
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crediario.documents.wording import receipt_number
from crediario.domain.br import format_amount
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.payments import (
    RELEASE_REVERSAL,
    PaidLine,
    Reversal,
    ReversalOrder,
    reverse_payment,
)
from crediario.services.reversals import ReversalDesk, reversal_desk
from crediario.services.users import Released, release
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, CustomerCard, ReversePayment, Screen, Shell
from crediario.ui.returns import reversal_words
from crediario.ui.returns.reason_box import ReasonBox
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, SidePane, clear, column, holder
from crediario.ui.widgets.release_box import ReleaseBox
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table


class ReverseScreen(Screen):
    """One request id for the life of the form: F10 pressed twice undoes once."""

    title = "Estornar recebimento"
    area = Area.PAYMENTS
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CASH})
    manual = "estorno"

    def __init__(self, shell: Shell, place: ReversePayment) -> None:
        super().__init__(shell)
        self._payment_id, self._request_id = place.payment_id, str(uuid.uuid4())
        self.desk: ReversalDesk | None = None
        self._is_done = False
        self.reason = ReasonBox(reversal_words.REASONS)
        self.yes = ReleaseBox("Número de quem gerencia")
        self.note = Note(tone="att", icon="ban")
        self.lines = _lines()
        self._build()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The payment and what hangs on it, as they stand now."""
        if not self._is_done:
            self.shell.tasks.run(self, reversal_desk, self._came, self._payment_id)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        able = self.desk is not None and self.desk.can_be_undone
        return (
            Action("next_field"),
            *((Action("conclude", run=self.conclude, label="Estornar"),) if able else ()),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget:
        """Why comes first."""
        return self.reason.usual

    # -- acting ----------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: alone where the operator may, else with the yes typed here."""
        if self.desk is None or not self.desk.can_be_undone:
            return
        reason = self.reason.value()
        if not reason:
            self.reason.go_to_missing()
        elif self.desk.may_alone:
            self._reverse(reason)
        elif not self.yes.approval().is_whole:
            self.yes.go_to_missing()
        else:
            self._ask(reason)

    def _ask(self, reason: str) -> None:
        order = self.yes.approval().release_order(RELEASE_REVERSAL, self._order(reason).terms)

        def released(given: Released) -> None:
            self.yes.clear_pin()
            self._reverse(reason, given.release_id)

        self.shell.tasks.run(
            self, release, released, order, on_refused=self.yes.show_refusal, busy=self.primary
        )

    def _reverse(self, reason: str, release_id: int | None = None) -> None:
        order = self._order(reason, release_id)
        self.shell.tasks.run(
            self, reverse_payment, self._undone, order, on_refused=self._refused, busy=self.primary
        )

    def _order(self, reason: str, release_id: int | None = None) -> ReversalOrder:
        return ReversalOrder(self._request_id, self._payment_id, reason, release_id)

    def _undone(self, done: Reversal) -> None:
        self._is_done = True
        number = receipt_number(done.receipt_number)
        self.shell.navigation.toast(f"Recibo {number} estornado. Estorno {done.number}.")
        if self.desk is not None:
            self.shell.navigation.replace(CustomerCard(self.desk.view.customer_id))

    def _refused(self, failure: KnownFailure) -> None:
        self.shell.dialogs.warn(self, words(failure))
        self.reload()

    # -- showing ---------------------------------------------------------------------------------------------

    def _came(self, desk: ReversalDesk) -> None:
        self.desk = desk
        self._title.setText(reversal_words.title(desk))
        self._about.setText(reversal_words.about(desk))
        self.lines.set_rows(desk.view.lines)
        clear(self._effects)
        for name, said in reversal_words.effects(desk):
            self._effects.addWidget(SumLine(name, said, kind="strong"))
        barrier = reversal_words.in_the_way(desk)
        self.note.setVisible(bool(barrier))
        if barrier:
            self.note.show_note(barrier)
        self.reason.setVisible(not barrier)
        self.yes.setVisible(not barrier and not desk.may_alone)
        self.button.setVisible(not barrier)
        self.pane.show_content(is_empty=False)
        self.keys_changed.emit()

    def _build(self) -> None:
        self._title, self._about = label("", "heading", elide=True), label("", "body", "text2", elide=True)
        self.yes.show_above("Estornar pede a confirmação da gerência")
        self.yes.hide()
        paid = Card("O que foi pago", flush=True).add(self.lines, 1)
        main = column(column(self._title, self._about, gap=Gap.X4), self.note, paid, 1, self.reason, self.yes)
        self.note.hide()
        self.pane = Pane(
            SidePane(ScrollArea(holder(main)), self._side()), EmptyState("ban", "Recebimento não encontrado")
        )
        self.place(self.pane)

    def _side(self) -> QWidget:
        side = Canhoto()
        self._effects = column(gap=Gap.X6)
        side.top.addWidget(label("O que será desfeito", "name"))
        side.top.addLayout(self._effects)
        self.button = KeyButton("Estornar", "F10", "primary")
        self.button.clicked.connect(self.conclude)
        self.primary = self.button
        said = "O recibo continua guardado e o estorno ganha um número próprio. O score é contado de novo."
        side.body.addWidget(label(said, "office", "text2", wrap=True))
        side.body.addStretch(1)
        side.body.addWidget(self.button)
        return side


def _lines() -> Table[PaidLine]:
    return Table(
        [
            Column("Carnê", lambda line: str(line.contract_number), chars=6, stretch=1),
            Column("Parcela", reversal_words.slip_words, chars=7, align="right", stretch=1),
            Column("Valor", lambda line: format_amount(line.principal + line.discount), 9, "right", 1),
            Column("Multa e juros", lambda line: format_amount(line.fine + line.interest), 11, "right", 1),
            Column("Pago", lambda line: Text(format_amount(line.paid), bold=True), 9, "right", 1),
        ],
        name="O que foi pago",
        key=lambda line: line.installment_id or 0,
    )
