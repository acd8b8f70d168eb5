"""Combinar: a due date moved once, and what of charges, discount, points, score and lists moves along."""

from datetime import date

import pytest

from crediario.db import invariants, points, score, standing
from crediario.domain.due_move import AlreadyMoved, NewDueTooFar
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind
from crediario.domain.receiving import InstallmentAlreadyPaid, InstallmentInAgreement, NotThisCustomers
from crediario.domain.tender import Method, Tender
from crediario.services import due_moves, negotiation, payments, sales
from crediario.services.core import Context, PermissionDenied
from crediario.services.due_moves import DueMoved, DueMoveOrder, DueMoveReasonMissing
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.negotiating import an_agreement
from tests.support.shop import CASHIER, TODAY, as_person, new_id, on_day

DUE, LATE, NEW = date(2026, 7, 10), date(2026, 7, 20), date(2026, 8, 20)


@pytest.fixture
def maria(shop: Context) -> int:
    """Owes three installments of R$ 100,00, the first due on Friday 10/07/2026."""
    customer = a_customer(shop)
    a_sale(shop, customer, first_due=DUE)
    return customer


def rows(shop: Context, customer: int) -> tuple[payments.DeskRow, ...]:
    return payments.receiving_desk(shop, customer).rows


def moved(
    shop: Context, customer: int, new_due: date = NEW, *, keeps: bool = False, reason: str = "recebe dia 20"
) -> DueMoved:
    """The customer's oldest installment moved."""
    first = rows(shop, customer)[0]
    order = DueMoveOrder(new_id(), customer, first.installment_id, new_due, keeps, reason)
    return due_moves.move_due_date(shop, order)


def kept(shop: Context) -> bool:
    return not [each for each in invariants.check_all(shop.database) if each.failed]


def quote_of(shop: Context, customer: int, installment_id: int) -> payments.DeskRow:
    return next(row for row in rows(shop, customer) if row.installment_id == installment_id)


def test_without_charges_the_new_day_is_the_day(shop: Context, maria: int) -> None:
    on_day(shop, LATE)
    before = rows(shop, maria)[0]
    assert before.quote.fine == Money(2_00)
    assert before.quote.days_late == 10

    done = moved(shop, maria)

    after = quote_of(shop, maria, done.installment_id)
    assert (after.due_date, after.quote.days_late) == (NEW, 0)
    assert after.quote.total == Money(100_00)
    on_day(shop, date(2026, 8, 30))
    later = quote_of(shop, maria, done.installment_id)
    assert (later.quote.days_late, later.quote.fine, later.quote.interest) == (10, Money(2_00), Money(33))
    assert kept(shop)


def test_with_charges_only_the_cost_knows_the_old_day(shop: Context, maria: int) -> None:
    on_day(shop, LATE)
    done = moved(shop, maria, keeps=True)

    after = quote_of(shop, maria, done.installment_id)
    assert (after.due_date, after.quote.days_late) == (NEW, 0)
    assert (after.quote.fine, after.quote.interest) == (Money(2_00), Money(33))
    assert kept(shop)


def test_nothing_is_late_any_more_and_lists_follow(shop: Context, maria: int) -> None:
    on_day(shop, LATE)
    standing.roll(shop.database, LATE)
    assert score.facts_of(shop.database, maria).late_now_count == 1

    moved(shop, maria)

    assert score.facts_of(shop.database, maria).late_now_count == 0
    assert kept(shop)
    on_day(shop, date(2026, 8, 25))
    standing.roll(shop.database, date(2026, 8, 25))
    assert score.facts_of(shop.database, maria).late_now_count == 2
    assert kept(shop)


def test_paid_by_the_new_day_it_was_paid_in_time(shop: Context, maria: int) -> None:
    on_day(shop, LATE)
    moved(shop, maria)
    on_day(shop, date(2026, 8, 19))
    ids = tuple(row.installment_id for row in rows(shop, maria) if row.due_date == NEW)
    quoted = Money(100_00)
    order = payments.PaymentOrder(new_id(), maria, ids, quoted, (Tender(Method.CASH, quoted),))
    payments.receive_payment(shop, order)

    assert score.facts_of(shop.database, maria).on_time == 1
    assert points.balance(shop.database, maria) == 100
    assert kept(shop)


def test_an_early_discount_runs_along_the_schedule_first_agreed(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(1_000_00), pieces=5, rate=Rate.percent(1), first_due=DUE)
    before = rows(shop, customer)
    moved(shop, customer, date(2026, 7, 25))

    after = rows(shop, customer)
    assert {row.installment_id: row.quote.discount for row in after} == {
        row.installment_id: row.quote.discount for row in before
    }
    on_day(shop, date(2026, 7, 12))
    first = next(row for row in rows(shop, customer) if row.number == 1)
    assert first.quote.discount == Money.ZERO
    assert kept(shop)


