"""Combinar vencimento: another day, with or without the charges of the time between, and why."""

import uuid
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_date, format_money
from crediario.domain.due_move import AlreadyMoved, NewDueNotAhead, NewDueNotLater, NewDueTooFar
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.due_moves import DueMoved, DueMoveDesk, DueMoveOrder, move_desk, move_due_date
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, MoveDue, Screen, Shell
from crediario.ui.returns.reason_box import ReasonBox
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, Card, Note, SumLine
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fields import Check, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, SidePane, column, holder
from crediario.ui.widgets.states import EmptyState, Pane

REASONS = ("Recebe em outro dia", "Atraso no salário", "Doença ou imprevisto", "Combinado na venda")
OF_THE_DAY = (NewDueNotAhead, NewDueNotLater, NewDueTooFar)
ONCE = "Cada parcela muda de dia uma vez só. O carnê impresso continua valendo: o código é o mesmo."


class MoveScreen(Screen):
    """One request id for the life of the form."""

    title = "Combinar vencimento"
    area = Area.PAYMENTS
    refreshes_on = frozenset({Topic.RECEIVABLES})
    manual = "combinar"

    def __init__(self, shell: Shell, place: MoveDue) -> None:
        super().__init__(shell)
        self._installment_id, self._request_id = place.installment_id, str(uuid.uuid4())
        self.desk: DueMoveDesk | None = None
        self.day = DateEdit(shell.today, day_means="coming")
        self.free = Check("Sem multa nem juros até o novo dia", checked=True)
        self.reason = ReasonBox(REASONS)
        self.note = Note(tone="att")
        self._build()
        self.day.value_changed.connect(lambda _: self._show())
        self.free.toggled.connect(lambda _: self._show())

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The installment as it stands now."""
        self.shell.tasks.run(self, move_desk, self._came, self._installment_id, on_refused=self._not_possible)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        able = self.desk is not None and self.desk.moved is None
        return (
            Action("next_field"),
            Action("day"),
            *((Action("conclude", run=self.conclude, label="Combinar"),) if able else ()),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget:
        """The new day."""
        return self.day

    # -- acting ----------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: once, whatever is pressed again."""
        desk, day, reason = self.desk, self.day.value(), self.reason.value()
        if desk is None or desk.moved is not None:
            return
        if day is None:
            self.day.set_error(f"Diga o novo dia, até {format_date(desk.last)}")
            self.day.setFocus()
        elif not reason:
            self.reason.go_to_missing()
        else:
            order = DueMoveOrder(
                request_id=self._request_id,
                customer_id=desk.customer_id,
                installment_id=self._installment_id,
                new_due=day,
                keeps_charges=not self.free.isChecked(),
                reason=reason,
            )
            self.shell.tasks.run(
                self, move_due_date, self._moved, order, on_refused=self._refused, busy=self.primary
            )

    def _moved(self, done: DueMoved) -> None:
        self.shell.navigation.toast(f"Novo vencimento: {format_date(done.due_date)}.")
        self.shell.navigation.back()

    def _refused(self, failure: KnownFailure) -> None:
        if isinstance(failure, OF_THE_DAY):
            said = words(failure)
            self.day.set_error(f"{said.title}. {said.rest}")
            self.day.setFocus()
            return
        self.shell.dialogs.warn(self, words(failure))
        if isinstance(failure, AlreadyMoved):
            self.reload()

    # -- showing ---------------------------------------------------------------------------------------------

    def _came(self, desk: DueMoveDesk) -> None:
        self.desk = desk
        self._title.setText(f"Carnê {desk.contract_number}, parcela {desk.number}/{desk.count}")
        self._whose.setText(desk.customer_name)
        moved = desk.moved
        self.note.setVisible(moved is not None)
        if moved is not None:
            self.note.show_note(
                f"Já foi combinado em {format_date(moved.moved_on)}, com {moved.operator_name}:"
                f" de {format_date(moved.from_due)} para {format_date(moved.to_due)}. Motivo: {moved.reason}."
            )
        for widget in (self._form, self.button):
            widget.setVisible(moved is None)
        self.pane.show_content(is_empty=False)
        self._show()
        self.keys_changed.emit()

    def _not_possible(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.empty.say(said.title, said.rest, icon="circle-check")
        self.pane.show_content(is_empty=True)

    def _show(self) -> None:
        desk = self.desk
        if desk is None:
            return
        day = self.day.value()
        chosen = desk.without_charges if self.free.isChecked() else desk.today_quote
        self._old.show_value(format_date(desk.due_date))
        self._new.show_value(format_date(day) if day else "—")
        self._last.show_note(_day_words(day, desk))
        self._now.show_value(format_money(desk.today_quote.total))
        self._then.show_value(format_money(chosen.total))
        self._charges.show_value(format_money(chosen.charges))

    def _build(self) -> None:
        self._title, self._whose = label("", "heading", elide=True), label("", "body", "text2", elide=True)
        self.day.setFixedWidth(px(Size.SHEET_COLUMN))
        self._last = Field("Novo vencimento", self.day)
        self._form = Card("O que foi combinado").add(
            column(self._last, self.free, self.reason, label(ONCE, "office", "text2", wrap=True))
        )
        main = column(column(self._title, self._whose, gap=Gap.X4), self.note, self._form, None)
        self.note.hide()
        self.empty = EmptyState("circle-check", "Esta parcela não está em aberto")
        self.pane = Pane(SidePane(ScrollArea(holder(main)), self._side()), self.empty, "Buscando a parcela…")
        self.place(self.pane)

    def _side(self) -> QWidget:
        self._old, self._new = SumLine("Vencimento"), SumLine("Novo vencimento", kind="strong")
        self._now, self._charges = SumLine("Hoje custa"), SumLine("Multa e juros")
        self._then = SumLine("Combinado, hoje custaria", kind="total")
        side = Canhoto()
        for line in (self._old, self._new):
            side.top.addWidget(line)
        self.button = KeyButton("Combinar", "F10", "primary")
        self.button.clicked.connect(self.conclude)
        self.primary = self.button
        for line in (self._now, self._charges, self._then):
            side.body.addWidget(line)
        side.body.addStretch(1)
        side.body.addWidget(self.button)
        return side


def _day_words(day: date | None, desk: DueMoveDesk) -> str:
    """How far the shop goes, and how far the day typed is."""
    most = f"a loja combina até {format_date(desk.last)}"
    return f"daqui a {(day - desk.today).days} dias; {most}" if day and day > desk.today else most
