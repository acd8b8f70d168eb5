"""What an imported sale looks like afterwards: at the till and on the ficha; on both engines."""

from datetime import date
from pathlib import Path

from crediario.domain.money import Money, Rate
from crediario.services.core import Context
from crediario.services.ficha import customer_card
from crediario.services.payments import receiving_desk
from tests.support.builders import a_customer, a_sale
from tests.support.importing import ANA, LINES, a_file, brought_in


def test_paying_an_imported_installment_early_earns_nothing_and_the_till_knows_why(
    shop: Context, tmp_path: Path
) -> None:
    customer = a_customer(shop, "Ana Lima", document=ANA)
    brought_in(shop, a_file(tmp_path, LINES))
    a_sale(shop, customer, Money(300_00), rate=Rate.percent("0.9"), first_due=date(2027, 1, 10))
    rows = receiving_desk(shop, customer).rows
    coming = [row for row in rows if row.due_date > shop.today]
    assert {row.imported for row in coming} == {True, False}
    for row in coming:
        assert bool(row.quote.discount) is not row.imported


def test_the_ficha_marks_what_was_supposed(shop: Context, tmp_path: Path) -> None:
    customer = a_customer(shop, "Ana Lima", document=ANA)
    brought_in(shop, a_file(tmp_path, LINES))
    a_sale(shop, customer)
    bought = customer_card(shop, customer).purchases
    assert sorted((each.imported, each.sold_on_assumed) for each in bought) == [(False, False), (True, True)]
