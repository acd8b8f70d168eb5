"""Nova venda: every edit makes a new draft, every draft is shown whole; F10 registers it, once."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money
from crediario.domain.schedule import DAYS, Every
from crediario.domain.tender import Method
from crediario.services.core import Context, Topic
from crediario.services.sales import SaleDesk, SaleReceipt, register_sale, sale_desk
from crediario.services.users import Released, ReleaseOrder, release
from crediario.ui.approval import Approval
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, CustomerForm, NewSale, Screen, Shell
from crediario.ui.sales import new_sale_draft as thinking
from crediario.ui.sales import sale_words
from crediario.ui.sales.new_sale_draft import Draft, Obstacle, Option, OtherPlan, Place
from crediario.ui.sales.sale_done import SaleDonePage
from crediario.ui.sales.sale_form import SaleForm
from crediario.ui.widgets.edits import Edit

LEAVE = Question("Sair da venda?", "Nada foi gravado.", yes="Sair sem gravar", no="Continuar a venda")
SALE_REFUSED_AT = {
    "price": {"amount_not_positive", "amount_too_large", "items_do_not_add_up"},
    "down_payment": {"down_payment_too_large", "negative_down_payment", "down_payment_not_covered"},
    "first_due": {"first_due_before_sale", "first_due_too_far", "anchor_day_mismatch", "date_out_of_range"},
    "pix": {"pix_not_confirmed"},
    "handed": {"change_only_in_cash"},
}


class NewSaleScreen(Screen):
    """The form, and after F10 the page that says what comes next, in its place."""

    title = "Nova venda no crediário"
    area = Area.SALES
    refreshes_on = frozenset({Topic.CUSTOMERS, Topic.RECEIVABLES, Topic.SETTINGS, Topic.USERS})
    has_search = False
    manual = "venda"

    def __init__(self, shell: Shell, place: NewSale) -> None:
        super().__init__(shell)
        self._customer_id = place.customer_id
        self._request_id = str(uuid.uuid4())
        self._draft = thinking.first_draft(shell.today(), None)
        self._desk: SaleDesk | None = None
        self._options: tuple[Option, ...] = ()
        self._due_is_typed = False
        self.done: SaleDonePage | None = None
        self.form = SaleForm(shell)
        self.primary = self.form.ticket.primary
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self.place(self._stack)
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        if self.done is not None:
            return self.done.keys()
        form = self.form
        return (
            Action("next_field"),
            Action("plan", pick=form.plans.group.by_key(focus=True), count=max(1, len(self._options)),
                   label="Escolher plano"),
            Action("other_plan", form.plans.toggle_other),
            Action("due_day", lambda: _focus(form.due.first_due)),
            Action("method", pick=self._pick_method, count=len(sale_words.METHODS), label="Entrada em",
                   in_bar=bool(self._draft.entrada)),
            *self._customer_keys(),
            Action("conclude", label="Concluir"),
            Action("back", label="Cancelar venda"),
        )  # fmt: skip

    def _customer_keys(self) -> tuple[Action, ...]:
        """Ctrl+N while there is no customer, Ctrl+E once there is."""
        if self._customer_id is None:
            return (Action("new", self.form.pick.ask_register),)
        return (Action("edit", self._complete_record, in_bar=False),)

    def reload(self) -> None:
        if self._customer_id is None:
            self.form.pick.reload()
        if self.done is None:
            self.shell.tasks.run(self, _ready_desk, self._arrived, self._customer_id)
        else:
            self.done.reload()

    def can_leave(self) -> bool:
        if self.done is not None or not self._draft.is_touched:
            return True
        return self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget | None:
        return self.form.pick.search if self._customer_id is None else self.form.purchase.price

    # -- what is typed ---------------------------------------------------------------------------------------

    def _listen(self) -> None:
        form = self.form
        form.pick.picked.connect(self._picked)
        form.pick.register_asked.connect(self._register_customer)
        form.buyer.complete_asked.connect(self._complete_record)
        form.purchase.price_changed.connect(self._price_changed)
        form.purchase.item_changed.connect(self._item_changed)
        form.purchase.down_payment_changed.connect(self._down_payment_changed)
        form.due.first_due_changed.connect(self._first_due_changed)
        form.due.day_chosen.connect(self._day_chosen)
        form.due.every_chosen.connect(self._every_chosen)
        form.due.seller_chosen.connect(self._seller_chosen)
        form.plans.chosen.connect(self._plan_chosen)
        form.plans.other_changed.connect(self._other_changed)
        form.release.approval_changed.connect(self._approval_changed)
        form.ticket.method_chosen.connect(self._method_chosen)
        form.ticket.handed_changed.connect(self._handed_changed)
        form.ticket.pix_end_changed.connect(self._pix_end_changed)
        form.ticket.primary.clicked.connect(self.conclude)

    def _price_changed(self, price: Money | None) -> None:
        self._edit(replace(self._draft, price=price))

    def _item_changed(self, item: str) -> None:
        self._edit(replace(self._draft, item=item))

    def _down_payment_changed(self, amount: Money | None) -> None:
        self._edit(replace(self._draft, down_payment=amount))
        self.keys_changed.emit()

    def _first_due_changed(self, first_due: date | None) -> None:
        self._due_is_typed = True
        anchor = self._anchor(first_due.day if first_due else None)
        self._edit(replace(self._draft, first_due=first_due, anchor_day=anchor))

    def _day_chosen(self, day: int) -> None:
        self._due_is_typed = True
        start = self._draft.first_due or self.shell.today()
        self._edit(replace(self._draft, first_due=thinking.on_day(start, day), anchor_day=day))

    def _every_chosen(self, every: Every) -> None:
        """Until a date was typed, the first due date follows the periodicity."""
        draft = replace(self._draft, every=every)
        if not self._due_is_typed:
            draft = replace(draft, first_due=thinking.default_first_due(self.shell.today(), every))
        day = draft.first_due.day if draft.first_due else None
        keeps = every not in DAYS and self._draft.anchor_day is not None and not self._due_is_typed
        anchor = self._draft.anchor_day if keeps else day
        self._edit(replace(draft, anchor_day=None if every in DAYS else anchor))

    def _anchor(self, day: int | None) -> int | None:
        return None if self._draft.every in DAYS else day

    def _seller_chosen(self, seller_id: int) -> None:
        self._edit(replace(self._draft, seller_id=seller_id))

    def _plan_chosen(self, place: int) -> None:
        self._edit(replace(self._draft, chosen=place))

    def _other_changed(self, other: OtherPlan | None) -> None:
        draft = replace(self._draft, other=other)
        last = len(thinking.offers(draft, self._desk.settings)) - 1 if self._desk and other else None
        self._edit(replace(draft, chosen=last))
        self.keys_changed.emit()

    def _approval_changed(self, approval: Approval) -> None:
        self._edit(replace(self._draft, approval=approval))

    def _method_chosen(self, method: Method) -> None:
        self._edit(replace(self._draft, method=method))

    def _handed_changed(self, handed: Money | None) -> None:
        self._edit(replace(self._draft, handed=handed))

    def _pix_end_changed(self, pix_end: str) -> None:
        self._edit(replace(self._draft, pix_end=pix_end.strip()))

    def _pick_method(self, place: int) -> None:
        """D, P, B, C; a Pix wants its last characters next."""
        if not self._draft.entrada:
            return
        self._method_chosen(sale_words.METHODS[place][0])
        if self._draft.method is Method.PIX:
            _focus(self.form.ticket.entrada.pix_end)

    # -- what is shown ---------------------------------------------------------------------------------------

    def _arrived(self, desk: SaleDesk) -> None:
        """The desk came, at first or again; what was typed stays."""
        self._desk = desk
        self.form.show_desk(desk)
        if self._draft.seller_id is None:
            self._draft = replace(self._draft, seller_id=_seller(desk, self.shell.ctx.operator.id))
        self._show()
        self.keys_changed.emit()

    def _edit(self, draft: Draft) -> None:
        if draft != self._draft:
            self._draft = draft
            self._show()

    def _show(self) -> None:
        if self._desk is None:
            return
        self._options = thinking.options(self._draft, self._desk)
        place = thinking.chosen_place(self._draft, self._options)
        self.form.show_sale(self._draft, self._desk, self._options, place)
        self._show_status()

    def _show_status(self) -> None:
        lacking = self._obstacle()
        if lacking is None:
            self.form.ticket.show_status("Tudo certo, pode concluir", "ok", "shield-check")
        elif lacking.place in (Place.CUSTOMER, Place.APPROVER):
            self.form.ticket.show_status(lacking.words, "att", "lock")
        else:
            self.form.ticket.show_status(lacking.words, "text2", "info")

    def _obstacle(self) -> Obstacle | None:
        return thinking.obstacle(self._draft, self._desk, self._options) if self._desk else None

    # -- concluding ------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: registers the sale, or leads to the first thing that lacks."""
        if self._desk is None or self.done is not None or self._holds_wrong_text():
            return
        lacking = self._obstacle()
        if lacking is not None:
            self._lead_to(lacking)
            return
        plan = thinking.chosen_plan(self._draft, self._options)
        if plan is not None and plan.is_above_cap:
            self._ask_release(self._desk)
        else:
            self._register(self._desk)

    def _holds_wrong_text(self) -> bool:
        """A field in which something wrong was typed keeps the person there."""
        form = self.form
        fields = (
            form.purchase.price,
            form.purchase.down_payment,
            form.due.first_due,
            form.ticket.entrada.handed,
        )
        for edit in fields:
            if not edit.check():
                _focus(edit)
                return True
        return False

    def _ask_release(self, desk: SaleDesk) -> None:
        approval, offer = self._draft.approval, self._chosen_option().offer
        order = ReleaseOrder(
            request_id=str(uuid.uuid4()),
            approver_number=approval.number,
            permission="release_rate",
            subject_hash=thinking.subject_hash(self._draft, desk, offer),
            reason=approval.reason,
            pin=approval.pin,
        )
        self.shell.tasks.run(self, release, self._released, order,
                             on_refused=self.form.release.show_refusal, busy=self.primary)  # fmt: skip

    def _released(self, released: Released) -> None:
        self.form.release.clear_pin()
        if self._desk is not None:
            self._register(self._desk, released.release_id)

    def _register(self, desk: SaleDesk, release_id: int | None = None) -> None:
        offer = self._chosen_option().offer
        order = thinking.sale_order(self._draft, desk, offer, self._request_id, release_id)
        self.shell.tasks.run(
            self, register_sale, self._registered, order, on_refused=self._refused, busy=self.primary
        )

    def _chosen_option(self) -> Option:
        place = thinking.chosen_place(self._draft, self._options)
        if place is None:
            raise ValueError("only a chosen plan is concluded")
        return self._options[place]

    def _registered(self, receipt: SaleReceipt) -> None:
        self.done = SaleDonePage(self.shell, receipt, prints_carne=self.form.ticket.carne.isChecked())
        self.done.keys_changed.connect(self.keys_changed)
        self._stack.addWidget(self.done)
        self._stack.setCurrentWidget(self.done)
        self.primary = None
        self.done.reload()
        self.keys_changed.emit()
        _focus(self.done.next_sale)

    def _refused(self, failure: KnownFailure) -> None:
        """Beside its field where it has one; the rest stands above the button. Nothing typed is lost."""
        edit = self._field_of(failure)
        if edit is not None:
            edit.set_error(words(failure).title)
            _focus(edit)
        else:
            self.shell.dialogs.warn(self, words(failure))

    def _field_of(self, failure: KnownFailure) -> Edit | None:
        form = self.form
        edits: dict[str, Edit] = {
            "price": form.purchase.price,
            "down_payment": form.purchase.down_payment,
            "first_due": form.due.first_due,
            "pix": form.ticket.entrada.pix_end,
            "handed": form.ticket.entrada.handed,
        }
        return next((edits[name] for name, codes in SALE_REFUSED_AT.items() if failure.code in codes), None)

    # -- going places ----------------------------------------------------------------------------------------

    def _lead_to(self, lacking: Obstacle) -> None:
        form, entrada = self.form, self.form.ticket.entrada
        match lacking.place:
            case Place.CUSTOMER:
                self._lead_to_customer()
            case Place.PLAN:
                _focus(next((card for card in form.plans.cards if card.isEnabled()), form.plans.other_link))
            case Place.APPROVER:
                form.release.go_to_missing()
            case place:
                edits: dict[Place, Edit] = {
                    Place.PRICE: form.purchase.price,
                    Place.DOWN_PAYMENT: form.purchase.down_payment,
                    Place.FIRST_DUE: form.due.first_due,
                    Place.HANDED: entrada.handed,
                    Place.PIX: entrada.pix_end,
                }
                edits[place].set_error(lacking.words)
                _focus(edits[place])

    def _lead_to_customer(self) -> None:
        _focus(self.form.pick.search if self._customer_id is None else self.form.buyer.complete)

    def _picked(self, customer_id: int) -> None:
        self._customer_id = customer_id
        self.reload()
        _focus(self.form.purchase.price)

    def _register_customer(self, name: str) -> None:
        self.shell.navigation.open(CustomerForm(None, name))

    def _complete_record(self) -> None:
        if self._customer_id is not None:
            self.shell.navigation.open(CustomerForm(self._customer_id))


def _ready_desk(ctx: Context, customer_id: int | None) -> SaleDesk:
    """The desk, with the holidays already loaded: that takes a while, and here nobody waits for it."""
    desk = sale_desk(ctx, customer_id)
    desk.calendar.moved_due(desk.today)
    return desk


def _focus(widget: QWidget) -> None:
    """As Tab would: what is typed next takes the place of what a field holds."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(widget, QLineEdit):
        widget.selectAll()


def _seller(desk: SaleDesk, operator_id: int) -> int | None:
    """Who works sells, unless they do not; then the first who does."""
    ids = [person.id for person in desk.sellers]
    return operator_id if operator_id in ids else next(iter(ids), None)
