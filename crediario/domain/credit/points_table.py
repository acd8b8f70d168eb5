"""The points table of the analysis: what is asked about a customer, and the points each answer earns."""

from dataclasses import dataclass
from enum import StrEnum

from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.errors import Refusal

POINTS_LIMIT = 1_000


class Item(StrEnum):
    """What the analysis looks at (item da análise)."""

    AGE = "age"
    YEARS_AT_ADDRESS = "years_at_address"
    HOUSING = "housing"
    YEARS_IN_JOB = "years_in_job"
    PROOF_OF_INCOME = "proof_of_income"
    PHONES = "phones"
    REFERENCES = "references"
    BUREAU = "bureau"


class BureauResult(StrEnum):
    """What the credit bureau answered, as typed in (consulta)."""

    CLEAN = "clean"
    RESTRICTED = "restricted"
    NOT_CONSULTED = "not_consulted"


#: What each item answered by a choice may be answered with; the others are answered with a number.
CHOICES: dict[Item, tuple[StrEnum, ...]] = {
    Item.HOUSING: tuple(Housing),
    Item.PROOF_OF_INCOME: tuple(IncomeProof),
    Item.BUREAU: tuple(BureauResult),
}
NUMBERS = tuple(item for item in Item if item not in CHOICES)


@dataclass(eq=False)
class PointsTableIncomplete(Refusal):
    """The table lacks an item, has one twice, or lacks an answer of one."""

    item: Item


@dataclass(eq=False)
class BandsNotAscending(Refusal):
    """The bands of an item answered by a number start at zero and rise."""

    item: Item


@dataclass(eq=False)
class PointsOutOfRange(Refusal):
    """Points below zero, or more than any table needs."""

    item: Item
    points: int
    limit: int


@dataclass(eq=False)
class CutOffsOutOfOrder(Refusal):
    """Refusing begins below approving, and approving is possible at all."""

    refuse_below: int
    approve_from: int
    maximum: int


@dataclass(frozen=True, slots=True)
class NumberBand:
    """From this number on, that many points."""

    start: int
    points: int


@dataclass(frozen=True, slots=True)
class ChoicePoints:
    """The points of one answer."""

    choice: str
    points: int


@dataclass(frozen=True, slots=True)
class NumberItem:
    """An item answered by a number: years, or how many.

    Raises:
        BandsNotAscending, PointsOutOfRange.
    """

    item: Item
    bands: tuple[NumberBand, ...]

    def __post_init__(self) -> None:
        starts = [band.start for band in self.bands]
        if not starts or starts[0] != 0 or starts != sorted(set(starts)):
            raise BandsNotAscending(self.item)
        _check_points(self.item, [band.points for band in self.bands])

    def points(self, number: int) -> int:
        """The points of the last band that starts at or below ``number``; below zero counts as zero."""
        return next(band.points for band in reversed(self.bands) if band.start <= max(number, 0))

    @property
    def maximum(self) -> int:
        """The most this item can earn."""
        return max(band.points for band in self.bands)


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """An item answered by one of a few words.

    Raises:
        PointsTableIncomplete, PointsOutOfRange.
    """

    item: Item
    choices: tuple[ChoicePoints, ...]

    def __post_init__(self) -> None:
        if sorted(row.choice for row in self.choices) != sorted(CHOICES.get(self.item, ())):
            raise PointsTableIncomplete(self.item)
        _check_points(self.item, [row.points for row in self.choices])

    def points(self, choice: str) -> int:
        """The points of that answer."""
        return next(row.points for row in self.choices if row.choice == choice)

    @property
    def maximum(self) -> int:
        """The most this item can earn."""
        return max(row.points for row in self.choices)


def _check_points(item: Item, points: list[int]) -> None:
    for value in points:
        if not 0 <= value <= POINTS_LIMIT:
            raise PointsOutOfRange(item, value, POINTS_LIMIT)


def _numbers(item: Item, *bands: tuple[int, int]) -> NumberItem:
    return NumberItem(item, tuple(NumberBand(start, points) for start, points in bands))


def _choices(item: Item, *choices: tuple[str, int]) -> ChoiceItem:
    return ChoiceItem(item, tuple(ChoicePoints(choice, points) for choice, points in choices))


#: A hundred points at best: stable home and work, proved income, a clean answer of the bureau.
SEEDED_NUMBERS = (
    _numbers(Item.AGE, (0, 0), (18, 4), (25, 7), (35, 10)),
    _numbers(Item.YEARS_AT_ADDRESS, (0, 0), (1, 4), (3, 8), (5, 12)),
    _numbers(Item.YEARS_IN_JOB, (0, 0), (1, 6), (3, 10), (5, 14)),
    _numbers(Item.PHONES, (0, 0), (1, 4), (2, 8)),
    _numbers(Item.REFERENCES, (0, 0), (1, 4), (2, 8)),
)
SEEDED_CHOICES = (
    _choices(
        Item.HOUSING,
        (Housing.OWN, 10),
        (Housing.FINANCED, 8),
        (Housing.FAMILY, 6),
        (Housing.RENTED, 5),
        (Housing.LENT, 2),
    ),
    _choices(
        Item.PROOF_OF_INCOME,
        (IncomeProof.PAYSLIP, 14),
        (IncomeProof.BENEFIT, 14),
        (IncomeProof.TAX_RETURN, 12),
        (IncomeProof.BANK_STATEMENT, 10),
        (IncomeProof.DECLARED, 4),
        (IncomeProof.NONE, 0),
    ),
    _choices(
        Item.BUREAU,
        (BureauResult.CLEAN, 24),
        (BureauResult.NOT_CONSULTED, 8),
        (BureauResult.RESTRICTED, 0),
    ),
)


@dataclass(frozen=True, slots=True)
class PointsTable:
    """Every item with its points, and the two cut-offs.

    Attributes:
        numbers: the items answered by a number.
        choices: the items answered by a word.
        approve_from: points from which the whole suggested limit is proposed.
        refuse_below: points below which the refusal is proposed; between the two, less is approved.

    Raises:
        PointsTableIncomplete, CutOffsOutOfOrder.

    Rule: product.md B2. See docs/regras.md#analise.
    """

    numbers: tuple[NumberItem, ...] = SEEDED_NUMBERS
    choices: tuple[ChoiceItem, ...] = SEEDED_CHOICES
    approve_from: int = 60
    refuse_below: int = 40

    def __post_init__(self) -> None:
        _check_all_once([row.item for row in self.numbers], NUMBERS)
        _check_all_once([row.item for row in self.choices], tuple(CHOICES))
        if not 0 <= self.refuse_below <= self.approve_from <= self.maximum:
            raise CutOffsOutOfOrder(self.refuse_below, self.approve_from, self.maximum)

    @property
    def rows(self) -> tuple[NumberItem | ChoiceItem, ...]:
        """Every item, those answered by a number first."""
        return (*self.numbers, *self.choices)

    @property
    def maximum(self) -> int:
        """The most anybody can earn."""
        return sum(row.maximum for row in self.rows)

    def row(self, item: Item) -> NumberItem | ChoiceItem:
        """The row of that item."""
        return next(row for row in self.rows if row.item is item)


def _check_all_once(found: list[Item], wanted: tuple[Item, ...]) -> None:
    for item in wanted:
        if found.count(item) != 1:
            raise PointsTableIncomplete(item)
    for item in found:
        if item not in wanted:
            raise PointsTableIncomplete(item)
