"""Step 1: who the shop is, and how that comes out on paper."""

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.settings import ShopProfile
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.shop_form import ShopForm
from crediario.ui.widgets.shop_paper import PaperCard
from crediario.ui.wizard.step import Step


class ShopStep(Step):
    """CDC art. 42-A asks for name, address and CNPJ of who charges: without them there is no going on."""

    rail_title = "Loja"
    rail_hint = "Nome, endereço e CNPJ"

    def __init__(self) -> None:
        super().__init__()
        self.form = ShopForm()
        # The last field: Enter goes on to the next step.
        self.form.pix_key.advances = False
        self.paper = PaperCard()
        note = Note(
            "A lei pede nome, endereço e CNPJ de quem cobra em todo aviso. Com isto preenchido, sai sempre."
        )
        self.lay_out(
            "Qual é a sua loja?",
            "Estes dados saem no carnê, no recibo e em toda mensagem de cobrança.",
            self.form,
            self.paper,
            note,
        )
        self.form.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.paper.show_texts(self.form.paper_texts())
        self.changed.emit()

    # -- Step ------------------------------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """The shop's name and city."""
        return ", ".join(filter(None, (self.form.name.value(), self.form.city.value()))) or self.rail_hint

    def first_field(self) -> QWidget:
        """The CNPJ."""
        return self.form.cnpj

    def wrong_field(self) -> QWidget | None:
        """What the law asks for is there, and what was typed is right."""
        return self.form.wrong_field()

    def field_of(self, failure: KnownFailure) -> QWidget | None:
        """The field a refusal of the profile is about."""
        return self.form.field_of(failure)

    def profile(self) -> ShopProfile:
        """Who the shop is, as papers will say it."""
        return self.form.profile()
