"""Finding customers while somebody types, the same way and at the same speed on both engines (ADR 0006).

Every word of a name and every beginning worth typing of its numbers is a row (word, name, customer), kept in
that order. A keystroke reads a short range of the rarest term typed; the others are looked for in the name of
the same row. Every query reads a bounded number of rows: where common words meet seldom there may be others
(``more``), and the next letter finds them.
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
# Rows counted to tell a rare term, and read beyond the best answers when there are some.
NEAR = 500
# Rows read in search of a first answer.
FAR = 10_000
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
    """One thing typed, how many rows it starts (counted up to ``NEAR``), and the words it is inside of."""

    text: str
    is_number: bool
    size: int
    containing: tuple[str, ...] = ()


def find(database: Database, terms: SearchTerms, limit: int) -> Found:
    """The customers whose names and numbers fit every term, up to ``limit``."""
    wanted = _sized(database, terms)
    found: dict[int, None] = {}
    for customer_id in _candidates(database, wanted, limit + 1, found):
        found[customer_id] = None
        if len(found) > limit:
            break
    all_common = len(wanted) > 1 and min(term.size for term in wanted) >= NEAR
    return Found(tuple(found)[:limit], len(found) > limit or (all_common and bool(found)))


def _sized(database: Database, terms: SearchTerms) -> list[_Term]:
    texts = dict.fromkeys((*terms.words, *(national_digits(digits) for digits in terms.digits)))
    alone = len(texts) == 1
    return [
        _Term(text, any(letter.isdigit() for letter in text), 0 if alone else _size(database, text))
        for text in texts
    ]


def _size(database: Database, text: str) -> int:
    """How many rows start with ``text``, counted no further than needed to tell a rare term."""
    sql = "SELECT COUNT(*) FROM (SELECT 1 FROM customer_word WHERE word >= ? AND word < ? LIMIT ?) AS bounded"
    return int(fetch(database, sql, (text, text + LAST, NEAR))[0][0])


def _candidates(database: Database, terms: list[_Term], limit: int, found: dict[int, None]) -> Iterator[int]:
    """From the best answers to the loosest; each query runs only when those before found too few.

    Args:
        database: the shop's.
        terms: what was typed.
        limit: how many are wanted.
        found: filled by the caller with what came before: after a first answer the search goes less far.
    """
    if not terms:
        return
    driver = min(terms, key=_rarest_first)
    others = [term for term in terms if term is not driver]
    yield from _starting_with(database, terms, limit, found)
    words = (driver.text, driver.text + LAST)
    yield from _scan(database, words, _beside(others), limit, NEAR if found else FAR)
    yield from _inside(database, terms, limit, found)


def _rarest_first(term: _Term) -> tuple[int, int]:
    """Among the common ones the longer is likely the rarer."""
    return term.size, -len(term.text)


def _starting_with(
    database: Database, terms: list[_Term], limit: int, found: dict[int, None]
) -> Iterator[int]:
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
            yield from _scan(database, (word,), beside, limit, NEAR if found else FAR, names)


def _words_starting(database: Database, text: str) -> list[str]:
    sql = (
        "SELECT part FROM (SELECT part, word FROM search_word WHERE part >= ? AND part < ?"
        " ORDER BY part, word LIMIT ?) AS near WHERE part = word LIMIT ?"
    )
    return [word for (word,) in fetch(database, sql, (text, text + LAST, NEAR, SIMILAR_WORDS))]


def _inside(database: Database, terms: list[_Term], limit: int, found: dict[int, None]) -> Iterator[int]:
    """Terms of three letters or more also found inside words: "ceicao" finds Conceição."""
    loose = [_with_containing(database, term) for term in terms]
    if not any(term.containing for term in loose):
        return
    driver = min(loose, key=_rarest_first)
    beside = _beside([term for term in loose if term is not driver], inside=True)
    for words in ((driver.text, driver.text + LAST), *((word,) for word in driver.containing)):
        yield from _scan(database, words, beside, limit, NEAR if found else FAR)


def _with_containing(database: Database, term: _Term) -> _Term:
    if term.is_number or len(term.text) < SHORTEST_PART:
        return term
    sql = (
        "SELECT word FROM (SELECT part, word FROM search_word WHERE part >= ? AND part < ?"
        " ORDER BY part, word LIMIT ?) AS near WHERE part <> word LIMIT ?"
    )
    found = fetch(database, sql, (term.text, term.text + LAST, NEAR, SIMILAR_WORDS))
    words = tuple(dict.fromkeys(word for (word,) in found if not word.startswith(term.text)))
    within = sum(_size(database, word) for word in words)
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
    words: tuple[str, ...],
    beside: _Beside,
    limit: int,
    farthest: int,
    names: tuple[str, ...] = (),
) -> list[int]:
    """The customers of a word or of a range of words, in order, each once: one may have two words there.

    Args:
        database: the shop's.
        words: one whole word; or the first of a range, and the end it does not reach.
        beside: what else must fit.
        limit: how many are wanted.
        farthest: rows of the range read at most.
        names: a range of names, to which one whole word can jump.
    """
    sql = _scan_sql(len(words) == 1, bool(names), beside.sql)
    parameters = (*words, *names, farthest, *beside.parameters, 2 * limit)
    return list(dict.fromkeys(id_ for (id_,) in fetch(database, sql, parameters)))


@cache
def _scan_sql(one_word: bool, by_name: bool, beside: str) -> str:
    words = "word = ?" if one_word else "word >= ? AND word < ?"
    names = " AND name_folded >= ? AND name_folded < ?" if by_name else ""
    near = (
        f"SELECT name_folded, customer_id FROM customer_word WHERE {words}{names}"
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
