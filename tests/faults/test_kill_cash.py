"""A till killed while it opens, moves, counts and closes drawers: each step happened whole, or not at all."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from crediario.db.models import CashClosing, CashSession
from crediario.services import cash, checking
from tests.support.shop import CASHIER, as_person, clock_of, open_shop, system
from tests.support.tills import close, open_till

ROOT = Path(__file__).parents[2]
KILLS = 6
#: Steps it tells before it is killed, and how long after the last of them.
MOST_STEPS = 8
LONGEST_WAIT = 0.02

WORKS = """
import sys
from datetime import timedelta
from pathlib import Path
from crediario.domain.money import Money
from crediario.services import cash
from tests.support.shop import CASHIER, as_person, clock_of, open_shop
from tests.support.tills import close, count, drop, expected_cash, open_till, supply

ctx = open_shop(Path(sys.argv[1]))
with ctx.connected():
    till = as_person(ctx, CASHIER)
    clock_of(ctx).moment += timedelta(hours=int(sys.argv[2]))
    print("begun", flush=True)
    while True:
        clock_of(ctx).moment += timedelta(minutes=1)
        if cash.till_state(till).session is None:
            open_till(till, Money(100_00))
            print("opened", flush=True)
        supply(till, Money(30_00))
        print("moved", flush=True)
        drop(till, Money(20_00))
        print("moved", flush=True)
        count(till, Money.ZERO)
        close(till, expected_cash(till))
        print("closed", flush=True)
"""


def killed(folder: Path, hours: int, chance: random.Random) -> list[str]:
    """Lets a till work, kills it without a warning, and gives back what it had told."""
    command = [sys.executable, "-c", WORKS, str(folder), str(hours)]
    told: list[str] = []
    steps, wait = chance.randint(1, MOST_STEPS), chance.uniform(0, LONGEST_WAIT)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        while len(told) <= steps:
            line = running.stdout.readline().strip()
            assert line, "the till ended by itself"
            told.append(line)
        time.sleep(wait)
        os.kill(running.pid, signal.SIGKILL)
        # What it told before it died and nobody had read yet was told too.
        told += running.stdout.read().split()
    assert running.returncode == -signal.SIGKILL
    return told


def test_a_till_killed_anywhere_has_its_drawer_open_or_closed(shop_folder: Path) -> None:
    """The same shop goes on from kill to kill; what was told stands, and the drawer can be closed."""
    chance = random.Random(20260609)
    ctx = open_shop(shop_folder)
    with ctx.connected():
        close(as_person(ctx, CASHIER))
    opened = closed = 0
    for kill in range(1, KILLS + 1):
        told = killed(shop_folder, kill, chance)
        opened, closed = opened + told.count("opened"), closed + told.count("closed")
        ctx = open_shop(shop_folder)
        with ctx.connected():
            report = checking.check_shop(system(ctx))
            assert report.ok, report
            counted = CashClosing.select().count()
            assert counted - 1 in {closed, closed + 1}, "a closing told of was lost, or one was made up"
            still_open = CashSession.select().where(CashSession.closed_at.is_null()).count()
            assert still_open in {0, 1}
            closed = counted - 1
    assert opened and closed
    ctx = open_shop(shop_folder)
    with ctx.connected():
        till = as_person(ctx, CASHIER)
        clock_of(ctx).moment = clock_of(ctx).moment.replace(year=2027)
        if cash.till_state(till).session is None:
            open_till(till)
        held = sum(line.amount.cents for line in cash.till_desk(till).lines)
        assert held >= 0
        assert checking.check_shop(system(ctx)).ok
