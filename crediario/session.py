"""Opening a shop and standing in it: the contexts the window and the command line work with."""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from peewee import Database, DatabaseError

from crediario.db import audit_chain, connection, shop
from crediario.db.fields import instant_text
from crediario.domain.audit_chain import DEMO_KEY, AuditKey
from crediario.domain.errors import Trouble
from crediario.domain.permissions import Role
from crediario.domain.recovery_code import key_from_code
from crediario.gateways.clock import Clock, FixedClock, SystemClock
from crediario.gateways.secrets import KeyStore, SystemKeyring, code_from_environment
from crediario.services.core import Context, Operator
from crediario.services.day import RollOrder, needs_roll, roll_day

#: Answers the recovery code, or "" to go on without it.
AskCode = Callable[[], str]
#: Half past two in the afternoon: when ``--today`` names a day, this is the hour.
HOUR = time(14, 32)


def clock_for(today: date | None) -> Clock:
    """The computer's clock, or one that stands on the day asked for."""
    if today is None:
        return SystemClock()
    return FixedClock(datetime.combine(today, HOUR).astimezone())


def create_place(
    place: str | Path, clock: Clock, *, code: int = 1, till: int = 1, name: str = "", demo: bool = False
) -> Context:
    """A new shop with one store, one till and *sistema*, and its context.

    A shop for show, measuring or tests (``demo``) seals its audit with the public key from its first row on;
    a real one gets its own key when a window opens it first.
    """
    database = connection.create_shop(place)
    with database.connection_context(), database.atomic():
        shop.seed_system(database, clock.now())
        shop.seed_place(database, code, name or f"Loja {code:02d}", till, clock.now())
        if demo:
            audit_chain.begin(database, DEMO_KEY, audit_chain.DEMO, instant_text(clock.now()))
    return context(database, clock)


def open_place(place: str | Path, clock: Clock) -> Context:
    """The context of *sistema* in an existing shop; seeds what being killed in ``create_place`` left out.

    Raises:
        the refusals and troubles of ``connection.open_shop``.
    """
    database = connection.open_shop(place)
    with database.connection_context():
        if shop.place(database) is None or shop.system_id(database) is None:
            with database.atomic():
                shop.seed_system(database, clock.now())
                shop.seed_place(database, 1, "Loja 01", 1, clock.now())
    return context(database, clock)


def context(database: Database, clock: Clock) -> Context:
    """The context of *sistema* at the first till."""
    with database.connection_context():
        here, system = shop.place(database), shop.system_id(database)
        audit_key = audit_chain.demo_key(database)
    if here is None or system is None:
        raise connection.NoShop(str(database.database))
    return Context(
        database=database,
        clock=clock,
        store_id=here.store_id,
        store_code=here.store_code,
        till_id=here.till_id,
        till_number=here.till_number,
        operator=Operator(system, shop.SYSTEM_NUMBER, "Sistema", "Sistema", Role.SYSTEM),
        audit_key=audit_key,
    )


def keyed(ctx: Context, keys: KeyStore, ask: AskCode | None = None) -> Context:
    """The same context with the key the shop's audit is sealed with, when it can be had.

    Looked for in the environment, then in the keyring of the system, then asked for. Without it the shop can
    still be read. Call it connected.

    Raises:
        RecoveryCodeIncomplete, RecoveryCodeWrong, AuditKeyWrong: what was given is no code, or another's.
    """
    kept = audit_chain.keeping(ctx.database)
    if kept is None or ctx.audit_key is not None:
        return ctx
    code = code_from_environment()
    found = None if code else keys.find(kept.fingerprint)
    if found is not None:
        return replace(ctx, audit_key=AuditKey(found))
    code = code or (ask() if ask else "")
    if not code:
        return ctx
    return replace(ctx, audit_key=audit_chain.fitting(kept.fingerprint, key_from_code(code)))


@contextmanager
def opened(place: str | Path, today: date | None = None, ask: AskCode | None = None) -> Iterator[Context]:
    """An existing shop, connected on this thread, its delays counted as of the day, for one command.

    Raises:
        the refusals and troubles of ``open_place`` and ``keyed``.
    """
    ctx = open_place(place, clock_for(today))
    with ctx.connected():
        ctx = keyed(ctx, SystemKeyring(), ask)
        begin_day(ctx)
        yield ctx


@contextmanager
def opened_or_new(
    place: str | Path, today: date | None = None, ask: AskCode | None = None
) -> Iterator[Context]:
    """An existing shop, or a new one where there is none yet."""
    if connection.is_free(place):
        create_place(place, clock_for(today))
    with opened(place, today, ask) as ctx:
        yield ctx


@contextmanager
def opened_or_blank(place: str | Path, today: date | None = None) -> Iterator[Context]:
    """An existing shop, or a throw-away one where there is none yet: nothing is made at the place."""
    if not connection.is_free(place):
        with opened(place, today) as ctx:
            yield ctx
        return
    with TemporaryDirectory(prefix="crediario-") as folder, opened_or_new(folder, today) as ctx:
        yield ctx


def begin_day(ctx: Context) -> None:
    """Rolls the day when it was not rolled yet.

    A shop that cannot be written to is still read: its lists then say of which day they are.
    """
    try:
        if needs_roll(ctx):
            roll_day(ctx, RollOrder(str(uuid.uuid4())))
    except (Trouble, DatabaseError):
        logging.getLogger(__name__).info("the day was not rolled", exc_info=True)


@contextmanager
def copy_of(place: str | Path, today: date | None = None) -> Iterator[Context]:
    """A throw-away copy of a shop, connected: pictures and sample papers leave no trace in the real one."""
    with TemporaryDirectory(prefix="crediario-") as folder:
        real = open_place(place, clock_for(today))
        with real.connected():
            connection.copy_to(real.database, Path(folder))
        # The day is rolled in the copy only: it may be another day than that of the shop.
        with opened(folder, today) as ctx:
            yield ctx
