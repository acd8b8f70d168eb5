"""What `pip install .` installs: the program, its resources inside it, its migrations as files."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from setuptools import build_meta; build_meta.build_{kind}(sys.argv[1])"


def built(kind: str, source: Path, target: Path) -> Path:
    """The archive setuptools makes of ``source``, without asking the network for anything."""
    command = [sys.executable, "-W", "ignore", "-c", BUILD.format(kind=kind), str(target)]
    finished = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return next(target.iterdir())


def files_below(folder: Path) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name for name in found if "__pycache__" not in name}


@pytest.fixture(scope="module")
def source_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: setuptools leaves its traces in the source tree."""
    copy = tmp_path_factory.mktemp("clone")
    for folder in ("crediario", "resources"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("main.py", "setup.py", "pyproject.toml", "MANIFEST.in", "LICENSE", "README.md"):
        shutil.copy(ROOT / file, copy)
    return built("sdist", copy, tmp_path_factory.mktemp("sdist"))


def test_the_wheel_made_from_the_source_archive_is_whole(source_archive: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    subprocess.run(["tar", "-xzf", source_archive, "-C", unpacked], check=True)
    source = next(unpacked.iterdir())
    target = tmp_path / "wheel"
    target.mkdir()
    with zipfile.ZipFile(built("wheel", source, target)) as wheel:
        shipped = set(wheel.namelist())
    resources = {f"crediario/_resources/{name}" for name in files_below(ROOT / "resources")}
    modules = {f"crediario/{name}" for name in files_below(ROOT / "crediario")}
    assert resources | modules <= shipped
    assert any(name.startswith("crediario/db/migrations/0001_") for name in shipped)
    assert not {name for name in shipped if name.startswith(("tests/", "installer/"))}
