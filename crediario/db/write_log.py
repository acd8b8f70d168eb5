"""The log a SQLite shop writes to first, and when it goes into the file itself."""

import logging

from peewee import Database, DatabaseError, InterfaceError, SqliteDatabase

log = logging.getLogger(__name__)

#: Pages (2.8 MiB). Whoever writes has to copy the log when it has 1,000 (the engine's own rule): some sales
#: before that, so that a rest comes in between; and not sooner, as the first sale of a new log syncs twice.
LONG_LOG = 700


def copy_log(database: Database, long_log: int = LONG_LOG) -> bool:
    """Copies a log of at least ``long_log`` pages into the file; returns whether it was that long.

    Outside any transaction. Whoever reads or writes meanwhile goes on: pages still looked at stay for the
    next time. Killed half-way nothing is lost, as the log is kept until all of it is in the file; and what
    fails is nobody's concern, as all that was acknowledged is in the log. A server looks after its own.
    """
    if not isinstance(database, SqliteDatabase):
        return False
    try:
        ((_, pages, copied),) = database.execute_sql("PRAGMA wal_checkpoint(NOOP)").fetchall()
        if pages - copied < long_log:
            return False
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    except (DatabaseError, InterfaceError):
        log.info("the log was not copied", exc_info=True)
    return True
