"""The rest of a customer's record: details, references, people beside the customer, files, merges."""

from peewee import (
    BigAutoField,
    BigIntegerField,
    BlobField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.customers import Customer
from crediario.db.models.shop import Store, Till, User


class CustomerDetail(Table):
    """Cadastro completo: what the analysis and the papers ask beyond ``customer``, one row a customer."""

    customer = ForeignKeyField(Customer, primary_key=True)
    #: How the customer wants to be called, and addressed: ``senhor``, ``senhora`` or ``voce``.
    social_name = TextField(null=True)
    treatment = TextField(null=True)
    #: Free text on purpose: no two states write it alike.
    rg = TextField(null=True)
    rg_issuer = TextField(null=True)
    mother_name = TextField(null=True)
    father_name = TextField(null=True)
    #: ``single``, ``married``, ``stable_union``, ``separated``, ``divorced`` or ``widowed``.
    marital_status = TextField(null=True)
    spouse_name = TextField(null=True)
    spouse_document = TextField(null=True)
    spouse_phone = TextField(null=True)
    spouse_income_cents = BigIntegerField(null=True)
    #: ``own``, ``financed``, ``rented``, ``family`` or ``lent``.
    housing = TextField(null=True)
    housing_since = DateField(null=True)
    employer = TextField(null=True)
    employer_phone = TextField(null=True)
    job = TextField(null=True)
    job_since = DateField(null=True)
    #: ``payslip``, ``bank_statement``, ``tax_return``, ``benefit``, ``declared`` or ``none``.
    income_proof = TextField(null=True)
    #: ``whatsapp``, ``phone``, ``sms``, ``email``, ``letter`` or ``in_person``.
    preferred_channel = TextField(null=True)
    #: ``morning``, ``afternoon`` or ``evening``.
    preferred_hours = TextField(null=True)
    #: A company's: nome fantasia, inscrição estadual, and who answers for it.
    trade_name = TextField(null=True)
    state_registration = TextField(null=True)
    contact_name = TextField(null=True)

    class Meta:
        table_name = "customer_detail"
        constraints = [
            check("customer_detail_spouse_income", "spouse_income_cents IS NULL OR spouse_income_cents >= 0"),
        ]


class CustomerReference(Table):
    """Referência: somebody who knows the customer; never used to talk about payments."""

    id = BigAutoField()
    customer = ForeignKeyField(Customer, index=False)
    position = IntegerField()
    name = TextField()
    e164 = TextField(null=True)
    #: ``personal``, ``family`` or ``commercial``.
    kind = TextField()

    class Meta:
        table_name = "customer_reference"
        indexes = ((("customer", "position"), True),)
        constraints = [check("customer_reference_kind", "kind IN ('personal','family','commercial')")]


class Attachment(Table):
    """Anexo: a file kept with the data, photo included; its bytes may only be emptied, when anonymised."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    #: ``photo``, ``document``, ``income_proof``, ``address_proof``, ``bureau`` or ``other``.
    kind = TextField()
    title = TextField()
    #: What the bytes are, looked at and not believed: ``image/jpeg``, ``image/png`` or ``application/pdf``.
    media_type = TextField()
    sha256 = TextField()
    size_bytes = IntegerField()
    content = BlobField()
    created_at = InstantField()
    #: Set when somebody took it off the record; the row stays until the person is anonymised.
    removed_at = InstantField(null=True)

    class Meta:
        table_name = "attachment"
        constraints = [
            check(
                "attachment_kind",
                "kind IN ('photo','document','income_proof','address_proof','bureau','other')",
            ),
            check("attachment_media_type", "media_type IN ('image/jpeg','image/png','application/pdf')"),
        ]


Attachment.add_index(Attachment.customer, Attachment.id, name="attachment_by_customer")


class Guarantor(Table):
    """Avalista: another customer who answers for this one's purchases."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    guarantor = ForeignKeyField(Customer, index=False)
    created_at = InstantField()
    ended_at = InstantField(null=True)

    class Meta:
        table_name = "guarantor"
        constraints = [check("guarantor_other", "customer_id <> guarantor_id")]


Guarantor.add_index(Guarantor.customer, Guarantor.id, name="guarantor_by_customer")
Guarantor.add_index(Guarantor.guarantor, Guarantor.id, name="guarantor_by_guarantor")


class AuthorisedBuyer(Table):
    """Comprador autorizado: may take goods home on this customer's account, up to a limit of their own."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    name = TextField()
    document = TextField(null=True)
    #: ``spouse``, ``child``, ``parent``, ``employee`` or ``other``.
    relation = TextField()
    #: None: up to the customer's own limit.
    limit_cents = BigIntegerField(null=True)
    photo = ForeignKeyField(Attachment, index=False, null=True)
    created_at = InstantField()
    ended_at = InstantField(null=True)

    class Meta:
        table_name = "authorised_buyer"
        constraints = [
            check("authorised_buyer_relation", "relation IN ('spouse','child','parent','employee','other')"),
            check("authorised_buyer_limit", "limit_cents IS NULL OR limit_cents >= 0"),
        ]


AuthorisedBuyer.add_index(AuthorisedBuyer.customer, AuthorisedBuyer.id, name="authorised_buyer_by_customer")


class CustomerMerge(Table):
    """Unificação: two records became one; ``moved`` tells which rows changed hands."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    kept = ForeignKeyField(Customer, index=False)
    merged = ForeignKeyField(Customer, index=False, unique=True)
    #: JSON: table name → ids of the rows that now say the kept customer.
    moved = TextField()
    merged_at = InstantField()

    class Meta:
        table_name = "customer_merge"
        constraints = [check("customer_merge_other", "kept_id <> merged_id")]


CustomerMerge.add_index(CustomerMerge.kept, CustomerMerge.id, name="customer_merge_by_kept")
