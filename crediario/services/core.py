"""What makes a function a use case or a query: permission, one transaction, idempotency, audit.

Each of the four is a small function of its own; the decorators only put them in order.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, get_type_hints

import msgspec
from peewee import Database

from crediario.db import audit_chain, journal
from crediario.db.connection import in_transaction, snapshot
from crediario.domain.audit_chain import AuditKey
from crediario.domain.errors import Refusal
from crediario.domain.permissions import Role, allows
from crediario.gateways.clock import Clock
from crediario.gateways.passwords import Argon2Hasher, PasswordHasher

_Params = ParamSpec("_Params")
_Result = TypeVar("_Result")


class Topic(StrEnum):
    """What a use case may change; screens that show it reload."""

    CUSTOMERS = "customers"
    RECEIVABLES = "receivables"
    CASH = "cash"
    DOCUMENTS = "documents"
    SETTINGS = "settings"
    USERS = "users"


@dataclass(eq=False)
class PermissionDenied(Refusal):
    """The operator's role may not do this (or the operator is no longer active)."""

    permission: str
    role: str


@dataclass(eq=False)
class RequestIdReused(Refusal):
    """The same request id came with another payload: one of the two is not what it seems."""

    request_id: str


@dataclass(frozen=True, slots=True)
class Operator:
    """Who is working: shown on screens and papers. The role is read afresh at each operation."""

    id: int
    number: int
    name: str
    short_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a use case may touch, handed to it. ``moment`` and ``day`` are fixed per operation.

    Without ``audit_key`` a shop whose audit is sealed can only be read.
    """

    database: Database
    clock: Clock
    store_id: int
    store_code: int
    till_id: int
    till_number: int
    operator: Operator
    passwords: PasswordHasher = field(default_factory=Argon2Hasher)
    moment: datetime | None = None
    day: date | None = None
    audit_key: AuditKey | None = None

    @property
    def now(self) -> datetime:
        """The instant of this operation."""
        return self.moment or self.clock.now()

    @property
    def today(self) -> date:
        """The business day of this operation."""
        return self.day or self.clock.today()

    @property
    def stamp(self) -> journal.Stamp:
        """Where, by whom and when, as every movement carries it."""
        place = (self.store_id, self.till_id, self.operator.id)
        return journal.Stamp(self.database, *place, self.now, self.audit_key)

    @contextmanager
    def connected(self) -> Iterator[None]:
        """This thread's connection to the shop's database."""
        with self.database.connection_context():
            yield


class Order(Protocol):
    """What every use case is asked with: a frozen dataclass that carries its request's id."""

    @property
    def request_id(self) -> str:
        """Made when the form opens, stored before sending: a retry is recognised by it."""


_Order = TypeVar("_Order", bound=Order)
_Order_contra = TypeVar("_Order_contra", bound=Order, contravariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)


class UseCase(Protocol[_Order_contra, _Result_co]):
    """A decorated function: callable, and telling what it needs and changes."""

    permission: str
    changes: frozenset[Topic]

    def __call__(self, ctx: Context, order: _Order_contra, /) -> _Result_co:
        """Performs the order."""


class Cancelled(Exception):
    """The person asked a long run to stop; raised by ``report`` inside the run."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long run is: steps done of a total, and what it is at."""

    done: int
    total: int
    text: str = ""


Report = Callable[[Progress], None]


def no_report(progress: Progress) -> None:
    """For callers that do not watch."""


def secret(**options: Any) -> Any:
    """A field that is never written down: left out of the audit row and of the payload's hash."""
    return field(metadata={"secret": True}, repr=False, **options)


def attached(**options: Any) -> Any:
    """A field too large to be written down, told by the others: left out of the audit row and of the hash."""
    return field(metadata={"attached": True}, repr=False, **options)


def use_case(
    permission: str, *, changes: set[Topic] | frozenset[Topic] = frozenset()
) -> Callable[[Callable[[Context, _Order], _Result]], UseCase[_Order, _Result]]:
    """Marks ``verb_noun(ctx, order)`` as a use case: what it needs, and what it may change."""

    def decorate(function: Callable[[Context, _Order], _Result]) -> UseCase[_Order, _Result]:
        @wraps(function)
        def run(ctx: Context, order: _Order, /) -> _Result:
            refused: list[Refusal] = []

            def work() -> _Result | None:
                refused.clear()
                return _perform(function, permission, ctx, order, refused)

            result = in_transaction(ctx.database, work)
            if refused:
                raise refused[0]
            return cast(_Result, result)

        marked = cast(Any, run)
        marked.kind, marked.permission, marked.changes = "use_case", permission, frozenset(changes)
        return cast(UseCase[_Order, _Result], marked)

    return decorate


