"""Negotiation: what a customer has open and may be agreed on, and making the agreement (acordo)."""

from dataclasses import dataclass
from datetime import date

from crediario.db import (
    cash,
    customers,
    down_payments,
    ledger,
    negotiation,
    payments,
    receivables,
    shop,
    users,
)
from crediario.db.down_payments import OpenDownPayment
from crediario.db.negotiation import AgreementSummary, AgreementView, ClosedLine, NewLine
from crediario.db.receivables import OpenRow
from crediario.domain.allocation import Quote
from crediario.domain.br import parse_phone
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import is_overdue
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.negotiation import (
    AgreementTerms,
    DiscountAboveCeiling,
    NothingToNegotiate,
    Offer,
    OfferKind,
    agreed,
    ceiling_of,
    release_needed,
)
from crediario.domain.permissions import Role
from crediario.domain.receiving import NotThisCustomers, QuoteChanged
from crediario.domain.registration import PhonePurpose, stored_document
from crediario.domain.settings import ShopSettings
from crediario.domain.tender import Method, Tender, change_due, total_tendered
from crediario.services.core import Context, Topic, check_permission, may, payload_hash, query, use_case

#: What screens use from here, the rows of the queries included.
__all__ = [
    "AgreementLine",
    "AgreementMade",
    "AgreementOrder",
    "AgreementSummary",
    "AgreementView",
    "ClosedLine",
    "NegotiableRow",
    "NegotiationDesk",
    "NegotiationPhone",
    "NewLine",
    "OpenDownPayment",
    "PaidAtSigningNotCovered",
    "agreement_view",
    "customer_agreements",
    "make_agreement",
    "negotiation_desk",
]


@dataclass(eq=False)
class PaidAtSigningNotCovered(Refusal):
    """What was handed over is less than the agreement asks at signing."""

    due: Money
    tendered: Money


@dataclass(frozen=True, slots=True)
class NegotiationPhone:
    """A telephone as people write it, and whose it is."""

    formatted: str
    purpose: PhonePurpose


@dataclass(frozen=True, slots=True)
class NegotiableRow:
    """An open installment that may be ticked, and what it costs today.

    Attributes:
        amount: its face value (valor da parcela).
        quote: what is open of it with the charges or the discount of today; what the offers are made of.
        of_agreement: it belongs to the contract of an earlier agreement.
    """

    installment_id: int
    sale_id: int
    contract_number: int
    number: int
    count: int
    due_date: date
    amount: Money
    quote: Quote
    of_agreement: bool

    @property
    def is_late(self) -> bool:
        """Late ones are ticked from the start."""
        return self.quote.days_late > 0


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement as one line of a customer's.

    Attributes:
        open: face value still open of its contract; nothing when it was kept to the end.
        late: an installment of it is late today.
    """

    agreement_id: int
    number: int
    kind: OfferKind
    signed_on: date
    total: Money
    sale_id: int
    contract_number: int
    open: Money
    next_due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class NegotiationDesk:
    """Everything the negotiation screen needs: ``domain.negotiation`` makes the offers of it, by itself.

    Attributes:
        document_masked: "" without a document.
        rows: every open installment, the oldest due first.
        agreements: those made before, the newest first.
        settings: the shop's discounts, ceilings and down payment.
        today: the day the charges were counted on.
        operator_name: who signs for the shop.
        operator_role: whose ceiling holds; read again when the agreement is made.
        may_receive: whether this operator may take the money at signing.
        down_payments: owed again, since their receipts were reversed; they enter no agreement.
    """

    customer_id: int
    name: str
    document_masked: str
    phones: tuple[NegotiationPhone, ...]
    since: date
    rows: tuple[NegotiableRow, ...]
    agreements: tuple[AgreementLine, ...]
    settings: ShopSettings
    calendar: HolidayCalendar
    today: date
    operator_name: str
    operator_role: Role
    may_receive: bool
    down_payments: tuple[OpenDownPayment, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementOrder:
    """An agreement as the screen sends it.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        terms: ``Offer.terms`` of the offer taken.
        shown_due: what the screen showed as due today, ``Offer.due_today``.
        shown_total: the total it showed for the agreement, ``Offer.total``.
        tenders: how what is paid at signing was handed over; empty means exact cash.
        release_id: a manager's or owner's release of these terms, for a discount above the own ceiling.
    """

    request_id: str
    terms: AgreementTerms
    shown_due: Money
    shown_total: Money
    tenders: tuple[Tender, ...] = ()
    release_id: int | None = None


@dataclass(frozen=True, slots=True)
class AgreementMade:
    """An agreement made: its number, its contract's, and the receipt of what was paid at signing, if any."""

    agreement_id: int
    number: int
    customer_id: int
    sale_id: int
    contract_number: int
    total: Money
    paid: Money
    payment_id: int | None
    receipt_number: int | None
    change: Money


