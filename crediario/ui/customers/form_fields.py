"""The fields of a customer's record, in cards, and the draft they make."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from crediario.domain.customer_details import DetailsDraft, ReferenceDraft
from crediario.domain.record_draft import single_fields
from crediario.domain.registration import CustomerDraft, PhoneDraft
from crediario.ui.customers.form_cards import (
    CompanyPapers,
    Contacts,
    Essential,
    HomeAndWork,
    PeopleAndNotes,
    PersonPapers,
)
from crediario.ui.customers.form_inputs import LongTextEdit, RecordDocumentEdit, ShopPhoneEdit
from crediario.ui.widgets.edits import Edit, TextEdit, ValueEdit
from crediario.ui.widgets.fields import Combo
from crediario.ui.widgets.layout import column, holder, row

DOWN, ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
OF_DETAILS = tuple(DetailsDraft.__dataclass_fields__)
#: Numbers kept as they were typed: the service reads them.
AS_TYPED = ("document", "spouse_document", "spouse_phone", "employer_phone", "cep")


class FormFields(QWidget):
    """``edited`` follows every key; ``recognised`` what people are recognised by."""

    edited = Signal()
    recognised = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.essential = Essential(today)
        self.work = HomeAndWork(today)
        self.person, self.company = PersonPapers(), CompanyPapers()
        self.contacts, self.others = Contacts(), PeopleAndNotes()
        self.phones = (self.essential.phone, *self.contacts.phones)
        self.references = self.others.references
        self._cards = (self.essential, self.work, self.contacts, self.person, self.company, self.others)
        self._more_phones: tuple[PhoneDraft, ...] = ()
        self._more_references: tuple[ReferenceDraft, ...] = ()
        self._narrow: bool | None = None
        left = column(self.essential, self.work, self.contacts, None)
        right = column(self.person, self.company, self.others, None)
        self._columns = row(holder(left), 1, holder(right), 1)
        self.setLayout(self._columns)
        self._set_order()
        self._listen()

    # -- the draft -------------------------------------------------------------------------------------------

    def draft(self) -> CustomerDraft:
        """The form as typed."""
        said = {name: self._said(name) for name in single_fields(CustomerDraft("")) if name != "address"}
        details = {name: said.pop(name) for name in OF_DETAILS}
        address = {name: self._said(name) for name in ("cep", "street", "district", "city", "uf")}
        phones = (line.draft() for line in self.phones if line.edit.text().strip())
        references = (line.draft() for line in self.references if not line.is_empty)
        return CustomerDraft(
            **said,  # type: ignore[arg-type]
            **address,  # type: ignore[arg-type]
            phones=(*phones, *self._more_phones),
            details=DetailsDraft(**details),  # type: ignore[arg-type]
            references=(*references, *self._more_references),
        )

    def _said(self, name: str) -> object:
        widget = self.field(name)
        if name in AS_TYPED and isinstance(widget, Edit):
            return widget.text().strip()
        if isinstance(widget, TextEdit | ValueEdit | Combo):
            return widget.value()
        raise TypeError(name)

    def show_draft(self, draft: CustomerDraft) -> None:
        """Show a record."""
        for name, value in self._values(draft).items():
            self._show(self.field(name), value)
        self.essential.document_line.show_document(draft.document)
        self.person.spouse_line.show_document(draft.details.spouse_document)
        self._more_phones = draft.phones[len(self.phones) :]
        for line, phone in zip(self.phones, [*draft.phones, *[PhoneDraft("")] * 3], strict=False):
            line.show_draft(phone)
        self._more_references = draft.references[len(self.references) :]
        empty = [ReferenceDraft("")] * len(self.references)
        for known, reference in zip(self.references, [*draft.references, *empty], strict=False):
            known.show_draft(reference)

    def _values(self, draft: CustomerDraft) -> Mapping[str, object]:
        apart = ("address", "document", "spouse_document")
        values = {name: value for name, value in single_fields(draft).items() if name not in apart}
        return values | {name: getattr(draft, name) for name in ("cep", "street", "district", "city", "uf")}

    def _show(self, widget: QWidget, value: object) -> None:
        if isinstance(widget, Combo) or (isinstance(widget, ValueEdit) and not isinstance(value, str)):
            widget.set_value(value)
        elif isinstance(widget, Edit):
            widget.setText(str(value))

    def use_ddd(self, ddd: str | None) -> None:
        """The area code of numbers typed without one."""
        for edit in self.phone_edits:
            edit.default_ddd = ddd

    @property
    def phone_edits(self) -> tuple[ShopPhoneEdit, ...]:
        """Every telephone of the form, the customer's own first."""
        own = [line.edit for line in self.phones]
        beside = [line.edit for line in self.references]
        return (*own, self.person.spouse_phone, self.work.employer_phone, *beside)

    def first_wrong(self) -> Edit | None:
        """Check every field that is asked of this customer; the first with something wrong."""
        checked = [edit for edit in self.edits if isinstance(edit, LongTextEdit | ValueEdit)]
        wrong = [edit for edit in checked if edit.isVisibleTo(self) and not edit.check()]
        return wrong[0] if wrong else None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every line that is typed into, in the order of Tab."""
        return tuple(stop for stop in self._stops() if isinstance(stop, Edit))

    @property
    def document(self) -> RecordDocumentEdit:
        """The customer's CPF or CNPJ: the form begins there."""
        return self.essential.document

    def field(self, name: str) -> QWidget:
        """The input of that name; ``phone`` and ``reference`` are the first."""
        if name == "phone":
            return self.phones[0].edit
        if name == "reference":
            return self.references[0].name
        found: QWidget = next(vars(card)[name] for card in self._cards if name in vars(card))
        return found

    def wrong_field(self, name: str, text: object) -> QWidget:
        """The input a refusal is about: among the telephones the one with that text."""
        typed = [edit for edit in self.phone_edits if text and edit.text().strip() == text]
        if name == "document" and text and self.person.spouse_document.text().strip() == text:
            return self.person.spouse_document
        return typed[0] if name == "phone" and typed else self.field(name)

    def show_company(self, *, is_company: bool) -> None:
        """A company was not born, and has no family."""
        self.essential.show_company(is_company=is_company)
        self.work.show_company(is_company=is_company)
        self.person.setVisible(not is_company)
        self.company.setVisible(is_company)

    # -- building --------------------------------------------------------------------------------------------

    def spread(self, *, narrow: bool) -> None:
        """Two columns of cards, one in narrow windows."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._columns.setDirection(DOWN if narrow else ACROSS)

    def _stops(self) -> list[QWidget]:
        return [stop for card in self._cards for stop in card.stops]

    def _set_order(self) -> None:
        """Tab visits everything; Enter passes by what the CEP filled, and by whose the telephone is."""
        for before, after in pairwise(self._stops()):
            QWidget.setTabOrder(before, after)
        first = self.essential
        first.document.follower = lambda: first.name
        first.phone.edit.follower = lambda: first.cep
        first.street.follower = self._after_street
        first.district.follower = lambda: self._first_empty(first.city)
        first.city.follower = lambda: first.uf if not first.uf.value() else self.work.housing

    def _after_street(self) -> QWidget:
        return self._first_empty(self.essential.district, self.essential.city)

    def _first_empty(self, *edits: LongTextEdit) -> QWidget:
        empty = [edit for edit in edits if not edit.value()]
        if empty:
            return empty[0]
        return self.essential.uf if not self.essential.uf.value() else self.work.stops[0]

    def _listen(self) -> None:
        for stop in self._stops():
            if isinstance(stop, Edit):
                stop.textChanged.connect(self.edited)
            elif isinstance(stop, Combo):
                stop.currentIndexChanged.connect(self.edited)
        first = self.essential
        first.name.textChanged.connect(self.recognised)
        first.document.value_changed.connect(self.recognised)
        first.birth_date.value_changed.connect(self.recognised)
        for line in self.phones:
            line.edit.value_changed.connect(self.recognised)
