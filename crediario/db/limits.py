"""Credit accounts: the limit and what holds it, every change an entry with its reason, raised by payments.

An account's row is written with the first thing that is known of it: a decision, or an installment closed.
Entries are only ever added. Whoever changes a limit locks the customer's row first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Database

from crediario.db import score
from crediario.db.journal import Stamp
from crediario.db.models import LimitEntry
from crediario.db.statements import fetch, insert_rows, marks, run
from crediario.domain.credit.limit import AccountState, raised_limit, without_raise
from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.credit.position import CreditStatus
from crediario.domain.money import Money

CHUNK = 500

_ENTRY = (
    "store_id", "till_id", "operator_id", "customer_id", "kind", "before_cents", "after_cents", "reason",
    "analysis_id", "payment_id", "created_at", "reverses_id",
)  # fmt: skip
#: Entries by which a person decided the limit: rises before them are settled.
_DECIDED = "('analysis', 'set', 'merged')"


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of a customer's credit.

    Attributes:
        limit: the customer's own; None while the policy's default limit counts.
        blocked: why nothing is sold on credit; None while free.
        restriction: what is known from elsewhere; None without.
        on_time_in_row: installments paid in time one after the other since the limit last rose.
        decided_at: when a person last decided; None before.
    """

    status: CreditStatus = CreditStatus.UNKNOWN
    limit: Money | None = None
    blocked: str | None = None
    restriction: str | None = None
    on_time_in_row: int = 0
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One entry of a customer's limit.

    Attributes:
        kind: ``analysis``, ``set``, ``raised``, ``taken_back``, ``blocked``, ``unblocked``, ``restricted``,
            ``restriction_lifted`` or ``merged``.
        before: None while the policy's default limit counted.
        reason: as typed; of a rise, how many installments in time raised it.
        payment_id: the payment that raised it, or the reversal that took that back.
        stands: not taken back.
    """

    entry_id: int
    kind: str
    before: Money | None
    after: Money | None
    reason: str
    operator_name: str
    created_at: datetime
    payment_id: int | None
    stands: bool


def account_of(database: Database, customer_id: int) -> Account:
    """A customer's account; one of whom nothing is known when there is no row."""
    sql = (
        "SELECT status, limit_cents, blocked_reason, restriction, on_time_in_row, decided_at"
        " FROM credit_account WHERE customer_id = ?"
    )
    rows = fetch(database, sql, (customer_id,))
    if not rows:
        return Account()
    status, cents, blocked, restriction, in_row, decided_at = rows[0]
    decided = datetime.fromisoformat(decided_at) if decided_at else None
    return Account(CreditStatus(status), _money(cents), blocked, restriction, in_row, decided)


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents


def entries(database: Database, customer_id: int) -> tuple[LimitLine, ...]:
    """Every entry of a customer's limit, the newest first."""
    sql = (
        "SELECT e.id, e.kind, e.before_cents, e.after_cents, e.reason, o.name, e.created_at, e.payment_id,"
        " NOT EXISTS (SELECT 1 FROM limit_entry AS t WHERE t.reverses_id = e.id)"
        " FROM limit_entry AS e JOIN shop_user AS o ON o.id = e.operator_id"
        " WHERE e.customer_id = ? ORDER BY e.id DESC"
    )
    return tuple(_line(row) for row in fetch(database, sql, (customer_id,)))


def _line(row: Sequence[Any]) -> LimitLine:
    entry_id, kind, before, after, reason, operator, created_at, payment_id, stands = row
    return LimitLine(
        entry_id=entry_id,
        kind=kind,
        before=_money(before),
        after=_money(after),
        reason=reason,
        operator_name=operator,
        created_at=datetime.fromisoformat(created_at),
        payment_id=payment_id,
        stands=bool(stands),
    )


# Decided by people


def decide(
    stamp: Stamp,
    customer_id: int,
    limit: Money | None,
    reason: str,
    *,
    kind: str = "set",
    status: CreditStatus | None = None,
    analysis_id: int | None = None,
) -> None:
    """Gives a customer a limit, by a person's decision; the score follows.

    Args:
        stamp: who decides, where and when.
        customer_id: whose row is locked already.
        limit: the new one; None for the policy's default.
        reason: as typed.
        kind: ``set``, ``analysis`` or ``merged``.
        status: what an analysis decided; None leaves it.
        analysis_id: the analysis it comes from.
    """
    before = account_of(stamp.database, customer_id)
    _open(stamp.database, customer_id)
    sql = "UPDATE credit_account SET limit_cents = ?, status = ?, decided_at = ? WHERE customer_id = ?"
    values = (_cents(limit), (status or before.status).value, stamp.instant, customer_id)
    run(stamp.database, sql, values)
    _enter(stamp, customer_id, kind, before.limit, limit, reason, analysis_id=analysis_id)
    score.follow_limit(stamp.database, customer_id)


