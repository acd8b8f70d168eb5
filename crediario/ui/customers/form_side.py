"""Beside the form: what a sale on credit still needs, who looks alike, what was refused, the blue button."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crediario.services.customers import LookAlike
from crediario.ui.customers.form_words import WHY
from crediario.ui.messages import Message, missing_words
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import IconLabel, bold, label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row

THERE = {
    "document": "CPF ou CNPJ",
    "birth_date": "data de nascimento",
    "phone": "telefone do próprio cliente",
    "address": "rua, cidade e UF",
}
#: What the analysis would like to know; nobody needs it to buy.
LIKED = {
    "housing": "moradia",
    "housing_since": "desde quando mora",
    "job_since": "desde quando trabalha",
    "income": "renda",
    "income_proof": "comprovante de renda",
    "reference": "uma referência",
}
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class FormSide(QWidget):
    """``exists``: the record is being changed; ``merges``: whoever changes it may merge it with another.

    ``open_asked`` carries a customer, ``jump_asked`` what is missing; ``other_person``: not that one.

    ``merge_asked`` carries the record that is to become part of the one in the form.
    """

    open_asked = Signal(int)
    merge_asked = Signal(int)
    jump_asked = Signal(str)
    other_person = Signal()

    def __init__(self, *, exists: bool = False, merges: bool = False) -> None:
        super().__init__()
        self._exists, self._merges = exists, merges
        self._liked: tuple[str, ...] | None = None
        self._missing: tuple[str, ...] | None = None
        self._found: tuple[LookAlike, ...] = ()
        self.alike = Note(tone="att", icon="users")
        self.people = column(gap=Gap.X8)
        self.confirm = KeyButton("É outra pessoa, gravar assim mesmo")
        self._alike = holder(column(self.alike, self.people, self.confirm, gap=Gap.X8))
        self.refusal = Note(tone="late")
        self.needs = column(gap=Gap.X4)
        self._state = label("", "office", "text2", wrap=True)
        needs = Card("Para comprar a prazo").add(self.needs, self._state)
        self.likes = column(gap=Gap.NONE)
        self.analysis = Card("Ajuda a análise", "não é obrigatório").add(self.likes)
        self.primary = KeyButton("Gravar cadastro", "F10", "primary", "till", icon="check")
        lists = ScrollArea(holder(column(self.refusal, self._alike, needs, self.analysis, None)))
        self.setLayout(column(lists, 1, self.primary))
        for widget in (self._alike, self.refusal, self.confirm):
            widget.hide()
        self.confirm.clicked.connect(self.other_person)

    def show_missing(self, missing: tuple[str, ...], *, is_company: bool) -> None:
        """Each thing a sale on credit needs: there, or a way to it."""
        if missing == self._missing:
            return
        self._missing = missing
        clear(self.needs)
        for name in THERE:
            if name == "birth_date" and "minor" in missing:
                self.needs.addLayout(self._lacking("minor"))
            elif name in missing:
                self.needs.addLayout(self._lacking(name))
            elif name != "birth_date" or not is_company:
                self.needs.addLayout(_there(name))
        self._state.setText(
            "Gravar já pode; vender a prazo, só completo." if missing else "Completo: pode comprar a prazo."
        )

    def show_liked(self, missing: tuple[str, ...]) -> None:
        """What would make the analysis better, each a way to its field; nothing when all is there."""
        if missing == self._liked:
            return
        self._liked = missing
        clear(self.likes)
        self.analysis.setVisible(bool(missing))
        for name in missing:
            button = KeyButton(LIKED[name], kind="quiet", size="small")
            button.setAccessibleName(f"Ajuda a análise: {LIKED[name]}, ir para o campo")
            button.clicked.connect(lambda _=False, name=name: self.jump_asked.emit(name))
            self.likes.addLayout(row(IconLabel("minus", "text3"), button, None, gap=Gap.NONE))

    def show_alike(self, found: tuple[LookAlike, ...]) -> None:
        """Who is registered already and may be the same."""
        if found == self._found and self.confirm.isHidden():
            return
        self._found = found
        self._show_people(found)
        self.confirm.hide()
        self._alike.setVisible(bool(found))
        if found:
            said = ("Talvez já seja cliente. ", "Confira antes de gravar outro cadastro.")
            if self._exists:
                said = ("Talvez haja dois cadastros. ", "Confira se é a mesma pessoa.")
            self.alike.show_note(bold(said[0]), said[1])

    def ask_confirm(self, customer_id: int, name: str) -> None:
        """The service asks: is it another person?"""
        self._show_stop(customer_id, name)
        self.alike.show_note(bold("Não foi gravado. "), f"{name} tem dados iguais. É outra pessoa?")
        self.confirm.show()
        self.confirm.setFocus(Qt.FocusReason.TabFocusReason)

    def show_taken(self, customer_id: int, name: str, *, tried: bool = True) -> None:
        """That document belongs to somebody; ``tried``: the record was not written because of it."""
        self._show_stop(customer_id, name)
        self.confirm.hide()
        said = "Não foi gravado. " if tried else "Já é cliente. "
        self.alike.show_note(bold(said), f"Este documento é de {name}.")

    def show_kept(self, customer_id: int, name: str) -> None:
        """The record in the form is part of another one now: the way there."""
        self._show_stop(customer_id, name)
        self.confirm.hide()
        self.alike.show_note(bold("Cadastro unificado. "), f"Agora é o de {name}.")

    def show_refusal(self, message: Message) -> None:
        """Why it was not written."""
        self.refusal.show_note(bold(f"{message.title.rstrip('.')}. "), message.rest)

    def _show_stop(self, customer_id: int, name: str) -> None:
        """The one the service found, where the search while typing has not shown them yet."""
        self._alike.show()
        if all(each.id != customer_id for each in self._found):
            self._found = ()
            clear(self.people)
            self.people.addLayout(row(label(name, "body_bold", elide=True), 1, self._way(customer_id, name)))

    def _show_people(self, found: Sequence[LookAlike]) -> None:
        clear(self.people)
        for each in found:
            said = column(
                label(each.name, "body_bold", elide=True),
                label(WHY[each.why], "office", "text2", elide=True),
                label(each.document_masked or "sem CPF", "office", "text2", elide=True),
                gap=Gap.NONE,
            )
            ways = [self._way(each.id, each.name)]
            if self._merges:
                ways.append(self._merge_way(each.id, each.name))
            beside = column(*ways, gap=Gap.X4)
            line = row(said, 1, beside)
            line.setAlignment(beside, MIDDLE)
            self.people.addLayout(line)

    def _way(self, customer_id: int, name: str) -> KeyButton:
        button = KeyButton("Abrir ficha", size="small")
        button.setAccessibleName(f"Abrir a ficha de {name}")
        button.clicked.connect(lambda: self.open_asked.emit(customer_id))
        return button

    def _merge_way(self, customer_id: int, name: str) -> KeyButton:
        button = KeyButton("Unificar", size="small")
        button.setAccessibleName(f"Unificar com o cadastro de {name}")
        button.clicked.connect(lambda: self.merge_asked.emit(customer_id))
        return button

    def _lacking(self, name: str) -> QHBoxLayout:
        said = missing_words(("minor",)) if name == "minor" else THERE[name]
        button = KeyButton(said, kind="quiet", size="small")
        button.setAccessibleName(f"Falta {said}: ir para o campo")
        button.clicked.connect(lambda: self.jump_asked.emit(name))
        return row(IconLabel("circle-alert", "att"), button, None, gap=Gap.NONE)


def _there(name: str) -> QHBoxLayout:
    said = label(THERE[name], "office_medium", "text2")
    said.setContentsMargins(px(Gap.X12), px(Gap.X6), 0, px(Gap.X6))
    return row(IconLabel("circle-check", "ok"), said, None, gap=Gap.NONE)
