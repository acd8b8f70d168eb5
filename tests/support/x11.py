"""A virtual X display of the test's own, and what a person at it can do: look, press keys, close."""

import contextlib
import os
import select
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest
from Xlib.protocol.event import ClientMessage

PATIENCE_S = 60


@contextlib.contextmanager
def virtual_display(size: str = "1366x768") -> Iterator[str]:
    """Start Xvfb on a free number, which it chooses itself; answer its name, as in ``:1``."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        f"{size}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, pass_fds=[writing], **quiet) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                yield f":{answer.readline().strip()}"
        finally:
            server.terminate()


@dataclass(slots=True)
class Person:
    """Somebody before the display, who sees windows appear and types."""

    name: str
    display: Any = field(init=False)

    def __post_init__(self) -> None:
        self.display = Display(self.name)
        self.root.change_attributes(event_mask=X.SubstructureNotifyMask)

    @property
    def root(self) -> Any:
        return self.display.screen().root

    def wait_until(self, seen: Callable[[], Any], what: str) -> Any:
        """Look again whenever something moves on the display; answer the first thing seen."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if found := seen():
                return found
            select.select([self.display.fileno()], [], [], 0.2)
            while self.display.pending_events():
                self.display.next_event()
        raise AssertionError(f"{what}: not seen in {PATIENCE_S} s")

    def window_named(self, words: str) -> Any | None:
        """The visible top window whose title holds ``words``."""
        shown = (w for w in self.root.query_tree().children if w.get_attributes().map_state == X.IsViewable)
        return next((window for window in shown if words in self._title(window)), None)

    def _title(self, window: Any) -> str:
        title = window.get_full_property(self.display.intern_atom("_NET_WM_NAME"), X.AnyPropertyType)
        return title.value.decode("utf-8") if title else ""

    def picture(self) -> Image.Image:
        """What stands on the whole display now."""
        size = self.root.get_geometry()
        pixels = self.root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
        return Image.frombytes("RGB", (size.width, size.height), pixels.data, "raw", "BGRX")

    def type_into(self, window: Any, text: str) -> None:
        """Turn to the window, as a click on it does, and type figures and spaces."""
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        for character in text:
            self.press("space" if character == " " else character)

    def press(self, key: str) -> None:
        """Press and release one key, by its X name, as in ``Return`` or ``5``."""
        code = self.display.keysym_to_keycode(XK.string_to_keysym(key))
        xtest.fake_input(self.display, X.KeyPress, code)
        xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def close(self, window: Any) -> None:
        """Ask the window to close, as the cross in its corner does."""
        atoms = [self.display.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW")]
        window.send_event(
            ClientMessage(window=window, client_type=atoms[0], data=(32, [atoms[1], 0, 0, 0, 0]))
        )
        self.display.sync()

    def leave(self) -> None:
        """Hang up on the display."""
        self.display.close()