@query("negotiate")
def negotiation_desk(ctx: Context, customer_id: int) -> NegotiationDesk:
    """The customer's open installments as each costs today, and the rules the offers are made by.

    Raises:
        NotThisCustomers: no such customer.

    Rule: product.md H1. See docs/regras.md#acordo.
    """
    stored = customers.stored_customer(ctx.database, customer_id)
    if stored is None:
        raise NotThisCustomers(customer_id)
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    calendar = shop.calendar(ctx.database, ctx.store_id)
    document = stored.facts.document
    return NegotiationDesk(
        customer_id=customer_id,
        name=stored.facts.name,
        document_masked=stored_document(document).masked if document else "",
        phones=tuple(
            NegotiationPhone(parse_phone(each.e164).formatted, each.purpose) for each in stored.facts.phones
        ),
        since=stored.since,
        rows=_rows(ctx, customer_id, settings, calendar),
        agreements=_agreement_lines(ctx, customer_id, calendar),
        settings=settings,
        calendar=calendar,
        today=ctx.today,
        operator_name=ctx.operator.name,
        operator_role=ctx.operator.role,
        may_receive=may(ctx, "receive"),
        down_payments=down_payments.open_of_customer(ctx.database, customer_id),
    )


def _rows(
    ctx: Context, customer_id: int, settings: ShopSettings, calendar: HolidayCalendar
) -> tuple[NegotiableRow, ...]:
    rows = receivables.open_installments(ctx.database, customer_id)
    quotes = receivables.quotes(ctx.database, rows, ctx.today, settings.charge_rules, calendar)
    contracts = {each.sale_id for each in negotiation.customer_agreements(ctx.database, customer_id)}
    return tuple(
        NegotiableRow(
            installment_id=row.installment_id,
            sale_id=row.sale_id,
            contract_number=row.contract_number,
            number=row.number,
            count=row.count,
            due_date=row.due_date,
            amount=row.amount,
            quote=quote,
            of_agreement=row.sale_id in contracts,
        )
        for row, quote in zip(rows, quotes, strict=True)
    )


def _agreement_lines(ctx: Context, customer_id: int, calendar: HolidayCalendar) -> tuple[AgreementLine, ...]:
    return tuple(
        AgreementLine(
            agreement_id=each.agreement_id,
            number=each.number,
            kind=each.kind,
            signed_on=each.signed_on,
            total=each.total,
            sale_id=each.sale_id,
            contract_number=each.contract_number,
            open=each.open,
            next_due=each.next_due,
            late=each.next_due is not None and is_overdue(each.next_due, ctx.today, calendar),
        )
        for each in negotiation.customer_agreements(ctx.database, customer_id)
    )


