"""Points of good payers: entries only, never a balance that is written over."""

from peewee import BigAutoField, BigIntegerField, DateField, ForeignKeyField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.customers import Customer
from crediario.db.models.payments import Payment
from crediario.db.models.sales import Installment, SaleReturn
from crediario.db.models.shop import Store, Till, User


class PointEntry(Table):
    """Pontos: earned with the payment that closes an installment, taken back with a reversal."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``earned``, ``taken_back`` (by a reversal) or ``returned`` (with goods that came back).
    kind = TextField()
    points = BigIntegerField()
    #: The payment that closed the installment, or the reversal that opened it again.
    payment = ForeignKeyField(Payment, index=False)
    installment = ForeignKeyField(Installment, index=False)
    entered_on = DateField()
    created_at = InstantField()
    reverses = ForeignKeyField("self", column_name="reverses_id", null=True, index=False)
    sale_return = ForeignKeyField(SaleReturn, column_name="sale_return_id", index=False, null=True)

    class Meta:
        table_name = "point_entry"
        constraints = [
            check(
                "point_entry_sign",
                "(kind = 'earned' AND points > 0 AND reverses_id IS NULL)"
                " OR (kind = 'taken_back' AND points < 0 AND reverses_id IS NOT NULL)"
                " OR (kind = 'returned' AND points < 0 AND reverses_id IS NULL"
                " AND sale_return_id IS NOT NULL)",
            ),
        ]


PointEntry.add_index(PointEntry.customer, PointEntry.id, name="point_entry_by_customer")
PointEntry.add_index(PointEntry.installment, PointEntry.id, name="point_entry_by_installment")
PointEntry.add_index(
    PointEntry.reverses,
    unique=True,
    where=PointEntry.reverses.is_null(False),
    name="point_entry_reversed_once",
)
