"""The credit of a draft sale: its light, what has to be released and by whom. No Qt here."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from crediario.domain.credit.levers import Lever
from crediario.domain.credit.release import release_needed
from crediario.domain.credit.signal import Colour, CreditSignal
from crediario.domain.errors import Refusal
from crediario.domain.sale_terms import SaleTerms
from crediario.services.releases import AskedFor, RequestState
from crediario.services.sales import Approver, SaleDesk


class Exit(Enum):
    """The ways out of a red light."""

    HERE = "here"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Credit:
    """What the shop's policy says of the chosen plan.

    Attributes:
        terms: what it was decided for.
        needed: the permission who releases must hold; None where nothing is to be released.
        approvers: who may, here.
        may_ask: somebody else could answer at another till.
    """

    terms: SaleTerms
    signal: CreditSignal
    needed: str | None
    approvers: tuple[Approver, ...] = ()
    may_ask: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the sale may be concluded without anybody's yes to its credit."""
        return self.signal.colour is not Colour.RED

    @property
    def more_down_payment(self) -> Lever | None:
        """The entrada that ends what asks, if one does."""
        return self.signal.levers.down_payment


def credit_of(terms: SaleTerms, desk: SaleDesk, *, is_above_cap: bool) -> Credit | None:
    """The light of these terms; None without a customer, or while they make no plan."""
    try:
        signal = desk.signal(terms)
    except Refusal:
        return None
    if signal is None:
        return None
    if signal.is_forbidden:
        return Credit(terms, signal, None)
    needed = release_needed(signal, is_above_cap=is_above_cap)
    approvers = desk.approvers_for(needed) if needed else ()
    return Credit(terms, signal, needed, approvers, any(not each.is_here for each in approvers))


@dataclass(frozen=True, slots=True)
class Remote:
    """A request to a manager at another till, as it stands.

    Attributes:
        terms: what was asked for; another sale is another request.
        left: how long it still holds, as of the last look.
    """

    terms: SaleTerms
    asked_id: int
    state: RequestState
    left: timedelta
    answered_by: str = ""
    answer: str = ""
    release_id: int | None = None

    @property
    def is_waiting(self) -> bool:
        """Nobody answered yet."""
        return self.state is RequestState.WAITING

    @property
    def is_granted(self) -> bool:
        """The yes is there, and still holds."""
        return self.state is RequestState.GRANTED and self.left > timedelta()

    def seen(self, found: AskedFor) -> "Remote":
        """The same request with what was just read of it."""
        return Remote(
            self.terms,
            self.asked_id,
            found.state,
            found.left,
            found.answered_by,
            found.answer,
            found.release_id,
        )

    def later(self, by: timedelta) -> "Remote":
        """The same request a little later."""
        left = max(self.left - by, timedelta())
        state = RequestState.EXPIRED if self.is_waiting and not left else self.state
        return Remote(self.terms, self.asked_id, state, left, self.answered_by, self.answer, self.release_id)


def countdown(left: timedelta) -> str:
    """``4:59``."""
    seconds = int(left.total_seconds())
    return f"{seconds // 60}:{seconds % 60:02d}"


def remote_words(remote: Remote | None) -> str:
    """Where the request stands, in a sentence."""
    if remote is None:
        return "Quem gerencia recebe o pedido em outro computador. A venda fica na tela."
    match remote.state:
        case RequestState.WAITING:
            return f"Pedido enviado. Vale por mais {countdown(remote.left)}."
        case RequestState.GRANTED if remote.is_granted:
            return f"{remote.answered_by} liberou: “{remote.answer}”. Vale por mais {countdown(remote.left)}."
        case RequestState.REFUSED:
            return f"{remote.answered_by} não liberou: “{remote.answer}”."
        case RequestState.WITHDRAWN:
            return "Pedido retirado. A venda fica na tela."
        case _:
            return "O tempo do pedido acabou. Peça de novo."
