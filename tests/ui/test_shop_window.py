from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from crediario.services.core import Context
from crediario.services.setup import ShopReady
from crediario.ui.importing.wizard import ImportScreen
from crediario.ui.navigation import Home
from crediario.ui.setup.sign_in import SignInPage
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from tests.support.shop import MANAGER, as_person, system
from tests.ui.support import FakeDialogs


@pytest.fixture
def window(qapp: QApplication, sqlite_shop: Context) -> Iterator[ShopWindow]:
    nobody = system(sqlite_shop)
    made = ShopWindow(nobody, Tasks(nobody, inline=True), FakeDialogs())
    made.begin()
    yield made
    made.close()
    # Now, not at the end of the run: every window still alive is dressed again before each test.
    shiboken6.delete(made)


def test_a_shop_that_is_set_up_asks_who_is_there(window: ShopWindow, sqlite_shop: Context) -> None:
    assert isinstance(window.current, SignInPage)
    window.let_in(sqlite_shop.operator)
    assert isinstance(window.here, Home)


def test_whoever_wished_it_in_the_first_run_brings_the_portfolio_once(
    window: ShopWindow, sqlite_shop: Context
) -> None:
    window._bring(ShopReady(1, "Aurora Rocha"))
    assert isinstance(window.current, SignInPage)
    window.let_in(sqlite_shop.operator)
    assert isinstance(window.current, ImportScreen)
    window.ask_who()
    window.let_in(as_person(sqlite_shop, MANAGER).operator)
    assert isinstance(window.here, Home)
