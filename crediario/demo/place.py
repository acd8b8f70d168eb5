"""Casa Aurora before its first customer: the shop, the people who work there, and its days."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from crediario import paths, session
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.gateways.clock import FixedClock
from crediario.services import people, setup
from crediario.services.core import Context

OPENING = time(8, 30)


@dataclass(frozen=True, slots=True)
class Made:
    """What a demonstration shop holds."""

    customers: int
    sales: int
    payments: int
    today: date


def cast_of() -> dict[str, Any]:
    """The demonstration's names, streets and goods."""
    cast: dict[str, Any] = json.loads(paths.resource("demo", "loja.json").read_text(encoding="utf-8"))
    return cast


def at(day: date, minutes: int) -> datetime:
    """So many minutes after the shop opened."""
    return (datetime.combine(day, OPENING) + timedelta(minutes=minutes)).astimezone()


def new_shop(folder: Path, clock: FixedClock) -> Context:
    """Casa Aurora, empty but for the people who work there; the context of *sistema*."""
    cast = cast_of()
    ctx = session.create_place(folder, clock, code=2, till=2, name="Loja 02", demo=True)
    owner, *others = cast["people"]
    with ctx.connected():
        first = setup.FirstPerson(owner["name"], owner["short_name"], owner["pin"], owner["password"])
        profile = ShopProfile(**cast["profile"])
        setup.set_up_shop(ctx, setup.ShopSetup(new_id(), profile, first, ShopSettings()))
        for each in others:
            role = Role(each["role"])
            order = people.PersonOrder(
                new_id(), each["name"], each["short_name"], role, each["pin"], each["password"]
            )
            people.add_person(ctx, order)
    return ctx


def new_id() -> str:
    """The id of a request."""
    return str(uuid.uuid4())
