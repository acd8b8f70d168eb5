"""Which installments make one sale, and what a payment of the past settles."""

from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.calendar import HolidayCalendar, add_months
from crediario.domain.charges import ChargeRules
from crediario.domain.importing.lines import Line
from crediario.domain.importing.mentions import Mention
from crediario.domain.importing.past import settle_past
from crediario.domain.importing.persons import Person
from crediario.domain.importing.report import NoteKind, RefusedReason
from crediario.domain.importing.sales import Sales, assumed_purchase, find_sales, pace_of
from crediario.domain.schedule import Every
from tests.support.portfolios import TODAY

ANA, RUI = Person(), Person()
_places = count(1)


def line(
    number: int, of: int, due: date, cents: int = 100_00, old_number: str = "", *,
    sold_on: date | None = None, paid_on: date | None = None, paid_cents: int | None = None,
) -> Line:  # fmt: skip
    """An installment; open unless it has a day of payment."""
    open_cents = 0 if paid_on else cents
    place = next(_places)
    return Line(
        0, place, Mention(), number, of, due, cents, old_number, "", sold_on, paid_on, paid_cents, open_cents
    )  # fmt: skip


def months(first: date, of: int, cents: int = 100_00, old_number: str = "") -> list[Line]:
    """A whole sale, paid by the month."""
    return [line(number, of, add_months(first, number - 1), cents, old_number) for number in range(1, of + 1)]


def found(lines: list[Line], person: Person = ANA) -> Sales:
    return find_sales([(person, each) for each in lines], TODAY)


def shapes(sales: Sales) -> list[tuple[str, list[int], int]]:
    return [(sale.old_number, [each.number for each in sale.lines], sale.count) for sale in sales.sales]


FIRST = date(2026, 3, 10)


@given(
    st.lists(
        st.tuples(st.integers(1, 10), st.integers(0, 12), st.integers(10_00, 900_00)), min_size=1, max_size=5
    ),
    st.randoms(use_true_random=False),
)
def test_numbered_sales_stand_whatever_the_order_of_their_lines(
    sales: list[tuple[int, int, int]], chance: object
) -> None:
    lines = [
        each
        for place, (of, start, cents) in enumerate(sales)
        for each in months(add_months(FIRST, start), of, cents, str(100 + place))
    ]
    chance.shuffle(lines)  # type: ignore[attr-defined]
    result = found(lines)
    assert sorted(shapes(result)) == [
        (str(100 + place), list(range(1, of + 1)), of) for place, (of, _, _) in enumerate(sales)
    ]
    assert not result.refused


@given(st.lists(st.tuples(st.integers(2, 10), st.integers(0, 12)), min_size=1, max_size=4, unique=True))
def test_without_numbers_installments_follow_each_other(sales: list[tuple[int, int]]) -> None:
    """Amounts tell sales apart that run side by side; the last may differ by the centavos left over."""
    lines = []
    for place, (of, start) in enumerate(sales):
        own = months(add_months(FIRST, start), of, 50_00 + place * 70_00)
        own[-1].cents += 3
        lines += own
    assert sorted(shapes(found(lines))) == sorted(("", list(range(1, of + 1)), of) for of, _ in sales)


def test_sales_of_two_customers_are_two_sales() -> None:
    lines = [(person, each) for person in (ANA, RUI) for each in months(FIRST, 3)]
    assert len(find_sales(lines, TODAY).sales) == 2


def test_a_gap_is_bridged_and_weeks_are_weeks() -> None:
    assert shapes(found([each for each in months(FIRST, 6) if each.number != 3])) == [
        ("", [1, 2, 4, 5, 6], 6)
    ]
    weekly = [line(number, 4, date(2026, 3, 3 + 7 * number)) for number in (1, 2, 3)]
    result = found(weekly)
    assert (shapes(result), result.sales[0].every) == ([("", [1, 2, 3], 4)], Every.WEEK)


def test_equal_sales_side_by_side_stay_two() -> None:
    lines = months(FIRST, 3) + months(FIRST, 3)
    result = found(lines)
    assert shapes(result) == [("", [1, 2, 3], 3)] * 2
    assert result.repeated == 0


def test_the_same_line_again_and_one_that_contradicts() -> None:
    lines = months(FIRST, 2, old_number="7")
    again = [line(1, 2, FIRST, old_number="7", paid_on=FIRST), line(2, 2, FIRST, old_number="7")]
    result = found(lines + again)
    assert result.repeated == 1
    assert not result.sales[0].lines[0].is_open, "paid in one of the two is paid"
    assert [(each[0], each[2]) for each in result.refused] == [(again[1], RefusedReason.OTHER_DUE_DATE)]


