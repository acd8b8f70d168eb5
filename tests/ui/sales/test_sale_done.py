"""After F10: what is saved, what is printed, what is said, and the ways on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from crediario.db import shop as kept
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.services.core import Context
from crediario.services.papers import IssuedPaper, PaperOrder, ProfileMissing, issue_carne
from crediario.services.sale_papers import signs_notes
from crediario.ui import printing
from crediario.ui.navigation import Home, NewSale, Receive
from crediario.ui.paper_shelf import NOT_MADE
from crediario.ui.sales import done_papers, sale_done
from crediario.ui.whatsapp import chat_address
from tests.ui.sales.conftest import Counter, customer
from tests.ui.sales.test_sale_words import spoken

OpenAt = Callable[[NewSale], Counter]
CTRL = Qt.KeyboardModifier.ControlModifier


class Viewer(QObject):
    """The system's viewer: remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, bytes]] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        place = Path(url.toLocalFile())
        self.shown.append((place.name, place.read_bytes()))


@pytest.fixture
def viewer(qapp: QGuiApplication) -> Iterator[Viewer]:
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show")
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def at(counter: OpenAt, sqlite_shop: Context) -> Counter:
    """A sale of R$ 1.290,00 just concluded."""
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    at.press(Qt.Key.Key_F10)
    return at


READY = {
    "Carnê 1": "Pronto",
    "Contrato de venda a prazo": "Pronto",
    "Recibo da entrada": "Pronto",
    "Notas promissórias": "Não impresso",
}


def states(at: Counter) -> dict[str, str]:
    """How far each paper is."""
    return {paper.title: paper.state.text for paper in at.done.shelf.papers.papers}


def test_the_sale_is_told_in_one_line(at: Counter) -> None:
    head = at.done.head
    assert head.title.text() == "Venda 1 concluída"
    assert spoken(head.about.text()) == (
        "Rosângela Aparecida Lima · Mercadorias diversas · 6× de R$ 190,00 sem juros"
    )
    assert (head.received.text(), spoken(head.amount.text())) == (
        "Entrada recebida em dinheiro",
        "R$ 150,00",
    )
    assert not head.change.isVisible()


def test_three_sentences_before_the_goodbye(at: Counter) -> None:
    farewell = at.done.farewell
    assert farewell.first_due.text == "A 1ª parcela é dia 10/07, sexta-feira."
    assert farewell.where.text == "Dá para pagar por Pix, pelo código do próprio carnê."
    assert farewell.talk.text == "Se o mês apertar, ligue antes do vencimento: (34) 3821-0000."
    assert farewell.last.value.text() == "10/12/2026"


def test_a_shop_without_pix_and_telephone_promises_neither(at: Counter) -> None:
    from crediario.ui.sales.sale_done import Farewell

    farewell = Farewell()
    farewell.show_shop(ShopProfile(trade_name="Casa Aurora"))
    assert "Pix" not in farewell.where.text
    assert farewell.talk.text == "Se o mês apertar, passe na loja antes do vencimento."


def test_papers_are_ready_right_away(at: Counter) -> None:
    assert states(at) == READY
    carne, contract, receipt, notes = at.done.shelf.papers.papers
    assert (carne.pages, receipt.pages, notes.pages) == (3, 1, 0)
    assert contract.pages >= 2, "one for the shop, one for the customer"
    assert (carne.signature, contract.signature, notes.signature) == ("não precisa", "cliente", "cliente")
    assert carne.content.startswith(b"%PDF")
    assert "recibo 000.001" in receipt.about


def test_without_an_entrada_there_is_no_receipt(counter: OpenAt, sqlite_shop: Context) -> None:
    at = counter(NewSale(customer(sqlite_shop)))
    at.keys("1290\n\n\n")
    at.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    at.keys("5\n")
    at.press(Qt.Key.Key_F10)
    assert states(at) == {name: state for name, state in READY.items() if name != "Recibo da entrada"}
    assert at.done.head.amount.text() == ""


def test_the_preview_is_the_very_paper_and_turns(at: Counter) -> None:
    preview = at.done.shelf.preview
    assert preview.accessibleName() == "Prévia da parcela 1"
    first = preview.grab().toImage()
    for _ in range(8):
        at.press(Qt.Key.Key_Down, CTRL)
    assert preview.accessibleName() == "Prévia da parcela 6"
    assert preview.grab().toImage() != first
    for _ in range(8):
        at.press(Qt.Key.Key_Up, CTRL)
    assert preview.grab().toImage() == first


