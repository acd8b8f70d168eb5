"""What each line of a bank's statement likely is: proposals with score and reasons, for a person to confirm.

Nothing is decided here. Every payment and every installment is proposed for one line at most, and the order
in which lines come changes nothing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from crediario.domain.bank_early import EarlyCosts
from crediario.domain.bank_names import Named, Payer, Payers
from crediario.domain.bank_statement import is_of_another_store, slips_of
from crediario.domain.charges import ChargeRules
from crediario.domain.money import Money, Rate
from crediario.domain.rates import DAYS_OF_MONTH
from crediario.domain.receiving import PartOfSale

#: A bank may book a Pix of the night on the next day.
NEAR_DAYS = 1
#: A Pix paid at home may be shown at the till days later; then a code must tell that it is the same.
CODED_DAYS = 10
#: An installment whose value alone speaks for it should be due about now.
DUE_ABOUT = 10
#: More installments at once than anybody pays in one Pix.
MOST_AT_ONCE = 12
#: A due date on a holiday moves by less than this.
MOVED_AT_MOST = 7
#: A value that stands on no paper says less.
LESS_EARLY = 4
#: So does the value of a down payment owed again, which no carnê asks: never so sure that it is marked alone.
LESS_DOWN = 10
#: What cutting charges to whole centavos may change, in centavos.
CUT_OFF = 2

#: What an installment costs on a day; asked only of candidates.
CostOn = Callable[[int, date], Money]
_One = TypeVar("_One")


class ProposalKind(StrEnum):
    """What a line would become: a payment already received, a payment made of it, or store credit."""

    MATCHED = "matched"
    RECEIVED = "received"
    CREDITED = "credited"


class MatchReason(StrEnum):
    """Why a line is taken for something."""

    TXID = "txid"
    REFERENCE = "reference"
    VALUE = "value"
    VALUE_OF_DAY = "value_of_day"
    SUM_OF_DAY = "sum_of_day"
    SAME_DAY = "same_day"
    NEAR_DAY = "near_day"
    DOCUMENT = "document"
    NAME = "name"
    ONLY_ONE = "only_one"
    DUE_NEAR = "due_near"
    PART = "part"
    OVERPAID = "overpaid"
    ALREADY_PAID = "already_paid"
    IN_AGREEMENT = "in_agreement"
    DOWN_PAYMENT = "down_payment"


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
class Proposal:
    """What one line likely is.

    Attributes:
        score: 0 to 100; only the very code of a slip or of the transfer comes near 100.
        reasons: the strongest first.
        payment_id: the payment already received, of a ``MATCHED`` one.
        installment_ids: what would be paid, in that order; a down payment by its key.
        credited: what would be kept as store credit.
        left: what would stay open of the installments' cost.
    """

    line_id: int
    kind: ProposalKind
    score: int
    reasons: tuple[MatchReason, ...]
    customer_id: int
    payment_id: int | None = None
    installment_ids: tuple[int, ...] = ()
    credited: Money = Money.ZERO
    left: Money = Money.ZERO

    @property
    def things(self) -> tuple[tuple[str, int], ...]:
        """What no other line may be proposed for."""
        if self.payment_id is not None:
            return (("payment", self.payment_id),)
        return tuple(("installment", each) for each in self.installment_ids)


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


def propose(lines: Sequence[IncomingLine], found: Matter) -> tuple[Proposal, ...]:
    """At most one proposal for each line, the best scores given first; in the order of day and line.

    Rule: product.md D9. See docs/regras.md#conferencia-do-extrato.
    """
    days = {line.id: line.day for line in lines}
    candidates = [candidate for line in lines for candidate in _candidates(line, found)]
    candidates.sort(key=lambda each: (-each.score, days[each.line_id], each.line_id, each.kind, each.things))
    taken: set[tuple[str, int]] = set()
    chosen: dict[int, Proposal] = {}
    for candidate in candidates:
        if candidate.line_id not in chosen and taken.isdisjoint(candidate.things):
            chosen[candidate.line_id] = candidate
            taken.update(candidate.things)
    return tuple(sorted(chosen.values(), key=lambda each: (days[each.line_id], each.line_id)))


def _candidates(line: IncomingLine, found: Matter) -> Iterator[Proposal]:
    who = found.payers.named_in(line.description)
    txid = line.txid or ""
    slips = [found.by_slip.get((slip.contract, slip.number)) for slip in slips_of(txid, found.store)]
    pieces = tuple(piece for piece in slips if piece and piece.since <= line.day)
    yield from _as_received(line, found, pieces, who)
    if is_of_another_store(txid, found.store):
        return
    if pieces and len(pieces) == len(slips) and len({piece.customer_id for piece in pieces}) == 1:
        yield from _by_txid(line, found, pieces)
    if who is not None:
        yield from _by_person(line, found, who)
    else:
        yield from _by_value(line, found)


# -- a payment already received


def _as_received(
    line: IncomingLine, found: Matter, pieces: tuple[PayablePiece, ...], who: Named | None
) -> Iterator[Proposal]:
    for payment in found.received.get(line.amount.cents, ()):
        days = abs((payment.day - line.day).days)
        told = tuple(_telling(line, payment, pieces, who))
        if days > (CODED_DAYS if set(told) & _CODES else NEAR_DAYS):
            continue
        if line.end_to_end and MatchReason.REFERENCE not in told:
            continue
        day = (MatchReason.SAME_DAY,) if not days else (MatchReason.NEAR_DAY,) if days <= NEAR_DAYS else ()
        score = max((_TOLD[reason] for reason in told), default=70) - min(days, NEAR_DAYS + 1) * 4
        reasons = (*told, MatchReason.VALUE, *day)
        yield Proposal(
            line.id, ProposalKind.MATCHED, score, reasons, payment.customer_id, payment_id=payment.payment_id
        )


_CODES = {MatchReason.REFERENCE, MatchReason.TXID}
_TOLD = {
    MatchReason.REFERENCE: 99, MatchReason.TXID: 97, MatchReason.DOCUMENT: 90, MatchReason.NAME: 86,
}  # fmt: skip


def _telling(
    line: IncomingLine, payment: ReceivedPix, pieces: tuple[PayablePiece, ...], who: Named | None
) -> Iterator[MatchReason]:
    """What beside value and day says that the line is this payment."""
    if line.end_to_end and line.end_to_end[-4:].casefold() == payment.reference.casefold():
        yield MatchReason.REFERENCE
    if any(piece.installment_id in payment.installment_ids for piece in pieces):
        yield MatchReason.TXID
    if who is not None and who.customer_id == payment.customer_id:
        yield MatchReason.DOCUMENT if who.by_document else MatchReason.NAME


# -- the slip's own code


def _by_txid(line: IncomingLine, found: Matter, pieces: tuple[PayablePiece, ...]) -> Iterator[Proposal]:
    customer = pieces[0].customer_id
    closed = any(piece.in_agreement for piece in pieces)
    paid_twice = (MatchReason.TXID, MatchReason.IN_AGREEMENT if closed else MatchReason.ALREADY_PAID)
    still_open = tuple(piece for piece in pieces if piece.open)
    if not still_open:
        yield Proposal(line.id, ProposalKind.CREDITED, 85, paid_twice, customer, credited=line.amount)
        return
    cost = Money.total(found.cost(piece.installment_id, line.day) for piece in still_open)
    nominal = Money.total(piece.open for piece in still_open)
    if line.amount == cost:
        yield _received(line, still_open, cost, 100, MatchReason.TXID, MatchReason.VALUE_OF_DAY)
    else:
        value = (MatchReason.VALUE,) if line.amount == nominal else ()
        beyond = MatchReason.OVERPAID if line.amount > cost else MatchReason.PART
        score = 95 if value else 90 if beyond is MatchReason.OVERPAID else 85
        yield _received(line, still_open, cost, score, MatchReason.TXID, *value, beyond)
    # The same slip twice in one statement: the other line pays it.
    yield Proposal(line.id, ProposalKind.CREDITED, 60, paid_twice, customer, credited=line.amount)


def _received(
    line: IncomingLine, pieces: Sequence[PayablePiece], cost: Money, score: int, *reasons: MatchReason
) -> Proposal:
    return Proposal(
        line_id=line.id,
        kind=ProposalKind.RECEIVED,
        score=score,
        reasons=reasons,
        customer_id=pieces[0].customer_id,
        installment_ids=tuple(piece.installment_id for piece in pieces),
        credited=max(line.amount - cost, Money.ZERO),
        left=max(cost - line.amount, Money.ZERO),
    )


# -- whoever the line names


def _by_person(line: IncomingLine, found: Matter, who: Named) -> Iterator[Proposal]:
    """Installments of one customer: one of that cost, one of that value, or the oldest few together."""
    reason, more = (MatchReason.DOCUMENT, 10) if who.by_document else (MatchReason.NAME, 0)
    pieces = [piece for piece in found.by_customer.get(who.customer_id, ()) if piece.since <= line.day]
    costs = [found.cost(piece.installment_id, line.day) for piece in pieces[:MOST_AT_ONCE]]
    together = Money.ZERO
    for at, (piece, cost) in enumerate(zip(pieces, costs, strict=False), 1):
        together += cost
        if cost == line.amount:
            yield _received(line, (piece,), cost, 82 + more, reason, MatchReason.VALUE_OF_DAY)
        elif piece.open == line.amount:
            yield _received(line, (piece,), cost, 74 + more, reason, MatchReason.VALUE)
        elif together == line.amount:
            yield _received(line, pieces[:at], together, 78 + more, reason, MatchReason.SUM_OF_DAY)
    if who.by_document and pieces and costs[0] > line.amount:
        yield _received(line, pieces[:1], costs[0], 45, reason, MatchReason.PART)
    for down in found.downs.get(who.customer_id, ()):
        if down.open == line.amount and down.since <= line.day:
            reasons = (reason, MatchReason.VALUE, MatchReason.DOWN_PAYMENT)
            yield _received(line, (down,), down.open, 82 + more - LESS_DOWN, *reasons)


# -- nothing but the value


def _by_value(line: IncomingLine, found: Matter) -> Iterator[Proposal]:
    """The only thing open of that value or of that cost on the line's day; of two nobody guesses.

    Paid early, one costs less than is written on any paper: that is asked where nothing else has the value.
    """
    same = [
        (piece, MatchReason.VALUE)
        for piece in found.by_open.get(line.amount.cents, ())
        if piece.since <= line.day
    ]
    charged = [
        (piece, MatchReason.VALUE_OF_DAY)
        for piece in (*_late(line, found), *_paid_in_part(line, found))
        if piece.since <= line.day
        and piece.open != line.amount
        and found.cost(piece.installment_id, line.day) == line.amount
    ]
    discounted = [] if same or charged else [(each, MatchReason.VALUE_OF_DAY) for each in _early(line, found)]
    if len(same) + len(charged) + len(discounted) != 1:
        return
    ((piece, reason),) = same or charged or discounted
    if piece.is_down_payment:
        reasons = (reason, MatchReason.ONLY_ONE, MatchReason.DOWN_PAYMENT)
        yield _received(line, (piece,), piece.open, 50 - LESS_DOWN, *reasons)
        return
    near = abs((piece.due_date - line.day).days) <= DUE_ABOUT
    reasons = (reason, MatchReason.ONLY_ONE, *((MatchReason.DUE_NEAR,) if near else ()))
    cost = found.cost(piece.installment_id, line.day)
    score = (58 if near else 50) - (LESS_EARLY if discounted else 0)
    yield _received(line, (piece,), cost, score, *reasons)


def _early(line: IncomingLine, found: Matter) -> Iterator[PayablePiece]:
    """Those of which nothing was paid yet that cost that on the line's day, the early discount taken off."""
    for piece in found.early.about(line.amount, line.day):
        may_be = piece.since <= line.day and piece.open != line.amount
        if may_be and found.cost(piece.installment_id, line.day) == line.amount:
            yield piece


