"""Managing the people of the shop: who they are, what each may, their digits and passwords.

Everything here asks for the password first (``proof``), and only an owner touches an owner.
"""

from dataclasses import dataclass, replace

from crediario.db import users
from crediario.db.users import Credentials, Member, Person
from crediario.domain import secrets
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.permissions import BASIC, GIVABLE, PERMISSIONS, WITH_PASSWORD, Role, allows
from crediario.services.core import (
    Context,
    PermissionDenied,
    Topic,
    check_permission,
    query,
    secret,
    use_case,
)

__all__ = [
    "NAME_LENGTH",
    "SHORT_NAME_LENGTH",
    "ActiveOrder",
    "LastOwner",
    "Member",
    "OwnerHasEverything",
    "PasswordNotUsed",
    "PasswordOrder",
    "PasswordRequired",
    "PermissionChange",
    "PermissionNotGivable",
    "PermissionNotTakeable",
    "PermissionsOrder",
    "Person",
    "PersonChange",
    "PersonChangedMeanwhile",
    "PersonNameMissing",
    "PersonNotFound",
    "PersonOrder",
    "PersonSeen",
    "PinOrder",
    "UnknownPermission",
    "UnlockOrder",
    "add_person",
    "change_password",
    "change_permissions",
    "change_person",
    "change_pin",
    "people_list",
    "set_person_active",
    "unlock_person",
]

NAME_LENGTH = 80
SHORT_NAME_LENGTH = 20


@dataclass(eq=False)
class PersonNotFound(Refusal):
    """Nobody has that number."""

    number: int


@dataclass(eq=False)
class PersonNameMissing(Refusal):
    """A person has a name."""


@dataclass(eq=False)
class PersonChangedMeanwhile(Refusal):
    """Somebody else changed this person since the form was filled; nothing is overwritten."""

    name: str


@dataclass(eq=False)
class PasswordRequired(Refusal):
    """Manager and owner also have a password."""


@dataclass(eq=False)
class PasswordNotUsed(Refusal):
    """Only manager and owner have a password."""


@dataclass(eq=False)
class LastOwner(Refusal):
    """The shop would be left without anybody who may do everything."""

    name: str


@dataclass(eq=False)
class OwnerHasEverything(Refusal):
    """Nothing is given to or taken from an owner."""


@dataclass(eq=False)
class UnknownPermission(Refusal):
    """No permission has that name."""

    permission: str


@dataclass(eq=False)
class PermissionNotGivable(Refusal):
    """This permission comes with the role only."""

    permission: str


@dataclass(eq=False)
class PermissionNotTakeable(Refusal):
    """Nobody could work without this permission."""

    permission: str


