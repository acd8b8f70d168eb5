"""A rate above the cap: the owner's number, six figures and the reason, on the same screen."""

from PySide6.QtCore import Qt, Signal

from crediario.domain.errors import KnownFailure
from crediario.domain.schedule import Plan, WarningCode
from crediario.ui.messages import plan_warning, words
from crediario.ui.sales.new_sale_draft import Approval
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import NumberEdit, TextEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.pin_edit import PinEdit

HIGHEST_NUMBER = 999


class ReleaseBox(Card):
    """``approval_changed`` carries what was typed so far."""

    approval_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._above = Note(tone="late", icon="lock")
        self.number = NumberEdit(1, HIGHEST_NUMBER)
        self.pin = PinEdit()
        self.reason = TextEdit()
        self.reason.setPlaceholderText("Por que liberar")
        self._pin_field = Field("Senha de 6 números", self.pin)
        self._number_field = Field("Número do dono", self.number)
        self._reason_field = Field("Motivo", self.reason, hint="fica registrado")
        self._build()
        for edit in (self.number, self.pin, self.reason):
            edit.textChanged.connect(lambda _: self.approval_changed.emit(self.approval()))

    def show_plan(self, plan: Plan) -> None:
        """What has to be released."""
        told = [plan_warning(each) for each in plan.warnings if each.code is WarningCode.RATE_ABOVE_CAP]
        self._above.show_note(bold(" ".join(told)))

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
        edit = self.number if not typed.number else self.pin if len(typed.pin) < 6 else self.reason
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        fields = row(self._number_field, 1, self._reason_field, 2)
        fields.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self._above, column(fields, self._pin_field, gap=Gap.X10), None)
