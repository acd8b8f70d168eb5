"""Closing a till (fechamento): counting it, closing it, and what is corrected afterwards by new entries."""

from dataclasses import dataclass

from crediario.db import blind_count, cash, cash_desk, cash_postings, shop, users
from crediario.db.blind_count import KEEP_COUNT
from crediario.db.cash_desk import ClosingRow, ClosingView, SessionRow
from crediario.db.cash_postings import ClosingPosting, MovementKind, MovementPosting
from crediario.domain import cash_closing
from crediario.domain.br.text import clean_text
from crediario.domain.cash import NoOpenSession
from crediario.domain.cash_closing import NOTE_LENGTH, CountNotKept, MethodCount, NotInDrawer, Pieces
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, check_amount
from crediario.domain.settings import ShopSettings
from crediario.domain.tender import Method
from crediario.services.core import Context, Topic, may, payload_hash, query, use_case

PAGE = 50
RELEASE = "release_cash_difference"

__all__ = [
    "ClosingDone",
    "ClosingNotFound",
    "ClosingOrder",
    "ClosingRow",
    "ClosingTerms",
    "ClosingView",
    "Corrected",
    "CorrectionOrder",
    "CorrectionReasonMissing",
    "CountKeptAlready",
    "CountNotKept",
    "CountOrder",
    "CountTaken",
    "DrawerMoved",
    "close_cash",
    "closing_view",
    "correct_cash",
    "keep_count",
    "past_closings",
]


@dataclass(eq=False)
class DrawerMoved(Refusal):
    """Money entered or left the drawer since the screen showed what is expected in it."""

    shown: Money
    expected: Money


@dataclass(eq=False)
class CountKeptAlready(Refusal):
    """The drawer was counted as often as a blind count allows: what was counted last stands."""

    most: int


@dataclass(eq=False)
class ClosingNotFound(Refusal):
    """There is no such closing in this store."""


@dataclass(eq=False)
class CorrectionReasonMissing(Refusal):
    """A correction says why."""


