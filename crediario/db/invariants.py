"""What must hold in every shop at every moment, checked by set-based SQL that reads each table a few times.

The codes are those of the reliability paper. Each check is independent of the code that wrote the rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peewee import Database, SqliteDatabase

from crediario.db import (
    agreement_checks,
    audit_checks,
    bank_checks,
    cash_checks,
    credit_checks,
    privacy_checks,
    release_checks,
    return_checks,
    standing_checks,
)
from crediario.db.statements import fetch
from crediario.domain.audit_chain import AuditKey
from crediario.domain.money import Money

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Invariant:
    """One rule, checked.

    Attributes:
        code: ``I1`` and so on.
        checked: how many rows it was checked on.
        failed: how many of them break it.
        figure: the money the rule is about.
        examples: the first few that break it, named as people name them.
    """

    code: str
    checked: int
    failed: int
    figure: Money
    examples: tuple[str, ...] = ()


def check_all(database: Database, key: AuditKey | None = None) -> tuple[Invariant, ...]:
    """Every invariant, in the order of their codes; call it inside a snapshot.

    Without the shop's ``key`` the seals of its audit are not computed anew; a demonstration's is known.
    """
    if not isinstance(database, SqliteDatabase):
        # Reading millions of rows may take longer than anything at a till is allowed to.
        for setting in ("statement_timeout = 0", "work_mem = '64MB'"):
            database.execute_sql(f"SET LOCAL {setting}")
    found = [*(check(database) for check in CHECKS), audit_is_sealed(database, key)]
    return tuple(sorted(found, key=lambda each: int(each.code[1:])))


def _judged(database: Database, code: str, totals: str, broken: Iterable[str]) -> Invariant:
    """``totals`` selects how many and how much; each of ``broken`` selects a label for every broken row."""
    ((checked, cents),) = fetch(database, totals)
    failed, examples = 0, list[str]()
    for sql in broken:
        rows = fetch(database, f"SELECT label, COUNT(*) OVER () FROM ({sql}) AS broken LIMIT {EXAMPLES}")
        failed += int(rows[0][1]) if rows else 0
        examples += [str(label) for label, _ in rows]
    return Invariant(code, int(checked), failed, Money(int(cents or 0)), tuple(examples[:EXAMPLES]))


def sales_add_up(database: Database) -> Invariant:
    """I1: price = financed + down payment, and the installments make financed + interest, to the centavo.

    A sale brought in from an old system may lack installments that its file did not hold or were refused.
    What came back of it is the sum of its lines, never more than was sold.
    """
    totals = (
        "SELECT (SELECT COUNT(*) FROM sale WHERE reverses_id IS NULL), (SELECT SUM(amount_cents) FROM"
        " installment)"
    )
    broken = (
        "SELECT 'contract ' || s.number AS label FROM sale AS s LEFT JOIN (SELECT sale_id,"
        " COUNT(*) AS pieces, SUM(amount_cents) AS total, SUM(principal_cents) AS principal"
        " FROM installment GROUP BY sale_id) AS i ON i.sale_id = s.id WHERE s.reverses_id IS NULL AND"
        " (s.price_cents <> s.financed_cents + s.down_payment_cents"
        " OR COALESCE(i.pieces, 0) > s.installment_count"
        " OR (COALESCE(i.pieces, 0) < s.installment_count AND s.import_id IS NULL)"
        " OR COALESCE(i.total, 0) <> s.financed_cents + s.interest_cents"
        " OR COALESCE(i.principal, 0) <> s.financed_cents)"
    )
    return _judged(database, "I1", totals, [broken, *return_checks.SUMS])


def payments_are_allocated(database: Database) -> Invariant:
    """I2: a payment's allocations make its amount, and its means what was handed over, change included.

    What a line of a bank statement was decided to be is a payment by Pix of just that value.
    """
    totals = "SELECT COUNT(*), SUM(amount_cents) FROM payment"
    allocated = (
        "SELECT p.series || ' ' || p.number AS label FROM payment AS p LEFT JOIN (SELECT payment_id,"
        " SUM(amount_cents) AS total FROM allocation GROUP BY payment_id) AS a ON a.payment_id = p.id"
        " WHERE COALESCE(a.total, 0) <> p.amount_cents"
        " OR p.tendered_cents <> p.amount_cents + p.change_cents + p.credited_cents"
    )
    tendered = (
        "SELECT p.series || ' ' || p.number AS label FROM payment AS p LEFT JOIN (SELECT payment_id,"
        " SUM(amount_cents) AS total FROM tender GROUP BY payment_id) AS t ON t.payment_id = p.id"
        " WHERE COALESCE(t.total, 0) <> p.tendered_cents"
    )
    return _judged(database, "I2", totals, [allocated, tendered, *bank_checks.BROKEN])


def balances_follow(database: Database) -> Invariant:
    """I3: what is open of an installment is its amount less what was taken off it, never below zero."""
    totals = "SELECT COUNT(*), SUM(open_cents) FROM installment"
    broken = (
        "SELECT 'contract ' || s.number || ' installment ' || i.number AS label FROM installment AS i"
        " LEFT JOIN (SELECT installment_id, SUM(principal_cents + discount_cents) AS settled FROM allocation"
        " GROUP BY installment_id) AS a ON a.installment_id = i.id JOIN sale AS s ON s.id = i.sale_id"
        " WHERE i.open_cents <> i.amount_cents - COALESCE(a.settled, 0)"
        " OR i.open_cents < 0 OR i.open_cents > i.amount_cents"
    )
    return _judged(database, "I3", totals, [broken, *return_checks.BALANCES])


#: Allocations that stand: neither a reversal nor reversed.
_LIVE = "a.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"


def allocations_are_whole(database: Database) -> Invariant:
    """I4: what was settled of all installments is what live allocations settled; each splits into its parts.

    A down payment is allocated once, whole, and never beyond what the sale asked: less what goods that came
    back took off it while its receipt was reversed.
    """
    totals = f"SELECT COUNT(*), SUM(a.amount_cents) FROM allocation AS a WHERE {_LIVE}"
    split = (
        "SELECT 'allocation ' || id AS label FROM allocation WHERE amount_cents <> principal_cents +"
        " fine_cents + interest_cents OR (reverses_id IS NULL AND amount_cents <= 0 AND origin = 'payment')"
    )
    settled = (
        "SELECT 'all installments' AS label FROM (SELECT (SELECT SUM(amount_cents - open_cents) FROM"
        " installment) AS owed, (SELECT SUM(a.principal_cents + a.discount_cents) FROM allocation AS a WHERE"
        f" a.installment_id IS NOT NULL AND {_LIVE}) AS paid) AS sums"
        " WHERE COALESCE(sums.owed, 0) <> COALESCE(sums.paid, 0)"
    )
    down_payments = (
        "SELECT 'contract ' || s.number AS label FROM allocation AS a JOIN sale AS s ON s.id = a.sale_id"
        " LEFT JOIN (SELECT b.sale_id, SUM(l.settled_cents) AS settled FROM sale_return AS b"
        " JOIN sale_return_line AS l ON l.sale_return_id = b.id AND l.installment_id IS NULL"
        " GROUP BY b.sale_id) AS t ON t.sale_id = s.id"
        " WHERE a.installment_id IS NULL GROUP BY s.id, s.number, s.down_payment_cents, t.settled"
        " HAVING SUM(a.amount_cents) NOT IN (0, s.down_payment_cents - COALESCE(t.settled, 0))"
    )
    return _judged(database, "I4", totals, [split, settled, down_payments])


def reversals_undo(database: Database) -> Invariant:
    """I5: a reversal gives back exactly what its payment did: money, allocations, drawer and ledger."""
    totals = "SELECT COUNT(*), -SUM(amount_cents) FROM payment WHERE reverses_id IS NOT NULL"
    pair = (
        "SELECT 'reversal ' || r.number AS label FROM payment AS r JOIN payment AS p ON p.id = r.reverses_id"
    )
    rows = (
        f"{pair} WHERE r.reverses_id IS NOT NULL AND (r.amount_cents <> -p.amount_cents OR r.id < p.id"
        " OR r.credited_cents <> -p.credited_cents OR r.rounding_cents <> -p.rounding_cents"
        " OR p.reverses_id IS NOT NULL OR r.paid_on < p.paid_on OR r.customer_id <> p.customer_id)"
    )
    allocations = (
        "SELECT 'reversal ' || r.number AS label FROM payment AS r WHERE r.reverses_id IS NOT NULL AND"
        " ((SELECT COUNT(*) FROM allocation AS b WHERE b.payment_id = r.id) <>"
        " (SELECT COUNT(*) FROM allocation AS a WHERE a.payment_id = r.reverses_id)"
        " OR (SELECT COUNT(*) FROM allocation AS b WHERE b.payment_id = r.id) <>"
        " (SELECT COUNT(*) FROM allocation AS b JOIN allocation AS a ON a.id = b.reverses_id"
        " WHERE b.payment_id = r.id AND a.payment_id = r.reverses_id AND b.sale_id = a.sale_id"
        " AND b.installment_id IS NOT DISTINCT FROM a.installment_id"
        " AND b.principal_cents = -a.principal_cents AND b.fine_cents = -a.fine_cents"
        " AND b.interest_cents = -a.interest_cents AND b.discount_cents = -a.discount_cents))"
    )
    drawer = (
        f"{pair} JOIN cash_movement AS m ON m.payment_id IN (r.id, p.id) WHERE r.reverses_id IS NOT NULL"
        " GROUP BY r.id, r.number, m.method HAVING SUM(m.amount_cents) <> 0"
    )
    entries = (
        f"{pair} JOIN ledger_entry AS e ON e.operation IN (r.operation, p.operation)"
        " AND e.payment_id IN (r.id, p.id) WHERE r.reverses_id IS NOT NULL"
        " GROUP BY r.id, r.number, e.account HAVING SUM(e.amount_cents) <> 0"
    )
    return _judged(database, "I5", totals, [rows, allocations, drawer, entries, *return_checks.REFUNDS])


def agreements_close(database: Database) -> Invariant:
    """I6: an agreement's total is what was open, charges added, waivers and discounts taken off.

    Proved against the allocations that closed its installments and against its contract; what it closed has
    nothing open, says so, and is in no other agreement.
    """
    return _judged(database, "I6", agreement_checks.TOTALS, agreement_checks.BROKEN)


def standing_follows(database: Database) -> Invariant:
    """I7: what lists of late payments read is what the installments say, as of the last roll of the day.

    Scores and rows of payments in time are what every customer's past comes to; each limit is what its
    entries say. A shop whose day was never rolled has yet to be counted: one of an older version, say.
    """
    broken = (*standing_checks.BROKEN, *credit_checks.BROKEN)
    judged = _judged(database, "I7", standing_checks.TOTALS, broken)
    wrong = credit_checks.followed_wrongly(database)
    examples = (*judged.examples, *wrong)[:EXAMPLES]
    return Invariant("I7", judged.checked, judged.failed + len(wrong), judged.figure, examples)


#: Points that stand: earned and not taken back.
_STANDING = "e.kind = 'earned' AND NOT EXISTS (SELECT 1 FROM point_entry AS t WHERE t.reverses_id = e.id)"


def points_follow(database: Database) -> Invariant:
    """I8: points follow what was paid in time, one a whole real; balances never fall below zero.

    What stands was earned once, with the live payment that closed its installment; what is taken back is
    exactly what was earned, with the reversal that opened the installment again.
    """
    totals = (
        "SELECT (SELECT COUNT(*) FROM point_entry), SUM(e.points) * 100 FROM point_entry AS e"
        f" WHERE {_STANDING}"
    )
    balances = (
        "SELECT 'points of customer ' || customer_id AS label FROM point_entry GROUP BY customer_id"
        " HAVING SUM(points) < 0"
    )
    label = "SELECT 'points ' || e.id AS label FROM point_entry AS e"
    place = " JOIN payment AS p ON p.id = e.payment_id JOIN installment AS i ON i.id = e.installment_id"
    owners = (
        f"{label}{place} WHERE p.customer_id <> e.customer_id OR i.customer_id <> e.customer_id"
        " OR (e.kind <> 'returned' AND (e.entered_on <> p.paid_on"
        " OR (e.kind = 'earned') <> (p.reverses_id IS NULL)))"
        " OR (e.kind = 'earned' AND NOT EXISTS (SELECT 1 FROM allocation AS a"
        " WHERE a.payment_id = p.id AND a.installment_id = e.installment_id))"
    )
    standing = (
        f"{label} JOIN installment AS i ON i.id = e.installment_id JOIN sale AS s ON s.id = i.sale_id"
        " LEFT JOIN (SELECT a.installment_id, MAX(a.payment_id) AS closing,"
        " SUM(CASE WHEN a.days_late = 0 THEN a.principal_cents ELSE 0 END) AS timely FROM allocation AS a"
        f" WHERE {_LIVE} AND a.origin = 'payment' GROUP BY a.installment_id) AS c ON c.installment_id = i.id"
        # Of a sale brought in, its day may become better known after it earned.
        f" WHERE {_STANDING} AND (i.open_cents > 0 OR c.closing IS NULL"
        " OR (i.due_date <= s.sold_on AND s.import_id IS NULL)"
        " OR c.closing <> e.payment_id OR e.points * 100 > c.timely OR (e.points + 1) * 100 <= c.timely)"
    )
    twice = (
        "SELECT 'points of installment ' || e.installment_id AS label FROM point_entry AS e"
        f" WHERE {_STANDING} GROUP BY e.installment_id HAVING COUNT(*) > 1"
    )
    taken = (
        f"{label} LEFT JOIN point_entry AS o ON o.id = e.reverses_id WHERE e.kind = 'taken_back' AND"
        " (o.id IS NULL OR o.kind <> 'earned' OR e.points <> -o.points OR e.customer_id <> o.customer_id"
        " OR e.installment_id <> o.installment_id OR e.payment_id < o.payment_id)"
    )
    return _judged(database, "I8", totals, [balances, owners, standing, twice, taken, *return_checks.POINTS])


#: Every number given, by store and series.
_GIVEN = (
    "SELECT store_id, series, COUNT(*) AS pieces, MIN(number) AS lowest, MAX(number) AS highest FROM payment"
    " GROUP BY store_id, series UNION ALL SELECT store_id, 'contract', COUNT(*), MIN(number), MAX(number)"
    " FROM sale GROUP BY store_id UNION ALL SELECT store_id, 'agreement', COUNT(*), MIN(number), MAX(number)"
    " FROM agreement GROUP BY store_id UNION ALL SELECT store_id, 'closing', COUNT(*), MIN(number),"
    " MAX(number) FROM cash_closing GROUP BY store_id UNION ALL SELECT store_id, 'return', COUNT(*),"
    " MIN(number), MAX(number) FROM sale_return GROUP BY store_id"
)


def numbers_have_no_gap(database: Database) -> Invariant:
    """I9: each series is 1 to n without gap or repeat, n is its counter, and numbers rise with the rows.

    The order is that of writing, not of the clock, which may be set back.
    """
    totals = "SELECT (SELECT COUNT(*) FROM payment) + (SELECT COUNT(*) FROM sale), 0"
    series = (
        "SELECT 'series ' || n.series AS label FROM number_series AS n"
        f" LEFT JOIN ({_GIVEN}) AS g ON g.store_id = n.store_id AND g.series = n.series"
        " WHERE COALESCE(g.pieces, 0) <> n.last_number"
        " OR (g.pieces > 0 AND (g.lowest <> 1 OR g.highest <> n.last_number))"
    )
    uncounted = (
        f"SELECT 'series ' || g.series AS label FROM ({_GIVEN}) AS g LEFT JOIN number_series AS n"
        " ON n.store_id = g.store_id AND n.series = g.series WHERE n.series IS NULL"
    )
    order = "LAG(id) OVER (PARTITION BY store_id, series ORDER BY number)"
    receipts = (
        "SELECT o.series || ' ' || o.number AS label FROM"
        f" (SELECT series, number, id, {order} AS earlier FROM payment) AS o WHERE o.earlier > o.id"
    )
    order = "LAG(id) OVER (PARTITION BY store_id ORDER BY number)"
    contracts = (
        "SELECT 'contract ' || o.number AS label FROM"
        f" (SELECT number, id, {order} AS earlier FROM sale) AS o WHERE o.earlier > o.id"
    )
    return _judged(database, "I9", totals, [series, uncounted, receipts, contracts])


def drawers_follow(database: Database) -> Invariant:
    """I10: a drawer is expected to hold its float and its session's cash movements, and nothing else.

    What a closing says follows from them, means by means and note by note; nothing is posted to a session
    after it closed, each movement is in a session of its till, and a till has one open at most.
    """
    return _judged(database, "I10", cash_checks.TOTALS, cash_checks.BROKEN)


#: What each account of the ledger must come to, out of the documents themselves.
_DOCUMENTS = (
    ("receivable", "SELECT SUM(open_cents) FROM installment"),
    ("sales", "SELECT -SUM(price_cents) FROM sale WHERE agreement_id IS NULL"),
    (
        "sale_interest",
        "SELECT COALESCE((SELECT SUM(interest_cents) FROM sale_return), 0) - (SELECT SUM(interest_cents)"
        " FROM sale)",
    ),
    (
        "down_payment",
        "SELECT (SELECT SUM(down_payment_cents) FROM sale) - COALESCE((SELECT SUM(amount_cents) FROM"
        " allocation WHERE installment_id IS NULL), 0) - COALESCE((SELECT SUM(settled_cents) FROM"
        " sale_return_line WHERE installment_id IS NULL), 0)",
    ),
    (
        "late_fine",
        "SELECT COALESCE((SELECT SUM(fine_cents) FROM sale_return), 0) - COALESCE((SELECT SUM(fine_cents)"
        " FROM allocation), 0)",
    ),
    (
        "late_interest",
        "SELECT COALESCE((SELECT SUM(late_interest_cents) FROM sale_return), 0) -"
        " COALESCE((SELECT SUM(interest_cents) FROM allocation), 0)",
    ),
    (
        "early_discount",
        "SELECT COALESCE((SELECT SUM(discount_cents) FROM allocation WHERE origin <> 'return'), 0) -"
        " COALESCE((SELECT SUM(discount_cents) FROM agreement), 0) -"
        " COALESCE((SELECT SUM(discount_cents) FROM sale_return), 0)",
    ),
    ("store_credit", "SELECT -SUM(amount_cents) FROM store_credit_entry"),
    ("change_rounding", "SELECT SUM(rounding_cents) FROM payment"),
    ("past_receipts", "SELECT SUM(amount_cents) FROM allocation WHERE origin = 'import'"),
    (
        "agreement",
        "SELECT COALESCE((SELECT SUM(total_cents) FROM agreement), 0) -"
        " COALESCE((SELECT SUM(price_cents) FROM sale WHERE agreement_id IS NOT NULL), 0)",
    ),
    ("agreement_discount", "SELECT SUM(discount_cents) FROM agreement"),
    *cash_checks.DOCUMENTS,
    *return_checks.DOCUMENTS,
)


def ledger_balances(database: Database) -> Invariant:
    """I11: debits equal credits in every operation, and every account comes to what its documents say."""
    totals = "SELECT COUNT(*), SUM(CASE WHEN amount_cents > 0 THEN amount_cents END) FROM ledger_entry"
    operations = (
        "SELECT 'operation ' || operation AS label FROM ledger_entry GROUP BY operation"
        " HAVING SUM(amount_cents) <> 0"
    )
    judged = _judged(database, "I11", totals, [operations])
    wrong = _wrong_accounts(database)
    examples = (*judged.examples, *(f"account {account}" for account in wrong))[:EXAMPLES]
    return Invariant("I11", judged.checked, judged.failed + len(wrong), judged.figure, examples)


def _wrong_accounts(database: Database) -> list[str]:
    """Accounts that differ from their documents; those of a means of payment are the sessions' movements."""
    by_account = "SELECT account, SUM(amount_cents) FROM ledger_entry GROUP BY account"
    ledger = {account: int(cents) for account, cents in fetch(database, by_account)}
    documents = {account: int(fetch(database, sql)[0][0] or 0) for account, sql in _DOCUMENTS}
    moved = "SELECT method, SUM(amount_cents) FROM cash_movement WHERE method <> 'cash' GROUP BY method"
    documents |= {method: int(cents) for method, cents in fetch(database, moved)}
    return [name for name in sorted(ledger | documents) if ledger.get(name, 0) != documents.get(name, 0)]


