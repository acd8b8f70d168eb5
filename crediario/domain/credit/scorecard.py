"""The analysis of a customer: points line by line, the income already taken, and what both propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.credit.failures import MonthLoad, by_month
from crediario.domain.credit.limit import ROUND_TO_CENTS, suggest_limit
from crediario.domain.credit.points_table import BureauResult, Item, NumberItem, PointsTable
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.money import CALCULATION, Money, Rate

ADULT_AGE = 18
#: How many months the limit looks ahead when it counts what the income still bears.
MONTHS_AHEAD = 12
#: How many of the items that lost most points are told.
TOLD_ITEMS = 3


class Proposal(StrEnum):
    """What the analysis proposes; a person decides (aprovar, aprovar com menos, recusar)."""

    APPROVE = "approve"
    APPROVE_WITH_LESS = "approve_with_less"
    REFUSE = "refuse"


class ReasonKind(StrEnum):
    """Why the analysis proposes what it does, in the order it is told."""

    UNDER_AGE = "under_age"
    NO_ROOM_IN_INCOME = "no_room_in_income"
    POINTS_BELOW = "points_below"
    POINTS_BETWEEN = "points_between"
    POINTS_ENOUGH = "points_enough"
    BUREAU_RESTRICTED = "bureau_restricted"
    INCOME_UNKNOWN = "income_unknown"
    LOST_POINTS = "lost_points"


class LimitStepKind(StrEnum):
    """What each step of the suggested limit does."""

    FROM_INCOME = "from_income"
    DEFAULT = "default"
    ROOM_IN_INCOME = "room_in_income"
    LESS = "less"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Applicant:
    """The answers about a customer; None is unanswered and earns nothing.

    Each of the first eight fields is named by the value of its ``Item``.

    Attributes:
        income: monthly; None or zero when unknown.
        dues: due date and open face of each installment still open here.
        score: behaviour score, when there is one already.
    """

    age: int | None = None
    years_at_address: int | None = None
    housing: Housing | None = None
    years_in_job: int | None = None
    proof_of_income: IncomeProof | None = None
    phones: int | None = None
    references: int | None = None
    bureau: BureauResult | None = None
    income: Money | None = None
    dues: tuple[tuple[date, Money], ...] = ()
    score: int | None = None


@dataclass(frozen=True, slots=True)
class PointsLine:
    """One item of the table: what was answered, what it earned, and the most it could."""

    item: Item
    answer: int | str | None
    points: int
    maximum: int

    @property
    def lost(self) -> int:
        """What a better answer would have earned more."""
        return self.maximum - self.points


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its figures; the words stand with the messages.

    Attributes:
        item: of lost points.
        number: the age, the points, the points lost.
        number_allowed: the least age, the cut-off, the most points of the item.
        share: of the income already taken.
        share_allowed: the most of it.
    """

    kind: ReasonKind
    item: Item | None = None
    number: int | None = None
    number_allowed: int | None = None
    share: Rate | None = None
    share_allowed: Rate | None = None


@dataclass(frozen=True, slots=True)
class LimitStep:
    """One step towards the suggested limit, and the amount after it."""

    kind: LimitStepKind
    amount: Money


@dataclass(frozen=True, slots=True)
class Analysis:
    """A proposal with everything it was made from.

    Attributes:
        lines: every item; their points add up to ``points``.
        maximum: the most the table gives.
        months: what is already due in each month from this one on.
        heaviest: the month of them with most to pay; None when nothing is open.
        steps: how the suggested limit came about, in order.
        limit: the suggested limit, the amount of the last step.
    """

    lines: tuple[PointsLine, ...]
    points: int
    maximum: int
    proposal: Proposal
    reasons: tuple[Reason, ...]
    months: tuple[MonthLoad, ...]
    heaviest: MonthLoad | None
    steps: tuple[LimitStep, ...]
    limit: Money

    @property
    def commitment(self) -> Rate | None:
        """The part of the income the heaviest month takes; zero without installments, None without income."""
        return Rate.ZERO if self.heaviest is None else self.heaviest.share


def analyse(applicant: Applicant, policy: CreditPolicy, today: date) -> Analysis:
    """What the policy proposes for this customer, and why.

    Rule: product.md B2; LGPD art. 20 (a decision that can be explained and reviewed); CC art. 104 and 166
    (nobody under eighteen buys on credit alone). See docs/regras.md#analise.
    """
    lines = points_lines(applicant, policy.points)
    points = sum(line.points for line in lines)
    months = _months(applicant, today)
    heaviest = max(months, key=lambda load: load.already, default=None)
    judged = _judged(applicant, policy, points, heaviest)
    proposal = _proposal(judged)
    steps = _steps(applicant, policy, proposal, heaviest)
    return Analysis(
        lines=lines,
        points=points,
        maximum=policy.points.maximum,
        proposal=proposal,
        reasons=(*judged, *_told(applicant, lines, proposal)),
        months=months,
        heaviest=heaviest,
        steps=steps,
        limit=steps[-1].amount,
    )


# -- points --------------------------------------------------------------------------------------------------


def points_lines(applicant: Applicant, table: PointsTable) -> tuple[PointsLine, ...]:
    """The table filled in, line by line in the order of ``Item``."""
    return tuple(_line(applicant, table, item) for item in Item)


