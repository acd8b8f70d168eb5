"""Named queries about people who work with the program, and the releases they give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Database

from crediario.db.fields import instant_text
from crediario.db.journal import Stamp
from crediario.db.models import Release, User
from crediario.db.statements import fetch, insert, row_lock, run
from crediario.domain.errors import Refusal
from crediario.domain.permissions import Role

_USER = (
    "number", "name", "short_name", "role", "pin_hash", "password_hash", "active", "failed_attempts",
    "locked_out", "created_at",
)  # fmt: skip
_RELEASE = (
    "store_id", "till_id", "operator_id", "approver_id", "permission", "subject_hash", "reason", "granted_at",
    "expires_at",
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


_PERSON = "id, number, name, short_name, role, active"


def people(database: Database) -> tuple[Person, ...]:
    """Everybody but *sistema*, in the order of their numbers."""
    rows = fetch(database, f"SELECT {_PERSON} FROM shop_user WHERE number > 0 ORDER BY number")
    return tuple(_person(row) for row in rows)


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
    until = datetime.fromisoformat(locked_until) if locked_until else None
    return Credentials(_person(rows[0][:6]), pin_hash, password_hash, failed, until, bool(locked_out))


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


def set_active(stamp: Stamp, user_id: int, *, active: bool) -> None:
    """Lets somebody in, or no longer."""
    run(stamp.database, "UPDATE shop_user SET active = ? WHERE id = ?", (int(active), user_id))


def grant_release(
    stamp: Stamp, approver_id: int, permission: str, subject_hash: str, reason: str, expires_at: datetime
) -> int:
    """Writes a release bound to one order's hash; returns its id."""
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, approver_id, permission, subject_hash, reason,
        stamp.instant, instant_text(expires_at),
    )  # fmt: skip
    return insert(stamp.database, Release, _RELEASE, row)


def use_release(stamp: Stamp, release_id: int, permission: str, subject_hash: str, operation: str) -> None:
    """Uses a release up, in the transaction of the order it was given for.

    Raises:
        ReleaseNotValid, ReleaseUsed, ReleaseExpired.
    """
    sql = "SELECT permission, subject_hash, expires_at, used_by FROM release WHERE id = ?"
    rows = fetch(stamp.database, sql + row_lock(stamp.database), (release_id,))
    if not rows or tuple(rows[0][:2]) != (permission, subject_hash):
        raise ReleaseNotValid
    _, _, expires_at, used_by = rows[0]
    if used_by is not None:
        raise ReleaseUsed
    if stamp.moment > datetime.fromisoformat(expires_at):
        raise ReleaseExpired
    run(stamp.database, "UPDATE release SET used_by = ? WHERE id = ?", (operation, release_id))
