"""What the lines of a bank's statement are compared with, put in order to be found by what a line says."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from crediario.domain.bank_early import EarlyCosts
from crediario.domain.bank_names import Payer, Payers
from crediario.domain.charges import ChargeRules
from crediario.domain.money import Money, Rate
from crediario.domain.receiving import PartOfSale

#: What an installment costs on a day; asked only of candidates.
CostOn = Callable[[int, date], Money]
_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """Money that came in, as the statement says it; ``reversed_receipt`` was made of it, and undone since."""

    id: int
    day: date
    amount: Money
    description: str
    txid: str | None = None
    end_to_end: str | None = None
    reversed_receipt: int | None = None


@dataclass(frozen=True, slots=True)
class ReceivedPix:
    """A payment received at the till by Pix, which no line was matched with yet.

    Attributes:
        amount: what came by Pix.
        reference: last four characters of the end-to-end code.
        installment_ids: what it paid.
    """

    payment_id: int
    customer_id: int
    day: date
    amount: Money
    reference: str
    installment_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PayablePiece(PartOfSale):
    """An installment that may have been paid; a settled one too, where a line's txid names it.

    A down payment owed again may have been paid too: by money of just its value.

    Attributes:
        installment_id: what tells it; of a down payment ``receiving.down_payment_key``.
        due_date: as it stands: the one agreed on where it was moved.
        since: day of its contract; no money of before is its.
        in_agreement: an agreement closed it.
        charges_from: from when charges count, where moving kept them counting; None: from ``due_date``.
        paid_until: day of its last payment; None: nothing was paid of it yet.
        face: what it asks in all; None: as much as is open.
        discounted_until: paid before, it costs less; None: it never does.
        rate: monthly interest of its sale, along which it costs less.
    """

    installment_id: int
    customer_id: int
    contract: int
    number: int
    due_date: date
    open: Money
    since: date = date.min
    in_agreement: bool = False
    charges_from: date | None = None
    paid_until: date | None = None
    face: Money | None = None
    discounted_until: date | None = None
    rate: Rate = Rate.ZERO

    @property
    def counted_from(self) -> date:
        """The day its charges count from."""
        return self.charges_from or self.due_date


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything lines are compared with, found by what they say. Made by ``matter``."""

    received: dict[int, tuple[ReceivedPix, ...]]
    by_slip: dict[tuple[int, int], PayablePiece]
    by_customer: dict[int, tuple[PayablePiece, ...]]
    #: Down payments owed again among them.
    by_open: dict[int, tuple[PayablePiece, ...]]
    #: Down payments owed again, by customer.
    downs: dict[int, tuple[PayablePiece, ...]]
    #: Of which nothing was paid yet.
    ascending: tuple[PayablePiece, ...]
    #: Of which nothing was paid yet, and that cost less early.
    early: EarlyCosts[PayablePiece]
    #: Of which something was paid: what they cost follows no simple bound.
    partly: tuple[PayablePiece, ...]
    payers: Payers
    rules: ChargeRules
    cost: CostOn
    #: Open values of ``ascending``, to look within.
    opens: tuple[int, ...]
    counted_since: date
    #: Code of the store whose statement it is.
    store: int


def matter(
    received: Iterable[ReceivedPix],
    pieces: Iterable[PayablePiece],
    people: Iterable[Payer],
    rules: ChargeRules,
    cost: CostOn,
    store: int,
) -> Matter:
    """What lines are compared with, put in order.

    Args:
        received: Pix payments without a line.
        pieces: every open installment and down payment, and settled installments that a txid may name.
        people: whoever owes something.
        rules: the shop's charges, to look only at what may have that cost.
        cost: what an installment costs on a day, charges and discount counted.
        store: code of the store whose statement it is.
    """
    ordered = sorted(pieces, key=lambda piece: (piece.due_date, piece.installment_id))
    payable = [piece for piece in ordered if piece.open]
    still_open = [piece for piece in payable if not piece.is_down_payment]
    untouched = (piece for piece in still_open if piece.paid_until is None)
    ascending = tuple(sorted(untouched, key=lambda piece: (piece.open.cents, piece.installment_id)))
    return Matter(
        received=_grouped(
            sorted(received, key=lambda each: (each.day, each.payment_id)), lambda each: each.amount.cents
        ),
        by_slip={(piece.contract, piece.number): piece for piece in ordered},
        by_customer=_grouped(still_open, lambda piece: piece.customer_id),
        by_open=_grouped(payable, lambda piece: piece.open.cents),
        downs=_grouped(
            (piece for piece in payable if piece.is_down_payment), lambda piece: piece.customer_id
        ),
        ascending=ascending,
        early=EarlyCosts(ascending),
        partly=tuple(piece for piece in still_open if piece.paid_until is not None),
        payers=Payers.of(people),
        rules=rules,
        cost=cost,
        opens=tuple(piece.open.cents for piece in ascending),
        counted_since=min((piece.counted_from for piece in ascending), default=date.max),
        store=store,
    )


def _grouped(each: Iterable[_One], key: Callable[[_One], int]) -> dict[int, tuple[_One, ...]]:
    found: dict[int, list[_One]] = defaultdict(list)
    for one in each:
        found[key(one)].append(one)
    return {value: tuple(ones) for value, ones in found.items()}
