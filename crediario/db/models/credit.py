"""Credit: each customer's account and score, analyses, decisions at the sale, releases asked, back-tests."""

from peewee import BigAutoField, BigIntegerField, DateField, ForeignKeyField, IntegerField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.customers import Customer
from crediario.db.models.journal import Release
from crediario.db.models.payments import Payment
from crediario.db.models.records import Attachment
from crediario.db.models.sales import Sale
from crediario.db.models.shop import Store, Till, User


class CreditAccount(Table):
    """Conta de crédito: what was decided about a customer; no row while nobody decided anything."""

    customer = ForeignKeyField(Customer, primary_key=True)
    #: ``unknown``, ``approved`` or ``refused``.
    status = TextField()
    #: None: the policy's default limit.
    limit_cents = BigIntegerField(null=True)
    #: Bloqueio: why nothing is sold on credit, by a person's decision; None while free.
    blocked_reason = TextField(null=True)
    #: Restrição de crédito: known from elsewhere (a bureau, another store); None without.
    restriction = TextField(null=True)
    #: Installments paid on time in a row since the limit last changed: so many raise it.
    on_time_in_row = IntegerField()
    decided_at = InstantField(null=True)

    class Meta:
        table_name = "credit_account"
        constraints = [
            check("credit_account_status", "status IN ('unknown','approved','refused')"),
            check("credit_account_limit", "limit_cents IS NULL OR limit_cents >= 0"),
            check("credit_account_row", "on_time_in_row >= 0"),
        ]


class CreditAnalysis(Table):
    """Análise de crédito: what was looked at, what the points table said, what a person decided; kept."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    analysed_on = DateField()
    policy_version = IntegerField()
    #: JSON: the answers, the points line by line, the bureau's result, the commitment month by month.
    facts = TextField()
    points = IntegerField()
    #: ``approve``, ``approve_with_less`` or ``refuse``: proposed by the program, and decided by the person.
    proposed = TextField()
    proposed_limit_cents = BigIntegerField()
    decision = TextField()
    limit_cents = BigIntegerField()
    reason = TextField()
    bureau_document = ForeignKeyField(Attachment, index=False, null=True)
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "credit_analysis"
        constraints = [
            check("credit_analysis_proposed", "proposed IN ('approve','approve_with_less','refuse')"),
            check("credit_analysis_decision", "decision IN ('approve','approve_with_less','refuse')"),
            check("credit_analysis_limit", "limit_cents >= 0 AND proposed_limit_cents >= 0"),
        ]


CreditAnalysis.add_index(CreditAnalysis.customer, CreditAnalysis.id, name="credit_analysis_by_customer")


class LimitEntry(Table):
    """Movimento de limite: every change of limit, block or restriction, with its reason."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``analysis``, ``set``, ``raised``, ``taken_back``, ``blocked``, ``unblocked``, ``restricted``,
    #: ``restriction_lifted`` or ``merged``.
    kind = TextField()
    #: None before anybody decided: the policy's default limit held.
    before_cents = BigIntegerField(null=True)
    after_cents = BigIntegerField(null=True)
    reason = TextField()
    analysis = ForeignKeyField(CreditAnalysis, index=False, null=True)
    #: The payment that raised the limit, or the reversal that took the raise back.
    payment = ForeignKeyField(Payment, index=False, null=True)
    created_at = InstantField()
    reverses = ForeignKeyField("self", column_name="reverses_id", index=False, null=True)

    class Meta:
        table_name = "limit_entry"
        constraints = [
            check(
                "limit_entry_kind",
                "kind IN ('analysis','set','raised','taken_back','blocked','unblocked','restricted',"
                "'restriction_lifted','merged')",
            ),
        ]


LimitEntry.add_index(LimitEntry.customer, LimitEntry.id, name="limit_entry_by_customer")
LimitEntry.add_index(
    LimitEntry.payment, where=LimitEntry.payment.is_null(False), name="limit_entry_by_payment"
)
LimitEntry.add_index(
    LimitEntry.reverses,
    unique=True,
    where=LimitEntry.reverses.is_null(False),
    name="limit_entry_reversed_once",
)


class CustomerScore(Table):
    """Score de comportamento, kept beside the installments it comes from; see ``db.score``."""

    customer = ForeignKeyField(Customer, primary_key=True)
    score = IntegerField()
    #: Of the last settled installments: how many, on time, up to 15 days late, later, and the worst delay.
    settled_count = IntegerField()
    on_time_count = IntegerField()
    short_delay_count = IntegerField()
    long_delay_count = IntegerField()
    worst_days_late = IntegerField()
    purchase_count = IntegerField()
    first_sold_on = DateField(null=True)
    last_sold_on = DateField(null=True)

    class Meta:
        table_name = "customer_score"
        constraints = [check("customer_score_range", "score BETWEEN 0 AND 1000")]


class CreditDecision(Table):
    """Decisão de crédito: the signal a sale was made under, and the version of the policy that gave it."""

    sale = ForeignKeyField(Sale, primary_key=True)
    policy_version = IntegerField()
    #: ``green``, ``yellow`` or ``red``.
    colour = TextField()
    #: JSON: the rules that failed, with their figures.
    failed = TextField()
    score = IntegerField(null=True)
    limit_cents = BigIntegerField()
    #: What was open before the sale, and what the sale adds.
    used_cents = BigIntegerField()
    added_cents = BigIntegerField()
    release = ForeignKeyField(Release, index=False, null=True)

    class Meta:
        table_name = "credit_decision"
        constraints = [check("credit_decision_colour", "colour IN ('green','yellow','red')")]


CreditDecision.add_index(
    CreditDecision.release,
    unique=True,
    where=CreditDecision.release.is_null(False),
    name="credit_decision_by_release",
)


class ReleaseRequest(Table):
    """Pedido de liberação à distância: waits for a manager at another till."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    permission = TextField()
    #: Hash of the order it asks for.
    subject_hash = TextField()
    #: JSON: what the manager is shown.
    shown = TextField()
    message = TextField()
    #: ``waiting``, ``granted``, ``refused`` or ``withdrawn``; one that expired stays ``waiting``.
    status = TextField()
    asked_at = InstantField()
    expires_at = InstantField()
    answered_by = ForeignKeyField(User, index=False, null=True)
    answered_at = InstantField(null=True)
    answer = TextField(null=True)
    release = ForeignKeyField(Release, index=False, null=True)

    class Meta:
        table_name = "release_request"
        constraints = [
            check("release_request_status", "status IN ('waiting','granted','refused','withdrawn')"),
        ]


ReleaseRequest.add_index(
    ReleaseRequest.expires_at, where=(ReleaseRequest.status == "waiting"), name="release_request_waiting"
)


class BackTest(Table):
    """Simulação de política: another policy over the shop's own past, kept to be compared."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    name = TextField()
    #: JSON of the policy tried, and of what it would have refused and what became of it.
    policy = TextField()
    result = TextField()
    sold_from = DateField()
    sold_until = DateField()
    created_at = InstantField()

    class Meta:
        table_name = "back_test"