@dataclass(frozen=True, slots=True)
class PersonOrder:
    """Somebody new: name, how it appears, role, six digits, and a password for manager and owner."""

    request_id: str
    name: str
    short_name: str
    role: Role
    pin: str = secret()
    password: str | None = secret(default=None)


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """What a form about somebody was filled from.

    Attributes:
        own: permission and whether it was given (True) or taken away (False) beside the role.
    """

    name: str
    short_name: str
    role: Role
    own: tuple[tuple[str, bool], ...] = ()

    @classmethod
    def of(cls, member: Member) -> "PersonSeen":
        """What a form filled from that member shows."""
        person = member.person
        return cls(person.name, person.short_name, person.role, member.own)


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Another name or role for somebody; a password where the new role has one and the person none yet.

    Attributes:
        password_seen: with a password, ``Member.password_mark`` of when the form was filled.
    """

    request_id: str
    number: int
    seen: PersonSeen
    name: str
    short_name: str
    role: Role
    password: str | None = secret(default=None)
    password_seen: str = secret(default="")


@dataclass(frozen=True, slots=True)
class PinOrder:
    """Another six digits for somebody; ``seen`` is ``Member.pin_mark`` of when the form was filled."""

    request_id: str
    number: int
    seen: str = secret()
    pin: str = secret()


@dataclass(frozen=True, slots=True)
class PasswordOrder:
    """Another password for a manager or owner; ``seen`` is ``Member.password_mark`` like that of digits."""

    request_id: str
    number: int
    seen: str = secret()
    password: str = secret()


@dataclass(frozen=True, slots=True)
class ActiveOrder:
    """Whether somebody may sign in."""

    request_id: str
    number: int
    active: bool


@dataclass(frozen=True, slots=True)
class UnlockOrder:
    """Whom to unlock."""

    request_id: str
    number: int


@dataclass(frozen=True, slots=True)
class PermissionChange:
    """One permission given (True), taken away (False), or as the role has it (None)."""

    permission: str
    own: bool | None


@dataclass(frozen=True, slots=True)
class PermissionsOrder:
    """What changes for one person; what is not named stays, so that two owners do not undo each other."""

    request_id: str
    number: int
    seen: PersonSeen
    changes: tuple[PermissionChange, ...]


@query("edit_users")
def people_list(ctx: Context) -> tuple[Member, ...]:
    """Everybody who works or worked with the program, in the order of their numbers."""
    return users.members(ctx.database)


@use_case("edit_users", changes={Topic.USERS}, proof=True)
def add_person(ctx: Context, order: PersonOrder) -> Person:
    """Adds somebody who works with the program; only an owner adds an owner.

    Raises:
        PersonNameMissing, PasswordRequired, PermissionDenied.
        the refusals of ``secrets.check_pin`` and ``check_password``.
    """
    _check_rank(ctx, order.role)
    name, short_name = _names(order)
    secrets.check_pin(order.pin)
    password_hash = _password_hash(ctx, order.role, order.password)
    pin_hash = ctx.passwords.hash(order.pin)
    return users.add_person(ctx.stamp, name, short_name, order.role, pin_hash, password_hash)


@use_case("edit_users", changes={Topic.USERS}, proof=True)
def change_person(ctx: Context, order: PersonChange) -> Person:
    """Another name or role. With another role the person's own permissions end: they were measured by it.

    Acts at the person's very next operation, in the middle of a sale too.

    Raises:
        PersonChangedMeanwhile: somebody else changed name or role since they were shown; or, where the role
            is to change, what was given or taken beside it, which ends with it, or the password to be given.
        PersonNotFound, PersonNameMissing, PasswordRequired, LastOwner, PermissionDenied.
        the refusals of ``secrets.check_password``.
    """
    kept = _credentials(ctx, order.number)
    person = kept.person
    _check_rank(ctx, person.role)
    _check_rank(ctx, order.role)
    _check_seen(ctx, kept, order)
    name, short_name = _names(order)
    users.save_names(ctx.stamp, person.id, name, short_name)
    if order.role is not person.role:
        _change_role(ctx, kept, order)
    return replace(person, name=name, short_name=short_name, role=order.role)


def _check_seen(ctx: Context, kept: Credentials, order: PersonChange) -> None:
    seen, person = order.seen, kept.person
    same = (seen.name, seen.short_name, seen.role) == (person.name, person.short_name, person.role)
    if same and order.role is not person.role:
        same = dict(seen.own) == users.own_permissions(ctx.database, person.id)
        same &= order.password is None or order.password_seen == kept.password_mark
    if not same:
        raise PersonChangedMeanwhile(person.short_name)


def _change_role(ctx: Context, kept: Credentials, order: PersonChange) -> None:
    """The role with what hangs on it: the password, and what was given or taken beside the role before."""
    _check_owner_stays(ctx, kept.person)
    if order.role not in WITH_PASSWORD:
        users.save_password(ctx.stamp, kept.person.id, None)
    elif order.password is not None or kept.password_hash is None:
        password_hash = _password_hash(ctx, order.role, order.password)
        users.save_password(ctx.stamp, kept.person.id, password_hash)
    users.save_role(ctx.stamp, kept.person.id, order.role)
    users.save_own_permissions(ctx.stamp, kept.person.id, {})


@use_case("edit_users", changes={Topic.USERS}, proof=True)
def change_pin(ctx: Context, order: PinOrder) -> Person:
    """Gives somebody another six digits, and forgives their wrong tries; an owner's, only an owner.

    Raises:
        PersonChangedMeanwhile: somebody else gave other digits since the person was shown.
        PersonNotFound, PermissionDenied, and the refusals of ``secrets.check_pin``.
    """
    kept = _credentials(ctx, order.number)
    person = kept.person
    _check_rank(ctx, person.role)
    if order.seen != kept.pin_mark:
        raise PersonChangedMeanwhile(person.short_name)
    secrets.check_pin(order.pin)
    users.save_pin(ctx.stamp, person.id, ctx.passwords.hash(order.pin))
    users.forgive_failures(ctx.stamp, person.id)
    return person


@use_case("edit_users", changes={Topic.USERS}, proof=True)
def change_password(ctx: Context, order: PasswordOrder) -> Person:
    """Gives a manager or owner another password; what the old one proved ends.

    Raises:
        PersonChangedMeanwhile: somebody else gave another password since the person was shown.
        PersonNotFound, PasswordNotUsed, PermissionDenied, and the refusals of ``secrets.check_password``.
    """
    kept = _credentials(ctx, order.number)
    person = kept.person
    _check_rank(ctx, person.role)
    if person.role not in WITH_PASSWORD:
        raise PasswordNotUsed
    if order.seen != kept.password_mark:
        raise PersonChangedMeanwhile(person.short_name)
    secrets.check_password(order.password)
    users.save_password(ctx.stamp, person.id, ctx.passwords.hash(order.password))
    return person


@use_case("edit_users", changes={Topic.USERS}, proof=True)
def set_person_active(ctx: Context, order: ActiveOrder) -> Person:
    """Lets somebody sign in, or no longer; acts at their very next operation.

    Nobody is deleted: what they did keeps their name.

    Raises:
        PersonNotFound, LastOwner, PermissionDenied.
    """
    person = _credentials(ctx, order.number).person
    _check_rank(ctx, person.role)
    if person.id == ctx.operator.id:
        raise PermissionDenied("edit_users", person.role.value)
    if not order.active:
        _check_owner_stays(ctx, person)
        users.end_proofs(ctx.stamp, person.id)
    users.set_active(ctx.stamp, person.id, active=order.active)
    return replace(person, active=order.active)


@use_case("unlock_user", changes={Topic.USERS}, proof=True)
def unlock_person(ctx: Context, order: UnlockOrder) -> Person:
    """Lets somebody try again who was locked by wrong digits.

    Raises:
        PersonNotFound.
    """
    person = _credentials(ctx, order.number).person
    users.forgive_failures(ctx.stamp, person.id)
    return person


@use_case("edit_permissions", changes={Topic.USERS}, proof=True)
def change_permissions(ctx: Context, order: PermissionsOrder) -> Person:
    """Gives somebody more than the role does, or less; acts at their very next operation.

    Raises:
        PersonChangedMeanwhile: the role, or one of the permissions named, is no longer as it was shown.
        PersonNotFound, OwnerHasEverything, UnknownPermission, PermissionNotGivable, PermissionNotTakeable.

    Rule: product K1. See docs/regras.md#permissoes.
    """
    person = _credentials(ctx, order.number).person
    if person.role is Role.OWNER:
        raise OwnerHasEverything
    own, seen = users.own_permissions(ctx.database, person.id), dict(order.seen.own)
    named = [change.permission for change in order.changes]
    if order.seen.role is not person.role or any(own.get(each) is not seen.get(each) for each in named):
        raise PersonChangedMeanwhile(person.short_name)
    for change in order.changes:
        own.pop(change.permission, None)
        if _differs(person.role, change):
            own[change.permission] = bool(change.own)
    users.save_own_permissions(ctx.stamp, person.id, own)
    return person


def _differs(role: Role, change: PermissionChange) -> bool:
    """Whether it says something else than the role does; refuses what may not be decided for one person."""
    name, own = change.permission, change.own
    if name not in PERMISSIONS:
        raise UnknownPermission(name)
    by_role = allows(role, name)
    if own and not by_role and name not in GIVABLE:
        raise PermissionNotGivable(name)
    if own is False and by_role and name in BASIC:
        raise PermissionNotTakeable(name)
    return own is not None and own is not by_role


def _check_rank(ctx: Context, role: Role) -> None:
    """A manager who could give an owner other digits would be an owner."""
    if role is Role.SYSTEM:
        raise PermissionDenied("edit_owners", role.value)
    if role is Role.OWNER:
        check_permission(ctx, "edit_owners")


def _check_owner_stays(ctx: Context, person: Person) -> None:
    if person.role is Role.OWNER and person.active and users.locked_owners(ctx.database) == (person.id,):
        raise LastOwner(person.name)


def _names(order: PersonOrder | PersonChange) -> tuple[str, str]:
    """The name, and how it appears: the first name where nothing was said."""
    name = clean_text(order.name, NAME_LENGTH)
    if not name:
        raise PersonNameMissing
    return name, clean_text(order.short_name, SHORT_NAME_LENGTH) or name.split(" ")[0]


def _password_hash(ctx: Context, role: Role, password: str | None) -> str | None:
    if role not in WITH_PASSWORD:
        return None
    if password is None:
        raise PasswordRequired
    secrets.check_password(password)
    return ctx.passwords.hash(password)


def _credentials(ctx: Context, number: int) -> Credentials:
    found = users.credentials(ctx.database, number)
    if found is None:
        raise PersonNotFound(number)
    return found
