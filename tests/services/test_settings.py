"""Settings and profile as versions; the shop's own days off."""

import json
from dataclasses import replace
from datetime import date

import pytest

from crediario.db import shop as kept
from crediario.db.models import Audit, SettingsVersion
from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money, Rate
from crediario.domain.registration import InvalidEmail
from crediario.domain.settings import PlanOffer, ShopSettings
from crediario.services import settings
from crediario.services.core import Context, PermissionDenied
from tests.support.shop import (
    CASHIER,
    MANAGER,
    PROFILE,
    SELLER,
    TODAY,
    as_person,
    new_id,
    on_day,
    settings_order,
)


def test_a_change_is_a_new_version_and_the_old_ones_stay(shop: Context) -> None:
    first = settings.change_settings(shop, settings_order(shop, ShopSettings(grace_days=1)))
    second = settings.change_settings(shop, settings_order(shop, ShopSettings(grace_days=2)))

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
    settings.change_settings(shop, settings_order(shop, wanted))

    assert settings.settings_in_force(shop) == wanted


def test_settings_of_an_older_version_get_what_is_new_from_the_seeds(shop: Context) -> None:
    """A field added later is not in what was stored before: it is what a new shop starts with."""
    wanted = ShopSettings(grace_days=3)
    settings.change_settings(shop, settings_order(shop, wanted))
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
    settings.change_settings(manager, settings_order(manager, ShopSettings(grace_days=5), "change-7"))

    row = Audit.get(Audit.operation == "change-7")
    assert (row.use_case, row.operator_id) == ("change_settings", manager.operator.id)
    assert '"grace_days":5' in row.subject


@pytest.mark.parametrize("number", [CASHIER, SELLER])
def test_the_counter_changes_no_policy(shop: Context, number: int) -> None:
    person = as_person(shop, number)
    with pytest.raises(PermissionDenied):
        settings.change_settings(person, settings.SettingsOrder(new_id(), 1, ShopSettings()))
    with pytest.raises(PermissionDenied):
        settings.change_profile(person, settings.ProfileOrder(new_id(), 1, PROFILE))
    with pytest.raises(PermissionDenied):
        settings.add_holiday(person, settings.HolidayOrder(new_id(), date(2026, 12, 8), "Padroeira"))
    with pytest.raises(PermissionDenied):
        settings.remove_holiday(person, settings.HolidayRemoval(new_id(), 1))
    with pytest.raises(PermissionDenied):
        settings.profile_to_edit(person)

    assert settings.settings_in_force(person) == ShopSettings()


def test_a_new_profile_changes_the_state_of_the_calendar(shop: Context) -> None:
    revolution = date(2026, 7, 9)  # a holiday of São Paulo, a Thursday
    assert kept.calendar(shop.database, shop.store_id).is_business_day(revolution)

    settings.change_profile(shop, settings.ProfileOrder(new_id(), 1, replace(PROFILE, uf="SP")))

    assert not kept.calendar(shop.database, shop.store_id).is_business_day(revolution)
    assert settings.profile_in_force(shop) == replace(PROFILE, uf="SP")


def test_a_day_off_moves_due_dates(shop: Context) -> None:
    day = date(2026, 6, 15)  # a Monday
    holiday = settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, " Aniversário da  cidade "))

    assert (holiday.day, holiday.name) == (day, "Aniversário da cidade")
    assert settings.own_holidays(shop) == (holiday,)
    assert kept.calendar(shop.database, shop.store_id).moved_due(day) == date(2026, 6, 16)
    with pytest.raises(settings.HolidayTaken):
        settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, "Outra vez"))


def test_days_off_come_in_order(shop: Context) -> None:
    for day in (date(2026, 12, 8), date(2026, 6, 24)):
        settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, "Feriado"))

    assert [each.day.month for each in settings.own_holidays(shop)] == [6, 12]


def test_two_managers_who_change_settings_at_once(shop: Context) -> None:
    """The second is told who was faster, and nothing of either is lost or mixed."""
    manager = as_person(shop, MANAGER)
    mine, theirs = settings.settings_to_edit(shop), settings.settings_to_edit(manager)
    faster = replace(theirs.settings, grace_days=3)
    settings.change_settings(manager, settings.SettingsOrder(new_id(), theirs.version, faster))

    order = settings.SettingsOrder(new_id(), mine.version, replace(mine.settings, points_on=False))
    with pytest.raises(settings.SettingsChangedMeanwhile) as refused:
        settings.change_settings(shop, order)

    assert refused.value.operator_name == manager.operator.short_name
    assert refused.value.saved_at == manager.clock.now()
    assert settings.settings_to_edit(shop) == settings.SettingsInForce(mine.version + 1, faster)


def test_a_retry_of_settings_that_were_kept_is_answered_as_it_was(shop: Context) -> None:
    order = settings_order(shop, ShopSettings(grace_days=4))
    assert settings.change_settings(shop, order) == settings.change_settings(shop, order)
    assert settings.settings_to_edit(shop).version == order.based_on + 1


