"""The register of incidents: the countdown, what closes one, and the list of people to be told."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pypdfium2
import pytest
from peewee import DatabaseError

from crediario.db.models import Audit, Incident, Operation
from crediario.domain.br import TextTooLong
from crediario.domain.settings import ShopSettings
from crediario.services import incidents, settings
from crediario.services.core import Context, PasswordNeeded, PermissionDenied
from crediario.services.incidents import (
    AffectedFilter,
    AffectedOrder,
    IncidentAhead,
    IncidentClosed,
    IncidentNotAnswered,
    IncidentNoteKind,
    IncidentNoteOrder,
    IncidentOrder,
    IncidentState,
    IncidentTextMissing,
    PeopleOutOfRange,
)
from crediario.services.record_access import AccessOrder, Opened, note_access
from tests.support.builders import a_customer
from tests.support.shop import (
    CASHIER,
    MANAGER,
    MOMENT,
    TODAY,
    as_person,
    new_id,
    on_day,
    settings_order,
    unproven,
)


def an_order(**changes: object) -> IncidentOrder:
    order = IncidentOrder(
        new_id(), MOMENT - timedelta(hours=2), "Celular da loja furtado com a lista de clientes aberta.",
        "Nome, telefone e parcelas em atraso.", 40, "Contato indevido em nome da loja.",
    )  # fmt: skip
    return replace(order, **changes)  # type: ignore[arg-type]


def a_note(
    ctx: Context, incident: int, kind: IncidentNoteKind, day: date = TODAY, text: str = "feito"
) -> incidents.IncidentNoted:
    return incidents.add_incident_note(ctx, IncidentNoteOrder(new_id(), incident, kind, text, day))


def test_a_small_agent_has_six_business_days(shop: Context) -> None:
    assert incidents.register_incident(shop, an_order()).tell_by == date(2026, 6, 17)
    settings.change_settings(shop, settings_order(shop, ShopSettings(small_agent=False)))
    assert incidents.incident_list(shop)[0].countdown.tell_by == date(2026, 6, 12)


def test_days_the_shop_closes_by_itself_give_no_more_time(shop: Context) -> None:
    settings.add_holiday(shop, settings.HolidayOrder(new_id(), date(2026, 6, 10), "Balanço"))
    assert incidents.register_incident(shop, an_order()).tell_by == date(2026, 6, 17)


def test_it_is_late_until_both_were_told(shop: Context) -> None:
    number = incidents.register_incident(shop, an_order()).incident_id
    on_day(shop, date(2026, 6, 18))
    assert incidents.incident_list(shop)[0].countdown.late
    assert a_note(shop, number, IncidentNoteKind.TOLD_AUTHORITY).state is IncidentState.HALF_TOLD
    assert incidents.incident_list(shop)[0].countdown.late
    assert a_note(shop, number, IncidentNoteKind.TOLD_PEOPLE).state is IncidentState.ANSWERED
    at = incidents.incident_list(shop)[0].countdown
    assert (at.late, at.complement_by) == (False, date(2026, 8, 4))


def test_it_closes_once_it_is_answered_and_then_stays_as_it_is(shop: Context) -> None:
    number = incidents.register_incident(shop, an_order()).incident_id
    with pytest.raises(IncidentNotAnswered):
        a_note(shop, number, IncidentNoteKind.CLOSED)
    a_note(shop, number, IncidentNoteKind.NOT_TOLD, text="o aparelho foi apagado antes de aberto")
    a_note(shop, number, IncidentNoteKind.CLOSED)
    with pytest.raises(IncidentClosed):
        a_note(shop, number, IncidentNoteKind.MEASURE)
    (view,) = incidents.incident_list(shop)
    assert [note.kind for note in view.row.notes] == [IncidentNoteKind.NOT_TOLD, IncidentNoteKind.CLOSED]


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"known_at": MOMENT + timedelta(minutes=1)}, IncidentAhead),
        ({"what_happened": "  "}, IncidentTextMissing),
        ({"risk": ""}, IncidentTextMissing),
        ({"data_affected": "x" * 2_001}, TextTooLong),
        ({"people_affected": -1}, PeopleOutOfRange),
    ],
)
def test_what_is_wrong_is_not_registered(
    shop: Context, changes: dict[str, object], failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        incidents.register_incident(shop, an_order(**changes))
    assert Incident.select().count() == 0


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_a_line_is_dated_between_the_day_it_was_known_and_today(shop: Context, day: date) -> None:
    number = incidents.register_incident(shop, an_order()).incident_id
    with pytest.raises(IncidentAhead):
        a_note(shop, number, IncidentNoteKind.MEASURE, day)


def test_the_register_is_never_deleted(shop: Context) -> None:
    incidents.register_incident(shop, an_order())
    for statement in (Incident.delete(), Incident.update(risk="nenhum")):
        with pytest.raises(DatabaseError), shop.database.atomic():
            statement.execute()


def test_those_whose_records_a_person_opened(shop: Context) -> None:
    maria, otavio = a_customer(shop), a_customer(shop, "Otávio Pereira Lima", email="otavio@lima.example")
    cashier = as_person(shop, CASHIER)
    note_access(cashier, AccessOrder(new_id(), otavio, Opened.CARD))
    everybody = incidents.affected_people(shop, AffectedFilter())
    assert [row.customer_id for row in everybody] == [maria, otavio]
    day = timedelta(days=1)
    opened = AffectedFilter(cashier.operator.id, MOMENT - day, MOMENT + day)
    (row,) = incidents.affected_people(shop, opened)
    assert (row.name, row.email) == ("Otávio Pereira Lima", "otavio@lima.example")
    assert row.phone.startswith("+5534")
    earlier = AffectedFilter(cashier.operator.id, MOMENT - 2 * day, MOMENT - day)
    assert incidents.affected_people(shop, earlier) == ()


def test_the_list_leaves_only_with_the_password_and_its_count(shop: Context) -> None:
    a_customer(shop)
    number = incidents.register_incident(shop, an_order()).incident_id
    order = AffectedOrder(new_id(), number, AffectedFilter())
    head = incidents.take_affected(shop, order)
    assert (head.people, head.taken_by) == (1, "Aurora R.")
    assert '"people":1' in Operation.get_by_id(order.request_id).result
    assert Audit.select().where(Audit.operation == order.request_id).count() == 1
    with pytest.raises(PasswordNeeded):
        incidents.take_affected(unproven(shop, MANAGER), replace(order, request_id=new_id()))


def test_only_managers_see_the_register(shop: Context) -> None:
    with pytest.raises(PermissionDenied):
        incidents.incident_list(as_person(shop, CASHIER))


def test_nothing_is_noted_about_an_incident_that_is_not_there(shop: Context) -> None:
    with pytest.raises(LookupError):
        a_note(shop, 99, IncidentNoteKind.MEASURE)


def test_the_paper_tells_what_the_resolution_asks(shop: Context) -> None:
    number = incidents.register_incident(shop, an_order()).incident_id
    a_note(shop, number, IncidentNoteKind.MEASURE, text="chip bloqueado e senhas trocadas")
    paper = incidents.incident_paper_of(shop, number)
    assert paper.file_name == f"incidente-{number}-2026-06-09.pdf"
    with pypdfium2.PdfDocument(paper.content) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    for wanted in (
        "Celular da loja furtado",
        "chip bloqueado",
        "17/06/2026",
        "09/06/2031",
        "Pessoas afetadas",
    ):
        assert wanted in text


def test_the_moment_is_kept_as_it_was(shop: Context) -> None:
    incidents.register_incident(shop, an_order())
    assert incidents.incident_list(shop)[0].row.known_at == MOMENT - timedelta(hours=2)
    assert isinstance(Incident.get().known_at, datetime)
