"""The search's rows, and how the engine reads them: short ranges, never a whole table, never a sort."""

import random
import string
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crediario import session
from crediario.db import search
from crediario.db.models import SearchWord
from crediario.demo import make_bulk
from crediario.domain.search import search_terms, words_of
from crediario.gateways.clock import FixedClock
from crediario.services.core import Context
from crediario.services.customers import CustomerDraft, CustomerOrder, look_alikes, register_customer
from crediario.services.search import recent_customers, search_customers
from tests.support.shop import MOMENT, TODAY, new_id

FIRST_NAMES = ("Maria", "José", "Ana", "João", "Conceição", "Mário", "Mariana", "Anabela")
SURNAMES = ("Silva", "Souza", "da Graça", "Oliveira", "D'Ávila", "Granado", "Lima")


def fill(ctx: Context, count: int) -> dict[int, str]:
    """Customers written straight to the tables, as the generator of large shops does."""
    draw = random.Random(2)
    names = {
        id_: f"{draw.choice(FIRST_NAMES)} {draw.choice(SURNAMES)} {draw.choice(SURNAMES)}"
        for id_ in range(1, count + 1)
    }
    place = (ctx.store_id, ctx.operator.id)
    for id_, name in names.items():
        document, phone = f"{id_:011d}", f"+55349{id_:08d}"
        sql = (
            "INSERT INTO customer (id, store_id, operator_id, kind, name, name_folded, document, since,"
            " created_at) VALUES (?, ?, ?, 'person', ?, ?, ?, '2026-01-01', '2026-01-01')"
        )
        search.run(ctx.database, sql, (id_, *place, name, name, document))
        search.run(
            ctx.database,
            "INSERT INTO customer_phone (customer_id, position, e164, purpose) VALUES (?, 1, ?, 'own')",
            (id_, phone),
        )
        search.save_words(ctx.database, search.word_rows(id_, name, document, (phone,)))
    return names


def expected(names: dict[int, str], text: str) -> set[int]:
    """What a person would call found: every word typed begins a word of the name."""
    typed = search_terms(text).words
    return {
        id_
        for id_, name in names.items()
        if all(any(word.startswith(term) for word in words_of(name)) for term in typed)
    }


def test_finds_exactly_what_a_person_would_call_found(shop: Context) -> None:
    names = fill(shop, 300)
    for text in (
        "maria",
        "mar",
        "m",
        "silva jos",
        "ana gra",
        "l s",
        "oli sou mar",
        "avila",
        "graca conceicao",
    ):
        found = search.find(shop.database, search_terms(text), 1_000)
        wanted = expected(names, text)
        assert wanted <= set(found.customer_ids), text
        assert set(found.customer_ids[: len(wanted)]) == wanted, f"{text}: beginnings come before middles"
        assert len(found.customer_ids) == len(set(found.customer_ids))
        assert not found.more


def test_a_page_is_the_beginning_of_a_longer_one(shop: Context) -> None:
    fill(shop, 300)
    for text in ("mar", "silva", "a s"):
        pages = [search.find(shop.database, search_terms(text), limit) for limit in (5, 20)]
        assert pages[1].customer_ids[:5] == pages[0].customer_ids, text
        assert pages[0].more


@pytest.mark.postgres
def test_both_engines_sort_alike(sqlite_shop: Context, request: pytest.FixtureRequest) -> None:
    fill(sqlite_shop, 200)
    texts = ("ma", "silva", "s a", "34900", "0000", "aria")
    on_sqlite = [search.find(sqlite_shop.database, search_terms(text), 20) for text in texts]
    postgres_shop: Context = request.getfixturevalue("postgres_shop")
    fill(postgres_shop, 200)
    assert [search.find(postgres_shop.database, search_terms(text), 20) for text in texts] == on_sqlite


def test_a_changed_name_leaves_no_row_behind(shop: Context) -> None:
    old = list(search.word_rows(1, "Zoé Zanon", None, ()))
    fill(shop, 1)
    search.save_words(shop.database, old)
    search.save_words(shop.database, search.word_rows(1, "Zoé Souza", None, ()), old)
    assert search.find(shop.database, search_terms("zanon"), 5).customer_ids == ()
    assert search.find(shop.database, search_terms("zoe sou"), 5).customer_ids == (1,)
    search.save_words(shop.database, search.word_rows(1, "Zoé Souza", None, ()))
    assert search.find(shop.database, search_terms("zoe"), 5).customer_ids == (1,)


def test_the_longest_name_fits(shop: Context) -> None:
    name = "".join(random.Random(1).choices(string.ascii_lowercase, k=120))
    saved = register_customer(shop, CustomerOrder(new_id(), CustomerDraft(name)))
    assert search.find(shop.database, search_terms(name[50:60]), 5).customer_ids == (saved.id,)
    assert SearchWord.select().count() == 118


@pytest.fixture(scope="module")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of two thousand customers, with their sales."""
    folder = tmp_path_factory.mktemp("large") / "loja"
    make_bulk(folder, 2_000, 1, TODAY)
    return folder


@pytest.fixture
def large_shop(large_folder: Path) -> Iterator[Context]:
    ctx = session.open_place(large_folder, FixedClock(MOMENT))
    with ctx.connected():
        yield ctx


@pytest.fixture
def plans(large_shop: Context, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What SQLite intends with every query the search makes: the step, and the query it belongs to."""
    seen: list[tuple[str, str]] = []
    execute = large_shop.database.execute_sql

    def watched(sql: str, params: Sequence[Any] = ()) -> Any:
        if sql.startswith("SELECT"):
            steps = execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
            seen.extend((row[3], sql) for row in steps)
        return execute(sql, params)

    monkeypatch.setattr(large_shop.database, "execute_sql", watched)
    return seen


def whole_reads(plans: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Steps that read all of a table or sort.

    Going through the rows of another step is neither, nor is putting the one slip shown in order.
    """
    streamed = ("SCAN near", "SCAN bounded")
    return [
        (step, sql)
        for step, sql in plans
        if "id IN (?)" not in sql and (("SCAN" in step and step not in streamed) or "TEMP B-TREE" in step)
    ]


@pytest.mark.parametrize(
    "text", ["mar", "maria silva", "silva oli mar", "4471", "mar 4471", "ceicao", "aria eira", "12", "zzz zz"]
)
def test_no_keystroke_reads_a_whole_table_or_sorts(
    large_shop: Context, plans: list[tuple[str, str]], text: str
) -> None:
    search_customers(large_shop, text)
    assert any("customer_word" in step for step, _ in plans)
    assert whole_reads(plans) == []


def test_the_last_attended_are_read_from_the_end_of_an_index(
    large_shop: Context, plans: list[tuple[str, str]]
) -> None:
    assert len(recent_customers(large_shop)) == 8
    # Through the table by its key, from the end, as far as the limit.
    by_key = ("SCAN customer", "FROM customer WHERE replaced_by IS NULL ORDER BY id DESC LIMIT")
    assert [read for read in whole_reads(plans) if not (read[0] == by_key[0] and by_key[1] in read[1])] == []


def test_look_alikes_read_no_whole_table(large_shop: Context, plans: list[tuple[str, str]]) -> None:
    look_alikes(large_shop, "12345678909", ("34 99812-4471",), "Maria Silva", date(1980, 5, 1))
    assert whole_reads(plans) == []
