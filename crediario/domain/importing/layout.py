"""Recognising a sheet's columns, by their titles and by what their cells look like."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median

from crediario.domain.br import fold
from crediario.domain.importing import content
from crediario.domain.importing.amounts import read_amount
from crediario.domain.importing.cells import Cell, Row, Sheet
from crediario.domain.importing.content import Column, columns_of, fit
from crediario.domain.importing.days import read_day
from crediario.domain.importing.headers import Guess, guesses, title_words
from crediario.domain.importing.mapping import REPEATABLE, Meaning, SheetMapping
from crediario.domain.importing.pieces import read_piece
from crediario.domain.importing.report import BadCell
from crediario.domain.importing.sections import names_above
from crediario.domain.importing.titles import NumberedRow, find_titles, is_repeated

#: Lines looked at: enough to see every way a column is written, few enough to be at once.
SAMPLE = 600
#: Titles that say only that there is a day, or an amount: several columns may have them.
_GENERIC = ({"day"}, {"value"})
_LEAST_FIT = 0.3
_FULL = 0.95
_SURE_WEIGHT = 5
#: People born later do not buy on credit; what a shop sells was due after.
_LAST_BIRTH_YEAR = 2010

_DAYS = (Meaning.DUE_DATE, Meaning.PAID_ON, Meaning.SOLD_ON, Meaning.BIRTH_DATE)


def recognise(sheet: Sheet) -> SheetMapping:
    """What each column of a sheet seems to mean; a person may correct it."""
    head = list(islice(sheet.rows(), SAMPLE))
    width = max((len(row) for _, row in head), default=0)
    titles = find_titles(head, width)
    sample = _sample(head, titles.lines, titles.headers)
    if sheet.delimited and titles.lines:
        width = _width_of(titles.headers, sample)
    meanings = _Recogniser(titles.headers[:width], columns_of(sample, width)).meanings()
    mapping = SheetMapping(sheet.name, titles.headers[:width], meanings, titles.lines)
    if Meaning.NAME in mapping.missing:
        above = [row for _, row in head if _holds_no_installment(row, mapping)]
        return replace(mapping, names_above=names_above(above, "" if sheet.delimited else sheet.name))
    return mapping


def _holds_no_installment(row: Row, mapping: SheetMapping) -> bool:
    """A line that may name somebody: words, and neither the titles again nor an amount or a due date."""
    of_installments = {Meaning.DUE_DATE, Meaning.AMOUNT}
    said = (cell for cell, meaning in zip(row, mapping.meanings, strict=False) if meaning in of_installments)
    return not is_repeated(row, mapping.headers) and all(cell is None for cell in said)


def _width_of(headers: Sequence[str], sample: Sequence[Row]) -> int:
    """How many columns a text table has: a few lines with more cells than titles were split wrongly."""
    titled = max(at for at, header in enumerate(headers) if header) + 1
    longer = sum(any(cell is not None for cell in row[titled:]) for row in sample)
    return titled if longer * 2 < len(sample) or not sample else len(headers)


def _sample(head: Sequence[NumberedRow], titles: tuple[int, ...], headers: Sequence[str]) -> list[Row]:
    after = max(titles, default=0)
    return [
        row
        for line, row in head
        if line > after and sum(cell is not None for cell in row) > 1 and not is_repeated(row, headers)
    ]


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    column: int
    meaning: Meaning


class _Recogniser:
    """Gives each column at most one meaning, the surest first."""

    def __init__(self, headers: Sequence[str], columns: Sequence[Column]) -> None:
        self._headers, self._columns = headers, columns
        self._found: dict[int, Meaning] = {}
        self._settle_twins()

    def _settle_twins(self) -> None:
        """Columns with the same title: the same cells are said twice, others only a person can tell apart.

        A title that says no more than "day" or "amount" is left to what the cells hold.
        """
        for twins in _twins(self._headers):
            first = guesses(self._headers[twins[0]])
            same = len({self._columns[at].cells for at in twins}) == 1
            if first and first[0].meaning not in REPEATABLE and (same or not self._is_generic(twins[0])):
                self._found.update(dict.fromkeys(twins[1:] if same else twins, Meaning.IGNORED))

    def meanings(self) -> tuple[Meaning, ...]:
        """The meaning of every column; IGNORED where nothing speaks for any."""
        self._take_titles()
        self._take_looks()
        self._take_days()
        self._take_amounts()
        self._take_numbers()
        self._split_notes()
        return tuple(self._found.get(at, Meaning.IGNORED) for at in range(len(self._columns)))

    def _free(self) -> list[int]:
        """Columns without a meaning yet, and with something in them."""
        return [at for at, column in enumerate(self._columns) if at not in self._found and column.filled]

    def _has(self, meaning: Meaning) -> bool:
        return meaning in self._found.values()

    def _column(self, meaning: Meaning) -> Column | None:
        return next((self._columns[at] for at, each in self._found.items() if each is meaning), None)

    # -- by title --------------------------------------------------------------------------------------------

    def _take_titles(self) -> None:
        candidates = sorted(self._titled(), key=lambda each: (-each.score, each.column))
        for each in candidates:
            taken = self._has(each.meaning) and each.meaning not in REPEATABLE
            if each.column not in self._found and not taken:
                self._found[each.column] = each.meaning

    def _titled(self) -> Iterator[_Candidate]:
        for at, column in enumerate(self._columns):
            for guess in self._guesses(at):
                how_well = fit(guess.meaning, column)
                if how_well >= _LEAST_FIT:
                    yield _Candidate(guess.weight * (0.25 + 0.75 * how_well), at, guess.meaning)
                elif guess.weight >= _SURE_WEIGHT and guess.meaning in _TOLD_BY_TITLE:
                    yield _Candidate(1.0, at, guess.meaning)

    def _guesses(self, at: int) -> tuple[Guess, ...]:
        title = self._headers[at]
        words = set(title_words(title)) - {"of"}
        if words in _GENERIC and self._alike(words) > 1:
            return ()
        previous = guesses(self._headers[at - 1]) if at else ()
        if words == {"number"} and previous and previous[0].meaning is Meaning.STREET:
            return (Guess(Meaning.STREET_NUMBER, _SURE_WEIGHT),)
        return guesses(title)

    def _alike(self, words: set[str]) -> int:
        return sum(set(title_words(title)) - {"of"} == words for title in self._headers)

    # -- by what the cells look like -------------------------------------------------------------------------

    def _take_looks(self) -> None:
        """What no title said and hardly anything else looks like."""
        for meaning, looks, least in _UNMISTAKABLE:
            if not self._has(meaning):
                self._take_best(meaning, looks, least)
        if not self._has(Meaning.NAME):
            self._take_best(Meaning.NAME, content.looks_like_name, 0.6, lambda column: column.distinct)
        if not self._has(Meaning.PHONE):
            self._take_best(Meaning.PHONE, content.looks_like_phone, 0.7)

    def _take_best(
        self,
        meaning: Meaning,
        looks: Callable[[Cell], bool],
        least: float,
        rank: Callable[[Column], float] | None = None,
    ) -> None:
        ranked = []
        for at in self._free():
            share = self._columns[at].share(looks)
            if share >= least:
                ranked.append((rank(self._columns[at]) if rank else share, -at))
        if ranked:
            self._found[-max(ranked)[1]] = meaning

    def _take_days(self) -> None:
        """Which day is which: the due date of each installment differs, the purchase's does not."""
        free = [at for at in self._free() if self._columns[at].share(content.looks_like_day) >= 0.6]
        for at in free:
            if _years(self._columns[at]) <= _LAST_BIRTH_YEAR and not self._has(Meaning.BIRTH_DATE):
                self._found[at] = Meaning.BIRTH_DATE
        free = [at for at in free if at not in self._found]
        full = [at for at in free if self._columns[at].share_filled > _FULL]
        moving = [at for at in full if not self._stands_still(at)]
        if self._only_a_person_knows(moving):
            return
        for meaning, choices in (
            (Meaning.DUE_DATE, moving or full or free),
            (Meaning.SOLD_ON, [at for at in full if at not in moving]),
            (Meaning.PAID_ON, free),
        ):
            left = [at for at in choices if at not in self._found]
            if left and not self._has(meaning):
                self._found[left[0]] = meaning

    def _stands_still(self, at: int) -> bool:
        """Whether a day stays the same from an installment to the next of the same sale."""
        pieces = self._column(Meaning.INSTALLMENT)
        cells = self._columns[at].cells
        numbers = [_piece_number(cell) for cell in pieces.cells] if pieces else [2] * len(cells)
        following = [
            place for place in range(1, len(cells)) if numbers[place] > 1 and cells[place] is not None
        ]
        same = sum(cells[place] == cells[place - 1] for place in following)
        return bool(following) and same >= 0.7 * len(following)

    def _take_amounts(self) -> None:
        """Which amount is which: one stands in every line, what was paid only where there is a payment."""
        free = [
            at
            for at in self._free()
            if self._columns[at].share(content.looks_like_money) >= 0.8
            and (self._columns[at].share(content.looks_like_cents) >= 0.3 or self._is_generic(at))
        ]
        balance = next((at for at, each in self._found.items() if each is Meaning.BALANCE), None)
        if not self._has(Meaning.AMOUNT) and not free and balance is not None:
            # A list of what is open says nothing else of how much each installment is.
            self._found[balance] = Meaning.AMOUNT
        if not self._has(Meaning.AMOUNT) and free:
            most = max(_cells_above_zero(self._columns[at]) for at in free)
            full = [at for at in free if _cells_above_zero(self._columns[at]) >= 0.95 * most]
            if not self._only_a_person_knows(full):
                self._found[min(full, key=lambda at: (_middle(self._columns[at]), at))] = Meaning.AMOUNT
        if not self._has(Meaning.PAID_AMOUNT) and self._has(Meaning.PAID_ON):
            left = [at for at in free if at not in self._found and self._goes_with_payments(at)]
            if left:
                self._found[left[0]] = Meaning.PAID_AMOUNT

    def _is_generic(self, at: int) -> bool:
        return set(title_words(self._headers[at])) - {"of"} in _GENERIC

    def _only_a_person_knows(self, columns: Sequence[int]) -> bool:
        """Whether two columns with the same title are both filled in every line."""
        titles = [fold(self._headers[at]) for at in columns if self._headers[at]]
        return len(titles) > len(set(titles))

    def _goes_with_payments(self, at: int) -> bool:
        paid = self._column(Meaning.PAID_ON)
        cells = self._columns[at].cells
        agree = [
            _is_above_zero(cell) == (day is not None)
            for cell, day in zip(cells, paid.cells if paid else (), strict=False)
        ]
        return bool(agree) and sum(agree) >= 0.9 * len(agree)

    def _take_numbers(self) -> None:
        """Columns without a title whose numbers stay the same along a sale, or along a customer."""
        pieces, names = self._column(Meaning.INSTALLMENT), self._column(Meaning.NAME)
        for at in self._free():
            column = self._columns[at]
            if self._headers[at] or pieces is None or column.share(_is_number_of_something) < 0.9:
                continue
            if not self._stands_still(at):
                continue
            of_names = names is not None and len(set(column.filled)) <= len(
                {str(n).casefold() for n in names.filled}
            )
            meaning = Meaning.OLD_CODE if of_names else Meaning.OLD_NUMBER
            if not self._has(meaning):
                self._found[at] = meaning

    def _split_notes(self) -> None:
        """Notes beside installments say what was bought; with a number before it when each has one."""
        if not (self._has(Meaning.DUE_DATE) or self._has(Meaning.INSTALLMENT)):
            return
        texts = (Meaning.NOTES, Meaning.ITEM)
        for at in [at for at, meaning in self._found.items() if meaning in texts] + self._free():
            column = self._columns[at]
            if at in self._found or column.share(content.looks_like_words) >= 0.6:
                numbered = column.share(content.looks_like_number_and_item) >= 0.8
                if numbered and not self._has(Meaning.OLD_NUMBER) and self._numbers_stand_still(at):
                    self._found[at] = Meaning.NUMBER_AND_ITEM
                elif at not in self._found or not self._has(Meaning.ITEM):
                    self._found.setdefault(at, Meaning.ITEM) if self._headers[at] == "" else None
                    if self._found.get(at) is Meaning.NOTES:
                        self._found[at] = Meaning.ITEM

    def _numbers_stand_still(self, at: int) -> bool:
        """Whether the numbers before the words tell sales, and not how many pieces of something."""
        numbers = [
            match[1]
            for cell in self._columns[at].filled
            if isinstance(cell, str) and (match := content.NUMBER_THEN_WORDS.fullmatch(cell))
        ]
        return len(set(numbers)) > 1 or len(numbers) < 20


