"""The complete record, credit, releases at a distance, privacy, permissions of people, the chained audit.

Frozen copies: this script never imports the models, so that it means the same for ever.
"""

import hashlib
import unicodedata
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


class InstantField(TextField):
    field_type = "TEXT"


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


class Payment(Table):
    id = BigAutoField()

    class Meta:
        table_name = "payment"


class Sale(Table):
    id = BigAutoField()

    class Meta:
        table_name = "sale"


# New tables.


class UserPermission(Table):
    user = ForeignKeyField(User, index=False)
    permission = TextField()
    allowed = IntegerField()

    class Meta:
        table_name = "user_permission"
        primary_key = CompositeKey("user", "permission")


class PasswordProof(Table):
    id = BigAutoField()
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    proven_at = InstantField()
    expires_at = InstantField()

    class Meta:
        table_name = "password_proof"


PasswordProof.add_index(
    PasswordProof.operator, PasswordProof.till, PasswordProof.expires_at, name="password_proof_by_operator"
)


class AuditChain(Table):
    id = BigAutoField()
    last_seq = BigIntegerField()
    last_hash = TextField()
    key_fingerprint = TextField()
    key_source = TextField()
    base_seq = BigIntegerField(constraints=[SQL("DEFAULT 0")])
    rows_before = BigIntegerField()
    digest_before = TextField()
    started_at = InstantField()

    class Meta:
        table_name = "audit_chain"
        constraints = [
            check("audit_chain_one", "id = 1"),
            check("audit_chain_key_source", "key_source IN ('keyring','asked','demo')"),
        ]


class CustomerDetail(Table):
    customer = ForeignKeyField(Customer, primary_key=True)
    social_name = TextField(null=True)
    treatment = TextField(null=True)
    rg = TextField(null=True)
    rg_issuer = TextField(null=True)
    mother_name = TextField(null=True)
    father_name = TextField(null=True)
    marital_status = TextField(null=True)
    spouse_name = TextField(null=True)
    spouse_document = TextField(null=True)
    spouse_phone = TextField(null=True)
    spouse_income_cents = BigIntegerField(null=True)
    housing = TextField(null=True)
    housing_since = DateField(null=True)
    employer = TextField(null=True)
    employer_phone = TextField(null=True)
    job = TextField(null=True)
    job_since = DateField(null=True)
    income_proof = TextField(null=True)
    preferred_channel = TextField(null=True)
    preferred_hours = TextField(null=True)
    trade_name = TextField(null=True)
    state_registration = TextField(null=True)
    contact_name = TextField(null=True)

    class Meta:
        table_name = "customer_detail"
        constraints = [
            check("customer_detail_spouse_income", "spouse_income_cents IS NULL OR spouse_income_cents >= 0"),
        ]


class CustomerReference(Table):
    id = BigAutoField()
    customer = ForeignKeyField(Customer, index=False)
    position = IntegerField()
    name = TextField()
    e164 = TextField(null=True)
    kind = TextField()

    class Meta:
        table_name = "customer_reference"
        indexes = ((("customer", "position"), True),)
        constraints = [check("customer_reference_kind", "kind IN ('personal','family','commercial')")]


