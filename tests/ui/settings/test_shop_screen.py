"""Dados da loja as a manager uses it: by keys, each wrong field told beside it, nobody overwritten."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from crediario.db.connection import DiskFull
from crediario.services import settings
from crediario.services.core import Context
from crediario.ui.navigation import ShopData
from crediario.ui.settings import shop_screen
from crediario.ui.settings.settings_screen import SettingsScreen
from crediario.ui.settings.shop_screen import ShopScreen
from crediario.ui.theme import Scheme, Theme
from crediario.ui.widgets.edits import Edit
from tests.support.shop import CASHIER, MANAGER, OWNER, PROFILE, as_person, new_id
from tests.ui.settings.office import Office, an_office
from tests.ui.setup.desks import texts_cut
from tests.ui.support import type_text
from tests.ui.windows import CTRL, Elsewhere


def opened(office: Office, field: str = "") -> ShopScreen:
    office.window.open(ShopData(field))
    QApplication.processEvents()
    assert isinstance(office.window.current, ShopScreen)
    return office.window.current


def typed(office: Office, text: str) -> None:
    """In the place of what the field with the keyboard says, then Enter."""
    edit = office.focused
    assert isinstance(edit, Edit)
    edit.selectAll()
    type_text(edit, text)
    office.press("Return")


def by_another(ctx: Context, **fields: str) -> None:
    """Somebody else saves that at another computer."""
    owner = as_person(ctx, OWNER)
    settings.change_profile(owner, settings.ProfileOrder(new_id(), 1, replace(PROFILE, **fields)))


# -- what is shown


def test_it_is_opened_from_ajustes_by_its_key_and_left_again(office: Office) -> None:
    office.open()
    office.press("6", modifier=CTRL)
    assert isinstance(office.window.current, ShopScreen)
    assert office.window.top.title.text() == "Dados da loja"
    office.press("Escape")
    assert isinstance(office.window.current, SettingsScreen)


def test_who_may_not_edit_does_not_find_it(counter: Office) -> None:
    counter.open()
    counter.press("6", modifier=CTRL)
    assert isinstance(counter.window.current, SettingsScreen)


def test_every_field_of_the_profile_stands_there_as_papers_write_it(office: Office) -> None:
    screen = opened(office)
    assert screen.form.texts() == {
        "cnpj": "12.345.678/0001-95",
        "trade_name": "Casa Aurora",
        "legal_name": "Casa Aurora Ltda",
        "cep": "38700-002",
        "street": "Rua Major Gote, 850",
        "district": "Centro",
        "city": "Patos de Minas",
        "uf": "MG",
        "phone": "(34) 3821-0000",
        "whatsapp": "(34) 9 9900-0850",
        "email": "",
        "pix_key": "pix@casaaurora.example",
        "slogan": "Móveis, eletro e confecções desde 1988",
    }
    assert screen.form.cnpj.hasFocus()
    assert screen._status.text() == "Nada mudou."
    assert not screen.save.isEnabled()


def test_the_paper_follows_the_typing(office: Office) -> None:
    screen = opened(office)
    office.press("Return")
    typed(office, "Aurora Móveis")
    assert [line.text() for line in screen.paper.lines] == [
        "Aurora Móveis",
        "Móveis, eletro e confecções desde 1988",
        "Casa Aurora Ltda",
        "CNPJ 12.345.678/0001-95",
        "Rua Major Gote, 850, Centro",
        "Patos de Minas, MG · 38700-002",
        "(34) 9 9900-0850",
        "",
    ]


# -- keeping


def test_enter_walks_every_field_and_f10_writes_a_new_version(office: Office) -> None:
    screen = opened(office)
    for edit in screen.form.edits.values():
        assert office.focused is edit
        typed(
            office,
            {"city": "Uberlândia", "email": "loja@aurora.example"}.get(_name(screen, edit), edit.text()),
        )
    assert screen._status.text() == "2 dados mudados, ainda não gravados."
    office.press("F10")

    wanted = replace(PROFILE, city="Uberlândia", email="loja@aurora.example")
    assert settings.profile_to_edit(office.ctx) == settings.ProfileInForce(2, wanted)
    assert office.window.toaster.text == "Dados da loja gravados. Versão 2; as anteriores ficam guardadas."
    assert screen._status.text() == "Nada mudou."
    office.press("Escape")
    assert not office.dialogs.asked


def _name(screen: ShopScreen, edit: Edit) -> str:
    return next(name for name, each in screen.form.edits.items() if each is edit)


def test_leaving_with_something_typed_is_asked_once(office: Office) -> None:
    opened(office)
    office.press("Return")
    typed(office, "Aurora Móveis")
    office.dialogs.answer = False
    office.press("Escape")
    assert isinstance(office.window.current, ShopScreen)
    office.dialogs.answer = True
    office.press("Escape")
    assert isinstance(office.window.current, Elsewhere)
    assert settings.profile_to_edit(office.ctx).version == 1


# -- what is wrong


def test_what_is_missing_is_said_at_every_field_and_nothing_is_kept(office: Office) -> None:
    screen = opened(office)
    for name in ("cnpj", "trade_name", "street", "city", "uf"):
        screen.form.edits[name].clear()
    office.press("F10")
    assert {name: edit.error for name, edit in screen.form.edits.items() if edit.error} == {
        "cnpj": "Falta o CNPJ",
        "trade_name": "Falta o nome da loja",
        "street": "Faltam rua e número",
        "city": "Falta a cidade",
        "uf": "Falta a UF",
    }
    assert screen.form.cnpj.hasFocus()
    assert settings.profile_to_edit(office.ctx).version == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("cnpj", "12345678000196", "CNPJ inválido"),
        ("uf", "XX", "Não existe a UF XX"),
        ("email", "loja@", "Isto não é um e-mail"),
        ("pix_key", "12.345.678/0001-95", "Chave Pix inválida: sem pontos nem traços, telefone com +55"),
    ],
)
def test_a_wrong_field_says_so_itself(office: Office, name: str, text: str, said: str) -> None:
    screen = opened(office)
    screen.form.edits[name].setFocus()
    typed(office, text)
    office.press("F10")
    assert screen.form.edits[name].error == said
    assert screen.form.edits[name].hasFocus()
    assert settings.profile_to_edit(office.ctx).version == 1


@pytest.mark.parametrize(
    ("field", "name"), [("city", "city"), ("uf", "uf"), ("street", "street"), ("contact", "whatsapp")]
)
def test_a_paper_that_lacks_something_leads_to_its_field(office: Office, field: str, name: str) -> None:
    bare = replace(PROFILE, city="", uf="", street="", whatsapp="")
    settings.change_profile(office.ctx, settings.ProfileOrder(new_id(), 1, bare))
    screen = opened(office, field)
    assert screen.form.edits[name].hasFocus()
    assert screen.form.edits[name].error
    assert screen.contact.isVisible(), "neither WhatsApp nor e-mail: no contract"


def test_what_the_world_refuses_is_told_above_and_can_be_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, ids = shop_screen.change_profile, []

    def full(_: object, order: settings.ProfileOrder) -> None:
        ids.append(order.request_id)
        raise DiskFull

    screen = opened(office)
    office.press("Return")
    typed(office, "Aurora Móveis")
    monkeypatch.setattr(shop_screen, "change_profile", full)
    office.press("F10", "F10")
    assert "o disco está cheio" in screen.note.paragraph.text
    assert len(set(ids)) == 1, "the same content is the same request"
    monkeypatch.setattr(shop_screen, "change_profile", real)
    office.press("F10")
    kept = settings.profile_to_edit(office.ctx).profile
    assert kept is not None
    assert kept.trade_name == "Aurora Móveis"


# -- two managers


def test_what_somebody_else_saved_meanwhile_is_shown_and_mine_stays_on_the_screen(office: Office) -> None:
    screen = opened(office)
    office.press("Return")
    typed(office, "Aurora Móveis")
    by_another(office.ctx, trade_name="Lojas Aurora", phone="(34) 3821-9999")
    office.press("F10")

    assert settings.profile_to_edit(office.ctx).version == 2, "nothing was overwritten"
    said = screen.note.paragraph.text
    assert "Aurora R. gravou outra versão" in said
    assert "nome que o cliente conhece: Lojas Aurora; telefone: (34) 3821-9999" in said
    assert "Você também mudou: nome que o cliente conhece." in said
    assert (screen.form.name.text(), screen.form.phone.text()) == ("Aurora Móveis", "(34) 3821-9999")
    office.press("F10")
    wanted = replace(PROFILE, trade_name="Aurora Móveis", phone="(34) 3821-9999")
    assert settings.profile_to_edit(office.ctx) == settings.ProfileInForce(3, wanted)


def test_f5_with_something_typed_says_what_changed_too(office: Office) -> None:
    screen = opened(office)
    office.press("Return")
    typed(office, "Aurora Móveis")
    by_another(office.ctx, city="Uberlândia")
    office.press("F5")
    assert "Outra pessoa gravou outra versão" in screen.note.paragraph.text
    assert (screen.form.name.text(), screen.form.city.text()) == ("Aurora Móveis", "Uberlândia")


# -- what it looks like


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [(1366, 768, 150, Scheme.LIGHT), (1024, 700, 100, Scheme.DARK), (1024, 700, 150, Scheme.DARK)],
)
def test_it_fits_and_scrolls_to_what_is_typed(
    qapp: QApplication, sqlite_shop: Context, width: int, height: int, percent: int, scheme: Scheme
) -> None:
    Theme.apply(qapp, scheme, percent)
    with an_office(sqlite_shop, MANAGER, width, height) as narrow:
        screen = opened(narrow)
        assert not texts_cut(screen)
        for edit in screen.form.edits.values():
            assert narrow.focused is edit
            area = screen.mapFromGlobal(edit.mapToGlobal(edit.rect().center()))
            assert screen.rect().contains(area)
            narrow.press("Return")


def test_a_cashier_is_refused_by_the_use_case_too(sqlite_shop: Context) -> None:
    with an_office(sqlite_shop, CASHIER) as office:
        screen = opened(office)
        assert not screen.form.isVisible()
        office.press("F10")
        assert settings.profile_in_force(office.ctx) == PROFILE
