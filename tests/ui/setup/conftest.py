from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crediario import session
from crediario.gateways.clock import FixedClock
from tests.support import shop
from tests.ui.setup.desks import Desk, make_desk


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop of the tests, made once."""
    place = tmp_path_factory.mktemp("setup") / "loja"
    shop.build_shop(place)
    return place


@pytest.fixture
def desk(qapp: QApplication, built: Path, tmp_path: Path) -> Iterator[Desk]:
    """A window on a copy of that shop, nobody signed in."""
    from crediario.db import connection

    source = shop.open_shop(built)
    place = tmp_path / "loja"
    place.mkdir()
    with source.connected():
        connection.copy_to(source.database, place)
    ctx = replace(session.open_place(place, FixedClock(shop.MOMENT)), passwords=shop.CHEAP)
    with ctx.connected():
        made = make_desk(ctx)
        yield made
        made.window.close()


@pytest.fixture
def new_place(tmp_path: Path) -> Iterator[Desk]:
    """A window on a shop that nobody set up yet."""
    ctx = replace(session.create_place(tmp_path / "loja", FixedClock(shop.MOMENT)), passwords=shop.CHEAP)
    with ctx.connected():
        made = make_desk(ctx)
        yield made
        made.window.close()
