"""The import in front of a real shop: small portfolios written to files, and hands on the keyboard."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.services.core import Context
from crediario.services.importing import list_imports
from crediario.services.reports import day_summary
from crediario.services.search import search_customers
from crediario.ui.bars import Status
from crediario.ui.home.home import HomeScreen
from crediario.ui.importing.wizard import ImportScreen
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import Home, Import, Overdue, Screen, Shell
from crediario.ui.tasks import Tasks
from tests.support.builders import a_cpf
from tests.ui.support import FakeDialogs, press_in
from tests.ui.windows import CTRL, NONE, Elsewhere

TITLES = ("CLIENTE", "CPF", "TELEFONE", "CONTRATO", "PARC.", "VENCTO", "VALOR", "PAGO EM")
ANA, BRUNO, CARLA = "Ana Paula Nunes", "Bruno Teles", "Carla Dias"
Line = tuple[str, ...]


def a_line(name: str, person: int, contract: str, piece: str, due: str, amount: str, paid: str = "") -> Line:
    """One installment, as a shop's notebook has it."""
    return (name, a_cpf(person), f"34 9 9811-{person:04d}", contract, piece, due, amount, paid)


#: On the sample day, 09/06/2026: one paid, one late, three to come.
PORTFOLIO: tuple[Line, ...] = (
    a_line(ANA, 1, "501", "1/3", "10/04/2026", "100,00", "09/04/2026"),
    a_line(ANA, 1, "501", "2/3", "10/05/2026", "100,00"),
    a_line(ANA, 1, "501", "3/3", "10/06/2026", "100,00"),
    a_line(BRUNO, 2, "502", "1/2", "15/06/2026", "80,50"),
    a_line(BRUNO, 2, "502", "2/2", "15/07/2026", "80,50"),
)
NO_AMOUNT = a_line(CARLA, 3, "503", "1/2", "20/06/2026", "quarenta")
NO_SUCH_DAY = a_line(CARLA, 3, "503", "2/2", "31/02/2026", "45,00")


def a_file(folder: Path, lines: Iterable[Line] = PORTFOLIO, titles: Sequence[str] = TITLES) -> Path:
    """A text table, as a spreadsheet program saves it here."""
    place = folder / "caderno.csv"
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(titles)
        writer.writerows(lines)
    return place


@dataclass
class FileDialogs(FakeDialogs):
    """Chooses one file to open, and another place to save."""

    to_open: Path | None = None
    to_save: Path | None = None

    def open_file(self, *_: object) -> Path | None:
        return self.to_open

    def save_file(self, *_: object) -> Path | None:
        return self.to_save


@dataclass
class Bench:
    """A window with the import open, and what a test asks of it."""

    ctx: Context
    window: MainWindow
    dialogs: FileDialogs

    @property
    def screen(self) -> ImportScreen:
        current = self.window.current
        assert isinstance(current, ImportScreen), current
        return current

    @property
    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()

    def open(self) -> ImportScreen:
        self.window.open(Import())
        QApplication.processEvents()
        return self.screen

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Keys one by one: ``press("F10", "F10")``."""
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def ctrl(self, letter: str) -> None:
        self.press(letter, modifier=CTRL)

    def choose(self, file: Path) -> None:
        """The box that chooses a file gives this one."""
        self.dialogs.to_open = file
        self.press("F10")

    def bring(self, file: Path) -> None:
        """A whole import: file, columns, totals, done."""
        self.choose(file)
        self.press("F10", "F10")

    def imports(self) -> int:
        return len(list_imports(self.ctx))

    def found(self, name: str) -> int:
        """How many customers have that name."""
        return len(search_customers(self.ctx, name).customers)

    def has_customers(self) -> bool:
        return day_summary(self.ctx).has_customers


def _no_search(shell: Shell, _: str) -> Screen:
    return Screen(shell)


@contextmanager
def a_bench(ctx: Context, tasks: Tasks | None = None) -> Iterator[Bench]:
    """A window on that shop, everything at once unless other tasks are given; closed at the end."""
    dialogs, moments = FileDialogs(), count(1000, 500)
    window = MainWindow(
        tasks or Tasks(ctx, inline=True),
        dialogs,
        screens={Home: HomeScreen, Import: ImportScreen, Overdue: Elsewhere},
        search=_no_search,
        timestamp=lambda _: next(moments),
    )
    window.resize(1366, 768)
    window.show()
    window.enter(ctx, Status("Caixa 02", ctx.operator.short_name, ctx.operator.role))
    QApplication.processEvents()
    yield Bench(ctx, window, dialogs)
    window.close()
    # Now, not at the end of the run: every window still alive is dressed again before each test.
    shiboken6.delete(window)
