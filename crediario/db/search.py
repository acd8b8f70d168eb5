"""Finding customers while somebody types, the same way and at the same speed on both engines (ADR 0006).

Every word of a name and every beginning worth typing of its numbers is a row (word, name, customer), kept in
that order. A keystroke reads a short range of the rarest term typed; the others are looked for in the name of
the same row. No query reads more than ``FARTHEST`` of those rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from peewee import Database

from crediario.db.statements import fetch, marks, run
from crediario.domain.search import (
    SHORTEST_PART,
    SearchTerms,
    customer_words,
    national_digits,
    searchable_name,
    word_parts,
    words_of,
)

# Above every letter: the end of the range of words that start with a term.
LAST = "\U0010ffff"
# Below every letter and digit: the end of the range of one whole word.
FIRST = " "
RARE = 500
FARTHEST = 20_000
SIMILAR_WORDS = 8
CHUNK = 300

#: A row of one of the two search tables, with the table's name.
TableRow = tuple[str, tuple[str | int, ...]]

_COLUMNS = {"customer_word": ("word", "name_folded", "customer_id"), "search_word": ("part", "word")}


@dataclass(frozen=True, slots=True)
class Found:
    """Customers found, best first; ``more`` when there are others."""

    customer_ids: tuple[int, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """One thing typed, how many rows it starts (counted up to ``RARE``), and the words it is inside of."""

    text: str
    is_number: bool
    size: int
    containing: tuple[str, ...] = ()


def find(database: Database, terms: SearchTerms, limit: int) -> Found:
    """The customers whose names and numbers fit every term, up to ``limit``."""
    ids: dict[int, None] = {}
    for customer_id in _candidates(database, _sized(database, terms), limit + 1):
        ids[customer_id] = None
        if len(ids) > limit:
            break
    return Found(tuple(ids)[:limit], len(ids) > limit)


def _sized(database: Database, terms: SearchTerms) -> list[_Term]:
    texts = dict.fromkeys((*terms.words, *(national_digits(digits) for digits in terms.digits)))
    alone = len(texts) == 1
    return [
        _Term(text, any(letter.isdigit() for letter in text), 0 if alone else _size(database, text))
        for text in texts
    ]


def _size(database: Database, text: str, end: str = LAST) -> int:
    """How many rows start with ``text``, counted no further than needed to tell a rare term."""
    sql = "SELECT COUNT(*) FROM (SELECT 1 FROM customer_word WHERE word >= ? AND word < ? LIMIT ?) AS bounded"
    return int(fetch(database, sql, (text, text + end, RARE))[0][0])


def _candidates(database: Database, terms: list[_Term], limit: int) -> Iterator[int]:
    """From the best answers to the loosest; each query runs only when those before found too few."""
    if not terms:
        return
    driver = min(terms, key=_rarest_first)
    others = [term for term in terms if term is not driver]
    yield from _starting_with(database, terms, limit)
    yield from _scan(database, (driver.text, driver.text + LAST), _beside(others), limit)
    yield from _inside(database, terms, limit)


def _rarest_first(term: _Term) -> tuple[int, int]:
    """Among the common ones the longer is likely the rarer."""
    return term.size, -len(term.text)


def _starting_with(database: Database, terms: list[_Term], limit: int) -> Iterator[int]:
    """Names that begin with one of the terms: what most people type, and where the index can jump to.

    Without it "maria lima" would read every Lima before M.
    """
    for start in [term for term in terms if not term.is_number]:
        others = [term for term in terms if term is not start]
        driver = min(others, key=_rarest_first, default=start)
        beside = _beside([term for term in others if term is not driver])
        names = (start.text, start.text + LAST)
        # A number is rare: its own range is short enough.
        for word in [] if driver.is_number or driver is start else _words_starting(database, driver.text):
            yield from _scan(database, (word, word + FIRST), beside, limit, names)


def _words_starting(database: Database, text: str) -> list[str]:
    sql = (
        "SELECT part FROM (SELECT part, word FROM search_word WHERE part >= ? AND part < ?"
        " ORDER BY part, word LIMIT ?) AS near WHERE part = word LIMIT ?"
    )
    return [word for (word,) in fetch(database, sql, (text, text + LAST, RARE, SIMILAR_WORDS))]


def _inside(database: Database, terms: list[_Term], limit: int) -> Iterator[int]:
    """Terms of three letters or more also found inside words: "ceicao" finds Conceição."""
    loose = [_with_containing(database, term) for term in terms]
    if not any(term.containing for term in loose):
        return
    driver = min(loose, key=_rarest_first)
    beside = _beside([term for term in loose if term is not driver], inside=True)
    yield from _scan(database, (driver.text, driver.text + LAST), beside, limit)
    for word in driver.containing:
        yield from _scan(database, (word, word + FIRST), beside, limit)


def _with_containing(database: Database, term: _Term) -> _Term:
    if term.is_number or len(term.text) < SHORTEST_PART:
        return term
    sql = (
        "SELECT word FROM (SELECT part, word FROM search_word WHERE part >= ? AND part < ?"
        " ORDER BY part, word LIMIT ?) AS near WHERE part <> word LIMIT ?"
    )
    found = fetch(database, sql, (term.text, term.text + LAST, RARE, SIMILAR_WORDS))
    words = tuple(dict.fromkeys(word for (word,) in found if not word.startswith(term.text)))
    within = sum(_size(database, word, FIRST) for word in words)
    return _Term(term.text, False, term.size + within, words)


@dataclass(frozen=True, slots=True)
class _Beside:
    """The terms looked for beside the driver: SQL text and its parameters."""

    sql: str
    parameters: tuple[str, ...]


_IN_NAME = " AND ' ' || near.name_folded LIKE ?"
_IN_NUMBERS = (
    " AND (' ' || near.name_folded LIKE ?"
    " OR EXISTS (SELECT 1 FROM customer AS c WHERE c.id = near.customer_id AND c.document LIKE ?)"
    " OR EXISTS (SELECT 1 FROM customer_phone AS p WHERE p.customer_id = near.customer_id AND p.e164 LIKE ?))"
)


def _beside(terms: Sequence[_Term], inside: bool = False) -> _Beside:
    """Terms hold letters and digits only, so that a pattern never needs an escape."""
    parameters: list[str] = []
    for term in terms:
        anywhere = inside and not term.is_number and len(term.text) >= SHORTEST_PART
        parameters.append(f"%{term.text}%" if anywhere else f"% {term.text}%")
        if term.is_number:
            parameters += [f"%{term.text.upper()}%", f"%{term.text}%"]
    sql = "".join(_IN_NUMBERS if term.is_number else _IN_NAME for term in terms)
    return _Beside(sql, tuple(parameters))


def _scan(
    database: Database,
    words: tuple[str, str],
    beside: _Beside,
    limit: int,
    names: tuple[str, str] | None = None,
) -> list[int]:
    """The customers of a range of words, in its order, each once: one may have two words in the range."""
    sql = _scan_sql(beside.sql, names is not None)
    parameters = (*words, *(names or ()), FARTHEST, *beside.parameters, 2 * limit)
    return list(dict.fromkeys(id_ for (id_,) in fetch(database, sql, parameters)))


@cache
def _scan_sql(beside: str, by_name: bool) -> str:
    names = " AND name_folded >= ? AND name_folded < ?" if by_name else ""
    near = (
        f"SELECT name_folded, customer_id FROM customer_word WHERE word >= ? AND word < ?{names}"
        " ORDER BY word, name_folded, customer_id LIMIT ?"
    )
    # The outer query only filters: both engines keep the inner order and stop at the limit.
    return f"SELECT near.customer_id FROM ({near}) AS near WHERE 1 = 1{beside} LIMIT ?"


def word_rows(customer_id: int, name: str, document: str | None, phones: Sequence[str]) -> Iterator[TableRow]:
    """Every row a customer is found by; those of ``search_word`` may be there already.

    Args:
        customer_id: whose.
        name: as registered.
        document: CPF or CNPJ without punctuation.
        phones: in E.164.
    """
    searchable = searchable_name(name)
    for word in customer_words(name, document, phones):
        yield "customer_word", (word, searchable, customer_id)
    for word in words_of(name):
        for part in word_parts(word):
            yield "search_word", (part, word)


def save_words(database: Database, new: Iterable[TableRow], old: Iterable[TableRow] = ()) -> None:
    """Makes a customer findable by ``new`` and no longer by ``old``; the dictionary only grows."""
    before, after = set(old), set(new)
    for table, row in sorted(before - after):
        if table == "customer_word":
            sql = "DELETE FROM customer_word WHERE word = ? AND name_folded = ? AND customer_id = ?"
            run(database, sql, row)
    for table in _COLUMNS:
        # In one order: two tills that write the same new words wait for each other, never in a ring.
        _add(database, table, sorted(row for name, row in after - before if name == table))


def _add(database: Database, table: str, rows: Sequence[tuple[str | int, ...]]) -> None:
    columns = _COLUMNS[table]
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        values = ", ".join([f"({marks(len(columns))})"] * len(some))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} ON CONFLICT DO NOTHING"
        run(database, sql, [value for row in some for value in row])
