"""Sales brought in come back whole or not at all; what came back keeps their import from being undone."""

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from crediario.db import import_undo, invariants
from crediario.db.importing import StoredImport
from crediario.db.statements import fetch
from crediario.domain.money import Money
from crediario.domain.returns import OnlyWhole, return_goods
from crediario.services import returns
from crediario.services.core import Context
from tests.support.builders import a_customer
from tests.support.past import an_imported_sale
from tests.support.returning import returned


@pytest.fixture
def sale_id(shop: Context) -> int:
    """Two installments of R$ 50,00 from another system, one paid there."""
    paid, due = date(2026, 2, 10), date(2026, 7, 10)
    customer = a_customer(shop)
    return an_imported_sale(
        shop, customer, date(2026, 1, 10), [(paid, Money(50_00), paid), (due, Money(50_00), None)]
    )


def test_whole_or_not_at_all(shop: Context, sale_id: int) -> None:
    desk = returns.return_desk(shop, sale_id)
    assert desk.facts.sale.only_whole
    with pytest.raises(OnlyWhole):
        return_goods(desk.facts.sale, Money(1_00))
    done = returned(shop, sale_id, whole=True)
    assert (done.is_whole, done.refund) == (True, Money(50_00))
    # The rows stand without an import's own ledger and operation.
    found = {each.code: each.examples for each in invariants.check_all(shop.database) if each.failed}
    assert not {"I1", "I3", "I5", "I7", "I9"} & set(found), found
    batch = fetch(shop.database, "SELECT import_id FROM sale WHERE id = ?", (sale_id,))[0][0]
    stored = cast(StoredImport, SimpleNamespace(import_id=batch))
    assert import_undo.moved_since(shop.database, stored) == "sale"
