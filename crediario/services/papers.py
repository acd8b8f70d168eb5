"""Papers: the carnê of a sale and the receipt of a payment, issued once and kept byte for byte."""

from dataclasses import dataclass, replace
from datetime import date

from crediario.db import (
    customers,
    down_payments,
    negotiation,
    papers,
    payments,
    points,
    receivables,
    sales,
    shop,
)
from crediario.db.negotiation import AgreementView
from crediario.db.papers import IssuedPaper
from crediario.db.payments import PaidLine, PaymentView
from crediario.db.receivables import OpenRow
from crediario.db.sales import SaleView, SoldInstallment
from crediario.documents import agreement, carne, receipt
from crediario.documents.agreement import AgreementPaper, ClosedRow, NewRow
from crediario.documents.carne import CarneAgreement, CarneData, Slip
from crediario.documents.person_lines import address_line, phone_line, whole_document
from crediario.documents.receipt import NextDue, ReceiptData, ReceiptLine, ReceiptPoints
from crediario.documents.receipt_text import receipt_text
from crediario.documents.sale_summary import summary_of
from crediario.documents.shop import shop_header
from crediario.documents.wording import signer, slips_text, tender_label
from crediario.domain import carne_code, pix
from crediario.domain.br import parse_document
from crediario.domain.charges import is_overdue, late_fine, late_interest
from crediario.domain.errors import Refusal
from crediario.domain.issuing import PaperErased, PaperOrder, ProfileMissing
from crediario.domain.loyalty import points_for, points_forecast
from crediario.domain.money import Money
from crediario.domain.negotiation import OfferKind
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.domain.slip_reading import slip_txid
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "IssuedPaper",
    "NothingLeftToSlip",
    "PaperErased",
    "PaperOrder",
    "ProfileMissing",
    "issue_agreement",
    "issue_carne",
    "issue_receipt",
    "paper_content",
    "pix_payload",
    "receipt_message",
]


@dataclass(eq=False)
class NothingLeftToSlip(Refusal):
    """An agreement paid at signing has no carnê: its slip would ask for the same money again."""

    contract_number: int


@dataclass(frozen=True, slots=True)
class Samples:
    """What to show the papers with; None where the shop has none.

    Attributes:
        sale_id: the newest sale.
        payment_id: the receipt that says most (several lines, charges).
        agreement_id: the newest agreement that is not all paid.
        contract_id: the sale row of its contract.
    """

    sale_id: int | None
    payment_id: int | None
    agreement_id: int | None
    contract_id: int | None


