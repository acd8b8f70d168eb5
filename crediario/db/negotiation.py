"""Agreements: the rows one leaves behind, and the queries that read it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Database

from crediario.db import ledger, limits, receivables, standing
from crediario.db.journal import Stamp
from crediario.db.models import Agreement, Allocation
from crediario.db.payment_postings import AllocationPart, PaymentPosting, PostedPayment, post_payment
from crediario.db.receivables import OpenRow, as_date
from crediario.db.sale_postings import Item, PostedSale, SalePosting, post_contract
from crediario.db.statements import fetch, insert, insert_rows, run
from crediario.domain.early import early_discount
from crediario.domain.money import Money
from crediario.domain.negotiation import Offer, OfferKind
from crediario.domain.permissions import Role
from crediario.domain.receiving import InstallmentInAgreement
from crediario.domain.tender import Tender

_AGREEMENT = (
    "store_id", "till_id", "operator_id", "customer_id", "number", "signed_on", "offer", "open_cents",
    "fine_cents", "interest_cents", "waived_fine_cents", "waived_interest_cents", "early_discount_cents",
    "discount_cents", "total_cents", "release_id", "operation", "created_at",
)  # fmt: skip
_CLOSING = (
    "store_id", "sale_id", "installment_id", "position", "paid_on", "days_late", "amount_cents",
    "principal_cents", "fine_cents", "interest_cents", "discount_cents", "waived_fine_cents",
    "waived_interest_cents", "origin", "agreement_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgreementPosting:
    """An agreement decided, ready to be written.

    Attributes:
        sale_ids: the sale of each installment it closes.
        session_id: the cash session that takes what is paid at signing; None when nothing is.
        tenders: the means of it.
    """

    operation: str
    customer_id: int
    offer: Offer
    sale_ids: Mapping[int, int]
    session_id: int | None
    tenders: tuple[Tender, ...]
    change: Money
    release_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostedAgreement:
    """The agreement's number, its contract, and the receipt of what was paid at signing."""

    agreement_id: int
    number: int
    sale_id: int
    contract_number: int
    payment: PostedPayment | None


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """An installment an agreement closed, as it stood on the day.

    Attributes:
        open: face value that was open.
        fine: multa of the day, waived or not.
        interest: juros de mora of the day, waived or not.
        early_discount: what the law took off it, not being due yet.
        carried: what of it passed into the agreement's total.
    """

    installment_id: int
    sale_id: int
    contract_number: int
    number: int
    count: int
    due_date: date
    days_late: int
    open: Money
    fine: Money
    interest: Money
    early_discount: Money
    carried: Money

    @property
    def total(self) -> Money:
        """What would have settled it on the day."""
        return self.open + self.fine + self.interest - self.early_discount


@dataclass(frozen=True, slots=True)
class NewLine:
    """An installment of the agreement's contract, as it stands now."""

    installment_id: int
    number: int
    due_date: date
    amount: Money
    open: Money


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement whole: what it closed, what the shop gave up, and what is paid instead.

    Attributes:
        payment_id: what was received at signing; None when nothing was.
        down_payment: paid at signing beside the installments; zero when all was paid at once.
        lines: the new contract; paid at once, its one installment was due on the day.
    """

    agreement_id: int
    number: int
    store_code: int
    kind: OfferKind
    signed_on: date
    created_at: datetime
    operator_name: str
    operator_role: Role
    customer_id: int
    open: Money
    fine: Money
    interest: Money
    waived_fine: Money
    waived_interest: Money
    early_discount: Money
    discount: Money
    total: Money
    sale_id: int
    contract_number: int
    down_payment: Money
    payment_id: int | None
    receipt_number: int | None
    closed: tuple[ClosedLine, ...]
    lines: tuple[NewLine, ...]

    @property
    def due_on_the_day(self) -> Money:
        """What would have settled everything on the day, without the agreement."""
        return self.open + self.fine + self.interest - self.early_discount

    @property
    def given_up(self) -> Money:
        """Charges and discount the shop gave up, the law's discount apart."""
        return self.waived_fine + self.waived_interest + self.discount


@dataclass(frozen=True, slots=True)
class AgreementSummary:
    """An agreement as one line of a customer's: what is open of it, and since when."""

    agreement_id: int
    number: int
    kind: OfferKind
    signed_on: date
    total: Money
    sale_id: int
    contract_number: int
    open: Money
    next_due: date | None


def post_agreement(stamp: Stamp, posting: AgreementPosting) -> PostedAgreement:
    """Writes the agreement, closes its installments, opens its contract, and receives what is paid today."""
    number = ledger.next_number(stamp, "agreement")
    agreement_id = insert(stamp.database, Agreement, _AGREEMENT, _agreement_row(stamp, posting, number))
    _close(stamp, posting, agreement_id)
    opened = _open_contract(stamp, posting, agreement_id, number)
    payment = _receive(stamp, posting, opened.sale_id)
    limits.recount(stamp.database, [posting.customer_id])
    standing.refresh(stamp.database, posting.customer_id)
    return PostedAgreement(agreement_id, number, opened.sale_id, opened.number, payment)


