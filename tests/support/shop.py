"""A small shop to test on: Casa Aurora on the sample day, with four people; the same on both engines."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from crediario import session
from crediario.db import cash, shop
from crediario.db import users as kept
from crediario.db.statements import run
from crediario.domain.credit.policy import LENIENT
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.gateways.clock import FixedClock
from crediario.gateways.passwords import Argon2Hasher
from crediario.services import people, settings, setup, users
from crediario.services.core import Context

BRASILIA = timezone(timedelta(hours=-3))
MOMENT = datetime(2026, 6, 9, 14, 32, tzinfo=BRASILIA)
TODAY = date(2026, 6, 9)
#: Argon2 with next to no work: the tests are about the rules around it.
CHEAP = Argon2Hasher(time_cost=1, memory_kib=8, lanes=1)

PROFILE = ShopProfile(
    trade_name="Casa Aurora",
    legal_name="Casa Aurora Ltda",
    cnpj="12345678000195",
    street="Rua Major Gote, 850",
    district="Centro",
    city="Patos de Minas",
    uf="MG",
    cep="38700002",
    phone="(34) 3821-0000",
    whatsapp="(34) 9 9900-0850",
    pix_key="pix@casaaurora.example",
    slogan="Móveis, eletro e confecções desde 1988",
)
OWNER, CASHIER, SELLER, MANAGER = 1, 2, 3, 4
PINS = {OWNER: "141421", CASHIER: "314159", SELLER: "271828", MANAGER: "161803"}
PASSWORDS = {OWNER: "dona da casa aurora", MANAGER: "gerente da casa aurora"}
#: The sample day lies between them, and so does every day a test moves the clock to.
ALWAYS = (datetime(1900, 1, 1, tzinfo=BRASILIA), datetime(2199, 12, 31, tzinfo=BRASILIA))
#: A drawer nobody counted ends with its last movement.
DRAWER_GIVEN_UP = (
    "UPDATE cash_session SET closed_at = COALESCE((SELECT MAX(m.created_at) FROM cash_movement AS m"
    " WHERE m.session_id = cash_session.id), opened_at) WHERE closed_at IS NULL"
)
PEOPLE = (
    (CASHIER, "Joana Prado", "Joana P.", Role.CASHIER),
    (SELLER, "Edson Martins", "Edson M.", Role.SELLER),
    (MANAGER, "Cláudia Ribeiro", "Cláudia R.", Role.MANAGER),
)


def new_id() -> str:
    """A request id, as a form makes one when it opens."""
    return str(uuid.uuid4())


def build_shop(place: str | Path) -> None:
    """Makes the shop of the tests, through the use cases, and leaves it closed."""
    ctx = session.create_place(place, FixedClock(MOMENT), code=2, till=2, name="Loja 02", demo=True)
    ctx = replace(ctx, passwords=CHEAP)
    with ctx.connected():
        person = setup.FirstPerson("Aurora Rocha", "Aurora R.", PINS[OWNER], PASSWORDS[OWNER])
        setup.set_up_shop(ctx, setup.ShopSetup(new_id(), PROFILE, person, ShopSettings()))
        for number, name, short_name, role in PEOPLE:
            order = people.PersonOrder(new_id(), name, short_name, role, PINS[number], PASSWORDS.get(number))
            people.add_person(ctx, order)
        # Most tests are about something else than the credit of whoever buys.
        shop.save_version(ctx.stamp, "policy", LENIENT)
        for number in PASSWORDS:
            proven(ctx, number)
        opened(ctx, CASHIER)


def opened(ctx: Context, number: int) -> None:
    """That person's drawer is open at this till, with nothing in it."""
    found = kept.credentials(ctx.database, number)
    assert found is not None
    stamp = replace(ctx.stamp, operator_id=found.person.id, moment=ALWAYS[0])
    cash.open_session(stamp, ALWAYS[0].date(), Money.ZERO, None)


def proven(ctx: Context, number: int) -> None:
    """That person gave the password here, and it never runs out: most tests are about other things."""
    found = kept.credentials(ctx.database, number)
    assert found is not None
    kept.save_proof(ctx.stamp, found.person.id, *ALWAYS)


def unproven(ctx: Context, number: int = OWNER) -> Context:
    """The same shop with that person at the keyboard, who gave no password yet."""
    person = as_person(ctx, number)
    kept.end_proofs(person.stamp, person.operator.id)
    return person


def open_shop(place: str | Path, number: int = OWNER) -> Context:
    """The context of one of its people, on the sample day; the clock can be moved."""
    ctx = session.open_place(place, FixedClock(MOMENT))
    with ctx.connected():
        return as_person(replace(ctx, passwords=CHEAP), number)


def settings_order(
    ctx: Context, changed: ShopSettings, request_id: str | None = None
) -> settings.SettingsOrder:
    """An order for other settings than those of now."""
    based_on = settings.settings_to_edit(ctx).version
    return settings.SettingsOrder(request_id or new_id(), based_on, changed)


def as_person(ctx: Context, number: int) -> Context:
    """The same shop with somebody else at the keyboard."""
    signed_in = users.sign_in(system(ctx), users.SignIn(new_id(), number, PINS[number]))
    return replace(ctx, operator=signed_in.operator)


def pin_mark(ctx: Context, number: int) -> str:
    """What a form about that person knows of their six digits."""
    return _shown(ctx, number).pin_mark


def password_mark(ctx: Context, number: int) -> str:
    """The same of the password."""
    return _shown(ctx, number).password_mark


def _shown(ctx: Context, number: int) -> people.Member:
    return next(each for each in people.people_list(system(ctx)) if each.person.number == number)


def system(ctx: Context) -> Context:
    """The same shop as the command line sees it."""
    return replace(session.context(ctx.database, ctx.clock), passwords=ctx.passwords)


def clock_of(ctx: Context) -> FixedClock:
    """The shop's clock, to be moved."""
    assert isinstance(ctx.clock, FixedClock)
    return ctx.clock


def on_day(ctx: Context, day: date) -> Context:
    """Moves the shop's clock to that day, at the same hour, and gives the context back.

    The drawer of a later day was another one: nothing is posted before what it holds.
    """
    clock = clock_of(ctx)
    goes_back = day < clock.today()
    clock.moment = datetime.combine(day, clock.moment.timetz())
    if goes_back:
        run(ctx.database, DRAWER_GIVEN_UP)
        opened(ctx, CASHIER)
    return ctx
