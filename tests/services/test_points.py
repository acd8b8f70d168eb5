"""Points of good payers on both engines: earned with the closing payment, taken back with its reversal."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db import invariants, points
from crediario.db.models import PointEntry
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind
from crediario.domain.settings import ShopSettings
from crediario.services import due_moves, papers, payments, settings
from crediario.services.core import Context
from crediario.services.due_moves import DueMoveOrder
from tests.documents.pages import page_texts
from tests.support.builders import a_customer, a_payment, a_reversal, payment_order
from tests.support.builders import a_sale as a_bicycle
from tests.support.negotiating import an_agreement, somebody_behind
from tests.support.selling import a_sale
from tests.support.shop import TODAY, new_id, on_day, settings_order

DUE, AFTER = date(2026, 7, 10), date(2026, 7, 20)


@pytest.fixture
def maria(shop: Context) -> int:
    """Owes three installments of R$ 190,90, the first due on Friday 10/07/2026."""
    customer = a_customer(shop)
    a_sale(shop, customer, price=572_70, count=3, first_due=DUE)
    return customer


def balance(shop: Context, customer: int) -> int:
    return sum(line.points for line in points.statement(shop.database, customer))


def kept(shop: Context) -> bool:
    return not [each for each in invariants.check_all(shop.database) if each.failed]


def entries(shop: Context, customer: int) -> list[tuple[int, str]]:
    return [(line.points, line.series) for line in reversed(points.statement(shop.database, customer))]


def test_an_installment_paid_in_time_earns_its_whole_reais(shop: Context, maria: int) -> None:
    receipt = a_payment(shop, maria)

    earned = payments.payment_view(shop, receipt.payment_id).points
    assert earned == payments.PointsOfPayment(earned=190, balance=190)
    (line,) = points.statement(shop.database, maria)
    assert (line.points, line.number, line.installment_count, line.payment_number) == (
        190,
        1,
        3,
        receipt.number,
    )
    assert (line.entered_on, line.stands) == (TODAY, True)
    assert kept(shop)


def test_several_at_once_earn_each_their_own(shop: Context, maria: int) -> None:
    a_payment(shop, maria, 3)

    assert entries(shop, maria) == [(190, "receipt")] * 3


def test_the_moved_due_date_is_in_time_and_the_day_after_is_not(shop: Context) -> None:
    saturday = date(2026, 7, 11)
    first, second = a_customer(shop), a_customer(shop)
    for customer in (first, second):
        a_sale(shop, customer, price=100_00, count=1, first_due=saturday)
    a_payment(on_day(shop, date(2026, 7, 13)), first)
    a_payment(on_day(shop, date(2026, 7, 14)), second)

    assert (balance(shop, first), balance(shop, second)) == (100, 0)


def test_paid_late_earns_nothing(shop: Context, maria: int) -> None:
    a_payment(on_day(shop, AFTER), maria)

    assert PointEntry.select().count() == 0


def test_a_part_in_time_counts_when_the_rest_closes_it_late(shop: Context, maria: int) -> None:
    part = a_payment(shop, maria, handed=Money(100_50))
    assert balance(shop, maria) == 0, "nothing before it is closed"
    assert payments.receiving_desk(shop, maria).rows[0].timely == Money(100_50)
    closing = a_payment(on_day(shop, AFTER), maria)

    assert entries(shop, maria) == [(100, "receipt")]
    assert payments.payment_view(shop, closing.payment_id).points == payments.PointsOfPayment(100, 100)
    assert payments.payment_view(shop, part.payment_id).points == payments.PointsOfPayment(0, 0)
    assert kept(shop)


def test_two_parts_in_time_make_the_whole(shop: Context, maria: int) -> None:
    a_payment(shop, maria, handed=Money(100_50))
    a_payment(shop, maria)

    assert balance(shop, maria) == 190


def test_a_discount_is_no_money_paid(shop: Context) -> None:
    customer = a_customer(shop)
    a_bicycle(shop, customer, Money(1_000_00), pieces=10, rate=Rate.percent(1))
    row = payments.receiving_desk(shop, customer).rows[-1]
    a_payment(shop, customer, 10)

    last = points.statement(shop.database, customer)[0]
    assert row.quote.discount > Money(9_00)
    assert last.points == row.quote.value.cents // 100 < row.amount.cents // 100
    assert kept(shop)


def test_down_payments_and_what_is_due_at_once_earn_nothing(shop: Context) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, price=300_00, count=1, first_due=TODAY, down_payment=100_00)
    assert payments.receiving_desk(shop, customer).rows[0].timely is None
    a_payment(shop, customer)

    assert balance(shop, customer) == 0


def test_a_reversal_takes_back_what_stood_and_closing_again_earns_anew(shop: Context, maria: int) -> None:
    receipt = a_payment(shop, maria, 2)
    a_reversal(shop, receipt.payment_id)

    assert entries(shop, maria) == [(190, "receipt")] * 2 + [(-190, "reversal")] * 2
    assert not any(line.stands for line in points.statement(shop.database, maria))
    a_payment(on_day(shop, AFTER), maria)
    a_payment(shop, maria)
    assert balance(shop, maria) == 190, "the first one late now, the second in time"
    assert kept(shop)


def test_undoing_an_earlier_part_opens_it_again_and_takes_back_all(shop: Context, maria: int) -> None:
    part = a_payment(shop, maria, handed=Money(100_50))
    a_payment(shop, maria)
    a_reversal(shop, part.payment_id)

    assert entries(shop, maria) == [(190, "receipt"), (-190, "reversal")]
    assert kept(shop)
    a_payment(on_day(shop, AFTER), maria)
    assert balance(shop, maria) == 90, "only the part that stood from before the due date"
    assert kept(shop)


def test_undoing_a_payment_that_earned_nothing_takes_nothing_back(shop: Context, maria: int) -> None:
    a_payment(shop, maria)
    part = a_payment(shop, maria, handed=Money(10_00))
    a_reversal(shop, part.payment_id)

    assert entries(shop, maria) == [(190, "receipt")]


def test_the_receipt_says_the_balance_of_its_own_moment(shop: Context, maria: int) -> None:
    first, second = a_payment(shop, maria), a_payment(shop, maria)

    seen = [payments.payment_view(shop, each.payment_id).points for each in (first, second)]
    assert seen == [payments.PointsOfPayment(190, 190), payments.PointsOfPayment(190, 380)]


def switch(shop: Context, *, on: bool) -> None:
    settings.change_settings(shop, settings_order(shop, replace(ShopSettings(), points_on=on)))


def test_switched_off_nothing_is_earned_or_shown_but_still_taken_back(shop: Context, maria: int) -> None:
    earlier = a_payment(shop, maria)
    switch(shop, on=False)
    receipt = a_payment(shop, maria)

    assert payments.payment_view(shop, receipt.payment_id).points is None
    assert all(row.timely is None for row in payments.receiving_desk(shop, maria).rows)
    assert entries(shop, maria) == [(190, "receipt")]
    a_reversal(shop, earlier.payment_id)
    assert balance(shop, maria) == 0
    switch(shop, on=True)
    assert balance(shop, maria) == 0, "what was paid while it was off earns nothing afterwards"
    assert kept(shop)


def test_a_retry_earns_once(shop: Context, maria: int) -> None:
    order = payment_order(shop, maria)
    assert payments.receive_payment(shop, order) == payments.receive_payment(shop, order)
    assert balance(shop, maria) == 190


# On paper


def paper(shop: Context, document_id: int) -> str:
    return re.sub(r"\s+", " ", " ".join(page_texts(papers.paper_content(shop, document_id))))


def carne_of(shop: Context, sale_id: int) -> int:
    return papers.issue_carne(shop, papers.PaperOrder(new_id(), sale_id)).document_id


def test_the_slip_says_what_paying_in_time_is_worth_only_while_it_is(shop: Context) -> None:
    customer = a_customer(shop)
    sold = [a_sale(shop, customer, price=380_00, count=2, first_due=DUE) for _ in range(2)]
    before = carne_of(shop, sold[0].sale_id)
    switch(shop, on=False)
    after = carne_of(shop, sold[1].sale_id)

    assert paper(shop, before).count("Em dia vale 190 pontos.") == 2
    assert "ponto" not in paper(shop, after)
    again = carne_of(shop, sold[0].sale_id)
    assert papers.paper_content(shop, again) == papers.paper_content(shop, before), "as it was handed out"


def test_the_receipt_says_what_was_earned_what_comes_and_the_balance(shop: Context, maria: int) -> None:
    a_payment(shop, maria)
    second = a_payment(shop, maria)
    issued = papers.issue_receipt(shop, papers.PaperOrder(new_id(), second.payment_id))

    said = paper(shop, issued.document_id)
    assert "Ganhou agora: 190 pontos Pagando até 10/09: 190 pontos Saldo: 380 pontos" in said


def test_the_receipt_of_a_shop_without_points_says_nothing_of_them(shop: Context, maria: int) -> None:
    switch(shop, on=False)
    issued = papers.issue_receipt(shop, papers.PaperOrder(new_id(), a_payment(shop, maria).payment_id))

    assert "ponto" not in paper(shop, issued.document_id)


# Agreements

#: Three of R$ 158,00 before falling behind.
IN_TIME = 3 * 158


def test_what_an_agreement_closes_earns_nothing_and_its_own_installments_do(shop: Context) -> None:
    customer = somebody_behind(shop)
    an_agreement(shop, customer, OfferKind.INSTALLMENTS, future=4)
    assert balance(shop, customer) == IN_TIME, "neither the old ones nor the down payment"
    first = payments.receiving_desk(shop, customer).rows[0]
    a_payment(on_day(shop, first.due_date), customer)

    assert balance(shop, customer) == IN_TIME + first.amount.cents // 100
    assert kept(shop)


def test_an_agreement_paid_at_once_earns_nothing_not_even_when_undone_and_paid_again(shop: Context) -> None:
    customer = somebody_behind(shop)
    made = an_agreement(shop, customer, OfferKind.CASH, future=4)
    assert made.payment_id is not None
    a_reversal(shop, made.payment_id)
    a_payment(shop, customer)

    assert balance(shop, customer) == IN_TIME
    assert kept(shop)


def test_what_was_paid_of_it_before_its_date_was_moved_counts_too(shop: Context) -> None:
    """To be paid at signing it earned nothing; moved, it is an installment like others, its parts in time."""
    customer = somebody_behind(shop)
    made = an_agreement(shop, customer, OfferKind.CASH, future=4)
    assert made.payment_id is not None
    a_reversal(shop, made.payment_id)
    a_payment(shop, customer, handed=Money(10_00))
    (own,) = payments.receiving_desk(shop, customer).rows
    new_due = TODAY + timedelta(days=1)
    due_moves.move_due_date(
        shop, DueMoveOrder(new_id(), customer, own.installment_id, new_due, False, "recebe amanhã")
    )
    a_payment(shop, customer)

    assert balance(shop, customer) == IN_TIME + own.amount.cents // 100
    assert kept(shop)
