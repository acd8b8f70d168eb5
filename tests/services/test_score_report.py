"""The report of scores: as they stood on the day, nothing of what came after in them, and what came after."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from crediario import cli, session
from crediario.db import score, score_past, shop
from crediario.demo import make_bulk
from crediario.domain.aging import RollEdges, edges_on
from crediario.domain.money import Money
from crediario.services.core import Context, PermissionDenied
from crediario.services.score_report import score_report
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.credit_past import random_story, told_facts
from tests.support.shop import CASHIER, TODAY, as_person, on_day
from tests.support.standing import rolled


@pytest.fixture(scope="module")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "loja"
    make_bulk(folder, 1_500, 1, TODAY)
    return folder


@pytest.fixture
def large_shop(large_folder: Path) -> Iterator[Context]:
    with session.opened(large_folder, TODAY) as ctx:
        yield ctx


def edges(ctx: Context, day: date) -> RollEdges:
    return edges_on(day, shop.calendar(ctx.database, ctx.store_id))


def test_lower_scores_pay_worse(large_shop: Context) -> None:
    report = score_report(large_shop)
    assert report.until == TODAY - timedelta(days=31)
    assert report.day == report.until - timedelta(days=90)
    assert report.customers > 300
    assert report.auc is not None
    assert report.auc_not_late is not None
    assert report.auc > Fraction(3, 4)
    assert report.auc_not_late > Fraction(2, 3)
    shares = [each.bad_share for each in report.ranges if each.customers >= 30]
    assert shares == sorted(shares, reverse=True)


def test_scores_of_today_are_the_kept_ones(shop: Context) -> None:
    for each in random_story(shop, 2, 80):
        told = score_past.facts_on(shop.database, each, edges(shop, shop.today))
        assert told == told_facts(shop, each) == score.facts_of(shop.database, each)


def test_scores_of_a_day_gone_by_know_nothing_of_what_came_after(shop: Context) -> None:
    """The same day looked at on the day itself, and much later."""
    people = random_story(shop, 1, 40)
    day = shop.today
    then = {each: told_facts(shop, each) for each in people}
    rolled(shop, day + timedelta(days=1))
    for each in people:
        a_sale(shop, each, Money(200_00))
        a_reversal(shop, a_payment(shop, each).payment_id)
        a_payment(shop, each, 2)
    rolled(shop, day + timedelta(days=200))
    for each in people:
        assert score_past.facts_on(shop.database, each, edges(shop, day)) == then[each]


def test_a_payment_undone_later_stood_on_the_day(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer)
    receipt = a_payment(shop, customer)
    on_day(shop, TODAY + timedelta(days=5))
    a_reversal(shop, receipt.payment_id)
    assert score_past.facts_on(shop.database, customer, edges(shop, TODAY)).on_time == 1
    later = edges(shop, TODAY + timedelta(days=5))
    assert score_past.facts_on(shop.database, customer, later).on_time == 0


def test_who_is_watched_and_who_went_bad(shop: Context) -> None:
    """Of what falls due in the ninety days: one paid in time, one paid late, one never; one had nothing."""
    good, late, never, _ = (a_customer(shop, f"Pessoa {name} Silva") for name in "ABCD")
    due = TODAY + timedelta(days=40)
    for each in (good, late, never):
        a_sale(shop, each, pieces=1, first_due=due)
    on_day(shop, due)
    a_payment(shop, good)
    on_day(shop, due + timedelta(days=31))
    a_payment(shop, late)
    on_day(shop, TODAY + timedelta(days=121))
    report = score_report(shop)
    assert report.day == TODAY
    assert (report.customers, report.bad, report.auc) == (3, 2, Fraction(1, 2))


def test_an_empty_shop_has_nothing_to_say(shop: Context) -> None:
    report = score_report(shop)
    assert (report.customers, report.auc, report.auc_not_late) == (0, None, None)


def test_a_cashier_is_not_shown_it(shop: Context) -> None:
    with pytest.raises(PermissionDenied):
        score_report(as_person(shop, CASHIER))


def test_the_command_says_the_same(large_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["score-report", "--data", str(large_folder), "--today", TODAY.isoformat()]
    assert cli.main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scores_of"] == "2026-02-08"
    assert float(found["auc"]) > 0.75
    assert sum(each["customers"] for each in found["ranges"]) == found["customers"]
    assert [each["score"] for each in found["ranges"]][::6] == ["0-299", "800-1000"]
    assert cli.main(words) == 0
    assert "com mais de 30 dias de atraso" in capsys.readouterr().out
