"""A closing as far as it was typed: counts, what stays, why it differs, who agrees. Imports no Qt."""

from dataclasses import dataclass, field, replace
from uuid import uuid4

from crediario.domain.br import format_money
from crediario.domain.cash_closing import (
    DENOMINATIONS,
    MethodCount,
    Pieces,
    needs_release,
    worst_difference,
)
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.cash import CashDesk, CountKept, TillMeans
from crediario.services.cash_closing import RELEASE, ClosingOrder, ClosingTerms, CountOrder
from crediario.services.cash_sheets import SheetWanted
from crediario.services.users import ReleaseOrder
from crediario.ui.approval import NO_APPROVAL, PIN_LENGTH, REASON_LENGTH, Approval
from crediario.ui.cash import cash_words

CANNOT_CHANGE = "A contagem já não pode mudar: volte ao que foi conferido."


@dataclass(slots=True)
class ClosingDraft:
    """``desk`` is what the shop says; the rest is what was typed.

    Attributes:
        others: what the machine and the cheques came to; None while it is not typed.
        float_left: what stays; None while nothing was typed, and the float of this session is proposed.
    """

    desk: CashDesk
    session_id: int
    quantities: dict[Money, int] = field(default_factory=lambda: dict.fromkeys(DENOMINATIONS, 0))
    others: dict[Method, Money | None] = field(default_factory=dict)
    float_left: Money | None = None
    note: str = ""
    approval: Approval = NO_APPROVAL
    has_typed: bool = False
    _request_id: str = field(default_factory=lambda: str(uuid4()))
    _sent: ClosingTerms | None = None

    # -- what was counted

    @property
    def pieces(self) -> tuple[Pieces, ...]:
        """The notes and coins of which there is some."""
        return tuple(Pieces(value, count) for value, count in self.quantities.items() if count)

    @property
    def counted(self) -> Money:
        """What the drawer comes to."""
        return Money.total(each.amount for each in self.pieces)

    @property
    def to_type(self) -> tuple[TillMeans, ...]:
        """The other means of payment that have to be counted."""
        return tuple(each for each in self.desk.means if each.to_count and each.method is not Method.CASH)

    @property
    def typed_others(self) -> tuple[tuple[Method, Money], ...]:
        """What was typed of them."""
        pairs = ((each.method, self.others.get(each.method)) for each in self.to_type)
        return tuple((method, amount) for method, amount in pairs if amount is not None)

    def counted_of(self, means: TillMeans) -> Money | None:
        """What was found of a means; None while it is not known."""
        if means.method is Method.CASH:
            return self.counted
        return self.others.get(means.method) if means.to_count else means.expected

    # -- against what is expected

    @property
    def is_kept(self) -> bool:
        """Whether this very count is the one the shop kept last; counting openly there is nothing to keep."""
        kept = self.desk.counted
        if not self.desk.is_blind:
            return True
        return kept is not None and (kept.pieces, dict(kept.others)) == (self.pieces, dict(self.typed_others))

    @property
    def is_compared(self) -> bool:
        """Whether what is expected stands beside the counts."""
        return self.desk.is_told and self.is_kept

    @property
    def is_last_count(self) -> bool:
        """Whether the drawer may not be counted again: what was kept last stands."""
        return self.desk.is_blind and self.desk.counted is not None and not self.desk.recounts_left

    @property
    def lines(self) -> tuple[MethodCount, ...]:
        """Every means that is expected and counted."""
        found = []
        for means in self.desk.means:
            counted = self.counted_of(means)
            if means.expected is not None and counted is not None:
                found.append(MethodCount(means.method, means.expected, counted))
        return tuple(found)

    @property
    def expected(self) -> Money:
        """What the drawer should hold; zero while that is not told."""
        return next((each.expected for each in self.lines if each.method is Method.CASH), Money.ZERO)

    @property
    def is_beyond(self) -> bool:
        """Whether it takes a reason and a manager."""
        return self.is_compared and needs_release(self.lines, self.desk.tolerance)

    @property
    def verdict(self) -> cash_words.Verdict:
        """What the drawer's difference is called, and what follows."""
        drawer = self.counted - self.expected
        worst = drawer or (worst_difference(self.lines) if self.is_beyond else drawer)
        said = cash_words.verdict(drawer, self.desk.tolerance, beyond=self.is_beyond)
        return said if drawer else replace(said, figure=format_money(abs(worst)))

    @property
    def stays(self) -> Money:
        """What stays in the drawer: as typed, or what this session began with."""
        if self.float_left is not None:
            return self.float_left
        begun = self.desk.session.float if self.desk.session else Money.ZERO
        return min(begun, self.counted)

    @property
    def collected(self) -> Money:
        """What goes to the safe."""
        return self.counted - self.stays

    # -- whether it can be sent

    @property
    def missing(self) -> Method | None:
        """The first means that has to be counted and was not."""
        return next((each.method for each in self.to_type if self.others.get(each.method) is None), None)

    @property
    def problem(self) -> str:
        """Why the blue button waits; empty when it need not."""
        if self.missing is not None:
            return "Digite o total das outras formas de pagamento."
        if not self.is_compared:
            return (
                "" if not self.is_last_count else "A contagem já não pode mudar: volte ao que foi conferido."
            )
        if self.stays > self.counted:
            return "O fundo é maior do que foi contado."
        if self.is_beyond and len(self.note) < REASON_LENGTH:
            return "Escreva o motivo da diferença."
        if self.is_beyond and not (self.approval.number and len(self.approval.pin) == PIN_LENGTH):
            return "Peça os 6 números de quem gerencia."
        return ""

    # -- what is sent

    def count_order(self) -> CountOrder:
        """A count to be kept; each try is another."""
        return CountOrder(str(uuid4()), self.session_id, self.pieces, self.typed_others)

    def terms(self) -> ClosingTerms:
        """What is closed, and how."""
        return ClosingTerms(
            session_id=self.session_id,
            expected=self.expected,
            pieces=self.pieces,
            others=self.typed_others,
            float_left=self.stays,
            note=self.note,
        )

    def sheet(self) -> SheetWanted:
        """What the sheet would say if the till closed now."""
        return SheetWanted(self.session_id, self.pieces, self.typed_others, self.stays, self.note)

    def order(self, release_id: int | None) -> ClosingOrder:
        """The closing; a retry of the same one carries the same request."""
        terms = self.terms()
        if terms != self._sent:
            self._sent, self._request_id = terms, str(uuid4())
        return ClosingOrder(self._request_id, terms, release_id)

    def release_order(self) -> ReleaseOrder:
        """The manager's yes to exactly this closing."""
        return self.approval.release_order(RELEASE, self.terms())

    # -- changes

    def refresh(self, desk: CashDesk) -> None:
        """The shop told anew; what was typed stays."""
        self.desk = desk

    def take(self, kept: CountKept) -> None:
        """Go on from the count that was kept last."""
        self.quantities |= {each.value: each.quantity for each in kept.pieces}
        self.others |= dict(kept.others)

    def count_pieces(self, value: Money, quantity: int) -> None:
        """So many of one note or coin."""
        self.quantities[value] = quantity
        self.has_typed = True
