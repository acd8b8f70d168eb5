"""The list of people an incident concerns, saved as a spreadsheet: everybody, or whose records one opened."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.documents.spreadsheet import Column, Value, write_table
from crediario.domain.br import format_date, parse_phone
from crediario.services.core import Context
from crediario.services.incidents import AffectedFilter, AffectedOrder, affected_people, take_affected
from crediario.services.record_access import team
from crediario.ui import printing
from crediario.ui.messages import Message
from crediario.ui.navigation import Shell
from crediario.ui.privacy.facts import narrow_combo
from crediario.ui.tasks import Lane
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row
from crediario.ui.words import counted

EVERYBODY = "Todos os clientes"
SHEET_KIND = "Planilha do Excel (*.xlsx)"
NOT_SAVED = Message(
    "A planilha não foi salva",
    "A pasta escolhida não aceita gravação ou está sem espaço.",
    "Nada se perdeu: escolha outra pasta.",
)
COLUMNS = (Column("Nº", 9), Column("Nome", 36), Column("Telefone", 20), Column("E-mail", 32))


@dataclass(frozen=True, slots=True)
class Listed:
    """The spreadsheet, and how many people are on it."""

    content: bytes
    people: int


def people_sheet(ctx: Context, order: AffectedOrder) -> Listed:
    """The list as a spreadsheet; written down before it is made."""
    head = take_affected(ctx, order)
    rows = [_values(each.customer_id, each.name, each.phone, each.email)
            for each in affected_people(ctx, order.who)]  # fmt: skip
    heading = (
        f"Incidente nº {order.incident_id}: pessoas a comunicar",
        f"{head.shop.trade_name} · {format_date(head.taken_at)} às {head.taken_at:%H:%M} · {head.taken_by}",
        "Só o necessário para comunicar o incidente. Não use para outra coisa; apague quando terminar.",
    )
    total = (counted(len(rows), "pessoa", "pessoas"), None, None, None)
    content = write_table(
        COLUMNS, rows, sheet="Pessoas", heading=heading, total=total, written_at=head.taken_at
    )
    return Listed(content, len(rows))


def _values(number: int, name: str, phone: str, email: str) -> tuple[Value, ...]:
    return number, name, parse_phone(phone).formatted if phone else None, email or None


class AffectedBox(QWidget):
    """Who is on the list, and the button that saves it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._incident_id = shell, 0
        self.who: Combo[int | None] = Combo([(None, EVERYBODY)])
        self.since, self.until = (DateEdit(shell.today, day_means="past") for _ in range(2))
        self.save = KeyButton("Salvar lista de pessoas", "Ctrl+S", size="small", icon="file-spreadsheet")
        narrow_combo(self.who)
        period = row(Field("De", self.since), 1, Field("Até", self.until), 1, gap=Gap.X10)
        self.setLayout(
            column(
                label("Pessoas a comunicar", "body_bold"),
                Field("Quem", self.who, "ou só quem uma pessoa da equipe abriu"),
                period,
                row(self.save, None),
                gap=Gap.X8,
            )
        )
        self.who.currentIndexChanged.connect(lambda _: self._follow())
        self.save.clicked.connect(self.take)
        self._follow()

    def reload(self) -> None:
        """Who of the shop may be chosen."""
        self._shell.tasks.run(self, team, self._show_team)

    def show_incident(self, incident_id: int) -> None:
        """Whose list it is."""
        self._incident_id = incident_id

    def take(self) -> None:
        """Ask where, and write the spreadsheet there."""
        suggested = f"incidente-{self._incident_id}-pessoas-{self._shell.today().isoformat()}.xlsx"
        chosen = self._shell.dialogs.save_file(self, "Salvar lista de pessoas", suggested, SHEET_KIND)
        if chosen is None:
            return
        place = chosen if chosen.suffix.lower() == ".xlsx" else chosen.with_name(f"{chosen.name}.xlsx")
        order = AffectedOrder(str(uuid4()), self._incident_id, self._wanted())
        self._shell.tasks.run(
            self._shell.tasks, people_sheet, lambda made: self._write(made, place), order,
            busy=self.save, lane=Lane.LONG,
        )  # fmt: skip

    def _write(self, made: Listed, place: Path) -> None:
        if printing.written(place, made.content):
            people = counted(made.people, "pessoa", "pessoas")
            self._shell.navigation.toast(f"Lista salva em {place}: {people}.")
        else:
            self._shell.dialogs.warn(self.window(), NOT_SAVED)

    def _wanted(self) -> AffectedFilter:
        operator, since, until = self.who.value(), self.since.value(), self.until.value()
        if operator is None:
            return AffectedFilter()
        today = self._shell.today()
        return AffectedFilter(
            operator,
            self._midnight(since or date(2000, 1, 1)),
            self._midnight((until or today) + timedelta(1)),
        )

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._shell.ctx.clock.now().tzinfo)

    def _follow(self) -> None:
        for edit in (self.since, self.until):
            edit.setEnabled(self.who.value() is not None)

    def _show_team(self, people: tuple[tuple[int, str], ...]) -> None:
        chosen = self.who.value()
        self.who.set_choices([(None, EVERYBODY), *((id_, f"Quem {name} abriu") for id_, name in people)])
        if chosen is not None:
            self.who.set_value(chosen)
