"""A till killed at any moment: what it acknowledged is there, the rest happened whole or not at all."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crediario.services import checking, papers, payments, sales
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import new_id, open_shop, system

ROOT = Path(__file__).parents[2]
KILLS = 15
ORDERS: dict[str, Any] = {"SaleOrder": sales.SaleOrder, "PaymentOrder": payments.PaymentOrder}
#: How many answers a till gives before it is killed, and how long after the last of them.
MOST_ANSWERS = 5
LONGEST_WAIT = 0.02


@dataclass(slots=True)
class Heard:
    """What a till said before it died: every answer, and the order it had not been answered yet."""

    told: list[tuple[str, int | None, int | None]] = field(default_factory=list)
    unanswered: sales.SaleOrder | payments.PaymentOrder | None = None

    pid: int = 0
    died: int | None = None

    def hear(self, line: bytes) -> None:
        kind, *words = msgspec.json.decode(line)
        match kind:
            case "born":
                (self.pid,) = words
            case "asks":
                name, order = words
                self.unanswered = msgspec.convert(order, ORDERS[name])
            case "told":
                request_id, contract, receipt = words
                assert self.unanswered is not None
                assert self.unanswered.request_id == request_id
                self.told.append((request_id, contract, receipt))
                self.unanswered = None
            case "died":
                (self.died,) = words


Tills = subprocess.Popen[bytes]


@pytest.fixture
def tills() -> Iterator[Tills]:
    """A process that lets a till work for each line it reads."""
    command = [sys.executable, "-m", "tests.faults.till"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        yield running


def killed_till(tills: Tills, folder: Path, customer: int, chance: random.Random, *, rests: bool) -> Heard:
    """Lets a till work, kills it without a warning, and gives back everything it had said until then."""
    heard = Heard()
    answers, wait = chance.randint(0, MOST_ANSWERS), chance.uniform(0, LONGEST_WAIT)
    assert tills.stdin is not None
    tills.stdin.write(msgspec.json.encode((str(folder), customer, str(chance.random()), rests)) + b"\n")
    tills.stdin.flush()
    while not heard.pid or len(heard.told) < answers:
        heard.hear(_line(tills))
    # Not for anything to be ready: wherever in the next operation it is by then is where it dies.
    time.sleep(wait)
    os.kill(heard.pid, signal.SIGKILL)
    while heard.died is None:
        heard.hear(_line(tills))
    assert heard.died == -signal.SIGKILL, "the till ended by itself"
    return heard


def _line(tills: Tills) -> bytes:
    assert tills.stdout is not None
    line = tills.stdout.readline()
    assert line, "the tills' process ended"
    return line


@contextmanager
def reopened(folder: Path) -> Iterator[Context]:
    ctx = open_shop(folder)
    with ctx.connected():
        yield ctx


def rows(ctx: Context, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in ctx.database.execute_sql(sql, values).fetchall()]


def assert_whole(ctx: Context) -> None:
    report = checking.check_shop(system(ctx))
    assert report.ok, report


def assert_nothing_lost(ctx: Context, heard: Heard) -> None:
    """Every contract and every receipt a customer was told of stands under the request that asked for it."""
    for request_id, contract, receipt in heard.told:
        assert rows(ctx, "SELECT number FROM sale WHERE operation = ?", request_id) == (
            [(contract,)] if contract else []
        )
        assert rows(ctx, "SELECT number FROM payment WHERE operation = ?", request_id) == (
            [(receipt,)] if receipt else []
        )


def assert_nothing_half_done(ctx: Context) -> None:
    """A sale has all its installments and items; each movement its remembered answer; no number a gap."""
    assert not rows(
        ctx,
        "SELECT s.number FROM sale AS s WHERE s.installment_count <> (SELECT COUNT(*) FROM installment AS i"
        " WHERE i.sale_id = s.id) OR NOT EXISTS (SELECT 1 FROM sale_item AS t WHERE t.sale_id = s.id)",
    )
    assert not rows(
        ctx,
        "SELECT s.number FROM sale AS s WHERE (s.down_payment_cents > 0) <> EXISTS"
        " (SELECT 1 FROM payment AS p WHERE p.operation = s.operation)",
    )
    for table in ("sale", "payment"):
        numbers = rows(ctx, f"SELECT number, operation FROM {table} ORDER BY number")  # noqa: S608
        assert [number for number, _ in numbers] == list(range(1, len(numbers) + 1)), table
        remembered = {request_id for (request_id,) in rows(ctx, "SELECT id FROM operation")}
        assert {operation for _, operation in numbers} <= remembered, table


def ask_again(ctx: Context, order: sales.SaleOrder | payments.PaymentOrder) -> None:
    """The same request, twice: whether or not it had happened, it has now, once, with one answer."""
    ask: Any = sales.register_sale if isinstance(order, sales.SaleOrder) else payments.receive_payment
    table = "sale" if isinstance(order, sales.SaleOrder) else "payment"
    assert ask(ctx, order) == ask(ctx, order)
    sql = f"SELECT COUNT(*) FROM {table} WHERE operation = ?"  # noqa: S608
    assert rows(ctx, sql, order.request_id) == [(1,)]


@pytest.mark.parametrize("rests", [False, True], ids=["selling", "copying its log"])
def test_a_till_killed_at_any_moment_loses_nothing_it_acknowledged(
    shop_folder: Path, tills: Tills, *, rests: bool
) -> None:
    """The same shop goes on from kill to kill, as it does where the power fails every day."""
    chance = random.Random(20260609)
    with reopened(shop_folder) as ctx:
        customer = a_customer(ctx)
    everything, asked_again = Heard(), 0

    for _ in range(KILLS):
        heard = killed_till(tills, shop_folder, customer, chance, rests=rests)
        everything.told += heard.told
        with reopened(shop_folder) as ctx:
            assert_nothing_lost(ctx, everything)
            assert_nothing_half_done(ctx)
            assert_whole(ctx)
            if heard.unanswered is not None:
                asked_again += 1
                ask_again(ctx, heard.unanswered)
                assert_whole(ctx)

    assert len(everything.told) > KILLS, "too little happened to say anything"
    assert asked_again, "no till died with a request under way"


# Killed between the payment and its paper

DIES_BEFORE_PRINTING = """
import os, signal, sys
from pathlib import Path
from tests.support.builders import a_payment
from tests.support.shop import open_shop

