"""Where what a refusal asks for can be done, for whoever may do it."""

from crediario.domain.errors import KnownFailure
from crediario.domain.issuing import ProfileMissing, ShopFieldMissing
from crediario.services.core import Operator
from crediario.ui.dialogs import Question
from crediario.ui.messages import words
from crediario.ui.navigation import ShopData

COMPLETE = "Completar dados da loja"


def completing(failure: KnownFailure) -> Question:
    """What a paper lacks, and the way to complete it now."""
    said = words(failure)
    return Question(said.title, said.text, yes=COMPLETE)


def shop_data_for(failure: KnownFailure, operator: Operator) -> ShopData | None:
    """Dados da loja at the field a paper lacks; None where that is not it, or for who may not edit it."""
    if not operator.may("edit_settings"):
        return None
    if isinstance(failure, ShopFieldMissing):
        return ShopData(failure.field)
    return ShopData("cnpj") if isinstance(failure, ProfileMissing) else None
