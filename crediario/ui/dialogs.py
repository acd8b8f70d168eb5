"""Questions, warnings and file choices, behind one small object that tests replace."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from crediario.ui.messages import Message
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import column, row


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a way on and a way out; both buttons are verbs that say their effect."""

    title: str
    text: str
    yes: str
    no: str = "Voltar"


class Dialogs(Protocol):
    """What a screen may ask of the person, outside itself."""

    def ask(self, parent: QWidget, question: Question) -> bool:
        """Whether the person chose the way on."""

    def warn(self, parent: QWidget, message: Message) -> None:
        """Tell what failed, and wait until it was read."""

    def bug(self, parent: QWidget, details: str, log: Path | None) -> None:
        """Tell that the program itself failed."""

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """A file to read; None when the person gave up."""

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """A place to write; None when the person gave up."""

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """A folder; None when the person gave up."""


class WindowDialogs:
    """The real ones."""

    def ask(self, parent: QWidget, question: Question) -> bool:
        """Ask in a box over the window; Esc is the way out."""
        box = Box(parent, "circle-question-mark", question.title, question.text)
        yes = KeyButton(question.yes, "Enter", "primary")
        no = KeyButton(question.no, "Esc")
        yes.clicked.connect(box.accept)
        no.clicked.connect(box.reject)
        box.add_buttons(no, yes)
        return box.exec() == QDialog.DialogCode.Accepted

    def warn(self, parent: QWidget, message: Message) -> None:
        """Tell it in a box over the window."""
        box = Box(parent, "circle-alert", message.title, message.rest)
        understood = KeyButton("Entendi", "Enter", "primary")
        understood.clicked.connect(box.accept)
        box.add_buttons(understood)
        box.exec()

    def bug(self, parent: QWidget, details: str, log: Path | None) -> None:
        """Tell it, with the details ready to be copied."""
        where = f" O registro está em {log}." if log else ""
        text = f"O que estava sendo gravado foi desfeito por inteiro; nada ficou pela metade.{where}"
        box = Box(parent, "circle-x", "O programa encontrou uma falha", text)
        copy = KeyButton("Copiar detalhes", "Ctrl+C")
        copy.setShortcut("Ctrl+C")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
        close = KeyButton("Fechar", "Enter", "primary")
        close.clicked.connect(box.accept)
        box.add_buttons(copy, close)
        box.exec()

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """The system's own box."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(chosen) if chosen else None

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """The system's own box."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
        return Path(chosen) if chosen else None

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """The system's own box."""
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) if chosen else None


class Box(QDialog):
    """An icon, a title, a text, and buttons at the right; the last button has the focus."""

    def __init__(self, parent: QWidget | None, icon: str, title: str, text: str) -> None:
        super().__init__(parent.window() if parent else None)
        self.setWindowTitle(title)
        self.setModal(True)
        self._buttons = row(None, gap=Gap.X8)
        said = column(label(title, "name", wrap=True), label(text, "body", "text2", wrap=True), gap=Gap.X6)
        sign = IconLabel(icon, "pri", Size.ICON_STATE)
        head = row(sign, said, 1, gap=Gap.X14)
        head.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, self._buttons, gap=Gap.X20, margin=Gap.X20))
        self.setFixedWidth(px(Size.DIALOG_WIDTH))

    def add_buttons(self, *buttons: KeyButton) -> None:
        """Put the buttons in; Enter presses the last."""
        for button in buttons:
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        buttons[-1].setDefault(True)
        buttons[-1].setFocus()
