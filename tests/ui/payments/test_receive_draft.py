import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.allocation import allocate
from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender, change_due
from crediario.ui.payments.draft_checks import can_book, problem
from crediario.ui.payments.receive_draft import ReceiveDraft
from tests.ui.payments.desks import COMING, EARLY, LATE, OTHER_LATE, a_desk, a_draft, a_row

DUE = Money(214_49)


def booked(draft: ReceiveDraft, cents: int, method: Method = Method.CASH, code: str = "") -> None:
    draft.choose(method)
    draft.typed, draft.code = Money(cents), code
    assert can_book(draft)
    draft.book("14:33")


def test_the_thinking_needs_no_qt() -> None:
    module = "crediario.ui.payments.receive_draft, crediario.ui.payments.received_words"
    blocked = f"import sys; sys.modules['PySide6'] = None; import {module}"
    finished = subprocess.run([sys.executable, "-c", blocked], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr


# -- marks


def test_only_the_slip_that_was_read_is_marked() -> None:
    draft = ReceiveDraft(a_desk(), "pedido-1")
    draft.mark_first(OTHER_LATE.installment_id)
    assert draft.rows == (OTHER_LATE,)
    assert draft.late_left == (LATE,)


@pytest.mark.parametrize("slip", [None, 999])
def test_without_a_slip_the_oldest_is_marked(slip: int | None) -> None:
    draft = ReceiveDraft(a_desk(), "pedido-1")
    draft.mark_first(slip)
    assert draft.rows == (LATE,)


def test_late_ones_are_summed_only_when_asked_and_can_be_taken_back() -> None:
    draft = a_draft(LATE)
    assert not draft.can_undo
    draft.add_late()
    assert draft.rows == (LATE, OTHER_LATE)
    assert draft.can_undo
    draft.undo_late()
    assert draft.rows == (LATE,)
    assert not draft.can_undo
    draft.undo_late()
    assert draft.rows == (LATE,)


def test_marking_by_hand_after_the_sum_leaves_nothing_to_undo() -> None:
    draft = a_draft(LATE)
    draft.add_late()
    draft.add(COMING.installment_id)
    assert not draft.can_undo
    assert draft.rows == (LATE, OTHER_LATE, COMING)


def test_what_was_paid_meanwhile_is_no_longer_marked_and_the_rest_stays() -> None:
    draft = a_draft()
    draft.typed = Money(150_00)
    draft.refresh(a_desk(OTHER_LATE, COMING))
    assert draft.rows == (OTHER_LATE,)
    assert draft.typed == Money(150_00)


# -- sums


def test_the_sums_are_the_laws_not_the_pictures() -> None:
    draft = a_draft()
    sums = (draft.face, draft.fine, draft.interest, draft.discount, draft.due)
    assert sums == (Money(208_58), Money(4_16), Money(1_75), Money.ZERO, DUE)


def test_an_early_installment_comes_with_its_discount() -> None:
    draft = a_draft(EARLY)
    assert (draft.discount, draft.due) == (Money(22), Money(68_56))


def test_an_empty_field_means_exactly_what_is_due() -> None:
    draft = a_draft()
    assert draft.tenders == (Tender(Method.CASH, DUE),)
    assert (draft.receives, draft.change, problem(draft)) == (DUE, Money.ZERO, "")


def test_more_cash_gives_exact_change() -> None:
    draft = a_draft(LATE)
    draft.typed = Money(150_00)
    assert (draft.receives, draft.change) == (Money(143_89), Money(6_11))


def test_the_order_carries_what_is_shown() -> None:
    draft = a_draft()
    booked(draft, 100_00, Method.PIX, "9f3a")
    draft.typed = Money(120_00)
    order = draft.order()
    assert order.request_id == "pedido-1"
    assert order.installment_ids == (LATE.installment_id, OTHER_LATE.installment_id)
    assert order.quoted == DUE
    assert order.tenders == (
        Tender(Method.PIX, Money(100_00), "9F3A"),
        Tender(Method.CASH, Money(120_00)),
    )
    assert draft.change == change_due(order.quoted, order.tenders) == Money(5_51)


# -- what lacks


def test_nothing_marked_is_nothing_to_receive() -> None:
    draft = a_draft()
    draft.mark([])
    assert problem(draft) == "Marque o que vai ser pago."
    assert draft.part_words == ""


def test_what_cannot_be_read_is_never_taken_for_empty() -> None:
    draft = a_draft()
    draft.unreadable = True
    assert problem(draft) == "Confira o valor digitado."
    draft.choose(Method.DEBIT)
    assert problem(draft) == ""


def test_zero_is_no_payment() -> None:
    draft = a_draft()
    draft.typed = Money.ZERO
    assert "maior que zero" in problem(draft)


def test_an_absurd_amount_is_stopped_here() -> None:
    draft = a_draft()
    draft.typed = Money(100_000_000_000)
    assert "alto demais" in problem(draft)


@pytest.mark.parametrize("method", [Method.PIX, Method.DEBIT, Method.CREDIT])
def test_only_cash_gives_change(method: Method) -> None:
    draft = a_draft(LATE)
    draft.choose(method)
    draft.typed, draft.code = Money(143_90), "9F3A"
    said = "Só o dinheiro dá troco. Alt+H guarda os R$\u00a00,01 a mais como crédito na loja."
    assert problem(draft) == said
    draft.keeps = True
    assert (problem(draft), draft.kept, draft.change) == ("", Money(1), Money.ZERO)
    assert draft.order().kept == Money(1)


def test_parts_larger_than_what_is_left_marked_are_told() -> None:
    draft = a_draft()
    booked(draft, 200_00, Method.DEBIT)
    draft.mark([LATE.installment_id])
    assert "passa do total" in problem(draft)


@pytest.mark.parametrize("code", ["", "9F3", "9F3Á", "9F 3"])
def test_a_pix_needs_the_end_of_its_code(code: str) -> None:
    draft = a_draft()
    draft.choose(Method.PIX)
    draft.code = code
    assert "final do código" in problem(draft)
    draft.code = "9F3A"
    assert problem(draft) == ""


# -- parts


def test_a_part_joins_the_list_and_cash_comes_next() -> None:
    draft = a_draft()
    booked(draft, 100_00, Method.PIX, "9f3a")
    assert draft.booked[0].tender == Tender(Method.PIX, Money(100_00), "9F3A")
    assert (draft.method, draft.typed, draft.code) == (Method.CASH, None, "")
    assert draft.rest == Money(114_49)


def test_enter_on_an_empty_field_books_nothing() -> None:
    assert not can_book(a_draft())


def test_a_pix_with_its_code_may_be_booked_whole() -> None:
    draft = a_draft()
    draft.choose(Method.PIX)
    draft.code = "9F3A"
    assert can_book(draft)
    draft.book("14:33")
    assert draft.rest == Money.ZERO
    assert draft.tenders == (Tender(Method.PIX, DUE, "9F3A"),)
    assert problem(draft) == ""


def test_a_part_can_be_taken_out_again() -> None:
    draft = a_draft()
    booked(draft, 100_00)
    booked(draft, 50_00, Method.DEBIT)
    draft.unbook(0)
    assert [part.tender.amount for part in draft.booked] == [Money(50_00)]


def test_leaving_loses_something_only_when_something_was_typed() -> None:
    draft = a_draft()
    assert not draft.has_typed
    draft.typed = Money(1)
    assert draft.has_typed


def test_the_pix_names_its_installments_where_they_fit() -> None:
    assert a_draft(LATE).txid == "L1C4812P5"
    assert a_draft().txid == "L1C4812P5C5107P2"
    assert a_draft(LATE, OTHER_LATE, COMING, EARLY).txid == "***"


def test_what_another_store_sold_is_not_named_in_the_pix() -> None:
    """Received here, its money comes to this store's account, where its number is another's."""
    theirs = replace(LATE, elsewhere=True)
    desk = replace(a_desk(theirs, OTHER_LATE), store_code=2)
    assert a_draft(OTHER_LATE, desk=desk).txid == "L2C5107P2"
    assert a_draft(theirs, desk=desk).txid == a_draft(theirs, OTHER_LATE, desk=desk).txid == "***"


# -- partial payment


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (150_00, "Paga a parcela 5/10 inteira e R$ 6,11 da 2/6; ficam abertos R$ 64,49."),
        (143_89, "Paga a parcela 5/10 inteira; ficam abertos R$ 70,60."),
        (50_00, "Paga R$ 50,00 da parcela 5/10; ficam abertos R$ 164,49."),
        (3_00, "Paga R$ 3,00 de multa e juros da parcela 5/10; ficam abertos R$ 211,49."),
        (214_49, ""),
        (300_00, ""),
    ],
)
def test_what_less_money_pays_is_said_before(cents: int, words: str) -> None:
    draft = a_draft()
    draft.typed = Money(cents)
    assert draft.part_words.replace("\u00a0", " ") == words


