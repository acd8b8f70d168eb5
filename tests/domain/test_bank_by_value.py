"""Values alone: whatever an installment costs on the bank's day is found, however it came to cost that."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.allocation import allocate
from crediario.domain.bank_matching import Proposal, propose
from crediario.domain.bank_matter import IncomingLine, Matter, PayablePiece, matter
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules, CountFrom, OpenInstallment, PastPayment, Rounding
from crediario.domain.early import ScheduleFacts, quote_installment
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every

SOLD, FIRST_DUE = date(2026, 4, 12), date(2026, 5, 12)
CALENDAR = HolidayCalendar("MG")


class Story:
    """One installment of a shop, paid in part and moved, and what it costs on any day."""

    def __init__(
        self, cents: int = 139_80, rate: str = "0", due: date = FIRST_DUE, rules: ChargeRules | None = None
    ) -> None:
        self.rules = rules or ChargeRules()
        self.schedule = ScheduleFacts(SOLD, Rate.percent(rate), Every.MONTH, (due,))
        self.installment = OpenInstallment(1, Money(cents), due)

    def paid(self, cents: int, on: date) -> "Story":
        """So much was paid on that day: fine, interest, then the value, as the law has it."""
        (part,) = allocate(Money(cents), (self.quote(on),)).shares
        past = PastPayment(on, part.fine, part.interest, part.principal + part.discount)
        self.installment = replace(self.installment, history=(*self.installment.history, past))
        return self

    def moved(self, due: date, *, keeps_charges: bool) -> "Story":
        first = self.installment.due_date
        charges_from = first if keeps_charges else None
        self.installment = replace(
            self.installment, due_date=due, original_due=first, charges_from=charges_from
        )
        return self

    def quote(self, on: date):  # type: ignore[no-untyped-def]
        return quote_installment(self.installment, 1, self.schedule, on, self.rules, CALENDAR)

    def cost(self, on: date) -> Money:
        """Never of a day before the last payment."""
        return self.quote(max((on, *(past.on for past in self.installment.history)))).total

    @property
    def piece(self) -> PayablePiece:
        past = self.installment.history
        return PayablePiece(
            1, 1, 7, 1, self.installment.due_date, self.installment.open, SOLD,
            charges_from=self.installment.charges_from,
            paid_until=max((each.on for each in past), default=None),
            face=self.installment.amount,
            discounted_until=self.installment.original_due or self.installment.due_date
            if self.schedule.rate else None,
            rate=self.schedule.rate,
        )  # fmt: skip

    @property
    def shop(self) -> Matter:
        return matter((), (self.piece,), (), self.rules, lambda _, day: self.cost(day), 1)


def found(story: Story, cents: int, day: date) -> Proposal | None:
    return next(iter(propose([IncomingLine(1, day, Money(cents), "PIX RECEBIDO")], story.shop)), None)


def told(proposal: Proposal | None) -> tuple[int, tuple[str, ...]]:
    assert proposal is not None
    assert not proposal.left
    return proposal.score, tuple(reason.value for reason in proposal.reasons)


# -- worked cases, an installment of R$ 139,80 due on 12/05/2026


def test_a_part_paid_late_costs_what_is_open_and_the_interest_since() -> None:
    """R$ 50,00 on 20/05: fine 2,79, interest of 8 days 0,37, value 46,84. On 09/06: 92,96 + 20 days 0,61."""
    story = Story().paid(50_00, date(2026, 5, 20))
    assert story.installment.open == Money(92_96)
    assert told(found(story, 93_57, date(2026, 6, 9))) == (50, ("value_of_day", "only_one"))
    assert told(found(story, 93_11, date(2026, 5, 25))) == (50, ("value_of_day", "only_one"))
    assert found(story, 143_89, date(2026, 6, 9)) is None, "what the whole would have cost is nobody's"


def test_a_part_paid_in_time_costs_the_fine_of_what_was_left() -> None:
    """R$ 60,00 on 05/05 leaves 79,80; on 15/05: fine 1,59, interest of 3 days 0,07."""
    story = Story().paid(60_00, date(2026, 5, 5))
    assert told(found(story, 81_46, date(2026, 5, 15))) == (58, ("value_of_day", "only_one", "due_near"))
    assert told(found(story, 79_80, date(2026, 5, 10))) == (58, ("value", "only_one", "due_near"))


def test_a_payment_that_reached_only_the_charges_leaves_the_value_whole() -> None:
    """R$ 2,00 on 20/05 of fine 2,79: 0,79 of it, 8 days 0,37 and 20 days more 0,93 stay."""
    story = Story().paid(2_00, date(2026, 5, 20))
    assert story.installment.open == Money(139_80)
    assert told(found(story, 141_89, date(2026, 6, 9))) == (50, ("value_of_day", "only_one"))


def test_a_line_of_before_the_last_payment_costs_what_that_left() -> None:
    story = Story().paid(50_00, date(2026, 6, 1))
    cents = story.cost(date(2026, 5, 28)).cents
    assert told(found(story, cents, date(2026, 5, 28)))[1][0] in {"value", "value_of_day"}


def test_moved_with_its_charges_it_is_not_late_and_still_costs_them() -> None:
    """Moved to 30/06, charges counted from 12/05: on 09/06 fine 2,79 and interest of 28 days 1,30."""
    story = Story().moved(date(2026, 6, 30), keeps_charges=True)
    assert told(found(story, 143_89, date(2026, 6, 9))) == (50, ("value_of_day", "only_one"))
    near = found(story, story.cost(date(2026, 6, 25)).cents, date(2026, 6, 25))
    assert told(near) == (58, ("value_of_day", "only_one", "due_near")), "near the date as it stands now"


def test_moved_without_them_it_costs_its_value_until_the_new_day() -> None:
    story = Story().moved(date(2026, 6, 30), keeps_charges=False)
    assert found(story, 143_89, date(2026, 6, 9)) is None
    assert told(found(story, 139_80, date(2026, 6, 9))) == (50, ("value", "only_one"))
    late = story.cost(date(2026, 7, 3)).cents
    assert late == 139_80 + 2_79 + 13
    assert told(found(story, late, date(2026, 7, 3))) == (58, ("value_of_day", "only_one", "due_near"))


def test_a_part_paid_early_keeps_its_discount() -> None:
    story = Story(rate="3").paid(50_00, date(2026, 4, 20))
    day = date(2026, 4, 28)
    assert story.cost(day) < story.installment.open
    assert told(found(story, story.cost(day).cents, day))[1][0] == "value_of_day"


def test_the_whole_paid_early_costs_its_value_less_the_discount() -> None:
    story, day = Story(rate="3"), date(2026, 4, 28)
    cost = story.cost(day)
    assert cost < Money(139_80)
    assert told(found(story, cost.cents, day)) == (46, ("value_of_day", "only_one"))
    near = date(2026, 5, 4)
    proposal = found(story, story.cost(near).cents, near)
    assert told(proposal) == (54, ("value_of_day", "only_one", "due_near"))
    assert found(story, cost.cents - 1, day) is None and found(story, cost.cents + 1, day) is None
    assert found(Story(rate="0"), cost.cents, day) is None


def test_what_stands_on_a_paper_speaks_before_an_early_price() -> None:
    story, day = Story(rate="3"), date(2026, 4, 28)
    cost = story.cost(day)
    plain = PayablePiece(2, 2, 8, 1, date(2026, 5, 1), cost, SOLD)
    other = replace(story.piece, installment_id=3, customer_id=3, contract=9)

    def proposed(*pieces: PayablePiece) -> tuple[tuple[int, ...], ...]:
        costs = {1: cost, 2: cost, 3: cost}
        shop = matter((), pieces, (), story.rules, lambda id_, _: costs[id_], 1)
        line = IncomingLine(1, day, cost, "PIX RECEBIDO")
        return tuple(each.installment_ids for each in propose([line], shop))

    assert proposed(story.piece, plain) == ((2,),)
    assert proposed(story.piece, other) == (), "of two nobody guesses"


# -- whatever happened to it

days = st.integers(0, 150).map(lambda count: SOLD + timedelta(days=count))
shops = st.builds(
    ChargeRules, st.sampled_from(["0", "1", "2"]).map(Rate.percent),
    st.sampled_from(["0", "0.5", "1"]).map(Rate.percent), st.integers(0, 10), st.sampled_from(CountFrom),
    st.sampled_from(Rounding), st.booleans(),
)  # fmt: skip
moves = st.none() | st.tuples(st.integers(1, 90), st.booleans())


@given(
    st.integers(10_00, 2_000_00), st.sampled_from(["0", "3"]), shops, moves,
    st.lists(st.tuples(days, st.integers(1, 90)), max_size=3), days,
)  # fmt: skip
def test_what_it_costs_on_the_day_of_the_line_is_found(
    cents: int, rate: str, rules: ChargeRules, move: tuple[int, bool] | None,
    parts: list[tuple[date, int]], day: date,
) -> None:  # fmt: skip
    story = Story(cents, rate, rules=rules)
    for on, percent in sorted(parts):
        story.paid(max(story.quote(on).total.cents * percent // 100, 1), on)
    if move is not None:
        story.moved(FIRST_DUE + timedelta(days=move[0]), keeps_charges=move[1])
    cost = story.cost(day)
    if story.installment.open:
        proposal = found(story, cost.cents, day)
        assert proposal is not None and proposal.installment_ids == (1,)
