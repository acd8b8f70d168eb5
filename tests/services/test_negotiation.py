"""Making agreements, on both engines: what is written, what is received, who may, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crediario.db import invariants
from crediario.db.models import Agreement, Allocation, Installment, Payment, Sale
from crediario.db.users import ReleaseNotValid, ReleaseUsed
from crediario.domain import carne_code
from crediario.domain.br import parse_phone
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import (
    RELEASE_DISCOUNT,
    RELEASE_LARGE_DISCOUNT,
    AgreementTerms,
    Conditions,
    DiscountAboveCeiling,
    DiscountOutOfRange,
    FirstDueNotAhead,
    NothingToNegotiate,
    OfferKind,
)
from crediario.domain.permissions import Role
from crediario.domain.receiving import (
    InstallmentAlreadyPaid,
    InstallmentInAgreement,
    NotThisCustomers,
    QuoteChanged,
)
from crediario.domain.tender import ChangeOnlyInCash, Method, Tender
from crediario.services import negotiation, payments, people, sales, slips, users
from crediario.services.core import Context, Operator, PermissionDenied, RequestIdReused, payload_hash
from crediario.services.negotiation import PaidAtSigningNotCovered
from tests.support.builders import a_customer, a_payment, a_reversal, payment_order
from tests.support.negotiating import an_agreement, an_offer, order_for, somebody_behind
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, TODAY, as_person, new_id, on_day

CASH, PARTS, EXTENSION = OfferKind
LITTLE = Conditions(monthly=Money(200_00))


@pytest.fixture
def behind(shop: Context) -> tuple[Context, int]:
    """Twelve of 158,00 without interest: three paid, five late, four to come."""
    return shop, somebody_behind(shop)


def assert_whole(ctx: Context) -> None:
    assert [each for each in invariants.check_all(ctx.database) if each.failed] == []


def counts(ctx: Context) -> tuple[int, ...]:
    return tuple(model.select().count() for model in (Agreement, Sale, Installment, Payment, Allocation))


# The desk


def test_the_desk_shows_every_open_installment_as_it_costs_today(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    desk = negotiation.negotiation_desk(shop, customer)

    assert (desk.name, desk.today, desk.operator_role) == ("José Roberto da Silva", TODAY, Role.OWNER)
    assert [row.number for row in desk.rows] == list(range(4, 13))
    assert [row.is_late for row in desk.rows] == [True] * 5 + [False] * 4
    assert [row.quote.days_late for row in desk.rows[:6]] == [150, 119, 91, 60, 30, 0]
    assert desk.document_masked.startswith("***.")
    assert [each.formatted for each in desk.phones] == [parse_phone(desk.phones[0].formatted).formatted]
    assert (desk.agreements, desk.may_receive) == ((), True)
    assert {row.of_agreement for row in desk.rows} == {False}


def test_a_desk_of_nobody(shop: Context) -> None:
    with pytest.raises(NotThisCustomers):
        negotiation.negotiation_desk(shop, 10**9)


# Making one


def test_in_installments_the_old_ones_close_and_new_ones_open(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    made = negotiation.make_agreement(shop, order_for(an_offer(shop, customer, PARTS, LITTLE), customer))

    assert (made.number, made.contract_number, made.receipt_number) == (1, 2, 4)
    assert (made.total, made.paid, made.change) == (Money(805_80), Money(120_87), Money.ZERO)
    view = negotiation.agreement_view(shop, made.agreement_id)
    assert [(line.number, str(line.total)) for line in view.closed] == [
        (4, "169.06"), (5, "167.42"), (6, "165.95"), (7, "164.32"), (8, "162.74"),
    ]  # fmt: skip
    assert (view.due_on_the_day, view.given_up, view.waived_fine) == (Money(829_49), Money(23_69), Money.ZERO)
    assert [str(line.amount) for line in view.lines] == ["171.23", "171.23", "171.23", "171.24"]
    assert (view.down_payment, view.payment_id, view.operator_name) == (
        Money(120_87), made.payment_id, "Aurora Rocha",
    )  # fmt: skip
    desk = negotiation.negotiation_desk(shop, customer)
    assert [(row.contract_number, row.number) for row in desk.rows] == [
        (1, 9), (2, 1), (1, 10), (2, 2), (1, 11), (2, 3), (1, 12), (2, 4),
    ]  # fmt: skip
    assert [row.of_agreement for row in desk.rows] == [False, True] * 4
    assert_whole(shop)


def test_paid_at_once_there_is_one_receipt_and_nothing_left(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    offered = an_offer(shop, customer, CASH, Conditions(discount=Rate.percent(25)), future=4)
    note = Tender(Method.CASH, offered.total + Money(5_00))
    made = negotiation.make_agreement(shop, order_for(offered, customer, note))

    assert (made.total, made.paid, made.change) == (Money(1_066_50), made.total, Money(5_00))
    receipt = payments.payment_view(shop, made.payment_id or 0)
    assert [(line.contract_number, line.number, line.paid) for line in receipt.lines] == [(2, 1, made.total)]
    view = negotiation.agreement_view(shop, made.agreement_id)
    assert (view.waived_fine, view.waived_interest, view.discount) == (
        Money(15_80), Money(23_69), Money(355_50),
    )  # fmt: skip
    assert (view.lines[0].due_date, view.lines[0].open) == (TODAY, Money.ZERO)
    assert negotiation.negotiation_desk(shop, customer).rows == ()
    assert_whole(shop)


def test_moved_the_fine_is_paid_and_the_dates_change(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    made = an_agreement(shop, customer, EXTENSION)

    assert (made.total, made.paid) == (Money(805_80), Money(15_80))
    contract = sales.sale_view(shop, made.sale_id)
    assert [(each.due_date.month, str(each.amount)) for each in contract.installments] == [
        (month, "158.00") for month in range(7, 12)
    ]
    assert (contract.interest, contract.items_text) == (Money.ZERO, "Acordo nº 1")
    assert_whole(shop)


def test_those_to_come_keep_the_discount_of_the_law(shop: Context) -> None:
    customer = somebody_behind(shop, rate="0.90")
    offered = an_offer(shop, customer, CASH, future=3)
    assert offered.early_discount > Money.ZERO
    made = negotiation.make_agreement(shop, order_for(offered, customer))

    view = negotiation.agreement_view(shop, made.agreement_id)
    assert Money.total(line.early_discount for line in view.closed) == view.early_discount
    assert [line.early_discount for line in view.closed] == [quote.discount for quote in offered.quotes]
    assert Money.total(line.carried for line in view.closed) == view.total
    assert_whole(shop)


def test_nothing_late_may_be_moved_without_money_today(shop: Context) -> None:
    customer = somebody_behind(shop)
    for _ in range(5):
        a_payment(shop, customer)
    made = an_agreement(shop, customer, EXTENSION, future=2)

    assert (made.paid, made.payment_id, made.receipt_number) == (Money.ZERO, None, None)
    assert negotiation.agreement_view(shop, made.agreement_id).payment_id is None
    assert_whole(shop)


def test_what_was_paid_in_part_enters_with_what_is_left(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    a_payment(shop, customer, 1, Money(50_00))
    offered = an_offer(shop, customer)
    made = negotiation.make_agreement(shop, order_for(offered, customer))

    first = negotiation.agreement_view(shop, made.agreement_id).closed[0]
    assert (first.open, first.fine, first.interest) == (Money(119_06), Money.ZERO, Money.ZERO)
    assert made.total == offered.total == Money(805_80) - Money(50_00) + Money(7_90)
    assert_whole(shop)


def test_the_agreements_of_a_customer(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    first = an_agreement(shop, customer, PARTS, LITTLE)
    assert negotiation.customer_agreements(shop, a_customer(shop)) == ()
    (line,) = negotiation.customer_agreements(shop, customer)
    assert (line.number, line.kind, line.open, line.late) == (1, PARTS, Money(684_93), False)

    on_day(shop, TODAY + timedelta(days=45))
    (line,) = negotiation.customer_agreements(shop, customer)
    assert line.late
    second = an_agreement(shop, customer, CASH)
    lines = negotiation.customer_agreements(shop, customer)
    assert [each.agreement_id for each in lines] == [second.agreement_id, first.agreement_id]
    # An agreement's installment is agreed on again like any other.
    assert {
        each.contract_number for each in negotiation.agreement_view(shop, second.agreement_id).closed
    } == {1, 2}
    assert_whole(shop)


def test_an_agreement_is_paid_like_any_carne(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    made = an_agreement(shop, customer, PARTS, LITTLE)
    slip = carne_code.encode(2, made.contract_number, 1).digits
    found = slips.find_slip(shop, slip)
    assert (found.customer_id, found.count) == (customer, 4)

    on_day(shop, TODAY + timedelta(days=30))
    a_payment(shop, customer, 3)
    on_day(shop, TODAY + timedelta(days=200))
    late = a_payment(shop, customer, 9)
    assert any(line.fine for line in payments.payment_view(shop, late.payment_id).lines)
    assert negotiation.customer_agreements(shop, customer)[0].open == Money.ZERO
    assert_whole(shop)


# Ceilings and permissions


def test_above_the_own_ceiling_only_with_a_release_of_these_very_terms(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    cashier = as_person(shop, CASHIER)
    order = order_for(an_offer(shop, customer, CASH), customer)
    with pytest.raises(DiscountAboveCeiling) as refused:
        negotiation.make_agreement(cashier, order)
    assert (refused.value.discount, refused.value.ceiling) == (Rate.percent(5), Rate.percent(3))

    release = released(cashier, order.terms, MANAGER, RELEASE_DISCOUNT)
    other = order_for(an_offer(shop, customer, CASH, Conditions(discount=Rate.percent(6))), customer)
    with pytest.raises(ReleaseNotValid):
        negotiation.make_agreement(cashier, replace(other, release_id=release))
    made = negotiation.make_agreement(cashier, replace(order, release_id=release))
    assert made.total == Money(750_50)
    with pytest.raises((ReleaseUsed, InstallmentInAgreement)):
        negotiation.make_agreement(cashier, replace(order, request_id=new_id(), release_id=release))
    assert Agreement.get().release_id == release
    assert_whole(shop)


def test_above_the_managers_ceiling_only_the_owner(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    manager = as_person(shop, MANAGER)
    order = order_for(an_offer(shop, customer, CASH, Conditions(discount=Rate.percent(20))), customer)
    with pytest.raises(DiscountAboveCeiling):
        negotiation.make_agreement(manager, order)
    with pytest.raises(users.ApproverMayNot):
        released(manager, order.terms, MANAGER, RELEASE_LARGE_DISCOUNT)
    small = released(manager, order.terms, OWNER, RELEASE_DISCOUNT)
    with pytest.raises(ReleaseNotValid):
        negotiation.make_agreement(manager, replace(order, release_id=small))
    release = released(manager, order.terms, OWNER, RELEASE_LARGE_DISCOUNT)
    assert negotiation.make_agreement(manager, replace(order, release_id=release)).number == 1


def test_above_a_quarter_nobody(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    order = order_for(an_offer(shop, customer, CASH), customer)
    crafted = replace(order, terms=replace(order.terms, discount=Rate.percent(26)))
    with pytest.raises(DiscountOutOfRange):
        negotiation.make_agreement(shop, crafted)


def test_inside_the_ceiling_no_release_is_kept(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    order = order_for(an_offer(shop, customer, CASH, Conditions(discount=Rate.percent(3))), customer)
    negotiation.make_agreement(as_person(shop, CASHIER), replace(order, release_id=99))
    assert Agreement.get().release_id is None


def released(ctx: Context, terms: AgreementTerms, number: int, permission: str) -> int:
    order = users.ReleaseOrder(
        new_id(), number, permission, payload_hash(terms), "voltou a trabalhar agora", PINS[number]
    )
    return users.release(ctx, order).release_id


def a_collector(ctx: Context) -> Context:
    order = people.PersonOrder(new_id(), "Rui Campos", "Rui C.", Role.COLLECTOR, "592653")
    person = people.add_person(ctx, order)
    operator = Operator(person.id, person.number, person.name, person.short_name, person.role)
    return replace(ctx, operator=operator)


def test_a_collector_agrees_on_what_takes_no_money(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    collector = a_collector(shop)
    assert negotiation.negotiation_desk(collector, customer).may_receive is False
    paid = order_for(an_offer(shop, customer, PARTS), customer)
    with pytest.raises(PermissionDenied):
        negotiation.make_agreement(collector, paid)
    free = order_for(an_offer(shop, customer, PARTS, Conditions(down_payment=Money.ZERO)), customer)
    assert negotiation.make_agreement(collector, free).paid == Money.ZERO
    assert_whole(shop)


# Refusals


def test_crafted_orders_are_refused_and_nothing_is_written(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    good = order_for(an_offer(shop, customer), customer)
    terms, other = good.terms, a_customer(shop)
    twice = (*terms.installment_ids, terms.installment_ids[0])
    before = counts(shop)
    for crafted, refusal in (
        (replace(terms, installment_ids=()), NothingToNegotiate),
        (replace(terms, installment_ids=(10**9,)), NotThisCustomers),
        (replace(terms, installment_ids=twice), NotThisCustomers),
        (replace(terms, customer_id=other), NotThisCustomers),
        (replace(terms, customer_id=10**9), NotThisCustomers),
        (replace(terms, kind=EXTENSION, first_due=TODAY), FirstDueNotAhead),
    ):
        with pytest.raises(refusal):
            negotiation.make_agreement(shop, replace(good, terms=crafted))
    for shown in (replace(good, shown_due=Money(1)), replace(good, shown_total=Money(1))):
        with pytest.raises(QuoteChanged):
            negotiation.make_agreement(shop, shown)
    assert counts(shop) == before


def test_money_at_signing(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    offered = an_offer(shop, customer)
    with pytest.raises(PaidAtSigningNotCovered):
        negotiation.make_agreement(shop, order_for(offered, customer, Tender(Method.CASH, Money(120_86))))
    with pytest.raises(ChangeOnlyInCash):
        negotiation.make_agreement(shop, order_for(offered, customer, Tender(Method.DEBIT, Money(130_00))))
    pix, cash = Tender(Method.PIX, Money(100_00), "9F3A"), Tender(Method.CASH, Money(30_00))
    made = negotiation.make_agreement(shop, order_for(offered, customer, pix, cash))
    assert made.change == Money(9_13)
    assert_whole(shop)


def test_the_day_turned_between_screen_and_signature(behind: tuple[Context, int]) -> None:
    """The fine stays and the interest is waived: what is due changes, the agreement's total does not."""
    shop, customer = behind
    order = order_for(an_offer(shop, customer), customer)
    on_day(shop, TODAY + timedelta(days=1))
    with pytest.raises(QuoteChanged) as refused:
        negotiation.make_agreement(shop, order)
    assert refused.value.shown < refused.value.due


