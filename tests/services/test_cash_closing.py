"""Closing a till: counted blind or openly, within the tolerance or released, corrected by new entries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crediario.db.models import Audit, CashClosing, CashCount, CashMovement, CashSession, LedgerEntry
from crediario.db.users import ReleaseExpired, ReleaseNotValid, ReleaseUsed
from crediario.domain.cash import ClockBehind, NoOpenSession, SessionOfAnother
from crediario.domain.cash_closing import (
    CountMissing,
    DifferenceNotReleased,
    DifferenceReasonMissing,
    FloatTooLarge,
    NotInDrawer,
    Pieces,
    UnknownDenomination,
)
from crediario.domain.money import AmountNotPositive, Money
from crediario.domain.tender import Method
from crediario.services import cash, cash_closing, checking
from crediario.services.cash_closing import (
    ClosingNotFound,
    ClosingOrder,
    CorrectionOrder,
    CorrectionReasonMissing,
    CountKeptAlready,
    CountNotKept,
    DrawerMoved,
)
from crediario.services.core import Context, PermissionDenied
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import CASHIER, MANAGER, OWNER, SELLER, as_person, clock_of, new_id, system
from tests.support.tills import (
    WHY,
    another_cashier,
    close,
    closing_terms,
    count,
    count_order,
    counting_openly,
    drop,
    expected_cash,
    open_till,
    released,
    second_till,
    supply,
)

FLOAT = Money(300_00)


@pytest.fixture
def till(shop: Context) -> Context:
    """The cashier at a till opened with R$ 300,00; the shop counts openly."""
    counting_openly(shop)
    return reopened(as_person(shop, CASHIER))


@pytest.fixture
def blind_till(shop: Context) -> Context:
    """The same where what is expected is not told before the drawer was counted."""
    return reopened(as_person(shop, CASHIER))


def reopened(ctx: Context) -> Context:
    close(ctx)
    clock_of(ctx).moment += timedelta(minutes=1)
    open_till(ctx, FLOAT)
    return ctx


def receive(ctx: Context, *methods: Method) -> Money:
    """One installment of R$ 100,00 by each means."""
    customer = a_customer(ctx)
    a_sale(ctx, customer, Money(100_00 * len(methods)), pieces=len(methods))
    return Money.total(a_payment(ctx, customer, method=method).amount for method in methods)


def asked(
    ctx: Context, terms: cash_closing.ClosingTerms, release_id: int | None = None
) -> cash_closing.ClosingDone:
    return cash_closing.close_cash(ctx, ClosingOrder(new_id(), terms, release_id))


def last_closing() -> CashClosing:
    return CashClosing.select().order_by(CashClosing.id.desc()).get()


def accounts() -> dict[str, int]:
    """What the last closing moved in the ledger."""
    rows = LedgerEntry.select().where(LedgerEntry.operation == last_closing().operation)
    return {row.account: row.amount_cents for row in rows}


def assert_whole(ctx: Context) -> None:
    report = checking.check_shop(system(ctx))
    assert report.ok, report


# -- to the centavo


def test_a_drawer_equal_to_the_screen_closes_without_a_word(till: Context) -> None:
    receive(till, Method.CASH, Method.PIX, Method.DEBIT)
    drop(till, Money(50_00))

    done = close(till, float_left=FLOAT, others=((Method.DEBIT, Money(100_00)),))

    assert (done.number, done.counted, done.difference) == (2, Money(350_00), Money.ZERO)
    assert (done.float_left, done.collected) == (FLOAT, Money(50_00))
    kept = last_closing()
    assert (kept.expected_cents, kept.counted_cents, kept.counts, kept.note) == (350_00, 350_00, 1, None)
    assert accounts() == {"cash": -350_00, "safe": 350_00}
    assert cash.till_state(till).session is None
    assert cash.till_desk(till).float_left == FLOAT
    assert_whole(till)


def test_the_counts_are_kept_means_by_means_and_note_by_note(till: Context) -> None:
    receive(till, Method.CASH, Method.PIX, Method.CREDIT)
    close(till)
    rows = CashCount.select().where(CashCount.closing == last_closing().id).order_by(CashCount.position)
    assert [
        (row.method, row.denomination_cents, row.quantity, row.expected_cents, row.counted_cents)
        for row in rows
    ] == [
        ("cash", None, None, 400_00, 400_00),
        ("pix", None, None, 100_00, 100_00),
        ("credit", None, None, 100_00, 100_00),
        ("cash", 200_00, 2, None, 400_00),
    ]


def test_the_head_of_the_audit_is_kept_with_it(till: Context) -> None:
    close(till)
    kept = last_closing()
    assert kept.audit_seq and len(kept.audit_hash) == 64
    assert Audit.get(Audit.seq == kept.audit_seq).hash == kept.audit_hash


def test_the_next_session_begins_with_what_was_left(till: Context) -> None:
    close(till, float_left=Money(250_00))
    clock_of(till).moment += timedelta(hours=14)
    assert cash.till_desk(till).float_left == Money(250_00)
    open_till(till, Money(250_00))
    assert expected_cash(till) == Money(250_00)
    assert_whole(till)


# -- differences


@pytest.mark.parametrize(("counted", "difference"), [(295_00, -5_00), (298_01, -1_99), (305_00, 5_00)])
def test_within_the_tolerance_it_closes_and_is_written_down(
    till: Context, counted: int, difference: int
) -> None:
    done = close(till, Money(counted), note="  troco dado a mais às 16h ")
    assert done.difference == Money(difference)
    assert last_closing().note == "troco dado a mais às 16h"
    assert accounts() == {"cash": -300_00, "safe": counted, "cash_difference": -difference}
    assert_whole(till)


@pytest.mark.parametrize("counted", [294_99, 305_01])
def test_above_it_a_reason_and_a_manager(till: Context, counted: int) -> None:
    with pytest.raises(DifferenceReasonMissing):
        close(till, Money(counted))
    terms = closing_terms(till, Money(counted), note=WHY)
    with pytest.raises(DifferenceNotReleased) as refused:
        asked(till, terms)
    assert refused.value.tolerance == Money(5_00)

    done = asked(till, terms, released(till, terms))

    assert done.difference == Money(counted - 300_00)
    view = cash_closing.closing_view(till, done.closing_id)
    assert (view.released_by, view.note, view.release_reason) == ("Cláudia R.", WHY, WHY)
    assert_whole(till)


def test_a_release_is_for_that_very_closing_once_and_soon(till: Context) -> None:
    terms = closing_terms(till, Money(200_00), note=WHY)
    release_id = released(till, terms)
    with pytest.raises(ReleaseNotValid):
        asked(till, replace(terms, pieces=(Pieces(Money(100_00), 1),)), release_id)
    clock_of(till).moment += timedelta(minutes=3)
    with pytest.raises(ReleaseExpired):
        asked(till, terms, release_id)
    again = released(till, terms)
    asked(till, terms, again)
    open_till(till, Money(200_00))
    later = closing_terms(till, Money.ZERO, note=WHY)
    with pytest.raises((ReleaseUsed, ReleaseNotValid)):
        asked(till, later, again)


def test_a_cashier_does_not_release_the_own_drawer(till: Context) -> None:
    from crediario.services.users import ApproverMayNot

    terms = closing_terms(till, Money(200_00), note=WHY)
    with pytest.raises(ApproverMayNot):
        released(till, terms, CASHIER)


def test_a_lack_by_card_asks_too_though_the_drawer_is_right(till: Context) -> None:
    receive(till, Method.DEBIT)
    terms = closing_terms(till, others=((Method.DEBIT, Money(90_00)),), note=WHY)
    with pytest.raises(DifferenceNotReleased) as refused:
        asked(till, terms)
    assert refused.value.difference == Money(-10_00)
    asked(till, terms, released(till, terms))
    assert accounts() == {"cash": -300_00, "safe": 300_00}, "the drawer itself lacks nothing"
    assert_whole(till)


def test_no_release_is_spent_where_none_was_needed(till: Context) -> None:
    terms = closing_terms(till, note=WHY)
    release_id = released(till, terms)
    done = asked(till, terms, release_id)
    assert cash_closing.closing_view(till, done.closing_id).released_by == ""


# -- what is refused


def test_the_card_machine_is_read_before_closing(till: Context) -> None:
    receive(till, Method.CREDIT)
    with pytest.raises(CountMissing) as refused:
        asked(till, closing_terms(till, others=()))
    assert refused.value.method is Method.CREDIT


def test_only_money_that_circulates_is_counted(till: Context) -> None:
    with pytest.raises(UnknownDenomination):
        asked(till, closing_terms(till, pieces=(Pieces(Money(3_00), 100),)))


@pytest.mark.parametrize(("left", "refusal"), [(300_01, FloatTooLarge), (-1, AmountNotPositive)])
def test_what_stays_was_counted(till: Context, left: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        close(till, float_left=Money(left))


def test_money_received_meanwhile_is_noticed(till: Context) -> None:
    terms = closing_terms(till)
    receive(as_person(till, MANAGER), Method.CASH)
    with pytest.raises(DrawerMoved) as refused:
        asked(till, terms)
    assert (refused.value.shown, refused.value.expected) == (Money(300_00), Money(400_00))
    assert cash.till_state(till).session is not None


def test_it_closes_once(till: Context) -> None:
    order = ClosingOrder(new_id(), closing_terms(till))
    first = cash_closing.close_cash(till, order)
    assert cash_closing.close_cash(till, order) == first, "the same request is answered again"
    with pytest.raises(NoOpenSession):
        asked(till, order.terms)
    assert CashClosing.select().count() == 2
    assert_whole(till)


def test_the_closing_of_a_session_does_not_close_the_next_one(till: Context) -> None:
    terms = closing_terms(till)
    asked(till, terms)
    open_till(till, FLOAT)
    with pytest.raises(NoOpenSession):
        asked(till, terms)
    assert cash.till_state(till).session is not None


def test_nothing_is_posted_after_it(till: Context) -> None:
    customer = a_customer(till)
    a_sale(till, customer)
    paid = a_payment(till, customer)
    close(till)
    before = CashMovement.select().count()
    for act in (
        lambda: a_payment(till, customer),
        lambda: a_reversal(as_person(till, MANAGER), paid.payment_id),
        lambda: drop(till, Money(1_00)),
        lambda: supply(till, Money(1_00)),
    ):
        with pytest.raises(NoOpenSession):
            act()
    assert CashMovement.select().count() == before
    assert_whole(till)


def test_a_payment_of_a_closed_session_is_undone_in_the_open_one(till: Context) -> None:
    customer = a_customer(till)
    a_sale(till, customer)
    paid = a_payment(till, customer)
    close(till, float_left=FLOAT)
    open_till(till, FLOAT)
    a_reversal(as_person(till, MANAGER), paid.payment_id)
    assert expected_cash(till) == FLOAT - paid.amount
    assert_whole(till)


def test_another_cashier_does_not_close_it_a_manager_may(till: Context, shop: Context) -> None:
    terms = closing_terms(till)
    with pytest.raises(SessionOfAnother):
        asked(another_cashier(shop), terms)
    with pytest.raises(PermissionDenied):
        asked(as_person(shop, SELLER), terms)
    asked(as_person(shop, MANAGER), terms)
    (row, _) = cash_closing.past_closings(as_person(shop, MANAGER))
    assert row.operator_name == "Cláudia R."
    assert cash_closing.closing_view(till, row.closing_id).opened_by == "Joana P."


def test_a_clock_set_back_closes_nothing(till: Context) -> None:
    supply(till, Money(10_00))
    terms = closing_terms(till)
    clock_of(till).moment -= timedelta(hours=1)
    with pytest.raises(ClockBehind):
        asked(till, terms)
    assert cash.till_state(till).session is not None


def test_a_clock_set_back_a_little_closes_with_the_last_movement(till: Context) -> None:
    supply(till, Money(10_00))
    clock_of(till).moment -= timedelta(minutes=2)
    close(till)
    session = CashSession.select().order_by(CashSession.id.desc()).get()
    assert session.closed_at == clock_of(till).moment + timedelta(minutes=2)
    assert_whole(till)


def test_two_tills_close_each_its_own_in_one_series(till: Context) -> None:
    other = second_till(till)
    open_till(other, Money(100_00))
    first, second = close(other), close(till)
    assert (first.number, second.number) == (2, 3)
    assert (first.counted, second.counted) == (Money(100_00), FLOAT)
    assert_whole(till)


# -- counting blind


def test_blind_the_count_comes_first_and_then_what_was_expected(blind_till: Context) -> None:
    receive(blind_till, Method.CASH, Method.DEBIT)
    assert not cash.till_desk(blind_till).is_told

    taken = count(blind_till, Money(398_00), ((Method.DEBIT, Money(100_00)),))

    assert [(line.method, line.difference.cents) for line in taken.lines] == [
        (Method.CASH, -2_00),
        (Method.DEBIT, 0),
    ]
    assert taken.recounts_left == 2
    desk = cash.till_desk(blind_till)
    assert desk.is_told and desk.recounts_left == 2
    assert desk.counted is not None and desk.counted.others == ((Method.DEBIT, Money(100_00)),)
    assert Money.total(line.amount for line in desk.lines) == Money(400_00)


def test_blind_it_is_closed_by_the_count_kept_last(blind_till: Context) -> None:
    count(blind_till, Money(250_00))
    with pytest.raises(CountNotKept):
        asked(blind_till, closing_terms(blind_till, Money(300_00)))
    count(blind_till, Money(300_00))
    done = asked(blind_till, closing_terms(blind_till, Money(300_00)))
    assert done.difference == Money.ZERO
    assert last_closing().counts == 2
    assert_whole(blind_till)


def test_blind_nothing_closes_before_a_count(blind_till: Context) -> None:
    count(blind_till, FLOAT)
    terms = closing_terms(blind_till)
    clock_of(blind_till).moment += timedelta(minutes=1)
    supply(blind_till, Money(10_00))
    with pytest.raises(CountNotKept):
        asked(blind_till, replace(terms, expected=Money(310_00)))


def test_blind_it_is_counted_again_twice_and_no_more(blind_till: Context) -> None:
    left = [count(blind_till, Money(cents)).recounts_left for cents in (100_00, 200_00, 250_00)]
    assert left == [2, 1, 0]
    with pytest.raises(CountKeptAlready) as refused:
        count(blind_till, FLOAT)
    assert refused.value.most == 3
    desk = cash.till_desk(blind_till)
    assert desk.recounts_left == 0
    terms = closing_terms(blind_till, Money(250_00), note=WHY)
    done = asked(blind_till, terms, released(blind_till, terms))
    assert (done.difference, last_closing().counts) == (Money(-50_00), 3)


def test_the_same_count_asked_again_is_one_count(blind_till: Context) -> None:
    order = count_order(blind_till, FLOAT)
    assert cash_closing.keep_count(blind_till, order) == cash_closing.keep_count(blind_till, order)
    assert cash.till_desk(blind_till).recounts_left == 2


def test_money_that_moved_after_a_count_asks_for_another(blind_till: Context) -> None:
    for cents in (100_00, 200_00, 250_00):
        count(blind_till, Money(cents))
    clock_of(blind_till).moment += timedelta(minutes=1)
    supply(blind_till, Money(10_00))
    desk = cash.till_desk(blind_till)
    assert (desk.is_told, desk.counted, desk.recounts_left) == (False, None, 3)
    clock_of(blind_till).moment += timedelta(minutes=1)
    done = close(blind_till, Money(310_00))
    assert (done.difference, last_closing().counts) == (Money.ZERO, 4)


def test_a_count_that_cannot_be_is_not_kept(blind_till: Context) -> None:
    order = replace(count_order(blind_till, FLOAT), pieces=(Pieces(Money(3_00), 1),))
    with pytest.raises(UnknownDenomination):
        cash_closing.keep_count(blind_till, order)
    assert not cash.till_desk(blind_till).is_told


def test_a_count_of_another_session_is_none_of_this_one(blind_till: Context) -> None:
    order = count_order(blind_till, FLOAT)
    close(blind_till, FLOAT)
    with pytest.raises(NoOpenSession):
        cash_closing.keep_count(blind_till, order)
    open_till(blind_till, FLOAT)
    assert not cash.till_desk(blind_till).is_told
    with pytest.raises(NoOpenSession):
        cash_closing.keep_count(blind_till, order)


# -- corrections


def closed_short(till: Context) -> int:
    """A session closed R$ 2,00 short, and the next one open."""
    closing_id = close(till, Money(298_00)).closing_id
    clock_of(till).moment += timedelta(minutes=1)
    open_till(till, Money(298_00))
    return closing_id


@pytest.mark.parametrize("cents", [2_00, -2_00])
def test_a_manager_corrects_by_an_entry_in_the_open_drawer(till: Context, cents: int) -> None:
    closing_id = closed_short(till)
    before = cash_closing.closing_view(till, closing_id)
    manager = as_person(till, MANAGER)
    order = CorrectionOrder(new_id(), closing_id, Money(cents), "achada debaixo da gaveta")

    done = cash_closing.correct_cash(manager, order)

    assert done == cash_closing.correct_cash(manager, order)
    assert (done.number, done.amount) == (2, Money(cents))
    assert expected_cash(till) == Money(298_00 + cents)
    line = cash.till_desk(till).lines[-1]
    assert (line.kind, line.corrects, line.reason) == (cash.DrawerKind.CORRECTION, 2, order.reason)
    entries = {
        row.account: row.amount_cents
        for row in LedgerEntry.select().where(LedgerEntry.operation == order.request_id)
    }
    assert entries == {"cash": cents, "cash_difference": -cents}
    after = cash_closing.closing_view(till, closing_id)
    assert after == replace(before, row=replace(before.row, corrected=Money(cents)))
    assert_whole(till)


def test_only_managers_correct_and_say_why(till: Context) -> None:
    closing_id = closed_short(till)
    with pytest.raises(PermissionDenied):
        cash_closing.correct_cash(till, CorrectionOrder(new_id(), closing_id, Money(2_00), "achada"))
    manager = as_person(till, MANAGER)
    with pytest.raises(CorrectionReasonMissing):
        cash_closing.correct_cash(manager, CorrectionOrder(new_id(), closing_id, Money(2_00), " "))
    with pytest.raises(AmountNotPositive):
        cash_closing.correct_cash(manager, CorrectionOrder(new_id(), closing_id, Money.ZERO, "achada"))
    with pytest.raises(NotInDrawer):
        cash_closing.correct_cash(manager, CorrectionOrder(new_id(), closing_id, Money(-298_01), "achada"))
    with pytest.raises(ClosingNotFound):
        cash_closing.correct_cash(manager, CorrectionOrder(new_id(), 999, Money(2_00), "achada"))
    assert expected_cash(till) == Money(298_00)


def test_nothing_is_corrected_while_the_till_is_closed(till: Context) -> None:
    closing_id = close(till).closing_id
    with pytest.raises(NoOpenSession):
        order = CorrectionOrder(new_id(), closing_id, Money(2_00), "achada")
        cash_closing.correct_cash(as_person(till, MANAGER), order)


# -- what was closed before


def test_the_past_closings_the_newest_first(till: Context) -> None:
    close(till, Money(298_00), float_left=Money(200_00))
    rows = cash_closing.past_closings(as_person(till, OWNER))
    assert [(row.number, row.difference.cents, row.float_left.cents) for row in rows] == [
        (2, -2_00, 200_00),
        (1, 0, 0),
    ]
    assert [row.number for row in cash_closing.past_closings(till, 2)] == [1]


def test_a_cashier_sees_the_closings_of_own_sessions(till: Context, shop: Context) -> None:
    close(till)
    open_till(as_person(shop, MANAGER), FLOAT)
    close(as_person(shop, MANAGER))
    assert [row.number for row in cash_closing.past_closings(till)] == [2, 1]
    assert [row.number for row in cash_closing.past_closings(as_person(shop, OWNER))] == [3, 2, 1]


def test_a_closing_that_is_not_there(till: Context) -> None:
    with pytest.raises(ClosingNotFound):
        cash_closing.closing_view(till, 999)
