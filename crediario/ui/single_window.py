"""One window for each shop on a computer: a second one raises the first and goes away."""

from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

WAIT_MS = 1500


class SingleWindow:
    """The first window listens under the shop's name; a later one knocks there."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._server: QLocalServer | None = None

    def listen(self, window: QWidget) -> None:
        """Raise ``window`` whenever somebody knocks."""
        QLocalServer.removeServer(self._name)  # what a window that was killed left behind
        self._server = QLocalServer(window)
        self._server.newConnection.connect(lambda: self._raise(window))
        self._server.listen(self._name)

    def _raise(self, window: QWidget) -> None:
        connection = self._server.nextPendingConnection() if self._server else None
        if connection is not None:
            connection.close()
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def raise_other(self) -> bool:
        """Knock: the window that is open comes to the front. Says whether somebody answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(WAIT_MS)
        socket.close()
        return answered
