"""The shop's own rows: store, tills, number series, and the newest version of its settings and profile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import msgspec
from peewee import Database

from crediario.db.fields import instant_text
from crediario.db.journal import Stamp
from crediario.db.models import Holiday, NumberSeries, SettingsVersion, Store, Till, User
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert, insert_rows, row_lock, run
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules
from crediario.domain.credit.policy import STANDARD, CreditPolicy
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopProfile, ShopSettings

SYSTEM_NUMBER = 0
SERIES = ("receipt", "reversal", "contract", "agreement")

_STORE = ("code", "name", "opened_at")
_TILL = ("store_id", "number", "name")
_VERSION = ("store_id", "topic", "version", "content", "operator_id", "created_at")
_SYSTEM = (
    "number", "name", "short_name", "role", "active", "failed_attempts", "locked_out", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A till and the store it stands in."""

    store_id: int
    store_code: int
    store_name: str
    till_id: int
    till_number: int


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """What a store goes by now: its settings, its credit policy and its business days.

    Attributes:
        charge_rules: those of ``settings``, made once.
        policy_version: number of the policy; 0 is what a new shop starts with.
        profile: who the shop is; None before the assistant was finished.
    """

    settings: ShopSettings
    policy_version: int
    policy: CreditPolicy
    profile: ShopProfile | None
    calendar: HolidayCalendar
    charge_rules: ChargeRules


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version of the credit policy, as somebody saved it."""

    version: int
    policy: CreditPolicy
    operator_name: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class VersionSaved:
    """Which version of a topic is the newest, who saved it and when."""

    version: int
    operator_name: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ShopHoliday:
    """A day off of this shop, beside the national and state ones."""

    holiday_id: int
    day: date
    name: str


def seed_system(database: Database, moment: datetime) -> int:
    """The program's own operator (*sistema*), who signs what the command line does; returns its id."""
    rows = fetch(database, "SELECT id FROM shop_user WHERE number = ?", (SYSTEM_NUMBER,))
    if rows:
        return int(rows[0][0])
    row = (SYSTEM_NUMBER, "Sistema", "Sistema", Role.SYSTEM.value, 1, 0, 0, instant_text(moment))
    return insert(database, User, _SYSTEM, row)


def seed_place(database: Database, code: int, name: str, till_number: int, moment: datetime) -> Place:
    """A store with its first till and its number series, all at zero; the one that is there when it is."""
    found = place(database)
    if found is not None:
        return found
    store_id = insert(database, Store, _STORE, (code, name, instant_text(moment)))
    till_id = insert(database, Till, _TILL, (store_id, till_number, f"Caixa {till_number:02d}"))
    columns = ("store_id", "series", "last_number")
    insert_rows(database, NumberSeries, columns, [(store_id, series, 0) for series in SERIES])
    return Place(store_id, code, name, till_id, till_number)


def place(database: Database, till_number: int | None = None) -> Place | None:
    """The till with that number, or the first one; None before the shop is set up."""
    sql = (
        "SELECT s.id, s.code, s.name, t.id, t.number FROM till AS t JOIN store AS s ON s.id = t.store_id"
        " ORDER BY t.id"
    )
    for store_id, code, name, till_id, number in fetch(database, sql):
        if till_number in {None, number}:
            return Place(store_id, code, name, till_id, number)
    return None


def system_id(database: Database) -> int | None:
    """The id of *sistema*; None in a database just made."""
    rows = fetch(database, "SELECT id FROM shop_user WHERE number = ?", (SYSTEM_NUMBER,))
    return int(rows[0][0]) if rows else None


def _newest_of(topic: str, column: str = "content") -> str:
    return (
        f"(SELECT v.{column} FROM settings_version AS v WHERE v.store_id = s.id"
        f" AND v.topic = '{topic}' ORDER BY v.version DESC LIMIT 1)"
    )


_IN_FORCE = (
    f"SELECT {_newest_of('settings')}, {_newest_of('policy', 'version')}, {_newest_of('policy')},"
    f" {_newest_of('profile')},"
    " (SELECT STRING_AGG(CAST(h.day AS TEXT), ' ') FROM holiday AS h WHERE h.store_id = s.id)"
    " FROM store AS s WHERE s.id = ?"
)


def rules_in_force(database: Database, store_id: int) -> RulesInForce:
    """The newest version of everything a store goes by, or what a new shop starts with."""
    return _decoded_rules(*fetch(database, _IN_FORCE, (store_id,))[0])


# Every posting asks for them; the same texts always mean the same.
@lru_cache(maxsize=8)
def _decoded_rules(
    settings: str | None, version: int | None, policy: str | None, profile: str | None, days_off: str | None
) -> RulesInForce:
    shown = _decoded_profile(profile) if profile else None
    decoded = _decoded_settings(settings) if settings else ShopSettings()
    return RulesInForce(
        settings=decoded,
        policy_version=version or 0,
        policy=_decoded_policy(policy) if policy else STANDARD,
        profile=shown,
        calendar=_calendar(shown, map(as_date, (days_off or "").split())),
        charge_rules=decoded.charge_rules,
    )


def shop_settings(database: Database, store_id: int) -> ShopSettings:
    """The settings in force: the newest version, or what a new shop starts with."""
    content = _newest(database, store_id, "settings")
    return _decoded_settings(content) if content else ShopSettings()


def credit_policy(database: Database, store_id: int) -> CreditPolicy:
    """The credit policy in force: the newest version, or what a new shop starts with."""
    content = _newest(database, store_id, "policy")
    return _decoded_policy(content) if content else STANDARD


