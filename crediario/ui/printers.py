"""The printers of this computer: sheets and receipts, as somebody chose them in Ajustes, Impressão."""

from dataclasses import dataclass, field

from PySide6.QtCore import QSettings

from crediario.domain.issuing import ReceiptForm
from crediario.gateways.printer import PrinterKind, ReceiptPrinter

#: The system's own choice, whichever it is that day.
SYSTEM = ""
#: No printer: a document is opened and saved as PDF.
PDF = "pdf"
MOST_OFFSET = 200
LEAST_SCALE, MOST_SCALE = 900, 1100


@dataclass(frozen=True, slots=True)
class SheetPrinter:
    """A printer of sheets, and how far off it prints.

    Attributes:
        name: as the system names it; ``SYSTEM`` or ``PDF``.
        right: tenths of a millimetre everything is moved to the right.
        down: the same, downwards.
        scale: thousandths of the size: 1005 makes 100 mm long what came out 99,5 mm.
    """

    name: str = SYSTEM
    right: int = 0
    down: int = 0
    scale: int = 1000


@dataclass(frozen=True, slots=True)
class Printers:
    """What this computer prints with; without ``receipt``, receipts go out as sheets or the old strip."""

    sheet: SheetPrinter = field(default_factory=SheetPrinter)
    receipt: ReceiptPrinter | None = None
    form: ReceiptForm = ReceiptForm.ROLL_80

    @property
    def receipt_form(self) -> ReceiptForm:
        """What receipts are drawn for."""
        if self.receipt is None:
            return self.form
        return ReceiptForm.ROLL_58 if self.receipt.width_mm == 58 else ReceiptForm.ROLL_80


def remembered() -> Printers:
    """What was last chosen at this computer; what nobody can read counts as not chosen."""
    kept = _machine()
    sheet = SheetPrinter(
        str(kept.value("print/sheet", SYSTEM)),
        _number(kept, "print/right", 0, -MOST_OFFSET, MOST_OFFSET),
        _number(kept, "print/down", 0, -MOST_OFFSET, MOST_OFFSET),
        _number(kept, "print/scale", 1000, LEAST_SCALE, MOST_SCALE),
    )
    form = str(kept.value("print/form", ""))
    known = ReceiptForm(form) if form in set(ReceiptForm) else ReceiptForm.ROLL_80
    return Printers(sheet, _receipt(kept), known)


def remember(printers: Printers) -> None:
    """Keeps the choice for the next time the program is opened."""
    kept, sheet, receipt = _machine(), printers.sheet, printers.receipt
    for name, value in (
        ("sheet", sheet.name),
        ("right", sheet.right),
        ("down", sheet.down),
        ("scale", sheet.scale),
        ("form", printers.form.value),
        ("kind", receipt.kind.value if receipt else ""),
        ("address", receipt.address if receipt else ""),
        ("width", receipt.width_mm if receipt else 80),
        ("drawer", int(receipt.kicks_drawer) if receipt else 0),
    ):
        kept.setValue(f"print/{name}", value)


def _receipt(kept: QSettings) -> ReceiptPrinter | None:
    kind, address = str(kept.value("print/kind", "")), str(kept.value("print/address", ""))
    if kind not in set(PrinterKind) or not address:
        return None
    narrow = _number(kept, "print/width", 80, 58, 80) == 58
    drawer = _number(kept, "print/drawer", 0, 0, 1) == 1
    return ReceiptPrinter(PrinterKind(kind), address, 58 if narrow else 80, drawer)


def _number(kept: QSettings, name: str, plain: int, least: int, most: int) -> int:
    try:
        number = int(str(kept.value(name, plain)))
    except ValueError:
        return plain
    return number if least <= number <= most else plain


def _machine() -> QSettings:
    return QSettings("Crediario", "Crediario")
