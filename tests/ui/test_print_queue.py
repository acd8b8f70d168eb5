"""Papers in the background: nobody waits for a printer, and what did not come out is told and tried again."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crediario.documents.receipt import render
from crediario.gateways.printer import (
    PrinterFault,
    PrinterKind,
    ReceiptNotPrinted,
    ReceiptPrinter,
    SheetNotPrinted,
)
from crediario.ui import print_queue, printers, printing
from crediario.ui.print_queue import PrintJob, PrintQueue, PrintState, queue_of
from crediario.ui.printers import PDF, Printers, SheetPrinter
from crediario.ui.tasks import Tasks
from tests.documents.samples import receipt
from tests.ui.support import context_without_shop

WAITING, PRINTING, PRINTED, NOT_PRINTED = PrintState


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Of a window; kept until its printers are done."""
    made = Tasks(context_without_shop())
    yield made
    queue_of(made).finish()


@pytest.fixture
def queue(tasks: Tasks) -> PrintQueue:
    return queue_of(tasks)


def test_a_window_has_one_queue(tasks: Tasks, queue: PrintQueue) -> None:
    assert queue_of(tasks) is queue


def test_every_step_is_told_on_the_windows_thread(queue: PrintQueue, qtbot: QtBot, tmp_path: Path) -> None:
    device, seen = tmp_path / "lp0", []
    device.touch()

    def told(job: PrintJob) -> None:
        seen.append((job.state, threading.current_thread() is threading.main_thread()))

    queue.put(render(receipt()), ReceiptPrinter(PrinterKind.FILE, str(device)), told)
    qtbot.waitUntil(lambda: len(seen) == 3, timeout=20_000)
    assert seen == [(WAITING, True), (PRINTING, True), (PRINTED, True)]
    assert device.stat().st_size > 10_000


def test_a_printer_that_hangs_holds_up_no_other(
    queue: PrintQueue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, states = threading.Event(), {"a": WAITING, "b": WAITING}
    monkeypatch.setattr(printing, "print_on", lambda _, chosen: chosen.name == "b" or stuck.wait(20))
    for name in states:
        queue.put(b"", SheetPrinter(name), lambda job, name=name: states.update({name: job.state}))  # type: ignore[misc]
    qtbot.waitUntil(lambda: states["b"] is PRINTED)
    assert states["a"] is not PRINTED
    stuck.set()
    qtbot.waitUntil(lambda: states["a"] is PRINTED)


def test_what_did_not_come_out_is_tried_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks, answers = Tasks(context_without_shop(), inline=True), [False, True]
    monkeypatch.setattr(printing, "print_on", lambda *_: answers.pop(0))
    job = queue_of(tasks).put(b"", SheetPrinter("Epson"), lambda _: None)
    assert job.state is NOT_PRINTED
    assert isinstance(job.failure, SheetNotPrinted)
    queue_of(tasks).again(job)
    assert (job.state, job.failure) == (PRINTED, None)


def test_a_receipt_printer_that_is_off_says_so(qtbot: QtBot) -> None:
    tasks = Tasks(context_without_shop(), inline=True)
    off = ReceiptPrinter(PrinterKind.NETWORK, "127.0.0.1:1")
    job = queue_of(tasks).put(render(receipt()), off, lambda _: None)
    assert isinstance(job.failure, ReceiptNotPrinted)
    assert job.failure.fault is PrinterFault.OFF


@pytest.mark.logs_warnings
def test_a_bug_on_the_way_is_a_paper_that_did_not_come_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(print_queue.printing, "print_on", broken)
    tasks = Tasks(context_without_shop(), inline=True)
    assert queue_of(tasks).put(b"", SheetPrinter("Epson"), lambda _: None).state is NOT_PRINTED


def test_the_choice_is_remembered_and_nonsense_is_not() -> None:
    chosen = Printers(
        SheetPrinter("Epson", -15, 5, 1004), ReceiptPrinter(PrinterKind.NETWORK, "10.0.0.9", 58, True)
    )
    printers.remember(chosen)
    assert printers.remembered() == chosen
    kept = printers._machine()
    for name in ("right", "scale", "kind", "form", "width"):
        kept.setValue(f"print/{name}", "x")
    assert printers.remembered() == Printers(SheetPrinter("Epson", 0, 5, 1000))


def test_pdf_chosen_is_no_printer() -> None:
    printers.remember(Printers(SheetPrinter("Epson")))
    assert printing.has_printer()
    printers.remember(Printers(SheetPrinter(PDF)))
    assert not printing.has_printer()
