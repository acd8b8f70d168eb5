"""The thinking of Negociação: from ticks and typed figures to the three offers, and to what is sent.

No Qt here. A draft is replaced at every edit; all the rest is computed from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from crediario.domain import negotiation
from crediario.domain.allocation import Quote, oldest_first
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import (
    Conditions,
    DiscountOutOfRange,
    DownPaymentCoversAll,
    FirstDueNotAhead,
    Offer,
    OfferKind,
)
from crediario.domain.permissions import Role
from crediario.domain.pix import NO_TXID
from crediario.domain.schedule import (
    FirstDueTooFar,
    InstallmentCountOutOfRange,
    InstallmentTooSmall,
    NegativeDownPayment,
)
from crediario.domain.tender import PIX_REFERENCE, Method, Tender
from crediario.services.negotiation import AgreementOrder, NegotiableRow, NegotiationDesk
from crediario.ui.approval import NO_APPROVAL, Approval

KINDS = tuple(OfferKind)
Offers = Mapping[OfferKind, Offer | Refusal]


class Place(Enum):
    """Where something still lacks: the screen leads the person there."""

    ROWS = "rows"
    OFFERS = "offers"
    DISCOUNT = "discount"
    DOWN_PAYMENT = "down_payment"
    COUNT = "count"
    FIRST_DUE = "first_due"
    HANDED = "handed"
    PIX = "pix"
    APPROVER = "approver"


_REFUSED_AT: dict[type[Refusal], Place] = {
    DiscountOutOfRange: Place.DISCOUNT,
    DownPaymentCoversAll: Place.DOWN_PAYMENT,
    NegativeDownPayment: Place.DOWN_PAYMENT,
    InstallmentCountOutOfRange: Place.COUNT,
    InstallmentTooSmall: Place.COUNT,
    FirstDueNotAhead: Place.FIRST_DUE,
    FirstDueTooFar: Place.FIRST_DUE,
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps the agreement from being made: where; in words, or as the rules refused it."""

    place: Place
    words: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What was ticked, typed and chosen so far; None leaves a figure to the shop's rules.

    Attributes:
        marked: the installments that go into the agreement.
        monthly: how much fits a month.
        discount: on the principal, of the cash offer.
        down_payment, count: of the offer in installments.
        first_due: of both offers that are paid later.
        kind: the offer chosen.
        handed: the cash handed over; None means exact.
        pix_end: the last four characters of the Pix that pays what is due today.
    """

    marked: frozenset[int]
    monthly: Money | None = None
    discount: Rate | None = None
    down_payment: Money | None = None
    count: int | None = None
    first_due: date | None = None
    kind: OfferKind = OfferKind.INSTALLMENTS
    method: Method = Method.CASH
    handed: Money | None = None
    pix_end: str = ""
    approval: Approval = NO_APPROVAL

    @property
    def is_touched(self) -> bool:
        """Whether leaving would lose something typed."""
        typed = (self.monthly, self.discount, self.down_payment, self.count, self.first_due, self.handed)
        return any(each is not None for each in typed) or bool(self.pix_end or self.approval.reason)

    @property
    def conditions(self) -> Conditions:
        """What the offers are made by."""
        return Conditions(
            monthly=self.monthly,
            discount=self.discount,
            down_payment=self.down_payment,
            count=self.count,
            first_due=self.first_due,
        )


# -- what is ticked ------------------------------------------------------------------------------------------


def first_draft(desk: NegotiationDesk) -> Draft:
    """The late ones ticked; what is not yet due only when somebody ticks it."""
    return Draft(frozenset(row.installment_id for row in desk.rows if row.is_late))


def refreshed(draft: Draft, desk: NegotiationDesk) -> Draft:
    """The same customer read again: everything typed stays, and the ticks of what is still open."""
    return replace(draft, marked=draft.marked & {row.installment_id for row in desk.rows})


def with_late(draft: Draft, desk: NegotiationDesk) -> Draft:
    """Every late one ticked, beside those ticked already."""
    return replace(draft, marked=draft.marked | first_draft(desk).marked)


def marked_rows(draft: Draft, desk: NegotiationDesk) -> tuple[NegotiableRow, ...]:
    """The rows ticked."""
    return tuple(row for row in desk.rows if row.installment_id in draft.marked)


def quotes(draft: Draft, desk: NegotiationDesk) -> tuple[Quote, ...]:
    """What is ticked as it costs today, the oldest due first."""
    return oldest_first(row.quote for row in marked_rows(draft, desk))


def late_left(draft: Draft, desk: NegotiationDesk) -> int:
    """How many late ones are not ticked."""
    return sum(row.is_late and row.installment_id not in draft.marked for row in desk.rows)


# -- the offers ----------------------------------------------------------------------------------------------


def offers(draft: Draft, desk: NegotiationDesk) -> Offers:
    """The three, side by side; in the place of one that does not close stands why."""
    return negotiation.offers(quotes(draft, desk), draft.conditions, desk.settings, desk.today)


def chosen_offer(draft: Draft, found: Offers) -> Offer | None:
    """The chosen offer; None while it does not close."""
    offer = found.get(draft.kind)
    return offer if isinstance(offer, Offer) else None


def discount_of(draft: Draft, desk: NegotiationDesk) -> Rate:
    """The discount of the cash offer, typed or the shop's."""
    return desk.settings.cash_discount if draft.discount is None else draft.discount


