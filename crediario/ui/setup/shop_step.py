"""Step 1: who the shop is, and how that comes out on paper."""

from PySide6.QtWidgets import QFrame, QWidget

from crediario.domain.br import DocumentKind, clean_text, format_cep
from crediario.domain.errors import KnownFailure
from crediario.domain.settings import ShopProfile
from crediario.ui.setup.shop_edits import PIX_KINDS, PixKeyEdit, StateEdit, line_edit
from crediario.ui.setup.shop_paper import PaperCard
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import CepEdit, DocumentEdit, Edit, PhoneEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.layout import column, row
from crediario.ui.wizard.step import Step, first_wrong, say_refusal

NAME, STREET, PLACE = 60, 80, 40
PIX_HINT = "aleatória, CNPJ, e-mail ou telefone"


class ShopStep(Step):
    """CDC art. 42-A asks for name, address and CNPJ of who charges: without them there is no going on."""

    rail_title = "Loja"
    rail_hint = "Nome, endereço e CNPJ"

    def __init__(self) -> None:
        super().__init__()
        self.cnpj = DocumentEdit(DocumentKind.CNPJ)
        self.name, self.legal_name = line_edit(NAME), line_edit(NAME)
        self.cep, self.street = CepEdit(), line_edit(STREET)
        self.district, self.city, self.uf = line_edit(PLACE), line_edit(PLACE), StateEdit()
        self.phone, self.whatsapp = PhoneEdit(), PhoneEdit()
        self.pix_key = PixKeyEdit()
        self.pix_key.advances = False
        self.paper = PaperCard()
        self._pix_field = Field("Chave Pix que recebe as parcelas", self.pix_key, PIX_HINT)
        note = Note(
            "A lei pede nome, endereço e CNPJ de quem cobra em todo aviso. Com isto preenchido, sai sempre."
        )
        self.lay_out(
            "Qual é a sua loja?",
            "Estes dados saem no carnê, no recibo e em toda mensagem de cobrança.",
            self._form(),
            self.paper,
            note,
        )
        self._listen()
        self._follow()

    def _form(self) -> QFrame:
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
            self._pix_field,
            gap=Gap.X14,
        )  # fmt: skip
        return Card().add(lines)

    @property
    def _edits(self) -> tuple[Edit, ...]:
        return (
            self.cnpj, self.name, self.legal_name, self.cep, self.street, self.district, self.city, self.uf,
            self.phone, self.whatsapp, self.pix_key,
        )  # fmt: skip

    def _listen(self) -> None:
        for edit in self._edits:
            edit.textChanged.connect(self._follow)
        self.pix_key.value_changed.connect(self._name_the_key)

    def _follow(self) -> None:
        self.paper.show_profile(self._texts())
        self.changed.emit()

    def _name_the_key(self, key: str | None) -> None:
        self._pix_field.hint.setText(PIX_KINDS[self.pix_key.kind] if self.pix_key.kind else PIX_HINT)

    def _texts(self) -> list[str]:
        """The lines of the paper: what is typed, as it will be printed."""
        cnpj, cep = self.cnpj.value(), self.cep.value()
        phone = self.phone.value()
        street = ", ".join(filter(None, (self.street.value(), self.district.value())))
        town = ", ".join(filter(None, (self.city.value(), self.uf.value() or "")))
        return [
            self.name.value(),
            self.legal_name.value(),
            f"CNPJ {cnpj.formatted}" if cnpj else "",
            street,
            f"{town} · {format_cep(cep)}" if town and cep else town,
            phone.formatted if phone else "",
        ]

    # -- Step ------------------------------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """The shop's name and city."""
        return ", ".join(filter(None, (self.name.value(), self.city.value()))) or self.rail_hint

    def first_field(self) -> QWidget:
        """The CNPJ."""
        return self.cnpj

    def wrong_field(self) -> QWidget | None:
        """What the law asks for is there, and what was typed is right."""
        required = (
            (self.cnpj, "Falta o CNPJ"),
            (self.name, "Falta o nome da loja"),
            (self.street, "Faltam rua e número"),
            (self.city, "Falta a cidade"),
            (self.uf, "Falta a UF"),
        )
        return first_wrong(required, (self.cep, self.phone, self.whatsapp, self.pix_key))

    def field_of(self, failure: KnownFailure) -> QWidget | None:
        """The field a refusal of the profile is about."""
        edits: dict[str, Edit] = {
            "invalid_cnpj": self.cnpj,
            "shop_name_missing": self.name,
            "invalid_cep": self.cep,
            "unknown_state": self.uf,
            "invalid_pix_key": self.pix_key,
        }
        edit = edits.get(failure.code)
        return say_refusal(edit, failure) if edit is not None else None

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
            pix_key=self.pix_key.value() or "",
        )
