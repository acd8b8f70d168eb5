"""The till: closings, store credit, returns, due dates moved, papers' copies, bank statements.

Frozen copies: this script never imports the models, so that it means the same for ever.
"""

from typing import Any

from peewee import (
    SQL,
    BigAutoField,
    BigIntegerField,
    BlobField,
    Database,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)


class Table(Model):
    class Meta:
        legacy_table_names = False


class InstantField(TextField):
    field_type = "TEXT"


def check(name: str, condition: str) -> SQL:
    return SQL(f"CONSTRAINT {name} CHECK ({condition})")


# What these tables point to; only their keys matter here.


class Store(Table):
    id = BigAutoField()

    class Meta:
        table_name = "store"


class Till(Table):
    id = BigAutoField()

    class Meta:
        table_name = "till"


class User(Table):
    id = BigAutoField()

    class Meta:
        table_name = "shop_user"


class Release(Table):
    id = BigAutoField()

    class Meta:
        table_name = "release"


class Customer(Table):
    id = BigAutoField()

    class Meta:
        table_name = "customer"


class Agreement(Table):
    id = BigAutoField()

    class Meta:
        table_name = "agreement"


class ImportBatch(Table):
    id = BigAutoField()

    class Meta:
        table_name = "import_batch"


class Sale(Table):
    id = BigAutoField()

    class Meta:
        table_name = "sale"


class SaleItem(Table):
    id = BigAutoField()

    class Meta:
        table_name = "sale_item"


class Installment(Table):
    id = BigAutoField()

    class Meta:
        table_name = "installment"


class CashSession(Table):
    id = BigAutoField()

    class Meta:
        table_name = "cash_session"


class CreditAnalysis(Table):
    id = BigAutoField()

    class Meta:
        table_name = "credit_analysis"


# New tables that others point to.


