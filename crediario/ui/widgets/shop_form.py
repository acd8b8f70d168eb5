"""Who the shop is: its fields, what is wrong with each, and how they come out on paper while being typed."""

from PySide6.QtCore import Signal

from crediario.domain.br import DocumentKind, clean_text, format_cep
from crediario.domain.errors import KnownFailure
from crediario.domain.settings import ShopProfile
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.edits import CepEdit, DocumentEdit, Edit, PhoneEdit, ValueEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.required import first_wrong, say_refusal
from crediario.ui.widgets.shop_edits import PIX_KINDS, EmailEdit, PixKeyEdit, StateEdit, line_edit

NAME, STREET, PLACE, SLOGAN = 60, 80, 40, 60
PIX_HINT = "aleatória, CNPJ, e-mail ou telefone"
#: What each field is called in a sentence, by its name in the profile.
FIELD_NAMES = {
    "cnpj": "CNPJ",
    "trade_name": "nome que o cliente conhece",
    "legal_name": "razão social",
    "cep": "CEP",
    "street": "rua e número",
    "district": "bairro",
    "city": "cidade",
    "uf": "UF",
    "phone": "telefone",
    "whatsapp": "WhatsApp",
    "email": "e-mail",
    "pix_key": "chave Pix",
    "slogan": "frase da loja",
}
_MISSING = {
    "cnpj": "Falta o CNPJ",
    "trade_name": "Falta o nome da loja",
    "street": "Faltam rua e número",
    "city": "Falta a cidade",
    "uf": "Falta a UF",
}
_CONTACT_MISSING = "Falta WhatsApp ou e-mail: o contrato diz como falar com a loja"
_FIELD_OF_REFUSAL = {
    "invalid_cnpj": "cnpj",
    "shop_name_missing": "trade_name",
    "invalid_cep": "cep",
    "unknown_state": "uf",
    "invalid_email": "email",
    "invalid_pix_key": "pix_key",
}


