"""Which key does what now: the screen's own actions over the window's."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crediario.ui.keys import TABLE, Action, is_plain, key

Act = Callable[[], object]
_PLAIN_NAMES = {
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Return",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def bindings(actions: Iterable[Action]) -> dict[str, Act]:
    """What each key does, of those that the screen answers itself."""
    bound: dict[str, Act] = {}
    for action in actions:
        for place, sequence in enumerate(action.sequences):
            if action.pick is not None:
                bound[sequence] = partial(action.pick, place)
            elif action.run is not None:
                bound[sequence] = action.run
    return bound


def named(acts: Mapping[str, Act]) -> dict[str, Act]:
    """What each key does, of acts named as in the table of keys."""
    return {sequence: act for action_id, act in acts.items() for sequence in key(action_id).sequences}


def key_event(sequence: str) -> QKeyEvent:
    """The press of a key, as the window system would send it."""
    combination: QKeyCombination = QKeySequence(sequence)[0]  # type: ignore[index]
    typed = {"Space": " ", "Return": "\r"}.get(sequence, sequence if len(sequence) == 1 else "")
    return QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers(), typed)


def plain_sequence(event: QKeyEvent) -> str:
    """The name of a key that might be typing; empty for any other."""
    if event.modifiers() & _COMMANDS:
        return ""
    name = _PLAIN_NAMES.get(Qt.Key(event.key()), "")
    if name:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return f"Shift+{name}" if shifted else name
    return event.text().upper()


class KeyDispatch(QObject):
    """Binds keys to acts.

    Function keys and commands are shortcuts of the window, alive only while they mean something. Plain keys
    arrive when no widget wanted them, so they never act where text is typed.
    """

    def __init__(self, window: QWidget, *, single_keys: bool = True, before: Act = lambda: None) -> None:
        super().__init__(window)
        self._before = before
        self._bound: Mapping[str, Act] = {}
        self._single_keys = single_keys
        sequences = {s for entry in TABLE for s in entry.sequences if not is_plain(s)}
        self._shortcuts = {sequence: self._shortcut(window, sequence) for sequence in sorted(sequences)}

    def bind(self, bound: Mapping[str, Act]) -> None:
        """From now on these keys mean something."""
        self._bound = bound
        for sequence, shortcut in self._shortcuts.items():
            shortcut.setEnabled(sequence in bound)

    def press(self, sequence: str) -> bool:
        """Do what a key does; False when it means nothing now."""
        act = self._bound.get(sequence)
        if act is not None:
            act()
        return act is not None

    def plain_key(self, event: QKeyEvent) -> bool:
        """A key that reached the window: whether it was used. Held down, it acts once."""
        sequence = plain_sequence(event)
        letter = len(sequence) == 1
        if sequence not in self._bound or (letter and not self._single_keys):
            return False
        return event.isAutoRepeat() or self.press(sequence)

    def _shortcut(self, window: QWidget, sequence: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(sequence), window)
        shortcut.setAutoRepeat(False)
        shortcut.setEnabled(False)
        shortcut.activated.connect(lambda: self._pressed(sequence))
        return shortcut

    def _pressed(self, sequence: str) -> None:
        """A shortcut comes before the window sees its key: what the watch holds back was typed earlier."""
        self._before()
        self.press(sequence)
