"""Fetches the past of whoever the frame rests on."""

from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Signal

from crediario.domain.errors import KnownFailure
from crediario.services.overdue import OverdueProfile, overdue_profile
from crediario.ui.navigation import Shell


class ProfileFinder(QObject):
    """``found`` comes at once where the frame had rested; a frame moving on asks for nobody it passes."""

    found = Signal(object)
    refused = Signal(object)
    rest_ms: ClassVar[int] = 120

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._customer_id: int | None = None
        self._is_behind = False
        self.profile: OverdueProfile | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rested)

    def look_at(self, customer_id: int | None) -> None:
        """The frame came to somebody, or the list was fetched again; None is nobody."""
        if self.profile is not None and self.profile.customer_id != customer_id:
            self.profile = None
        self._customer_id = customer_id
        self._is_behind = self._timer.isActive()
        if not self._is_behind:
            self._look()
        if self.rest_ms:
            self._timer.start(self.rest_ms)

    def _rested(self) -> None:
        if self._is_behind:
            self._is_behind = False
            self._look()

    def _look(self) -> None:
        if self._customer_id is not None:
            self._shell.tasks.run(self, overdue_profile, self._show, self._customer_id,
                                  on_refused=self._refuse)  # fmt: skip

    def _show(self, profile: OverdueProfile) -> None:
        if profile.customer_id == self._customer_id:
            self.profile = profile
            self.found.emit(profile)

    def _refuse(self, failure: KnownFailure) -> None:
        self.refused.emit(failure)
