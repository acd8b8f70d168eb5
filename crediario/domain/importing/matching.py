"""What of a file the shop has already: recognised, completed, settled, or refused where it disagrees."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from crediario.domain.importing.lines import Line, title_of
from crediario.domain.importing.mapping import Meaning
from crediario.domain.importing.persons import Person, may_be_same_name
from crediario.domain.importing.portfolio import Portfolio
from crediario.domain.importing.report import RefusedReason, RefusedRow, ShopTotals
from crediario.domain.importing.sales import FileSale, assumed_purchase, clash_with, nearly_same
from crediario.domain.money import Money


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """Somebody registered, as far as it takes to be recognised."""

    customer_id: int
    name_folded: str
    document: str | None
    code: str | None
    birth_date: date | None
    phone_tails: frozenset[str] = frozenset()


@dataclass(slots=True)
class KnownPiece:
    """An installment brought in earlier.

    Attributes:
        open_cents: what is still open of it here.
        received_here: something was received or agreed on here since.
    """

    installment_id: int
    number: int
    due: date
    cents: int
    open_cents: int
    received_here: bool


@dataclass(slots=True)
class KnownSale:
    """A sale brought in earlier, with its installments by number."""

    sale_id: int
    customer_id: int
    old_number: str
    count: int
    sold_on: date
    sold_on_assumed: bool
    pieces: dict[int, KnownPiece] = field(default_factory=dict)


@dataclass(slots=True)
class Known:
    """What the shop holds of the people and sales a file may name."""

    customers: list[KnownCustomer] = field(default_factory=list)
    sales: list[KnownSale] = field(default_factory=list)


@dataclass(slots=True)
class GrownSale:
    """A sale brought in earlier to which the file adds installments, or that its payments move back."""

    known: KnownSale
    added: list[Line] = field(default_factory=list)
    paid: list[date] = field(default_factory=list)


@dataclass(slots=True)
class ImportPlan:
    """What an import will write.

    Attributes:
        new_persons: customers to register.
        customer_ids: those recognised.
        new_sales: sales to write, in the order of the file.
        grown: sales that get more installments, or an earlier day.
        settled: open installments here that the file says were paid.
        repeated: lines that are here already.
        clashes: lines refused for what the shop holds.
        left_out: persons none of whose lines come in, and why.
    """

    new_persons: list[Person] = field(default_factory=list)
    customer_ids: dict[Person, int] = field(default_factory=dict)
    new_sales: list[FileSale] = field(default_factory=list)
    grown: dict[int, GrownSale] = field(default_factory=dict)
    settled: list[tuple[KnownSale, KnownPiece, Line]] = field(default_factory=list)
    repeated: int = 0
    clashes: list[tuple[Line, Meaning, RefusedReason]] = field(default_factory=list)
    left_out: dict[Person, RefusedReason] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """Installments that come in, and those settled."""
        added = sum(len(grown.added) for grown in self.grown.values())
        return sum(len(sale.lines) for sale in self.new_sales) + added + len(self.settled)

    @property
    def refused_lines(self) -> set[Line]:
        """The lines that clash."""
        return {line for line, _, _ in self.clashes}

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.new_persons or self.new)


def plan_import(portfolio: Portfolio, known: Known) -> ImportPlan:
    """Compares a file with what the shop holds.

    The same installment is recognised by its sale and number, and by its amount and due date where there are
    none. One that is open here and paid in the file is settled, unless something was received here since.

    Rule: product.md K4; reliability.md I19. See docs/regras.md#importacao.
    """
    plan = ImportPlan(repeated=portfolio.repeated)
    finder = _CustomerFinder(known.customers)
    for person in portfolio.persons:
        found = finder.find(person)
        if isinstance(found, RefusedReason):
            plan.left_out[person] = found
        elif found is None:
            plan.new_persons.append(person)
        else:
            plan.customer_ids[person] = found
    sales = _SaleMatcher(known.sales, plan)
    for sale in portfolio.sales:
        reason = plan.left_out.get(sale.person)
        if reason is not None:
            plan.clashes += [(line, COLUMN_AT_FAULT[reason], reason) for line in sale.lines]
        elif sale.person in plan.customer_ids:
            sales.match(sale, plan.customer_ids[sale.person])
        else:
            plan.new_sales.append(sale)
    return plan


#: The column at fault when a person cannot come in.
COLUMN_AT_FAULT = {
    RefusedReason.DOCUMENT_OF_ANOTHER: Meaning.DOCUMENT,
    RefusedReason.UNKNOWN_CODE: Meaning.OLD_CODE,
    RefusedReason.SAME_NAME: Meaning.NAME,
}


class _CustomerFinder:
    """Recognises registered customers by document, code, or name and something more."""

    def __init__(self, customers: Iterable[KnownCustomer]) -> None:
        self._by_document: dict[str, KnownCustomer] = {}
        self._by_code: dict[str, list[KnownCustomer]] = defaultdict(list)
        self._by_name: dict[str, list[KnownCustomer]] = defaultdict(list)
        for each in customers:
            if each.document:
                self._by_document[each.document] = each
            if each.code:
                self._by_code[each.code].append(each)
            self._by_name[each.name_folded].append(each)

    def find(self, person: Person) -> int | RefusedReason | None:
        """The customer's id; None for somebody new; or why the person's lines cannot come in."""
        folded = {each.folded for each in person.mentions if each.name}
        if person.document:
            same = self._by_document.get(person.document)
            if same is None:
                return None
            goes = not folded or any(may_be_same_name(name, same.name_folded) for name in folded)
            return same.customer_id if goes else RefusedReason.DOCUMENT_OF_ANOTHER
        coded = [
            each
            for code in person.codes
            for each in self._by_code.get(code, ())
            if not folded or any(may_be_same_name(name, each.name_folded) for name in folded)
        ]
        if coded or not folded:
            return _only(coded, None if folded else RefusedReason.UNKNOWN_CODE)
        return self._named(person, folded)

    def _named(self, person: Person, folded: set[str]) -> int | RefusedReason | None:
        namesakes = [each for name in sorted(folded) for each in self._by_name.get(name, ())]
        tails, birth_date = person.phone_tails, person.birth_date
        sure = [
            each
            for each in namesakes
            if tails & each.phone_tails or (birth_date and birth_date == each.birth_date)
        ]
        possible = [
            each
            for each in namesakes
            if not (tails and each.phone_tails)
            and not (birth_date and each.birth_date)
            and not (person.codes and each.code)
        ]
        return _only(sure or possible, None)


def _only(found: Sequence[KnownCustomer], nobody: RefusedReason | None) -> int | RefusedReason | None:
    ids = {each.customer_id for each in found}
    if len(ids) > 1:
        return RefusedReason.SAME_NAME
    return ids.pop() if ids else nobody


class _SaleMatcher:
    """Recognises sales brought in earlier; each is one sale of the file at most."""

    def __init__(self, sales: Iterable[KnownSale], plan: ImportPlan) -> None:
        self._plan = plan
        self._numbered: dict[tuple[int, str], KnownSale] = {}
        self._loose: dict[int, list[KnownSale]] = defaultdict(list)
        for sale in sales:
            if sale.old_number:
                self._numbered[sale.customer_id, sale.old_number] = sale
            else:
                self._loose[sale.customer_id].append(sale)

    def match(self, sale: FileSale, customer_id: int) -> None:
        """Puts a sale of a known customer where it belongs."""
        known = (
            self._numbered.get((customer_id, sale.old_number))
            if sale.old_number
            else self._loose_match(sale, self._loose[customer_id])
        )
        if known is None:
            self._plan.new_sales.append(sale)
            return
        for line in sale.lines:
            self._compare(known, line)

    def _loose_match(self, sale: FileSale, candidates: list[KnownSale]) -> KnownSale | None:
        """Without a number: the sale with most installments the same, else one that lacks just these."""
        tests: tuple[Callable[[KnownSale, FileSale], int], ...] = (_same_pieces, _goes_on)
        for test in tests:
            ranked = [(test(known, sale), -place) for place, known in enumerate(candidates)]
            best, place = max(ranked, default=(0, 0))
            if best:
                return candidates.pop(-place)
        return None

    def _compare(self, known: KnownSale, line: Line) -> None:
        piece = known.pieces.get(line.number)
        if line.guessed:
            same = (
                each for each in known.pieces.values() if (each.due, each.cents) == (line.due, line.cents)
            )
            piece = next(same, None)
            line.number = piece.number if piece else _free_number(known, line.number)
        if piece is None:
            self._add(known, line)
        elif (piece.due, piece.cents) != (line.due, line.cents):
            self._plan.clashes.append((line, *clash_with(piece.due, piece.cents, line)))
        elif line.open_cents >= piece.open_cents:
            self._plan.repeated += 1
        elif piece.received_here:
            self._plan.clashes.append((line, Meaning.PAID_ON, RefusedReason.RECEIVED_HERE))
        elif self._may_be_paid(known, line):
            self._plan.settled.append((known, piece, line))
            self._grown(known).paid += [line.paid_on] if line.paid_on else []

    def _add(self, known: KnownSale, line: Line) -> None:
        if self._may_be_paid(known, line):
            grown = self._grown(known)
            grown.added.append(line)
            grown.paid += [line.paid_on] if line.paid_on else []
            known.pieces[line.number] = KnownPiece(
                0, line.number, line.due, line.cents, line.open_cents, received_here=False
            )

    def _may_be_paid(self, known: KnownSale, line: Line) -> bool:
        if line.paid_on and line.paid_on < known.sold_on and not known.sold_on_assumed:
            self._plan.clashes.append((line, Meaning.PAID_ON, RefusedReason.PAID_BEFORE_PURCHASE))
            return False
        return True

    def _grown(self, known: KnownSale) -> GrownSale:
        return self._plan.grown.setdefault(known.sale_id, GrownSale(known))


def _same_pieces(known: KnownSale, sale: FileSale) -> int:
    """How many installments are the very same."""
    if sale.lines[0].guessed:
        ours = [(line.due, line.cents) for line in sale.lines]
        theirs = [(piece.due, piece.cents) for piece in known.pieces.values()]
        return len(set(ours) & set(theirs))
    return sum(
        (piece.due, piece.cents) == (line.due, line.cents)
        for line in sale.lines
        if (piece := known.pieces.get(line.number))
    )


def _goes_on(known: KnownSale, sale: FileSale) -> int:
    """Whether the file's installments are those the known sale lacks, in its months and of its amount."""
    if sale.lines[0].guessed or known.count != sale.count or not known.pieces:
        return 0
    if any(line.number in known.pieces for line in sale.lines):
        return 0
    months = {piece.due.year * 12 + piece.due.month - number for number, piece in known.pieces.items()}
    first, any_piece = sale.lines[0], next(iter(known.pieces.values()))
    in_its_month = first.due.year * 12 + first.due.month - first.number in months
    return int(in_its_month and nearly_same(any_piece.cents, first.cents))