def audit_is_sealed(database: Database, key: AuditKey | None) -> Invariant:
    """I12: audit rows are 1 to n, each sealed after the one before, to the head; every operation has one."""
    judged = _judged(database, "I12", audit_checks.TOTALS, audit_checks.BROKEN)
    report = audit_checks.chain_report(database, key)
    if report is None:
        return judged
    examples = (*map(audit_checks.label, report.findings), *judged.examples)[:EXAMPLES]
    return Invariant("I12", judged.checked, judged.failed + report.failed, judged.figure, examples)


def requests_act_once(database: Database) -> Invariant:
    """I13: every posting belongs to one operation, and no operation made two of a kind."""
    totals = "SELECT COUNT(*), 0 FROM operation"
    broken = [
        sql
        # One import brings in many sales.
        for table, only in (("sale", " WHERE t.import_id IS NULL"), ("payment", ""))
        for sql in (
            f"SELECT '{table} ' || t.number AS label FROM {table} AS t WHERE NOT EXISTS"
            " (SELECT 1 FROM operation AS o WHERE o.id = t.operation)",
            f"SELECT 'operation ' || operation AS label FROM {table} AS t{only} GROUP BY operation"
            " HAVING COUNT(*) > 1",
        )
    ]
    counts = (
        "SELECT 'operations without effect' AS label FROM (SELECT"
        " (SELECT COUNT(*) FROM operation WHERE use_case = 'register_sale') -"
        " (SELECT COUNT(*) FROM sale WHERE import_id IS NULL AND agreement_id IS NULL) AS sales,"
        " (SELECT COUNT(*) FROM operation WHERE use_case = 'make_agreement') -"
        " (SELECT COUNT(*) FROM agreement) AS agreements,"
        " (SELECT COUNT(*) FROM operation WHERE use_case = 'receive_payment') +"
        " (SELECT COUNT(*) FROM sale WHERE down_payment_cents > 0 AND agreement_id IS NULL) +"
        " (SELECT COUNT(*) FROM payment AS p JOIN agreement AS g ON g.operation = p.operation) +"
        " (SELECT COUNT(*) FROM bank_decision WHERE kind IN ('received','credited')) -"
        " (SELECT COUNT(*) FROM payment WHERE reverses_id IS NULL) AS receipts,"
        " (SELECT COUNT(*) FROM operation WHERE use_case = 'reverse_payment') -"
        " (SELECT COUNT(*) FROM payment WHERE reverses_id IS NOT NULL) AS reversals) AS d"
        " WHERE d.sales <> 0 OR d.agreements <> 0 OR d.receipts <> 0 OR d.reversals <> 0"
    )
    return _judged(database, "I13", totals, [*broken, counts, *return_checks.OPERATIONS])


