"""Nova venda: every edit makes a new draft, every draft is shown whole; F10 registers it, once."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import DAYS, Every
from crediario.domain.tender import Method
from crediario.services.core import Context, Topic, payload_hash
from crediario.services.sales import (
    BuyerNotAuthorised,
    CreditRefused,
    CreditReleaseNeeded,
    SaleDesk,
    SaleReceipt,
    register_sale,
    sale_desk,
)
from crediario.services.users import Released, ReleaseOrder, release
from crediario.ui.approval import Approval
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, CustomerForm, NewSale, Screen, Shell
from crediario.ui.sales import new_sale_draft as thinking
from crediario.ui.sales import sale_words
from crediario.ui.sales.credit_draft import Credit, Exit
from crediario.ui.sales.form_places import field_of, focus, lead_to, release_place, wrong_field
from crediario.ui.sales.new_sale_draft import Draft, Obstacle, Option, OtherPlan
from crediario.ui.sales.remote_release import RemoteRelease
from crediario.ui.sales.sale_done import SaleDonePage
from crediario.ui.sales.sale_form import SaleForm

LEAVE = Question("Sair da venda?", "Nada foi gravado.", yes="Sair sem gravar", no="Continuar a venda")
#: The desk is read again: what it said is no longer so.
STALE = (CreditRefused, CreditReleaseNeeded, BuyerNotAuthorised)


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
        self._credit: Credit | None = None
        self.done: SaleDonePage | None = None
        self.remote = RemoteRelease(shell, self)
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
            *self._credit_keys(),
            Action("plan", pick=form.plans.group.by_key(focus=True), count=max(1, len(self._options)),
                   label="Escolher plano"),
            Action("other_plan", form.plans.toggle_other),
            Action("due_day", lambda: focus(form.due.first_due)),
            Action("method", pick=self._pick_method, count=len(sale_words.METHODS), label="Entrada em",
                   in_bar=bool(self._draft.entrada)),
            *self._customer_keys(),
            Action("conclude", label="Concluir"),
            Action("back", label="Cancelar venda"),
        )  # fmt: skip

    def _credit_keys(self) -> tuple[Action, ...]:
        """The ways out of a red light, while there is one; who buys, where more than one person may."""
        found: tuple[Action, ...] = ()
        credit = self._credit
        if credit is not None and credit.signal.needs_release:
            if credit.more_down_payment is not None:
                found += (Action("more_entrada", self._raise_entrada, label="Aumentar entrada"),)
            found += (Action("release_here", self._release_here, label="Gerente libera"),)
            if credit.may_ask:
                found += (Action("release_far", self._release_far, label="Pedir à distância"),)
        if self._desk is not None and self._desk.authorised:
            found += (Action("who_buys", lambda: focus(self.form.buyer.who), in_bar=False),)
        return found

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
        leaves = self.shell.dialogs.ask(self, LEAVE)
        if leaves:
            self.remote.withdraw()
        return leaves

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
        form.buyer.buyer_chosen.connect(self._buyer_chosen)
        form.credit.approval_changed.connect(self._approval_changed)
        form.credit.exit_chosen.connect(self._exit_chosen)
        form.credit.entrada_asked.connect(self._raise_entrada)
        form.credit.withdraw_asked.connect(self.remote.withdraw)
        self.remote.changed.connect(self._remote_changed)
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

    def _buyer_chosen(self, buyer_id: int | None) -> None:
        self._edit(replace(self._draft, buyer_id=buyer_id))

    def _exit_chosen(self, way: Exit) -> None:
        self._edit(replace(self._draft, way=way))
        self._show()

    def _raise_entrada(self) -> None:
        """Alt+E: the entrada that ends what asks for a release; what was typed elsewhere stays."""
        lever = self._credit.more_down_payment if self._credit else None
        if lever is None:
            return
        self.form.purchase.down_payment.set_value(lever.terms.down_payment)
        focus(self.form.purchase.down_payment)

    def _release_here(self) -> None:
        self._exit_chosen(Exit.HERE)
        self.form.credit.go_here()
        # Once the card has its place.
        QTimer.singleShot(0, self.form, self.form.bring_release_into_sight)

    def _release_far(self) -> None:
        self._exit_chosen(Exit.DISTANCE)
        self.form.credit.go_to_distance()

    def _remote_changed(self) -> None:
        """The other till answered, or time went by."""
        if self.done is None:
            self._show()

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
            focus(self.form.ticket.entrada.pix_end)

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
        before = self._credit
        self._credit = thinking.credit(self._draft, self._desk, self._options)
        self.remote.keep_only(self._credit.terms if self._credit else None)
        self.form.show_sale(self._draft, self._desk, self._options, place, self._credit, self.remote.asked)
        self._show_status()
        if _ways(before) != _ways(self._credit):
            self.keys_changed.emit()

    def _show_status(self) -> None:
        said = thinking.status(self._draft, self._obstacle(), self._credit, self.remote.asked)
        self.form.ticket.show_status(said.words, said.tone, said.icon)

    def _obstacle(self) -> Obstacle | None:
        return thinking.obstacle(self._draft, self._desk, self._options) if self._desk else None

    # -- concluding ------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: registers the sale, or leads to the first thing that lacks."""
        if self._desk is None or self.done is not None:
            return
        wrong = wrong_field(self.form)
        if wrong is not None:
            focus(wrong)
            return
        lacking = self._obstacle()
        if lacking is not None:
            lead_to(self.form, lacking, has_customer=self._customer_id is not None)
            return
        credit = self._credit
        if credit is None or credit.needed is None:
            self._register(self._desk)
        elif credit.signal.needs_release and self._draft.way is Exit.DISTANCE:
            self._conclude_at_distance(self._desk, credit)
        else:
            self._ask_release(credit.terms, credit.needed)

    def _conclude_at_distance(self, desk: SaleDesk, credit: Credit) -> None:
        """Ask, then wait; once the yes is there the same key sells."""
        asked = self.remote.asked
        if asked is not None and asked.is_granted:
            self._register(desk, asked.release_id)
        elif asked is None or not asked.is_waiting:
            self.remote.ask(credit.terms, self._draft.item, self.form.credit.message.value(), self.primary)

    def _ask_release(self, terms: SaleTerms, needed: str) -> None:
        approval = self._draft.approval
        order = ReleaseOrder(
            request_id=str(uuid.uuid4()),
            approver_number=approval.number,
            permission=needed,
            subject_hash=payload_hash(terms),
            reason=approval.reason,
            pin=approval.pin,
        )
        self.shell.tasks.run(self, release, self._released, order,
                             on_refused=self._release_refused, busy=self.primary)  # fmt: skip

    def _release_refused(self, failure: KnownFailure) -> None:
        release_place(self.form).show_refusal(failure)

    def _released(self, released: Released) -> None:
        release_place(self.form).clear_pin()
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
        focus(self.done.next_sale)

    def _refused(self, failure: KnownFailure) -> None:
        """Beside its field where it has one; the rest stands above the button. Nothing typed is lost.

        What the light says may be out of date: another till sold to the same customer meanwhile.
        """
        if isinstance(failure, STALE):
            self.reload()
        edit = field_of(self.form, failure)
        if edit is not None:
            edit.set_error(words(failure).title)
            focus(edit)
        else:
            self.shell.dialogs.warn(self, words(failure))

    # -- going places ----------------------------------------------------------------------------------------

    def _picked(self, customer_id: int) -> None:
        self._customer_id = customer_id
        self.reload()
        focus(self.form.purchase.price)

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


def _seller(desk: SaleDesk, operator_id: int) -> int | None:
    """Who works sells, unless they do not; then the first who does."""
    ids = [person.id for person in desk.sellers]
    return operator_id if operator_id in ids else next(iter(ids), None)


def _ways(credit: Credit | None) -> tuple[bool, bool, bool]:
    """Which keys the light gives: a change of it changes the key bar."""
    if credit is None or not credit.signal.needs_release:
        return False, False, False
    return True, credit.more_down_payment is not None, credit.may_ask
