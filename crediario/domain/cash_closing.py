"""Counting a drawer and closing its session: notes and coins, what is missing, who has to say yes to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, AmountTooLarge, Money, check_amount
from crediario.domain.tender import Method

#: Cédulas and moedas that circulate, the largest first. The coin of one centavo is no longer struck but is
#: still money, and without it a drawer that gives exact change could not be counted to the centavo.
NOTES = tuple(Money(reais * 100) for reais in (200, 100, 50, 20, 10, 5, 2))
COINS = tuple(Money(cents) for cents in (100, 50, 25, 10, 5, 1))
DENOMINATIONS = NOTES + COINS
#: What a session is closed with; credit of the shop moves none.
MEANS = (Method.CASH, Method.PIX, Method.DEBIT, Method.CREDIT, Method.CHEQUE)
#: More pieces of one value than any drawer holds: a slip of the keyboard stops here.
MOST_PIECES = 99_999
#: A blind count that does not match may be counted again so many times; what is counted last stands.
RECOUNTS = 2
#: Letters of what is noted beside a closing.
NOTE_LENGTH = 200


@dataclass(eq=False)
class UnknownDenomination(Refusal):
    """There is no note nor coin of that value."""

    value: Money


@dataclass(eq=False)
class PiecesOutOfRange(Refusal):
    """Less than none of a note, or more than a drawer holds."""

    value: Money
    most: int


@dataclass(eq=False)
class CountMissing(Refusal):
    """A means of payment that has to be counted was not."""

    method: Method


@dataclass(eq=False)
class CountNotKept(Refusal):
    """The closing is by another count than the one kept last."""


@dataclass(eq=False)
class FloatTooLarge(Refusal):
    """More is to stay in the drawer than was counted in it."""

    counted: Money


@dataclass(eq=False)
class NotInDrawer(Refusal):
    """More is to be taken out of a drawer than it is expected to hold.

    It leaves a row in the audit: asked often enough it would tell what a blind count keeps back.
    """

    keeps_changes: ClassVar[bool] = True
    asked: Money


@dataclass(eq=False)
class DifferenceNotReleased(Refusal):
    """The difference is above the tolerance: it takes a reason and a release."""

    difference: Money
    tolerance: Money


@dataclass(eq=False)
class DifferenceReasonMissing(Refusal):
    """A difference above the tolerance says why."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many notes or coins of one value.

    Attributes:
        value: of one piece.
        quantity: how many, from none.
    """

    value: Money
    quantity: int

    @property
    def amount(self) -> Money:
        """What they are worth together."""
        return self.value * self.quantity


def pieces_for(amount: Money) -> tuple[Pieces, ...]:
    """The fewest notes and coins that make an amount, the largest first: what to hand over as change.

    Exact to the centavo. The largest piece that still fits is always the right one with these values.

    Args:
        amount: zero or more; of zero there is nothing to hand over.

    Rule: product.md D2. See docs/regras.md#troco.
    """
    left, pieces = max(amount.cents, 0), list[Pieces]()
    for value in DENOMINATIONS:
        quantity, left = divmod(left, value.cents)
        if quantity:
            pieces.append(Pieces(value, quantity))
    return tuple(pieces)


def checked_pieces(pieces: Iterable[Pieces]) -> tuple[Pieces, ...]:
    """What was counted, each value once, the largest first and only those of which there is some.

    Raises:
        UnknownDenomination, PiecesOutOfRange, AmountTooLarge.
    """
    counted = dict.fromkeys(DENOMINATIONS, 0)
    for each in pieces:
        if each.value not in counted:
            raise UnknownDenomination(each.value)
        counted[each.value] += each.quantity
        if each.quantity < 0 or counted[each.value] > MOST_PIECES:
            raise PiecesOutOfRange(each.value, MOST_PIECES)
    return tuple(Pieces(value, quantity) for value, quantity in counted.items() if quantity)


def counted_total(pieces: Iterable[Pieces]) -> Money:
    """What the notes and coins come to.

    Raises:
        the refusals of ``checked_pieces``.
    """
    return Money.total(each.amount for each in checked_pieces(pieces))


@dataclass(frozen=True, slots=True)
class MethodCount:
    """One means of payment at a closing: what the program expects and what was found.

    Attributes:
        expected: by the session's movements; for cash, with the float.
        counted: in the drawer, on the card machine's report, in the pile of cheques.
    """

    method: Method
    expected: Money
    counted: Money

    @property
    def difference(self) -> Money:
        """Counted less expected: what is missing (falta) is negative, what is too much (sobra) positive."""
        return self.counted - self.expected


def has_to_be_counted(method: Method, expected: Money) -> bool:
    """Whether a person has to count that means of payment before the session closes.

    The drawer always. A Pix was confirmed one by one, by its code; where nothing came in, there is
    nothing to count.

    Rule: product.md D8. See docs/regras.md#fechamento.
    """
    if method is Method.CASH:
        return True
    return method in COUNTED_ON_PAPER and expected > Money.ZERO


#: Told by the card machine's report, or by the cheques themselves.
COUNTED_ON_PAPER = frozenset({Method.DEBIT, Method.CREDIT, Method.CHEQUE})


def compared(expected: Mapping[Method, Money], counted: Mapping[Method, Money]) -> tuple[MethodCount, ...]:
    """Every means of payment of the session, what was counted beside what was expected.

    One that need not be counted, and was not, stands as expected.

    Args:
        expected: cash always among them.
        counted: what people counted.

    Raises:
        CountMissing: one that has to be counted was not.
        AmountTooLarge, PiecesOutOfRange: a count that cannot be.

    Rule: product.md D8. See docs/regras.md#fechamento.
    """
    lines = []
    for method in MEANS:
        if method not in expected and method not in counted:
            continue
        owed = expected.get(method, Money.ZERO)
        if method not in counted and has_to_be_counted(method, owed):
            raise CountMissing(method)
        lines.append(MethodCount(method, owed, _checked_count(counted.get(method, owed))))
    return tuple(lines)


def _checked_count(amount: Money) -> Money:
    if abs(amount) > MAX_AMOUNT:
        raise AmountTooLarge(MAX_AMOUNT)
    return amount


def worst_difference(lines: Sequence[MethodCount]) -> Money:
    """The difference furthest from zero: a lack in one means is not made up by a surplus in another."""
    return max((line.difference for line in lines), key=abs, default=Money.ZERO)


def needs_release(lines: Sequence[MethodCount], tolerance: Money) -> bool:
    """Whether a manager has to release the closing: some means differs by more than the shop tolerates.

    Rule: product.md D8; reliability.md A3. See docs/regras.md#fechamento.
    """
    return abs(worst_difference(lines)) > tolerance


def check_difference(lines: Sequence[MethodCount], tolerance: Money, note: str, *, released: bool) -> None:
    """Refuses to close with more difference than tolerated, unless why is said and a manager agrees.

    Raises:
        DifferenceReasonMissing, DifferenceNotReleased.

    Rule: product.md D8; reliability.md A3. See docs/regras.md#fechamento.
    """
    if not needs_release(lines, tolerance):
        return
    if not note:
        raise DifferenceReasonMissing
    if not released:
        raise DifferenceNotReleased(worst_difference(lines), tolerance)


def check_opening(amount: Money) -> None:
    """Refuses a float that no drawer begins with; an empty drawer is one to begin with.

    Raises:
        AmountNotPositive, AmountTooLarge.
    """
    if amount:
        check_amount(amount)


def check_float(amount: Money, counted: Money) -> None:
    """Refuses to leave in the drawer what is not in it.

    Raises:
        FloatTooLarge, AmountNotPositive.
    """
    if amount > counted:
        raise FloatTooLarge(counted)
    check_opening(amount)
