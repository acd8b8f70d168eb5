"""Como sai o recibo: Ctrl+R goes round what is possible, and this till keeps what was received with."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crediario.db import papers
from crediario.domain.issuing import ReceiptForm
from crediario.gateways.printer import PrinterKind, ReceiptPrinter
from crediario.ui import printers, printing
from crediario.ui.payments import received_flow
from crediario.ui.payments.receipt_choice import ReceiptChoice, after, remembered, usual
from crediario.ui.printers import Printers, ReceiptWay
from tests.ui.payments.till import Till, code

SLIP = code(1, 5)
THERMAL = ReceiptPrinter(PrinterKind.FILE, "/dev/usb/lp0", 58)


def around(kept: Printers, *, has_phone: bool) -> list[str]:
    """The words of one whole round, from what this till does on."""
    chosen, words = usual(kept, has_phone=has_phone), list[str]()
    while chosen.words not in words:
        words.append(chosen.words)
        chosen = after(chosen, kept, has_phone=has_phone)
    return words


def test_without_a_receipt_printer_every_paper_is_possible() -> None:
    assert around(Printers(), has_phone=True) == [
        "só com F9",
        "impresso, tira de 80 mm",
        "impresso, tira de 58 mm",
        "impresso, folha A5",
        "impresso, folha A4",
        "por WhatsApp",
    ]


def test_a_receipt_printer_takes_the_roll_that_is_in_it() -> None:
    assert around(Printers(receipt=THERMAL), has_phone=False) == [
        "impresso, tira de 58 mm",
        "impresso, folha A5",
        "impresso, folha A4",
        "só com F9",
    ]


def test_a_message_needs_a_phone() -> None:
    kept = Printers(way=ReceiptWay.MESSAGE)
    assert usual(kept, has_phone=True).way is ReceiptWay.MESSAGE
    assert usual(kept, has_phone=False).way is ReceiptWay.ASKED


def test_only_what_is_printed_says_which_form_is_kept() -> None:
    kept = Printers(form=ReceiptForm.A5)
    asked = remembered(ReceiptChoice(ReceiptWay.ASKED, ReceiptForm.A4), kept)
    assert (asked.way, asked.form) == (ReceiptWay.ASKED, ReceiptForm.A5)
    printed = remembered(ReceiptChoice(ReceiptWay.PRINTED, ReceiptForm.A4), kept)
    assert (printed.receipt_way, printed.receipt_form) == (ReceiptWay.PRINTED, ReceiptForm.A4)


def test_what_an_earlier_version_kept_still_goes_to_the_receipt_printer() -> None:
    """There the form did not count once a receipt printer was chosen."""
    printers.remember(Printers(receipt=THERMAL, form=ReceiptForm.A4))
    printers._machine().remove("print/way")
    assert printers.remembered().receipt_form is ReceiptForm.ROLL_58
    printers.remember(Printers(receipt=THERMAL, form=ReceiptForm.A4))
    assert printers.remembered().receipt_form is ReceiptForm.A4


# -- at the till


def version_issued(till: Till) -> str:
    flow = till.screen.received
    assert flow is not None and flow.receipt is not None
    paper = papers.issued(till.ctx.database, "receipt", flow.receipt.payment_id)
    assert paper is not None
    return paper.template_version


def test_ctrl_r_chooses_the_form_and_the_till_keeps_it(till: Till) -> None:
    till.open(code=SLIP)
    assert "Recibo só com F9" in till.screen.panel._receipt_words.text()
    for _ in range(4):
        till.ctrl("R")
    assert "Recibo impresso, folha A4" in till.screen.panel._receipt_words.text()
    assert printers.remembered() == Printers(), "nothing was received yet"
    till.press("F10")
    assert version_issued(till).startswith("recibo-a4")
    assert printers.remembered().receipt_form is ReceiptForm.A4
    till.press("Return")
    till.open(code=code(2, 2))
    assert till.screen.choice == ReceiptChoice(ReceiptWay.PRINTED, ReceiptForm.A4)


def test_a_low_window_tells_the_choice_in_passing(till: Till) -> None:
    till.window.resize(1024, 700)
    till.open(code=SLIP)
    assert not till.screen.panel.says_receipt
    till.ctrl("R")
    assert till.window.toaster.text == "Recibo impresso, tira de 80 mm."


def test_a_receipt_not_received_changes_nothing(till: Till) -> None:
    till.open(code=SLIP)
    till.ctrl("R")
    till.press("Escape")
    assert printers.remembered() == Printers()


def test_it_comes_out_by_itself_and_f9_is_the_second_copy(till: Till, tmp_path: Path, qtbot: QtBot) -> None:
    device = tmp_path / "lp0"
    device.touch()
    printers.remember(replace(Printers(), receipt=ReceiptPrinter(PrinterKind.FILE, str(device))))
    till.open(code=SLIP)
    till.press("F10")
    qtbot.waitUntil(lambda: till.window.toaster.text == "Recibo impresso.", timeout=20_000)
    once = device.stat().st_size
    assert once > 10_000
    till.press("F9")
    qtbot.waitUntil(lambda: till.window.toaster.text == "2ª via impressa.", timeout=20_000)
    assert device.stat().st_size > once


def test_a_sheet_never_goes_to_the_roll(till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "lp0"
    device.touch()
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    opened: list[str] = []
    monkeypatch.setattr(printing, "open_paper", lambda _shell, _id, name, _done: opened.append(name))
    receipt = ReceiptPrinter(PrinterKind.FILE, str(device))
    printers.remember(Printers(receipt=receipt, form=ReceiptForm.A5, way=ReceiptWay.PRINTED))
    till.open(code=SLIP)
    till.press("F10")
    assert version_issued(till).startswith("recibo-a5")
    assert opened == [], "no viewer comes up by itself"
    till.press("F9")
    assert len(opened) == 1 and device.stat().st_size == 0


def test_a_message_stands_ready_as_soon_as_it_is_received(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write(_: str, text: str) -> bool:
        written.append(text)
        return True

    monkeypatch.setattr(received_flow, "open_chat", write)
    till.open(code=SLIP)
    for _ in range(5):
        till.ctrl("R")
    assert till.screen.choice.way is ReceiptWay.MESSAGE
    till.press("F10")
    assert len(written) == 1
    assert "000.006" in written[0]
