"""The smallest change of each lever: enough, and with one centavo less not enough."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crediario.domain.calendar import add_months
from crediario.domain.credit.failures import Colour
from crediario.domain.credit.levers import LEAST_INSTALLMENT, Lever
from crediario.domain.credit.policy import STANDARD, Answer, Answers, CreditPolicy, Rule
from crediario.domain.credit.position import CreditAsk, CreditPosition, CreditStatus, SubLimit
from crediario.domain.credit.signal import CreditSignal, decide
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms, plan_for
from crediario.domain.schedule import Every
from crediario.domain.settings import PlanOffer, ShopSettings

TODAY = date(2026, 6, 9)
SHOP = ShopSettings()
# The customer and the sale of the drawn screen.
POSITION = CreditPosition(
    CreditStatus.APPROVED,
    limit=Money(1_800_00),
    open=Money(412_30),
    dues=((date(2026, 7, 10), Money(412_30)),),
    score=688,
    income=Money(2_400_00),
)
TERMS = SaleTerms(
    1, Money(1_890_00), Money(150_00), 10, Rate.percent("0.9"), Every.MONTH, date(2026, 7, 10), 10
)


def light(
    position: CreditPosition = POSITION,
    terms: SaleTerms = TERMS,
    policy: CreditPolicy = STANDARD,
    shop: ShopSettings = SHOP,
) -> CreditSignal:
    return decide(position, CreditAsk(terms, shop), policy, TODAY)


def answering(**answers: Answer) -> CreditPolicy:
    return replace(STANDARD, answers=replace(STANDARD.answers, **answers))


def changed(lever: Lever | None) -> SaleTerms:
    assert lever is not None
    return lever.terms


def test_the_drawn_sale_with_the_interest_counted() -> None:
    signal = light()
    assert signal.colour is Colour.RED
    assert str(signal.excess) == "440.13"
    more = signal.levers.down_payment
    assert more is not None
    assert str(more.terms.down_payment) == "568.99"
    assert (str(more.installment), str(more.total)) == ("138.77", "1387.70")
    assert more.colour is Colour.GREEN
    assert str(changed(signal.levers.price).price) == "1471.01"
    assert signal.levers.count is None


def test_without_interest_the_down_payment_is_the_excess() -> None:
    signal = light(terms=replace(TERMS, count=6, rate=Rate.ZERO))
    assert str(signal.excess) == "352.30"
    assert str(changed(signal.levers.down_payment).down_payment) == "502.30"


def test_a_down_payment_too_small_for_the_band() -> None:
    fair = replace(POSITION, score=500, limit=Money(9_000_00), income=Money(9_000_00))
    signal = light(fair)
    assert str(changed(signal.levers.down_payment).down_payment) == "189.00"
    # Ten per cent of 1.500,04 rounds to 150,00; of one centavo more, too, up to 1.500,04.
    assert str(changed(signal.levers.price).price) == "1500.04"


def test_fewer_or_more_installments() -> None:
    earning_less = replace(POSITION, income=Money(600_00), dues=(), limit=Money(9_000_00))
    short = replace(TERMS, price=Money(1_500_00), down_payment=Money(230_00), count=6, rate=Rate.ZERO)
    signal = light(earning_less, short)
    assert [one.rule for one in signal.failed] == [Rule.INCOME_SHARE]
    assert changed(signal.levers.count).count == 10
    assert changed(signal.levers.count).rate == Rate.percent("0.9")


def test_of_two_numbers_as_near_the_fewer() -> None:
    shop = replace(SHOP, plans=tuple(PlanOffer(n, Rate.ZERO, Rate.ZERO, Money.ZERO) for n in (4, 8, 12)))
    crowded = replace(POSITION, limit=Money(9_000_00), income=Money(9_000_00))
    dear = replace(TERMS, count=6, rate=Rate.percent(1))
    policy = replace(STANDARD, household_limit=Money(412_30 + 1_740_00))
    signal = light(crowded, dear, policy, shop)
    assert [one.rule for one in signal.failed] == [Rule.HOUSEHOLD]
    assert changed(signal.levers.count).count == 4


def test_the_nearest_number_comes_before_the_smallest() -> None:
    shop = replace(SHOP, plans=tuple(PlanOffer(n, Rate.ZERO, Rate.ZERO, Money.ZERO) for n in (6, 10, 15)))
    together = replace(STANDARD, household_limit=Money(412_30 + 1_740_00))
    crowded = replace(POSITION, limit=Money(9_000_00), income=Money(9_000_00))
    dear = replace(TERMS, count=12, rate=Rate.percent(1))
    assert changed(light(crowded, dear, together, shop).levers.count).count == 10


def test_a_plan_is_offered_from_its_least_price_on() -> None:
    earning_less = replace(POSITION, income=Money(600_00), dues=(), limit=Money(9_000_00))
    short = replace(TERMS, price=Money(1_500_00), down_payment=Money(230_00), count=6, rate=Rate.ZERO)
    shop = replace(SHOP, plans=(SHOP.plans[0], PlanOffer(12, Rate.ZERO, Rate.ZERO, Money(1_500_00))))
    assert changed(light(earning_less, short, shop=shop).levers.count).count == 12


def test_plans_that_do_not_apply_are_not_proposed() -> None:
    earning_less = replace(POSITION, income=Money(600_00), dues=(), limit=Money(9_000_00))
    short = replace(TERMS, price=Money(1_500_00), down_payment=Money(149_99), count=6, rate=Rate.ZERO)
    assert light(earning_less, short).levers.count is None
    dear_only = replace(SHOP, plans=(SHOP.plans[0], PlanOffer(12, Rate.ZERO, Rate.ZERO, Money(1_500_01))))
    assert (
        light(earning_less, replace(short, down_payment=Money(230_00)), shop=dear_only).levers.count is None
    )


def test_the_smaller_purchase_keeps_the_least_price_of_its_plan() -> None:
    shop = replace(SHOP, plans=(PlanOffer(10, Rate.percent("0.9"), Rate.ZERO, Money(1_471_01)),))
    assert changed(light(shop=shop).levers.price).price == Money(1_471_01)
    shop = replace(SHOP, plans=(PlanOffer(10, Rate.percent("0.9"), Rate.ZERO, Money(1_471_02)),))
    assert light(shop=shop).levers.price is None


def test_what_no_change_of_the_sale_mends_has_no_lever() -> None:
    for position in (replace(POSITION, blocked="a pedido"), replace(POSITION, days_late=90)):
        levers = light(position).levers
        assert (levers.down_payment, levers.count, levers.price) == (None, None, None)


def test_a_limit_already_passed_has_no_lever() -> None:
    levers = light(replace(POSITION, limit=Money(412_30))).levers
    assert (levers.down_payment, levers.count, levers.price) == (None, None, None)


def test_no_carne_of_installments_below_one_real_is_proposed() -> None:
    free = LEAST_INSTALLMENT * 6
    plain = replace(TERMS, count=6, rate=Rate.ZERO)
    assert light(replace(POSITION, limit=POSITION.open + free), plain).levers.down_payment is not None
    assert light(replace(POSITION, limit=POSITION.open + free - Money(1)), plain).levers.down_payment is None
    tiny = replace(plain, price=Money(5_00), down_payment=Money.ZERO)
    levers = light(replace(POSITION, limit=POSITION.open), tiny).levers
    assert (levers.down_payment, levers.price) == (None, None)


def test_where_green_is_out_of_reach_the_warning_only() -> None:
    unknown_income = light(replace(POSITION, income=None))
    more = unknown_income.levers.down_payment
    assert more is not None
    assert more.colour is Colour.YELLOW
    assert str(more.terms.down_payment) == "568.99"


def test_a_lever_goes_past_the_warning_when_it_can() -> None:
    policy = replace(answering(household=Answer.WARN), household_limit=Money(1_500_00))
    assert str(changed(light(policy=policy).levers.down_payment).down_payment) == "854.56"
    stuck = light(replace(POSITION, household_open=Money(4_000_00)), policy=policy)
    assert stuck.levers.down_payment is not None
    assert stuck.levers.down_payment.colour is Colour.YELLOW
    assert str(stuck.levers.down_payment.terms.down_payment) == "568.99"


def test_a_warning_alone_has_levers_to_green() -> None:
    signal = light(policy=answering(limit=Answer.WARN))
    assert signal.colour is Colour.YELLOW
    assert changed(signal.levers.down_payment).down_payment == Money(568_99)


def test_a_plan_that_does_not_close_is_no_way_out() -> None:
    shop = replace(SHOP, plans=(*SHOP.plans, PlanOffer(120, Rate.ZERO, Rate.ZERO, Money.ZERO)))
    small = replace(TERMS, price=Money(1_19), down_payment=Money.ZERO, count=1, rate=Rate.ZERO)
    full = replace(POSITION, limit=POSITION.open + Money(50))
    assert light(full, small, shop=shop).levers.count is None


# -- properties ----------------------------------------------------------------------------------------------

amounts = st.integers(5_00, 6_000_00).map(Money)
rates = st.sampled_from(["0", "0.9", "1", "2.5", "7"]).map(Rate.percent)
answers = st.sampled_from([Answer.OFF, Answer.WARN, Answer.ASK, Answer.FORBID])


@st.composite
def policies(draw: st.DrawFn) -> CreditPolicy:
    chosen = {rule.value: draw(answers) for rule in Rule}
    return replace(
        STANDARD,
        answers=Answers(**chosen),
        maximum_sale=draw(amounts),
        household_limit=draw(amounts),
        maximum_installment_over_income=draw(st.integers(5, 60).map(Rate.percent)),
    )


@st.composite
def positions(draw: st.DrawFn) -> CreditPosition:
    months = draw(st.lists(st.tuples(st.integers(0, 14), st.integers(1, 300_00)), max_size=8))
    dues = tuple((add_months(date(2026, 6, 15), month), Money(cents)) for month, cents in months)
    return CreditPosition(
        CreditStatus.APPROVED,
        limit=draw(amounts),
        open=Money.total(amount for _, amount in dues),
        dues=dues,
        score=draw(st.none() | st.integers(0, 1000)),
        income=draw(st.none() | amounts),
        days_late=draw(st.sampled_from([0, 0, 0, 30])),
        buyer=draw(st.none() | st.builds(SubLimit, amounts, amounts)),
        household_open=draw(st.just(Money.ZERO) | amounts),
    )


@st.composite
def sales(draw: st.DrawFn) -> SaleTerms:
    price = draw(amounts)
    count = draw(st.integers(1, 15))
    return replace(
        TERMS,
        price=price,
        down_payment=Money(draw(st.integers(0, max(price.cents - count * 100, 0)))),
        count=count,
        rate=draw(rates),
        every=draw(st.sampled_from(list(Every))),
        anchor_day=None,
    )


def check_lever(
    lever: Lever | None, one_less: SaleTerms | None, position: CreditPosition, policy: CreditPolicy
) -> None:
    """The change is enough, says the plan it makes, and one centavo less is not enough."""
    if lever is None or one_less is None:
        return
    after = light(position, lever.terms, policy)
    assert after.colour is lever.colour
    made = plan_for(lever.terms, SHOP, TODAY)
    assert (made.installments[0].amount, made.total) == (lever.installment, lever.total)
    before = light(position, one_less, policy)
    assert worse(before.colour, lever.colour)


def worse(one: Colour, other: Colour) -> bool:
    return list(Colour).index(one) > list(Colour).index(other)


@settings(max_examples=100)
@given(positions(), sales(), policies())
def test_the_change_suffices_and_one_centavo_less_does_not(
    position: CreditPosition, terms: SaleTerms, policy: CreditPolicy
) -> None:
    signal = light(position, terms, policy)
    more, less = signal.levers.down_payment, signal.levers.price
    if more is not None:
        assert more.terms == replace(terms, down_payment=more.terms.down_payment)
        assert more.terms.down_payment > terms.down_payment
        nearly = replace(more.terms, down_payment=more.terms.down_payment - Money(1))
        check_lever(more, nearly, position, policy)
    if less is not None:
        assert less.terms == replace(terms, price=less.terms.price)
        assert less.terms.price < terms.price
        check_lever(less, replace(less.terms, price=less.terms.price + Money(1)), position, policy)


@settings(max_examples=60)
@given(positions(), sales(), policies())
def test_the_nearest_number_of_installments_that_suffices(
    position: CreditPosition, terms: SaleTerms, policy: CreditPolicy
) -> None:
    lever = light(position, terms, policy).levers.count
    if lever is None:
        return
    assert lever.terms == replace(terms, count=lever.terms.count, rate=lever.terms.rate)
    assert light(position, lever.terms, policy).colour is lever.colour
    for offer in SHOP.offered_plans:
        applies = terms.price >= offer.min_price and (
            terms.down_payment >= offer.suggested_down_payment(terms.price)
        )
        nearer = abs(offer.count - terms.count) < abs(lever.terms.count - terms.count)
        if applies and nearer and offer.count != terms.count:
            other = replace(terms, count=offer.count, rate=offer.rate)
            assert worse(light(position, other, policy).colour, lever.colour)


@settings(max_examples=60)
@given(positions(), sales(), policies(), st.integers(1, 6_000_00))
def test_where_no_lever_is_found_no_amount_helps(
    position: CreditPosition, terms: SaleTerms, policy: CreditPolicy, cents: int
) -> None:
    signal = light(position, terms, policy)
    room = terms.price - terms.down_payment - LEAST_INSTALLMENT * terms.count
    if signal.levers.down_payment is None and cents <= room.cents:
        other = replace(terms, down_payment=terms.down_payment + Money(cents))
        assert not worse(signal.colour, light(position, other, policy).colour)


@pytest.mark.parametrize("count", [2, 10, 12, 24, 120])
def test_the_boundary_found_is_the_first_of_its_neighbourhood(count: int) -> None:
    terms = replace(TERMS, count=count)
    lever = light(terms=terms).levers.down_payment
    assert lever is not None
    for missing in range(1, 4):
        short = replace(lever.terms, down_payment=lever.terms.down_payment - Money(missing))
        assert light(terms=short).colour is Colour.RED
