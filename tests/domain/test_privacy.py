"""Requests, consents and retention: deadlines and reasons, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.money import Money
from crediario.domain.privacy import (
    CONSENT_TEXTS,
    ConsentPurpose,
    Hold,
    HoldKind,
    RetentionFacts,
    anonymous_name,
    free_on,
    holds,
    protocol,
    request_due,
)

TODAY = date(2026, 6, 9)
NOTHING = RetentionFacts(Money.ZERO)


def test_a_request_is_answered_within_fifteen_days() -> None:
    assert request_due(date(2026, 6, 9)) == date(2026, 6, 24)


def test_a_protocol_tells_year_and_number() -> None:
    assert protocol(12, TODAY) == "2026/00012"


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_every_consent_has_its_words_and_their_version(purpose: ConsentPurpose) -> None:
    text = CONSENT_TEXTS[purpose]
    assert text.words(given=True).startswith("Autorizo")
    assert text.words(given=False).startswith("Retiro")
    assert text.words(given=True).endswith("(texto 1)")


def test_nobody_is_asked_a_consent_for_collecting() -> None:
    assert {purpose.value for purpose in ConsentPurpose} == {"marketing", "birthday", "photo"}


def test_somebody_who_never_bought_may_be_erased() -> None:
    assert holds(NOTHING, TODAY, 5) == ()


def test_every_reason_is_told_with_its_figures() -> None:
    facts = RetentionFacts(Money(123_45), (7,), ("2026/00003",), ("Ana Prado",), date(2026, 5, 1))
    assert holds(facts, TODAY, 5) == (
        Hold(HoldKind.OPEN_BALANCE, amount=Money(123_45)),
        Hold(HoldKind.OPEN_AGREEMENT, named=("7",)),
        Hold(HoldKind.OPEN_REQUEST, named=("2026/00003",)),
        Hold(HoldKind.GUARANTOR, named=("Ana Prado",)),
        Hold(HoldKind.TOO_RECENT, until=date(2031, 5, 1)),
    )


def test_the_day_the_years_are_over_is_free() -> None:
    facts = RetentionFacts(Money.ZERO, last_moved_on=date(2021, 6, 9))
    assert holds(facts, TODAY, 5) == ()
    assert holds(facts, TODAY - timedelta(days=1), 5) == (Hold(HoldKind.TOO_RECENT, until=TODAY),)
    assert holds(facts, TODAY, 6) == (Hold(HoldKind.TOO_RECENT, until=date(2027, 6, 9)),)


def test_a_leap_day_is_free_at_the_end_of_february() -> None:
    assert free_on(date(2020, 2, 29), 5) == date(2025, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(5, 10), st.integers(0, 5000))
def test_more_years_never_free_earlier(moved: date, years: int, later: int) -> None:
    facts = RetentionFacts(Money.ZERO, last_moved_on=moved)
    today = moved + timedelta(days=later)
    if not holds(facts, today, years + 1):
        assert not holds(facts, today, years)


def test_what_stands_for_a_name_says_the_record() -> None:
    assert anonymous_name(12) == "Pessoa anonimizada nº 12"
