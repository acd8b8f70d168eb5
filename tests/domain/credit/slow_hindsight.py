"""Hindsight the slow way: the position of each day built whole, and asked by the rules that decide sales."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crediario.domain.aging import band_of
from crediario.domain.credit.failures import PERSON_CHECKS, SALE_CHECKS, Asked, Facts
from crediario.domain.credit.hindsight import STOPS, TRIED_RULES
from crediario.domain.credit.limit import suggest_limit
from crediario.domain.credit.past import PastCustomer, PastSale, Stretch
from crediario.domain.credit.policy import CreditPolicy, Rule
from crediario.domain.credit.position import CreditPosition
from crediario.domain.credit.score import ScoreFacts, count_delays, score
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from tests.domain.credit.past_pieces import PastInstallment, named


@dataclass(frozen=True, slots=True)
class Line:
    """An installment as the rules take it."""

    due_date: date
    amount: Money


def stopping_rules(
    customer: PastCustomer, place: int, policy: CreditPolicy, stretch: Stretch
) -> tuple[Rule, ...]:
    """What stops the customer's sale at that place."""
    sale = customer.sales[place]
    facts = Facts.of(_position(customer, place, policy, stretch), policy, sale.sold_on)
    asked = _asked(sale)
    broken = {rule for rule, check in PERSON_CHECKS.items() if check(facts)}
    broken |= {rule for rule, check in SALE_CHECKS.items() if check(facts, asked)}
    return tuple(rule for rule in TRIED_RULES if rule in broken and policy.answer(rule) in STOPS)


def _asked(sale: PastSale) -> Asked:
    pieces = named(sale)
    terms = SaleTerms(
        sale.customer_id, Money(sale.price), Money(sale.down_payment), len(pieces), Rate.ZERO,
        Every.MONTH, pieces[0].due_date,
    )  # fmt: skip
    return Asked.of(terms, [Line(each.due_date, Money(each.cents)) for each in pieces])


def _position(customer: PastCustomer, place: int, policy: CreditPolicy, stretch: Stretch) -> CreditPosition:
    day, before = customer.sales[place].sold_on, customer.sales[:place]
    pieces = [each for sale in before for each in named(sale)]
    open_then = [each for each in pieces if not _is_settled(each, day)]
    bought = [sale.sold_on for sale in before if sale.is_purchase]
    income = Money(customer.income) if customer.income else None
    decided = customer.limit if customer.limit_from is not None and customer.limit_from <= day else None
    late = [each for each in open_then if each.due_date <= stretch.last_overdue(day)]
    days_late = max(((day - each.due_date).days for each in late), default=0)
    used = Money(sum(_open_on(each, day) for each in open_then))
    points = None
    if bought:
        facts = _score_facts(pieces, bought, day, len(late), days_late, used, Money(decided or 0))
        points = score(facts).total
    limit = suggest_limit(points, income, policy).limit if decided is None else Money(decided)
    return CreditPosition(
        limit=limit,
        open=used,
        dues=tuple((each.due_date, Money(_open_on(each, day))) for each in open_then),
        score=points,
        income=income,
        days_late=days_late,
        last_purchase=bought[-1] if bought else None,
    )


def _score_facts(
    pieces: Sequence[PastInstallment],
    bought: Sequence[date],
    day: date,
    late_count: int,
    days_late: int,
    used: Money,
    limit: Money,
) -> ScoreFacts:
    settled = sorted(
        (each.due_date, each.days_late) for each in pieces if each.counts and _is_settled(each, day)
    )
    counted = count_delays([days for _, days in settled])
    return ScoreFacts(
        counted.on_time, counted.late_short, counted.late_long, counted.worst_days, len(bought), bought[0],
        bought[-1], late_count, band_of(days_late), used, limit,
    )  # fmt: skip


def _is_settled(each: PastInstallment, day: date) -> bool:
    return each.settled_on is not None and each.settled_on <= day


def _open_on(each: PastInstallment, day: date) -> int:
    return each.cents - sum(cents for paid_on, cents, _ in each.paid if paid_on <= day)
