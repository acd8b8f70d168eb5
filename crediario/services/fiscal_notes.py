"""The XML of a fiscal note at the sale: what it sells, and to whom, if it says so."""

from dataclasses import dataclass
from pathlib import Path

from crediario.db import customers, sales, shop
from crediario.db.sale_postings import Item
from crediario.domain.br import parse_document
from crediario.domain.errors import Refusal
from crediario.domain.fiscal_note import (
    NoteAlreadySold,
    NoteCancelled,
    NoteDoesNotAddUp,
    NoteForTests,
    NoteIsNoSale,
    NoteKeyWrong,
    NoteModel,
    NoteNotAuthorised,
    NoteOfAnotherShop,
    check_note,
    sale_items,
)
from crediario.domain.money import Money
from crediario.gateways.fiscal_note import read_note
from crediario.services.core import Context, query

#: What screens use from here, the refusals of the rules included.
__all__ = [
    "NoteAlreadySold",
    "NoteCancelled",
    "NoteDoesNotAddUp",
    "NoteForSale",
    "NoteForTests",
    "NoteIsNoSale",
    "NoteKeyWrong",
    "NoteNotAuthorised",
    "NoteOfAnotherShop",
    "read_fiscal_note",
]


@dataclass(frozen=True, slots=True)
class NoteForSale:
    """A note of this shop whose items may be sold.

    Attributes:
        key: the 44 digits of its access key.
        customer_id: who bought, where the CPF or CNPJ on the note is of a customer of the shop.
        customer_document: that CPF or CNPJ, without punctuation; None where the note has none.
    """

    model: NoteModel
    number: int
    key: str
    items: tuple[Item, ...]
    total: Money
    customer_id: int | None
    customer_document: str | None


@query("sell")
def read_fiscal_note(ctx: Context, path: Path) -> NoteForSale:
    """The note in an XML file, judged, its lines as items of a sale that add up to its total.

    Raises:
        the refusals of ``gateways.fiscal_note.read_note``: no note was read.
        the refusals of ``domain.fiscal_note.check_note`` and ``sale_items``: nothing is sold by it.
        NoteAlreadySold: it was sold before, and not cancelled.

    Rule: product.md C2. See docs/regras.md#nota-fiscal.
    """
    note = read_note(path)
    profile = shop.shop_profile(ctx.database, ctx.store_id)
    check_note(note, profile.cnpj if profile else None)
    sales.check_note_unsold(ctx.database, note.key)
    items = tuple(Item(each.description, each.quantity, each.unit_price) for each in sale_items(note))
    document = _right_document(note.customer_document)
    return NoteForSale(
        model=note.model,
        number=note.number,
        key=note.key,
        items=items,
        total=note.total,
        customer_id=_customer_of(ctx, document),
        customer_document=document,
    )


def _customer_of(ctx: Context, document: str | None) -> int | None:
    """A record united with another sells nothing any more."""
    known = customers.with_document(ctx.database, document) if document else None
    buyer = sales.buyer(ctx.database, known.customer_id) if known else None
    return buyer.customer_id if buyer else None


def _right_document(text: str | None) -> str | None:
    """The buyer's document where it is one: who typed it at the counter may have slipped."""
    if not text:
        return None
    try:
        return parse_document(text).digits
    except Refusal:
        return None
