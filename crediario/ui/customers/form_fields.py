"""The fields of a customer's record, in four cards, and the draft they make."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.br import Phone, clean_text, parse_phone
from crediario.domain.calendar import STATES
from crediario.domain.errors import Refusal
from crediario.domain.registration import (
    ADDRESS_LENGTH,
    EMAIL_LENGTH,
    LAST_DAY_OF_MONTH,
    NAME_LENGTH,
    NOTES_LENGTH,
    PLACE_LENGTH,
    CustomerDraft,
    PhoneDraft,
    PhonePurpose,
)
from crediario.ui.messages import words
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import (
    CepEdit,
    DocumentEdit,
    Edit,
    MoneyEdit,
    NumberEdit,
    PhoneEdit,
    TextEdit,
    ValueEdit,
)
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.layout import column, holder, row

PHONES = 3
PURPOSES = (
    (PhonePurpose.OWN, "próprio"), (PhonePurpose.WORK, "trabalho"), (PhonePurpose.MESSAGE, "recado"),
)  # fmt: skip
DOWN, ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


class LongTextEdit(TextEdit):
    """Text with a limit: what passes it stays there, and the field says how much fits."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def check(self) -> bool:
        """Whether it fits."""
        try:
            clean_text(self.text(), self._limit)
        except Refusal as refusal:
            said = words(refusal)
            self.set_error(f"{said.title}. {said.text}")
            return False
        return True


class ShopPhoneEdit(PhoneEdit):
    """A telephone; the shop's area code is known once its profile came."""

    def __init__(self) -> None:
        super().__init__()
        self.default_ddd: str | None = None

    def _parse(self, text: str) -> Phone:
        return parse_phone(text, self.default_ddd)


