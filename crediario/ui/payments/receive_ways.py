"""Where Receber leads: the ficha, a sale, an agreement, another day, the receipts of the day."""

from crediario.services.payments import DeskRow
from crediario.ui.navigation import MoveDue, Negotiation, Receipts, Shell
from crediario.ui.widgets.table import Table


class ReceiveWays:
    """``customer_id`` is whoever pays, None while nobody is known."""

    def __init__(self, shell: Shell, rows: Table[DeskRow]) -> None:
        self._shell, self._rows = shell, rows
        self.customer_id: int | None = None

    @property
    def may_move_due(self) -> bool:
        """Another day for an installment is given by whoever may."""
        return self._shell.ctx.operator.may("move_due_date")

    def open_customer(self) -> None:
        """The ficha."""
        if self.customer_id is not None:
            self._shell.navigation.open_customer(self.customer_id)

    def sell(self) -> None:
        """A sale to whoever is here."""
        self._shell.navigation.open_sale(self.customer_id)

    def open_receipts(self) -> None:
        """What was received today, to print again or reverse."""
        self._shell.navigation.open(Receipts())

    def move_due(self) -> None:
        """Another day for the row with the frame."""
        current = self._rows.current_row()
        if current is not None and not current.is_down_payment:
            self._shell.navigation.open(MoveDue(current.installment_id))

    def negotiate(self) -> None:
        """An agreement with whoever is here."""
        self._shell.navigation.open(Negotiation(self.customer_id))