def block(stamp: Stamp, customer_id: int, reason: str) -> None:
    """Nothing more is sold on credit until it is unblocked; the limit stays as it is."""
    _hold(stamp, customer_id, "blocked", reason, "blocked_reason", reason)


def unblock(stamp: Stamp, customer_id: int, reason: str) -> None:
    """Takes a block off."""
    _hold(stamp, customer_id, "unblocked", reason, "blocked_reason", None)


def restrict(stamp: Stamp, customer_id: int, reason: str) -> None:
    """Notes what is known from elsewhere (restrição de crédito)."""
    _hold(stamp, customer_id, "restricted", reason, "restriction", reason)


def lift_restriction(stamp: Stamp, customer_id: int, reason: str) -> None:
    """Takes a restriction off."""
    _hold(stamp, customer_id, "restriction_lifted", reason, "restriction", None)


def _hold(stamp: Stamp, customer_id: int, kind: str, reason: str, column: str, value: str | None) -> None:
    _open(stamp.database, customer_id)
    run(stamp.database, f"UPDATE credit_account SET {column} = ? WHERE customer_id = ?", (value, customer_id))
    limit = account_of(stamp.database, customer_id).limit
    _enter(stamp, customer_id, kind, limit, limit, reason)


def _open(database: Database, customer_id: int) -> None:
    """The account's row, with what was paid in time so far, when it is not there yet."""
    sql = (
        "INSERT INTO credit_account (customer_id, status, on_time_in_row) VALUES (?, 'unknown', 0)"
        " ON CONFLICT (customer_id) DO NOTHING"
    )
    if run(database, sql, (customer_id,)):
        recount(database, [customer_id])


def _enter(
    stamp: Stamp,
    customer_id: int,
    kind: str,
    before: Money | None,
    after: Money | None,
    reason: str,
    *,
    analysis_id: int | None = None,
    payment_id: int | None = None,
    reverses_id: int | None = None,
) -> None:
    row = (
        stamp.store_id, stamp.till_id, stamp.operator_id, customer_id, kind, _cents(before), _cents(after),
        reason, analysis_id, payment_id, stamp.instant, reverses_id,
    )  # fmt: skip
    insert_rows(stamp.database, LimitEntry, _ENTRY, [row])


# Moved by payments

_STATE = (
    "SELECT t.customer_id, t.limit_cents, t.on_time_in_row, c.overdue_count,"
    " COALESCE(t.status = 'refused' OR t.blocked_reason IS NOT NULL OR t.restriction IS NOT NULL, 1 = 0)"
    " FROM customer AS c LEFT JOIN credit_account AS t ON t.customer_id = c.id WHERE c.id = ?"
)


def count_closed(
    stamp: Stamp, payment_id: int, customer_id: int, days_late: Sequence[int], policy: CreditPolicy
) -> None:
    """Counts the installments a payment just posted closed; raises the limit when its turn has come.

    Args:
        stamp: where, by whom and when.
        payment_id: the payment.
        customer_id: whose standing is right already, and whose score is counted after this.
        days_late: of each installment, 0 in time, in the order they were paid.
        policy: the shop's, in force.
    """
    known, cents, in_row, late, held = fetch(stamp.database, _STATE, (customer_id,))[0]
    if known is None:
        _open(stamp.database, customer_id)
        in_row = account_of(stamp.database, customer_id).on_time_in_row
    else:
        for days in days_late:
            in_row = 0 if days else in_row + 1
    state = AccountState(_money(cents), in_row, is_late=late > 0, is_held=bool(held))
    _count(stamp, payment_id, customer_id, state, policy)


def _count(
    stamp: Stamp, payment_id: int, customer_id: int, state: AccountState, policy: CreditPolicy
) -> None:
    raised = raised_limit(state, policy)
    if raised is None:
        sql = "UPDATE credit_account SET on_time_in_row = ? WHERE customer_id = ?"
        run(stamp.database, sql, (state.on_time_in_row, customer_id))
        return
    sql = "UPDATE credit_account SET limit_cents = ?, on_time_in_row = 0 WHERE customer_id = ?"
    run(stamp.database, sql, (raised.cents, customer_id))
    before = policy.default_limit if state.limit is None else state.limit
    reason = str(state.on_time_in_row)
    _enter(stamp, customer_id, "raised", before, raised, reason, payment_id=payment_id)


