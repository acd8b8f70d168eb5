"""The program as a person starts it: a real process, a real window on a virtual display, and a clean end."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.support.x11 import PATIENCE_S, Person, virtual_display

ROOT = Path(__file__).parents[2]
CASHIER = "2 314159"  # Joana of the demonstration shop, as the README says
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


def test_a_cashier_signs_in_on_the_window_and_leaves(person: Person, demo_shop: Path, tmp_path: Path) -> None:
    here = {name: str(tmp_path) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")}
    environment = os.environ | here | {"DISPLAY": person.name, "QT_QPA_PLATFORM": "xcb"}
    command = [*PROGRAM, "--data", str(demo_shop)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as program:
        try:
            window = person.wait_until(
                lambda: alive(program) and person.window_named("Crediário"), "the window"
            )
            person.wait_until(lambda: alive(program) and is_written_on(person.picture()), "the sign-in")
            sign_in = person.picture()
            person.type_into(window, CASHIER)
            person.wait_until(
                lambda: alive(program) and shows_another_screen(sign_in, person.picture()), "the first screen"
            )
            person.picture().save(tmp_path / "window.png")
            person.close(window)
            _, complaints = program.communicate(timeout=PATIENCE_S)
        finally:
            program.kill()
    assert program.returncode == 0
    assert complaints == ""
    assert (
        subprocess.run([*PROGRAM, "check", "--data", str(demo_shop)], cwd=ROOT, check=False).returncode == 0
    )


def alive(program: subprocess.Popen[str]) -> bool:
    """Whether it still runs; what it said when it does not."""
    if program.poll() is not None:
        raise AssertionError(program.communicate()[1])
    return True


def is_written_on(picture: Image.Image) -> bool:
    """Smooth text has many shades in the middle of the window: an empty display or frame has few."""
    middle = picture.crop((200, 120, 1200, 640))
    return len(middle.getcolors(maxcolors=1 << 20) or []) > 60


def shows_another_screen(before: Image.Image, after: Image.Image) -> bool:
    """The sign-in paints the left of the window with one colour, which no other screen does."""
    left = (150, 100, 450, 700)
    changed = ImageChops.difference(before.crop(left), after.crop(left)).convert("L")
    return changed.point(lambda shade: 255 if shade else 0).histogram()[255] > 300 * 600 / 2