def test_another_till_received_a_part_meanwhile(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    order = order_for(an_offer(shop, customer), customer)
    a_payment(shop, customer, 1, Money(10_00))
    with pytest.raises(QuoteChanged):
        negotiation.make_agreement(shop, order)
    a_payment(shop, customer)
    with pytest.raises(InstallmentAlreadyPaid):
        negotiation.make_agreement(shop, order)


def test_the_same_request_agrees_once(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    order = order_for(an_offer(shop, customer), customer)
    first = negotiation.make_agreement(shop, order)
    on_day(shop, TODAY + timedelta(days=1))
    assert negotiation.make_agreement(shop, order) == first
    with pytest.raises(RequestIdReused):
        negotiation.make_agreement(shop, replace(order, shown_due=Money(1)))
    assert (Agreement.select().count(), Sale.select().count()) == (1, 2)


def test_what_an_agreement_closed_is_received_by_its_own_carne(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    late = payment_order(shop, customer)
    order = order_for(an_offer(shop, customer), customer)
    made = negotiation.make_agreement(shop, order)
    for refused_by in (
        lambda: payments.receive_payment(shop, late),
        lambda: negotiation.make_agreement(shop, replace(order, request_id=new_id())),
        lambda: slips.find_slip(shop, carne_code.encode(2, 1, 4).digits),
    ):
        with pytest.raises(InstallmentInAgreement) as refused:
            refused_by()
        at = refused.value
        assert (at.contract_number, at.number, at.agreement_number) == (1, 4, made.number)
        assert at.new_contract_number == made.contract_number


# Reversals


def test_a_payment_an_agreement_counted_stays(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    part = a_payment(shop, customer, 1, Money(50_00))
    made = an_agreement(shop, customer)
    with pytest.raises(payments.ClosedByAgreement) as refused:
        a_reversal(shop, part.payment_id)
    assert refused.value.agreement_number == made.number
    assert_whole(shop)


def test_other_payments_are_still_reversed(behind: tuple[Context, int]) -> None:
    """Of an installment the agreement left alone, and what was received for the agreement itself."""
    shop, customer = behind
    made = an_agreement(shop, customer, PARTS, LITTLE)
    assert a_reversal(shop, 1).receipt_number == 1
    a_reversal(shop, made.payment_id or 0)
    assert negotiation.negotiation_desk(shop, customer).rows[0].number == 1
    assert_whole(shop)


def test_reversed_what_was_paid_at_once_is_due_again(behind: tuple[Context, int]) -> None:
    shop, customer = behind
    made = an_agreement(shop, customer, CASH)
    a_reversal(shop, made.payment_id or 0)

    row = negotiation.negotiation_desk(shop, customer).rows[0]
    assert (row.contract_number, row.due_date, row.quote.total) == (2, TODAY, Money(750_50))
    assert_whole(shop)
    a_payment(shop, customer)
    assert_whole(shop)
