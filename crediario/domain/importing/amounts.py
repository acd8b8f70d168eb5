"""Amounts in cells: numbers as they are, texts in the way their whole column is written, nothing guessed."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from crediario.domain.importing.cells import Broken, Cell
from crediario.domain.importing.report import BadCell, RefusedReason
from crediario.domain.money import MAX_AMOUNT

#: A fraction of a centavo this small is how binary numbers are kept, and nobody's price.
_NOISE = Decimal("0.000001")
_EMPTY = re.compile(r"[-–—./\s]*")
_MINUS = ("-", "−", "(")
_COMMA = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))?")
_POINT = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")
#: One mark and three digits after it: thousands in one way of writing, nothing in the other.
_EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class AmountStyle(StrEnum):
    """How a column writes its amounts: the decimal comma, the decimal point, or nothing that tells."""

    COMMA = "comma"
    POINT = "point"
    UNKNOWN = "unknown"


class Amount(NamedTuple):
    """Centavos; ``rounded`` when the cell held more decimals than money has."""

    cents: int
    rounded: bool = False


def amount_style(cells: Iterable[Cell]) -> AmountStyle:
    """How the texts of a column write amounts; UNKNOWN when none tells, or they disagree."""
    found = {style for cell in cells if isinstance(cell, str) for style in (_told_by(_bare(cell)),) if style}
    return found.pop() if len(found) == 1 else AmountStyle.UNKNOWN


def _told_by(bare: str) -> AmountStyle | None:
    if _EITHER.fullmatch(bare) or not re.search(r"[.,]", bare):
        return None
    if _COMMA.fullmatch(bare):
        return AmountStyle.COMMA
    return AmountStyle.POINT if _POINT.fullmatch(bare) else None


def _bare(text: str) -> str:
    return re.sub(r"(?i)r\$|reais|\s", "", text)


def read_amount(cell: Cell, style: AmountStyle = AmountStyle.UNKNOWN) -> Amount | None:
    """The amount in a cell; None when there is nothing but a dash.

    Args:
        cell: a number, or a text as "1.234,56", "R$ 88,69", "88.69".
        style: how the column writes, which decides what "12.345" is.

    Raises:
        BadCell: no amount, below zero, too large, or one that could be read in two ways.

    Rule: reliability.md A22. See docs/regras.md#importacao.
    """
    match cell:
        case None:
            return None
        case int() | float():
            return _of_number(cell)
        case str():
            return _of_text(cell, style)
        case Broken():
            raise BadCell.of(cell)
        case _:
            raise BadCell(RefusedReason.INVALID_AMOUNT)


def _of_number(number: float) -> Amount:
    cents = Decimal(repr(number)).scaleb(2)
    if not cents.is_finite():
        raise BadCell(RefusedReason.INVALID_AMOUNT)
    if cents > MAX_AMOUNT.cents:
        raise BadCell(RefusedReason.AMOUNT_TOO_LARGE)
    if cents < 0:
        raise BadCell(RefusedReason.NEGATIVE_AMOUNT)
    whole = cents.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if abs(cents - whole) <= _NOISE:
        return Amount(int(whole))
    # 12.345 typed with a point where a comma is meant: twelve thousand that a spreadsheet took for twelve.
    if cents == cents.quantize(Decimal("0.1")) and 1 <= abs(number) < 1000:
        raise BadCell(RefusedReason.AMBIGUOUS_AMOUNT)
    return Amount(int(whole), rounded=True)


def _of_text(text: str, style: AmountStyle) -> Amount | None:
    bare = _bare(text)
    if _EMPTY.fullmatch(bare):
        return None
    if bare.startswith(_MINUS) or bare.endswith("-"):
        raise BadCell(RefusedReason.NEGATIVE_AMOUNT)
    if _EITHER.fullmatch(bare):
        return _within(_thousands(bare, style) * 100)
    for pattern in (_COMMA, _POINT):
        if match := pattern.fullmatch(bare):
            whole, cents = match.groups()
            digits = re.sub(r"[.,]", "", whole)
            return _within(int(digits) * 100 + int((cents or "").ljust(2, "0")))
    raise BadCell(RefusedReason.INVALID_AMOUNT)


def _thousands(bare: str, style: AmountStyle) -> int:
    mark = {AmountStyle.COMMA: ".", AmountStyle.POINT: ","}.get(style)
    if mark is None or mark not in bare:
        raise BadCell(RefusedReason.AMBIGUOUS_AMOUNT)
    return int(bare.replace(mark, ""))


def _within(cents: int) -> Amount:
    if cents > MAX_AMOUNT.cents:
        raise BadCell(RefusedReason.AMOUNT_TOO_LARGE)
    return Amount(cents)
