"""The shop's settings, profile and days off: read, and changed by a new version."""

from dataclasses import dataclass
from datetime import date, datetime

from crediario.db import shop, standing
from crediario.db.shop import ShopHoliday
from crediario.domain.br import clean_text, parse_phone
from crediario.domain.errors import Refusal
from crediario.domain.registration import parse_email
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "HOLIDAY_NAME_LENGTH",
    "HolidayGone",
    "HolidayNameMissing",
    "HolidayOrder",
    "HolidayPast",
    "HolidayRemoval",
    "HolidayTaken",
    "ProfileChangedMeanwhile",
    "ProfileInForce",
    "ProfileOrder",
    "SettingsChangedMeanwhile",
    "SettingsInForce",
    "SettingsOrder",
    "ShopHoliday",
    "Versioned",
    "add_holiday",
    "change_profile",
    "change_settings",
    "own_holidays",
    "profile_in_force",
    "profile_to_edit",
    "remove_holiday",
    "settings_in_force",
    "settings_to_edit",
]

HOLIDAY_NAME_LENGTH = 60


@dataclass(eq=False)
class ProfileChangedMeanwhile(Refusal):
    """Somebody else saved the shop's data since they were read; nothing is overwritten."""

    operator_name: str
    saved_at: datetime


@dataclass(eq=False)
class SettingsChangedMeanwhile(Refusal):
    """Somebody else saved the settings since they were read; nothing is overwritten."""

    operator_name: str
    saved_at: datetime


@dataclass(eq=False)
class HolidayTaken(Refusal):
    """That day is already one of the shop's days off."""

    day: date


@dataclass(eq=False)
class HolidayNameMissing(Refusal):
    """A day off says what it is for."""


@dataclass(eq=False)
class HolidayPast(Refusal):
    """What was charged on a day gone by stays charged: its calendar does not change any more."""

    day: date


@dataclass(eq=False)
class HolidayGone(Refusal):
    """Somebody else took that day off out of the list."""


@dataclass(frozen=True, slots=True)
class SettingsOrder:
    """The settings to be in force from now on.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        based_on: the version the form was filled from; 0 for what a new shop starts with.
    """

    request_id: str
    based_on: int
    settings: ShopSettings


@dataclass(frozen=True, slots=True)
class SettingsInForce:
    """The settings and which version says so: 0 is what a new shop starts with."""

    version: int
    settings: ShopSettings


@dataclass(frozen=True, slots=True)
class ProfileOrder:
    """Who the shop is from now on, on papers issued from now on.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        based_on: the version the form was filled from; 0 where there was none.
    """

    request_id: str
    based_on: int
    profile: ShopProfile


@dataclass(frozen=True, slots=True)
class ProfileInForce:
    """Who the shop is and which version says so: 0 and None before the assistant was finished."""

    version: int
    profile: ShopProfile | None


@dataclass(frozen=True, slots=True)
class HolidayOrder:
    """A day off to add: a municipal holiday, or one of the shop's own."""

    request_id: str
    day: date
    name: str


@dataclass(frozen=True, slots=True)
class HolidayRemoval:
    """A day off to take out again."""

    request_id: str
    holiday_id: int


@dataclass(frozen=True, slots=True)
class Versioned:
    """The number of the version just written."""

    version: int


@query("see_settings")
def settings_in_force(ctx: Context) -> ShopSettings:
    """The newest version of the settings."""
    return shop.shop_settings(ctx.database, ctx.store_id)


@query("see_settings")
def settings_to_edit(ctx: Context) -> SettingsInForce:
    """The newest version of the settings, and its number: an edit of them is based on it."""
    newest = shop.newest_version(ctx.database, ctx.store_id, "settings")
    return SettingsInForce(newest.version if newest else 0, shop.shop_settings(ctx.database, ctx.store_id))


@query("see_settings")
def profile_in_force(ctx: Context) -> ShopProfile | None:
    """Who the shop is; None before the assistant was finished."""
    return shop.shop_profile(ctx.database, ctx.store_id)


