"""Every rule a docstring points to stands in the rules page, and every file that page names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "regras.md").read_text(encoding="utf-8")
ANCHORS = set(re.findall(r'<a id="([a-z0-9-]+)"></a>', PAGE))


def test_every_rule_named_in_the_code_is_described() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "crediario").rglob("*.py")]
    named = {anchor for source in sources for anchor in re.findall(r"docs/regras\.md#([a-z0-9-]+)", source)}
    assert named <= ANCHORS
    assert len(named) > 20


def test_every_file_and_link_of_the_page_exists() -> None:
    files = re.findall(r"`((?:crediario|tests)/[\w/.]+)`", PAGE)
    assert files
    assert [name for name in files if not (ROOT / name).exists()] == []
    assert set(re.findall(r"\]\(#([a-z0-9-]+)\)", PAGE)) <= ANCHORS
