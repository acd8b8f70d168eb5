"""Imports, lists of late payments, agreements and points.

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


# What the new tables point to; only their keys matter here.


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


class Sale(Table):
    id = BigAutoField()

    class Meta:
        table_name = "sale"


class Installment(Table):
    id = BigAutoField()

    class Meta:
        table_name = "installment"


class Payment(Table):
    id = BigAutoField()

    class Meta:
        table_name = "payment"


# New tables.


class DayRoll(Table):
    store = ForeignKeyField(Store, primary_key=True)
    rolled_on = DateField()
    overdue_until = DateField()
    second_band = DateField()
    third_band = DateField()
    fourth_band = DateField()
    fifth_band = DateField()

    class Meta:
        table_name = "day_roll"


class PortfolioTotal(Table):
    bucket = IntegerField()
    shard = IntegerField()
    customers = BigIntegerField()
    overdue_cents = BigIntegerField()
    open_cents = BigIntegerField()

    class Meta:
        table_name = "portfolio_total"
        primary_key = CompositeKey("bucket", "shard")
        constraints = [
            check("portfolio_total_place", "bucket BETWEEN 0 AND 5 AND shard BETWEEN 0 AND 15"),
            check("portfolio_total_sums", "customers >= 0 AND overdue_cents >= 0 AND open_cents >= 0"),
        ]


class ImportBatch(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    file_name = TextField()
    file_sha256 = TextField()
    imported_on = DateField()
    totals = TextField()
    operation = TextField(unique=True)
    created_at = TextField()
    undone_at = TextField(null=True)

    class Meta:
        table_name = "import_batch"
        constraints = [check("import_batch_name", "length(file_name) BETWEEN 1 AND 255")]


class ImportLayout(Table):
    signature = TextField(primary_key=True)
    mapping = TextField()
    operator = ForeignKeyField(User, index=False)
    updated_at = TextField()

    class Meta:
        table_name = "import_layout"


class Agreement(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    number = BigIntegerField()
    signed_on = DateField()
    offer = TextField()
    open_cents = BigIntegerField()
    fine_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    waived_fine_cents = BigIntegerField()
    waived_interest_cents = BigIntegerField()
    early_discount_cents = BigIntegerField()
    discount_cents = BigIntegerField()
    total_cents = BigIntegerField()
    release = ForeignKeyField(Release, index=False, null=True)
    operation = TextField(unique=True)
    created_at = TextField()

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
    created_at = TextField()
    reverses = ForeignKeyField("self", column_name="reverses_id", null=True, index=False)

    class Meta:
        table_name = "point_entry"
        constraints = [
            check(
                "point_entry_sign",
                "(kind = 'earned' AND points > 0 AND reverses_id IS NULL)"
                " OR (kind = 'taken_back' AND points < 0 AND reverses_id IS NOT NULL)",
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

NEW = [DayRoll, PortfolioTotal, ImportBatch, ImportLayout, Agreement, PointEntry]


# Tables written anew, for their constraints.


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
        constraints = [check("document_kind", "kind IN ('carne','receipt','agreement')")]


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
                "'agreement_discount')",
            ),
        ]


LedgerEntry.add_index(LedgerEntry.operation, name="ledger_entry_by_operation")


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

REBUILT = [Document, LedgerEntry, Allocation]
#: What a column the old table did not have is filled with.
FILLED = {"origin": "'payment'"}

#: Columns added to tables that stay as they are; ``{big}`` is the engine's own word for sixty-four bits.
ADDED = (
    ("sale", "agreement_id {big} REFERENCES agreement (id)"),
    ("sale", "import_id {big} REFERENCES import_batch (id)"),
    ("sale", "old_number TEXT"),
    ("sale", "sold_on_assumed INTEGER"),
    ("installment", "import_id {big} REFERENCES import_batch (id)"),
    ("customer", "import_id {big} REFERENCES import_batch (id)"),
    ("customer", "old_code TEXT"),
    ("customer", "open_cents {big} NOT NULL DEFAULT 0"),
    ("customer", "overdue_cents {big} NOT NULL DEFAULT 0"),
    ("customer", "overdue_count INTEGER NOT NULL DEFAULT 0"),
    ("customer", "oldest_due DATE"),
    ("customer", "bucket INTEGER NOT NULL DEFAULT 0"),
)
#: Indexes that go, and those that come: the partial ones are never taken for rows without a reversal.
DROPPED = ("sale_reverses_id", "payment_reverses_id")
INDEXES = (
    'CREATE UNIQUE INDEX "sale_reversed_once" ON "sale" ("reverses_id") WHERE ("reverses_id" IS NOT NULL)',
    'CREATE UNIQUE INDEX "payment_reversed_once" ON "payment" ("reverses_id")'
    ' WHERE ("reverses_id" IS NOT NULL)',
    'CREATE UNIQUE INDEX "sale_by_agreement" ON "sale" ("agreement_id") WHERE ("agreement_id" IS NOT NULL)',
    'CREATE UNIQUE INDEX "sale_by_old_number" ON "sale" ("customer_id", "old_number")'
    ' WHERE ("old_number" IS NOT NULL)',
    'CREATE INDEX "sale_by_import" ON "sale" ("import_id") WHERE ("import_id" IS NOT NULL)',
    'CREATE INDEX "customer_by_old_code" ON "customer" ("old_code") WHERE ("old_code" IS NOT NULL)',
    *(
        statement
        for order in ("overdue_cents", "oldest_due", "name_folded")
        for statement in (
            f'CREATE INDEX "customer_in_band_by_{order}" ON "customer" ("bucket", "{order}", "id")'
            ' WHERE ("bucket" > 0)',
            f'CREATE INDEX "customer_late_by_{order}" ON "customer" ("{order}", "id") WHERE ("bucket" > 0)',
        )
    ),
)

#: Rows written once, guarded for the first time or anew.
APPEND_ONLY = ("document", "agreement", "point_entry")
CHANGEABLE = {"import_batch": ("undone_at",)}
#: Rows of an import may go when the whole import is undone: how each finds its import, as SQL over ``OLD``.
UNDONE = "SELECT 1 FROM import_batch AS b WHERE b.undone_at IS NOT NULL AND "
OF_THE_SALE = UNDONE + "b.id = (SELECT s.import_id FROM sale AS s WHERE s.id = OLD.sale_id)"
IMPORTED = {
    "sale": UNDONE + "b.id = OLD.import_id",
    "sale_item": OF_THE_SALE,
    "installment": UNDONE + "b.id = OLD.import_id",
    "allocation": UNDONE + "b.id = OLD.import_id",
    "ledger_entry": UNDONE + "b.operation = OLD.operation",
}
#: What may change in those tables: always, and only where the sale was imported, whose file may be completed.
ALWAYS = {"installment": ("open_cents", "replaced_by")}
WHILE_IMPORTED = {
    "sale": (
        ("sold_on", "price_cents", "financed_cents", "installment_count", "first_due", "sold_on_assumed"),
        "OLD.import_id IS NOT NULL",
    ),
    "sale_item": (
        ("unit_price_cents",),
        "EXISTS (SELECT 1 FROM sale AS s WHERE s.id = OLD.sale_id AND s.import_id IS NOT NULL)",
    ),
}
REFUSAL = "append-only"


def up(migrator: Any, db: Database) -> None:
    sqlite = isinstance(db, SqliteDatabase)
    with db.bind_ctx([*NEW, *REBUILT], bind_refs=False, bind_backrefs=False):
        db.create_tables(NEW, safe=False)
        for table, column in ADDED:
            db.execute_sql(
                f"ALTER TABLE {table} ADD COLUMN {column.format(big='INTEGER' if sqlite else 'BIGINT')}"
            )
        for anew in REBUILT:
            _rebuild(db, anew)
    for index in DROPPED:
        db.execute_sql(f'DROP INDEX "{index}"')
    for index in INDEXES:
        db.execute_sql(index)
    _guard_imported_sqlite(db) if sqlite else _guard_imported_postgres(db)
    guard = _guard_sqlite if sqlite else _guard_postgres
    for name in APPEND_ONLY:
        guard(db, name, ())
    for name, columns in CHANGEABLE.items():
        guard(db, name, columns)


def _rebuild(db: Database, table: Any) -> None:
    """Writes a table anew under its own name, with every row it has; its triggers go with the old one."""
    name = table._meta.table_name
    had = {column.name for column in db.get_columns(name)}
    columns = [field.column_name for field in table._meta.sorted_fields]
    values = [f'"{column}"' if column in had else FILLED.get(column, "NULL") for column in columns]
    for index in db.get_indexes(name):
        if not index.name.endswith("_pkey"):
            db.execute_sql(f'DROP INDEX "{index.name}"')
    db.execute_sql(f'ALTER TABLE "{name}" RENAME TO "old_{name}"')
    if not isinstance(db, SqliteDatabase):
        _set_names_aside(db, name)
    db.create_tables([table], safe=False)
    quoted = ", ".join(f'"{column}"' for column in columns)
    db.execute_sql(
        f'INSERT INTO "{name}" ({quoted}) SELECT {", ".join(values)} FROM "old_{name}" ORDER BY id'
    )
    db.execute_sql(f'DROP TABLE "old_{name}"')
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'),"
            f' (SELECT COALESCE(MAX(id), 0) + 1 FROM "{name}"), false)'
        )


def _set_names_aside(db: Database, name: str) -> None:
    """PostgreSQL keeps the names of keys and sequences when a table is renamed: the new one needs them."""
    sql = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass"
    for (constraint,) in db.execute_sql(sql, (f"old_{name}",)).fetchall():
        db.execute_sql(f'ALTER TABLE "old_{name}" RENAME CONSTRAINT "{constraint}" TO "old_{constraint}"')
    db.execute_sql(f'ALTER SEQUENCE "{name}_id_seq" RENAME TO "old_{name}_id_seq"')


def _frozen(db: Database, table: str, changeable: tuple[str, ...]) -> str:
    return ", ".join(f'"{each.name}"' for each in db.get_columns(table) if each.name not in changeable)


def _guard_sqlite(db: Database, table: str, changeable: tuple[str, ...]) -> None:
    abort = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
    db.execute_sql(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {abort}")
    frozen = _frozen(db, table, changeable)
    db.execute_sql(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} {abort}")


def _guard_postgres(db: Database, table: str, changeable: tuple[str, ...]) -> None:
    run = "EXECUTE FUNCTION crediario_append_only()"
    frozen = _frozen(db, table, changeable)
    db.execute_sql(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {run}")
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} FOR EACH ROW {run}"
    )
    db.execute_sql(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}")


def _guard_imported_sqlite(db: Database) -> None:
    """Rows that go only with their import; a sale's figures move only while it is an imported one."""
    for table, undone in IMPORTED.items():
        abort = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
        columns, imported = WHILE_IMPORTED.get(table, ((), ""))
        frozen = _frozen(db, table, (*ALWAYS.get(table, ()), *columns))
        for trigger in (f"{table}_no_delete", f"{table}_no_update"):
            db.execute_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT EXISTS ({undone}) {abort}"
        )
        db.execute_sql(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} {abort}")
        if columns:
            moving = ", ".join(columns)
            db.execute_sql(
                f"CREATE TRIGGER {table}_not_imported BEFORE UPDATE OF {moving} ON {table}"
                f" WHEN NOT ({imported}) {abort}"
            )