def _line(applicant: Applicant, table: PointsTable, item: Item) -> PointsLine:
    row, answer = table.row(item), getattr(applicant, item.value)
    if answer is None:
        points = 0
    elif isinstance(row, NumberItem):
        points = row.points(answer)
    else:
        points = row.points(str(answer))
    return PointsLine(item, answer, points, row.maximum)


# -- income --------------------------------------------------------------------------------------------------


def _months(applicant: Applicant, today: date) -> tuple[MonthLoad, ...]:
    """What is due in each month; what fell due before this month is owed in this one."""
    moved = ((max(due, today), amount) for due, amount in applicant.dues)
    months = sorted(by_month(moved).items())
    return tuple(MonthLoad(month, Money.ZERO, Money(cents), applicant.income) for month, cents in months)


def _allowed(income: Money, policy: CreditPolicy) -> Money:
    share = policy.maximum_installment_over_income.fraction
    return Money.truncated(CALCULATION.multiply(income.reais, share))


# -- proposal ------------------------------------------------------------------------------------------------

_REFUSING = {ReasonKind.UNDER_AGE, ReasonKind.NO_ROOM_IN_INCOME, ReasonKind.POINTS_BELOW}


def _judged(
    applicant: Applicant, policy: CreditPolicy, points: int, heaviest: MonthLoad | None
) -> tuple[Reason, ...]:
    """The reasons the proposal follows from; the points are always among them."""
    found = (_under_age(applicant.age), _no_room(policy, heaviest), _points_reason(policy.points, points))
    return tuple(reason for reason in found if reason is not None)


def _under_age(age: int | None) -> Reason | None:
    if age is None or age >= ADULT_AGE:
        return None
    return Reason(ReasonKind.UNDER_AGE, number=age, number_allowed=ADULT_AGE)


def _no_room(policy: CreditPolicy, heaviest: MonthLoad | None) -> Reason | None:
    most = policy.maximum_installment_over_income
    if heaviest is None or not heaviest.income or heaviest.total < _allowed(heaviest.income, policy):
        return None
    return Reason(ReasonKind.NO_ROOM_IN_INCOME, share=heaviest.share, share_allowed=most)


def _points_reason(table: PointsTable, points: int) -> Reason:
    if points < table.refuse_below:
        return Reason(ReasonKind.POINTS_BELOW, number=points, number_allowed=table.refuse_below)
    if points < table.approve_from:
        return Reason(ReasonKind.POINTS_BETWEEN, number=points, number_allowed=table.approve_from)
    return Reason(ReasonKind.POINTS_ENOUGH, number=points, number_allowed=table.approve_from)


def _proposal(judged: Sequence[Reason]) -> Proposal:
    kinds = {reason.kind for reason in judged}
    if kinds & _REFUSING:
        return Proposal.REFUSE
    return Proposal.APPROVE_WITH_LESS if ReasonKind.POINTS_BETWEEN in kinds else Proposal.APPROVE


def _told(applicant: Applicant, lines: Sequence[PointsLine], proposal: Proposal) -> tuple[Reason, ...]:
    """What explains the points: the bureau, the missing income, and where most points were lost."""
    told = []
    if applicant.bureau is BureauResult.RESTRICTED:
        told.append(Reason(ReasonKind.BUREAU_RESTRICTED))
    if not applicant.income:
        told.append(Reason(ReasonKind.INCOME_UNKNOWN))
    if proposal is not Proposal.APPROVE:
        told += [
            Reason(ReasonKind.LOST_POINTS, line.item, number=line.lost, number_allowed=line.maximum)
            for line in sorted(lines, key=lambda line: -line.lost)[:TOLD_ITEMS]
            if line.lost
        ]
    return tuple(told)


# -- limit ---------------------------------------------------------------------------------------------------


def _steps(
    applicant: Applicant, policy: CreditPolicy, proposal: Proposal, heaviest: MonthLoad | None
) -> tuple[LimitStep, ...]:
    """From the income, what it still bears and the proposal to the suggested limit; never rising."""
    start = suggest_limit(applicant.score, applicant.income, policy)
    kind = LimitStepKind.DEFAULT if start.income is None else LimitStepKind.FROM_INCOME
    steps = [LimitStep(kind, start.limit)]
    if start.income is not None and heaviest is not None:
        borne = _borne(applicant, policy, start.income, heaviest)
        if borne < steps[-1].amount:
            steps.append(LimitStep(LimitStepKind.ROOM_IN_INCOME, borne))
    if proposal is Proposal.APPROVE_WITH_LESS:
        less = CALCULATION.multiply(steps[-1].amount.reais, policy.less_share.fraction)
        steps.append(LimitStep(LimitStepKind.LESS, _whole_tens(Money.truncated(less))))
    if proposal is Proposal.REFUSE:
        steps.append(LimitStep(LimitStepKind.REFUSED, Money.ZERO))
    return tuple(steps)


def _borne(applicant: Applicant, policy: CreditPolicy, income: Money, heaviest: MonthLoad) -> Money:
    """What is open already, plus what the heaviest month leaves free of the income for a year."""
    room = max(_allowed(income, policy) - heaviest.total, Money.ZERO)
    return _whole_tens(Money.total(amount for _, amount in applicant.dues) + room * MONTHS_AHEAD)


def _whole_tens(amount: Money) -> Money:
    return Money(amount.cents - amount.cents % ROUND_TO_CENTS)