def references_hold(database: Database) -> Invariant:
    """I15: nothing points to what is not there or is another's, and nothing is dated before its cause."""
    totals = "SELECT (SELECT COUNT(*) FROM installment) + (SELECT COUNT(*) FROM allocation), 0"
    installments = (
        "SELECT 'contract ' || s.number || ' installment ' || i.number AS label FROM installment AS i"
        " JOIN sale AS s ON s.id = i.sale_id"
        " WHERE i.customer_id <> s.customer_id OR i.store_id <> s.store_id OR i.due_date < s.sold_on"
    )
    allocations = (
        "SELECT p.series || ' ' || p.number AS label FROM allocation AS a"
        " JOIN payment AS p ON p.id = a.payment_id JOIN sale AS s ON s.id = a.sale_id"
        " LEFT JOIN installment AS i ON i.id = a.installment_id"
        " WHERE i.sale_id <> a.sale_id OR p.customer_id <> s.customer_id"
        " OR a.paid_on <> COALESCE(p.valued_on, p.paid_on) OR a.paid_on < s.sold_on"
        " OR p.valued_on > p.paid_on"
    )
    sessions = (
        "SELECT p.series || ' ' || p.number AS label FROM payment AS p JOIN cash_session AS c"
        " ON c.id = p.session_id WHERE c.till_id <> p.till_id OR c.opened_on > p.paid_on"
    )
    loose = [
        f"SELECT '{table} ' || t.id AS label FROM {table} AS t LEFT JOIN {target} AS o ON o.id = t.{column}"
        f" WHERE t.{column} IS NOT NULL AND o.id IS NULL{only}"
        for table, column, target, only in (
            ("cash_movement", "payment_id", "payment", ""),
            ("ledger_entry", "payment_id", "payment", ""),
            ("ledger_entry", "sale_id", "sale", ""),
            ("document", "subject_id", "sale", " AND t.kind IN ('carne','contract','promissory_note')"),
            ("document", "subject_id", "sale_return", " AND t.kind = 'sale_return'"),
            ("document", "subject_id", "cash_closing", " AND t.kind = 'cash_sheet'"),
            ("document", "subject_id", "payment", " AND t.kind = 'receipt'"),
            ("document", "subject_id", "agreement", " AND t.kind = 'agreement'"),
        )
    ]
    without_money = (
        "SELECT 'contract ' || s.number || ' installment ' || i.number AS label FROM allocation AS a"
        " JOIN installment AS i ON i.id = a.installment_id JOIN sale AS s ON s.id = i.sale_id"
        " WHERE a.payment_id IS NULL AND (i.sale_id <> a.sale_id OR a.paid_on < s.sold_on)"
    )
    broken = [installments, allocations, without_money, sessions, *loose, *return_checks.MOVES]
    judged = _judged(database, "I15", totals, broken)
    orphans = _orphans(database)
    examples = (*judged.examples, *orphans)[:EXAMPLES]
    return Invariant("I15", judged.checked, judged.failed + len(orphans), judged.figure, examples)


