"""A policy over sales already made: judged by what was known then, and by what became of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.domain.credit.backtest import EXAMPLES, Tally, replay
from crediario.domain.credit.past import Became, PastCustomer, PastSale, Stretch, what_became
from crediario.domain.credit.policy import LENIENT, STANDARD, Answer, CreditPolicy, Rule
from crediario.domain.money import Money, Rate
from tests.domain.credit.past_pieces import PastInstallment, known_then

TODAY = date(2026, 6, 9)
STRETCH = Stretch(date(2024, 1, 1), TODAY, TODAY, lambda day: day - timedelta(days=1))


def piece(due: date, paid_on: date | None, cents: int = 100_00) -> PastInstallment:
    """An installment paid whole on a day, or not at all."""
    late = max((paid_on - due).days, 0) if paid_on else 0
    paid = ((paid_on, cents, late),) if paid_on else ()
    return PastInstallment(due, cents, paid, paid_on, late)


def sale(sale_id: int, sold_on: date, *pieces: PastInstallment, down: int = 0) -> PastSale:
    price = sum(each.cents for each in pieces) + down
    return PastSale(sale_id, 7, sold_on, price, down, 5_00, pieces)


def customer(*sales: PastSale, income: int = 0, limit: int | None = None) -> PastCustomer:
    return PastCustomer(7, income, limit, date(2024, 1, 1) if limit is not None else None, sales)


def only(rule: Rule, answer: Answer = Answer.ASK, **figures: object) -> CreditPolicy:
    """A policy with one rule."""
    answers = replace(LENIENT.answers, **{rule.value: answer})  # type: ignore[arg-type]
    return replace(LENIENT, answers=answers, **figures)  # type: ignore[arg-type]


def judged(policy: CreditPolicy, *customers: PastCustomer, stretch: Stretch = STRETCH) -> Tally:
    tally = Tally(policy)
    for each in customers:
        replay(each, [tally], stretch)
    return tally


GOOD = sale(1, date(2025, 1, 10), piece(date(2025, 2, 10), date(2025, 2, 9)))
BAD = sale(2, date(2025, 3, 10), piece(date(2025, 4, 10), None), piece(date(2025, 5, 10), None))


def test_what_became_of_a_sale() -> None:
    assert what_became(GOOD, STRETCH) == Became(0, 0)
    became = what_became(BAD, STRETCH)
    assert became.worst_days == (TODAY - date(2025, 4, 10)).days
    assert (became.bad, became.went_bad) == (200_00, True)
    slow = sale(3, date(2025, 1, 10), piece(date(2025, 2, 10), date(2025, 5, 20)))
    assert what_became(slow, STRETCH) == Became(99, 100_00)


def test_a_down_payment_owed_again_is_late_from_the_day_of_the_sale_on() -> None:
    undone = GOOD._replace(owed_again=60_00)
    assert what_became(undone, STRETCH) == Became((TODAY - GOOD.sold_on).days, 60_00)
    assert what_became(BAD._replace(owed_again=60_00), STRETCH).bad == 260_00
    young = sale(4, TODAY, piece(date(2026, 7, 10), None))._replace(owed_again=60_00)
    assert what_became(young, STRETCH) == Became(0, 0)
    for days, bad in ((90, 0), (91, 60_00)):
        bought = undone._replace(sold_on=TODAY - timedelta(days=days))
        assert what_became(bought, STRETCH) == Became(days, bad)


def test_what_was_known_then_says_nothing_of_a_receipt_reversed_later() -> None:
    before, after = customer(GOOD, BAD), customer(GOOD._replace(owed_again=60_00), BAD)
    day = date(2025, 5, 1)
    known = [known_then(each, each.sales, day, STRETCH) for each in (before, after)]
    assert known[0] == known[1]


def test_a_sale_is_judged_by_what_was_open_and_late_on_its_day() -> None:
    second = date(2025, 5, 1)
    known = known_then(customer(GOOD, BAD), (GOOD, BAD), second, STRETCH)
    assert (known.open, known.days_late) == (200_00, 21)
    assert known.last_purchase == date(2025, 3, 10)
    before_it_was_late = known_then(customer(GOOD, BAD), (GOOD, BAD), date(2025, 4, 10), STRETCH)
    assert before_it_was_late.days_late == 0
    assert known.score is not None
    assert before_it_was_late.score is not None
    assert known.score < before_it_was_late.score


def test_what_was_paid_in_part_was_open_for_the_rest() -> None:
    due = date(2025, 4, 10)
    part = PastInstallment(due, 100_00, ((date(2025, 4, 1), 30_00, 0), (due, 70_00, 0)), due, 0)
    bought = sale(1, date(2025, 3, 10), part)
    assert known_then(customer(bought), (bought,), date(2025, 4, 5), STRETCH).open == 70_00
    assert known_then(customer(bought), (bought,), due, STRETCH).open == 0


def test_no_rule_refuses_nothing_and_everything_is_counted() -> None:
    verdict = judged(LENIENT, customer(GOOD, BAD)).verdict()
    assert (verdict.sales, verdict.price) == (2, Money(300_00))
    assert (verdict.bad_sales, verdict.bad, verdict.refused) == (1, Money(200_00), 0)


def test_what_is_refused_is_told_with_what_became_of_it() -> None:
    later = sale(3, date(2025, 6, 1), piece(date(2025, 7, 1), date(2025, 7, 1), 50_00))
    verdict = judged(only(Rule.DAYS_LATE, tolerated_days_late=15), customer(GOOD, BAD, later)).verdict()
    assert (verdict.refused, verdict.refused_price) == (1, Money(50_00))
    assert (verdict.refused_bad_sales, verdict.refused_good_price) == (0, Money(50_00))
    assert verdict.refused_interest == Money(5_00)
    assert verdict.by_rule == ((Rule.DAYS_LATE, 1),)
    assert [each.sale_id for each in verdict.examples] == [3]


@pytest.mark.parametrize(
    ("answer", "refused"), [(Answer.OFF, 0), (Answer.WARN, 0), (Answer.ASK, 1), (Answer.FORBID, 1)]
)
def test_only_answers_that_stop_a_sale_refuse(answer: Answer, refused: int) -> None:
    policy = only(Rule.SALE_SIZE, answer, maximum_sale=Money(150_00))
    assert judged(policy, customer(GOOD, BAD)).verdict().refused == refused


def test_without_a_limit_decided_by_then_the_policys_own_proposal_counts() -> None:
    policy = only(Rule.LIMIT, default_limit=Money(150_00))
    first = judged(policy, customer(BAD)).verdict()
    assert first.refused == 1
    decided = judged(policy, customer(BAD, limit=500_00)).verdict()
    assert decided.refused == 0
    with_income = judged(replace(policy, limit_over_income=Rate.percent(100)), customer(BAD, income=900_00))
    assert with_income.verdict().refused == 0


def test_a_stricter_policy_never_refuses_less() -> None:
    people = [
        customer(GOOD, BAD, sale(30 + n, date(2025, 6, n), piece(date(2025, 7, n), None)))
        for n in range(1, 29)
    ]
    refused = [
        judged(only(Rule.SCORE, minimum_score=least), *people).verdict().refused
        for least in range(0, 1001, 100)
    ]
    assert refused == sorted(refused)
    assert refused[0] == 0
    assert refused[-1] > 0


def test_sales_outside_the_stretch_and_contracts_of_agreements_are_not_judged() -> None:
    contract = BAD._replace(is_purchase=False)
    stretch = replace(STRETCH, sold_from=date(2025, 2, 1))
    verdict = judged(STANDARD, customer(GOOD, contract), stretch=stretch).verdict()
    assert verdict.sales == 0
    known = known_then(customer(GOOD, contract), (GOOD, contract), date(2025, 5, 1), STRETCH)
    assert (known.open, known.last_purchase) == (200_00, date(2025, 1, 10))


def test_the_worst_examples_are_kept() -> None:
    policy = only(Rule.SALE_SIZE, maximum_sale=Money(1))
    people = [
        customer(sale(n, date(2025, 1, 1), piece(date(2025, 2, 1), None, n * 100))) for n in range(1, 1001)
    ]
    verdict = judged(policy, *people).verdict()
    assert len(verdict.examples) == EXAMPLES
    assert [each.sale_id for each in verdict.examples[:3]] == [1000, 999, 998]
    assert verdict.refused == 1000
