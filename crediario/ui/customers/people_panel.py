"""Pessoas: who answers for the customer and for whom they answer, who buys on the account, the family."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from crediario.domain.attachments import SMALL_SIDE
from crediario.domain.errors import KnownFailure
from crediario.services.attachments import (
    Attached,
    AttachmentKind,
    AttachOrder,
    ChosenFile,
    attach_file,
    buyer_photo,
    choose_file,
)
from crediario.services.relations import (
    BuyerChanged,
    BuyerRow,
    ChangeBuyerOrder,
    Ended,
    EndOrder,
    GuarantorAdded,
    GuarantorOrder,
    PeopleDesk,
    add_authorised_buyer,
    add_guarantor,
    change_authorised_buyer,
    end_authorised_buyer,
    end_guarantor,
    people_desk,
)
from crediario.ui.customers import files_words, people_rows, people_words
from crediario.ui.customers.buyer_form import BuyerForm
from crediario.ui.customers.guarantor_pick import GuarantorPick
from crediario.ui.customers.list_panel import ListPanel
from crediario.ui.customers.people_rows import BuyerLine, GuarantorLine, Line
from crediario.ui.customers.pictures import read_picture
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.theme import Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cells import TwoLine
from crediario.ui.widgets.states import EmptyState
from crediario.ui.widgets.table import Column, Table


class PeoplePanel(ListPanel[Line]):
    """The list, the search of a guarantor, or the form of an authorised buyer."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "Pessoas ligadas")
        self._desk: PeopleDesk | None = None
        self._photos: dict[int, QImage] = {}
        self.add_guarantor = KeyButton("Avalista", "Ctrl+N", size="small", icon="user-plus")
        self.add_buyer = KeyButton("Comprador", "Alt+C", size="small", icon="user-plus")
        self.pick, self.form = GuarantorPick(shell), BuyerForm()
        self._build()

    # -- what a screen asks ----------------------------------------------------------------------------------

    def show_customer(self, customer_id: int) -> None:
        """The people beside this customer, from the beginning."""
        if customer_id != self._customer_id:
            self._customer_id, self._desk, self._photos = customer_id, None, {}
            self._go(self.list)
        self.reload()

    def reload(self) -> None:
        """Look again who is there; what is typed stays."""
        self.pane.wait()
        asked = self._customer_id
        self._shell.tasks.run(self, people_desk, self._show, asked, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        back = Action("back", run=self._to_list, label="Voltar")
        match self.currentWidget():
            case self.form:
                return (
                    Action("next_field"), Action("conclude", run=self.form.ask, label="Gravar"), back,
                )  # fmt: skip
            case self.pick:
                return (Action("move"), Action("next_field", label="Tornar avalista"), back)
            case _:
                return self._list_keys()

    def first_focus(self) -> QWidget:
        """The rows, or the way to add the first person."""
        alone = self.table.current_row() is None and not self.add_guarantor.isHidden()
        return self.add_guarantor if alone else self.table

    def _list_keys(self) -> Sequence[Action]:
        line, may_add = self.table.current_row(), self._may_add
        enter = "Ver ou mudar" if isinstance(line, BuyerLine) else "Abrir ficha"
        ends = may_add and people_rows.may_end(line)
        return (
            *((Action("move"), Action("next_field", label=enter)) if line is not None else ()),
            *((Action("new", run=self.ask_guarantor, label="Novo avalista"),) if may_add else ()),
            *((Action("new_buyer", run=self.ask_buyer, label="Novo comprador"),) if may_add else ()),
            *((Action("remove", run=self.end, label="Encerrar"),) if ends else ()),
        )

    @property
    def _may_add(self) -> bool:
        return (
            self._desk is not None
            and not self._desk.is_closed
            and self._shell.ctx.operator.may("edit_relations")
        )

    # -- the list --------------------------------------------------------------------------------------------

    def _show(self, desk: PeopleDesk) -> None:
        if desk.customer_id != self._customer_id:
            return
        self._desk = desk
        self.table.set_rows(people_rows.lines_of(desk))
        self._spread_titles()
        self.pane.show_content()
        self._show_buttons()
        self._landed()
        for buyer in desk.buyers:
            if buyer.has_photo:
                self._fetch_photo(buyer.buyer_id)

    def _show_buttons(self) -> None:
        for button in (self.add_guarantor, self.add_buyer):
            button.setVisible(self._may_add)

    def _spread_titles(self) -> None:
        """A title is one low line across: its sums are read whole."""
        self.table.clearSpans()
        for place, line in enumerate(self.table.rows()):
            if people_rows.section_of(line) is not None:
                self.table.setSpan(place, 0, 1, len(self.table.rows_model.columns))
                self.table.setRowHeight(place, px(Size.HEADER))

    def _fetch_photo(self, buyer_id: int) -> None:
        def show(content: bytes | None) -> None:
            picture = read_picture(content, SMALL_SIDE) if content else None
            if picture is not None:
                self._photos[buyer_id] = picture
                self.table.viewport().update()

        self._shell.tasks.run(self, buyer_photo, show, buyer_id, on_refused=lambda _: None)

    def _enter(self, line: Line) -> None:
        """Enter: a customer's ficha, or the form of an authorised buyer."""
        customer_id = people_rows.customer_of(line)
        if customer_id is not None:
            self._shell.navigation.open_customer(customer_id)
        elif isinstance(line, BuyerLine) and self._may_add and not people_rows.is_ended(line):
            self._go(self.form)
            self.form.begin(self._customer_id, line.row, self._photos.get(line.row.buyer_id))

    # -- guarantors ------------------------------------------------------------------------------------------

    def ask_guarantor(self) -> None:
        """Ctrl+N: look for somebody who will answer."""
        self._go(self.pick)
        self.pick.begin()

    def _picked(self, guarantor_id: int) -> None:
        order = GuarantorOrder(str(uuid4()), self._customer_id, guarantor_id)
        self._shell.tasks.run(
            self, add_guarantor, self._guarantor_added, order, on_refused=self.pick.show_refusal
        )

    def _guarantor_added(self, added: GuarantorAdded) -> None:
        self._done(people_words.added_words(added.guarantor_name, mutual=added.mutual))

    # -- authorised buyers -----------------------------------------------------------------------------------

    def ask_buyer(self) -> None:
        """Alt+C: somebody who will buy on the account."""
        self._go(self.form)
        self.form.begin(self._customer_id)

    def _save_buyer(self) -> None:
        order = self.form.order()
        run, refused = self._shell.tasks.run, self.form.show_refusal
        if isinstance(order, ChangeBuyerOrder):
            run(self, change_authorised_buyer, self._buyer_saved, order, on_refused=refused,
                busy=self.form.save)  # fmt: skip
        else:
            run(self, add_authorised_buyer, self._buyer_saved, order, on_refused=refused,
                busy=self.form.save)  # fmt: skip

    def _buyer_saved(self, saved: BuyerChanged) -> None:
        """The person is written; the photo, where one was chosen, follows."""
        photo, told = self.form.photo, f"{saved.name} pode comprar nesta conta."
        if photo is None:
            self._done(told)
            return

        def kept(_: Attached) -> None:
            self._photos.pop(saved.buyer_id, None)
            self._done(told)

        title = f"Foto: {saved.name}"[:80]
        order = AttachOrder.of(str(uuid4()), self._customer_id, AttachmentKind.PHOTO, title, photo.content,
                               buyer_id=saved.buyer_id)  # fmt: skip
        self._shell.tasks.run(self, attach_file, kept, order, on_refused=self._photo_refused)

    def _photo_refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self._refuse("A autorização foi gravada; a foto não.", said.whole)

    def _choose_photo(self) -> None:
        path = self._shell.dialogs.open_file(self, "Foto de quem compra", files_words.FILE_KINDS)
        if path is not None:
            self._shell.tasks.run(
                self, choose_file, self._photo_chosen, path, on_refused=self.form.show_refusal,
                busy=self.form.choose,
            )  # fmt: skip

    def _photo_chosen(self, chosen: ChosenFile) -> None:
        self.form.show_photo(chosen)

    # -- ending ----------------------------------------------------------------------------------------------

    def end(self) -> None:
        """Delete: asked once; the row stays as past."""
        line = self.table.current_row()
        match line:
            case GuarantorLine() if self._desk is not None:
                if self._shell.dialogs.ask(
                    self, people_words.end_guarantor_question(line.row, self._desk.name)
                ):
                    self._run_end(line.row.guarantee_id, is_buyer=False)
            case BuyerLine():
                if self._shell.dialogs.ask(self, people_words.end_buyer_question(line.row)):
                    self._run_end(line.row.buyer_id, is_buyer=True)
            case _:
                return

    def _run_end(self, id_: int, *, is_buyer: bool) -> None:
        use_case = end_authorised_buyer if is_buyer else end_guarantor
        self._shell.tasks.run(
            self, use_case, self._ended, EndOrder(str(uuid4()), id_), on_refused=self._end_refused
        )

    def _ended(self, ended: Ended) -> None:
        self._done(f"Encerrado: {ended.name}.")

    def _end_refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self._refuse(f"{said.title}.", said.rest)

    # -- around ----------------------------------------------------------------------------------------------

    def _done(self, told: str) -> None:
        self._shell.navigation.toast(told)
        self._to_list()
        self._land()

    def _build(self) -> None:
        self.list.add_header(self.add_guarantor, self.add_buyer)
        self._show_buttons()
        empty = EmptyState("users", "Ninguém ligado a esta ficha")
        self._place(self._table(), empty, "Buscando pessoas ligadas…", self.pick, self.form)
        self.add_guarantor.clicked.connect(self.ask_guarantor)
        self.add_buyer.clicked.connect(self.ask_buyer)
        self.table.opened.connect(self._enter)
        self.pick.picked.connect(self._picked)
        self.pick.closed.connect(self._to_list)
        self.form.save_asked.connect(self._save_buyer)
        self.form.photo_asked.connect(self._choose_photo)
        self.form.closed.connect(self._to_list)

    def _table(self) -> Table[Line]:
        return Table(
            [
                Column("Pessoa", self._name, chars=24, stretch=1),
                Column("Em aberto", people_rows.open_cell, chars=17, align="right"),
                Column("Em atraso", people_rows.late_cell, chars=10, align="right"),
            ],
            name="Pessoas ligadas",
            key=people_rows.key_of,
            row_height="two_line",
            section=people_rows.section_of,
        )

    def _name(self, line: Line) -> TwoLine:
        picture = self._photo_of(line.row) if isinstance(line, BuyerLine) else None
        return people_rows.name_cell(line, picture, self._shell.ctx.clock)

    def _photo_of(self, buyer: BuyerRow) -> QImage | None:
        return self._photos.get(buyer.buyer_id)
