"""The audit as its viewer asks for it, the head papers print, and the key: begun, lost, begun again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from crediario import session
from crediario.db.audit_chain import AuditKeyMissing, AuditKeyWrong, ChainBegunAlready
from crediario.db.models import Operation
from crediario.db.statements import fetch, run
from crediario.domain.audit_chain import DEMO_KEY, KEY_BYTES, AuditKey
from crediario.domain.money import Money
from crediario.domain.recovery_code import RecoveryCodeWrong, recovery_code
from crediario.gateways.clock import FixedClock
from crediario.gateways.secrets import ENVIRONMENT, MemoryKeys
from crediario.services import audit, checking, setup
from crediario.services.audit import AuditFilter, AuditLine, Flaw, Noted
from crediario.services.core import Cancelled, Context, PasswordNeeded, PermissionDenied, Progress
from crediario.services.users import PasswordCheck, SignIn, WrongPin, check_password, sign_in
from tests.services.test_setup import ORDER
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.postgres import PostgresServer
from tests.support.shop import (
    CASHIER,
    CHEAP,
    MANAGER,
    MOMENT,
    OWNER,
    PASSWORDS,
    TODAY,
    as_person,
    new_id,
    on_day,
    system,
    unproven,
)

KEY, OTHER = AuditKey(bytes(range(KEY_BYTES))), AuditKey(bytes(KEY_BYTES))


def lines(ctx: Context, **wanted: object) -> tuple[AuditLine, ...]:
    return audit.audit_page(ctx, AuditFilter(**wanted)).rows  # type: ignore[arg-type]


def names(found: tuple[AuditLine, ...]) -> list[str]:
    return [each.use_case for each in found]


@pytest.fixture
def maria(shop: Context) -> int:
    return a_customer(shop)


def test_the_newest_row_is_first_and_says_who_where_and_what(shop: Context, maria: int) -> None:
    sale = a_sale(shop, maria)

    row = lines(shop)[0]

    assert (row.use_case, row.refused, row.person) == ("register_sale", "", "Aurora Rocha")
    assert (row.moment, row.store_code, row.till_number) == (MOMENT, 2, 2)
    assert (row.customer_id, row.customer, row.missing) == (maria, "Maria das Dores Silva", 0)
    said = {each.path: each.value for each in row.subject}
    assert said[("terms", "price")] == Money(300_00)
    assert ("request_id",) not in said
    assert {each.path: each.value for each in row.answer}[("sale_id",)] == sale.sale_id
    assert len(row.seal) == 8 and not row.redacted


def test_pages_follow_each_other_without_a_gap(shop: Context, maria: int) -> None:
    for _ in range(5):
        a_sale(shop, maria)
    whole = lines(shop, limit=1000)

    found: list[AuditLine] = []
    after: int | None = None
    while True:
        page = audit.audit_page(shop, AuditFilter(after=after, limit=3))
        found += page.rows
        after = page.next_after
        if after is None:
            break

    assert tuple(found) == whole
    assert [each.seq for each in whole] == list(range(len(whole), 0, -1))


def test_rows_are_found_by_person_period_and_what(shop: Context, maria: int) -> None:
    joana = as_person(shop, CASHIER)
    on_day(shop, TODAY + timedelta(days=3))
    a_sale(joana, maria)
    on_day(shop, TODAY + timedelta(days=5))
    a_payment(joana, maria)

    by_her = lines(shop, operator_id=joana.operator.id)
    assert names(by_her) == ["receive_payment", "register_sale"]
    day = TODAY + timedelta(days=3)
    assert names(lines(shop, since=day, until=day)) == ["register_sale"]
    assert names(lines(shop, since=day)) == ["receive_payment", "register_sale"]
    assert "register_sale" not in names(lines(shop, until=TODAY))
    assert names(lines(shop, use_cases=("receive_payment", "roll_day"))) == ["receive_payment"]
    assert all(not each.missing for each in by_her)


def test_what_was_refused_is_found_with_what_was_asked(shop: Context) -> None:
    with pytest.raises(WrongPin):
        sign_in(system(shop), SignIn(new_id(), CASHIER, "000001"))

    row = lines(shop, use_cases=("sign_in",))[0]
    assert (row.use_case, row.refused) == ("sign_in", "wrong_pin")


def test_everything_about_a_customer_is_found(shop: Context, maria: int) -> None:
    other = a_customer(shop, "José Antônio Souza")
    a_sale(shop, other)
    a_sale(shop, maria)
    paid = a_payment(shop, maria)
    a_reversal(shop, paid.payment_id)

    found = lines(shop, customer_id=maria)

    assert names(found) == ["reverse_payment", "receive_payment", "register_sale", "register_customer"]
    assert {each.customer_id for each in found} == {maria}


def test_a_missing_row_is_shown_where_it_should_stand(sqlite_shop: Context) -> None:
    maria = a_customer(sqlite_shop)
    for _ in range(4):
        a_sale(sqlite_shop, maria)
    for trigger in fetch(sqlite_shop.database, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        sqlite_shop.database.execute_sql(f"DROP TRIGGER {trigger[0]}")
    last = lines(sqlite_shop)[0].seq or 0
    run(sqlite_shop.database, "DELETE FROM audit WHERE seq IN (?, ?)", (last - 1, last - 2))

    assert [each.missing for each in lines(sqlite_shop)[:2]] == [2, 0]
    assert [each.missing for each in lines(sqlite_shop, limit=1)] == [2]
    assert not any(each.missing for each in lines(sqlite_shop, customer_id=maria))
    report = audit.check_audit(sqlite_shop)
    assert report is not None
    assert [(each.flaw, each.first, each.last) for each in report.findings] == [
        (Flaw.MISSING, last - 2, last - 1)
    ]


def test_a_redacted_row_says_so(sqlite_shop: Context) -> None:
    a_customer(sqlite_shop)
    newest = lines(sqlite_shop)[0]
    run(sqlite_shop.database, "UPDATE audit SET subject = '' WHERE id = ?", (newest.id,))

    row = lines(sqlite_shop)[0]
    assert (row.redacted, row.subject) == (True, ())


def test_only_owner_and_manager_look(shop: Context) -> None:
    assert lines(as_person(shop, MANAGER))
    for asked in (
        lines,
        audit.audit_head,
        audit.audit_people,
        audit.check_audit,
        lambda ctx: audit.compare_note(ctx, "1-00000000"),
    ):
        with pytest.raises(PermissionDenied):
            asked(as_person(shop, CASHIER))


# -- head and check ------------------------------------------------------------------------------------------


def test_a_head_noted_on_paper_is_compared(shop: Context, maria: int) -> None:
    noted = audit.audit_head(shop).noted
    a_sale(shop, maria)

    assert audit.compare_note(shop, noted) is Noted.SAME
    assert audit.compare_note(shop, f" {noted.upper()} ") is Noted.SAME
    number, _, _ = noted.partition("-")
    assert audit.compare_note(shop, f"{number}-00000000") is Noted.DIFFERENT
    assert audit.compare_note(shop, "999999-00000000") is Noted.GONE


@pytest.mark.parametrize(
    "text", ["", "12", "-9f3a01c7", "12-", "doze-9f3a01c7", f"{'9' * 30}-9f3a01c7", "²-9f3a"]
)
def test_what_is_no_note_is_refused(shop: Context, text: str) -> None:
    with pytest.raises(audit.NotANotedHead):
        audit.compare_note(shop, text)


def test_checking_tells_how_far_it_is_and_can_be_stopped(shop: Context, maria: int) -> None:
    told: list[Progress] = []
    report = audit.check_audit(shop, report=told.append)

    assert report is not None and report.findings == () and report.sealed
    assert told[-1].done == told[-1].total == report.checked

    def stop(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        audit.check_audit(shop, report=stop)


def test_the_check_says_how_far_it_looked(shop: Context) -> None:
    found = checking.check_shop(shop).audit
    assert found == checking.AuditCheck(True, True, 0, audit.audit_head(shop).noted)


# -- the key -------------------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Context]:
    """A shop that somebody has just set up; its chain has not begun."""
    place: str | Path = tmp_path / "nova"
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        place = server.create_database("key_shop")
    ctx = replace(session.create_place(place, FixedClock(MOMENT)), passwords=CHEAP)
    with ctx.connected():
        setup.set_up_shop(ctx, ORDER)
        yield ctx


def begun(ctx: Context) -> Context:
    keyed = replace(ctx, audit_key=KEY)
    audit.begin_audit(keyed, audit.BeginAudit(new_id(), "asked"))
    return keyed


def test_a_shop_gets_its_key_once(new_shop: Context) -> None:
    assert audit.audit_key_state(new_shop) == audit.KeyState("", at_hand=False, set_up=True)
    assert audit.check_audit(new_shop) is None
    assert audit.audit_head(new_shop).seq == 0
    with pytest.raises(AuditKeyMissing):
        audit.begin_audit(new_shop, audit.BeginAudit(new_id(), "asked"))

    keyed = begun(new_shop)

    assert audit.audit_key_state(keyed) == audit.KeyState("asked", at_hand=True, set_up=True)
    assert audit.audit_key_state(new_shop) == audit.KeyState("asked", at_hand=False, set_up=True)
    report = audit.check_audit(keyed)
    assert report is not None and (report.earlier, report.checked, report.findings) == (1, 1, ())
    with pytest.raises(ChainBegunAlready):
        audit.begin_audit(keyed, audit.BeginAudit(new_id(), "asked"))


def test_another_till_types_the_code(new_shop: Context) -> None:
    begun(new_shop)

    assert audit.check_code(new_shop, recovery_code(KEY).lower()) == KEY
    with pytest.raises(AuditKeyWrong):
        audit.check_code(new_shop, recovery_code(OTHER))
    with pytest.raises(RecoveryCodeWrong):
        audit.check_code(new_shop, "0" * 54)


def test_without_the_key_the_check_says_what_it_left_out(new_shop: Context) -> None:
    begun(new_shop)

    report = checking.check_shop(new_shop)
    assert report.ok
    assert report.audit is not None and not report.audit.sealed


def test_an_owner_goes_on_with_another_key(new_shop: Context) -> None:
    old = begun(new_shop)
    keyed = replace(new_shop, audit_key=OTHER)
    wrong = audit.RestartAudit(new_id(), "asked", 1, "not the password")
    with pytest.raises(audit.NotTheOwner):
        audit.restart_audit(keyed, wrong)
    with pytest.raises(audit.NotTheOwner):
        audit.restart_audit(keyed, replace(wrong, request_id=new_id(), number=77))
    assert audit.check_audit(old) is not None

    audit.restart_audit(keyed, audit.RestartAudit(new_id(), "keyring", 1, ORDER.person.password))

    report = audit.check_audit(keyed)
    assert report is not None and (report.earlier, report.checked, report.findings) == (2, 1, ())
    assert audit.audit_page(keyed, AuditFilter()).rows[0].use_case == "restart_audit"
    with pytest.raises(AuditKeyWrong):
        audit.show_code(old, audit.ShowCode(new_id()))


def test_the_code_is_shown_to_an_owner_with_the_password_and_kept_nowhere(shop: Context) -> None:
    with pytest.raises(PermissionDenied):
        audit.show_code(as_person(shop, MANAGER), audit.ShowCode(new_id()))
    owner = unproven(shop)
    with pytest.raises(PasswordNeeded):
        audit.show_code(owner, audit.ShowCode(new_id()))

    check_password(owner, PasswordCheck(new_id(), OWNER, PASSWORDS[OWNER]))
    order = audit.ShowCode(new_id())
    audit.show_code(owner, order)

    assert lines(shop)[0].use_case == "show_code"
    kept = Operation.get_by_id(order.request_id)
    assert recovery_code(DEMO_KEY) not in kept.result


# -- where the key is found ----------------------------------------------------------------------------------


def test_the_environment_comes_first_then_the_keyring_then_asking(
    new_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(new_shop)
    keys = MemoryKeys()
    asked: list[str] = []

    def ask() -> str:
        asked.append("")
        return recovery_code(KEY)

    monkeypatch.delenv(ENVIRONMENT, raising=False)
    assert session.keyed(new_shop, keys).audit_key is None
    assert session.keyed(new_shop, keys, lambda: "").audit_key is None
    assert session.keyed(new_shop, keys, ask).audit_key == KEY
    keys.keep(KEY.fingerprint, KEY.value)
    assert session.keyed(new_shop, keys, ask).audit_key == KEY
    assert len(asked) == 1
    monkeypatch.setenv(ENVIRONMENT, recovery_code(KEY))
    assert session.keyed(new_shop, MemoryKeys(), ask).audit_key == KEY
    assert len(asked) == 1
    monkeypatch.setenv(ENVIRONMENT, recovery_code(OTHER))
    with pytest.raises(AuditKeyWrong):
        session.keyed(new_shop, keys)


def test_a_demonstration_and_a_shop_without_a_chain_ask_nobody(
    shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, "no code at all")
    assert session.keyed(shop, MemoryKeys()).audit_key == DEMO_KEY


def test_a_command_reads_a_real_shop_without_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    ctx = replace(session.create_place(tmp_path / "loja", FixedClock(MOMENT)), passwords=CHEAP)
    with ctx.connected():
        setup.set_up_shop(ctx, ORDER)
        begun(ctx)

    with session.opened(tmp_path / "loja", date(2026, 8, 1)) as read:
        assert checking.check_shop(read).ok
        assert read.audit_key is None
