"""Pessoas by keys: who is here, somebody new, another role, digits, permissions, and who gets in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from crediario.domain.permissions import PERMISSIONS, Role
from crediario.services import people, users
from crediario.services.core import Context
from crediario.ui.navigation import People
from crediario.ui.password_prompt import PasswordPrompt
from crediario.ui.people import people_words
from crediario.ui.role_words import ONCE, POWER_WORDS, WITHOUT_WORDS
from crediario.ui.theme import Scheme, Theme
from tests.support.shop import (
    CASHIER,
    MANAGER,
    OWNER,
    PASSWORDS,
    PINS,
    SELLER,
    as_person,
    new_id,
    system,
    unproven,
)
from tests.ui.people.desk import Desk, a_desk
from tests.ui.setup.desks import texts_cut
from tests.ui.support import type_text
from tests.ui.windows import ALT, CTRL

LONG = "três palavras bem minhas"


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """Who answers for the shop, before the window."""
    with a_desk(sqlite_shop, OWNER) as made:
        yield made


@pytest.fixture
def managers(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Desk]:
    """Who manages it, before the same window."""
    with a_desk(sqlite_shop, MANAGER) as made:
        yield made


def sign_in(ctx: Context, number: int, pin: str) -> Role:
    return users.sign_in(system(ctx), users.SignIn(new_id(), number, pin)).operator.role


def confirm(ctx: Context, number: int, password: str) -> Role:
    return users.check_password(system(ctx), users.PasswordCheck(new_id(), number, password)).role


def lock_out(ctx: Context, number: int, times: int) -> None:
    for _ in range(times):
        with pytest.raises((users.WrongPin, users.LockedForMinutes)):
            sign_in(ctx, number, "902135")


# -- the list


def test_the_list_says_number_name_role_and_state(desk: Desk) -> None:
    people.set_person_active(desk.ctx, people.ActiveOrder(new_id(), SELLER, active=False))
    lock_out(desk.ctx, CASHIER, 5)
    desk.window.open(People())
    table = desk.people.table
    lines = [
        [table.model().index(line, column).data() for column in range(4)]
        for line in range(table.model().rowCount())
    ]

    assert lines == [
        ["1", "Aurora Rocha", "Responsável", "ativa"],
        ["2", "Joana Prado", "Caixa", "bloqueada até 14:33"],
        ["3", "Edson Martins", "Vendas", "desativada"],
        ["4", "Cláudia Ribeiro", "Gerência", "ativa"],
    ]
    assert table.hasFocus()


# -- somebody new


def test_a_new_person_by_keys_alone(desk: Desk) -> None:
    desk.window.open(People())
    desk.press("N", modifier=CTRL)
    desk.fill("Bia Nunes", "Bia N.")
    desk.press("Return")
    desk.fill("602214", "602214")
    desk.press("F10")

    assert desk.people.table.current_row() is not None
    kept = desk.kept(5)
    assert (kept.person.name, kept.person.short_name, kept.person.role) == (
        "Bia Nunes",
        "Bia N.",
        Role.CASHIER,
    )
    assert sign_in(desk.ctx, 5, "602214") is Role.CASHIER
    assert desk.window.toaster.text == "Gravado para Bia N.: cadastro."
    assert desk.dialogs.asked == []


def test_the_short_name_follows_until_somebody_writes_another(desk: Desk) -> None:
    desk.window.open(People())
    desk.press("N", modifier=CTRL)
    form = desk.person.form
    type_text(form.name, "Bia Nunes Prado")
    assert form.short_name.text() == "Bia P."


def test_what_is_missing_is_said_at_its_field(desk: Desk) -> None:
    desk.window.open(People())
    desk.press("N", modifier=CTRL)
    form = desk.person.form
    desk.press("F10")
    assert (form.name.error, form.name.hasFocus()) == ("Falta o nome", True)
    type_text(form.name, "Bia Nunes")
    type_text(form.pin, "123456")
    form.pin_again.setText("123456")
    desk.press("F10")
    assert form.pin.error == "Fácil de adivinhar: evite sequências e repetições"
    form.pin.setText("602214")
    desk.press("F10")
    assert form.pin_again.error == "Os números não são os mesmos"
    form.pin_again.setText("602214")
    form.role.set_value(Role.MANAGER)
    desk.press("F10")
    assert form.password.error == "Falta a senha longa"
    assert desk.kept(4).person.number == 4
    with pytest.raises(StopIteration):
        desk.kept(5)


def test_a_new_person_with_permissions_of_their_own(desk: Desk) -> None:
    desk.window.open(People())
    desk.press("N", modifier=CTRL)
    desk.fill("Bia Nunes", "Bia N.")
    desk.press("Return")
    desk.fill("602214", "602214")
    desk.go_to("reverse_payment")
    desk.press("Space", "F10")

    assert desk.kept(5).own == (("reverse_payment", True),)
    assert desk.window.toaster.text == "Gravado para Bia N.: cadastro e permissões."


# -- names, roles, secrets


def test_another_name_and_role(desk: Desk) -> None:
    form = desk.open(SELLER).form
    assert form.name.hasFocus()
    desk.fill("Edson Martins Filho")
    form.role.set_value(Role.COLLECTOR)
    desk.press("F10")

    assert desk.kept(SELLER).person.name == "Edson Martins Filho"
    assert desk.kept(SELLER).person.role is Role.COLLECTOR
    assert desk.window.top.title.text() == "Edson Martins Filho · cobrança"


def test_whoever_becomes_a_manager_gets_a_password(desk: Desk) -> None:
    form = desk.open(CASHIER).form
    assert form.password.isHidden() or not form.password.isVisible()
    form.role.set_value(Role.MANAGER)
    assert form.password.isVisible()
    form.password.setText(LONG)
    form.password_again.setText(LONG)
    desk.press("F10")

    assert desk.kept(CASHIER).has_password
    assert all(edit.text() == "" for edit in form.secrets)


def test_other_digits_and_another_password_at_once(desk: Desk) -> None:
    form = desk.open(MANAGER).form
    for edit, text in zip(form.secrets, ("602214", "602214", LONG, LONG), strict=True):
        edit.setText(text)
    desk.press("F10")

    assert sign_in(desk.ctx, MANAGER, "602214") is Role.MANAGER
    check = users.PasswordCheck(new_id(), MANAGER, LONG)
    assert users.check_password(desk.ctx, check).number == MANAGER
    assert desk.window.toaster.text == "Gravado para Cláudia R.: senha de 6 números e senha longa."


def test_what_was_kept_before_a_refusal_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from crediario.db.connection import DiskFull
    from crediario.ui.people import keeping

    def full(*_: object) -> None:
        raise DiskFull

    form = desk.open(CASHIER).form
    desk.fill("Joana do Prado")
    monkeypatch.setattr(keeping, "change_pin", full)
    form.pin.setText("602214")
    form.pin_again.setText("602214")
    desk.press("F10")

    assert desk.kept(CASHIER).person.name == "Joana do Prado"
    assert "Já gravado: nome e função." in desk.person.note.paragraph.text
    assert "disco está cheio" in desk.person.note.paragraph.text


def test_the_last_owner_stays_and_the_screen_says_why(desk: Desk) -> None:
    form = desk.open(OWNER).form
    form.role.set_value(Role.CASHIER)
    desk.press("F10")

    assert "A loja ficaria sem responsável" in desk.person.note.paragraph.text
    assert desk.kept(OWNER).person.role is Role.OWNER
    assert desk.person.active.isHidden(), "nobody puts themselves out"


def test_nothing_changed_is_said_and_nothing_is_asked(desk: Desk) -> None:
    desk.open(CASHIER)
    desk.press("F10", "Escape")
    assert desk.window.toaster.text == "Nada mudou."
    assert desk.dialogs.asked == []


def test_leaving_with_something_typed_asks_once(desk: Desk) -> None:
    desk.open(CASHIER)
    type_text(desk.person.form.name, "x")
    desk.dialogs.answer = False
    desk.press("Escape")
    assert [question.title for question in desk.dialogs.asked] == ["Sair sem gravar?"]
    assert desk.person.form.name.text().endswith("x")


# -- permissions


def test_giving_and_taking_by_space(desk: Desk) -> None:
    desk.open(CASHIER)
    desk.go_to("reverse_payment")
    desk.press("Space")
    assert desk.line("reverse_payment")._note.text() == "dado a esta pessoa"
    desk.go_to("sell")
    desk.press("Space", "F10")

    assert desk.kept(CASHIER).own == (("reverse_payment", True), ("sell", False))
    assert desk.line("sell").check.accessibleName() == "Vender a prazo: não, tirado desta pessoa"
    assert as_person(desk.ctx, CASHIER).operator.may("reverse_payment")
    desk.go_to("sell")
    desk.press("Space", "F10")
    assert desk.kept(CASHIER).own == (("reverse_payment", True),)


def test_what_comes_only_with_a_role_cannot_be_given(desk: Desk) -> None:
    desk.open(CASHIER)
    assert not desk.line("edit_users").check.isEnabled()
    assert desk.line("edit_users")._note.text() == "só com outra função"
    desk.press("Escape")
    desk.open(OWNER)
    assert all(line.holds and not line.check.isEnabled() for line in desk.person.powers.lines)
    assert desk.person.powers.note.paragraph.text == people_words.OWNERS_HAVE_ALL


def test_another_role_shows_what_that_role_may(desk: Desk) -> None:
    people.change_permissions(
        desk.ctx,
        people.PermissionsOrder(
            new_id(),
            CASHIER,
            people.PersonSeen.of(desk.kept(CASHIER)),
            (people.PermissionChange("reverse_payment", True),),
        ),
    )
    desk.open(CASHIER)
    assert desk.line("reverse_payment").holds
    desk.person.form.role.set_value(Role.VIEWER)
    assert not desk.line("reverse_payment").holds
    assert not desk.line("sell").holds


def test_a_manager_sees_permissions_and_changes_none(managers: Desk) -> None:
    managers.open(CASHIER)
    assert not any(line.check.isEnabled() for line in managers.person.powers.lines)
    assert managers.person.powers.note.paragraph.text == people_words.ONLY_OWNERS
    type_text(managers.person.form.name, " Silva")
    managers.press("F10")
    assert managers.kept(CASHIER).person.name == "Joana Prado Silva"


def test_a_manager_only_looks_at_who_answers_for_the_shop(managers: Desk) -> None:
    managers.open(OWNER)
    form = managers.person.form
    assert not any(widget.isEnabled() for widget in (form.name, form.role, *form.secrets))
    assert managers.person.save.isHidden() and managers.person.active.isHidden()
    assert managers.person._status.text() == people_words.OWNER_UNTOUCHED
    managers.press("Escape")
    managers.press("N", modifier=CTRL)
    roles = [managers.person.form.role.itemText(n) for n in range(managers.person.form.role.count())]
    assert not any(said.startswith("Responsável") for said in roles)


def test_every_permission_has_words_or_is_nobodys_to_decide() -> None:
    assert set(PERMISSIONS) == set(POWER_WORDS) | WITHOUT_WORDS | ONCE
    assert len(set(POWER_WORDS.values())) == len(POWER_WORDS)


# -- two who manage


def by_another(ctx: Context, **changes: object) -> None:
    """Somebody else changes the cashier at another computer."""
    seen = people.PersonSeen.of(
        next(each for each in people.people_list(ctx) if each.person.number == CASHIER)
    )
    order = people.PersonChange(new_id(), CASHIER, seen, seen.name, seen.short_name, seen.role)
    people.change_person(ctx, replace(order, **changes))  # type: ignore[arg-type]


def decided_by_another(ctx: Context, permission: str, own: bool) -> None:
    seen = people.PersonSeen.of(
        next(each for each in people.people_list(ctx) if each.person.number == CASHIER)
    )
    change = people.PermissionChange(permission, own)
    people.change_permissions(ctx, people.PermissionsOrder(new_id(), CASHIER, seen, (change,)))


def test_what_somebody_else_changed_meanwhile_is_shown_and_mine_stays(desk: Desk) -> None:
    screen = desk.open(CASHIER)
    screen.form.short_name.setText("Jô")
    type_text(screen.form.pin, "602214")
    type_text(screen.form.pin_again, "602214")
    by_another(desk.ctx, name="Joana Prado Silva", role=Role.SELLER)
    desk.press("F10")

    kept = desk.kept(CASHIER).person
    assert (kept.name, kept.short_name, kept.role) == ("Joana Prado Silva", "Joana P.", Role.SELLER)
    noted = screen.note.paragraph.text
    assert noted.startswith("Outra pessoa mudou esta ficha enquanto estava aberta.")
    assert "Agora está nome: Joana Prado Silva; função: vendas." in noted
    assert "Você também mudou" not in noted
    assert screen.form.name.text() == "Joana Prado Silva"
    assert (screen.form.short_name.text(), screen.form.pin.text()) == ("Jô", "602214")
    desk.press("F10")
    kept = desk.kept(CASHIER).person
    assert (kept.name, kept.short_name, kept.role) == ("Joana Prado Silva", "Jô", Role.SELLER)
    assert sign_in(desk.ctx, CASHIER, "602214") is Role.SELLER


def test_digits_that_somebody_else_gave_meanwhile_are_not_overwritten(desk: Desk) -> None:
    screen = desk.open(CASHIER)
    for field in (screen.form.pin, screen.form.pin_again):
        type_text(field, "602214")
    order = people.PinOrder(new_id(), CASHIER, desk.kept(CASHIER).pin_mark, "718293")
    people.change_pin(desk.ctx, order)
    desk.press("F10")

    assert sign_in(desk.ctx, CASHIER, "718293") is Role.CASHIER
    noted = screen.note.paragraph.text
    assert "Agora está senha de 6 números: outra. Você também mudou: senha de 6 números." in noted
    assert screen.form.pin.text() == "602214"
    desk.press("F10")
    assert sign_in(desk.ctx, CASHIER, "602214") is Role.CASHIER


def test_a_password_that_somebody_else_gave_meanwhile_is_not_overwritten(desk: Desk) -> None:
    screen = desk.open(MANAGER)
    for field in (screen.form.password, screen.form.password_again):
        type_text(field, LONG)
    another = "outras palavras só minhas"
    order = people.PasswordOrder(new_id(), MANAGER, desk.kept(MANAGER).password_mark, another)
    people.change_password(desk.ctx, order)
    desk.press("F10")

    assert confirm(desk.ctx, MANAGER, another) is Role.MANAGER
    noted = screen.note.paragraph.text
    assert "Agora está senha longa: outra. Você também mudou: senha longa." in noted
    assert screen.form.password.text() == LONG
    desk.press("F10")
    assert confirm(desk.ctx, MANAGER, LONG) is Role.MANAGER
    assert screen.form.password.text() == "" and not screen.note.isVisible()


def test_a_password_that_came_with_a_role_meanwhile_is_told(desk: Desk) -> None:
    screen = desk.open(CASHIER)
    screen.form.short_name.setText("Jô")
    by_another(desk.ctx, role=Role.MANAGER, password=LONG, password_seen=desk.kept(CASHIER).password_mark)
    desk.press("F10")
    assert "Agora está função: gerência; senha longa: nova." in screen.note.paragraph.text


@pytest.mark.parametrize("role", [None, Role.MANAGER])
def test_secrets_kept_before_something_refused_are_no_change_of_somebody_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, role: Role | None
) -> None:
    """A password alone, and one that came with a role."""
    from crediario.db.connection import DiskFull
    from crediario.ui.people import keeping

    def full(*_: object) -> None:
        raise DiskFull

    screen = desk.open(CASHIER if role else MANAGER)
    if role:
        screen.form.role.set_value(role)
    for field in (screen.form.password, screen.form.password_again):
        type_text(field, LONG)
    desk.go_to("match_statement")
    desk.press("Space")

    monkeypatch.setattr(keeping, "change_permissions", full)
    desk.press("F10")
    assert confirm(desk.ctx, CASHIER if role else MANAGER, LONG) is Role.MANAGER
    noted = screen.note.paragraph.text
    assert "Outra pessoa" not in noted
    assert f"Já gravado: {'nome e função' if role else 'senha longa'}." in noted


def test_digits_kept_before_something_refused_are_no_change_of_somebody_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crediario.db.connection import DiskFull
    from crediario.ui.people import keeping

    def full(*_: object) -> None:
        raise DiskFull

    screen = desk.open(CASHIER)
    for field in (screen.form.pin, screen.form.pin_again):
        type_text(field, "602214")
    desk.go_to("reverse_payment")
    desk.press("Space")

    monkeypatch.setattr(keeping, "change_permissions", full)
    desk.press("F10")
    assert sign_in(desk.ctx, CASHIER, "602214") is Role.CASHIER
    assert "Outra pessoa" not in screen.note.paragraph.text
    assert "Já gravado: senha de 6 números." in screen.note.paragraph.text


def test_a_permission_that_both_decided_is_named(desk: Desk) -> None:
    screen = desk.open(CASHIER)
    for permission in ("sell", "reverse_payment"):
        desk.go_to(permission)
        desk.press("Space")
    decided_by_another(desk.ctx, "sell", own=False)
    desk.press("F10")

    assert desk.kept(CASHIER).own == (("sell", False),)
    noted = screen.note.paragraph.text
    assert "«Vender a prazo»: tirado desta pessoa" in noted
    assert "Você também mudou: «Vender a prazo»." in noted
    assert desk.line("reverse_payment").holds, "what was given here is still to be kept"
    desk.press("F10")
    assert desk.kept(CASHIER).own == (("reverse_payment", True), ("sell", False))


def test_what_is_typed_stays_when_the_person_is_fetched_again(desk: Desk) -> None:
    screen = desk.open(CASHIER)
    screen.form.short_name.setText("Jô")
    desk.go_to("sell")
    desk.press("Space")
    sign_in(desk.ctx, CASHIER, PINS[CASHIER])
    desk.press("F5")
    assert screen.form.short_name.text() == "Jô" and not desk.line("sell").holds
    assert not screen.note.isVisible(), "that somebody signed in is no change of who they are"


# -- who gets in


def test_somebody_leaves_and_comes_back(desk: Desk) -> None:
    desk.open(CASHIER)
    desk.press("A", modifier=ALT)
    assert [question.title for question in desk.dialogs.asked] == ["Desativar Joana P.?"]
    assert not desk.kept(CASHIER).person.active
    assert desk.person.active.words == "Reativar"
    desk.press("A", modifier=ALT)

    assert desk.kept(CASHIER).person.active
    assert len(desk.dialogs.asked) == 1, "letting in asks nothing"


def test_whoever_is_locked_out_is_let_try_again(desk: Desk) -> None:
    lock_out(desk.ctx, CASHIER, 5)
    desk.open(CASHIER)
    assert desk.person.unlock.isVisible()
    desk.press("U", modifier=ALT)

    assert desk.person.unlock.isHidden()
    assert sign_in(desk.ctx, CASHIER, "314159") is Role.CASHIER


# -- the password


def test_the_password_is_asked_first_and_several_parts_ask_once(qtbot: QtBot, sqlite_shop: Context) -> None:
    unproven(sqlite_shop)
    with a_desk(sqlite_shop, OWNER) as desk:
        form = desk.open(CASHIER).form
        desk.fill("Joana do Prado")
        form.pin.setText("602214")
        form.pin_again.setText("602214")
        desk.press("F10")
        assert isinstance(desk.window.overlay.content, PasswordPrompt)
        assert desk.kept(CASHIER).person.name == "Joana Prado"
        field = desk.focused
        assert isinstance(field, QLineEdit)
        type_text(field, PASSWORDS[OWNER])
        desk.press("Return")

        assert desk.window.overlay.content is None
        assert desk.kept(CASHIER).person.name == "Joana do Prado"
        assert sign_in(desk.ctx, CASHIER, "602214") is Role.CASHIER


# -- sizes


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700)])
@pytest.mark.parametrize("percent", [100, 150])
def test_no_field_is_cut(
    qapp: QApplication, sqlite_shop: Context, width: int, height: int, percent: int
) -> None:
    Theme.apply(qapp, Scheme.DARK, percent)
    with a_desk(sqlite_shop, OWNER, width, height) as desk:
        desk.open(MANAGER)
        assert texts_cut(desk.person) == []
        save = desk.person.save
        assert save.isVisible() and save.mapTo(desk.window, save.rect().bottomRight()).y() < height
