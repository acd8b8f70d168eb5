"""Erasing a person: name, documents and contacts leave every table, while every money row stays as it is.

The audit's chain still verifies: a subject is emptied, its hash stays in the chain. The bytes leave the file
too (``wipe_file``), which SQLite does only when the whole file is written anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from peewee import Database, DatabaseError, SqliteDatabase

from crediario.db.connection import DatabaseBusy, translated
from crediario.db.journal import Stamp
from crediario.db.person_traces import Traces, about, contains, made_by, traces_of
from crediario.db.statements import fetch, marks, run
from crediario.domain.audit_chain import subject_hash
from crediario.domain.br import fold
from crediario.domain.privacy import ERASED, anonymous_name
from crediario.domain.search import word_parts, words_of

#: Rows that are only about who the person is and whom they know.
DELETED = ("customer_phone", "customer_word", "customer_detail", "customer_reference")
#: Columns of ``customer`` that say who the person is.
NULLED = (
    "document", "birth_date", "cep", "street", "district", "city", "uf", "email", "income_cents", "payday",
    "notes", "old_code", "address_key",
)  # fmt: skip

_MINE = "customer_id IN ({mine})"
_RELEASES = (
    "id IN (SELECT release_id FROM sale WHERE customer_id IN ({mine}) UNION"
    " SELECT release_id FROM agreement WHERE customer_id IN ({mine}) UNION"
    " SELECT release_id FROM release_request WHERE customer_id IN ({mine}) UNION"
    " SELECT d.release_id FROM credit_decision AS d JOIN sale AS s ON s.id = d.sale_id"
    " WHERE s.customer_id IN ({mine}))"
)
_PAPERS = (
    "((kind IN ('carne','contract','promissory_note')"
    " AND subject_id IN (SELECT id FROM sale WHERE customer_id IN ({mine})))"
    " OR (kind = 'sale_return' AND subject_id IN (SELECT id FROM sale_return WHERE customer_id IN ({mine})))"
    " OR (kind = 'receipt' AND subject_id IN (SELECT id FROM payment WHERE customer_id IN ({mine})))"
    " OR (kind = 'agreement' AND subject_id IN (SELECT id FROM agreement WHERE customer_id IN ({mine}))))"
)
#: Lines of bank statements decided to be the person's payments.
_BANK_LINES = (
    "id IN (SELECT d.line_id FROM bank_decision AS d JOIN payment AS p ON p.id = d.payment_id"
    " WHERE p.customer_id IN ({mine}))"
)


_OF_PAYMENTS = "payment_id IN (SELECT id FROM payment WHERE customer_id IN ({mine}))"
_MOVES = "installment_id IN (SELECT id FROM installment WHERE customer_id IN ({mine}))"
#: Cash handed out for goods that came back, or for store credit, says why as those do.
_HANDED_OUT = (
    "kind = 'refund' AND operation IN (SELECT operation FROM store_credit_entry WHERE customer_id IN ({mine})"
    " UNION SELECT operation FROM sale_return WHERE customer_id IN ({mine}))"
)


@dataclass(frozen=True, slots=True)
class Emptied:
    """A column of the person's rows that is emptied: ``value`` is what stands there from then on."""

    table: str
    column: str
    whose: str = _MINE
    value: str | bytes | None = None


