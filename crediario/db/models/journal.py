"""What happened, beside the money: operations, audit, releases, issued documents, ledger entries."""

from peewee import (
    SQL,
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
from crediario.db.models.shop import Store, Till, User


class Operation(Table):
    """One request, once: the same id with the same payload gets the same answer again."""

    id = TextField(primary_key=True)
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    use_case = TextField()
    payload_hash = TextField()
    result = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "operation"


class Audit(Table):
    """Auditoria: who did what; written in the transaction of what was done."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    use_case = TextField()
    operation = TextField(null=True)
    #: JSON of what the request said, without secrets; emptied when the person in it is anonymised.
    subject = TextField()
    happened_at = InstantField()
    #: The chain, over everything but the subject, which stands in it by its hash; see ADR 0011.
    previous_hash = TextField(null=True)
    hash = TextField(null=True)
    #: 1, 2, 3… without a gap; None in rows written before the shop had a chain.
    seq = BigIntegerField(null=True)
    subject_hash = TextField(null=True)

    class Meta:
        table_name = "audit"


Audit.add_index(Audit.seq, unique=True, where=Audit.seq.is_null(False), name="audit_by_seq")
Audit.add_index(Audit.operator, Audit.id, name="audit_by_operator")
Audit.add_index(Audit.happened_at, Audit.id, name="audit_by_moment")
Audit.add_index(Audit.operation, where=Audit.operation.is_null(False), name="audit_by_operation")


class AuditChain(Table):
    """Cabeça da auditoria: where the chain is; one row, the last thing a transaction locks."""

    id = BigAutoField()
    last_seq = BigIntegerField()
    last_hash = TextField()
    #: Tells a wrong key from a changed row; the key itself is never in the database.
    key_fingerprint = TextField()
    #: ``keyring``, ``asked`` or ``demo``.
    key_source = TextField()
    #: Rows without a number, or up to this one, came before the chain that stands: a lost key begins another.
    base_seq = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    #: How many rows those are, and their digest.
    rows_before = BigIntegerField()
    digest_before = TextField()
    started_at = InstantField()

    class Meta:
        table_name = "audit_chain"
        constraints = [
            check("audit_chain_one", "id = 1"),
            check("audit_chain_key_source", "key_source IN ('keyring','asked','demo')"),
        ]


class Release(Table):
    """Liberação: a manager's yes, bound to one request, used once, expiring in minutes."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    #: Who asked; the approver is somebody else, unless the owner works alone.
    operator = ForeignKeyField(User, index=False)
    approver = ForeignKeyField(User, index=False)
    permission = TextField()
    #: Hash of the order it was given for.
    subject_hash = TextField()
    reason = TextField()
    granted_at = InstantField()
    expires_at = InstantField()
    #: The operation that used it.
    used_by = TextField(null=True, unique=True)
    #: 1 when who asked said yes too, since nobody else in the shop could.
    alone = IntegerField(null=True)

    class Meta:
        table_name = "release"


class Document(Table):
    """Documento emitido: the very bytes handed out, so that a reprint is identical."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    #: ``carne``, ``receipt``, ``agreement``, ``contract``, ``promissory_note``, ``cash_sheet`` or
    #: ``sale_return``.
    kind = TextField()
    #: The sale, payment, agreement, closing or return it was issued for.
    subject_id = BigIntegerField()
    template_version = TextField()
    sha256 = TextField()
    content = BlobField()
    issued_at = InstantField()

    class Meta:
        table_name = "document"
        indexes = ((("kind", "subject_id"), True),)
        constraints = [
            check(
                "document_kind",
                "kind IN ('carne','receipt','agreement','contract','promissory_note','cash_sheet',"
                "'sale_return')",
            )
        ]


class DocumentCopy(Table):
    """Segunda via: one more copy of an issued document, counted from 2."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    document = ForeignKeyField(Document, index=False)
    number = IntegerField()
    #: ``printer``, ``receipt_printer``, ``file`` or ``message``.
    medium = TextField()
    copied_at = InstantField()

    class Meta:
        table_name = "document_copy"
        indexes = ((("document", "number"), True),)
        constraints = [
            check("document_copy_number", "number > 1"),
            check("document_copy_medium", "medium IN ('printer','receipt_printer','file','message')"),
        ]


class LedgerEntry(Table):
    """Lançamento: the double-entry side of an operation; debits positive, credits negative."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    operation = TextField()
    posted_on = DateField()
    account = TextField()
    amount_cents = BigIntegerField()
    sale = BigIntegerField(null=True, column_name="sale_id")
    payment = BigIntegerField(null=True, column_name="payment_id")

    class Meta:
        table_name = "ledger_entry"
        constraints = [
            check("ledger_entry_amount", "amount_cents <> 0"),
            check(
                "ledger_entry_account",
                "account IN ('receivable','down_payment','sales','sale_interest','late_fine','late_interest',"
                "'early_discount','cash','pix','debit','credit','cheque','past_receipts','agreement',"
                "'agreement_discount','store_credit','change_rounding','safe','cash_difference','sales_returns')",
            ),
        ]


LedgerEntry.add_index(LedgerEntry.operation, name="ledger_entry_by_operation")
