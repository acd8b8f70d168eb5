"""Who is at the till: six digits to sign in, the password before what is serious, releases given there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crediario.db import releases, users
from crediario.db.releases import RequestState
from crediario.db.users import Credentials, Person
from crediario.domain import secrets
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.permissions import PERMISSIONS
from crediario.gateways.clock import at_shop
from crediario.services.core import Context, Operator, Topic, query, secret, use_case

__all__ = [
    "AnswerOrder",
    "Answered",
    "ApproverIsRequester",
    "ApproverMayNot",
    "LockedForMinutes",
    "LockedOut",
    "PasswordCheck",
    "Person",
    "ReleaseOrder",
    "ReleaseReasonMissing",
    "Released",
    "RequestNotWaiting",
    "RequestState",
    "SignIn",
    "SignedIn",
    "WrongPassword",
    "WrongPin",
    "answer_release",
    "check_password",
    "release",
    "sign_in",
    "sign_in_list",
]

REASON_LENGTH = 200
SHORTEST_REASON = 5
RELEASE_LASTS = timedelta(minutes=2)
REMOTE_RELEASE_LASTS = timedelta(minutes=5)
PROOF_LASTS = timedelta(minutes=5)
LONGEST_LOCK = timedelta(minutes=16)
# Verified when nobody has that number, so that the answer takes as long as for somebody who does.
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c2VtIG5pbmd1ZW0hISEhIQ$yR8v0pT1yEw0T0cK0c3m0w4d5oT0m9o1v7nq0w8y2xk"
)


@dataclass(eq=False)
class WrongPin(Refusal):
    """The six digits are not this person's; counted, even though the answer is no."""

    keeps_changes = True
    tries_left: int


@dataclass(eq=False)
class LockedForMinutes(Refusal):
    """Too many wrong tries: nobody gets in with this number before that time."""

    keeps_changes = True
    until: datetime


@dataclass(eq=False)
class LockedOut(Refusal):
    """Ten wrong tries: a manager has to unlock, or the person's own password does."""

    keeps_changes = True


@dataclass(eq=False)
class WrongPassword(Refusal):
    """The password is not this person's."""

    keeps_changes = True


@dataclass(eq=False)
class ReleaseReasonMissing(Refusal):
    """A release says why."""

    minimum: int


@dataclass(eq=False)
class ApproverMayNot(Refusal):
    """Who typed the digits may not release this either."""

    permission: str
    role: str


@dataclass(eq=False)
class ApproverIsRequester(Refusal):
    """Who asks does not release: somebody else who may is in the shop's list."""


@dataclass(eq=False)
class RequestNotWaiting(Refusal):
    """The request already has its answer, was withdrawn, or expired."""

    state: RequestState


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who wants in, and their six digits."""

    request_id: str
    number: int
    pin: str = secret()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who got in."""

    operator: Operator


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """A password typed by a manager or owner before something serious."""

    request_id: str
    number: int
    password: str = secret()


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """A manager's or owner's yes to one very order, given at the till with six digits.

    Attributes:
        approver_number: who says yes.
        permission: what is released.
        subject_hash: ``core.payload_hash`` of what is released.
        reason: why; kept.
    """

    request_id: str
    approver_number: int
    permission: str
    subject_hash: str
    reason: str
    pin: str = secret()


