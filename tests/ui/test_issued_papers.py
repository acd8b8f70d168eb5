"""Papers on their way out: made once, tried again with the same bytes, every further copy counted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from crediario.db.models import Document, DocumentCopy
from crediario.domain.issuing import Medium
from crediario.domain.money import Money
from crediario.gateways.printer import PrinterKind, ReceiptPrinter
from crediario.services.core import Context
from crediario.services.papers import issue_carne, issue_receipt
from crediario.ui import issued_papers, printers, printing
from crediario.ui.issued_papers import IssuedPapers, Paper
from crediario.ui.navigation import Shell
from crediario.ui.printers import PDF, Printers, SheetPrinter
from tests.documents.pages import page_texts
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import CASHIER
from tests.ui.settings.office import an_office

EPSON = SheetPrinter("Epson L3250")


class Machine:
    """A printer of sheets that keeps what it got, and fails when told to."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.works = True

    def print_on(self, content: bytes, _: SheetPrinter) -> bool:
        self.got.append(content)
        return self.works


@pytest.fixture
def epson(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(printing, "print_on", made.print_on)
    printers.remember(Printers(sheet=EPSON))
    return made


@pytest.fixture
def shell(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Shell]:
    with an_office(sqlite_shop, CASHIER) as office:
        assert office.window.shell is not None
        yield office.window.shell


@pytest.fixture
def carne(sqlite_shop: Context) -> Paper:
    """The carnê of a sale of R$ 300,00 in three, not made yet."""
    sale = a_sale(sqlite_shop, a_customer(sqlite_shop), Money(300_00))
    return Paper("carne", "Carnê", "3 parcelas", sale.sale_id, issue_carne, slips=3)


@pytest.fixture
def papers(shell: Shell) -> Iterator[IssuedPapers]:
    made = IssuedPapers(shell)
    yield made
    made.deleteLater()


def now(papers: IssuedPapers) -> Paper:
    (paper,) = papers.papers
    return paper


def times_printed(papers: IssuedPapers) -> int:
    printout = now(papers).printout
    assert printout is not None
    return printout.printed


def copies() -> list[tuple[int, str]]:
    rows = DocumentCopy.select().order_by(DocumentCopy.id)
    return [(row.number, row.medium) for row in rows]


def test_it_is_made_once_and_waits_to_be_printed(papers: IssuedPapers, carne: Paper, epson: Machine) -> None:
    papers.issue([carne])
    assert (now(papers).state, now(papers).pages > 0) == (issued_papers.READY, True)
    papers.issue([carne])
    assert Document.select().count() == 1
    assert (epson.got, copies()) == ([], [])


def test_the_first_is_the_original_and_every_one_after_it_a_counted_copy(
    papers: IssuedPapers, carne: Paper, epson: Machine
) -> None:
    papers.issue([carne])
    for _ in range(3):
        papers.print("carne")
    original, second, third = epson.got
    assert original == now(papers).content
    assert "2ª via" not in page_texts(original)[0]
    assert all("2ª via" in text for text in page_texts(second))
    assert all("3ª via" in text for text in page_texts(third))
    assert copies() == [(2, Medium.PRINTER.value), (3, Medium.PRINTER.value)]
    assert (now(papers).state, times_printed(papers)) == (issued_papers.PRINTED, 3)
    assert now(papers).content == original, "what is kept has no mark"


def test_what_did_not_come_out_is_tried_again_and_is_no_copy(
    papers: IssuedPapers, carne: Paper, epson: Machine
) -> None:
    told: list[str] = []
    papers.failed.connect(told.append)
    papers.issue([carne])
    epson.works = False
    papers.print("carne")
    assert (now(papers).state, times_printed(papers)) == (issued_papers.NOT_PRINTED, 0)
    assert issued_papers.AGAIN in told[0]
    epson.works = True
    papers.print("carne")
    assert epson.got[0] == epson.got[1]
    assert (copies(), now(papers).state) == ([], issued_papers.PRINTED)


def test_a_copy_that_did_not_come_out_is_not_counted_twice(
    papers: IssuedPapers, carne: Paper, epson: Machine
) -> None:
    papers.issue([carne])
    papers.print("carne")
    epson.works = False
    papers.print("carne")
    epson.works = True
    papers.print("carne")
    assert epson.got[1] == epson.got[2] != epson.got[0]
    assert [number for number, _ in copies()] == [2]


def test_one_chosen_to_go_out_prints_itself_and_one_that_waits_is_made_when_asked_for(
    papers: IssuedPapers, carne: Paper, epson: Machine
) -> None:
    papers.issue([replace(carne, waits=True)])
    assert (now(papers).state, Document.select().count()) == (issued_papers.NOT_CHOSEN, 0)
    papers.print("carne")
    assert (now(papers).state, len(epson.got)) == (issued_papers.PRINTED, 1)
    other = replace(carne, kind="other", goes_out=True)
    papers.issue([other])
    assert len(epson.got) == 2 and copies() == []


def test_without_a_printer_it_is_opened_and_nothing_is_counted(
    papers: IssuedPapers, carne: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    printers.remember(Printers(sheet=SheetPrinter(PDF)))
    opened: list[str] = []

    def open_content(_: bytes, name: str) -> bool:
        opened.append(name)
        return True

    monkeypatch.setattr(printing, "open_content", open_content)
    papers.issue([carne])
    papers.print("carne")
    papers.print("carne")
    assert (opened, now(papers).state) == (["Carnê", "Carnê"], issued_papers.OPENED)
    assert copies() == []


def test_a_receipt_goes_to_the_receipt_printer_and_its_copy_says_so(
    papers: IssuedPapers, sqlite_shop: Context, epson: Machine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    device = tmp_path_factory.mktemp("dev") / "lp0"
    device.touch()
    printers.remember(Printers(EPSON, ReceiptPrinter(PrinterKind.FILE, str(device))))
    customer = a_customer(sqlite_shop)
    a_sale(sqlite_shop, customer)
    paid = a_payment(sqlite_shop, customer)
    papers.issue([Paper("receipt", "Recibo", "80 mm", paid.payment_id, issue_receipt)])
    papers.print("receipt")
    once = device.stat().st_size
    assert once > 5_000
    papers.print("receipt")
    assert device.stat().st_size > once
    assert copies() == [(2, Medium.RECEIPT_PRINTER.value)]
    assert epson.got == [], "the printer of sheets gets none of it"
