"""What decides whether a person may be erased, and who may be, read from the movements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Database

from crediario.db import down_payments
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks
from crediario.domain.money import Money
from crediario.domain.privacy import RequestKind, RetentionFacts, protocol


@dataclass(frozen=True, slots=True)
class ErasableRow:
    """Somebody whose years of keeping are over; ``last_moved_on`` None is somebody who never bought."""

    customer_id: int
    name: str
    since: date
    last_moved_on: date | None


def records_of(database: Database, customer_id: int) -> tuple[int, ...]:
    """The record, and those that were merged into it, however often: one person.

    Asked by a merged record, the answer begins with the one that was kept.
    """
    kept = customer_id
    while (rows := fetch(database, "SELECT replaced_by FROM customer WHERE id = ?", (kept,))) and rows[0][0]:
        kept = int(rows[0][0])
    found, newest = [kept], [kept]
    while newest:
        sql = f"SELECT id FROM customer WHERE replaced_by IN ({marks(len(newest))}) ORDER BY id"
        newest = [int(id_) for (id_,) in fetch(database, sql, newest)]
        found += newest
    return tuple(found)


def retention_facts(database: Database, ids: Sequence[int]) -> RetentionFacts:
    """What the records of one person say about keeping them."""
    mine = marks(len(ids))
    open_cents = f"SELECT COALESCE(SUM(open_cents), 0) FROM installment WHERE customer_id IN ({mine})"
    agreements = (
        "SELECT DISTINCT g.number FROM agreement AS g JOIN sale AS s ON s.agreement_id = g.id"
        " JOIN installment AS i ON i.sale_id = s.id"
        f" WHERE g.customer_id IN ({mine}) AND i.open_cents > 0 ORDER BY g.number"
    )
    requests = (
        f"SELECT id, asked_on FROM privacy_request WHERE customer_id IN ({mine}) AND answered_on IS NULL"
        " AND kind <> ? ORDER BY id"
    )
    guaranteed = (
        "SELECT c.name FROM guarantor AS g JOIN customer AS c ON c.id = g.customer_id"
        f" WHERE g.guarantor_id IN ({mine}) AND g.ended_at IS NULL AND c.open_cents > 0 ORDER BY c.id"
    )
    installments = Money(int(fetch(database, open_cents, ids)[0][0]))
    downs = [down.open for id_ in ids for down in down_payments.open_of_customer(database, id_)]
    waiting = fetch(database, requests, (*ids, RequestKind.ERASURE.value))
    return RetentionFacts(
        open_total=installments + Money.total(downs),
        open_agreements=tuple(number for (number,) in fetch(database, agreements, ids)),
        open_requests=tuple(protocol(id_, as_date(day)) for id_, day in waiting),
        guaranteed=tuple(str(name) for (name,) in fetch(database, guaranteed, ids)),
        last_moved_on=_last_moved_on(database, ids),
    )


#: The last day on which anything of a customer moved, by what was settled and how.
_MOVES = (
    "SELECT MAX(sold_on) FROM sale WHERE customer_id IN ({mine})",
    "SELECT MAX(paid_on) FROM payment WHERE customer_id IN ({mine})",
    "SELECT MAX(signed_on) FROM agreement WHERE customer_id IN ({mine})",
    "SELECT MAX(returned_on) FROM sale_return WHERE customer_id IN ({mine})",
    "SELECT MAX(entered_on) FROM store_credit_entry WHERE customer_id IN ({mine})",
    # Settled before the shop came here.
    "SELECT MAX(a.paid_on) FROM installment AS i JOIN allocation AS a ON a.installment_id = i.id"
    " WHERE i.customer_id IN ({mine})",
)


def _last_moved_on(database: Database, ids: Sequence[int]) -> date | None:
    found = [fetch(database, sql.format(mine=marks(len(ids))), ids)[0][0] for sql in _MOVES]
    days = [as_date(day) for day in found if day is not None]
    return max(days, default=None)


#: The movements that keep somebody, whoever of the merged records they hang on.
_KEPT_BY = (
    "SELECT 1 FROM installment AS i WHERE i.customer_id = c.id AND i.open_cents > 0",
    # A down payment owed again stands in the sum kept of all that is open.
    "SELECT 1 FROM customer AS o WHERE o.id = c.id AND o.open_cents > 0",
    "SELECT 1 FROM sale AS s WHERE s.customer_id = c.id AND s.sold_on > ?",
    "SELECT 1 FROM payment AS p WHERE p.customer_id = c.id AND p.paid_on > ?",
    "SELECT 1 FROM agreement AS g WHERE g.customer_id = c.id AND g.signed_on > ?",
    "SELECT 1 FROM sale_return AS b WHERE b.customer_id = c.id AND b.returned_on > ?",
    "SELECT 1 FROM store_credit_entry AS e WHERE e.customer_id = c.id AND e.entered_on > ?",
    "SELECT 1 FROM installment AS i JOIN allocation AS a ON a.installment_id = i.id"
    " WHERE i.customer_id = c.id AND a.paid_on > ?",
    "SELECT 1 FROM privacy_request AS r WHERE r.customer_id = c.id AND r.answered_on IS NULL"
    " AND r.kind <> 'erasure'",
    "SELECT 1 FROM guarantor AS g JOIN customer AS o ON o.id = g.customer_id"
    " WHERE g.guarantor_id = c.id AND g.ended_at IS NULL AND o.open_cents > 0",
)


def erasable(
    database: Database, moved_until: date, registered_until: date, limit: int, after: int = 0
) -> tuple[ErasableRow, ...]:
    """Who may be erased, in the order of their numbers.

    Args:
        database: the shop's.
        moved_until: nothing of theirs moved after that day.
        registered_until: people who never bought are listed when they were registered until that day; they
            may be erased at any time, but nobody clears away who came in last week.
        limit: the length of a page.
        after: the last number of the page before.
    """
    kept = " OR ".join(f"EXISTS ({sql})" for sql in _KEPT_BY)
    sql = (
        "SELECT c.id, c.name, c.since FROM customer AS c WHERE c.id > ? AND c.anonymised_at IS NULL"
        f" AND c.replaced_by IS NULL AND c.since <= ? AND NOT ({kept}) ORDER BY c.id LIMIT ?"
    )
    dates = [moved_until] * sum("?" in sql for sql in _KEPT_BY)
    rows = fetch(database, sql, (after, registered_until, *dates, limit))
    return tuple(_erasable(database, row) for row in rows)


def _erasable(database: Database, row: tuple[Any, ...]) -> ErasableRow:
    id_, name, since = row
    return ErasableRow(id_, name, as_date(since), _last_moved_on(database, [id_]))


def anonymised(database: Database, customer_id: int) -> bool:
    """Whether that record was erased."""
    sql = "SELECT 1 FROM customer WHERE id = ? AND anonymised_at IS NOT NULL"
    return bool(fetch(database, sql, (customer_id,)))
