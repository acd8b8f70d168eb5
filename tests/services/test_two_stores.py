"""Two stores of one shop share a bank account: whose slip a Pix paid is said by the slip; on both engines."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from crediario.db.shop import save_version
from crediario.db.statements import run
from crediario.domain import pix
from crediario.domain.bank_matching import MatchReason, ProposalKind
from crediario.domain.credit.policy import LENIENT
from crediario.services import payments, slips
from crediario.services.core import Context
from crediario.services.papers import PaperOrder, issue_carne, issue_receipt, paper_content
from tests.documents.pages import codes_on, page_images
from tests.support.banking import bring_in, came_in
from tests.support.builders import a_customer, a_payment
from tests.support.selling import a_sale
from tests.support.shop import PROFILE, TODAY, new_id, on_day

DUE = date(2026, 6, 9)
CONTRACT = 1


@dataclass(frozen=True, slots=True)
class Sold:
    """The first contract of each store, to a customer of its own, both of the same value."""

    ours: Context
    theirs: Context
    joana: int
    rui: int
    our_sale: int
    their_sale: int


@pytest.fixture
def sold(shop: Context) -> Sold:
    ids = "SELECT 9, 9, 'Loja 09', opened_at FROM store"
    run(shop.database, f"INSERT INTO store (id, code, name, opened_at) {ids}")
    run(shop.database, "INSERT INTO number_series SELECT 9, series, 0 FROM number_series")
    theirs = replace(shop, store_id=9, store_code=9)
    save_version(theirs.stamp, "policy", LENIENT)
    save_version(theirs.stamp, "profile", PROFILE)
    on_day(shop, date(2026, 5, 9))
    joana, rui = a_customer(shop, "Joana Darc de Souza"), a_customer(shop, "Rui Barbosa Lima")
    mine = a_sale(shop, joana, price=200_00, count=2, first_due=DUE)
    other = a_sale(theirs, rui, price=200_00, count=2, first_due=DUE)
    assert mine.number == other.number == CONTRACT
    on_day(shop, TODAY)
    return Sold(shop, theirs, joana, rui, mine.sale_id, other.sale_id)


def printed(ctx: Context, sale_id: int) -> list[pix.PixPayload]:
    """The Pix codes on the slips of a carnê, in the order of their txids."""
    content = paper_content(ctx, issue_carne(ctx, PaperOrder(new_id(), sale_id)).document_id)
    codes = set().union(*(codes_on(image)["qr"] for image in page_images(content)))
    read = [pix.decode(code) for code in codes if code.startswith("000201")]
    return sorted(read, key=lambda each: each.txid or "")


def test_each_stores_slips_say_whose_they_are(sold: Sold) -> None:
    assert [each.txid for each in printed(sold.ours, sold.our_sale)] == ["L2C1P1", "L2C1P2"]
    theirs = printed(sold.theirs, sold.their_sale)
    assert [each.txid for each in theirs] == ["L9C1P1", "L9C1P2"]
    assert all(each.valid for each in theirs)


@pytest.mark.parametrize("txid", ["L2C1P1", "C1P1"])
def test_our_slip_is_found_as_printed_now_and_before(sold: Sold, txid: str) -> None:
    (line,) = bring_in(sold.ours, came_in(100_00, f"PIX {txid}"))
    assert line.proposal is not None
    assert (line.proposal.kind, line.proposal.score) == (ProposalKind.RECEIVED, 100)
    assert (line.proposal.customer_id, line.proposal.reasons[0]) == (sold.joana, MatchReason.TXID)


def test_the_other_stores_slip_is_proposed_for_nothing_of_ours(sold: Sold) -> None:
    """Same account, same number, same value, and the day it is due: still another customer's."""
    (line,) = bring_in(sold.ours, came_in(100_00, "PIX L9C1P1"))
    assert line.proposal is None
    (line,) = bring_in(sold.theirs, came_in(100_00, "PIX L9C1P1"))
    assert line.proposal is not None
    assert (line.proposal.customer_id, line.proposal.score) == (sold.rui, 100)


def test_the_scanner_opens_the_slip_of_the_store_it_names(sold: Sold) -> None:
    charge = pix.PixCharge(PROFILE.pix_key, "Casa Aurora", "Patos de Minas", txid="L9C1P1")
    assert slips.find_slip(sold.ours, pix.encode(charge)).customer_id == sold.rui
    for txid in ("L2C1P1", "C1P1"):
        found = slips.find_slip(sold.ours, pix.encode(replace(charge, txid=txid)))
        assert found.customer_id == sold.joana


def test_the_till_knows_what_another_store_sold(sold: Sold) -> None:
    ours, theirs = (payments.receiving_desk(sold.ours, each) for each in (sold.joana, sold.rui))
    assert ours.store_code == theirs.store_code == 2
    assert ({row.elsewhere for row in ours.rows}, {row.elsewhere for row in theirs.rows}) == ({False}, {True})


def test_the_receipt_asks_for_the_next_installment_as_its_slip_does(sold: Sold) -> None:
    said = []
    for customer in (sold.joana, sold.rui):
        receipt = a_payment(sold.ours, customer)
        paper = issue_receipt(sold.ours, PaperOrder(new_id(), receipt.payment_id))
        (image,) = page_images(paper_content(sold.ours, paper.document_id))
        (code,) = codes_on(image)["qr"]
        said.append(pix.decode(code).txid)
    assert said == ["L2C1P2", pix.NO_TXID]
