"""Permission, idempotency and audit: what every use case gets without asking."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

import crediario.services
from crediario.db.connection import DiskFull
from crediario.db.models import Audit, Operation, User
from crediario.domain.errors import Refusal
from crediario.domain.permissions import PERMISSIONS, Role, allows
from crediario.domain.settings import ShopSettings
from crediario.services import core, people, settings, setup, users
from crediario.services.core import Context, PermissionDenied, RequestIdReused, query, secret, use_case
from tests.support.shop import CASHIER, OWNER, PINS, PROFILE, SELLER, TODAY, as_person, new_id, on_day, system


def public_functions() -> list[tuple[str, Callable[..., Any]]]:
    found = []
    for module in pkgutil.walk_packages(crediario.services.__path__, "crediario.services."):
        if module.name == "crediario.services.core":
            continue
        loaded = importlib.import_module(module.name)
        found += [
            (f"{module.name}.{name}", function)
            for name, function in inspect.getmembers(loaded, inspect.isfunction)
            if not name.startswith("_") and function.__module__ == module.name
        ]
    return found


FUNCTIONS = public_functions()


@pytest.mark.parametrize(("name", "function"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_every_public_function_is_a_use_case_a_query_or_a_reading(name: str, function: object) -> None:
    assert getattr(function, "kind", None) in {"use_case", "query", "reading"}, name
    assert function.permission in PERMISSIONS, name  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Wish:
    request_id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SecretWish:
    request_id: str
    pin: str = secret(default="")


@dataclass(frozen=True, slots=True)
class Answer:
    text: str


@dataclass(eq=False)
class CountedRefusal(Refusal):
    keeps_changes = True


calls: list[str] = []


@use_case("edit_settings")
def grant_wish(ctx: Context, order: Wish) -> Answer:
    calls.append(order.text)
    return Answer(order.text.upper())


@use_case("edit_settings")
def refuse_but_remember(ctx: Context, order: Wish) -> Answer:
    settings.shop.save_holiday(ctx.stamp, TODAY, "contado")
    raise CountedRefusal


@use_case("edit_settings")
def fail_half_way(ctx: Context, order: Wish) -> Answer:
    settings.shop.save_holiday(ctx.stamp, TODAY, "pela metade")
    raise ZeroDivisionError


def test_the_same_request_gets_the_same_answer_and_acts_once(shop: Context) -> None:
    calls.clear()
    order = Wish(new_id(), "bicicleta")

    assert grant_wish(shop, order) == grant_wish(shop, order) == Answer("BICICLETA")
    assert calls == ["bicicleta"]
    assert Operation.select().where(Operation.id == order.request_id).count() == 1


def test_the_same_id_with_another_payload_is_refused(shop: Context) -> None:
    order = Wish(new_id(), "bicicleta")
    grant_wish(shop, order)

    with pytest.raises(RequestIdReused):
        grant_wish(shop, replace(order, text="carro"))


def test_an_order_with_a_secret_is_not_answered_from_memory(shop: Context) -> None:
    order = users.SignIn(new_id(), OWNER, PINS[OWNER])
    users.sign_in(system(shop), order)

    with pytest.raises(RequestIdReused):
        users.sign_in(system(shop), replace(order, pin="999111"))


def test_secrets_are_written_nowhere(shop: Context) -> None:
    users.sign_in(system(shop), users.SignIn(new_id(), OWNER, PINS[OWNER]))

    kept = [row.subject for row in Audit.select()] + [row.result for row in Operation.select()]
    assert kept
    assert not any(PINS[OWNER] in text for text in kept)
    assert core.payload_hash(SecretWish("1", "pin")) == core.payload_hash(SecretWish("2", "other"))


def test_every_operation_leaves_an_audit_row_of_its_own(shop: Context) -> None:
    order = Wish(new_id(), "bicicleta")
    grant_wish(shop, order)

    row = Audit.get(Audit.operation == order.request_id)
    assert (row.use_case, row.operator_id, row.till_id) == ("grant_wish", shop.operator.id, shop.till_id)
    assert '"text":"bicicleta"' in row.subject


def test_a_bug_half_way_leaves_nothing(shop: Context) -> None:
    audits = Audit.select().count()
    with pytest.raises(ZeroDivisionError):
        fail_half_way(shop, Wish(new_id()))

    assert settings.own_holidays(shop) == ()
    assert Audit.select().count() == audits


def test_a_refusal_that_counts_keeps_what_it_counted(shop: Context) -> None:
    with pytest.raises(CountedRefusal):
        refuse_but_remember(shop, Wish(new_id()))

    assert [holiday.name for holiday in settings.own_holidays(shop)] == ["contado"]
    assert Audit.select().where(Audit.use_case == "refuse_but_remember:counted_refusal").count() == 1


def test_permission_is_read_at_each_operation(shop: Context) -> None:
    cashier = as_person(shop, CASHIER)
    with pytest.raises(PermissionDenied):
        grant_wish(cashier, Wish(new_id()))
    people.set_person_active(shop, people.ActiveOrder(new_id(), CASHIER, active=False))

    with pytest.raises(PermissionDenied):
        settings.settings_in_force(cashier)


ROLES = [role for role in Role if role is not Role.SYSTEM]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_let_into_its_functions_and_no_other(sqlite_shop: Context, role: Role) -> None:
    pin = "602214"
    order = people.PersonOrder(new_id(), "Outra Pessoa", "", role, pin, "uma senha comprida")
    number = people.add_person(sqlite_shop, order).number
    person = users.sign_in(system(sqlite_shop), users.SignIn(new_id(), number, pin)).operator
    ctx = replace(sqlite_shop, operator=person)

    let_in = {name for name, function in FUNCTIONS if is_let_in(ctx, function)}

    assert let_in == {
        name
        for name, function in FUNCTIONS
        if allows(role, function.permission)  # type: ignore[attr-defined]
    }


def is_let_in(ctx: Context, function: Callable[..., Any]) -> bool:
    """Whether the permission was there; what an empty order does behind the door is no matter here."""
    order = [Wish(new_id())] if function.kind == "use_case" else []  # type: ignore[attr-defined]
    try:
        function(ctx, *order)
    except PermissionDenied as denied:
        assert denied.permission == function.permission  # type: ignore[attr-defined]
        return False
    except (TypeError, AttributeError, Refusal):
        return True
    return True


def test_a_changed_role_acts_at_once(shop: Context) -> None:
    cashier = as_person(shop, CASHIER)
    User.update(role=Role.MANAGER.value).where(User.number == CASHIER).execute()

    assert grant_wish(cashier, Wish(new_id(), "promovida")) == Answer("PROMOVIDA")


def test_a_refusal_leaves_neither_answer_nor_audit(shop: Context) -> None:
    grant_wish(shop, Wish("wish-7", "bicicleta"))
    before = Audit.select().count(), Operation.select().count()
    with pytest.raises(RequestIdReused):
        grant_wish(shop, Wish("wish-7", "carro"))

    assert (Audit.select().count(), Operation.select().count()) == before


def test_a_denial_is_written_down_and_nothing_else(shop: Context) -> None:
    seller = as_person(shop, SELLER)
    before = Operation.select().count()
    with pytest.raises(PermissionDenied):
        grant_wish(seller, Wish(new_id(), "segredo"))

    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.use_case, row.operator_id, row.operation) == (
        "grant_wish:permission_denied",
        seller.operator.id,
        None,
    )
    assert row.subject == '{"permission":"edit_settings","role":"seller"}'
    assert Operation.select().count() == before


def test_a_denied_question_is_written_down_too(shop: Context) -> None:
    seller = as_person(shop, SELLER)
    with pytest.raises(PermissionDenied):
        people.people_list(seller)

    last = Audit.select().order_by(Audit.id.desc()).get()
    assert (last.use_case, last.operator_id) == ("people_list:permission_denied", seller.operator.id)


def test_a_denial_that_cannot_be_written_is_a_denial_all_the_same(
    shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    seller = as_person(shop, SELLER)
    monkeypatch.setattr(core.journal, "write_audit", full)
    with pytest.raises(PermissionDenied):
        grant_wish(seller, Wish(new_id()))


def test_a_query_leaves_nothing_behind(shop: Context) -> None:
    before = Audit.select().count()
    users.sign_in_list(shop)

    assert Audit.select().count() == before


def test_a_use_case_says_what_it_needs_and_changes() -> None:
    assert settings.change_settings.permission == "edit_settings"
    assert settings.change_settings.changes == {core.Topic.SETTINGS}
    assert users.sign_in.changes == frozenset()


def test_the_business_day_is_read_at_each_operation(shop: Context) -> None:
    seen = []

    @query("see_settings")
    def day(ctx: Context) -> date:
        seen.append(ctx.today)
        return ctx.today

    day(shop)
    on_day(shop, TODAY + timedelta(days=1))
    day(shop)

    assert seen == [TODAY, TODAY + timedelta(days=1)]


def test_the_hash_ignores_the_request_and_the_order_of_fields() -> None:
    assert core.payload_hash(Wish("1", "a")) == core.payload_hash(Wish("2", "a"))
    assert core.payload_hash(Wish("1", "a")) != core.payload_hash(Wish("1", "b"))


def test_secrets_are_left_out_at_any_depth() -> None:
    order = setup.ShopSetup("1", PROFILE, setup.FirstPerson("A", "A", "141421", "segredo"), ShopSettings())

    assert core.has_secret(order)
    assert "141421" not in core.encoded(core.said(order))
    assert "segredo" not in core.encoded(core.said(order))
    assert "141421" not in repr(order)
