"""Papers on their way out: drawn on the screen, printed, opened in the system's viewer, saved as PDF.

What is shown, printed and saved is one thing: the archived bytes, rendered.
"""

import atexit
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from crediario.gateways.pdf import opened_pdf
from crediario.services.papers import paper_content
from crediario.ui import printers
from crediario.ui.messages import Message
from crediario.ui.navigation import Shell
from crediario.ui.printers import PDF, SheetPrinter

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from PySide6.QtPrintSupport import QPrinter

POINTS_PER_MM = 72 / 25.4
MM_PER_INCH = 25.4
PRINT_DPI = 300
EXACT = SheetPrinter()
PDF_KIND = "PDF (*.pdf)"
NO_VIEWER = Message(
    "O PDF não abriu", "Nenhum programa deste computador abre PDF.", "Salve o arquivo e abra em outro."
)
NOT_SAVED = Message("O PDF não foi salvo", "A pasta escolhida não aceita gravação.", "Escolha outra pasta.")

Outcome = Callable[[bool], object]
Box = tuple[float, float, float, float]


def open_paper(shell: Shell, document_id: int, name: str, done: Outcome | None = None) -> None:
    """Open a document in the system's viewer, from a folder only this person can read."""

    def show(content: bytes) -> None:
        opened = open_content(content, name)
        if done is not None:
            done(opened)

    shell.tasks.run(shell.tasks, paper_content, show, document_id)


def save_paper(
    shell: Shell, parent: QWidget, document_id: int, name: str, done: Outcome | None = None
) -> None:
    """Ask where, and write the document there."""
    chosen = shell.dialogs.save_file(parent, "Salvar em PDF", f"{name}.pdf", PDF_KIND)
    if chosen is None:
        return
    place = chosen if chosen.suffix else chosen.with_suffix(".pdf")

    def write(content: bytes) -> None:
        saved = written(place, content)
        if not saved:
            shell.dialogs.warn(parent, NOT_SAVED)
        if done is not None:
            done(saved)

    shell.tasks.run(shell.tasks, paper_content, write, document_id)


def has_printer() -> bool:
    """Whether sheets can be printed here: PDF was not chosen, and the system has a printer."""
    chosen = printers.remembered().sheet.name
    return chosen != PDF and (bool(chosen) or bool(system_printer()))


def system_printer() -> str:
    """The printer the system would take; empty where there is none."""
    from PySide6.QtPrintSupport import QPrinterInfo

    found = QPrinterInfo.defaultPrinter()
    return "" if found.isNull() else found.printerName()


def printer_names() -> tuple[str, ...]:
    """Every printer of sheets the system knows."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return tuple(QPrinterInfo.availablePrinterNames())


def page_count(content: bytes) -> int:
    """How many pages a document has."""
    with opened_pdf(content) as document:
        return len(document)


def page_size_mm(content: bytes, page: int = 0) -> tuple[float, float]:
    """Width and height of a page."""
    with opened_pdf(content) as document:
        width, height = document[page].get_size()
        return width / POINTS_PER_MM, height / POINTS_PER_MM


def draw_part(content: bytes, page: int, part_mm: Box, width: int) -> QImage:
    """A part of a page, ``width`` pixels wide.

    ``part_mm`` is (left, top, right, bottom) from the page's upper left corner.
    """
    with opened_pdf(content) as document:
        sheet = document[page]
        whole_width, whole_height = sheet.get_size()
        left, top, right, bottom = (side * POINTS_PER_MM for side in part_mm)
        crop = (left, whole_height - bottom, whole_width - right, top)
        return _rendered(sheet, width / (right - left), crop)


def _rendered(sheet: "PdfPage", scale: float, crop: Box = (0, 0, 0, 0)) -> QImage:
    bitmap = sheet.render(scale=scale, crop=crop, prefer_bgrx=True)
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    return picture.copy()


def print_content(content: bytes) -> bool:
    """Print a PDF on the printer chosen for sheets; whether it went out."""
    return has_printer() and print_on(content, printers.remembered().sheet)


def print_on(content: bytes, chosen: SheetPrinter) -> bool:
    """Print a PDF on that printer; whether it went out. Touches no QObject: any thread may call it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(chosen.name) if chosen.name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        return False
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    return print_pages(content, printer, chosen)


def print_pages(content: bytes, printer: "QPrinter", adjusted: SheetPrinter = EXACT) -> bool:
    """Every page at its size, at the printer's resolution; False when the printer does not take them.

    Args:
        content: a PDF.
        printer: where to.
        adjusted: how far the printer prints off, made good here.
    """
    with opened_pdf(content) as document:
        width, height = document[0].get_size()
        _set_paper(printer, width / POINTS_PER_MM, height / POINTS_PER_MM)
        painter = QPainter()
        if not painter.begin(printer):
            return False
        dots = printer.resolution()
        for number in range(len(document)):
            if number and not printer.newPage():
                return False
            picture = _rendered(document[number], dots / 72)
            painter.drawImage(_place(width, height, dots, adjusted), picture)
        return painter.end()


def _place(width: float, height: float, dots: int, adjusted: SheetPrinter) -> QRectF:
    """Where a page of so many points goes, in dots."""
    dot, size = dots / MM_PER_INCH / 10, dots / 72 * adjusted.scale / 1000
    return QRectF(adjusted.right * dot, adjusted.down * dot, width * size, height * size)


def _set_paper(printer: "QPrinter", width_mm: float, height_mm: float) -> None:
    paper = QPageSize(QSizeF(width_mm, height_mm), QPageSize.Unit.Millimeter)
    printer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)


def open_content(content: bytes, name: str) -> bool:
    """Open a PDF in the system's viewer, from a folder only this person can read; whether something did."""
    place = Path(_private_folder().name) / f"{name}.pdf"
    return written(place, content) and QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def written(place: Path, content: bytes) -> bool:
    """Write a file whole or not at all: a full disk leaves no half of it under its name.

    Rule: reliability.md F20.
    """
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        return False
    return True


@cache
def _private_folder() -> "TemporaryDirectory[str]":
    """Readable by this person alone, and gone when the program ends: papers carry names and amounts."""
    folder = TemporaryDirectory(prefix="crediario-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return folder
