"""What the bank says came in, and what a person decided of it."""

from peewee import BigAutoField, BigIntegerField, DateField, ForeignKeyField, IntegerField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.payments import Payment
from crediario.db.models.shop import Store, Till, User


class BankStatement(Table):
    """Extrato: one file of the bank, read once."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    #: ``ofx`` or ``csv``.
    format = TextField()
    bank = TextField()
    account = TextField()
    sha256 = TextField()
    first_day = DateField()
    last_day = DateField()
    line_count = IntegerField()
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "bank_statement"
        indexes = ((("store", "sha256"), True),)
        constraints = [check("bank_statement_format", "format IN ('ofx','csv')")]


class BankLine(Table):
    """Lançamento do extrato: money that came in; what left the account is not kept."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    statement = ForeignKeyField(BankStatement, index=False)
    account = TextField()
    #: What tells it from every other line of its account, however often it is read.
    identity = TextField()
    day = DateField()
    amount_cents = BigIntegerField()
    description = TextField()
    txid = TextField(null=True)
    end_to_end = TextField(null=True)

    class Meta:
        table_name = "bank_line"
        indexes = ((("store", "account", "identity"), True),)
        constraints = [check("bank_line_amount", "amount_cents > 0")]


BankLine.add_index(BankLine.statement, BankLine.id, name="bank_line_by_statement")
BankLine.add_index(BankLine.store, BankLine.day, name="bank_line_by_day")


class BankDecision(Table):
    """Conferência do extrato: what a person said a line is, once."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    line = ForeignKeyField(BankLine, index=False, unique=True)
    #: ``matched`` (a payment already received), ``received`` (a payment made of it), ``credited`` (kept as
    #: store credit) or ``ignored``.
    kind = TextField()
    payment = ForeignKeyField(Payment, index=False, null=True)
    reason = TextField(null=True)
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "bank_decision"
        constraints = [
            check("bank_decision_kind", "kind IN ('matched','received','credited','ignored')"),
            check(
                "bank_decision_cause",
                "(kind = 'ignored' AND payment_id IS NULL AND reason IS NOT NULL)"
                " OR (kind <> 'ignored' AND payment_id IS NOT NULL)",
            ),
        ]


BankDecision.add_index(
    BankDecision.payment,
    unique=True,
    where=BankDecision.payment.is_null(False),
    name="bank_decision_by_payment",
)