def erased_people_stay_erased(database: Database) -> Invariant:
    """I17: of whoever was anonymised no name, document or contact is left, and the money rows are."""
    judged = _judged(database, "I17", privacy_checks.TOTALS, privacy_checks.BROKEN)
    said = privacy_checks.said_in_audit(database)
    examples = (*judged.examples, *said)[:EXAMPLES]
    return Invariant("I17", judged.checked, judged.failed + len(said), judged.figure, examples)


def _orphans(database: Database) -> list[str]:
    """Rows whose foreign key leads nowhere; a server never lets one in."""
    if not isinstance(database, SqliteDatabase):
        return []
    return [f"{table} {row}" for table, row, *_ in fetch(database, "PRAGMA foreign_key_check")]


def releases_hold(database: Database) -> Invariant:
    """I14: somebody else who may said yes, to one very order, used once and in time."""
    return _judged(database, "I14", release_checks.TOTALS, release_checks.BROKEN)


CHECKS: tuple[Callable[[Database], Invariant], ...] = (
    sales_add_up,
    payments_are_allocated,
    balances_follow,
    allocations_are_whole,
    reversals_undo,
    agreements_close,
    standing_follows,
    points_follow,
    numbers_have_no_gap,
    drawers_follow,
    ledger_balances,
    requests_act_once,
    references_hold,
    releases_hold,
    erased_people_stay_erased,
)


def file_damage(database: Database) -> tuple[str, ...]:
    """What SQLite's own quick check finds wrong with the file; a server looks after its own."""
    if not isinstance(database, SqliteDatabase):
        return ()
    rows = fetch(database, f"PRAGMA quick_check({EXAMPLES})")
    return tuple(str(text) for (text,) in rows if text != "ok")
