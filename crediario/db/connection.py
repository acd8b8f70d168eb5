"""Opening a shop's database, and the transactions everything else runs in.

One engine for each shop: SQLite (through sqlcipher3 only, plain or encrypted) in a data folder, or PostgreSQL
behind a ``postgresql://`` address. See ADR 0003 and ADR 0005.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from peewee import (
    Database,
    DatabaseError,
    IntegrityError,
    InterfaceError,
    Model,
    ModelSelect,
    OperationalError,
    SqliteDatabase,
)
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from crediario.db.models import proxy
from crediario.domain.errors import Refusal, Trouble

SHOP_FILE = "loja.db"
PART_FILE = "loja.part"
#: What the window itself leaves in a folder before there is a shop in it.
NOT_DATA = frozenset({PART_FILE, "janela.lock", "crediario.log"})
MIGRATIONS = Path(__file__).parent / "migrations"
#: "CRED": tells our files from any other SQLite file.
APPLICATION_ID = 0x43524544
SCHEMA_VERSION = 4
#: The first version without the WAL-reset defect, which can lose acknowledged commits.
OLDEST_SQLITE = (3, 51, 3)
#: More than the driver's 128: a day at a till runs more, and preparing one costs as much as running it.
CACHED_STATEMENTS = 1_024
BUSY_TIMEOUT_MS = 10_000
ATTEMPTS = 3

_Model = TypeVar("_Model", bound=Model)
_Result = TypeVar("_Result")


@dataclass(eq=False)
class NoShop(Refusal):
    """There is no shop at that place, and opening never creates one."""

    place: str


@dataclass(eq=False)
class FolderNotEmpty(Refusal):
    """A new shop needs an empty folder."""

    place: str


@dataclass(eq=False)
class NotAShop(Refusal):
    """The file is there, but this program did not write it (or the key is not its key)."""

    place: str


@dataclass(eq=False)
class NewerShop(Refusal):
    """A newer version of the program wrote this shop; this one must not touch it."""

    place: str
    found: int
    known: int


@dataclass(eq=False)
class ReadOnlyShop(Trouble):
    """The shop's folder or file cannot be written to."""

    place: str


@dataclass(eq=False)
class UnsafeEngine(Trouble):
    """The SQLite inside is older than the first safe one, or did not take a setting we rely on."""

    detail: str


@dataclass(eq=False)
class DiskFull(Trouble):
    """No room left where the shop's data is."""


@dataclass(eq=False)
class DatabaseBusy(Trouble):
    """Somebody else held the database for longer than we wait."""


@dataclass(eq=False)
class DatabaseUnreachable(Trouble):
    """The database server does not answer."""

    detail: str


@dataclass(eq=False)
class StorageFailed(Trouble):
    """The database could not read or write."""

    detail: str


def create_shop(place: str | Path, key: bytes | None = None) -> Database:
    """A new, empty shop, with every table made; ready to be opened.

    The file is built beside its final name and renamed when whole, so that being killed half-way leaves no
    half a shop.

    Args:
        place: an empty or new folder, or the address of an empty PostgreSQL database.
        key: 32 random bytes that encrypt the file; None makes a plain one.

    Raises:
        FolderNotEmpty: something is already there.
        ReadOnlyShop: the folder cannot be written to.
    """
    if _is_server(place):
        return _create_on_server(str(place))
    folder = Path(place)
    if not is_free(folder):
        raise FolderNotEmpty(str(folder))
    _build_file(folder, key)
    return open_shop(folder, key)


def is_free(place: str | Path) -> bool:
    """Whether a new shop may be made in that folder: it is empty, or not there. A server's never is."""
    if _is_server(place):
        return False
    folder = Path(place)
    return not folder.exists() or all(child.name in NOT_DATA for child in folder.iterdir())


def _build_file(folder: Path, key: bytes | None) -> None:
    part = folder / PART_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{PART_FILE}*"):
            left.unlink()
        database = _sqlite(part, key, mode="rwc")
        with database.connection_context():
            _migrate(database)
        part.rename(folder / SHOP_FILE)
    except (OSError, OperationalError) as error:
        raise ReadOnlyShop(str(folder)) from error


