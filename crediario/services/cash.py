"""The drawer of a till (caixa): its state, opening it, and money taken to the safe or brought from it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from crediario.db import cash, cash_desk, cash_postings, shop
from crediario.db.blind_count import KEEP_COUNT
from crediario.db.cash_desk import CountKept, DrawerKind, DrawerLine, SessionRow, SessionSums
from crediario.db.cash_postings import MovementKind, MovementPosting
from crediario.domain.br.text import clean_text
from crediario.domain.cash import SessionOfAnother
from crediario.domain.cash_closing import RECOUNTS, NotInDrawer, check_opening, has_to_be_counted
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, check_amount
from crediario.domain.tender import Method
from crediario.services.core import Context, Topic, may, query, use_case

REASON_LENGTH = 200

__all__ = [
    "CashDesk",
    "CountKept",
    "DrawerKind",
    "DrawerLine",
    "MoneyMoved",
    "MoveOrder",
    "MovementReasonMissing",
    "OpenOrder",
    "Opened",
    "SessionRow",
    "SessionSums",
    "TillMeans",
    "TillOpenAlready",
    "TillState",
    "drop_cash",
    "open_cash",
    "supply_cash",
    "till_desk",
    "till_state",
]


@dataclass(eq=False)
class TillOpenAlready(Refusal):
    """The till has an open session: of whom, since when."""

    till_number: int
    name: str
    opened_at: datetime


@dataclass(eq=False)
class MovementReasonMissing(Refusal):
    """Money that leaves the drawer says why."""


@dataclass(frozen=True, slots=True)
class TillState:
    """Whether this till is open, for the bars and the first screen.

    Attributes:
        session: None while it is closed.
        is_mine: whether who asks may post to it.
        of_earlier_day: opened before today and not closed since.
    """

    till_number: int
    session: SessionRow | None
    is_mine: bool
    of_earlier_day: bool


@dataclass(frozen=True, slots=True)
class TillMeans:
    """One means of payment of the session.

    Attributes:
        receipts: how many came in by it.
        to_count: whether a person has to count it before closing.
        expected: None while it is kept from whoever counts.
    """

    method: Method
    receipts: int
    to_count: bool
    expected: Money | None


@dataclass(frozen=True, slots=True)
class CashDesk:
    """Everything the till screen shows of this till.

    Attributes:
        is_mine: whether who asks may post to the session and close it.
        float_left: what the last closing left in the drawer; None where the till was never closed.
        is_blind: whether what is expected is kept back until a count was kept.
        is_told: whether it may be shown now.
        lines: why so much cash is expected; while it is kept back, only what was moved by hand.
        counted: the last count that stands; None before one was kept.
        recounts_left: how many more may be kept.
        may_correct: whether who asks may correct a session already closed.
    """

    till_number: int
    today: date
    session: SessionRow | None
    is_mine: bool
    float_left: Money | None
    is_blind: bool
    is_told: bool
    tolerance: Money
    lines: tuple[DrawerLine, ...] = ()
    means: tuple[TillMeans, ...] = ()
    sums: SessionSums | None = None
    counted: CountKept | None = None
    recounts_left: int = 0
    may_correct: bool = False

    @property
    def of_earlier_day(self) -> bool:
        """Whether the session was opened before today: it works, and wants closing."""
        return self.session is not None and self.session.opened_on < self.today


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """What is in the drawer as the till opens, counted."""

    request_id: str
    float: Money


@dataclass(frozen=True, slots=True)
class Opened:
    """The session that began."""

    session_id: int
    float: Money


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """Money taken out of the drawer, or brought into it.

    Attributes:
        amount: positive both ways.
        reason: why; may be empty where money is brought.
    """

    request_id: str
    amount: Money
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoneyMoved:
    """A movement made by hand."""

    movement_id: int
    amount: Money


@query("sign_in")
def till_state(ctx: Context) -> TillState:
    """Whether this till is open, by whom and since when."""
    session = cash_desk.open_session(ctx.database, ctx.till_id)
    return TillState(
        till_number=ctx.till_number,
        session=session,
        is_mine=session is not None and _may_post(ctx, session),
        of_earlier_day=session is not None and session.opened_on < ctx.today,
    )


def _may_post(ctx: Context, session: SessionRow) -> bool:
    try:
        cash.check_poster(ctx.stamp, session.operator_id, session.operator_name, session.opened_at)
    except SessionOfAnother:
        return False
    return True


@query("operate_till")
def till_desk(ctx: Context) -> CashDesk:
    """The state of this till, with everything its screen shows.

    Counting blind, what is expected stays hidden until a count was kept after the last movement.

    Rule: product.md D8; reliability.md A7. See docs/regras.md#fechamento.
    """
    session = cash_desk.open_session(ctx.database, ctx.till_id)
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    desk = CashDesk(
        till_number=ctx.till_number,
        today=ctx.today,
        session=session,
        is_mine=session is not None and _may_post(ctx, session),
        float_left=cash_desk.float_left(ctx.database, ctx.till_id),
        is_blind=settings.blind_count,
        is_told=not settings.blind_count,
        tolerance=settings.cash_tolerance,
        may_correct=may(ctx, "correct_cash"),
    )
    return desk if session is None else _with_session(ctx, desk, session)


def _with_session(ctx: Context, desk: CashDesk, session: SessionRow) -> CashDesk:
    kept = cash_desk.counts_kept(ctx.database, ctx.till_id, session, KEEP_COUNT).standing
    told = not desk.is_blind or bool(kept)
    sums = cash_desk.session_sums(ctx.database, ctx.store_id, ctx.till_id, session)
    lines = cash_desk.drawer_lines(ctx.database, session)
    return replace(
        desk,
        is_told=told,
        lines=tuple(line for line in lines if told or line.is_by_hand),
        means=_means(ctx, session, told=told),
        sums=sums if told else replace(sums, received=None),
        counted=kept[-1] if kept else None,
        recounts_left=max(0, 1 + RECOUNTS - len(kept)),
    )


def _means(ctx: Context, session: SessionRow, *, told: bool) -> tuple[TillMeans, ...]:
    expected = cash_desk.expected(ctx.database, session.session_id)
    receipts = cash_desk.receipts_by_method(ctx.database, session.session_id)
    return tuple(
        TillMeans(
            method,
            receipts.get(method, 0),
            has_to_be_counted(method, expected[method]),
            expected[method] if told else None,
        )
        for method in Method
        if method in expected
    )


@use_case("operate_till", changes={Topic.CASH})
def open_cash(ctx: Context, order: OpenOrder) -> Opened:
    """Opens the till (abertura de caixa) with the float counted in its drawer.

    Raises:
        TillOpenAlready: it has an open session.
        ClockBehind: the clock stands before its last one.
        AmountNotPositive, AmountTooLarge: the float.

    Rule: product.md D8. See docs/regras.md#turno-de-caixa.
    """
    check_opening(order.float)
    cash_postings.lock_till(ctx.stamp)
    earlier = cash_desk.open_session(ctx.database, ctx.till_id)
    if earlier is not None:
        raise TillOpenAlready(ctx.till_number, earlier.operator_name, earlier.opened_at)
    session_id = cash_postings.post_opening(ctx.stamp, ctx.today, order.float, order.request_id)
    return Opened(session_id, order.float)


@use_case("operate_till", changes={Topic.CASH})
def drop_cash(ctx: Context, order: MoveOrder) -> MoneyMoved:
    """Takes money out of the drawer to the safe (sangria).

    Raises:
        NoOpenSession, SessionOfAnother, ClockBehind: the till.
        MovementReasonMissing: why was not said.
        NotInDrawer: the drawer is expected to hold less; asking is written down, so that nobody finds out
            by trying what a blind count keeps back.
        AmountNotPositive, AmountTooLarge.

    Rule: product.md D8. See docs/regras.md#turno-de-caixa.
    """
    check_amount(order.amount)
    reason = clean_text(order.reason, REASON_LENGTH)
    if not reason:
        raise MovementReasonMissing
    session_id = cash.session_for(ctx.stamp)
    cash_postings.lock_session(ctx.stamp, session_id)
    if order.amount > cash_desk.expected(ctx.database, session_id)[Method.CASH]:
        raise NotInDrawer(order.amount)
    return _move(ctx, order, session_id, MovementKind.DROP, -order.amount, reason)


@use_case("operate_till", changes={Topic.CASH})
def supply_cash(ctx: Context, order: MoveOrder) -> MoneyMoved:
    """Brings money from the safe into the drawer, as change (suprimento).

    Raises:
        NoOpenSession, SessionOfAnother, ClockBehind: the till.
        AmountNotPositive, AmountTooLarge.

    Rule: product.md D8. See docs/regras.md#turno-de-caixa.
    """
    check_amount(order.amount)
    reason = clean_text(order.reason, REASON_LENGTH)
    session_id = cash.session_for(ctx.stamp)
    return _move(ctx, order, session_id, MovementKind.SUPPLY, order.amount, reason)


def _move(
    ctx: Context, order: MoveOrder, session_id: int, kind: MovementKind, amount: Money, reason: str
) -> MoneyMoved:
    posting = MovementPosting(order.request_id, session_id, kind, amount, reason, ctx.today)
    return MoneyMoved(cash_postings.post_movement(ctx.stamp, posting), amount)
