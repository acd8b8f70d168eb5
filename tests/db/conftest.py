"""What the tests of the checks have in common: each module makes its own ``unguarded_file``."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crediario.services.core import Context
from tests.support.unguarded import forgiving


@pytest.fixture
def unguarded(unguarded_file: Path, tmp_path: Path) -> Iterator[Context]:
    """A copy of the module's shop without guards, connected, that also forgives what constraints forbid."""
    with forgiving(unguarded_file, tmp_path / "loja") as ctx:
        yield ctx
