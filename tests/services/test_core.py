"""Permission, idempotency and audit: what every use case gets without asking."""

import inspect
import pkgutil
from dataclasses import dataclass, replace

import pytest

import crediario.services
from crediario.db.models import Audit, Operation
from crediario.domain.errors import Refusal
from crediario.domain.permissions import PERMISSIONS, Role, allows
from crediario.services import core, settings, users
from crediario.services.core import Context, PermissionDenied, RequestIdReused, secret, use_case
from tests.support.shop import CASHIER, OWNER, PINS, SELLER, TODAY, as_person, new_id, system


def public_functions() -> list[tuple[str, object]]:
    found = []
    for module in pkgutil.iter_modules(crediario.services.__path__, "crediario.services."):
        if module.name == "crediario.services.core":
            continue
        loaded = __import__(module.name, fromlist=["_"])
        found += [
            (f"{module.name}.{name}", function)
            for name, function in inspect.getmembers(loaded, inspect.isfunction)
            if not name.startswith("_") and function.__module__ == module.name
        ]
    return found


@pytest.mark.parametrize(("name", "function"), public_functions(), ids=lambda value: str(value)[:60])
def test_every_public_function_is_a_use_case_or_a_query(name: str, function: object) -> None:
    assert getattr(function, "kind", None) in {"use_case", "query"}, name
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
    users.set_person_active(shop, users.ActiveOrder(new_id(), CASHIER, active=False))

    with pytest.raises(PermissionDenied):
        settings.settings_in_force(cashier)


def test_what_each_role_may(shop: Context) -> None:
    assert allows(Role.CASHIER, "receive")
    assert not allows(as_person(shop, SELLER).operator.role, "receive")
    assert not allows(Role.MANAGER, "release_rate")
    assert allows(Role.OWNER, "release_rate")