def take_back(stamp: Stamp, payment_id: int, reversal_id: int, customer_id: int, reason: str) -> None:
    """Takes back what a reversed payment raised, unless a person decided the limit since.

    Called once its installments are open again, and before the score is brought up to date.
    """
    sql = (
        "SELECT e.id, e.before_cents, e.after_cents FROM limit_entry AS e WHERE e.payment_id = ?"
        " AND e.kind = 'raised' AND NOT EXISTS (SELECT 1 FROM limit_entry AS d WHERE d.reverses_id = e.id)"
        " AND NOT EXISTS (SELECT 1 FROM limit_entry AS d WHERE d.customer_id = e.customer_id"
        f" AND d.id > e.id AND d.kind IN {_DECIDED})"
    )
    for entry_id, before, after in fetch(stamp.database, sql, (payment_id,)):
        limit = account_of(stamp.database, customer_id).limit or Money.ZERO
        lowered = None
        if _others_stand(stamp.database, customer_id, entry_id):
            lowered = without_raise(limit, Money(before), Money(after))
        update = "UPDATE credit_account SET limit_cents = ? WHERE customer_id = ?"
        run(stamp.database, update, (_cents(lowered), customer_id))
        origin = {"payment_id": reversal_id, "reverses_id": entry_id}
        _enter(stamp, customer_id, "taken_back", limit, lowered, reason, **origin)
    recount(stamp.database, [customer_id])


def _others_stand(database: Database, customer_id: int, entry_id: int) -> bool:
    """Whether anything else gives the customer a limit of their own: without it the default one counts."""
    sql = (
        "SELECT 1 FROM limit_entry AS e WHERE e.customer_id = ? AND e.id <> ? AND e.after_cents IS NOT NULL"
        f" AND (e.kind IN {_DECIDED} OR (e.kind = 'raised' AND NOT EXISTS"
        " (SELECT 1 FROM limit_entry AS d WHERE d.reverses_id = e.id))) LIMIT 1"
    )
    return bool(fetch(database, sql, (customer_id, entry_id)))


# Counting in time


def _in_row_sql(which: str) -> str:
    """Of each customer, the installments closed in time after the last late one and the last rise.

    What closed an installment is the last of what stands of it. An import closes nothing here, nor do goods
    that came back; an agreement that closed a late one counts as late, of one to come not at all. A cancelled
    sale counts for nothing.
    """
    closing = (
        "SELECT i.customer_id, a.id, a.days_late, a.origin FROM installment AS i"
        " JOIN sale AS s ON s.id = i.sale_id JOIN allocation AS a ON a.id = (SELECT MAX(l.id)"
        " FROM allocation AS l WHERE l.installment_id = i.id AND l.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = l.id))"
        f" WHERE {which.format('i.customer_id')} AND i.open_cents = 0 AND i.due_date > s.sold_on"
        " AND s.cancelled_by IS NULL"
        " AND (a.origin = 'payment' OR (a.origin = 'agreement' AND a.days_late > 0))"
    )
    edges = (
        "SELECT customer_id, id FROM closing WHERE days_late > 0 UNION ALL SELECT e.customer_id, a.id"
        " FROM limit_entry AS e JOIN allocation AS a ON a.payment_id = e.payment_id"
        f" WHERE {which.format('e.customer_id')} AND e.kind = 'raised'"
        " AND NOT EXISTS (SELECT 1 FROM limit_entry AS t WHERE t.reverses_id = e.id)"
    )
    return (
        f"WITH closing AS MATERIALIZED ({closing}),"
        f" edge AS (SELECT customer_id, MAX(id) AS id FROM ({edges}) AS any_edge GROUP BY customer_id)"
        " SELECT c.customer_id, COUNT(*) AS in_row FROM closing AS c LEFT JOIN edge AS e"
        " ON e.customer_id = c.customer_id WHERE c.id > COALESCE(e.id, 0) GROUP BY c.customer_id"
    )


def recount(database: Database, customer_ids: Sequence[int]) -> None:
    """Counts anew what these customers paid in time in a row: after a reversal, a return, a merge."""
    for start in range(0, len(customer_ids), CHUNK):
        ids = customer_ids[start : start + CHUNK]
        which = f"{{}} IN ({marks(len(ids))})"
        _write_rows(database, which, [*ids] * 3)


def rebuild(database: Database) -> None:
    """Counts everybody's anew, and opens the accounts of those who paid in time and have none."""
    run(
        database,
        "INSERT INTO credit_account (customer_id, status, on_time_in_row)"
        f" SELECT n.customer_id, 'unknown', n.in_row FROM ({_in_row_sql('{} > 0')}) AS n WHERE NOT EXISTS"
        " (SELECT 1 FROM credit_account AS t WHERE t.customer_id = n.customer_id)",
    )
    _write_rows(database, "{} > 0", [])


def _write_rows(database: Database, which: str, values: Sequence[int]) -> None:
    """Writes what is counted of the accounts chosen; one that closed nothing in time since has none."""
    counted = (
        "SELECT t.customer_id, COALESCE(k.in_row, 0) AS in_row FROM credit_account AS t"
        f" LEFT JOIN ({_in_row_sql(which)}) AS k ON k.customer_id = t.customer_id"
        f" WHERE {which.format('t.customer_id')}"
    )
    run(
        database,
        f"UPDATE credit_account SET on_time_in_row = n.in_row FROM ({counted}) AS n"
        " WHERE n.customer_id = credit_account.customer_id AND credit_account.on_time_in_row <> n.in_row",
        values,
    )