@query("edit_settings")
def profile_to_edit(ctx: Context) -> ProfileInForce:
    """Who the shop is, and the version an edit of it is based on."""
    newest = shop.newest_version(ctx.database, ctx.store_id, "profile")
    return ProfileInForce(newest.version if newest else 0, shop.shop_profile(ctx.database, ctx.store_id))


@query("see_settings")
def own_holidays(ctx: Context) -> tuple[ShopHoliday, ...]:
    """The shop's own days off, in order."""
    return shop.holidays(ctx.database, ctx.store_id)


@use_case("edit_settings", changes={Topic.SETTINGS}, proof=True)
def change_settings(ctx: Context, order: SettingsOrder) -> Versioned:
    """Puts new settings in force; the earlier versions stay.

    Raises:
        SettingsChangedMeanwhile: another version was saved since ``based_on`` was read.
    """
    shop.lock_versions(ctx.stamp)
    newest = shop.newest_version(ctx.database, ctx.store_id, "settings")
    if order.based_on != (newest.version if newest else 0):
        raise SettingsChangedMeanwhile(
            newest.operator_name if newest else "", newest.saved_at if newest else ctx.now
        )
    return Versioned(shop.save_version(ctx.stamp, "settings", order.settings))


@use_case("edit_settings", changes={Topic.SETTINGS}, proof=True)
def change_profile(ctx: Context, order: ProfileOrder) -> Versioned:
    """Puts a new profile in force; papers already issued stay as they are.

    Raises:
        ProfileChangedMeanwhile: another version was saved since ``based_on`` was read.
        InvalidEmail, InvalidPhone: a way to reach the shop that papers could not print.
    """
    _check_reach(order.profile)
    shop.lock_versions(ctx.stamp)
    newest = shop.newest_version(ctx.database, ctx.store_id, "profile")
    if order.based_on != (newest.version if newest else 0):
        raise ProfileChangedMeanwhile(
            newest.operator_name if newest else "", newest.saved_at if newest else ctx.now
        )
    version = shop.save_version(ctx.stamp, "profile", order.profile)
    # Another state has other holidays.
    standing.recount_day(ctx.database, ctx.store_id)
    return Versioned(version)


def _check_reach(profile: ShopProfile) -> None:
    """What is stored is read as it is: a wrong number or address is refused before it is kept."""
    parse_email(profile.email)
    for number in (profile.phone, profile.whatsapp):
        if number:
            parse_phone(number)


@use_case("edit_settings", changes={Topic.SETTINGS})
def add_holiday(ctx: Context, order: HolidayOrder) -> ShopHoliday:
    """Adds a day on which nothing falls late: today or one to come.

    Raises:
        HolidayNameMissing, HolidayPast, HolidayTaken.
    """
    name = clean_text(order.name, HOLIDAY_NAME_LENGTH)
    if not name:
        raise HolidayNameMissing
    _refuse_past(ctx, order.day)
    shop.lock_versions(ctx.stamp)
    if any(holiday.day == order.day for holiday in shop.holidays(ctx.database, ctx.store_id)):
        raise HolidayTaken(order.day)
    shop.save_holiday(ctx.stamp, order.day, name)
    _count_anew(ctx)
    return next(each for each in shop.holidays(ctx.database, ctx.store_id) if each.day == order.day)


@use_case("edit_settings", changes={Topic.SETTINGS})
def remove_holiday(ctx: Context, order: HolidayRemoval) -> ShopHoliday:
    """Takes a day off of the shop out again, as long as it has not gone by; returns what it was.

    Raises:
        HolidayGone, HolidayPast.
    """
    shop.lock_versions(ctx.stamp)
    kept = shop.holidays(ctx.database, ctx.store_id)
    found = next((each for each in kept if each.holiday_id == order.holiday_id), None)
    if found is None:
        raise HolidayGone
    _refuse_past(ctx, found.day)
    shop.drop_holiday(ctx.stamp, found.holiday_id)
    _count_anew(ctx)
    return found


def _refuse_past(ctx: Context, day: date) -> None:
    if day < ctx.today:
        raise HolidayPast(day)


def _count_anew(ctx: Context) -> None:
    """A clock set back leaves the day that was counted last after today, and so after a day off to come."""
    standing.recount_day(ctx.database, ctx.store_id)
