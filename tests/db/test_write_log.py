"""The log goes into the file when it is long, whoever reads or writes meanwhile."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from peewee import Database, OperationalError

from crediario.db.connection import create_shop, snapshot
from crediario.db.models import Store
from crediario.db.write_log import LONG_LOG, copy_log
from crediario.services.core import Context


@pytest.fixture(params=[None, bytes(range(32))], ids=["plain", "encrypted"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    made = create_shop(tmp_path / "loja", request.param)
    with made.connection_context():
        write(made)
        yield made


def write(database: Database, code: int = 1) -> None:
    with database.atomic():
        Store.create(code=code, name=f"Loja {code:02d}", opened_at="2026-06-09")


def waiting(database: Database) -> int:
    """Pages of the log that are not in the file yet."""
    ((_, pages, copied),) = database.execute_sql("PRAGMA wal_checkpoint(NOOP)").fetchall()
    return int(pages - copied)


def test_a_short_log_waits(database: Database) -> None:
    before = waiting(database)
    assert 0 < before < LONG_LOG
    assert not copy_log(database)
    assert waiting(database) == before


def test_a_long_log_goes_into_the_file(database: Database) -> None:
    assert copy_log(database, long_log=1)
    assert waiting(database) == 0
    assert not copy_log(database, long_log=1)
    write(database, 2)
    assert waiting(database) > 0
    assert Store.select().count() == 2


def test_what_somebody_still_reads_stays_for_the_next_time(database: Database) -> None:
    copy_log(database, long_log=1)
    with snapshot(database):
        seen = Store.select().count()
        other = threading.Thread(target=written_and_copied, args=(database,))
        other.start()
        other.join()
        assert Store.select().count() == seen
    assert waiting(database) > 0
    assert copy_log(database, long_log=1)
    assert waiting(database) == 0


def written_and_copied(database: Database) -> None:
    with database.connection_context():
        write(database, 2)
        copy_log(database, long_log=1)


def test_the_engine_copies_it_where_nobody_ever_rests(database: Database) -> None:
    ((engines,),) = database.execute_sql("PRAGMA wal_autocheckpoint").fetchall()
    assert engines > LONG_LOG


def test_what_fails_is_nobodys_concern(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = database.execute_sql

    def failing(sql: str, *args: Any) -> object:
        if "PASSIVE" in sql:
            raise OperationalError("disk I/O error")
        return real(sql, *args)

    monkeypatch.setattr(database, "execute_sql", failing)
    assert copy_log(database, long_log=1)


@pytest.mark.postgres
def test_a_server_is_asked_nothing(postgres_shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_shop.database, "execute_sql", None)
    assert not copy_log(postgres_shop.database, long_log=0)
