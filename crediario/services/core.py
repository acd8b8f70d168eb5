"""What makes a function a use case or a query: permission, one transaction, idempotency, audit.

Each of the four is a small function of its own; the decorators only put them in order.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, get_type_hints

import msgspec
from peewee import Database, DatabaseError

from crediario.db import audit_chain, journal, users
from crediario.db.connection import in_transaction, snapshot
from crediario.domain.audit_chain import AuditKey
from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.money import Money
from crediario.domain.permissions import Role, holds
from crediario.gateways.clock import Clock
from crediario.gateways.passwords import Argon2Hasher, PasswordHasher

log = logging.getLogger(__name__)
_SEVERAL = (tuple, list)
#: What most fields hold: written down as it is.
_PLAIN = frozenset({str, int, bool, type(None), date, Money})
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
    RELEASES = "releases"
    PRIVACY = "privacy"


@dataclass(eq=False)
class PermissionDenied(Refusal):
    """The operator's role may not do this (or the operator is no longer active)."""

    permission: str
    role: str


@dataclass(eq=False)
class PasswordNeeded(Refusal):
    """This is serious: the person's password comes first, and holds for some minutes at this till."""


@dataclass(eq=False)
class RequestIdReused(Refusal):
    """The same request id came with another payload: one of the two is not what it seems."""

    request_id: str


@dataclass(frozen=True, slots=True)
class Operator:
    """Who is working: shown on screens and papers. The role is read afresh at each operation.

    ``given`` and ``taken`` are the permissions beyond and short of the role, as they were at sign-in.
    """

    id: int
    number: int
    name: str
    short_name: str
    role: Role
    given: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """Whether a screen offers it; whether it is done is asked anew below (``check_permission``).

        Raises:
            KeyError: no permission has that name.
        """
        own = True if permission in self.given else False if permission in self.taken else None
        return holds(self.role, permission, own)


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
    proof: bool
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
    permission: str, *, changes: set[Topic] | frozenset[Topic] = frozenset(), proof: bool = False
) -> Callable[[Callable[[Context, _Order], _Result]], UseCase[_Order, _Result]]:
    """Marks ``verb_noun(ctx, order)`` as a use case: what it needs, and what it may change.

    With ``proof`` the operator's password must have been given at this till a short while ago, else it is
    refused with ``PasswordNeeded``; the window then asks for it and runs the same order again.
    """

    def decorate(function: Callable[[Context, _Order], _Result]) -> UseCase[_Order, _Result]:
        @wraps(function)
        def run(ctx: Context, order: _Order, /) -> _Result:
            refused: list[Refusal] = []

            def work() -> _Result | None:
                refused.clear()
                return _perform(function, _let_in(ctx, permission, proof=proof), order, refused)

            try:
                result = in_transaction(ctx.database, work)
            except PermissionDenied as denied:
                _note_denial(ctx, function, denied)
                raise
            if refused:
                raise refused[0]
            return cast(_Result, result)

        marked = cast(Any, run)
        marked.kind, marked.permission, marked.changes = "use_case", permission, frozenset(changes)
        marked.proof = proof
        return cast(UseCase[_Order, _Result], marked)

    return decorate


def query(
    permission: str, *, proof: bool = False
) -> Callable[
    [Callable[Concatenate[Context, _Params], _Result]], Callable[Concatenate[Context, _Params], _Result]
]:
    """Marks a read-only function: permission checked, one moment of the database seen.

    ``proof`` asks for the password as in ``use_case``.
    """

    def decorate(
        function: Callable[Concatenate[Context, _Params], _Result],
    ) -> Callable[Concatenate[Context, _Params], _Result]:
        @wraps(function)
        def run(ctx: Context, *args: _Params.args, **kwargs: _Params.kwargs) -> _Result:
            try:
                with snapshot(ctx.database):
                    return function(_let_in(ctx, permission, proof=proof), *args, **kwargs)
            except PermissionDenied as denied:
                _note_denial(ctx, function, denied)
                raise

        marked = cast(Any, run)
        marked.kind, marked.permission, marked.changes = "query", permission, frozenset()
        marked.proof = proof
        return cast(Callable[Concatenate[Context, _Params], _Result], marked)

    return decorate


def reading(
    permission: str, *, proof: bool = False
) -> Callable[
    [Callable[Concatenate[Context, _Params], _Result]], Callable[Concatenate[Context, _Params], _Result]
]:
    """Marks a function that works on files for long: permission checked, then no transaction is held.

    ``proof`` asks for the password as in ``use_case``.
    """

    def decorate(
        function: Callable[Concatenate[Context, _Params], _Result],
    ) -> Callable[Concatenate[Context, _Params], _Result]:
        @wraps(function)
        def run(ctx: Context, *args: _Params.args, **kwargs: _Params.kwargs) -> _Result:
            try:
                with snapshot(ctx.database):
                    let_in = _let_in(ctx, permission, proof=proof)
            except PermissionDenied as denied:
                _note_denial(ctx, function, denied)
                raise
            return function(let_in, *args, **kwargs)

        marked = cast(Any, run)
        marked.kind, marked.permission, marked.changes = "reading", permission, frozenset()
        marked.proof = proof
        return cast(Callable[Concatenate[Context, _Params], _Result], marked)

    return decorate


