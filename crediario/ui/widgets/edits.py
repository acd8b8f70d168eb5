"""What a person types into. Enter goes to the next field; what is wrong is said in words under the field."""

from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from crediario.domain.br import (
    Document,
    DocumentKind,
    Phone,
    format_amount,
    format_cep,
    format_rate,
    parse_cep,
    parse_cnpj,
    parse_cpf,
    parse_document,
    parse_money,
    parse_phone,
    parse_rate,
    parse_typed_money,
)
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.ui import icons
from crediario.ui.messages import words
from crediario.ui.theme import Size, TextStyle, font, ink, px

V = TypeVar("V")
FieldSize = Literal["normal", "money", "search", "top", "palette"]
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def go_to_neighbour(widget: QWidget, event: QKeyEvent) -> bool:
    """Enter goes to the next widget in order, Shift+Enter to the one before; held down, it goes once."""
    if event.key() not in ENTER:
        return False
    if not event.isAutoRepeat():
        forward = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        widget.focusNextChild() if forward else widget.focusPreviousChild()
    return True


class Edit(QLineEdit):
    """A line of text. ``error_changed`` tells the field around it what to write below."""

    error_changed = Signal(str)

    def __init__(self, *, size: FieldSize = "normal", style: TextStyle = "body") -> None:
        super().__init__()
        self._error = ""
        self._trailing: QAction | None = None
        self.advances = True
        #: Where Enter goes instead of to the neighbour; Tab still visits everything.
        self.follower: Callable[[], QWidget] | None = None
        self.setProperty("shape", size)
        self.setFont(font(style))
        self.textEdited.connect(self._typed)

    @property
    def error(self) -> str:
        """What is wrong, in words; empty when nothing is."""
        return self._error

    def set_error(self, said: str) -> None:
        """Say what is wrong; empty takes it back."""
        if said == self._error:
            return
        self._error = said
        self.setProperty("error", bool(said))
        self.setAccessibleDescription(said)
        self.style().unpolish(self)
        self.style().polish(self)
        self.error_changed.emit(said)

    def show_icon(self, name: str, tone: Literal["text2", "ok", "att", "late"] = "text2") -> None:
        """An icon at the right end; none when ``name`` is empty."""
        if self._trailing is not None:
            self.removeAction(self._trailing)
            self._trailing = None
        if name:
            picture = icons.icon(name, px(Size.ICON), ink(tone))
            self._trailing = self.addAction(picture, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER and self.advances:
            self.returnPressed.emit()
            self._advance(event)
        else:
            super().keyPressEvent(event)

    def _advance(self, event: QKeyEvent) -> None:
        if self.follower is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            go_to_neighbour(self, event)
        elif not event.isAutoRepeat():
            self.follower().setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self) -> None:
        self.set_error("")


class TextEdit(Edit):
    """Plain text, its ends trimmed."""

    def value(self) -> str:
        """What was typed, without spaces around it."""
        return self.text().strip()


