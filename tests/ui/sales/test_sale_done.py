"""After F10: what is saved, what is printed, what is said, and the ways on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from crediario.domain.settings import ShopProfile
from crediario.services.core import Context
from crediario.services.papers import IssuedPaper, PaperOrder, ProfileMissing, issue_carne
from crediario.ui import printing
from crediario.ui.navigation import Home, NewSale, Receive
from crediario.ui.sales import done_papers
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
    assert states(at) == {"Carnê 1": "Pronto", "Recibo da entrada": "Pronto"}
    carne, receipt = at.done.shelf.papers.papers
    assert (carne.pages, receipt.pages) == (3, 1)
    assert carne.content.startswith(b"%PDF")
    assert "recibo 000.001" in receipt.about


def test_without_an_entrada_there_is_no_receipt(counter: OpenAt, sqlite_shop: Context) -> None:
    at = counter(NewSale(customer(sqlite_shop)))
    at.keys("1290\n\n\n")
    at.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    at.keys("5\n")
    at.press(Qt.Key.Key_F10)
    assert states(at) == {"Carnê 1": "Pronto"}
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
    monkeypatch.setattr(printing, "print_pages", lambda *_: False)
    at.press(Qt.Key.Key_F9)
    assert states(at)["Carnê 1"] == "Não saiu"
    assert at.done.shelf.failure.paragraph.text.startswith("A venda está salva. A impressora não respondeu.")
    assert at.done.shelf.failure.isVisible()
    assert not at.done.shelf.note.isVisible()


def test_with_a_printer_the_carne_goes_out_by_itself(
    counter: OpenAt, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "print_pages", lambda content, _: bool(sent.append(content)) or True)
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    at.press(Qt.Key.Key_F10)
    assert sent == [at.done.shelf.papers.papers[0].content]
    assert states(at) == {"Carnê 1": "Impresso", "Recibo da entrada": "Pronto"}


def test_an_unchecked_carne_waits(
    counter: OpenAt, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "print_pages", lambda *_: pytest.fail("nobody asked to print"))
    at = counter(NewSale(customer(sqlite_shop)))
    at.typed_sale()
    at.screen.form.ticket.papers.carne.setChecked(False)
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
