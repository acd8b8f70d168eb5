from dataclasses import fields, replace
from datetime import date

import pytest

from crediario.domain.credit.failures import (
    PERSON_CHECKS,
    SALE_CHECKS,
    Colour,
    FailedRule,
    MonthLoad,
    colour_of,
)
from crediario.domain.credit.levers import NO_LEVERS
from crediario.domain.credit.policy import (
    ALL_OFF,
    LENIENT,
    STANDARD,
    Answer,
    Answers,
    CreditPolicy,
    RiskBand,
    Rule,
)
from crediario.domain.credit.position import CreditAsk, CreditPosition, CreditStatus, SubLimit
from crediario.domain.credit.signal import CreditSignal, decide
from crediario.domain.money import AmountNotPositive, Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.settings import ShopSettings

TODAY = date(2026, 6, 9)
GOOD = CreditPosition(
    status=CreditStatus.APPROVED,
    limit=Money(1_800_00),
    open=Money(412_30),
    dues=((date(2026, 7, 10), Money(212_30)), (date(2026, 8, 10), Money(200_00))),
    score=688,
    income=Money(2_400_00),
    last_purchase=date(2026, 5, 20),
)
TERMS = SaleTerms(
    customer_id=1,
    price=Money(600_00),
    down_payment=Money(100_00),
    count=5,
    rate=Rate.ZERO,
    every=Every.MONTH,
    first_due=date(2026, 7, 10),
    anchor_day=10,
)
ALL_ASK = replace(STANDARD, answers=Answers(**{rule.value: Answer.ASK for rule in Rule}))


def light(position: CreditPosition = GOOD, policy: CreditPolicy = ALL_ASK, **changes: object) -> CreditSignal:
    terms = replace(TERMS, **changes)  # type: ignore[arg-type]
    return decide(position, CreditAsk(terms, ShopSettings()), policy, TODAY)


def only(signal: CreditSignal) -> FailedRule:
    (failed,) = signal.failed
    return failed


def test_every_rule_is_checked() -> None:
    assert set(PERSON_CHECKS) | set(SALE_CHECKS) == set(Rule)
    assert not set(PERSON_CHECKS) & set(SALE_CHECKS)


def test_green() -> None:
    signal = light()
    assert (signal.colour, signal.failed, signal.levers) == (Colour.GREEN, (), NO_LEVERS)
    assert (signal.limit, signal.used, signal.asked) == (Money(1_800_00), Money(412_30), Money(500_00))
    assert (signal.free, signal.free_after, signal.excess) == (Money(1_387_70), Money(887_70), Money.ZERO)
    assert signal.band is RiskBand.GOOD
    assert signal.heaviest == MonthLoad(date(2026, 7, 1), Money(100_00), Money(212_30), Money(2_400_00))
    assert signal.heaviest.share is not None
    assert signal.heaviest.share.percent_text(2) == "13.01"
    assert not signal.needs_release
    assert not signal.manager_may_release
    assert not signal.is_forbidden


@pytest.mark.parametrize(
    ("position", "rule"),
    [
        (replace(GOOD, status=CreditStatus.UNKNOWN), Rule.NOT_ANALYSED),
        (replace(GOOD, status=CreditStatus.REFUSED), Rule.REFUSED),
        (replace(GOOD, income=None), Rule.INCOME_UNKNOWN),
        (replace(GOOD, income=Money.ZERO), Rule.INCOME_UNKNOWN),
    ],
)
def test_what_needs_no_figures(position: CreditPosition, rule: Rule) -> None:
    assert only(light(position)) == FailedRule(rule, Answer.ASK)


def test_blocks_and_restrictions_say_why() -> None:
    held = light(replace(GOOD, blocked="documento perdido", restricted=""))
    assert held.failed == (
        FailedRule(Rule.BLOCKED, Answer.ASK, reason="documento perdido"),
        FailedRule(Rule.RESTRICTED, Answer.ASK),
    )


def test_the_limit_counts_what_is_open_and_the_interest_too() -> None:
    on_the_line = light(replace(GOOD, limit=Money(912_30)))
    assert on_the_line.colour is Colour.GREEN
    assert on_the_line.free_after == Money.ZERO
    failed = only(light(replace(GOOD, limit=Money(912_29))))
    assert failed == FailedRule(Rule.LIMIT, Answer.ASK, amount=Money(912_30), amount_allowed=Money(912_29))
    assert failed.excess == Money(1)
    with_interest = light(replace(GOOD, limit=Money(912_30)), count=10, rate=Rate.percent("0.9"))
    assert with_interest.excess == with_interest.asked - Money(500_00) > Money.ZERO


