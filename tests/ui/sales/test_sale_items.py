"""Items line by line and from the XML of a note, by keyboard alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from crediario.db.models import Sale
from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.sales import sale_view
from crediario.ui.navigation import CustomerForm, NewSale
from tests.support.fiscal_notes import Line, Note
from tests.support.shop import PROFILE
from tests.ui.sales.conftest import Counter, customer
from tests.ui.sales.test_sale_words import spoken

OpenAt = Callable[[NewSale], Counter]
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
F10, N, F, DELETE = Qt.Key.Key_F10, Qt.Key.Key_N, Qt.Key.Key_F, Qt.Key.Key_Delete
ROSA = "<dest><CPF>52998224725</CPF><xNome>ROSA</xNome></dest>"
NOTE = Note(
    lines=(
        Line("GELADEIRA", price="1500.0000000000"),
        Line("PANELA", quantity="3.0000", price="30.0000000000"),
    ),
    issuer=PROFILE.cnpj,
    customer=ROSA,
)


@pytest.fixture
def at(counter: OpenAt, sqlite_shop: Context) -> Counter:
    """Nova venda with a customer who may buy."""
    return counter(NewSale(customer(sqlite_shop)))


def sold(at: Counter) -> list[tuple[str, int, Money]]:
    view = sale_view(at.ctx, at.done._receipt.sale_id)
    return [(each.description, each.quantity, each.unit_price) for each in view.items]


def two_items(at: Counter) -> None:
    """Two lines, and on with the sale by an Enter in the blank third."""
    at.press(N, CTRL)
    at.keys("mesa\n\n800\ncadeira\n4\n120,50\n\n")


def test_items_are_typed_added_up_and_sold(at: Counter) -> None:
    two_items(at)
    form = at.screen.form
    assert at.focused is form.purchase.down_payment
    assert form.purchase.price.value() == Money(1_282_00)
    assert spoken(form.items.total.text()) == "R$ 1.282,00"
    at.keys("200\n1")
    at.press(F10)
    assert sold(at) == [("mesa", 1, Money(800_00)), ("cadeira", 4, Money(120_50))]


def test_what_one_line_said_goes_on_as_the_first_item(at: Counter) -> None:
    at.keys("800\nmesa\n")
    at.press(N, CTRL)
    items = at.screen.form.items
    assert [row.text.value() for row in items.rows] == ["mesa", ""]
    assert at.focused is items.rows[1].text
    assert items.rows[0].price.value() == Money(800_00)
    assert at.screen.form.purchase.price.isReadOnly()


def test_an_item_is_taken_out_by_keys_and_the_last_leaves_one_line(at: Counter) -> None:
    two_items(at)
    items = at.screen.form.items
    items.rows[0].price.setFocus()
    at.press(DELETE, CTRL)
    assert [row.text.value() for row in items.rows] == ["cadeira"]
    assert at.screen.form.purchase.price.value() == Money(482_00)
    at.press(DELETE, CTRL)
    assert items.isHidden()
    assert at.focused is at.screen.form.purchase.item
    assert not at.screen.form.purchase.price.isReadOnly()


def test_delete_inside_a_word_is_typing(at: Counter) -> None:
    two_items(at)
    text = at.screen.form.items.rows[0].text
    text.setFocus()
    text.setCursorPosition(0)
    at.press(DELETE)
    assert text.value() == "esa"


def test_f10_leads_to_an_item_without_a_price(at: Counter) -> None:
    two_items(at)
    at.press(N, CTRL)
    at.keys("banco\n")
    at.press(F10)
    assert at.focused is at.screen.form.items.rows[2].price
    assert at.screen.form.items._wrong.text() == "Falta o preço"
    assert Sale.select().count() == 0


def test_shift_enter_goes_back_between_items(at: Counter) -> None:
    two_items(at)
    rows = at.screen.form.items.rows
    rows[1].text.setFocus()
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert at.focused is rows[0].price


def test_every_field_of_an_item_has_a_name(at: Counter) -> None:
    two_items(at)
    names = [edit.accessibleName() for row in at.screen.form.items.rows for edit in row.edits]
    assert names[0] == "O que está levando, item 1"
    assert names[-1] == "Preço de um, item 2"


# -- from a note


def chosen(at: Counter, folder: Path, note: Note) -> None:
    path = folder / "nota.xml"
    path.write_text(note.xml, encoding="utf-8")
    at.dialogs.path = path
    at.press(F, ALT)


def test_a_note_fills_items_value_number_and_key(at: Counter, tmp_path: Path) -> None:
    chosen(at, tmp_path, NOTE)
    form = at.screen.form
    assert form.purchase.price.value() == Money(1_590_00)
    assert form.items._about.text() == "2 itens · nota 1.234"
    assert at.focused is form.purchase.down_payment
    at.keys("200\n1")
    at.press(F10)
    kept = Sale.get()
    assert (kept.note, kept.note_key) == ("1234", NOTE.whole_key)
    assert sold(at)[1] == ("PANELA", 3, Money(30_00))


def test_the_customer_of_the_note_is_one_enter_away(
    counter: OpenAt, sqlite_shop: Context, tmp_path: Path
) -> None:
    customer(sqlite_shop)
    at = counter(NewSale())
    chosen(at, tmp_path, NOTE)
    at.keys("\n")
    assert at.screen.form.buyer.name.text() == "Rosângela Aparecida Lima"
    assert at.focused is at.screen.form.purchase.down_payment
    assert at.screen.form.purchase.price.value() == Money(1_590_00)


def test_a_note_in_another_name_is_told(counter: OpenAt, sqlite_shop: Context, tmp_path: Path) -> None:
    customer(sqlite_shop)
    at = counter(NewSale(customer(sqlite_shop, "Ana Lobo", "11144477735")))
    chosen(at, tmp_path, NOTE)
    assert "outra pessoa" in at.window.toaster.text


def test_an_item_changed_by_hand_is_no_longer_the_note(at: Counter, tmp_path: Path) -> None:
    chosen(at, tmp_path, NOTE)
    row = at.screen.form.items.rows[0]
    row.price.setFocus(Qt.FocusReason.TabFocusReason)
    at.keys("1400\n")
    assert at.screen.edits.draft.note is None
    assert at.screen.form.items._about.text() == "2 itens"


@pytest.mark.parametrize(
    ("note", "title"),
    [
        (replace(NOTE, issuer="99888777000161"), "A nota é de outra empresa"),
        (replace(NOTE, status="101"), "A nota 1234 foi cancelada"),
        (replace(NOTE, status=None), "A nota 1234 não está autorizada"),
    ],
)
def test_a_note_nothing_is_sold_by_is_told_and_loses_nothing(
    at: Counter, tmp_path: Path, note: Note, title: str
) -> None:
    at.keys("800\nmesa\n")
    chosen(at, tmp_path, note)
    assert [each.title for each in at.dialogs.warned] == [title]
    assert at.screen.form.purchase.price.value() == Money(800_00)


def test_a_note_already_sold_says_by_which_sale(at: Counter, tmp_path: Path) -> None:
    chosen(at, tmp_path, NOTE)
    at.keys("200\n1")
    at.press(F10)
    at.keys("\n")
    chosen(at, tmp_path, NOTE)
    assert [each.title for each in at.dialogs.warned] == ["Esta nota já foi vendida"]
    assert "venda 1" in at.dialogs.warned[0].whole


def test_giving_up_the_file_changes_nothing(at: Counter) -> None:
    at.dialogs.path = None
    at.press(F, ALT)
    assert at.screen.form.items.isHidden()


def test_ctrl_n_registers_somebody_while_nobody_was_chosen(counter: OpenAt, sqlite_shop: Context) -> None:
    at = counter(NewSale())
    at.press(N, CTRL)
    assert at.is_at == CustomerForm(None, "")
