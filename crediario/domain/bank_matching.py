"""What each line of a bank's statement likely is: proposals with score and reasons, for a person to confirm.

Nothing is decided here. Every payment and every installment is proposed for one line at most, and the order
in which lines come changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crediario.domain import bank_by_value
from crediario.domain.bank_matter import IncomingLine, Matter, PayablePiece, ReceivedPix
from crediario.domain.bank_names import Named
from crediario.domain.bank_statement import is_of_another_store, slips_of
from crediario.domain.money import Money

#: A bank may book a Pix of the night on the next day.
NEAR_DAYS = 1
#: A Pix paid at home may be shown at the till days later; then a code must tell that it is the same.
CODED_DAYS = 10
#: An installment whose value alone speaks for it should be due about now.
DUE_ABOUT = 10
#: More installments at once than anybody pays in one Pix.
MOST_AT_ONCE = 12
#: A value that stands on no paper says less.
LESS_EARLY = 4
#: So does the value of a down payment owed again, which no carnê asks: never so sure that it is marked alone.
LESS_DOWN = 10


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
    same = [(piece, MatchReason.VALUE) for piece in bank_by_value.of_that_value(line, found)]
    charged = [(piece, MatchReason.VALUE_OF_DAY) for piece in bank_by_value.with_charges(line, found)]
    early = [] if same or charged else bank_by_value.with_discount(line, found)
    discounted = [(piece, MatchReason.VALUE_OF_DAY) for piece in early]
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
