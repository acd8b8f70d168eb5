"""One digest for one content, whatever the engine, the ids and the clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from crediario.db import digest
from crediario.db.connection import SqliteDatabase
from crediario.services.core import Context
from crediario.services.day import RollOrder, roll_day
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import TODAY, new_id, on_day
from tests.support.unguarded import without_guards
from tests.support.worked import work_a_while


@pytest.fixture
def worked(shop: Context) -> Context:
    return work_a_while(shop)


@pytest.fixture(scope="module")
def unguarded_file(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same shop with the guards taken out of the database, closed, to be copied."""
    return without_guards(shop_file, tmp_path_factory.mktemp("unguarded") / "loja", work_a_while)


@pytest.mark.postgres
def test_the_same_work_gives_the_same_digest_on_both_engines(
    sqlite_shop: Context, request: pytest.FixtureRequest
) -> None:
    one = digest.digest(work_a_while(sqlite_shop).database)
    other: Context = request.getfixturevalue("postgres_shop")

    assert not isinstance(other.database, SqliteDatabase)
    assert digest.digest(work_a_while(other).database) == one


def test_the_digest_tells_contents_apart(shop: Context) -> None:
    seen = {digest.digest(shop.database)}
    customer = a_customer(shop)
    seen.add(digest.digest(shop.database))
    a_sale(shop, customer)
    seen.add(digest.digest(shop.database))
    payment = a_payment(shop, customer)
    seen.add(digest.digest(shop.database))
    a_reversal(shop, payment.payment_id)
    seen.add(digest.digest(shop.database))

    assert len(seen) == 5


def test_the_digest_leaves_the_roll_of_the_day_out(worked: Context) -> None:
    before = digest.digest(worked.database)
    roll_day(on_day(worked, TODAY + timedelta(days=300)), RollOrder(new_id()))

    assert digest.digest(worked.database) == before


def test_the_digest_knows_no_ids_hashes_or_clocks(unguarded: Context) -> None:
    before = digest.digest(unguarded.database)
    for change in (
        "UPDATE shop_user SET pin_hash = 'other', password_hash = NULL, created_at = ''",
        "UPDATE payment SET created_at = '', operation = 'other-' || id",
        "UPDATE ledger_entry SET operation = 'x', id = id + 1000",
        "UPDATE audit SET happened_at = '', subject = '{}', operation = NULL",
        "UPDATE tender SET id = 5000 - id",
    ):
        unguarded.database.execute_sql(change)

    assert digest.digest(unguarded.database) == before


def test_the_digest_reads_page_by_page(worked: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest.digest(worked.database)
    monkeypatch.setattr(digest, "PAGE", 3)

    assert digest.digest(worked.database) == before