#: Free texts and bytes of the person's own rows.
EMPTIED: tuple[Emptied, ...] = (
    Emptied("document", "content", _PAPERS, b""),
    Emptied("attachment", "content", value=b""),
    Emptied("attachment", "title", value=""),
    Emptied("sale", "note"),
    Emptied("sale", "old_number"),
    Emptied("payment", "reason"),
    Emptied("limit_entry", "reason", value=""),
    Emptied("credit_analysis", "facts", value=""),
    Emptied("credit_analysis", "reason", value=""),
    # Empty and not NULL: whoever was blocked stays blocked.
    Emptied("credit_account", "blocked_reason", value=""),
    Emptied("credit_account", "restriction", value=""),
    Emptied("privacy_request", "note"),
    Emptied("privacy_request", "answer"),
    Emptied("release_request", "shown", value=""),
    Emptied("release_request", "message", value=""),
    Emptied("release_request", "answer"),
    Emptied("release", "reason", _RELEASES, ""),
    Emptied("authorised_buyer", "document"),
    Emptied("bank_line", "description", _BANK_LINES, ""),
    Emptied("bank_decision", "reason", _OF_PAYMENTS),
    Emptied("payment", "waiver_reason"),
    Emptied("sale_return", "reason", value=""),
    Emptied("due_move", "reason", _MOVES, ""),
    Emptied("cash_movement", "reason", _HANDED_OUT),
)
#: Texts of other people's rows in which the person may be named. A mother's or father's name stays: it is the
#: child's own.
_ELSEWHERE_REPLACED = (
    ("customer", "notes"), ("customer_detail", "spouse_name"), ("customer_detail", "contact_name"),
    ("customer_reference", "name"), ("authorised_buyer", "name"), ("release_request", "shown"),
    ("release_request", "message"), ("release_request", "answer"), ("credit_account", "blocked_reason"),
    ("credit_account", "restriction"), ("privacy_request", "answer"), ("back_test", "result"),
)  # fmt: skip
_ELSEWHERE_EMPTIED = (
    ("sale", "note"), ("payment", "reason"), ("limit_entry", "reason"), ("credit_analysis", "facts"),
    ("credit_analysis", "reason"), ("privacy_request", "note"), ("release", "reason"),
    ("attachment", "title"), ("bank_line", "description"), ("bank_decision", "reason"),
    ("payment", "waiver_reason"), ("sale_return", "reason"), ("due_move", "reason"),
    ("cash_movement", "reason"),
)  # fmt: skip
_NUMBERS_ELSEWHERE = (
    ("customer_reference", "e164"), ("customer_detail", "spouse_document"),
    ("customer_detail", "spouse_phone"), ("authorised_buyer", "document"),
)  # fmt: skip
#: Those that may not be NULL.
_REQUIRED = {
    "limit_entry", "credit_analysis", "release", "attachment", "bank_line", "bank_decision", "sale_return",
    "due_move",
}  # fmt: skip


def erase(stamp: Stamp, ids: Sequence[int]) -> int:
    """Erases the person of these records; returns how many rows were changed or deleted.

    Args:
        stamp: where, by whom and when.
        ids: every record of the person, as ``retention.records_of`` gives them.
    """
    database = stamp.database
    traces = traces_of(database, ids)
    words = {word for name in _names(database, ids) for word in words_of(name)}
    touched = _empty_journal(database, ids, traces)
    touched += sum(_empty(database, each, ids) for each in EMPTIED)
    touched += _label_buyers(database, ids)
    for table in DELETED:
        touched += run(database, f"DELETE FROM {table} WHERE customer_id IN ({marks(len(ids))})", ids)
    _forget_words(database, words)
    touched += sum(_erase_record(stamp, customer_id) for customer_id in ids)
    return touched + _sweep(database, traces)


def _names(database: Database, ids: Sequence[int]) -> list[str]:
    sql = f"SELECT name FROM customer WHERE id IN ({marks(len(ids))})"
    return [str(name) for (name,) in fetch(database, sql, ids)]


def _empty(database: Database, emptied: Emptied, ids: Sequence[int]) -> int:
    column, whose = emptied.column, emptied.whose.format(mine=marks(len(ids)))
    parameters = [*ids] * emptied.whose.count("{mine}")
    sql = f"UPDATE {emptied.table} SET {column} = ? WHERE {whose} AND length({column}) > 0"
    return run(database, sql, (emptied.value, *parameters))


def _label_buyers(database: Database, ids: Sequence[int]) -> int:
    sql = f"UPDATE authorised_buyer SET name = ? WHERE customer_id IN ({marks(len(ids))}) AND name <> ?"
    return run(database, sql, (ERASED, *ids, ERASED))


def _forget_words(database: Database, words: set[str]) -> None:
    """Words of the name that no other customer has leave the dictionary of the search."""
    for word in sorted(words):
        if fetch(database, "SELECT 1 FROM customer_word WHERE word = ? LIMIT 1", (word,)):
            continue
        for part in word_parts(word):
            run(database, "DELETE FROM search_word WHERE part = ? AND word = ?", (part, word))


def _erase_record(stamp: Stamp, customer_id: int) -> int:
    label = anonymous_name(customer_id)
    sql = (
        f"UPDATE customer SET name = ?, name_folded = ?, {', '.join(f'{name} = NULL' for name in NULLED)},"
        " anonymised_at = ? WHERE id = ?"
    )
    return run(stamp.database, sql, (label, fold(label), stamp.instant, customer_id))


def _empty_journal(database: Database, ids: Sequence[int], traces: Traces) -> int:
    """Audit subjects and answers of operations that are about the person, or name them."""
    operations = _operations(database, ids)
    audits = _audits(database, ids, traces)
    for start in range(0, len(operations), 500):
        some = operations[start : start + 500]
        sql = f"SELECT id, subject FROM audit WHERE operation IN ({marks(len(some))}) AND subject <> ''"
        audits |= {id_: (subject, operation) for id_, subject, operation in _with_none(database, sql, some)}
    for id_, (subject, _) in audits.items():
        sql = "UPDATE audit SET subject = '', subject_hash = COALESCE(subject_hash, ?) WHERE id = ?"
        run(database, sql, (subject_hash(subject), id_))
    answered = {*operations, *(operation for _, operation in audits.values() if operation)}
    return len(audits) + sum(_empty_result(database, operation) for operation in sorted(answered))


