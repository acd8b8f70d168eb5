"""A shop without its guards: its rows can be spoilt, for the invariants to notice."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crediario.services.core import Context
from tests.support.shop import open_shop


def without_guards(template: Path, folder: Path, work: Callable[[Context], object]) -> Path:
    """A copy of the template shop that did some work and lost its triggers; closed, to be copied."""
    ctx = open_shop(shutil.copytree(template, folder))
    with ctx.connected():
        work(ctx)
        names = ctx.database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            ctx.database.execute_sql(f"DROP TRIGGER {name}")
    return folder


@contextmanager
def forgiving(template: Path, folder: Path) -> Iterator[Context]:
    """A copy of it, connected, that also forgives what constraints forbid."""
    ctx = open_shop(shutil.copytree(template, folder))
    with ctx.connected():
        for pragma in ("ignore_check_constraints = 1", "foreign_keys = 0"):
            ctx.database.execute_sql(f"PRAGMA {pragma}")
        yield ctx
