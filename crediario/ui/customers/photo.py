"""The customer's photo on the ficha, or their initials while there is none."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent

from crediario.domain.attachments import SMALL_SIDE
from crediario.services.attachments import customer_photo
from crediario.ui.customers.pictures import read_picture
from crediario.ui.navigation import Shell
from crediario.ui.widgets import paint
from crediario.ui.widgets.cards import Avatar
from crediario.ui.words import initials


class CustomerPhoto(Avatar):
    """A square of 52 with round corners; the initials stand there until the photo came."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(large=True)
        self._shell = shell
        self._customer_id: int | None = None
        self.picture: QImage | None = None

    def show_customer(self, customer_id: int, name: str) -> None:
        """Fetch the photo of this customer; called again it looks for a newer one."""
        if customer_id != self._customer_id:
            self._customer_id, self.picture = customer_id, None
        self.show_initials(initials(name))
        self.setAccessibleName(f"Foto: {name}")
        self._shell.tasks.run(
            self, customer_photo, lambda content: self._show(customer_id, content), customer_id,
            on_refused=lambda _: None,
        )  # fmt: skip

    def _show(self, customer_id: int, content: bytes | None) -> None:
        if customer_id == self._customer_id:
            self.picture = read_picture(content, SMALL_SIDE) if content else None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self.picture is None:
            super().paintEvent(event)
        else:
            paint.picture(QPainter(self), QRectF(self.rect()), self.picture)
