"""The till's money: sessions and everything that enters or leaves a drawer."""

from peewee import BigAutoField, BigIntegerField, DateField, ForeignKeyField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.shop import Store, Till, User


class CashSession(Table):
    """Turno de caixa: one open at a time per till and operator; nothing is received outside one."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    opened_on = DateField()
    opened_at = InstantField()
    float_cents = BigIntegerField()
    closed_at = InstantField(null=True)

    class Meta:
        table_name = "cash_session"
        constraints = [check("cash_session_float", "float_cents >= 0")]


CashSession.add_index(
    CashSession.till,
    CashSession.operator,
    unique=True,
    where=CashSession.closed_at.is_null(),
    name="cash_session_open",
)


class CashMovement(Table):
    """Movimento de caixa: what a means of payment brought into, or took out of, a session."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False)
    #: ``receipt``, ``reversal``, ``cash_drop`` (sangria), ``cash_supply`` (suprimento), ``change_rounding``.
    kind = TextField()
    method = TextField()
    #: Signed; cash is net of the change given.
    amount_cents = BigIntegerField()
    payment = BigIntegerField(null=True, column_name="payment_id")
    created_at = InstantField()

    class Meta:
        table_name = "cash_movement"
        constraints = [
            check(
                "cash_movement_kind",
                "kind IN ('receipt','reversal','cash_drop','cash_supply','change_rounding')",
            ),
            check("cash_movement_method", "method IN ('cash','pix','debit','credit','cheque')"),
            check("cash_movement_amount", "amount_cents <> 0"),
        ]


CashMovement.add_index(CashMovement.session, CashMovement.method, name="cash_movement_by_session")
CashMovement.add_index(CashMovement.payment, name="cash_movement_by_payment")
