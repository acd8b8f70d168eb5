"""G7 and G8: a keystroke of the search in a shop of two thousand customers, and of a million, turn by turn.

What is timed is the whole query, as the palette calls it: permission, search, and the twenty lines with what
each customer has open. The peer is what shops' programs usually do: ``LIKE '%word%'`` over the whole table,
sorted by name, on the same file through the bare driver. Times are the processor's: everything happens in
this process, so that on an idle machine they are the clock's, and on a busy one nobody else's work counts.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from crediario import demo, session
from crediario.db.search import word_rows
from crediario.domain.br import fold
from crediario.domain.search import words_of
from crediario.services.core import Context
from crediario.services.search import search_customers
from tests.benchmarks.figure import Figure, table
from tests.benchmarks.painted import measure_painted

TODAY = date(2026, 6, 9)
SMALL, LARGE = 2_000, 1_000_000
TYPISTS = 150
LIKES = 12
MS = 1000
GROWTH_LIMIT, SLOWEST_LIMIT_MS, PEER_TIMES = 3.0, 5.0, 100.0
#: Surnames few people have: a large town has many, and the dictionary of words grows with them.
RARE_SURNAMES = 20_000
RARE_SHARE = 0.15
SYLLABLES = ("ba", "ce", "di", "fo", "gua", "lha", "ma", "ne", "pi", "ro", "sca", "ta", "ve", "xi", "zza")
BATCH = 20_000

_CUSTOMER = (
    "INSERT INTO customer (id, store_id, operator_id, kind, name, name_folded, document, birth_date, street,"
    " district, city, uf, since, created_at) VALUES (?, 1, 1, 'person', ?, ?, ?, '1980-05-01',"
    " 'Rua das Flores, 12', 'Centro', 'Patos de Minas', 'MG', '2024-01-10', '2024-01-10T12:00:00+00:00')"
)
_PHONE = "INSERT INTO customer_phone (customer_id, position, e164, purpose) VALUES (?, 1, ?, 'own')"
# Every third customer owes three installments, the first of them late.
_SALES = (
    "INSERT INTO sale (store_id, till_id, operator_id, customer_id, number, sold_on, price_cents,"
    " down_payment_cents, financed_cents, interest_cents, rate_month, every, installment_count, first_due,"
    " rate_year, total_effective_cost, operation, created_at)"
    " SELECT 1, 1, 1, id, id, '2026-04-10', 30000, 0, 30000, 0, '0', 'month', 3, '2026-05-10', '0', '0',"
    " 'bench', '2026-04-10T12:00:00+00:00' FROM customer WHERE id % 3 = 0"
)
_INSTALLMENTS = (
    "INSERT INTO installment (store_id, sale_id, customer_id, number, due_date, amount_cents,"
    " principal_cents, interest_cents, open_cents)"
    " SELECT 1, sale.id, customer_id, m.number, m.due, 10000, 10000, 0, 10000 FROM sale CROSS JOIN"
    " (SELECT 1 AS number, '2026-05-10' AS due UNION ALL SELECT 2, '2026-06-10'"
    "  UNION ALL SELECT 3, '2026-07-10') AS m"
)


_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE %INDEX%'"
    " AND tbl_name IN ('customer', 'customer_phone', 'sale', 'installment')"
)
_LIKE = (
    "SELECT id, name, document FROM customer WHERE name_folded LIKE ? AND name_folded LIKE ?"
    " ORDER BY name LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be found."""

    name: str
    document: str
    phone: str


class Town:
    """People with the names of the demonstration, the common ones common, and many rare surnames."""

    def __init__(self, count: int, seed: int) -> None:
        cast, self._chance = demo.cast_of(), random.Random(seed)
        self._document_step = 10**11 // (count + 1)
        self._first = _weighted(cast["first_names"])
        self._middle = _weighted(cast["middle_names"])
        self._surname = _weighted(cast["surnames"])
        self._rare = ["".join(self._chance.choices(SYLLABLES, k=4)).title() for _ in range(RARE_SURNAMES)]

    def person(self, number: int) -> Person:
        """The next one."""
        chance = self._chance
        words = [self._one(self._first)]
        if chance.random() < 0.4:
            words.append(self._one(self._middle))
        words += [self._surname_of() for _ in range(1 + (chance.random() < 0.6))]
        phone = f"+55{chance.choice((34, 34, 34, 31, 38))}9{chance.randint(80_000_000, 99_999_999)}"
        # Each once, spread over all numbers; check digits do not matter to a search.
        return Person(" ".join(words), f"{number * self._document_step:011d}", phone)

    def _surname_of(self) -> str:
        rare = self._chance.random() < RARE_SHARE
        return self._chance.choice(self._rare) if rare else self._one(self._surname)

    def _one(self, weighted: tuple[list[str], list[float]]) -> str:
        names, weights = weighted
        return self._chance.choices(names, cum_weights=weights)[0]


def _weighted(names: list[str]) -> tuple[list[str], list[float]]:
    """The first of the list is twice as common as the second, three times as the third."""
    return names, list(accumulate(1 / place for place in range(1, len(names) + 1)))


