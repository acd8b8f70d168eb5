"""The register of security incidents, with its countdown, and the list of people to be told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from crediario.db import incidents, shop
from crediario.db.incidents import AffectedRow, IncidentRow
from crediario.documents import incident_paper
from crediario.documents.shop import ShopHeader, shop_header
from crediario.domain.br import clean_text
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.errors import Refusal
from crediario.domain.incidents import (
    INCIDENT_TEXT_LENGTH,
    Countdown,
    IncidentNoteKind,
    IncidentState,
    IncidentStep,
    countdown,
)
from crediario.domain.settings import ShopProfile
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "AffectedFilter", "AffectedHead", "AffectedOrder", "AffectedRow", "Countdown", "IncidentAhead",
    "IncidentClosed", "IncidentNotAnswered", "IncidentNoteKind", "IncidentNoteOrder", "IncidentNoted",
    "IncidentOrder", "IncidentPaper", "IncidentRegistered", "IncidentRow", "IncidentState",
    "IncidentTextMissing", "IncidentView", "PeopleOutOfRange", "add_incident_note", "affected_people",
    "incident_list", "incident_paper_of", "register_incident", "take_affected",
]  # fmt: skip

MOST_PEOPLE = 100_000_000
NAMELESS = ShopProfile("Loja")


@dataclass(eq=False)
class IncidentAhead(Refusal):
    """Nobody knows of what has not happened yet."""

    moment: datetime


@dataclass(eq=False)
class IncidentTextMissing(Refusal):
    """A part of the record that the law asks for is empty; ``field`` names it."""

    field: str


@dataclass(eq=False)
class PeopleOutOfRange(Refusal):
    """So many people cannot be."""

    people: int


@dataclass(eq=False)
class IncidentClosed(Refusal):
    """A closed incident is kept as it is."""

    incident_id: int


@dataclass(eq=False)
class IncidentNotAnswered(Refusal):
    """It closes once authority and people were told, or it is written why nobody was."""

    incident_id: int


@dataclass(frozen=True, slots=True)
class IncidentOrder:
    """What happened, as far as known.

    Attributes:
        known_at: when the shop came to know: the countdown begins there.
        what_happened: circumstances, without names of people.
        data_affected: which data.
        people_affected: None while nobody knows how many.
        risk: what may come of it for people.
    """

    request_id: str
    known_at: datetime
    what_happened: str
    data_affected: str
    people_affected: int | None
    risk: str


@dataclass(frozen=True, slots=True)
class IncidentRegistered:
    """Its number in the register, and the last day to tell."""

    incident_id: int
    tell_by: date


@dataclass(frozen=True, slots=True)
class IncidentNoteOrder:
    """A line for an incident's record."""

    request_id: str
    incident_id: int
    kind: IncidentNoteKind
    text: str
    happened_on: date


