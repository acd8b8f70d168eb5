"""The printers of this computer: sheets and receipts, as somebody chose them in Ajustes, Impressão."""

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QSettings

from crediario.domain.issuing import ReceiptForm
from crediario.gateways.printer import PrinterKind, ReceiptPrinter

#: The system's own choice, whichever it is that day.
SYSTEM = ""
#: No printer: a document is opened and saved as PDF.
PDF = "pdf"
MOST_OFFSET = 200
LEAST_SCALE, MOST_SCALE = 900, 1100


SHEETS = frozenset({ReceiptForm.A5, ReceiptForm.A4})


class ReceiptWay(StrEnum):
    """How a receipt leaves the till when the money is in."""

    PRINTED = "printed"
    MESSAGE = "message"
    ASKED = "asked"


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
    """What this computer prints with; without ``receipt``, receipts go out as sheets or the old strip.

    ``way`` is how receipts leave; None while nobody chose: by themselves where there is a receipt printer.
    """

    sheet: SheetPrinter = field(default_factory=SheetPrinter)
    receipt: ReceiptPrinter | None = None
    form: ReceiptForm = ReceiptForm.ROLL_80
    way: ReceiptWay | None = None

    @property
    def receipt_way(self) -> ReceiptWay:
        """How receipts leave."""
        return self.way or (ReceiptWay.ASKED if self.receipt is None else ReceiptWay.PRINTED)

    @property
    def receipt_form(self) -> ReceiptForm:
        """What receipts are drawn for: a sheet where one was chosen, else the roll there is."""
        return self.form if self.roll is None or self.form in SHEETS else self.roll

    @property
    def roll(self) -> ReceiptForm | None:
        """The roll in the receipt printer; None without one."""
        if self.receipt is None:
            return None
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
    return Printers(sheet, _receipt(kept), _form(kept), _way(kept))


def remember(printers: Printers) -> None:
    """Keeps the choice for the next time the program is opened."""
    kept, sheet, receipt = _machine(), printers.sheet, printers.receipt
    for name, value in (
        ("sheet", sheet.name),
        ("right", sheet.right),
        ("down", sheet.down),
        ("scale", sheet.scale),
        ("form", printers.form.value),
        ("way", printers.way.value if printers.way else ""),
        ("kind", receipt.kind.value if receipt else ""),
        ("address", receipt.address if receipt else ""),
        ("width", receipt.width_mm if receipt else 80),
        ("drawer", int(receipt.kicks_drawer) if receipt else 0),
    ):
        kept.setValue(f"print/{name}", value)


def _form(kept: QSettings) -> ReceiptForm:
    form = str(kept.value("print/form", ""))
    known = ReceiptForm(form) if form in set(ReceiptForm) else ReceiptForm.ROLL_80
    # Kept by a version in which a receipt printer took every receipt, whatever had been chosen before it.
    forgotten = not kept.contains("print/way") and _receipt(kept) is not None
    return ReceiptForm.ROLL_80 if forgotten else known


def _way(kept: QSettings) -> ReceiptWay | None:
    way = str(kept.value("print/way", ""))
    return ReceiptWay(way) if way in set(ReceiptWay) else None


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
