"""The invariants notice whatever spoils a return or a moved due date; a shop with both keeps them."""

from datetime import date
from pathlib import Path

import pytest

from crediario.db import invariants
from crediario.services import due_moves, payments
from crediario.services.core import Context
from tests.support.builders import a_customer, a_payment
from tests.support.returning import furniture_sold, returned
from tests.support.shop import new_id
from tests.support.unguarded import without_guards


def return_a_while(ctx: Context) -> None:
    """One sale with a table back and a due date moved, another cancelled."""
    customer = a_customer(ctx)
    kept = furniture_sold(ctx, customer, first_due=date(2026, 7, 10))
    a_payment(ctx, customer, 2)
    first = payments.receiving_desk(ctx, customer).rows[0].installment_id
    order = due_moves.DueMoveOrder(new_id(), customer, first, date(2026, 9, 25), True, "recebe dia 25")
    due_moves.move_due_date(ctx, order)
    gone = furniture_sold(ctx, customer)
    returned(ctx, kept.sale_id, tables=1)
    returned(ctx, gone.sale_id, whole=True)


@pytest.fixture(scope="module")
def unguarded_file(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop where a table came back, a sale was cancelled and a due date moved; without its guards."""
    return without_guards(shop_file, tmp_path_factory.mktemp("returned") / "loja", return_a_while)


def broken(ctx: Context) -> set[str]:
    return {each.code for each in invariants.check_all(ctx.database) if each.failed}


def test_a_shop_with_returns_keeps_every_invariant(unguarded: Context) -> None:
    assert broken(unguarded) == set()


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("I1", "UPDATE sale_return SET value_cents = value_cents + 1 WHERE id = 1"),
        ("I1", "UPDATE sale_return_line SET reduction_cents = reduction_cents + 1 WHERE id = 1"),
        ("I1", "UPDATE sale_return_item SET quantity = 9 WHERE id = 1"),
        ("I1", "UPDATE sale SET cancelled_by = NULL WHERE cancelled_by IS NOT NULL"),
        ("I3", "UPDATE allocation SET discount_cents = discount_cents + 1 WHERE origin = 'return'"),
        ("I3", "UPDATE sale_return_line SET refund_cents = 999999 WHERE id = 1"),
        ("I5", "UPDATE sale_return SET refund_by = 'cash' WHERE refund_cents > 0"),
        ("I5", "DELETE FROM store_credit_entry"),
        ("I8", "UPDATE point_entry SET sale_return_id = 2 WHERE kind = 'returned'"),
        ("I8", "UPDATE point_entry SET points = -999 WHERE kind = 'returned'"),
        ("I9", "UPDATE sale_return SET number = 7 WHERE id = 2"),
        ("I11", "UPDATE ledger_entry SET amount_cents = amount_cents + 1 WHERE account = 'sales_returns'"),
        ("I13", "DELETE FROM due_move"),
        ("I15", "UPDATE installment SET charges_from = NULL"),
        ("I15", "UPDATE installment SET original_due = '2026-01-01' WHERE number = 6"),
        ("I15", "UPDATE sale_return SET returned_on = '2001-01-01' WHERE id = 1"),
    ],
)
def test_each_is_noticed(unguarded: Context, code: str, spoil: str) -> None:
    unguarded.database.execute_sql(spoil)
    assert code in broken(unguarded)
