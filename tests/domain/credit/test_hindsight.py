"""Back-tests judge in plain numbers, and say of every past what the rules that decide sales say."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.credit.hindsight import TRIED_RULES, Judge, rules_of
from crediario.domain.credit.past import Known, PastAccount, PastCustomer, PastSale, Stretch, weigh
from crediario.domain.credit.policy import LENIENT, STANDARD, Answer, CreditPolicy, Rule
from crediario.domain.money import Money, Rate
from tests.domain.credit.past_pieces import PastInstallment, known_then
from tests.domain.credit.slow_hindsight import stopping_rules

FIRST = date(2024, 1, 1)
STRETCH = Stretch(FIRST, date(2026, 6, 9), date(2026, 6, 9), lambda day: day - timedelta(days=1))
CENTS = st.integers(1, 3_000_00)


@st.composite
def pieces(draw: st.DrawFn, sold_on: date) -> PastInstallment:
    """An installment, paid whole, in two parts, in part or not at all."""
    due, cents = sold_on + timedelta(days=draw(st.integers(1, 200))), draw(CENTS)
    first = sold_on + timedelta(days=draw(st.integers(0, 300)))
    late = max((first - due).days, 0)
    part = draw(st.integers(0, cents))
    if part == 0:
        return PastInstallment(due, cents, (), None, 0)
    if part < cents and draw(st.booleans()):
        return PastInstallment(due, cents, ((first, part, late),), None, 0)
    last = first + timedelta(days=draw(st.integers(0, 90)))
    days_late = max((last - due).days, 0)
    paid = ((first, part, late), (last, cents - part, days_late))
    return PastInstallment(due, cents, paid, last, days_late, draw(st.booleans()))


@st.composite
def pasts(draw: st.DrawFn) -> PastCustomer:
    """Somebody who bought up to five times."""
    days = sorted(draw(st.lists(st.integers(0, 700), min_size=1, max_size=5)))
    sales = []
    for number, day in enumerate(days, 1):
        sold_on = FIRST + timedelta(days=day)
        lines = draw(st.lists(pieces(sold_on), min_size=1, max_size=6))
        down = draw(st.integers(0, 500_00))
        price = down + sum(each.cents for each in lines)
        sales.append(PastSale(number, 7, sold_on, price, down, 0, lines, draw(st.booleans())))
    limit = draw(st.none() | st.integers(0, 5_000_00))
    since = None if limit is None else FIRST + timedelta(days=draw(st.integers(0, 700)))
    return PastCustomer(7, draw(st.just(0) | st.integers(1, 9_000_00)), limit, since, sales)


@st.composite
def policies(draw: st.DrawFn) -> CreditPolicy:
    """Any answers, and figures that many pasts break."""
    answers = {rule.value: draw(st.sampled_from(Answer)) for rule in TRIED_RULES}
    bands = tuple(
        replace(terms, min_down_payment=Rate.percent(draw(st.integers(0, 90)))) for terms in STANDARD.bands
    )
    return replace(
        LENIENT,
        answers=replace(LENIENT.answers, **answers),  # type: ignore[arg-type]
        bands=bands,
        minimum_score=draw(st.integers(0, 1000)),
        tolerated_days_late=draw(st.integers(0, 90)),
        minimum_days_between_purchases=draw(st.integers(0, 300)),
        maximum_sale=Money(draw(CENTS)),
        maximum_installment_over_income=Rate.percent(draw(st.integers(1, 100))),
    )


def stopped_by(judge: Judge, known: Known, sale: PastSale) -> tuple[Rule, ...]:
    return rules_of(judge.stopping_rules(known, sale, weigh(sale, known)))


@given(pasts(), policies())
def test_every_sale_is_stopped_by_the_rules_that_decide_sales(
    past: PastCustomer, policy: CreditPolicy
) -> None:
    account, judge = PastAccount(past, STRETCH.last_overdue), Judge(policy)
    for place, sale in enumerate(past.sales):
        found = stopped_by(judge, account.known_on(sale.sold_on), sale)
        assert found == stopping_rules(past, place, policy, STRETCH)
        account.add(sale)


@given(pasts())
def test_what_is_known_after_many_days_is_what_one_look_finds(past: PastCustomer) -> None:
    account = PastAccount(past, STRETCH.last_overdue)
    for place, sale in enumerate(past.sales):
        at_once = known_then(past, past.sales[:place], sale.sold_on, STRETCH)
        assert account.known_on(sale.sold_on) == at_once
        account.add(sale)


def test_a_sale_without_installments_of_its_own_weighs_on_no_month() -> None:
    sale = PastSale(1, 7, FIRST, 100_00, 0, 0, ())
    past = PastCustomer(7, 1_000_00, None, None, (sale,))
    known = known_then(past, (), FIRST, STRETCH)
    assert stopped_by(Judge(STANDARD), known, sale) == (Rule.DOWN_PAYMENT,)