def test_numbers_of_customers_are_no_contracts() -> None:
    """A column called contract that holds the customer's card: every number clashes with itself."""
    lines = []
    for place in range(4):
        person = Person()
        lines += [(person, each) for each in months(FIRST, 3, 10_00, str(place))]
        lines += [(person, each) for each in months(add_months(FIRST, 5), 3, 20_00, str(place))]
    assert [sale.old_number for sale in find_sales(lines, TODAY).sales] == [""] * 8


def test_numbers_of_single_installments_are_no_contracts() -> None:
    lines = months(FIRST, 8)
    for place, each in enumerate(lines):
        each.old_number = str(900 + place)
    assert shapes(found(lines)) == [("", list(range(1, 9)), 8)]


def test_lines_that_do_not_say_which() -> None:
    unnumbered = [line(0, 0, add_months(FIRST, n), old_number="7") for n in (2, 0, 1)]
    assert shapes(found(unnumbered)) == [("7", [1, 2, 3], 3)]
    counted = [line(0, 3, add_months(FIRST, n)) for n in range(6)]
    assert shapes(found(counted)) == [("", [1, 2, 3], 3)] * 2
    assert [each[2] for each in found([line(0, 3, FIRST)]).refused] == [RefusedReason.WHOLE_SALE]
    alone = [line(0, 0, FIRST), line(0, 0, FIRST)]
    assert shapes(found(alone)) == [("", [1], 1)] * 2


@pytest.mark.parametrize(
    ("sold_on", "paid_on", "expected", "assumed"),
    [
        (date(2026, 2, 20), None, date(2026, 2, 20), False),
        (None, None, date(2026, 2, 10), True),
        (None, date(2026, 1, 30), date(2026, 1, 30), True),
        (date(2026, 3, 11), None, date(2026, 2, 10), True),
    ],
)
def test_the_day_of_the_purchase(
    sold_on: date | None, paid_on: date | None, expected: date, assumed: bool
) -> None:
    result = found([line(1, 2, FIRST, sold_on=sold_on, paid_on=paid_on), line(2, 2, add_months(FIRST, 1))])
    (sale,) = result.sales
    assert (sale.sold_on, sale.sold_on_assumed) == (expected, assumed)
    assert [kind for _, _, kind in result.notes] == (
        [NoteKind.SOLD_ON_ASSUMED] if sold_on and assumed else []
    )


def test_the_day_is_counted_back_from_later_installments() -> None:
    assert assumed_purchase([(4, date(2026, 6, 10)), (5, date(2026, 7, 10))], [], TODAY) == date(2026, 2, 10)
    assert assumed_purchase([(3, date(2026, 6, 10)), (4, date(2026, 6, 17))], [], TODAY) == date(2026, 5, 10)
    assert assumed_purchase([(1, date(2027, 6, 10))], [], TODAY) == TODAY
    assert pace_of([(1, FIRST), (2, add_months(FIRST, 2))]) is Every.TWO_MONTHS
    assert pace_of([(1, date(2026, 3, 1)), (2, date(2026, 3, 15))]) is Every.FORTNIGHT


@given(st.integers(1, 500_00), st.integers(-10, 400), st.one_of(st.none(), st.integers(1, 900_00)))
def test_a_payment_of_the_past_adds_up(cents: int, days: int, paid: int | None) -> None:
    due = date(2025, 3, 10)
    paid_on = date.fromordinal(due.toordinal() + days)
    past = settle_past(
        line(1, 1, due, cents, paid_on=paid_on, paid_cents=paid), cents, ChargeRules(), HolidayCalendar()
    )
    assert past is not None
    assert past.settled == cents
    assert past.amount + past.beyond == (cents if paid is None else paid)
    assert min(past.principal, past.discount, past.fine, past.interest, past.beyond) >= 0
    assert min(past.waived_fine, past.waived_interest) >= 0
    assert not (past.discount and past.fine)
    if days <= 0:
        assert past.fine == past.waived_fine == past.days_late == 0
    if past.beyond:
        assert past.waived_fine == past.waived_interest == 0
    assert settle_past(line(1, 1, due, cents), cents, ChargeRules(), HolidayCalendar()) is None
