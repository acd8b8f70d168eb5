"""The inputs only a customer's record has."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.br import DocumentKind, Phone, clean_text, parse_phone
from crediario.domain.customer_details import PERSON_LENGTH, ReferenceDraft, ReferenceKind
from crediario.domain.errors import Refusal
from crediario.domain.registration import PhoneDraft, PhonePurpose
from crediario.ui.customers.form_words import HELPS, KINDS, PURPOSES
from crediario.ui.messages import words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.edits import DocumentEdit, PhoneEdit, TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.layout import column, row

HIDDEN = "*"


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


class StreetEdit(LongTextEdit):
    """A street filled by its CEP waits for the number behind the comma."""

    def value(self) -> str:
        """What was typed, without a comma that nothing follows."""
        return super().value().rstrip(" ,")

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self.text().endswith(", "):
            self.end(False)


class ShopPhoneEdit(PhoneEdit):
    """A telephone; the shop's area code is known once its profile came."""

    def __init__(self) -> None:
        super().__init__()
        self.default_ddd: str | None = None

    def _parse(self, text: str) -> Phone:
        return parse_phone(text, self.default_ddd)


class RecordDocumentEdit(DocumentEdit):
    """A document; one that came masked stays as it is until it was asked for whole."""

    def __init__(self, kind: DocumentKind | None = None) -> None:
        super().__init__(kind)
        self._shown = ""

    @property
    def is_masked(self) -> bool:
        """Whether the record has a document that is not shown whole."""
        return self.isReadOnly()

    def show_document(self, text: str) -> None:
        """Show what the record has: masked it can only be looked at."""
        masked = HIDDEN in text
        self.setReadOnly(masked)
        self.setText(text)
        self.set_error("")
        if not masked:
            self.check()

    def check(self) -> bool:
        """Whether it is right; a masked one was checked when it was registered."""
        return self.is_masked or super().check()


class DocumentLine(QWidget):
    """A document and, while it is masked, the way to see it whole."""

    whole_asked = Signal()

    def __init__(self, name: str, kind: DocumentKind | None = None, hint: str = "") -> None:
        super().__init__()
        self.edit = RecordDocumentEdit(kind)
        self.field = Field(name, self.edit, hint=hint)
        self.eye = KeyButton("Ver inteiro", size="small", icon="eye")
        self.eye.setAccessibleName(f"Ver {name} inteiro")
        self.setLayout(column(self.field, row(self.eye, None), gap=Gap.X4))
        self.eye.hide()
        self.eye.clicked.connect(self.whole_asked)

    def show_document(self, text: str) -> None:
        """Show what the record has."""
        self.edit.show_document(text)
        self.eye.setVisible(self.edit.is_masked)


class PhoneLine(QWidget):
    """A number and whose it is."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.edit = ShopPhoneEdit()
        self.edit.setPlaceholderText("(34) 9 9812-4471" if place == 1 else "")
        self.purpose: Combo[PhonePurpose] = Combo(PURPOSES)
        self.purpose.setAccessibleName(f"De quem é o telefone {place}")
        self.field = Field("Telefone" if place == 1 else f"Telefone {place}", self.edit)
        self.setLayout(row(self.field, 3, Field("De quem é", self.purpose), 2, gap=Gap.X10))

    def draft(self) -> PhoneDraft:
        """As typed."""
        return PhoneDraft(self.edit.text().strip(), self.purpose.value())

    def show_draft(self, draft: PhoneDraft) -> None:
        """Show a number."""
        self.edit.setText(draft.number_text)
        self.edit.check()
        self.purpose.set_value(draft.purpose)


class ReferenceLine(QWidget):
    """Somebody who knows the customer: name, telephone, how."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.name = LongTextEdit(PERSON_LENGTH)
        self.edit = ShopPhoneEdit()
        self.kind: Combo[ReferenceKind] = Combo(KINDS)
        self.edit.setAccessibleName(f"Telefone da referência {place}")
        self.kind.setAccessibleName(f"De onde conhece, referência {place}")
        name = Field(f"Referência {place}", self.name, hint=HELPS if place == 1 else "")
        beside = row(Field("Telefone", self.edit), 3, Field("De onde conhece", self.kind), 2, gap=Gap.X10)
        self.setLayout(column(name, beside, gap=Gap.X8))

    def draft(self) -> ReferenceDraft:
        """As typed."""
        return ReferenceDraft(self.name.value(), self.edit.text().strip(), self.kind.value())

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it."""
        return not (self.name.value() or self.edit.text().strip())

    def show_draft(self, draft: ReferenceDraft) -> None:
        """Show a reference."""
        self.name.setText(draft.name)
        self.edit.setText(draft.phone_text)
        self.edit.check()
        self.kind.set_value(draft.kind)
