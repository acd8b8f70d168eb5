"""The semáforo of a sale: every rule that fails, and what would make it pass."""

from dataclasses import dataclass
from datetime import date

from crediario.domain.credit.failures import (
    Asked,
    Colour,
    Facts,
    FailedRule,
    MonthLoad,
    colour_of,
    heaviest_month,
    in_order,
    person_failures,
    sale_failures,
)
from crediario.domain.credit.levers import Judge, Levers, find_levers
from crediario.domain.credit.policy import Answer, CreditPolicy, RiskBand, Rule
from crediario.domain.credit.position import CreditAsk, CreditPosition
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms, plan_for, plan_terms
from crediario.domain.schedule import PlannedInstallment, planned_installments

__all__ = ("Colour", "CreditSignal", "FailedRule", "Levers", "MonthLoad", "decide")


@dataclass(frozen=True, slots=True)
class CreditSignal:
    """The answer to a sale on credit, data only.

    Attributes:
        colour: green when nothing fails, yellow with warnings only, red otherwise.
        failed: every rule that fails, in the order of ``Rule``.
        levers: the smallest change of each kind that mends it.
        limit: the customer's limit.
        used: Σ face of what is open before this sale.
        asked: Σ installments of this sale, interest included.
        band: the band of risk the score falls into.
        heaviest: the month of this sale with most to pay.
        release_by_manager: how far above the limit a manager releases.
    """

    colour: Colour
    failed: tuple[FailedRule, ...]
    levers: Levers
    limit: Money
    used: Money
    asked: Money
    band: RiskBand
    heaviest: MonthLoad
    release_by_manager: Money

    @property
    def free(self) -> Money:
        """Limit less what is used before this sale; below zero when the limit is already passed."""
        return self.limit - self.used

    @property
    def free_after(self) -> Money:
        """What stays free once this sale is made; below zero when it passes the limit."""
        return self.free - self.asked

    @property
    def excess(self) -> Money:
        """By how much this sale passes the limit; zero when it does not."""
        return max(-self.free_after, Money.ZERO)

    @property
    def is_forbidden(self) -> bool:
        """Whether some rule lets nobody release the sale."""
        return any(one.answer is Answer.FORBID for one in self.failed)

    @property
    def needs_release(self) -> bool:
        """Whether the sale goes on only with a release, and one can be given."""
        return self.colour is Colour.RED and not self.is_forbidden

    @property
    def manager_may_release(self) -> bool:
        """Whether a manager's release is enough; above the manager's reach only an owner's is."""
        above = [one.excess for one in self.failed if one.rule is Rule.LIMIT and one.answer is Answer.ASK]
        return self.needs_release and all(excess <= self.release_by_manager for excess in above)


def decide(position: CreditPosition, ask: CreditAsk, policy: CreditPolicy, today: date) -> CreditSignal:
    """The light for this sale: every failed rule, never only the first, and the levers.

    Args:
        position: what is known of the customer.
        ask: the sale, if made ``today``.
        policy: in force.
        today: day of the sale.

    Raises:
        the refusals of ``schedule.plan``: the terms themselves make no plan.

    Rule: product.md B5. See docs/regras.md#semaforo.
    """
    facts = Facts.of(position, policy, today)
    asked = Asked.of(ask.terms, plan_for(ask.terms, ask.settings, today).installments)
    of_person, of_sale = person_failures(facts), sale_failures(facts, asked)
    colour = colour_of((*of_person, *of_sale))
    judge = _judge(facts, of_person, ask)
    return CreditSignal(
        colour=colour,
        failed=in_order((*of_person, *of_sale)),
        levers=find_levers(ask, asked, of_sale, _goals(colour, colour_of(of_person)), judge),
        limit=facts.limit,
        used=position.open,
        asked=asked.total,
        band=policy.band_terms(position.score).band,
        heaviest=heaviest_month(facts, asked),
        release_by_manager=policy.release_by_manager,
    )


def _goals(now: Colour, at_best: Colour) -> tuple[Colour, ...]:
    """The lights better than now that remain possible while what fails of the person stays."""
    lights = tuple(Colour)
    return lights[lights.index(at_best) : lights.index(now)]


def _judge(facts: Facts, of_person: tuple[FailedRule, ...], ask: CreditAsk) -> Judge:
    tried: dict[tuple[Money, int], tuple[PlannedInstallment, ...]] = {}

    def lines(terms: SaleTerms) -> tuple[PlannedInstallment, ...]:
        # One centavo less of price and one more of down payment leave the same to divide.
        same = (terms.price - terms.down_payment, terms.count)
        if same not in tried:
            tried[same] = planned_installments(plan_terms(terms, ask.settings, facts.today))
        return tried[same]

    def judge(terms: SaleTerms) -> tuple[Colour, Asked] | None:
        try:
            asked = Asked.of(terms, lines(terms))
        except Refusal:
            return None
        return colour_of((*of_person, *sale_failures(facts, asked))), asked

    return judge
