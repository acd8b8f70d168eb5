"""Back-test (simulação de política): a policy over sales already made, and what became of those it refuses.

Each sale is judged with what was known on its day: what was open and late then, how the customer had paid
until then. Rules that rest on a person's decision (analysis, block, restriction, sub-limit) or on people
beside the customer are left out, since nobody can say what would have been decided.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crediario.domain.aging import band_of
from crediario.domain.credit.failures import PERSON_CHECKS, SALE_CHECKS, Asked, Facts
from crediario.domain.credit.limit import suggest_limit
from crediario.domain.credit.policy import Answer, CreditPolicy, Rule
from crediario.domain.credit.position import CreditPosition
from crediario.domain.credit.score import ScoreFacts, count_delays, score
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms

#: From this many days late on a sale went bad.
BAD_DAYS = 91
#: Younger sales have not had the time to go bad.
RIPENING_DAYS = 120
#: Refused sales kept one by one in a result.
EXAMPLES = 200
PERSON_RULES = (Rule.SCORE, Rule.INCOME_UNKNOWN, Rule.DAYS_LATE, Rule.BETWEEN_PURCHASES)
SALE_RULES = (Rule.LIMIT, Rule.INCOME_SHARE, Rule.SALE_SIZE, Rule.DOWN_PAYMENT)
#: What a back-test looks at.
TRIED_RULES = (*PERSON_RULES, *SALE_RULES)
STOPS = frozenset({Answer.ASK, Answer.FORBID})


@dataclass(frozen=True, slots=True)
class PastInstallment:
    """An installment and what became of it.

    Attributes:
        amount: face value.
        paid: what was settled of it, and when, in order.
        settled_on: the day nothing was open any more; None while something is.
        days_late: how late that was, by business days; 0 while open.
        counts: whether it says anything about paying: not one that an agreement closed in time, nor one due
            on the day of the sale.
    """

    due_date: date
    amount: Money
    paid: tuple[tuple[date, int], ...]
    settled_on: date | None
    days_late: int
    counts: bool = True

    def open_on(self, day: date) -> int:
        """Centavos of it still open at the end of a day."""
        return self.amount.cents - sum(cents for paid_on, cents in self.paid if paid_on <= day)

    def is_settled_on(self, day: date) -> bool:
        """Whether nothing of it was open at the end of a day."""
        return self.settled_on is not None and self.settled_on <= day


@dataclass(frozen=True, slots=True)
class PastSale:
    """A sale as it was made; an agreement's contract is no purchase, but its installments count as open."""

    sale_id: int
    sold_on: date
    terms: SaleTerms
    interest: Money
    installments: tuple[PastInstallment, ...]
    is_purchase: bool = True


@dataclass(frozen=True, slots=True)
class PastCustomer:
    """A customer's whole past, the sales in the order of their days.

    Attributes:
        limit: decided by a person or risen since; None where the policy's default limit counts.
        limit_from: the day since when it holds.
    """

    customer_id: int
    income: Money | None
    limit: Money | None
    limit_from: date | None
    sales: tuple[PastSale, ...]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a sale until today.

    Attributes:
        worst_days: of the latest of its installments, settled or not.
        bad: face value of what went more than ninety days late.
        open_late: face value still open and late.
    """

    worst_days: int
    bad: Money
    open_late: Money

    @property
    def went_bad(self) -> bool:
        """Whether some of it went more than ninety days late."""
        return self.worst_days >= BAD_DAYS


@dataclass(frozen=True, slots=True)
class RefusedSale:
    """A sale the policy would not have let through by itself, and what became of it."""

    sale_id: int
    customer_id: int
    sold_on: date
    price: Money
    rules: tuple[Rule, ...]
    worst_days: int
    bad: Money


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one policy does to the sales of a stretch of time.

    Attributes:
        sales, price: all that were made.
        bad_sales, bad: how many of them went bad, and how much.
        refused, refused_price: those it would have stopped for a release or for good.
        refused_bad_sales, refused_bad: of these, those that went bad and how much of them.
        refused_good_price, refused_interest: sales it would have lost that were paid, and the interest lost.
        by_rule: how many sales each rule stops, the most first; one sale may stand at several.
        examples: some of the refused, the worst first.
    """

    sales: int
    price: Money
    bad_sales: int
    bad: Money
    refused: int
    refused_price: Money
    refused_bad_sales: int
    refused_bad: Money
    refused_good_price: Money
    refused_interest: Money
    by_rule: tuple[tuple[Rule, int], ...]
    examples: tuple[RefusedSale, ...]