class Attachment(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    kind = TextField()
    title = TextField()
    media_type = TextField()
    sha256 = TextField()
    size_bytes = IntegerField()
    content = BlobField()
    created_at = InstantField()
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
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    name = TextField()
    document = TextField(null=True)
    relation = TextField()
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
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    kept = ForeignKeyField(Customer, index=False)
    merged = ForeignKeyField(Customer, index=False, unique=True)
    moved = TextField()
    merged_at = InstantField()

    class Meta:
        table_name = "customer_merge"
        constraints = [check("customer_merge_other", "kept_id <> merged_id")]


CustomerMerge.add_index(CustomerMerge.kept, CustomerMerge.id, name="customer_merge_by_kept")


class Consent(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    purpose = TextField()
    given = IntegerField()
    text = TextField()
    channel = TextField()
    consented_on = DateField()
    created_at = InstantField()

    class Meta:
        table_name = "consent"
        constraints = [
            check("consent_purpose", "purpose IN ('marketing','birthday','photo')"),
            check("consent_channel", "channel IN ('counter','paper','whatsapp','phone','email')"),
        ]


Consent.add_index(Consent.customer, Consent.id, name="consent_by_customer")


class RecordAccess(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    opened = TextField()
    opened_at = InstantField()

    class Meta:
        table_name = "record_access"
        constraints = [
            check(
                "record_access_opened",
                "opened IN ('card','form','document','attachment','analysis','export')",
            ),
        ]


RecordAccess.add_index(RecordAccess.customer, RecordAccess.id, name="record_access_by_customer")


class PrivacyRequest(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    kind = TextField()
    asked_on = DateField()
    due_on = DateField()
    note = TextField(null=True)
    answered_on = DateField(null=True)
    answer = TextField(null=True)
    created_at = InstantField()

    class Meta:
        table_name = "privacy_request"
        constraints = [
            check(
                "privacy_request_kind",
                "kind IN ('access','correction','erasure','portability','sharing','revocation','review')",
            ),
        ]


PrivacyRequest.add_index(PrivacyRequest.customer, PrivacyRequest.id, name="privacy_request_by_customer")


class Incident(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    known_at = InstantField()
    what_happened = TextField()
    data_affected = TextField()
    people_affected = IntegerField(null=True)
    risk = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "incident"


class IncidentNote(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    incident = ForeignKeyField(Incident, index=False)
    kind = TextField()
    text = TextField()
    happened_on = DateField()
    created_at = InstantField()

    class Meta:
        table_name = "incident_note"
        constraints = [
            check(
                "incident_note_kind",
                "kind IN ('measure','told_authority','told_people','not_told','closed')",
            ),
        ]


IncidentNote.add_index(IncidentNote.incident, IncidentNote.id, name="incident_note_by_incident")


class CreditAccount(Table):
    customer = ForeignKeyField(Customer, primary_key=True)
    status = TextField()
    limit_cents = BigIntegerField(null=True)
    blocked_reason = TextField(null=True)
    restriction = TextField(null=True)
    on_time_in_row = IntegerField()
    decided_at = InstantField(null=True)

    class Meta:
        table_name = "credit_account"
        constraints = [
            check("credit_account_status", "status IN ('unknown','approved','refused')"),
            check("credit_account_limit", "limit_cents IS NULL OR limit_cents >= 0"),
            check("credit_account_row", "on_time_in_row >= 0"),
        ]


class CreditAnalysis(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    analysed_on = DateField()
    policy_version = IntegerField()
    facts = TextField()
    points = IntegerField()
    proposed = TextField()
    proposed_limit_cents = BigIntegerField()
    decision = TextField()
    limit_cents = BigIntegerField()
    reason = TextField()
    bureau_document = ForeignKeyField(Attachment, index=False, null=True)
    operation = TextField()
    created_at = InstantField()

    class Meta:
        table_name = "credit_analysis"
        constraints = [
            check("credit_analysis_proposed", "proposed IN ('approve','approve_with_less','refuse')"),
            check("credit_analysis_decision", "decision IN ('approve','approve_with_less','refuse')"),
            check("credit_analysis_limit", "limit_cents >= 0 AND proposed_limit_cents >= 0"),
        ]


CreditAnalysis.add_index(CreditAnalysis.customer, CreditAnalysis.id, name="credit_analysis_by_customer")


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


class CustomerScore(Table):
    customer = ForeignKeyField(Customer, primary_key=True)
    score = IntegerField()
    settled_count = IntegerField()
    on_time_count = IntegerField()
    short_delay_count = IntegerField()
    long_delay_count = IntegerField()
    worst_days_late = IntegerField()
    purchase_count = IntegerField()
    first_sold_on = DateField(null=True)
    last_sold_on = DateField(null=True)

    class Meta:
        table_name = "customer_score"
        constraints = [check("customer_score_range", "score BETWEEN 0 AND 1000")]


class CreditDecision(Table):
    sale = ForeignKeyField(Sale, primary_key=True)
    policy_version = IntegerField()
    colour = TextField()
    failed = TextField()
    score = IntegerField(null=True)
    limit_cents = BigIntegerField()
    used_cents = BigIntegerField()
    added_cents = BigIntegerField()
    release = ForeignKeyField(Release, index=False, null=True)

    class Meta:
        table_name = "credit_decision"
        constraints = [check("credit_decision_colour", "colour IN ('green','yellow','red')")]


CreditDecision.add_index(
    CreditDecision.release,
    unique=True,
    where=CreditDecision.release.is_null(False),
    name="credit_decision_by_release",
)


class ReleaseRequest(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    customer = ForeignKeyField(Customer, index=False)
    permission = TextField()
    subject_hash = TextField()
    shown = TextField()
    message = TextField()
    status = TextField()
    asked_at = InstantField()
    expires_at = InstantField()
    answered_by = ForeignKeyField(User, index=False, null=True)
    answered_at = InstantField(null=True)
    answer = TextField(null=True)
    release = ForeignKeyField(Release, index=False, null=True)

    class Meta:
        table_name = "release_request"
        constraints = [
            check("release_request_status", "status IN ('waiting','granted','refused','withdrawn')"),
        ]


ReleaseRequest.add_index(
    ReleaseRequest.expires_at, where=(ReleaseRequest.status == "waiting"), name="release_request_waiting"
)


class BackTest(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    operator = ForeignKeyField(User, index=False)
    name = TextField()
    policy = TextField()
    result = TextField()
    sold_from = DateField()
    sold_until = DateField()
    created_at = InstantField()

    class Meta:
        table_name = "back_test"


NEW = [
    UserPermission,
    PasswordProof,
    AuditChain,
    CustomerDetail,
    CustomerReference,
    Attachment,
    Guarantor,
    AuthorisedBuyer,
    CustomerMerge,
    Consent,
    RecordAccess,
    PrivacyRequest,
    Incident,
    IncidentNote,
    CreditAccount,
    CreditAnalysis,
    LimitEntry,
    CustomerScore,
    CreditDecision,
    ReleaseRequest,
    BackTest,
]

# The table whose rule changed.


class SettingsVersion(Table):
    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    topic = TextField()
    version = IntegerField()
    content = TextField()
    operator = ForeignKeyField(User, index=False)
    created_at = InstantField()

    class Meta:
        table_name = "settings_version"
        indexes = ((("store", "topic", "version"), True),)
        constraints = [check("settings_topic", "topic IN ('settings','profile','policy')")]


REBUILT = [SettingsVersion]

#: Columns added to tables that stay as they are; ``{big}`` is the engine's own word for sixty-four bits.
ADDED = (
    ("customer", "address_key TEXT"),
    ("customer", "anonymised_at TEXT"),
    ("customer_phone", "changed_on DATE"),
    ("sale", "authorised_buyer_id {big} REFERENCES authorised_buyer (id)"),
    ("audit", "seq {big}"),
    ("audit", "subject_hash TEXT"),
    ("release", "alone INTEGER"),
)
INDEXES = (
    'CREATE INDEX "customer_by_cep" ON "customer" ("cep", "id") WHERE ("cep" IS NOT NULL)',
    'CREATE INDEX "customer_by_address" ON "customer" ("address_key") WHERE ("address_key" IS NOT NULL)',
    'CREATE INDEX "sale_by_authorised_buyer" ON "sale" ("authorised_buyer_id")'
    ' WHERE ("authorised_buyer_id" IS NOT NULL)',
    'CREATE UNIQUE INDEX "audit_by_seq" ON "audit" ("seq") WHERE ("seq" IS NOT NULL)',
    'CREATE INDEX "audit_by_operator" ON "audit" ("operator_id", "id")',
    'CREATE INDEX "audit_by_moment" ON "audit" ("happened_at", "id")',
    'CREATE INDEX "audit_by_operation" ON "audit" ("operation") WHERE ("operation" IS NOT NULL)',
)

#: Rows written once, guarded for the first time or anew, and what may change in them by whatever means.
GUARDED: dict[str, tuple[str, ...]] = {
    "settings_version": (),
    "audit": ("subject_hash",),
    "operation": (),
    "document": (),
    "agreement": (),
    "payment": (),
    "point_entry": (),
    "installment": ("open_cents", "replaced_by"),
    "release": ("used_by",),
    "limit_entry": (),
    "credit_analysis": (),
    "credit_decision": (),
    "consent": (),
    "record_access": (),
    "incident": (),
    "incident_note": (),
    "customer_merge": (),
    "attachment": ("removed_at",),
    "guarantor": ("ended_at",),
    "privacy_request": ("answered_on", "answer"),
}
#: While a sale is an imported one these move too; its own trigger watches them.
SALE_WHILE_IMPORTED = (
    "sold_on", "price_cents", "financed_cents", "installment_count", "first_due", "sold_on_assumed",
)  # fmt: skip
#: Whose customer becomes the one that the record was merged into, and nobody else.
MERGED: dict[str, tuple[str, ...]] = {
    "sale": ("customer_id",),
    "payment": ("customer_id",),
    "installment": ("customer_id",),
    "agreement": ("customer_id",),
    "point_entry": ("customer_id",),
    "limit_entry": ("customer_id",),
    "credit_analysis": ("customer_id",),
    "consent": ("customer_id",),
    "record_access": ("customer_id",),
    "attachment": ("customer_id",),
    "privacy_request": ("customer_id",),
    "guarantor": ("customer_id", "guarantor_id"),
}
#: What may be emptied, and never be anything else: the person in it was anonymised.
EMPTIED: dict[str, tuple[str, ...]] = {
    "audit": ("subject",),
    "operation": ("result",),
    "document": ("content",),
    "attachment": ("content", "title"),
    "credit_analysis": ("facts", "reason"),
    "limit_entry": ("reason",),
    "payment": ("reason",),
    "sale": ("note", "old_number"),
    "privacy_request": ("note",),
    "release": ("reason",),
}
#: Openings of a record go with it when the import that brought it in is undone.
OPENED_IN_VAIN = (
    "SELECT 1 FROM customer AS c JOIN import_batch AS b ON b.id = c.import_id"
    " WHERE c.id = OLD.customer_id AND b.undone_at IS NOT NULL"
)
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
    _write_address_keys(db)
    _write_subject_hashes(db)
    for index in INDEXES:
        db.execute_sql(index)
    for table, changeable in GUARDED.items():
        _guard(db, table, changeable)
    _guard(db, "sale", SALE_WHILE_IMPORTED, deletes=False)
    _only_undone(db, "record_access", OPENED_IN_VAIN)
    for table, columns in MERGED.items():
        for column in columns:
            _only_merged(db, table, column)
    for table, columns in EMPTIED.items():
        for column in columns:
            _trigger(db, table, f"{column}_only_emptied", f"UPDATE OF {column}", f"length(NEW.{column}) > 0")
    # The subject may be emptied, its hash stays.
    changed = "OLD.subject_hash IS NOT NULL AND NEW.subject_hash IS DISTINCT FROM OLD.subject_hash"
    _trigger(db, "audit", "hashed_once", "UPDATE OF subject_hash", changed)
    # Counted anew from the first roll on: scores come with it.
    db.execute_sql("DELETE FROM day_roll")


def _write_address_keys(db: Database) -> None:
    """CEP and folded street of everybody who has both: people of one address find each other by it."""
    rows = db.execute_sql(
        "SELECT id, cep, street FROM customer WHERE cep IS NOT NULL AND street IS NOT NULL"
    ).fetchall()
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    sql = f"UPDATE customer SET address_key = {mark} WHERE id = {mark}"
    db.cursor().executemany(sql, [(f"{cep} {_folded(street)}", id_) for id_, cep, street in rows])


def _write_subject_hashes(db: Database) -> None:
    """Of the rows that no chain covered yet: their subjects may be emptied, and must still be told apart."""
    rows = db.execute_sql("SELECT id, subject FROM audit").fetchall()
    mark = "?" if isinstance(db, SqliteDatabase) else "%s"
    sql = f"UPDATE audit SET subject_hash = {mark} WHERE id = {mark}"
    hashes = [(hashlib.sha256(subject.encode()).hexdigest(), id_) for id_, subject in rows]
    db.cursor().executemany(sql, hashes)


def _folded(text: str) -> str:
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join("".join(each if each.isalnum() else " " for each in plain.casefold()).split())


def _rebuild(db: Database, table: Any) -> None:
    """Writes a table anew under its own name, with every row it has; its triggers go with the old one."""
    name = table._meta.table_name
    columns = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    for index in db.get_indexes(name):
        if not index.name.endswith("_pkey"):
            db.execute_sql(f'DROP INDEX "{index.name}"')
    db.execute_sql(f'ALTER TABLE "{name}" RENAME TO "old_{name}"')
    if not isinstance(db, SqliteDatabase):
        _set_names_aside(db, name)
    db.create_tables([table], safe=False)
    db.execute_sql(f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM "old_{name}" ORDER BY id')
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


def _guard(db: Database, table: str, changeable: tuple[str, ...], *, deletes: bool = True) -> None:
    """No row is deleted, and none changed but for the columns that may; what was there before gives way."""
    may = {*changeable, *MERGED.get(table, ()), *EMPTIED.get(table, ())}
    frozen = ", ".join(f'"{each.name}"' for each in db.get_columns(table) if each.name not in may)
    _drop(db, table, "no_update")
    _trigger(db, table, "no_update", f"UPDATE OF {frozen}")
    if deletes:
        had_imports = table == "installment"
        if not had_imports:
            _drop(db, table, "no_delete")
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
    """No row is deleted but those whose import was undone."""
    _drop(db, table, "no_delete")
    if isinstance(db, SqliteDatabase):
        _trigger(db, table, "no_delete", "DELETE", f"NOT EXISTS ({undone})")
        return
    function = f"crediario_{table}_undone"
    db.execute_sql(
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF EXISTS ({undone}) THEN RETURN OLD; END IF; RAISE EXCEPTION '{REFUSAL}: {table}'; END $$"
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION {function}()"
    )


def _only_merged(db: Database, table: str, column: str) -> None:
    """PostgreSQL asks inside a function, since a trigger's own condition may not look elsewhere."""
    merged = (
        f"EXISTS (SELECT 1 FROM customer AS c WHERE c.id = OLD.{column} AND c.replaced_by = NEW.{column})"
    )
    name, event = f"{column}_only_merged", f"UPDATE OF {column}"
    if isinstance(db, SqliteDatabase):
        _trigger(db, table, name, event, f"NOT {merged}")
        return
    function = f"crediario_{table}_{name}"
    db.execute_sql(
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {merged} THEN RETURN NEW; END IF; RAISE EXCEPTION '{REFUSAL}: {table}'; END $$"
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
