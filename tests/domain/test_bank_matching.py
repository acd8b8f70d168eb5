"""Proposals for lines of a statement: codes before names before values, and nothing proposed twice."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.bank_matching import Proposal, ProposalKind, propose
from crediario.domain.bank_matter import IncomingLine, Matter, PayablePiece, ReceivedPix, matter
from crediario.domain.bank_names import Payer
from crediario.domain.charges import ChargeRules
from crediario.domain.money import Money
from tests.support.statements import E2E

TODAY = date(2026, 11, 20)
STORE = 2
JOANA, RUI = Payer(1, "Joana Darc de Souza", "52998224725"), Payer(2, "Rui Costa", "11144477735")


def line(cents: int = 100_00, words: str = "PIX RECEBIDO", id_: int = 1, **more: object) -> IncomingLine:
    day = more.pop("day", TODAY)
    return IncomingLine(id_, day, Money(cents), words, **more)  # type: ignore[arg-type]


def piece(
    number: int = 1, cents: int = 100_00, customer: int = 1, due: int = 0, contract: int = 7
) -> PayablePiece:
    return PayablePiece(
        contract * 100 + number, customer, contract, number, TODAY + timedelta(days=due), Money(cents)
    )


def pix(cents: int = 100_00, days: int = 0, reference: str = E2E[-4:], **more: object) -> ReceivedPix:
    day = TODAY + timedelta(days=days)
    return ReceivedPix(50, 1, day, Money(cents), reference, **more)  # type: ignore[arg-type]


def about(
    *pieces: PayablePiece,
    received: tuple[ReceivedPix, ...] = (),
    late: int = 0,
    people: tuple[Payer, ...] = (JOANA, RUI),
) -> Matter:
    """Everything to compare with; an installment due before a line costs ``late`` centavos more."""
    by_id = {each.installment_id: each for each in pieces}

    def cost(installment_id: int, day: date) -> Money:
        found = by_id[installment_id]
        return found.open + Money(late if found.due_date < day else 0)

    return matter(received, pieces, people, ChargeRules(), cost, STORE)


def only(found: Matter, *lines: IncomingLine) -> Proposal:
    (proposal,) = propose(lines, found)
    return proposal


def told(proposal: Proposal) -> tuple[str, int, tuple[str, ...]]:
    return proposal.kind.value, proposal.score, tuple(reason.value for reason in proposal.reasons)


# -- the slip's code


@pytest.mark.parametrize("txid", ["C7P5", "L2C7P5"])
def test_a_code_names_the_installment_of_this_store(txid: str) -> None:
    found = only(about(piece(5)), line(txid=txid))
    assert told(found) == ("received", 100, ("txid", "value_of_day"))


def test_another_stores_slip_is_nothing_of_this_store() -> None:
    """Two stores share an account: the other one's contract 7 is another customer's."""
    assert propose([line(txid="L1C7P5")], about(piece(5))) == ()
    assert propose([line(txid="L1C7P5", words="JOANA DARC DE SOUZA 52998224725")], about(piece(5))) == ()
    two = propose([line(txid="L1C7P5", id_=1), line(txid="L2C7P5", id_=2)], about(piece(5)))
    assert [(each.line_id, each.kind.value) for each in two] == [(2, "received")]


def test_another_stores_slip_paid_at_this_till_is_that_payment() -> None:
    found = only(about(piece(5), received=(pix(),)), line(txid="L1C7P5", end_to_end=E2E))
    assert told(found) == ("matched", 99, ("reference", "value", "same_day"))


def test_a_slips_code_and_its_cost() -> None:
    found = only(about(piece(5)), line(txid="C7P5"))
    assert told(found) == ("received", 100, ("txid", "value_of_day"))
    assert (found.customer_id, found.installment_ids, found.credited, found.left) == (
        1,
        (705,),
        Money(0),
        Money(0),
    )


def test_the_value_of_the_slip_paid_late_leaves_the_charges() -> None:
    found = only(about(piece(5, due=-30), late=3_00), line(txid="C7P5"))
    assert told(found) == ("received", 95, ("txid", "value", "part"))
    assert found.left == Money(3_00)


def test_the_value_of_the_slip_paid_early_leaves_a_credit() -> None:
    found = only(about(piece(5, due=-30), late=-2_00), line(txid="C7P5"))
    assert told(found) == ("received", 95, ("txid", "value", "overpaid"))
    assert found.credited == Money(2_00)


def test_more_and_less_than_the_slip() -> None:
    assert told(only(about(piece(5)), line(150_00, txid="C7P5"))) == ("received", 90, ("txid", "overpaid"))
    assert told(only(about(piece(5)), line(50_00, txid="C7P5"))) == ("received", 85, ("txid", "part"))


def test_several_slips_in_one_code() -> None:
    found = only(about(piece(5), piece(6)), line(200_00, txid="C7P5C7P6"))
    assert told(found) == ("received", 100, ("txid", "value_of_day"))
    assert found.installment_ids == (705, 706)


def test_a_slip_that_is_settled_was_paid_twice() -> None:
    found = only(about(piece(5, 0)), line(txid="C7P5"))
    assert told(found) == ("credited", 85, ("txid", "already_paid"))
    assert (found.customer_id, found.credited) == (1, Money(100_00))


def test_the_same_slip_twice_in_one_statement() -> None:
    first, second = propose([line(txid="C7P5", id_=1), line(txid="C7P5", id_=2)], about(piece(5)))
    assert (first.kind, second.kind) == (ProposalKind.RECEIVED, ProposalKind.CREDITED)
    assert second.credited == Money(100_00)


def test_a_code_of_no_slip_or_of_two_people_says_nothing() -> None:
    assert propose([line(txid="C9P9")], about(piece(5))) == propose([line()], about(piece(5)))
    two = about(piece(5, contract=7), piece(5, 30_00, contract=8, customer=2))
    assert propose([line(999_00, txid="C7P5C8P5")], two) == ()


# -- received at the till before


@pytest.mark.parametrize(
    ("days", "score", "day"),
    [(0, 99, ("same_day",)), (1, 95, ("near_day",)), (-1, 95, ("near_day",)), (9, 91, ())],
)  # fmt: skip
def test_the_last_characters_typed_at_the_till(days: int, score: int, day: tuple[str, ...]) -> None:
    found = only(about(received=(pix(days=days),)), line(end_to_end=E2E))
    assert told(found) == ("matched", score, ("reference", "value", *day))
    assert found.payment_id == 50


def test_another_transfer_of_the_same_value_is_not_that_one() -> None:
    assert propose([line(end_to_end=E2E)], about(received=(pix(reference="zzzz"),))) == ()
    assert propose([line(end_to_end=E2E)], about(received=(pix(days=11),))) == ()
    assert propose([line(99_99, end_to_end=E2E)], about(received=(pix(),))) == ()


def test_without_a_code_value_and_day_speak_and_the_name_louder() -> None:
    assert told(only(about(received=(pix(),)), line())) == ("matched", 70, ("value", "same_day"))
    assert propose([line()], about(received=(pix(days=2),))) == ()
    joana = line(words="PIX JOANA DARC SOUZA")
    assert told(only(about(received=(pix(days=-1),)), joana)) == (
        "matched",
        82,
        ("name", "value", "near_day"),
    )
    masked = line(words="PIX •••.982.247-••")
    assert told(only(about(received=(pix(),)), masked)) == ("matched", 90, ("document", "value", "same_day"))


def test_a_slip_paid_at_home_and_shown_at_the_till_days_later_is_not_paid_twice() -> None:
    found = only(about(piece(5, 0), received=(pix(days=3, installment_ids=(705,)),)), line(txid="C7P5"))
    assert told(found) == ("matched", 89, ("txid", "value"))


# -- names


def test_a_name_and_a_value_of_the_day() -> None:
    words = "PIX JOANA DARC SOUZA"
    assert told(only(about(piece(5, due=-9), late=3_00), line(103_00, words))) == (
        "received", 82, ("name", "value_of_day"),
    )  # fmt: skip
    assert told(only(about(piece(5, due=-9), late=3_00), line(100_00, words))) == (
        "received",
        74,
        ("name", "value"),
    )
    document = line(100_00, "PIX 529.982.247-25")
    assert told(only(about(piece(5)), document)) == ("received", 92, ("document", "value_of_day"))


def test_the_oldest_few_paid_together() -> None:
    pieces = (piece(1, due=-60), piece(2, due=-30), piece(3))
    found = only(about(*pieces, late=1_00), line(202_00, "PIX JOANA DARC SOUZA"))
    assert told(found) == ("received", 78, ("name", "sum_of_day"))
    assert found.installment_ids == (701, 702)


def test_a_part_is_proposed_by_document_only() -> None:
    assert propose([line(40_00, "PIX JOANA DARC SOUZA")], about(piece(5))) == ()
    found = only(about(piece(5)), line(40_00, "PIX 529.982.247-25"))
    assert told(found) == ("received", 45, ("document", "part"))
    assert found.left == Money(60_00)


def test_of_two_equal_installments_the_oldest_is_paid() -> None:
    assert only(about(piece(6, due=30), piece(5)), line(words="PIX JOANA DARC SOUZA")).installment_ids == (
        705,
    )


# -- values alone


def test_the_only_installment_of_that_value() -> None:
    assert told(only(about(piece(5, due=3)), line())) == ("received", 58, ("value", "only_one", "due_near"))
    assert told(only(about(piece(5, due=40)), line())) == ("received", 50, ("value", "only_one"))
    late = about(piece(5, due=-40), late=3_33)
    assert told(only(late, line(103_33))) == ("received", 50, ("value_of_day", "only_one"))


def test_of_two_of_that_value_nobody_guesses() -> None:
    assert propose([line()], about(piece(5), piece(5, customer=2, contract=8))) == ()
    assert propose([line(103_33)], about(piece(5, 103_33), piece(6, due=-40), late=3_33)) == ()


# -- down payments owed again


def test_a_down_payment_owed_again_says_less_than_an_installment() -> None:
    down = about(piece(0), late=3_00)
    assert told(only(down, line())) == ("received", 40, ("value", "only_one", "down_payment"))
    assert told(only(down, line(words="PIX JOANA DARC SOUZA"))) == (
        "received", 72, ("name", "value", "down_payment"),
    )  # fmt: skip
    document = only(down, line(words="PIX 529.982.247-25"))
    assert told(document) == ("received", 82, ("document", "value", "down_payment"))
    assert (document.installment_ids, document.left, document.credited) == ((700,), Money(0), Money(0))


def test_a_down_payment_is_found_by_just_its_value() -> None:
    for words in ("PIX", "PIX JOANA DARC SOUZA", "PIX 529.982.247-25"):
        for cents in (99_99, 100_01, 103_00):
            assert propose([line(cents, words)], about(piece(0, due=-9), late=3_00)) == ()
    both = about(piece(0), piece(1, due=30))
    assert propose([line(200_00, "PIX JOANA DARC SOUZA")], both) == (), "nor beside installments"


def test_an_installment_of_that_value_comes_before_a_down_payment() -> None:
    both = about(piece(0), piece(1, due=30))
    assert only(both, line(words="PIX JOANA DARC SOUZA")).installment_ids == (701,)
    assert propose([line()], both) == (), "of two nobody guesses"


def test_a_down_payment_is_no_older_than_its_sale() -> None:
    sold = replace(piece(0), since=TODAY)
    assert propose([line(day=TODAY - timedelta(days=1))], about(sold)) == ()
    assert only(about(sold), line()).installment_ids == (700,)


def test_one_down_payment_is_proposed_for_one_line() -> None:
    words = "PIX JOANA DARC SOUZA"
    (found,) = propose([line(words=words, id_=1), line(words=words, id_=2)], about(piece(0)))
    assert found.line_id == 1


# -- properties

pieces = st.builds(
    piece, st.integers(0, 9), st.sampled_from([0, 50_00, 100_00]), st.integers(1, 2), st.integers(-40, 40),
    st.integers(1, 3),
)  # fmt: skip
texts = st.sampled_from(["PIX", "PIX JOANA DARC SOUZA", "PIX 111.444.777-35", "PIX RUI COSTA"])
codes = st.sampled_from([None, "C1P1", "C1P1C1P2", "C2P3", "C9P9"])
ends = st.sampled_from([None, E2E])
lines = st.lists(
    st.tuples(st.sampled_from([50_00, 100_00, 103_00, 200_00]), texts, codes, ends, st.integers(-2, 2)),
    max_size=8,
)
payments = st.lists(st.tuples(st.sampled_from([50_00, 100_00]), st.integers(-3, 3)), max_size=4)


@given(
    st.lists(pieces, max_size=12, unique_by=lambda each: each.installment_id), lines, payments, st.randoms()
)
def test_nothing_is_proposed_twice_and_the_order_changes_nothing(
    some: list[PayablePiece], said: list[tuple[int, str, str | None, str | None, int]],
    paid: list[tuple[int, int]], chance: random.Random,
) -> None:  # fmt: skip
    received = tuple(
        ReceivedPix(at, 1 + at % 2, TODAY + timedelta(days=days), Money(cents), E2E[-4:])
        for at, (cents, days) in enumerate(paid)
    )
    incoming = [
        line(cents, words, at, txid=code, end_to_end=end, day=TODAY + timedelta(days=days))
        for at, (cents, words, code, end, days) in enumerate(said)
    ]
    proposals = propose(incoming, about(*some, received=received, late=3_00))
    things = [thing for each in proposals for thing in each.things]
    assert len(things) == len(set(things))
    assert len({each.line_id for each in proposals}) == len(proposals)
    assert all(0 < each.score <= 100 and each.reasons for each in proposals)
    amounts = {each.id: each.amount for each in incoming}
    assert all(
        each.credited <= amounts[each.line_id] and not (each.credited and each.left) for each in proposals
    )
    chance.shuffle(incoming)
    chance.shuffle(some)
    again = about(*some, received=tuple(reversed(received)), late=3_00, people=(RUI, JOANA))
    assert propose(incoming, again) == proposals
