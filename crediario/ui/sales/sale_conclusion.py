"""F10 in Nova venda: what lacks, the release it needs, and the sale registered, once."""

import uuid
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from crediario.domain.errors import KnownFailure, Trouble
from crediario.domain.sale_terms import SaleTerms
from crediario.services.sales import (
    BuyerNotAuthorised,
    CreditRefused,
    CreditReleaseNeeded,
    SaleDesk,
    SaleOrder,
    register_sale,
)
from crediario.services.users import Released, release
from crediario.ui.approval import Approval
from crediario.ui.messages import words
from crediario.ui.navigation import Screen
from crediario.ui.sales.form_places import field_of, release_place
from crediario.ui.sales.sale_form import SaleForm
from crediario.ui.widgets.keyboard import go_to

#: The desk is read again: what it said is no longer so.
STALE = (CreditRefused, CreditReleaseNeeded, BuyerNotAuthorised)


class Conclusion(QObject):
    """Registers what ``order_for`` gives; one request id for the whole life of the form.

    ``registered`` carries the receipt; ``stale`` tells that the desk has to be read again.
    """

    registered = Signal(object)
    stale = Signal()

    def __init__(
        self,
        screen: Screen,
        form: SaleForm,
        order_for: Callable[[SaleDesk, str, int | None], SaleOrder],
    ) -> None:
        super().__init__(screen)
        self._screen, self._form, self._order_for = screen, form, order_for
        self._request_id = str(uuid.uuid4())
        self._desk: SaleDesk | None = None
        self._yes: tuple[SaleTerms, int] | None = None

    def register(self, desk: SaleDesk, release_id: int | None = None) -> None:
        """Sell; the same form asks with the same id, however often the key is pressed."""
        order = self._order_for(desk, self._request_id, release_id)
        self._screen.shell.tasks.run(
            self._screen, register_sale, self.registered.emit, order,
            on_refused=self._refused, busy=self._form.ticket.primary,
        )  # fmt: skip

    def release_and_register(self, desk: SaleDesk, terms: SaleTerms, needed: str, approval: Approval) -> None:
        """Somebody who may says yes here, then the sale goes through.

        The same yes at every try of the same sale: another would make it another request.
        """
        self._desk = desk
        if self._yes is not None and self._yes[0] == terms:
            self.register(desk, self._yes[1])
            return
        order = approval.release_order(needed, terms)
        self._screen.shell.tasks.run(
            self._screen, release, lambda yes: self._released(terms, yes), order,
            on_refused=lambda failure: release_place(self._form).show_refusal(failure),
            busy=self._form.ticket.primary,
        )  # fmt: skip

    def _released(self, terms: SaleTerms, released: Released) -> None:
        release_place(self._form).clear_pin()
        self._yes = (terms, released.release_id)
        if self._desk is not None:
            self.register(self._desk, released.release_id)

    def _refused(self, failure: KnownFailure) -> None:
        """Beside its field where it has one; the rest stands above the button. Nothing typed is lost.

        What the light says may be out of date: another till sold to the same customer meanwhile.
        """
        if not isinstance(failure, Trouble):
            # Nothing was written: the next try may ask for another yes.
            self._yes = None
        if isinstance(failure, STALE):
            self.stale.emit()
        edit = field_of(self._form, failure)
        if edit is not None:
            edit.set_error(words(failure).title)
            go_to(edit)
        else:
            self._screen.shell.dialogs.warn(self._screen, words(failure))