def _with_none(database: Database, sql: str, some: Sequence[str]) -> list[tuple[int, str, str | None]]:
    return [(int(id_), str(subject), None) for id_, subject in fetch(database, sql, some)]


def _empty_result(database: Database, operation: str) -> int:
    return run(database, "UPDATE operation SET result = '' WHERE id = ? AND result <> ''", (operation,))


def _operations(database: Database, ids: Sequence[int]) -> list[str]:
    """Operations that made the person's rows; an import made many people's, and names nobody."""
    mine = marks(len(ids))
    own = " UNION ".join(
        f"SELECT operation FROM {table} WHERE customer_id IN ({mine}){only}"
        for table, only in (
            ("sale", " AND import_id IS NULL"),
            ("payment", ""),
            ("agreement", ""),
            ("credit_analysis", ""),
            ("sale_return", ""),
            ("store_credit_entry", ""),
        )
    )
    registered = " OR ".join([contains(database, "result")] * len(ids))
    made = f"SELECT id FROM operation WHERE use_case = 'register_customer' AND ({registered})"
    moved = (
        "SELECT m.operation FROM installment AS i JOIN due_move AS m ON m.installment_id = i.id"
        f" WHERE i.customer_id IN ({mine})"
    )
    sql = f"SELECT operation FROM ({own} UNION {moved} UNION {made}) AS own"
    values = (*(list(ids) * 7), *(made_by(each) for each in ids))
    return [str(id_) for (id_,) in fetch(database, sql, values)]


def _audits(database: Database, ids: Sequence[int], traces: Traces) -> dict[int, tuple[str, str | None]]:
    """Audit rows that name the person by number or by trace, or answered with one."""
    named, keys = about(database, "a.subject", ids)
    texts = traces.everything
    subject = "".join(f" OR {contains(database, 'a.subject')}" for _ in texts)
    result = "".join(f" OR {contains(database, 'o.result')}" for _ in texts)
    sql = (
        "SELECT a.id, a.subject, a.operation FROM audit AS a LEFT JOIN operation AS o ON o.id = a.operation"
        f" WHERE a.subject <> '' AND ({named}{subject}{result})"
    )
    rows = fetch(database, sql, (*keys, *texts, *texts))
    return {int(id_): (str(said), operation) for id_, said, operation in rows}


def _sweep(database: Database, traces: Traces) -> int:
    """Other people's rows that name the person in a free text, or have the person's number."""
    touched = 0
    for text in traces.everything:
        for table, column in _ELSEWHERE_REPLACED:
            sql = f"UPDATE {table} SET {column} = REPLACE({column}, ?, ?) WHERE {contains(database, column)}"
            touched += run(database, sql, (text, ERASED, text))
        for table, column in _ELSEWHERE_EMPTIED:
            empty = "''" if table in _REQUIRED else "NULL"
            sql = f"UPDATE {table} SET {column} = {empty} WHERE {contains(database, column)}"
            touched += run(database, sql, (text,))
    for number in traces.numbers:
        for table, column in _NUMBERS_ELSEWHERE:
            touched += run(database, f"UPDATE {table} SET {column} = NULL WHERE {column} = ?", (number,))
    return touched


def wipe_file(database: Database) -> None:
    """Writes a SQLite file anew: nothing erased is left in its free pages or in its log.

    Outside any transaction. A server looks after its own pages: its next vacuum reuses them.

    Raises:
        DatabaseBusy: another till reads or writes; what was erased may still be in the file.
        DiskFull, StorageFailed: as the world has it.
    """
    if not isinstance(database, SqliteDatabase):
        return
    try:
        database.execute_sql("PRAGMA secure_delete = ON")
        database.execute_sql("VACUUM")
        ((blocked, *_),) = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except DatabaseError as error:
        raise translated(error) or error from error
    if blocked:
        raise DatabaseBusy


def last_erased_at(database: Database) -> str | None:
    """The instant somebody was last erased, as kept; None while nobody was."""
    rows = fetch(database, "SELECT MAX(anonymised_at) FROM customer WHERE anonymised_at IS NOT NULL")
    return str(rows[0][0]) if rows and rows[0][0] else None


def last_wiped_at(database: Database) -> str | None:
    """The instant the file was last known clean of what had been erased."""
    rows = fetch(database, "SELECT MAX(created_at) FROM operation WHERE use_case = 'confirm_wipe'")
    return str(rows[0][0]) if rows and rows[0][0] else None
