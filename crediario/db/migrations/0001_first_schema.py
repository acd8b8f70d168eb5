"""The first schema: the shop, its customers, sales, money and journal.

Frozen copies: this script never imports the models, so that it means the same for ever.
"""

from typing import Any

from peewee import (
    SQL,
    BigAutoField,
    BigIntegerField,
    BlobField,
    CompositeKey,
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


def check(name: str, condition: str) -> SQL:
    return SQL(f"CONSTRAINT {name} CHECK ({condition})")


class Store(Table):
    id = BigAutoField()
    code = IntegerField(unique=True)
    name = TextField()
    opened_at = TextField()

    class Meta:
        table_name = "store"
        constraints = [check("store_code", "code BETWEEN 1 AND 99")]


class Till(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    number = IntegerField()
    name = TextField()

    class Meta:
        table_name = "till"
        indexes = ((("store", "number"), True),)


class User(Table):
    id = BigAutoField()
    number = IntegerField(unique=True)
    name = TextField()
    short_name = TextField()
    role = TextField()
    pin_hash = TextField(null=True)
    password_hash = TextField(null=True)
    active = IntegerField(default=1)
    failed_attempts = IntegerField(default=0)
    locked_until = TextField(null=True)
    locked_out = IntegerField(default=0)
    created_at = TextField()

    class Meta:
        table_name = "shop_user"
        constraints = [
            check(
                "shop_user_role",
                "role IN ('owner','manager','cashier','seller','collector','viewer','system')",
            ),
            check("shop_user_attempts", "failed_attempts >= 0"),
        ]


class SettingsVersion(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    topic = TextField()
    version = IntegerField()
    content = TextField()
    operator = ForeignKeyField(User, index=False)
    created_at = TextField()

    class Meta:
        table_name = "settings_version"
        indexes = ((("store", "topic", "version"), True),)
        constraints = [check("settings_topic", "topic IN ('settings','profile')")]


class Holiday(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    day = DateField()
    name = TextField()

    class Meta:
        table_name = "holiday"
        indexes = ((("store", "day"), True),)


class NumberSeries(Table):
    store = ForeignKeyField(Store, index=False)
    series = TextField()
    last_number = BigIntegerField()

    class Meta:
        table_name = "number_series"
        primary_key = CompositeKey("store", "series")
        constraints = [check("number_series_last", "last_number >= 0")]


class Operation(Table):
    id = TextField(primary_key=True)
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    use_case = TextField()
    payload_hash = TextField()
    result = TextField()
    created_at = TextField()

    class Meta:
        table_name = "operation"


class Audit(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    use_case = TextField()
    operation = TextField(null=True)
    subject = TextField()
    happened_at = TextField()
    previous_hash = TextField(null=True)
    hash = TextField(null=True)

    class Meta:
        table_name = "audit"


class Release(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    approver = ForeignKeyField(User, index=False)
    permission = TextField()
    subject_hash = TextField()
    reason = TextField()
    granted_at = TextField()
    expires_at = TextField()
    used_by = TextField(null=True, unique=True)

    class Meta:
        table_name = "release"


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
    issued_at = TextField()

    class Meta:
        table_name = "document"
        indexes = ((("kind", "subject_id"), True),)
        constraints = [check("document_kind", "kind IN ('carne','receipt')")]


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
                "'early_discount','cash','pix','debit','credit','cheque')",
            ),
        ]


LedgerEntry.add_index(LedgerEntry.operation, name="ledger_entry_by_operation")


class Customer(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    kind = TextField()
    name = TextField()
    name_folded = TextField()
    document = TextField(null=True, unique=True)
    birth_date = DateField(null=True)
    cep = TextField(null=True)
    street = TextField(null=True)
    district = TextField(null=True)
    city = TextField(null=True)
    uf = TextField(null=True)
    email = TextField(null=True)
    income_cents = BigIntegerField(null=True)
    payday = IntegerField(null=True)
    notes = TextField(null=True)
    since = DateField()
    created_at = TextField()
    replaced_by = BigIntegerField(null=True)

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


class CustomerPhone(Table):
    id = BigAutoField()
    customer = ForeignKeyField(Customer, index=False)
    position = IntegerField()
    e164 = TextField()
    purpose = TextField()

    class Meta:
        table_name = "customer_phone"
        indexes = ((("customer", "position"), True),)
        constraints = [check("customer_phone_purpose", "purpose IN ('own','work','message')")]


CustomerPhone.add_index(CustomerPhone.e164, CustomerPhone.customer, name="customer_phone_by_number")


class CustomerWord(Table):
    word = TextField()
    name_folded = TextField()
    customer = ForeignKeyField(Customer, index=False)

    class Meta:
        table_name = "customer_word"
        primary_key = CompositeKey("word", "name_folded", "customer")


class SearchWord(Table):
    part = TextField()
    word = TextField()

    class Meta:
        table_name = "search_word"
        primary_key = CompositeKey("part", "word")


class Sale(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    seller = ForeignKeyField(User, index=False, null=True)
    customer = ForeignKeyField(Customer, index=False)
    number = BigIntegerField()
    sold_on = DateField()
    price_cents = BigIntegerField()
    down_payment_cents = BigIntegerField()
    financed_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    rate_month = TextField()
    every = TextField()
    installment_count = IntegerField()
    first_due = DateField()
    rate_year = TextField()
    total_effective_cost = TextField()
    note = TextField(null=True)
    release = ForeignKeyField(Release, index=False, null=True)
    operation = TextField()
    created_at = TextField()
    reverses = ForeignKeyField("self", column_name="reverses_id", null=True, unique=True)

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


class SaleItem(Table):
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
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    sale = ForeignKeyField(Sale, index=False)
    customer = ForeignKeyField(Customer, index=False)
    number = IntegerField()
    due_date = DateField()
    amount_cents = BigIntegerField()
    principal_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    open_cents = BigIntegerField()
    replaced_by = BigIntegerField(null=True)

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


class CashSession(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    opened_on = DateField()
    opened_at = TextField()
    float_cents = BigIntegerField()
    closed_at = TextField(null=True)

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
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    session = ForeignKeyField(CashSession, index=False)
    kind = TextField()
    method = TextField()
    amount_cents = BigIntegerField()
    payment = BigIntegerField(null=True, column_name="payment_id")
    created_at = TextField()

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
    created_at = TextField()
    reverses = ForeignKeyField("self", column_name="reverses_id", null=True, unique=True)

    class Meta:
        table_name = "payment"
        indexes = ((("store", "series", "number"), True),)
        constraints = [
            check(
                "payment_sign",
                "(reverses_id IS NULL AND series = 'receipt' AND amount_cents > 0 AND change_cents >= 0)"
                " OR (reverses_id IS NOT NULL AND series = 'reversal' AND amount_cents < 0"
                " AND change_cents = 0)",
            ),
            check("payment_change", "tendered_cents = amount_cents + change_cents"),
        ]


Payment.add_index(Payment.customer, Payment.id, name="payment_by_customer")
Payment.add_index(Payment.store, Payment.paid_on, Payment.id, name="payment_by_day")


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
            check("tender_method", "method IN ('cash','pix','debit','credit','cheque')"),
            check("tender_amount", "amount_cents <> 0"),
        ]


class Allocation(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    payment = ForeignKeyField(Payment, index=False)
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
    reverses = ForeignKeyField("self", column_name="reverses_id", null=True, unique=True)

    class Meta:
        table_name = "allocation"
        indexes = ((("payment", "position"), True),)
        constraints = [
            check("allocation_parts", "amount_cents = principal_cents + fine_cents + interest_cents"),
            check(
                "allocation_sign",
                "(reverses_id IS NULL AND amount_cents > 0 AND principal_cents >= 0 AND fine_cents >= 0"
                " AND interest_cents >= 0 AND discount_cents >= 0 AND waived_fine_cents >= 0"
                " AND waived_interest_cents >= 0)"
                " OR (reverses_id IS NOT NULL AND amount_cents < 0 AND principal_cents <= 0"
                " AND fine_cents <= 0 AND interest_cents <= 0 AND discount_cents <= 0"
                " AND waived_fine_cents <= 0 AND waived_interest_cents <= 0)",
            ),
        ]


Allocation.add_index(Allocation.installment, Allocation.id, name="allocation_by_installment")


TABLES = [
    Store,
    Till,
    User,
    SettingsVersion,
    Holiday,
    NumberSeries,
    Operation,
    Audit,
    Release,
    Document,
    LedgerEntry,
    Customer,
    CustomerPhone,
    CustomerWord,
    SearchWord,
    Sale,
    SaleItem,
    Installment,
    CashSession,
    CashMovement,
    Payment,
    Tender,
    Allocation,
]

#: Rows of these tables are written once: a correction is a new row.
APPEND_ONLY = (
    "settings_version",
    "operation",
    "audit",
    "document",
    "ledger_entry",
    "sale",
    "sale_item",
    "cash_movement",
    "payment",
    "tender",
    "allocation",
)
#: Compared byte by byte on PostgreSQL too, whatever the server's language: see ADR 0006.
BYTEWISE = (
    ("customer", "name_folded"),
    ("customer_word", "word"),
    ("customer_word", "name_folded"),
    ("search_word", "part"),
    ("search_word", "word"),
)
#: What may change in rows that are never deleted.
CHANGEABLE = {
    "installment": ("open_cents", "replaced_by"),
    "release": ("used_by",),
    "cash_session": ("closed_at",),
}
REFUSAL = "append-only"


def up(migrator: Any, db: Database) -> None:
    for clustered in (CustomerWord, SearchWord):
        # On SQLite the key is the table itself; PostgreSQL has no such thing.
        clustered._meta.without_rowid = isinstance(db, SqliteDatabase)
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES, safe=False)
    if not isinstance(db, SqliteDatabase):
        for table, column in BYTEWISE:
            db.execute_sql(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE TEXT COLLATE "C"')
    guard = _guard_sqlite if isinstance(db, SqliteDatabase) else _guard_postgres
    for table in APPEND_ONLY:
        guard(db, table, ())
    for table, columns in CHANGEABLE.items():
        guard(db, table, columns)


def _guard_sqlite(db: Database, table: str, changeable: tuple[str, ...]) -> None:
    """Triggers that refuse what must never happen to a posted row."""
    abort = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
    columns = [column.name for column in db.get_columns(table) if column.name not in changeable]
    frozen = ", ".join(columns)
    db.execute_sql(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {abort}")
    db.execute_sql(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} {abort}")


def _guard_postgres(db: Database, table: str, changeable: tuple[str, ...]) -> None:
    """The same for PostgreSQL, where TRUNCATE needs a trigger of its own."""
    db.execute_sql(
        "CREATE OR REPLACE FUNCTION crediario_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}: %%', TG_TABLE_NAME; END $$"
    )
    columns = [column.name for column in db.get_columns(table) if column.name not in changeable]
    frozen = ", ".join(f'"{column}"' for column in columns)
    run = "EXECUTE FUNCTION crediario_append_only()"
    db.execute_sql(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {run}")
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} FOR EACH ROW {run}"
    )
    db.execute_sql(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}")
