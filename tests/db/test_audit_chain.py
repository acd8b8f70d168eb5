"""The chain on both engines: rows sealed in order, whoever writes; edits found; a key that can be lost."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from peewee import OperationalError

from crediario import session
from crediario.db import audit_chain, invariants
from crediario.db.audit_chain import AuditKeyMissing, AuditKeyWrong, ChainBegunAlready
from crediario.db.checks.audit import chain_report
from crediario.db.connection import snapshot
from crediario.db.statements import fetch, run
from crediario.domain.audit_chain import DEMO_KEY, KEY_BYTES, AuditKey, subject_hash
from crediario.domain.audit_verify import ChainReport, Flaw
from crediario.gateways.clock import FixedClock
from crediario.services.core import Context, use_case
from tests.support.builders import a_customer, a_sale
from tests.support.postgres import PostgresServer
from tests.support.shop import CHEAP, MOMENT, new_id, open_shop

KEY = AuditKey(bytes(range(KEY_BYTES)))
TILLS, ROUNDS = 6, 8


@dataclass(frozen=True, slots=True)
class Note:
    request_id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Noticed:
    text: str


@use_case("edit_settings")
def note_down(ctx: Context, order: Note) -> Noticed:
    return Noticed(order.text)


def noted(ctx: Context, times: int = 1) -> None:
    for _ in range(times):
        note_down(ctx, Note(new_id(), "anotado"))


def read(ctx: Context, key: AuditKey | None = None) -> ChainReport:
    with snapshot(ctx.database):
        report = chain_report(ctx.database, key)
    assert report is not None
    return report


def numbers(ctx: Context) -> list[int | None]:
    return [seq for (seq,) in fetch(ctx.database, "SELECT seq FROM audit ORDER BY id")]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def young(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Context]:
    """A shop whose chain has not begun, as an older version leaves it."""
    place: str | Path = tmp_path / "nova"
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        place = server.create_database("young_shop")
    ctx = replace(session.create_place(place, FixedClock(MOMENT)), passwords=CHEAP)
    with ctx.connected():
        yield ctx


def begin(ctx: Context, key: AuditKey = KEY) -> Context:
    with ctx.database.atomic():
        audit_chain.begin(ctx.database, key, "asked", ctx.stamp.instant)
    return replace(ctx, audit_key=key)


def test_rows_are_numbered_and_sealed_one_after_the_other(shop: Context) -> None:
    noted(shop, 3)

    report = read(shop)
    assert numbers(shop) == list(range(1, report.checked + 1))
    assert (report.findings, report.sealed, report.earlier) == ((), True, 0)
    state = audit_chain.state(shop.database)
    assert state is not None and state.head == report.head


def test_the_chain_begins_after_what_was_there_and_covers_it(young: Context) -> None:
    noted(young, 3)
    assert numbers(young) == [None] * 3

    keyed = begin(young)
    noted(keyed, 2)

    assert numbers(keyed) == [None, None, None, 1, 2]
    report = read(keyed, KEY)
    assert (report.checked, report.earlier, report.findings) == (2, 3, ())
    with pytest.raises(ChainBegunAlready):
        begin(keyed)


def test_without_the_key_a_shop_is_read_and_never_written_to(young: Context) -> None:
    noted(begin(young))
    calls: list[str] = []

    @use_case("edit_settings")
    def never(ctx: Context, order: Note) -> Noticed:
        calls.append(order.text)
        return Noticed(order.text)

    with pytest.raises(AuditKeyMissing):
        never(young, Note(new_id()))
    with pytest.raises(AuditKeyWrong):
        note_down(replace(young, audit_key=DEMO_KEY), Note(new_id()))

    assert calls == []
    assert numbers(young) == [1]
    assert fetch(young.database, "SELECT COUNT(*) FROM operation") == [(1,)]
    report = read(young)
    assert (report.sealed, report.findings) == (False, ())


def test_a_request_answered_before_is_answered_without_the_key(young: Context) -> None:
    order = Note(new_id(), "de novo")
    note_down(begin(young), order)

    assert note_down(young, order) == Noticed("de novo")


def test_a_lost_race_leaves_no_gap(shop: Context) -> None:
    attempts: list[int] = []

    @use_case("edit_settings")
    def stumble(ctx: Context, order: Note) -> Noticed:
        attempts.append(1)
        if len(attempts) == 1:
            lost = OperationalError("could not serialize")
            lost.sqlstate = "40001"  # type: ignore[attr-defined]
            raise lost
        return Noticed(order.text)

    before = len(numbers(shop))
    stumble(shop, Note(new_id()))

    assert len(attempts) == 2
    assert numbers(shop) == list(range(1, before + 2))
    assert read(shop).findings == ()


def test_a_key_that_was_lost_gives_way_to_another(young: Context) -> None:
    noted(young)
    old = begin(young)
    noted(old, 2)
    other = AuditKey(bytes(KEY_BYTES))

    with young.database.atomic():
        audit_chain.begin_again(young.database, other, "asked", young.stamp.instant)
    new = replace(young, audit_key=other)
    noted(new, 2)

    assert numbers(new) == [None, 1, 2, 3, 4]
    report = read(new, other)
    assert (report.earlier, report.checked, report.head.seq, report.findings) == (3, 2, 4, ())
    assert [each.flaw for each in read(new, KEY).findings] == [Flaw.WRONG_KEY]
    with pytest.raises(AuditKeyWrong):
        noted(old)


# -- edits ---------------------------------------------------------------------------------------------------


@pytest.fixture
def unguarded(sqlite_shop: Context) -> Context:
    """A shop with rows, whose triggers somebody took away."""
    noted(sqlite_shop, 5)
    triggers = fetch(
        sqlite_shop.database, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    )
    for (name,) in triggers:
        run(sqlite_shop.database, f"DROP TRIGGER {name}")
    return sqlite_shop


def spoil(ctx: Context, edit: str) -> None:
    run(ctx.database, edit.replace("LAST", "(SELECT MAX(seq) FROM audit)"))


@pytest.mark.parametrize(
    ("edit", "flaws"),
    [
        ("UPDATE audit SET operator_id = 3 WHERE seq = LAST - 2", {Flaw.CHANGED}),
        ("UPDATE audit SET subject = '{}' WHERE seq = LAST - 2", {Flaw.CHANGED}),
        (
            "UPDATE audit SET happened_at = '2026-01-01T10:00:00.000000+00:00' WHERE seq = LAST",
            {Flaw.CHANGED},
        ),
        ("DELETE FROM audit WHERE seq = LAST - 2", {Flaw.MISSING}),
        ("DELETE FROM audit WHERE seq = LAST", {Flaw.CUT}),
        ("UPDATE audit SET seq = -seq WHERE seq IN (2, 3)", {Flaw.MISSING, Flaw.OUTSIDE}),
        (
            "INSERT INTO audit (store_id, till_id, operator_id, use_case, subject, happened_at)"
            " SELECT store_id, till_id, operator_id, use_case, subject, happened_at FROM audit WHERE seq = 1",
            {Flaw.OUTSIDE},
        ),
        ("UPDATE audit_chain SET last_seq = last_seq - 1", {Flaw.HEAD}),
        ("UPDATE audit_chain SET last_hash = ''", {Flaw.HEAD}),
        ("UPDATE audit_chain SET rows_before = 1", {Flaw.EARLIER}),
        ("UPDATE audit_chain SET key_fingerprint = 'another'", {Flaw.WRONG_KEY}),
    ],
)
def test_an_edit_by_sql_is_found(unguarded: Context, edit: str, flaws: set[Flaw]) -> None:
    spoil(unguarded, edit)

    assert {each.flaw for each in read(unguarded, DEMO_KEY).findings} == flaws
    twelve = next(each for each in invariants.check_all(unguarded.database, DEMO_KEY) if each.code == "I12")
    assert twelve.failed and twelve.examples


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE FROM audit_chain",
        "UPDATE audit SET operation = NULL WHERE seq = LAST",
        "UPDATE audit SET operation = 'nobody asked' WHERE seq = LAST",
    ],
)
def test_a_headless_chain_and_an_operation_nobody_told_break_the_invariant(
    unguarded: Context, edit: str
) -> None:
    spoil(unguarded, edit)

    twelve = next(each for each in invariants.check_all(unguarded.database) if each.code == "I12")
    assert twelve.failed


def test_emptying_a_subject_with_its_person_breaks_nothing(young: Context) -> None:
    noted(young, 2)
    keyed = begin(young)
    noted(keyed, 2)
    rows = fetch(keyed.database, "SELECT id, subject, subject_hash FROM audit ORDER BY id")

    for id_, subject, hashed in rows:
        assert hashed == subject_hash(subject)
        run(keyed.database, "UPDATE audit SET subject = '' WHERE id = ?", (id_,))

    report = read(keyed, KEY)
    assert (report.findings, report.redacted) == ((), 2)


# -- many at once --------------------------------------------------------------------------------------------


def at_once(ctx: Context, *acts: object) -> list[BaseException]:
    """Runs them on threads of their own, each with its own connection."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(acts))

    def perform(act: object) -> None:
        try:
            with ctx.connected():
                barrier.wait()
                act()  # type: ignore[operator]
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=perform, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_many_tills_write_one_chain(shop: Context) -> None:
    before = len(numbers(shop))

    assert at_once(shop, *[lambda: noted(shop, ROUNDS)] * TILLS) == []

    assert sorted(each or 0 for each in numbers(shop)) == list(range(1, before + TILLS * ROUNDS + 1))
    assert read(shop).findings == ()


