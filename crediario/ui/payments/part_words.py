"""What money that does not reach the whole pays, by the law's order, and what stays open. Imports no Qt."""

from collections.abc import Sequence

from crediario.domain.allocation import Allocated, Quote, Share, allocate
from crediario.domain.br import format_money
from crediario.domain.money import Money
from crediario.services.payments import DeskRow
from crediario.ui.payments.row_words import slip
from crediario.ui.words import joined

NAMED_AT_MOST = 3


def part_words(rows: Sequence[DeskRow], quotes: Sequence[Quote], receives: Money) -> str:
    """``Paga a parcela 5/10 inteira e R$ 6,11 da 2/6; ficam abertos R$ 64,49.``; nothing where all is paid.

    Rule: CC arts. 352, 354 and 355.
    """
    if not rows or not receives or receives >= Money.total(quote.total for quote in quotes):
        return ""
    allocated = allocate(receives, quotes)
    left = Money.total(left_open(quotes, allocated).values())
    return f"{_pays(rows, quotes, allocated)}; ficam abertos {format_money(left)}."


def left_open(quotes: Sequence[Quote], allocated: Allocated) -> dict[int, Money]:
    """By installment: face value not settled, and charges neither paid nor forgiven."""
    shares = {share.installment_id: share for share in allocated.shares}
    return {quote.installment_id: _left(quote, shares.get(quote.installment_id)) for quote in quotes}


def _left(quote: Quote, share: Share | None) -> Money:
    """What no money reaches keeps its charges: they are forgiven only together with a part paid."""
    if share is None:
        return quote.open + quote.fine + quote.interest
    charges = quote.charges - share.fine - share.interest
    return quote.open - share.settled + charges


def _pays(rows: Sequence[DeskRow], quotes: Sequence[Quote], allocated: Allocated) -> str:
    values = {quote.installment_id: quote.total for quote in quotes}
    whole = [share for share in allocated.shares if share.paid == values[share.installment_id]]
    part = next((share for share in allocated.shares if share not in whole), None)
    if part is None:
        return f"Paga {_whole(rows, whole)}"
    if whole:
        return f"Paga {_whole(rows, whole)} e {_money_of(part)} da {_name(rows, part)}"
    word = "" if _row(rows, part).is_down_payment else "parcela "
    return f"Paga {_money_of(part)} da {word}{_name(rows, part)}"


def _whole(rows: Sequence[DeskRow], shares: list[Share]) -> str:
    downs = [share for share in shares if _row(rows, share).is_down_payment]
    pieces = [share for share in shares if share not in downs]
    said = [f"a entrada do carnê {_row(rows, share).contract_number}" for share in downs]
    return joined([*said, _pieces(rows, pieces)] if pieces else said)


def _pieces(rows: Sequence[DeskRow], shares: list[Share]) -> str:
    if len(shares) == 1:
        return f"a parcela {_name(rows, shares[0])} inteira"
    if len(shares) > NAMED_AT_MOST:
        return f"{len(shares)} parcelas inteiras"
    return f"as parcelas {joined([_name(rows, share) for share in shares])} inteiras"


def _name(rows: Sequence[DeskRow], share: Share) -> str:
    """``5/10``, with its carnê where two of those marked would be called the same."""
    row = _row(rows, share)
    alike = [other for other in rows if slip(other) == slip(row)]
    return f"{slip(row)} do carnê {row.contract_number}" if len(alike) > 1 else slip(row)


def _row(rows: Sequence[DeskRow], share: Share) -> DeskRow:
    return next(row for row in rows if row.installment_id == share.installment_id)


def _money_of(share: Share) -> str:
    only_charges = " de multa e juros" if not share.principal else ""
    return f"{format_money(share.paid)}{only_charges}"
