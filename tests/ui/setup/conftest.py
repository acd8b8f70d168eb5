from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crediario import session
from crediario.db import connection
from crediario.gateways.clock import FixedClock
from crediario.services.core import Context
from tests.support import shop
from tests.ui.setup.desks import Desk, make_desk, shut


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop of the tests, made once."""
    place = tmp_path_factory.mktemp("setup") / "loja"
    shop.build_shop(place)
    return place


@pytest.fixture
def shop_ctx(built: Path, tmp_path: Path) -> Iterator[Context]:
    """A copy of that shop, nobody signed in."""
    source = shop.open_shop(built)
    place = tmp_path / "loja"
    place.mkdir()
    with source.connected():
        connection.copy_to(source.database, place)
    ctx = replace(session.open_place(place, FixedClock(shop.MOMENT)), passwords=shop.CHEAP)
    with ctx.connected():
        yield ctx


@pytest.fixture
def desk(qapp: QApplication, shop_ctx: Context) -> Iterator[Desk]:
    """A window on that shop."""
    made = make_desk(shop_ctx)
    yield made
    shut(made)


@pytest.fixture
def new_ctx(tmp_path: Path) -> Iterator[Context]:
    """A shop that nobody set up yet."""
    ctx = replace(session.create_place(tmp_path / "loja", FixedClock(shop.MOMENT)), passwords=shop.CHEAP)
    with ctx.connected():
        yield ctx


@pytest.fixture
def new_place(qapp: QApplication, new_ctx: Context) -> Iterator[Desk]:
    """A window on that."""
    made = make_desk(new_ctx)
    yield made
    shut(made)
