"""Bank statements on both engines: brought in once, proposed, confirmed; charges of the bank's day."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from crediario.db import anonymise, invariants, store_credit
from crediario.db import bank as kept_bank
from crediario.db.connection import in_transaction
from crediario.db.models import BankDecision, BankLine, BankStatement, Payment, PointEntry
from crediario.domain.bank_matching import MatchReason, ProposalKind
from crediario.domain.cash import NoOpenSession
from crediario.domain.money import Money
from crediario.domain.receiving import InstallmentAlreadyPaid, NotThisCustomers
from crediario.domain.tender import Method, Tender
from crediario.services import bank, payments
from crediario.services.bank import AccountNotKnown, StatementOrder
from crediario.services.bank_decisions import (
    DecisionKind,
    LineAlreadyDecided,
    LineDecision,
    LineOrder,
    LineReasonMissing,
    ProposalOutdated,
    confirm_line,
)
from crediario.services.core import Context, PermissionDenied
from crediario.services.due_moves import DueMoveOrder, move_due_date
from crediario.services.payments import PaymentOrder, ReversalOrder
from tests.support.banking import ACCOUNT, a_file, bring_in, came_in, confirm, decision_of, ignoring
from tests.support.builders import a_customer
from tests.support.selling import a_sale
from tests.support.shop import CASHIER, MANAGER, TODAY, as_person, new_id, on_day
from tests.support.statements import E2E, Entry, ofx

FIRST_DUE = date(2026, 5, 12)


@pytest.fixture
def sold(shop: Context) -> tuple[Context, int, int]:
    """A customer with two installments of 139,80, the first due on 12/05, on 09/06; and the contract."""
    on_day(shop, date(2026, 4, 12))
    customer = a_customer(shop, "Joana Darc de Souza")
    sale = a_sale(shop, customer, price=279_60, count=2, first_due=FIRST_DUE)
    return on_day(shop, TODAY), customer, sale.number


def broken(shop: Context) -> list[invariants.Invariant]:
    return [each for each in invariants.check_all(shop.database) if each.failed]


def paid_at_till(ctx: Context, customer: int, reference: str = E2E[-4:]) -> payments.Receipt:
    row = payments.receiving_desk(ctx, customer).rows[0]
    due = row.quote.total
    tender = Tender(Method.PIX, due, reference)
    return payments.receive_payment(
        ctx, PaymentOrder(new_id(), customer, (row.installment_id,), due, (tender,))
    )


# -- bringing in


def test_a_file_from_the_disk_and_a_second_time(shop: Context, tmp_path: Path) -> None:
    path = tmp_path / "extrato.ofx"
    path.write_text(
        ofx(Entry("20260608", "50.00"), Entry("20260608", "-9.00", kind="DEBIT"), Entry("20260610", "1.00"))
    )
    order = StatementOrder.of(new_id(), bank.read_bank_statement(shop, path), new_account=True)
    first = bank.import_statement(shop, order)
    assert (first.added, first.known, first.ahead, first.again) == (1, 0, 1, False)
    assert bank.import_statement(shop, order) == first
    again = bank.import_statement(shop, replace(order, request_id=new_id()))
    assert (again.statement_id, again.added, again.again) == (first.statement_id, 0, True)
    assert BankLine.select().count() == BankStatement.select().count() == 1
    assert broken(shop) == []


def test_an_overlapping_statement_adds_what_is_new(shop: Context) -> None:
    bring_in(shop, came_in(50_00), came_in(50_00))
    file = a_file(came_in(50_00), came_in(50_00), came_in(50_00), came_in(-3_00), came_in(60_00))
    done = bank.import_statement(shop, StatementOrder.of(new_id(), file))
    assert (done.added, done.known) == (2, 2)
    assert bank.bank_desk(shop).waiting == 4


def test_the_first_statement_of_an_account_is_asked_about(shop: Context) -> None:
    file = a_file(came_in(50_00))
    with pytest.raises(AccountNotKnown) as refused:
        bank.import_statement(shop, StatementOrder.of(new_id(), file))
    assert (refused.value.bank, refused.value.account, refused.value.known) == ("Banco Exemplo", ACCOUNT, ())
    bank.import_statement(shop, StatementOrder.of(new_id(), file, new_account=True))
    bank.import_statement(shop, StatementOrder.of(new_id(), a_file(came_in(70_00))))
    with pytest.raises(AccountNotKnown) as refused:
        bank.import_statement(shop, StatementOrder.of(new_id(), a_file(came_in(70_00), account="9-9")))
    assert refused.value.known == (ACCOUNT,)


def test_a_statement_without_any_money_that_came_in(shop: Context) -> None:
    order = StatementOrder.of(new_id(), a_file(came_in(-3_00)), new_account=True)
    assert bank.import_statement(shop, order).added == 0
    desk = bank.bank_desk(shop)
    assert (desk.lines, desk.waiting) == ((), 0)
    assert [each.account for each in desk.statements] == [ACCOUNT]


def test_only_who_may(shop: Context) -> None:
    cashier = as_person(shop, CASHIER)
    with pytest.raises(PermissionDenied):
        bank.bank_desk(cashier)
    with pytest.raises(PermissionDenied):
        confirm_line(cashier, LineOrder(new_id(), LineDecision(1, DecisionKind.IGNORED, reason="x")))
    assert bank.bank_desk(as_person(shop, MANAGER)).lines == ()


# -- proposals


def test_a_slips_code_on_the_day_it_came_in(sold: tuple[Context, int, int]) -> None:
    shop, _, contract = sold
    (line,) = bring_in(shop, came_in(139_80, f"PIX C{contract}P1", FIRST_DUE))
    assert line.proposal is not None
    assert (line.proposal.kind, line.proposal.score) == (ProposalKind.RECEIVED, 100)
    assert (line.proposal.customer_name, line.proposal.applied) == ("Joana Darc de Souza", Money(139_80))
    (piece,) = line.proposal.pieces
    assert (piece.contract_number, piece.number, piece.count) == (contract, 1, 2)


def test_money_of_before_the_sale_is_not_its(sold: tuple[Context, int, int]) -> None:
    shop, _, contract = sold
    (line,) = bring_in(shop, came_in(139_80, f"PIX C{contract}P1", date(2026, 4, 11)))
    assert line.proposal is None


def test_a_pix_received_at_the_till_is_found_by_its_last_characters(sold: tuple[Context, int, int]) -> None:
    shop, customer, _ = sold
    receipt = paid_at_till(shop, customer)
    (line,) = bring_in(shop, came_in(143_89, f"PIX {E2E}"))
    assert line.proposal is not None
    assert (line.proposal.kind, line.proposal.receipt_number) == (ProposalKind.MATCHED, receipt.number)
    done = confirm(shop, decision_of(line))
    assert (done.kind, done.receipt_number) == (DecisionKind.MATCHED, None)
    assert bank.bank_desk(shop).lines == ()
    # Another transfer of that value has no payment any more.
    (other,) = bring_in(shop, came_in(143_89, "PIX"))
    assert other.proposal is None or other.proposal.kind is not ProposalKind.MATCHED
    assert broken(shop) == []


def test_a_reversed_payment_is_proposed_for_nothing(sold: tuple[Context, int, int]) -> None:
    shop, customer, _ = sold
    receipt = paid_at_till(shop, customer)
    (line,) = bring_in(shop, came_in(143_89, f"PIX {E2E}"))
    payments.reverse_payment(shop, ReversalOrder(new_id(), receipt.payment_id, "Pix não caiu"))
    with pytest.raises(ProposalOutdated):
        confirm(shop, decision_of(line))
    (line,) = bank.bank_desk(shop).lines
    assert line.proposal is None or line.proposal.kind is ProposalKind.RECEIVED
    assert BankDecision.select().count() == 0


# -- receiving


def test_charges_are_counted_on_the_day_of_the_line(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    (line,) = bring_in(shop, came_in(139_80, f"PIX C{contract}P1 {E2E}", FIRST_DUE))
    done = confirm(shop, decision_of(line))
    assert (done.kind, done.applied, done.kept) == (DecisionKind.RECEIVED, Money(139_80), Money.ZERO)
    assert [row.number for row in payments.receiving_desk(shop, customer).rows] == [2]
    payment = Payment.get_by_id(done.payment_id)
    assert (payment.paid_on, payment.valued_on) == (TODAY, FIRST_DUE)
    view = payments.payment_view(shop, payment.id)
    assert view.tenders == (Tender(Method.PIX, Money(139_80), E2E[-4:]),)
    assert view.lines[0].days_late == 0
    assert PointEntry.select().count() == 1
    assert broken(shop) == []


def only_piece(shop: Context) -> int:
    """One installment of 139,80 due on 12/05, on 09/06; gives back the customer."""
    on_day(shop, date(2026, 4, 12))
    customer = a_customer(shop, "Joana Darc de Souza")
    a_sale(shop, customer, price=139_80, count=1, first_due=FIRST_DUE)
    on_day(shop, TODAY)
    return customer


def proposed_by_value(shop: Context, cents: int, day: date = TODAY) -> bank.DeskProposal:
    """What a line that tells nothing but a value is taken for; confirmed, it settles."""
    (line,) = bring_in(shop, came_in(cents, day=day))
    assert line.proposal is not None
    assert MatchReason.ONLY_ONE in line.proposal.reasons
    assert (line.proposal.left, line.proposal.credited) == (Money.ZERO, Money.ZERO)
    assert confirm(shop, decision_of(line)).applied == Money(cents)
    assert broken(shop) == []
    return line.proposal


def test_value_alone_finds_what_is_left_of_a_part_paid_installment(shop: Context) -> None:
    customer = only_piece(shop)
    on_day(shop, date(2026, 5, 20))
    row = payments.receiving_desk(shop, customer).rows[0]
    part = Tender(Method.CASH, Money(50_00))
    payments.receive_payment(
        shop, PaymentOrder(new_id(), customer, (row.installment_id,), row.quote.total, (part,))
    )
    on_day(shop, TODAY)
    cost = payments.receiving_desk(shop, customer).rows[0].quote
    assert (cost.open, cost.total) == (Money(92_96), Money(93_57))
    assert proposed_by_value(shop, 93_57).reasons[0] is MatchReason.VALUE_OF_DAY
    assert payments.receiving_desk(shop, customer).rows == ()


@pytest.mark.parametrize(("keeps_charges", "cents"), [(True, 143_89), (False, 139_80)])
def test_value_alone_finds_a_moved_installment_at_what_it_costs(
    shop: Context, keeps_charges: bool, cents: int
) -> None:
    customer = only_piece(shop)
    row = payments.receiving_desk(shop, customer).rows[0]
    moved = DueMoveOrder(
        new_id(), customer, row.installment_id, date(2026, 6, 30), keeps_charges, "recebe dia 30"
    )
    move_due_date(as_person(shop, MANAGER), moved)
    assert payments.receiving_desk(shop, customer).rows[0].quote.total == Money(cents)
    proposed_by_value(shop, cents)
    assert payments.receiving_desk(shop, customer).rows == ()


def test_value_alone_finds_an_installment_at_its_price_of_before_it_was_due(shop: Context) -> None:
    on_day(shop, date(2026, 4, 12))
    customer = a_customer(shop, "Joana Darc de Souza")
    a_sale(shop, customer, price=139_80, count=1, first_due=date(2026, 6, 30), rate="0.9")
    on_day(shop, TODAY)
    row = payments.receiving_desk(shop, customer).rows[0]
    assert row.quote.discount
    proposal = proposed_by_value(shop, row.quote.total.cents)
    assert (proposal.score, proposal.reasons[0]) == (46, MatchReason.VALUE_OF_DAY)
    assert payments.receiving_desk(shop, customer).rows == ()


def test_the_face_value_paid_late_leaves_the_charges_open(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    (line,) = bring_in(shop, came_in(139_80, f"PIX C{contract}P1"))
    assert line.proposal is not None
    assert line.proposal.left == Money(4_09)
    confirm(shop, decision_of(line))
    row = payments.receiving_desk(shop, customer).rows[0]
    assert (row.quote.open, row.quote.total) == (Money(4_09), Money(4_09))
    assert broken(shop) == []


def test_beyond_the_cost_stays_as_store_credit(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    (line,) = bring_in(shop, came_in(150_00, f"PIX C{contract}P1"))
    assert line.proposal is not None
    assert line.proposal.credited == Money(6_11)
    done = confirm(shop, decision_of(line))
    assert (done.applied, done.kept) == (Money(143_89), Money(6_11))
    assert store_credit.balance(shop.database, customer) == Money(6_11)
    assert broken(shop) == []


def test_paid_twice_is_kept_whole(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    words = f"PIX C{contract}P1"
    lines = bring_in(shop, came_in(143_89, words), came_in(143_89, words))
    assert [line.proposal and line.proposal.kind for line in lines] == ["received", "credited"]
    first, second = (confirm(shop, decision_of(line)) for line in lines)
    assert (first.kind, first.applied) == (DecisionKind.RECEIVED, Money(143_89))
    assert (second.kind, second.kept) == (DecisionKind.CREDITED, Money(143_89))
    assert store_credit.balance(shop.database, customer) == Money(143_89)
    assert broken(shop) == []
    later = bring_in(shop, came_in(143_89, words, TODAY - timedelta(days=1)))
    assert later[0].proposal is not None
    assert MatchReason.ALREADY_PAID in later[0].proposal.reasons


def test_charges_never_go_back_before_the_last_payment(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    row = payments.receiving_desk(shop, customer).rows[0]
    cash = (Tender(Method.CASH, Money(50_00)),)
    payments.receive_payment(
        shop, PaymentOrder(new_id(), customer, (row.installment_id,), row.quote.total, cash)
    )
    left = payments.receiving_desk(shop, customer).rows[0].quote.total
    (line,) = bring_in(shop, came_in(left.cents, f"PIX C{contract}P1", FIRST_DUE))
    done = confirm(shop, decision_of(line))
    assert (done.applied, done.kept) == (left, Money.ZERO)
    payment = Payment.get_by_id(done.payment_id)
    assert payment.valued_on is None
    assert broken(shop) == []


def test_a_payment_made_of_a_line_can_be_reversed(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    (line,) = bring_in(shop, came_in(150_00, f"PIX C{contract}P1"))
    done = confirm(shop, decision_of(line))
    payment = Payment.get_by_id(done.payment_id)
    payments.reverse_payment(shop, ReversalOrder(new_id(), payment.id, "Era de outra pessoa"))
    assert store_credit.balance(shop.database, customer) == Money.ZERO
    assert len(payments.receiving_desk(shop, customer).rows) == 2
    assert broken(shop) == []


# -- decided about once more


def reverse(shop: Context, payment_id: int | None) -> None:
    assert payment_id is not None
    payments.reverse_payment(shop, ReversalOrder(new_id(), payment_id, "Era de outra pessoa"))


def test_a_reversed_receipts_line_waits_again_and_says_so(sold: tuple[Context, int, int]) -> None:
    shop, _, contract = sold
    (line,) = bring_in(shop, came_in(143_89, f"PIX C{contract}P1"))
    done = confirm(shop, decision_of(line))
    assert bank.bank_desk(shop).waiting == 0
    reverse(shop, done.payment_id)
    desk = bank.bank_desk(shop)
    assert (desk.waiting, desk.statements[0].waiting) == (1, 1)
    assert [(each.line_id, each.reversed_receipt) for each in desk.lines] == [
        (line.line_id, done.receipt_number)
    ]
    assert desk.lines[0].proposal is not None
    assert broken(shop) == []


def test_it_is_decided_again_as_often_as_it_is_undone(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    (line,) = bring_in(shop, came_in(143_89, f"PIX C{contract}P1"))
    receipts = list[int | None]()
    for _ in range(3):
        done = confirm(shop, decision_of(line))
        with pytest.raises(LineAlreadyDecided):
            confirm(shop, decision_of(line))
        assert len(payments.receiving_desk(shop, customer).rows) == 1
        reverse(shop, done.payment_id)
        receipts.append(done.receipt_number)
        (line,) = bank.bank_desk(shop).lines
        assert line.reversed_receipt == done.receipt_number
        assert broken(shop) == []
    assert len(set(receipts)) == 3
    assert confirm(shop, ignoring(line)).kind is DecisionKind.IGNORED
    assert bank.bank_desk(shop).lines == ()
    assert broken(shop) == []


def test_a_match_with_a_receipt_of_the_till_ends_with_it(sold: tuple[Context, int, int]) -> None:
    shop, customer, _ = sold
    first = paid_at_till(shop, customer)
    (line,) = bring_in(shop, came_in(143_89, f"PIX {E2E}"))
    confirm(shop, decision_of(line))
    reverse(shop, first.payment_id)
    second = paid_at_till(shop, customer)
    (again,) = bank.bank_desk(shop).lines
    assert again.proposal is not None
    assert (again.proposal.payment_id, again.reversed_receipt) == (second.payment_id, first.number)
    confirm(shop, decision_of(again))
    assert bank.bank_desk(shop).waiting == 0
    assert broken(shop) == []


def test_the_same_statement_again_adds_nothing_after_it(sold: tuple[Context, int, int]) -> None:
    """And a second payment like it, on the same day, is still seen to be another."""
    shop, _, contract = sold
    words = f"PIX C{contract}P1"
    (line,) = bring_in(shop, came_in(143_89, words))
    reverse(shop, confirm(shop, decision_of(line)).payment_id)
    (line,) = bank.bank_desk(shop).lines
    confirm(shop, decision_of(line))
    assert bank.import_statement(shop, StatementOrder.of(new_id(), a_file(came_in(143_89, words)))).added == 0
    twins = a_file(came_in(143_89, words), came_in(143_89, words))
    assert bank.import_statement(shop, StatementOrder.of(new_id(), twins)).added == 1
    assert broken(shop) == []


def test_a_line_written_again_without_a_reversal_is_found(sold: tuple[Context, int, int]) -> None:
    shop, _, contract = sold
    (line,) = bring_in(shop, came_in(143_89, f"PIX C{contract}P1"))
    confirm(shop, decision_of(line))
    kept_bank.line_again(shop.stamp, line.line_id)
    assert [each.code for each in broken(shop)] == ["I2"]


# -- leaving aside, and what is refused


def test_left_aside_with_a_reason(shop: Context) -> None:
    (line,) = bring_in(shop, came_in(500_00, "CIELO VENDAS"))
    with pytest.raises(LineReasonMissing):
        confirm(shop, ignoring(line, "  "))
    assert confirm(shop, ignoring(line)).kind is DecisionKind.IGNORED
    assert bank.bank_desk(shop).waiting == 0
    with pytest.raises(LineAlreadyDecided):
        confirm(shop, ignoring(line))


def test_an_installment_received_meanwhile(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    (slip,) = bring_in(shop, came_in(143_89, f"PIX C{contract}P1"))
    paid_at_till(shop, customer)
    with pytest.raises(InstallmentAlreadyPaid):
        confirm(shop, decision_of(slip))
    assert BankDecision.select().count() == 0
    (again,) = bank.bank_desk(shop).lines
    assert again.proposal is not None
    assert again.proposal.kind is ProposalKind.MATCHED


def test_the_same_request_again_acts_once(sold: tuple[Context, int, int]) -> None:
    shop, _, contract = sold
    (line,) = bring_in(shop, came_in(143_89, f"PIX C{contract}P1"))
    order = LineOrder(new_id(), decision_of(line))
    assert confirm_line(shop, order) == confirm_line(shop, order)
    assert Payment.select().count() == 1


def test_what_changed_meanwhile_is_told(sold: tuple[Context, int, int]) -> None:
    shop, _, contract = sold
    (line,) = bring_in(shop, came_in(150_00, f"PIX C{contract}P1"))
    decision = decision_of(line)
    for wrong in (
        replace(decision, credited=Money(6_10)),
        replace(decision, kind=DecisionKind.CREDITED),
        replace(decision, kind=DecisionKind.MATCHED, payment_id=1),
        replace(decision, installment_ids=()),
    ):
        with pytest.raises(ProposalOutdated):
            confirm(shop, wrong)
    for customer_id in (None, 9_999, a_customer(shop)):
        with pytest.raises(NotThisCustomers):
            confirm(shop, replace(decision, customer_id=customer_id))


def test_no_receipt_without_an_open_drawer(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    paid_at_till(shop, customer)
    matched, slip = bring_in(shop, came_in(143_89, f"PIX {E2E}"), came_in(139_80, f"PIX C{contract}P2"))
    shop.database.execute_sql("UPDATE cash_session SET closed_at = opened_at")
    with pytest.raises(NoOpenSession):
        confirm(shop, decision_of(slip))
    assert confirm(shop, decision_of(matched)).payment_id is None


def test_erasing_a_person_empties_the_words_of_their_lines(sold: tuple[Context, int, int]) -> None:
    shop, customer, contract = sold
    slip, card = bring_in(
        shop, came_in(143_89, f"PIX C{contract}P1 JOANA DARC DE SOUZA"), came_in(9_00, "CIELO")
    )
    confirm(shop, decision_of(slip))
    confirm(shop, ignoring(card, "Joana Darc de Souza pagou outra coisa"))
    in_transaction(shop.database, lambda: anonymise.erase(shop.stamp, [customer]))
    assert sorted(line.description for line in BankLine.select()) == ["", "CIELO"]
    assert sorted(each.reason or "" for each in BankDecision.select()) == ["", ""]
    file = a_file(came_in(143_89, f"PIX C{contract}P1 JOANA DARC DE SOUZA"), came_in(9_00, "CIELO"))
    assert bank.import_statement(shop, StatementOrder.of(new_id(), file)).added == 0
    assert broken(shop) == []