def numbered_policy(database: Database, store_id: int) -> tuple[int, CreditPolicy]:
    """The credit policy in force with its number; 0 is what a new shop starts with."""
    sql = (
        "SELECT version, content FROM settings_version WHERE store_id = ? AND topic = 'policy'"
        " ORDER BY version DESC LIMIT 1"
    )
    rows = fetch(database, sql, (store_id,))
    return (int(rows[0][0]), _decoded_policy(rows[0][1])) if rows else (0, STANDARD)


def credit_policy_version(database: Database, store_id: int) -> int:
    """The number of the policy in force; 0 while nobody saved one."""
    sql = "SELECT COALESCE(MAX(version), 0) FROM settings_version WHERE store_id = ? AND topic = 'policy'"
    return int(fetch(database, sql, (store_id,))[0][0])


def lock_versions(stamp: Stamp) -> None:
    """Two people who change the shop's policies take turns, to the end of the transaction."""
    fetch(stamp.database, "SELECT 1 FROM store WHERE id = ?" + row_lock(stamp.database), (stamp.store_id,))


def policy_versions(database: Database, store_id: int) -> tuple[PolicyVersion, ...]:
    """Every version of the credit policy, the newest first."""
    sql = (
        "SELECT v.version, v.content, o.short_name, v.created_at FROM settings_version AS v"
        " JOIN shop_user AS o ON o.id = v.operator_id WHERE v.store_id = ? AND v.topic = 'policy'"
        " ORDER BY v.version DESC"
    )
    return tuple(
        PolicyVersion(version, _decoded_policy(content), operator, datetime.fromisoformat(created_at))
        for version, content, operator, created_at in fetch(database, sql, (store_id,))
    )


def newest_version(database: Database, store_id: int, topic: str) -> VersionSaved | None:
    """The newest version of ``settings``, ``profile`` or ``policy``; None while nobody saved one."""
    sql = (
        "SELECT v.version, o.short_name, v.created_at FROM settings_version AS v"
        " JOIN shop_user AS o ON o.id = v.operator_id WHERE v.store_id = ? AND v.topic = ?"
        " ORDER BY v.version DESC LIMIT 1"
    )
    rows = fetch(database, sql, (store_id, topic))
    if not rows:
        return None
    version, operator, created_at = rows[0]
    return VersionSaved(int(version), operator, datetime.fromisoformat(created_at))


def shop_profile(database: Database, store_id: int) -> ShopProfile | None:
    """Who the shop is, as last written; None before the assistant was finished."""
    content = _newest(database, store_id, "profile")
    return _decoded_profile(content) if content else None


def _newest(database: Database, store_id: int, topic: str) -> str | None:
    sql = (
        "SELECT content FROM settings_version WHERE store_id = ? AND topic = ? ORDER BY version DESC LIMIT 1"
    )
    rows = fetch(database, sql, (store_id, topic))
    return str(rows[0][0]) if rows else None


# A receipt reads the settings each time; the same text always means the same.
@lru_cache(maxsize=8)
def _decoded_settings(content: str) -> ShopSettings:
    return msgspec.json.decode(content, type=ShopSettings)


@lru_cache(maxsize=8)
def _decoded_policy(content: str) -> CreditPolicy:
    return msgspec.json.decode(content, type=CreditPolicy)


@lru_cache(maxsize=8)
def _decoded_profile(content: str) -> ShopProfile:
    return msgspec.json.decode(content, type=ShopProfile)


def save_version(stamp: Stamp, topic: str, value: ShopSettings | ShopProfile | CreditPolicy) -> int:
    """Writes a new version of the settings, the profile or the credit policy; returns its number, from 1."""
    sql = "SELECT COALESCE(MAX(version), 0) + 1 FROM settings_version WHERE store_id = ? AND topic = ?"
    version = int(fetch(stamp.database, sql, (stamp.store_id, topic))[0][0])
    content = msgspec.json.encode(value, order="deterministic").decode()
    row = (stamp.store_id, topic, version, content, stamp.operator_id, stamp.instant)
    insert_rows(stamp.database, SettingsVersion, _VERSION, [row])
    return version


def holidays(database: Database, store_id: int) -> tuple[ShopHoliday, ...]:
    """The shop's own days off, in order."""
    sql = "SELECT id, day, name FROM holiday WHERE store_id = ? ORDER BY day"
    return tuple(ShopHoliday(id_, as_date(day), name) for id_, day, name in fetch(database, sql, (store_id,)))


def save_holiday(stamp: Stamp, day: date, name: str) -> None:
    """Adds a day off of the shop."""
    insert_rows(stamp.database, Holiday, ("store_id", "day", "name"), [(stamp.store_id, day, name)])


def drop_holiday(stamp: Stamp, holiday_id: int) -> None:
    """Takes a day off of the shop out again."""
    run(stamp.database, "DELETE FROM holiday WHERE id = ? AND store_id = ?", (holiday_id, stamp.store_id))


def calendar(database: Database, store_id: int) -> HolidayCalendar:
    """The shop's business days: national and state holidays, and its own."""
    days_off = (holiday.day for holiday in holidays(database, store_id))
    return _calendar(shop_profile(database, store_id), days_off)


def _calendar(profile: ShopProfile | None, days_off: Iterable[date]) -> HolidayCalendar:
    return HolidayCalendar((profile.uf or None) if profile else None, frozenset(days_off))
