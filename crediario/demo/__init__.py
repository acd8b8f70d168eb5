"""The demonstration shop: a year and a half of a small shop's life, told through the use cases.

Everything is drawn from one seeded generator, so that the same seed gives the same shop, to the last centavo.
"""

from datetime import date
from pathlib import Path

from crediario.db import bulk
from crediario.demo.place import Made, at, cast_of, new_id, new_shop
from crediario.demo.story import Story
from crediario.gateways.clock import FixedClock, SystemClock
from crediario.services import papers
from crediario.services.core import Context

__all__ = ["Made", "cast_of", "make_bulk", "make_demo", "print_samples"]


def make_demo(folder: Path, customer_count: int, seed: int, today: date | None) -> Made:
    """Makes the demonstration shop in an empty folder.

    Args:
        folder: where; created when it is not there.
        customer_count: how many customers, one at least.
        seed: the same seed gives the same shop.
        today: the shop's last day; the computer's when None, up to this very moment.

    Raises:
        FolderNotEmpty: something is already there.
    """
    clock, count = SystemClock(), max(customer_count, 1)
    until = None if today else clock.now()
    return Story(folder, count, seed, today or clock.today(), until).tell()


def make_bulk(folder: Path, customer_count: int, seed: int, today: date | None) -> Made:
    """Makes a large shop quickly, by rows instead of use cases; the invariants hold all the same.

    Raises:
        FolderNotEmpty: something is already there.
    """
    day = today or SystemClock().today()
    ctx = new_shop(folder, FixedClock(at(day, 0)))
    with ctx.connected():
        made = bulk.fill(ctx.stamp, cast_of(), customer_count, seed, day)
    return Made(made.customers, made.sales, made.payments, day)


def print_samples(ctx: Context, out: Path) -> list[str]:
    """A PDF of every paper: the newest sale, the most telling receipt, the newest agreement."""
    out.mkdir(parents=True, exist_ok=True)
    found = papers.samples(ctx)
    printed = []
    for name, issue, subject in (
        ("carne.pdf", papers.issue_carne, found.sale_id),
        ("recibo-80mm.pdf", papers.issue_receipt, found.payment_id),
        ("termo-de-acordo.pdf", papers.issue_agreement, found.agreement_id),
        ("carne-do-acordo.pdf", papers.issue_carne, found.contract_id),
    ):
        if subject is not None:
            paper = issue(ctx, papers.PaperOrder(new_id(), subject))
            (out / name).write_bytes(papers.paper_content(ctx, paper.document_id))
            printed.append(name)
    return printed