class PhoneLine(QWidget):
    """A number and whose it is."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.edit = ShopPhoneEdit()
        self.edit.setPlaceholderText("(34) 9 9812-4471" if place == 1 else "")
        self.purpose: Combo[PhonePurpose] = Combo(PURPOSES)
        self.purpose.setAccessibleName(f"De quem é o telefone {place}")
        self.field = Field(f"Telefone {place}", self.edit)
        self.setLayout(row(self.field, 3, Field("De quem é", self.purpose), 2, gap=Gap.X10))

    def draft(self) -> PhoneDraft:
        """As typed."""
        return PhoneDraft(self.edit.text().strip(), self.purpose.value())

    def show_draft(self, draft: PhoneDraft) -> None:
        """Show a number."""
        self.edit.setText(draft.number_text)
        self.edit.check()
        self.purpose.set_value(draft.purpose)


class FormFields(QWidget):
    """``edited`` follows every key; ``recognised`` what people are recognised by."""

    edited = Signal()
    recognised = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.document = DocumentEdit()
        self.name = LongTextEdit(NAME_LENGTH)
        self.birth_date = DateEdit(today, day_means="past")
        self.email = LongTextEdit(EMAIL_LENGTH)
        self.phones = tuple(PhoneLine(place) for place in range(1, PHONES + 1))
        self.cep = CepEdit()
        self.street = LongTextEdit(ADDRESS_LENGTH)
        self.district = LongTextEdit(PLACE_LENGTH)
        self.city = LongTextEdit(PLACE_LENGTH)
        self.uf: Combo[str] = Combo([("", "—"), *((state, state) for state in sorted(STATES))])
        self.income = MoneyEdit()
        self.payday = NumberEdit(1, LAST_DAY_OF_MONTH)
        self.notes = LongTextEdit(NOTES_LENGTH)
        self._narrow: bool | None = None
        self._more_phones: tuple[PhoneDraft, ...] = ()
        self._build()
        self._listen()

    # -- the draft -------------------------------------------------------------------------------------------

    def draft(self) -> CustomerDraft:
        """The form as typed."""
        return CustomerDraft(
            name=self.name.value(),
            document=self.document.text().strip(),
            birth_date=self.birth_date.value(),
            phones=(*(line.draft() for line in self.phones if line.edit.text().strip()), *self._more_phones),
            cep=self.cep.text().strip(),
            street=self.street.value(),
            district=self.district.value(),
            city=self.city.value(),
            uf=self.uf.value(),
            email=self.email.value(),
            income=self.income.value(),
            payday=self.payday.value(),
            notes=self.notes.value(),
        )

    def show_draft(self, draft: CustomerDraft) -> None:
        """Show a record."""
        self.name.setText(draft.name)
        self.document.setText(draft.document)
        self.document.check()
        self.birth_date.set_value(draft.birth_date)
        self._more_phones = draft.phones[PHONES:]
        for line, phone in zip(self.phones, [*draft.phones, *[PhoneDraft("")] * PHONES], strict=False):
            line.show_draft(phone)
        self.cep.setText(draft.cep)
        for edit, text in (
            (self.street, draft.street), (self.district, draft.district), (self.city, draft.city),
            (self.email, draft.email), (self.notes, draft.notes),
        ):  # fmt: skip
            edit.setText(text)
        self.uf.set_value(draft.uf)
        self.income.set_value(draft.income)
        self.payday.set_value(draft.payday)

    def use_ddd(self, ddd: str | None) -> None:
        """The area code of numbers typed without one."""
        for line in self.phones:
            line.edit.default_ddd = ddd

    def first_wrong(self) -> Edit | None:
        """Check every field; the first with something wrong."""
        checked = [edit for edit in self.edits if isinstance(edit, LongTextEdit | ValueEdit)]
        wrong = [edit for edit in checked if not edit.check()]
        return wrong[0] if wrong else None

    @property
    def edits(self) -> Sequence[Edit]:
        """Everything typed into, in the order it is read."""
        return (
            self.document, self.name, self.birth_date, self.email,
            *(line.edit for line in self.phones),
            self.cep, self.street, self.district, self.city,
            self.income, self.payday, self.notes,
        )  # fmt: skip

    def field(self, name: str) -> QWidget:
        """The input of that name; ``phone`` is the first."""
        return self.phones[0].edit if name == "phone" else getattr(self, name)

    def wrong_field(self, name: str, text: object) -> QWidget:
        """The input a refusal is about: among the telephones the one with that text."""
        typed = [line.edit for line in self.phones if text and line.edit.text().strip() == text]
        return typed[0] if name == "phone" and typed else self.field(name)

    def show_company(self, *, is_company: bool) -> None:
        """A company was not born."""
        self._birth_field.setVisible(not is_company)

    # -- building --------------------------------------------------------------------------------------------

    def spread(self, *, narrow: bool) -> None:
        """Two columns of cards, one in narrow windows."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._columns.setDirection(DOWN if narrow else ACROSS)

    def _build(self) -> None:
        self.email.setPlaceholderText("nome@exemplo.com")
        self.notes.setPlaceholderText("o que ajuda a atender bem")
        self._birth_field = Field("Nascimento", self.birth_date)
        who = Card("Quem é").add(
            Field("CPF ou CNPJ", self.document, hint="comece por aqui"),
            Field("Nome", self.name, hint="obrigatório"),
            row(self._birth_field, 2, Field("E-mail", self.email), 3, gap=Gap.X10),
        )
        phones = Card("Telefones", "recado nunca recebe aviso de parcela").add(*self.phones)
        self.cep.setPlaceholderText("38700-002")
        home = Card("Onde mora").add(
            row(Field("CEP", self.cep), 3, Field("Bairro", self.district), 5, gap=Gap.X10),
            Field("Rua e número", self.street),
            row(Field("Cidade", self.city), 5, Field("UF", self.uf), 2, gap=Gap.X10),
        )
        money = Card("Renda e observações").add(
            row(Field("Renda por mês", self.income), 1, Field("Recebe no dia", self.payday), 1, gap=Gap.X10),
            Field("Observações", self.notes),
        )
        left, right = column(who, phones, None), column(home, money, None)
        self._columns = row(holder(left), 1, holder(right), 1)
        self.setLayout(self._columns)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        stops: list[QWidget] = [self.document, self.name, self.birth_date, self.email]
        for line in self.phones:
            stops += [line.edit, line.purpose]
        stops += [
            self.cep,
            self.district,
            self.street,
            self.city,
            self.uf,
            self.income,
            self.payday,
            self.notes,
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _listen(self) -> None:
        for edit in self.edits:
            edit.textChanged.connect(self.edited)
        self.uf.currentIndexChanged.connect(self.edited)
        self.name.textChanged.connect(self.recognised)
        self.document.value_changed.connect(self.recognised)
        self.birth_date.value_changed.connect(self.recognised)
        for line in self.phones:
            line.purpose.currentIndexChanged.connect(self.edited)
            line.edit.value_changed.connect(self.recognised)