class ShopForm(Card):
    """``changed`` tells that something was typed; ``whole`` asks for the e-mail and the slogan too.

    Rule: CDC art. 42-A asks for name, address and CNPJ of who charges, so those cannot be left out.
    """

    changed = Signal()

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__()
        self._whole = whole
        self.cnpj = DocumentEdit(DocumentKind.CNPJ)
        self.name, self.legal_name = line_edit(NAME), line_edit(NAME)
        self.cep, self.street = CepEdit(), line_edit(STREET)
        self.district, self.city, self.uf = line_edit(PLACE), line_edit(PLACE), StateEdit()
        self.phone, self.whatsapp, self.email = PhoneEdit(), PhoneEdit(), EmailEdit()
        self.pix_key, self.slogan = PixKeyEdit(), line_edit(SLOGAN)
        self.pix_field = Field("Chave Pix que recebe as parcelas", self.pix_key, PIX_HINT)
        self.edits = self._edits()
        self._lay_out()
        for edit in self.edits.values():
            edit.textChanged.connect(self.changed)
        self.pix_key.value_changed.connect(self._name_the_key)

    def _edits(self) -> dict[str, Edit]:
        """Each field of the profile that is asked for, in the order of Enter."""
        more: dict[str, Edit] = {"email": self.email, "slogan": self.slogan} if self._whole else {}
        return {
            "cnpj": self.cnpj, "trade_name": self.name, "legal_name": self.legal_name, "cep": self.cep,
            "street": self.street, "district": self.district, "city": self.city, "uf": self.uf,
            "phone": self.phone, "whatsapp": self.whatsapp, **more, "pix_key": self.pix_key,
        }  # fmt: skip

    def _lay_out(self) -> None:
        email, slogan = Field("E-mail", self.email), Field("Frase da loja", self.slogan)
        more = [row(email, 1, slogan, 1)] if self._whole else []
        lines = column(
            row(Field("CNPJ", self.cnpj), 250, Field("Nome que o cliente conhece", self.name), 364),
            Field("Razão social", self.legal_name, "se for outro nome"),
            row(Field("CEP", self.cep), 140, Field("Rua e número", self.street), 474),
            row(
                Field("Bairro", self.district), 260,
                Field("Cidade", self.city), 260,
                Field("UF", self.uf), 80,
            ),
            row(Field("Telefone", self.phone), 1, Field("WhatsApp da loja", self.whatsapp), 1),
            *more,
            self.pix_field,
            gap=Gap.X14,
        )  # fmt: skip
        self.add(lines)
        if not self._whole:
            for field in (email, slogan):
                field.setParent(self)
                field.hide()

    def _name_the_key(self, _: str | None) -> None:
        self.pix_field.hint.setText(PIX_KINDS[self.pix_key.kind] if self.pix_key.kind else PIX_HINT)

    # -- what stands in the fields ---------------------------------------------------------------------------

    def texts(self) -> dict[str, str]:
        """Each field as it is typed."""
        return {name: edit.text().strip() for name, edit in self.edits.items()}

    def show_profile(self, profile: ShopProfile, *, but: frozenset[str] = frozenset()) -> None:
        """Fill every field from a profile, except those named in ``but``."""
        for name, edit in self.edits.items():
            if name not in but:
                _put(edit, getattr(profile, name))

    def paper_texts(self) -> list[str]:
        """The lines of the paper: what is typed, as it will be printed; the name first."""
        cnpj, cep = self.cnpj.value(), self.cep.value()
        reached = self.whatsapp.value() or self.phone.value()
        street = ", ".join(filter(None, (self.street.value(), self.district.value())))
        town = ", ".join(filter(None, (self.city.value(), self.uf.value() or "")))
        return [
            self.name.value(),
            self.slogan.value(),
            self.legal_name.value(),
            f"CNPJ {cnpj.formatted}" if cnpj else "",
            street,
            f"{town} · {format_cep(cep)}" if town and cep else town,
            reached.formatted if reached else "",
            self.email.value() or "",
        ]

    def profile(self) -> ShopProfile:
        """Who the shop is, as papers will say it."""
        cnpj, phone, whatsapp = self.cnpj.value(), self.phone.value(), self.whatsapp.value()
        name = clean_text(self.name.value(), NAME)
        return ShopProfile(
            trade_name=name,
            legal_name=clean_text(self.legal_name.value(), NAME) or name,
            cnpj=cnpj.digits if cnpj else "",
            street=clean_text(self.street.value(), STREET),
            district=clean_text(self.district.value(), PLACE),
            city=clean_text(self.city.value(), PLACE),
            uf=self.uf.value() or "",
            cep=self.cep.value() or "",
            phone=phone.formatted if phone else "",
            whatsapp=whatsapp.formatted if whatsapp else "",
            email=self.email.value() or "",
            pix_key=self.pix_key.value() or "",
            slogan=clean_text(self.slogan.value(), SLOGAN),
        )

    # -- what is wrong ---------------------------------------------------------------------------------------

    def wrong_field(self) -> Edit | None:
        """The first field that is missing or wrong, each of them saying so."""
        required = [(self.edits[name], said) for name, said in _MISSING.items()]
        others = [edit for name, edit in self.edits.items() if name not in _MISSING]
        return first_wrong(required, others)

    def field_of(self, failure: KnownFailure) -> Edit | None:
        """The field a refusal of the profile is about, now saying it."""
        edit = self.edits.get(_FIELD_OF_REFUSAL.get(failure.code, ""))
        return say_refusal(edit, failure) if edit is not None else None

    def field_for(self, name: str) -> Edit:
        """The field a paper lacks, saying so while it is empty: one of the profile, or ``contact``."""
        if name == "contact":
            if not (self.whatsapp.text() or self.email.text()):
                self.whatsapp.set_error(_CONTACT_MISSING)
            return self.whatsapp
        edit = self.edits.get(name, self.cnpj)
        if name in _MISSING and not edit.text():
            edit.set_error(_MISSING[name])
        return edit


def _put(edit: Edit, text: str) -> None:
    """A stored text, written as the program writes it; a wrong one says so."""
    if isinstance(edit, ValueEdit):
        edit.set_value(None)
        edit.setText(text)
        edit.check()
    else:
        edit.setText(text)
        edit.set_error("")
    # A long one shows its beginning.
    edit.setCursorPosition(0)
