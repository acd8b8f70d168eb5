"""What was typed in Nova venda so far. No Qt here.

A draft is replaced at every edit; all the rest is computed from it.
"""

from dataclasses import dataclass, replace
from datetime import date

from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every
from crediario.domain.tender import Method
from crediario.services.sales import Item
from crediario.ui.approval import NO_APPROVAL, Approval
from crediario.ui.sales.credit_draft import Exit

UNNAMED_ITEM = "Mercadorias diversas"


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """A number of installments the shop does not show by itself, with its own rate."""

    count: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class SecondMeans:
    """Another means of payment beside the main one, where the entrada comes in two."""

    method: Method = Method.PIX
    amount: Money | None = None
    pix_end: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """The fiscal note whose items are sold."""

    number: int
    key: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far.

    Attributes:
        price: what is bought, in all; with ``items`` their sum.
        item: what is bought, in one line, where there are no ``items``.
        items: line by line, each with its quantity and price; none where one line says it all.
        note: the fiscal note they were read from.
        first_due: None while the field is empty or wrong.
        anchor_day: day of the month kept through short months; None for weeks.
        other: a plan asked for with Alt+N; it stands in the place of the last card.
        chosen: the card the person chose; None before that, when the first that applies is shown.
        method: of the entrada, or of what ``second`` and store credit leave of it.
        handed: the cash handed over; None means exact.
        pix_end: the last four characters of the Pix that paid the entrada.
        second: another means of payment of the entrada; None where one is enough.
        uses_credit: as much of the entrada as the customer's store credit covers comes from it.
        buyer_id: who takes the goods home on the account; None for the customer.
        way: how a red light is to be released.
    """

    first_due: date | None
    anchor_day: int | None
    every: Every = Every.MONTH
    price: Money | None = None
    item: str = ""
    down_payment: Money | None = None
    other: OtherPlan | None = None
    chosen: int | None = None
    seller_id: int | None = None
    method: Method = Method.CASH
    handed: Money | None = None
    pix_end: str = ""
    second: SecondMeans | None = None
    uses_credit: bool = False
    items: tuple[Item, ...] = ()
    note: Note | None = None
    approval: Approval = NO_APPROVAL
    buyer_id: int | None = None
    way: Exit = Exit.HERE

    @property
    def entrada(self) -> Money:
        """The down payment; an empty field is none."""
        return self.down_payment or Money.ZERO

    @property
    def is_touched(self) -> bool:
        """Whether leaving would lose something."""
        return bool(self.price or self.item or self.down_payment or self.items)


def with_items(draft: Draft, items: tuple[Item, ...]) -> Draft:
    """The same draft selling these lines; of none, the price and the one line typed stay.

    A note whose items were changed no longer says what is sold: it is let go.
    """
    note = draft.note if items == draft.items else None
    if not items:
        return replace(draft, items=(), note=None)
    return replace(draft, items=items, note=note, price=total_of(items))


def total_of(items: tuple[Item, ...]) -> Money:
    """What the lines cost together."""
    return Money.total(item.unit_price * item.quantity for item in items)