@dataclass
class Tally:
    """Counts sales as they are judged; ``verdict`` sums up."""

    policy: CreditPolicy
    person_rules: tuple[Rule, ...] = field(init=False)
    sale_rules: tuple[Rule, ...] = field(init=False)
    sales: int = 0
    price: int = 0
    bad_sales: int = 0
    bad: int = 0
    refused_price: int = 0
    refused_bad_sales: int = 0
    refused_bad: int = 0
    refused_good_price: int = 0
    refused_interest: int = 0
    refused: int = 0
    by_rule: Counter[Rule] = field(default_factory=Counter)
    examples: list[RefusedSale] = field(default_factory=list)

    def __post_init__(self) -> None:
        stops = {rule for rule in TRIED_RULES if self.policy.answer(rule) in STOPS}
        self.person_rules = tuple(rule for rule in PERSON_RULES if rule in stops)
        self.sale_rules = tuple(rule for rule in SALE_RULES if rule in stops)

    def add(self, sale: PastSale, rules: Sequence[Rule], became: Became) -> None:
        """Count a sale, which these rules stop."""
        self.sales += 1
        self.price += sale.terms.price.cents
        self.bad_sales += became.went_bad
        self.bad += became.bad.cents
        if rules:
            self._refuse(sale, rules, became)

    def _refuse(self, sale: PastSale, rules: Sequence[Rule], became: Became) -> None:
        price = sale.terms.price
        self.refused += 1
        self.refused_price += price.cents
        self.refused_bad += became.bad.cents
        self.by_rule.update(rules)
        if became.went_bad:
            self.refused_bad_sales += 1
        else:
            self.refused_good_price += price.cents
            self.refused_interest += sale.interest.cents
        self.examples.append(
            RefusedSale(sale.sale_id, sale.terms.customer_id, sale.sold_on, price, tuple(rules),
                        became.worst_days, became.bad)
        )  # fmt: skip
        if len(self.examples) > 4 * EXAMPLES:
            self._keep_the_worst()

    def _keep_the_worst(self) -> None:
        self.examples.sort(key=lambda each: (-each.bad.cents, -each.price.cents, each.sale_id))
        del self.examples[EXAMPLES:]

    def verdict(self) -> Verdict:
        """What the policy would have done to all of them."""
        self._keep_the_worst()
        return Verdict(
            sales=self.sales,
            price=Money(self.price),
            bad_sales=self.bad_sales,
            bad=Money(self.bad),
            refused=self.refused,
            refused_price=Money(self.refused_price),
            refused_bad_sales=self.refused_bad_sales,
            refused_bad=Money(self.refused_bad),
            refused_good_price=Money(self.refused_good_price),
            refused_interest=Money(self.refused_interest),
            by_rule=tuple(sorted(self.by_rule.items(), key=lambda each: (-each[1], each[0]))),
            examples=tuple(self.examples),
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which sales are judged, and the day they are looked back from.

    Attributes:
        last_overdue: of a day, the latest due date that is late on it; see ``punctuality.last_overdue_day``.
    """

    sold_from: date
    sold_until: date
    today: date
    last_overdue: Callable[[date], date]


def settled_until(today: date) -> date:
    """The last day whose sales have had the time to go bad."""
    return today - timedelta(days=RIPENING_DAYS)


def replay(customer: PastCustomer, tallies: Iterable[Tally], stretch: Stretch) -> None:
    """Judges every purchase of a customer in the stretch under the policy of each tally.

    Rule: product.md B7. See docs/regras.md#simulacao-de-politica.
    """
    for place, sale in enumerate(customer.sales):
        if not sale.is_purchase or not stretch.sold_from <= sale.sold_on <= stretch.sold_until:
            continue
        became = what_became(sale, stretch)
        known = position_then(customer, customer.sales[:place], sale.sold_on, stretch)
        asked = Asked.of(sale.terms, sale.installments)
        for tally in tallies:
            tally.add(sale, stopping_rules(known, asked, sale.sold_on, tally), became)


def stopping_rules(position: CreditPosition, asked: Asked, day: date, tally: Tally) -> tuple[Rule, ...]:
    """The rules that would have stopped the sale, for a release or for good.

    Without a limit decided by then, the one counts that the policy would have proposed.
    """
    if position.limit is None:
        limit = suggest_limit(position.score, position.income, tally.policy).limit
        position = replace(position, limit=limit)
    facts = Facts.of(position, tally.policy, day)
    return (
        *(rule for rule in tally.person_rules if PERSON_CHECKS[rule](facts)),
        *(rule for rule in tally.sale_rules if SALE_CHECKS[rule](facts, asked)),
    )


def what_became(sale: PastSale, stretch: Stretch) -> Became:
    """How late the sale's installments were settled, or are today."""
    worst = bad = open_late = 0
    last_overdue = stretch.last_overdue(stretch.today)
    for each in sale.installments:
        late = each.days_late
        if each.settled_on is None and each.due_date <= last_overdue:
            late = (stretch.today - each.due_date).days
            open_late += each.open_on(stretch.today)
        worst = max(worst, late)
        bad += each.amount.cents if late >= BAD_DAYS else 0
    return Became(worst, Money(bad), Money(open_late))


def position_then(
    customer: PastCustomer, before: Sequence[PastSale], day: date, stretch: Stretch
) -> CreditPosition:
    """What was known of a customer on a day, who had bought ``before`` until then."""
    last_overdue = stretch.last_overdue(day)
    used = late = days_late = 0
    settled, dues = list[tuple[date, int]](), list[tuple[date, Money]]()
    for each in (each for sale in before for each in sale.installments):
        if each.is_settled_on(day):
            if each.counts:
                settled.append((each.due_date, each.days_late))
            continue
        open_cents = each.open_on(day)
        used += open_cents
        if customer.income:
            dues.append((each.due_date, Money(open_cents)))
        if each.due_date <= last_overdue:
            late += 1
            days_late = max(days_late, (day - each.due_date).days)
    limit = customer.limit if customer.limit_from is not None and customer.limit_from <= day else None
    bought = [sale.sold_on for sale in before if sale.is_purchase]
    counted = count_delays([days for _, days in sorted(settled)])
    facts = ScoreFacts(
        on_time=counted.on_time,
        late_short=counted.late_short,
        late_long=counted.late_long,
        worst_days=counted.worst_days,
        purchases=len(bought),
        first_sold_on=bought[0] if bought else None,
        last_sold_on=bought[-1] if bought else None,
        late_now_count=late,
        late_now_band=band_of(days_late),
        used=Money(used),
        limit=limit or Money.ZERO,
    )
    return CreditPosition(
        limit=limit,
        open=Money(used),
        dues=tuple(dues),
        score=score(facts).total if bought else None,
        income=customer.income,
        days_late=days_late,
        last_purchase=bought[-1] if bought else None,
        settled=len(settled),
    )
