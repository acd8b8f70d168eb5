"""Recebido: the change first, the receipt in the background, and the way on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crediario.db.connection import DiskFull
from crediario.domain.money import Money
from crediario.gateways.printer import PrinterKind, ReceiptPrinter
from crediario.services.core import Context
from crediario.services.papers import IssuedPaper, PaperOrder
from crediario.ui import printers, printing
from crediario.ui.navigation import Home, NewSale
from crediario.ui.payments import received_flow
from crediario.ui.payments.received import ReceivedView
from crediario.ui.printers import ReceiptWay
from tests.ui.payments.till import Till, code

SLIP = code(1, 5)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def pay(till: Till, *keys: str) -> ReceivedView:
    till.open(code=SLIP)
    till.press(*keys, "F10")
    assert till.screen.received is not None
    return till.screen.received.view


def words_of(view: ReceivedView) -> str:
    return plain(" ".join(label.text() for label in view.findChildren(QLabel) if not label.isHidden()))


def test_the_change_stands_first_piece_by_piece(till: Till) -> None:
    view = pay(till, "1", "5", "0")
    assert plain(view.change.text()) == "R$ 6,11"
    said = words_of(view)
    assert "Recebido de Maria das Graças" in said
    assert "1 nota R$ 5,00" in said and "1 moeda R$ 1,00" in said and "1 moeda R$ 0,01" in said
    assert "Dinheiro 150,00 − troco 6,11" in said


def test_without_change_there_is_no_change_card(till: Till) -> None:
    view = pay(till)
    assert not view.change_card.isVisible()
    assert plain(view.total.text()) == "R$ 143,89"


def test_what_was_paid_and_what_comes_next(till: Till) -> None:
    view = pay(till)
    assert [(line.number, line.paid) for line in view.paid.rows()] == [(5, Money(143_89))]
    assert [row.number for row in view.coming.rows()][:3] == [2, 6, 3]
    said = words_of(view)
    assert "1 parcela · recibo 000.006" in said
    assert "12/06 · R$ 139,80" in said
    assert view.tag.accessibleName() == "1 parcela em atraso"


def test_everything_paid_says_so(till: Till) -> None:
    till.open(till.people.rosa)
    till.press("Down", "Space", "Down", "Space", "F10")
    assert till.screen.received is not None
    view = till.screen.received.view
    assert not view.next_card.isVisible()
    assert "Está tudo pago" in words_of(view)


def test_enter_is_the_next_customer(till: Till) -> None:
    view = pay(till)
    assert QApplication.focusWidget() is view.primary
    till.press("Return")
    assert till.screen.draft is None and till.screen.received is None
    assert QApplication.focusWidget() is till.screen.blank.field
    till.press("Escape")
    assert till.where() == Home()


def test_the_next_slip_goes_straight_on(till: Till) -> None:
    pay(till)
    till.scan(code(3, 1))
    assert till.screen.draft is not None and till.screen.draft.desk.name == "Rosa Lima"
    till.press("Escape")
    assert till.where() == Home(), "what was received is not kept below"


def test_a_slip_just_paid_is_refused_kindly(till: Till) -> None:
    pay(till)
    till.scan(SLIP)
    assert "paga em 09/06/2026, recibo 000.006" in till.screen.blank.note.paragraph.text


def test_selling_and_receiving_more_keep_the_customer(till: Till) -> None:
    pay(till)
    till.press("F4")
    assert till.screen.draft is not None and till.screen.draft.desk.customer_id == till.people.maria
    till.press("F10", "F2")
    assert till.where() == NewSale(till.people.maria)


def test_the_receipt_is_issued_at_once_and_printed_on_f9(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[int, str]] = []

    def open_paper(_: object, document_id: int, name: str, done: Any) -> None:
        opened.append((document_id, name))
        done(True)

    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(printing, "open_paper", open_paper)
    pay(till)
    flow = till.screen.received
    assert flow is not None and flow.paper is not None
    till.press("F9")
    assert opened == [(flow.paper.document_id, "recibo-000.006")]


def printing_to(device: Path) -> None:
    """This computer's receipt printer writes to that file, when F9 asks for it."""
    receipt = ReceiptPrinter(PrinterKind.FILE, str(device))
    printers.remember(replace(printers.remembered(), receipt=receipt, way=ReceiptWay.ASKED))


