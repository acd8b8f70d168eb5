"""What was received, by which means, and what it paid."""

from peewee import SQL, BigAutoField, BigIntegerField, DateField, ForeignKeyField, IntegerField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.cash import CashSession
from crediario.db.models.customers import Customer
from crediario.db.models.importing import ImportBatch
from crediario.db.models.journal import Release
from crediario.db.models.negotiation import Agreement
from crediario.db.models.sales import Installment, Sale, SaleReturn
from crediario.db.models.shop import Store, Till, User


class Payment(Table):
    """Pagamento: money received once, with one receipt. A reversal is a row with the opposite sign."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``receipt`` or ``reversal``: each numbered without gaps.
    series = TextField()
    number = BigIntegerField()
    #: Business day on which charges were counted.
    paid_on = DateField()
    #: What the customer handed over; ``tendered = amount + change + credited``.
    tendered_cents = BigIntegerField()
    change_cents = BigIntegerField()
    #: What was applied: the sum of the allocations.
    amount_cents = BigIntegerField()
    reason = TextField(null=True)
    operation = TextField()
    created_at = InstantField()
    reverses = ForeignKeyField("self", column_name="reverses_id", index=False, null=True)
    #: What was kept as store credit instead of change.
    credited_cents = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    #: What was handed over beyond the exact change, in the customer's favour.
    rounding_cents = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    #: The day the bank had the money, when charges were counted on it; None: on ``paid_on``.
    valued_on = DateField(null=True)
    #: Why charges were waived, and who released it beyond the operator's ceiling.
    waiver_reason = TextField(null=True)
    release = ForeignKeyField(Release, index=False, null=True)

    class Meta:
        table_name = "payment"
        indexes = ((("store", "series", "number"), True),)
        constraints = [
            check(
                "payment_sign",
                "(reverses_id IS NULL AND series = 'receipt' AND amount_cents >= 0 AND change_cents >= 0"
                " AND credited_cents >= 0 AND rounding_cents >= 0 AND amount_cents + credited_cents > 0)"
                " OR (reverses_id IS NOT NULL AND series = 'reversal' AND amount_cents <= 0"
                " AND change_cents = 0 AND credited_cents <= 0 AND rounding_cents <= 0"
                " AND amount_cents + credited_cents < 0)",
            ),
            check("payment_change", "tendered_cents = amount_cents + change_cents + credited_cents"),
        ]


Payment.add_index(Payment.customer, Payment.id, name="payment_by_customer")
Payment.add_index(Payment.store, Payment.paid_on, Payment.id, name="payment_by_day")
# Partial: rows that are no reversal are most, and are never sought by the reversal they lack.
Payment.add_index(
    Payment.reverses, unique=True, where=Payment.reverses.is_null(False), name="payment_reversed_once"
)


class Tender(Table):
    """Forma de pagamento: cash, Pix, card or cheque inside one payment."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    payment = ForeignKeyField(Payment, index=False)
    position = IntegerField()
    method = TextField()
    amount_cents = BigIntegerField()
    #: Last characters of the Pix end-to-end id, or of the card's slip.
    reference = TextField(null=True)

    class Meta:
        table_name = "tender"
        indexes = ((("payment", "position"), True),)
        constraints = [
            check("tender_method", "method IN ('cash','pix','debit','credit','cheque','store_credit')"),
            check("tender_amount", "amount_cents <> 0"),
        ]


