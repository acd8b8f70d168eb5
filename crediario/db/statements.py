"""Fixed SQL for the hot paths: built once from the models by peewee's names, cached, run with parameters.

Building a query costs ten times running it; everywhere else plain peewee reads better and is fast enough.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from peewee import Database, Model, SqliteDatabase


def insert(database: Database, model: type[Model], columns: tuple[str, ...], row: Sequence[Any]) -> int:
    """Inserts one row of an ``id`` table and returns its id."""
    cursor = database.execute_sql(_insert_sql(model, columns, 1, database.param) + " RETURNING id", row)
    return int(cursor.fetchone()[0])


def insert_rows(
    database: Database, model: type[Model], columns: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> None:
    """Inserts several rows in one statement; nothing when there are none."""
    if rows:
        sql = _insert_sql(model, columns, len(rows), database.param)
        database.execute_sql(sql, [value for row in rows for value in row])


def fetch(database: Database, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a fixed query written with ``?`` marks."""
    rows: list[tuple[Any, ...]] = database.execute_sql(_marked(sql, database.param), parameters).fetchall()
    return rows


def run(database: Database, sql: str, parameters: Sequence[Any] = ()) -> int:
    """Runs a fixed statement written with ``?`` marks; returns how many rows it touched."""
    return int(database.execute_sql(_marked(sql, database.param), parameters).rowcount)


def marks(count: int) -> str:
    """``?, ?, ?``: for an ``IN`` of that many values."""
    return ", ".join("?" * count)


def row_lock(database: Database) -> str:
    """What makes a SELECT lock its rows: nothing on SQLite, whose transaction holds the whole file."""
    return "" if isinstance(database, SqliteDatabase) else " FOR UPDATE"


@cache
def _marked(sql: str, mark: str) -> str:
    return sql if mark == "?" else sql.replace("%", "%%").replace("?", mark)


@cache
def _insert_sql(model: type[Model], columns: tuple[str, ...], rows: int, mark: str) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join([f"({', '.join([mark] * len(columns))})"] * rows)
    return f'INSERT INTO "{model._meta.table_name}" ({names}) VALUES {values}'