@use_case("negotiate", changes={Topic.RECEIVABLES, Topic.CASH})
def make_agreement(ctx: Context, order: AgreementOrder) -> AgreementMade:
    """Makes an agreement (acordo): closes the installments, opens its contract, receives what is paid today.

    Raises:
        NothingToNegotiate, NotThisCustomers: what was ticked.
        InstallmentAlreadyPaid, InstallmentInAgreement: one of them was settled meanwhile.
        QuoteChanged: what is due, or the agreement's total, is no longer what the screen showed.
        DiscountAboveCeiling: above the operator's own ceiling without a release of these very terms.
        PermissionDenied: something is paid at signing, and the operator may not receive.
        PaidAtSigningNotCovered: less was handed over than the agreement asks today.
        the refusals of ``domain.negotiation.offer``, ``users.use_release`` and ``tender.change_due``.

    Rule: law.md §4 (Renegociação), reliability.md I6. See docs/regras.md#acordo.
    """
    terms = order.terms
    if not terms.installment_ids:
        raise NothingToNegotiate
    ledger.lock_customer(ctx.stamp, terms.customer_id)
    rows = receivables.locked_installments(ctx.database, terms.installment_ids)
    payments.check_open(ctx.database, rows, terms.installment_ids, terms.customer_id)
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    offer = _as_shown(order, agreed(terms, _quotes(ctx, rows, settings), settings, ctx.today))
    released = _check_ceiling(ctx, order, settings)
    tenders, change = _paid_at_signing(ctx, order, offer)
    posting = negotiation.AgreementPosting(
        operation=order.request_id,
        customer_id=terms.customer_id,
        offer=offer,
        sale_ids={row.installment_id: row.sale_id for row in rows},
        session_id=cash.session_for(ctx.stamp) if offer.pays_today else None,
        tenders=tenders,
        change=change,
        release_id=order.release_id if released else None,
    )
    posted = negotiation.post_agreement(ctx.stamp, posting)
    return AgreementMade(
        agreement_id=posted.agreement_id,
        number=posted.number,
        customer_id=terms.customer_id,
        sale_id=posted.sale_id,
        contract_number=posted.contract_number,
        total=offer.total,
        paid=offer.pays_today,
        payment_id=posted.payment.payment_id if posted.payment else None,
        receipt_number=posted.payment.number if posted.payment else None,
        change=change,
    )


def _quotes(ctx: Context, rows: list[OpenRow], settings: ShopSettings) -> tuple[Quote, ...]:
    calendar = shop.calendar(ctx.database, ctx.store_id)
    return receivables.quotes(ctx.database, rows, ctx.today, settings.charge_rules, calendar)


def _as_shown(order: AgreementOrder, offer: Offer) -> Offer:
    """The offer of this moment, if it is still the one the customer said yes to."""
    if offer.due_today != order.shown_due:
        raise QuoteChanged(order.shown_due, offer.due_today)
    if offer.total != order.shown_total:
        raise QuoteChanged(order.shown_total, offer.total)
    return offer


def _check_ceiling(ctx: Context, order: AgreementOrder, settings: ShopSettings) -> bool:
    """Above one's own ceiling only a higher role's release of these very terms lets it through, once."""
    if order.terms.kind is not OfferKind.CASH:
        return False
    role, discount = ctx.operator.role, order.terms.discount
    permission = release_needed(discount, role, settings)
    if permission is None:
        return False
    if order.release_id is None:
        raise DiscountAboveCeiling(discount, ceiling_of(role, settings))
    users.use_release(ctx.stamp, order.release_id, permission, payload_hash(order.terms), order.request_id)
    return True


def _paid_at_signing(ctx: Context, order: AgreementOrder, offer: Offer) -> tuple[tuple[Tender, ...], Money]:
    """The means of what is paid today and the change they leave; taking money is receiving."""
    due = offer.pays_today
    if due:
        check_permission(ctx, "receive")
    tenders = order.tenders or ((Tender(Method.CASH, due),) if due else ())
    if total_tendered(tenders) < due:
        raise PaidAtSigningNotCovered(due, total_tendered(tenders))
    return tenders, change_due(due, tenders)


@query("see_customer")
def agreement_view(ctx: Context, agreement_id: int) -> AgreementView:
    """An agreement as made: what it closed, what the shop gave up, and what is paid instead.

    Raises:
        LookupError: no such agreement, which only a programming mistake can ask for.
    """
    return negotiation.agreement_view(ctx.database, agreement_id)


@query("see_customer")
def customer_agreements(ctx: Context, customer_id: int) -> tuple[AgreementLine, ...]:
    """The agreements of a customer, the newest first, for the ficha."""
    calendar = shop.calendar(ctx.database, ctx.store_id)
    return _agreement_lines(ctx, customer_id, calendar)
