"""The list of late payments, page by page along the indexes (keyset, never OFFSET)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from peewee import Database

from crediario.db.receivables import as_date
from crediario.db.search import LAST
from crediario.db.statements import fetch, marks
from crediario.domain.money import Money
from crediario.domain.search import SearchTerms, national_digits

#: A filter that leaves fewer customers than this is answered from its own index; others along the order.
FEW = 2_000

#: The last row of a page: what it is sorted by, and its id.
Key = tuple[str | int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page of the list is asked for; every part of it decides which fixed statement answers.

    Attributes:
        column: ``oldest_due``, ``overdue_cents`` or ``name_folded``.
        ascending: the way of the column.
        bucket: one band; None is all of them.
        least: the least open late, in centavos.
        terms: what the name or a number must begin with.
        after: where the page before ended.
    """

    column: str
    ascending: bool
    bucket: int | None
    least: int
    terms: SearchTerms
    after: Key | None


@dataclass(frozen=True, slots=True)
class LateCustomer:
    """A customer with something late, as of the last roll."""

    customer_id: int
    name: str
    district: str | None
    bucket: int
    overdue: Money
    overdue_count: int
    oldest_due: date
    sorted_by: str | int

    @property
    def key(self) -> Key:
        """Where the next page begins."""
        return self.sorted_by, self.customer_id


def late_customers(database: Database, wanted: Wanted, limit: int) -> tuple[LateCustomer, ...]:
    """A page of the customers with something late, in the order wanted."""
    few = _few(database, wanted)
    if few == []:
        return ()
    bands = (wanted.bucket,) if wanted.bucket is not None else ()
    words = wanted.terms.words
    sql = _page_sql(wanted.column, wanted.ascending, len(bands), len(words), len(few) if few else None)
    after = wanted.after or (_ENDS[wanted.column][not wanted.ascending], 0)
    values = (*bands, wanted.least, *after, *(f"% {word}%" for word in words), *(few or ()), limit)
    return tuple(_late_customer(row) for row in fetch(database, sql, values))


#: Before the first and after the last of each column: where the first page begins.
_ENDS: dict[str, tuple[str | int, str | int]] = {
    "oldest_due": ("0001-01-01", "9999-12-31"),
    "overdue_cents": (-1, 1 << 62),
    "name_folded": ("", LAST),
}


@cache
def _page_sql(column: str, ascending: bool, bands: int, words: int, few: int | None) -> str:
    # The unary plus keeps a short list of ids from being looked for along the whole order.
    late = "c.bucket > 0" if few is None else "+c.bucket > 0"
    conditions = [late, *["c.bucket = ?"] * bands, "c.overdue_cents >= ?"]
    conditions += [f"(c.{column}, c.id) {'>' if ascending else '<'} (?, ?)"]
    # People type words of a name; an apostrophe parts two.
    conditions += ["' ' || REPLACE(c.name_folded, '''', ' ') LIKE ?"] * words
    conditions += [f"c.id IN ({marks(few)})"] if few else []
    way = "" if ascending else " DESC"
    return (
        "SELECT c.id, c.name, c.district, c.bucket, c.overdue_cents, c.overdue_count, c.oldest_due,"
        f" c.{column} FROM customer AS c WHERE {' AND '.join(conditions)}"
        f" ORDER BY c.{column}{way}, c.id{way} LIMIT ?"
    )


def _late_customer(row: tuple[Any, ...]) -> LateCustomer:
    id_, name, district, bucket, cents, count, oldest_due, sorted_by = row
    key = sorted_by.isoformat() if isinstance(sorted_by, date) else sorted_by
    return LateCustomer(id_, name, district, bucket, Money(cents), count, as_date(oldest_due), key)


def _few(database: Database, wanted: Wanted) -> list[int] | None:
    """The customers a narrow filter leaves to be looked at; None when it leaves many."""
    if wanted.terms:
        return _few_named(database, wanted.terms)
    if wanted.least and wanted.column != "overdue_cents":
        sql = "SELECT id FROM customer WHERE bucket > 0 AND overdue_cents >= ? LIMIT ?"
        return _unless_many(fetch(database, sql, (wanted.least, FEW + 1)))
    return None


def _few_named(database: Database, terms: SearchTerms) -> list[int] | None:
    """Along the rarest word or number typed; a number that finds many is too short to tell anybody."""
    sql = "SELECT customer_id FROM customer_word WHERE word >= ? AND word < ? LIMIT ?"
    best: list[int] | None = None
    for text in (*terms.words, *(national_digits(digits) for digits in terms.digits)):
        found = _unless_many(fetch(database, sql, (text, text + LAST, FEW + 1)))
        if found is not None and (best is None or len(found) < len(best)):
            best = found
    return best