# -- the shop's data


def test_what_is_edited_says_which_version_it_is(shop: Context) -> None:
    assert settings.profile_to_edit(shop) == settings.ProfileInForce(1, PROFILE)
    named = replace(PROFILE, trade_name="Casa Aurora Móveis")
    assert settings.change_profile(shop, settings.ProfileOrder(new_id(), 1, named)).version == 2
    assert settings.profile_to_edit(shop) == settings.ProfileInForce(2, named)


def test_two_managers_who_edit_the_shop_at_once(shop: Context) -> None:
    """The second is told who was faster, and nothing of either is lost or mixed."""
    manager = as_person(shop, MANAGER)
    first = replace(PROFILE, phone="(34) 3821-1111")
    settings.change_profile(manager, settings.ProfileOrder(new_id(), 1, first))

    with pytest.raises(settings.ProfileChangedMeanwhile) as refused:
        settings.change_profile(shop, settings.ProfileOrder(new_id(), 1, replace(PROFILE, city="Uberlândia")))

    assert refused.value.operator_name == manager.operator.short_name
    assert refused.value.saved_at == manager.clock.now()
    assert settings.profile_to_edit(shop) == settings.ProfileInForce(2, first)


def test_a_retry_of_what_was_kept_is_answered_as_it_was(shop: Context) -> None:
    order = settings.ProfileOrder(new_id(), 1, replace(PROFILE, slogan="Desde 1988"))
    assert settings.change_profile(shop, order) == settings.change_profile(shop, order)
    assert settings.profile_to_edit(shop).version == 2


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"email": "contato@"}, InvalidEmail),
        ({"phone": "3821"}, KnownFailure),
        ({"whatsapp": "99"}, KnownFailure),
    ],
)
def test_a_way_to_reach_the_shop_that_papers_cannot_print_is_not_kept(
    shop: Context, wrong: dict[str, str], refusal: type[KnownFailure]
) -> None:
    with pytest.raises(refusal):
        settings.change_profile(shop, settings.ProfileOrder(new_id(), 1, replace(PROFILE, **wrong)))
    assert settings.profile_to_edit(shop).version == 1


# -- days off


def test_two_managers_who_change_the_days_off_at_once(shop: Context) -> None:
    """The same day is not renamed by the second, nor taken out twice; other days stand beside each other."""
    manager, day = as_person(shop, MANAGER), date(2026, 12, 8)
    first = settings.add_holiday(manager, settings.HolidayOrder(new_id(), day, "Padroeira"))
    with pytest.raises(settings.HolidayTaken):
        settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, "Balanço"))
    settings.add_holiday(shop, settings.HolidayOrder(new_id(), date(2026, 12, 9), "Balanço"))
    assert [each.name for each in settings.own_holidays(shop)] == ["Padroeira", "Balanço"]

    settings.remove_holiday(shop, settings.HolidayRemoval(new_id(), first.holiday_id))
    with pytest.raises(settings.HolidayGone):
        settings.remove_holiday(manager, settings.HolidayRemoval(new_id(), first.holiday_id))
    assert [each.name for each in settings.own_holidays(shop)] == ["Balanço"]


def test_a_day_gone_by_is_neither_added_nor_taken_out(shop: Context) -> None:
    with pytest.raises(settings.HolidayPast) as refused:
        settings.add_holiday(shop, settings.HolidayOrder(new_id(), date(2026, 6, 8), "Ontem"))
    assert refused.value.day == date(2026, 6, 8)

    today = settings.add_holiday(shop, settings.HolidayOrder(new_id(), TODAY, "Luto"))
    on_day(shop, date(2026, 6, 10))
    with pytest.raises(settings.HolidayPast):
        settings.remove_holiday(shop, settings.HolidayRemoval(new_id(), today.holiday_id))
    assert settings.own_holidays(shop) == (today,)


def test_a_day_off_says_what_it_is_for(shop: Context) -> None:
    with pytest.raises(settings.HolidayNameMissing):
        settings.add_holiday(shop, settings.HolidayOrder(new_id(), date(2026, 12, 8), "  "))


def test_a_day_off_taken_out_counts_as_any_other_again(shop: Context) -> None:
    day = date(2026, 6, 15)
    added = settings.add_holiday(shop, settings.HolidayOrder(new_id(), day, "Aniversário"))
    removal = settings.HolidayRemoval(new_id(), added.holiday_id)

    assert settings.remove_holiday(shop, removal) == added
    assert settings.own_holidays(shop) == ()
    assert kept.calendar(shop.database, shop.store_id).moved_due(day) == day
    with pytest.raises(settings.HolidayGone):
        settings.remove_holiday(shop, settings.HolidayRemoval(new_id(), added.holiday_id))


def test_reading_settings_twice_decodes_them_once(shop: Context) -> None:
    assert settings.settings_in_force(shop) is settings.settings_in_force(shop)