def test_without_a_limit_of_ones_own_the_default_one_counts() -> None:
    signal = light(replace(GOOD, limit=None, open=Money.ZERO))
    assert (signal.limit, signal.colour) == (Money(500_00), Colour.GREEN)
    assert only(light(replace(GOOD, limit=None, open=Money(1)))).rule is Rule.LIMIT


@pytest.mark.parametrize(("score", "fails"), [(399, True), (400, False), (None, False)])
def test_the_score(score: int | None, fails: bool) -> None:
    signal = light(replace(GOOD, score=score), price=Money(500_00), down_payment=Money(150_00))
    expected = FailedRule(Rule.SCORE, Answer.ASK, number=399, number_allowed=400)
    assert signal.failed == ((expected,) if fails else ())


def test_the_heaviest_month_counts_with_what_is_due_in_it() -> None:
    kept = light(replace(GOOD, income=Money(1_041_00)))
    assert kept.colour is Colour.GREEN
    failed = only(light(replace(GOOD, income=Money(1_040_99))))
    assert (failed.rule, failed.amount, failed.amount_allowed) == (
        Rule.INCOME_SHARE,
        Money(312_30),
        Money(312_29),
    )
    assert failed.day == date(2026, 7, 1)
    assert failed.share is not None
    assert failed.share > Rate.percent(30) == failed.share_allowed


def test_months_without_an_installment_of_this_sale_do_not_count() -> None:
    away = replace(GOOD, dues=((date(2026, 6, 30), Money(2_000_00)), (date(2026, 12, 10), Money(2_000_00))))
    assert light(away).heaviest == MonthLoad(date(2026, 7, 1), Money(100_00), Money.ZERO, Money(2_400_00))


def test_weekly_installments_of_one_month_count_together() -> None:
    signal = light(every=Every.WEEK, first_due=date(2026, 7, 1), anchor_day=None)
    assert signal.heaviest.new == Money(500_00)
    assert signal.heaviest.total == Money(712_30)


def test_without_income_the_heaviest_month_has_no_share() -> None:
    assert light(replace(GOOD, income=None)).heaviest.share is None


def test_the_largest_sale_is_of_what_is_divided() -> None:
    rich = replace(GOOD, limit=Money(9_000_00), income=Money(9_000_00))
    assert light(rich, price=Money(3_100_00)).colour is Colour.GREEN
    failed = only(light(rich, price=Money(3_100_01)))
    assert (failed.rule, failed.excess) == (Rule.SALE_SIZE, Money(1))


@pytest.mark.parametrize(
    ("score", "down_payment", "least"),
    [(800, 0, None), (650, 0, None), (649, 59_99, 60_00), (649, 60_00, None), (449, 179_99, 180_00)],
)
def test_each_band_asks_its_down_payment(score: int, down_payment: int, least: int | None) -> None:
    signal = light(replace(GOOD, score=score), down_payment=Money(down_payment))
    if least is None:
        assert signal.colour is Colour.GREEN
        return
    failed = only(signal)
    assert (failed.rule, failed.amount, failed.amount_allowed) == (
        Rule.DOWN_PAYMENT,
        Money(down_payment),
        Money(least),
    )
    assert failed.share is not None
    assert failed.share_allowed is not None
    assert failed.share < failed.share_allowed
    assert failed.excess == Money(1)


@pytest.mark.parametrize(("days", "fails"), [(0, False), (5, False), (6, True)])
def test_days_late(days: int, fails: bool) -> None:
    signal = light(replace(GOOD, days_late=days))
    expected = FailedRule(Rule.DAYS_LATE, Answer.ASK, number=days, number_allowed=5)
    assert signal.failed == ((expected,) if fails else ())


@pytest.mark.parametrize(
    ("last", "fails"), [(date(2026, 6, 3), True), (date(2026, 6, 2), False), (None, False)]
)
def test_days_between_purchases(last: date | None, fails: bool) -> None:
    policy = replace(ALL_ASK, minimum_days_between_purchases=7)
    signal = light(replace(GOOD, last_purchase=last), policy)
    expected = FailedRule(
        Rule.BETWEEN_PURCHASES, Answer.ASK, number=6, number_allowed=7, day=date(2026, 6, 10)
    )
    assert signal.failed == ((expected,) if fails else ())


def test_two_purchases_on_one_day_are_free_when_no_days_are_asked() -> None:
    assert light(replace(GOOD, last_purchase=TODAY)).colour is Colour.GREEN


def test_the_authorised_buyer_has_a_limit_of_their_own() -> None:
    assert light(replace(GOOD, buyer=SubLimit(Money(700_00), Money(200_00)))).colour is Colour.GREEN
    failed = only(light(replace(GOOD, buyer=SubLimit(Money(700_00), Money(200_01)))))
    assert (failed.rule, failed.amount, failed.amount_allowed) == (
        Rule.AUTHORISED_BUYER,
        Money(700_01),
        Money(700_00),
    )


