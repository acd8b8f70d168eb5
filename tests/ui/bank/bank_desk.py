"""The manager's window with Conferir Pix e extrato in it, driven by keys."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.services.core import Context
from crediario.ui.bank.bank_screen import BankScreen
from crediario.ui.bars import Status
from crediario.ui.main_window import MainWindow
from crediario.ui.navigation import BankCheck, CustomerCard, Home
from crediario.ui.tasks import Tasks
from tests.ui.support import FakeDialogs, press_in, type_text
from tests.ui.windows import CTRL, NONE, Elsewhere, Palette


@dataclass
class Desk:
    """The window and its hands."""

    ctx: Context
    size: tuple[int, int] = (1366, 768)
    dialogs: FakeDialogs = field(default_factory=FakeDialogs)

    def __post_init__(self) -> None:
        screens = {Home: Elsewhere, CustomerCard: Elsewhere, BankCheck: BankScreen}
        tasks = Tasks(self.ctx, inline=True)
        self.window = MainWindow(tasks, self.dialogs, screens=screens, search=Palette)
        self.window.resize(*self.size)
        self.window.show()
        self.window.enter(self.ctx, Status("Caixa 02 aberto", "Cláudia R.", "gerente"))
        self.window.open(BankCheck())
        QApplication.processEvents()
        current = self.window.current
        assert isinstance(current, BankScreen)
        self.screen = current

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
        QApplication.processEvents()

    def bring(self, path: Path) -> None:
        self.dialogs.path = path
        self.press("O", modifier=CTRL)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        type_text(focus, text)

    @property
    def note(self) -> str:
        return self.screen.note.paragraph.text if self.screen.note.isVisible() else ""

    def rows(self) -> list[list[str]]:
        model = self.screen.list.table.rows_model
        return [
            [model.cell(place, at).text for at in range(model.columnCount())]
            for place in range(model.rowCount())
        ]