def test_what_people_do_at_once_is_one_chain_too(shop: Context) -> None:
    """Sales of customers of their own take locks of their own before the head."""
    buyers = [a_customer(shop, f"Freguês {letter}") for letter in "ABCD"]

    acts = [lambda buyer=buyer: [a_sale(shop, buyer) for _ in range(3)] for buyer in buyers]
    assert at_once(shop, *acts) == []

    assert read(shop).findings == ()
    assert all(not each.failed for each in invariants.check_all(shop.database))


def test_the_chain_begins_once_while_others_write(young: Context) -> None:
    """Whoever writes at that moment is either before the first seal or in the chain, never beside it."""
    keyed = replace(young, audit_key=KEY)
    begins = [lambda: begin(young)] * 2

    failures = at_once(young, *begins, *[lambda: noted(keyed, ROUNDS)] * 3)

    assert [type(each) for each in failures] == [ChainBegunAlready]
    report = read(keyed, KEY)
    assert report.findings == ()
    assert report.checked + report.earlier == 3 * ROUNDS


def test_the_chain_costs_two_statements(sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the head and moving it; the row itself was written before there was a chain, too."""
    statements: list[str] = []
    execute = sqlite_shop.database.execute_sql

    def noting(sql: str, params: object = None) -> object:
        statements.append(sql)
        return execute(sql, params)

    monkeypatch.setattr(sqlite_shop.database, "execute_sql", noting)
    noted(sqlite_shop)

    about_audit = [sql for sql in statements if "audit" in sql]
    assert [sql.split(" ")[0] for sql in about_audit] == ["SELECT", "INSERT", "UPDATE"]
    assert statements.index(about_audit[0]) > max(
        place for place, sql in enumerate(statements) if '"operation"' in sql.split("(")[0]
    )


def test_nothing_secret_is_in_the_database(young: Context, tmp_path: Path) -> None:
    noted(begin(young))

    kept = fetch(young.database, "SELECT key_fingerprint, key_source FROM audit_chain")
    assert kept == [(KEY.fingerprint, "asked")]
    if (tmp_path / "nova").exists():
        content = b"".join(file.read_bytes() for file in (tmp_path / "nova").iterdir() if file.is_file())
        assert KEY.value not in content and KEY.value.hex().encode() not in content


def test_the_public_key_is_only_for_show(shop_folder: Path) -> None:
    ctx = open_shop(shop_folder)
    assert ctx.audit_key == DEMO_KEY
    with ctx.connected():
        run(ctx.database, "UPDATE audit_chain SET key_source = 'keyring'")
        assert session.context(ctx.database, ctx.clock).audit_key is None