@use_case("print_papers", changes={Topic.DOCUMENTS})
def issue_carne(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The carnê of a sale: made and archived the first time, the same bytes ever after.

    Raises:
        ProfileMissing: the shop has no profile yet.
        NothingLeftToSlip: the contract of an agreement paid at signing.
        LookupError: no such sale.

    Rule: CDC art. 52; law.md §7 (Carnê).
    """
    earlier = papers.issued(ctx.database, "carne", order.subject_id)
    if earlier:
        return earlier
    sale = sales.sale_view(ctx.database, order.subject_id)
    content = carne.render(_carne(ctx, sale))
    return papers.archive(ctx.stamp, "carne", order.subject_id, carne.TEMPLATE_VERSION, content)


@use_case("print_papers", changes={Topic.DOCUMENTS})
def issue_receipt(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The receipt of a payment, for the paper asked for: made and archived once, the same bytes ever after.

    Raises:
        ProfileMissing: the shop has no profile yet.
        LookupError: no such payment.

    Rule: CC arts. 320 and 322; law.md §7 (Recibo).
    """
    earlier = papers.issued(ctx.database, "receipt", order.subject_id)
    if earlier:
        return earlier
    gives_points = shop.shop_settings(ctx.database, ctx.store_id).points_on
    view = payments.payment_view(ctx.database, order.subject_id, with_points=gives_points)
    content = receipt.render(_receipt(ctx, view), order.form)
    version = receipt.template_version(order.form)
    return papers.archive(ctx.stamp, "receipt", order.subject_id, version, content)


@use_case("print_papers", changes={Topic.DOCUMENTS})
def issue_agreement(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The termo de acordo, both copies: made and archived the first time, the same bytes ever after.

    Raises:
        ProfileMissing: the shop has no profile yet.
        LookupError: no such agreement.

    Rule: CPC art. 784 III; law.md §7 (termo de acordo). See docs/regras.md#termo-de-acordo.
    """
    earlier = papers.issued(ctx.database, "agreement", order.subject_id)
    if earlier:
        return earlier
    view = negotiation.agreement_view(ctx.database, order.subject_id)
    content = agreement.render(_agreement(ctx, view))
    return papers.archive(ctx.stamp, "agreement", order.subject_id, agreement.TEMPLATE_VERSION, content)


@query("see_papers")
def paper_content(ctx: Context, document_id: int) -> bytes:
    """The PDF of an issued document, byte for byte.

    Raises:
        PaperErased: the person was anonymised.
        LookupError: there is no such document.
    """
    content = papers.content(ctx.database, document_id)
    if not content:
        raise PaperErased
    return content


@query("see_papers")
def receipt_message(ctx: Context, payment_id: int, second_copy: bool) -> str:
    """The receipt of a payment as the text of a message, without any document of the customer.

    Raises:
        ProfileMissing: the shop has no profile yet.
        LookupError: no such payment.

    Rule: product.md D5; law.md §10 (W01).
    """
    view = payments.payment_view(ctx.database, payment_id, with_points=False)
    return receipt_text(replace(_receipt(ctx, view), second_copy=second_copy))


@query("see_papers")
def samples(ctx: Context) -> Samples:
    """What every paper can be shown with."""
    place = (ctx.database, ctx.store_id)
    agreement_id, contract_id = papers.newest_agreement(*place) or (None, None)
    return Samples(papers.newest_sale(*place), papers.fullest_receipt(*place), agreement_id, contract_id)


@query("receive")
def pix_payload(ctx: Context, amount: Money, txid: str) -> str | None:
    """The BR Code for an amount of today, to show on the screen; None where the shop has no Pix key."""
    return _pix(_profile(ctx), amount, txid)


def _profile(ctx: Context) -> ShopProfile:
    profile = shop.shop_profile(ctx.database, ctx.store_id)
    if profile is None:
        raise ProfileMissing
    return profile


def _pix(profile: ShopProfile, amount: Money, txid: str) -> str | None:
    if not profile.pix_key or not amount:
        return None
    name = profile.legal_name or profile.trade_name
    return pix.encode(pix.PixCharge(profile.pix_key, name, profile.city, amount, txid))


def _masked(document: str | None) -> str:
    return parse_document(document).masked if document else "—"


def _carne(ctx: Context, sale: SaleView) -> CarneData:
    profile = _profile(ctx)
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    return CarneData(
        shop=shop_header(profile),
        customer_name=sale.customer_name,
        customer_document_masked=_masked(sale.customer_document),
        contract_number=sale.number,
        items_text=sale.items_text,
        sold_on=sale.sold_on,
        slips=tuple(_slip(sale, each, profile, settings) for each in sale.installments),
        summary=summary_of(sale, settings),
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
        agreement=_carne_agreement(ctx, sale),
    )


def _carne_agreement(ctx: Context, sale: SaleView) -> CarneAgreement | None:
    if sale.agreement_id is None:
        return None
    view = negotiation.agreement_view(ctx.database, sale.agreement_id)
    if view.kind is OfferKind.CASH:
        raise NothingLeftToSlip(sale.number)
    return CarneAgreement(
        view.number, slips_text((each.contract_number, each.number) for each in view.closed)
    )


def _agreement(ctx: Context, view: AgreementView) -> AgreementPaper:
    profile = _profile(ctx)
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    stored = customers.stored_customer(ctx.database, view.customer_id)
    if stored is None:
        raise LookupError(f"customer {view.customer_id}")
    facts, whole = stored.facts, view.kind is OfferKind.CASH
    return AgreementPaper(
        shop=shop_header(profile),
        shop_email=profile.email,
        signer=signer(view.operator_name, view.operator_role),
        number=view.number,
        contract_number=None if whole else view.contract_number,
        signed_on=view.signed_on,
        kind=view.kind,
        customer_name=facts.name,
        # Whole on the copy that is signed.
        customer_document=whole_document(facts.document),
        customer_address=address_line(facts),
        customer_phone=phone_line(facts),
        closed=tuple(_closed_row(each) for each in view.closed),
        waived_fine=view.waived_fine,
        waived_interest=view.waived_interest,
        discount=view.discount,
        total=view.total,
        paid=view.total if whole else view.down_payment,
        receipt_number=view.receipt_number,
        lines=() if whole else tuple(NewRow(each.number, each.due_date, each.amount) for each in view.lines),
        late_fine=settings.late_fine,
        late_interest=settings.late_interest,
        grace_days=settings.grace_days,
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
    )


def _closed_row(line: negotiation.ClosedLine) -> ClosedRow:
    return ClosedRow(
        contract_number=line.contract_number,
        number=line.number,
        count=line.count,
        due_date=line.due_date,
        days_late=line.days_late,
        open=line.open,
        fine=line.fine,
        interest=line.interest,
        early_discount=line.early_discount,
    )


def _slip(sale: SaleView, each: SoldInstallment, profile: ShopProfile, settings: ShopSettings) -> Slip:
    return Slip(
        number=each.number,
        count=len(sale.installments),
        due_date=each.due_date,
        amount=each.amount,
        fine=late_fine(each.amount, 1, settings.late_fine, settings.charge_rounding),
        interest_per_day=late_interest(each.amount, 1, settings.late_interest, settings.charge_rounding),
        code=carne_code.encode(sale.store_code, sale.number, each.number).digits,
        pix_payload=_pix(profile, each.amount, slip_txid(sale.store_code, (sale.number, each.number))),
        points=_slip_points(sale, each) if settings.points_on else None,
    )


def _slip_points(sale: SaleView, each: SoldInstallment) -> int | None:
    return points_forecast(each.amount, each.due_date, sale.sold_on) or None


def _receipt(ctx: Context, view: PaymentView) -> ReceiptData:
    profile = _profile(ctx)
    rows = receivables.open_installments(ctx.database, view.customer_id)
    calendar = shop.calendar(ctx.database, ctx.store_id)
    downs = down_payments.open_of_customer(ctx.database, view.customer_id)
    owed = [*((row.due_date, row.open) for row in rows), *((down.sold_on, down.open) for down in downs)]
    late = Money.total(open_ for due, open_ in owed if is_overdue(due, view.paid_on, calendar))
    # What is late is summed below; what comes next is what is still to fall due.
    coming = next((row for row in rows if row.due_date >= view.paid_on), None)
    return ReceiptData(
        shop=shop_header(profile),
        number=view.number,
        issued_at=view.created_at.astimezone(ctx.now.tzinfo),
        till=f"{view.till_number:02d}",
        operator=view.operator_name,
        customer_name=view.customer_name,
        customer_document_masked=_masked(view.customer_document),
        lines=tuple(_receipt_line(line, view.paid_on) for line in view.lines),
        total=view.amount,
        tenders=tuple((tender_label(tender), tender.amount) for tender in view.tenders),
        change=view.change,
        rounding=view.rounding,
        credited=view.credited,
        next_due=_next_due(coming) if coming else None,
        open_not_due=Money.total(open_ for _, open_ in owed) - late,
        open_late=late,
        next_pix_payload=_next_pix(ctx, profile, coming) if coming else None,
        points=_points(ctx, view, coming),
        out_of_order=_is_out_of_order(view, rows),
        down_payment=bool(view.lines) and all(line.installment_id is None for line in view.lines),
    )


def _points(ctx: Context, view: PaymentView, coming: OpenRow | None) -> ReceiptPoints | None:
    if view.points is None:
        return None
    begun = points.timely(ctx.database, [coming]).get(coming.installment_id) if coming else None
    next_points = points_for(begun + coming.open) if coming and begun is not None else 0
    return ReceiptPoints(view.points.earned, view.points.balance, next_points)


def _receipt_line(line: PaidLine, paid_on: date) -> ReceiptLine:
    return ReceiptLine(
        contract_number=line.contract_number,
        number=line.number or 0,
        count=line.count,
        due_date=line.due_date or paid_on,
        amount=line.principal + line.discount,
        fine=line.fine,
        interest=line.interest,
        days_late=line.days_late,
        discount=line.discount,
        paid=line.paid,
        remaining=line.remaining,
        agreement_number=line.agreement_number,
        waived=line.waived,
    )


def _next_due(row: OpenRow) -> NextDue:
    return NextDue(row.due_date, row.contract_number, row.number, row.count, row.open)


def _next_pix(ctx: Context, profile: ShopProfile, row: OpenRow) -> str | None:
    """An installment that another store sold bears no txid: money for it comes to this store's account."""
    ours = row.store_id == ctx.store_id
    txid = slip_txid(ctx.store_code, (row.contract_number, row.number)) if ours else pix.NO_TXID
    return _pix(profile, row.open, txid)


def _is_out_of_order(view: PaymentView, rows: list[OpenRow]) -> bool:
    """Whether an earlier installment of a contract stays open while a later one was paid (CC 322)."""
    last_paid = {line.sale_id: line.number or 0 for line in view.lines}
    return any(row.number < last_paid.get(row.sale_id, 0) for row in rows)
