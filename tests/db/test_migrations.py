"""The migrations make exactly the tables the models describe, on both engines, whole or not at all."""

from pathlib import Path
from typing import Any

import pytest
from peewee import Database
from playhouse.schema_diff import diff_models

from crediario.db import connection
from crediario.db.models import TABLES
from tests.support.postgres import PostgresServer


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str | Path, str | Path]:
    """Where a shop is made by the migrations, and where the tables are made from the models."""
    if request.param == "sqlite":
        return tmp_path / "migrated", tmp_path / "modelled"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create_database("migrated"), server.create_database("modelled")


def from_models(place: str | Path) -> Database:
    """The tables as peewee makes them from the models, with no migration."""
    if isinstance(place, Path):
        place.mkdir()
        database: Database = connection._sqlite(place / "models.db", None, mode="rwc")
    else:
        database = connection._server(place)
    with database.connection_context(), database.bind_ctx(TABLES):
        database.create_tables(TABLES)
    return database


def described(database: Database) -> set[tuple[Any, ...]]:
    """Every column, constraint and index, as the engine itself tells them."""
    with database.connection_context():
        if isinstance(database, connection.SqliteDatabase):
            found = database.execute_sql(
                "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index')"
                " AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
            return {part for row in found for part in parts(database, *row)}
        columns = (
            "SELECT table_name, column_name, data_type, is_nullable, column_default, ordinal_position"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        )
        constraints = (
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace"
        )
        indexes = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        return {
            tuple(row)
            for sql in (columns, constraints, indexes)
            for row in database.execute_sql(sql).fetchall()
        }


def parts(database: Database, kind: str, name: str, table: str, sql: str) -> set[tuple[Any, ...]]:
    """What a table is made of, whether it was made so or grew by columns; an index as it was written."""
    if kind == "index":
        return {(kind, name, table, sql.replace("IF NOT EXISTS ", ""))}
    columns = database.execute_sql(f"PRAGMA table_info({name})").fetchall()
    keys = database.execute_sql(f"PRAGMA foreign_key_list({name})").fetchall()
    checks = sql.split("CONSTRAINT ")[1:]
    return {
        *((name, "column", *column) for column in columns),
        *((name, "key", *key[2:]) for key in keys),
        *((name, "check", each.split(", FOREIGN")[0].split(', "')[0].rstrip(" ,)")) for each in checks),
    }


def without_history(rows: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    return {row for row in rows if not any("schema_migration" in str(value) for value in row)}


def test_the_migrations_make_what_the_models_describe(places: tuple[str | Path, str | Path]) -> None:
    migrated, modelled = connection.create_shop(places[0]), from_models(places[1])

    with migrated.connection_context():
        difference = diff_models(migrated, TABLES)
    assert not difference, str(difference)
    assert without_history(described(migrated)) == described(modelled)


def test_migrating_again_changes_nothing(places: tuple[str | Path, str | Path]) -> None:
    before = described(connection.create_shop(places[0]))
    with connection.open_shop(places[0]).connection_context():
        connection._migrate(connection.proxy.obj)

    assert described(connection.open_shop(places[0])) == before


def test_a_migration_that_fails_leaves_nothing(
    places: tuple[str | Path, str | Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    whole = (connection.MIGRATIONS / "0001_first_schema.py").read_text(encoding="utf-8")
    broken = (
        whole.replace("def up(", "def up_whole(") + "\n\ndef up(m, db):\n    up_whole(m, db)\n    1 / 0\n"
    )
    (steps / "0001_first_schema.py").write_text(broken, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(connection, "MIGRATIONS", steps)
        with pytest.raises(ZeroDivisionError):
            connection.create_shop(places[0])

    assert connection.create_shop(places[0]) is not None


@pytest.mark.postgres
def test_a_failed_migration_on_a_server_leaves_no_table(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.create_database("half")

    def fail_after(database: Database) -> None:
        real(database)
        raise ZeroDivisionError

    real = connection._migrate
    monkeypatch.setattr(connection, "_migrate", fail_after)
    with pytest.raises(ZeroDivisionError):
        connection.create_shop(url)

    database = connection._server(url)
    with database.connection_context():
        assert database.get_tables() == []


def test_migrations_stand_alone() -> None:
    """A script that read today's models would mean something else tomorrow."""
    for script in connection.MIGRATIONS.glob("[0-9]*.py"):
        assert "crediario." not in script.read_text(encoding="utf-8")
