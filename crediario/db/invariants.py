"""What must hold in every shop at every moment, checked by set-based SQL that reads each table a few times.

The codes are those of the reliability paper. Each check is independent of the code that wrote the rows; what
it asks of the tables is in ``checks``, subject by subject.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from peewee import Database, SqliteDatabase

from crediario.db.checks import (
    agreements,
    allocations,
    audit,
    bank,
    cash,
    credit,
    installments,
    ledger,
    numbers,
    operations,
    payments,
    points,
    privacy,
    references,
    releases,
    returns,
    reversals,
    sales,
    standing,
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


def sales_add_up(database: Database) -> Invariant:
    """I1: price = financed + down payment, and the installments make financed + interest, to the centavo.

    A sale brought in from an old system may lack installments that its file did not hold or were refused.
    What came back of it is the sum of its lines, never more than was sold.
    """
    return _judged(database, "I1", sales.TOTALS, [*sales.BROKEN, *returns.SUMS])


def payments_are_allocated(database: Database) -> Invariant:
    """I2: a payment's allocations make its amount, and its means what was handed over, change included.

    What a line of a bank statement was decided to be is a payment by Pix of just that value.
    """
    return _judged(database, "I2", payments.TOTALS, [*payments.BROKEN, *bank.BROKEN])


def balances_follow(database: Database) -> Invariant:
    """I3: what is open of an installment is its amount less what was taken off it, never below zero."""
    return _judged(database, "I3", installments.TOTALS, [*installments.BROKEN, *returns.BALANCES])


def allocations_are_whole(database: Database) -> Invariant:
    """I4: what was settled of all installments is what live allocations settled; each splits into its parts.

    A down payment is allocated once, whole, and never beyond what the sale asked: less what goods that came
    back took off it while its receipt was reversed.
    """
    return _judged(database, "I4", allocations.TOTALS, allocations.BROKEN)


def reversals_undo(database: Database) -> Invariant:
    """I5: a reversal gives back exactly what its payment did: money, allocations, drawer and ledger."""
    return _judged(database, "I5", reversals.TOTALS, [*reversals.BROKEN, *returns.REFUNDS])


def agreements_close(database: Database) -> Invariant:
    """I6: an agreement's total is what was open, charges added, waivers and discounts taken off.

    Proved against the allocations that closed its installments and against its contract; what it closed has
    nothing open, says so, and is in no other agreement.
    """
    return _judged(database, "I6", agreements.TOTALS, agreements.BROKEN)


def standing_follows(database: Database) -> Invariant:
    """I7: what lists of late payments read is what the installments say, as of the last roll of the day.

    Scores and rows of payments in time are what every customer's past comes to; each limit is what its
    entries say. A shop whose day was never rolled has yet to be counted: one of an older version, say.
    """
    judged = _judged(database, "I7", standing.TOTALS, [*standing.BROKEN, *credit.BROKEN])
    return _and(judged, credit.followed_wrongly(database))


def points_follow(database: Database) -> Invariant:
    """I8: points follow what was paid in time, one a whole real; balances never fall below zero.

    What stands was earned once, with the live payment that closed its installment; what is taken back is
    exactly what was earned, with the reversal that opened the installment again.
    """
    return _judged(database, "I8", points.TOTALS, [*points.BROKEN, *returns.POINTS])


def numbers_have_no_gap(database: Database) -> Invariant:
    """I9: each series is 1 to n without gap or repeat, n is its counter, and numbers rise with the rows.

    The order is that of writing, not of the clock, which may be set back.
    """
    return _judged(database, "I9", numbers.TOTALS, numbers.BROKEN)


def drawers_follow(database: Database) -> Invariant:
    """I10: a drawer is expected to hold its float and its session's cash movements, and nothing else.

    What a closing says follows from them, means by means and note by note; nothing is posted to a session
    after it closed, each movement is in a session of its till, and a till has one open at most.
    """
    return _judged(database, "I10", cash.TOTALS, cash.BROKEN)


def ledger_balances(database: Database) -> Invariant:
    """I11: debits equal credits in every operation, and every account comes to what its documents say."""
    judged = _judged(database, "I11", ledger.TOTALS, ledger.BROKEN)
    return _and(judged, [f"account {account}" for account in ledger.wrong_accounts(database)])


def audit_is_sealed(database: Database, key: AuditKey | None) -> Invariant:
    """I12: audit rows are 1 to n, each sealed after the one before, to the head; every operation has one."""
    judged = _judged(database, "I12", audit.TOTALS, audit.BROKEN)
    report = audit.chain_report(database, key)
    if report is None:
        return judged
    examples = (*map(audit.label, report.findings), *judged.examples)[:EXAMPLES]
    return replace(judged, failed=judged.failed + report.failed, examples=examples)


def requests_act_once(database: Database) -> Invariant:
    """I13: every posting belongs to one operation, and no operation made two of a kind."""
    return _judged(database, "I13", operations.TOTALS, [*operations.BROKEN, *returns.OPERATIONS])


def releases_hold(database: Database) -> Invariant:
    """I14: somebody else who may said yes, to one very order, used once and in time."""
    return _judged(database, "I14", releases.TOTALS, releases.BROKEN)


def references_hold(database: Database) -> Invariant:
    """I15: nothing points to what is not there or is another's, and nothing is dated before its cause."""
    judged = _judged(database, "I15", references.TOTALS, [*references.BROKEN, *returns.MOVES])
    return _and(judged, references.orphans(database))


def erased_people_stay_erased(database: Database) -> Invariant:
    """I17: of whoever was anonymised no name, document or contact is left, and the money rows are."""
    judged = _judged(database, "I17", privacy.TOTALS, privacy.BROKEN)
    return _and(judged, privacy.said_in_audit(database))


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
    releases_hold,
    references_hold,
    erased_people_stay_erased,
)


def _judged(database: Database, code: str, totals: str, broken: Iterable[str]) -> Invariant:
    """``totals`` selects how many and how much; each of ``broken`` selects a label for every broken row."""
    ((checked, cents),) = fetch(database, totals)
    failed, examples = 0, list[str]()
    for sql in broken:
        rows = fetch(database, f"SELECT label, COUNT(*) OVER () FROM ({sql}) AS broken LIMIT {EXAMPLES}")
        failed += int(rows[0][1]) if rows else 0
        examples += [str(label) for label, _ in rows]
    return Invariant(code, int(checked), failed, Money(int(cents or 0)), tuple(examples[:EXAMPLES]))


def _and(judged: Invariant, wrong: Sequence[str]) -> Invariant:
    """With what was found wrong beside its queries."""
    examples = (*judged.examples, *wrong)[:EXAMPLES]
    return replace(judged, failed=judged.failed + len(wrong), examples=examples)


def file_damage(database: Database) -> tuple[str, ...]:
    """What SQLite's own quick check finds wrong with the file; a server looks after its own."""
    if not isinstance(database, SqliteDatabase):
        return ()
    rows = fetch(database, f"PRAGMA quick_check({EXAMPLES})")
    return tuple(str(text) for (text,) in rows if text != "ok")
