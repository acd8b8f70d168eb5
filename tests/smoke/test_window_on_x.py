"""The program as a person starts it: a real process, a real window on a virtual display, and a clean end."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.x11 import PATIENCE_S, Person, virtual_display

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, str(ROOT / "main.py")]


@pytest.fixture
def person() -> Iterator[Person]:
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI"):
            pytest.fail("CI opens the window on Xvfb, and it is not installed")
        pytest.skip("Xvfb is not installed")
    with virtual_display() as name:
        somebody = Person(name)
        yield somebody
        somebody.leave()


@pytest.fixture
def demo_shop(tmp_path: Path) -> Path:
    shop = tmp_path / "shop"
    subprocess.run([*PROGRAM, "demo", "--data", str(shop), "--customers", "12"], cwd=ROOT, check=True)
    return shop


def test_the_window_opens_on_the_shop_and_ends_cleanly(
    person: Person, demo_shop: Path, tmp_path: Path
) -> None:
    environment = os.environ | {
        "DISPLAY": person.name,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    command = [*PROGRAM, "--data", str(demo_shop)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as program:
        try:
            window = person.wait_until(lambda: person.window_named("Crediário"), "the program's window")
            person.wait_until(lambda: is_painted(person), "a painted window")
            person.picture().save(tmp_path / "window.png")
            person.close(window)
            _, complaints = program.communicate(timeout=PATIENCE_S)
        finally:
            program.kill()
    assert program.returncode == 0
    assert "Traceback" not in complaints
    assert (
        subprocess.run([*PROGRAM, "check", "--data", str(demo_shop)], cwd=ROOT, check=False).returncode == 0
    )


def is_painted(person: Person) -> bool:
    """Text smooths into many shades: a picture of few is an empty display or an empty window."""
    shades = person.picture().getcolors(maxcolors=1 << 20) or []
    return len(shades) > 60
