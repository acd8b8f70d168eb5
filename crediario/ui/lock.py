"""The locked till: nothing of a customer stays to be seen, and what was being done waits behind."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QToolTip, QWidget

from crediario.ui.dialogs import Dialogs, Question
from crediario.ui.messages import Message


def close_all_over(window: QMainWindow) -> None:
    """Dialogs take the way out, lists and menus close: whatever lies over the window may show a name."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for shown in QApplication.topLevelWidgets():
        if shown is not window and shown.isVisible():
            shown.reject() if isinstance(shown, QDialog) else shown.close()


class HeldDialogs:
    """The window's dialogs; while the till is locked, what screens behind it say waits or is answered no.

    The page in front of the lock is visible, and speaks as ever.
    """

    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs
        self._locked = False
        self._missed: list[Message] = []

    def lock(self) -> None:
        """From now on only what is visible speaks."""
        self._locked = True

    def unlock(self) -> list[Message]:
        """Everybody speaks again; what was to be told meanwhile."""
        missed, self._missed, self._locked = self._missed, [], False
        return missed

    def ask(self, parent: QWidget, question: Question) -> bool:
        """No, while nobody can answer."""
        return not self._holds(parent) and self._dialogs.ask(parent, question)

    def warn(self, parent: QWidget, message: Message) -> None:
        """Later, while nobody may read it."""
        if self._holds(parent):
            self._missed.append(message)
        else:
            self._dialogs.warn(parent, message)

    def bug(self, parent: QWidget, details: str, log: Path | None) -> None:
        """At once: it names nobody."""
        self._dialogs.bug(parent, details, log)

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """None, while nobody can choose."""
        return None if self._holds(parent) else self._dialogs.open_file(parent, title, kinds)

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """None, while nobody can choose."""
        return None if self._holds(parent) else self._dialogs.save_file(parent, title, suggested, kinds)

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """None, while nobody can choose."""
        return None if self._holds(parent) else self._dialogs.choose_folder(parent, title)

    def _holds(self, parent: QWidget) -> bool:
        return self._locked and (parent.isWindow() or not parent.isVisible())