def measure(large: int = LARGE) -> list[Figure]:
    """The three promises of G7, and G8."""
    with TemporaryDirectory() as folder:
        places = {count: Path(folder) / str(count) for count in (SMALL, large)}
        people = {count: build(place, count) for count, place in places.items()}
        with session.opened(places[SMALL], TODAY) as small, session.opened(places[large], TODAY) as big:
            typed = {SMALL: keystrokes(people[SMALL]), large: keystrokes(people[large])}
            times = _turn_by_turn({SMALL: small, large: big}, typed)
            found = _figures(times[SMALL], times[large], _sorted_likes(big, people[large]), large)
            return [*found, measure_painted(big, typed[large], large)]


def build(place: Path, count: int, seed: int = 1) -> list[Person]:
    """A shop with that many customers and what a search reads of them; returns some, to be typed."""
    ctx = session.create_place(place, session.clock_for(TODAY), demo=True)
    town, chance, some = Town(count, seed), random.Random(seed), []
    with ctx.connected():
        raw = ctx.database.connection()
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("CREATE TEMP TABLE staged (word, name, customer)")
        indexes = raw.execute(_INDEXES).fetchall()
        for name, _ in indexes:
            raw.execute(f"DROP INDEX {name}")
        for first in range(1, count + 1, BATCH):
            people = {number: town.person(number) for number in range(first, min(first + BATCH, count + 1))}
            with ctx.database.atomic():
                _write(raw, people)
            some += chance.sample(list(people.values()), min(len(people), TYPISTS))
        with ctx.database.atomic():
            # The table is its own index: written in order it is dense, as years of use would not leave it.
            raw.execute("INSERT INTO customer_word SELECT * FROM staged ORDER BY word, name, customer")
            raw.execute(_SALES)
            raw.execute(_INSTALLMENTS)
            for _, sql in indexes:
                raw.execute(sql)
        raw.execute("ANALYZE")
    return chance.sample(some, TYPISTS)


def _write(raw: Any, people: dict[int, Person]) -> None:
    customers = [(number, one.name, fold(one.name), one.document) for number, one in people.items()]
    raw.executemany(_CUSTOMER, customers)
    raw.executemany(_PHONE, [(number, one.phone) for number, one in people.items()])
    rows: dict[str, list[tuple[Any, ...]]] = {"customer_word": [], "search_word": []}
    for number, one in people.items():
        for name, row in word_rows(number, one.name, one.document, (one.phone,)):
            rows[name].append(row)
    raw.executemany("INSERT INTO staged VALUES (?, ?, ?)", rows["customer_word"])
    raw.executemany("INSERT OR IGNORE INTO search_word (part, word) VALUES (?, ?)", set(rows["search_word"]))


def keystrokes(people: list[Person]) -> list[str]:
    """What the palette is asked while these people are typed, each in a way of its own."""
    ways: tuple[Callable[[Person], str], ...] = (
        lambda one: f"{words_of(one.name)[0]} {words_of(one.name)[-1]}",
        lambda one: words_of(one.name)[-1],
        lambda one: one.name,
        lambda one: one.document,
        lambda one: one.phone[5:],
        lambda one: f"{words_of(one.name)[-1]} {words_of(one.name)[0]}",
        lambda one: words_of(one.name)[-1][2:],
        lambda one: one.phone[-4:],
    )
    whole = [ways[place % len(ways)](one) for place, one in enumerate(people)]
    return [text[:length] for text in whole for length in range(2, len(text) + 1)]


def _turn_by_turn(shops: dict[int, Context], typed: dict[int, list[str]]) -> dict[int, list[float]]:
    """Milliseconds of every keystroke; the machine's moods fall on both shops alike."""
    times: dict[int, list[float]] = {count: [] for count in shops}
    for texts in zip(*typed.values(), strict=False):
        for (count, ctx), text in zip(shops.items(), texts, strict=True):
            start = process_time()
            search_customers(ctx, text)
            times[count].append((process_time() - start) * MS)
    return times


def _sorted_likes(ctx: Context, people: list[Person]) -> list[float]:
    raw, times = ctx.database.connection(), []
    for text in _half_names(people[:LIKES]):
        patterns = [f"%{word}%" for word in words_of(text)]
        start = process_time()
        raw.execute(_LIKE, patterns).fetchall()
        times.append((process_time() - start) * MS)
    return times


def _half_names(people: list[Person]) -> Iterator[str]:
    return (f"{words_of(one.name)[0]} {words_of(one.name)[-1][:3]}" for one in people)


def _figures(small: list[float], large: list[float], like: list[float], count: int) -> list[Figure]:
    few, many, peer = median(small), median(large), median(like)
    slowest = quantiles(large, n=100)[98]
    return [
        Figure(
            "G7",
            f"search keystroke, {count:,} customers ÷ {SMALL:,} (p50)",
            f"{many:.2f} ms",
            f"{few:.2f} ms",
            many / few,
            f"≤ {GROWTH_LIMIT:g}×",
            many <= GROWTH_LIMIT * few,
        ),
        Figure(
            "G7",
            f"the slowest of a hundred keystrokes, {count:,} customers",
            f"{slowest:.2f} ms",
            "",
            None,
            f"≤ {SLOWEST_LIMIT_MS:g} ms",
            slowest <= SLOWEST_LIMIT_MS,
        ),
        Figure(
            "G7",
            f"sorted LIKE ÷ keystroke, {count:,} customers (p50)",
            f"{many:.2f} ms",
            f"{peer:.0f} ms",
            peer / many,
            f"≥ {PEER_TIMES:g}×",
            peer >= PEER_TIMES * many,
        ),
    ]


if __name__ == "__main__":
    print(table(measure()))
