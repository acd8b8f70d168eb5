"""Before anybody signs in: the key is made and noted, found, asked for, or made anew by an owner."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario import session
from crediario.db.audit_chain import keeping
from crediario.domain.audit_chain import AuditKey
from crediario.domain.recovery_code import recovery_code
from crediario.gateways.clock import FixedClock
from crediario.gateways.secrets import ENVIRONMENT, MemoryKeys
from crediario.services import audit, setup
from crediario.services.core import Context
from crediario.services.users import SignIn, sign_in
from crediario.ui.audit.key_pages import AskCodePage, NewCodePage
from crediario.ui.setup.assistant import AssistantPage
from crediario.ui.setup.sign_in import SignInPage
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from tests.services.test_setup import ORDER
from tests.support.shop import CHEAP, MOMENT, new_id
from tests.ui.support import FakeDialogs


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Context]:
    """A shop that nobody set up."""
    ctx = replace(session.create_place(tmp_path / "loja", FixedClock(MOMENT)), passwords=CHEAP)
    with ctx.connected():
        yield ctx


@pytest.fixture
def real(empty: Context) -> Context:
    """A shop somebody set up, as an older version leaves it: nothing is sealed."""
    setup.set_up_shop(empty, ORDER)
    return empty


@pytest.fixture
def opens(qtbot: QtBot) -> Iterator[object]:
    """Opens the window on a shop, with what this computer keeps."""
    made: list[ShopWindow] = []

    def open_window(ctx: Context, keys: MemoryKeys) -> ShopWindow:
        window = ShopWindow(ctx, Tasks(ctx, inline=True), FakeDialogs(), keys=keys)
        made.append(window)
        window.begin()
        QApplication.processEvents()
        return window

    yield open_window
    for window in made:
        window.close()
        shiboken6.delete(window)


def noted(window: ShopWindow) -> AuditKey:
    """Somebody notes the code; gives back the key."""
    page = window.current
    assert isinstance(page, NewCodePage)
    code = page.code.accessibleName()
    page.noted.click()
    return audit.key_from_code(code)


def enters(window: ShopWindow) -> Context:
    """The owner signs in; the context of the screens."""
    assert isinstance(window.current, SignInPage)
    signed_in = sign_in(window.current.shell.ctx, SignIn(new_id(), 1, "141421"))
    window.let_in(signed_in.operator)
    assert window.shell is not None
    return window.shell.ctx


def test_the_key_is_made_shown_once_and_kept_by_the_system(opens: object, real: Context) -> None:
    keys = MemoryKeys()
    window = opens(real, keys)  # type: ignore[operator]
    assert keeping(real.database) is None, "nothing is sealed before the code is noted"

    key = noted(window)

    kept = keeping(real.database)
    assert kept is not None and (kept.source, kept.fingerprint) == ("keyring", key.fingerprint)
    assert keys.find(key.fingerprint) == key.value
    ctx = enters(window)
    report = audit.check_audit(ctx)
    assert report is not None and report.sealed and report.findings == ()
    again = session.keyed(replace(real, audit_key=None), keys)
    assert isinstance(opens(again, keys).current, SignInPage)  # type: ignore[operator]


def test_a_new_shop_gets_its_key_when_it_is_set_up(opens: object, empty: Context) -> None:
    window = opens(empty, MemoryKeys())  # type: ignore[operator]
    assert isinstance(window.current, AssistantPage)
    window._ready(setup.set_up_shop(empty, ORDER))

    noted(window)
    enters(window)


def test_where_no_keyring_is_the_code_is_asked_for_at_each_start(opens: object, real: Context) -> None:
    full = MemoryKeys(full=True)
    key = noted(opens(real, full))  # type: ignore[operator]
    kept = keeping(real.database)
    assert kept is not None and kept.source == "asked"

    window = opens(real, full)  # type: ignore[operator]
    page = window.current
    assert isinstance(page, AskCodePage)
    for wrong in ("ABC", "0" * 54, recovery_code(AuditKey(bytes(32)))):
        page.code.setText(wrong)
        page.go_on.click()
        assert window.current is page
    page.code.setText(recovery_code(key).lower())
    page.go_on.click()

    assert enters(window).audit_key == key


def test_another_computer_keeps_the_code_once_it_was_typed(opens: object, real: Context) -> None:
    key = noted(opens(real, MemoryKeys()))  # type: ignore[operator]
    elsewhere = MemoryKeys()

    window = opens(real, elsewhere)  # type: ignore[operator]
    page = window.current
    assert isinstance(page, AskCodePage)
    page.code.setText(recovery_code(key))
    page.go_on.click()

    assert elsewhere.find(key.fingerprint) == key.value
    assert isinstance(window.current, SignInPage)


def test_a_lost_code_is_replaced_by_an_owner(opens: object, real: Context) -> None:
    old = noted(opens(real, MemoryKeys(full=True)))  # type: ignore[operator]

    window = opens(real, MemoryKeys(full=True))  # type: ignore[operator]
    page = window.current
    assert isinstance(page, AskCodePage)
    page.lost.click()
    page.number.set_value(1)
    page.password.setText("adivinhando")
    page.restart.click()
    assert window.current is page
    kept = keeping(real.database)
    assert kept is not None and kept.fingerprint == old.fingerprint
    page.password.setText(ORDER.person.password)
    page.restart.click()
    new = noted(window)

    assert new != old
    ctx = enters(window)
    report = audit.check_audit(ctx)
    assert report is not None and report.sealed and report.findings == ()


def test_two_windows_at_once_make_one_key(opens: object, real: Context) -> None:
    first, second = (opens(real, MemoryKeys()) for _ in range(2))  # type: ignore[operator]
    key = noted(first)

    noted(second)

    assert isinstance(second.current, AskCodePage)
    kept = keeping(real.database)
    assert kept is not None and kept.fingerprint == key.fingerprint