def permission_needed(offer: Offer, desk: NegotiationDesk) -> str | None:
    """What somebody else has to release; None where the operator closes alone."""
    if offer.kind is not OfferKind.CASH:
        return None
    return negotiation.release_needed(offer.discount_rate, desk.operator_role, desk.settings)


def approver_of(offer: Offer, desk: NegotiationDesk) -> Role:
    """The lowest role whose ceiling the offer's discount keeps."""
    return negotiation.closes_with(offer.discount_rate, desk.settings)


# -- what is paid today --------------------------------------------------------------------------------------


def change(draft: Draft, offer: Offer) -> Money:
    """Troco of the cash handed over, exact."""
    if draft.method is not Method.CASH or draft.handed is None:
        return Money.ZERO
    return max(draft.handed - offer.pays_today, Money.ZERO)


def tenders(draft: Draft, offer: Offer) -> tuple[Tender, ...]:
    """How what is paid today came; nothing when nothing is."""
    due = offer.pays_today
    if not due:
        return ()
    if draft.method is Method.CASH:
        return (Tender(Method.CASH, due if draft.handed is None else draft.handed),)
    reference = draft.pix_end.upper() if draft.method is Method.PIX else None
    return (Tender(draft.method, due, reference),)


def pix_asked(draft: Draft, offer: Offer | None) -> tuple[Money, str] | None:
    """What a Pix code is wanted for: the amount; an agreement has no number before it is made."""
    if offer is None or not offer.pays_today or draft.method is not Method.PIX:
        return None
    return offer.pays_today, NO_TXID


# -- closing -------------------------------------------------------------------------------------------------


def obstacle(draft: Draft, desk: NegotiationDesk, found: Offers) -> Obstacle | None:
    """The first thing that lacks, in the order of the screen; None when the agreement can be made."""
    if not draft.marked:
        return Obstacle(Place.ROWS, "Marque ao menos uma parcela.")
    offer = found[draft.kind]
    if not isinstance(offer, Offer):
        return Obstacle(_REFUSED_AT.get(type(offer), Place.OFFERS), refusal=offer)
    return _unpaid(draft, desk, offer) or _unapproved(draft, desk, offer)


def _unpaid(draft: Draft, desk: NegotiationDesk, offer: Offer) -> Obstacle | None:
    if not offer.pays_today:
        return None
    if not desk.may_receive:
        return Obstacle(Place.OFFERS, "Seu acesso não recebe no caixa. Chame quem recebe.")
    if draft.method is Method.PIX and not PIX_REFERENCE.fullmatch(draft.pix_end):
        return Obstacle(Place.PIX, "Falta o final do código do Pix: 4 letras ou números.")
    if draft.method is Method.CASH and draft.handed is not None and draft.handed < offer.pays_today:
        return Obstacle(Place.HANDED, "O recebido não cobre o que se paga hoje.")
    return None


def _unapproved(draft: Draft, desk: NegotiationDesk, offer: Offer) -> Obstacle | None:
    if permission_needed(offer, desk) is None or draft.approval.is_whole:
        return None
    return Obstacle(Place.APPROVER, "Este desconto depende de liberação.")


def agreement_order(
    draft: Draft, desk: NegotiationDesk, offer: Offer, request_id: str, release_id: int | None = None
) -> AgreementOrder:
    """What is sent, with the figures the customer said yes to."""
    return AgreementOrder(
        request_id=request_id,
        terms=offer.terms(desk.customer_id),
        shown_due=offer.due_today,
        shown_total=offer.total,
        tenders=tenders(draft, offer),
        release_id=release_id,
    )
