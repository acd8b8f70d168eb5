"""A line of the bank found to be a down payment owed again: by just its value, whole, once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db import invariants
from crediario.db.models import Payment
from crediario.domain.bank_matching import MatchReason
from crediario.domain.money import Money
from crediario.domain.receiving import DownPaymentAlreadyPaid, DownPaymentInPart, NotThisCustomers
from crediario.services import bank, payments
from crediario.services.bank_decisions import DecisionKind, LineConfirmed, ProposalOutdated
from crediario.services.core import Context
from tests.support.banking import bring_in, came_in, confirm, decision_of
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import TODAY, on_day

SOLD_ON = date(2026, 6, 1)
DOWN = Money(61_00)
NAMED = "PIX ROSANGELA TEIXEIRA BRITO"


@pytest.fixture
def owing(shop: Context) -> int:
    """Who owes R$ 61,00 of a down payment again, of a sale of 01/06, on 09/06."""
    on_day(shop, SOLD_ON)
    customer = a_customer(shop, "Rosângela Teixeira Brito")
    sale = a_sale(shop, customer, first_due=date(2026, 7, 10), down_payment=DOWN)
    assert sale.down_payment_id is not None
    on_day(shop, TODAY)
    a_reversal(shop, sale.down_payment_id)
    return customer


def holds(shop: Context) -> bool:
    return not [each for each in invariants.check_all(shop.database) if each.failed]


def numbers(shop: Context, customer: int) -> list[int]:
    return [row.number for row in payments.receiving_desk(shop, customer).rows]


def proposed(shop: Context, words: str = NAMED, day: date = TODAY) -> bank.DeskProposal | None:
    (line,) = bring_in(shop, came_in(DOWN.cents, words, day))
    return line.proposal


@pytest.mark.parametrize(("words", "score"), [(NAMED, 72), ("PIX RECEBIDO", 40)])
def test_its_value_is_proposed_and_no_more_than_likely(
    shop: Context, owing: int, words: str, score: int
) -> None:
    proposal = proposed(shop, words)
    assert proposal is not None
    assert (proposal.customer_id, proposal.score) == (owing, score)
    assert proposal.reasons[-1] is MatchReason.DOWN_PAYMENT
    assert (proposal.applied, proposal.credited, proposal.left) == (DOWN, Money.ZERO, Money.ZERO)
    (piece,) = proposal.pieces
    assert (piece.is_down_payment, piece.due_date, proposal.installment_ids) == (True, SOLD_ON, ())


def test_it_is_received_as_at_the_till(shop: Context, owing: int) -> None:
    (line,) = bring_in(shop, came_in(DOWN.cents, NAMED, SOLD_ON))
    done = confirm(shop, decision_of(line))
    assert (done.kind, done.applied, done.kept) == (DecisionKind.RECEIVED, DOWN, Money.ZERO)
    assert numbers(shop, owing) == [1, 2, 3]
    payment = Payment.get_by_id(done.payment_id)
    assert (payment.paid_on, payment.valued_on) == (TODAY, SOLD_ON)
    view = payments.payment_view(shop, payment.id)
    assert [(each.number, each.paid) for each in view.lines] == [(None, DOWN)]
    assert view.points is not None and view.points.earned == 0
    assert holds(shop)


def test_undone_it_is_owed_and_proposed_once_more(shop: Context, owing: int) -> None:
    (line,) = bring_in(shop, came_in(DOWN.cents, NAMED))
    for _ in range(2):
        done = confirm(shop, decision_of(line))
        assert done.payment_id is not None
        a_reversal(shop, done.payment_id)
        assert numbers(shop, owing) == [0, 1, 2, 3]
        (line,) = bank.bank_desk(shop).lines
        assert line.reversed_receipt == done.receipt_number
        assert holds(shop)


def test_nothing_but_its_value_and_no_day_before_the_sale(shop: Context, owing: int) -> None:
    lines = bring_in(
        shop, came_in(DOWN.cents - 1, NAMED), came_in(DOWN.cents + 80_00, NAMED),
        came_in(DOWN.cents, NAMED, SOLD_ON - timedelta(days=1)),
    )  # fmt: skip
    assert [line.proposal for line in lines] == [None] * 3


def test_received_at_the_till_meanwhile_it_is_refused(shop: Context, owing: int) -> None:
    (line,) = bring_in(shop, came_in(DOWN.cents, NAMED))
    a_payment(shop, owing, 1)
    with pytest.raises(DownPaymentAlreadyPaid):
        confirm(shop, decision_of(line))
    (again,) = bank.bank_desk(shop).lines
    assert again.proposal is None


def test_what_was_not_proposed_is_refused(shop: Context, owing: int) -> None:
    short, line = bring_in(shop, came_in(DOWN.cents - 1, NAMED), came_in(DOWN.cents, NAMED))
    decision = decision_of(line)
    with pytest.raises(DownPaymentInPart):
        confirm(shop, replace(decision, line_id=short.line_id))
    with pytest.raises(NotThisCustomers):
        confirm(shop, replace(decision, customer_id=a_customer(shop, "Rosa Lima")))
    for wrong in (
        replace(decision, credited=Money(1)),
        replace(decision, kind=DecisionKind.CREDITED),
        replace(decision, down_payments=()),
    ):
        with pytest.raises(ProposalOutdated):
            confirm(shop, wrong)
    assert numbers(shop, owing) == [0, 1, 2, 3]


def test_beside_an_installment_of_that_value_nobody_guesses(shop: Context, owing: int) -> None:
    a_sale(shop, a_customer(shop, "Rosa Lima"), DOWN * 3, first_due=date(2026, 7, 10))
    assert proposed(shop, "PIX RECEBIDO") is None


def test_one_never_undone_is_proposed_for_nothing(shop: Context) -> None:
    a_sale(shop, a_customer(shop, "Rosângela Teixeira Brito"), down_payment=DOWN)
    assert proposed(shop) is None


def test_more_than_its_value_keeps_the_rest_when_a_person_says_so(shop: Context, owing: int) -> None:
    line, much = bring_in(shop, came_in(DOWN.cents, NAMED), came_in(DOWN.cents + 5_00, NAMED))
    said = replace(decision_of(line), line_id=much.line_id, credited=Money(5_00))
    done: LineConfirmed = confirm(shop, said)
    assert (done.applied, done.kept) == (DOWN, Money(5_00))
    assert holds(shop)
