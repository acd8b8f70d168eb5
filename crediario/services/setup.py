"""The first run: the shop, the person who answers for it, and how it sells on credit, in one transaction."""

from dataclasses import dataclass

from crediario.db import shop, standing, users
from crediario.domain import secrets
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.services.core import Context, Topic, query, secret, use_case

NAME_LENGTH = 80
SHORT_NAME_LENGTH = 20


@dataclass(eq=False)
class AlreadySetUp(Refusal):
    """Somebody already answers for this shop: changes go through the settings."""


@dataclass(eq=False)
class ManagerNameMissing(Refusal):
    """Who answers for the shop has a name."""


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who answers for the shop: becomes its owner, who may release everything."""

    name: str
    short_name: str
    pin: str = secret()
    password: str = secret()


@dataclass(frozen=True, slots=True)
class ShopSetup:
    """What the assistant asked."""

    request_id: str
    profile: ShopProfile
    person: FirstPerson
    settings: ShopSettings


@dataclass(frozen=True, slots=True)
class ShopReady:
    """The shop is set up; the first person's number is what they sign in with."""

    number: int
    name: str


@query("set_up_shop")
def needs_setup(ctx: Context) -> bool:
    """Whether nobody answers for this shop yet."""
    return not users.people(ctx.database)


@use_case("set_up_shop", changes={Topic.SETTINGS, Topic.USERS})
def set_up_shop(ctx: Context, order: ShopSetup) -> ShopReady:
    """Writes the shop's profile, its settings and the first person, all or nothing.

    Raises:
        AlreadySetUp, ManagerNameMissing.
        the refusals of ``secrets.check_pin`` and ``secrets.check_password``.
    """
    if users.people(ctx.database):
        raise AlreadySetUp
    name = clean_text(order.person.name, NAME_LENGTH)
    if not name:
        raise ManagerNameMissing
    secrets.check_pin(order.person.pin)
    secrets.check_password(order.person.password)
    short_name = clean_text(order.person.short_name, SHORT_NAME_LENGTH) or name.split(" ")[0]
    pin_hash = ctx.passwords.hash(order.person.pin)
    password_hash = ctx.passwords.hash(order.person.password)
    person = users.add_person(ctx.stamp, name, short_name, Role.OWNER, pin_hash, password_hash)
    shop.save_version(ctx.stamp, "profile", order.profile)
    shop.save_version(ctx.stamp, "settings", order.settings)
    standing.recount_day(ctx.database, ctx.store_id)
    return ShopReady(person.number, person.name)