@dataclass(frozen=True, slots=True)
class IncidentNoted:
    """How the incident stands with that line."""

    state: IncidentState


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident and where its countdown is."""

    row: IncidentRow
    countdown: Countdown


@dataclass(frozen=True, slots=True)
class AffectedFilter:
    """Whom an incident may concern.

    Attributes:
        operator_id: only people whose records this person opened, from ``since`` until before ``until``; None
            is everybody registered.
    """

    operator_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AffectedOrder:
    """The list of people leaves the program, for an incident."""

    request_id: str
    incident_id: int
    who: AffectedFilter


@dataclass(frozen=True, slots=True)
class AffectedHead:
    """What stands at the head of the list; ``people`` is how many are on it."""

    shop: ShopHeader
    taken_at: datetime
    taken_by: str
    people: int


@dataclass(frozen=True, slots=True)
class IncidentPaper:
    """The record of one incident as a PDF."""

    content: bytes
    file_name: str


@use_case("register_incident", changes={Topic.PRIVACY})
def register_incident(ctx: Context, order: IncidentOrder) -> IncidentRegistered:
    """Registers an incident: kept five years at least, never changed, never deleted.

    Raises:
        IncidentAhead, IncidentTextMissing, PeopleOutOfRange.
        TextTooLong: one of the texts.

    Rule: LGPD art. 48; Res. CD/ANPD 15/2024; law.md §8. See docs/regras.md#lgpd.
    """
    if order.known_at > ctx.now:
        raise IncidentAhead(order.known_at)
    if order.people_affected is not None and not 0 <= order.people_affected <= MOST_PEOPLE:
        raise PeopleOutOfRange(order.people_affected)
    texts = [_text(name, getattr(order, name)) for name in ("what_happened", "data_affected", "risk")]
    what, data, risk = texts
    id_ = incidents.write_incident(ctx.stamp, order.known_at, what, data, order.people_affected, risk)
    return IncidentRegistered(id_, _view(ctx, _incident(ctx, id_)).countdown.tell_by)


def _text(field: str, text: str) -> str:
    cleaned = clean_text(text, INCIDENT_TEXT_LENGTH)
    if not cleaned:
        raise IncidentTextMissing(field)
    return cleaned


@use_case("register_incident", changes={Topic.PRIVACY})
def add_incident_note(ctx: Context, order: IncidentNoteOrder) -> IncidentNoted:
    """Adds what was done, who was told, why nobody was, or that it is closed.

    Raises:
        IncidentClosed, IncidentNotAnswered, IncidentTextMissing.
        IncidentAhead: dated in the future, or before the incident was known.
        TextTooLong: the text.
        LookupError: no such incident.
    """
    row = _incident(ctx, order.incident_id)
    view = _view(ctx, row)
    if view.countdown.state is IncidentState.CLOSED:
        raise IncidentClosed(row.incident_id)
    if order.kind is IncidentNoteKind.CLOSED and view.countdown.state is not IncidentState.ANSWERED:
        raise IncidentNotAnswered(row.incident_id)
    if not _known_on(ctx, row) <= order.happened_on <= ctx.today:
        raise IncidentAhead(datetime.combine(order.happened_on, ctx.now.timetz()))
    incidents.write_note(ctx.stamp, row.incident_id, order.kind, _text("text", order.text), order.happened_on)
    return IncidentNoted(_view(ctx, _incident(ctx, row.incident_id)).countdown.state)


@query("register_incident")
def incident_list(ctx: Context) -> tuple[IncidentView, ...]:
    """Every incident with its countdown, the newest first."""
    return tuple(_view(ctx, row) for row in incidents.incidents(ctx.database))


@query("register_incident")
def incident_paper_of(ctx: Context, incident_id: int) -> IncidentPaper:
    """The record of an incident as a PDF, to be shown to the authority or kept.

    Raises:
        LookupError: no such incident.
    """
    view = _view(ctx, _incident(ctx, incident_id))
    content = incident_paper.render(
        incident_paper.IncidentPaper(
            shop=shop_header(_profile(ctx)),
            number=incident_id,
            known_at=view.row.known_at,
            what_happened=view.row.what_happened,
            data_affected=view.row.data_affected,
            people_affected=view.row.people_affected,
            risk=view.row.risk,
            registered_by=view.row.operator_name,
            notes=tuple(
                incident_paper.PaperNote(note.happened_on, note.kind, note.text, note.operator_name)
                for note in view.row.notes
            ),
            countdown=view.countdown,
            issued_at=ctx.now,
            issued_by=ctx.operator.short_name,
        )
    )
    return IncidentPaper(content, f"incidente-{incident_id}-{ctx.today.isoformat()}.pdf")


@use_case("register_incident", proof=True)
def take_affected(ctx: Context, order: AffectedOrder) -> AffectedHead:
    """Writes down that the list of people an incident concerns leaves the program, and how many they are.

    Raises:
        LookupError: no such incident.

    Rule: reliability.md A52.
    """
    _incident(ctx, order.incident_id)
    people = incidents.affected_count(ctx.database, _opened(order.who))
    return AffectedHead(shop_header(_profile(ctx)), ctx.now, ctx.operator.short_name, people)


@query("register_incident")
def affected_people(ctx: Context, who: AffectedFilter) -> tuple[AffectedRow, ...]:
    """The people an incident concerns, with what is needed to tell them and nothing more."""
    return tuple(_rows(ctx, who))


def _rows(ctx: Context, who: AffectedFilter) -> Iterator[AffectedRow]:
    return incidents.affected_people(ctx.database, _opened(who))


def _opened(who: AffectedFilter) -> tuple[int, datetime, datetime] | None:
    if who.operator_id is None or who.since is None or who.until is None:
        return None
    return who.operator_id, who.since, who.until


def _incident(ctx: Context, incident_id: int) -> IncidentRow:
    found = incidents.incident(ctx.database, incident_id)
    if found is None:
        raise LookupError(f"incident {incident_id}")
    return found


def _view(ctx: Context, row: IncidentRow) -> IncidentView:
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    steps = tuple(IncidentStep(note.kind, note.happened_on) for note in row.notes)
    # Days the shop closes by itself give no more time: only holidays by law count.
    calendar = HolidayCalendar(shop.calendar(ctx.database, ctx.store_id).state)
    at = countdown(_known_on(ctx, row), steps, ctx.today, calendar, small=settings.small_agent)
    return IncidentView(replace(row, known_at=row.known_at.astimezone(ctx.now.tzinfo)), at)


def _known_on(ctx: Context, row: IncidentRow) -> date:
    return row.known_at.astimezone(ctx.now.tzinfo).date()


def _profile(ctx: Context) -> ShopProfile:
    return shop.shop_profile(ctx.database, ctx.store_id) or NAMELESS
