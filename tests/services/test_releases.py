"""Releases at a distance on both engines: asked, shown, answered once, expired, withdrawn, taken away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crediario.db import invariants
from crediario.db import shop as kept_shop
from crediario.db import users as kept_users
from crediario.db.models import Release, ReleaseRequest, Sale, User
from crediario.domain.credit.policy import STANDARD
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.services import credit, credit_reports, releases, sales, users
from crediario.services.core import Context, PermissionDenied
from crediario.services.releases import RequestState
from tests.support.builders import a_customer, a_payment, a_reversal, sale_order
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, SELLER, TODAY, as_person, clock_of, new_id
from tests.support.standing import rolled

REASON = "cliente antigo da loja"


@pytest.fixture
def till(shop: Context) -> Context:
    """The cashier of a shop with the standard policy."""
    kept_shop.save_version(shop.stamp, "policy", STANDARD)
    return as_person(shop, CASHIER)


@pytest.fixture
def order(till: Context) -> sales.SaleOrder:
    """A sale R$ 300,00 above the limit."""
    customer = a_customer(till, income=Money(5_000_00))
    credit.set_limit(as_person(till, MANAGER), credit.LimitOrder(new_id(), customer, Money(500_00), REASON))
    return sale_order(till, customer, Money(1_000_00), down_payment=Money(200_00))


def ask(ctx: Context, order: sales.SaleOrder) -> int:
    asked = releases.AskOrder(new_id(), order.terms, "Bicicleta aro 29", "recebe sexta")
    return releases.ask_release(ctx, asked).asked_id


def answer(ctx: Context, asked_id: int, number: int, *, granted: bool = True) -> users.Answered:
    said = users.AnswerOrder(new_id(), asked_id, granted, REASON, PINS[number])
    return users.answer_release(ctx, said)


def test_the_manager_sees_the_sale_and_lets_it_through(till: Context, order: sales.SaleOrder) -> None:
    asked_id, manager = ask(till, order), as_person(till, MANAGER)
    (waiting,) = releases.waiting_requests(manager)
    assert (waiting.operator_name, waiting.message) == ("Joana P.", "recebe sexta")
    assert (waiting.sale.excess, waiting.sale.price) == (Money(300_00), Money(1_000_00))
    assert [each.rule.value for each in waiting.sale.failed] == ["limit"]
    assert releases.request_state(till, asked_id).state is RequestState.WAITING

    answer(manager, asked_id, MANAGER)
    found = releases.request_state(till, asked_id)
    assert (found.state, found.answered_by, found.answer) == (RequestState.GRANTED, "Cláudia R.", REASON)
    sales.register_sale(till, replace(order, release_id=found.release_id))
    assert releases.waiting_requests(manager) == ()
    assert not [each for each in invariants.check_all(till.database) if each.failed]


def test_a_no_is_a_no(till: Context, order: sales.SaleOrder) -> None:
    asked_id = ask(till, order)
    answer(as_person(till, MANAGER), asked_id, MANAGER, granted=False)
    found = releases.request_state(till, asked_id)
    assert (found.state, found.release_id) == (RequestState.REFUSED, None)
    assert Release.select().count() == 0


def test_of_two_managers_one_answers(till: Context, order: sales.SaleOrder) -> None:
    asked_id = ask(till, order)
    answer(as_person(till, OWNER), asked_id, OWNER, granted=False)
    with pytest.raises(users.RequestNotWaiting) as refused:
        answer(as_person(till, MANAGER), asked_id, MANAGER)
    assert refused.value.state is RequestState.REFUSED
    assert Release.select().count() == 0


def test_a_request_expires_and_so_does_its_release(till: Context, order: sales.SaleOrder) -> None:
    manager, first = as_person(till, MANAGER), ask(till, order)
    clock_of(till).moment += timedelta(minutes=5, seconds=1)
    assert releases.request_state(till, first).state is RequestState.EXPIRED
    assert releases.waiting_requests(manager) == ()
    with pytest.raises(users.RequestNotWaiting):
        answer(manager, first, MANAGER)
    second = ask(till, order)
    answer(manager, second, MANAGER)
    clock_of(till).moment += timedelta(minutes=5, seconds=1)
    release = releases.request_state(till, second).release_id
    with pytest.raises(kept_users.ReleaseExpired):
        sales.register_sale(till, replace(order, release_id=release))


def test_what_was_withdrawn_is_not_answered(till: Context, order: sales.SaleOrder) -> None:
    first = ask(till, order)
    second = ask(till, order)
    assert releases.request_state(till, first).state is RequestState.WITHDRAWN
    releases.withdraw_request(till, releases.WithdrawOrder(new_id(), second))
    with pytest.raises(users.RequestNotWaiting):
        answer(as_person(till, MANAGER), second, MANAGER)


def test_a_yes_comes_before_the_withdrawal(till: Context, order: sales.SaleOrder) -> None:
    asked_id = ask(till, order)
    answer(as_person(till, MANAGER), asked_id, MANAGER)
    found = releases.withdraw_request(till, releases.WithdrawOrder(new_id(), asked_id))
    assert found.state is RequestState.GRANTED


def test_other_peoples_requests_are_not_ones_own(till: Context, order: sales.SaleOrder) -> None:
    asked_id, seller = ask(till, order), as_person(till, SELLER)
    for act in (
        lambda: releases.request_state(seller, asked_id),
        lambda: releases.request_state(till, 10**9),
        lambda: releases.withdraw_request(seller, releases.WithdrawOrder(new_id(), asked_id)),
    ):
        with pytest.raises(releases.NotThisTills):
            act()
    with pytest.raises(PermissionDenied):
        releases.waiting_requests(seller)


def test_who_asks_neither_sees_nor_answers_it(till: Context, order: sales.SaleOrder) -> None:
    manager = as_person(till, MANAGER)
    asked_id = ask(manager, order)
    assert releases.waiting_requests(manager) == ()
    with pytest.raises(users.ApproverIsRequester):
        answer(manager, asked_id, MANAGER)
    answer(as_person(till, OWNER), asked_id, OWNER)


def test_above_the_managers_reach_only_an_owner_is_asked(till: Context, order: sales.SaleOrder) -> None:
    terms = replace(order.terms, price=Money(2_500_00), down_payment=Money(500_00))
    asked_id, manager = ask(till, replace(order, terms=terms)), as_person(till, MANAGER)
    assert releases.waiting_requests(manager) == ()
    with pytest.raises(users.ApproverMayNot):
        answer(manager, asked_id, MANAGER)
    assert len(releases.waiting_requests(as_person(till, OWNER))) == 1


def test_a_role_taken_away_answers_nothing(till: Context, order: sales.SaleOrder) -> None:
    asked_id, manager = ask(till, order), as_person(till, MANAGER)
    User.update(role=Role.CASHIER.value).where(User.number == MANAGER).execute()
    with pytest.raises(PermissionDenied):
        answer(manager, asked_id, MANAGER)
    assert ReleaseRequest.get_by_id(asked_id).status == "waiting"


def test_wrong_digits_are_counted_and_nothing_is_answered(till: Context, order: sales.SaleOrder) -> None:
    asked_id, manager = ask(till, order), as_person(till, MANAGER)
    with pytest.raises(users.WrongPin):
        users.answer_release(manager, users.AnswerOrder(new_id(), asked_id, True, REASON, "000111"))
    assert User.get(User.number == MANAGER).failed_attempts == 1
    assert releases.request_state(till, asked_id).state is RequestState.WAITING


def test_what_needs_no_release_is_not_asked(till: Context, order: sales.SaleOrder) -> None:
    small = replace(order, terms=replace(order.terms, price=Money(300_00), down_payment=Money(60_00)))
    with pytest.raises(releases.NothingToRelease):
        ask(till, small)
    hold = credit.HoldOrder(new_id(), order.terms.customer_id, "cheque devolvido")
    credit.block_credit(as_person(till, MANAGER), hold)
    with pytest.raises(releases.NothingToRelease):
        ask(till, order)


def test_nobody_to_ask(till: Context, order: sales.SaleOrder) -> None:
    User.update(active=0).where(User.number == MANAGER).execute()
    with pytest.raises(releases.NobodyToAsk):
        ask(as_person(till, OWNER), order)


def test_the_report_of_what_released_sales_became(till: Context, order: sales.SaleOrder) -> None:
    answer(as_person(till, MANAGER), asked_id := ask(till, order), MANAGER)
    release = releases.request_state(till, asked_id).release_id
    sales.register_sale(
        till, replace(order, release_id=release, seller_id=as_person(till, SELLER).operator.id)
    )
    report = credit_reports.released_sales(as_person(till, MANAGER), TODAY, TODAY)
    assert (report.total.count, report.total.sold, report.total.paid) == (1, Money(800_00), Money.ZERO)
    assert [each.name for each in report.by_releaser] == ["Cláudia Ribeiro"]
    assert [each.name for each in report.by_seller] == ["Edson Martins"]
    with pytest.raises(credit_reports.ReportPeriodBackwards):
        credit_reports.released_sales(as_person(till, MANAGER), TODAY, TODAY - timedelta(days=1))
    assert Sale.select().count() == 1


def test_the_report_counts_a_down_payment_owed_again(till: Context, order: sales.SaleOrder) -> None:
    """As an installment due on the day of the sale: what was sold is paid, late, or to come."""
    answer(as_person(till, MANAGER), asked_id := ask(till, order), MANAGER)
    release = releases.request_state(till, asked_id).release_id
    sold = sales.register_sale(till, replace(order, release_id=release))
    assert sold.down_payment_id is not None
    manager = as_person(till, MANAGER)
    a_reversal(manager, sold.down_payment_id)

    def figures(days: int) -> tuple[Money, ...]:
        rolled(manager, TODAY + timedelta(days=days))
        report = credit_reports.released_sales(manager, TODAY, TODAY)
        (row,) = report.by_releaser
        assert replace(row, number=0, name="") == report.total
        assert row.late_count == bool(row.late)
        return row.sold, row.paid, row.late, row.late_long

    whole, down = Money(1_000_00), Money(200_00)
    assert figures(0) == (whole, Money.ZERO, Money.ZERO, Money.ZERO)
    assert figures(1) == (whole, Money.ZERO, down, Money.ZERO)
    sold_again, paid, late, late_long = figures(91)
    assert (sold_again, paid, late_long) == (whole, Money.ZERO, down)
    assert late > down
    # Received again, it is as if its receipt had never been undone.
    rolled(manager, TODAY)
    a_payment(manager, order.terms.customer_id)
    assert figures(0) == (whole - down, Money.ZERO, Money.ZERO, Money.ZERO)
