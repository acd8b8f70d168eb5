"""Whatever the plan, an installment paid early is among those that may cost what it costs."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.bank_early import EarlyCosts
from crediario.domain.early import ScheduleFacts, early_discount
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every, due_dates

FIRST = date(2024, 1, 1)


@dataclass(frozen=True)
class Piece:
    open: Money
    rate: Rate
    discounted_until: date | None


@given(
    st.integers(0, 1_460), st.integers(1, 75), st.sampled_from(Every), st.integers(1, 24), st.data(),
    st.sampled_from(["0.5", "1", "2.99", "6", "15"]), st.integers(1, 5_000_00),
)  # fmt: skip
def test_all_that_cost_it_are_among_those_that_may(
    start: int, gap: int, every: Every, count: int, data: st.DataObject, percent: str, cents: int
) -> None:
    sold_on = FIRST + timedelta(days=start)
    dues = tuple(due_dates(sold_on + timedelta(days=gap), count, every))
    due = data.draw(st.sampled_from(dues))
    day = data.draw(st.dates(sold_on, due))
    schedule = ScheduleFacts(sold_on, Rate.percent(percent), every, dues)
    cost = Money(cents) - early_discount(Money(cents), due, day, schedule)
    piece = Piece(Money(cents), schedule.rate, due)
    others = [Piece(Money(cents + more), schedule.rate, due) for more in (-1, 1) if cents + more > 0]
    may = list(EarlyCosts([piece, *others]).about(cost, day))
    assert (piece in may) is (day < due)


def test_few_others_are() -> None:
    """A thousand installments of R$ 10,00 to R$ 1.009,00 at 3% a month: hardly one in a hundred is asked."""
    due, day = date(2026, 12, 10), date(2026, 6, 10)
    pieces = [Piece(Money(1_000 + n * 100), Rate.percent("3"), due) for n in range(1_000)]
    assert len(list(EarlyCosts(pieces).about(Money(400_00), day))) <= 12


def test_nothing_costs_less_on_the_due_day_or_without_interest() -> None:
    due = date(2026, 7, 10)
    found = EarlyCosts([Piece(Money(100_00), Rate.percent("3"), due), Piece(Money(100_00), Rate.ZERO, None)])
    assert list(found.about(Money(100_00), due)) == []
    assert list(found.about(Money(50_00), date(2026, 6, 10))) == []