def test_two_carnes_with_the_same_number_are_told_apart() -> None:
    twin = a_row(5, date(2026, 5, 20), 100_00, contract=5107)
    draft = a_draft(LATE, twin, desk=a_desk(LATE, twin))
    draft.typed = Money(150_00)
    assert "a parcela 5/10 do carnê 4812 inteira e R$\u00a06,11 da 5/10 do carnê 5107" in draft.part_words


def test_several_whole_ones_are_listed_or_counted() -> None:
    rows = [a_row(number, date(2026, 2 + number % 4, 12), 10_00) for number in range(1, 6)]
    draft = a_draft(*rows, desk=a_desk(*rows))
    draft.typed = Money(25_00)
    assert draft.part_words.startswith("Paga as parcelas 4/10 e 1/10 inteiras e ")
    draft.typed = Money(45_00)
    assert draft.part_words.startswith("Paga 4 parcelas inteiras e ")


def test_a_part_paid_early_leaves_its_nominal_value_open() -> None:
    draft = a_draft(EARLY)
    draft.typed = Money(30_00)
    settled = allocate(Money(30_00), draft.quotes).shares[0].settled
    left = str(Money(68_78) - settled).replace(".", ",")
    assert draft.part_words.endswith(f"ficam abertos R$\u00a0{left}.")


@given(st.integers(min_value=1, max_value=500_00), st.sets(st.integers(0, 3), min_size=1))
def test_no_money_is_made_or_lost(cents: int, places: set[int]) -> None:
    rows = [(LATE, OTHER_LATE, COMING, EARLY)[place] for place in places]
    draft = a_draft(*rows)
    draft.typed = Money(cents)
    assert draft.receives + draft.change == Money(cents)
    assert (draft.part_words == "") == (Money(cents) >= draft.due)