def test_the_household_counts_together() -> None:
    assert light(replace(GOOD, household_open=Money(3_087_70))).colour is Colour.GREEN
    failed = only(light(replace(GOOD, household_open=Money(3_087_71))))
    assert (failed.rule, failed.excess) == (Rule.HOUSEHOLD, Money(1))


EVERYTHING_WRONG = CreditPosition(
    status=CreditStatus.UNKNOWN,
    limit=Money.ZERO,
    open=Money(5_000_00),
    score=100,
    income=Money(100_00),
    days_late=40,
    last_purchase=TODAY,
    blocked="a pedido",
    restricted="consulta",
    buyer=SubLimit(Money.ZERO, Money.ZERO),
)


def test_it_never_stops_at_the_first() -> None:
    policy = replace(ALL_ASK, minimum_days_between_purchases=1, maximum_sale=Money(1_00))
    signal = light(EVERYTHING_WRONG, policy, down_payment=Money.ZERO)
    exclusive = {Rule.REFUSED, Rule.INCOME_UNKNOWN}
    assert [failed.rule for failed in signal.failed] == [rule for rule in Rule if rule not in exclusive]


@pytest.mark.parametrize("rule", list(Rule))
def test_a_rule_that_is_off_is_not_looked_at(rule: Rule) -> None:
    policy = replace(ALL_ASK, minimum_days_between_purchases=1, maximum_sale=Money(1_00))
    policy = replace(policy, answers=replace(policy.answers, **{rule.value: Answer.OFF}))
    for position in (
        EVERYTHING_WRONG,
        replace(EVERYTHING_WRONG, status=CreditStatus.REFUSED, income=None),
    ):
        assert rule not in {one.rule for one in light(position, policy, down_payment=Money.ZERO).failed}
    assert light(EVERYTHING_WRONG, LENIENT).colour is Colour.GREEN


@pytest.mark.parametrize(
    ("answers", "colour"),
    [
        ((), Colour.GREEN),
        ((Answer.WARN,), Colour.YELLOW),
        ((Answer.WARN, Answer.ASK), Colour.RED),
        ((Answer.FORBID,), Colour.RED),
    ],
)
def test_the_colour_is_of_the_strictest_answer(answers: tuple[Answer, ...], colour: Colour) -> None:
    assert colour_of([FailedRule(Rule.LIMIT, answer) for answer in answers]) is colour


def test_who_may_release() -> None:
    tight = replace(GOOD, limit=Money(312_30))
    assert light(tight).excess == Money(600_00) == ALL_ASK.release_by_manager
    assert light(tight).needs_release
    assert light(tight).manager_may_release
    tighter = light(replace(tight, limit=Money(312_29)))
    assert tighter.needs_release
    assert not tighter.manager_may_release
    forbidden = replace(ALL_ASK, answers=replace(ALL_ASK.answers, limit=Answer.FORBID))
    assert light(tight, forbidden).is_forbidden
    assert not light(tight, forbidden).needs_release
    assert not light(tight, forbidden).manager_may_release


def test_a_limit_that_only_warns_does_not_bind_the_manager() -> None:
    warned = replace(ALL_ASK, answers=replace(ALL_ASK.answers, limit=Answer.WARN))
    signal = light(replace(GOOD, limit=Money.ZERO, days_late=30), warned)
    assert signal.excess > warned.release_by_manager
    assert signal.manager_may_release


def test_rules_about_other_things_have_no_excess() -> None:
    assert FailedRule(Rule.SCORE, Answer.ASK, number=1, number_allowed=2).excess == Money.ZERO
    assert FailedRule(Rule.LIMIT, Answer.ASK, amount=Money(1)).excess == Money.ZERO


def test_terms_that_make_no_plan_are_refused() -> None:
    with pytest.raises(AmountNotPositive):
        light(price=Money(-1))


def test_used_and_free_are_the_limit_before_and_after() -> None:
    signal = light()
    assert signal.used + signal.free == signal.limit
    assert signal.used + signal.asked + signal.free_after == signal.limit


def test_off_means_every_field() -> None:
    assert {getattr(ALL_OFF, field.name) for field in fields(ALL_OFF)} == {Answer.OFF}


def test_who_paid_here_often_enough_is_known_without_an_analysis() -> None:
    unknown = replace(GOOD, status=CreditStatus.UNKNOWN)
    for settled, fails in ((0, True), (2, True), (3, False), (24, False)):
        failed = light(replace(unknown, settled=settled)).failed
        assert (Rule.NOT_ANALYSED in {each.rule for each in failed}) is fails
    always = replace(STANDARD, analysis_waived_after=0)
    failed = light(replace(unknown, settled=24), policy=always).failed
    assert Rule.NOT_ANALYSED in {each.rule for each in failed}
