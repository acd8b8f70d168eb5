"""The sheet of a closing: everything on it, issued once, the same bytes ever after."""

import pytest

from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services import cash_sheets, papers
from crediario.services.cash_closing import closing_view
from crediario.services.cash_sheets import PaperOrder, SheetOfNoClosing
from crediario.services.core import Context
from tests.documents.pages import whole_text
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, MANAGER, as_person, new_id
from tests.support.tills import close, counting_openly, drop, open_till


@pytest.fixture
def till(shop: Context) -> Context:
    counting_openly(shop)
    cashier = as_person(shop, CASHIER)
    close(cashier)
    open_till(cashier, Money(300_00))
    return cashier


def issued(ctx: Context, closing_id: int) -> bytes:
    paper = cash_sheets.issue_cash_sheet(ctx, PaperOrder(new_id(), closing_id))
    assert (paper.kind, paper.subject_id) == ("cash_sheet", closing_id)
    return papers.paper_content(ctx, paper.document_id)


def test_everything_the_session_did_is_on_its_sheet(till: Context) -> None:
    customer = a_customer(till)
    a_sale(till, customer)
    a_payment(till, customer)
    a_payment(till, customer, method=Method.PIX)
    drop(till, Money(50_00))
    done = close(till, Money(348_00), float_left=Money(300_00), note="troco dado a mais")

    text = whole_text(issued(till, done.closing_id))

    view = closing_view(till, done.closing_id)
    for said in ("000.002", "caixa 02", "Joana P.", "300,00", "350,00", "348,00", "−2,00", "48,00",
                 "troco dado a mais", view.audit_hash[:16]):  # fmt: skip
        assert said in text, (said, text)


def test_it_is_issued_once_and_a_reprint_is_the_same(till: Context) -> None:
    done = close(till)
    first = issued(till, done.closing_id)
    assert first.startswith(b"%PDF-")
    assert issued(as_person(till, MANAGER), done.closing_id) == first


def test_a_closing_that_is_not_there_has_no_sheet(till: Context) -> None:
    with pytest.raises(SheetOfNoClosing):
        issued(till, 999)
