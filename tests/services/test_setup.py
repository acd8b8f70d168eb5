"""The first run: everything or nothing, once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crediario import session
from crediario.db.models import SettingsVersion, User
from crediario.domain.money import Rate
from crediario.domain.permissions import Role
from crediario.domain.secrets import PasswordTooCommon, PasswordTooShort, PinTooSimple
from crediario.domain.settings import ShopSettings
from crediario.gateways.clock import FixedClock
from crediario.services import settings, setup, users
from crediario.services.core import Context, PermissionDenied
from tests.support.postgres import PostgresServer
from tests.support.shop import CASHIER, CHEAP, MOMENT, PROFILE, as_person, new_id

PERSON = setup.FirstPerson("Aurora Rocha", "", "141421", "dona da casa aurora")
ORDER = setup.ShopSetup("set-up-1", PROFILE, PERSON, ShopSettings(grace_days=3))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Context]:
    place: str | Path = tmp_path / "nova"
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        place = server.create_database("new_shop")
    ctx = replace(session.create_place(place, FixedClock(MOMENT)), passwords=CHEAP)
    with ctx.connected():
        yield ctx


def test_a_new_shop_is_set_up_once(new_shop: Context) -> None:
    assert setup.needs_setup(new_shop)

    ready = setup.set_up_shop(new_shop, ORDER)

    assert (ready.number, ready.name) == (1, "Aurora Rocha")
    assert not setup.needs_setup(new_shop)
    with pytest.raises(setup.AlreadySetUp):
        setup.set_up_shop(new_shop, replace(ORDER, request_id=new_id()))


def test_the_first_person_is_the_owner_and_signs_in(new_shop: Context) -> None:
    setup.set_up_shop(new_shop, ORDER)

    operator = users.sign_in(new_shop, users.SignIn(new_id(), 1, "141421")).operator

    assert (operator.role, operator.short_name) == (Role.OWNER, "Aurora")
    check = users.PasswordCheck(new_id(), 1, "dona da casa aurora")
    assert users.check_password(new_shop, check).number == 1


def test_what_was_chosen_is_in_force(new_shop: Context) -> None:
    assert settings.profile_in_force(new_shop) is None
    setup.set_up_shop(new_shop, ORDER)

    assert settings.profile_in_force(new_shop) == PROFILE
    assert settings.settings_in_force(new_shop).grace_days == 3


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, setup.ManagerNameMissing),
        ({"pin": "123456"}, PinTooSimple),
        ({"password": "curta"}, PasswordTooShort),
        ({"password": "SENHA123"}, PasswordTooCommon),
    ],
)
def test_a_refused_setup_leaves_nothing(
    new_shop: Context, changes: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        setup.set_up_shop(new_shop, replace(ORDER, person=replace(PERSON, **changes)))

    assert User.select().where(User.number > 0).count() == 0
    assert SettingsVersion.select().count() == 0
    assert setup.needs_setup(new_shop)


def test_it_stops_whole_when_the_last_write_fails(new_shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    real = setup.shop.save_version

    def failing(stamp: object, topic: str, value: object) -> int:
        if topic == "settings":
            raise OSError("killed")
        return real(stamp, topic, value)  # type: ignore[arg-type]

    monkeypatch.setattr(setup.shop, "save_version", failing)
    with pytest.raises(OSError, match="killed"):
        setup.set_up_shop(new_shop, ORDER)

    assert setup.needs_setup(new_shop)
    assert SettingsVersion.select().count() == 0


def test_nobody_signed_in_sets_a_shop_up(shop: Context) -> None:
    with pytest.raises(PermissionDenied):
        setup.set_up_shop(as_person(shop, CASHIER), ORDER)


def test_a_new_shop_sells_with_the_seeded_plans(new_shop: Context) -> None:
    offered = settings.settings_in_force(new_shop).offered_plans

    assert [(plan.count, plan.rate) for plan in offered] == [
        (6, Rate.ZERO),
        (10, Rate.percent("0.90")),
        (12, Rate.percent("0.90")),
    ]


def test_opening_finishes_what_being_killed_left_out(tmp_path: Path) -> None:
    """Killed between making the tables and the first rows: the next start seeds them."""
    from crediario.db import connection

    connection.create_shop(tmp_path / "loja")

    ctx = session.open_place(tmp_path / "loja", FixedClock(MOMENT))

    assert (ctx.store_code, ctx.till_number, ctx.operator.number) == (1, 1, 0)
    with ctx.connected():
        assert setup.needs_setup(ctx)