def open_shop(place: str | Path, key: bytes | None = None) -> Database:
    """The shop's database, checked and bound to the models; each thread connects by itself.

    Plain or encrypted is the caller's word: a lost key never falls back to plain.

    Args:
        place: the data folder, or a ``postgresql://`` address.
        key: the 32 bytes the shop was created with; None for a plain one.

    Raises:
        NoShop, NotAShop, NewerShop: nothing of ours to open there.
        ReadOnlyShop, UnsafeEngine, DatabaseUnreachable: the machine does not allow it.
    """
    database = _open_server(str(place)) if _is_server(place) else _open_file(Path(place), key)
    proxy.initialize(database)
    return database


def copy_to(database: Database, folder: Path) -> None:
    """Copies a shop's file, as it is at this moment, into an empty folder, by the engine's own backup.

    Never by path: reading a database's file inside the program that has it open loses its locks.
    """
    source = database.connection()
    target = sqlcipher.connect(str(folder / SHOP_FILE))
    try:
        source.backup(target)
    finally:
        target.close()


def _is_server(place: str | Path) -> bool:
    return str(place).startswith(("postgresql://", "postgres://"))


def _open_file(folder: Path, key: bytes | None) -> SqlCipherDatabase:
    file = folder / SHOP_FILE
    if not file.is_file():
        raise NoShop(str(folder))
    _check_engine(sqlcipher.sqlite_version_info)
    _check_header(file, key)
    _check_writable(folder, file)
    database = _sqlite(file, key, mode="rw")
    try:
        with database.connection_context():
            _check_pragmas(database)
            _migrate(database)
    except OperationalError as error:
        raise translated(error) or error from error
    return database


def _sqlite(file: Path, key: bytes | None, mode: str) -> SqlCipherDatabase:
    return SqlCipherDatabase(
        # mode=rw: an opened shop that vanished is never created anew, empty.
        f"{file.absolute().as_uri()}?mode={mode}",
        uri=True,
        passphrase=f"x'{key.hex()}'" if key else "",
        pragmas={
            "busy_timeout": BUSY_TIMEOUT_MS,
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            # Else INSERT OR REPLACE deletes a posted row without asking the triggers that forbid it.
            "recursive_triggers": 1,
            "trusted_schema": 0,
            "cell_size_check": 1,
            "mmap_size": 0,
            "cache_size": -65536,
        },
        lock_type="IMMEDIATE",
        autoconnect=False,
        check_same_thread=True,
        cached_statements=CACHED_STATEMENTS,
    )


def _check_engine(version: tuple[int, int, int]) -> None:
    if version < OLDEST_SQLITE:
        raise UnsafeEngine("SQLite " + ".".join(map(str, version)))


def _check_header(file: Path, key: bytes | None) -> None:
    """Whose file is it, and of which version? Read-only, before anything could write to it."""
    try:
        connection = sqlcipher.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            if key:
                connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    except sqlcipher.OperationalError as error:
        raise ReadOnlyShop(str(file)) from error
    except sqlcipher.DatabaseError as error:
        raise NotAShop(str(file)) from error
    if application != APPLICATION_ID:
        raise NotAShop(str(file))
    if version > SCHEMA_VERSION:
        raise NewerShop(str(file), version, SCHEMA_VERSION)


def _check_writable(folder: Path, file: Path) -> None:
    """By trying: permissions, mounts and access lists all answer to a real attempt."""
    probe = folder / ".gravavel"
    try:
        probe.touch()
        probe.unlink()
        writable = bool(file.stat().st_mode & 0o200)
    except OSError:
        writable = False
    if not writable:
        raise ReadOnlyShop(str(folder))


def _check_pragmas(database: Database) -> None:
    """Durability is a promise: read back what we asked for."""
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "mmap_size": 0,
    }
    for name, value in wanted.items():
        row = database.execute_sql(f"PRAGMA {name}").fetchone()
        if row and row[0] != value:
            raise UnsafeEngine(f"{name}={row[0]}")


