"""Composition root: folders, log, the shop, the window. The only module that knows everything."""

import argparse
import hashlib
import logging
import os
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from crediario import cli, paths, session
from crediario.domain.errors import KnownFailure
from crediario.gateways.secrets import SystemKeyring

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from crediario.services.core import Context
    from crediario.ui.shop_window import ShopWindow
    from crediario.ui.single_window import SingleWindow

LOG_BYTES = 1_000_000
LOG_FILES = 3
NO_DISPLAY = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command when one is named, else opens the window; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in {*cli.COMMANDS, "-h", "--help"}:
        return cli.main(words)
    options = _window_options(words)
    return open_window(Path(options.data) if options.data else paths.user_data_folder(), options)


def _window_options(words: Sequence[str]) -> argparse.Namespace:
    parser = cli.Parser(prog="crediario", description="Abre o Crediário. Os comandos: crediario --help.")
    parser.add_argument("--data", metavar="DIR", help="pasta da loja")
    parser.add_argument("--today", type=date.fromisoformat, help="dia de hoje da loja, como 2026-06-09")
    parser.add_argument("--theme", choices=["light", "dark"], help="aparência clara ou escura")
    parser.add_argument("--text", type=int, choices=[100, 115, 130, 150, 200], help="tamanho da letra, em %%")
    try:
        return parser.parse_args(words)
    except cli.WrongUsage as wrong:
        sys.stderr.write(f"{wrong}\n")
        raise SystemExit(cli.WRONG_USAGE) from wrong


def open_window(folder: Path, options: argparse.Namespace) -> int:
    """Opens the shop of that folder in a window; a second window of it raises the first instead."""
    if not _has_display():
        sys.stderr.write("Não há tela neste computador. Os comandos funcionam sem ela: crediario --help.\n")
        return NO_DISPLAY
    from crediario.ui.single_window import SingleWindow

    application = _application(options)
    with suppress(OSError):  # opening the shop says what is wrong with the folder
        folder.mkdir(parents=True, exist_ok=True)
    log = _start_log(folder)
    single = SingleWindow(_window_name(folder))
    with _only_window(folder) as is_first:
        if not is_first:
            single.raise_other()
            return 0
        return _run(application, folder, options, single, log)


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _application(options: argparse.Namespace) -> "QApplication":
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtWidgets import QApplication

    from crediario.ui import appearance
    from crediario.ui.theme import Scheme

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Crediário")
    QLocale.setDefault(QLocale("pt_BR"))
    translator = QTranslator(application)
    if translator.load("qtbase_pt_BR", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    # What was asked on the command line is remembered for this computer.
    scheme, text = appearance.remembered()
    appearance.wear(application, Scheme(options.theme or scheme), options.text or text)
    return application


@contextmanager
def _only_window(folder: Path) -> Iterator[bool]:
    """Whether this is the only window of the folder; the operating system lets go when the program dies."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "janela.lock")
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError) as error:
        # A folder nobody can write to is no second window: opening the shop will say what is wrong.
        yield not isinstance(error, Timeout)
        return
    try:
        yield True
    finally:
        lock.release()


def _window_name(folder: Path) -> str:
    return "crediario-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _start_log(folder: Path) -> Path:
    """A log beside the data; where the folder cannot be written to, the log stays on the screen."""
    log = folder / "crediario.log"
    try:
        handler: logging.Handler = RotatingFileHandler(log, maxBytes=LOG_BYTES, backupCount=LOG_FILES)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return log


def _run(
    application: "QApplication",
    folder: Path,
    options: argparse.Namespace,
    single: "SingleWindow",
    log: Path,
) -> int:
    from crediario.ui.messages import words
    from crediario.ui.start_problem import show_start_problem

    try:
        ctx = _shop(folder, options.today)
    except KnownFailure as failure:
        logging.getLogger(__name__).error("the shop did not open: %r", failure)
        show_start_problem(words(failure))
        return 1
    single.listen(_window(ctx, log, folder))
    _warm_up()
    return application.exec()


def _shop(folder: Path, today: date | None) -> "Context":
    """The shop of the folder; a new one where the folder holds none yet."""
    from crediario.db.connection import SHOP_FILE

    clock = session.clock_for(today)
    if (folder / SHOP_FILE).exists():
        ctx = session.open_place(folder, clock)
        with ctx.connected():
            return session.keyed(ctx, SystemKeyring())
    return session.create_place(folder, clock)


def _window(ctx: "Context", log: Path, folder: Path) -> "ShopWindow":
    from crediario.gateways.pending import PendingRequests
    from crediario.ui.dialogs import WindowDialogs
    from crediario.ui.shop_window import ShopWindow
    from crediario.ui.tasks import Tasks

    notes = PendingRequests(folder)
    tasks = Tasks(ctx, notes=notes)
    window = ShopWindow(ctx, tasks, WindowDialogs(), log, notes=notes)
    sys.excepthook = lambda kind, error, trace: tasks.crashed.emit(
        window, "".join(traceback.format_exception(kind, error, trace))
    )
    window.begin()
    return window


def _warm_up() -> None:
    """What the first receipt needs and takes long to import: fetched while nobody waits."""

    def fetch() -> None:
        import argon2  # noqa: F401
        import holidays  # noqa: F401
        import reportlab.pdfgen.canvas  # noqa: F401

    threading.Thread(target=fetch, name="warm-up", daemon=True).start()
