"""The cards of a customer's record: what selling on credit needs, and everything else there is to know."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from crediario.domain.br import DocumentKind
from crediario.domain.calendar import STATES
from crediario.domain.customer_details import (
    ISSUER_LENGTH,
    JOB_LENGTH,
    PERSON_LENGTH,
    REGISTRATION_LENGTH,
    RG_LENGTH,
    ContactChannel,
    ContactHours,
    Housing,
    IncomeProof,
    MaritalStatus,
    Treatment,
)
from crediario.domain.registration import (
    ADDRESS_LENGTH,
    EMAIL_LENGTH,
    LAST_DAY_OF_MONTH,
    NAME_LENGTH,
    NOTES_LENGTH,
    PLACE_LENGTH,
)
from crediario.ui.customers.form_inputs import (
    DocumentLine,
    LongTextEdit,
    PhoneLine,
    ReferenceLine,
    ShopPhoneEdit,
    StreetEdit,
)
from crediario.ui.customers.form_words import CHANNELS, HELPS, HOURS, HOUSING, MARITAL, PROOFS, TREATMENTS
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import CepEdit, MoneyEdit, NumberEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.layout import row
from crediario.ui.widgets.since_edit import SinceEdit

REFERENCES = 3


class Essential(Card):
    """What a sale on credit needs, in the order in which Enter walks it."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("Para comprar a prazo", "o que o crediário pede")
        self.document_line = DocumentLine("CPF ou CNPJ", hint="Enter busca se já é cliente")
        self.document = self.document_line.edit
        self.name = LongTextEdit(NAME_LENGTH)
        self.birth_date = DateEdit(today, day_means="past")
        self.phone = PhoneLine(1)
        self.cep = CepEdit()
        self.street = StreetEdit(ADDRESS_LENGTH)
        self.district = LongTextEdit(PLACE_LENGTH)
        self.city = LongTextEdit(PLACE_LENGTH)
        self.uf: Combo[str] = Combo([("", "—"), *((state, state) for state in sorted(STATES))])
        self._birth = Field("Nascimento", self.birth_date)
        self.street_field = Field("Rua e número", self.street)
        self.cep.setPlaceholderText("38700-002")
        self.add(
            self.document_line,
            Field("Nome", self.name, hint="obrigatório"),
            row(self._birth, 2, self.phone, 5, gap=Gap.X10),
            row(Field("CEP", self.cep), 2, self.street_field, 5, gap=Gap.X10),
            row(Field("Bairro", self.district), 4, Field("Cidade", self.city), 4, Field("UF", self.uf), 2,
                gap=Gap.X10),
        )  # fmt: skip

    @property
    def stops(self) -> list[QWidget]:
        """The order of Tab."""
        return [
            self.document, self.document_line.eye, self.name, self.birth_date, self.phone.edit,
            self.phone.purpose, self.cep, self.street, self.district, self.city, self.uf,
        ]  # fmt: skip

    def say_source(self, words: str) -> None:
        """Where the address comes from, beside its name: nothing moves on the screen."""
        self.street_field.hint.setText(words)

    def show_company(self, *, is_company: bool) -> None:
        """A company was not born."""
        self._birth.setVisible(not is_company)


