"""Impressão: which printers this computer uses, a test of each, and how far off the sheets come out."""

from collections.abc import Callable
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crediario.documents.ruler import render_roll_test, render_ruler
from crediario.domain.issuing import ReceiptForm
from crediario.gateways.printer import PrinterKind, ReceiptPrinter
from crediario.ui import printers, printing
from crediario.ui.messages import words
from crediario.ui.print_queue import Printer, PrintJob, PrintState, queue_of
from crediario.ui.printers import LEAST_SCALE, MOST_OFFSET, MOST_SCALE, PDF, SYSTEM, SheetPrinter
from crediario.ui.settings import print_words
from crediario.ui.tasks import Tasks
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import FiguresEdit, NumberOutOfRange, TextEdit
from crediario.ui.widgets.fields import Check, Combo, Field
from crediario.ui.widgets.labels import Label, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row

#: What the ruler measures where nothing is off, in tenths of a millimetre.
EDGE, RULER = 200, 1000
STATES = {
    PrintState.WAITING: print_words.WAITING,
    PrintState.PRINTING: print_words.PRINTING,
    PrintState.PRINTED: print_words.PRINTED,
}


class MillimetreEdit(FiguresEdit[int]):
    """A length, kept in tenths of a millimetre: ``20,5 mm``."""

    ALLOWED = "0123456789,"

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most

    def _parse(self, text: str) -> int:
        whole, _, tenth = text.strip().removesuffix("mm").strip().partition(",")
        if not (whole.isascii() and whole.isdigit() and len(whole) < 5 and tenth in {"", *"0123456789"}):
            raise NumberOutOfRange(self._least // 10, self._most // 10)
        value = int(whole) * 10 + int(tenth or 0)
        if not self._least <= value <= self._most:
            raise NumberOutOfRange(self._least // 10, self._most // 10)
        return value

    def _format(self, value: int) -> str:
        return f"{value // 10},{value % 10} mm"


class PrintPage(ScrollArea):
    """Every choice is kept at once; nothing here needs F10."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        chosen = printers.remembered()
        self.sheet: Combo[str] = Combo(_sheet_choices(chosen.sheet.name))
        self.kind: Combo[PrinterKind | None] = Combo(print_words.KINDS)
        self.address = TextEdit()
        self.width_mm: Combo[int] = Combo(print_words.WIDTHS)
        self.drawer = Check("Abrir a gaveta depois de imprimir")
        self.form = Combo(print_words.FORMS)
        self.way = Combo(print_words.LEAVES)
        self.left, self.top = MillimetreEdit(0, 2 * EDGE), MillimetreEdit(0, 2 * EDGE)
        self.length = MillimetreEdit(RULER * 9 // 10, RULER * 11 // 10)
        self.test_sheet, self.sheet_state = _button("Imprimir régua", "a régua"), label("", "office", "text2")
        self.test_receipt, self.receipt_state = _button("Imprimir teste", "o teste de recibo"), _state()
        self.adjust, self.adjust_state = _button("Acertar", "a impressora pelas medidas"), _state()
        self._build()
        self._show(chosen)
        self._listen()

    def first_field(self) -> QWidget:
        """Where the keyboard starts."""
        return self.sheet

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.address_field = Field("Endereço", self.address)
        self.form_field = Field("Recibos em", self.form)
        self.width_field = Field("Bobina", self.width_mm)
        sheets = Card("Folhas A4", "carnê, contrato, acordo, listas").add(
            Field("Impressora", self.sheet), _test_line(self.test_sheet, self.sheet_state)
        )
        receipts = Card("Recibos", "impressora térmica").add(
            row(Field("Ligação", self.kind), self.width_field, self.form_field, gap=Gap.X12),
            self.address_field,
            Field("Ao receber", self.way, note=print_words.EACH_TIME),
            self.drawer,
            _test_line(self.test_receipt, self.receipt_state),
        )
        measures = (
            Field("Da borda esquerda", self.left),
            Field("Da borda de cima", self.top),
            Field("Régua deitada", self.length),
        )
        adjust = Card("Ajustar impressora", "folhas que saem fora do lugar").add(
            label(print_words.MEASURE, "office", "text2", wrap=True),
            row(*measures, gap=Gap.X12),
            _test_line(self.adjust, self.adjust_state),
        )
        cards = column(sheets, receipts, adjust, Note(print_words.AT_ONCE), None, gap=Gap.X14,
                       margin=(Gap.X14, Gap.X14))  # fmt: skip
        content = holder(cards)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def _show(self, chosen: printers.Printers) -> None:
        receipt = chosen.receipt
        self.sheet.set_value(chosen.sheet.name)
        self.form.set_value(chosen.form)
        self.way.set_value(chosen.receipt_way)
        self.kind.set_value(receipt.kind if receipt else None)
        self.address.setText(receipt.address if receipt else "")
        self.width_mm.set_value(receipt.width_mm if receipt else 80)
        self.drawer.setChecked(receipt is not None and receipt.kicks_drawer)
        self._show_measures()
        self._show_parts()

    def _show_measures(self) -> None:
        self.left.set_value(EDGE)
        self.top.set_value(EDGE)
        self.length.set_value(RULER)

    def _show_parts(self) -> None:
        """Only what the kind of connection needs."""
        kind = self.kind.value()
        for widget in (self.address_field, self.width_field, self.drawer, self.test_receipt):
            widget.setVisible(kind is not None)
        self.form_field.setVisible(kind is None)
        self.address_field.show_note(print_words.ADDRESSES[kind])

    def _listen(self) -> None:
        for combo in (self.sheet, self.kind, self.width_mm, self.form):
            combo.currentIndexChanged.connect(self._keep)
        self.way.currentIndexChanged.connect(self._keep_way)
        self.address.editingFinished.connect(self._keep)
        self.drawer.toggled.connect(self._keep)
        self.test_sheet.clicked.connect(self._print_ruler)
        self.test_receipt.clicked.connect(self._print_test)
        self.adjust.clicked.connect(self._adjust)

    # -- keeping -------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        before = printers.remembered()
        # How far off it prints is of the printer: another one begins straight.
        same = before.sheet.name == self.sheet.value()
        sheet = before.sheet if same else SheetPrinter(self.sheet.value())
        receipt = self._receipt()
        # A receipt printer just connected prints the receipts, until Ctrl+R says otherwise.
        is_new = receipt is not None and before.receipt is None
        form = ReceiptForm.ROLL_80 if is_new else self.form.value()
        kept = replace(before, sheet=sheet, receipt=receipt, form=form)
        printers.remember(kept)
        with QSignalBlocker(self.way), QSignalBlocker(self.form):
            self.way.set_value(kept.receipt_way)
            self.form.set_value(form)
        self.address.set_error("")
        self._show_parts()

    def _keep_way(self) -> None:
        printers.remember(replace(printers.remembered(), way=self.way.value()))

    def _receipt(self) -> ReceiptPrinter | None:
        kind, address = self.kind.value(), self.address.value()
        if kind is None or not address:
            return None
        return ReceiptPrinter(kind, address, self.width_mm.value(), self.drawer.isChecked())

    def _adjust(self) -> None:
        """Makes good what was measured, on top of what was made good before."""
        left, top, length = self.left.value(), self.top.value(), self.length.value()
        if left is None or top is None or length is None:
            self.adjust_state.announce(print_words.OUT_OF_RANGE)
            return
        chosen = printers.remembered()
        sheet = chosen.sheet
        scale = (sheet.scale * RULER + length // 2) // length
        # The place is measured on the paper as it came out; what was wrong in size moved it too.
        right, down = (
            now + EDGE - (measured * RULER + length // 2) // length
            for now, measured in ((sheet.right, left), (sheet.down, top))
        )
        if not (max(abs(right), abs(down)) <= MOST_OFFSET and LEAST_SCALE <= scale <= MOST_SCALE):
            self.adjust_state.announce(print_words.OUT_OF_RANGE)
            return
        printers.remember(replace(chosen, sheet=replace(sheet, right=right, down=down, scale=scale)))
        self._show_measures()
        self.adjust_state.announce(print_words.ADJUSTED)

    # -- trying --------------------------------------------------------------------------------------------

    def _print_ruler(self) -> None:
        if not printing.has_printer():
            self.sheet_state.announce(print_words.NO_PRINTER)
            return
        self._send(render_ruler(), printers.remembered().sheet, self.sheet_state)

    def _print_test(self) -> None:
        self._keep()
        receipt = printers.remembered().receipt
        if receipt is None:
            self.address.set_error(print_words.ADDRESS_MISSING)
            self.address.setFocus()
            return
        self._send(render_roll_test(receipt.width_mm), receipt, self.receipt_state)

    def _send(self, content: bytes, printer: Printer, state: Label) -> None:
        queue_of(self._tasks).put(content, printer, _teller(state))


def _teller(state: Label) -> Callable[[PrintJob], None]:
    def told(job: PrintJob) -> None:
        if shiboken6.isValid(state):
            state.announce(words(job.failure).whole if job.failure else STATES[job.state])

    return told


def _sheet_choices(chosen: str) -> list[tuple[str, str]]:
    """Those the system knows, and the one chosen, perhaps switched off today."""
    known = list(printing.printer_names())
    lost = [chosen] if chosen not in {*known, SYSTEM, PDF} else []
    named = [(name, name) for name in (*known, *lost)]
    return [(SYSTEM, print_words.SYSTEM_CHOICE), *named, (PDF, print_words.PDF_CHOICE)]


def _button(said: str, whole: str) -> KeyButton:
    button = KeyButton(said, "", icon="printer" if said.startswith("Imprimir") else "check")
    button.setAccessibleName(f"{said.split(maxsplit=1)[0]} {whole}")
    return button


def _state() -> Label:
    return label("", "office", "text2", wrap=True)


def _test_line(button: KeyButton, state: Label) -> QHBoxLayout:
    return row(button, state, 1, gap=Gap.X14)
