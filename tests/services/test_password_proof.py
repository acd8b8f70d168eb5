"""The password before what is serious: five minutes, this person, this till."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from crediario.db.models import Audit, Operation, PasswordProof, Till
from crediario.domain.permissions import PERMISSIONS, WITH_PASSWORD, Role
from crediario.domain.settings import ShopSettings
from crediario.services import core, people, settings, users
from crediario.services.core import Context, PasswordNeeded, query, reading
from tests.services.test_core import FUNCTIONS
from tests.support.shop import (
    CASHIER,
    MANAGER,
    OWNER,
    PASSWORDS,
    as_person,
    clock_of,
    new_id,
    password_mark,
    settings_order,
    system,
    unproven,
)

GRACE = ShopSettings(grace_days=3)


def give(ctx: Context, number: int = OWNER, password: str = "") -> None:
    check = users.PasswordCheck(new_id(), number, password or PASSWORDS[number])
    users.check_password(ctx, check)


def change(ctx: Context, order: settings.SettingsOrder | None = None) -> settings.Versioned:
    return settings.change_settings(ctx, order or settings_order(ctx, GRACE))


def wait(ctx: Context, **span: float) -> None:
    clock_of(ctx).moment += timedelta(**span)


def test_without_the_password_nothing_is_done(shop: Context) -> None:
    owner = unproven(shop)
    before = Audit.select().count(), Operation.select().count()
    with pytest.raises(PasswordNeeded):
        change(owner)

    assert settings.settings_in_force(owner) == ShopSettings()
    assert (Audit.select().count(), Operation.select().count()) == before


def test_the_very_same_order_goes_through_after_it(shop: Context) -> None:
    owner, order = unproven(shop), settings_order(shop, GRACE, "change-7")
    with pytest.raises(PasswordNeeded):
        change(owner, order)
    give(owner)

    assert change(owner, order) == change(owner, order)
    assert settings.settings_in_force(owner) == GRACE


def test_it_holds_for_five_minutes(shop: Context) -> None:
    owner = unproven(shop)
    give(owner)
    wait(owner, minutes=5)
    change(owner)
    wait(owner, seconds=1)

    with pytest.raises(PasswordNeeded):
        change(owner)


def test_a_clock_set_back_does_not_make_it_last(shop: Context) -> None:
    owner = unproven(shop)
    give(owner)
    wait(owner, hours=-1)

    with pytest.raises(PasswordNeeded):
        change(owner)


def test_it_is_one_persons(shop: Context) -> None:
    owner, manager = unproven(shop), unproven(shop, MANAGER)
    give(owner)

    change(owner)
    with pytest.raises(PasswordNeeded):
        change(manager)


def test_it_is_of_one_till(shop: Context) -> None:
    owner = unproven(shop)
    other = Till.create(store=owner.store_id, number=9, name="Caixa 09")
    give(owner)

    with pytest.raises(PasswordNeeded):
        change(replace(owner, till_id=other.id, till_number=9))


def test_a_wrong_one_proves_nothing_and_is_counted(shop: Context) -> None:
    owner = unproven(shop)
    with pytest.raises(users.WrongPassword):
        give(owner, password="não é esta senha")

    assert not PasswordProof.select().where(PasswordProof.operator == owner.operator.id).exists()
    with pytest.raises(PasswordNeeded):
        change(owner)


def test_another_password_ends_what_the_old_one_proved(shop: Context) -> None:
    manager = unproven(shop, MANAGER)
    give(manager, MANAGER)
    order = people.PasswordOrder(new_id(), MANAGER, password_mark(shop, MANAGER), "outra frase bem longa")
    people.change_password(shop, order)

    with pytest.raises(PasswordNeeded):
        change(manager)
    give(manager, MANAGER, "outra frase bem longa")
    change(manager)


def test_whoever_may_not_is_told_that_and_not_asked(shop: Context) -> None:
    with pytest.raises(core.PermissionDenied):
        change(as_person(shop, CASHIER))


def test_the_program_itself_has_no_password(shop: Context) -> None:
    change(system(shop))


@pytest.mark.parametrize("door", [query, reading])
def test_questions_ask_for_it_too(shop: Context, door: Callable[..., Callable[..., object]]) -> None:
    @door("take_list", proof=True)
    def everything(ctx: Context) -> str:
        return "tudo"

    owner = unproven(shop)
    with pytest.raises(PasswordNeeded):
        everything(owner)
    give(owner)
    assert everything(owner) == "tudo"


def test_who_is_asked_has_one() -> None:
    """A role without a password could never go on."""
    asked = {each.permission for _, each in FUNCTIONS if getattr(each, "proof", False)}  # type: ignore[attr-defined]

    assert {"edit_users", "edit_permissions", "edit_settings", "take_list"} <= asked
    for permission in asked:
        assert PERMISSIONS[permission] <= WITH_PASSWORD | {Role.SYSTEM}, permission
