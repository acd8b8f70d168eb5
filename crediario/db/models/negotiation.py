"""Agreements: what was open, what the shop gave up, and what is to be paid instead."""

from peewee import BigAutoField, BigIntegerField, DateField, ForeignKeyField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.customers import Customer
from crediario.db.models.journal import Release
from crediario.db.models.shop import Store, Till, User


class Agreement(Table):
    """Acordo: closes old installments and opens new ones under a contract of its own (``sale.agreement``)."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: In the store's series of agreements.
    number = BigIntegerField()
    signed_on = DateField()
    #: ``cash`` (à vista), ``installments`` (parcelado) or ``extension`` (prorrogação).
    offer = TextField()
    #: Face value of what was closed, and its charges on the day.
    open_cents = BigIntegerField()
    fine_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    waived_fine_cents = BigIntegerField()
    waived_interest_cents = BigIntegerField()
    #: What the law takes off installments not yet due.
    early_discount_cents = BigIntegerField()
    #: What the shop takes off the principal.
    discount_cents = BigIntegerField()
    #: Total of the agreement: what is paid instead.
    total_cents = BigIntegerField()
    #: A manager's or owner's yes to a discount above the operator's own ceiling.
    release = ForeignKeyField(Release, index=False, null=True)
    operation = TextField(unique=True)
    created_at = InstantField()

    class Meta:
        table_name = "agreement"
        indexes = ((("store", "number"), True),)
        constraints = [
            check("agreement_offer", "offer IN ('cash','installments','extension')"),
            check(
                "agreement_total",
                "total_cents = open_cents + fine_cents + interest_cents - waived_fine_cents"
                " - waived_interest_cents - early_discount_cents - discount_cents AND total_cents > 0",
            ),
            check(
                "agreement_parts",
                "open_cents > 0 AND waived_fine_cents BETWEEN 0 AND fine_cents"
                " AND waived_interest_cents BETWEEN 0 AND interest_cents"
                " AND early_discount_cents >= 0 AND discount_cents >= 0",
            ),
        ]


Agreement.add_index(Agreement.customer, Agreement.id, name="agreement_by_customer")
