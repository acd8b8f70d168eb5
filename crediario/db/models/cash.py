"""The till's money: sessions and everything that enters or leaves a drawer."""

from peewee import BigAutoField, BigIntegerField, DateField, ForeignKeyField, IntegerField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.journal import Release
from crediario.db.models.shop import Store, Till, User


class CashSession(Table):
    """Turno de caixa: one open at a time per till, its opener's; nothing is received outside one."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    opened_on = DateField()
    opened_at = InstantField()
    float_cents = BigIntegerField()
    closed_at = InstantField(null=True)
    operation = TextField(null=True)

    class Meta:
        table_name = "cash_session"
        constraints = [check("cash_session_float", "float_cents >= 0")]


CashSession.add_index(
    CashSession.till, unique=True, where=CashSession.closed_at.is_null(), name="cash_session_open"
)


class CashClosing(Table):
    """Fechamento de caixa: what was expected and what was counted; nothing is posted to the session after."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    #: Who counted and closed.
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False, unique=True)
    #: Number of the sheet, in the store's series ``closing``.
    number = BigIntegerField()
    closed_on = DateField()
    expected_cents = BigIntegerField()
    counted_cents = BigIntegerField()
    #: Counted less expected: what is missing is negative.
    difference_cents = BigIntegerField()
    #: What stays in the drawer for the next session; the rest goes to the safe.
    float_left_cents = BigIntegerField()
    #: How many times the drawer was counted before closing.
    counts = IntegerField()
    note = TextField(null=True)
    release = ForeignKeyField(Release, index=False, null=True)
    #: Head of the audit when it closed, printed on the sheet.
    audit_seq = BigIntegerField(null=True)
    audit_hash = TextField(null=True)
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "cash_closing"
        indexes = ((("store", "number"), True),)
        constraints = [
            check("cash_closing_difference", "difference_cents = counted_cents - expected_cents"),
            check("cash_closing_float", "float_left_cents BETWEEN 0 AND counted_cents"),
            check("cash_closing_counts", "counts > 0"),
        ]


class CashCount(Table):
    """Conferência: one means of payment at a closing, or one denomination of the drawer's cash."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    closing = ForeignKeyField(CashClosing, index=False)
    position = IntegerField()
    method = TextField()
    #: Value of the note or coin; None for the line of a whole means of payment.
    denomination_cents = BigIntegerField(null=True)
    quantity = IntegerField(null=True)
    #: None for a denomination: only the whole is expected.
    expected_cents = BigIntegerField(null=True)
    counted_cents = BigIntegerField()

    class Meta:
        table_name = "cash_count"
        indexes = ((("closing", "position"), True),)
        constraints = [
            check("cash_count_method", "method IN ('cash','pix','debit','credit','cheque')"),
            check(
                "cash_count_pieces",
                "(denomination_cents IS NULL AND quantity IS NULL AND expected_cents IS NOT NULL)"
                " OR (method = 'cash' AND denomination_cents > 0 AND quantity > 0 AND expected_cents IS NULL"
                " AND counted_cents = denomination_cents * quantity)",
            ),
        ]


class CashMovement(Table):
    """Movimento de caixa: what a means of payment brought into, or took out of, a session."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False)
    #: ``receipt``, ``reversal``, ``cash_drop`` (sangria), ``cash_supply`` (suprimento), ``change_rounding``,
    #: ``refund`` (of a return or of store credit), ``correction`` (of a session already closed).
    kind = TextField()
    method = TextField()
    #: Signed; cash is net of the change given.
    amount_cents = BigIntegerField()
    payment = BigIntegerField(null=True, column_name="payment_id")
    created_at = InstantField()
    #: Of what no payment moved; a payment has its own.
    operation = TextField(null=True)
    reason = TextField(null=True)
    sale_return = BigIntegerField(null=True, column_name="sale_return_id")
    #: The closed session a correction is about.
    corrects = ForeignKeyField(CashSession, column_name="corrects_id", index=False, null=True)

    class Meta:
        table_name = "cash_movement"
        constraints = [
            check(
                "cash_movement_kind",
                "kind IN ('receipt','reversal','cash_drop','cash_supply','change_rounding','refund',"
                "'correction')",
            ),
            check("cash_movement_method", "method IN ('cash','pix','debit','credit','cheque')"),
            check("cash_movement_amount", "amount_cents <> 0"),
            check(
                "cash_movement_cause",
                "(kind IN ('receipt','reversal','change_rounding')) = (payment_id IS NOT NULL)"
                " AND (kind IN ('receipt','reversal','change_rounding') OR operation IS NOT NULL)",
            ),
            check("cash_movement_correction", "(kind = 'correction') = (corrects_id IS NOT NULL)"),
        ]


CashMovement.add_index(CashMovement.session, CashMovement.id, name="cash_movement_by_session")
CashMovement.add_index(CashMovement.payment, name="cash_movement_by_payment")
