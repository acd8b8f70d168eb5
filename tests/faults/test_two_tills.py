"""Two tills at the same installment at the same moment: one receives it, the other is told so."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.negotiation import Conditions, OfferKind, offer
from crediario.domain.receiving import InstallmentAlreadyPaid, InstallmentInAgreement
from crediario.services import checking, negotiation, payments
from crediario.services.core import Context
from crediario.services.negotiation import AgreementMade
from tests.support.builders import a_customer, a_sale, payment_order
from tests.support.negotiating import order_for
from tests.support.shop import CASHIER, as_person, system

RACES = 10
#: Longer than a till ever waits for a lock: a race that hangs fails, and says where.
PATIENCE = 30
Answer = payments.Receipt | AgreementMade | Refusal
Ask = Callable[[Context], payments.Receipt | AgreementMade]


@pytest.fixture
def tills(shop: Context) -> tuple[Context, Context]:
    """The owner at one till and the cashier at the other."""
    return shop, as_person(shop, CASHIER)


def at_once(*asks: Ask, tills: tuple[Context, Context]) -> list[Answer]:
    """What each till is answered when both ask at the same moment, each on a connection of its own."""
    start = threading.Barrier(len(asks), timeout=PATIENCE)

    def run(ctx: Context, ask: Ask) -> Answer:
        with ctx.connected():
            start.wait()
            try:
                return ask(ctx)
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(asks)) as pool:
        running = [pool.submit(run, ctx, ask) for ctx, ask in zip(tills, asks, strict=True)]
        return [each.result(PATIENCE) for each in running]


def receiving(order: payments.PaymentOrder) -> Callable[[Context], payments.Receipt]:
    return lambda ctx: payments.receive_payment(ctx, order)


def payments_made(ctx: Context) -> int:
    (count,) = ctx.database.execute_sql("SELECT COUNT(*) FROM payment").fetchone()
    return int(count)


def assert_whole(ctx: Context) -> None:
    report = checking.check_shop(system(ctx))
    assert report.ok, report


def one_and_other(answers: list[Answer]) -> tuple[payments.Receipt, Refusal]:
    (receipt,) = (each for each in answers if isinstance(each, payments.Receipt))
    (refusal,) = (each for each in answers if isinstance(each, Refusal))
    return receipt, refusal


def test_an_installment_is_received_once(shop: Context, tills: tuple[Context, Context]) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(600_00), pieces=RACES)

    for race in range(1, RACES + 1):
        one, other = payment_order(shop, customer), payment_order(shop, customer)
        answers = at_once(receiving(one), receiving(other), tills=tills)

        receipt, refusal = one_and_other(answers)
        assert isinstance(refusal, payments.InstallmentAlreadyPaid)
        assert (refusal.number, refusal.receipt_number) == (race, receipt.number)
        assert (receipt.number, payments_made(shop)) == (race, race)

    assert payments.receiving_desk(shop, customer).rows == ()
    assert_whole(shop)


def test_a_part_received_meanwhile_is_noticed(shop: Context, tills: tuple[Context, Context]) -> None:
    """Each till takes a part of what both screens showed: whoever is second is told what is due now."""
    customer = a_customer(shop)
    a_sale(shop, customer, Money(600_00), pieces=RACES)

    for race in range(1, RACES + 1):
        part = Money(1_00)
        one, other = (payment_order(shop, customer, handed=part) for _ in tills)
        receipt, refusal = one_and_other(at_once(receiving(one), receiving(other), tills=tills))

        assert isinstance(refusal, payments.QuoteChanged)
        assert refusal.due == refusal.shown - part
        assert (receipt.number, payments_made(shop)) == (race, race)

    assert_whole(shop)


def test_the_same_request_from_both_has_one_effect(shop: Context, tills: tuple[Context, Context]) -> None:
    """An answer lost on the way, asked for again while the first is still under way."""
    for race, answers in enumerate(same_requests(shop, tills), 1):
        receipts = {each for each in answers if isinstance(each, payments.Receipt)}
        assert {receipt.number for receipt in receipts} == {race}
        assert payments_made(shop) == race

    assert_whole(shop)


def test_the_same_request_from_both_has_one_answer(shop: Context, tills: tuple[Context, Context]) -> None:
    """Whoever asks again is answered with the receipt, not told that somebody else was first."""
    for first, second in same_requests(shop, tills):
        assert isinstance(first, payments.Receipt), first
        assert first == second


def same_requests(shop: Context, tills: tuple[Context, Context]) -> Iterator[list[Answer]]:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(600_00), pieces=RACES)
    for _ in range(RACES):
        order = payment_order(shop, customer)
        yield at_once(receiving(order), receiving(order), tills=tills)


def test_two_customers_at_two_tills_are_both_received(shop: Context, tills: tuple[Context, Context]) -> None:
    """No gap and no double in the receipts' numbers when nothing is contested but the number itself."""
    maria, jose = a_customer(shop, "Maria das Dores Silva"), a_customer(shop, "José Antônio Souza")
    for customer in (maria, jose):
        a_sale(shop, customer, Money(600_00), pieces=RACES)

    numbers: list[int] = []
    for _ in range(RACES):
        one, other = payment_order(shop, maria), payment_order(shop, jose)
        answers = at_once(receiving(one), receiving(other), tills=tills)
        numbers += [each.number for each in answers if isinstance(each, payments.Receipt)]

    assert sorted(numbers) == list(range(1, 2 * RACES + 1))
    assert_whole(shop)


def agreeing(ctx: Context, customer: int) -> Ask:
    """An agreement on the oldest open installment, moved a month."""
    desk = negotiation.negotiation_desk(ctx, customer)
    offered = offer(OfferKind.EXTENSION, [desk.rows[0].quote], Conditions(), desk.settings, desk.today)
    order = order_for(offered, customer)
    return lambda till: negotiation.make_agreement(till, order)


def test_an_installment_is_agreed_on_once(shop: Context, tills: tuple[Context, Context]) -> None:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(600_00), pieces=RACES)

    for race in range(1, RACES + 1):
        one, other = agreeing(shop, customer), agreeing(shop, customer)
        answers = at_once(one, other, tills=tills)

        (made,) = (each for each in answers if isinstance(each, AgreementMade))
        (refusal,) = (each for each in answers if isinstance(each, Refusal))
        assert isinstance(refusal, InstallmentInAgreement)
        assert (made.number, refusal.agreement_number) == (race, race)

    assert_whole(shop)


def test_an_installment_is_received_or_agreed_on(shop: Context, tills: tuple[Context, Context]) -> None:
    """One till takes the money while the other agrees to move the date: only one of them does."""
    customer = a_customer(shop)
    a_sale(shop, customer, Money(600_00), pieces=RACES)

    for _ in range(RACES):
        order = payment_order(shop, customer)
        answers = at_once(receiving(order), agreeing(shop, customer), tills=tills)

        (refusal,) = (each for each in answers if isinstance(each, Refusal))
        agreed = any(isinstance(each, AgreementMade) for each in answers)
        assert type(refusal) is (InstallmentInAgreement if agreed else InstallmentAlreadyPaid)

    assert_whole(shop)
