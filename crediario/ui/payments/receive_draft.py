"""The thinking of Receber, without Qt: what is marked, what was handed over, what stays open, what lacks."""

from dataclasses import dataclass, field

from crediario.domain.allocation import Allocated, Quote, Share, allocate, oldest_first
from crediario.domain.br import format_money
from crediario.domain.loyalty import PaidPortion, points_for, timely_money
from crediario.domain.money import MAX_AMOUNT, Money
from crediario.domain.pix import NO_TXID
from crediario.domain.tender import PIX_REFERENCE, Method, Tender
from crediario.services.payments import DeskRow, PaymentOrder, ReceivingDesk
from crediario.ui.payments.row_words import joined, slip

TXID_LENGTH = 25
NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Booked:
    """A part already handed over, and at what hour, as the list shows it."""

    tender: Tender
    hour: str


@dataclass(slots=True)
class ReceiveDraft:
    """One receipt being made. Figures are never typed twice: everything shown comes from here.

    Attributes:
        desk: the customer's open installments, as last fetched.
        request_id: the same for every try of this receipt.
        marked: the installments being paid.
        method: how the part being typed is paid.
        typed: amount of that part; None means all that is left.
        unreadable: something was typed that is no amount.
        code: last characters of the Pix end-to-end code, as far as typed.
        booked: parts already handed over.
    """

    desk: ReceivingDesk
    request_id: str
    marked: frozenset[int] = frozenset()
    method: Method = Method.CASH
    typed: Money | None = None
    unreadable: bool = False
    code: str = ""
    booked: tuple[Booked, ...] = ()
    _before_sum: frozenset[int] | None = field(default=None)

    # -- what is marked --------------------------------------------------------------------------------------

    def mark_first(self, installment_id: int | None = None) -> None:
        """Mark the slip that was read, or the oldest open installment: nothing is added silently."""
        ids = [row.installment_id for row in self.desk.rows]
        self.mark([installment_id if installment_id in ids else ids[0]] if ids else [])

    def mark_asked(self, ids: tuple[int, ...]) -> None:
        """Those marked on the ficha, as far as they are still open."""
        still_open = [row.installment_id for row in self.desk.rows if row.installment_id in ids]
        if still_open:
            self.mark(still_open)

    def mark(self, ids: "list[int] | frozenset[int]") -> None:
        """These installments are being paid, and no other."""
        self.marked = frozenset(ids)
        self._before_sum = None

    def add(self, installment_id: int) -> None:
        """One more: its slip was read too."""
        self.mark(self.marked | {installment_id})

    def add_late(self) -> None:
        """Sum every late installment."""
        before = self.marked
        self.mark(before | {row.installment_id for row in self.late_left})
        self._before_sum = before if before != self.marked else None

    def undo_late(self) -> None:
        """Take back what ``add_late`` did."""
        if self._before_sum is not None:
            self.mark(self._before_sum)

    def refresh(self, desk: ReceivingDesk) -> None:
        """The same customer, fetched again: what was typed and marked stays."""
        self.desk = desk
        still_open = frozenset(row.installment_id for row in desk.rows)
        self.marked &= still_open
        if self._before_sum is not None:
            self._before_sum &= still_open

    @property
    def can_undo(self) -> bool:
        """Whether late ones were just summed."""
        return self._before_sum is not None

    @property
    def rows(self) -> tuple[DeskRow, ...]:
        """The installments being paid, the oldest due first."""
        return tuple(row for row in self.desk.rows if row.installment_id in self.marked)

    @property
    def late_left(self) -> tuple[DeskRow, ...]:
        """Late installments not marked."""
        return tuple(
            row for row in self.desk.rows if row.quote.days_late and row.installment_id not in self.marked
        )

    # -- sums ------------------------------------------------------------------------------------------------

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What each marked installment costs today, in the order money reaches them."""
        return oldest_first(row.quote for row in self.rows)

    @property
    def face(self) -> Money:
        """Parcelas: the open value of what is marked."""
        return Money.total(quote.open for quote in self.quotes)

    @property
    def fine(self) -> Money:
        """Multa of what is marked."""
        return Money.total(quote.fine for quote in self.quotes)

    @property
    def interest(self) -> Money:
        """Juros of what is marked, up to today."""
        return Money.total(quote.interest for quote in self.quotes)

    @property
    def discount(self) -> Money:
        """Descontos of what is marked, if paid whole today."""
        return Money.total(quote.discount for quote in self.quotes)

    @property
    def due(self) -> Money:
        """A receber."""
        return Money.total(quote.total for quote in self.quotes)

    @property
    def rest(self) -> Money:
        """What the parts already handed over leave to be paid."""
        return max(self.due - self._booked_total, Money.ZERO)

    @property
    def amount(self) -> Money:
        """The part being typed; an empty field means exactly what is left."""
        return self.rest if self.typed is None else self.typed

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """Everything handed over, the part being typed included."""
        booked = tuple(part.tender for part in self.booked)
        return (*booked, self._tender()) if self.amount else booked

    @property
    def tendered(self) -> Money:
        """The sum of ``tenders``."""
        return Money.total(tender.amount for tender in self.tenders)

    @property
    def receives(self) -> Money:
        """What will be received: what was handed over, less the change."""
        return min(self.tendered, self.due)

    @property
    def points(self) -> int:
        """What this receipt earns: with the installments it closes, by what of them is paid in time."""
        if not self.receives:
            return 0
        quotes = {quote.installment_id: quote for quote in self.quotes}
        timely = {row.installment_id: row.timely for row in self.rows}
        return sum(
            _points(share, quotes[share.installment_id], timely[share.installment_id])
            for share in allocate(self.receives, self.quotes).shares
        )

    @property
    def change(self) -> Money:
        """Troco, exact."""
        return max(self.tendered - self.due, Money.ZERO)

    @property
    def _booked_total(self) -> Money:
        return Money.total(part.tender.amount for part in self.booked)

    @property
    def _cash(self) -> Money:
        return Money.total(tender.amount for tender in self.tenders if tender.method is Method.CASH)

    def _tender(self) -> Tender:
        return Tender(self.method, self.amount, self.code.upper() if self.method is Method.PIX else None)

    # -- what lacks ------------------------------------------------------------------------------------------

    @property
    def problem(self) -> str:
        """Why it cannot be received yet, in words; empty when it can."""
        if not self.marked:
            return "Marque ao menos uma parcela."
        if wrong := self.amount_problem:
            return wrong
        if self.change > self._cash:
            return "O que foi lançado passa do total: retire um valor ou marque mais parcelas."
        if self.amount and self.method is Method.PIX and not self.code_complete:
            return "Falta o final do código do Pix: 4 letras ou números."
        return ""

    @property
    def amount_problem(self) -> str:
        """What is wrong with the amount typed."""
        if self.unreadable:
            return "Confira o valor digitado."
        if self.typed is not None and not self.typed:
            return "Digite um valor maior que zero."
        if self.amount > MAX_AMOUNT:
            return "O valor digitado é alto demais."
        if self.method is not Method.CASH and self.amount > self.rest:
            return f"Só o dinheiro dá troco: aqui cabem até {format_money(self.rest)}."
        return ""

    @property
    def code_complete(self) -> bool:
        """Whether the four characters of the Pix are there."""
        return PIX_REFERENCE.fullmatch(self.code) is not None

    @property
    def has_typed(self) -> bool:
        """Whether leaving would lose something."""
        return bool(self.booked or self.typed is not None or self.unreadable or self.code)

    # -- parts -----------------------------------------------------------------------------------------------

    @property
    def can_book(self) -> bool:
        """Whether there is a part to book: typed, or a Pix already confirmed."""
        is_meant = self.typed is not None or (self.method is Method.PIX and self.code_complete)
        return is_meant and bool(self.amount) and not self.problem

    def book(self, hour: str) -> None:
        """Lançar valor: the part being typed joins the list, and what is left is paid in cash again."""
        self.booked = (*self.booked, Booked(self._tender(), hour))
        self.choose(Method.CASH)
        self.typed = None

    def unbook(self, place: int) -> None:
        """Take a part out of the list."""
        self.booked = self.booked[:place] + self.booked[place + 1 :]

    def choose(self, method: Method) -> None:
        """Pay the part being typed in another way; what was typed stays."""
        self.method = method
        self.unreadable = False
        self.code = ""

    # -- out -------------------------------------------------------------------------------------------------

    def order(self) -> PaymentOrder:
        """The receipt as the use case wants it."""
        return PaymentOrder(
            request_id=self.request_id,
            customer_id=self.desk.customer_id,
            installment_ids=tuple(row.installment_id for row in self.rows),
            quoted=self.due,
            tenders=self.tenders,
        )

    @property
    def txid(self) -> str:
        """Names the installments in the Pix, where they fit: C4812P5."""
        text = "".join(f"C{row.contract_number}P{row.number}" for row in self.rows)
        return text if 0 < len(text) <= TXID_LENGTH else NO_TXID

    @property
    def part_words(self) -> str:
        """What money that does not reach the whole pays, by the law's order, and what stays open.

        Rule: CC arts. 352, 354 and 355.
        """
        if not self.rows or not self.receives or self.receives >= self.due:
            return ""
        allocated = allocate(self.receives, self.quotes)
        return f"{self._pays(allocated)}; {_left_open(self.quotes, allocated)}."

    def _pays(self, allocated: Allocated) -> str:
        values = {quote.installment_id: quote.total for quote in self.quotes}
        whole = [share for share in allocated.shares if share.paid == values[share.installment_id]]
        part = next((share for share in allocated.shares if share not in whole), None)
        if part is None:
            return f"Paga {self._whole(whole)}"
        if whole:
            return f"Paga {self._whole(whole)} e {_money_of(part)} da {self._name(part)}"
        return f"Paga {_money_of(part)} da parcela {self._name(part)}"

    def _whole(self, shares: list[Share]) -> str:
        if len(shares) == 1:
            return f"a parcela {self._name(shares[0])} inteira"
        if len(shares) > NAMED_AT_MOST:
            return f"{len(shares)} parcelas inteiras"
        return f"as parcelas {joined([self._name(share) for share in shares])} inteiras"

    def _name(self, share: Share) -> str:
        """``5/10``, with its carnê where two of those marked would be called the same."""
        row = next(row for row in self.rows if row.installment_id == share.installment_id)
        alike = [other for other in self.rows if slip(other) == slip(row)]
        return f"{slip(row)} do carnê {row.contract_number}" if len(alike) > 1 else slip(row)


def _money_of(share: Share) -> str:
    only_charges = " de multa e juros" if not share.principal else ""
    return f"{format_money(share.paid)}{only_charges}"


def _points(share: Share, quote: Quote, timely: Money | None) -> int:
    if timely is None or share.settled < quote.open:
        return 0
    return points_for(timely + timely_money([PaidPortion(quote.days_late, share.principal)]))


def _left_open(quotes: tuple[Quote, ...], allocated: Allocated) -> str:
    """Face value not settled, and charges not paid."""
    asked = Money.total(quote.open + quote.charges for quote in quotes)
    met = Money.total(share.settled + share.fine + share.interest for share in allocated.shares)
    return f"ficam abertos {format_money(asked - met)}"
