"""What the readers of statements share: the statement as written, and amounts with their sign."""

import re
from dataclasses import dataclass
from datetime import date

from crediario.domain.bank_statement import WrittenLine
from crediario.domain.errors import Refusal
from crediario.domain.importing.amounts import AmountStyle, read_amount
from crediario.domain.importing.cells import Cell
from crediario.domain.importing.report import BadCell, RefusedReason
from crediario.domain.money import Money

DESCRIPTION_LIMIT = 200
_MINUS = re.compile(r"^\(.*\)$|[-−]|\b[dD](?:[eéEÉ][bB]\w*)?\.?$")
_SIGNS = re.compile(r"[-−+()]|\s*\b(?:[cC]|[dD])(?:[rReEéÉ]\w*)?\.?$")


@dataclass(eq=False)
class StatementDamaged(Refusal):
    """A line cannot be read for sure; a statement of which a part is missing is no statement.

    Attributes:
        line: as a spreadsheet counts it; the number of the entry in an OFX.
        text: what stood there.
    """

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class WrittenStatement:
    """A statement before its lines are told apart."""

    bank: str
    account: str
    first_day: date | None
    last_day: date | None
    lines: tuple[WrittenLine, ...]


def signed_amount(cell: Cell, style: AmountStyle) -> Money | None:
    """The amount in a cell, below zero for "-1,00", "(1,00)", "1,00-" and "1,00 D"; None when it is empty.

    Raises:
        BadCell: no amount, or one with two readings.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        amount = read_amount(abs(cell), style)
        return _signed(amount.cents, cell < 0, amount.rounded) if amount else None
    if not isinstance(cell, str):
        return None
    bare = re.sub(r"(?i)r\$", "", cell).strip()
    amount = read_amount(unsigned(bare), style)
    return _signed(amount.cents, _MINUS.search(bare) is not None, amount.rounded) if amount else None


def unsigned(text: str) -> str:
    """An amount's text without sign, currency, or the letter for credit and debit."""
    return _SIGNS.sub("", re.sub(r"(?i)r\$", "", text).strip()).strip()


def _signed(cents: int, negative: bool, rounded: bool) -> Money:
    if rounded:
        raise BadCell(RefusedReason.INVALID_AMOUNT)
    return Money(-cents if negative else cents)


def one_line(*texts: str) -> str:
    """Texts beside each other, each once, single-spaced, cut where the table cuts them."""
    found: list[str] = []
    for text in (" ".join(text.split()) for text in texts):
        if text and not any(text in before for before in found):
            found = [before for before in found if before not in text] + [text]
    return " · ".join(found)[:DESCRIPTION_LIMIT]
