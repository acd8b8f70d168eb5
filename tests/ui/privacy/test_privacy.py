"""Privacidade by keys: requests answered, incidents noted, accesses filtered, people erased."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crediario.db.models import Customer, IncidentNote, PrivacyRequest
from crediario.domain.privacy import RequestKind
from crediario.services import privacy
from crediario.services.anonymising import wipe_pending
from crediario.services.core import Context
from crediario.services.incidents import IncidentNoteKind, register_incident
from crediario.services.privacy import RequestOrder
from crediario.services.record_access import AccessOrder, Opened, note_access
from crediario.ui import printing
from crediario.ui.home.home import HomeScreen
from crediario.ui.navigation import PersonPrivacy, Privacy
from crediario.ui.privacy import privacy_words
from tests.services.test_incidents import an_order
from tests.support.builders import a_customer, a_sale
from tests.support.privacy import LATER, a_canary, settle
from tests.support.shop import MANAGER, OWNER, TODAY, as_person, new_id, on_day
from tests.ui.privacy.desk import Desk, a_desk
from tests.ui.windows import CTRL

REQUESTS, INCIDENTS, ACCESSES, ERASABLE = 1, 2, 3, 4


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """Who owns the shop, before the window."""
    with a_desk(sqlite_shop, OWNER) as made:
        yield made


def asked(ctx: Context, customer: int, kind: RequestKind = RequestKind.ACCESS, days: int = 0) -> int:
    order = RequestOrder(new_id(), customer, kind, TODAY - timedelta(days=days), "a rua mudou")
    return privacy.record_request(ctx, order).privacy_request_id


# -- requests ------------------------------------------------------------------------------------------------


def test_the_nearest_deadline_comes_first_and_late_ones_are_told(desk: Desk) -> None:
    customer = a_customer(desk.ctx)
    asked(desk.ctx, customer, RequestKind.REVIEW)
    late = asked(desk.ctx, customer, days=20)
    page = desk.open(Privacy(), REQUESTS)

    assert page.table.rows()[0].request_id == late
    assert page.count.text() == "2 pedidos esperam resposta, 1 além do prazo"
    assert page.table.hasFocus()


def test_the_start_tells_whoever_answers_of_the_late_ones(desk: Desk) -> None:
    home = desk.window.current
    assert isinstance(home, HomeScreen)
    assert not home.late_requests.isVisible()
    asked(desk.ctx, a_customer(desk.ctx), days=20)
    home.reload()
    assert home.late_requests.paragraph.text.startswith("1 pedido passou do prazo.")
    assert home.late_requests.isVisible()


def test_enter_leads_to_the_answer_and_f10_keeps_it(desk: Desk) -> None:
    request = asked(desk.ctx, a_customer(desk.ctx))
    page = desk.open(Privacy(), REQUESTS)
    desk.press("Return")
    assert page.answer.hasFocus()
    desk.type("declaração entregue no balcão")
    desk.press("F10")

    assert PrivacyRequest.get_by_id(request).answer == "declaração entregue no balcão"
    assert desk.toast == "Pedido 2026/00001 respondido."
    assert page.table.rows() == []
    desk.press("F", modifier=CTRL)
    assert [each.request_id for each in page.table.rows()] == [request]


def test_an_empty_answer_is_asked_for(desk: Desk) -> None:
    asked(desk.ctx, a_customer(desk.ctx))
    page = desk.open(Privacy(), REQUESTS)
    desk.press("F10")
    assert page.note.paragraph.text.startswith("Escreva o que foi respondido.")
    assert page.answer.hasFocus()


def test_a_correction_leads_to_the_form_and_to_the_person(desk: Desk) -> None:
    customer = a_customer(desk.ctx)
    asked(desk.ctx, customer, RequestKind.CORRECTION)
    desk.open(Privacy(), REQUESTS)
    desk.press("I", modifier=CTRL)
    assert desk.screen.title == "Privacidade de Maria das Dores Silva"
    desk.press("Escape")
    desk.press("E", modifier=CTRL)
    assert desk.window.current.where.customer_id == customer  # type: ignore[union-attr]


def test_the_record_of_operations_opens(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(printing, "open_content", lambda content, name: opened.append(name) or True)
    desk.open(Privacy(), REQUESTS)
    desk.press("P", modifier=CTRL)
    assert opened == ["registro-de-operacoes-2026-06-09"]


def test_nothing_waits_is_said(desk: Desk) -> None:
    page = desk.open(Privacy(), REQUESTS)
    assert page.pane.currentWidget() is page.pane.empty
    assert page.primary is None


# -- incidents -----------------------------------------------------------------------------------------------


def test_an_incident_is_registered_by_keys(desk: Desk) -> None:
    page = desk.open(Privacy(), INCIDENTS)
    desk.press("N", modifier=CTRL)
    for text in ("celular furtado", "nome e telefone", "golpe por mensagem"):
        desk.type(text)
        desk.press("Return")
    desk.press("F10")

    assert desk.toast == "Incidente nº 1 registrado. Comunicar até 17/06/2026."
    (view,) = page.table.rows()
    assert (view.row.what_happened, view.row.people_affected) == ("celular furtado", None)
    assert privacy_words.countdown_words(view.countdown) == "Faltam 7 dias úteis"


def test_a_missing_part_is_named_and_esc_gives_up_the_form_only(desk: Desk) -> None:
    page = desk.open(Privacy(), INCIDENTS)
    desk.press("N", modifier=CTRL)
    desk.press("F10")
    assert page.form.note.paragraph.text.startswith("Falta escrever o que aconteceu.")
    desk.press("Escape")
    assert not page.is_registering
    assert desk.page is page


def test_what_was_done_is_noted_until_it_closes(desk: Desk) -> None:
    register_incident(desk.ctx, an_order())
    page = desk.open(Privacy(), INCIDENTS)
    for kind in (IncidentNoteKind.NOT_TOLD, IncidentNoteKind.CLOSED):
        page.kind.set_value(kind)
        page.text.setPlainText("aparelho apagado à distância")
        desk.press("F10")
    assert IncidentNote.select().count() == 2
    assert privacy_words.countdown_words(page.table.rows()[0].countdown) == "Encerrado"
    assert not page.save.isVisible()


def test_closing_too_early_is_refused_in_words(desk: Desk) -> None:
    register_incident(desk.ctx, an_order())
    page = desk.open(Privacy(), INCIDENTS)
    page.kind.set_value(IncidentNoteKind.CLOSED)
    page.text.setPlainText("pronto")
    desk.press("F10")
    assert page.note.paragraph.text.startswith("Ainda não dá para encerrar.")
    assert IncidentNote.select().count() == 0


def test_the_list_of_people_is_saved(desk: Desk, tmp_path: Path) -> None:
    a_customer(desk.ctx)
    register_incident(desk.ctx, an_order())
    desk.dialogs.path = tmp_path / "pessoas.xlsx"
    desk.open(Privacy(), INCIDENTS)
    desk.press("S", modifier=CTRL)
    assert desk.dialogs.path.read_bytes()[:2] == b"PK"
    assert desk.toast.endswith("pessoas.xlsx: 1 pessoa.")


def test_the_record_opens_as_a_pdf(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    register_incident(desk.ctx, an_order())
    opened: list[str] = []
    monkeypatch.setattr(printing, "open_content", lambda content, name: opened.append(name) or True)
    desk.open(Privacy(), INCIDENTS)
    desk.press("P", modifier=CTRL)
    assert opened == ["incidente-1-2026-06-09"]


# -- accesses ------------------------------------------------------------------------------------------------


def test_what_one_person_opened(desk: Desk) -> None:
    customer, manager = a_customer(desk.ctx), as_person(desk.ctx, MANAGER)
    note_access(manager, AccessOrder(new_id(), customer, Opened.CARD))
    note_access(desk.ctx, AccessOrder(new_id(), customer, Opened.FORM))
    page = desk.open(Privacy(), ACCESSES)
    assert [each.opened for each in page.table.rows()] == [Opened.FORM, Opened.CARD]

    page.who.set_value(manager.operator.id)
    assert [each.opened for each in page.table.rows()] == [Opened.CARD]


# -- erasing -------------------------------------------------------------------------------------------------


@pytest.fixture
def canary(desk: Desk) -> int:
    customer = a_canary(desk.ctx)
    settle(desk.ctx, customer)
    on_day(desk.ctx, LATER)
    return customer


def test_marked_people_are_erased_after_being_told_what_goes(desk: Desk, canary: int) -> None:
    page = desk.open(Privacy(), ERASABLE)
    assert not page.erase.isEnabled()
    desk.press("Space")
    assert page.marked.text() == "1 pessoa marcada"
    desk.press("F10")

    (question,) = desk.dialogs.asked
    assert question.title == "Apagar os dados de Zenóbia Quintiliana Xarope?"
    assert "nome, CPF" in question.text
    assert Customer.get_by_id(canary).name == f"Pessoa anonimizada nº {canary}"
    assert not wipe_pending(desk.ctx)
    assert page.table.rows() == []


def test_who_says_no_erases_nobody(desk: Desk, canary: int) -> None:
    desk.dialogs.answer = False
    desk.open(Privacy(), ERASABLE)
    desk.press("Space", "F10")
    assert Customer.get_by_id(canary).anonymised_at is None


def test_a_manager_looks_and_does_not_erase(qtbot: QtBot, sqlite_shop: Context) -> None:
    customer = a_canary(sqlite_shop)
    settle(sqlite_shop, customer)
    on_day(sqlite_shop, LATER)
    with a_desk(sqlite_shop, MANAGER) as desk:
        page = desk.open(Privacy(), ERASABLE)
        assert [each.customer_id for each in page.table.rows()] == [customer]
        assert not page.erase.isVisible()
        desk.press("F10")
        assert desk.dialogs.asked == []


def test_somebody_with_open_money_is_not_on_the_list(desk: Desk) -> None:
    a_sale(desk.ctx, a_customer(desk.ctx))
    page = desk.open(Privacy(), ERASABLE)
    assert page.pane.currentWidget() is page.pane.empty


def test_a_wipe_left_undone_is_told_and_done(desk: Desk, canary: int) -> None:
    from crediario.services.anonymising import AnonymiseOrder, anonymise_people

    anonymise_people(desk.ctx, AnonymiseOrder(new_id(), (canary,)))
    page = desk.open(Privacy(), ERASABLE)
    assert page.pending.isVisible()
    page.clean.click()
    assert not wipe_pending(desk.ctx)


def test_a_person_opens_from_the_list(desk: Desk, canary: int) -> None:
    desk.open(Privacy(), ERASABLE)
    desk.press("Return")
    assert isinstance(desk.window.here, PersonPrivacy)


@pytest.mark.parametrize("day", [date(2026, 6, 9)])
def test_words_of_deadlines(day: date) -> None:
    row = privacy.RequestRow(1, 1, "", RequestKind.ACCESS, day, day + timedelta(days=1), "", None, "", "")
    assert privacy_words.due_words(row, day) == "falta 1 dia"
    assert privacy_words.due_words(row, day + timedelta(days=1)) == "o prazo é hoje"
    assert privacy_words.due_words(row, day + timedelta(days=2)) == "1 dia além do prazo"