def _paid_in_part(line: IncomingLine, found: Matter) -> Iterator[PayablePiece]:
    """Those of which something was paid that may cost that: what is open, and charges on up to the whole."""
    amount, rules = line.amount.cents, found.rules
    fine, daily = rules.fine.fraction, rules.interest.fraction / DAYS_OF_MONTH
    for piece in found.partly:
        # Charges never go back before the last payment.
        day = max(line.day, piece.paid_until or line.day)
        days = max((day - piece.counted_from).days, 0)
        most = piece.open.cents + (piece.face or piece.open).cents * (fine + daily * days if days else 0)
        is_early = piece.discounted_until is not None and day < piece.discounted_until
        if (is_early or piece.open.cents <= amount) and amount <= most + CUT_OFF:
            yield piece


def _late(line: IncomingLine, found: Matter) -> Iterator[PayablePiece]:
    """The late ones that may cost about that on the line's day: asking each its cost takes long."""
    amount, rules = line.amount.cents, found.rules
    fine, daily = rules.fine.fraction, rules.interest.fraction / DAYS_OF_MONTH
    longest = max((line.day - found.counted_since).days, 0)
    low = bisect_left(found.opens, int(amount / (1 + fine + daily * longest)) - CUT_OFF)
    for piece in found.ascending[low : bisect_left(found.opens, amount)]:
        if piece.counted_from < line.day:
            days = (line.day - piece.counted_from).days
            least = max(days - MOVED_AT_MOST - rules.grace_days, 0)
            fined, beyond = piece.open.cents * fine - CUT_OFF, amount - piece.open.cents
            interest = piece.open.cents * daily
            if fined + interest * least <= beyond <= fined + interest * days + 2 * CUT_OFF:
                yield piece
