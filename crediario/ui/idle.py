"""Nobody at the till: after some minutes without a key or the mouse, or after the computer slept."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from crediario.gateways.clock import steady_seconds

CHECK_EVERY_MS = 5000
#: Nobody looked for so long: the computer was asleep, and whoever wakes it may be somebody else.
ASLEEP_SECONDS = 60.0
HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class IdleWatch(QObject):
    """``idle`` is emitted once, when the minutes are over; ``start`` begins anew.

    The seconds come from a clock that nobody can set back (``steady``), given by tests.
    """

    idle = Signal()

    def __init__(self, parent: QObject, steady: Callable[[], float] = steady_seconds) -> None:
        super().__init__(parent)
        self._steady = steady
        self._minutes = 0
        self._touched = self._looked = steady()
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_EVERY_MS)
        self._timer.timeout.connect(self.check)

    def start(self, minutes: int) -> None:
        """Somebody is at the till; hands are seen in whatever window of the program they work in."""
        self._minutes = minutes
        self._touched = self._looked = self._steady()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication) and not self._timer.isActive():
            application.focusWindowChanged.connect(self._follow)
            application.applicationStateChanged.connect(self._state_changed)
            self._follow(QGuiApplication.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        """Nobody is at the till any more."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication) and self._timer.isActive():
            application.focusWindowChanged.disconnect(self._follow)
            application.applicationStateChanged.disconnect(self._state_changed)
        self._timer.stop()

    def touched(self) -> None:
        """Somebody is here."""
        self._touched = self._steady()

    def check(self) -> None:
        """Tell when the minutes are over, or when the computer slept."""
        now = self._steady()
        slept, alone = now - self._looked >= ASLEEP_SECONDS, now - self._touched >= self._minutes * 60
        self._looked = now
        if self._timer.isActive() and (slept or alone):
            self.stop()
            self.idle.emit()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in HANDS:
            self.touched()
        return False

    def _follow(self, window: QWindow | None) -> None:
        """A dialog has a window of its own: hands in it are hands too."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended and self._timer.isActive():
            self.stop()
            self.idle.emit()
