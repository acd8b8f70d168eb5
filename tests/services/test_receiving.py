"""Receiving at the till, on both engines: the law's sums, the order of the money, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db.connection import in_transaction
from crediario.db.models import Allocation, Payment
from crediario.domain import carne_code
from crediario.domain.money import AmountNotPositive, Money
from crediario.domain.tender import ChangeOnlyInCash, Method, PixNotConfirmed, Tender
from crediario.services import payments, sales, slips
from crediario.services.core import Context, PermissionDenied
from crediario.services.payments import PaymentOrder, ReversalOrder
from tests.support.builders import a_customer
from tests.support.selling import a_sale
from tests.support.shop import CASHIER, MANAGER, SELLER, TODAY, as_person, new_id, on_day

CASH = Method.CASH


def pay(ctx: Context, customer: int, rows: int = 1, *tenders: Tender) -> payments.Receipt:
    """Receives the first ``rows`` open installments; exact cash when nothing else is said."""
    desk = payments.receiving_desk(ctx, customer)
    chosen = desk.rows[:rows]
    due = Money.total(row.quote.total for row in chosen)
    ids = tuple(row.installment_id for row in chosen)
    return payments.receive_payment(
        ctx, PaymentOrder(new_id(), customer, ids, due, tenders or (Tender(CASH, due),))
    )


@pytest.fixture
def late(shop: Context) -> tuple[Context, int]:
    """A customer with 139,80 due on 12/05/2026, on 09/06/2026: the sample of the drawings, by the law."""
    on_day(shop, date(2026, 4, 12))
    customer = a_customer(shop)
    a_sale(shop, customer, price=279_60, count=2, first_due=date(2026, 5, 12))
    return on_day(shop, TODAY), customer


def test_a_late_installment_costs_fine_and_interest_of_the_day(late: tuple[Context, int]) -> None:
    shop, customer = late
    first = payments.receiving_desk(shop, customer).rows[0].quote

    assert (first.days_late, first.fine, first.interest) == (28, Money(2_79), Money(1_30))
    receipt = pay(shop, customer, 1, Tender(CASH, Money(150_00)))
    assert (receipt.amount, receipt.change) == (Money(143_89), Money(6_11))
    line = payments.payment_view(shop, receipt.payment_id).lines[0]
    assert (line.principal, line.fine, line.interest) == (Money(139_80), Money(2_79), Money(1_30))


def test_part_of_it_pays_charges_first_and_the_fine_does_not_come_back(late: tuple[Context, int]) -> None:
    shop, customer = late
    receipt = pay(shop, customer, 1, Tender(CASH, Money(50_00)))
    line = payments.payment_view(shop, receipt.payment_id).lines[0]
    assert (line.fine, line.interest, line.principal) == (Money(2_79), Money(1_30), Money(45_91))

    on_day(shop, TODAY + timedelta(days=30))
    again = payments.receiving_desk(shop, customer).rows[0].quote
    # 93,89 open for thirty days: 0,93 and no second fine.
    assert (again.open, again.fine, again.interest) == (Money(93_89), Money.ZERO, Money(93))


def test_less_than_two_installments_pays_the_oldest_whole(late: tuple[Context, int]) -> None:
    shop, customer = late
    receipt = pay(shop, customer, 2, Tender(CASH, Money(200_00)))
    first, second = payments.payment_view(shop, receipt.payment_id).lines
    assert (first.remaining, second.paid) == (Money.ZERO, Money(200_00) - Money(143_89))


def test_paying_early_gives_interest_back_and_the_rest_closes(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, price=1_000_00, count=12, rate="1", first_due=date(2026, 7, 9))
    row = payments.receiving_desk(shop, customer).rows[0]
    assert row.quote.discount == Money(88)

    receipt = pay(shop, customer, 12)
    assert receipt.amount == Money(1_000_00)
    assert payments.receiving_desk(shop, customer).rows == ()


def test_several_means_and_change_only_from_cash(late: tuple[Context, int]) -> None:
    shop, customer = late
    receipt = pay(shop, customer, 1, Tender(Method.PIX, Money(100_00), "9F3A"), Tender(CASH, Money(50_00)))
    assert receipt.change == Money(6_11)

    with pytest.raises(ChangeOnlyInCash):
        pay(shop, customer, 1, Tender(Method.DEBIT, Money(500_00)))
    with pytest.raises(PixNotConfirmed):
        pay(shop, customer, 1, Tender(Method.PIX, Money(100_00)))
    with pytest.raises(AmountNotPositive):
        pay(shop, customer, 1, Tender(CASH, Money.ZERO))


def test_a_paid_installment_is_answered_with_its_receipt(late: tuple[Context, int]) -> None:
    shop, customer = late
    row = payments.receiving_desk(shop, customer).rows[0]
    code = carne_code.encode(shop.store_code, row.contract_number, row.number).digits
    assert slips.find_slip(shop, code).installment_id == row.installment_id
    receipt = pay(shop, customer)

    with pytest.raises(payments.InstallmentAlreadyPaid) as refused:
        slips.find_slip(shop, code)
    assert (refused.value.paid_on, refused.value.receipt_number) == (TODAY, receipt.number)
    order = PaymentOrder(
        new_id(), customer, (row.installment_id,), row.quote.total, (Tender(CASH, Money(1)),)
    )
    with pytest.raises(payments.InstallmentAlreadyPaid):
        payments.receive_payment(shop, order)


def test_slips_that_are_not_ours(shop: Context) -> None:
    with pytest.raises(slips.SlipNotFound):
        slips.find_slip(shop, carne_code.encode(shop.store_code, 999, 1).digits)
    with pytest.raises(slips.SlipOfAnotherStore):
        slips.find_slip(shop, carne_code.encode(shop.store_code + 1, 1, 1).digits)
    with pytest.raises(carne_code.NotACarneCode):
        slips.find_slip(shop, "7891000100103")


def test_what_the_screen_showed_must_still_be_due(late: tuple[Context, int]) -> None:
    shop, customer = late
    row = payments.receiving_desk(shop, customer).rows[0]
    order = PaymentOrder(
        new_id(), customer, (row.installment_id,), row.quote.total, (Tender(CASH, Money(200_00)),)
    )
    on_day(shop, TODAY + timedelta(days=1))

    with pytest.raises(payments.QuoteChanged) as refused:
        payments.receive_payment(shop, order)
    assert refused.value.shown < refused.value.due
    assert Payment.select().count() == 0


def test_somebody_elses_installment_and_nothing_at_all(late: tuple[Context, int]) -> None:
    shop, customer = late
    row = payments.receiving_desk(shop, customer).rows[0]
    other = a_customer(shop, name="Outra Pessoa")
    good = PaymentOrder(
        new_id(), customer, (row.installment_id,), row.quote.total, (Tender(CASH, row.quote.total),)
    )

    for wrong, refusal in (
        (replace(good, customer_id=other), payments.NotThisCustomers),
        (replace(good, installment_ids=(10**9,)), payments.NotThisCustomers),
        (replace(good, installment_ids=()), payments.NothingToReceive),
        (replace(good, tenders=()), payments.NothingToReceive),
    ):
        with pytest.raises(refusal):
            payments.receive_payment(shop, wrong)
    assert Payment.select().count() == 0


def test_a_reversal_gives_everything_back_once(late: tuple[Context, int]) -> None:
    shop, customer = late
    before = payments.receiving_desk(shop, customer).rows
    receipt = pay(shop, customer, 2, Tender(CASH, Money(300_00)))
    undone = payments.reverse_payment(shop, ReversalOrder(new_id(), receipt.payment_id, "recebido errado"))

    assert undone.receipt_number == receipt.number
    assert payments.receiving_desk(shop, customer).rows == before
    with pytest.raises(payments.AlreadyReversed):
        payments.reverse_payment(shop, ReversalOrder(new_id(), receipt.payment_id, "de novo"))
    with pytest.raises(payments.PaymentNotFound):
        payments.reverse_payment(shop, ReversalOrder(new_id(), undone.reversal_id, "estorno do estorno"))
    with pytest.raises(payments.ReasonMissing):
        payments.reverse_payment(shop, ReversalOrder(new_id(), receipt.payment_id, "  "))


def test_who_may_receive_and_who_may_undo(late: tuple[Context, int]) -> None:
    shop, customer = late
    with pytest.raises(PermissionDenied):
        pay(as_person(shop, SELLER), customer)
    receipt = pay(as_person(shop, CASHIER), customer)
    order = ReversalOrder(new_id(), receipt.payment_id, "recebido errado")
    with pytest.raises(PermissionDenied):
        payments.reverse_payment(as_person(shop, CASHIER), order)
    assert payments.reverse_payment(as_person(shop, MANAGER), order).amount == receipt.amount


def test_receipts_have_no_gaps_whatever_is_refused_in_between(late: tuple[Context, int]) -> None:
    shop, customer = late
    first = pay(shop, customer, 1, Tender(CASH, Money(20_00)))
    with pytest.raises(ChangeOnlyInCash):
        pay(shop, customer, 1, Tender(Method.DEBIT, Money(900_00)))
    second = pay(shop, customer, 1, Tender(CASH, Money(30_00)))
    assert (first.number, second.number) == (1, 2)


def test_rows_are_only_ever_added(late: tuple[Context, int]) -> None:
    shop, customer = late
    pay(shop, customer)

    def tamper() -> None:
        Allocation.update(fine_cents=0).execute()

    with pytest.raises(Exception, match="append-only"):
        in_transaction(shop.database, tamper)
    assert sales.sale_desk(shop, customer).dues
