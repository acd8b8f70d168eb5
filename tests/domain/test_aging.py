"""Bands and the edges of the day: what they say of a due date is what counting its days late says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.aging import Band, RollEdges, band_of, edges_on
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import days_late

MINAS = HolidayCalendar("MG")


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, None),
        (1, Band.UP_TO_15),
        (15, Band.UP_TO_15),
        (16, Band.UP_TO_30),
        (30, Band.UP_TO_30),
        (31, Band.UP_TO_60),
        (60, Band.UP_TO_60),
        (61, Band.UP_TO_90),
        (90, Band.UP_TO_90),
        (91, Band.OVER_90),
        (4000, Band.OVER_90),
    ],
)
def test_the_five_bands(days: int, band: Band | None) -> None:
    assert band_of(days) == band


def test_a_band_is_kept_as_its_number() -> None:
    assert [int(band) for band in Band] == [1, 2, 3, 4, 5]
    assert [band.first_day for band in Band] == [1, 16, 31, 61, 91]


def test_the_edges_of_a_tuesday() -> None:
    assert edges_on(date(2026, 6, 9), MINAS) == RollEdges(
        rolled_on=date(2026, 6, 9),
        overdue_until=date(2026, 6, 8),
        second_band=date(2026, 5, 24),
        third_band=date(2026, 5, 9),
        fourth_band=date(2026, 4, 9),
        fifth_band=date(2026, 3, 10),
    )


def test_on_a_monday_what_fell_due_at_the_weekend_is_in_time() -> None:
    assert edges_on(date(2026, 6, 8), MINAS).overdue_until == date(2026, 6, 5)


def test_a_day_off_of_the_shop_moves_what_is_late_but_no_band() -> None:
    closed = edges_on(date(2026, 5, 26), HolidayCalendar("MG", frozenset({date(2026, 5, 25)})))
    usual = edges_on(date(2026, 5, 26), MINAS)
    assert (usual.overdue_until, closed.overdue_until) == (date(2026, 5, 25), date(2026, 5, 22))
    assert closed.bands == usual.bands


def test_late_comes_before_the_band() -> None:
    """A shop closed for a month: what fell due meanwhile is in time, however long ago."""
    closed = frozenset(date(2026, 5, 1) + timedelta(days=day) for day in range(40))
    edges = edges_on(date(2026, 6, 9), HolidayCalendar("MG", closed))
    assert edges.band_of_due(date(2026, 5, 4)) is None
    assert edges.band_of_due(date(2026, 4, 30)) is Band.UP_TO_60


@given(
    today=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    ago=st.integers(-40, 130),
    extra=st.frozensets(st.integers(1, 60), max_size=12),
    state=st.sampled_from([None, "MG", "SP"]),
)
def test_the_edges_say_what_counting_days_says(
    today: date, ago: int, extra: frozenset[int], state: str | None
) -> None:
    calendar = HolidayCalendar(state, frozenset(today - timedelta(days=days) for days in extra))
    due = today - timedelta(days=ago)
    assert edges_on(today, calendar).band_of_due(due) == band_of(days_late(due, today, calendar))


@given(today=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_edges_never_go_back_as_days_pass(today: date) -> None:
    before, after = edges_on(today, MINAS), edges_on(today + timedelta(days=1), MINAS)
    assert before.overdue_until <= after.overdue_until < after.rolled_on
    assert all(
        later - earlier == timedelta(days=1) for earlier, later in zip(before.bands, after.bands, strict=True)
    )
