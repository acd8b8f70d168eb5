"""Somebody with a name, numbers and addresses nobody else has, taken through as many functions as we have."""

from dataclasses import replace
from datetime import date, timedelta

from crediario.db.models import (
    Attachment,
    AuthorisedBuyer,
    BackTest,
    CreditAccount,
    CreditAnalysis,
    CustomerDetail,
    CustomerReference,
    CustomerScore,
    Guarantor,
    LimitEntry,
    Release,
    ReleaseRequest,
    Table,
)
from crediario.db.shop import save_version
from crediario.domain.credit.policy import LENIENT, Answer
from crediario.domain.money import Money
from crediario.domain.privacy import ConsentChannel, ConsentPurpose, Opened, RequestKind
from crediario.services import (
    customers,
    due_moves,
    papers,
    payments,
    privacy,
    record_access,
    return_papers,
    sale_papers,
    store_credit,
)
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.negotiating import an_agreement
from tests.support.returning import furniture_sold, returned
from tests.support.shop import new_id, on_day

CPF = "52998224725"
#: Texts that only this person has: none of them may be left anywhere.
CANARIES = (
    "Zenóbia Quintiliana Xarope",
    "Zenobia Quintiliana",
    "zenobia quintiliana",
    "quintiliana",
    "xarope",
    "Quintiliana de Antes",
    CPF,
    "529.982.247-25",
    "98765-4321",
    "34987654321",
    "987654321",
    "9 8765 4321",
    "zenobia@xarope.example",
    "Rua da Canária Amarela",
    "canaria amarela",
    "Mãe Xarope Quintiliana",
    "RG-XQ-77",
    "recado da Quintiliana",
    "NOTA-XQ-4711",
    "motivo Quintiliana",
    "Bytes of Quintiliana",
    "arquivo da Quintiliana",
)
TITLE, WHY = "arquivo da Quintiliana", "motivo Quintiliana"
BOUGHT_ON = date(2020, 3, 2)
#: Six years after the last of it.
LATER = date(2027, 3, 15)


def with_photo_consent(ctx: Context, customer: int, *, given: bool = True) -> int:
    """The customer, who says yes to a photo, or takes it back."""
    order = privacy.ConsentOrder(
        new_id(), customer, ConsentPurpose.PHOTO, given, ConsentChannel.COUNTER, ctx.clock.today()
    )
    privacy.record_consent(ctx, order)
    return customer


def a_canary(ctx: Context) -> int:
    """Registered, changed, sold to, paid, reversed, renegotiated, looked at; everything settled in 2021."""
    on_day(ctx, BOUGHT_ON)
    customer = a_customer(
        ctx,
        "Zenóbia Quintiliana de Antes",
        document=CPF,
        phones=(customers.PhoneDraft("(34) 9 8765-4321"),),
        email="zenobia@xarope.example",
        street="Rua da Canária Amarela, 7",
        notes="recado da Quintiliana",
    )
    _change(ctx, customer)
    customers.show_document(ctx, customers.ShowDocumentOrder(new_id(), customer))
    _warn_of_limits(ctx)
    sale = a_sale(ctx, customer, first_due=date(2020, 4, 6))
    papers.issue_carne(ctx, papers.PaperOrder(new_id(), sale.sale_id))
    for issue in (sale_papers.issue_contract, sale_papers.issue_promissory_notes):
        issue(ctx, papers.PaperOrder(new_id(), sale.sale_id))
    on_day(ctx, date(2020, 4, 6))
    paid = a_payment(ctx, customer)
    papers.issue_receipt(ctx, papers.PaperOrder(new_id(), paid.payment_id))
    a_reversal(ctx, paid.payment_id)
    on_day(ctx, date(2020, 6, 22))
    made = an_agreement(ctx, customer)
    papers.issue_agreement(ctx, papers.PaperOrder(new_id(), made.agreement_id))
    _take_back(ctx, customer)
    _privacy(ctx, customer)
    _rows(ctx, customer)
    return customer


def _take_back(ctx: Context, customer: int) -> None:
    """A due date moved, a chair that came back, and its store credit handed out; each says why."""
    sale = furniture_sold(ctx, customer, down_payment=Money(60_00))
    row = next(row for row in payments.receiving_desk(ctx, customer).rows if row.sale_id == sale.sale_id)
    new_due = row.due_date + timedelta(days=5)
    due_moves.move_due_date(
        ctx, due_moves.DueMoveOrder(new_id(), customer, row.installment_id, new_due, False, WHY)
    )
    done = returned(ctx, sale.sale_id, chairs=1, reason=WHY)
    return_papers.issue_return(ctx, papers.PaperOrder(new_id(), done.return_id))
    order = store_credit.PayOutOrder(new_id(), customer, done.refund, WHY)
    store_credit.pay_out_credit(ctx, order)


def _warn_of_limits(ctx: Context) -> None:
    """From now on a sale above one real is made under a yellow light, and its decision says why."""
    answers = replace(LENIENT.answers, limit=Answer.WARN)
    save_version(ctx.stamp, "policy", replace(LENIENT, answers=answers, default_limit=Money(1_00)))


def settle(ctx: Context, customer: int) -> None:
    """Everything open is paid, on the day it is due."""
    while rows := payments.receiving_desk(ctx, customer).rows:
        on_day(ctx, max(rows[0].due_date, ctx.clock.today()))
        a_payment(ctx, customer)


