"""The record of a customer: registering somebody new, changing what is there."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crediario.domain.calendar import STATES
from crediario.domain.errors import KnownFailure
from crediario.services.customers import (
    ChangeCustomerOrder,
    CustomerDraft,
    CustomerOrder,
    CustomerRecord,
    CustomerSaved,
    LookAlike,
    LookAlikeFound,
    LookAlikeReason,
    PhoneDraft,
    PhonePurpose,
    change_customer,
    customer_record,
    look_alikes,
    register_customer,
)
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import missing_words, words
from crediario.ui.navigation import Area, CustomerCard, CustomerForm, Screen, Shell
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import CepEdit, DocumentEdit, Edit, MoneyEdit, NumberEdit, PhoneEdit, TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import ScrollArea, column, holder, row

PAUSE_MS = 300
PHONES = 3
PURPOSES = (
    (PhonePurpose.OWN, "próprio"),
    (PhonePurpose.WORK, "trabalho"),
    (PhonePurpose.MESSAGE, "recado"),
)
REASONS = {
    LookAlikeReason.DOCUMENT: "mesmo documento",
    LookAlikeReason.PHONE: "mesmo telefone",
    LookAlikeReason.NAME_AND_BIRTH_DATE: "mesmo nome e nascimento",
}
#: Which field a refusal is about.
FIELD_OF = {
    "customer_name_missing": "name",
    "invalid_cpf": "document",
    "invalid_cnpj": "document",
    "invalid_document": "document",
    "document_taken": "document",
    "birth_date_out_of_range": "birth_date",
    "invalid_cep": "cep",
    "unknown_state": "uf",
    "invalid_email": "email",
    "payday_out_of_range": "payday",
    "invalid_phone": "phone",
    "phone_incomplete": "phone",
    "phone_missing_nine": "phone",
    "unknown_area_code": "phone",
}


class CustomerFormScreen(Screen):
    """One page; Enter goes from field to field, F10 writes."""

    title = "Cadastro"
    area = Area.CUSTOMERS
    manual = "cadastro"

    def __init__(self, shell: Shell, place: CustomerForm) -> None:
        super().__init__(shell)
        self._id = place.customer_id
        self._request_id = str(uuid.uuid4())
        self._before = CustomerDraft(name=place.name)
        self._confirmed = False
        self.title = "Editar cadastro" if self._id else "Novo cadastro"
        self._build_fields()
        self.note = Note(tone="att", icon="users")
        self.note.hide()
        self._other = KeyButton("É outra pessoa, gravar assim mesmo", "", size="small")
        self._other.clicked.connect(self._save_all_the_same)
        self._open_other = KeyButton("Abrir a ficha", "", size="small")
        self._open_other.clicked.connect(self._open_look_alike)
        self.note.side.addWidget(self._open_other)
        self.note.side.addWidget(self._other)
        self._alike: LookAlike | None = None
        self._save_button = KeyButton("Gravar cadastro", "F10", "primary", size="till")
        self._save_button.clicked.connect(self._save)
        self.primary = self._save_button
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_for_others)
        self._lay_out()
        self._put(self._before)

    # -- building --------------------------------------------------------------------------------------------

    def _build_fields(self) -> None:
        self.document, self.name = DocumentEdit(), TextEdit()
        self.birth_date = DateEdit(self.shell.today, day_means="past")
        self.cep, self.street, self.district, self.city = CepEdit(), TextEdit(), TextEdit(), TextEdit()
        self.uf = Combo([("", "—"), *((state, state) for state in sorted(STATES))])
        self.phones = [PhoneEdit() for _ in range(PHONES)]
        self.purposes = [Combo(PURPOSES) for _ in range(PHONES)]
        self.email, self.income, self.payday = TextEdit(), MoneyEdit(), NumberEdit(0, 31)
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName("Observações")
        for number, (phone, purpose) in enumerate(zip(self.phones, self.purposes, strict=True), 1):
            phone.setAccessibleName(f"Telefone {number}")
            purpose.setAccessibleName(f"Finalidade do telefone {number}")
        for edit in (self.document, self.name, self.birth_date, *self.phones):
            edit.textEdited.connect(lambda _: self._pause.start())

    def _lay_out(self) -> None:
        who = Card("Quem é").add(
            Field("CPF ou CNPJ", self.document, "confere e procura repetidos"),
            Field("Nome completo", self.name, "obrigatório"),
            Field("Nascimento", self.birth_date, "dia/mês/ano"),
        )
        phones = Card("Telefones", "recado nunca é usado para falar de pagamento")
        for phone, purpose in zip(self.phones, self.purposes, strict=True):
            phones.add(row(phone, 3, purpose, 2))
        home = Card("Onde mora").add(
            row(Field("CEP", self.cep), 1, Field("Rua e número", self.street), 3),
            row(Field("Bairro", self.district), 3, Field("Cidade", self.city), 3, Field("UF", self.uf), 1),
        )
        money = Card("Renda e observações").add(
            row(
                Field("Renda por mês", self.income, "opcional"), 2,
                Field("Dia em que recebe", self.payday, "opcional"), 1,
            ),
            Field("E-mail", self.email, "opcional"),
            Field("Observações", self.notes),
        )  # fmt: skip
        left, right = column(who, phones, None), column(home, money, None)
        form = ScrollArea(holder(row(holder(left), 1, holder(right), 1)))
        self.place(column(self.note, form, 1, row(None, self._save_button), gap=Gap.X12))

    # -- what is typed ---------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The record of an existing customer; what was typed meanwhile is kept."""
        if self._id is not None and self._draft() == self._before:
            self.shell.tasks.run(self, customer_record, self._show, self._id)

    def _show(self, record: CustomerRecord) -> None:
        self._before = record.draft
        self._put(record.draft)
        self._before = self._draft()
        if record.missing:
            self._tell("Para comprar no crediário falta ", f"{missing_words(record.missing)}.")

    def _put(self, draft: CustomerDraft) -> None:
        texts = (
            (self.document, draft.document), (self.name, draft.name), (self.cep, draft.cep),
            (self.street, draft.street), (self.district, draft.district), (self.city, draft.city),
            (self.email, draft.email),
        )  # fmt: skip
        for edit, text in texts:
            edit.setText(text)
        self.birth_date.set_value(draft.birth_date)
        self.income.set_value(draft.income)
        self.payday.set_value(draft.payday)
        self.uf.set_value(draft.uf if draft.uf in STATES else "")
        self.notes.setPlainText(draft.notes)
        for phone, purpose, each in zip(self.phones, self.purposes, draft.phones, strict=False):
            phone.setText(each.number_text)
            purpose.set_value(each.purpose)

    def _draft(self) -> CustomerDraft:
        return CustomerDraft(
            name=self.name.text().strip(),
            document=self.document.text().strip(),
            birth_date=self.birth_date.value(),
            phones=tuple(
                PhoneDraft(phone.text().strip(), purpose.value())
                for phone, purpose in zip(self.phones, self.purposes, strict=True)
                if phone.text().strip()
            ),
            cep=self.cep.text().strip(),
            street=self.street.text().strip(),
            district=self.district.text().strip(),
            city=self.city.text().strip(),
            uf=self.uf.value(),
            email=self.email.text().strip(),
            income=self.income.value(),
            payday=self.payday.value() or None,
            notes=self.notes.toPlainText().strip(),
        )

    # -- who looks alike -------------------------------------------------------------------------------------

    def _look_for_others(self) -> None:
        draft = self._draft()
        numbers = tuple(phone.number_text for phone in draft.phones)
        self.shell.tasks.run(
            self, look_alikes, self._show_look_alikes, draft.document, numbers, draft.name, draft.birth_date,
            self._id,
        )  # fmt: skip

    def _show_look_alikes(self, found: tuple[LookAlike, ...]) -> None:
        self._confirmed = False
        if not found:
            self.note.hide()
            return
        self._alike = found[0]
        self._tell(f"{self._alike.name} ", f"já tem cadastro com o {REASONS[self._alike.why]}.", alike=True)

    def _tell(self, strong: str, rest: str, *, alike: bool = False, confirm: bool = False) -> None:
        self._open_other.setVisible(alike)
        self._other.setVisible(confirm)
        self.note.show_note(bold(strong), rest)

    def _open_look_alike(self) -> None:
        if self._alike is not None:
            self.shell.navigation.open_customer(self._alike.id)

    # -- writing ---------------------------------------------------------------------------------------------

    def _save(self) -> None:
        wrong = next((edit for edit in self._checked_edits() if not edit.check()), None)
        if wrong is not None:
            wrong.setFocus()
            return
        draft = self._draft()
        if self._id is None:
            order = CustomerOrder(self._request_id, draft, self._confirmed)
            self.shell.tasks.run(
                self, register_customer, self._saved, order, on_refused=self._refused, busy=self._save_button
            )
        else:
            change = ChangeCustomerOrder(self._request_id, self._id, self._before, draft, self._confirmed)
            self.shell.tasks.run(
                self, change_customer, self._saved, change, on_refused=self._refused, busy=self._save_button
            )

    def _checked_edits(
        self,
    ) -> tuple[DocumentEdit | DateEdit | CepEdit | PhoneEdit | MoneyEdit | NumberEdit, ...]:
        return (self.document, self.birth_date, *self.phones, self.cep, self.income, self.payday)

    def _save_all_the_same(self) -> None:
        """The cashier saw who looks alike: this is somebody else."""
        self._confirmed = True
        # Another payload is another request.
        self._request_id = str(uuid.uuid4())
        self._save()

    def _saved(self, saved: CustomerSaved) -> None:
        self._before = self._draft()
        self.shell.navigation.replace(CustomerCard(saved.id))
        self.shell.navigation.toast("Cadastro gravado")

    def _refused(self, failure: KnownFailure) -> None:
        self._request_id = str(uuid.uuid4())
        said = words(failure)
        field = self._field_of(failure)
        if isinstance(failure, LookAlikeFound):
            self._alike = LookAlike(failure.customer_id, failure.name, None, LookAlikeReason.PHONE)
            self._tell(
                f"{failure.name} ",
                "já tem cadastro parecido. Confira antes de gravar.",
                alike=True,
                confirm=True,
            )
        elif field is not None:
            field.set_error(said.title)
            field.setFocus()
        else:
            self._tell(f"{said.title.rstrip('.')}. ", said.rest)

    def _field_of(self, failure: KnownFailure) -> Edit | None:
        name = FIELD_OF.get(failure.code, "")
        if name == "phone":
            return next(
                (phone for phone in self.phones if phone.text() and phone.value() is None), self.phones[0]
            )
        field = getattr(self, name, None)
        return field if isinstance(field, Edit) else None

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """Enter walks the fields, F10 writes, Esc leaves without writing."""
        return (
            Action("next_field"),
            Action("previous_field"),
            Action("conclude", label="Gravar"),
            Action("back", label="Voltar sem gravar"),
        )

    def first_focus(self) -> QWidget:
        """The document: with it the program finds out whether the customer is known."""
        return self.name if self._id else self.document

    def can_leave(self) -> bool:
        """Asks once when something typed would be lost."""
        if self._draft() == self._before:
            return True
        question = Question("Sair do cadastro?", "O que foi digitado não foi gravado.", yes="Sair sem gravar")
        return self.shell.dialogs.ask(self, question)