def _open_contract(stamp: Stamp, posting: AgreementPosting, agreement_id: int, number: int) -> PostedSale:
    offer = posting.offer
    contract = SalePosting(
        operation=posting.operation,
        customer_id=posting.customer_id,
        seller_id=None,
        plan=offer.plan,
        items=(Item(f"Acordo nº {number}", 1, offer.total),),
        agreement_id=agreement_id,
    )
    opened = post_contract(stamp, contract)
    for entries in (_closing_entries(offer), _opening_entries(offer)):
        day = offer.plan.terms.sold_on
        ledger.post_entries(stamp, posting.operation, day, entries, sale_id=opened.sale_id)
    return opened


def _receive(stamp: Stamp, posting: AgreementPosting, sale_id: int) -> PostedPayment | None:
    """Paid at once, the one installment of the contract; else its down payment, if there is one."""
    offer = posting.offer
    if posting.session_id is None:
        return None
    whole = offer.kind is OfferKind.CASH
    installment_id = _first_installment(stamp.database, sale_id) if whole else None
    part = AllocationPart(sale_id, installment_id, days_late=0, principal=offer.pays_today)
    payment = PaymentPosting(
        operation=posting.operation,
        customer_id=posting.customer_id,
        session_id=posting.session_id,
        paid_on=offer.plan.terms.sold_on,
        tenders=posting.tenders,
        change=posting.change,
        parts=(part,),
    )
    return post_payment(stamp, payment)


def _first_installment(database: Database, sale_id: int) -> int:
    sql = "SELECT id FROM installment WHERE sale_id = ? AND number = 1"
    return int(fetch(database, sql, (sale_id,))[0][0])


def _agreement_row(stamp: Stamp, posting: AgreementPosting, number: int) -> tuple[object, ...]:
    offer = posting.offer
    return (
        stamp.store_id, stamp.till_id, stamp.operator_id, posting.customer_id, number,
        offer.plan.terms.sold_on, offer.kind.value, offer.open.cents, offer.fine.cents, offer.interest.cents,
        offer.waived_fine.cents, offer.waived_interest.cents, offer.early_discount.cents,
        offer.discount.cents, offer.total.cents, posting.release_id, posting.operation, stamp.instant,
    )  # fmt: skip


def _close(stamp: Stamp, posting: AgreementPosting, agreement_id: int) -> None:
    """One allocation for each installment, which then has nothing open and says what replaced it."""
    signed_on = posting.offer.plan.terms.sold_on
    pairs = zip(posting.offer.quotes, posting.offer.shares, strict=True)
    rows = [
        (
            stamp.store_id, posting.sale_ids[share.installment_id], share.installment_id, position, signed_on,
            quote.days_late, share.paid.cents, share.principal.cents, share.fine.cents, share.interest.cents,
            share.discount.cents, share.waived_fine.cents, share.waived_interest.cents, "agreement",
            agreement_id,
        )
        for position, (quote, share) in enumerate(pairs, 1)
    ]  # fmt: skip
    insert_rows(stamp.database, Allocation, _CLOSING, rows)
    sql = "UPDATE installment SET open_cents = open_cents - ?, replaced_by = ? WHERE id = ?"
    for share in posting.offer.shares:
        run(stamp.database, sql, (share.settled.cents, agreement_id, share.installment_id))


def _closing_entries(offer: Offer) -> dict[str, Money]:
    """What was open passes into the agreement, less what the law and the shop took off."""
    return {
        "receivable": -Money.total(share.settled for share in offer.shares),
        "late_fine": -Money.total(share.fine for share in offer.shares),
        "late_interest": -Money.total(share.interest for share in offer.shares),
        "early_discount": offer.early_discount,
        "agreement_discount": offer.discount,
        "agreement": offer.total,
    }


def _opening_entries(offer: Offer) -> dict[str, Money]:
    return {
        "receivable": offer.plan.financed,
        "down_payment": offer.plan.terms.down_payment,
        "agreement": -offer.total,
    }


def closed_by(database: Database, row: OpenRow) -> InstallmentInAgreement | None:
    """Which agreement closed an installment, as a refusal that says so; None when none did."""
    sql = (
        "SELECT g.number, s.number FROM installment AS i JOIN agreement AS g ON g.id = i.replaced_by"
        " JOIN sale AS s ON s.agreement_id = g.id WHERE i.id = ?"
    )
    rows = fetch(database, sql, (row.installment_id,))
    return InstallmentInAgreement(row.contract_number, row.number, row.count, *rows[0]) if rows else None


def counted_by(database: Database, payment_id: int) -> int | None:
    """The number of an agreement that closed an installment this payment paid a part of; None without."""
    sql = (
        "SELECT MIN(g.number) FROM allocation AS a JOIN installment AS i ON i.id = a.installment_id"
        " JOIN agreement AS g ON g.id = i.replaced_by WHERE a.payment_id = ?"
    )
    ((number,),) = fetch(database, sql, (payment_id,))
    return int(number) if number is not None else None


