"""What the operator may not close alone: the number of who may, six figures and the reason, right here."""

from PySide6.QtCore import Qt, Signal

from crediario.domain.errors import KnownFailure
from crediario.ui.approval import PIN_LENGTH, Approval
from crediario.ui.messages import words
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import NumberEdit, TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.pin_edit import PinEdit

HIGHEST_NUMBER = 999


class ReleaseBox(Card):
    """``approval_changed`` carries what was typed so far; ``whose`` names the field of the number.

    With ``in_line`` the three fields stand beside each other, where height is scarce.
    """

    approval_changed = Signal(object)

    def __init__(self, whose: str, *, in_line: bool = False) -> None:
        super().__init__(padding=Gap.X12 if in_line else Gap.X14)
        self._above = Note(tone="late", icon="lock")
        self.number = NumberEdit(1, HIGHEST_NUMBER)
        self.pin = PinEdit()
        self.reason = TextEdit()
        self.reason.setPlaceholderText("Por que liberar")
        self._pin_field = Field("Senha de 6 números", self.pin)
        self._number_field = Field(whose, self.number)
        self._reason_field = Field("Motivo", self.reason, hint="fica registrado")
        self._build(in_line=in_line)
        for edit in (self.number, self.pin, self.reason):
            edit.textChanged.connect(lambda _: self.approval_changed.emit(self.approval()))

    def show_above(self, said: str, whose: str = "") -> None:
        """What has to be released; and by whom, where that changes."""
        self._above.show_note(bold(said))
        if whose:
            self._number_field.name.setText(whose)
            self.number.setAccessibleName(whose)

    def approval(self) -> Approval:
        """What was typed so far."""
        return Approval(self.number.value() or 0, self.pin.text(), self.reason.value())

    def show_refusal(self, failure: KnownFailure) -> None:
        """Say beside the figures why they did not do; they are typed anew."""
        self.pin.clear()
        said = words(failure)
        self.pin.set_error(f"{said.title}. {said.rest}" if said.rest else said.title)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_pin(self) -> None:
        """The figures serve once."""
        self.pin.clear()

    def go_to_missing(self) -> None:
        """The first field that still lacks."""
        typed = self.approval()
        edit = self.number if not typed.number else self.pin if len(typed.pin) < PIN_LENGTH else self.reason
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, *, in_line: bool) -> None:
        number, reason, pin = self._number_field, self._reason_field, self._pin_field
        fields = row(number, 2, reason, 3, pin, 4) if in_line else row(number, 1, reason, 2)
        fields.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self._above, fields if in_line else column(fields, pin, gap=Gap.X10), None)
