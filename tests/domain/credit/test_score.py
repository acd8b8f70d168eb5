"""The behaviour score: what each line adds, that lines add up, and that nobody loses by paying."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.aging import Band, band_of
from crediario.domain.credit.score import (
    BASE,
    HIGHEST,
    LOWEST,
    WINDOW,
    Score,
    ScoreFacts,
    ScoreLine,
    ScoreLineKind,
    count_delays,
    score,
    total_score,
)
from crediario.domain.money import Money

NOBODY = ScoreFacts()
#: Of a window full of payments in time, ten years of purchases and a free limit.
BEST = ScoreFacts(
    on_time=24,
    purchases=11,
    first_sold_on=date(2016, 6, 9),
    last_sold_on=date(2026, 6, 9),
    used=Money(100_00),
    limit=Money(2_500_00),
)

delays = st.lists(st.one_of(st.just(0), st.integers(0, 120)), max_size=40)
days = st.dates(date(2010, 1, 1), date(2030, 12, 31))
money = st.builds(Money, st.integers(0, 10_000_00))
#: What is late now, by its days late.
late_now = st.lists(st.integers(1, 200), max_size=8)


@st.composite
def pasts(draw: st.DrawFn) -> ScoreFacts:
    first, last = sorted((draw(days), draw(days)))
    now = draw(late_now)
    return ScoreFacts(
        purchases=draw(st.integers(0, 30)),
        first_sold_on=first,
        last_sold_on=last,
        late_now_count=len(now),
        late_now_band=band_of(max(now)) if now else None,
        used=draw(money),
        limit=draw(money),
    )


def with_past(history: list[int], other: ScoreFacts) -> ScoreFacts:
    counted = count_delays(history)
    return replace(
        other,
        on_time=counted.on_time,
        late_short=counted.late_short,
        late_long=counted.late_long,
        worst_days=counted.worst_days,
    )


def of(history: list[int], other: ScoreFacts) -> Score:
    return score(with_past(history, other))


def test_somebody_unknown_has_the_base_and_no_reasons() -> None:
    assert score(NOBODY) == Score(BASE)


def test_the_best_past_has_the_highest_score() -> None:
    assert score(BEST).total == HIGHEST


def test_the_example_worked_by_hand() -> None:
    """The one of docs/score.md: 500 + 280 + 62 + 60 − 100 − 28 − 30 = 744."""
    facts = ScoreFacts(
        on_time=20,
        late_short=2,
        late_long=1,
        worst_days=22,
        purchases=5,
        first_sold_on=date(2019, 3, 2),
        last_sold_on=date(2026, 3, 20),
        late_now_count=2,
        late_now_band=Band.UP_TO_30,
        used=Money(1_182_70),
        limit=Money(2_500_00),
    )
    assert score(facts) == Score(
        744,
        (
            ScoreLine(ScoreLineKind.ON_TIME, (20, 23), 280),
            ScoreLine(ScoreLineKind.HOUSE, (7, 5), 62),
            ScoreLine(ScoreLineKind.LOW_USE, (47,), 60),
            ScoreLine(ScoreLineKind.LATE_NOW, (2, 2), -100),
            ScoreLine(ScoreLineKind.LATE_SHORT, (2,), -28),
            ScoreLine(ScoreLineKind.LATE_LONG, (1,), -30),
        ),
    )


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2020, 6, 9), date(2020, 6, 9), 0),
        (date(2020, 6, 9), date(2021, 6, 8), 0),
        (date(2020, 6, 9), date(2021, 6, 9), 1),
        (date(2020, 2, 29), date(2021, 2, 28), 0),
        (date(2020, 2, 29), date(2021, 3, 1), 1),
        (None, None, 0),
    ],
)
def test_years_are_full_ones(first: date | None, last: date | None, years: int) -> None:
    assert ScoreFacts(first_sold_on=first, last_sold_on=last).years == years


def test_years_and_purchases_stop_counting() -> None:
    older = replace(BEST, first_sold_on=date(1990, 1, 1), purchases=99)
    assert score(older).total == score(BEST).total


def test_a_limit_hardly_used_counts_for_who_paid_in_time() -> None:
    free = ScoreFacts(used=Money(100_00), limit=Money(1_000_00))
    assert score(free).lines == ()
    assert score(replace(free, on_time=1)).lines[-1] == ScoreLine(ScoreLineKind.LOW_USE, (10,), 60)
    half = replace(free, on_time=1, used=Money(500_00))
    assert [line.kind for line in score(half).lines] == [ScoreLineKind.ON_TIME]


def test_only_the_last_twenty_four_count() -> None:
    assert count_delays([90] * 3 + [0] * 24).late_long == 0
    assert count_delays([0] * 3 + [16] * 24).on_time == 0
    counted = count_delays([0, 1, 15, 16, 200])
    assert (counted.on_time, counted.late_short, counted.late_long, counted.worst_days) == (1, 2, 2, 200)
    assert count_delays([]).worst_days == 0


def test_what_leads_out_of_range_is_a_line_of_its_own() -> None:
    facts = ScoreFacts(late_now_count=12, late_now_band=Band.OVER_90)
    assert score(facts) == Score(
        LOWEST,
        (ScoreLine(ScoreLineKind.LATE_NOW, (12, 5), -1320), ScoreLine(ScoreLineKind.CLIPPED, (), 820)),
    )


@given(delays, pasts())
def test_lines_add_up_to_the_number_shown(history: list[int], other: ScoreFacts) -> None:
    made = of(history, other)
    assert BASE + sum(line.points for line in made.lines) == made.total
    assert LOWEST <= made.total <= HIGHEST
    assert made.total == total_score(with_past(history, other))
    assert all(line.points for line in made.lines)


@given(delays, pasts())
def test_one_more_paid_in_time_never_lowers(history: list[int], other: ScoreFacts) -> None:
    assert of([*history, 0], other).total >= of(history, other).total


@given(delays, pasts(), st.integers(1, 120))
def test_one_more_paid_late_never_raises(history: list[int], other: ScoreFacts, late: int) -> None:
    """But by what leaves the window: the same past without its oldest is the measure then."""
    kept = history[-(WINDOW - 1) :]
    assert of([*history, late], other).total <= of(kept, other).total


@given(delays, pasts(), st.integers(0, 120), st.integers(0, 120))
def test_later_is_never_better(history: list[int], other: ScoreFacts, sooner: int, later: int) -> None:
    sooner, later = sorted((sooner, later))
    assert of([*history, later], other).total <= of([*history, sooner], other).total


@given(delays, pasts(), late_now.filter(bool), st.data())
def test_paying_what_is_late_never_lowers(
    history: list[int], other: ScoreFacts, now: list[int], data: st.DataObject
) -> None:
    """Whichever of them is paid: settled late it costs less than it cost being late."""
    paid = data.draw(st.sampled_from(now))
    rest = list(now)
    rest.remove(paid)
    before = replace(other, late_now_count=len(now), late_now_band=band_of(max(now)))
    after = replace(other, late_now_count=len(rest), late_now_band=band_of(max(rest)) if rest else None)
    assert of([*history, paid], after).total >= of(history, before).total


@given(delays, pasts(), late_now.filter(bool))
def test_waiting_longer_never_raises(history: list[int], other: ScoreFacts, now: list[int]) -> None:
    sooner = replace(other, late_now_count=len(now), late_now_band=band_of(max(now)))
    later = replace(other, late_now_count=len(now), late_now_band=band_of(max(now) + 30))
    assert of(history, later).total <= of(history, sooner).total


@given(delays, pasts(), money)
def test_using_more_of_the_limit_never_raises(history: list[int], other: ScoreFacts, more: Money) -> None:
    assert of(history, replace(other, used=other.used + more)).total <= of(history, other).total