_VIEW = (
    "SELECT g.id, g.number, store.code, g.offer, g.signed_on, g.created_at, o.name, o.role, g.customer_id,"
    " s.id, s.number, s.down_payment_cents, p.id, p.number,"
    " g.open_cents, g.fine_cents, g.interest_cents, g.waived_fine_cents, g.waived_interest_cents,"
    " g.early_discount_cents, g.discount_cents, g.total_cents"
    " FROM agreement AS g JOIN store ON store.id = g.store_id JOIN shop_user AS o ON o.id = g.operator_id"
    " JOIN sale AS s ON s.agreement_id = g.id"
    " LEFT JOIN payment AS p ON p.customer_id = g.customer_id AND p.operation = g.operation"
    " WHERE g.id = ?"
)
_CLOSED = (
    "SELECT a.installment_id, a.sale_id, s.number, i.number, s.installment_count, i.due_date, a.days_late,"
    " a.principal_cents + a.discount_cents, a.fine_cents + a.waived_fine_cents,"
    " a.interest_cents + a.waived_interest_cents, a.amount_cents, COALESCE(i.original_due, i.due_date)"
    " FROM allocation AS a JOIN installment AS i ON i.id = a.installment_id"
    " JOIN sale AS s ON s.id = a.sale_id WHERE a.agreement_id = ? ORDER BY a.position"
)
_OPENED = (
    "SELECT id, number, due_date, amount_cents, open_cents FROM installment WHERE sale_id = ? ORDER BY number"
)


def agreement_view(database: Database, agreement_id: int) -> AgreementView:
    """The agreement whole, with what is open of its contract now.

    Raises:
        LookupError: there is no such agreement.
    """
    rows = fetch(database, _VIEW, (agreement_id,))
    if not rows:
        raise LookupError(f"agreement {agreement_id}")
    (
        id_, number, store_code, kind, signed_on, created_at, operator, role, customer_id,
        sale_id, contract, down_payment, payment_id, receipt, *money,
    ) = rows[0]  # fmt: skip
    open_, fine, interest, waived_fine, waived_interest, early, discount, total = map(Money, money)
    return AgreementView(
        agreement_id=id_,
        number=number,
        store_code=store_code,
        kind=OfferKind(kind),
        signed_on=as_date(signed_on),
        created_at=datetime.fromisoformat(created_at),
        operator_name=operator,
        operator_role=Role(role),
        customer_id=customer_id,
        open=open_,
        fine=fine,
        interest=interest,
        waived_fine=waived_fine,
        waived_interest=waived_interest,
        early_discount=early,
        discount=discount,
        total=total,
        sale_id=sale_id,
        contract_number=contract,
        down_payment=Money(down_payment),
        payment_id=payment_id,
        receipt_number=receipt,
        closed=_closed_lines(database, id_, as_date(signed_on)),
        lines=tuple(
            NewLine(line_id, place, as_date(due), Money(amount), Money(left))
            for line_id, place, due, amount, left in fetch(database, _OPENED, (sale_id,))
        ),
    )


def _closed_lines(database: Database, agreement_id: int, signed_on: date) -> tuple[ClosedLine, ...]:
    """The law's discount is not kept by installment: it follows again from the contract of each."""
    rows = fetch(database, _CLOSED, (agreement_id,))
    schedules = receivables.schedules(database, {row[1] for row in rows})
    return tuple(_closed_line(row, schedules, signed_on) for row in rows)


def _closed_line(row: Sequence[Any], schedules: Mapping[int, Any], signed_on: date) -> ClosedLine:
    installment_id, sale_id, contract, number, count, due_date, days_late, *money, first_due = row
    open_, fine, interest, carried = map(Money, money)
    return ClosedLine(
        installment_id=installment_id,
        sale_id=sale_id,
        contract_number=contract,
        number=number,
        count=count,
        due_date=as_date(due_date),
        days_late=days_late,
        open=open_,
        fine=fine,
        interest=interest,
        early_discount=early_discount(open_, as_date(first_due), signed_on, schedules[sale_id]),
        carried=carried,
    )


def customer_agreements(database: Database, customer_id: int) -> tuple[AgreementSummary, ...]:
    """The agreements of a customer, the newest first."""
    sql = (
        "SELECT g.id, g.number, g.offer, g.signed_on, g.total_cents, s.id, s.number,"
        " (SELECT COALESCE(SUM(i.open_cents), 0) FROM installment AS i WHERE i.sale_id = s.id),"
        " (SELECT MIN(i.due_date) FROM installment AS i WHERE i.sale_id = s.id AND i.open_cents > 0)"
        " FROM agreement AS g JOIN sale AS s ON s.agreement_id = g.id"
        " WHERE g.customer_id = ? ORDER BY g.id DESC"
    )
    return tuple(
        AgreementSummary(
            agreement_id=id_,
            number=number,
            kind=OfferKind(kind),
            signed_on=as_date(signed_on),
            total=Money(total),
            sale_id=sale_id,
            contract_number=contract,
            open=Money(int(open_)),
            next_due=as_date(due) if due else None,
        )
        for id_, number, kind, signed_on, total, sale_id, contract, open_, due in fetch(
            database, sql, (customer_id,)
        )
    )
