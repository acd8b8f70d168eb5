"""Texts kept beside the tests and compared; `make snapshots` writes them anew."""

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "snapshots"


def assert_matches_snapshot(name: str, text: str) -> None:
    """Compare ``text`` with ``tests/snapshots/<name>.txt``; with UPDATE_SNAPSHOTS=1 write it instead."""
    kept = FOLDER / f"{name}.txt"
    text = text.rstrip("\n") + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, encoding="utf-8")
        return
    assert kept.exists(), f"no snapshot {kept.relative_to(FOLDER.parents[1])}; make snapshots writes it"
    before = kept.read_text(encoding="utf-8")
    difference = "\n".join(
        difflib.unified_diff(before.splitlines(), text.splitlines(), "kept", "now", lineterm="")
    )
    assert before == text, f"{name} changed; review it, then make snapshots\n{difference}"
