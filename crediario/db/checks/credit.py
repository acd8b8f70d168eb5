"""What I7 asks of credit: every score, row of payments in time and limit, followed anew from what happened.

The past is read row by row and counted here, one customer after the other: nothing is shared with the queries
of ``score`` and ``limits``, which this watches, but the rules themselves.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.statements import fetch
from crediario.domain.aging import Band
from crediario.domain.credit.score import ScoreFacts, count_delays, score
from crediario.domain.money import Money

RANGE = 5_000

#: The newest entry says what the account says; an account with a limit of its own has an entry.
_LIMITS = (
    "SELECT 'limit of customer ' || t.customer_id AS label FROM credit_account AS t"
    " LEFT JOIN (SELECT customer_id, MAX(id) AS id FROM limit_entry GROUP BY customer_id) AS n"
    " ON n.customer_id = t.customer_id LEFT JOIN limit_entry AS e ON e.id = n.id"
    " WHERE t.limit_cents IS DISTINCT FROM e.after_cents"
)
_WITHOUT_ACCOUNT = (
    "SELECT 'limit entry ' || e.id AS label FROM limit_entry AS e LEFT JOIN credit_account AS t"
    " ON t.customer_id = e.customer_id WHERE t.customer_id IS NULL"
)
#: What is raised comes of the customer's own payment; what is taken back, of the reversal of that payment.
#: The default limit counts again only once nothing gives the customer another.
_RAISED = (
    "SELECT 'limit entry ' || e.id AS label FROM limit_entry AS e LEFT JOIN payment AS p"
    " ON p.id = e.payment_id WHERE e.kind = 'raised' AND (p.id IS NULL OR p.customer_id <> e.customer_id"
    " OR p.reverses_id IS NOT NULL OR e.before_cents IS NULL OR e.after_cents <= e.before_cents)"
)
_TAKEN_BACK = (
    "SELECT 'limit entry ' || e.id AS label FROM limit_entry AS e LEFT JOIN limit_entry AS o"
    " ON o.id = e.reverses_id LEFT JOIN payment AS p ON p.id = e.payment_id WHERE e.kind = 'taken_back'"
    " AND (o.id IS NULL OR o.kind <> 'raised' OR o.customer_id <> e.customer_id OR p.id IS NULL"
    " OR p.reverses_id <> o.payment_id"
    " OR e.before_cents - e.after_cents <> o.after_cents - o.before_cents"
    " OR (e.after_cents IS NULL AND EXISTS (SELECT 1 FROM limit_entry AS g WHERE g.id < e.id"
    " AND g.customer_id = e.customer_id AND g.id <> o.id AND g.after_cents IS NOT NULL"
    " AND g.kind IN ('raised', 'analysis', 'set', 'merged') AND NOT EXISTS (SELECT 1 FROM limit_entry AS t"
    " WHERE t.reverses_id = g.id AND t.id < e.id))))"
)
#: What a sale added to what was used; a red light was passed with somebody's release only.
_DECISIONS = (
    "SELECT 'contract ' || s.number AS label FROM credit_decision AS d JOIN sale AS s ON s.id = d.sale_id"
    " WHERE d.used_cents < 0 OR d.added_cents <> s.financed_cents + s.interest_cents"
    " OR (d.colour = 'red' AND d.release_id IS NULL)"
)

BROKEN = (_LIMITS, _WITHOUT_ACCOUNT, _RAISED, _TAKEN_BACK, _DECISIONS)

_CUSTOMERS = (
    "SELECT c.id, c.overdue_count, c.bucket, c.open_cents, t.limit_cents, t.on_time_in_row, k.score,"
    " k.settled_count, k.on_time_count, k.short_delay_count, k.long_delay_count, k.worst_days_late,"
    " k.purchase_count, k.first_sold_on, k.last_sold_on FROM customer AS c"
    " LEFT JOIN credit_account AS t ON t.customer_id = c.id"
    " LEFT JOIN customer_score AS k ON k.customer_id = c.id"
    " WHERE c.id BETWEEN ? AND ? AND EXISTS (SELECT 1 FROM day_roll) ORDER BY c.id"
)
_PURCHASES = (
    "SELECT customer_id, sold_on FROM sale WHERE customer_id BETWEEN ? AND ? AND agreement_id IS NULL"
    " AND reverses_id IS NULL AND cancelled_by IS NULL"
)
_SETTLED = (
    "SELECT i.customer_id, i.id, a.id, a.days_late, a.origin FROM installment AS i"
    " JOIN sale AS s ON s.id = i.sale_id JOIN allocation AS a ON a.installment_id = i.id"
    " LEFT JOIN allocation AS r ON r.reverses_id = a.id WHERE i.customer_id BETWEEN ? AND ?"
    " AND i.open_cents = 0 AND i.due_date > s.sold_on AND a.reverses_id IS NULL AND r.id IS NULL"
    " AND s.cancelled_by IS NULL ORDER BY i.due_date, i.id, a.id"
)
#: Where a rise that stands began the count anew: the last of what its payment settled.
_RISES = (
    "SELECT e.customer_id, MAX(a.id) FROM limit_entry AS e"
    " JOIN allocation AS a ON a.payment_id = e.payment_id LEFT JOIN limit_entry AS b ON b.reverses_id = e.id"
    " WHERE e.customer_id BETWEEN ? AND ? AND e.kind = 'raised' AND b.id IS NULL GROUP BY e.customer_id"
)


@dataclass(slots=True)
class _Past:
    """What one customer bought and settled; of each installment the last that stands of its payments."""

    sold_on: list[date] = field(default_factory=list)
    settled: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    risen_at: int = 0

    def facts(self, late: int, bucket: int, used: int, limit: int | None) -> ScoreFacts:
        delays = [
            days
            for _, days, origin in self.settled.values()
            if origin != "return" and not (origin == "agreement" and days == 0)
        ]
        counted = count_delays(delays)
        return ScoreFacts(
            on_time=counted.on_time,
            late_short=counted.late_short,
            late_long=counted.late_long,
            worst_days=counted.worst_days,
            purchases=len(self.sold_on),
            first_sold_on=min(self.sold_on, default=None),
            last_sold_on=max(self.sold_on, default=None),
            late_now_count=late,
            late_now_band=Band(bucket) if bucket else None,
            used=Money(used),
            limit=Money(limit or 0),
        )

    def in_row(self) -> int:
        """Payments in time one after the other, in the order in which they closed something."""
        row = 0
        for allocation_id, days, origin in sorted(self.settled.values()):
            if days and origin not in {"import", "return"}:
                row = 0
            elif origin == "payment" and allocation_id > self.risen_at:
                row += 1
        return row


def followed_wrongly(database: Database) -> list[str]:
    """Customers whose kept score, its facts or payments in a row are not what their past comes to.

    Before the first roll of the day nothing is compared. A record nothing ever happened to may lack a score.
    """
    last = int(fetch(database, "SELECT COALESCE(MAX(id), 0) FROM customer")[0][0])
    return [
        label
        for start in range(1, last + 1, RANGE)
        for label in _wrong_between(database, (start, start + RANGE - 1))
    ]


def _wrong_between(database: Database, ends: tuple[int, int]) -> Iterator[str]:
    customers = fetch(database, _CUSTOMERS, ends)
    pasts = _pasts(database, ends) if customers else {}
    for customer_id, late, bucket, used, limit, in_row, *kept in customers:
        past = pasts.get(customer_id, _Past())
        facts = past.facts(late, bucket, used, limit)
        if not _is(kept, facts):
            yield f"score of customer {customer_id}"
        if in_row is not None and in_row != past.in_row():
            yield f"payments in a row of customer {customer_id}"


def _is(kept: Sequence[object], facts: ScoreFacts) -> bool:
    if kept[0] is None:
        return facts == ScoreFacts(limit=facts.limit)
    figures = (
        score(facts).total, facts.settled, facts.on_time, facts.late_short, facts.late_long, facts.worst_days,
        facts.purchases,
    )  # fmt: skip
    days = tuple(as_date(day) if day else None for day in kept[len(figures) :])
    return tuple(kept[: len(figures)]) == figures and days == (facts.first_sold_on, facts.last_sold_on)


def _pasts(database: Database, ends: tuple[int, int]) -> dict[int, _Past]:
    pasts = defaultdict[int, _Past](_Past)
    for customer_id, sold_on in fetch(database, _PURCHASES, ends):
        pasts[customer_id].sold_on.append(as_date(sold_on))
    for customer_id, installment_id, *closing in fetch(database, _SETTLED, ends):
        allocation_id, days_late, origin = closing
        pasts[customer_id].settled[installment_id] = (allocation_id, days_late, origin)
    for customer_id, allocation_id in fetch(database, _RISES, ends):
        pasts[customer_id].risen_at = allocation_id
    return pasts
