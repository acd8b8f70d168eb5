"""Tills in processes of their own, to be killed: each sells and receives until nobody lets it any more.

``python -m tests.faults.till`` reads lines ``[folder, customer, seed, rests]``, and for each forks off a
till, with everything loaded, that works until it dies; one that ``rests`` copies its log meanwhile, again and
again. A till writes ``born`` with its process id; ``asks`` with what it is about to ask, before asking, as a
form keeps it; ``told`` with the answer's numbers, after it came. That it ``died``, and how, is written too.
"""

import os
import random
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec

from crediario.db.write_log import copy_log
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.money import Money
from crediario.services import payments, sales
from crediario.services.core import Context
from tests.support.builders import payment_order, sale_order
from tests.support.shop import TODAY, open_shop


def sell_and_receive(ctx: Context, customer: int, chance: random.Random) -> None:
    """A sale, three payments, a sale, ... with and without something paid down, whole and in part."""
    while True:
        down_payment = Money(chance.choice((0, 50_00)))
        order = sale_order(ctx, customer, Money(chance.randint(200_00, 900_00)), down_payment=down_payment)
        _ask(ctx, order)
        for _ in range(3):
            whole = payment_order(ctx, customer)
            part = Money(chance.choice((whole.quoted.cents, whole.quoted.cents // 2 or 1)))
            _ask(ctx, payment_order(ctx, customer, handed=part))


def _ask(ctx: Context, order: sales.SaleOrder | payments.PaymentOrder) -> None:
    _say("asks", type(order).__name__, order)
    if isinstance(order, sales.SaleOrder):
        sold = sales.register_sale(ctx, order)
        _say("told", order.request_id, sold.number, sold.down_payment_receipt)
    else:
        _say("told", order.request_id, None, payments.receive_payment(ctx, order).number)


def _say(*words: Any) -> None:
    """One line, in one write: it is said whole or not at all, and nothing waits in a buffer that dies too."""
    line = msgspec.json.encode(words) + b"\n"
    assert os.write(sys.stdout.fileno(), line) == len(line)


def _copy_the_log(ctx: Context) -> None:
    with ctx.connected():
        while True:
            copy_log(ctx.database, long_log=1)


def work(folder: str, customer: int, seed: str, rests: bool) -> None:
    """Opens the shop and begins."""
    _say("born", os.getpid())
    ctx = open_shop(Path(folder))
    if rests:
        threading.Thread(target=_copy_the_log, args=(ctx,), daemon=True).start()
    with ctx.connected():
        sell_and_receive(ctx, customer, random.Random(seed))


def main() -> None:
    """One till after the other; the holidays are loaded once for all of them."""
    HolidayCalendar("MG").is_business_day(TODAY)
    for line in sys.stdin.buffer:
        till = os.fork()
        if not till:
            work(*msgspec.json.decode(line))
        _, status = os.waitpid(till, 0)
        _say("died", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