class Allocation(Table):
    """Baixa: what settled an installment, or the down payment of a sale.

    ``amount = fine + interest + principal``; ``discount`` settles face value beyond it; the waived columns
    are charges the shop gave up. Where ``amount`` came from is the ``origin``: money of a ``payment``; money
    received before the shop came here (``import``); the total of an ``agreement``, to be paid anew; or goods
    that came back (``return``), which take face value off as ``discount``.
    """

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    #: None: no money moved here.
    payment = ForeignKeyField(Payment, index=False, null=True)
    sale = ForeignKeyField(Sale, index=False)
    #: None: the down payment.
    installment = ForeignKeyField(Installment, index=False, null=True)
    position = IntegerField()
    paid_on = DateField()
    days_late = IntegerField()
    amount_cents = BigIntegerField()
    principal_cents = BigIntegerField()
    fine_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    discount_cents = BigIntegerField()
    waived_fine_cents = BigIntegerField()
    waived_interest_cents = BigIntegerField()
    origin = TextField()
    agreement = ForeignKeyField(Agreement, index=False, null=True)
    import_batch = ForeignKeyField(ImportBatch, column_name="import_id", index=False, null=True)
    reverses = ForeignKeyField("self", column_name="reverses_id", index=False, null=True)
    sale_return = ForeignKeyField(SaleReturn, column_name="sale_return_id", index=False, null=True)

    class Meta:
        table_name = "allocation"
        indexes = ((("payment", "position"), True),)
        constraints = [
            check("allocation_parts", "amount_cents = principal_cents + fine_cents + interest_cents"),
            check(
                "allocation_sign",
                "(reverses_id IS NULL AND (amount_cents > 0 OR (amount_cents = 0 AND origin <> 'payment'))"
                " AND principal_cents >= 0 AND fine_cents >= 0 AND interest_cents >= 0"
                " AND discount_cents >= 0 AND waived_fine_cents >= 0 AND waived_interest_cents >= 0)"
                " OR (reverses_id IS NOT NULL AND amount_cents < 0 AND principal_cents <= 0"
                " AND fine_cents <= 0 AND interest_cents <= 0 AND discount_cents <= 0"
                " AND waived_fine_cents <= 0 AND waived_interest_cents <= 0)",
            ),
            check(
                "allocation_origin",
                "(origin = 'payment' AND payment_id IS NOT NULL AND agreement_id IS NULL"
                " AND import_id IS NULL)"
                " OR (origin = 'agreement' AND agreement_id IS NOT NULL AND installment_id IS NOT NULL"
                " AND payment_id IS NULL AND import_id IS NULL)"
                " OR (origin = 'return' AND sale_return_id IS NOT NULL AND installment_id IS NOT NULL"
                " AND amount_cents = 0 AND payment_id IS NULL AND agreement_id IS NULL AND import_id IS NULL)"
                " OR (origin = 'import' AND import_id IS NOT NULL AND installment_id IS NOT NULL"
                " AND payment_id IS NULL AND agreement_id IS NULL)",
            ),
        ]


Allocation.add_index(Allocation.installment, Allocation.id, name="allocation_by_installment")
Allocation.add_index(
    Allocation.agreement, where=Allocation.agreement.is_null(False), name="allocation_by_agreement"
)
Allocation.add_index(
    Allocation.reverses,
    unique=True,
    where=Allocation.reverses.is_null(False),
    name="allocation_reversed_once",
)
Allocation.add_index(
    Allocation.sale_return, where=Allocation.sale_return.is_null(False), name="allocation_by_return"
)


class StoreCreditEntry(Table):
    """Crédito na loja: what the shop owes a customer, entry by entry; the balance is their sum."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``kept`` (change, or paid beyond what was due), ``returned`` (of goods), ``used`` (as a means of
    #: payment), ``paid_out`` (in cash), ``taken_back`` (by a reversal).
    kind = TextField()
    amount_cents = BigIntegerField()
    #: The payment that kept or used it, or the reversal that took it back.
    payment = ForeignKeyField(Payment, index=False, null=True)
    sale_return = ForeignKeyField(SaleReturn, column_name="sale_return_id", index=False, null=True)
    entered_on = DateField()
    operation = TextField()
    created_at = InstantField()
    reverses = ForeignKeyField("self", column_name="reverses_id", index=False, null=True)

    class Meta:
        table_name = "store_credit_entry"
        constraints = [
            check(
                "store_credit_sign",
                "(kind IN ('kept','returned') AND amount_cents > 0 AND reverses_id IS NULL)"
                " OR (kind IN ('used','paid_out') AND amount_cents < 0 AND reverses_id IS NULL)"
                " OR (kind = 'taken_back' AND amount_cents <> 0 AND reverses_id IS NOT NULL)",
            ),
            check(
                "store_credit_cause",
                "(kind IN ('kept','used','taken_back')) = (payment_id IS NOT NULL)"
                " AND (kind = 'returned') = (sale_return_id IS NOT NULL)",
            ),
        ]


StoreCreditEntry.add_index(StoreCreditEntry.customer, StoreCreditEntry.id, name="store_credit_by_customer")
StoreCreditEntry.add_index(
    StoreCreditEntry.payment, where=StoreCreditEntry.payment.is_null(False), name="store_credit_by_payment"
)
StoreCreditEntry.add_index(
    StoreCreditEntry.reverses,
    unique=True,
    where=StoreCreditEntry.reverses.is_null(False),
    name="store_credit_reversed_once",
)
