"""The Pix of the till: the QR code with today's value, and the end of the code that confirms it arrived."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from crediario.documents.codes import qr_matrix
from crediario.domain.br import format_amount
from crediario.domain.money import Money
from crediario.domain.settings import ShopProfile
from crediario.domain.tender import PIX_REFERENCE
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.codes import QrView
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import IconLabel, bold, label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.till_edits import PixCodeEdit, TillMoneyEdit

FORGET_AFTER_MS = 30_000
ASKED = "Confira no banco e digite o final do código"
ASKED_SHORT = "Confira no banco e digite o final"


class PixPanel(QWidget):
    """``edited`` tells that the amount or the code changed; ``wanted`` asks for the payload of an amount.

    ``code_whole`` tells the four characters, once they are there. Where the amount is typed elsewhere
    (``asks_amount`` off) the panel only shows its code.
    """

    edited = Signal()
    wanted = Signal(object)
    code_whole = Signal(str)

    def __init__(self, *, asks_amount: bool = True) -> None:
        super().__init__()
        self._payload = ""
        self._asked: tuple[Money, str] | None = None
        self.qr = QrView()
        self.amount = TillMoneyEdit()
        self.amount.setAccessibleName("Valor no código Pix")
        self.amount.setMinimumWidth(px(Size.RAIL_WIDTH))
        self.receiver = label("", "office", "text2", elide=True)
        self.copy = KeyButton("Copiar", "Ctrl+C", size="small", icon="copy")
        self.copy.clicked.connect(self.copy_payload)
        self.code = PixCodeEdit()
        self.code_field = Field(ASKED, self.code, hint="4 últimos")
        self.no_key = Note(
            bold("A loja ainda não tem chave Pix. "),
            "Sem ela não há código para mostrar; confirme um Pix já feito ou receba de outra forma.",
            tone="att",
        )
        self.setLayout(column(self._card(), self.no_key, self.code_field))
        self.no_key.hide()
        self._asking.setVisible(asks_amount)
        self.amount.textChanged.connect(lambda _: self.edited.emit())
        self.code.textChanged.connect(lambda _: self._code_typed())

    @property
    def payload(self) -> str:
        """The BR Code shown; empty while there is none."""
        return self._payload

    def show_shop(self, profile: ShopProfile | None) -> None:
        """Whose key it is."""
        self.receiver.setText(f"para {profile.legal_name or profile.trade_name}" if profile else "")

    def show_amount(self, rest: Money, asked: tuple[Money, str] | None) -> None:
        """What is left to pay, and of it the amount and the name the code is for; None keeps the code."""
        self.amount.setPlaceholderText(format_amount(rest))
        if asked is not None and asked != self._asked:
            self._asked = asked
            self.wanted.emit(asked)

    def show_payload(self, payload: str | None) -> None:
        """The code for what was asked; None where the shop has no key."""
        self._payload = payload or ""
        self._frame.setVisible(bool(payload))
        self.no_key.setVisible(not payload)
        if payload:
            self.qr.show_matrix([[not module for module in line] for line in qr_matrix(payload)])

    def show_warning(self, code: str, words: str) -> None:
        """What is known of that code, if it is still the one typed."""
        if code == self.code.text():
            self.code_field.show_note(words, "att")

    def _code_typed(self) -> None:
        # Of a small letter the field tells twice: what it became, and then what was typed.
        code = self.code.text()
        self.code_field.show_note("")
        self.edited.emit()
        if PIX_REFERENCE.fullmatch(code):
            self.code_whole.emit(code)

    def forget(self) -> None:
        """Nothing typed, nothing asked."""
        self._asked = None
        self.amount.set_value(None)
        self.code.clear()

    def copy_payload(self) -> None:
        """Into the clipboard, for half a minute: a code left there could be pasted for somebody else."""
        if self._payload:
            payload = self._payload
            QApplication.clipboard().setText(payload)
            QTimer.singleShot(FORGET_AFTER_MS, lambda: clear_clipboard(payload))

    def _card(self) -> QFrame:
        self._clock = IconLabel("clock", "att")
        waiting = row(self._clock, label("Aguardando Pix", "office_bold", "att"), None, gap=Gap.X6)
        name = label("Valor no código", "office", "text2")
        name.setBuddy(self.amount)
        self._asking = holder(column(name, self.amount, gap=Gap.X4))
        side = column(waiting, self._asking, self.receiver, None, row(self.copy, None), gap=Gap.X4)
        paper = QFrame()
        paper.setObjectName("paper")
        paper.setLayout(row(self.qr, margin=Gap.X2))
        self._frame = QFrame()
        self._frame.setObjectName("card")
        self._inside = row(paper, side, 1, gap=Gap.X10, margin=Gap.X10)
        self._frame.setLayout(self._inside)
        return self._frame

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow panel the button beside the code says only its key."""
        super().resizeEvent(event)
        narrow = self.width() < px(Size.SIDE_PANEL_NARROW)
        if narrow is not self._clock.isHidden():
            self._clock.setHidden(narrow)
            self.copy.set_words("" if narrow else "Copiar")
            self.copy.setAccessibleName("Copiar Pix, Ctrl+C")
            gap, edge = (Gap.X4, Gap.X2) if narrow else (Gap.X10, Gap.X10)
            self._inside.setSpacing(px(gap))
            self._inside.setContentsMargins(px(edge), px(edge), px(edge), px(edge))
            self.code_field.name.setText(ASKED_SHORT if narrow else ASKED)


def clear_clipboard(payload: str) -> None:
    """Take the code back out of the clipboard, if it is still there."""
    clipboard = QApplication.clipboard()
    if clipboard.text() == payload:
        clipboard.clear()
