"""Settings and profile as versions; the shop's own days off."""

import json
from dataclasses import replace
from datetime import date

import pytest

from crediario.db import shop as kept
from crediario.db.models import Audit, SettingsVersion
from crediario.domain.money import Money, Rate
from crediario.domain.settings import PlanOffer, ShopSettings
from crediario.services import settings
from crediario.services.core import Context, PermissionDenied
from tests.support.shop import CASHIER, MANAGER, PROFILE, SELLER, as_person, new_id


def test_a_change_is_a_new_version_and_the_old_ones_stay(shop: Context) -> None:
    first = settings.change_settings(shop, settings.SettingsOrder(new_id(), ShopSettings(grace_days=1)))
    second = settings.change_settings(shop, settings.SettingsOrder(new_id(), ShopSettings(grace_days=2)))

    assert (first.version, second.version) == (2, 3)
    assert settings.settings_in_force(shop).grace_days == 2
    assert SettingsVersion.select().where(SettingsVersion.topic == "settings").count() == 3


def test_settings_come_back_as_they_were_written(shop: Context) -> None:
    wanted = ShopSettings(
        plans=(PlanOffer(7, Rate.percent("0.85"), Rate.percent("12.5"), Money(99_99)),),
        late_fine=Rate.percent("1.5"),
        grace_days=3,
        remainder_first=True,
    )
    settings.change_settings(shop, settings.SettingsOrder(new_id(), wanted))

    assert settings.settings_in_force(shop) == wanted


def test_settings_of_an_older_version_get_what_is_new_from_the_seeds(shop: Context) -> None:
    """A field added later is not in what was stored before: it is what a new shop starts with."""
    wanted = ShopSettings(grace_days=3)
    settings.change_settings(shop, settings.SettingsOrder(new_id(), wanted))
    content = json.loads(SettingsVersion.get(SettingsVersion.version == 2).content)
    for field in ("discount_by_cashier", "discount_by_manager", "discount_by_owner", "cash_discount",
                  "agreement_down_payment"):  # fmt: skip
        del content[field]
    row = {"store": shop.store_id, "topic": "settings", "version": 3, "content": json.dumps(content),
           "operator": shop.operator.id, "created_at": shop.now}  # fmt: skip
    SettingsVersion.create(**row)

    assert settings.settings_in_force(shop) == wanted


def test_a_change_is_audited_with_who_and_what(shop: Context) -> None:
    manager = as_person(shop, MANAGER)
    settings.change_settings(manager, settings.SettingsOrder("change-7", ShopSettings(grace_days=5)))

    row = Audit.get(Audit.operation == "change-7")
    assert (row.use_case, row.operator_id) == ("change_settings", manager.operator.id)
    assert '"grace_days":5' in row.subject


@pytest.mark.parametrize("number", [CASHIER, SELLER])
def test_the_counter_changes_no_policy(shop: Context, number: int) -> None:
    person = as_person(shop, number)
    with pytest.raises(PermissionDenied):
        settings.change_settings(person, settings.SettingsOrder(new_id(), ShopSettings()))
    with pytest.raises(PermissionDenied):
        settings.change_profile(person, settings.ProfileOrder(new_id(), PROFILE))
    with pytest.raises(PermissionDenied):
        settings.add_holiday(person, settings.HolidayOrder(new_id(), date(2026, 5, 24), "Aniversário"))

    assert settings.settings_in_force(person) == ShopSettings()


def test_a_new_profile_changes_the_state_of_the_calendar(shop: Context) -> None:
    revolution = date(2026, 7, 9)  # a holiday of São Paulo, a Thursday
    assert kept.calendar(shop.database, shop.store_id).is_business_day(revolution)

    settings.change_profile(shop, settings.ProfileOrder(new_id(), replace(PROFILE, uf="SP")))

    assert not kept.calendar(shop.database, shop.store_id).is_business_day(revolution)
    assert settings.profile_in_force(shop) == replace(PROFILE, uf="SP")


def test_a_day_off_moves_due_dates(shop: Context) -> None:
    day = date(2026, 5, 25)  # a Monday
    holiday = settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, " Aniversário da  cidade "))

    assert (holiday.day, holiday.name) == (day, "Aniversário da cidade")
    assert settings.own_holidays(shop) == (holiday,)
    assert kept.calendar(shop.database, shop.store_id).moved_due(day) == date(2026, 5, 26)
    with pytest.raises(settings.HolidayTaken):
        settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, "Outra vez"))


def test_days_off_come_in_order(shop: Context) -> None:
    for day in (date(2026, 12, 8), date(2026, 5, 24)):
        settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, "Feriado"))

    assert [each.day.month for each in settings.own_holidays(shop)] == [5, 12]


def test_reading_settings_twice_decodes_them_once(shop: Context) -> None:
    assert settings.settings_in_force(shop) is settings.settings_in_force(shop)
