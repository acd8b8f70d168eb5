"""One person's privacy by keys: consents, requests, taking the data along, erasing or the reason why not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crediario.db.models import Consent, Customer, PrivacyRequest, RecordAccess
from crediario.domain.privacy import ConsentPurpose
from crediario.services import privacy
from crediario.services.core import Context
from crediario.ui.navigation import PersonPrivacy
from crediario.ui.privacy.person_page import written_new
from tests.support.builders import a_customer, a_sale
from tests.support.privacy import LATER, a_canary, settle
from tests.support.shop import CASHIER, MANAGER, OWNER, on_day
from tests.ui.privacy.desk import Desk, a_desk
from tests.ui.windows import CTRL

CONSENTS, REQUESTS, ACCESSES, DATA = 1, 2, 3, 4


def in_force(ctx: Context, customer: int) -> set[ConsentPurpose]:
    """What the person said yes to, by the newest word on each purpose."""
    return {state.purpose for state in privacy.person_privacy(ctx, customer).consents if state.given}


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """Who owns the shop, before the window."""
    with a_desk(sqlite_shop, OWNER) as made:
        yield made


@pytest.fixture
def maria(desk: Desk) -> int:
    return a_customer(desk.ctx)


def test_a_consent_is_given_and_taken_back_by_keys(desk: Desk, maria: int) -> None:
    page = desk.open(PersonPrivacy(maria), CONSENTS)
    desk.press("Down", "F10")
    assert in_force(desk.ctx, maria) == {ConsentPurpose.BIRTHDAY}
    assert desk.toast == "Anotado, com o texto e a data."
    assert page.states.current_row().purpose is ConsentPurpose.BIRTHDAY
    desk.press("Delete")
    assert in_force(desk.ctx, maria) == set()
    assert [each.given for each in page.history.rows()] == [False, True]


def test_a_cashier_notes_consents_and_requests_and_sees_nothing_else(
    qtbot: QtBot, sqlite_shop: Context
) -> None:
    customer = a_customer(sqlite_shop)
    with a_desk(sqlite_shop, CASHIER) as desk:
        desk.open(PersonPrivacy(customer), CONSENTS)
        assert [each.title for each in desk.screen.pages] == ["Consentimentos", "Pedidos"]
        desk.press("F10")
        assert Consent.select().count() == 1


def test_a_request_is_noted_with_its_protocol(desk: Desk, maria: int) -> None:
    page = desk.open(PersonPrivacy(maria), REQUESTS)
    assert page.form.kind.hasFocus()
    desk.press("Down", "Return", "Return")
    desk.type("a rua mudou de nome")
    desk.press("F10")
    row = PrivacyRequest.get()
    assert (row.kind, row.note) == ("correction", "a rua mudou de nome")
    assert desk.toast == "Pedido anotado. Protocolo 2026/00001: responda até 24/06/2026."
    assert not page.is_writing
    desk.press("N", modifier=CTRL)
    assert page.is_writing
    desk.press("Escape")
    assert not page.is_writing
    assert desk.page is page


def test_the_data_leave_in_a_folder(desk: Desk, maria: int, tmp_path: Path) -> None:
    desk.dialogs.path = tmp_path
    desk.open(PersonPrivacy(maria), DATA)
    desk.press("F10")
    names = sorted(each.name for each in tmp_path.iterdir() if each.suffix in {".pdf", ".json"})
    assert names == [f"dados-cliente-{maria}-2026-06-09.json", f"dados-cliente-{maria}-2026-06-09.pdf"]
    content = json.loads((tmp_path / names[0]).read_text(encoding="utf-8"))
    assert content["tables"]["customer"]["rows"][0]["name"] == "Maria das Dores Silva"
    assert RecordAccess.get(RecordAccess.customer == maria).opened == "export"
    assert desk.toast == f"2 arquivos gravados em {tmp_path}."


def test_a_link_in_the_folder_is_not_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "longe"
    elsewhere.write_text("meu")
    (tmp_path / "dados.pdf").symlink_to(elsewhere)
    assert not written_new(tmp_path, "dados.pdf", b"x")
    assert not written_new(tmp_path, "../dados.pdf", b"x")
    assert elsewhere.read_text() == "meu"


def test_why_not_yet_is_told_and_offers_can_be_blocked(desk: Desk, maria: int) -> None:
    a_sale(desk.ctx, maria)
    page = desk.open(PersonPrivacy(maria), DATA)
    said = [page._lines.itemAt(place).widget().text() for place in range(page._lines.count())]
    assert "•  Há R$\xa0300,00 em aberto." in said
    assert "•  Os anos de guarda vão até 09/06/2031." in said
    assert not page.erase.isEnabled()
    desk.press("B", modifier=CTRL)
    assert desk.toast == "Ofertas bloqueadas."
    assert Consent.select().count() == 2


def test_somebody_whose_years_are_over_is_erased(desk: Desk) -> None:
    customer = a_canary(desk.ctx)
    settle(desk.ctx, customer)
    on_day(desk.ctx, LATER)
    page = desk.open(PersonPrivacy(customer), DATA)
    desk.press("Delete")
    assert Customer.get_by_id(customer).name == f"Pessoa anonimizada nº {customer}"
    assert page.note.paragraph.text == "Os dados desta pessoa já foram apagados."
    assert not page.erase.isVisible()


def test_a_manager_exports_and_is_told_who_erases(qtbot: QtBot, sqlite_shop: Context) -> None:
    customer = a_customer(sqlite_shop)
    with a_desk(sqlite_shop, MANAGER) as desk:
        page = desk.open(PersonPrivacy(customer), DATA)
        assert page.export.isEnabled()
        assert not page.erase.isEnabled()
        assert page.note.paragraph.text == "Já pode. Só quem é responsável pela loja apaga dados."


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700)])
def test_the_blue_button_is_in_sight(qtbot: QtBot, sqlite_shop: Context, width: int, height: int) -> None:
    customer = a_customer(sqlite_shop)
    with a_desk(sqlite_shop, OWNER, width, height) as desk:
        for number in (CONSENTS, REQUESTS, DATA):
            page = desk.open(PersonPrivacy(customer), number)
            assert page.primary is not None
            assert not page.primary.visibleRegion().isEmpty()
            assert page.focusPolicy() is Qt.FocusPolicy.NoFocus