@dataclass(frozen=True, slots=True)
class AnswerOrder:
    """What a manager answers to another till.

    Attributes:
        asked_id: the request.
        granted: yes or no.
        reason: why; kept, and told to whoever asked.
    """

    request_id: str
    asked_id: int
    granted: bool
    reason: str
    pin: str = secret()


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that got its answer."""

    asked_id: int
    granted: bool


@dataclass(frozen=True, slots=True)
class Released:
    """A release to be used once, soon."""

    release_id: int
    approver: str
    expires_at: datetime


@query("sign_in")
def sign_in_list(ctx: Context) -> tuple[Person, ...]:
    """The active people, in the order of their numbers, for the sign-in screen."""
    return tuple(person for person in users.people(ctx.database) if person.active)


@use_case("sign_in")
def sign_in(ctx: Context, order: SignIn) -> SignedIn:
    """Lets a person in by number and six digits (argon2id); wrong tries are counted in the database.

    Raises:
        WrongPin, LockedForMinutes, LockedOut.

    Rule: product K1. See docs/regras.md#senhas.
    """
    person = _proven(ctx, order.number, order.pin)
    own = users.own_permissions(ctx.database, person.id)
    return SignedIn(
        Operator(
            person.id,
            person.number,
            person.name,
            person.short_name,
            person.role,
            given=frozenset(name for name, allowed in own.items() if allowed),
            taken=frozenset(name for name, allowed in own.items() if not allowed),
        )
    )


def _proven(ctx: Context, number: int, pin: str) -> Person:
    """Who has this number and these digits; wrong ones are counted, and too many lock."""
    found = users.credentials(ctx.database, number)
    stored = found.pin_hash if found and found.person.active else None
    if found and found.locked_out:
        raise LockedOut
    _check_minutes(ctx, found)
    right = ctx.passwords.verify(stored or NOBODYS_HASH, pin)
    if found is None or stored is None:
        raise WrongPin(secrets.FREE_FAILURES)
    if not right:
        raise _failed(ctx, found)
    users.forgive_failures(ctx.stamp, found.person.id)
    if ctx.passwords.needs_rehash(stored):
        users.save_pin(ctx.stamp, found.person.id, ctx.passwords.rehash(stored, pin))
    return found.person


def _check_minutes(ctx: Context, found: Credentials | None) -> None:
    if found and found.locked_until and ctx.now < found.locked_until:
        raise LockedForMinutes(at_shop(ctx.clock, found.locked_until))


def _failed(ctx: Context, found: Credentials) -> Refusal:
    """Counts the wrong try; the refusal says what it led to."""
    failures = found.failed_attempts + 1
    lock = secrets.lock_after(failures)
    if lock is secrets.PERMANENT:
        # The password still unlocks, at the pace of one try in so many minutes.
        users.note_failure(ctx.stamp, found.person.id, failures, ctx.now + LONGEST_LOCK, locked_out=True)
        return LockedOut()
    until = ctx.now + lock if lock else None
    users.note_failure(ctx.stamp, found.person.id, failures, until, locked_out=False)
    if until:
        return LockedForMinutes(until)
    return WrongPin(secrets.FREE_FAILURES + 1 - failures)


@use_case("sign_in")
def check_password(ctx: Context, order: PasswordCheck) -> Person:
    """Asks a manager or owner for the password before something serious; wrong ones count like digits.

    The right one holds for five minutes at this till: meanwhile what is decorated with ``proof`` is done
    without asking again. It also unlocks the person after ten wrong tries: a shop of one has nobody else.

    Raises:
        WrongPassword, LockedForMinutes, LockedOut.

    Rule: product K1. See docs/regras.md#senha-confirmada.
    """
    found = users.credentials(ctx.database, order.number)
    _check_minutes(ctx, found)
    stored = found.password_hash if found and found.person.active else None
    right = ctx.passwords.verify(stored or NOBODYS_HASH, order.password)
    if found is None or stored is None:
        raise WrongPassword
    if not right:
        refusal = _failed(ctx, found)
        raise WrongPassword if isinstance(refusal, WrongPin) else refusal
    users.forgive_failures(ctx.stamp, found.person.id)
    users.save_proof(ctx.stamp, found.person.id, ctx.now, ctx.now + PROOF_LASTS)
    return found.person


@use_case("sign_in")
def release(ctx: Context, order: ReleaseOrder) -> Released:
    """A yes (liberação) to one very order: six digits at the till, used once, expiring in two minutes.

    Who asks does not say yes, but where nobody else in the shop could.

    Raises:
        ReleaseReasonMissing: why was not said.
        ApproverMayNot: neither role nor person holds the permission.
        ApproverIsRequester: somebody else could, and has to.
        WrongPin, LockedForMinutes, LockedOut.

    Rule: reliability.md A3, I14. See docs/regras.md#liberacao.
    """
    reason = _release_reason(order.reason)
    approver = _proven(ctx, order.approver_number, order.pin)
    _check_approver(ctx, approver, order.permission, asked_by=ctx.operator.id)
    expires_at = ctx.now + RELEASE_LASTS
    release_id = users.grant_release(
        ctx.stamp, approver.id, order.permission, order.subject_hash, reason, expires_at
    )
    return Released(release_id, approver.short_name, expires_at)


def _release_reason(typed: str) -> str:
    reason = clean_text(typed, REASON_LENGTH)
    if len(reason) < SHORTEST_REASON:
        raise ReleaseReasonMissing(SHORTEST_REASON)
    return reason


def _check_approver(ctx: Context, approver: Person, permission: str, *, asked_by: int) -> None:
    """Who says yes holds the permission now, and is not who asks, unless nobody else could."""
    if permission not in PERMISSIONS:
        raise ApproverMayNot(permission, approver.role.value)
    able = {person.id for person, _ in users.who_may(ctx.database, (permission,))}
    if approver.id not in able:
        raise ApproverMayNot(permission, approver.role.value)
    if approver.id == asked_by and len(able) > 1:
        raise ApproverIsRequester


@use_case("answer_release", changes={Topic.RELEASES})
def answer_release(ctx: Context, order: AnswerOrder) -> Answered:
    """The manager's answer to what another till asks: with six digits, once, before it expires.

    The yes is a release for whoever asked, of exactly what was asked, used once, within five minutes.

    Raises:
        RequestNotWaiting: answered by somebody else, withdrawn, or expired meanwhile.
        ReleaseReasonMissing: why was not said.
        ApproverMayNot, ApproverIsRequester: this needs somebody else.
        WrongPin, LockedForMinutes, LockedOut.

    Rule: product.md B6; reliability.md A3, I14. See docs/regras.md#liberacao.
    """
    reason = _release_reason(order.reason)
    asked = releases.locked_request(ctx.stamp, order.asked_id)
    if asked is None or asked.state_at(ctx.now) is not RequestState.WAITING:
        raise RequestNotWaiting(asked.state_at(ctx.now) if asked else RequestState.WITHDRAWN)
    approver = _proven(ctx, ctx.operator.number, order.pin)
    _check_approver(ctx, approver, asked.permission, asked_by=asked.operator_id)
    release_id = None
    if order.granted:
        release_id = users.grant_release(
            ctx.stamp,
            approver.id,
            asked.permission,
            asked.subject_hash,
            reason,
            ctx.now + REMOTE_RELEASE_LASTS,
            requester_id=asked.operator_id,
        )
    releases.answer(ctx.stamp, asked.asked_id, reason, release_id)
    return Answered(asked.asked_id, order.granted)
