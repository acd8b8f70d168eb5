"""Back-tests on a real shop, both engines: judged as the sales were, watched, stopped, kept and compared."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.credit.policy import LENIENT, Answer, CreditPolicy
from crediario.domain.money import Money
from crediario.services import backtest
from crediario.services.core import Cancelled, Context, PermissionDenied, Progress
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import CASHIER, as_person, new_id, on_day


def strict_about_delays() -> CreditPolicy:
    return replace(LENIENT, answers=replace(LENIENT.answers, days_late=Answer.FORBID), tolerated_days_late=5)


@pytest.fixture
def past(shop: Context) -> Context:
    """Maria pays and buys again; José stops paying, and buys again while late."""
    maria, jose = a_customer(shop), a_customer(shop, "José Antônio Souza")
    on_day(shop, date(2025, 6, 2))
    a_sale(shop, maria, Money(100_00), pieces=1)
    a_sale(shop, jose, Money(200_00), pieces=2)
    on_day(shop, date(2025, 7, 2))
    a_payment(shop, maria)
    a_reversal(shop, a_payment(shop, jose).payment_id)
    on_day(shop, date(2025, 8, 1))
    a_sale(shop, maria, Money(60_00), pieces=1)
    a_sale(shop, jose, Money(300_00), pieces=3)
    return on_day(shop, date(2026, 6, 9))


def wanted(policy: CreditPolicy) -> backtest.BackTestWanted:
    return backtest.BackTestWanted(policy, date(2025, 1, 1), date(2025, 12, 31))


def test_what_another_policy_would_have_refused(past: Context) -> None:
    result = backtest.run_back_test(past, wanted(strict_about_delays()))
    assert (result.tried.sales, result.tried.price) == (4, Money(660_00))
    assert (result.tried.refused, result.tried.refused_price) == (1, Money(300_00))
    assert result.tried.refused_bad == Money(300_00)
    assert result.in_force.refused == 0
    assert result.looked_back_from == date(2026, 6, 9)


def test_a_down_payment_owed_again_went_bad(past: Context) -> None:
    on_day(past, date(2025, 6, 2))
    sale = a_sale(past, a_customer(past, "Rosa Lima"), Money(160_00), pieces=1, down_payment=Money(60_00))
    on_day(past, date(2025, 7, 2))
    a_payment(past, sale.customer_id)
    today = on_day(past, date(2026, 6, 9))
    before = backtest.run_back_test(today, wanted(LENIENT)).tried
    assert sale.down_payment_id is not None
    a_reversal(today, sale.down_payment_id)
    after = backtest.run_back_test(today, wanted(LENIENT)).tried
    assert (after.bad_sales, after.bad) == (before.bad_sales + 1, before.bad + Money(60_00))
    a_payment(today, sale.customer_id)
    assert backtest.run_back_test(today, wanted(LENIENT)).tried == before


def test_it_is_watched_and_can_be_stopped(past: Context) -> None:
    seen: list[Progress] = []
    backtest.run_back_test(past, wanted(LENIENT), seen.append)
    assert (seen[0].done, seen[-1].done) == (0, seen[-1].total)

    def stop(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backtest.run_back_test(past, wanted(LENIENT), stop)


def test_what_is_kept_comes_back_as_it_was(past: Context) -> None:
    policy = strict_about_delays()
    result = backtest.run_back_test(past, wanted(policy))
    order = backtest.KeepBackTestOrder(new_id(), "  Atraso de 5 dias ", policy, result)
    kept = backtest.keep_back_test(past, order)
    assert backtest.keep_back_test(past, order) == kept
    (found,) = backtest.back_tests(past)
    assert (found.id, found.name, found.policy, found.result) == (kept.id, "Atraso de 5 dias", policy, result)
    backtest.forget_back_test(past, backtest.ForgetBackTestOrder(new_id(), kept.id))
    assert backtest.back_tests(past) == ()
    with pytest.raises(backtest.BackTestForgotten):
        backtest.forget_back_test(past, backtest.ForgetBackTestOrder(new_id(), kept.id))


def test_a_name_is_asked_for_and_days_stand_in_order(past: Context) -> None:
    result = backtest.run_back_test(past, wanted(LENIENT))
    with pytest.raises(backtest.BackTestNameMissing):
        backtest.keep_back_test(past, backtest.KeepBackTestOrder(new_id(), "  ", LENIENT, result))
    backwards = replace(wanted(LENIENT), sold_until=date(2024, 1, 1))
    with pytest.raises(backtest.StretchBackwards):
        backtest.run_back_test(past, backwards)


def test_it_is_not_the_cashiers(past: Context) -> None:
    with pytest.raises(PermissionDenied):
        backtest.run_back_test(as_person(past, CASHIER), wanted(LENIENT))
