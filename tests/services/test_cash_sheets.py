"""The sheet of a closing: everything on it, issued once, the same bytes ever after."""

import pytest

from crediario.db.models import Audit, CashClosing, Document
from crediario.domain.cash import NoOpenSession, SessionOfAnother
from crediario.domain.cash_closing import CountMissing, CountNotKept, FloatTooLarge, pieces_for
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services import cash, cash_sheets, papers
from crediario.services.cash_closing import closing_view
from crediario.services.cash_sheets import PaperOrder, SheetOfNoClosing, SheetWanted
from crediario.services.core import Context
from tests.documents.pages import whole_text
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, MANAGER, as_person, new_id
from tests.support.tills import another_cashier, close, count, counting_openly, drop, open_till, session_of


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


# -- before it is closed


def wanted(ctx: Context, counted: Money, **changes: object) -> SheetWanted:
    session_id = session_of(cash.till_desk(ctx)).session_id
    fields: dict[str, object] = {"others": (), "float_left": Money.ZERO, "note": ""}
    return SheetWanted(session_id, pieces_for(counted), **(fields | changes))  # type: ignore[arg-type]


def preview(ctx: Context, counted: Money, **changes: object) -> bytes:
    return cash_sheets.preview_cash_sheet(ctx, wanted(ctx, counted, **changes))


def without_heading(text: str) -> str:
    """From the float on: what a preview and the sheet have in common, up to the signatures."""
    return text[text.index("Fundo de troco") : text.index("Observação") + 30].replace(
        "A recolher", "Recolhido"
    )


def test_the_preview_says_what_the_sheet_will_say_and_writes_nothing(till: Context) -> None:
    customer = a_customer(till)
    a_sale(till, customer)
    a_payment(till, customer)
    a_payment(till, customer, method=Method.DEBIT)
    drop(till, Money(50_00))
    rows = Audit.select().count(), CashClosing.select().count(), Document.select().count()
    others = ((Method.DEBIT, Money(100_00)),)
    changes = {"others": others, "float_left": Money(300_00), "note": "troco dado a mais"}

    before = whole_text(preview(till, Money(348_00), **changes))

    assert (Audit.select().count(), CashClosing.select().count(), Document.select().count()) == rows
    assert "PRÉVIA" in before and "Joana P." in before
    after = whole_text(issued(till, close(till, Money(348_00), **changes).closing_id))
    assert without_heading(before) == without_heading(after)


def test_a_preview_is_refused_as_the_closing_would_be(till: Context) -> None:
    customer = a_customer(till)
    a_sale(till, customer)
    a_payment(till, customer, method=Method.DEBIT)
    with pytest.raises(CountMissing):
        preview(till, Money(300_00))
    debit = ((Method.DEBIT, Money(100_00)),)
    with pytest.raises(FloatTooLarge):
        preview(till, Money(300_00), others=debit, float_left=Money(300_01))


def test_a_preview_of_a_till_that_is_another_s_or_closed_is_refused(shop: Context, till: Context) -> None:
    asked = wanted(till, Money(300_00))
    with pytest.raises(SessionOfAnother):
        cash_sheets.preview_cash_sheet(another_cashier(shop), asked)
    close(till)
    with pytest.raises(NoOpenSession):
        cash_sheets.preview_cash_sheet(till, asked)
    open_till(till, Money(300_00))
    with pytest.raises(NoOpenSession):
        cash_sheets.preview_cash_sheet(till, asked)


def test_counting_blind_there_is_no_preview_before_that_very_count_was_kept(shop: Context) -> None:
    cashier = as_person(shop, CASHIER)
    close(cashier)
    open_till(cashier, Money(300_00))
    with pytest.raises(CountNotKept):
        preview(cashier, Money(299_00))
    count(cashier, Money(299_00))
    with pytest.raises(CountNotKept):
        preview(cashier, Money(300_00))
    assert "−1,00" in whole_text(preview(cashier, Money(299_00)))
