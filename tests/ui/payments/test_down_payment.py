"""A down payment undone, in Receber: it stands first, says why, and is received whole."""

from datetime import date

import pytest

from crediario.domain.money import Money
from crediario.services import payments
from crediario.services.core import Context
from tests.support.builders import a_reversal, a_sale
from tests.ui.payments.till import Till


@pytest.fixture
def owing(till: Till, sqlite_shop: Context) -> Till:
    """Célia bought for R$ 300,00, R$ 60,00 of them down, whose receipt was undone."""
    sale = a_sale(sqlite_shop, till.people.celia, first_due=date(2026, 7, 10), down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(sqlite_shop, sale.down_payment_id)
    return till


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_it_stands_first_and_says_why(owing: Till) -> None:
    screen = owing.open(owing.people.celia)
    first = screen.desk.table.rows()[0]
    model = screen.desk.table.rows_model
    cells = [model.cell(0, at).text for at in range(model.columnCount())]
    assert cells[3:5] == ["entrada", "aberta"]
    assert cells[-1] == "60,00"
    assert first.is_down_payment
    assert "1 entrada e 3 parcelas" in screen.desk._card.hint.text()
    assert "recibo dela foi estornado" in screen.desk.memory.paragraph.text


def test_it_is_received_with_one_key(owing: Till) -> None:
    owing.open(owing.people.celia)
    owing.press("F10")
    view = owing.received()
    assert [(line.number, line.paid) for line in view.lines] == [(None, Money(60_00))]
    flow = owing.screen.received
    assert flow is not None
    assert flow.view._line.text().startswith("Entrada · recibo")
    assert not any(row.is_down_payment for row in payments.receiving_desk(owing.ctx, owing.people.celia).rows)


def test_a_part_of_it_is_not_taken(owing: Till) -> None:
    screen = owing.open(owing.people.celia)
    owing.press("5", "0")
    assert plain(screen.panel.reason.text()) == (
        "A entrada se recebe inteira: faltam R$ 10,00. Complete, ou desmarque-a."
    )
    assert not screen.panel.primary.isEnabled()


def test_beside_an_installment_the_words_tell_them_apart(owing: Till) -> None:
    screen = owing.open(owing.people.celia)
    assert screen.draft is not None
    screen.draft.mark([row.installment_id for row in screen.draft.desk.rows[:2]])
    screen.edits.show_marks()
    owing.press("9", "0")
    assert plain(screen.draft.part_words).startswith("Paga a entrada do carnê 4 e R$ 30,00 da 1/3")
    owing.press("F10")
    assert [line.number for line in owing.received().lines] == [None, 1]


def test_it_has_no_due_date_to_move(owing: Till) -> None:
    owing.open(owing.people.celia)
    owing.ctrl("H")
    assert owing.screen.draft is not None, "still in Receber"


def test_its_pix_names_no_installment(owing: Till) -> None:
    screen = owing.open(owing.people.celia)
    assert screen.draft is not None
    assert screen.draft.txid == "***"
