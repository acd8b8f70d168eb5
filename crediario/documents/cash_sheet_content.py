"""What the sheet of a cash closing says, before a line of it is drawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crediario.documents.shop import ShopHeader
from crediario.domain.cash_closing import MethodCount, Pieces
from crediario.domain.money import Money
from crediario.domain.tender import Method

#: What moved a session's money, as its movements keep it.
MovementKind = Literal[
    "receipt", "reversal", "change_rounding", "refund", "cash_supply", "cash_drop", "correction"
]


@dataclass(frozen=True, slots=True)
class MovementSum:
    """All movements of one kind by one means of payment.

    Attributes:
        count: how many there were.
        amount: their sum, signed: what left the till is negative.
    """

    kind: MovementKind
    method: Method
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class CashSheetContent:
    """A whole sheet of a cash closing (fechamento de caixa).

    Attributes:
        number: of the store's series of closings; None in a preview of one not made yet.
        till: as people call it, ``02``.
        operator: who opened the session, short.
        closed_by: who counted and closed it, short.
        opened_at: local time.
        closed_at: local time; of a preview when it was looked at.
        opening_float: the float it opened with (fundo de troco).
        movements: in any order; the sheet groups them by kind.
        counts: each means of payment, cash first; cash is expected with the float.
        pieces: notes and coins of the drawer, the largest first; empty where only the sum was counted.
        times_counted: how often the drawer was counted before closing.
        float_left: what stays in the drawer for the next session.
        collected: what went to the safe.
        note: why it differs, or whatever was written; may be empty.
        released_by: who released a difference above the tolerance, short; empty when nobody had to.
        audit_number: of the last audit row when it closed; None where the chain has not begun.
        audit_hash: its hash, in hexadecimal; the sheet prints the first sixteen figures.
    """

    shop: ShopHeader
    number: int | None
    till: str
    operator: str
    closed_by: str
    opened_at: datetime
    closed_at: datetime
    opening_float: Money
    movements: tuple[MovementSum, ...]
    counts: tuple[MethodCount, ...]
    pieces: tuple[Pieces, ...]
    times_counted: int
    float_left: Money
    collected: Money
    note: str = ""
    released_by: str = ""
    audit_number: int | None = None
    audit_hash: str = ""
