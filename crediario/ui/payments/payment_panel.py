"""The canhoto of Receber: what is due and why, how it is paid, the change, and the blue button."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from crediario.documents.wording import points_words
from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.ui.payments.change_box import ChangeBox
from crediario.ui.payments.draft_checks import CODE_MISSING, amount_problem, problem
from crediario.ui.payments.receive_draft import Booked, ReceiveDraft
from crediario.ui.payments.till_methods import ICONS, TillMethods
from crediario.ui.theme import Gap, font
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Canhoto, Note, SumLine
from crediario.ui.widgets.current_stack import CurrentStack
from crediario.ui.widgets.fitting import FittingAmount
from crediario.ui.widgets.labels import IconLabel, Run, label
from crediario.ui.widgets.layout import clear, column, holder, row, separator
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.pix_panel import PixPanel
from crediario.ui.widgets.till_edits import TillMoneyEdit
from crediario.ui.words import METHOD_NAMES

RIGHT = Qt.AlignmentFlag.AlignRight
ENTRY_NAMES = {
    Method.CASH: "Dinheiro recebido", Method.DEBIT: "No cartão de débito",
    Method.CREDIT: "No cartão de crédito", Method.CHEQUE: "Em cheque",
    Method.STORE_CREDIT: "Do crédito na loja",
}  # fmt: skip
SUMS = ("Parcelas", "Multa", "Juros, até hoje", "Descontos", "Dispensa")


class PaymentPanel(Canhoto):
    """Shows a draft and writes into it what the person types; ``edited`` tells that something did."""

    edited = Signal()
    removed = Signal(int)
    without_code_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._draft: ReceiveDraft | None = None
        self._compact = False
        self._build_sums()
        self._build_entries()
        self._build_end()
        named = column(None, self._due_name, self.points, None, gap=Gap.X2)
        self.body.addLayout(row(named, self.due, 1, gap=Gap.X8))
        for widget in (self.methods, self._booked_holder, self.entries):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        end = (self.part, self.failure, self.change_box, self.reason, self._receipt_line, self.pressed)
        for widget in end:
            self.body.addWidget(widget)

    def show_draft(self, draft: ReceiveDraft) -> None:
        """Every figure again, from the draft."""
        self._draft = draft
        self._show_sums(draft)
        self._show_booked(draft.booked)
        self._show_entry(draft)
        self._show_end(draft)

    def show_receipt(self, words: str) -> None:
        """How the receipt leaves; in a low window the key bar alone says how to change it."""
        self._receipt_words.setText(f"Recibo {words}")
        self._receipt_line.setHidden(self._compact)

    @property
    def says_receipt(self) -> bool:
        """Whether the line that says how the receipt leaves is there to be read."""
        return not self._receipt_line.isHidden()

    def focus_entry(self) -> None:
        """To the field that is typed next: the amount, or the end of the Pix code."""
        is_pix = self._draft is not None and self._draft.method is Method.PIX
        field: QWidget = self.pix.code if is_pix else self.amount
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, self._show_button)

    def _show_button(self) -> None:
        """After the field came into sight, what ends the receipt does too."""
        around: QWidget | None = self
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.primary)

    def forget_entry(self) -> None:
        """Empty the fields of the part being typed."""
        self.amount.set_value(None)
        self.pix.forget()

    def show_failure(self, *runs: str | Run, tone: TagTone) -> None:
        """Why it was not received."""
        self.failure.show_note(*runs, tone=tone)

    def set_compact(self, compact: bool) -> None:
        """Told by the window when it is low: what the key bar says too, and a line of zero, leave."""
        self._compact = compact
        if self._draft is not None:
            self.show_draft(self._draft)

    # -- building --------------------------------------------------------------------------------------------

    def _build_sums(self) -> None:
        self._sums = [SumLine(name) for name in SUMS]
        for line in self._sums:
            for part in (line.name, line.value):
                part.setFont(font("office"))
            self.top.addWidget(line)
        self._due_name = label("A receber", "body_bold", "text2")
        self.points = label("", "office_medium", "ok")
        self.points.hide()
        self.due = FittingAmount("A receber")
        self.methods = TillMethods()

    def _build_entries(self) -> None:
        self._booked: QVBoxLayout = column(gap=Gap.X6)
        self._booked_holder = holder(self._booked)
        self.amount = TillMoneyEdit()
        self._entry_icon = IconLabel("banknote", "text2")
        self._entry_name = label("", "body", elide=True)
        self._entry_name.setBuddy(self.amount)
        self._entry_error = label("", "office_medium", "late", wrap=True, align=RIGHT)
        self._entry_error.hide()
        line = row(self._entry_icon, self._entry_name, 1, self.amount, gap=Gap.X10)
        typed = holder(column(line, self._entry_error, None, gap=Gap.X4))
        self.pix = PixPanel()
        self.no_code = LinkButton("Sem o código? A gerência confirma", "Alt+G")
        self.no_code.clicked.connect(self.without_code_asked)
        self.entries = CurrentStack()
        self.entries.addWidget(typed)
        self.entries.addWidget(holder(column(self.pix, row(self.no_code, None), gap=Gap.X4)))
        self.amount.textChanged.connect(lambda _: self.read_typed())
        self.amount.error_changed.connect(self._show_entry_error)
        self.pix.edited.connect(self.read_typed)

    def _build_end(self) -> None:
        self.part = Note(tone="att")
        self.failure = Note(tone="late")
        self.change_box = ChangeBox()
        self.reason = label("", "office", "text2", wrap=True)
        self._receipt_words = label("", "office", "text2", elide=True)
        self.receipt = LinkButton("Mudar", "Ctrl+R")
        self.receipt.setAccessibleName("Como sai o recibo, Ctrl+R")
        self._receipt_line = holder(row(self._receipt_words, 1, self.receipt, gap=Gap.X8))
        self.primary = KeyButton("Receber", "F10", "primary", "till")
        # Disabled as one while the receipt is being written, whatever the button itself is allowed.
        self.pressed = holder(row(self.primary))
        for widget in (self.part, self.failure, self.change_box, self.reason):
            widget.hide()

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_sums(self, draft: ReceiveDraft) -> None:
        amounts = (draft.face, draft.fine, draft.interest, -draft.discount, -draft.waived)
        for line, amount in zip(self._sums, amounts, strict=True):
            line.show_value(format_amount(amount))
        *_, discount, waived = self._sums
        waived.setVisible(bool(draft.waived))
        discount.setVisible(bool(draft.discount) or not (self._compact or draft.waived))
        self.due.announce(format_money(draft.due))
        self.points.setText(f"ganha {points_words(draft.points)}")
        self.points.setVisible(bool(draft.points))

    def _show_booked(self, booked: tuple[Booked, ...]) -> None:
        if booked == self._shown_booked:
            return
        self._shown_booked = booked
        clear(self._booked)
        for place, part in enumerate(booked):
            self._booked.addWidget(self._booked_line(place, part))
        self._booked_holder.setVisible(bool(booked))

    _shown_booked: tuple[Booked, ...] | None = None

    def _booked_line(self, place: int, part: Booked) -> QWidget:
        method, amount = part.tender.method, format_amount(part.tender.amount)
        how = "confirmado" if method is Method.PIX and part.tender.reference else "lançado"
        name = label(f"{METHOD_NAMES[method]} · {how} às {part.hour}", "body", elide=True)
        remove = KeyButton("", "", "quiet", "small", icon="x")
        remove.setAccessibleName(f"Retirar {METHOD_NAMES[method]} de R$ {amount}")
        remove.clicked.connect(lambda: self.removed.emit(place))
        value = label(amount, "name", align=RIGHT)
        line = row(IconLabel(ICONS[method], "text2"), name, 1, value, remove, gap=Gap.X10)
        return holder(column(line, separator(), gap=Gap.X4))

    def _show_entry(self, draft: ReceiveDraft) -> None:
        self.methods.show_credit(draft.desk.store_credit)
        self.methods.choose(draft.method)
        is_pix = draft.method is Method.PIX
        begun = is_pix or draft.typed is not None or draft.booked
        # The code of a Pix takes the room; D, B or C bring the line back, Q chooses it all the same.
        self.methods.show_seldom(shown=not (is_pix or (begun and self._compact)))
        self.entries.setCurrentIndex(int(is_pix))
        if is_pix:
            self.pix.show_shop(draft.desk.profile)
            asks = bool(draft.amount) and not amount_problem(draft)
            self.pix.show_amount(draft.rest, (draft.amount, draft.txid) if asks else None)
            self.pix.code_field.setVisible(not draft.without_code)
            self.no_code.setVisible(not draft.without_code and not self._compact)
            return
        self._entry_icon.show_icon(ICONS[draft.method], "text2")
        self._entry_name.setText(ENTRY_NAMES[draft.method])
        self.amount.setAccessibleName(ENTRY_NAMES[draft.method])
        self.amount.setPlaceholderText(format_amount(draft.amount if draft.typed is None else draft.rest))

    def _show_entry_error(self, words: str) -> None:
        self._entry_error.setText(words)
        self._entry_error.setVisible(bool(words))

    def _show_end(self, draft: ReceiveDraft) -> None:
        lacks = problem(draft)
        self._show_or_hide(self.part, "" if lacks else draft.part_words)
        self.change_box.show_draft(draft)
        self.reason.setText(lacks)
        # The field just above asks for the very same.
        is_told = draft.method is Method.PIX and lacks == CODE_MISSING
        self.reason.setVisible(bool(lacks) and not is_told)
        self._name_primary(draft)
        self.primary.setEnabled(not lacks)
        self.primary.setAccessibleDescription(lacks)

    def _name_primary(self, draft: ReceiveDraft) -> None:
        """The effect and its amount; a Pix is confirmed, in fewer words where the panel is narrow."""
        if draft.method is Method.PIX and draft.amount:
            self.primary.set_words("Confirmar Pix recebido")
            if self.primary.sizeHint().width() > self.pressed.width() > 0:
                self.primary.set_words("Confirmar Pix")
        else:
            self.primary.set_words(f"Receber {format_money(draft.receives)}" if draft.rows else "Receber")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._draft is not None:
            self._name_primary(self._draft)

    def _show_or_hide(self, note: Note, words: str) -> None:
        if words:
            note.show_note(words)
        else:
            note.hide()

    # -- typing ----------------------------------------------------------------------------------------------

    def read_typed(self) -> None:
        """The part being typed is whatever the field of its method says."""
        if self._draft is None:
            return
        field = self.pix.amount if self._draft.method is Method.PIX else self.amount
        self._draft.typed = field.value()
        self._draft.unreadable = self._draft.typed is None and bool(field.text().strip())
        self._draft.code = self.pix.code.value()
        self.failure.hide()
        self.edited.emit()

    def take_typed(self, amount: Money | None) -> None:
        """Show in the fields of every method what was typed for one; a Pix code begins anew."""
        for field in (self.amount, self.pix.amount):
            field.blockSignals(True)
            field.set_value(amount)
            field.blockSignals(False)
        self.pix.code.clear()
