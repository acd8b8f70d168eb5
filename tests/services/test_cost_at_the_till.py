"""What serving somebody asks of the engine: one durable commit, a few statements, along indexes only.

Nothing here is timed, so that it never flakes; how long things take is for ``make bench``.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crediario import session
from crediario.db import cash as drawers
from crediario.db import shop
from crediario.db.statements import run
from crediario.demo import make_bulk
from crediario.domain.calendar import add_months
from crediario.domain.credit.policy import LENIENT
from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.services import cash_closing, payments, returns, sales
from crediario.services.core import Context
from tests.support import tills
from tests.support.returning import furniture_sold, return_order
from tests.support.selling import a_sale
from tests.support.shop import TODAY, new_id
from tests.support.wal import commits
from tests.support.watching import slow_steps, watched

CUSTOMERS = 300
#: Somebody with little behind, who buys here.
BUYER = 5
#: Tables of one row each, or one a store or a till, and what single people may beside their roles; rows of
#: one payment, one sale or one customer, put in order. What a score counts is sought along an index before
#: (tests/db/test_standing.py).
EXPECTED = {
    "SCAN audit_chain",
    "SCAN r LEFT-JOIN",
    "SCAN t USING COVERING INDEX till_store_id_number",
    "SCAN user_permission",
    "SCAN (subquery-13)",
    "SCAN l",
    "SCAN delays",
    "SCAN paid",
    "SCAN b LEFT-JOIN",
    "SCAN closing",
    "SCAN any_edge",
    "SCAN c",
    "SCAN k LEFT-JOIN",
    "USE TEMP B-TREE FOR ORDER BY",
    "USE TEMP B-TREE FOR GROUP BY",
    "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY",
}
#: At most so many statements each, of whoever has how much open; what a screen asks before is not counted.
STATEMENTS = {
    "sale": 22,
    "receipt": 29,
    "waiver": 29,
    "deposit": 15,
    "reversal": 37,
    "return": 33,
    "closing": 24,
}


@pytest.fixture(scope="module")
def bulk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("till") / "loja"
    make_bulk(folder, CUSTOMERS, 1, TODAY)
    with session.opened(folder, TODAY) as ctx:
        # Every rule is looked at, none stops a sale.
        shop.save_version(ctx.stamp, "policy", LENIENT)
        tills.counting_openly(ctx)
        for _ in range(2):
            sold(ctx)
        # All of it is in one drawer, open for years: that tells the engine nothing of how drawers are.
        run(ctx.database, "DELETE FROM sqlite_stat1 WHERE tbl IN ('cash_movement', 'cash_session', 'audit')")
    return folder


@pytest.fixture
def busy_shop(bulk_folder: Path) -> Iterator[Context]:
    """A shop of some size, its ways known to the engine; what a test writes is taken back."""
    with session.opened(bulk_folder, TODAY) as ctx, ctx.database.atomic() as transaction:
        yield ctx
        transaction.rollback()


def sold(ctx: Context, count: int = 12) -> None:
    a_sale(ctx, BUYER, price=600_00, count=count, first_due=add_months(TODAY, 1))


def receipt(ctx: Context, count: int = 3, *tenders: Tender) -> payments.PaymentOrder:
    """An order for the first so many of the buyer's installments, the rest of it in cash."""
    rows = payments.receiving_desk(ctx, BUYER).rows[:count]
    due = Money.total(row.quote.total for row in rows)
    cash = Tender(Method.CASH, due - Money.total(each.amount for each in tenders))
    return payments.PaymentOrder(
        new_id(), BUYER, tuple(row.installment_id for row in rows), due, (*tenders, cash)
    )


def deposit(amount: Money) -> payments.PaymentOrder:
    return payments.PaymentOrder(new_id(), BUYER, (), Money.ZERO, (Tender(Method.CASH, amount),), kept=amount)


def waived(ctx: Context) -> payments.PaymentOrder:
    """A late installment of whoever has one: a centavo forgiven, five reais kept."""
    customer, row = next(
        (customer, row)
        for customer in range(1, CUSTOMERS)
        for row in payments.receiving_desk(ctx, customer).rows[:1]
        if row.quote.fine
    )
    due = row.quote.total - Money(1)
    cash = Tender(Method.CASH, due + Money(5_00))
    return payments.PaymentOrder(
        new_id(), customer, (row.installment_id,), due, (cash,), Money(5_00), Money(1), "cliente antigo"
    )


