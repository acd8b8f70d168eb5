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
    #: The 44 digits of the fiscal note whose items were sold.
    note_key = TextField(null=True)
    #: The return that took everything back: the sale is cancelled.
    cancelled_by = BigIntegerField(null=True)

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
# One note is sold once; cancelled, it may be sold again.
Sale.add_index(
    Sale.note_key,
    unique=True,
    where=(Sale.note_key.is_null(False) & Sale.cancelled_by.is_null()),
    name="sale_by_note_key",
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
    """Parcela. Charges are computed on the day; the rows of what happened to it are elsewhere.

    Only ``open_cents``, ``replaced_by`` and, by a due date moved once, the three dates ever change.
    """

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
    #: Where it was first due, when ``due_date`` was moved.
    original_due = DateField(null=True)
    #: From when charges count, where moving kept them counting; None: from ``due_date``.
    charges_from = DateField(null=True)

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


class DueMove(Table):
    """Combinar: a due date moved, once, with or without charges, and why."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    installment = ForeignKeyField(Installment, index=False, unique=True)
    from_due = DateField()
    to_due = DateField()
    #: 1 when charges go on counting from ``from_due``.
    keeps_charges = IntegerField()
    reason = TextField()
    moved_on = DateField()
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "due_move"
        constraints = [
            check("due_move_later", "to_due > from_due"),
            check("due_move_charges", "keeps_charges IN (0, 1)"),
        ]


class SaleReturn(Table):
    """Devolução ou cancelamento: goods that came back, and what the shop gave back for them."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    sale = ForeignKeyField(Sale, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: In the store's series ``return``.
    number = BigIntegerField()
    returned_on = DateField()
    #: 1 when everything came back: the sale is cancelled.
    is_whole = IntegerField()
    #: Cash price of what came back.
    value_cents = BigIntegerField()
    #: Face value taken off open installments.
    settled_cents = BigIntegerField()
    #: Interest of the sale that goes with it.
    interest_cents = BigIntegerField()
    #: What had been paid for it and was given back, charges included.
    refund_cents = BigIntegerField()
    #: Late fine and late interest inside ``refund``.
    fine_cents = BigIntegerField()
    late_interest_cents = BigIntegerField()
    #: Face value paid beyond what the sale now asks, less the money it had cost (early discount lost).
    discount_cents = BigIntegerField()
    #: ``store_credit``, ``cash`` or ``none``.
    refund_by = TextField()
    reason = TextField()
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "sale_return"
        indexes = ((("store", "number"), True),)
        constraints = [
            check("sale_return_value", "value_cents > 0"),
            check("sale_return_whole", "is_whole IN (0, 1)"),
            check(
                "sale_return_refund",
                "refund_cents >= 0 AND refund_by IN ('store_credit','cash','none')"
                " AND (refund_by = 'none') = (refund_cents = 0)",
            ),
        ]


SaleReturn.add_index(SaleReturn.sale, SaleReturn.id, name="sale_return_by_sale")
SaleReturn.add_index(SaleReturn.customer, SaleReturn.id, name="sale_return_by_customer")


class SaleReturnItem(Table):
    """Item devolvido: how many of it came back."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    sale_return = ForeignKeyField(SaleReturn, column_name="sale_return_id", index=False)
    item = ForeignKeyField(SaleItem, column_name="item_id", index=False)
    quantity = IntegerField()

    class Meta:
        table_name = "sale_return_item"
        indexes = ((("sale_return", "item"), True),)
        constraints = [check("sale_return_item_quantity", "quantity > 0")]


class SaleReturnLine(Table):
    """Parcela recalculada: what a return did to one installment."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    sale_return = ForeignKeyField(SaleReturn, column_name="sale_return_id", index=False)
    #: None: the down payment.
    installment = ForeignKeyField(Installment, index=False, null=True)
    position = IntegerField()
    #: By how much it is less than it was: ``settled + beyond``.
    reduction_cents = BigIntegerField()
    settled_cents = BigIntegerField()
    #: Face value that had been paid beyond what is now asked, and the money given back for it.
    beyond_cents = BigIntegerField()
    refund_cents = BigIntegerField()
    fine_cents = BigIntegerField()
    late_interest_cents = BigIntegerField()

    class Meta:
        table_name = "sale_return_line"
        indexes = ((("sale_return", "position"), True),)
        constraints = [
            check("sale_return_line_parts", "reduction_cents = settled_cents + beyond_cents"),
            check(
                "sale_return_line_signs",
                "settled_cents >= 0 AND beyond_cents >= 0 AND refund_cents >= 0 AND fine_cents >= 0"
                " AND late_interest_cents >= 0",
            ),
        ]
