"""Named queries about people who work with the program, and the releases they give."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Database

from crediario.db.fields import instant_text
from crediario.db.journal import Stamp
from crediario.db.models import PasswordProof, Release, User, UserPermission
from crediario.db.statements import fetch, insert, insert_rows, marks, row_lock, run
from crediario.domain.errors import Refusal
from crediario.domain.permissions import Role, covers, holds

_USER = (
    "number", "name", "short_name", "role", "pin_hash", "password_hash", "active", "failed_attempts",
    "locked_out", "created_at",
)  # fmt: skip
_PROOF = ("till_id", "operator_id", "proven_at", "expires_at")
_OWN = ("user_id", "permission", "allowed")
_RELEASE = (
    "store_id", "till_id", "operator_id", "approver_id", "permission", "subject_hash", "reason", "granted_at",
    "expires_at", "alone",
)  # fmt: skip


@dataclass(eq=False)
class ReleaseNotValid(Refusal):
    """No such release for this order: it was given for another, or never."""


@dataclass(eq=False)
class ReleaseExpired(Refusal):
    """The release was given too long ago."""


@dataclass(eq=False)
class ReleaseUsed(Refusal):
    """The release was already used: each lets one order through."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works with the program, as lists show them."""

    id: int
    number: int
    name: str
    short_name: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class Credentials:
    """What sign-in checks: the hashes, and how many wrong tries there were."""

    person: Person
    pin_hash: str | None
    password_hash: str | None
    failed_attempts: int
    locked_until: datetime | None
    locked_out: bool

    @property
    def pin_mark(self) -> str:
        """The same as long as the six digits are."""
        return _mark(self.pin_hash)

    @property
    def password_mark(self) -> str:
        """The same as long as the password is."""
        return _mark(self.password_hash)


