"""Which installments make one sale: by the contract's number, else those that follow each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median_low

from crediario.domain.calendar import add_months
from crediario.domain.importing.lines import Line
from crediario.domain.importing.mapping import Meaning
from crediario.domain.importing.persons import Person
from crediario.domain.importing.report import NoteKind, RefusedReason
from crediario.domain.schedule import Every

#: Days between two due dates of each way of paying.
_PACES = ((10, Every.WEEK), (22, Every.FORTNIGHT), (45, Every.MONTH))
#: With this share of contracts whose installments clash, the column holds no contracts' numbers.
_MANY = 0.3
_LEAST_KEYS = 3
#: The last installment, or the first, takes the centavos that dividing leaves over.
_ODD_CENTS = 100

LineOf = tuple[Person, Line]


@dataclass(eq=False, slots=True)
class FileSale:
    """One sale of the file.

    Attributes:
        person: who bought.
        old_number: of the contract in the old system; empty without one.
        lines: its installments, in order, each number once.
        count: of how many installments it is, here or not.
        sold_on: day of the purchase.
        sold_on_assumed: the file did not say it: a month before the first due date.
    """

    person: Person
    old_number: str
    lines: list[Line]
    count: int = 0
    sold_on: date = date.min
    sold_on_assumed: bool = False

    @property
    def item(self) -> str:
        """What was bought, as the first line that says it does."""
        return next((line.item for line in self.lines if line.item), "")

    @property
    def first_due(self) -> date:
        """When the first of its installments that are here is due."""
        return min(line.due for line in self.lines)

    @property
    def every(self) -> Every:
        """How far apart its due dates are."""
        return pace_of([(line.number, line.due) for line in self.lines])


@dataclass(slots=True)
class Sales:
    """Every sale of a file, and the lines that did not fit into one."""

    sales: list[FileSale] = field(default_factory=list)
    refused: list[tuple[Line, Meaning, RefusedReason]] = field(default_factory=list)
    notes: list[tuple[Line, Meaning, NoteKind]] = field(default_factory=list)
    #: Lines that say again what another line of the file says.
    repeated: int = 0


def pace_of(pieces: Sequence[tuple[int, date]]) -> Every:
    """How far apart due dates are; monthly when there are too few to tell."""
    ordered = sorted(pieces)
    gaps = [
        (later - earlier).days / (number - before)
        for (before, earlier), (number, later) in pairwise(ordered)
        if number > before
    ]
    if not gaps:
        return Every.MONTH
    typical = median_low(gaps)
    return next((every for most, every in _PACES if typical < most), Every.TWO_MONTHS)


def find_sales(lines: Sequence[LineOf], today: date) -> Sales:
    """Puts the installments of each sale together.

    Args:
        lines: each with its customer, in the order of the file.
        today: nothing was sold after it.

    Rule: product.md K4. See docs/regras.md#importacao.
    """
    found = Sales()
    numbered, loose = _split(lines)
    groups = [*_contracts(numbered), *_counted_groups(loose), *_chains(loose)]
    groups.sort(key=lambda group: (group[0][1].sheet, group[0][1].line))
    for group in groups:
        sale = _sale(group, found, today)
        if sale is not None:
            found.sales.append(sale)
    return found


def _split(lines: Sequence[LineOf]) -> tuple[list[LineOf], list[LineOf]]:
    """Lines with a contract's number, and those without; numbers that cannot be contracts' count as none."""
    numbered = [each for each in lines if each[1].old_number]
    if not (_clash(numbered) or _are_of_each_line(numbered)):
        return numbered, [each for each in lines if not each[1].old_number]
    for _, line in numbered:
        line.item = " ".join(part for part in (line.old_number, line.item) if part)
        line.old_number = ""
    return [], list(lines)


def _contracts(lines: Iterable[LineOf]) -> list[list[LineOf]]:
    groups: dict[tuple[Person, str], list[LineOf]] = defaultdict(list)
    for person, line in lines:
        groups[person, line.old_number].append((person, line))
    return list(groups.values())


def _clash(lines: Iterable[LineOf]) -> bool:
    """Whether the same number stands on many different installments with the same place: no contract does."""
    clashing = several = 0
    for group in _contracts(lines):
        if len(group) > 1:
            several += 1
            dues: dict[int, set[date]] = defaultdict(set)
            for _, line in group:
                dues[line.number].add(line.due)
            clashing += any(number and len(days) > 1 for number, days in dues.items())
    return clashing >= _LEAST_KEYS and clashing > _MANY * several


def _are_of_each_line(lines: Sequence[LineOf]) -> bool:
    """Whether installments that follow each other have numbers of their own: titles, not contracts."""
    place: dict[tuple[Person, int, int, int], set[str]] = defaultdict(set)
    for person, line in lines:
        place[person, line.count, _offset(line), line.number].add(line.old_number)
    differ = agree = 0
    for person, line in lines:
        before = place.get((person, line.count, _offset(line), line.number - 1)) if line.number > 1 else None
        if before:
            agree += line.old_number in before
            differ += line.old_number not in before
    return differ >= _LEAST_KEYS and differ > 2 * agree


def _offset(line: Line) -> int:
    """The same for all monthly installments of a sale: the month in which number 0 would be due."""
    return line.due.year * 12 + line.due.month - line.number


def _counted_groups(loose: Iterable[LineOf]) -> list[list[LineOf]]:
    """Lines that say of how many but not which: so many of the same amount, by their due dates."""
    groups: dict[tuple[Person, int, int], list[LineOf]] = defaultdict(list)
    for person, line in loose:
        if not line.number and line.count:
            groups[person, line.count, line.cents].append((person, line))
    return [
        ordered[start : start + count]
        for (_, count, _), group in groups.items()
        for ordered in (sorted(group, key=_by_due),)
        for start in range(0, len(ordered), count)
    ]


def _by_due(each: LineOf) -> tuple[date, int, int]:
    return each[1].due, each[1].sheet, each[1].line


def _chains(loose: Iterable[LineOf]) -> list[list[LineOf]]:
    """Without a number: 1/n, 2/n … that follow each other; a line that says neither is a sale by itself."""
    alone: list[list[LineOf]] = []
    groups: dict[tuple[Person, int], list[LineOf]] = defaultdict(list)
    for person, line in loose:
        if line.number:
            groups[person, line.count].append((person, line))
        elif not line.count:
            alone.append([(person, line)])
    return alone + [
        chain for group in groups.values() for day in _by_purchase(group) for chain in _Chains(day).all
    ]


def _by_purchase(group: Sequence[LineOf]) -> list[list[LineOf]]:
    """The lines of each day of purchase, where every line says it; else all of them together."""
    if not all(line.sold_on for _, line in group):
        return [list(group)]
    days: dict[date | None, list[LineOf]] = defaultdict(list)
    for each in group:
        days[each[1].sold_on].append(each)
    return list(days.values())


class _Chains:
    """Installments of one customer, all "of n", put one after the other.

    Whichever chain fits best goes on: the same amount in the next month, then one of both, then any that
    waits for this number, then nearly the same amount in its own month after a gap.
    """

    def __init__(self, group: Iterable[LineOf]) -> None:
        self.all: list[list[LineOf]] = []
        self._waiting: dict[tuple[object, ...], list[list[LineOf]]] = defaultdict(list)
        for each in sorted(group, key=_by_due):
            chain = self._fitting(each[1])
            if chain is None:
                chain = []
                self.all.append(chain)
            chain.append(each)
            for key in _keys(each[1], each[1].number):
                self._waiting[key].append(chain)

    def _fitting(self, line: Line) -> list[LineOf] | None:
        for key in _keys(line, line.number - 1):
            waiting = self._waiting.get(key, [])
            for chain in waiting:
                last = chain[-1][1]
                goes_on = last.number < line.number and last.due < line.due
                if (
                    goes_on
                    and key in _keys(last, last.number)
                    and (key[0] != "gap" or nearly_same(last.cents, line.cents))
                ):
                    waiting.remove(chain)
                    return chain
        return None


def _keys(line: Line, last: int) -> tuple[tuple[object, ...], ...]:
    """What a chain that ends with number ``last`` is looked for by, the closest first."""
    offset, cents = _offset(line), line.cents
    return (
        ("both", last, offset, cents),
        ("amount", last, cents),
        ("month", last, offset),
        ("number", last),
        ("gap", offset),
    )


def nearly_same(one: int, other: int) -> bool:
    """Whether two amounts, in centavos, differ by no more than what dividing a price leaves over."""
    return abs(one - other) <= max(_ODD_CENTS, one // 50)


def _sale(group: Sequence[LineOf], found: Sales, today: date) -> FileSale | None:
    person = group[0][0]
    lines = _numbered_once([line for _, line in group], found)
    if not lines:
        return None
    count = max([len(lines), *(line.count for line in lines), *(line.number for line in lines)])
    sale = FileSale(person, lines[0].old_number, lines, count)
    _date(sale, found, today)
    return sale if sale.lines else None


def _numbered_once(lines: Sequence[Line], found: Sales) -> list[Line]:
    """Each installment once, in order; what another line says again is repeated, what it denies refused."""
    kept: dict[int, Line] = {}
    for line in lines:
        if not line.number:
            continue
        other = kept.get(line.number)
        if other is None:
            kept[line.number] = line
        elif (other.due, other.cents) == (line.due, line.cents):
            found.repeated += 1
            if other.is_open and not line.is_open:
                kept[line.number] = line
        else:
            clash = clash_with(other.due, other.cents, line)
            found.refused.append((line, *clash))
    _give_numbers([line for line in lines if not line.number], kept, found)
    return [kept[number] for number in sorted(kept)]


def clash_with(due: date, cents: int, line: Line) -> tuple[Meaning, RefusedReason]:
    """What a line says otherwise about an installment that is known."""
    if due != line.due:
        return Meaning.DUE_DATE, RefusedReason.OTHER_DUE_DATE
    return Meaning.AMOUNT, RefusedReason.OTHER_AMOUNT


def _give_numbers(lines: Sequence[Line], kept: dict[int, Line], found: Sales) -> None:
    """Lines that do not say which installment they are: by their due dates, in the places left free."""
    if not kept and len(lines) == 1 and lines[0].count > 1:
        found.refused.append((lines[0], Meaning.COUNT, RefusedReason.WHOLE_SALE))
        return
    number = 0
    for line in sorted(lines, key=lambda each: (each.due, each.sheet, each.line)):
        same = [each for each in kept.values() if (each.due, each.cents) == (line.due, line.cents)]
        if same:
            found.repeated += 1
            continue
        number = next(free for free in range(number + 1, len(kept) + 2 + number) if free not in kept)
        line.number, line.guessed = number, True
        kept[number] = line


def _date(sale: FileSale, found: Sales, today: date) -> None:
    """Day of the purchase: the one most lines say, if it comes before everything else; else it is assumed."""
    said = Counter(line.sold_on for line in sale.lines if line.sold_on)
    day = said.most_common(1)[0][0] if said else None
    if day is not None and day <= sale.first_due:
        before = [line for line in sale.lines if line.paid_on and line.paid_on < day]
        found.refused += [(line, Meaning.PAID_ON, RefusedReason.PAID_BEFORE_PURCHASE) for line in before]
        sale.lines = [line for line in sale.lines if line not in before]
        sale.sold_on = day
        return
    if day is not None:
        found.notes.append((sale.lines[0], Meaning.SOLD_ON, NoteKind.SOLD_ON_ASSUMED))
    paid = [line.paid_on for line in sale.lines if line.paid_on]
    sale.sold_on = assumed_purchase([(line.number, line.due) for line in sale.lines], paid, today)
    sale.sold_on_assumed = True


def assumed_purchase(pieces: Sequence[tuple[int, date]], paid: Iterable[date], today: date) -> date:
    """The day of a purchase that nobody noted: a month before the first due date, never after a payment.

    Where the first installments are missing, monthly ones are counted back from those that are there.
    """
    first_number, first_due = min(pieces)
    if first_number > 1 and pace_of(pieces) is Every.MONTH:
        first_due = add_months(first_due, 1 - first_number)
    return min([add_months(first_due, -1), today, *paid])
