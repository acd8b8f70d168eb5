"""Papers on their way out."""

import io
from pathlib import Path
from stat import S_IMODE
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from crediario.ui import printing
from crediario.ui.navigation import Shell


@pytest.fixture
def paper() -> bytes:
    """Two pages of 100 by 50 mm, the second with a black square of 10 mm at 20, 10 from the top."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(100 * mm, 50 * mm))
    canvas.showPage()
    canvas.rect(20 * mm, 30 * mm, 10 * mm, 10 * mm, fill=1, stroke=0)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_pages_and_their_size(paper: bytes) -> None:
    assert printing.page_count(paper) == 2
    assert printing.page_size_mm(paper) == pytest.approx((100, 50))


def test_a_part_is_drawn_at_the_width_asked(qapp: QApplication, paper: bytes) -> None:
    square = printing.draw_part(paper, 1, (20, 10, 30, 20), 80)
    assert abs(square.width() - 80) <= 1
    assert square.pixelColor(40, 40).name() == "#000000"
    around = printing.draw_part(paper, 1, (0, 0, 100, 50), 200)
    assert around.pixelColor(10, 10).name() == "#ffffff"
    assert around.pixelColor(50, 30).name() == "#000000"


def test_what_is_printed_has_the_size_of_the_paper(qapp: QApplication, paper: bytes, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(printing.PRINT_DPI)
    assert printing.print_pages(paper, printer)
    printed = (tmp_path / "out.pdf").read_bytes()
    assert printing.page_count(printed) == 2
    assert printing.page_size_mm(printed, 1) == pytest.approx((100, 50), abs=0.5)
    drawn = printing.draw_part(printed, 1, (0, 0, 100, 50), 200)
    assert drawn.pixelColor(50, 30).lightness() < 20
    assert drawn.pixelColor(66, 30).lightness() > 235


def test_a_printer_that_cannot_begin_is_told(qapp: QApplication, paper: bytes, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "not there" / "out.pdf"))
    assert not printing.print_pages(paper, printer)


def test_an_opened_paper_lies_in_a_folder_of_this_person_alone(
    qapp: QApplication, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        "crediario.ui.printing.QDesktopServices.openUrl",
        lambda url: bool(opened.append(Path(url.toLocalFile())) or True),
    )
    answers: list[bool] = []
    printing.open_paper(shell(paper), 7, "Recibo 018.442", answers.append)
    assert answers == [True]
    assert opened[0].name == "Recibo 018.442.pdf"
    assert opened[0].read_bytes() == paper
    assert S_IMODE(opened[0].parent.stat().st_mode) & 0o077 == 0


def test_a_paper_nobody_can_open_is_told(
    qapp: QApplication, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crediario.ui.printing.QDesktopServices.openUrl", lambda _: False)
    answers: list[bool] = []
    printing.open_paper(shell(paper), 7, "Recibo", answers.append)
    assert answers == [False]


def test_giving_up_saves_nothing(qapp: QApplication) -> None:
    nothing = cast(Any, SimpleNamespace(save_file=lambda *_: None))
    asked = cast(Shell, SimpleNamespace(dialogs=nothing, tasks=None))
    printing.save_paper(asked, cast(Any, None), 7, "Carnê 5214")


def test_without_a_printer_nothing_is_sent(qapp: QApplication, paper: bytes) -> None:
    assert not printing.has_printer()
    assert printing.print_content(paper) is False


def shell(content: bytes) -> Shell:
    """A shell whose only use case is fetching this document."""

    def run(_: object, __: object, on_done: Any, *___: object) -> None:
        on_done(content)

    return cast(Shell, SimpleNamespace(tasks=SimpleNamespace(run=run)))


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "pendencias.xlsx"
    assert printing.written(place, b"old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crediario.ui.printing.os.fsync", full_disk)
    assert not printing.written(place, b"new")
    assert place.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["pendencias.xlsx"]
    assert not printing.written(tmp_path / "nowhere" / "a.xlsx", b"new")
