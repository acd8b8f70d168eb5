"""The shop of the tests as fixtures: made once for each engine, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crediario.services.core import Context
from tests.support.postgres import PostgresServer
from tests.support.shop import build_shop, open_shop

TEMPLATE = "shop_template"


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a shop nobody has open, to be copied."""
    folder = tmp_path_factory.mktemp("shop") / "loja"
    build_shop(folder)
    return folder


@pytest.fixture(scope="session")
def shop_database(postgres_server: PostgresServer) -> str:
    """The name of a PostgreSQL database nobody has open, to be copied."""
    build_shop(postgres_server.create_database(TEMPLATE))
    return TEMPLATE


@pytest.fixture
def shop_folder(shop_file: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    return Path(shutil.copytree(shop_file, tmp_path / "loja"))


@pytest.fixture
def sqlite_shop(shop_folder: Path) -> Iterator[Context]:
    """A shop on SQLite, connected, its owner at the keyboard."""
    ctx = open_shop(shop_folder)
    with ctx.connected():
        yield ctx


@pytest.fixture
def postgres_shop(shop_database: str, postgres_server: PostgresServer) -> Iterator[Context]:
    """A shop on PostgreSQL, connected, its owner at the keyboard."""
    ctx = open_shop(postgres_server.create_database("shop_copy", shop_database))
    with ctx.connected():
        yield ctx
    postgres_server.drop_database("shop_copy")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shop(request: pytest.FixtureRequest) -> Context:
    """A shop on each engine: what use cases promise they promise on both."""
    ctx: Context = request.getfixturevalue(f"{request.param}_shop")
    return ctx