def _change(ctx: Context, customer: int) -> None:
    before = customers.customer_record(ctx, customer).draft
    after = replace(before, name="Zenóbia Quintiliana Xarope")
    customers.change_customer(ctx, customers.ChangeCustomerOrder(new_id(), customer, before, after, True))


def _privacy(ctx: Context, customer: int) -> None:
    for opened in Opened:
        record_access.note_access(ctx, record_access.AccessOrder(new_id(), customer, opened))
    order = privacy.ConsentOrder(
        new_id(), customer, ConsentPurpose.MARKETING, True, ConsentChannel.PAPER, ctx.clock.today()
    )
    privacy.record_consent(ctx, order)
    asked = privacy.record_request(
        ctx,
        privacy.RequestOrder(new_id(), customer, RequestKind.ACCESS, ctx.clock.today(), "motivo Quintiliana"),
    )
    privacy.answer_request(
        ctx,
        privacy.AnswerOrder(
            new_id(), customer, asked.privacy_request_id, "entregue à Zenóbia Quintiliana Xarope"
        ),
    )


def _rows(ctx: Context, customer: int) -> None:
    """Rows of the features beside this one, as they write them."""
    stamp = ctx.stamp
    place = {"store": stamp.store_id, "operator": stamp.operator_id}
    at = {**place, "till": stamp.till_id}
    moment = stamp.moment
    _put(CustomerDetail, customer, mother_name="Mãe Xarope Quintiliana", rg="RG-XQ-77")
    CustomerReference.insert(
        customer=customer, position=9, name="motivo Quintiliana", kind="family"
    ).execute()
    photo = Attachment.insert(
        **at, customer=customer, kind="photo", title=TITLE, media_type="image/png", sha256="h",
        size_bytes=20, content=b"Bytes of Quintiliana", created_at=moment,
    ).execute()  # fmt: skip
    Attachment.insert(
        **at, customer=customer, kind="document", title=TITLE, media_type="application/pdf", sha256="h",
        size_bytes=20, content=b"Bytes of Quintiliana", created_at=moment,
    ).execute()  # fmt: skip
    AuthorisedBuyer.insert(
        **place, customer=customer, name="Quintiliana de Antes", document=CPF, relation="child", photo=photo,
        created_at=moment,
    ).execute()  # fmt: skip
    _put(CreditAccount, customer, status="approved", limit_cents=1, blocked_reason=WHY, on_time_in_row=0)
    analysis = CreditAnalysis.insert(
        **at, customer=customer, analysed_on=date(2020, 6, 22), policy_version=1,
        facts='{"mother":"Mãe Xarope Quintiliana"}', points=1, proposed="approve", proposed_limit_cents=1,
        decision="approve", limit_cents=1, reason=WHY, operation="none",
        created_at=moment,
    ).execute()  # fmt: skip
    LimitEntry.insert(
        **at, customer=customer, kind="analysis", after_cents=1, reason=WHY, analysis=analysis,
        created_at=moment,
    ).execute()  # fmt: skip
    release = Release.insert(
        **at, approver=stamp.operator_id, permission="release_credit", subject_hash="h",
        reason=WHY, granted_at=moment, expires_at=moment,
    ).execute()  # fmt: skip
    _put(
        CustomerScore, customer, score=500, settled_count=3, on_time_count=1, short_delay_count=1,
        long_delay_count=1, worst_days_late=40, purchase_count=1, first_sold_on=BOUGHT_ON,
        last_sold_on=BOUGHT_ON,
    )  # fmt: skip
    ReleaseRequest.insert(
        **at, customer=customer, permission="release_credit", subject_hash="h",
        shown='{"name":"Zenóbia Quintiliana Xarope"}', message="motivo Quintiliana", status="refused",
        asked_at=moment, expires_at=moment, answer="recado da Quintiliana", release=release,
    ).execute()  # fmt: skip
    BackTest.insert(
        **place, name="outra", policy="{}", result='{"refused":["Zenóbia Quintiliana Xarope"]}',
        sold_from=BOUGHT_ON, sold_until=BOUGHT_ON, created_at=moment,
    ).execute()  # fmt: skip


def _put(model: type[Table], customer: int, **values: object) -> None:
    """The one row a customer has in a table, instead of what is there."""
    model.delete().where(model.customer == customer).execute()  # type: ignore[attr-defined]
    model.insert(customer=customer, **values).execute()


def named_elsewhere(ctx: Context, customer: int) -> int:
    """Somebody else whose record names the person: as guarantor, spouse, buyer, reference and in a note."""
    other = a_customer(ctx, "Otávio Pereira Lima", notes="vizinho da Zenóbia Quintiliana Xarope, 52998224725")
    _put(CustomerDetail, other, spouse_name="Zenóbia Quintiliana Xarope", spouse_document=CPF)
    place = {"store": ctx.store_id, "operator": ctx.operator.id, "created_at": ctx.clock.now()}
    AuthorisedBuyer.insert(
        **place, customer=other, name="Zenóbia Quintiliana Xarope", document=CPF, relation="spouse"
    ).execute()
    CustomerReference.insert(
        customer=other, position=1, name="Zenóbia Quintiliana Xarope", e164="+5534987654321", kind="family"
    ).execute()
    Guarantor.insert(**place, customer=other, guarantor=customer).execute()
    return other