class ValueEdit(Edit, Generic[V]):
    """A line that means something: an amount, a date, a document.

    While typing, ``value_changed`` follows every text that has a meaning, and None for those that have none;
    on leaving, the text is written as the program writes it, or the field says what is wrong.
    """

    value_changed = Signal(object)

    def __init__(
        self, *, size: FieldSize = "normal", style: TextStyle = "body", confirms: bool = False
    ) -> None:
        super().__init__(size=size, style=style)
        self._confirms = confirms
        self._last: V | None = None
        self.setAcceptDrops(False)

    def value(self) -> V | None:
        """What the text means; None when empty or wrong."""
        try:
            return self._parse(self.text()) if self.text().strip() else None
        except Refusal:
            return None

    def set_value(self, value: V | None) -> None:
        """Show a value; emits ``value_changed`` when it is another."""
        self.setText("" if value is None else self._format(value))
        self.set_error("")
        self._follow()

    def check(self) -> bool:
        """Say what is wrong with the text, if anything is; an empty one is not wrong."""
        text = self.text().strip()
        if not text:
            return True
        try:
            value = self._parse(text)
        except Refusal as refusal:
            self.set_error(words(refusal).title)
            return False
        self.setText(self._format(value))
        self.set_error("")
        self._follow()
        return True

    def take_pasted(self, text: str) -> None:
        """Put pasted text in the place of the value; what cannot be read surely changes nothing."""
        try:
            value = self._parse_pasted(text.strip())
        except Refusal as refusal:
            self.set_error(words(refusal).title)
            return
        self.set_value(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.take_pasted(QApplication.clipboard().text())
            return
        if event.key() in ENTER and not self.check():
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.error:
            self.check()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.MiddleButton:
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = QMenu(self)
        menu.addAction("Copiar", self.copy)
        if not self.isReadOnly():
            menu.addAction("Colar", lambda: self.take_pasted(QApplication.clipboard().text()))
        menu.popup(event.globalPos())

    def _typed(self) -> None:
        super()._typed()
        self._follow()

    def _follow(self) -> None:
        value = self.value()
        if self._confirms:
            self.show_icon("circle-check" if value is not None else "", "ok")
        if value != self._last:
            self._last = value
            self.value_changed.emit(value)

    def _parse(self, text: str) -> V:
        raise TypeError(f"{type(self).__name__} reads nothing")

    def _parse_pasted(self, text: str) -> V:
        return self._parse(text)

    def _format(self, value: V) -> str:
        return str(value)


class FiguresEdit(ValueEdit[V]):
    """A number: figures at the right; a letter is no typing here, so it stays free to be a shortcut."""

    ALLOWED = "0123456789.,"

    def __init__(self, *, size: FieldSize = "normal", style: TextStyle = "name") -> None:
        super().__init__(size=size, style=style)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._foreign(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._foreign(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _foreign(self, event: QKeyEvent) -> bool:
        """Whether the key would type a character that is no part of a number."""
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        typed = event.text()
        return bool(
            typed and typed.isprintable() and not event.modifiers() & commands and typed not in self.ALLOWED
        )


class MoneyEdit(FiguresEdit[Money]):
    """An amount: ``200`` is R$ 200,00 and ``200,5`` or the keypad's ``200.5`` is R$ 200,50."""

    def __init__(self, *, size: FieldSize = "normal") -> None:
        super().__init__(size=size, style="money" if size == "money" else "name")
        self.setPlaceholderText("0,00")

    def _parse(self, text: str) -> Money:
        return parse_typed_money(text)

    def _parse_pasted(self, text: str) -> Money:
        return parse_money(text)

    def _format(self, value: Money) -> str:
        return format_amount(value)


class PercentEdit(FiguresEdit[Rate]):
    """A rate in percent; the sign may be typed or not."""

    ALLOWED = "0123456789.,%"

    def __init__(self, decimals: int = 2) -> None:
        super().__init__()
        self._decimals = decimals
        self.setPlaceholderText("0,00%")

    def _parse(self, text: str) -> Rate:
        return parse_rate(text)

    def _format(self, value: Rate) -> str:
        decimals = next((d for d in range(self._decimals, 6) if self._exact(value, d)), 6)
        return format_rate(value, decimals)

    def _exact(self, value: Rate, decimals: int) -> bool:
        return Rate.percent(value.percent_text(decimals)) == value


class NumberEdit(FiguresEdit[int]):
    """A whole number, as of installments or days; a unit may follow it when shown."""

    ALLOWED = "0123456789"

    def __init__(self, least: int = 0, most: int = 999, unit: str = "") -> None:
        super().__init__()
        self._least, self._most, self._unit = least, most, unit

    def _parse(self, text: str) -> int:
        bare = text.strip().removesuffix(self._unit).strip()
        if not (bare.isascii() and bare.isdigit() and len(bare) <= len(str(self._most))):
            raise NumberOutOfRange(self._least, self._most)
        if not self._least <= int(bare) <= self._most:
            raise NumberOutOfRange(self._least, self._most)
        return int(bare)

    def _format(self, value: int) -> str:
        return f"{value} {self._unit}" if self._unit else str(value)


class NumberOutOfRange(Refusal):
    """A typed number that no shop means here; ``least`` and ``most`` are the limits of the field."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.least, self.most = least, most


class DocumentEdit(ValueEdit[Document]):
    """A CPF, a CNPJ, or either; a right one gets a green check."""

    def __init__(self, kind: DocumentKind | None = None) -> None:
        super().__init__(confirms=True)
        self._read: Callable[[str], Document] = {
            DocumentKind.CPF: parse_cpf, DocumentKind.CNPJ: parse_cnpj, None: parse_document,
        }[kind]  # fmt: skip

    def _parse(self, text: str) -> Document:
        return self._read(text)

    def _format(self, value: Document) -> str:
        return value.formatted


class CpfEdit(DocumentEdit):
    """A person's CPF."""

    def __init__(self) -> None:
        super().__init__(DocumentKind.CPF)


class PhoneEdit(ValueEdit[Phone]):
    """A telephone; without area code it is of the shop's own area."""

    def __init__(self, default_ddd: str | None = None) -> None:
        super().__init__()
        self._default_ddd = default_ddd

    def _parse(self, text: str) -> Phone:
        return parse_phone(text, self._default_ddd)

    def _format(self, value: Phone) -> str:
        return value.formatted


class CepEdit(ValueEdit[str]):
    """A CEP: eight figures."""

    def _parse(self, text: str) -> str:
        return parse_cep(text)

    def _format(self, value: str) -> str:
        return format_cep(value)