def _free_number(known: KnownSale, wanted: int) -> int:
    if wanted not in known.pieces:
        return wanted
    return max(known.pieces) + 1


def grown_dates(grown: GrownSale, today: date) -> tuple[date, bool]:
    """Day of the purchase of a sale that grew, and whether it is assumed: never after what it caused."""
    known = grown.known
    first_due = min(piece.due for piece in known.pieces.values())
    if not known.sold_on_assumed and known.sold_on <= first_due:
        return known.sold_on, False
    pieces = [(number, piece.due) for number, piece in known.pieces.items()]
    return min(known.sold_on, assumed_purchase(pieces, grown.paid, today)), True


def clashes_of(portfolio: Portfolio, plan: ImportPlan) -> list[RefusedRow]:
    """What the shop holds otherwise, line by line, as it is told."""
    told = [portfolio.refusal(*clash) for clash in plan.clashes]
    with_sales = {sale.person for sale in portfolio.sales}
    for person, reason in plan.left_out.items():
        if person not in with_sales:
            mapping = portfolio.mappings[person.sheet]
            columns = mapping.columns_of(COLUMN_AT_FAULT[reason])
            title = title_of(mapping, columns[0]) if columns else ""
            told.append(RefusedRow(mapping.sheet, person.line, title, person.name, reason))
    return told


def shop_after(before: ShopTotals, plan: ImportPlan, overdue_until: date) -> ShopTotals:
    """What the shop will hold once the plan is written."""
    added = [line for sale in plan.new_sales for line in sale.lines]
    added += [line for grown in plan.grown.values() for line in grown.added]
    moves = [(line.due, int(line.is_open), line.open_cents) for line in added]
    moves += [
        (piece.due, int(line.is_open) - 1, line.open_cents - piece.open_cents)
        for _, piece, line in plan.settled
    ]
    late = [(count, cents) for due, count, cents in moves if due <= overdue_until]
    return ShopTotals(
        customers=before.customers + len(plan.new_persons),
        sales=before.sales + len(plan.new_sales),
        open_installments=before.open_installments + sum(count for _, count, _ in moves),
        open_total=before.open_total + Money(sum(cents for _, _, cents in moves)),
        overdue_installments=before.overdue_installments + sum(count for count, _ in late),
        overdue_total=before.overdue_total + Money(sum(cents for _, cents in late)),
    )