def test_the_receipt_is_shown_when_it_is_chosen(at: Counter) -> None:
    at.done.shelf.table.setFocus()
    at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_Down)
    assert at.done.shelf.preview.accessibleName() == "Prévia: Recibo da entrada"
    at.press(Qt.Key.Key_Down, CTRL)
    assert at.done.shelf.preview.accessibleName() == "Prévia da parcela 1"


def test_without_a_printer_f9_opens_the_pdf(at: Counter, viewer: Viewer) -> None:
    at.press(Qt.Key.Key_F9)
    assert viewer.shown == [("Carnê 1.pdf", at.done.shelf.papers.papers[0].content)]
    assert states(at)["Carnê 1"] == "Aberto em PDF"


def test_a_printer_that_fails_is_told_and_the_sale_stays(
    at: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "print_on", lambda *_: False)
    at.press(Qt.Key.Key_F9)
    assert states(at)["Carnê 1"] == "Não impresso"
    told = at.done.shelf.failure.paragraph.text
    assert told.startswith("A venda está salva. A impressora não aceitou o papel.")
    assert at.done.shelf.failure.isVisible()
    assert not at.done.shelf.note.isVisible()


def test_with_a_printer_the_chosen_papers_go_out_by_themselves(
    counter: OpenAt, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "print_on", lambda content, _: bool(sent.append(content)) or True)
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    at.press(Qt.Key.Key_F10)
    assert sent == [paper.content for paper in at.done.shelf.papers.papers if paper.content]
    assert states(at) == dict.fromkeys(READY, "Impresso") | {"Notas promissórias": "Não impresso"}


def test_unchecked_papers_wait(
    counter: OpenAt, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "print_on", lambda *_: pytest.fail("nobody asked to print"))
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    for check in at.screen.form.ticket.papers.checks:
        check.setChecked(False)
    at.press(Qt.Key.Key_F10)
    assert states(at)["Carnê 1"] == "Pronto"


def test_the_pdf_is_saved_where_the_person_says(at: Counter, tmp_path: Path) -> None:
    at.dialogs.path = tmp_path / "carnê da Rosângela"
    at.press(Qt.Key.Key_S, CTRL)
    saved = tmp_path / "carnê da Rosângela.pdf"
    assert saved.read_bytes() == at.done.shelf.papers.papers[0].content
    assert states(at)["Carnê 1"] == "Salvo em PDF"


def test_a_place_that_takes_no_file_is_told(at: Counter, tmp_path: Path) -> None:
    at.dialogs.path = tmp_path / "not there" / "carne.pdf"
    at.press(Qt.Key.Key_S, CTRL)
    assert [message.title for message in at.dialogs.warned] == ["O PDF não foi salvo"]
    assert states(at)["Carnê 1"] == "Pronto"


