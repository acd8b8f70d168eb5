"""G1, G2, G9: a sale of 12, a receipt of 3 and the ficha, beside the same statements through the driver.

Raw is honest: every statement ours runs is written down, and replayed with the same values on a second file
that went through everything the first one did; reads, locks and the durable commit included.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from uuid import uuid4

from peewee import Database
from sqlcipher3 import dbapi2 as sqlcipher

from crediario import demo, session
from crediario.db import receivables, shop
from crediario.db.connection import SHOP_FILE, copy_to
from crediario.db.receivables import OpenRow
from crediario.db.sale_postings import Item
from crediario.domain.credit.policy import LENIENT
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.tender import Method, Tender
from crediario.services import ficha, payments, sales
from crediario.services.core import Context
from tests.benchmarks.figure import Figure

ROUNDS = 150
TODAY = date(2026, 6, 9)
CUSTOMERS = 2_000
OPEN_WANTED = 60
QUOTE_LIMIT_MS = 5.0


@dataclass(slots=True)
class Times:
    """Wall and processor seconds of each round, ours and raw."""

    ours: list[float]
    raw: list[float]
    ours_cpu: list[float]
    raw_cpu: list[float]


def measure(customers: int = CUSTOMERS) -> list[Figure]:
    """The figures on a shop of that many customers."""
    with TemporaryDirectory() as folder:
        demo.make_bulk(Path(folder) / "ours", customers, 1, TODAY)
        with session.opened(Path(folder) / "ours", TODAY) as ctx:
            # Every rule is looked at, none stops a sale.
            shop.save_version(ctx.stamp, "policy", LENIENT)
            (Path(folder) / "raw").mkdir()
            copy_to(ctx.database, Path(folder) / "raw")
            raw = bare(Path(folder) / "raw" / SHOP_FILE)
            return [
                beside_raw(
                    "G1", "sale of 12 (wall)", times_beside(ctx, raw, selling(ctx)), 2.0, cpu_budget=3.0
                ),
                beside_raw("G2", "receipt of 3 (wall)", times_beside(ctx, raw, receiving(ctx)), 2.0),
                beside_raw(
                    "G9", "ficha (its own queries)", times_beside(ctx, raw, looking_up(ctx, customers)), 2.0
                ),
                _quote(ctx),
            ]


def bare(file: Path) -> Any:
    """The driver's own connection to a shop's file, set as ours is."""
    connection = sqlcipher.connect(str(file), isolation_level=None)
    for pragma in ("journal_mode = wal", "synchronous = 2", "foreign_keys = 1", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def selling(ctx: Context) -> Callable[[], None]:
    """A sale of 12 to somebody by chance, each time it is called."""
    chance = random.Random(1)

    def sell() -> None:
        terms = SaleTerms(
            customer_id=chance.randint(1, CUSTOMERS),
            price=Money(129000),
            down_payment=Money.ZERO,
            count=12,
            rate=Rate.percent("0.9"),
            every=Every.MONTH,
            first_due=TODAY + timedelta(days=31),
        )
        order = sales.SaleOrder(str(uuid4()), terms, (Item("Máquina de lavar", 1, Money(129000)),))
        sales.register_sale(ctx, order)

    return sell


def receiving(ctx: Context) -> Callable[[], None]:
    """A receipt of 3, each time from somebody else: quoted by the screen before, here it is received."""
    ready: list[payments.PaymentOrder] = []
    for customer in range(1, CUSTOMERS):
        desk = payments.receiving_desk(ctx, customer)
        rows = desk.rows[:3]
        if len(rows) == 3 and len(ready) < ROUNDS:
            due = Money.total(row.quote.total for row in rows)
            ids = tuple(row.installment_id for row in rows)
            ready.append(payments.PaymentOrder(str(uuid4()), customer, ids, due, (Tender(Method.CASH, due),)))
    waiting = iter(ready)
    return lambda: payments.receive_payment(ctx, next(waiting)) and None


def _quote(ctx: Context) -> Figure:
    """A customer with sixty open installments, quoted when a third of them are late and the others early."""
    rows = _sixty_open(ctx)
    settings, calendar = (
        shop.shop_settings(ctx.database, ctx.store_id),
        shop.calendar(ctx.database, ctx.store_id),
    )
    later, times = TODAY + timedelta(days=150), []
    for _ in range(ROUNDS):
        start = process_time()
        receivables.quotes(ctx.database, rows, later, settings.charge_rules, calendar)
        times.append(process_time() - start)
    took = median(times) * 1000
    what = f"quote of {len(rows)} open installments, CPU"
    return Figure(
        "quote", what, f"{took:.2f} ms", "", None, f"≤ {QUOTE_LIMIT_MS:g} ms", took <= QUOTE_LIMIT_MS
    )


def _sixty_open(ctx: Context) -> list[OpenRow]:
    """Sales of twelve to whoever owes the most already."""
    customer = max(range(1, CUSTOMERS), key=lambda each: len(payments.receiving_desk(ctx, each).rows))
    while len(receivables.open_installments(ctx.database, customer)) < OPEN_WANTED:
        terms = SaleTerms(
            customer_id=customer,
            price=Money(129000),
            down_payment=Money.ZERO,
            count=12,
            rate=Rate.percent("0.9"),
            every=Every.MONTH,
            first_due=TODAY + timedelta(days=31),
        )
        order = sales.SaleOrder(str(uuid4()), terms, (Item("Geladeira", 1, Money(129000)),))
        sales.register_sale(ctx, order)
    return receivables.open_installments(ctx.database, customer)[:OPEN_WANTED]


def looking_up(ctx: Context, customers: int) -> Callable[[], None]:
    """The ficha of somebody by chance, each time it is called."""
    chance = random.Random(2)
    return lambda: ficha.customer_card(ctx, chance.randint(1, customers)) and None


def times_beside(ctx: Context, raw: Any, act: Callable[[], None]) -> Times:
    """Each round ``act``, then its statements through ``raw``, a copy of the same shop."""
    times = Times([], [], [], [])
    for _ in range(ROUNDS):
        with _written_down(ctx.database) as statements:
            wall, cpu = perf_counter(), process_time()
            act()
            times.ours.append(perf_counter() - wall)
            times.ours_cpu.append(process_time() - cpu)
        wall, cpu = perf_counter(), process_time()
        _replay(raw, statements)
        times.raw.append(perf_counter() - wall)
        times.raw_cpu.append(process_time() - cpu)
    return times


@contextmanager
def _written_down(database: Database) -> Any:
    """Every statement and its values, transactions included, for as long as the block lasts."""
    statements: list[tuple[str, Sequence[Any]]] = []
    run, begin = database.execute_sql, database.begin

    def noting(sql: str, params: Sequence[Any] | None = None) -> Any:
        statements.append((sql, tuple(params or ())))
        return run(sql, params)

    def beginning(lock_type: str | None = None) -> Any:
        statements.append((f"BEGIN {lock_type or 'IMMEDIATE'}", ()))
        return begin(lock_type)

    database.execute_sql, database.begin = noting, beginning
    try:
        yield statements
        statements.append(("COMMIT", ()))
    finally:
        del database.execute_sql, database.begin


def _replay(raw: Any, statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
    for sql, values in statements:
        raw.execute(sql, values).fetchall()


def beside_raw(code: str, what: str, times: Times, budget: float, cpu_budget: float | None = None) -> Figure:
    """The figure of ours over raw."""
    ratio = median(times.ours) / median(times.raw)
    cpu = median(times.ours_cpu) / max(median(times.raw_cpu), 1e-9)
    fits = ratio <= budget and (cpu_budget is None or cpu <= cpu_budget)
    said = f"≤ {budget:g}×" + (f", CPU ≤ {cpu_budget:g}× ({cpu:.2f}×)" if cpu_budget else "")
    ours, raw = median(times.ours) * 1000, median(times.raw) * 1000
    return Figure(code, f"{what}: ours ÷ raw", f"{ours:.2f} ms", f"{raw:.2f} ms", ratio, said, fits)
