"""Which printer a paper goes to on this computer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crediario.documents.receipt import template_version
from crediario.domain.issuing import ReceiptForm
from crediario.gateways.printer import PrinterKind, ReceiptPrinter
from crediario.services.papers import IssuedPaper
from crediario.ui import printers, printing
from crediario.ui.paper_ways import RECEIPT, printer_of

ROLL = ReceiptPrinter(PrinterKind.FILE, "/dev/null")


def a_paper(kind: str = RECEIPT, form: ReceiptForm = ReceiptForm.ROLL_80) -> IssuedPaper:
    made_at = datetime(2026, 6, 9, 14, 32, tzinfo=UTC)
    return IssuedPaper(1, kind, 1, template_version(form), "", made_at)


@pytest.mark.parametrize("has_printer", [True, False])
def test_only_a_narrow_receipt_goes_to_the_receipt_printer(
    monkeypatch: pytest.MonkeyPatch, has_printer: bool
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: has_printer)
    printers.remember(replace(printers.remembered(), receipt=ROLL))
    sheet = printers.remembered().sheet if has_printer else None
    assert printer_of(a_paper()) == ROLL
    assert printer_of(a_paper(form=ReceiptForm.A5)) == sheet
    assert printer_of(a_paper("carne")) == sheet


def test_without_a_receipt_printer_a_receipt_goes_where_sheets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    assert printer_of(a_paper()) == printers.remembered().sheet
