"""The record of one security incident, as the resolution wants it kept and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crediario.documents.report import Report, Section, Table
from crediario.documents.report import render as render_report
from crediario.documents.shop import ShopHeader
from crediario.documents.wording import clock, figures
from crediario.domain.br import format_date
from crediario.domain.incidents import Countdown, IncidentNoteKind, IncidentState

NOTE_WORDS = {
    IncidentNoteKind.MEASURE: "Medida tomada",
    IncidentNoteKind.TOLD_AUTHORITY: "Comunicação à ANPD",
    IncidentNoteKind.TOLD_PEOPLE: "Comunicação às pessoas",
    IncidentNoteKind.NOT_TOLD: "Por que não foi comunicado",
    IncidentNoteKind.CLOSED: "Encerramento",
}
STATE_WORDS = {
    IncidentState.TO_TELL: "falta decidir e comunicar",
    IncidentState.HALF_TOLD: "comunicado em parte",
    IncidentState.ANSWERED: "respondido",
    IncidentState.CLOSED: "encerrado",
}


@dataclass(frozen=True, slots=True)
class PaperNote:
    """A line of the record."""

    happened_on: date
    kind: IncidentNoteKind
    text: str
    operator_name: str


@dataclass(frozen=True, slots=True)
class IncidentPaper:
    """What to print; ``known_at`` in the shop's own time."""

    shop: ShopHeader
    number: int
    known_at: datetime
    what_happened: str
    data_affected: str
    people_affected: int | None
    risk: str
    registered_by: str
    notes: Sequence[PaperNote]
    countdown: Countdown
    issued_at: datetime
    issued_by: str


def render(paper: IncidentPaper) -> bytes:
    """The record as a PDF.

    Rule: Res. CD/ANPD 15/2024, art. 10; law.md §8. See docs/regras.md#lgpd.
    """
    return render_report(
        Report(
            shop=paper.shop,
            title="Registro de incidente",
            subtitle=f"Incidente nº {paper.number}, {STATE_WORDS[paper.countdown.state]}",
            file_title=f"Registro de incidente {paper.number}",
            sections=_sections(paper),
            issued_at=paper.issued_at,
            issued_by=paper.issued_by,
        )
    )


def _sections(paper: IncidentPaper) -> list[Section]:
    known = f"{format_date(paper.known_at)} às {clock(paper.known_at)}"
    people = "ainda não se sabe" if paper.people_affected is None else figures(paper.people_affected)
    return [
        Section(
            "O que aconteceu",
            pairs=(
                ("Conhecido em", f"{known}, registrado por {paper.registered_by}"),
                ("Circunstâncias", paper.what_happened),
                ("Dados afetados", paper.data_affected),
                ("Pessoas afetadas", people),
                ("Riscos às pessoas", paper.risk),
            ),
        ),
        Section("Prazos", pairs=_deadlines(paper.countdown)),
        _record(paper.notes),
        Section(
            "Base legal",
            lines=(
                "LGPD, arts. 46 a 49; Resolução CD/ANPD 15/2024: comunicar à ANPD e às pessoas em 3 dias"
                " úteis (6 para agente de pequeno porte), completar em 20 dias úteis (40), e guardar o"
                " registro de todo incidente por pelo menos 5 anos, comunicado ou não.",
            ),
        ),
    ]


def _deadlines(at: Countdown) -> list[tuple[str, str]]:
    late = ", vencido" if at.late else ""
    complement = format_date(at.complement_by) if at.complement_by else "conta da comunicação à ANPD"
    return [
        ("Comunicar até", format_date(at.tell_by) + late),
        ("Completar até", complement),
        ("Guardar até", f"{format_date(at.keep_until)}, no mínimo"),
    ]


def _record(notes: Sequence[PaperNote]) -> Section:
    if not notes:
        return Section("Andamento", lines=("Nada anotado até agora.",))
    rows = [
        [format_date(each.happened_on), NOTE_WORDS[each.kind], each.text, each.operator_name]
        for each in notes
    ]
    return Section("Andamento", table=Table(("Dia", "O quê", "Texto", "Por"), (22, 40, 84, 28), rows))
