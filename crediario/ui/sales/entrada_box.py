"""How the entrada was paid: cash and its change, the end of a Pix, a card; by two means; from credit."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.ui.sales import sale_words
from crediario.ui.sales.draft import Draft, SecondMeans
from crediario.ui.sales.draft_entrada import change, credit_used, main_due
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import LinkButton
from crediario.ui.widgets.edits import MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Check, Combo, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row, separator

PIX_END = 4
SPLIT, WHOLE = "Dividir a entrada", "Uma forma só"


def _pix_edit() -> TextEdit:
    edit = TextEdit()
    edit.setMaxLength(PIX_END)
    edit.setPlaceholderText("4 últimos")
    return edit


class SecondBox(QWidget):
    """Another means, how much by it, and of a Pix the end of its code."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.method: Combo[Method] = Combo(sale_words.METHODS)
        self.method.set_value(SecondMeans().method)
        self.amount, self.pix_end = MoneyEdit(), _pix_edit()
        self._pix = Field("Final do Pix", self.pix_end)
        self.setLayout(
            column(
                row(Field("E mais em", self.method), 1, Field("Valor", self.amount), 1, gap=Gap.X10),
                self._pix,
                gap=Gap.X8,
            )
        )
        self.method.activated.connect(lambda _: self._tell())
        self.amount.value_changed.connect(lambda _: self._tell())
        self.pix_end.textChanged.connect(lambda _: self._tell())

    def show_second(self, second: SecondMeans | None) -> None:
        """Only where the entrada comes in two; put away, it forgets what was typed."""
        if second is None and not self.isHidden():
            with QSignalBlocker(self):
                self.amount.set_value(None)
                self.pix_end.clear()
        self.setVisible(second is not None)
        self._pix.setVisible(second is not None and second.method is Method.PIX)

    def _tell(self) -> None:
        self.changed.emit(SecondMeans(self.method.value(), self.amount.value(), self.pix_end.value()))


class EntradaBox(QWidget):
    """``second_changed`` and ``credit_chosen`` tell of the other means; the rest of the main one."""

    method_chosen = Signal(object)
    handed_changed = Signal(object)
    pix_end_changed = Signal(str)
    second_changed = Signal(object)
    credit_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.method: Combo[Method] = Combo(sale_words.METHODS)
        self.handed, self.pix_end = MoneyEdit(), _pix_edit()
        self._handed = Field("Recebido", self.handed)
        self._pix = Field("Final do Pix", self.pix_end)
        self.credit = Check("Usar o crédito na loja")
        self.credit_left = label("", "office", "text2", elide=True)
        self._credit = holder(column(self.credit, self.credit_left, gap=Gap.X2))
        self.second = SecondBox()
        self.second.hide()
        self.split_link = LinkButton(SPLIT, "Alt+W")
        # Enter goes from field to field; Alt+W leads here.
        self.split_link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._note = label("", "office_bold", "text")
        self._main = holder(
            row(Field("Entrada em", self.method), 1, self._handed, 1, self._pix, 1, gap=Gap.X10)
        )
        foot = row(self._note, 1, self.split_link)
        self.setLayout(column(self._credit, self._main, self.second, foot, separator(), gap=Gap.X4))
        self._listen()

    def show_draft(self, draft: Draft, balance: Money = Money.ZERO) -> None:
        """Only what the means needs is shown; nothing without entrada."""
        self.setVisible(bool(draft.entrada))
        self._show_credit(draft, balance)
        due = main_due(draft, balance)
        self._main.setVisible(due.cents > 0)
        with QSignalBlocker(self.method):
            self.method.set_value(draft.method)
        self._handed.setVisible(draft.method is Method.CASH)
        self._pix.setVisible(draft.method is Method.PIX)
        self.handed.setPlaceholderText(format_amount(max(due, Money.ZERO)))
        self.second.show_second(draft.second)
        self.split_link.set_words(SPLIT if draft.second is None else WHOLE)
        back = change(draft, balance)
        self._note.announce(f"Troco {format_money(back)}" if back else "")

    def focus_second(self) -> None:
        """Where the other means begins."""
        self.second.method.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_credit(self, draft: Draft, balance: Money) -> None:
        self._credit.setVisible(bool(balance))
        used = credit_used(draft, balance)
        said = (
            f"usa {format_money(used)} de {format_money(balance)}" if used else f"tem {format_money(balance)}"
        )
        self.credit_left.setText(said)
        self.credit.setAccessibleDescription(said)

    def _listen(self) -> None:
        self.method.activated.connect(lambda _: self.method_chosen.emit(self.method.value()))
        self.handed.value_changed.connect(self.handed_changed)
        self.pix_end.textChanged.connect(self.pix_end_changed)
        self.second.changed.connect(self.second_changed)
        self.credit.toggled.connect(self.credit_chosen)
