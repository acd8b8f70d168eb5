"""Nova venda: every edit makes a new draft, every draft is shown whole; F10 registers it, once."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from crediario.domain.settings import ShopProfile
from crediario.domain.tender import Method
from crediario.services.core import Context, Topic
from crediario.services.fiscal_notes import NoteForSale, read_fiscal_note
from crediario.services.sales import SaleDesk, SaleOrder, SaleReceipt, sale_desk
from crediario.services.settings import profile_in_force
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.navigation import Area, Cash, CustomerForm, Negotiation, NewSale, Screen, Shell
from crediario.ui.sales import sale_words
from crediario.ui.sales.credit_draft import Credit, Exit
from crediario.ui.sales.draft_checks import Obstacle, obstacle, status
from crediario.ui.sales.draft_order import sale_order
from crediario.ui.sales.draft_plans import Option, chosen_place, credit, options
from crediario.ui.sales.form_places import lead_to, wrong_field
from crediario.ui.sales.remote_release import RemoteRelease
from crediario.ui.sales.sale_conclusion import Conclusion
from crediario.ui.sales.sale_done import SaleDonePage
from crediario.ui.sales.sale_edits import SaleEdits
from crediario.ui.sales.sale_form import SaleForm
from crediario.ui.widgets.keyboard import go_to

LEAVE = Question("Sair da venda?", "Nada foi gravado.", yes="Sair sem gravar", no="Continuar a venda")
NOTE_KINDS = "Nota fiscal (*.xml *.XML)"


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
        self._desk: SaleDesk | None = None
        self._options: tuple[Option, ...] = ()
        self._credit: Credit | None = None
        self.done: SaleDonePage | None = None
        self.remote = RemoteRelease(shell, self)
        self.form = SaleForm(shell)
        self.edits = SaleEdits(shell, self.form, self)
        self.conclusion = Conclusion(self, self.form, self._order)
        self.primary = self.form.ticket.primary
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self.place(self._stack)
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        if self.done is not None:
            return self.done.keys()
        form, entrada = self.form, bool(self.edits.draft.entrada)
        return (
            Action("next_field"),
            *self._credit_keys(),
            Action("plan", pick=form.plans.group.by_key(focus=True), count=max(1, len(self._options)),
                   label="Escolher plano"),
            Action("other_plan", form.plans.toggle_other, in_bar=False),
            Action("due_day", lambda: go_to(form.due.first_due)),
            Action("method", pick=self._pick_method, count=len(sale_words.METHODS), label="Entrada em",
                   in_bar=entrada),
            Action("split_entrada", self._split if entrada else None, in_bar=False),
            *self._item_keys(),
            Action("sale_summary", self._show_summary, in_bar=False),
            *self._till_keys(),
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
            found += (Action("who_buys", lambda: go_to(self.form.buyer.who), in_bar=False),)
        return found

    def _item_keys(self) -> tuple[Action, ...]:
        """Ctrl+N registers while there is no customer, then it is one more item; Alt+F reads a note."""
        note = Action("fiscal_note", self._choose_note, label="XML da nota", in_bar=False)
        listing = not self.form.items.isHidden()
        if self._customer_id is None:
            return (Action("new", self.form.pick.ask_register), note)
        return (
            Action("edit", self._complete_record, in_bar=False),
            Action("new", self._add_item, label="Incluir item", in_bar=listing),
            Action("remove_item", self.form.items.drop_row, label="Tirar item", in_bar=listing),
            note,
        )

    def _customer_keys(self) -> tuple[Action, ...]:
        """F4 and F8 with this customer, over the form: what is late is seen to, and the sale goes on."""
        customer_id = self._customer_id
        if customer_id is None:
            return ()
        navigation, may = self.shell.navigation, self.shell.ctx.operator.may
        ways = {
            "receive": lambda: navigation.open_receive(customer_id),
            "negotiate": lambda: navigation.open(Negotiation(customer_id)),
        }
        return tuple(Action(name, run, in_bar=False) for name, run in ways.items() if may(name))

    def _till_keys(self) -> tuple[Action, ...]:
        """F12 goes over the form: a till found closed is opened, and the sale goes on as it was typed."""
        if not self.shell.ctx.operator.may("operate_till"):
            return ()
        return (Action("cash", lambda: self.shell.navigation.open(Cash()), in_bar=False),)

    def reload(self) -> None:
        if self._customer_id is None:
            self.form.pick.reload()
        if self.done is None:
            self.shell.tasks.run(self, _ready_desk, self._arrived, self._customer_id)
            self.shell.tasks.run(self, profile_in_force, self._shop_arrived)
        else:
            self.done.reload()

    def can_leave(self) -> bool:
        if self.done is not None or not self.edits.draft.is_touched:
            return True
        leaves = self.shell.dialogs.ask(self, LEAVE)
        if leaves:
            self.remote.withdraw()
        return leaves

    def first_focus(self) -> QWidget | None:
        return self.form.pick.search if self._customer_id is None else self.form.purchase.price

    # -- what is pressed -------------------------------------------------------------------------------------

    def _listen(self) -> None:
        form = self.form
        self.edits.changed.connect(self._show)
        self.edits.keys_changed.connect(self.keys_changed)
        self.conclusion.registered.connect(self._registered)
        self.conclusion.stale.connect(self.reload)
        form.pick.picked.connect(self._picked)
        form.pick.register_asked.connect(self._register_customer)
        form.buyer.complete_asked.connect(self._complete_record)
        form.credit.entrada_asked.connect(self._raise_entrada)
        form.credit.withdraw_asked.connect(self.remote.withdraw)
        form.purchase.items_asked.connect(self._add_item)
        form.purchase.note_asked.connect(self._choose_note)
        form.items.note_asked.connect(self._choose_note)
        form.ticket.summary_link.clicked.connect(self._show_summary)
        form.ticket.entrada.split_link.clicked.connect(self._split)
        form.ticket.primary.clicked.connect(self.conclude)
        self.remote.changed.connect(self._remote_changed)

    def _add_item(self) -> None:
        """Ctrl+N: another line; the first time, what one line said begins the list."""
        items = self.form.items
        if items.isHidden():
            items.begin(self.edits.draft.item, self.edits.draft.price)
            self.keys_changed.emit()
        else:
            items.add_row()

    def _choose_note(self) -> None:
        """Alt+F: the file of a fiscal note."""
        path = self.shell.dialogs.open_file(self, "XML da nota fiscal", NOTE_KINDS)
        if path is not None:
            self.shell.tasks.run(self, read_fiscal_note, self._note_arrived, path)

    def _note_arrived(self, note: NoteForSale) -> None:
        """Its customer, where the shop knows them and nobody was chosen, is one Enter away."""
        self.edits.take_note(note)
        if self._customer_id is None and note.customer_id is not None and note.customer_document:
            self.form.pick.search.setText(note.customer_document)
            go_to(self.form.pick.search)
            return
        if note.customer_id is not None and note.customer_id != self._customer_id:
            self.shell.navigation.toast("A nota está em nome de outra pessoa. Confira quem compra.")
        go_to(self.form.pick.search if self._customer_id is None else self.form.purchase.down_payment)

    def _split(self) -> None:
        """Alt+W: the entrada in two means, or in one again."""
        self.edits.split()
        if self.edits.draft.second is not None:
            self.form.ticket.entrada.focus_second()

    def _show_summary(self) -> None:
        """Alt+O: everything the law wants said before the sale, or the months again."""
        self.form.toggle_summary()

    def _raise_entrada(self) -> None:
        """Alt+E: the entrada that ends what asks for a release; what was typed elsewhere stays."""
        lever = self._credit.more_down_payment if self._credit else None
        if lever is None:
            return
        self.form.purchase.down_payment.set_value(lever.terms.down_payment)
        go_to(self.form.purchase.down_payment)

    def _release_here(self) -> None:
        self.edits.choose_exit(Exit.HERE)
        self.form.credit.go_here()
        # Once the card has its place.
        QTimer.singleShot(0, self.form, self.form.bring_release_into_sight)

    def _release_far(self) -> None:
        self.edits.choose_exit(Exit.DISTANCE)
        self.form.credit.go_to_distance()

    def _remote_changed(self) -> None:
        """The other till answered, or time went by."""
        if self.done is None:
            self._show()

    def _pick_method(self, place: int) -> None:
        """D, P, B, C; a Pix wants its last characters next."""
        if not self.edits.draft.entrada:
            return
        method = sale_words.METHODS[place][0]
        self.edits.choose_method(method)
        if method is Method.PIX:
            go_to(self.form.ticket.entrada.pix_end)

    # -- what is shown ---------------------------------------------------------------------------------------

    def _arrived(self, desk: SaleDesk) -> None:
        """The desk came, at first or again; what was typed stays."""
        self._desk = desk
        self.form.show_desk(desk)
        self.edits.take_desk(desk)
        self._show()
        self.keys_changed.emit()

    def _shop_arrived(self, profile: ShopProfile | None) -> None:
        self.form.summary.show_shop(profile)

    def _show(self) -> None:
        if self._desk is None:
            return
        draft = self.edits.draft
        self._options = options(draft, self._desk)
        place = chosen_place(draft, self._options)
        before = self._credit
        self._credit = credit(draft, self._desk, self._options)
        self.remote.keep_only(self._credit.terms if self._credit else None)
        self.form.show_sale(draft, self._desk, self._options, place, self._credit, self.remote.asked)
        said = status(draft, self._obstacle(), self._credit, self.remote.asked)
        self.form.ticket.show_status(said.words, said.tone, said.icon)
        if _ways(before) != _ways(self._credit):
            self.keys_changed.emit()

    def _obstacle(self) -> Obstacle | None:
        return obstacle(self.edits.draft, self._desk, self._options) if self._desk else None

    # -- concluding ------------------------------------------------------------------------------------------

    def conclude(self) -> None:
        """F10: registers the sale, or leads to the first thing that lacks."""
        if self._desk is None or self.done is not None:
            return
        shown = self.edits.draft
        wrong = wrong_field(self.form)
        if wrong is not None:
            go_to(wrong)
            return
        lacking = self._obstacle()
        if lacking is not None:
            lead_to(self.form, lacking, has_customer=self._customer_id is not None)
            return
        if self.edits.draft != shown:
            # A bare day is understood only now: nobody signs dates and sums that were not shown.
            self.form.ticket.show_status(sale_words.LOOK_AGAIN, "att", "circle-alert")
            return
        credit = self._credit
        if credit is None or credit.needed is None:
            self.conclusion.register(self._desk)
        elif credit.signal.needs_release and self.edits.draft.way is Exit.DISTANCE:
            self._conclude_at_distance(self._desk, credit)
        else:
            approval = self.edits.draft.approval
            self.conclusion.release_and_register(self._desk, credit.terms, credit.needed, approval)

    def _conclude_at_distance(self, desk: SaleDesk, credit: Credit) -> None:
        """Ask, then wait; once the yes is there the same key sells."""
        asked = self.remote.asked
        if asked is not None and asked.is_granted:
            self.conclusion.register(desk, asked.release_id)
        elif asked is None or not asked.is_waiting:
            message = self.form.credit.message.value()
            self.remote.ask(credit.terms, sale_words.item_words(self.edits.draft), message, self.primary)

    def _order(self, desk: SaleDesk, request_id: str, release_id: int | None) -> SaleOrder:
        place = chosen_place(self.edits.draft, self._options)
        if place is None:
            raise ValueError("only a chosen plan is concluded")
        return sale_order(self.edits.draft, desk, self._options[place].offer, request_id, release_id)

    def _registered(self, receipt: SaleReceipt) -> None:
        self.done = SaleDonePage(self.shell, receipt, self.form.ticket.papers.papers)
        self.done.keys_changed.connect(self.keys_changed)
        self._stack.addWidget(self.done)
        self._stack.setCurrentWidget(self.done)
        self.primary = None
        self.done.reload()
        self.keys_changed.emit()
        go_to(self.done.next_sale)

    # -- going places ----------------------------------------------------------------------------------------

    def _picked(self, customer_id: int) -> None:
        self._customer_id = customer_id
        self.reload()
        has_items = bool(self.edits.draft.items)
        go_to(self.form.purchase.down_payment if has_items else self.form.purchase.price)

    def _register_customer(self, typed: str) -> None:
        self.shell.navigation.open(CustomerForm.of_typed(typed))

    def _complete_record(self) -> None:
        if self._customer_id is not None:
            self.shell.navigation.open(CustomerForm(self._customer_id))


def _ready_desk(ctx: Context, customer_id: int | None) -> SaleDesk:
    """The desk, with the holidays already loaded: that takes a while, and here nobody waits for it."""
    desk = sale_desk(ctx, customer_id)
    desk.calendar.moved_due(desk.today)
    return desk


def _ways(credit: Credit | None) -> tuple[bool, bool, bool]:
    """Which keys the light gives: a change of it changes the key bar."""
    if credit is None or not credit.signal.needs_release:
        return False, False, False
    return True, credit.more_down_payment is not None, credit.may_ask
