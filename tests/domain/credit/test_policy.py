from dataclasses import fields, replace

import msgspec
import pytest

from crediario.domain.credit.policy import (
    LENIENT,
    STANDARD,
    Answer,
    Answers,
    BandTerms,
    CreditPolicy,
    LimitAboveCeiling,
    PolicyOutOfRange,
    RiskBand,
    RiskBandsOutOfOrder,
    Rule,
    policy_note,
)
from crediario.domain.money import Money, Rate


def test_what_a_new_shop_starts_with() -> None:
    assert CreditPolicy() == STANDARD
    assert STANDARD.maximum_installment_over_income == Rate.percent(30)
    assert [(terms.band.value, terms.from_score) for terms in STANDARD.bands] == [
        ("excellent", 800),
        ("good", 650),
        ("fair", 450),
        ("low", 0),
    ]
    assert STANDARD.answer(Rule.BLOCKED) is Answer.FORBID
    assert STANDARD.counts_household


def test_every_rule_has_its_answer() -> None:
    assert {field.name for field in fields(Answers)} == {rule.value for rule in Rule}


def test_the_lenient_one_looks_at_nothing() -> None:
    assert {LENIENT.answer(rule) for rule in Rule} == {Answer.OFF}
    assert not LENIENT.counts_household


def test_a_policy_comes_back_from_its_text() -> None:
    policy = replace(
        STANDARD,
        maximum_installment_over_income=Rate.percent("27.5"),
        answers=replace(STANDARD.answers, score=Answer.FORBID),
        points=replace(STANDARD.points, approve_from=70),
    )
    text = msgspec.json.encode(policy, order="deterministic")
    assert msgspec.json.decode(text, type=CreditPolicy) == policy
    assert msgspec.json.decode(b"{}", type=CreditPolicy) == STANDARD


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("default_limit", "Sem renda informada, a análise propõe R$\u00a0500,00."),
        ("limit_ceiling", "Quem paga em dia há anos chega a R$\u00a05.000,00 e para ali."),
        ("limit_over_income", "Renda de R$ 2.000,00: limite de R$\u00a01.500,00."),
        ("less_share", "Em vez de R$ 1.000,00, a análise propõe R$\u00a0500,00."),
        ("payments_per_raise", "A cada 6 parcelas pagas em dia, o limite sobe."),
        ("raise_share", "De R$ 1.000,00, sobe R$\u00a0100,00."),
        ("freezes_when_late", "Uma parcela em atraso hoje: o limite fica como está."),
        ("minimum_score", "Score 400 passa; score 399 não passa."),
        (
            "maximum_installment_over_income",
            "Renda de R$ 2.000,00: até R$\u00a0600,00 em parcelas no mês.",
        ),
        ("maximum_sale", "Uma compra de R$\u00a03.100,00 pede R$ 100,00 de entrada."),
        ("bands", "Score 500 compra R$ 1.000,00 com R$\u00a0100,00 de entrada."),
        ("tolerated_days_late", "Parcela com 5 dias de atraso passa; com 6, não passa."),
        ("minimum_days_between_purchases", "Quem comprou hoje compra de novo hoje."),
        ("release_by_manager", "Limite de R$ 1.000,00: a gerência libera até R$\u00a01.600,00."),
        ("household_limit", "Duas pessoas da mesma casa, juntas, até R$\u00a04.000,00."),
    ],
)
def test_the_examples_are_made_of_the_values(name: str, expected: str) -> None:
    setting = next(field for field in fields(CreditPolicy) if field.name == name)
    assert policy_note(setting).example(getattr(STANDARD, name)) == expected


def test_every_figure_is_explained() -> None:
    noted = [field for field in fields(CreditPolicy) if field.metadata]
    assert {field.name for field in fields(CreditPolicy)} - {field.name for field in noted} == {
        "answers",
        "points",
    }
    for setting in [*noted, *fields(Answers)]:
        note = policy_note(setting)
        assert note.label
        assert note.help.endswith(".")
        assert note.example(setting.default).endswith(".")


def test_other_values_tell_other_examples() -> None:
    by_name = {
        field.name: policy_note(field)
        for field in (*fields(CreditPolicy), *fields(Answers))
        if field.metadata
    }
    assert by_name["freezes_when_late"].example(False).endswith("o limite sobe assim mesmo.")
    assert by_name["minimum_days_between_purchases"].example(7) == (
        "Quem comprou hoje passa por esta regra daqui a 7 dias."
    )
    assert by_name["score"].example(Answer.FORBID) == (
        "Score 380, mínimo 400: a venda não segue, nem com liberação."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("default_limit", Money(-1)),
        ("limit_over_income", Rate.percent(-1)),
        ("less_share", Rate.percent(101)),
        ("payments_per_raise", 0),
        ("minimum_score", 1001),
        ("maximum_installment_over_income", Rate.percent("0.99")),
        ("maximum_sale", Money.ZERO),
        ("tolerated_days_late", -1),
        ("minimum_days_between_purchases", 366),
    ],
)
def test_limits(name: str, value: object) -> None:
    with pytest.raises(PolicyOutOfRange) as caught:
        replace(STANDARD, **{name: value})  # type: ignore[arg-type]
    assert caught.value.name == name


@pytest.mark.parametrize(
    "changes", [{"from_score": 1001}, {"from_score": -1}, {"min_down_payment": Rate.percent(91)}]
)
def test_limits_of_a_band(changes: dict[str, object]) -> None:
    with pytest.raises(PolicyOutOfRange):
        replace(STANDARD.bands[0], **changes)  # type: ignore[arg-type]


def test_the_first_limit_is_no_larger_than_the_largest() -> None:
    assert replace(STANDARD, default_limit=STANDARD.limit_ceiling).default_limit == Money(5_000_00)
    with pytest.raises(LimitAboveCeiling):
        replace(STANDARD, limit_ceiling=Money(499_99))


EXCELLENT, GOOD, FAIR, LOW = STANDARD.bands


@pytest.mark.parametrize(
    "bands",
    [
        (),
        (EXCELLENT, GOOD, FAIR),
        (GOOD, EXCELLENT, FAIR, LOW),
        (EXCELLENT, GOOD, replace(FAIR, from_score=650), LOW),
        (EXCELLENT, GOOD, FAIR, replace(LOW, from_score=1)),
    ],
)
def test_the_bands_stand_in_order(bands: tuple[BandTerms, ...]) -> None:
    with pytest.raises(RiskBandsOutOfOrder):
        replace(STANDARD, bands=bands)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (1000, RiskBand.EXCELLENT),
        (800, RiskBand.EXCELLENT),
        (799, RiskBand.GOOD),
        (650, RiskBand.GOOD),
        (649, RiskBand.FAIR),
        (450, RiskBand.FAIR),
        (449, RiskBand.LOW),
        (0, RiskBand.LOW),
        (None, RiskBand.FAIR),
    ],
)
def test_the_band_of_a_score(score: int | None, band: RiskBand) -> None:
    assert STANDARD.band_terms(score).band is band
