"""What a shop decides: its policies, each explained beside the field, and who it is on paper.

One module a page of Ajustes: its ``NOTES``, in the order people read them, and the types its settings need.
"""

from crediario.domain.settings.agreement import AGREEMENT_DISCOUNT_CAP
from crediario.domain.settings.notes import SettingNote, SettingOutOfRange
from crediario.domain.settings.profile import ShopNameMissing, ShopProfile
from crediario.domain.settings.receiving import ChangeRounding
from crediario.domain.settings.sale import SEEDED_PLANS, WHOLE, NoPlanOffered, PlanOffer, PlanOfferedTwice
from crediario.domain.settings.shop_settings import ShopSettings, note_of

__all__ = [
    "AGREEMENT_DISCOUNT_CAP",
    "SEEDED_PLANS",
    "WHOLE",
    "ChangeRounding",
    "NoPlanOffered",
    "PlanOffer",
    "PlanOfferedTwice",
    "SettingNote",
    "SettingOutOfRange",
    "ShopNameMissing",
    "ShopProfile",
    "ShopSettings",
    "note_of",
]