def _guard_imported_postgres(db: Database) -> None:
    """The same; PostgreSQL asks inside a function, since a trigger's own condition may not look elsewhere."""
    for table, undone in IMPORTED.items():
        columns, imported = WHILE_IMPORTED.get(table, ((), ""))
        frozen = _frozen(db, table, (*ALWAYS.get(table, ()), *columns))
        refuse = f"RAISE EXCEPTION '{REFUSAL}: {table}';"
        for trigger in (f"{table}_no_delete", f"{table}_no_update"):
            db.execute_sql(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
        _function(db, f"{table}_undone", f"IF EXISTS ({undone}) THEN RETURN OLD; END IF; {refuse}")
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION crediario_{table}_undone()"
        )
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION crediario_append_only()"
        )
        if columns:
            _function(db, f"{table}_imported", f"IF {imported} THEN RETURN NEW; END IF; {refuse}")
            db.execute_sql(
                f"CREATE TRIGGER {table}_not_imported BEFORE UPDATE OF {', '.join(columns)} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION crediario_{table}_imported()"
            )
    for table in ("ledger_entry", "allocation"):
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION crediario_append_only()"
        )


def _function(db: Database, name: str, body: str) -> None:
    db.execute_sql(
        f"CREATE OR REPLACE FUNCTION crediario_{name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {body} END $$"
    )
