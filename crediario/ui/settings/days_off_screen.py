"""Dias sem expediente: the shop's own holidays, on which nothing falls due."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_date
from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.settings import (
    HOLIDAY_NAME_LENGTH,
    HolidayOrder,
    HolidayRemoval,
    ShopHoliday,
    add_holiday,
    own_holidays,
    remove_holiday,
)
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, DaysOff, Screen, Shell
from crediario.ui.theme import Gap, Tone
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.required import say_refusal
from crediario.ui.widgets.shop_edits import line_edit
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import WEEKDAYS

WHAT_FOR = (
    "Feriados nacionais e do estado já contam sozinhos. O que vence em um destes dias passa ao dia útil"
    " seguinte, sem multa nem juros."
)
#: Which field a refusal is about.
DAY, NAME = ("holiday_taken", "holiday_past"), ("holiday_name_missing", "text_too_long")


class DaysOffScreen(Screen):
    """The day to add above, the list below. A day gone by stays as it was."""

    title = "Dias sem expediente"
    area = Area.SETTINGS
    refreshes_on = frozenset({Topic.SETTINGS})
    manual = "ajustes"

    def __init__(self, shell: Shell, _: DaysOff) -> None:
        super().__init__(shell)
        self._request_id = str(uuid4())
        self.day = DateEdit(shell.today, day_means="coming")
        self.name = line_edit(HOLIDAY_NAME_LENGTH)
        self.name.setPlaceholderText("Aniversário da cidade")
        self.table = self._table()
        self.add = KeyButton("Incluir dia", "F10", "primary", icon="plus")
        self.remove = KeyButton("Tirar dia", "Ctrl+Delete", icon="trash-2")
        self.note = Note(tone="att")
        self.note.hide()
        self.primary = self.add
        self._build()
        self._listen()

    def _table(self) -> Table[ShopHoliday]:
        table: Table[ShopHoliday] = Table(
            [
                Column("Dia", self._day, chars=12),
                Column("", lambda each: Text(WEEKDAYS[each.day.weekday()], "text2"), chars=14, optional=True),
                Column("O que é", lambda each: Text(each.name, self._tone(each)), chars=20, stretch=1),
            ],
            name="Dias sem expediente",
            key=lambda each: each.holiday_id,
        )
        table.keep_frame()
        return table

    def _day(self, each: ShopHoliday) -> Text:
        return Text(format_date(each.day), self._tone(each))

    def _tone(self, each: ShopHoliday) -> Tone:
        return "text3" if self._is_past(each) else "text"

    def _is_past(self, each: ShopHoliday) -> bool:
        return each.day < self.shell.today()

    def _build(self) -> None:
        empty = EmptyState("calendar", "Nenhum dia incluído", "Feriados nacionais e do estado já contam.")
        self.pane = Pane(self.table, empty, "Buscando os dias…")
        self._day_field = Field("Dia", self.day)
        fields = row(self._day_field, 1, Field("O que é", self.name), 3)
        listed = Card(flush=True).add(self.pane, 1)
        foot = holder(row(self.remove, None, self.add, gap=Gap.X14))
        why = Note(WHAT_FOR, secondary=True)
        self.place(column(Card().add(fields), self.note, listed, 1, why, foot, gap=Gap.X12))

    def _listen(self) -> None:
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.table.current_changed.connect(lambda _: self._show_removable())
        self.day.value_changed.connect(self._name_the_day)
        for edit in (self.day, self.name):
            edit.textChanged.connect(self._edited)

    # -- Screen ----------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """A day is typed and added; the one with the frame is taken out."""
        return (
            Action("new", run=self._begin, label="Novo dia"),
            Action("next_field"),
            Action("conclude", label="Incluir dia"),
            Action("remove_item", run=self.remove.click, label="Tirar dia"),
            Action("back", label="Voltar"),
        )

    def first_focus(self) -> QWidget:
        """The day to add."""
        return self.day

    def reload(self) -> None:
        """The days, as they are kept now."""
        self.pane.wait()
        self.shell.tasks.run(self, own_holidays, self._came, on_refused=self._failed)

    def _came(self, days: tuple[ShopHoliday, ...]) -> None:
        self.table.set_rows(days)
        self.pane.show_content(is_empty=not days)
        self._show_removable()

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _show_removable(self) -> None:
        current = self.table.current_row()
        self.remove.setEnabled(current is not None and not self._is_past(current))

    # -- adding ----------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        go_to(self.day)

    def _name_the_day(self, day: date | None) -> None:
        self._day_field.show_note(WEEKDAYS[day.weekday()].capitalize() if day else "")

    def _edited(self) -> None:
        """Another content is another request: a retry of the one before would be answered from memory."""
        self._request_id = str(uuid4())
        self.note.hide()

    def _add(self) -> None:
        """F10: to what is missing, else the day is kept."""
        if not self.day.check():
            go_to(self.day)
            return
        day = self.day.value()
        if day is None:
            self.day.set_error("Falta o dia")
            go_to(self.day)
            return
        order = HolidayOrder(self._request_id, day, self.name.value())
        self.shell.tasks.run(self, add_holiday, self._added, order, on_refused=self._refused, busy=self.add)

    def _added(self, added: ShopHoliday) -> None:
        self.shell.navigation.toast(f"{format_date(added.day)} incluído: {added.name}.")
        self.day.set_value(None)
        self.name.clear()
        go_to(self.day)

    def _refused(self, failure: KnownFailure) -> None:
        """At the field it is about; else above the list."""
        self._request_id = str(uuid4())
        if failure.code in DAY:
            go_to(say_refusal(self.day, failure))
        elif failure.code in NAME:
            go_to(say_refusal(self.name, failure))
        else:
            said = words(failure)
            self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)

    # -- taking out ------------------------------------------------------------------------------------------

    def _remove(self) -> None:
        """Ctrl+Delete: asked once, for what falls due on that day falls due there again."""
        current = self.table.current_row()
        if current is None or not self.shell.dialogs.ask(self, _removal(current)):
            return
        order = HolidayRemoval(str(uuid4()), current.holiday_id)
        self.shell.tasks.run(
            self, remove_holiday, self._removed, order, on_refused=self._refused_removal, busy=self.remove
        )

    def _removed(self, removed: ShopHoliday) -> None:
        self.shell.navigation.toast(f"{format_date(removed.day)} saiu da lista.")

    def _refused_removal(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.note.show_note(bold(f"{said.title.rstrip('.')}. "), said.rest)
        self._show_removable()


def _removal(holiday: ShopHoliday) -> Question:
    return Question(
        f"Tirar {format_date(holiday.day)}?",
        f"{holiday.name}: o que vence nesse dia volta a vencer nele.",
        yes="Tirar dia",
    )