@dataclass(frozen=True, slots=True)
class CountOrder:
    """A count of the drawer, to be kept before what is expected is told.

    Attributes:
        session_id: the session that was on the screen.
        pieces: notes and coins.
        others: what the card machine and the cheques come to.
    """

    request_id: str
    session_id: int
    pieces: tuple[Pieces, ...]
    others: tuple[tuple[Method, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class CountTaken:
    """A count kept: what was expected beside what was found, and how many more may be kept."""

    lines: tuple[MethodCount, ...]
    recounts_left: int


@dataclass(frozen=True, slots=True)
class ClosingTerms:
    """What is closed, and how; a release is bound to it.

    Attributes:
        expected: the cash the screen expected.
        float_left: what stays in the drawer.
        note: why it differs; may be empty within the tolerance.
    """

    session_id: int
    expected: Money
    pieces: tuple[Pieces, ...]
    others: tuple[tuple[Method, Money], ...]
    float_left: Money
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClosingOrder:
    """A closing as the screen sends it; ``release_id`` where the difference needs a manager's yes."""

    request_id: str
    terms: ClosingTerms
    release_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClosingDone:
    """A session closed: the number of its sheet, what was missing or too much, and what goes to the safe."""

    closing_id: int
    number: int
    counted: Money
    difference: Money
    float_left: Money
    collected: Money


@dataclass(frozen=True, slots=True)
class CorrectionOrder:
    """What a closed session turns out to have been short or over, put right in the drawer that is open now.

    Attributes:
        amount: signed; positive enters the open drawer, negative leaves it.
    """

    request_id: str
    closing_id: int
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction made, of the closing with that number."""

    movement_id: int
    number: int
    amount: Money


@use_case("operate_till", changes={Topic.CASH})
def keep_count(ctx: Context, order: CountOrder) -> CountTaken:
    """Keeps a count of the open drawer (conferência), and only then tells what was expected.

    Raises:
        NoOpenSession, SessionOfAnother, ClockBehind: the till, or another session than the one shown.
        CountKeptAlready: it was counted as often as allowed since the drawer last moved.
        the refusals of ``domain.cash_closing.compared``.

    Rule: product.md D8; reliability.md A7. See docs/regras.md#fechamento.
    """
    session = _session(ctx, order.session_id)
    lines = _compared(ctx, session, order.pieces, order.others)
    kept = cash_desk.counts_kept(ctx.database, ctx.till_id, session, KEEP_COUNT).standing
    left = cash_closing.RECOUNTS - len(kept)
    if left < 0:
        raise CountKeptAlready(1 + cash_closing.RECOUNTS)
    return CountTaken(lines, left)


def _session(ctx: Context, shown: int) -> SessionRow:
    """The open session, locked: nothing is posted to it any more while this transaction lasts."""
    session_id = cash.session_for(ctx.stamp)
    cash_postings.lock_session(ctx.stamp, session_id)
    session = cash_desk.session(ctx.database, session_id)
    if session is None or session_id != shown:
        raise NoOpenSession(ctx.till_number)
    return session


def _compared(
    ctx: Context, session: SessionRow, pieces: tuple[Pieces, ...], others: tuple[tuple[Method, Money], ...]
) -> tuple[MethodCount, ...]:
    counted = dict(others) | {Method.CASH: cash_closing.counted_total(pieces)}
    return cash_closing.compared(cash_desk.expected(ctx.database, session.session_id), counted)


@use_case("operate_till", changes={Topic.CASH})
def close_cash(ctx: Context, order: ClosingOrder) -> ClosingDone:
    """Closes the till's session (fechamento de caixa): nothing is posted to it any more.

    Raises:
        NoOpenSession, SessionOfAnother, ClockBehind: the till, or another session than the one shown.
        CountNotKept: counting blind, by another count than the last one kept since the drawer moved.
        DrawerMoved: it holds something else by now.
        DifferenceReasonMissing, DifferenceNotReleased: more differs than the shop tolerates.
        FloatTooLarge, and the refusals of ``domain.cash_closing.compared`` and ``users.use_release``.

    Rule: product.md D8; reliability.md I10. See docs/regras.md#fechamento.
    """
    terms, settings = order.terms, shop.shop_settings(ctx.database, ctx.store_id)
    session = _session(ctx, terms.session_id)
    pieces = cash_closing.checked_pieces(terms.pieces)
    lines = _compared(ctx, session, pieces, terms.others)
    drawer = next(line for line in lines if line.method is Method.CASH)
    # Before anything tells what is expected: counting blind, no count stands that a movement overtook.
    counts = blind_count.times_counted(
        ctx.stamp, session, terms.pieces, terms.others, blind=settings.blind_count
    )
    if drawer.expected != terms.expected:
        raise DrawerMoved(terms.expected, drawer.expected)
    cash_closing.check_float(terms.float_left, drawer.counted)
    note = clean_text(terms.note, NOTE_LENGTH)
    release_id = _released(ctx, order, lines, note, settings)
    posting = ClosingPosting(
        operation=order.request_id,
        session_id=session.session_id,
        day=ctx.today,
        lines=lines,
        pieces=pieces,
        float_left=terms.float_left,
        counts=counts,
        note=note or None,
        release_id=release_id,
    )
    posted = cash_postings.post_closing(ctx.stamp, posting)
    return ClosingDone(
        closing_id=posted.closing_id,
        number=posted.number,
        counted=drawer.counted,
        difference=drawer.difference,
        float_left=terms.float_left,
        collected=drawer.counted - terms.float_left,
    )


def _released(
    ctx: Context, order: ClosingOrder, lines: tuple[MethodCount, ...], note: str, settings: ShopSettings
) -> int | None:
    """The release used; None where the difference needs none."""
    released = order.release_id is not None
    cash_closing.check_difference(lines, settings.cash_tolerance, note, released=released)
    if order.release_id is None or not cash_closing.needs_release(lines, settings.cash_tolerance):
        return None
    users.use_release(ctx.stamp, order.release_id, RELEASE, payload_hash(order.terms), order.request_id)
    return order.release_id


@use_case("correct_cash", changes={Topic.CASH})
def correct_cash(ctx: Context, order: CorrectionOrder) -> Corrected:
    """Corrects a session already closed by a new entry in the open drawer; the closing stays as it was.

    Money found later enters the drawer, money that was another's leaves it, and the account of differences
    gets it back.

    Raises:
        ClosingNotFound: no such closing in this store.
        CorrectionReasonMissing: why was not said.
        NotInDrawer: the open drawer is expected to hold less.
        NoOpenSession, SessionOfAnother, ClockBehind: the till.
        AmountNotPositive, AmountTooLarge.

    Rule: product.md D8. See docs/regras.md#fechamento.
    """
    check_amount(abs(order.amount))
    reason = clean_text(order.reason, NOTE_LENGTH)
    if not reason:
        raise CorrectionReasonMissing
    closed = _view(ctx, order.closing_id).row
    session_id = cash.session_for(ctx.stamp)
    cash_postings.lock_session(ctx.stamp, session_id)
    if -order.amount > cash_desk.expected(ctx.database, session_id)[Method.CASH]:
        raise NotInDrawer(-order.amount)
    posting = MovementPosting(
        order.request_id,
        session_id,
        MovementKind.CORRECTION,
        order.amount,
        reason,
        ctx.today,
        corrects_id=closed.session_id,
    )
    return Corrected(cash_postings.post_movement(ctx.stamp, posting), closed.number, order.amount)


@query("operate_till")
def past_closings(ctx: Context, before: int | None = None) -> tuple[ClosingRow, ...]:
    """The store's closings, the newest first, a page at a time; a cashier sees those of own sessions.

    Args:
        ctx: of who asks.
        before: the number of the last one already shown.
    """
    of = None if may(ctx, "use_any_session") else ctx.operator.id
    return tuple(cash_desk.past_closings(ctx.database, ctx.store_id, of=of, before=before, limit=PAGE))


@query("operate_till")
def closing_view(ctx: Context, closing_id: int) -> ClosingView:
    """A past closing, as its sheet says it.

    Raises:
        ClosingNotFound: no such closing in this store.
    """
    return _view(ctx, closing_id)


def _view(ctx: Context, closing_id: int) -> ClosingView:
    found = cash_desk.closing_view(ctx.database, ctx.store_id, closing_id)
    if found is None:
        raise ClosingNotFound
    return found