def _unless_many(rows: Sequence[tuple[Any, ...]]) -> list[int] | None:
    return list(dict.fromkeys(row[0] for row in rows)) if len(rows) <= FEW else None


@dataclass(frozen=True, slots=True)
class BandTotal:
    """Customers of one band, by their oldest late installment, and what they have late and open."""

    bucket: int
    customers: int
    overdue: Money
    open: Money


def band_totals(database: Database) -> tuple[BandTotal, ...]:
    """The portfolio by band; band 0 has nothing late. Never more than ninety-six rows are read."""
    sql = (
        "SELECT bucket, SUM(customers), SUM(overdue_cents), SUM(open_cents) FROM portfolio_total"
        " GROUP BY bucket ORDER BY bucket"
    )
    return tuple(
        BandTotal(bucket, int(customers), Money(int(overdue)), Money(int(open_cents)))
        for bucket, customers, overdue, open_cents in fetch(database, sql)
    )


# What is shown beside the rows of a page, each in one statement


def phones_to_call(database: Database, ids: Sequence[int]) -> dict[int, str]:
    """The first telephone of each customer that may be called about payments; one of *recado* never is."""
    sql = (
        f"SELECT customer_id, e164 FROM customer_phone WHERE customer_id IN ({marks(len(ids))})"
        " AND purpose IN ('own', 'work') ORDER BY customer_id, position"
    )
    # Of a customer's several the first one stays.
    return dict(reversed(fetch(database, sql, ids))) if ids else {}


_LAST_PAYMENT = (
    "SELECT c.id, p.paid_on, p.amount_cents FROM customer AS c JOIN payment AS p ON p.id ="
    " (SELECT l.id FROM payment AS l WHERE l.customer_id = c.id AND l.reverses_id IS NULL"
    "  AND NOT EXISTS (SELECT 1 FROM payment AS r WHERE r.reverses_id = l.id) ORDER BY l.id DESC LIMIT 1)"
)
_LAST_IMPORTED = (
    "SELECT i.customer_id, a.paid_on, a.amount_cents FROM installment AS i"
    " JOIN allocation AS a ON a.installment_id = i.id AND a.origin = 'import'"
)


def last_payments(database: Database, ids: Sequence[int]) -> dict[int, tuple[date, Money]]:
    """When each customer last paid and how much: here, or else before the shop came here."""
    if not ids:
        return {}
    rows = fetch(database, f"{_LAST_PAYMENT} WHERE c.id IN ({marks(len(ids))})", ids)
    found = {customer: (as_date(day), Money(cents)) for customer, day, cents in rows}
    rest = [customer for customer in ids if customer not in found]
    return found | _last_imported(database, rest) if rest else found


def _last_imported(database: Database, ids: Sequence[int]) -> dict[int, tuple[date, Money]]:
    """The last day each customer paid before the shop came here, and everything paid that day."""
    found: dict[int, tuple[date, Money]] = {}
    for customer, text, cents in fetch(
        database, f"{_LAST_IMPORTED} WHERE i.customer_id IN ({marks(len(ids))})", ids
    ):
        day = as_date(text)
        known, amount = found.get(customer, (day, Money.ZERO))
        if day >= known:
            found[customer] = (day, Money(cents) + (amount if day == known else Money.ZERO))
    return found


def in_agreement(database: Database, ids: Sequence[int]) -> frozenset[int]:
    """Which of these customers have an installment of an agreement open."""
    sql = f"SELECT customer_id FROM agreement WHERE customer_id IN ({marks(len(ids))})"
    agreed = sorted({customer for (customer,) in fetch(database, sql, ids)}) if ids else []
    # The unary plus: along these customers' installments, never along all agreements of the shop.
    sql = (
        "SELECT i.customer_id FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
        f" WHERE i.customer_id IN ({marks(len(agreed))}) AND i.open_cents > 0 AND +s.agreement_id IS NOT NULL"
    )
    return frozenset(customer for (customer,) in fetch(database, sql, agreed)) if agreed else frozenset()


def scores(database: Database, ids: Sequence[int]) -> dict[int, int]:
    """The behaviour score of each customer that has one."""
    sql = f"SELECT customer_id, score FROM customer_score WHERE customer_id IN ({marks(len(ids))})"
    return dict(fetch(database, sql, ids)) if ids else {}
