"""An import killed at any moment: all of it is there, or nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from crediario import session
from crediario.services.checking import check_shop
from crediario.services.importing import preview_import
from tests.support.importing import DATA, portfolio_of, rows
from tests.support.portfolios import TODAY

ROOT = Path(__file__).parents[2]
KILLS = 5
FILE = DATA / "carteira-arrumada.xlsx"

IMPORTS = """
import sys, uuid
from datetime import date
from pathlib import Path
from crediario import session
from crediario.services import importing

with session.opened(sys.argv[1], date.fromisoformat(sys.argv[3])) as ctx:
    opened = importing.open_portfolio(ctx, Path(sys.argv[2]))
    portfolio = importing.read_portfolio(ctx, opened, importing.suggested_mappings(ctx, opened))
    print("ready", flush=True)
    done = importing.import_portfolio(ctx, importing.ImportOrder.of(str(uuid.uuid4()), portfolio))
    print("done", done.new, flush=True)
"""


def killed_import(folder: Path, wait: float) -> str:
    """Lets a file come in, kills it a moment after it began to write, and gives back the last it said."""
    command = [sys.executable, "-c", IMPORTS, str(folder), str(FILE), TODAY.isoformat()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        # Not for anything to be ready: wherever in the writing it is by then is where it dies.
        time.sleep(wait)
        os.kill(running.pid, signal.SIGKILL)
        return running.stdout.read().strip() or "ready"


def test_an_import_killed_while_it_writes(tmp_path: Path) -> None:
    folder, chance = tmp_path / "loja", random.Random(20260609)
    session.create_place(folder, session.clock_for(TODAY))
    for place in range(KILLS):
        said = killed_import(folder, chance.uniform(0, 0.05 * (place + 1)))
        with session.opened(folder, TODAY) as ctx:
            report = check_shop(ctx)
            assert report.ok, [(each.code, each.examples) for each in report.invariants if each.failed]
            ((installments,),) = rows(ctx, "SELECT COUNT(*) FROM installment")
            assert installments in {0, 3434}
            assert installments == 3434 or not said.startswith("done"), "an acknowledged import was lost"
            if installments:
                break
    with session.opened(folder, TODAY) as ctx:
        preview = preview_import(ctx, portfolio_of(ctx, FILE))
        assert (preview.new, preview.repeated) in {(3434, 0), (0, 3434)}