def test_a_printer_that_fails_holds_nobody_up(till: Till, tmp_path: Path, qtbot: QtBot) -> None:
    printing_to(tmp_path / "off")
    view = pay(till)
    till.press("F9")
    qtbot.waitUntil(lambda: "O pagamento já está gravado" in view.note.paragraph.text, timeout=20_000)
    till.press("Return")
    assert till.screen.received is None


def test_the_receipt_printer_prints_once_and_then_a_counted_copy(
    till: Till, tmp_path: Path, qtbot: QtBot
) -> None:
    device = tmp_path / "lp0"
    device.touch()
    printing_to(device)
    pay(till)
    till.press("F9")
    qtbot.waitUntil(lambda: till.window.toaster.text == "Recibo impresso.", timeout=20_000)
    once = device.stat().st_size
    assert once > 10_000
    till.press("F9")
    qtbot.waitUntil(lambda: till.window.toaster.text == "2ª via impressa.", timeout=20_000)
    assert device.stat().st_size > once * 2 - 2_000
    copies = till.ctx.database.execute_sql("SELECT number, medium FROM document_copy").fetchall()
    assert [tuple(each) for each in copies] == [(2, "receipt_printer")]


def test_a_copy_that_did_not_come_out_goes_again_and_is_counted_once(
    till: Till, tmp_path: Path, qtbot: QtBot
) -> None:
    device = tmp_path / "lp0"
    device.touch()
    printing_to(device)
    view = pay(till)
    till.press("F9")
    qtbot.waitUntil(lambda: till.window.toaster.text == "Recibo impresso.", timeout=20_000)
    device.unlink()
    till.press("F9")
    qtbot.waitUntil(lambda: "O pagamento já está gravado" in view.note.paragraph.text, timeout=20_000)
    device.touch()
    till.press("F9")
    qtbot.waitUntil(lambda: till.window.toaster.text == "2ª via impressa.", timeout=20_000)
    copies = till.ctx.database.execute_sql("SELECT number FROM document_copy").fetchall()
    assert [number for (number,) in copies] == [2]


def test_the_receipt_can_be_saved_as_pdf(till: Till, tmp_path: Path) -> None:
    pay(till)
    till.dialogs.path = tmp_path / "recibo.pdf"
    till.ctrl("S")
    assert (tmp_path / "recibo.pdf").read_bytes().startswith(b"%PDF")


def test_a_receipt_that_could_not_be_made_is_made_on_f9(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def full(ctx: Context, order: PaperOrder) -> IssuedPaper:
        tries.append(order.request_id)
        raise DiskFull

    monkeypatch.setattr(received_flow, "issue_receipt", full)
    view = pay(till)
    assert "O pagamento já está gravado" in view.note.paragraph.text
    monkeypatch.undo()
    opened: list[int] = []
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(printing, "open_paper", lambda _shell, id_, _name, _done: opened.append(id_))
    till.press("F9")
    assert len(opened) == 1 and not view.note.isVisible()


def test_a_receipt_asked_for_comes_out_also_after_the_next_customer_came(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Callable[[], object]] = []
    tasks = till.window.tasks
    run = tasks.run

    def slow(owner: Any, use_case: Any, on_done: Any, *args: Any, **options: Any) -> object:
        if use_case is not received_flow.issue_receipt:
            return run(owner, use_case, on_done, *args, **options)
        return held.append(lambda: run(owner, use_case, on_done, *args, **options))

    opened: list[int] = []
    monkeypatch.setattr(tasks, "run", slow)
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(printing, "open_paper", lambda _shell, id_, _name, done: done(not opened.append(id_)))
    pay(till)
    till.press("F9", "Return")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for job in held:
        job()
    assert len(opened) == 1
