"""Named queries and postings about bank statements: what was read, what waits, and what a line may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import Database

from crediario.db.journal import Stamp
from crediario.db.models import BankDecision, BankLine, BankStatement
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert, insert_rows, marks, row_lock
from crediario.domain.bank_matching import CODED_DAYS
from crediario.domain.bank_matter import IncomingLine, PayablePiece, ReceivedPix
from crediario.domain.bank_names import Payer
from crediario.domain.bank_statement import SlipName, StatementLine
from crediario.domain.money import Money

_STATEMENT = (
    "store_id", "till_id", "operator_id", "format", "bank", "account", "sha256", "first_day", "last_day",
    "line_count", "operation", "created_at",
)  # fmt: skip
_LINE = (
    "store_id", "statement_id", "account", "identity", "day", "amount_cents", "description", "txid",
    "end_to_end",
)  # fmt: skip
_DECISION = (
    "store_id", "till_id", "operator_id", "line_id", "kind", "payment_id", "reason", "operation",
    "created_at",
)  # fmt: skip
#: Rows of one INSERT: within what both engines take as parameters.
_AT_ONCE = 500
#: Ends the identity of a line decided about once more: what was decided first stays as it was.
_AGAIN = "+"


@dataclass(frozen=True, slots=True)
class StatementHead:
    """A statement to be written; ``line_count`` is what the file holds of money that came in."""

    format: str
    bank: str
    account: str
    sha256: str
    first_day: date
    last_day: date
    line_count: int
    operation: str


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """A statement as listed: where from, of which days, and how many of its lines wait."""

    statement_id: int
    bank: str
    account: str
    first_day: date
    last_day: date
    imported_on: str
    waiting: int


@dataclass(frozen=True, slots=True)
class PixPayment:
    """A payment with one Pix, as a line may be matched with it."""

    payment_id: int
    number: int
    customer_id: int
    amount: Money


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What a person decided of a line."""

    line_id: int
    kind: str
    payment_id: int | None
    reason: str | None
    operation: str


#: Lines decided to be a payment that was reversed since, and not decided about once more.
_REOPENED = (
    "payment AS r JOIN bank_decision AS d ON d.payment_id = r.reverses_id"
    " JOIN bank_line AS l ON l.id = d.line_id JOIN payment AS p ON p.id = r.reverses_id"
    " WHERE r.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bank_line AS n"
    f" WHERE n.store_id = l.store_id AND n.account = l.account AND n.identity = l.identity || '{_AGAIN}')"
)


# -- statements


def accounts(database: Database, store_id: int) -> tuple[tuple[str, str], ...]:
    """Bank and account of every statement read so far."""
    sql = "SELECT DISTINCT bank, account FROM bank_statement WHERE store_id = ? ORDER BY bank, account"
    return tuple((bank, account) for bank, account in fetch(database, sql, (store_id,)))


def same_file(database: Database, store_id: int, sha256: str) -> int | None:
    """The statement that was made of this very file; None when it is new."""
    sql = "SELECT id FROM bank_statement WHERE store_id = ? AND sha256 = ?"
    rows = fetch(database, sql, (store_id, sha256))
    return int(rows[0][0]) if rows else None


def kept_lines(
    database: Database, store_id: int, account: str, first: date, last: date
) -> tuple[StatementLine, ...]:
    """The lines of an account's days that are there already."""
    sql = (
        "SELECT identity, day, amount_cents, description, txid, end_to_end FROM bank_line"
        f" WHERE store_id = ? AND account = ? AND day BETWEEN ? AND ? AND identity NOT LIKE '%{_AGAIN}'"
        " ORDER BY id"
    )
    return tuple(
        StatementLine(identity, as_date(day), Money(cents), description, txid, end_to_end)
        for identity, day, cents, description, txid, end_to_end in fetch(
            database, sql, (store_id, account, first, last)
        )
    )


