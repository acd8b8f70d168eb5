"""Back-tests (simulação de política): another policy over the shop's own past, kept to be compared."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import msgspec

from crediario.db import backtest, shop
from crediario.domain.br.text import clean_text
from crediario.domain.credit.backtest import RefusedSale, Tally, Verdict, replay, settled_until
from crediario.domain.credit.hindsight import TRIED_RULES
from crediario.domain.credit.past import Stretch
from crediario.domain.credit.policy import CreditPolicy, Rule
from crediario.domain.errors import Refusal
from crediario.domain.punctuality import last_overdue_day
from crediario.services.core import (
    Context,
    Progress,
    Report,
    Topic,
    encoded,
    no_report,
    query,
    reading,
    use_case,
)

#: What screens use from here.
__all__ = [
    "TRIED_RULES",
    "BackTestForgotten",
    "BackTestNameMissing",
    "BackTestResult",
    "BackTestWanted",
    "ForgetBackTestOrder",
    "KeepBackTestOrder",
    "KeptResult",
    "RefusedSale",
    "Rule",
    "StretchBackwards",
    "Verdict",
    "back_tests",
    "forget_back_test",
    "keep_back_test",
    "run_back_test",
    "settled_until",
]

NAME_LENGTH = 60


@dataclass(eq=False)
class StretchBackwards(Refusal):
    """The first day comes after the last one."""

    sold_from: date
    sold_until: date


@dataclass(eq=False)
class BackTestNameMissing(Refusal):
    """A back-test that is kept has a name."""


@dataclass(eq=False)
class BackTestForgotten(Refusal):
    """Somebody else threw it away meanwhile."""


@dataclass(frozen=True, slots=True)
class BackTestWanted:
    """What to try.

    Attributes:
        policy: the one to be tried.
        sold_from: first day of the sales to be judged.
        sold_until: last day of them.
    """

    policy: CreditPolicy
    sold_from: date
    sold_until: date


@dataclass(frozen=True, slots=True)
class BackTestResult:
    """What the policy tried and the one in force would have done to the same sales.

    Attributes:
        looked_back_from: the day on which what became of them was counted.
    """

    tried: Verdict
    in_force: Verdict
    sold_from: date
    sold_until: date
    looked_back_from: date


@dataclass(frozen=True, slots=True)
class KeepBackTestOrder:
    """A result to be kept under a name, with the policy that gave it."""

    request_id: str
    name: str
    policy: CreditPolicy
    result: BackTestResult


@dataclass(frozen=True, slots=True)
class ForgetBackTestOrder:
    """A kept back-test to be thrown away."""

    request_id: str
    back_test_id: int


@dataclass(frozen=True, slots=True)
class BackTestKept:
    """The id of a back-test written or thrown away."""

    id: int


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A back-test as it was kept."""

    id: int
    name: str
    policy: CreditPolicy
    result: BackTestResult
    operator_name: str
    created_at: datetime


@reading("back_test")
def run_back_test(ctx: Context, wanted: BackTestWanted, report: Report = no_report) -> BackTestResult:
    """Judges every sale of the stretch under the policy tried and under the one in force.

    Some thousands of customers at a time, so that it can be watched and stopped; nothing is written.

    Raises:
        StretchBackwards.
        Cancelled: somebody stopped it.

    Rule: product.md B7. See docs/regras.md#simulacao-de-politica.
    """
    if wanted.sold_from > wanted.sold_until:
        raise StretchBackwards(wanted.sold_from, wanted.sold_until)
    tried = Tally(wanted.policy)
    in_force = Tally(shop.credit_policy(ctx.database, ctx.store_id))
    stretch = _stretch(ctx, wanted)
    owed, last = backtest.owed_again(ctx.database), backtest.last_customer(ctx.database)
    for first in range(1, last + 1, backtest.RANGE):
        report(Progress(first - 1, last))
        for customer in backtest.pasts(ctx.database, first, first + backtest.RANGE - 1, owed):
            replay(customer, (tried, in_force), stretch)
    report(Progress(last, last))
    return BackTestResult(
        tried.verdict(), in_force.verdict(), wanted.sold_from, wanted.sold_until, stretch.today
    )


def _stretch(ctx: Context, wanted: BackTestWanted) -> Stretch:
    calendar = shop.calendar(ctx.database, ctx.store_id)
    return Stretch(
        sold_from=wanted.sold_from,
        sold_until=wanted.sold_until,
        today=ctx.today,
        last_overdue=cache(lambda day: last_overdue_day(day, calendar)),
    )


@use_case("back_test", changes={Topic.SETTINGS})
def keep_back_test(ctx: Context, order: KeepBackTestOrder) -> BackTestKept:
    """Keeps a result under a name, to be compared with others.

    Raises:
        BackTestNameMissing.
    """
    name = clean_text(order.name, NAME_LENGTH)
    if not name:
        raise BackTestNameMissing
    result = order.result
    id_ = backtest.keep(
        ctx.stamp, name, encoded(order.policy), encoded(result), result.sold_from, result.sold_until
    )
    return BackTestKept(id_)


@use_case("back_test", changes={Topic.SETTINGS})
def forget_back_test(ctx: Context, order: ForgetBackTestOrder) -> BackTestKept:
    """Throws a kept back-test away; the audit keeps that it was there.

    Raises:
        BackTestForgotten: it is gone already.
    """
    if not backtest.forget(ctx.stamp, order.back_test_id):
        raise BackTestForgotten
    return BackTestKept(order.back_test_id)


@query("back_test")
def back_tests(ctx: Context) -> tuple[KeptResult, ...]:
    """Every back-test kept in the store, the newest first."""
    return tuple(
        KeptResult(
            id=each.id,
            name=each.name,
            policy=msgspec.json.decode(each.policy, type=CreditPolicy),
            result=msgspec.json.decode(each.result, type=BackTestResult),
            operator_name=each.operator_name,
            created_at=each.created_at,
        )
        for each in backtest.kept(ctx.database, ctx.store_id)
    )