ctx = open_shop(Path(sys.argv[1]))
with ctx.connected():
    print(a_payment(ctx, int(sys.argv[2])).payment_id, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def payment_without_paper(shop_folder: Path) -> tuple[int, int]:
    """A customer with a payment received by a till that died before it printed the receipt."""
    with reopened(shop_folder) as ctx:
        customer = a_customer(ctx)
        a_sale(ctx, customer)
    command = [sys.executable, "-c", DIES_BEFORE_PRINTING, str(shop_folder), str(customer)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    assert done.returncode == -signal.SIGKILL
    return customer, int(done.stdout)


def test_a_receipt_not_printed_is_printed_after_the_restart(
    shop_folder: Path, payment_without_paper: tuple[int, int]
) -> None:
    customer, payment_id = payment_without_paper
    with reopened(shop_folder) as ctx:
        assert rows(ctx, "SELECT number FROM payment WHERE id = ?", payment_id) == [(1,)]
        assert rows(ctx, "SELECT id FROM document") == []

        first = papers.issue_receipt(ctx, papers.PaperOrder(new_id(), payment_id))
        again = papers.issue_receipt(ctx, papers.PaperOrder(new_id(), payment_id))

        assert (first.kind, first.subject_id) == ("receipt", payment_id)
        assert first == again, "a receipt is issued once"
        assert papers.paper_content(ctx, first.document_id).startswith(b"%PDF-")
        assert a_payment(ctx, customer).number == 2, "a gap in the receipts' numbers"
        assert_whole(ctx)
