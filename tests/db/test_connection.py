"""Opening a shop: what is refused, what is checked, and transactions that are whole or nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import IntegrityError, OperationalError
from sqlcipher3 import dbapi2 as sqlcipher

from crediario.db import connection
from crediario.db.connection import SHOP_FILE, create_shop, in_transaction, open_shop, snapshot
from crediario.db.models import Holiday, Store
from crediario.services.core import Context
from tests.support.postgres import PostgresServer

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shop, closed."""
    create_shop(tmp_path / "loja")
    return tmp_path / "loja"


def changed(folder: Path, statement: str) -> Path:
    raw = sqlcipher.connect(str(folder / SHOP_FILE))
    raw.execute(statement)
    raw.close()
    return folder


# What is there


@pytest.mark.parametrize("name", ["Loja da Ana & José", "50% #1 ?mode=ro", "caixa:2 ção"])
def test_a_shop_is_made_and_opened_again_wherever_it_stands(tmp_path: Path, name: str) -> None:
    create_shop(tmp_path / name)

    database = open_shop(tmp_path / name)

    with database.connection_context():
        assert Store.select().count() == 0
    assert (tmp_path / name / SHOP_FILE).is_file()
    assert not list((tmp_path / name).glob("*.part*"))


def test_opening_never_creates(tmp_path: Path) -> None:
    with pytest.raises(connection.NoShop):
        open_shop(tmp_path / "nada")
    (tmp_path / "vazia").mkdir()
    with pytest.raises(connection.NoShop):
        open_shop(tmp_path / "vazia")

    assert list(tmp_path.rglob("*")) == [tmp_path / "vazia"]


def test_a_new_shop_needs_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "fotos.txt").write_text("minhas")
    with pytest.raises(connection.FolderNotEmpty):
        create_shop(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["fotos.txt"]


def test_a_shop_that_vanished_is_not_made_anew(folder: Path) -> None:
    database = open_shop(folder)
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(OperationalError), database.connection_context():
        database.execute_sql("SELECT 1")

    assert list(folder.iterdir()) == []


def not_ours(folder: Path) -> bytes:
    raw = sqlcipher.connect(str(folder / SHOP_FILE))
    raw.execute("CREATE TABLE agenda (nome TEXT)")
    raw.commit()
    raw.close()
    return (folder / SHOP_FILE).read_bytes()


def test_somebody_elses_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    before = not_ours(tmp_path)
    with pytest.raises(connection.NotAShop):
        open_shop(tmp_path)

    assert (tmp_path / SHOP_FILE).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [SHOP_FILE]


@pytest.mark.parametrize(
    "content", [b"", b"nome;cpf\n", b"SQLite format 3\x00" + bytes(50), os.urandom(8192)]
)
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SHOP_FILE).write_bytes(content)
    with pytest.raises(connection.NotAShop):
        open_shop(tmp_path)

    assert (tmp_path / SHOP_FILE).read_bytes() == content


def test_a_shop_of_a_newer_program_is_refused(folder: Path) -> None:
    changed(folder, f"PRAGMA user_version = {connection.SCHEMA_VERSION + 1}")
    with pytest.raises(connection.NewerShop) as refused:
        open_shop(folder)

    assert (refused.value.found, refused.value.known) == (
        connection.SCHEMA_VERSION + 1,
        connection.SCHEMA_VERSION,
    )


# Where it is


def test_a_read_only_file_is_refused(folder: Path) -> None:
    (folder / SHOP_FILE).chmod(0o444)
    with pytest.raises(connection.ReadOnlyShop):
        open_shop(folder)