def selling(ctx: Context) -> Callable[[], object]:
    return lambda: sold(ctx)


def receiving(ctx: Context) -> Callable[[], object]:
    payments.receive_payment(ctx, deposit(Money(50_00)))
    order = receipt(ctx, 3, Tender(Method.STORE_CREDIT, Money(50_00)))
    return lambda: payments.receive_payment(ctx, order)


def waiving(ctx: Context) -> Callable[[], object]:
    order = waived(ctx)
    return lambda: payments.receive_payment(ctx, order)


def keeping(ctx: Context) -> Callable[[], object]:
    return lambda: payments.receive_payment(ctx, deposit(Money(10_00)))


def reversing(ctx: Context) -> Callable[[], object]:
    done = payments.receive_payment(ctx, receipt(ctx))
    order = payments.ReversalOrder(new_id(), done.payment_id, "lançado por engano")
    return lambda: payments.reverse_payment(ctx, order)


def taking_back(ctx: Context) -> Callable[[], object]:
    order = return_order(ctx, furniture_sold(ctx, BUYER).sale_id, chairs=1)
    return lambda: returns.return_sale(ctx, order)


def closing(ctx: Context) -> Callable[[], object]:
    order = cash_closing.ClosingOrder(new_id(), tills.closing_terms(ctx))
    return lambda: cash_closing.close_cash(ctx, order)


POSTINGS = {
    "sale": selling,
    "receipt": receiving,
    "waiver": waiving,
    "deposit": keeping,
    "reversal": reversing,
    "return": taking_back,
    "closing": closing,
}


@pytest.mark.parametrize("name", POSTINGS)
def test_a_posting_takes_a_few_statements_along_indexes(busy_shop: Context, name: str) -> None:
    act = POSTINGS[name](busy_shop)
    with watched(busy_shop) as seen:
        act()
    assert set(slow_steps(busy_shop, seen)) - EXPECTED == set()
    assert len(seen) <= STATEMENTS[name]


@pytest.mark.parametrize(
    "read",
    [
        lambda ctx: payments.receiving_desk(ctx, BUYER),
        lambda ctx: drawers.session_for(ctx.stamp),
        lambda ctx: sales.sale_desk(ctx, BUYER),
    ],
)
def test_what_a_till_reads_follows_indexes(busy_shop: Context, read: Callable[[Context], object]) -> None:
    with watched(busy_shop) as seen:
        read(busy_shop)
    assert set(slow_steps(busy_shop, seen)) - EXPECTED == set()


def test_a_desk_takes_the_same_statements_however_much_is_open(busy_shop: Context) -> None:
    counts = set()
    for _ in range(3):
        with watched(busy_shop) as seen:
            payments.receiving_desk(busy_shop, BUYER)
        counts.add(len(seen))
        sold(busy_shop)
    assert len(counts) == 1


def test_a_longer_sale_takes_no_more_statements(busy_shop: Context) -> None:
    counts = set()
    for pieces in (2, 12, 24):
        with watched(busy_shop) as seen:
            sold(busy_shop, pieces)
        counts.add(len(seen))
    assert len(counts) == 1


@pytest.mark.parametrize("name", POSTINGS)
def test_a_posting_is_one_durable_commit(bulk_folder: Path, tmp_path: Path, name: str) -> None:
    """The log is synced once for each commit, and for nothing else outside a checkpoint."""
    folder = Path(shutil.copytree(bulk_folder, tmp_path / "loja"))
    with session.opened(folder, TODAY) as ctx:
        # None of it becomes a checkpoint's, which begins the log anew.
        ctx.database.execute_sql("PRAGMA wal_autocheckpoint = 0")
        act = POSTINGS[name](ctx)
        sold(ctx)
        before = commits(folder)
        act()
        assert commits(folder) - before == 1
        assert ctx.database.execute_sql("PRAGMA synchronous").fetchone() == (2,)
