"""Customers, their phones and the words by which they are found."""

from peewee import (
    SQL,
    BigAutoField,
    BigIntegerField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.importing import ImportBatch
from crediario.db.models.shop import Store, User


class Customer(Table):
    """Cliente: a person or a company that buys at the shop."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    #: ``person`` or ``company``.
    kind = TextField()
    name = TextField()
    #: Accent-free lower case: sorts and searches the same on both engines.
    name_folded = TextField()
    #: CPF or CNPJ, without punctuation; a *simplificado* customer may have none.
    document = TextField(null=True, unique=True)
    birth_date = DateField(null=True)
    cep = TextField(null=True)
    street = TextField(null=True)
    district = TextField(null=True)
    city = TextField(null=True)
    uf = TextField(null=True)
    email = TextField(null=True)
    income_cents = BigIntegerField(null=True)
    #: Day of the month on which the customer is paid.
    payday = IntegerField(null=True)
    notes = TextField(null=True)
    since = DateField()
    created_at = InstantField()
    #: The record this one was merged into.
    replaced_by = BigIntegerField(null=True)
    #: The import that brought the record in, and its number in the old system.
    import_batch = ForeignKeyField(ImportBatch, column_name="import_id", index=False, null=True)
    old_code = TextField(null=True)
    #: What lists of late payments are sorted by: face value, as of ``day_roll``; see ``db.standing``.
    open_cents = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    overdue_cents = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    overdue_count = IntegerField(constraints=[SQL("DEFAULT 0")])
    #: Due date of the oldest late installment; while nothing is late, of the oldest open one.
    oldest_due = DateField(null=True)
    #: Band of the oldest late installment, 1 to 5; 0 when nothing is late.
    bucket = IntegerField(constraints=[SQL("DEFAULT 0")])
    #: CEP and folded street: people at the same address have the same one.
    address_key = TextField(null=True)
    #: Set when name, documents and contacts were erased for good (LGPD).
    anonymised_at = InstantField(null=True)

    class Meta:
        table_name = "customer"
        constraints = [
            check("customer_kind", "kind IN ('person','company')"),
            check("customer_name", "length(name) BETWEEN 1 AND 120"),
            check("customer_income", "income_cents IS NULL OR income_cents >= 0"),
            check("customer_payday", "payday IS NULL OR payday BETWEEN 1 AND 31"),
        ]


Customer.add_index(Customer.name_folded, Customer.id, name="customer_by_name")
Customer.add_index(Customer.birth_date, name="customer_by_birth_date")
Customer.add_index(Customer.cep, Customer.id, where=Customer.cep.is_null(False), name="customer_by_cep")
Customer.add_index(
    Customer.address_key, where=Customer.address_key.is_null(False), name="customer_by_address"
)
Customer.add_index(Customer.old_code, where=Customer.old_code.is_null(False), name="customer_by_old_code")
# Each order of the list of late payments, inside one band and over all; literal predicates, as elsewhere.
for _order in (Customer.overdue_cents, Customer.oldest_due, Customer.name_folded):
    _late = Customer.bucket > SQL("0")
    Customer.add_index(
        Customer.bucket, _order, Customer.id, where=_late, name=f"customer_in_band_by_{_order.name}"
    )
    Customer.add_index(_order, Customer.id, where=_late, name=f"customer_late_by_{_order.name}")


class CustomerPhone(Table):
    """Telefone, with its purpose: one of *recado* is never used to talk about payments."""

    id = BigAutoField()
    customer = ForeignKeyField(Customer, index=False)
    position = IntegerField()
    e164 = TextField()
    #: ``own``, ``work`` or ``message`` (recado).
    purpose = TextField()
    #: The day it was added or changed; None when it was there from the beginning.
    changed_on = DateField(null=True)

    class Meta:
        table_name = "customer_phone"
        indexes = ((("customer", "position"), True),)
        constraints = [check("customer_phone_purpose", "purpose IN ('own','work','message')")]


CustomerPhone.add_index(CustomerPhone.e164, CustomerPhone.customer, name="customer_phone_by_number")


class CustomerWord(Table):
    """One row per word, document or phone ending that finds a customer; see ADR 0006."""

    word = TextField()
    #: The words of the name, as ``domain.search.searchable_name`` joins them.
    name_folded = TextField()
    customer = ForeignKeyField(Customer, index=False)

    class Meta:
        table_name = "customer_word"
        primary_key = CompositeKey("word", "name_folded", "customer")


class SearchWord(Table):
    """Each word used in a name, once for each of its endings, so that its middle finds it; see ADR 0006."""

    part = TextField()
    word = TextField()

    class Meta:
        table_name = "search_word"
        primary_key = CompositeKey("part", "word")
