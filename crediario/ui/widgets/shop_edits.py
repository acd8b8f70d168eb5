"""Fields of the shop's own data: the state, the e-mail and the Pix key."""

from crediario.domain.calendar import STATES, UnknownState
from crediario.domain.pix import PixKeyKind, key_kind, normal_key
from crediario.domain.registration import EMAIL_LENGTH, parse_email
from crediario.ui.widgets.edits import TextEdit, ValueEdit

PIX_KINDS: dict[PixKeyKind, str] = {
    PixKeyKind.CPF: "é um CPF",
    PixKeyKind.CNPJ: "é um CNPJ",
    PixKeyKind.PHONE: "é um telefone",
    PixKeyKind.EMAIL: "é um e-mail",
    PixKeyKind.EVP: "é uma chave aleatória",
}
PIX_WRONG = "Chave Pix inválida: sem pontos nem traços, telefone com +55"
PIX_LENGTH = 77


def line_edit(length: int) -> TextEdit:
    """A line of text of at most so many letters."""
    edit = TextEdit()
    edit.setMaxLength(length)
    return edit


class StateEdit(ValueEdit[str]):
    """A UF: two letters, small or capital."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(2)

    def _parse(self, text: str) -> str:
        state = text.strip().upper()
        if state not in STATES:
            raise UnknownState(state)
        return state


class EmailEdit(ValueEdit[str]):
    """An e-mail address."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(EMAIL_LENGTH)
        self.setPlaceholderText("nome@exemplo.com")

    def _parse(self, text: str) -> str:
        return parse_email(text) or ""


class PixKeyEdit(ValueEdit[str]):
    """A Pix key of any kind; a right one gets a green check."""

    def __init__(self) -> None:
        super().__init__(confirms=True)
        self.setMaxLength(PIX_LENGTH)

    @property
    def kind(self) -> PixKeyKind | None:
        """What kind of key was recognised."""
        key = self.value()
        return key_kind(key) if key else None

    def check(self) -> bool:
        """A key is refused with the two slips that are usual."""
        is_right = super().check()
        if not is_right:
            self.set_error(PIX_WRONG)
        return is_right

    def _parse(self, text: str) -> str:
        return normal_key(text)
