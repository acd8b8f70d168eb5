"""Days and hours are told by the shop's clock, whatever zone the computer stands in."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from crediario.domain.cash import CLOCK_SLACK, ClockBehind, check_clock
from crediario.gateways.clock import FixedClock, at_shop
from crediario.gateways.pending import PendingRequest
from crediario.services.core import Context
from crediario.services.pending import what_became
from crediario.services.users import LockedForMinutes
from crediario.ui.customers.people_words import span_words
from crediario.ui.customers.timeline_words import when_words
from crediario.ui.messages import words
from crediario.ui.pending.pending_words import became_message
from tests.support.shop import clock_of

SHOP = timezone(timedelta(hours=-3))
#: 21:30 of the 9th at the shop, the 10th already in Greenwich.
EVENING = datetime(2026, 6, 10, 0, 30, tzinfo=UTC)
CLOCK = FixedClock(datetime(2026, 6, 9, 22, 0, tzinfo=SHOP))


@pytest.fixture(autouse=True, params=["Pacific/Auckland", "America/Noronha", "UTC"])
def computer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_moment_is_told_by_the_shops_clock() -> None:
    told = at_shop(CLOCK, EVENING)
    assert (told, told.date(), f"{told:%H:%M}") == (EVENING, date(2026, 6, 9), "21:30")


def test_lists_tell_the_day_it_was_at_the_shop() -> None:
    assert span_words(EVENING, None, CLOCK) == "desde 09/06/2026"
    assert span_words(EVENING, EVENING, CLOCK) == "até 09/06/2026"
    assert when_words(at_shop(CLOCK, EVENING), CLOCK.today()) == "hoje 21:30"


def test_what_became_of_a_request_is_told_with_the_shops_hour(sqlite_shop: Context) -> None:
    clock_of(sqlite_shop).moment = CLOCK.moment
    (became,) = what_became(sqlite_shop, ("unknown",))
    request = PendingRequest("unknown", "receive_payment", EVENING)
    assert "das 21:30 de 09/06" in became_message(request, became, sqlite_shop.clock).title


def test_a_refusal_carries_hours_of_the_shop() -> None:
    last = (CLOCK.moment + CLOCK_SLACK + timedelta(minutes=1)).astimezone(UTC)
    with pytest.raises(ClockBehind) as caught:
        check_clock(CLOCK.now(), last)
    assert "22:06" in words(caught.value).whole
    assert "21:30" in words(LockedForMinutes(at_shop(CLOCK, EVENING))).whole