def test_once_is_all_there_is(shop: Context, maria: int) -> None:
    done = moved(shop, maria, date(2026, 7, 25))
    with pytest.raises(AlreadyMoved):
        moved(shop, maria, date(2026, 7, 28))
    found = due_moves.move_desk(shop, done.installment_id).moved
    assert found is not None
    assert (found.from_due, found.to_due, found.reason) == (DUE, date(2026, 7, 25), "recebe dia 20")


def test_not_farther_than_the_shop_gives(shop: Context, maria: int) -> None:
    with pytest.raises(NewDueTooFar) as caught:
        moved(shop, maria, date(2026, 8, 25))
    assert caught.value.last == date(2026, 8, 24)


def test_what_is_settled_stays(shop: Context, maria: int) -> None:
    first = rows(shop, maria)[0].installment_id
    a_payment(shop, maria)
    order = DueMoveOrder(new_id(), maria, first, NEW, False, "pediu")
    with pytest.raises(InstallmentAlreadyPaid):
        due_moves.move_due_date(shop, order)
    second = rows(shop, maria)[0].installment_id
    an_agreement(shop, maria, OfferKind.INSTALLMENTS, future=2)
    with pytest.raises(InstallmentInAgreement):
        due_moves.move_due_date(shop, DueMoveOrder(new_id(), maria, second, NEW, False, "pediu"))


def test_somebody_elses_is_not_moved(shop: Context, maria: int) -> None:
    other = a_customer(shop, "Otávio Pereira Lima")
    first = rows(shop, maria)[0].installment_id
    with pytest.raises(NotThisCustomers):
        due_moves.move_due_date(shop, DueMoveOrder(new_id(), other, first, NEW, False, "pediu"))


def test_why_is_said(shop: Context, maria: int) -> None:
    with pytest.raises(DueMoveReasonMissing):
        moved(shop, maria, reason="  ")


def test_a_cashier_asks_a_manager(shop: Context, maria: int) -> None:
    with pytest.raises(PermissionDenied):
        moved(as_person(shop, CASHIER), maria, date(2026, 7, 25))


def test_the_desk_says_both_costs(shop: Context, maria: int) -> None:
    on_day(shop, LATE)
    desk = due_moves.move_desk(shop, rows(shop, maria)[0].installment_id)
    assert (desk.due_date, desk.last, desk.moved) == (DUE, date(2026, 9, 3), None)
    assert desk.today_quote.charges == Money(2_33)
    assert desk.without_charges.charges == Money.ZERO


def test_the_sale_keeps_the_days_of_its_contract(shop: Context, maria: int) -> None:
    sale = rows(shop, maria)[0].sale_id
    moved(shop, maria, date(2026, 7, 25))
    first = sales.sale_view(shop, sale).installments[0]
    assert (first.due_date, first.moved_to) == (DUE, date(2026, 7, 25))


def test_an_agreement_of_a_moved_installment_is_read_again(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(1_000_00), pieces=5, rate=Rate.percent(1), first_due=DUE)
    moved(shop, customer, date(2026, 7, 25))
    made = an_agreement(shop, customer, OfferKind.INSTALLMENTS, future=5)
    closed = negotiation.agreement_view(shop, made.agreement_id).closed
    assert closed[0].due_date == date(2026, 7, 25)
    assert kept(shop)


def test_a_repeated_request_moves_once(shop: Context, maria: int) -> None:
    first = rows(shop, maria)[0].installment_id
    order = DueMoveOrder(new_id(), maria, first, date(2026, 7, 25), False, "pediu")
    assert due_moves.move_due_date(shop, order) == due_moves.move_due_date(shop, order)
    assert TODAY < DUE


def test_the_date_of_an_agreements_own_contract_moves_too(shop: Context, maria: int) -> None:
    """It was to be paid at signing, and was not: what proves it reads the date it was signed with."""
    on_day(shop, LATE)
    made = an_agreement(shop, maria, OfferKind.CASH)
    assert made.payment_id is not None
    a_reversal(shop, made.payment_id)
    own = next(row for row in rows(shop, maria) if row.contract_number == made.contract_number)
    order = DueMoveOrder(new_id(), maria, own.installment_id, date(2026, 7, 31), False, "recebe dia 31")
    due_moves.move_due_date(shop, order)
    assert not [each for each in invariants.check_all(shop.database) if each.failed]