def write_statement(stamp: Stamp, head: StatementHead, lines: Sequence[StatementLine]) -> int:
    """Writes a statement and those of its lines that are new."""
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, head.format, head.bank, head.account, head.sha256,
        head.first_day, head.last_day, head.line_count, head.operation, stamp.instant,
    )  # fmt: skip
    statement_id = insert(stamp.database, BankStatement, _STATEMENT, row)
    rows = [
        (
            stamp.store_id, statement_id, head.account, line.identity, line.day, line.amount.cents,
            line.description, line.txid, line.end_to_end,
        )
        for line in lines
    ]  # fmt: skip
    for start in range(0, len(rows), _AT_ONCE):
        insert_rows(stamp.database, BankLine, _LINE, rows[start : start + _AT_ONCE])
    return statement_id


def statements(database: Database, store_id: int, limit: int) -> tuple[ImportedStatement, ...]:
    """The statements read last."""
    sql = (
        "SELECT s.id, s.bank, s.account, s.first_day, s.last_day, s.created_at, (SELECT COUNT(*)"
        " FROM bank_line AS l WHERE l.statement_id = s.id AND NOT EXISTS (SELECT 1 FROM bank_decision AS d"
        f" WHERE d.line_id = l.id)) + (SELECT COUNT(*) FROM {_REOPENED} AND l.statement_id = s.id)"
        " FROM bank_statement AS s WHERE s.store_id = ? ORDER BY s.id DESC LIMIT ?"
    )
    return tuple(
        ImportedStatement(id_, bank, account, as_date(first), as_date(last), str(made), int(waiting))
        for id_, bank, account, first, last, made, waiting in fetch(database, sql, (store_id, limit))
    )


# -- lines that wait

_SAID = "l.id AS id, l.day AS day, l.amount_cents, l.description, l.txid, l.end_to_end"
_WAITING = (
    f"(SELECT {_SAID}, CAST(NULL AS BIGINT) AS receipt FROM bank_line AS l"
    " WHERE l.store_id = ? AND NOT EXISTS (SELECT 1 FROM bank_decision AS d WHERE d.line_id = l.id)"
    f" UNION ALL SELECT {_SAID}, p.number FROM {_REOPENED} AND l.store_id = ?) AS w"
)


def waiting_count(database: Database, store_id: int) -> int:
    """How many lines wait to be decided about."""
    return int(fetch(database, f"SELECT COUNT(*) FROM {_WAITING}", (store_id, store_id))[0][0])


def waiting_lines(database: Database, store_id: int, limit: int) -> tuple[IncomingLine, ...]:
    """The lines nobody decided about, or whose receipt was reversed since, the oldest first."""
    sql = f"SELECT * FROM {_WAITING} ORDER BY w.day, w.id LIMIT ?"
    return tuple(_line(row) for row in fetch(database, sql, (store_id, store_id, limit)))


def locked_line(database: Database, store_id: int, line_id: int) -> IncomingLine | None:
    """The line, locked; None when it is not there, or was decided about and stands."""
    lock = row_lock(database)
    # Locked first: another till that decides about it is waited for, and its decision then seen.
    fetch(database, f"SELECT id FROM bank_line WHERE id = ?{lock}", (line_id,))
    rows = fetch(database, f"SELECT * FROM {_WAITING} WHERE w.id = ?", (store_id, store_id, line_id))
    return _line(rows[0]) if rows else None


def _line(row: tuple[Any, ...]) -> IncomingLine:
    id_, day, cents, description, txid, end_to_end, receipt = row
    said = (int(id_), as_date(day), Money(cents), description, txid, end_to_end)
    return IncomingLine(*said, reversed_receipt=receipt)


# -- what a line may be

# A payment with two Pix is two lines: nothing tells which, so that it is left to a person.
_RECEIVED = (
    "SELECT p.id, p.number, p.customer_id, p.paid_on, MIN(t.amount_cents), MIN(t.reference)"
    " FROM payment AS p JOIN tender AS t ON t.payment_id = p.id AND t.method = 'pix'"
    " WHERE p.store_id = ? AND p.reverses_id IS NULL AND {which}"
    " AND NOT EXISTS (SELECT 1 FROM payment AS r WHERE r.reverses_id = p.id)"
    " AND NOT EXISTS (SELECT 1 FROM bank_decision AS d WHERE d.payment_id = p.id)"
    " GROUP BY p.id, p.number, p.customer_id, p.paid_on HAVING COUNT(*) = 1 ORDER BY p.id"
)


