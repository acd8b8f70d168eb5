"""Drawers for tests: opened, counted, closed and released through the use cases as the screens do it."""

from dataclasses import replace

from crediario.db.models import Till
from crediario.db.shop import shop_settings
from crediario.domain.cash_closing import Pieces, pieces_for
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.tender import Method
from crediario.services import cash, cash_closing, people, settings, users
from crediario.services.cash import CashDesk, MoveOrder, OpenOrder
from crediario.services.cash_closing import ClosingDone, ClosingOrder, ClosingTerms, CountOrder
from crediario.services.core import Context, payload_hash
from tests.support.shop import MANAGER, PINS, new_id, settings_order

WHY = "troco dado a mais"


def second_till(ctx: Context, number: int = 3) -> Context:
    """The same person at another till of the store."""
    till = Till.create(store=ctx.store_id, number=number, name=f"Caixa {number:02d}")
    return replace(ctx, till_id=till.id, till_number=number)


def another_cashier(ctx: Context) -> Context:
    """A second cashier of the shop, at this till."""
    order = people.PersonOrder(new_id(), "Rita Lima", "Rita L.", Role.CASHIER, "602214")
    number = people.add_person(ctx, order).number
    return replace(ctx, operator=users.sign_in(ctx, users.SignIn(new_id(), number, "602214")).operator)


def counting_openly(ctx: Context) -> None:
    """The shop shows what is expected before the drawer is counted."""
    kept = shop_settings(ctx.database, ctx.store_id)
    settings.change_settings(ctx, settings_order(ctx, replace(kept, blind_count=False)))


def open_till(ctx: Context, float_: Money = Money.ZERO) -> int:
    """This till, opened with that float; gives back the session."""
    return cash.open_cash(ctx, OpenOrder(new_id(), float_)).session_id


def drop(ctx: Context, amount: Money, reason: str = "banco") -> cash.MoneyMoved:
    """A sangria."""
    return cash.drop_cash(ctx, MoveOrder(new_id(), amount, reason))


def supply(ctx: Context, amount: Money) -> cash.MoneyMoved:
    """A suprimento."""
    return cash.supply_cash(ctx, MoveOrder(new_id(), amount))


def session_of(desk: CashDesk) -> cash.SessionRow:
    """The open session of a till that is open."""
    assert desk.session is not None
    return desk.session


def count_order(ctx: Context, counted: Money, others: tuple[tuple[Method, Money], ...] = ()) -> CountOrder:
    """A count of this till's drawer that comes to that."""
    session = session_of(cash.till_desk(ctx))
    return CountOrder(new_id(), session.session_id, pieces_for(counted), others)


def count(
    ctx: Context, counted: Money, others: tuple[tuple[Method, Money], ...] = ()
) -> cash_closing.CountTaken:
    """A count kept."""
    return cash_closing.keep_count(ctx, count_order(ctx, counted, others))


def expected_cash(ctx: Context) -> Money:
    """What the shop told to expect in this till's drawer."""
    told = next(each for each in cash.till_desk(ctx).means if each.method is Method.CASH)
    assert told.expected is not None
    return told.expected


def closing_terms(ctx: Context, counted: Money | None = None, **changes: object) -> ClosingTerms:
    """What closes this till: all that is expected, counted, unless another sum was."""
    desk = cash.till_desk(ctx)
    expected = expected_cash(ctx)
    pieces: tuple[Pieces, ...] = pieces_for(expected if counted is None else counted)
    others = tuple(
        (each.method, each.expected)
        for each in desk.means
        if each.to_count and each.method is not Method.CASH
    )
    fields = {"pieces": pieces, "others": others, "float_left": Money.ZERO, "note": ""} | changes
    return ClosingTerms(session_of(desk).session_id, expected, **fields)  # type: ignore[arg-type]


def released(ctx: Context, terms: ClosingTerms, number: int = MANAGER) -> int:
    """A release of that closing, given at the till."""
    said = users.ReleaseOrder(
        new_id(), number, "release_cash_difference", payload_hash(terms), WHY, PINS[number]
    )
    return users.release(ctx, said).release_id


def close(ctx: Context, counted: Money | None = None, **changes: object) -> ClosingDone:
    """This till closed, the way its shop counts."""
    desk = cash.till_desk(ctx)
    others = changes.get("others", ())
    if desk.is_blind:
        count(ctx, Money.ZERO if counted is None else counted, others)  # type: ignore[arg-type]
    terms = closing_terms(ctx, counted, **changes)
    return cash_closing.close_cash(ctx, ClosingOrder(new_id(), terms))
