"""What is typed in Nova venda becomes the next draft."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from crediario.domain.money import Money
from crediario.domain.schedule import DAYS, Every
from crediario.domain.tender import Method
from crediario.services.fiscal_notes import NoteForSale
from crediario.services.sales import Item, SaleDesk
from crediario.ui.approval import Approval
from crediario.ui.navigation import Shell
from crediario.ui.sales.credit_draft import Exit
from crediario.ui.sales.draft import Draft, Note, OtherPlan, SecondMeans, with_items
from crediario.ui.sales.draft_dates import by_payday, default_first_due, first_draft, on_day, preferred_day
from crediario.ui.sales.draft_plans import offers
from crediario.ui.sales.sale_form import SaleForm


class SaleEdits(QObject):
    """Holds the draft; ``changed`` tells that it is another, ``keys_changed`` that other keys may work."""

    changed = Signal()
    keys_changed = Signal()

    def __init__(self, shell: Shell, form: SaleForm, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._form = shell, form
        self.draft = first_draft(shell.today(), None)
        self._desk: SaleDesk | None = None
        self._due_is_typed = False
        self._listen()

    def take_desk(self, desk: SaleDesk) -> None:
        """The desk came, at first or again; what was typed stays, what nobody typed is proposed."""
        self._desk = desk
        if self.draft.seller_id is None:
            self.draft = replace(self.draft, seller_id=_seller(desk, self._shell.ctx.operator.id))
        if not self._due_is_typed:
            self.draft = self._proposed(self.draft)

    def take_note(self, note: NoteForSale) -> None:
        """What a fiscal note sells takes the place of the lines typed."""
        draft = with_items(self.draft, note.items)
        self._form.items.show_items(note.items)
        self.edit(replace(draft, note=Note(note.number, note.key)))
        self.keys_changed.emit()

    def edit(self, draft: Draft) -> None:
        """The next draft, where it is another."""
        if draft != self.draft:
            self.draft = draft
            self.changed.emit()

    # -- the parts of the form -------------------------------------------------------------------------------

    def _listen(self) -> None:
        form, entrada = self._form, self._form.ticket.entrada
        form.purchase.price_changed.connect(self._price)
        form.purchase.item_changed.connect(lambda item: self._set(item=item))
        form.purchase.down_payment_changed.connect(self._down_payment)
        form.items.edited.connect(self._items)
        form.due.first_due_changed.connect(self._first_due)
        form.due.day_chosen.connect(self._day)
        form.due.every_chosen.connect(self._every)
        form.due.seller_chosen.connect(lambda seller_id: self._set(seller_id=seller_id))
        form.plans.chosen.connect(lambda place: self._set(chosen=place))
        form.plans.other_changed.connect(self._other)
        form.release.approval_changed.connect(self._approval)
        form.buyer.buyer_chosen.connect(lambda buyer_id: self._set(buyer_id=buyer_id))
        form.credit.approval_changed.connect(self._approval)
        form.credit.exit_chosen.connect(self.choose_exit)
        entrada.method_chosen.connect(self.choose_method)
        entrada.handed_changed.connect(lambda handed: self._set(handed=handed))
        entrada.pix_end_changed.connect(lambda pix_end: self._set(pix_end=pix_end.strip()))
        entrada.second_changed.connect(lambda second: self._set(second=second))
        entrada.credit_chosen.connect(lambda uses: self._set(uses_credit=uses))

    def _set(self, **changes: object) -> None:
        self.edit(replace(self.draft, **changes))  # type: ignore[arg-type]

    def _price(self, price: Money | None) -> None:
        if not self.draft.items:
            self._set(price=price)

    def _items(self, items: tuple[Item, ...]) -> None:
        emptied = bool(self.draft.items) and not items
        draft = with_items(self.draft, items)
        self.edit(replace(draft, price=self._form.purchase.price.value()) if emptied else draft)
        self.keys_changed.emit()

    def _down_payment(self, amount: Money | None) -> None:
        self._set(down_payment=amount)
        self.keys_changed.emit()

    def _other(self, other: OtherPlan | None) -> None:
        draft = replace(self.draft, other=other)
        last = len(offers(draft, self._desk.settings)) - 1 if self._desk and other else None
        self.edit(replace(draft, chosen=last))
        self.keys_changed.emit()

    def _approval(self, approval: Approval) -> None:
        self._set(approval=approval)

    def choose_exit(self, way: Exit) -> None:
        """Which way out of a red light."""
        self._set(way=way)
        self.changed.emit()

    def choose_method(self, method: Method) -> None:
        """How the entrada came."""
        self._set(method=method)

    def split(self) -> None:
        """Alt+W: the entrada in two means, or in one again."""
        self._set(second=None if self.draft.second is not None else SecondMeans())

    # -- dates -----------------------------------------------------------------------------------------------

    def _first_due(self, first_due: date | None) -> None:
        self._due_is_typed = True
        anchor = self._anchor(first_due.day if first_due else None)
        self._set(first_due=first_due, anchor_day=anchor)

    def _day(self, day: int) -> None:
        self._due_is_typed = True
        start = self.draft.first_due or self._shell.today()
        self._set(first_due=on_day(start, day), anchor_day=day)

    def _every(self, every: Every) -> None:
        """Until a date was typed, the first due date follows the periodicity."""
        draft = replace(self.draft, every=every)
        if not self._due_is_typed:
            draft = self._proposed(draft)
        else:
            draft = replace(draft, anchor_day=self._anchor_of(draft))
        self.edit(draft)

    def _proposed(self, draft: Draft) -> Draft:
        """A whole period from today, on the same day; or the day that suits when the customer is paid."""
        today = self._shell.today()
        first_due = default_first_due(today, draft.every)
        draft = replace(draft, first_due=first_due)
        draft = replace(draft, anchor_day=None if draft.every in DAYS else today.day)
        payday = self._desk.buyer.payday if self._desk and self._desk.buyer else None
        if payday is None or self._desk is None:
            return draft
        return by_payday(draft, today, preferred_day(payday, self._desk.settings.due_after_payday))

    def _anchor_of(self, draft: Draft) -> int | None:
        if draft.every in DAYS:
            return None
        return draft.anchor_day or (draft.first_due.day if draft.first_due else None)

    def _anchor(self, day: int | None) -> int | None:
        return None if self.draft.every in DAYS else day


def _seller(desk: SaleDesk, operator_id: int) -> int | None:
    """Who works sells, unless they do not; then the first who does."""
    ids = [person.id for person in desk.sellers]
    return operator_id if operator_id in ids else next(iter(ids), None)
