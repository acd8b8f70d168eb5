"""A shop's random past, and scores worked out of it slowly: installment by installment, by the calendar."""

import random
from dataclasses import replace
from datetime import date, timedelta

from crediario.db import shop as shops
from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.domain.aging import Band
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import days_late
from crediario.domain.credit.policy import LENIENT
from crediario.domain.credit.score import Score, ScoreFacts, score
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.negotiation import OfferKind
from crediario.services import negotiation
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale, payment_order
from tests.support.negotiating import an_offer, order_for
from tests.support.past import an_imported_sale
from tests.support.standing import rolled

PEOPLE = 3


def random_story(ctx: Context, seed: int, steps: int) -> tuple[int, ...]:
    """Some people buy, pay in time, late and in part, come to agreements, are imported; receipts are undone.

    Returns:
        Their ids.
    """
    chance = random.Random(seed)
    shops.save_version(ctx.stamp, "policy", replace(LENIENT, payments_per_raise=2))
    people = tuple(a_customer(ctx, f"Pessoa {number} Silva") for number in range(PEOPLE))
    receipts: list[int] = []
    rolled(ctx)
    for _ in range(steps):
        whose = chance.choice(people)
        try:
            _happens(ctx, chance, whose, receipts)
        except Refusal:
            # Nothing is open, nothing is late, an agreement counted it: another day.
            continue
    rolled(ctx)
    return people


def _happens(ctx: Context, chance: random.Random, whose: int, receipts: list[int]) -> None:
    what = chance.choices(("sell", "pay", "part", "undo", "agree", "import", "wait"), (5, 9, 2, 2, 3, 1, 8))[
        0
    ]
    if what == "sell":
        a_sale(ctx, whose, Money(chance.randint(60_00, 900_00)), pieces=chance.randint(1, 8))
    elif what == "pay":
        receipts.append(a_payment(ctx, whose, chance.randint(1, 3)).payment_id)
    elif what == "part":
        half = payment_order(ctx, whose).quoted.split(2)[0]
        receipts.append(a_payment(ctx, whose, 1, half).payment_id)
    elif what == "undo" and receipts:
        a_reversal(ctx, receipts.pop(-1 if chance.random() < 0.5 else chance.randrange(len(receipts))))
    elif what == "agree":
        kind = chance.choice(tuple(OfferKind))
        negotiation.make_agreement(
            ctx, order_for(an_offer(ctx, whose, kind, future=chance.randint(0, 2)), whose)
        )
    elif what == "import":
        days = [ctx.today - timedelta(days=gone) for gone in (90, 60, 30)]
        pieces = [(day, Money(50_00), chance.choice((day, None))) for day in days]
        an_imported_sale(ctx, whose, ctx.today - timedelta(days=120), pieces)
    else:
        rolled(ctx, ctx.today + timedelta(days=chance.choice((1, 3, 7, 16, 31))))


def told_facts(ctx: Context, customer_id: int) -> ScoreFacts:
    """What a customer's score is made of, told by somebody who goes through the papers one by one."""
    calendar = shops.calendar(ctx.database, ctx.store_id)
    delays = _delays(ctx, customer_id, calendar)[-24:]
    bought = sorted(
        as_date(day)
        for day, agreement in fetch(
            ctx.database, "SELECT sold_on, agreement_id FROM sale WHERE customer_id = ?", (customer_id,)
        )
        if agreement is None
    )
    sql = "SELECT due_date, open_cents FROM installment WHERE customer_id = ? AND open_cents > 0"
    still_open = [(as_date(due), cents) for due, cents in fetch(ctx.database, sql, (customer_id,))]
    late = [due for due, _ in still_open if days_late(due, ctx.today, calendar)]
    oldest = days_late(min(late), ctx.today, calendar) if late else 0
    limits = fetch(
        ctx.database, "SELECT limit_cents FROM credit_account WHERE customer_id = ?", (customer_id,)
    )
    return ScoreFacts(
        on_time=delays.count(0),
        late_short=sum(1 <= each <= 15 for each in delays),
        late_long=sum(each > 15 for each in delays),
        worst_days=max(delays, default=0),
        purchases=len(bought),
        first_sold_on=bought[0] if bought else None,
        last_sold_on=bought[-1] if bought else None,
        late_now_count=len(late),
        late_now_band=Band(sum(oldest >= first for first in (1, 16, 31, 61, 91))) if late else None,
        used=Money(sum(cents for _, cents in still_open)),
        limit=Money((limits[0][0] or 0) if limits else 0),
    )


def told_score(ctx: Context, customer_id: int) -> Score:
    """The score of ``told_facts``."""
    return score(told_facts(ctx, customer_id))


def _delays(ctx: Context, customer_id: int, calendar: HolidayCalendar) -> list[int]:
    """Days late of each settled installment that counts, in the order of their due dates."""
    sql = (
        "SELECT i.id, i.due_date, s.sold_on FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
        " WHERE i.customer_id = ? AND i.open_cents = 0 ORDER BY i.due_date, i.id"
    )
    found = []
    for installment_id, due, sold_on in fetch(ctx.database, sql, (customer_id,)):
        settled_on, by_agreement = _settled(ctx, installment_id)
        late = days_late(as_date(due), settled_on, calendar)
        if as_date(due) > as_date(sold_on) and (late or not by_agreement):
            found.append(late)
    return found


def _settled(ctx: Context, installment_id: int) -> tuple[date, bool]:
    """The day of the last thing that settled it and was not undone, and whether that was an agreement."""
    sql = "SELECT id, paid_on, agreement_id, reverses_id FROM allocation WHERE installment_id = ? ORDER BY id"
    rows = fetch(ctx.database, sql, (installment_id,))
    undone = {reverses for *_, reverses in rows}
    standing = [row for row in rows if row[3] is None and row[0] not in undone]
    _, paid_on, agreement, _ = standing[-1]
    return as_date(paid_on), agreement is not None
