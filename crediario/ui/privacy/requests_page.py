"""Pedidos: what people asked for about their data, of one person or of everybody, and the answer."""

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from crediario.domain.br import format_date
from crediario.domain.errors import KnownFailure
from crediario.services.privacy import (
    AnswerOrder,
    PrivacyView,
    RequestAnswered,
    RequestFilter,
    RequestKind,
    RequestOrder,
    RequestPage,
    RequestRecorded,
    RequestRow,
    answer_request,
    person_privacy,
    privacy_requests,
    record_request,
)
from crediario.services.processing import ProcessingPaper, processing_paper
from crediario.ui import printing
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import CustomerForm, PersonPrivacy, Shell
from crediario.ui.privacy import privacy_words
from crediario.ui.privacy.facts import Facts, narrow_combo
from crediario.ui.privacy.long_edit import LongEdit
from crediario.ui.privacy.tabbed import Page
from crediario.ui.theme import Gap, Size
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, SidePane, column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table

WAITING, ANSWERED = "Esperando resposta", "Respondidos"


class RequestsPage(Page):
    """The list at the left; at the right the request whole and the field of its answer."""

    title = "Pedidos"

    def __init__(self, shell: Shell, customer_id: int | None = None) -> None:
        super().__init__(shell)
        self._customer_id = customer_id
        self._may_answer = shell.ctx.operator.may("see_privacy")
        self._today = shell.today()
        self.table = self._table()
        self.which: Combo[bool] = Combo([(False, WAITING), (True, ANSWERED)])
        narrow_combo(self.which, 12)
        self.count = label("", "office", "text2", elide=True)
        self.note = Note(tone="att")
        self.record = KeyButton("Registro em PDF", "Ctrl+P", size="small")
        self.answer = LongEdit(3)
        self.save = KeyButton("Gravar resposta", "F10", "primary")
        self.form = RequestForm(shell, customer_id) if customer_id is not None else None
        self._field = Field("O que foi respondido", self.answer)
        self.facts = Facts("Pedido", self._field, self.note)
        self.empty = EmptyState("shield-check", "Nenhum pedido", "Pedidos anotados no balcão aparecem aqui.")
        self.pane = Pane(self.table, self.empty, "Buscando os pedidos…")
        self.side = QStackedWidget()
        self._build()
        self._listen()

    # -- Page ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The requests, anew."""
        self.pane.wait()
        if self._customer_id is None:
            wanted = RequestFilter(answered=self.which.value())
            self.shell.tasks.run(self, privacy_requests, self._came, wanted, on_refused=self._failed)
        else:
            self.shell.tasks.run(
                self, person_privacy, self._came_person, self._customer_id, on_refused=self._failed
            )

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        if self.is_writing:
            return (Action("next_field"), Action("conclude", label="Anotar pedido"))
        row = self.table.current_row()
        found: list[Action] = [Action("move", label="Pedido")] if row is not None else []
        if self._customer_id is None:
            found.append(Action("filter", self._ask_which, label="Esperando, respondidos"))
            found.append(Action("print_list", self._print, label="Registro das operações", in_bar=False))
            if row is not None:
                found.append(Action("customer", self._open_person, label="Privacidade da pessoa"))
        else:
            found.append(Action("new", self._begin, label="Anotar pedido"))
        if row is not None and row.kind is RequestKind.CORRECTION and row.answered_on is None:
            found.append(Action("edit", self._correct, label="Corrigir cadastro"))
        if self._answerable:
            found.append(Action("conclude", label="Gravar resposta"))
        return found

    def step_back(self) -> bool:
        """Esc gives up the form, where there is a request to go back to."""
        was_open = self.is_writing and bool(self.table.rows())
        if was_open:
            self._close_form()
        return was_open

    @property
    def is_writing(self) -> bool:
        """Whether the form of a new request is open."""
        return self.form is not None and self.side.currentWidget() is self.form

    def first_focus(self) -> QWidget:
        """The rows; the form while it is open; without either, what leads to some."""
        if self.is_writing and self.form is not None:
            return self.form.kind
        return self.table if self.table.rows() else self.which

    # -- building --------------------------------------------------------------------------------------------

    def _table(self) -> Table[RequestRow]:
        whose = Column[RequestRow]("Cliente", lambda each: Text(each.customer_name), chars=14, stretch=2)
        table: Table[RequestRow] = Table(
            [
                Column("Protocolo", privacy_words.request_number, chars=11),
                *([] if self._customer_id is not None else [whose]),
                Column("Pedido", lambda each: privacy_words.REQUESTS[each.kind], chars=16, stretch=2),
                Column("Em", lambda each: format_date(each.asked_on), chars=10, optional=True),
                Column("Prazo", self._due, chars=22),
            ],
            name="Pedidos",
            key=lambda each: each.request_id,
            row_height="office",
        )
        table.keep_frame()
        return table

    def _due(self, each: RequestRow) -> Cell:
        said = privacy_words.due_words(each, self._today)
        if each.answered_on is not None:
            return Text(said, "text2")
        late = privacy_words.is_late(each, self._today)
        return TagCell(said, "late" if late else "att", "circle-alert" if late else "clock")

    def _build(self) -> None:
        self.which.setAccessibleName("Quais pedidos")
        head = row(self.which, self.count, 1, self.record, gap=Gap.X12, margin=(Gap.X10, Gap.X6))
        left = column(head, self.pane, 1, gap=Gap.NONE)
        self.side.addWidget(holder(column(self.facts, 1, row(None, self.save, margin=(Gap.X14, Gap.X10)))))
        if self.form is not None:
            self.side.addWidget(self.form)
        side = Card(flush=True).add(self.side, 1)
        self.setLayout(row(SidePane(left, side, Size.PROFILE_PANEL), 1))
        for widget in (self.which, self.record):
            widget.setVisible(self._customer_id is None)
        self._show_row()

    def _listen(self) -> None:
        self.which.currentIndexChanged.connect(lambda _: self.reload())
        self.table.current_changed.connect(lambda _: self._show_row())
        self.table.opened.connect(lambda _: self.answer.setFocus())
        self.record.setAccessibleName("Registro das operações de tratamento, em PDF, Ctrl+P")
        self.save.clicked.connect(self._answer)
        self.record.clicked.connect(self._print)
        if self.form is not None:
            self.form.saved.clicked.connect(self._record)
            self.form.leave.clicked.connect(self._close_form)

    # -- what is shown ---------------------------------------------------------------------------------------

    def _came(self, page: RequestPage) -> None:
        self._show(page.rows)

    def _came_person(self, person: PrivacyView) -> None:
        self._show(person.requests)

    def _show(self, rows: Sequence[RequestRow]) -> None:
        self._today = self.shell.today()
        self.table.set_rows(rows)
        waiting = [each for each in rows if each.answered_on is None]
        self.count.setText(privacy_words.waiting_words(waiting, self._today))
        self.pane.show_content(is_empty=not rows)
        if self.form is not None and not rows:
            self.side.setCurrentWidget(self.form)
        self._show_row()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    @property
    def _answerable(self) -> bool:
        row = self.table.current_row()
        return self._may_answer and row is not None and row.answered_on is None and not self.is_writing

    def _show_row(self) -> None:
        found = self.table.current_row()
        self.answer.clear()
        self.note.hide()
        for widget in (self._field, self.save):
            widget.setVisible(self._answerable)
        self.primary = self.save if self._answerable else None
        if self.is_writing and self.form is not None:
            self.primary = self.form.saved
        if found is None:
            self.facts.show_facts("", ())
        else:
            self.facts.show_facts(privacy_words.REQUESTS[found.kind], self._facts(found))
        if self._answerable and found is not None:
            self.note.show_note(privacy_words.HOW_TO_ANSWER[found.kind], tone="pri")
        self.keys_changed.emit()

    def _facts(self, found: RequestRow) -> list[tuple[str, str]]:
        answered = format_date(found.answered_on) if found.answered_on else ""
        return [
            ("Cliente", found.customer_name),
            ("Protocolo", privacy_words.request_number(found)),
            ("Pedido em", f"{format_date(found.asked_on)}, anotado por {found.operator_name}"),
            ("Responder até", "" if answered else format_date(found.due_on)),
            ("O que a pessoa disse", found.note),
            ("Respondido em", answered),
            ("Resposta", found.answer),
        ]

    # -- what is done ----------------------------------------------------------------------------------------

    def _ask_which(self) -> None:
        self.which.setCurrentIndex(1 - self.which.currentIndex())

    def _print(self) -> None:
        self.shell.tasks.run(self, processing_paper, self._open_record, busy=self.record)

    def _open_record(self, paper: ProcessingPaper) -> None:
        if not printing.open_content(paper.content, paper.file_name.removesuffix(".pdf")):
            self.shell.dialogs.warn(self.window(), printing.NO_VIEWER)

    def _open_person(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.shell.navigation.open(PersonPrivacy(found.customer_id))

    def _correct(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.shell.navigation.open(CustomerForm(found.customer_id))

    def _answer(self) -> None:
        found = self.table.current_row()
        if found is None or not self._answerable:
            return
        order = AnswerOrder(str(uuid4()), found.customer_id, found.request_id, self.answer.value())
        self.shell.tasks.run(
            self, answer_request, self._answered, order, on_refused=self._refused, busy=self.save
        )

    def _answered(self, done: RequestAnswered) -> None:
        late = "" if done.in_time else " Foi além do prazo."
        self.shell.navigation.toast(f"Pedido {done.protocol} respondido.{late}")
        self.reload()

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.note.show_note(f"{said.title}. {said.rest}", tone="late")
        self.answer.setFocus()

    def _begin(self) -> None:
        if self.form is not None:
            self.side.setCurrentWidget(self.form)
            self._show_row()
            self.form.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_form(self) -> None:
        self.side.setCurrentIndex(0)
        self._show_row()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _record(self) -> None:
        if self.form is not None:
            self.form.keep(self._recorded)

    def _recorded(self, done: RequestRecorded) -> None:
        self.shell.navigation.toast(
            f"Pedido anotado. Protocolo {done.protocol}: responda até {format_date(done.due_on)}."
        )
        self._close_form()
        self.reload()


class RequestForm(QWidget):
    """What a person asks for at the counter."""

    def __init__(self, shell: Shell, customer_id: int) -> None:
        super().__init__()
        self._shell, self._customer_id = shell, customer_id
        self.kind: Combo[RequestKind] = Combo(list(privacy_words.REQUESTS.items()))
        narrow_combo(self.kind)
        self.day = DateEdit(shell.today, day_means="past")
        self.day.set_value(shell.today())
        self.said = LongEdit(4)
        self.saved = KeyButton("Anotar pedido", "F10", "primary")
        self.leave = KeyButton("Desistir", "Esc")
        self.note = Note(tone="late")
        lines = (
            label("Novo pedido", "name"),
            Field("A pessoa pede", self.kind),
            Field("Em", self.day),
            Field("O que ela disse", self.said),
            self.note,
        )
        content = holder(column(*lines, None, gap=Gap.X10, margin=(Gap.X14, Gap.X12)))
        foot = row(None, self.leave, self.saved, gap=Gap.X8, margin=(Gap.X14, Gap.X10))
        self.setLayout(column(ScrollArea(content), 1, foot))
        self.note.hide()

    def keep(self, done: Callable[[RequestRecorded], object]) -> None:
        """Write it down; ``done`` hears the protocol."""
        if not self.day.check():
            return
        day = self.day.value() or self._shell.today()
        order = RequestOrder(str(uuid4()), self._customer_id, self.kind.value(), day, self.said.value())

        def recorded(result: RequestRecorded) -> None:
            self.said.clear()
            self.note.hide()
            done(result)

        self._shell.tasks.run(
            self, record_request, recorded, order, on_refused=self._refused, busy=self.saved
        )

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.note.show_note(f"{said.title}. {said.rest}")
