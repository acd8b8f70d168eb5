"""The hands of the tour: they press keys in the real window as a person would, and take the pictures."""

import os
import sys
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.services.core import Context, Operator
from crediario.services.ficha import customer_card
from crediario.services.search import search_customers
from crediario.services.users import sign_in_list
from crediario.ui.dialogs import Question
from crediario.ui.keys import is_plain
from crediario.ui.messages import Message
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks

A_SECOND_MS = 1000


class SilentDialogs:
    """Nobody is there to answer: every question is left as it is."""

    def __init__(self) -> None:
        self.file: Path | None = None

    def ask(self, parent: QWidget, question: Question) -> bool:
        """Goes on."""
        return True

    def warn(self, parent: QWidget, message: Message) -> None:
        """A refusal during the tour is a mistake in the tour."""
        raise RuntimeError(message.whole)

    def bug(self, parent: QWidget, details: str, log: Path | None) -> None:
        """So is a bug."""
        raise RuntimeError(details)

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """The file that was made ready, where one was."""
        return self.file

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """No place."""
        return None

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """No folder."""
        return None


class Hands:
    """A window on a shop that may be changed, and whoever sits before it."""

    def __init__(self, ctx: Context, out: Path, size: tuple[int, int]) -> None:
        self.ctx, self.names = ctx, list[str]()
        self._out = out
        # A person's pace: keys that come faster are a scanner's.
        pace = count(step=A_SECOND_MS)
        tasks = Tasks(ctx, inline=True)
        self.dialogs = SilentDialogs()
        # They are never seen by the window system: the till would lock itself in the middle.
        self.window = ShopWindow(ctx, tasks, self.dialogs, timestamp=lambda _: next(pace), steady=lambda: 0.0)
        self.window.resize(*size)
        self.window.show()
        QCoreApplication.processEvents()

    def take(self, name: str) -> None:
        """Writes the picture of the window as it is now."""
        self._settle()
        self.window.grab().save(str(self._out / f"{name}.png"))
        self.names.append(f"{name}.png")

    def press(self, *keys: str) -> None:
        """Keys by Qt's names; whatever has the focus gets them."""
        for name in keys:
            if not is_plain(name) and self.window.press_key(name):
                QCoreApplication.processEvents()
                continue
            combination: QKeyCombination = QKeySequence(name)[0]  # type: ignore[index]
            letters = {"Return": "\r", "Space": " "}.get(name, name if len(name) == 1 else "")
            self._send(combination.key(), combination.keyboardModifiers(), letters)

    def type(self, *texts: str) -> None:
        """Text into one field after the other, with Enter between them."""
        for place, text in enumerate(texts):
            self.press(*["Return"] * bool(place))
            for letter in text:
                key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
                self._send(key, Qt.KeyboardModifier.NoModifier, letter)

    def rest(self, milliseconds: int) -> None:
        """The keyboard rests: lists ask for whoever the frame came to."""
        waiting = QEventLoop()
        QTimer.singleShot(milliseconds, waiting.quit)
        waiting.exec()

    def let_in(self, role: Role) -> None:
        """Somebody of that role, or the first on the list."""
        people = sign_in_list(self.ctx)
        person = next((each for each in people if each.role is role), people[0])
        self.window.let_in(Operator(person.id, person.number, person.name, person.short_name, person.role))
        self.window.home()

    def customer(self, name: str) -> int:
        """Somebody of that name, late ones first; else whoever is expected today, else anybody."""
        found = search_customers(self.ctx, name).customers or search_customers(self.ctx, "a").customers
        return max(found, key=lambda each: (each.late_count, each.open_total)).id

    def free_to_buy(self, amount: Money) -> int:
        """Somebody with that much of the limit free and nothing late; else anybody."""
        found = search_customers(self.ctx, "a").customers
        for each in found:
            card = customer_card(self.ctx, each.id)
            if not each.late_count and not card.missing and card.credit.free >= amount:
                return each.id
        return found[0].id

    def _settle(self) -> None:
        """Lets everything posted arrive; without a display nobody but us makes the window the active one."""
        for _ in range(3):
            QCoreApplication.processEvents()
        if QApplication.activeWindow() is None:
            QApplication.setActiveWindow(self.window)
            QCoreApplication.processEvents()

    def _send(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
        self._settle()
        target = QApplication.focusWidget() or self.window.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))
        QCoreApplication.processEvents()


def application() -> QApplication:
    """The running one, or a new one; on a machine without a display its windows open nowhere."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