@dataclass(frozen=True, slots=True)
class Access:
    """What decides whether a person may: the role, and what was given to or taken from that person alone."""

    role: Role
    own: bool | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person as who manages people sees them.

    Attributes:
        last_seen: the last thing done in this person's name; None before the first.
        own: permission and whether it was given (True) or taken away (False) beside the role.
        pin_mark: the same as long as the six digits are; tells nothing of them.
        password_mark: the same of the password.
    """

    person: Person
    has_password: bool
    locked_until: datetime | None
    locked_out: bool
    last_seen: datetime | None
    own: tuple[tuple[str, bool], ...]
    pin_mark: str
    password_mark: str


_PERSON = "id, number, name, short_name, role, active"


def people(database: Database) -> tuple[Person, ...]:
    """Everybody but *sistema*, in the order of their numbers."""
    rows = fetch(database, f"SELECT {_PERSON} FROM shop_user WHERE number > 0 ORDER BY number")
    return tuple(_person(row) for row in rows)


def access(database: Database, user_id: int, permission: str) -> Access | None:
    """What holds now for an active person and one permission; None when there is no such active person."""
    sql = (
        "SELECT u.role, p.allowed FROM shop_user u LEFT JOIN user_permission p"
        " ON p.user_id = u.id AND p.permission = ? WHERE u.id = ? AND u.active = 1"
    )
    rows = fetch(database, sql, (permission, user_id))
    if not rows:
        return None
    role, own = rows[0]
    return Access(Role(role), None if own is None else bool(own))


def own_permissions(database: Database, user_id: int) -> dict[str, bool]:
    """What was given to (True) or taken from (False) this person alone."""
    sql = "SELECT permission, allowed FROM user_permission WHERE user_id = ? ORDER BY permission"
    return {name: bool(allowed) for name, allowed in fetch(database, sql, (user_id,))}


def save_own_permissions(stamp: Stamp, user_id: int, own: Mapping[str, bool]) -> None:
    """Puts these in the place of what was given and taken before."""
    run(stamp.database, "DELETE FROM user_permission WHERE user_id = ?", (user_id,))
    rows = [(user_id, name, int(own[name])) for name in sorted(own)]
    insert_rows(stamp.database, UserPermission, _OWN, rows)


def is_proven(stamp: Stamp) -> bool:
    """Whether this person gave the password at this till a short while ago.

    A proof from the future counts for nothing: a clock set back would make it last.
    """
    sql = (
        "SELECT 1 FROM password_proof WHERE operator_id = ? AND till_id = ?"
        " AND expires_at >= ? AND proven_at <= ? LIMIT 1"
    )
    row = (stamp.operator_id, stamp.till_id, stamp.instant, stamp.instant)
    return bool(fetch(stamp.database, sql, row))


def save_proof(stamp: Stamp, user_id: int, proven_at: datetime, expires_at: datetime) -> None:
    """Keeps that this person gave the password at this till."""
    row = (stamp.till_id, user_id, instant_text(proven_at), instant_text(expires_at))
    insert_rows(stamp.database, PasswordProof, _PROOF, [row])


def end_proofs(stamp: Stamp, user_id: int) -> None:
    """What this person proved holds no longer: another password, or nobody any more."""
    run(stamp.database, "DELETE FROM password_proof WHERE operator_id = ?", (user_id,))


def members(database: Database) -> tuple[Member, ...]:
    """Everybody but *sistema*, in the order of their numbers, with what only who manages people sees."""
    sql = (
        f"SELECT {_PERSON}, locked_until, locked_out,"
        " (SELECT a.happened_at FROM audit a WHERE a.operator_id = shop_user.id ORDER BY a.id DESC LIMIT 1),"
        " pin_hash, password_hash"
        " FROM shop_user WHERE number > 0 ORDER BY number"
    )
    own: dict[int, list[tuple[str, bool]]] = {}
    listed = "SELECT user_id, permission, allowed FROM user_permission ORDER BY user_id, permission"
    for user_id, name, allowed in fetch(database, listed):
        own.setdefault(user_id, []).append((name, bool(allowed)))
    return tuple(_member(row, own) for row in fetch(database, sql))


def _member(row: tuple[Any, ...], own: Mapping[int, list[tuple[str, bool]]]) -> Member:
    *person, locked_until, locked_out, last_seen, pin_hash, password_hash = row
    return Member(
        _person(tuple(person)),
        password_hash is not None,
        _moment(locked_until),
        bool(locked_out),
        _moment(last_seen),
        tuple(own.get(row[0], ())),
        _mark(pin_hash),
        _mark(password_hash),
    )


def _mark(stored: str | None) -> str:
    """A few letters made of the salt, which each secret draws by chance and hashing it anew keeps.

    Nothing leads from it back to the secret, nor to its hash.
    """
    _, _, salt = (stored or "").rpartition("$")[0].rpartition("$")
    return hashlib.sha256(salt.encode()).hexdigest()[:16]


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def who_may(database: Database, permissions: Sequence[str]) -> tuple[tuple[Person, frozenset[str]], ...]:
    """The active people who hold any of these permissions now, with those they hold, by their numbers."""
    listed = (
        "SELECT user_id, permission, allowed FROM user_permission"
        f" WHERE permission IN ({marks(len(permissions))})"
    )
    own = {(user, name): bool(allowed) for user, name, allowed in fetch(database, listed, permissions)}
    found = []
    for person in people(database):
        held = frozenset(each for each in permissions if holds(person.role, each, own.get((person.id, each))))
        if held and person.active:
            found.append((person, held))
    return tuple(found)


def locked_owners(database: Database) -> tuple[int, ...]:
    """The active owners' ids, locked to the end of the transaction: two of them cannot both be the last."""
    sql = "SELECT id FROM shop_user WHERE role = 'owner' AND active = 1 ORDER BY id" + row_lock(database)
    return tuple(int(row[0]) for row in fetch(database, sql))


def sellers(database: Database) -> tuple[Person, ...]:
    """Active people who may sell."""
    return tuple(
        person
        for person in people(database)
        if person.active and person.role in {Role.OWNER, Role.MANAGER, Role.CASHIER, Role.SELLER}
    )


def credentials(database: Database, number: int) -> Credentials | None:
    """What is stored of the person with that number, locked to the end of the transaction."""
    sql = (
        f"SELECT {_PERSON}, pin_hash, password_hash, failed_attempts, locked_until, locked_out"
        " FROM shop_user WHERE number = ? AND number > 0" + row_lock(database)
    )
    rows = fetch(database, sql, (number,))
    if not rows:
        return None
    *_, pin_hash, password_hash, failed, locked_until, locked_out = rows[0]
    person, until = _person(rows[0][:6]), _moment(locked_until)
    return Credentials(person, pin_hash, password_hash, failed, until, bool(locked_out))


def _person(row: tuple[Any, ...]) -> Person:
    id_, number, name, short_name, role, active = row
    return Person(id_, number, name, short_name, Role(role), bool(active))


