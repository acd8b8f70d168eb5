"""What a folder may hold and import, beyond the contracts of import-linter in pyproject.toml."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "crediario"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

PURE_LIBRARIES = {"validate_docbr", "holidays", "rapidfuzz"}
DOCUMENTED_LAYERS = ("domain/", "services/", "documents/", "gateways/")
CLOCKLESS_LAYERS = ("domain/", "services/", "documents/", "db/")
THEME = {"ui/theme.py", "ui/stylesheet.py"}


def modules_in(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    return ((name, tree) for name, tree in TREES.items() if name.startswith(folders))


def imported_by(tree: ast.Module) -> set[str]:
    """Every module the tree imports, wherever in the file, as full names."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return names | {f"{node.module}.{alias.name}" for node in froms for alias in node.names}


def docstrings_of(tree: ast.Module) -> set[ast.expr]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, holders)]
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


def words_in(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every text constant that is no docstring."""
    skipped = docstrings_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node


def test_the_rules_import_only_the_standard_library_and_the_pure_ones() -> None:
    allowed = sys.stdlib_module_names | PURE_LIBRARIES
    foreign = [
        f"{name}: {module}"
        for name, tree in modules_in("domain/")
        for module in imported_by(tree)
        if module.split(".")[0] not in allowed and not module.startswith("crediario.domain")
    ]
    assert not foreign


def test_raw_sql_stands_only_in_the_database_layer() -> None:
    raw = {"peewee.SQL", "peewee.fn", "peewee.RawQuery"}
    found = [
        f"{name}: {what}"
        for name, tree in TREES.items()
        if not name.startswith("db/")
        for what in (imported_by(tree) & raw) | (attributes_of(tree) & {"execute_sql", "raw", "SQL", "fn"})
    ]
    assert not found


def attributes_of(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_only_one_driver_opens_shops() -> None:
    other_drivers = {"sqlite3", "apsw", "psycopg2"}
    found = [f"{name}: {m}" for name, tree in TREES.items() for m in imported_by(tree) if m in other_drivers]
    assert not found


def test_no_rule_reads_the_clock() -> None:
    readings = {
        ("date", "today"),
        ("datetime", "today"),
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("time", "time"),
    }
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules_in(*CLOCKLESS_LAYERS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr) in readings
    ]
    assert not found, "dates are arguments; the clock is a gateway"


def test_hours_are_told_by_the_shops_clock_not_the_computers() -> None:
    """``astimezone()`` with nothing in it is the computer's zone: only clocks are made so."""
    clocks = {"gateways/clock.py", "session.py", "demo/place.py"}
    found = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if name not in clocks
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "astimezone"
        and not (node.args or node.keywords)
    ]
    assert not found, "ask crediario.gateways.clock.at_shop"


def test_what_others_call_says_what_it_means() -> None:
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules_in(*DOCUMENTED_LAYERS)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent


def test_colours_and_pixel_sizes_stand_in_the_theme() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\b\d+px\b|\brgba?\(")
    found = [
        f"{name}:{node.lineno} {node.value!r}"
        for name, tree in modules_in("ui/")
        if name not in THEME
        for node in words_in(tree)
        if literal.search(node.value)
    ]
    assert not found


def test_nothing_is_left_open() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error")))
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*MODULES.values(), *(ROOT / "tests").rglob("*.py")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if marks.search(line)
    ]
    assert not found


def test_lock_files_pin_with_hashes_and_name_no_place() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        pins = re.findall(r"^[A-Za-z0-9_.-]+==\S+", text, re.MULTILINE)
        assert len(pins) > 10
        assert len(re.findall(r"^[^ #\n]", text, re.MULTILINE)) == len(pins), "only pins, no options"
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text


def test_every_file_in_git_is_free_of_registry_addresses() -> None:
    address = r"--(?:extra-)?index-url|https?://[^ \"]*/sim" + r"ple([/\" ]|$)"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone")
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in files if path.is_file()}
    assert [path.name for path, text in texts.items() if re.search(address, text, re.MULTILINE)] == []


def test_every_feature_of_the_screens_is_in_the_contract() -> None:
    shared = {"messages", "tour", "widgets", "wizard"}
    folders = {path.parent.name for path in (PACKAGE / "ui").glob("*/__init__.py")} - shared
    contract = next(
        c
        for c in PYPROJECT["tool"]["importlinter"]["contracts"]
        if c["name"].startswith("Features of the screens")
    )
    assert set(contract["modules"]) == {f"crediario.ui.{folder}" for folder in folders}


def dotted(name: str) -> str:
    """``ui/cash/desk.py`` as it is imported."""
    return "crediario." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_no_modules_of_the_screens_import_each_other_in_a_circle() -> None:
    """Imports for the types alone count too: what two modules need of each other belongs below both."""
    screens = {dotted(name): imported_by(tree) for name, tree in modules_in("ui/")}
    known = {
        module: {
            found for each in imports for found in (each, each.rpartition(".")[0]) if found in screens
        } - {module}
        for module, imports in screens.items()
    }  # fmt: skip
    TopologicalSorter(known).prepare()  # CycleError names the circle


@pytest.mark.parametrize("module", ["crediario.cli", "crediario.demo", "crediario.ui.messages"])
def test_the_command_line_needs_no_qt(module: str) -> None:
    blocked = f"import sys; sys.modules['PySide6'] = None; import {module}"
    finished = subprocess.run(
        [sys.executable, "-c", blocked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
