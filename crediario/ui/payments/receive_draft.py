"""The thinking of Receber, without Qt: what is marked, what was handed over, what stays open."""

from dataclasses import dataclass, field

from crediario.domain.allocation import Quote, Share, allocate
from crediario.domain.loyalty import PaidPortion, points_for, timely_money
from crediario.domain.money import Money
from crediario.domain.pix import NO_TXID
from crediario.domain.slip_reading import slip_txid
from crediario.domain.tender import PIX_REFERENCE, Method, Tender, pix_without_code
from crediario.domain.waiver import ReceiptTerms, receipt_release, waive
from crediario.services.payments import DeskRow, PaymentOrder, ReceivingDesk
from crediario.ui.approval import NO_APPROVAL, Approval
from crediario.ui.payments.part_words import left_open, part_words
from crediario.ui.payments.waiver_draft import WaiverDraft

TXID_LENGTH = 25


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
        without_code: the Pix being typed is confirmed by a manager instead.
        booked: parts already handed over.
        keeps: what is beyond stays as store credit, instead of change.
        waiver: what is forgiven of fine and interest; None while nothing is.
        approval: the yes of somebody above, as far as typed.
    """

    desk: ReceivingDesk
    request_id: str
    marked: frozenset[int] = frozenset()
    method: Method = Method.CASH
    typed: Money | None = None
    unreadable: bool = False
    code: str = ""
    without_code: bool = False
    booked: tuple[Booked, ...] = ()
    keeps: bool = False
    waiver: WaiverDraft | None = None
    approval: Approval = NO_APPROVAL
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
        """What each marked installment costs today, in the order money reaches them; what is forgiven out."""
        return waive((row.quote for row in self.rows), self.waived)

    @property
    def charges(self) -> Money:
        """Fine and interest of what is marked, before anything is forgiven."""
        return Money.total(row.quote.charges for row in self.rows)

    @property
    def waived(self) -> Money:
        """Dispensa: what is forgiven of them."""
        return self.waiver.amount(self.charges) if self.waiver is not None else Money.ZERO

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
        """The part being typed; an empty field means exactly what is left, as far as its means reaches."""
        if self.typed is not None:
            return self.typed
        return min(self.rest, self.credit_left) if self.method is Method.STORE_CREDIT else self.rest

    @property
    def credit_left(self) -> Money:
        """Store credit not handed over yet."""
        used = (part.tender for part in self.booked if part.tender.method is Method.STORE_CREDIT)
        return max(self.desk.store_credit - Money.total(each.amount for each in used), Money.ZERO)

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
    def excess(self) -> Money:
        """What was handed over beyond what is due."""
        return max(self.tendered - self.due, Money.ZERO)

    @property
    def kept(self) -> Money:
        """What of it stays as store credit."""
        return self.excess if self.keeps else Money.ZERO

    @property
    def change(self) -> Money:
        """Troco, exact."""
        return self.excess - self.kept

    @property
    def rounding(self) -> Money:
        """What is handed out beyond the exact change, for want of small coins."""
        coin = self.desk.settings.change_rounding.coin
        return Money(-self.change.cents % coin.cents) if self.change and coin else Money.ZERO

    @property
    def cash(self) -> Money:
        """What was handed over in cash."""
        return Money.total(tender.amount for tender in self.tenders if tender.method is Method.CASH)

    @property
    def _booked_total(self) -> Money:
        return Money.total(part.tender.amount for part in self.booked)

    def _tender(self) -> Tender:
        has_code = self.method is Method.PIX and not self.without_code
        return Tender(self.method, self.amount, self.code.upper() if has_code else None)

    # -- how far it is ---------------------------------------------------------------------------------------

    @property
    def code_complete(self) -> bool:
        """Whether the four characters of the Pix are there."""
        return PIX_REFERENCE.fullmatch(self.code) is not None

    @property
    def has_typed(self) -> bool:
        """Whether leaving would lose something."""
        begun = self.booked or self.typed is not None or self.unreadable or self.code
        return bool(begun or self.waiver is not None or self.without_code)

    # -- parts -----------------------------------------------------------------------------------------------

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
        self.without_code = False

    # -- somebody above --------------------------------------------------------------------------------------

    @property
    def terms(self) -> ReceiptTerms:
        """What somebody above would say yes to."""
        unseen = pix_without_code(self.tenders)
        return ReceiptTerms(
            self.desk.customer_id, self._installments, self.waived, unseen, self._down_payments
        )

    @property
    def permission_needed(self) -> str | None:
        """Of who has to say yes; None where the operator alone may."""
        return receipt_release(self.terms, self.desk.waiver_ceiling, self.desk.settings)

    # -- out -------------------------------------------------------------------------------------------------

    def order(self, release_id: int | None = None) -> PaymentOrder:
        """The receipt as the use case wants it, with the yes of somebody above where it needs one."""
        return PaymentOrder(
            request_id=self.request_id,
            customer_id=self.desk.customer_id,
            installment_ids=self._installments,
            quoted=self.due,
            tenders=self.tenders,
            kept=self.kept,
            waived=self.waived,
            waiver_reason=self.waiver.words if self.waiver is not None else "",
            release_id=release_id,
            down_payments=self._down_payments,
        )

    @property
    def _installments(self) -> tuple[int, ...]:
        return tuple(row.installment_id for row in self.rows if not row.is_down_payment)

    @property
    def _down_payments(self) -> tuple[int, ...]:
        return tuple(row.sale_id for row in self.rows if row.is_down_payment)

    @property
    def txid(self) -> str:
        """Names the installments in the Pix, where they fit, are all there is and this store's: L2C4812P5."""
        if not self.rows or any(row.is_down_payment or row.elsewhere for row in self.rows):
            return NO_TXID
        text = slip_txid(self.desk.store_code, *((row.contract_number, row.number) for row in self.rows))
        return text if len(text) <= TXID_LENGTH else NO_TXID

    @property
    def part_words(self) -> str:
        """What money that does not reach the whole pays, and what stays open."""
        return part_words(self.rows, self.quotes, self.receives)

    @property
    def left_by_row(self) -> dict[int, Money]:
        """What stays open of each marked installment, where the money does not reach the whole."""
        if not self.receives or self.receives >= self.due:
            return {}
        return left_open(self.quotes, allocate(self.receives, self.quotes))


def _points(share: Share, quote: Quote, timely: Money | None) -> int:
    if timely is None or share.settled < quote.open:
        return 0
    return points_for(timely + timely_money([PaidPortion(quote.days_late, share.principal)]))
