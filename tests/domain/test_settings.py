from dataclasses import fields, replace

import pytest

from crediario.domain.br import InvalidCep, InvalidCnpj
from crediario.domain.calendar import UnknownState
from crediario.domain.charges import ChargeRules, CountFrom, Rounding
from crediario.domain.money import Money, Rate
from crediario.domain.pix import InvalidPixKey
from crediario.domain.settings import (
    NoPlanOffered,
    PlanOffer,
    PlanOfferedTwice,
    SettingOutOfRange,
    ShopNameMissing,
    ShopProfile,
    ShopSettings,
    note_of,
)

SEEDS = ShopSettings()


def test_the_seeds_of_the_setup() -> None:
    rows = [
        (
            offer.count,
            offer.rate.percent_text(2),
            offer.min_down_payment.percent_text(0),
            str(offer.min_price),
        )
        for offer in SEEDS.plans
    ]
    assert rows == [
        (6, "0.00", "10", "60.00"),
        (10, "0.90", "10", "200.00"),
        (12, "0.90", "15", "300.00"),
        (15, "0.90", "20", "600.00"),
    ]
    assert [offer.count for offer in SEEDS.offered_plans] == [6, 10, 12]
    assert SEEDS.charge_rules == ChargeRules()
    assert SEEDS.rate_warning.percent_text(6) == "0.948879"


def test_every_setting_is_explained() -> None:
    for setting in fields(SEEDS):
        note = note_of(setting)
        assert note.label
        assert note.help.endswith(".")


def test_the_charges_follow_the_settings() -> None:
    settings = replace(
        SEEDS,
        late_fine=Rate.percent(1),
        late_interest=Rate.percent("0.5"),
        grace_days=3,
        grace_is_retroactive=False,
        count_late_days_from=CountFrom.NEXT_BUSINESS_DAY,
        charge_rounding=Rounding.HALF_UP,
    )
    assert settings.charge_rules == ChargeRules(
        Rate.percent(1), Rate.percent("0.5"), 3, CountFrom.NEXT_BUSINESS_DAY, Rounding.HALF_UP, False
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("late_fine", Rate.percent("2.01")),
        ("late_fine", Rate.percent(-1)),
        ("late_interest", Rate.percent("1.01")),
        ("grace_days", -1),
        ("grace_days", 31),
        ("rate_cap", Rate.percent("1.01")),
        ("rate_warning_year", Rate.percent(13)),
    ],
)
def test_limits(name: str, value: object) -> None:
    with pytest.raises(SettingOutOfRange) as caught:
        replace(SEEDS, **{name: value})  # type: ignore[arg-type]
    assert caught.value.name == name


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 0},
        {"count": 121},
        {"rate": Rate.percent(-1)},
        {"min_down_payment": Rate.percent(101)},
        {"min_price": Money(-1)},
    ],
)
def test_limits_of_an_offer(changes: dict[str, object]) -> None:
    with pytest.raises(SettingOutOfRange):
        replace(SEEDS.plans[0], **changes)  # type: ignore[arg-type]


def test_at_least_one_plan_and_each_once() -> None:
    with pytest.raises(NoPlanOffered):
        ShopSettings(plans=(replace(SEEDS.plans[0], offered=False),))
    with pytest.raises(PlanOfferedTwice):
        ShopSettings(plans=(SEEDS.plans[0], SEEDS.plans[0]))


def test_the_suggested_down_payment() -> None:
    offer = PlanOffer(12, Rate.percent("0.9"), Rate.percent(15), Money(300_00))
    assert offer.suggested_down_payment(Money(1_290_01)) == Money(193_50)


def test_a_shop_profile() -> None:
    shop = ShopProfile(
        "Casa Aurora",
        cnpj="12ABC34501DE35",
        city="Patos de Minas",
        uf="MG",
        cep="38700002",
        pix_key="loja@casaaurora.com.br",
    )
    assert (shop.uf, shop.slogan) == ("MG", "")
    assert ShopProfile("Casa Aurora").cnpj == ""


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"trade_name": "  "}, ShopNameMissing),
        ({"cnpj": "12345678000100"}, InvalidCnpj),
        ({"uf": "XX"}, UnknownState),
        ({"cep": "123"}, InvalidCep),
        ({"pix_key": "123.456.789-09"}, InvalidPixKey),
    ],
)
def test_what_a_profile_refuses(changes: dict[str, str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        replace(ShopProfile("Casa Aurora"), **changes)
