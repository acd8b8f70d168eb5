"""Papers: the carnê of a sale and the receipt of a payment, issued once and kept byte for byte."""

from dataclasses import dataclass
from datetime import date

from crediario.db import papers, payments, points, receivables, sales, shop
from crediario.db.papers import IssuedPaper
from crediario.db.payments import PaidLine, PaymentView
from crediario.db.receivables import OpenRow
from crediario.db.sales import SaleView, SoldInstallment
from crediario.documents import carne, receipt
from crediario.documents.carne import CarneData, CarneSummary, Slip
from crediario.documents.receipt import NextDue, ReceiptData, ReceiptLine, ReceiptPoints
from crediario.documents.shop import shop_header
from crediario.documents.wording import tender_label
from crediario.domain import carne_code, pix
from crediario.domain.br import parse_document
from crediario.domain.charges import is_overdue, late_fine, late_interest
from crediario.domain.errors import Refusal
from crediario.domain.loyalty import points_for, points_forecast
from crediario.domain.money import Money
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "IssuedPaper",
    "PaperOrder",
    "ProfileMissing",
    "issue_carne",
    "issue_receipt",
    "paper_content",
    "pix_payload",
]


@dataclass(eq=False)
class ProfileMissing(Refusal):
    """Papers need the shop's name, address and CNPJ, and the first-run assistant was not finished."""


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Which paper to issue: ``subject_id`` is the sale of a carnê or the payment of a receipt."""

    request_id: str
    subject_id: int


@use_case("print_papers", changes={Topic.DOCUMENTS})
def issue_carne(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The carnê of a sale: made and archived the first time, the same bytes ever after.

    Raises:
        ProfileMissing: the shop has no profile yet.
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
    """The 80 mm receipt of a payment: made and archived the first time, the same bytes ever after.

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
    content = receipt.render(_receipt(ctx, view))
    return papers.archive(ctx.stamp, "receipt", order.subject_id, receipt.TEMPLATE_VERSION, content)


@query("see_papers")
def paper_content(ctx: Context, document_id: int) -> bytes:
    """The PDF of an issued document, byte for byte.

    Raises:
        LookupError: there is no such document.
    """
    return papers.content(ctx.database, document_id)


@query("see_papers")
def samples(ctx: Context) -> tuple[int | None, int | None]:
    """The newest sale, and the receipt that says most (several lines, charges); None where there is none."""
    return papers.newest_sale(ctx.database, ctx.store_id), papers.fullest_receipt(ctx.database, ctx.store_id)


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


def _txid(contract: int, number: int) -> str:
    """One txid an installment, so that a bank statement tells which one was paid."""
    return f"C{contract}P{number}"


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
        summary=_summary(sale, settings),
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
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
        pix_payload=_pix(profile, each.amount, _txid(sale.number, each.number)),
        points=_slip_points(sale, each) if settings.points_on else None,
    )


def _slip_points(sale: SaleView, each: SoldInstallment) -> int | None:
    return points_forecast(each.amount, each.due_date, sale.sold_on) or None


def _summary(sale: SaleView, settings: ShopSettings) -> CarneSummary:
    return CarneSummary(
        price=sale.price,
        down_payment=sale.down_payment,
        down_payment_on=sale.sold_on if sale.down_payment else None,
        financed=sale.financed,
        interest=sale.interest,
        rate_month=sale.rate,
        rate_year=sale.rate_year,
        total_effective_cost=sale.total_effective_cost,
        total_with_down_payment=sale.total_with_down_payment,
        late_fine=settings.late_fine,
        late_interest=settings.late_interest,
        grace_days=settings.grace_days,
    )


def _receipt(ctx: Context, view: PaymentView) -> ReceiptData:
    profile = _profile(ctx)
    rows = receivables.open_installments(ctx.database, view.customer_id)
    calendar = shop.calendar(ctx.database, ctx.store_id)
    late = Money.total(row.open for row in rows if is_overdue(row.due_date, view.paid_on, calendar))
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
        next_due=_next_due(coming) if coming else None,
        open_not_due=Money.total(row.open for row in rows) - late,
        open_late=late,
        next_pix_payload=_next_pix(profile, coming) if coming else None,
        points=_points(ctx, view, coming),
        out_of_order=_is_out_of_order(view, rows),
        down_payment=any(line.installment_id is None for line in view.lines),
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
    )


def _next_due(row: OpenRow) -> NextDue:
    return NextDue(row.due_date, row.contract_number, row.number, row.count, row.open)


def _next_pix(profile: ShopProfile, row: OpenRow) -> str | None:
    return _pix(profile, row.open, _txid(row.contract_number, row.number))


def _is_out_of_order(view: PaymentView, rows: list[OpenRow]) -> bool:
    """Whether an earlier installment of a contract stays open while a later one was paid (CC 322)."""
    last_paid = {line.sale_id: line.number or 0 for line in view.lines}
    return any(row.number < last_paid.get(row.sale_id, 0) for row in rows)