def add_person(
    stamp: Stamp, name: str, short_name: str, role: Role, pin_hash: str, password_hash: str | None
) -> Person:
    """Adds a person with the next number."""
    number = int(fetch(stamp.database, "SELECT COALESCE(MAX(number), 0) + 1 FROM shop_user")[0][0])
    row = (number, name, short_name, role.value, pin_hash, password_hash, 1, 0, 0, stamp.instant)
    return Person(insert(stamp.database, User, _USER, row), number, name, short_name, role, True)


def note_failure(
    stamp: Stamp, user_id: int, failures: int, locked_until: datetime | None, *, locked_out: bool
) -> None:
    """Counts a wrong number, and locks when there were too many."""
    sql = "UPDATE shop_user SET failed_attempts = ?, locked_until = ?, locked_out = ? WHERE id = ?"
    until = instant_text(locked_until) if locked_until else None
    run(stamp.database, sql, (failures, until, int(locked_out), user_id))


def forgive_failures(stamp: Stamp, user_id: int) -> None:
    """Starts counting from zero again: the right number was typed, or a manager unlocked."""
    note_failure(stamp, user_id, 0, None, locked_out=False)


def save_pin(stamp: Stamp, user_id: int, pin_hash: str) -> None:
    """Stores another hash of the six digits."""
    run(stamp.database, "UPDATE shop_user SET pin_hash = ? WHERE id = ?", (pin_hash, user_id))


def save_password(stamp: Stamp, user_id: int, password_hash: str | None) -> None:
    """Stores another hash of the password, or that there is none; what the old one proved holds no longer."""
    run(stamp.database, "UPDATE shop_user SET password_hash = ? WHERE id = ?", (password_hash, user_id))
    end_proofs(stamp, user_id)


def save_names(stamp: Stamp, user_id: int, name: str, short_name: str) -> None:
    """Another name, and how it appears."""
    sql = "UPDATE shop_user SET name = ?, short_name = ? WHERE id = ?"
    run(stamp.database, sql, (name, short_name, user_id))


def save_role(stamp: Stamp, user_id: int, role: Role) -> None:
    """Another role; acts at the person's very next operation."""
    run(stamp.database, "UPDATE shop_user SET role = ? WHERE id = ?", (role.value, user_id))


def set_active(stamp: Stamp, user_id: int, *, active: bool) -> None:
    """Lets somebody in, or no longer."""
    run(stamp.database, "UPDATE shop_user SET active = ? WHERE id = ?", (int(active), user_id))


def grant_release(
    stamp: Stamp,
    approver_id: int,
    permission: str,
    subject_hash: str,
    reason: str,
    expires_at: datetime,
    *,
    requester_id: int | None = None,
) -> int:
    """Writes a release bound to one order's hash; returns its id.

    ``requester_id`` is who asked for it from another till; None where whoever asks is at this one.
    """
    asked_by = stamp.operator_id if requester_id is None else requester_id
    row = (
        stamp.store_id, stamp.till_id, asked_by, approver_id, permission, subject_hash, reason,
        stamp.instant, instant_text(expires_at), int(asked_by == approver_id),
    )  # fmt: skip
    return insert(stamp.database, Release, _RELEASE, row)


def use_release(stamp: Stamp, release_id: int, permission: str, subject_hash: str, operation: str) -> None:
    """Uses a release up, in the transaction of the order it was given for, by whom it was given to.

    Who gave it must still be allowed to: a role taken away meanwhile takes its releases along.

    Raises:
        ReleaseNotValid, ReleaseUsed, ReleaseExpired.
    """
    sql = (
        "SELECT permission, subject_hash, operator_id, approver_id, expires_at, used_by FROM release"
        " WHERE id = ?"
    )
    rows = fetch(stamp.database, sql + row_lock(stamp.database), (release_id,))
    if not rows:
        raise ReleaseNotValid
    given, subject, operator_id, approver_id, expires_at, used_by = rows[0]
    if not covers(given, permission) or (subject, operator_id) != (subject_hash, stamp.operator_id):
        raise ReleaseNotValid
    if used_by is not None:
        raise ReleaseUsed
    if stamp.moment > datetime.fromisoformat(expires_at):
        raise ReleaseExpired
    found = access(stamp.database, approver_id, given)
    if found is None or not holds(found.role, given, found.own):
        raise ReleaseNotValid
    run(stamp.database, "UPDATE release SET used_by = ? WHERE id = ?", (operation, release_id))