def _perform(
    function: Callable[[Context, _Order], _Result],
    ctx: Context,
    order: _Order,
    refused: list[Refusal],
) -> _Result | None:
    """One attempt, inside the transaction. A refusal that keeps its changes leaves through ``refused``."""
    name, words = _name(function), said(order)
    payload = _hash(words)
    earlier = answered_before(ctx, order, name, payload)
    if earlier is not None:
        return cast(_Result, msgspec.json.decode(earlier, type=_result_type(function)))
    if ctx.audit_key is None:
        # What could not be told afterwards is not begun.
        audit_chain.check_key(ctx.database, None)
    stamp = ctx.stamp
    try:
        result = function(ctx, order)
    except Refusal as refusal:
        if not refusal.keeps_changes:
            raise
        journal.write_audit(stamp, name + ":" + refusal.code, None, encoded(words))
        refused.append(refusal)
        return None
    journal.remember_operation(stamp, order.request_id, name, payload, encoded(result))
    journal.write_audit(stamp, name, order.request_id, encoded(words))
    return result


def _let_in(ctx: Context, permission: str, *, proof: bool) -> Context:
    """The context of this moment, its operator's role as it is now.

    Raises:
        PermissionDenied, PasswordNeeded.
    """
    ctx = _at_this_moment(ctx)
    role = check_permission(ctx, permission)
    if proof and role is not Role.SYSTEM and not users.is_proven(ctx.stamp):
        raise PasswordNeeded
    return ctx if role is ctx.operator.role else replace(ctx, operator=replace(ctx.operator, role=role))


def _note_denial(ctx: Context, function: Callable[..., Any], denied: PermissionDenied) -> None:
    """Who tried what stays, in a transaction of its own: the refused one was undone."""
    stamp = _at_this_moment(ctx).stamp
    subject = encoded({"permission": denied.permission, "role": denied.role})
    name = f"{_name(function)}:{denied.code}"
    try:
        in_transaction(ctx.database, lambda: journal.write_audit(stamp, name, None, subject))
    except (KnownFailure, DatabaseError):
        log.info("a denial was not written down", exc_info=True)


def check_permission(ctx: Context, permission: str) -> Role:
    """Reads now what the operator may: what was revoked a moment ago acts at once. Answers the role.

    Raises:
        PermissionDenied: neither role nor person may, or the operator is no longer active.
    """
    access = users.access(ctx.database, ctx.operator.id, permission)
    if access is None or not holds(access.role, permission, access.own):
        raise PermissionDenied(permission, access.role.value if access else "")
    return access.role


def may(ctx: Context, permission: str) -> bool:
    """Whether the operator may do this now, where the answer decides what is shown, not what is done."""
    access = users.access(ctx.database, ctx.operator.id, permission)
    return access is not None and holds(access.role, permission, access.own)


def answered_before(ctx: Context, order: Order, name: str, payload: str) -> bytes | None:
    """The answer this very request already got, or None when it is new.

    An order with a secret is never answered from memory: the secret is not in its hash, so that the answer
    would come without it. Nor is one whose answer was emptied, since the person in it was anonymised.

    Raises:
        RequestIdReused: the id was used for something else.
    """
    journal.lock_request(ctx.database, order.request_id)
    found = journal.operation(ctx.database, order.request_id)
    if found is None:
        return None
    said_before = (found.use_case, found.payload_hash) == (name, payload) and found.result
    if not said_before or has_secret(order):
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
    return {name: _without_secrets(getattr(order, name)) for name in _told(order.__class__)}


@cache
def _told(kind: type) -> tuple[str, ...]:
    """The fields of such an order that are written down."""
    hidden = ("secret", "attached")
    return tuple(part.name for part in fields(kind) if not any(map(part.metadata.get, hidden)))


def _without_secrets(value: Any) -> Any:
    if value.__class__ in _PLAIN:
        return value
    if _has_fields(value.__class__):
        return said(value)
    if isinstance(value, _SEVERAL):
        return [_without_secrets(item) for item in value]
    return value


@cache
def _has_fields(kind: type) -> bool:
    return is_dataclass(kind)


def _at_this_moment(ctx: Context) -> Context:
    return replace(ctx, moment=ctx.clock.now(), day=ctx.clock.today())


def _name(function: Callable[..., Any]) -> str:
    return function.__name__


@cache
def _result_type(function: Callable[..., Any]) -> Any:
    return get_type_hints(function)["return"]
