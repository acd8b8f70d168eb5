"""What SQLite's log says of itself: how often something was committed to it, and how much was written.

At ``synchronous = FULL`` the engine syncs the log once for each commit, so that counting commits counts syncs
wherever the system's calls cannot be watched. Only the main file must never be read by path while it is open.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from crediario.db.connection import SHOP_FILE

_HEADER, _FRAME = struct.Struct(">IIIIIIII"), struct.Struct(">IIIIII")


def commits(folder: Path) -> int:
    """Commits in the log of the shop in that folder, since the log was last begun anew."""
    return sum(size > 0 for size in _sizes(folder))


def frames(folder: Path) -> int:
    """Pages written to that log since it was last begun anew."""
    return sum(1 for _ in _sizes(folder))


def _sizes(folder: Path) -> Iterator[int]:
    """Of each frame: the file's size in pages where it ends a commit, else 0."""
    log = (folder / f"{SHOP_FILE}-wal").read_bytes()
    if len(log) < _HEADER.size:
        return
    _, _, page, _, *salts, _, _ = _HEADER.unpack_from(log)
    for at in range(_HEADER.size, len(log) - _FRAME.size - page + 1, _FRAME.size + page):
        _, size, *own, _, _ = _FRAME.unpack_from(log, at)
        if own != salts:
            # Left of an earlier log, whose place this one has not taken yet.
            return
        yield size