class HomeAndWork(Card):
    """Where the customer lives and works, and what comes in: what the analysis counts."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("Moradia, trabalho e renda", HELPS)
        self.housing: Combo[Housing | None] = Combo(HOUSING)
        self.housing_since = SinceEdit(today)
        self.employer = LongTextEdit(PERSON_LENGTH)
        self.employer_phone = ShopPhoneEdit()
        self.job = LongTextEdit(JOB_LENGTH)
        self.job_since = SinceEdit(today)
        self.income = MoneyEdit()
        self.income_proof: Combo[IncomeProof | None] = Combo(PROOFS)
        self.payday = NumberEdit(1, LAST_DAY_OF_MONTH)
        home = Field("Moradia", self.housing), Field("Mora desde", self.housing_since)
        place = Field("Onde trabalha", self.employer), Field("Telefone", self.employer_phone)
        job = Field("Profissão", self.job), Field("Trabalha desde", self.job_since)
        self._of_people = (*home, *place, *job)
        self._proof = Field("Comprovante", self.income_proof)
        self.add(
            row(home[0], 3, home[1], 2, gap=Gap.X10),
            row(place[0], 1, place[1], 1, gap=Gap.X10),
            row(job[0], 3, job[1], 2, gap=Gap.X10),
            row(Field("Renda por mês", self.income), 2, self._proof, 2, Field("Recebe dia", self.payday), 1,
                gap=Gap.X10),
        )  # fmt: skip

    @property
    def stops(self) -> list[QWidget]:
        """The order of Tab."""
        return [
            self.housing, self.housing_since, self.employer, self.employer_phone, self.job, self.job_since,
            self.income, self.income_proof, self.payday,
        ]  # fmt: skip

    def show_company(self, *, is_company: bool) -> None:
        """A company has an income, and lives nowhere."""
        for field in (*self._of_people, self._proof):
            field.setVisible(not is_company)
        self.title.setText("Faturamento" if is_company else "Moradia, trabalho e renda")


class PersonPapers(Card):
    """Documents and family of a person."""

    def __init__(self) -> None:
        super().__init__("Documentos e família", "opcional")
        self.social_name = LongTextEdit(PERSON_LENGTH)
        self.treatment: Combo[Treatment | None] = Combo(TREATMENTS)
        self.rg = LongTextEdit(RG_LENGTH)
        self.rg_issuer = LongTextEdit(ISSUER_LENGTH)
        self.mother_name = LongTextEdit(PERSON_LENGTH)
        self.father_name = LongTextEdit(PERSON_LENGTH)
        self.marital_status: Combo[MaritalStatus | None] = Combo(MARITAL)
        self.spouse_name = LongTextEdit(PERSON_LENGTH)
        self.spouse_line = DocumentLine("CPF do cônjuge", DocumentKind.CPF)
        self.spouse_document = self.spouse_line.edit
        self.spouse_phone = ShopPhoneEdit()
        self.spouse_income = MoneyEdit()
        self.add(
            row(Field("Nome social", self.social_name), 3, Field("Tratamento", self.treatment), 2,
                gap=Gap.X10),
            row(Field("RG", self.rg), 3, Field("Órgão", self.rg_issuer), 2, gap=Gap.X10),
            Field("Nome da mãe", self.mother_name),
            Field("Nome do pai", self.father_name),
            row(Field("Estado civil", self.marital_status), 2, Field("Cônjuge", self.spouse_name), 3,
                gap=Gap.X10),
            row(self.spouse_line, 1, Field("Telefone do cônjuge", self.spouse_phone), 1, gap=Gap.X10),
            row(Field("Renda do cônjuge", self.spouse_income), 1, None, gap=Gap.X10),
        )  # fmt: skip

    @property
    def stops(self) -> list[QWidget]:
        """The order of Tab."""
        return [
            self.social_name, self.treatment, self.rg, self.rg_issuer, self.mother_name, self.father_name,
            self.marital_status, self.spouse_name, self.spouse_document, self.spouse_line.eye,
            self.spouse_phone, self.spouse_income,
        ]  # fmt: skip


class CompanyPapers(Card):
    """What a company has instead."""

    def __init__(self) -> None:
        super().__init__("Empresa", "opcional")
        self.trade_name = LongTextEdit(PERSON_LENGTH)
        self.state_registration = LongTextEdit(REGISTRATION_LENGTH)
        self.contact_name = LongTextEdit(PERSON_LENGTH)
        self.add(
            Field("Nome fantasia", self.trade_name),
            Field("Inscrição estadual", self.state_registration),
            Field("Quem responde pela empresa", self.contact_name),
        )

    @property
    def stops(self) -> list[QWidget]:
        """The order of Tab."""
        return [self.trade_name, self.state_registration, self.contact_name]


class Contacts(Card):
    """Other ways to the customer, and which of them is preferred."""

    def __init__(self) -> None:
        super().__init__("Mais contatos", "recado nunca recebe aviso de parcela")
        self.phones = (PhoneLine(2), PhoneLine(3))
        self.email = LongTextEdit(EMAIL_LENGTH)
        self.preferred_channel: Combo[ContactChannel | None] = Combo(CHANNELS)
        self.preferred_hours: Combo[ContactHours | None] = Combo(HOURS)
        self.email.setPlaceholderText("nome@exemplo.com")
        channel = Field("Prefere", self.preferred_channel)
        self.add(
            *self.phones,
            Field("E-mail", self.email),
            row(channel, 1, Field("Horário", self.preferred_hours), 1, gap=Gap.X10),
        )

    @property
    def stops(self) -> list[QWidget]:
        """The order of Tab."""
        lines = [stop for line in self.phones for stop in (line.edit, line.purpose)]
        return [*lines, self.email, self.preferred_channel, self.preferred_hours]


class PeopleAndNotes(Card):
    """Who knows the customer, and what helps to attend well."""

    def __init__(self) -> None:
        super().__init__("Referências e observações")
        self.references = tuple(ReferenceLine(place) for place in range(1, REFERENCES + 1))
        self.notes = LongTextEdit(NOTES_LENGTH)
        self.notes.setPlaceholderText("o que ajuda a atender bem")
        self.add(*self.references, Field("Observações", self.notes))

    @property
    def stops(self) -> list[QWidget]:
        """The order of Tab."""
        lines = [stop for line in self.references for stop in (line.name, line.edit, line.kind)]
        return [*lines, self.notes]