class DueMove(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    installment = ForeignKeyField(Installment, index=False, unique=True)
    from_due = DateField()
    to_due = DateField()
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
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    sale = ForeignKeyField(Sale, index=False)
    customer = ForeignKeyField(Customer, index=False)
    number = BigIntegerField()
    returned_on = DateField()
    is_whole = IntegerField()
    value_cents = BigIntegerField()
    settled_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    refund_cents = BigIntegerField()
    fine_cents = BigIntegerField()
    late_interest_cents = BigIntegerField()
    discount_cents = BigIntegerField()
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
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    sale_return = ForeignKeyField(SaleReturn, column_name="sale_return_id", index=False)
    installment = ForeignKeyField(Installment, index=False, null=True)
    position = IntegerField()
    reduction_cents = BigIntegerField()
    settled_cents = BigIntegerField()
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


class CashClosing(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False, unique=True)
    number = BigIntegerField()
    closed_on = DateField()
    expected_cents = BigIntegerField()
    counted_cents = BigIntegerField()
    difference_cents = BigIntegerField()
    float_left_cents = BigIntegerField()
    counts = IntegerField()
    note = TextField(null=True)
    release = ForeignKeyField(Release, index=False, null=True)
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
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    closing = ForeignKeyField(CashClosing, index=False)
    position = IntegerField()
    method = TextField()
    denomination_cents = BigIntegerField(null=True)
    quantity = IntegerField(null=True)
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


FIRST = [DueMove, SaleReturn, SaleReturnItem, SaleReturnLine, CashClosing, CashCount]

# Tables whose rules changed, and what points to them: each after what it points to.


class Document(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    kind = TextField()
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


class LedgerEntry(Table):
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


class CashMovement(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False)
    kind = TextField()
    method = TextField()
    amount_cents = BigIntegerField()
    payment = BigIntegerField(null=True, column_name="payment_id")
    created_at = InstantField()
    operation = TextField(null=True)
    reason = TextField(null=True)
    sale_return = BigIntegerField(null=True, column_name="sale_return_id")
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


class Payment(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False)
    customer = ForeignKeyField(Customer, index=False)
    series = TextField()
    number = BigIntegerField()
    paid_on = DateField()
    tendered_cents = BigIntegerField()
    change_cents = BigIntegerField()
    amount_cents = BigIntegerField()
    reason = TextField(null=True)
    operation = TextField()
    created_at = InstantField()
    reverses = ForeignKeyField("self", column_name="reverses_id", index=False, null=True)
    credited_cents = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    rounding_cents = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    valued_on = DateField(null=True)
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

Payment.add_index(
    Payment.reverses, unique=True, where=Payment.reverses.is_null(False), name="payment_reversed_once"
)


class Tender(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    payment = ForeignKeyField(Payment, index=False)
    position = IntegerField()
    method = TextField()
    amount_cents = BigIntegerField()
    reference = TextField(null=True)

    class Meta:
        table_name = "tender"
        indexes = ((("payment", "position"), True),)
        constraints = [
            check("tender_method", "method IN ('cash','pix','debit','credit','cheque','store_credit')"),
            check("tender_amount", "amount_cents <> 0"),
        ]


class Allocation(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    payment = ForeignKeyField(Payment, index=False, null=True)
    sale = ForeignKeyField(Sale, index=False)
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


class PointEntry(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    kind = TextField()
    points = BigIntegerField()
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


class LimitEntry(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    kind = TextField()
    before_cents = BigIntegerField(null=True)
    after_cents = BigIntegerField(null=True)
    reason = TextField()
    analysis = ForeignKeyField(CreditAnalysis, index=False, null=True)
    payment = ForeignKeyField(Payment, index=False, null=True)
    created_at = InstantField()
    reverses = ForeignKeyField("self", column_name="reverses_id", index=False, null=True)

    class Meta:
        table_name = "limit_entry"
        constraints = [
            check(
                "limit_entry_kind",
                "kind IN ('analysis','set','raised','taken_back','blocked','unblocked','restricted',"
                "'restriction_lifted','merged')",
            ),
        ]


LimitEntry.add_index(LimitEntry.customer, LimitEntry.id, name="limit_entry_by_customer")

LimitEntry.add_index(
    LimitEntry.payment, where=LimitEntry.payment.is_null(False), name="limit_entry_by_payment"
)

LimitEntry.add_index(
    LimitEntry.reverses,
    unique=True,
    where=LimitEntry.reverses.is_null(False),
    name="limit_entry_reversed_once",
)


REBUILT = [Document, LedgerEntry, CashMovement, Payment, Tender, Allocation, PointEntry, LimitEntry]

# New tables that point to those.


class DocumentCopy(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    document = ForeignKeyField(Document, index=False)
    number = IntegerField()
    medium = TextField()
    copied_at = InstantField()

    class Meta:
        table_name = "document_copy"
        indexes = ((("document", "number"), True),)
        constraints = [
            check("document_copy_number", "number > 1"),
            check("document_copy_medium", "medium IN ('printer','receipt_printer','file','message')"),
        ]


class StoreCreditEntry(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    kind = TextField()
    amount_cents = BigIntegerField()
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


class BankStatement(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    format = TextField()
    bank = TextField()
    account = TextField()
    sha256 = TextField()
    first_day = DateField()
    last_day = DateField()
    line_count = IntegerField()
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "bank_statement"
        indexes = ((("store", "sha256"), True),)
        constraints = [check("bank_statement_format", "format IN ('ofx','csv')")]


class BankLine(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    statement = ForeignKeyField(BankStatement, index=False)
    account = TextField()
    identity = TextField()
    day = DateField()
    amount_cents = BigIntegerField()
    description = TextField()
    txid = TextField(null=True)
    end_to_end = TextField(null=True)

    class Meta:
        table_name = "bank_line"
        indexes = ((("store", "account", "identity"), True),)
        constraints = [check("bank_line_amount", "amount_cents > 0")]


BankLine.add_index(BankLine.statement, BankLine.id, name="bank_line_by_statement")

BankLine.add_index(BankLine.store, BankLine.day, name="bank_line_by_day")


class BankDecision(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    line = ForeignKeyField(BankLine, index=False, unique=True)
    kind = TextField()
    payment = ForeignKeyField(Payment, index=False, null=True)
    reason = TextField(null=True)
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "bank_decision"
        constraints = [
            check("bank_decision_kind", "kind IN ('matched','received','credited','ignored')"),
            check(
                "bank_decision_cause",
                "(kind = 'ignored' AND payment_id IS NULL AND reason IS NOT NULL)"
                " OR (kind <> 'ignored' AND payment_id IS NOT NULL)",
            ),
        ]


BankDecision.add_index(
    BankDecision.payment,
    unique=True,
    where=BankDecision.payment.is_null(False),
    name="bank_decision_by_payment",
)


LAST = [DocumentCopy, StoreCreditEntry, BankStatement, BankLine, BankDecision]

#: What a column the old table did not have is filled with.
FILLED = {"credited_cents": "0", "rounding_cents": "0"}

#: Columns added to tables that stay as they are; ``{big}`` is the engine's own word for sixty-four bits.
ADDED = (
    ("cash_session", "operation TEXT"),
    ("sale", "note_key TEXT"),
    ("sale", "cancelled_by {big}"),
    ("installment", "original_due DATE"),
    ("installment", "charges_from DATE"),
)
#: Sessions of before were never counted nor closed: each ends with its last movement.
NEVER_CLOSED = (
    "UPDATE cash_session SET closed_at = COALESCE((SELECT MAX(m.created_at) FROM cash_movement AS m"
    " WHERE m.session_id = cash_session.id), opened_at) WHERE closed_at IS NULL"
)
INDEXES = (
    'DROP INDEX "cash_session_open"',
    'CREATE UNIQUE INDEX "cash_session_open" ON "cash_session" ("till_id") WHERE ("closed_at" IS NULL)',
    'CREATE UNIQUE INDEX "sale_by_note_key" ON "sale" ("note_key")'
    ' WHERE (("note_key" IS NOT NULL) AND ("cancelled_by" IS NULL))',
)

#: Rows written once, guarded for the first time or anew, and what may change in them by whatever means.
GUARDED: dict[str, tuple[str, ...]] = {
    "cash_session": ("closed_at",),
    "cash_closing": (),
    "cash_count": (),
    "cash_movement": (),
    "payment": (),
    "tender": (),
    "allocation": (),
    "point_entry": (),
    "limit_entry": (),
    "store_credit_entry": (),
    "document": (),
    "document_copy": (),
    "ledger_entry": (),
    "due_move": (),
    "sale_return": (),
    "sale_return_item": (),
    "sale_return_line": (),
    "bank_statement": (),
    "bank_line": (),
    "bank_decision": (),
    "sale": (
        "cancelled_by", "sold_on", "price_cents", "financed_cents", "installment_count", "first_due",
        "sold_on_assumed",
    ),
    "installment": ("open_cents", "replaced_by", "due_date", "original_due", "charges_from"),
}  # fmt: skip
#: Whose customer becomes the one that the record was merged into, and nobody else.
MERGED: dict[str, tuple[str, ...]] = {
    "sale": ("customer_id",),
    "installment": ("customer_id",),
    "payment": ("customer_id",),
    "point_entry": ("customer_id",),
    "limit_entry": ("customer_id",),
    "store_credit_entry": ("customer_id",),
    "sale_return": ("customer_id",),
}
#: What may be emptied, and never be anything else: the person in it was anonymised.
EMPTIED: dict[str, tuple[str, ...]] = {
    "document": ("content",),
    "limit_entry": ("reason",),
    "payment": ("reason", "waiver_reason"),
    "sale": ("note", "old_number"),
    "cash_movement": ("reason",),
    "due_move": ("reason",),
    "sale_return": ("reason",),
    "bank_line": ("description",),
    "bank_decision": ("reason",),
}
#: Rows of an import may go when the whole import is undone: how each finds its import, as SQL over ``OLD``.
UNDONE = "SELECT 1 FROM import_batch AS b WHERE b.undone_at IS NOT NULL AND "
OF_IMPORTS = {
    "sale": UNDONE + "b.id = OLD.import_id",
    "installment": UNDONE + "b.id = OLD.import_id",
    "allocation": UNDONE + "b.id = OLD.import_id",
    "ledger_entry": UNDONE + "b.operation = OLD.operation",
}
REFUSAL = "append-only"


def up(migrator: Any, db: Database) -> None:
    db.execute_sql(NEVER_CLOSED)
    with db.bind_ctx([*FIRST, *REBUILT, *LAST], bind_refs=False, bind_backrefs=False):
        db.create_tables(FIRST, safe=False)
        _add_columns(db)
        _rebuild(db)
        db.create_tables(LAST, safe=False)
    for statement in INDEXES:
        db.execute_sql(statement)
    for table, changeable in GUARDED.items():
        _guard(db, table, changeable)
    for table, columns in MERGED.items():
        for column in columns:
            _only_merged(db, table, column)
    for table, columns in EMPTIED.items():
        for column in columns:
            _drop(db, table, f"{column}_only_emptied")
            _trigger(db, table, f"{column}_only_emptied", f"UPDATE OF {column}", f"length(NEW.{column}) > 0")
    _trigger(db, "sale", "cancelled_once", "UPDATE OF cancelled_by", "OLD.cancelled_by IS NOT NULL")
    _trigger(db, "installment", "moved_once", "UPDATE OF due_date", "OLD.original_due IS NOT NULL")


def _add_columns(db: Database) -> None:
    big = "INTEGER" if isinstance(db, SqliteDatabase) else "BIGINT"
    for table, column in ADDED:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column.format(big=big)}")


def _rebuild(db: Database) -> None:
    """Writes tables anew under their own names, with every row they have.

    All are set aside before the first is made, so that none points to an old one; what points goes first.
    """
    had = {table: _set_aside(db, table._meta.table_name) for table in REBUILT}
    for table in REBUILT:
        db.create_tables([table], safe=False)
        _copy(db, table, had[table])
    for table in reversed(REBUILT):
        db.execute_sql(f'DROP TABLE "old_{table._meta.table_name}"')


def _set_aside(db: Database, name: str) -> set[str]:
    had = {column.name for column in db.get_columns(name)}
    for index in db.get_indexes(name):
        if not index.name.endswith("_pkey"):
            db.execute_sql(f'DROP INDEX "{index.name}"')
    db.execute_sql(f'ALTER TABLE "{name}" RENAME TO "old_{name}"')
    if not isinstance(db, SqliteDatabase):
        _set_names_aside(db, name)
    return had


def _set_names_aside(db: Database, name: str) -> None:
    """PostgreSQL keeps the names of keys and sequences when a table is renamed: the new one needs them."""
    sql = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass"
    for (constraint,) in db.execute_sql(sql, (f"old_{name}",)).fetchall():
        db.execute_sql(f'ALTER TABLE "old_{name}" RENAME CONSTRAINT "{constraint}" TO "old_{constraint}"')
    db.execute_sql(f'ALTER SEQUENCE "{name}_id_seq" RENAME TO "old_{name}_id_seq"')


def _copy(db: Database, table: Any, had: set[str]) -> None:
    name = table._meta.table_name
    columns = [field.column_name for field in table._meta.sorted_fields]
    values = [f'"{column}"' if column in had else FILLED.get(column, "NULL") for column in columns]
    quoted = ", ".join(f'"{column}"' for column in columns)
    db.execute_sql(
        f'INSERT INTO "{name}" ({quoted}) SELECT {", ".join(values)} FROM "old_{name}" ORDER BY id'
    )
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'),"
            f' (SELECT COALESCE(MAX(id), 0) + 1 FROM "{name}"), false)'
        )


def _guard(db: Database, table: str, changeable: tuple[str, ...]) -> None:
    """No row is deleted, and none changed but for the columns that may; what was there before gives way."""
    may = {*changeable, *MERGED.get(table, ()), *EMPTIED.get(table, ())}
    frozen = ", ".join(f'"{each.name}"' for each in db.get_columns(table) if each.name not in may)
    _drop(db, table, "no_update")
    _trigger(db, table, "no_update", f"UPDATE OF {frozen}")
    _drop(db, table, "no_delete")
    if table in OF_IMPORTS:
        _only_undone(db, table, OF_IMPORTS[table])
    else:
        _trigger(db, table, "no_delete", "DELETE")
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION crediario_append_only()"
        )


def _drop(db: Database, table: str, name: str) -> None:
    where = "" if isinstance(db, SqliteDatabase) else f" ON {table}"
    db.execute_sql(f"DROP TRIGGER IF EXISTS {table}_{name}{where}")


def _trigger(db: Database, table: str, name: str, event: str, condition: str = "") -> None:
    when = f" WHEN ({condition})" if condition else ""
    if isinstance(db, SqliteDatabase):
        body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
        db.execute_sql(f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table}{when} {body}")
    else:
        run = "EXECUTE FUNCTION crediario_append_only()"
        db.execute_sql(f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW{when} {run}")


def _only_undone(db: Database, table: str, undone: str) -> None:
    """No row is deleted but those whose import was undone.

    PostgreSQL asks inside a function, since a trigger's own condition may not look elsewhere.
    """
    if isinstance(db, SqliteDatabase):
        _trigger(db, table, "no_delete", "DELETE", f"NOT EXISTS ({undone})")
        return
    body = f"IF EXISTS ({undone}) THEN RETURN OLD; END IF; RAISE EXCEPTION '{REFUSAL}: {table}';"
    _run_function(db, table, "no_delete", "DELETE", f"crediario_{table}_undone", body)


def _only_merged(db: Database, table: str, column: str) -> None:
    merged = (
        f"EXISTS (SELECT 1 FROM customer AS c WHERE c.id = OLD.{column} AND c.replaced_by = NEW.{column})"
    )
    name, event = f"{column}_only_merged", f"UPDATE OF {column}"
    _drop(db, table, name)
    if isinstance(db, SqliteDatabase):
        _trigger(db, table, name, event, f"NOT {merged}")
        return
    body = f"IF {merged} THEN RETURN NEW; END IF; RAISE EXCEPTION '{REFUSAL}: {table}';"
    _run_function(db, table, name, event, f"crediario_{table}_{name}", body)


def _run_function(db: Database, table: str, name: str, event: str, function: str, body: str) -> None:
    db.execute_sql(
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