def query(
    permission: str,
) -> Callable[
    [Callable[Concatenate[Context, _Params], _Result]], Callable[Concatenate[Context, _Params], _Result]
]:
    """Marks a read-only function: permission checked, one moment of the database seen."""

    def decorate(
        function: Callable[Concatenate[Context, _Params], _Result],
    ) -> Callable[Concatenate[Context, _Params], _Result]:
        @wraps(function)
        def run(ctx: Context, *args: _Params.args, **kwargs: _Params.kwargs) -> _Result:
            with snapshot(ctx.database):
                at_this_moment = _at_this_moment(ctx)
                check_permission(at_this_moment, permission)
                return function(at_this_moment, *args, **kwargs)

        marked = cast(Any, run)
        marked.kind, marked.permission, marked.changes = "query", permission, frozenset()
        return cast(Callable[Concatenate[Context, _Params], _Result], marked)

    return decorate


def reading(
    permission: str,
) -> Callable[
    [Callable[Concatenate[Context, _Params], _Result]], Callable[Concatenate[Context, _Params], _Result]
]:
    """Marks a function that works on files for long: permission checked, then no transaction is held."""

    def decorate(
        function: Callable[Concatenate[Context, _Params], _Result],
    ) -> Callable[Concatenate[Context, _Params], _Result]:
        @wraps(function)
        def run(ctx: Context, *args: _Params.args, **kwargs: _Params.kwargs) -> _Result:
            at_this_moment = _at_this_moment(ctx)
            with snapshot(ctx.database):
                check_permission(at_this_moment, permission)
            return function(at_this_moment, *args, **kwargs)

        marked = cast(Any, run)
        marked.kind, marked.permission, marked.changes = "reading", permission, frozenset()
        return cast(Callable[Concatenate[Context, _Params], _Result], marked)

    return decorate


def _perform(
    function: Callable[[Context, _Order], _Result],
    permission: str,
    ctx: Context,
    order: _Order,
    refused: list[Refusal],
) -> _Result | None:
    """One attempt, inside the transaction. A refusal that keeps its changes leaves through ``refused``."""
    ctx = _at_this_moment(ctx)
    check_permission(ctx, permission)
    name, words = _name(function), said(order)
    payload = _hash(words)
    earlier = answered_before(ctx, order, name, payload)
    if earlier is not None:
        return cast(_Result, msgspec.json.decode(earlier, type=_result_type(function)))
    if ctx.audit_key is None:
        # What could not be told afterwards is not begun.
        audit_chain.check_key(ctx.database, None)
    try:
        result = function(ctx, order)
    except Refusal as refusal:
        if not refusal.keeps_changes:
            raise
        journal.write_audit(ctx.stamp, name + ":" + refusal.code, None, encoded(words))
        refused.append(refusal)
        return None
    journal.remember_operation(ctx.stamp, order.request_id, name, payload, encoded(result))
    journal.write_audit(ctx.stamp, name, order.request_id, encoded(words))
    return result


def check_permission(ctx: Context, permission: str) -> None:
    """Reads the operator's role now: one revoked a moment ago acts at once.

    Raises:
        PermissionDenied: the role may not, or the operator is no longer active.
    """
    role = journal.active_role(ctx.database, ctx.operator.id)
    if role is None or not allows(Role(role), permission):
        raise PermissionDenied(permission, role or "")


def answered_before(ctx: Context, order: Order, name: str, payload: str) -> bytes | None:
    """The answer this very request already got, or None when it is new.

    An order with a secret is never answered from memory: the secret is not in its hash, so that the answer
    would come without it.

    Raises:
        RequestIdReused: the id was used for something else.
    """
    journal.lock_request(ctx.database, order.request_id)
    found = journal.operation(ctx.database, order.request_id)
    if found is None:
        return None
    if (found.use_case, found.payload_hash) != (name, payload) or has_secret(order):
        raise RequestIdReused(order.request_id)
    return found.result.encode()


def has_secret(order: Any) -> bool:
    """Whether the order carries a password or six digits, at any depth."""
    return any(
        part.metadata.get("secret") or (is_dataclass(value) and has_secret(value))
        for part in fields(order)
        for value in (getattr(order, part.name),)
    )


def payload_hash(order: Any) -> str:
    """SHA-256 of what the order says, its request id and its secrets left out."""
    return _hash(said(order))


def _hash(words: dict[str, Any]) -> str:
    without_id = {name: value for name, value in words.items() if name != "request_id"}
    return hashlib.sha256(msgspec.json.encode(without_id, order="deterministic")).hexdigest()


def encoded(value: Any) -> str:
    """Canonical JSON: the same value always gives the same text."""
    return msgspec.json.encode(value, order="deterministic").decode()


def said(order: Any) -> dict[str, Any]:
    """What an order says, field by field, its secrets and what is attached left out at any depth."""
    return {
        part.name: _without_secrets(getattr(order, part.name))
        for part in fields(order)
        if not (part.metadata.get("secret") or part.metadata.get("attached"))
    }


def _without_secrets(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return said(value)
    if isinstance(value, tuple | list):
        return [_without_secrets(item) for item in value]
    return value


def _at_this_moment(ctx: Context) -> Context:
    return replace(ctx, moment=ctx.clock.now(), day=ctx.clock.today())


def _name(function: Callable[..., Any]) -> str:
    return function.__name__


@cache
def _result_type(function: Callable[..., Any]) -> Any:
    return get_type_hints(function)["return"]
