"""Asking a manager at another till: the request is sent, looked at every few seconds, and taken back."""

import uuid
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.sale_terms import SaleTerms
from crediario.services.releases import (
    Asked,
    AskedFor,
    AskOrder,
    RequestState,
    WithdrawOrder,
    ask_release,
    request_state,
    withdraw_request,
)
from crediario.ui.navigation import Shell
from crediario.ui.sales.credit_draft import Remote

TICK_MS = 1000
#: Looked at every so many ticks.
LOOK_EVERY = 3


class RemoteRelease(QObject):
    """``changed``: the request got an answer, or a second went by. One request at a time."""

    changed = Signal()

    def __init__(self, shell: Shell, screen: QWidget) -> None:
        super().__init__(screen)
        self._shell = shell
        self.asked: Remote | None = None
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def ask(self, terms: SaleTerms, item: str, message: str, button: QWidget | None) -> None:
        """Send the request for these very terms."""
        order = AskOrder(str(uuid.uuid4()), terms, item, message)
        self._shell.tasks.run(self, ask_release, lambda asked: self._sent(terms, asked), order, busy=button)

    def withdraw(self) -> None:
        """Take the request back; one that was answered meanwhile shows its answer."""
        if self.asked is not None and self.asked.is_waiting:
            order = WithdrawOrder(str(uuid.uuid4()), self.asked.asked_id)
            self._shell.tasks.run(self, withdraw_request, self._seen, order)

    def keep_only(self, terms: SaleTerms | None) -> None:
        """Another sale is another request: the one that waits for what is no longer asked is taken back."""
        if self.asked is not None and self.asked.terms != terms:
            self.withdraw()
            self.asked = None
            self._timer.stop()

    def look(self) -> None:
        """See whether it was answered."""
        if self.asked is not None and self.asked.is_waiting:
            self._shell.tasks.run(self, request_state, self._seen, self.asked.asked_id)

    def _sent(self, terms: SaleTerms, asked: Asked) -> None:
        left = asked.expires_at - self._shell.ctx.clock.now()
        self.asked = Remote(terms, asked.asked_id, RequestState.WAITING, left)
        self._ticks = 0
        self._timer.start()
        self.changed.emit()

    def _seen(self, found: AskedFor) -> None:
        if self.asked is None or self.asked.asked_id != found.asked_id:
            return
        self.asked = self.asked.seen(found)
        if not (self.asked.is_waiting or self.asked.is_granted):
            self._timer.stop()
        self.changed.emit()

    def _tick(self) -> None:
        if self.asked is None:
            self._timer.stop()
            return
        self._ticks += 1
        self.asked = self.asked.later(timedelta(milliseconds=TICK_MS))
        if self._ticks % LOOK_EVERY == 0:
            self.look()
        self.changed.emit()
