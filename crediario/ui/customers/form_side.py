"""Beside the form: who looks alike, what a sale on credit still needs, what was refused, and the blue button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from crediario.services.customers import LookAlike, LookAlikeReason
from crediario.ui.messages import Message, missing_words
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import IconLabel, bold, label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row

WHY = {
    LookAlikeReason.DOCUMENT: "mesmo documento",
    LookAlikeReason.PHONE: "mesmo telefone",
    LookAlikeReason.NAME_AND_BIRTH_DATE: "mesmo nome e nascimento",
}
NEEDED = ("document", "birth_date", "phone", "address")


class FormSide(QWidget):
    """``open_asked`` carries the customer wanted, ``jump_asked`` the missing field, ``other_person`` says so."""

    open_asked = Signal(int)
    jump_asked = Signal(str)
    other_person = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.alike = Note(tone="att", icon="users")
        self.people = column(gap=Gap.X4)
        self.confirm = KeyButton("É outra pessoa, gravar assim mesmo", size="small")
        self._alike = holder(column(self.alike, self.people, self.confirm, gap=Gap.X8))
        self.refusal = Note(tone="late")
        self.needs = column(gap=Gap.X6)
        self._state = label("", "office", "text2", wrap=True)
        self._needs_card = Card("Para comprar a prazo").add(self._state, self.needs)
        self.primary = KeyButton("Gravar cadastro", "F10", "primary", "till", icon="check")
        lists = ScrollArea(holder(column(self._needs_card, self._alike, self.refusal, None)))
        self.setLayout(column(lists, 1, self.primary))
        for widget in (self._alike, self.refusal):
            widget.hide()
        self.confirm.hide()
        self.confirm.clicked.connect(self.other_person)

    def show_missing(self, missing: Sequence[str]) -> None:
        """Each thing a sale on credit needs: there, or a way to it."""
        clear(self.needs)
        if missing:
            self._state.setText(f"Falta {missing_words(tuple(missing))}. Gravar pode; vender a prazo ainda não.")
        else:
            self._state.setText("O cadastro está completo.")
        for name in missing:
            self.needs.addLayout(self._line(name))

    def show_alike(self, found: Sequence[LookAlike]) -> None:
        """Who is registered already and may be the same."""
        clear(self.people)
        self._alike.setVisible(bool(found))
        self.confirm.setVisible(False)
        if not found:
            return
        self.alike.show_note(bold("Talvez já seja cliente. "), "Confira antes de gravar outro cadastro.")
        for each in found:
            self.people.addWidget(self._person(each))

    def ask_confirm(self, customer_id: int, name: str) -> None:
        """The service asks: is it another person?"""
        self._alike.setVisible(True)
        self.alike.show_note(bold("Não foi gravado. "), f"{name} tem dados iguais. É outra pessoa?")
        if not self.people.count():
            self.people.addWidget(self._open_button(customer_id, name))
        self.confirm.show()
        self.confirm.setFocus()

    def show_taken(self, customer_id: int, name: str) -> None:
        """That document belongs to somebody."""
        self._alike.setVisible(True)
        self.confirm.hide()
        self.alike.show_note(bold("Não foi gravado. "), f"Este documento é de {name}.")
        clear(self.people)
        self.people.addWidget(self._open_button(customer_id, name))

    def show_refusal(self, message: Message) -> None:
        """Why it was not written."""
        self.refusal.show_note(bold(f"{message.title.rstrip('.')}. "), message.rest)

    def _line(self, name: str):
        button = LinkButton(missing_words((name,)))
        button.setAccessibleName(f"Ir para {missing_words((name,))}")
        button.clicked.connect(lambda: self.jump_asked.emit(name))
        return row(IconLabel("circle-alert", "att"), button, None, gap=Gap.X6)

    def _person(self, each: LookAlike) -> QWidget:
        document = f" · {each.document_masked}" if each.document_masked else ""
        said = column(
            label(each.name, "body_bold", elide=True),
            label(f"{WHY[each.why]}{document}", "office", "text2", elide=True),
            gap=Gap.X2,
        )
        frame = QFrame()
        frame.setLayout(row(said, 1, self._open_button(each.id, each.name, "Abrir ficha")))
        return frame

    def _open_button(self, customer_id: int, name: str, said: str = "") -> KeyButton:
        button = KeyButton(said or "Abrir ficha", size="small", icon="user")
        button.setAccessibleName(f"Abrir a ficha de {name}")
        button.clicked.connect(lambda: self.open_asked.emit(customer_id))
        return button
