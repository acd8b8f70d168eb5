"""What a value alone finds: just that is open of it, or that is what it costs on the bank's day.

Asking each installment its cost takes long: only those that may have it are asked.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from crediario.domain.bank_matter import IncomingLine, Matter, PayablePiece
from crediario.domain.rates import DAYS_OF_MONTH

#: A due date on a holiday moves by less than this.
MOVED_AT_MOST = 7
#: What cutting charges to whole centavos may change, in centavos.
CUT_OFF = 2


def of_that_value(line: IncomingLine, found: Matter) -> list[PayablePiece]:
    """Those of which just that is open."""
    return [piece for piece in found.by_open.get(line.amount.cents, ()) if piece.since <= line.day]


def with_charges(line: IncomingLine, found: Matter) -> list[PayablePiece]:
    """Those that cost that with their charges on the line's day: late ones, and those paid in part."""
    candidates = chain(_late(line, found), _paid_in_part(line, found))
    return [piece for piece in candidates if _costs(piece, line, found)]


def with_discount(line: IncomingLine, found: Matter) -> list[PayablePiece]:
    """Those of which nothing was paid yet that cost that on the line's day, the early discount taken off."""
    return [piece for piece in found.early.about(line.amount, line.day) if _costs(piece, line, found)]


def _costs(piece: PayablePiece, line: IncomingLine, found: Matter) -> bool:
    """Whether that is its cost on the line's day, and not just what is open of it."""
    may_be = piece.since <= line.day and piece.open != line.amount
    return may_be and found.cost(piece.installment_id, line.day) == line.amount


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
