"""Negociação: what is open, three offers side by side, one key; it only carries between draft and views."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure, Trouble
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import DiscountAboveCeiling
from crediario.domain.receiving import InstallmentAlreadyPaid, InstallmentInAgreement, QuoteChanged
from crediario.domain.settings import ShopProfile
from crediario.services.core import PermissionDenied, Topic
from crediario.services.negotiation import AgreementMade, NegotiationDesk, make_agreement, negotiation_desk
from crediario.services.papers import issue_agreement, pix_payload
from crediario.services.settings import profile_in_force
from crediario.services.slips import SlipFound, find_slip
from crediario.services.users import Released, release
from crediario.ui.approval import Approval
from crediario.ui.blank_view import BlankView
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, Negotiation, Screen, Shell
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation.agreement_done import AgreementDonePage
from crediario.ui.negotiation.negotiation_draft import KINDS, Draft, Obstacle, Offers, Place
from crediario.ui.negotiation.negotiation_form import NegotiationForm
from crediario.ui.negotiation.negotiation_words import down_payment_words
from crediario.ui.second_copy import second_copy
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.words import METHODS

LEAVE = Question(
    "Sair sem gerar o acordo?", "O que foi digitado não foi gravado.", yes="Sair sem gerar", no="Continuar"
)
#: The desk is out of date: it is read again, and what was typed stays.
STALE = (QuoteChanged, InstallmentAlreadyPaid, InstallmentInAgreement, DiscountAboveCeiling)


class NegotiationScreen(Screen):
    """Three pages: nobody yet, the customer's offers, and the agreement made."""

    title = "Negociação"
    area = Area.NEGOTIATION
    refreshes_on = frozenset({Topic.RECEIVABLES, Topic.CUSTOMERS, Topic.SETTINGS, Topic.USERS})
    manual = "negociar"

    def __init__(self, shell: Shell, place: Negotiation) -> None:
        super().__init__(shell)
        self._customer_id = place.customer_id
        self._request_id = str(uuid4())
        self._desk: NegotiationDesk | None = None
        self._draft = Draft(frozenset())
        self._offers: Offers = {}
        self._failed = False
        self._shown_keys: tuple[str, ...] = ()
        self.blank = BlankView("Com quem vamos negociar?")
        self.form = NegotiationForm(shell)
        self.done: AgreementDonePage | None = None
        self.pane = Pane(self.form, self._nothing_open(), "Calculando as propostas…")
        self._waiting = label("")
        self.pane.addWidget(self._waiting)
        self.pane.setCurrentWidget(self._waiting)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.blank)
        self._pages.addWidget(self.pane)
        self.place(column(self._pages))
        self._listen()
        if self._customer_id is not None:
            self._pages.setCurrentWidget(self.pane)

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the desk again; what was typed and ticked stays."""
        if self.done is not None:
            self.done.reload()
        elif self._customer_id is not None:
            if self._desk is None:
                self.pane.wait()
            run = self.shell.tasks.run
            run(self, negotiation_desk, self._arrived, self._customer_id, on_refused=self._not_read)
            run(self, profile_in_force, self._shop_arrived)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        if self.done is not None:
            return self.done.keys()
        back = Action("back", label="Voltar")
        form_keys = self._form_keys(self._desk) if self._desk is not None and self._desk.rows else ()
        return (*form_keys, *self._customer_keys(), back)

    def can_leave(self) -> bool:
        """Ask once when something was typed."""
        lost = self.done is None and self._desk is not None and self._draft.is_touched
        return not lost or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget | None:
        """How much fits a month: it is asked first."""
        if self.done is not None:
            return self.done.primary
        return self.blank.field if self._pages.currentWidget() is self.blank else self.form.budget.monthly

    def take_scan(self, code: str) -> bool:
        """With nobody here yet, a slip says who it is; later it opens Receber."""
        if self._desk is not None or self._customer_id is not None:
            return False
        self.shell.tasks.run(self, find_slip, self._slip_found, code, on_refused=self._slip_refused)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down, while money is typed, move the frame: the list is always at hand."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or self.done is not None:
            super().keyPressEvent(event)
        else:
            self.form.rows.table.step(step)

    # -- what arrives ----------------------------------------------------------------------------------------

    def _slip_found(self, slip: SlipFound) -> None:
        self.shell.navigation.replace(Negotiation(slip.customer_id))

    def _slip_refused(self, failure: KnownFailure) -> None:
        self.blank.refuse(words(failure), "att")

    def _arrived(self, desk: NegotiationDesk) -> None:
        is_first = self._desk is None
        self._desk = desk
        self._draft = thinking.first_draft(desk) if is_first else thinking.refreshed(self._draft, desk)
        self._say_nothing_open(desk)
        self.pane.show_content(is_empty=not desk.rows)
        self.primary = self.form.panel.primary if desk.rows else None
        self.form.show_desk(desk)
        self._show()
        self.keys_changed.emit()
        if is_first:
            self._focus_first()

    def _say_nothing_open(self, desk: NegotiationDesk) -> None:
        outside = down_payment_words(desk)
        if outside:
            self.pane.empty.say("Nenhuma parcela em aberto", outside, "undo-2", "att")
        else:
            said = f"{desk.name} não tem parcela a negociar."
            self.pane.empty.say("Nada em aberto", said, "circle-check", "ok")

    def _focus_first(self) -> None:
        """Unless something over the screen has the focus."""
        now = QApplication.focusWidget()
        if now is None or now is self.window() or self.isAncestorOf(now):
            go_to(self.form.budget.monthly)

    def _not_read(self, failure: KnownFailure) -> None:
        """Somebody who may not negotiate is told so; any other failure may be tried again."""
        if isinstance(failure, PermissionDenied):
            said = words(failure)
            self.pane.empty.say(said.title, "Peça a quem gerencia a loja.", "lock", "att")
            self.pane.show_content(is_empty=True)
        else:
            self.pane.show_failure(words(failure), self.reload)

    def _shop_arrived(self, profile: ShopProfile | None) -> None:
        self.form.panel.pay.pix.show_shop(profile)

    def _show(self) -> None:
        if self._desk is None:
            return
        self._offers = thinking.offers(self._draft, self._desk)
        self.form.show_draft(self._draft, self._desk, self._offers)
        names = tuple(action.id + action.label for action in self.keys())
        if names != self._shown_keys:
            self._shown_keys = names
            self.keys_changed.emit()

    # -- what is typed ---------------------------------------------------------------------------------------

    def _edit(self, draft: Draft) -> None:
        if draft != self._draft:
            self._draft = draft
            self.form.panel.failure.hide()
            self._show()

    def _mark(self, ids: list[int]) -> None:
        self._edit(replace(self._draft, marked=frozenset(ids)))

    def _add_late(self) -> None:
        if self._desk is not None:
            self._edit(thinking.with_late(self._draft, self._desk))

    def _monthly_changed(self, monthly: Money | None) -> None:
        self._edit(replace(self._draft, monthly=monthly))

    def _discount_changed(self, discount: Rate | None) -> None:
        self._edit(replace(self._draft, discount=discount))

    def _down_payment_changed(self, amount: Money | None) -> None:
        self._edit(replace(self._draft, down_payment=amount))

    def _count_changed(self, count: int | None) -> None:
        self._edit(replace(self._draft, count=count))

    def _first_due_changed(self, first_due: date | None) -> None:
        self._edit(replace(self._draft, first_due=first_due))

    def _offer_chosen(self, place: int) -> None:
        self._edit(replace(self._draft, kind=KINDS[place]))

    def _method_chosen(self, place: int) -> None:
        if METHODS[place] is not self._draft.method:
            self.form.panel.pay.forget()
            self._edit(replace(self._draft, method=METHODS[place], handed=None, pix_end=""))

    def _pick_method(self, place: int) -> None:
        """D, P, B, C; cash and Pix want something typed next."""
        self._method_chosen(place)
        self.form.panel.pay.focus_entry(METHODS[place])

    def _handed_changed(self, handed: Money | None) -> None:
        self._edit(replace(self._draft, handed=handed))

    def _pix_end_changed(self, pix_end: str) -> None:
        self._edit(replace(self._draft, pix_end=pix_end))

    def _approval_changed(self, approval: Approval) -> None:
        self._edit(replace(self._draft, approval=approval))

    def _ask_payload(self, asked: tuple[Money, str]) -> None:
        show = self.form.panel.pay.pix.show_payload
        self.shell.tasks.run(self, pix_payload, show, *asked, on_refused=lambda _: show(None))

    # -- closing ---------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: makes the agreement, or leads to the first thing that lacks."""
        if self._desk is None or self.done is not None or self._holds_wrong_text():
            return
        lacking = thinking.obstacle(self._draft, self._desk, self._offers)
        offer = thinking.chosen_offer(self._draft, self._offers)
        if lacking is not None or offer is None:
            self._lead_to(lacking or Obstacle(Place.OFFERS))
        elif thinking.permission_needed(offer, self._desk) is not None:
            self._ask_release(self._desk)
        else:
            self._make(self._desk)

    def _holds_wrong_text(self) -> bool:
        """A field in which something wrong was typed keeps the person there."""
        for edit in self.form.edits:
            if edit.isVisible() and not edit.check():
                go_to(edit)
                return True
        return False

    def _ask_release(self, desk: NegotiationDesk) -> None:
        offer = thinking.chosen_offer(self._draft, self._offers)
        permission = thinking.permission_needed(offer, desk) if offer else None
        if offer is None or permission is None:
            return
        order = self._draft.approval.release_order(permission, offer.terms(desk.customer_id))
        self.shell.tasks.run(
            self, release, self._released, order,
            on_refused=self.form.release.show_refusal, busy=self.form.panel.pressed,
        )  # fmt: skip

    def _released(self, released: Released) -> None:
        self.form.release.clear_pin()
        if self._desk is not None:
            self._make(self._desk, released.release_id)

    def _make(self, desk: NegotiationDesk, release_id: int | None = None) -> None:
        """The same request id at every try: the answer of the first is the answer of all."""
        offer = thinking.chosen_offer(self._draft, self._offers)
        if offer is None:
            return
        self._failed = False
        self.form.panel.failure.hide()
        order = thinking.agreement_order(self._draft, desk, offer, self._request_id, release_id)
        self.shell.tasks.run(
            self, make_agreement, self._made, order,
            on_refused=self._refused, busy=self.form.panel.pressed,
        )  # fmt: skip

    def _made(self, made: AgreementMade) -> None:
        if self._desk is None:
            return
        self.done = AgreementDonePage(self.shell, self._desk.name, made)
        self.done.keys_changed.connect(self.keys_changed)
        self._pages.addWidget(self.done)
        self._pages.setCurrentWidget(self.done)
        self.primary = self.done.primary
        self.done.reload()
        self.keys_changed.emit()
        go_to(self.done.primary)

    def _refused(self, failure: KnownFailure) -> None:
        """Said above the button; nothing typed is lost."""
        said, panel = words(failure), self.form.panel
        if isinstance(failure, Trouble):
            self._failed = True
            rest = f"{said.whole} Não entregue papel nenhum ainda."
            panel.show_failure(bold("O acordo não foi gravado. "), rest, tone="late")
        else:
            panel.show_failure(bold(f"{said.title.rstrip('.')}. "), said.rest, tone="att")
        if isinstance(failure, STALE):
            self.reload()
        self._show()

    def _lead_to(self, lacking: Obstacle) -> None:
        if lacking.place is Place.APPROVER:
            self.form.release.go_to_missing()
        else:
            go_to(self.form.widget_at(lacking.place))

    # -- keys and ways ---------------------------------------------------------------------------------------

    def _form_keys(self, desk: NegotiationDesk) -> Sequence[Action]:
        offer = thinking.chosen_offer(self._draft, self._offers)
        pays = offer is not None and bool(offer.pays_today) and desk.may_receive
        optional = (
            (bool(thinking.late_left(self._draft, desk)), Action("mark_late", run=self._add_late)),
            (pays, Action("method", pick=self._pick_method, count=len(METHODS), label="Pagamento")),
            (self._failed, Action("reload", run=self.conclude, label="Tentar de novo")),
        )
        return (
            Action("mark", run=self.form.rows.toggle, label="Marcar"),
            Action("plan", pick=self._pick_offer, count=len(KINDS), label="Proposta"),
            Action("discount", run=lambda: go_to(self.form.discount.discount), label="Desconto"),
            *(action for is_real, action in optional if is_real),
            Action("conclude", label="Gerar o termo"),
        )

    def _customer_keys(self) -> tuple[Action, ...]:
        if self._customer_id is None:
            return ()
        customer_id, navigation = self._customer_id, self.shell.navigation
        return (
            Action("customer", run=lambda: navigation.open_customer(customer_id), in_bar=False),
            Action("receive", run=lambda: navigation.open_receive(customer_id), in_bar=False),
            Action("sell", run=lambda: navigation.open_sale(customer_id), in_bar=False),
            Action("negotiate", run=lambda: None, in_bar=False),
            *self._term_keys(),
        )

    def _term_keys(self) -> tuple[Action, ...]:
        """F9: the termo of the last agreement, where there was one."""
        if self._desk is None or not self._desk.agreements:
            return ()
        last = self._desk.agreements[0]
        name = f"termo-{last.number}"
        again = partial(second_copy, self.shell, self, issue_agreement, last.agreement_id, name)
        return (Action("print", run=again, label="2ª via do termo"),)

    def _pick_offer(self, place: int) -> None:
        self.form.board.group.choose(place, focus=True)

    # -- building --------------------------------------------------------------------------------------------

    def _nothing_open(self) -> EmptyState:
        card = KeyButton("Abrir a ficha", "Ctrl+I", icon="user")
        card.clicked.connect(self._open_customer)
        return EmptyState("circle-check", "Nada em aberto", "", card, tone="ok")

    def _open_customer(self) -> None:
        if self._customer_id is not None:
            self.shell.navigation.open_customer(self._customer_id)

    def _listen(self) -> None:
        form, panel = self.form, self.form.panel
        self.blank.asked.connect(self.shell.navigation.open_search)
        form.rows.marked.connect(self._mark)
        form.rows.late_asked.connect(self._add_late)
        form.rows.table.opened.connect(lambda _: go_to(form.budget.monthly))
        form.budget.changed.connect(self._monthly_changed)
        form.board.chosen.connect(self._offer_chosen)
        form.discount.changed.connect(self._discount_changed)
        form.release.approval_changed.connect(self._approval_changed)
        panel.down_payment_changed.connect(self._down_payment_changed)
        panel.count_changed.connect(self._count_changed)
        panel.first_due_changed.connect(self._first_due_changed)
        panel.settled.connect(self._show)
        form.discount.discount.editingFinished.connect(self._show)
        panel.pay.method_chosen.connect(self._method_chosen)
        panel.pay.handed_changed.connect(self._handed_changed)
        panel.pay.pix_end_changed.connect(self._pix_end_changed)
        panel.pay.pix.wanted.connect(self._ask_payload)
        panel.primary.clicked.connect(self.conclude)
