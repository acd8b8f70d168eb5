"""Scores kept beside the installments: one by one, many, all, and by hand are the same, whatever happened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crediario.db import invariants, limits, score, standing
from crediario.db.statements import fetch, run
from crediario.domain.aging import Band
from crediario.domain.credit.score import BASE, WINDOW, Score, ScoreFacts, ScoreLine, ScoreLineKind
from crediario.domain.money import Money
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.credit_past import random_story, told_facts, told_score
from tests.support.past import an_imported_sale
from tests.support.shop import TODAY, on_day
from tests.support.standing import rolled

#: What a good story has: agreements, a past brought in, receipts undone, limits raised and lowered again.
TOLD = (
    "SELECT id FROM agreement",
    "SELECT id FROM import_batch",
    "SELECT id FROM payment WHERE reverses_id IS NOT NULL",
    "SELECT id FROM limit_entry WHERE kind = 'raised'",
    "SELECT id FROM limit_entry WHERE kind = 'taken_back'",
)


def kept(ctx: Context) -> list[tuple[Any, ...]]:
    return fetch(ctx.database, "SELECT * FROM customer_score ORDER BY customer_id")


def kept_score(ctx: Context, customer_id: int) -> int | None:
    rows = fetch(ctx.database, "SELECT score FROM customer_score WHERE customer_id = ?", (customer_id,))
    return rows[0][0] if rows else None


@pytest.mark.parametrize("seed", [1, 2])
def test_one_many_all_and_by_hand_are_the_same(shop: Context, seed: int) -> None:
    people = random_story(shop, seed, 80)
    happened = [len(fetch(shop.database, sql)) for sql in TOLD]
    assert all(happened), "the story is a poor one"
    found = kept(shop)
    assert len(found) >= len(people)
    for each in people:
        assert score.facts_of(shop.database, each) == told_facts(shop, each)
        assert score.score_of(shop.database, each) == told_score(shop, each)
        assert kept_score(shop, each) == told_score(shop, each).total
    remade: tuple[Callable[[], object], ...] = (
        lambda: [score.refresh(shop.database, each) for each in people],
        lambda: score.refresh_many(shop.database, people),
        lambda: score.rebuild(shop.database),
    )
    for make in remade:
        run(shop.database, "DELETE FROM customer_score")
        make()
        assert kept(shop) == found
    assert not invariants.standing_follows(shop.database).failed


def test_somebody_who_just_came_has_the_base(shop: Context) -> None:
    customer = a_customer(shop)
    assert score.score_of(shop.database, customer) == Score(BASE)
    rolled(shop)
    assert kept_score(shop, customer) == BASE


def test_nobody_has_no_score(shop: Context) -> None:
    with pytest.raises(LookupError):
        score.score_of(shop.database, 999_999)


def test_it_moves_with_each_thing_that_happens(shop: Context) -> None:
    customer = a_customer(shop)
    rolled(shop)
    scores = []

    def note() -> None:
        scores.append(kept_score(shop, customer))
        assert scores[-1] == score.score_of(shop.database, customer).total

    first_due = TODAY + timedelta(days=31)
    a_sale(shop, customer, pieces=3, first_due=first_due)
    note()
    receipt = a_payment(shop, customer)
    note()
    a_reversal(shop, receipt.payment_id)
    note()
    rolled(shop, first_due + timedelta(days=3))
    note()
    rolled(shop, first_due + timedelta(days=20))
    note()
    a_payment(shop, customer)
    note()
    assert scores == [504, 518, 504, 474, 454, 474]


def test_payments_count_as_if_all_were_counted_anew_also_beyond_the_last_24(shop: Context) -> None:
    customer = a_customer(shop)
    rolled(shop)
    for _ in range(2):
        a_sale(shop, customer, Money(1_300_00), pieces=13)
    rolled(shop, TODAY + timedelta(days=100))
    for pieces in (3, 10, 1, 9, 2, 1):
        a_payment(shop, customer, pieces)
        assert score.kept_score(shop.database, customer) == score.score_of(shop.database, customer)
    assert score.facts_of(shop.database, customer).settled == WINDOW


def test_a_limit_decided_counts_at_once(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(300_00))
    a_payment(shop, customer)
    assert kept_score(shop, customer) == 518
    limits.decide(shop.stamp, customer, Money(1_000_00), "cliente antigo")
    assert kept_score(shop, customer) == 578
    limits.decide(shop.stamp, customer, Money(400_00), "pediu menos")
    assert kept_score(shop, customer) == 518


def test_a_past_brought_in_counts(shop: Context) -> None:
    customer = a_customer(shop)
    due = TODAY - timedelta(days=60)
    pieces = [(due, Money(50_00), due), (due + timedelta(days=30), Money(50_00), None)]
    an_imported_sale(shop, customer, due - timedelta(days=30), pieces)
    rolled(shop)
    assert score.score_of(shop.database, customer).lines == (
        ScoreLine(ScoreLineKind.ON_TIME, (1, 1), 14),
        ScoreLine(ScoreLineKind.HOUSE, (0, 1), 4),
        ScoreLine(ScoreLineKind.LATE_NOW, (1, Band.UP_TO_30), -50),
    )


def test_paid_on_the_day_of_its_contract_says_nothing(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, pieces=1, first_due=TODAY)
    a_payment(shop, customer)
    assert score.facts_of(shop.database, customer) == ScoreFacts(
        purchases=1, first_sold_on=TODAY, last_sold_on=TODAY
    )


def test_what_did_not_change_is_not_written(sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    people = random_story(sqlite_shop, 3, 30)
    written: list[str] = []

    def noted(*_: object) -> int:
        written.append("score")
        return 0

    monkeypatch.setattr(score, "run", noted)
    for each in people:
        score.refresh(sqlite_shop.database, each)
    assert score.refresh_many(sqlite_shop.database, people) == 0
    assert score.rebuild(sqlite_shop.database) == 0
    assert score.refresh_many(sqlite_shop.database, ()) == 0
    assert not written


def test_a_shop_counted_for_the_first_time_has_scores(shop: Context) -> None:
    """An older shop brought up to date: the first roll makes everybody's."""
    people = random_story(shop, 4, 30)
    run(shop.database, "DELETE FROM customer_score")
    run(shop.database, "DELETE FROM day_roll")
    on_day(shop, shop.today)
    standing.roll(shop.database, shop.today)
    for each in people:
        assert kept_score(shop, each) == told_score(shop, each).total


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE customer_score SET score = score - 1",
        "UPDATE customer_score SET on_time_count = on_time_count + 1",
        "UPDATE customer_score SET purchase_count = 0, first_sold_on = NULL",
        "DELETE FROM customer_score",
        "UPDATE credit_account SET on_time_in_row = on_time_in_row + 1",
        "UPDATE credit_account SET limit_cents = 1",
    ],
)
def test_a_spoilt_row_is_noticed(shop: Context, spoil: str) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer)
    a_payment(shop, customer)
    rolled(shop)
    assert not invariants.standing_follows(shop.database).failed
    run(shop.database, spoil)
    assert invariants.standing_follows(shop.database).failed
