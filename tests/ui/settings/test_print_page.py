"""Impressão: printers chosen at once, tried, and set right by what somebody measured on paper."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from crediario.documents.ruler import render_ruler
from crediario.domain.issuing import ReceiptForm
from crediario.gateways.printer import PrinterKind, ReceiptPrinter
from crediario.services.core import Context
from crediario.ui import printers, printing
from crediario.ui.printers import PDF, SYSTEM, SheetPrinter
from crediario.ui.settings import print_words, words
from crediario.ui.settings.print_page import MillimetreEdit, PrintPage
from crediario.ui.theme import Scheme, Theme
from crediario.ui.widgets.edits import NumberOutOfRange
from tests.documents.test_ruler import ink, picture
from tests.support.shop import CASHIER
from tests.ui.settings.office import Office, an_office
from tests.ui.setup.desks import texts_cut
from tests.ui.windows import CTRL

EPSON = SheetPrinter("Epson L3250")


def page_of(office: Office) -> PrintPage:
    """Ctrl+5, and the page Impressão."""
    office.press("5", modifier=CTRL)
    screen = office.screen
    screen.bar.setCurrentIndex(screen.bar.count() - 1)
    QApplication.processEvents()
    assert screen.bar.tabText(screen.bar.currentIndex()) == words.PRINTING
    return screen.print_page


# -- choosing


def test_every_choice_is_kept_at_once_and_shown_again(office: Office) -> None:
    page = page_of(office)
    assert printers.remembered() == printers.Printers()
    page.sheet.set_value(PDF)
    page.form.set_value(ReceiptForm.A5)
    assert (printers.remembered().sheet.name, printers.remembered().form) == (PDF, ReceiptForm.A5)

    page.kind.set_value(PrinterKind.NETWORK)
    assert printers.remembered().receipt is None, "not before it has an address"
    page.address.setText("192.168.0.50")
    page.address.editingFinished.emit()
    page.width_mm.set_value(58)
    page.drawer.setChecked(True)
    wanted = ReceiptPrinter(PrinterKind.NETWORK, "192.168.0.50", 58, True)
    assert printers.remembered().receipt == wanted

    office.press("Escape")
    again = page_of(office)
    assert (again.sheet.value(), again.kind.value(), again.address.text()) == (
        PDF,
        PrinterKind.NETWORK,
        "192.168.0.50",
    )
    assert (again.width_mm.value(), again.drawer.isChecked()) == (58, True)
    assert not office.dialogs.asked, "nothing here waits for F10"


def test_only_what_a_connection_needs_is_asked(office: Office) -> None:
    page = page_of(office)
    needed = (page.address_field, page.width_field, page.drawer, page.test_receipt)
    assert not any(each.isVisible() for each in needed)
    page.kind.set_value(PrinterKind.USB)
    assert all(each.isVisible() for each in needed)


def test_a_printer_switched_off_today_stays_chosen(office: Office) -> None:
    printers.remember(printers.Printers(sheet=EPSON))
    page = page_of(office)
    assert page.sheet.value() == EPSON.name
    values = [page.sheet.itemText(place) for place in range(page.sheet.count())]
    assert values[0] == print_words.SYSTEM_CHOICE and values[-1] == print_words.PDF_CHOICE


def test_another_printer_begins_straight(office: Office) -> None:
    printers.remember(printers.Printers(sheet=replace(EPSON, right=12, down=-8, scale=1005)))
    page = page_of(office)
    page.kind.set_value(PrinterKind.USB)
    assert printers.remembered().sheet.right == 12, "the same printer keeps what was measured"
    page.sheet.set_value(SYSTEM)
    assert printers.remembered().sheet == SheetPrinter(SYSTEM)


def test_the_counter_chooses_printers_too(counter: Office) -> None:
    page = page_of(counter)
    page.sheet.set_value(PDF)
    assert printers.remembered().sheet.name == PDF


# -- trying


def test_the_ruler_goes_to_the_chosen_printer_as_it_is_adjusted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[bytes, SheetPrinter]] = []
    monkeypatch.setattr(printing, "print_on", lambda content, to: sent.append((content, to)) is None)
    adjusted = replace(EPSON, right=12)
    printers.remember(printers.Printers(sheet=adjusted))
    page = page_of(office)
    page.test_sheet.click()
    assert sent == [(render_ruler(), adjusted)]
    assert page.sheet_state.text() == print_words.PRINTED


def test_without_a_printer_it_says_so(office: Office) -> None:
    page = page_of(office)
    page.sheet.set_value(PDF)
    page.test_sheet.click()
    assert page.sheet_state.text() == print_words.NO_PRINTER


def test_a_ruler_that_did_not_come_out_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "print_on", lambda *_: False)
    printers.remember(printers.Printers(sheet=EPSON))
    page = page_of(office)
    page.test_sheet.click()
    assert page.sheet_state.text() and page.sheet_state.text() != print_words.PRINTED


def test_the_test_of_receipts_goes_to_their_printer(office: Office, tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    page = page_of(office)
    page.kind.set_value(PrinterKind.FILE)
    page.test_receipt.click()
    assert page.address.error == print_words.ADDRESS_MISSING and page.address.hasFocus()
    page.address.setText(str(device))
    page.test_receipt.click()
    assert not page.address.error
    assert page.receipt_state.text() == print_words.PRINTED
    assert device.stat().st_size > 5_000


# -- setting right


def measured(page: PrintPage, left: str, top: str, length: str) -> str:
    for edit, text in ((page.left, left), (page.top, top), (page.length, length)):
        edit.setText(text)
    page.adjust.click()
    return page.adjust_state.text()


def test_what_was_measured_is_made_good_and_measuring_starts_anew(office: Office) -> None:
    printers.remember(printers.Printers(sheet=EPSON))
    page = page_of(office)
    assert measured(page, "21,5", "18", "100") == print_words.ADJUSTED
    assert printers.remembered().sheet == replace(EPSON, right=-15, down=20)
    assert [each.text() for each in (page.left, page.top, page.length)] == ["20,0 mm", "20,0 mm", "100,0 mm"]
    assert measured(page, "20,5", "20", "100") == print_words.ADJUSTED
    assert printers.remembered().sheet == replace(EPSON, right=-20, down=20), "on top of what was made good"
    assert measured(page, "20", "20", "98") == print_words.ADJUSTED
    assert printers.remembered().sheet.scale == 1020


@pytest.mark.parametrize(
    ("left", "top", "length"),
    [("41", "20", "100"), ("20", "", "100"), ("20", "20", "89"), ("20", "20", "111")],
)
def test_a_slip_of_the_ruler_changes_nothing(office: Office, left: str, top: str, length: str) -> None:
    printers.remember(printers.Printers(sheet=EPSON))
    assert measured(page_of(office), left, top, length) == print_words.OUT_OF_RANGE
    assert printers.remembered().sheet == EPSON


def test_too_far_off_in_several_steps_is_refused_too(office: Office) -> None:
    printers.remember(printers.Printers(sheet=replace(EPSON, right=150)))
    assert measured(page_of(office), "10", "20", "100") == print_words.OUT_OF_RANGE
    assert printers.remembered().sheet.right == 150


@pytest.mark.parametrize(
    ("text", "tenths"), [("20", 200), ("20,5", 205), ("20,5 mm", 205), ("0", 0), (" 19,9 mm ", 199)]
)
def test_a_length_as_people_write_it(text: str, tenths: int) -> None:
    edit = MillimetreEdit(0, 400)
    assert edit._parse(text) == tenths


@pytest.mark.parametrize("text", ["20,55", "2 0", "40,1", "mm", "-1", "20.5", "²0", "99999"])
def test_a_length_nobody_can_mean(text: str) -> None:
    with pytest.raises(NumberOutOfRange):
        MillimetreEdit(0, 400)._parse(text)


@pytest.mark.parametrize(("off_right", "off_down", "stretch"), [(15, -10, 1000), (0, 0, 980), (-12, 8, 1015)])
def test_a_printer_that_prints_off_prints_right_after_two_rounds(
    office: Office, tmp_path: Path, off_right: int, off_down: int, stretch: int
) -> None:
    """The ruler is really printed, measured on the picture, set right, and printed again."""
    printers.remember(printers.Printers(sheet=EPSON))
    page = page_of(office)
    wrong = SheetPrinter("wrong", off_right, off_down, stretch)
    for _ in range(2):
        left, top, length = on_paper(tmp_path, wrong)
        assert measured(page, *(f"{each:.1f}".replace(".", ",") for each in (left, top, length)))
    left, top, length = on_paper(tmp_path, wrong)
    assert (left, top, length) == pytest.approx((20, 20, 100), abs=0.21)


def on_paper(folder: Path, wrong: SheetPrinter) -> tuple[float, float, float]:
    """Where that printer, as it is adjusted now, puts the ruler: from the left, from above, how long."""
    chosen, size = printers.remembered().sheet, wrong.scale / 1000
    both = SheetPrinter(
        "both",
        round(wrong.right + chosen.right * size),
        round(wrong.down + chosen.down * size),
        round(wrong.scale * chosen.scale / 1000),
    )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "out.pdf"))
    printer.setResolution(printing.PRINT_DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    assert printing.print_pages(render_ruler(), printer, both)
    sheet = picture((folder / "out.pdf").read_bytes())
    # Between the numbers of either ruler, and at the far end of the one across.
    left, top = ink(sheet, 17.0, 23.5, 22.0, 26.0)[0], ink(sheet, 23.5, 17.0, 26.0, 22.0)[1]
    return left, top, ink(sheet, 60.0, 22.0, 130.0, 23.5)[2] - left


# -- what it looks like


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [(1366, 768, 100, Scheme.LIGHT), (1366, 768, 150, Scheme.DARK), (1024, 700, 100, Scheme.DARK)],
)
def test_it_fits(
    qapp: QApplication, sqlite_shop: Context, width: int, height: int, percent: int, scheme: Scheme
) -> None:
    Theme.apply(qapp, scheme, percent)
    printers.remember(
        printers.Printers(EPSON, ReceiptPrinter(PrinterKind.NETWORK, "192.168.0.50:9100", 80, True))
    )
    with an_office(sqlite_shop, CASHIER, width, height) as office:
        page = page_of(office)
        assert not texts_cut(page)
