"""What a customer signs at a sale on credit: the contract and the promissory notes, issued once and kept."""

from datetime import timedelta

from crediario.db import customers, papers, sale_papers, sales, shop
from crediario.db.papers import IssuedPaper
from crediario.db.sale_papers import GuarantorRow, SaleSigning
from crediario.db.sales import SaleView
from crediario.documents import contract, promissory_note
from crediario.documents.contract import ContractGuarantor, ContractItem, ContractLine, ContractPaper
from crediario.documents.person_lines import address_line, phone_line, whole_document
from crediario.documents.promissory_note import MOST_GUARANTORS, NoteGuarantor, NoteLine, PromissoryNotes
from crediario.documents.sale_summary import summary_of
from crediario.documents.shop import shop_header
from crediario.documents.wording import signer
from crediario.domain.issuing import (
    OFFER_DAYS,
    NothingLeftToPromise,
    PaperOfAgreement,
    PaperOrder,
    SaleCancelled,
    SignerWithoutDocument,
    SoldElsewhere,
    TooManyGuarantors,
    profile_for_contract,
    profile_for_notes,
)
from crediario.domain.registration import CustomerFacts
from crediario.domain.settings import ShopProfile, ShopSettings
from crediario.services.core import Context, Topic, query, use_case

__all__ = ["IssuedPaper", "PaperOrder", "issue_contract", "issue_promissory_notes", "signs_notes"]


@use_case("print_papers", changes={Topic.DOCUMENTS})
def issue_contract(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The contract of a sale on credit, all its copies: made and archived once, the same bytes ever after.

    Raises:
        ProfileMissing, ShopFieldMissing: the shop's data lack what a contract must say.
        PaperOfAgreement, SoldElsewhere, SaleCancelled: this sale has no contract to sign here.
        LookupError: no such sale.

    Rule: CDC arts. 46, 52, 54 § 3º and 54-B; law.md §7. See docs/regras.md#contrato.
    """
    earlier = papers.issued(ctx.database, "contract", order.subject_id)
    if earlier:
        return earlier
    sale = sales.sale_view(ctx.database, order.subject_id)
    signing = _signing(ctx, sale)
    profile = profile_for_contract(shop.shop_profile(ctx.database, ctx.store_id))
    content = contract.render(_contract(ctx, sale, signing, profile))
    return papers.archive(ctx.stamp, "contract", sale.sale_id, contract.TEMPLATE_VERSION, content)


@use_case("print_papers", changes={Topic.DOCUMENTS})
def issue_promissory_notes(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The promissory notes of a sale, one for each installment that is open and still to come.

    Made and archived once, the same bytes ever after: a second set of notes would be a second promise.

    Raises:
        ProfileMissing, ShopFieldMissing: the shop's data lack what a note must say.
        PaperOfAgreement, SoldElsewhere, SaleCancelled: this sale has no notes to sign here.
        NothingLeftToPromise: all is paid, or late.
        SignerWithoutDocument: the customer's record has neither CPF nor CNPJ.
        TooManyGuarantors: not all of them can sign on the face.
        LookupError: no such sale.

    Rule: LUG art. 75; Decreto 2.044/1908 art. 55; law.md §7. See docs/regras.md#nota-promissoria.
    """
    earlier = papers.issued(ctx.database, "promissory_note", order.subject_id)
    if earlier:
        return earlier
    sale = sales.sale_view(ctx.database, order.subject_id)
    _signing(ctx, sale)
    profile = profile_for_notes(shop.shop_profile(ctx.database, ctx.store_id))
    content = promissory_note.render(_notes(ctx, sale, profile))
    version = promissory_note.TEMPLATE_VERSION
    return papers.archive(ctx.stamp, "promissory_note", sale.sale_id, version, content)


@query("see_papers")
def signs_notes(ctx: Context, sale_id: int) -> bool:
    """Whether notes of the sale were issued, and have to be given back as it is paid."""
    return papers.issued(ctx.database, "promissory_note", sale_id) is not None


def _signing(ctx: Context, sale: SaleView) -> SaleSigning:
    """Who signs for the shop, where there is anything to sign."""
    if sale.agreement_id is not None:
        raise PaperOfAgreement(sale.number)
    signing = sale_papers.sale_signing(ctx.database, sale.sale_id, sale.down_payment_id)
    if signing.is_imported:
        raise SoldElsewhere(sale.number)
    if signing.is_cancelled:
        raise SaleCancelled(sale.number)
    return signing


def _facts(ctx: Context, customer_id: int) -> CustomerFacts:
    stored = customers.stored_customer(ctx.database, customer_id)
    if stored is None:
        raise LookupError(f"customer {customer_id}")
    return stored.facts


def _contract(ctx: Context, sale: SaleView, signing: SaleSigning, profile: ShopProfile) -> ContractPaper:
    settings: ShopSettings = shop.shop_settings(ctx.database, ctx.store_id)
    facts = _facts(ctx, sale.customer_id)
    guarantors = sale_papers.guarantors_today(ctx.database, sale.customer_id)
    return ContractPaper(
        shop=shop_header(profile),
        shop_email=profile.email,
        signer=signer(signing.operator_name, signing.operator_role),
        number=sale.number,
        sold_on=sale.sold_on,
        customer_name=facts.name,
        # Whole on the copy that is signed.
        customer_document=whole_document(facts.document),
        customer_address=address_line(facts),
        customer_phone=phone_line(facts),
        customer_email=facts.email or "",
        items=tuple(ContractItem(each.description, each.quantity, each.unit_price) for each in sale.items),
        taken_by=signing.taken_by,
        note_key=signing.note_key,
        summary=summary_of(sale, settings),
        every=sale.every,
        lines=tuple(ContractLine(each.number, each.due_date, each.amount) for each in sale.installments),
        charges=settings.charge_rules,
        offer_until=sale.sold_on + timedelta(days=OFFER_DAYS),
        receipt_number=signing.receipt_number,
        guarantors=tuple(ContractGuarantor(each.name, whole_document(each.document)) for each in guarantors),
        retention_years=settings.retention_years,
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
    )


def _notes(ctx: Context, sale: SaleView, profile: ShopProfile) -> PromissoryNotes:
    facts = _facts(ctx, sale.customer_id)
    if not facts.document:
        raise SignerWithoutDocument(facts.name)
    return PromissoryNotes(
        shop=shop_header(profile),
        contract_number=sale.number,
        count=len(sale.installments),
        sold_on=sale.sold_on,
        customer_name=facts.name,
        customer_document=whole_document(facts.document),
        customer_address=address_line(facts),
        issued_on=ctx.today,
        lines=_promised(ctx, sale),
        guarantors=_who_signs_too(sale_papers.guarantors_today(ctx.database, sale.customer_id)),
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
    )


def _promised(ctx: Context, sale: SaleView) -> tuple[NoteLine, ...]:
    """A note for what is open of each installment on its day as it stands now; none for one already late."""
    dated = [(each, each.moved_to or each.due_date) for each in sale.installments]
    lines = tuple(
        NoteLine(each.number, due, each.open) for each, due in dated if each.open and due >= ctx.today
    )
    if not lines:
        raise NothingLeftToPromise(sale.number)
    return lines


def _who_signs_too(rows: tuple[GuarantorRow, ...]) -> tuple[NoteGuarantor, ...]:
    if len(rows) > MOST_GUARANTORS:
        raise TooManyGuarantors(len(rows), MOST_GUARANTORS)
    return tuple(NoteGuarantor(each.name, whole_document(each.document)) for each in rows)
