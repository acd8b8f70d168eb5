"""The shop's settings, profile and days off: read, and changed by a new version."""

from dataclasses import dataclass
from datetime import date

from crediario.db import shop, standing
from crediario.db.shop import ShopHoliday
from crediario.domain.br.text import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.services.core import Context, Topic, query, use_case

HOLIDAY_NAME_LENGTH = 60


@dataclass(eq=False)
class HolidayTaken(Refusal):
    """That day is already one of the shop's days off."""

    day: date


@dataclass(frozen=True, slots=True)
class SettingsOrder:
    """The settings to be in force from now on."""

    request_id: str
    settings: ShopSettings


@dataclass(frozen=True, slots=True)
class ProfileOrder:
    """Who the shop is from now on, on papers issued from now on."""

    request_id: str
    profile: ShopProfile


@dataclass(frozen=True, slots=True)
class HolidayOrder:
    """A day off to add: a municipal holiday, or one of the shop's own."""

    request_id: str
    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Versioned:
    """The number of the version just written."""

    version: int


@query("see_settings")
def settings_in_force(ctx: Context) -> ShopSettings:
    """The newest version of the settings."""
    return shop.shop_settings(ctx.database, ctx.store_id)


@query("see_settings")
def profile_in_force(ctx: Context) -> ShopProfile | None:
    """Who the shop is; None before the assistant was finished."""
    return shop.shop_profile(ctx.database, ctx.store_id)


@query("see_settings")
def own_holidays(ctx: Context) -> tuple[ShopHoliday, ...]:
    """The shop's own days off, in order."""
    return shop.holidays(ctx.database, ctx.store_id)


@use_case("edit_settings", changes={Topic.SETTINGS}, proof=True)
def change_settings(ctx: Context, order: SettingsOrder) -> Versioned:
    """Puts new settings in force; the earlier versions stay."""
    return Versioned(shop.save_version(ctx.stamp, "settings", order.settings))


@use_case("edit_settings", changes={Topic.SETTINGS}, proof=True)
def change_profile(ctx: Context, order: ProfileOrder) -> Versioned:
    """Puts a new profile in force; papers already issued stay as they are."""
    version = shop.save_version(ctx.stamp, "profile", order.profile)
    # Another state has other holidays.
    standing.recount_day(ctx.database, ctx.store_id)
    return Versioned(version)


@use_case("edit_settings", changes={Topic.SETTINGS})
def add_holiday(ctx: Context, order: HolidayOrder) -> ShopHoliday:
    """Adds a day on which nothing falls late.

    Raises:
        HolidayTaken.
    """
    if any(holiday.day == order.day for holiday in shop.holidays(ctx.database, ctx.store_id)):
        raise HolidayTaken(order.day)
    shop.save_holiday(ctx.stamp, order.day, clean_text(order.name, HOLIDAY_NAME_LENGTH))
    standing.recount_day(ctx.database, ctx.store_id)
    return next(each for each in shop.holidays(ctx.database, ctx.store_id) if each.day == order.day)
