"""Back-test (simulação de política): a policy over sales already made, and what became of those it refuses.

Each sale is judged with what was known on its day: what was open and late then, how the customer had paid
until then. Rules that rest on a person's decision (analysis, block, restriction, sub-limit) or on people
beside the customer are left out, since nobody can say what would have been decided.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter

from crediario.domain.credit.hindsight import Judge, rules_of
from crediario.domain.credit.past import (
    Became,
    PastAccount,
    PastCustomer,
    PastSale,
    Stretch,
    weigh,
    what_became,
)
from crediario.domain.credit.policy import CreditPolicy, Rule
from crediario.domain.money import Money

#: Younger sales have not had the time to go bad.
RIPENING_DAYS = 120
#: Refused sales kept one by one in a result.
EXAMPLES = 200


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
    judge: Judge = field(init=False)
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
    by_rules: Counter[int] = field(default_factory=Counter)
    examples: "list[_Example]" = field(default_factory=list)
    #: What is worse than this may be among the worst.
    _mildest: "_Badness" = (1, 0, 0)

    def __post_init__(self) -> None:
        self.judge = Judge(self.policy)

    def add(self, sale: PastSale, rules: int, became: Became) -> None:
        """Count a sale, which these rules stop (``rules_of``)."""
        self.sales += 1
        self.price += sale.price
        if became.went_bad:
            self.bad_sales += 1
            self.bad += became.bad
        if rules:
            self._refuse(sale, rules, became)

    def _refuse(self, sale: PastSale, rules: int, became: Became) -> None:
        price, bad = sale.price, became.bad
        self.refused += 1
        self.refused_price += price
        self.by_rules[rules] += 1
        if became.went_bad:
            self.refused_bad_sales += 1
            self.refused_bad += bad
        else:
            self.refused_good_price += price
            self.refused_interest += sale.interest
        badness = (-bad, -price, sale.sale_id)
        if badness < self._mildest:
            self._keep((badness, sale, rules, became))

    def _keep(self, example: "_Example") -> None:
        self.examples.append(example)
        if len(self.examples) > 4 * EXAMPLES:
            self._keep_the_worst()
            self._mildest = self.examples[-1][0]

    def _keep_the_worst(self) -> None:
        self.examples.sort(key=itemgetter(0))
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
            by_rule=self._by_rule(),
            examples=tuple(_refused_sale(sale, rules, became) for _, sale, rules, became in self.examples),
        )

    def _by_rule(self) -> tuple[tuple[Rule, int], ...]:
        found: Counter[Rule] = Counter()
        for rules, times in self.by_rules.items():
            found.update(dict.fromkeys(rules_of(rules), times))
        return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))


#: What puts the worst first: centavos gone bad and price, both below zero, and the id.
_Badness = tuple[int, int, int]
#: A refused sale: the rules that stop it, and what became of it.
_Example = tuple[_Badness, PastSale, int, Became]


def _refused_sale(sale: PastSale, rules: int, became: Became) -> RefusedSale:
    return RefusedSale(
        sale_id=sale.sale_id,
        customer_id=sale.customer_id,
        sold_on=sale.sold_on,
        price=Money(sale.price),
        rules=rules_of(rules),
        worst_days=became.worst_days,
        bad=Money(became.bad),
    )


def settled_until(today: date) -> date:
    """The last day whose sales have had the time to go bad."""
    return today - timedelta(days=RIPENING_DAYS)


def replay(customer: PastCustomer, tallies: Iterable[Tally], stretch: Stretch) -> None:
    """Judges every purchase of a customer in the stretch under the policy of each tally.

    Rule: product.md B7. See docs/regras.md#simulacao-de-politica.
    """
    account = PastAccount(customer, stretch.last_overdue)
    for sale in customer.sales:
        if sale.is_purchase and stretch.sold_from <= sale.sold_on <= stretch.sold_until:
            known, became = account.known_on(sale.sold_on), what_became(sale, stretch)
            weight = weigh(sale, known)
            for tally in tallies:
                tally.add(sale, tally.judge.stopping_rules(known, sale, weight), became)
        account.add(sale)