def _migrate(database: Database) -> None:
    from playhouse.migrations import Runner

    if isinstance(database, SqliteDatabase):
        if database.execute_sql("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
            return
        Runner(database, str(MIGRATIONS)).up()
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    else:
        Runner(database, str(MIGRATIONS)).up()


def _server(address: str) -> Database:
    from playhouse.db_url import connect

    database: Database = connect(
        address,
        prefer_psycopg3=True,
        autoconnect=False,
        connect_timeout=5,
        options="-c lock_timeout=5s -c statement_timeout=60s -c idle_in_transaction_session_timeout=30s",
        tcp_user_timeout=5000,
    )
    return database


def _open_server(address: str) -> Database:
    database = _server(address)
    known = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    try:
        with database.connection_context():
            if "schema_migration" not in database.get_tables():
                raise NoShop(address)
            rows = database.execute_sql("SELECT name FROM schema_migration").fetchall()
            applied = {name for (name,) in rows}
            if applied - known:
                raise NewerShop(address, len(applied), len(known))
            _migrate(database)
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnreachable(str(error)) from error
    return database


def _create_on_server(address: str) -> Database:
    database = _server(address)
    try:
        with database.connection_context():
            if database.get_tables():
                raise FolderNotEmpty(address)
            with database.atomic():
                _migrate(database)
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnreachable(str(error)) from error
    return open_shop(address)


def locked(query: "ModelSelect[_Model]") -> "ModelSelect[_Model]":
    """The rows of ``query``, locked to the end of the transaction; on SQLite the whole file already is."""
    return query.for_update() if proxy.for_update else query


@contextmanager
def snapshot(database: Database) -> Iterator[None]:
    """A read that sees one moment, takes no write lock and leaves nothing behind."""
    kind = "DEFERRED" if isinstance(database, SqliteDatabase) else "REPEATABLE READ"
    try:
        with database.atomic(kind):
            yield
    except DatabaseError as error:
        raise translated(error) or error from error


def in_transaction(database: Database, work: Callable[[], _Result]) -> _Result:
    """Runs ``work`` in one immediate transaction, whole or not at all.

    A lost race for a lock is tried again, whole, a few times; work must therefore read what it needs inside.

    Raises:
        Trouble: what the world did, in our words.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with database.atomic():
                return work()
        except (DatabaseError, InterfaceError) as error:
            if attempt == ATTEMPTS or not _worth_retrying(error):
                raise translated(error) or error from error
            time.sleep(0.05 * attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _worth_retrying(error: Exception) -> bool:
    """Serialization failures, deadlocks, two tills answering one request or selling one note at once."""
    state = _sqlstate(error)
    return state in {"40001", "40P01"} or (
        isinstance(error, IntegrityError)
        and any(name in str(error) for name in ("operation_pkey", "sale_by_note_key"))
    )


def _sqlstate(error: BaseException) -> str:
    cause: Any = error.__cause__ or error.__context__ or (error.args[0] if error.args else None)
    return str(getattr(cause, "sqlstate", "") or getattr(error, "sqlstate", "") or "")


def _what_broke(error: BaseException) -> BaseException:
    """SQLite rolls back by itself when the disk is full: behind the failed rollback stands what failed."""
    while "cannot rollback" in str(error) and error.__context__ is not None:
        error = error.__context__
    return error


def translated(failure: Exception) -> Trouble | None:
    """The trouble a database error means; None for what only a bug can cause."""
    error = _what_broke(failure)
    text, state = str(error).lower(), _sqlstate(error)
    if isinstance(error, IntegrityError) or "append-only" in text or "no such" in text:
        return None
    if "is full" in text or state == "53100":
        return DiskFull()
    if "locked" in text or "busy" in text or state in {"55P03", "40001", "40P01"}:
        return DatabaseBusy()
    if "readonly" in text or "read-only" in text:
        return ReadOnlyShop("")
    if isinstance(error, InterfaceError) or state.startswith(("08", "57")):
        return DatabaseUnreachable(str(error))
    return StorageFailed(str(error)) if isinstance(error, OperationalError) else None
