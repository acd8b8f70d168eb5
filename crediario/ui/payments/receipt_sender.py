"""Sends a receipt: first the yes of somebody above where it needs one, then the receipt itself."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure, Trouble
from crediario.domain.waiver import ReceiptTerms
from crediario.services.payments import receive_payment
from crediario.services.users import Released, release
from crediario.ui.navigation import Shell
from crediario.ui.payments.receive_draft import ReceiveDraft


class ReceiptSender(QObject):
    """``received`` carries the ``Receipt``; the two others the failure, of the receipt or of the yes."""

    received = Signal(object)
    refused = Signal(object)
    not_released = Signal(object)

    def __init__(self, shell: Shell, busy: QWidget) -> None:
        super().__init__(busy)
        self._shell = shell
        self._busy = busy
        self._yes: tuple[ReceiptTerms, int] | None = None

    def send(self, draft: ReceiveDraft) -> None:
        """The same request id at every try: the answer of the first is the answer of all."""
        if draft.permission_needed is None:
            self._receive(draft)
        elif self._yes is not None and self._yes[0] == draft.terms:
            self._receive(draft, self._yes[1])
        else:
            self._ask(draft, draft.permission_needed)

    def _ask(self, draft: ReceiveDraft, permission: str) -> None:
        """The same yes at every try of the same receipt: another would make it another request."""
        order = draft.approval.release_order(permission, draft.terms)

        def released(yes: Released) -> None:
            self._yes = (draft.terms, yes.release_id)
            self._receive(draft, yes.release_id)

        self._shell.tasks.run(
            self, release, released, order, on_refused=self.not_released.emit, busy=self._busy
        )

    def _receive(self, draft: ReceiveDraft, release_id: int | None = None) -> None:
        self._shell.tasks.run(
            self, receive_payment, self.received.emit, draft.order(release_id),
            on_refused=self._not_received, busy=self._busy,
        )  # fmt: skip

    def _not_received(self, failure: KnownFailure) -> None:
        """Nothing was written by a refusal: the next try may ask for another yes."""
        if not isinstance(failure, Trouble):
            self._yes = None
        self.refused.emit(failure)
