"""What the program does for itself while nobody waits."""

from crediario.db.write_log import LONG_LOG
from crediario.services.core import Context
from crediario.services.upkeep import tidy_up


def log_of(ctx: Context) -> tuple[int, int]:
    """Pages in the log, and how many of them are in the file as well."""
    ((_, pages, copied),) = ctx.database.execute_sql("PRAGMA wal_checkpoint(NOOP)").fetchall()
    return pages, copied


def test_a_till_at_rest_copies_a_long_log(sqlite_shop: Context) -> None:
    sqlite_shop.database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    sqlite_shop.database.execute_sql("CREATE TABLE filler AS SELECT randomblob(1000000)")
    tidy_up(sqlite_shop)
    short, copied = log_of(sqlite_shop)
    assert 0 < short < LONG_LOG
    assert not copied

    sqlite_shop.database.execute_sql("INSERT INTO filler SELECT randomblob(2000000)")
    tidy_up(sqlite_shop)
    long, copied = log_of(sqlite_shop)
    assert copied == long >= LONG_LOG
