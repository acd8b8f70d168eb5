"""Temporary files of a run stand in memory where there is room.

A shop of the tests is synced to the disk at every commit, as a real one is. In memory the engine asks for
the same, and nothing has to wait for it.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 — folders in it are made by mkdtemp and pytest, closed to others
#: A whole run keeps some hundred megabytes: folders of tests that passed go at once.
ROOM = 4 * 1024**3


def keep_in_memory() -> None:
    """Sends every temporary file of this run and its children there; a ``TMPDIR`` that was chosen stands."""
    if "TMPDIR" not in os.environ and _has_room(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def _has_room(folder: Path) -> bool:
    """Whether files can be written there, programs be run from there, and both fit."""
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        return False
    return not os.statvfs(folder).f_flag & os.ST_NOEXEC and shutil.disk_usage(folder).free >= ROOM