#: Told by their titles even when most cells are wrong: the lines are refused, not the column overlooked.
_TOLD_BY_TITLE = frozenset(
    {Meaning.DOCUMENT, Meaning.DUE_DATE, Meaning.PAID_ON, Meaning.SOLD_ON, Meaning.AMOUNT,
     Meaning.PAID_AMOUNT, Meaning.STATUS, Meaning.EMAIL, Meaning.CEP, Meaning.BIRTH_DATE, Meaning.COUNT}
)  # fmt: skip
_UNMISTAKABLE: tuple[tuple[Meaning, Callable[[Cell], bool], float], ...] = (
    (Meaning.DOCUMENT, content.looks_like_document, 0.7),
    (Meaning.INSTALLMENT, content.looks_like_piece, 0.8),
    (Meaning.EMAIL, content.LOOKS[Meaning.EMAIL], 0.8),
    (Meaning.UF, content.LOOKS[Meaning.UF], 0.9),
    (Meaning.CEP, lambda cell: bool(re.fullmatch(r"[0-9]{5}-[0-9]{3}", str(cell))), 0.8),
)


def _twins(headers: Sequence[str]) -> list[list[int]]:
    """Columns that share a title, by title."""
    by_title: dict[str, list[int]] = defaultdict(list)
    for at, header in enumerate(headers):
        if header:
            by_title[fold(header)].append(at)
    return [columns for columns in by_title.values() if len(columns) > 1]


def _piece_number(cell: Cell) -> int:
    try:
        piece = read_piece(cell)
    except BadCell:
        return 0
    return piece.number if piece else 0


def _years(column: Column) -> float:
    years = []
    for cell in column.filled:
        try:
            day = read_day(cell)
        except BadCell:
            continue
        if day:
            years.append(day.year)
    return median(years) if years else 9999


def _cents(cell: Cell) -> int:
    try:
        amount = read_amount(cell)
    except BadCell:
        return 0
    return amount.cents if amount else 0


def _is_above_zero(cell: Cell) -> bool:
    return _cents(cell) > 0


def _cells_above_zero(column: Column) -> int:
    return sum(map(_is_above_zero, column.cells))


def _middle(column: Column) -> float:
    return median([_cents(cell) for cell in column.filled])


def _is_number_of_something(cell: Cell) -> bool:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return re.fullmatch(r"[0-9]{1,12}", text) is not None