def test_a_folder_nobody_may_write_to_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a refusing system call: the tests may run as root, whom permissions do not stop."""

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(connection.ReadOnlyShop):
        open_shop(folder)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder even root cannot write to")
def test_a_shop_is_not_made_where_nothing_can_be_written() -> None:
    with pytest.raises(connection.ReadOnlyShop):
        create_shop("/proc/loja")


# The engine


def test_an_unsafe_engine_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.sqlcipher, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(connection.UnsafeEngine) as trouble:
        open_shop(folder)

    assert trouble.value.detail == "SQLite 3.51.2"


def test_the_engine_inside_is_a_safe_one() -> None:
    assert sqlcipher.sqlite_version_info >= connection.OLDEST_SQLITE


def test_durability_is_asked_for_and_read_back(folder: Path) -> None:
    database = open_shop(folder)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "recursive_triggers": 1,
        "busy_timeout": connection.BUSY_TIMEOUT_MS,
    }
    with database.connection_context():
        got = {name: database.execute_sql(f"PRAGMA {name}").fetchone() for name in wanted}

    # SQLCipher answers no mmap_size at all: it never maps a file.
    assert {name: row[0] if row else 0 for name, row in got.items()} == wanted


def test_a_setting_that_does_not_hold_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = connection.SqlCipherDatabase

    def careless(*args: object, **kwargs: dict[str, object]) -> object:
        kwargs["pragmas"]["synchronous"] = 1
        return real(*args, **kwargs)

    monkeypatch.setattr(connection, "SqlCipherDatabase", careless)
    with pytest.raises(connection.UnsafeEngine) as trouble:
        open_shop(folder)

    assert trouble.value.detail == "synchronous=1"


# Encryption


def test_an_encrypted_shop_opens_with_its_key_only(tmp_path: Path) -> None:
    database = create_shop(tmp_path, KEY)
    with database.connection_context():
        Store.create(code=1, name="Casa Aurora", opened_at="2026-06-09")
    for wrong in (None, bytes(32)):
        with pytest.raises(connection.NotAShop):
            open_shop(tmp_path, wrong)

    with open_shop(tmp_path, KEY).connection_context():
        assert Store.get().name == "Casa Aurora"
    assert not [path.name for path in tmp_path.iterdir() if b"Casa Aurora" in path.read_bytes()]


def test_a_plain_shop_does_not_open_with_a_key(folder: Path) -> None:
    with pytest.raises(connection.NotAShop):
        open_shop(folder, KEY)


# Copies


def test_a_copy_holds_what_was_committed(sqlite_shop: Context, tmp_path: Path) -> None:
    (tmp_path / "copia").mkdir()
    connection.copy_to(sqlite_shop.database, tmp_path / "copia")

    copied = open_shop(tmp_path / "copia")

    with copied.connection_context():
        assert copied.execute_sql("SELECT COUNT(*) FROM shop_user").fetchone() == (5,)


# Servers


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_trouble() -> None:
    with pytest.raises(connection.DatabaseUnreachable):
        open_shop("postgresql://postgres@127.0.0.1:1/loja")


@pytest.mark.postgres
def test_an_empty_server_database_is_no_shop(postgres_server: PostgresServer) -> None:
    with pytest.raises(connection.NoShop):
        open_shop(postgres_server.create_database("empty"))


@pytest.mark.postgres
def test_a_server_shop_is_made_once_and_a_newer_one_refused(postgres_server: PostgresServer) -> None:
    url = postgres_server.create_database("made")
    database = create_shop(url)
    with pytest.raises(connection.FolderNotEmpty):
        create_shop(url)
    with database.connection_context():
        database.execute_sql(
            "UPDATE schema_migration SET name = '9999_later' WHERE name = '0001_first_schema'"
        )
    with pytest.raises(connection.NewerShop):
        open_shop(url)


# Transactions


def holiday(ctx: Context, name: str) -> None:
    Holiday.create(store=ctx.store_id, day="2026-12-08", name=name)


def test_a_transaction_is_whole_or_nothing(shop: Context) -> None:
    def work() -> None:
        holiday(shop, "pela metade")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_transaction(shop.database, work)

    assert Holiday.select().count() == 0


def test_a_lost_race_is_run_again_whole(shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.time, "sleep", lambda seconds: None)
    tries = []

    def work() -> str:
        tries.append(1)
        holiday(shop, f"tentativa {len(tries)}")
        if len(tries) < 3:
            raise lost_race()
        return "feito"

    assert in_transaction(shop.database, work) == "feito"
    assert [row.name for row in Holiday.select()] == ["tentativa 3"]


def test_after_three_lost_races_the_person_is_told(shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.time, "sleep", lambda seconds: None)
    tries = []

    def work() -> None:
        tries.append(1)
        raise lost_race()

    with pytest.raises(connection.DatabaseBusy):
        in_transaction(shop.database, work)

    assert len(tries) == connection.ATTEMPTS


def lost_race() -> OperationalError:
    error = OperationalError("could not serialize access")
    error.sqlstate = "40001"  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("text", "state", "meaning"),
    [
        ("database or disk is full", "", connection.DiskFull),
        ("could not extend file", "53100", connection.DiskFull),
        ("database is locked", "", connection.DatabaseBusy),
        ("canceling statement due to lock timeout", "55P03", connection.DatabaseBusy),
        ("deadlock detected", "40P01", connection.DatabaseBusy),
        ("attempt to write a readonly database", "", connection.ReadOnlyShop),
        ("terminating connection due to administrator command", "57P01", connection.DatabaseUnreachable),
        ("disk I/O error", "", connection.StorageFailed),
    ],
)
def test_what_the_world_does_has_a_name(text: str, state: str, meaning: type) -> None:
    error = OperationalError(text)
    error.sqlstate = state  # type: ignore[attr-defined]

    assert type(connection.translated(error)) is meaning


def test_what_only_a_bug_causes_stays_a_bug() -> None:
    assert connection.translated(IntegrityError("UNIQUE constraint failed")) is None
    assert connection.translated(OperationalError("no such column: valor")) is None
    assert connection.translated(OperationalError("append-only: payment")) is None


def test_a_full_disk_is_told_and_nothing_is_lost(sqlite_shop: Context) -> None:
    pages = sqlite_shop.database.execute_sql("PRAGMA page_count").fetchone()[0]
    sqlite_shop.database.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(connection.DiskFull):
        in_transaction(sqlite_shop.database, lambda: [holiday(sqlite_shop, "x" * 9000)])

    assert Holiday.select().count() == 0


def test_somebody_holding_the_file_too_long_is_told(
    sqlite_shop: Context, shop_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 20)
    monkeypatch.setattr(connection.time, "sleep", lambda seconds: None)
    other = open_shop(shop_folder)
    with (
        sqlite_shop.database.atomic(),
        other.connection_context(),
        pytest.raises(connection.DatabaseBusy),
    ):
        in_transaction(other, lambda: None)


def test_a_read_sees_one_moment(sqlite_shop: Context, shop_folder: Path) -> None:
    other = sqlcipher.connect(str(shop_folder / SHOP_FILE))
    with snapshot(sqlite_shop.database):
        before = Holiday.select().count()
        other.execute("INSERT INTO holiday (store_id, day, name) VALUES (1, '2026-12-08', 'outra')")
        other.commit()
        assert Holiday.select().count() == before
    other.close()

    assert Holiday.select().count() == before + 1


@pytest.mark.postgres
def test_a_read_on_the_server_sees_one_moment(postgres_shop: Context) -> None:
    server = postgres_shop.database.connect_params
    other = type(postgres_shop.database)(postgres_shop.database.database, **server)
    with snapshot(postgres_shop.database), other.connection_context():
        before = Holiday.select().count()
        other.execute_sql("INSERT INTO holiday (store_id, day, name) VALUES (1, '2026-12-08', 'outra')")
        assert Holiday.select().count() == before

    assert Holiday.select().count() == before + 1


# Killed


@pytest.fixture
def killed_half_way(tmp_path: Path) -> Iterator[Path]:
    """The folder of a shop whose making was killed just before it got its name."""
    script = (
        "import os, signal, sys; from pathlib import Path; from crediario.db import connection\n"
        "Path.rename = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        "connection.create_shop(sys.argv[1])"
    )
    finished = subprocess.run([sys.executable, "-c", script, str(tmp_path / "loja")], check=False)
    assert finished.returncode == -9
    yield tmp_path / "loja"


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_being_killed_while_making_leaves_no_half_a_shop(killed_half_way: Path) -> None:
    assert [path.name for path in killed_half_way.iterdir() if "part" not in path.name] == []
    with pytest.raises(connection.NoShop):
        open_shop(killed_half_way)

    database = create_shop(killed_half_way)

    with database.connection_context():
        assert Store.select().count() == 0
    assert not list(killed_half_way.glob("*.part*"))
