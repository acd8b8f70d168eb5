"""The customer's record: typed once, checked field by field, duplicates shown while typing."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.br import DocumentKind
from crediario.domain.customer_details import missing_for_analysis
from crediario.domain.errors import KnownFailure
from crediario.domain.record_draft import changed_fields, with_fields
from crediario.domain.settings import ShopProfile
from crediario.services.customers import (
    ChangeCustomerOrder,
    CustomerDraft,
    CustomerOrder,
    CustomerRecord,
    CustomerSaved,
    DocumentShown,
    DocumentTaken,
    KnownPerson,
    LookAlike,
    LookAlikeFound,
    RecordChangedMeanwhile,
    RecordMerged,
    ShowDocumentOrder,
    change_customer,
    customer_record,
    customer_with_document,
    look_alikes,
    register_customer,
    show_document,
)
from crediario.services.record_access import AccessOrder, Opened, note_access
from crediario.services.settings import profile_in_force
from crediario.ui.customers import form_draft
from crediario.ui.customers.form_cep import CepFlow
from crediario.ui.customers.form_draft import FIELD_OF_MISSING, ddd_of, field_of, missing_of, read_document
from crediario.ui.customers.form_fields import FormFields
from crediario.ui.customers.form_side import FormSide
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import Message, words
from crediario.ui.navigation import Area, CustomerCard, CustomerForm, MergeCustomers, Screen, Shell
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.edits import Edit
from crediario.ui.widgets.layout import ScrollArea, SidePane, column
from crediario.ui.widgets.states import EmptyState, Pane

LEAVE = Question("Sair sem gravar?", "O que foi digitado no cadastro não foi gravado.", yes="Sair sem gravar")


class CustomerFormScreen(Screen):
    """One page; F10 writes it and the ficha takes its place."""

    area = Area.CUSTOMERS
    manual = "cadastro"
    debounce_ms: ClassVar[int] = 200

    def __init__(self, shell: Shell, place: CustomerForm) -> None:
        super().__init__(shell)
        self.customer_id = place.customer_id
        self.title = "Novo cliente" if place.customer_id is None else "Editar cadastro"
        self._request_id = str(uuid4())
        # As the record stands, and as the form first showed it: only what differs from this was typed.
        self._before = CustomerDraft(name=place.name, document=place.document)
        self._ddd: str | None = None
        self._confirmed = self._came = False
        self.fields = FormFields(shell.today)
        exists = place.customer_id is not None
        self.side = FormSide(exists=exists, merges=exists and self._may_merge)
        self.cep = CepFlow(self.fields.essential, shell.tasks)
        self.primary = self.side.primary
        self.pane = Pane(ScrollArea(self.fields), EmptyState("user", "Cliente não encontrado"))
        self.place(column(SidePane(self.pane, self.side, Size.SIDE_PANEL_NARROW)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self.fields.show_draft(self._before)
        self._shown = self.fields.draft()
        self._listen()
        self._edited()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The record and the shop's area code, once: what was typed stays."""
        if self._came:
            return
        self.shell.tasks.run(self, profile_in_force, self._use_profile, on_refused=lambda _: None)
        if self.customer_id is None:
            self._came = True
        else:
            self.pane.wait()
            self.shell.tasks.run(
                self, customer_record, self._show_record, self.customer_id, on_refused=self._no_record
            )

    def keys(self) -> Sequence[Action]:
        """Enter walks the fields."""
        return (
            Action("next_field"),
            Action("previous_field"),
            Action("conclude", label="Gravar cadastro"),
            Action("back", label="Voltar sem gravar"),
        )

    def can_leave(self) -> bool:
        """Ask once when something was typed."""
        return not self.has_typed or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget:
        """The document comes first; where it was looked for already, the name that goes with it."""
        is_typed = self.customer_id is None and self._shown.document != ""
        return self.fields.essential.name if is_typed else self.fields.document

    @property
    def has_typed(self) -> bool:
        """Whether something would be lost."""
        return self.fields.draft() != self._shown

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fields.spread(narrow=self.width() < px(Size.NARROW_BELOW) - px(Size.RAIL_WIDTH) - px(Gap.X44))

    @property
    def _may_merge(self) -> bool:
        return self.shell.ctx.operator.may("merge_customers")

    # -- what is typed ---------------------------------------------------------------------------------------

    def _use_profile(self, profile: ShopProfile | None) -> None:
        if profile is not None:
            self._ddd = ddd_of(profile.phone) or ddd_of(profile.whatsapp)
            self.fields.use_ddd(self._ddd)
            self._edited()

    def _show_record(self, record: CustomerRecord) -> None:
        self._came = True
        self.pane.show_content()
        self.customer_id = record.id
        self._before = record.draft
        self.cep.keep(record.draft.cep)
        self.fields.essential.document_line.field.hint.setText("")
        self.fields.show_draft(record.draft)
        self._shown = self.fields.draft()
        self._edited()
        self._look()
        # The form asks for the record once: this is one opening (LGPD).
        opened = AccessOrder(str(uuid4()), record.id, Opened.FORM)
        self.shell.tasks.run(self, note_access, lambda _: None, opened, on_refused=lambda _: None)

    def _no_record(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _edited(self) -> None:
        draft = self.fields.draft()
        document, masked = read_document(draft.document), self.fields.document.is_masked
        is_company = document is not None and document.kind is DocumentKind.CNPJ
        self.fields.show_company(is_company=is_company)
        missing = missing_of(draft, self.shell.today(), self._ddd, has_document=masked)
        self.side.show_missing(missing, is_company=is_company)
        self.side.show_liked(
            missing_for_analysis(draft.details, draft.references, draft.income, is_company=is_company)
        )
        self.side.refusal.hide()

    def _search(self) -> None:
        """Enter in the document: who has it already is opened instead."""
        if self.customer_id is None and self.fields.document.value() is not None:
            self.shell.tasks.run(
                self, customer_with_document, self._known, self.fields.document.text(),
                on_refused=lambda _: None,
            )  # fmt: skip

    def _known(self, known: KnownPerson | None) -> None:
        """Nothing else was typed: nothing is lost by going there."""
        if known is None:
            return
        name = self._shown.name
        if self.fields.draft() == CustomerDraft(name, document=self.fields.draft().document):
            self.shell.navigation.toast(f"Já é cliente: {known.name}.")
            self.shell.navigation.replace(CustomerCard(known.id))
        else:
            self.side.show_taken(known.id, known.name, tried=False)

    def _show_whole(self, *, of_spouse: bool) -> None:
        """The whole CPF: asked for, and written down who asked."""
        if self.customer_id is None:
            return

        def shown(document: DocumentShown) -> None:
            text = document.document or ""
            name = "spouse_document" if of_spouse else "document"
            line = self.fields.person.spouse_line if of_spouse else self.fields.essential.document_line
            self._before = with_fields(self._before, {name: text})
            self._shown = with_fields(self._shown, {name: text})
            line.show_document(text)
            line.edit.setFocus(Qt.FocusReason.OtherFocusReason)

        order = ShowDocumentOrder(str(uuid4()), self.customer_id, of_spouse)
        self.shell.tasks.run(self, show_document, shown, order)

    def _merge(self, merged_id: int) -> None:
        if self.customer_id is not None:
            self.shell.navigation.open(MergeCustomers(self.customer_id, merged_id))

    def _recognised(self) -> None:
        """Who looks alike is asked when the fingers rest."""
        self._confirmed = False
        if self.debounce_ms:
            self._timer.start(self.debounce_ms)
        else:
            self._look()

    def _look(self) -> None:
        draft = self.fields.draft()
        phones = tuple(phone.number_text for phone in draft.phones)
        self.shell.tasks.run(
            self, look_alikes, self._show_alike, draft.document, phones, draft.name, draft.birth_date,
            self.customer_id, on_refused=lambda _: None,
        )  # fmt: skip

    def _show_alike(self, found: tuple[LookAlike, ...]) -> None:
        self.side.show_alike(found)

    def _jump(self, name: str) -> None:
        self.fields.field(FIELD_OF_MISSING[name]).setFocus(Qt.FocusReason.TabFocusReason)

    # -- writing ---------------------------------------------------------------------------------------------

    def _save(self) -> None:
        """F10. The same request id at every try: the answer of the first is the answer of all."""
        wrong = self.fields.first_wrong()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        draft = self.fields.draft()
        if self.customer_id is None:
            self.shell.tasks.run(
                self, register_customer, self._written,
                CustomerOrder(self._request_id, draft, self._confirmed),
                on_refused=self._refused, busy=self.primary,
            )  # fmt: skip
        else:
            self.shell.tasks.run(
                self, change_customer, self._written,
                ChangeCustomerOrder(
                    self._request_id, self.customer_id, self._before, self._after(draft), self._confirmed
                ),
                on_refused=self._refused, busy=self.primary,
            )  # fmt: skip

    def _after(self, typed: CustomerDraft) -> CustomerDraft:
        """The record with what was typed; the other fields stay as they are kept, not as they are shown."""
        return with_fields(self._before, changed_fields(self._shown, typed))

    def _written(self, saved: CustomerSaved) -> None:
        navigation = self.shell.navigation
        navigation.toast("Cadastro gravado." if not saved.missing else "Cadastro gravado, ainda incompleto.")
        navigation.replace(CustomerCard(saved.id))

    def _refused(self, failure: KnownFailure) -> None:
        """Nothing typed is lost; the next try is another request."""
        self._request_id = str(uuid4())
        said = words(failure)
        name = field_of(failure)
        if isinstance(failure, DocumentTaken):
            self.side.show_taken(failure.customer_id, failure.name)
        elif isinstance(failure, LookAlikeFound):
            self.side.ask_confirm(failure.customer_id, failure.name)
            return
        elif name is None:
            self.side.show_refusal(said)
        if isinstance(failure, RecordMerged):
            self.side.show_kept(failure.kept_id, failure.name)
        if isinstance(failure, RecordChangedMeanwhile):
            self._read_again(failure.changed)
        if name is not None:
            self._mark(self.fields.wrong_field(name, vars(failure).get("text")), said.title)

    def _mark(self, field: QWidget, said: str) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, Edit):
            field.set_error(said)

    def _read_again(self, changed: tuple[str, ...]) -> None:
        """Another till changed the same fields: show what they wrote, and let the next try decide."""

        def take_theirs(record: CustomerRecord) -> None:
            self._before = record.draft
            theirs = form_draft.theirs_words(record.draft, changed)
            self.side.show_refusal(
                Message("Outro caixa mudou este cadastro", theirs, "Confira e grave de novo.")
            )

        if self.customer_id is not None:
            self.shell.tasks.run(self, customer_record, take_theirs, self.customer_id)

    def _confirm(self) -> None:
        self._confirmed = True
        self._save()

    def _open_customer(self, customer_id: int) -> None:
        self.shell.navigation.open_customer(customer_id)

    def _listen(self) -> None:
        self.fields.edited.connect(self._edited)
        self.fields.recognised.connect(self._recognised)
        self._timer.timeout.connect(self._look)
        self.side.primary.clicked.connect(self._save)
        self.side.other_person.connect(self._confirm)
        self.side.open_asked.connect(self._open_customer)
        self.side.jump_asked.connect(self._jump)
        self.side.merge_asked.connect(self._merge)
        self.fields.document.returnPressed.connect(self._search)
        self.fields.essential.document_line.whole_asked.connect(lambda: self._show_whole(of_spouse=False))
        self.fields.person.spouse_line.whole_asked.connect(lambda: self._show_whole(of_spouse=True))
