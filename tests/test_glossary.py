"""The glossary is closed: every public class of the rules and of the tables stands in it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossario.md").read_text(encoding="utf-8")


def public_classes() -> Iterator[str]:
    for folder in ("crediario/domain", "crediario/db/models"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name


@pytest.mark.parametrize("name", sorted(set(public_classes())))
def test_every_public_class_is_in_the_glossary(name: str) -> None:
    assert f"`{name}`" in GLOSSARY
