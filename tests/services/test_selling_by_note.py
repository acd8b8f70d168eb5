"""A sale from the XML of a fiscal note, on both engines; and a down payment paid with store credit."""

from dataclasses import replace
from pathlib import Path

import pytest

from crediario.db import invariants, store_credit
from crediario.db.models import CashMovement, Sale
from crediario.domain.fiscal_note import NoteAlreadySold, NoteCancelled, NoteKeyWrong, NoteOfAnotherShop
from crediario.domain.money import Money
from crediario.domain.store_credit import StoreCreditShort
from crediario.domain.tender import Method, StoreCreditBeyondDue, Tender
from crediario.services import fiscal_notes, sales
from crediario.services.core import Context
from tests.support.builders import a_customer, sale_order
from tests.support.fiscal_notes import Line, Note
from tests.support.shop import PROFILE, new_id

CPF = "52998224725"
SOLD = (
    Line("GELADEIRA 300L", "1.0000", "UN", "1500.0000000000"),
    Line("PANELA", "3.0000", "UN", "30.0000000000"),
)


def note(**changes: object) -> Note:
    """A note of the shop of the tests."""
    made = Note(lines=SOLD, issuer=PROFILE.cnpj, customer=f"<dest><CPF>{CPF}</CPF><xNome>ROSA</xNome></dest>")
    return replace(made, **changes)  # type: ignore[arg-type]


def written(folder: Path, which: Note) -> Path:
    path = folder / "nota.xml"
    path.write_text(which.xml, encoding="utf-8")
    return path


def sold_by(ctx: Context, customer: int, found: fiscal_notes.NoteForSale) -> sales.SaleOrder:
    order = sale_order(ctx, customer, found.total)
    return replace(order, items=found.items, note=str(found.number), note_key=found.key)


def all_hold(ctx: Context) -> bool:
    return not [each for each in invariants.check_all(ctx.database) if each.failed]


def test_a_note_brings_items_total_key_and_customer(shop: Context, tmp_path: Path) -> None:
    customer = a_customer(shop, document=CPF)
    found = fiscal_notes.read_fiscal_note(shop, written(tmp_path, note()))
    assert [(each.description, each.quantity, each.unit_price) for each in found.items] == [
        ("GELADEIRA 300L", 1, Money(1_500_00)),
        ("PANELA", 3, Money(30_00)),
    ]
    assert (found.total, found.number, found.customer_id) == (Money(1_590_00), 1234, customer)
    receipt = sales.register_sale(shop, sold_by(shop, customer, found))
    kept = Sale.get_by_id(receipt.sale_id)
    assert (kept.note_key, kept.note) == (note().whole_key, "1234")
    assert all_hold(shop)


def test_a_note_is_sold_once(shop: Context, tmp_path: Path) -> None:
    customer = a_customer(shop)
    path = written(tmp_path, note())
    found = fiscal_notes.read_fiscal_note(shop, path)
    first = sales.register_sale(shop, sold_by(shop, customer, found))
    with pytest.raises(NoteAlreadySold) as told:
        fiscal_notes.read_fiscal_note(shop, path)
    assert (told.value.contract, told.value.sold_on) == (first.number, shop.today)
    with pytest.raises(NoteAlreadySold):
        sales.register_sale(shop, sold_by(shop, customer, found))
    assert Sale.select().count() == 1


def test_a_key_that_is_none_is_refused(shop: Context) -> None:
    order = replace(sale_order(shop, a_customer(shop)), note_key="1" * 44)
    with pytest.raises(NoteKeyWrong):
        sales.register_sale(shop, order)
    assert Sale.select().count() == 0


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"issuer": "99888777000161"}, NoteOfAnotherShop), ({"status": "101"}, NoteCancelled)],
)
def test_a_note_nothing_is_sold_by(
    sqlite_shop: Context, tmp_path: Path, wrong: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        fiscal_notes.read_fiscal_note(sqlite_shop, written(tmp_path, note(**wrong)))


@pytest.mark.parametrize("document", ["", "<dest><CPF>11111111111</CPF></dest>"])
def test_a_note_without_a_right_document_names_nobody(
    sqlite_shop: Context, tmp_path: Path, document: str
) -> None:
    found = fiscal_notes.read_fiscal_note(sqlite_shop, written(tmp_path, note(customer=document)))
    assert (found.customer_id, found.customer_document) == (None, None)


# -- store credit


def credited(ctx: Context, cents: int) -> int:
    """A customer whom the shop owes that much."""
    customer = a_customer(ctx)
    ctx_order = sale_order(ctx, customer, Money(100_00), down_payment=Money(10_00))
    paid = sales.register_sale(ctx, ctx_order)
    store_credit.keep(
        ctx.stamp, customer, Money(cents), ctx.today, ctx_order.request_id, payment_id=paid.down_payment_id
    )
    return customer


def test_store_credit_and_cash_pay_the_down_payment_together(shop: Context) -> None:
    customer = credited(shop, 50_00)
    assert sales.sale_desk(shop, customer).store_credit == Money(50_00)
    order = sale_order(shop, customer, down_payment=Money(80_00))
    tenders = (Tender(Method.STORE_CREDIT, Money(50_00)), Tender(Method.CASH, Money(40_00)))
    receipt = sales.register_sale(shop, replace(order, down_payment_tenders=tenders))
    assert receipt.change == Money(10_00)
    assert sales.sale_desk(shop, customer).store_credit == Money.ZERO
    moved = CashMovement.select().where(CashMovement.payment == receipt.down_payment_id)
    assert [(each.method, each.amount_cents) for each in moved] == [("cash", 30_00)], "no drawer holds credit"


def test_no_more_store_credit_than_there_is_or_is_due(shop: Context) -> None:
    customer = credited(shop, 50_00)
    order = sale_order(shop, customer, down_payment=Money(80_00))
    for amount, refusal in ((Money(80_00), StoreCreditShort), (Money(90_00), StoreCreditBeyondDue)):
        asked = replace(
            order, request_id=new_id(), down_payment_tenders=(Tender(Method.STORE_CREDIT, amount),)
        )
        with pytest.raises(refusal):
            sales.register_sale(shop, asked)
    assert sales.sale_desk(shop, customer).store_credit == Money(50_00)
    assert Sale.select().count() == 1
