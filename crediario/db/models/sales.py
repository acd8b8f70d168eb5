"""Installment sales: the sale, what was bought, and its installments."""

from peewee import BigAutoField, BigIntegerField, DateField, ForeignKeyField, IntegerField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.customers import Customer
from crediario.db.models.importing import ImportBatch
from crediario.db.models.journal import Release
from crediario.db.models.negotiation import Agreement
from crediario.db.models.records import AuthorisedBuyer
from crediario.db.models.shop import Store, Till, User


class Sale(Table):
    """Venda a crediário: never changed; a cancellation is a row of its own that points here.

    An agreement's contract is a row here too, told by ``agreement``: it sells nothing. A sale brought in from
    an old system has ``import_batch``; until its file is complete it may still grow.
    """

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    seller = ForeignKeyField(User, index=False, null=True)
    customer = ForeignKeyField(Customer, index=False)
    #: Number of the contract and of the carnê, in the store's series.
    number = BigIntegerField()
    sold_on = DateField()
    price_cents = BigIntegerField()
    down_payment_cents = BigIntegerField()
    financed_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    #: Exact monthly rate as a decimal fraction ("0.009").
    rate_month = TextField()
    every = TextField()
    installment_count = IntegerField()
    first_due = DateField()
    #: Effective rates of the day of the sale, as shown to the customer (decimal fractions).
    rate_year = TextField()
    total_effective_cost = TextField()
    note = TextField(null=True)
    release = ForeignKeyField(Release, index=False, null=True)
    operation = TextField()
    created_at = InstantField()
    reverses = ForeignKeyField("self", column_name="reverses_id", index=False, null=True)
    agreement = ForeignKeyField(Agreement, index=False, null=True)
    import_batch = ForeignKeyField(ImportBatch, column_name="import_id", index=False, null=True)
    #: Number of the contract in the system or notebook it came from.
    old_number = TextField(null=True)
    #: 1 when the day of the sale was not known: a month before the first due date.
    sold_on_assumed = IntegerField(null=True)
    #: Who took the goods home on the customer's account.
    authorised_buyer = ForeignKeyField(AuthorisedBuyer, index=False, null=True)

    class Meta:
        table_name = "sale"
        indexes = ((("store", "number"), True),)
        constraints = [
            check("sale_price", "price_cents = financed_cents + down_payment_cents"),
            check("sale_financed", "reverses_id IS NOT NULL OR financed_cents > 0"),
            check("sale_down_payment", "reverses_id IS NOT NULL OR down_payment_cents >= 0"),
            check("sale_every", "every IN ('week','fortnight','month','two-months')"),
            check("sale_count", "installment_count > 0"),
        ]


Sale.add_index(Sale.customer, Sale.sold_on, name="sale_by_customer")
Sale.add_index(Sale.store, Sale.sold_on, name="sale_by_day")
Sale.add_index(Sale.reverses, unique=True, where=Sale.reverses.is_null(False), name="sale_reversed_once")
Sale.add_index(Sale.agreement, unique=True, where=Sale.agreement.is_null(False), name="sale_by_agreement")
Sale.add_index(
    Sale.customer,
    Sale.old_number,
    unique=True,
    where=Sale.old_number.is_null(False),
    name="sale_by_old_number",
)
Sale.add_index(
    Sale.authorised_buyer, where=Sale.authorised_buyer.is_null(False), name="sale_by_authorised_buyer"
)
Sale.add_index(Sale.import_batch, where=Sale.import_batch.is_null(False), name="sale_by_import")


class SaleItem(Table):
    """Item: what was bought, as free text."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    sale = ForeignKeyField(Sale, index=False)
    position = IntegerField()
    description = TextField()
    quantity = IntegerField()
    unit_price_cents = BigIntegerField()

    class Meta:
        table_name = "sale_item"
        indexes = ((("sale", "position"), True),)
        constraints = [
            check("sale_item_quantity", "quantity > 0"),
            check("sale_item_price", "unit_price_cents >= 0"),
        ]


class Installment(Table):
    """Parcela. Only ``open_cents`` and ``replaced_by`` ever change; charges are computed on the day."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    sale = ForeignKeyField(Sale, index=False)
    customer = ForeignKeyField(Customer, index=False)
    number = IntegerField()
    due_date = DateField()
    amount_cents = BigIntegerField()
    principal_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    #: Face value not yet settled: amount less what live allocations took off it.
    open_cents = BigIntegerField()
    #: The agreement that closed it.
    replaced_by = BigIntegerField(null=True)
    import_batch = ForeignKeyField(ImportBatch, column_name="import_id", index=False, null=True)

    class Meta:
        table_name = "installment"
        indexes = ((("sale", "number"), True),)
        constraints = [
            check("installment_amount", "amount_cents > 0"),
            check("installment_parts", "amount_cents = principal_cents + interest_cents"),
            check("installment_interest", "interest_cents >= 0"),
            check("installment_open", "open_cents BETWEEN 0 AND amount_cents"),
        ]


# Literal predicates: PostgreSQL's generic plans ignore a partial index behind a parameter.
Installment.add_index(
    Installment.customer,
    Installment.due_date,
    where=(Installment.open_cents > 0),
    name="installment_open_by_customer",
)
Installment.add_index(
    Installment.store,
    Installment.due_date,
    Installment.customer,
    Installment.open_cents,
    where=(Installment.open_cents > 0),
    name="installment_open_by_due",
)
Installment.add_index(Installment.customer, Installment.id, name="installment_by_customer")