def received_pix(database: Database, store_id: int, first: date, last: date) -> tuple[ReceivedPix, ...]:
    """The Pix payments about these days that no line was matched with and nobody reversed."""
    days = (first - timedelta(days=CODED_DAYS), last + timedelta(days=CODED_DAYS))
    rows = fetch(database, _RECEIVED.format(which="p.paid_on BETWEEN ? AND ?"), (store_id, *days))
    paid = _installments_paid(database, [row[0] for row in rows])
    return tuple(
        ReceivedPix(id_, customer_id, as_date(day), Money(int(cents)), reference or "", paid.get(id_, ()))
        for id_, _, customer_id, day, cents, reference in rows
    )


def pix_payments(database: Database, store_id: int, ids: Sequence[int]) -> dict[int, PixPayment]:
    """Those of these payments that a line may still be matched with."""
    which = f"p.id IN ({marks(len(ids))})"
    rows = fetch(database, _RECEIVED.format(which=which), (store_id, *ids)) if ids else []
    return {
        int(id_): PixPayment(int(id_), int(number), int(customer_id), Money(int(cents)))
        for id_, number, customer_id, _, cents, _ in rows
    }


def _installments_paid(database: Database, payment_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    if not payment_ids:
        return {}
    sql = (
        "SELECT payment_id, installment_id FROM allocation WHERE installment_id IS NOT NULL"
        f" AND payment_id IN ({marks(len(payment_ids))}) ORDER BY payment_id, position"
    )
    found: dict[int, tuple[int, ...]] = {}
    for payment_id, installment_id in fetch(database, sql, tuple(payment_ids)):
        found[payment_id] = (*found.get(payment_id, ()), int(installment_id))
    return found


def settled_slips(database: Database, store_id: int, slips: Iterable[SlipName]) -> tuple[PayablePiece, ...]:
    """The installments of these slips that are settled: paying one again is paying twice."""
    wanted = sorted({(slip.contract, slip.number) for slip in slips})
    sql = (
        "SELECT i.id, i.customer_id, s.number, i.number, i.due_date, s.sold_on, i.replaced_by IS NOT NULL"
        " FROM installment AS i JOIN sale AS s ON s.id = i.sale_id WHERE s.store_id = ? AND i.open_cents = 0"
        f" AND s.number IN ({marks(len(wanted))}) ORDER BY i.id"
    )
    rows = fetch(database, sql, (store_id, *(contract for contract, _ in wanted))) if wanted else []
    return tuple(
        PayablePiece(
            int(id_),
            int(customer),
            contract,
            number,
            as_date(due),
            Money.ZERO,
            as_date(sold_on),
            bool(agreed),
        )
        for id_, customer, contract, number, due, sold_on, agreed in rows
        if (contract, number) in set(wanted)
    )


def payers(database: Database, customer_ids: Iterable[int]) -> dict[int, Payer]:
    """Name and document of these customers."""
    wanted, found = sorted(set(customer_ids)), dict[int, Payer]()
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        sql = f"SELECT id, name, document FROM customer WHERE id IN ({marks(len(part))})"
        found |= {int(id_): Payer(int(id_), name, doc) for id_, name, doc in fetch(database, sql, part)}
    return found


# -- decisions


def line_again(stamp: Stamp, line_id: int) -> int:
    """Writes once more a line whose receipt was reversed: a decision belongs to one line, and stays."""
    sql = (
        "INSERT INTO bank_line (store_id, statement_id, account, identity, day, amount_cents, description,"
        f" txid, end_to_end) SELECT store_id, statement_id, account, identity || '{_AGAIN}', day,"
        " amount_cents, description, txid, end_to_end FROM bank_line WHERE id = ? RETURNING id"
    )
    return int(fetch(stamp.database, sql, (line_id,))[0][0])


def write_decision(stamp: Stamp, decision: DecisionRow) -> None:
    """Writes what a line was decided to be: once, as the table's own rule has it."""
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, decision.line_id, decision.kind,
        decision.payment_id, decision.reason, decision.operation, stamp.instant,
    )  # fmt: skip
    insert_rows(stamp.database, BankDecision, _DECISION, [row])