def test_a_paper_that_cannot_be_made_is_told(
    counter: OpenAt, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [True]

    def issue(ctx: Context, order: PaperOrder) -> IssuedPaper:
        if fails:
            raise ProfileMissing
        return issue_carne(ctx, order)

    monkeypatch.setattr(done_papers, "issue_carne", issue)
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    at.press(Qt.Key.Key_F10)
    assert states(at)["Carnê 1"] == "Não saiu"
    assert "Faltam os dados da loja" in at.done.shelf.failure.paragraph.text
    fails.clear()
    at.press(Qt.Key.Key_F9)
    assert states(at)["Carnê 1"] == "Pronto"


def test_enter_begins_the_next_sale(at: Counter) -> None:
    at.keys("\n")
    assert at.screen.done is None
    assert at.screen.form.pick.isVisible()


def test_held_keys_do_nothing_here(at: Counter) -> None:
    page = at.done
    at.press(Qt.Key.Key_F10)
    at.press(Qt.Key.Key_F10)
    assert at.screen.done is page


def test_f4_receives_another_installment(at: Counter) -> None:
    customer_id = at.done._receipt.customer_id
    at.press(Qt.Key.Key_F4)
    assert at.is_at == Receive(customer_id)


def test_esc_goes_to_the_start_without_a_question(at: Counter) -> None:
    at.press(Qt.Key.Key_Escape)
    assert at.is_at == Home()
    assert at.dialogs.asked == []


def test_f5_brings_the_same_bytes(at: Counter) -> None:
    before = [paper.content for paper in at.done.shelf.papers.papers]
    at.press(Qt.Key.Key_F5)
    assert [paper.content for paper in at.done.shelf.papers.papers] == before


# -- contract, notes, and what is told


def test_promissory_notes_are_made_only_when_asked_for(at: Counter) -> None:
    shelf = at.done.shelf
    shelf.table.setFocus()
    for _ in range(3):
        at.press(Qt.Key.Key_Down)
    assert not signs_notes(at.ctx, at.done._receipt.sale_id)
    at.press(Qt.Key.Key_S, CTRL)
    assert at.window.toaster.text == f"Notas promissórias: {NOT_MADE}"
    assert shelf.preview.accessibleName() == "Sem prévia: Notas promissórias", "not another paper's"
    assert not signs_notes(at.ctx, at.done._receipt.sale_id)
    at.press(Qt.Key.Key_F9)
    assert states(at)["Notas promissórias"] == "Pronto"
    assert signs_notes(at.ctx, at.done._receipt.sale_id)
    assert shelf.papers.papers[3].pages == 3, "two notes a sheet"
    assert shelf.preview.accessibleName() == "Prévia: Notas promissórias"


def test_papers_chosen_for_one_sale(counter: OpenAt, sqlite_shop: Context) -> None:
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    papers = at.screen.form.ticket.papers
    papers.contract.setChecked(False)
    papers.notes.setChecked(True)
    at.press(Qt.Key.Key_F10)
    assert states(at)["Contrato de venda a prazo"] == "Não impresso"
    assert states(at)["Notas promissórias"] == "Pronto"


def test_the_shop_says_which_papers_are_usual(counter: OpenAt, sqlite_shop: Context) -> None:
    usual = replace(ShopSettings(), print_contract=False, print_notes=True)
    kept.save_version(sqlite_shop.stamp, "settings", usual)
    at = counter(NewSale(customer(sqlite_shop)))
    chosen = at.screen.form.ticket.papers
    assert [check.isChecked() for check in chosen.checks] == [True, False, True, True]
    chosen.carne.setChecked(False)
    at.press(Qt.Key.Key_F5)
    assert not chosen.carne.isChecked(), "what was chosen for this sale stays"


def test_limit_points_and_last_installment_are_told(at: Counter) -> None:
    farewell = at.done.farewell
    assert spoken(farewell.limit.value.text()) == "−R$ 640,00", "R$ 500,00 without an analysis"
    assert farewell.points.value.text() == "1.140"
    assert farewell.last.value.text() == "10/12/2026"


def test_a_shop_without_points_tells_none(counter: OpenAt, sqlite_shop: Context) -> None:
    kept.save_version(sqlite_shop.stamp, "settings", replace(ShopSettings(), points_on=False))
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    at.press(Qt.Key.Key_F10)
    assert not at.done.farewell.points.isVisible()


def test_ctrl_w_opens_the_conversation_with_the_text_ready(
    at: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, str]] = []
    monkeypatch.setattr(
        sale_done, "open_chat", lambda phone, text: bool(opened.append((phone, text))) or True
    )
    at.press(Qt.Key.Key_W, CTRL)
    ((phone, text),) = opened
    assert phone == "+5534998124471"
    assert spoken(text) == (
        "Casa Aurora: sua compra de 09/06/2026 está registrada, venda 1.\n"
        "O que levou: Mercadorias diversas.\n"
        "6 parcelas de R$ 190,00: a primeira em 10/07/2026, sexta-feira, a última em 10/12/2026.\n"
        "Pague na loja com o carnê, ou por Pix pelo código de cada folha.\n"
        "Se o mês apertar, fale com a gente antes do vencimento.\n"
        "Casa Aurora · CNPJ 12.345.678/0001-95 · Rua Major Gote, 850, Centro, Patos de Minas · (34) 3821-0000"
    )
    assert chat_address(phone, "a b").endswith("wa.me/5534998124471?text=a%20b")


def test_nobody_is_written_to_on_a_telephone_for_messages(counter: OpenAt, sqlite_shop: Context) -> None:
    who = customer(sqlite_shop)
    sqlite_shop.database.execute_sql("UPDATE customer_phone SET purpose = 'work'")
    at = counter(NewSale(who))
    at.typed_sale()
    at.press(Qt.Key.Key_F10)
    assert not at.done.farewell.message.isVisible()
    works_here = at.screen.keys()
    assert "whatsapp" not in [action.id for action in works_here]


def test_a_browser_that_does_not_open_is_told(at: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sale_done, "open_chat", lambda *_: False)
    at.press(Qt.Key.Key_W, CTRL)
    assert [each.title for each in at.dialogs.warned] == ["O WhatsApp não abriu"]
