"""I17: whoever was anonymised is in no table any more, and the money is.

Every text column of every table that leads to a customer is here: erased, or kept for a reason. A test
enumerates the schema and asks for those that somebody adds.
"""

import re
from datetime import datetime

from peewee import Database

from crediario.db.anonymise import DELETED, EMPTIED, NULLED, Emptied
from crediario.db.person_traces import KEYS
from crediario.db.statements import fetch
from crediario.domain.privacy import ANONYMOUS, ERASED

#: Texts that say nothing of who the person is, and why they may stay.
KEPT: dict[str, dict[str, str]] = {
    "customer": {
        "kind": "person or company",
        "name": "says that somebody was erased",
        "name_folded": "the same, folded",
        "created_at": "an instant",
        "anonymised_at": "an instant",
    },
    "attachment": {
        "kind": "a code",
        "media_type": "a code",
        "sha256": "a hash",
        "created_at": "an instant",
        "removed_at": "an instant",
    },
    "guarantor": {"created_at": "an instant", "ended_at": "an instant"},
    "authorised_buyer": {
        "name": "says that somebody was erased",
        "relation": "a code",
        "created_at": "an instant",
        "ended_at": "an instant",
    },
    "customer_merge": {"moved": "names of tables and numbers of rows", "merged_at": "an instant"},
    "consent": {
        "purpose": "a code",
        "text": "words of the shop, the same for everybody",
        "channel": "a code",
        "created_at": "an instant",
    },
    "record_access": {"opened": "a code", "opened_at": "an instant"},
    "privacy_request": {"kind": "a code", "created_at": "an instant"},
    "agreement": {"offer": "a code", "operation": "the id of a request", "created_at": "an instant"},
    "sale": {
        "rate_month": "a rate",
        "every": "a code",
        "rate_year": "a rate",
        "total_effective_cost": "a rate",
        "note_key": "the number of the shop's own fiscal note",
        "operation": "the id of a request",
        "created_at": "an instant",
    },
    "due_move": {"operation": "the id of a request", "created_at": "an instant"},
    "sale_return": {"refund_by": "a code", "operation": "the id of a request", "created_at": "an instant"},
    "store_credit_entry": {"kind": "a code", "operation": "the id of a request", "created_at": "an instant"},
    "bank_decision": {"kind": "a code", "operation": "the id of a request", "created_at": "an instant"},
    "sale_item": {"description": "what was bought, as the tax papers say it too"},
    "payment": {"series": "a code", "operation": "the id of a request", "created_at": "an instant"},
    "tender": {"method": "a code", "reference": "last letters of a proof of payment"},
    "allocation": {"origin": "a code"},
    "point_entry": {"kind": "a code", "created_at": "an instant"},
    "credit_account": {"status": "a code", "decided_at": "an instant"},
    "credit_analysis": {
        "proposed": "a code",
        "decision": "a code",
        "operation": "the id of a request",
        "created_at": "an instant",
    },
    "limit_entry": {"kind": "a code", "created_at": "an instant"},
    "credit_decision": {"colour": "a code", "failed": "names of rules and figures"},
    "release_request": {
        "permission": "a code",
        "subject_hash": "a hash",
        "status": "a code",
        "asked_at": "an instant",
        "expires_at": "an instant",
        "answered_at": "an instant",
    },
    "release": {
        "permission": "a code",
        "subject_hash": "a hash",
        "granted_at": "an instant",
        "expires_at": "an instant",
        "used_by": "the id of a request",
    },
    "document": {
        "kind": "a code",
        "template_version": "a code",
        "sha256": "a hash",
        "issued_at": "an instant",
    },
}
_GONE = "SELECT id FROM customer WHERE anonymised_at IS NOT NULL"
_NAMED = re.compile(rf'"(?:{"|".join(KEYS)})":(\d+)')

TOTALS = "SELECT COUNT(*), 0 FROM customer WHERE anonymised_at IS NOT NULL"


def _emptied(each: Emptied) -> str:
    """A label for each row of an erased person in which the column still holds something."""
    table, column, whose = each.table, each.column, each.whose.format(mine=_GONE)
    return f"SELECT '{table}.{column}' AS label FROM {table} WHERE {whose} AND length({column}) > 0"


#: Each selects a label for every row in which something of an erased person is left.
BROKEN: tuple[str, ...] = (
    "SELECT 'customer ' || id AS label FROM customer WHERE anonymised_at IS NOT NULL AND"
    f" (name <> '{ANONYMOUS}' || id OR {' OR '.join(f'{column} IS NOT NULL' for column in NULLED)})",
    *(f"SELECT '{table}' AS label FROM {table} WHERE customer_id IN ({_GONE})" for table in DELETED),
    *(_emptied(each) for each in EMPTIED),
    f"SELECT 'authorised_buyer.name' AS label FROM authorised_buyer WHERE customer_id IN ({_GONE})"
    f" AND name <> '{ERASED}'",
    # One person has one name: what was merged into an erased record was erased with it.
    "SELECT 'customer ' || m.id AS label FROM customer AS m JOIN customer AS k ON k.id = m.replaced_by"
    " WHERE (m.anonymised_at IS NULL) <> (k.anonymised_at IS NULL)",
    *(
        f"SELECT 'audit ' || a.id AS label FROM {table} AS t JOIN audit AS a ON a.operation = t.operation"
        f" WHERE t.customer_id IN ({_GONE}) AND a.subject <> ''{only}"
        for table, only in (
            ("sale", " AND t.import_id IS NULL"),
            ("payment", ""),
            ("agreement", ""),
            ("credit_analysis", ""),
            ("sale_return", ""),
            ("store_credit_entry", ""),
        )
    ),
)


def said_in_audit(database: Database) -> list[str]:
    """Audit rows from before somebody was erased that still name the record; one reading of the audit."""
    rows = fetch(database, "SELECT id, anonymised_at FROM customer WHERE anonymised_at IS NOT NULL")
    gone = {str(id_): datetime.fromisoformat(at) for id_, at in rows}
    if not gone:
        return []
    sql = "SELECT id, subject, happened_at FROM audit WHERE subject LIKE '%_id\":%'"
    return [
        f"audit {id_}"
        for id_, subject, at in fetch(database, sql)
        for number in set(_NAMED.findall(subject))
        if number in gone and datetime.fromisoformat(at) < gone[number]
    ]
