"""Lists of customers that leave the program, on paper or in a file: who took which, how many are on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crediario.db import shop
from crediario.documents.shop import ShopHeader, shop_header
from crediario.domain.settings import ShopProfile
from crediario.services.core import Context, use_case

__all__ = ["ListForm", "ListHead", "ListKind", "ListOrder", "ShopHeader", "take_list"]

#: A shop whose portfolio came in by the command line has no name until the assistant was finished.
NAMELESS = ShopProfile("Loja")


class ListKind(StrEnum):
    """Which list."""

    OVERDUE = "overdue"
    COMING_DUE = "coming_due"


class ListForm(StrEnum):
    """What it leaves as."""

    PAPER = "paper"
    SPREADSHEET = "spreadsheet"


@dataclass(frozen=True, slots=True)
class ListOrder:
    """Which list is taken along.

    Attributes:
        filters: how it was filtered and sorted, in words.
        customers: how many are on it.
    """

    request_id: str
    kind: ListKind
    form: ListForm
    filters: str
    customers: int


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands at the head of the list: the shop, when it was taken, and by whom."""

    shop: ShopHeader
    taken_at: datetime
    taken_by: str


@use_case("take_list", proof=True)
def take_list(ctx: Context, order: ListOrder) -> ListHead:
    """Writes down that a list of customers leaves the program, and answers what its head says.

    Rule: reliability.md A52 (a list of many asks for the manager, and is audited with its count).
    """
    profile = shop.shop_profile(ctx.database, ctx.store_id) or NAMELESS
    return ListHead(shop_header(profile), ctx.now, ctx.operator.short_name)
