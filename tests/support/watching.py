"""What an operation asks of the engine: its statements, and the steps by which the engine answers them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from crediario.services.core import Context

#: Statements with their values, in their order.
Seen = list[tuple[str, Sequence[Any]]]
_UNPLANNED = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA")


@contextmanager
def watched(ctx: Context) -> Iterator[Seen]:
    """Every statement run while the block lasts."""
    seen: Seen = []
    database: Any = ctx.database
    execute = database.execute_sql

    def noting(sql: str, params: Sequence[Any] | None = None) -> Any:
        if not sql.startswith(_UNPLANNED):
            seen.append((sql, tuple(params or ())))
        return execute(sql, params)

    database.execute_sql = noting
    try:
        yield seen
    finally:
        del database.execute_sql


def steps(ctx: Context, seen: Seen) -> list[tuple[str, str]]:
    """Every step, each with its statement; SQLite only."""
    raw = ctx.database.connection()
    return [
        (step, sql)
        for sql, values in seen
        if not sql.startswith('INSERT INTO "')
        for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    ]


def slow_steps(ctx: Context, seen: Seen) -> dict[str, str]:
    """Steps that read a table whole or sort, each with its statement; SQLite only.

    Rows put in as they are have no plan: what is told of them is how orphans would be found, which the engine
    looks for only while there are any.
    """
    return {step: sql for step, sql in steps(ctx, seen) if "SCAN" in step or "TEMP B-TREE" in step}
