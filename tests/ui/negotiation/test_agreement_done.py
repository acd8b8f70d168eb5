"""After F10: what was agreed, what came in, the papers, and the ways on."""

from dataclasses import replace
from pathlib import Path

import pytest

from crediario.domain.issuing import ReceiptForm
from crediario.services.core import Context
from crediario.services.papers import IssuedPaper, PaperOrder, ProfileMissing, issue_carne
from crediario.ui import printers, printing
from crediario.ui.navigation import CustomerCard, Home, Negotiation, Receive
from crediario.ui.negotiation import agreement_papers
from tests.ui.negotiation.negotiating import Table
from tests.ui.negotiation.test_negotiation_words import spoken
from tests.ui.windows import CTRL, Elsewhere


@pytest.fixture
def made(table: Table) -> Table:
    """José's agreement in four installments, just made."""
    table.open(table.people.jose)
    table.press("2", "0", "0", "Return", "2", "F10")
    return table


def states(table: Table) -> dict[str, str]:
    return {paper.title: paper.state.text for paper in table.done.shelf.papers.papers}


def test_the_agreement_in_one_line_and_what_came_in(made: Table) -> None:
    head = made.done.head
    assert head.title.text() == "Acordo nº 1 feito"
    assert spoken(head.about.text()) == "José Roberto da Silva · Parcelado sem juros · 4× de R$ 171,23"
    assert (head.received.text(), spoken(head.amount.text())) == (
        "Recibo 000.004, recebido em dinheiro", "R$ 120,87",
    )  # fmt: skip


def test_what_was_closed_and_what_to_say(made: Table) -> None:
    farewell = made.done.farewell
    assert spoken(farewell.total.value.text()) == "R$ 805,80"
    assert farewell.first_due.text == "A 1ª parcela é dia 09/07/2026, quinta-feira."
    assert farewell.old.text == "Recolha as folhas 4 a 8 do carnê 1: agora valem as do acordo."
    assert farewell.sign.text == "São duas vias: assinam cliente, loja e duas testemunhas."


def test_the_papers_are_ready(made: Table) -> None:
    assert states(made) == {
        "Termo do acordo nº 1": "Pronto", "Carnê 5": "Pronto", "Recibo do acordo": "Pronto",
    }  # fmt: skip
    assert made.done.shelf.preview.accessibleName() == "Prévia: Termo do acordo nº 1"
    made.press("Down", modifier=CTRL)
    assert made.done.shelf.preview.accessibleName() == "Prévia da parcela 1"


def test_paid_at_once_there_is_no_carne(table: Table) -> None:
    table.open(table.people.jose)
    table.ctrl("D")
    table.type("3")
    table.screen.form.board.columns[1].setFocus()
    table.press("1", "F10")
    assert list(states(table)) == ["Termo do acordo nº 1", "Recibo do acordo"]
    farewell = table.done.farewell
    assert farewell.first_due.text == "Está tudo pago: o acordo termina hoje."
    assert farewell.old.text == "Recolha as folhas 4 a 8 do carnê 1: agora estão pagas."


@pytest.mark.parametrize(
    ("form", "words"),
    [(ReceiptForm.ROLL_80, "tira de 80 mm"), (ReceiptForm.ROLL_58, "tira de 58 mm"),
     (ReceiptForm.A5, "folha A5"), (ReceiptForm.A4, "folha A4")],
)  # fmt: skip
def test_the_receipt_says_what_it_is_drawn_for(table: Table, form: ReceiptForm, words: str) -> None:
    printers.remember(replace(printers.remembered(), form=form))
    table.open(table.people.jose)
    table.press("1", "F10")
    receipt = table.done.shelf.papers.papers[-1]
    assert receipt.about == f"recibo 000.004, {words}"


def test_nothing_paid_makes_no_receipt(table: Table) -> None:
    table.open(table.people.bia)
    table.press("Space", "Return", "3", "F10")
    assert list(states(table)) == ["Termo do acordo nº 1", "Carnê 5"]
    assert table.done.head.received.text() == ""


def test_a_paper_that_fails_is_told_and_the_agreement_stays(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [True]

    def issue(ctx: Context, order: PaperOrder) -> IssuedPaper:
        if fails:
            raise ProfileMissing
        return issue_carne(ctx, order)

    monkeypatch.setattr(agreement_papers, "issue_carne", issue)
    table.open(table.people.jose)
    table.press("2", "0", "0", "Return", "2", "F10")
    assert states(table)["Carnê 5"] == "Não saiu"
    assert table.done.shelf.failure.paragraph.text.startswith("O acordo está salvo. Faltam os dados da loja")
    fails.clear()
    table.press("F5")
    assert states(table)["Carnê 5"] == "Pronto"


def test_a_paper_is_saved_where_the_person_says(made: Table, tmp_path: Path) -> None:
    made.dialogs.path = tmp_path / "papel"
    made.ctrl("S")
    assert (tmp_path / "papel.pdf").read_bytes() == made.done.shelf.papers.papers[0].content


def test_enter_goes_on_with_somebody_else(made: Table) -> None:
    made.press("Return")
    assert made.where == Negotiation()
    assert made.focused is made.screen.blank.field


def test_f4_receives_and_ctrl_i_opens_the_ficha(made: Table) -> None:
    made.press("F4")
    assert isinstance(made.window.current, Elsewhere)
    assert made.where == Receive(made.people.jose)
    made.press("Escape")
    made.ctrl("I")
    assert made.where == CustomerCard(made.people.jose)


def test_the_ficha_says_that_an_agreement_runs(made: Table) -> None:
    made.ctrl("I")
    card = made.window.current
    assert card is not None
    assert card.head.agreement.accessibleName() == "em acordo nº 1"  # type: ignore[attr-defined]


def test_esc_goes_back_without_a_question(made: Table) -> None:
    made.press("Escape")
    assert made.where == Home()
    assert made.dialogs.asked == []


def test_the_termo_comes_out_again_with_f9(made: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(printing, "open_content", lambda content, name: bool(opened.append(name)) or True)
    made.press("F9")
    assert opened == ["Termo do acordo nº 1"]
    made.open(made.people.jose)
    assert "2ª via do termo, F9" in made.bar()
    made.press("F9")
    assert opened[-1] == "termo-1"
