"""Notes: whose, good or not, and how their lines become a sale that adds up to the centavo."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.errors import Refusal
from crediario.domain.fiscal_note import (
    FiscalNote,
    NoteCancelled,
    NoteDoesNotAddUp,
    NoteForTests,
    NoteIsNoSale,
    NoteItem,
    NoteKeyWrong,
    NoteModel,
    NoteNotAuthorised,
    NoteOfAnotherShop,
    NoteSaleItem,
    check_digit,
    check_note,
    is_key,
    quantity_text,
    sale_items,
)
from crediario.domain.money import Money

KEY = "41170706117473000150550010000463202612756525"
CNPJ = "06117473000150"
ISSUED = datetime(2017, 7, 12, 9, 45, tzinfo=timezone(timedelta(hours=-3)))


def item(
    cents: int, quantity: str = "1", unit: str = "UN", text: str = "Camiseta", **more: object
) -> NoteItem:
    return NoteItem(text, Decimal(quantity), unit, Decimal(1), Money(cents), **more)  # type: ignore[arg-type]


def note(*items: NoteItem, total: int | None = None, **more: object) -> FiscalNote:
    net = sum(each.net.cents for each in items if each.counts)
    plain = FiscalNote(
        key=KEY, model=NoteModel.NFE, series=1, number=46320, issued_at=ISSUED, issuer=CNPJ,
        issuer_name="Loja", customer_name=None, customer_document=None, items=items,
        total=Money(net if total is None else total), status="100",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def test_check_digits_of_real_keys() -> None:
    for key in (
        KEY,
        "42220575277525000178550030000292481295366801",
        "26180875335849000115550010000016871192213331",
    ):
        assert is_key(key)
        assert not is_key(key[:-1] + str((int(key[-1]) + 1) % 10))
    assert not is_key("")
    assert not is_key(KEY[:-1] + "X")


def test_a_key_with_letters_of_the_new_cnpj() -> None:
    body = "3126" + "11" + "12ABC34501DE35" + "65" + "001" + "000000007" + "1" + "12345678"
    assert is_key(f"{body}{check_digit(body + '0')}")


@given(st.integers(0, 42), st.integers(1, 9))
def test_one_wrong_digit_is_found(at: int, change: int) -> None:
    digit = str((int(KEY[at]) + change) % 10)
    wrong = KEY[:at] + digit + KEY[at + 1 :]
    # Modulus 11 gives 0 for two of the eleven rests: a few changes slip through, never the digit itself.
    assert is_key(wrong) == (check_digit(wrong) == int(KEY[-1]))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"key": KEY[:-1] + "6"}, NoteKeyWrong),
        ({"issuer": "11222333000181"}, NoteKeyWrong),
        ({"number": 46321}, NoteKeyWrong),
        ({"series": 2}, NoteKeyWrong),
        ({"model": NoteModel.NFCE}, NoteKeyWrong),
        ({"issued_at": datetime(2017, 8, 12, tzinfo=UTC)}, NoteKeyWrong),
        ({"cancelled": True}, NoteCancelled),
        ({"status": "101"}, NoteCancelled),
        ({"status": "155"}, NoteCancelled),
        ({"status": None}, NoteNotAuthorised),
        ({"status": "110"}, NoteNotAuthorised),
        ({"is_test": True}, NoteForTests),
        ({"is_sale": False}, NoteIsNoSale),
    ],
)  # fmt: skip
def test_notes_nothing_is_sold_by(changes: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_note(note(item(10_00), **changes), CNPJ)


def test_any_shop_of_the_company_and_late_authorisation() -> None:
    check_note(note(item(10_00)), "06117473000230")
    check_note(note(item(10_00), status="150"), None)
    with pytest.raises(NoteOfAnotherShop):
        check_note(note(item(10_00)), "11222333000181")


def test_whole_pieces_stay_pieces_and_the_rest_is_said_in_words() -> None:
    sold = sale_items(note(item(150_00, "3"), item(13_97, "0.35", "KG", "Queijo"), item(10_00, "3.0000")))
    assert sold == (
        NoteSaleItem("Camiseta", 3, Money(50_00)),
        NoteSaleItem("0,350 kg × Queijo", 1, Money(13_97)),
        NoteSaleItem("3 un × Camiseta", 1, Money(10_00)),
    )


@pytest.mark.parametrize(
    ("quantity", "text"),
    [("3", "3"), ("0.35", "0,350"), ("1250.5", "1.250,500"), ("0.1234", "0,1234"), ("1000", "1.000")],
)
def test_quantities(quantity: str, text: str) -> None:
    assert quantity_text(Decimal(quantity)) == text


def test_discounts_freight_gifts_and_lines_outside_the_total() -> None:
    lines = (
        item(100_00, discount=Money(10_00), extras=Money(5_00)),
        item(20_00, text="Brinde", discount=Money(20_00)),
        item(99_00, text="Sacola", counts=False),
    )
    assert sale_items(note(*lines)) == (NoteSaleItem("Camiseta", 1, Money(95_00)),)


def test_what_the_lines_leave_of_the_total_is_spread_by_value() -> None:
    sold = sale_items(note(item(10_00), item(10_00), item(10_00), total=30_01))
    assert [each.unit_price.cents for each in sold] == [10_01, 10_00, 10_00]
    sold = sale_items(note(item(90_00), item(10_00), total=90_00))
    assert [each.unit_price.cents for each in sold] == [81_00, 9_00]


@pytest.mark.parametrize(
    "wrong",
    [note(item(0)), note(item(10_00), total=0), note(total=10_00), note(item(0), total=5_00),
     note(item(10_00, discount=Money(11_00)), item(5_00)), note(item(10_00), total=100_000_000_000)],
)  # fmt: skip
def test_what_does_not_add_up(wrong: FiscalNote) -> None:
    with pytest.raises(NoteDoesNotAddUp):
        sale_items(wrong)


lines = st.builds(
    lambda cents, quantity, off: item(cents, quantity, discount=Money(cents * off // 100)),
    st.integers(0, 10_000_00),
    st.sampled_from(["1", "2", "3", "7", "0.35", "1.5"]),
    st.integers(0, 100),
)


@given(st.lists(lines, min_size=1, max_size=20), st.integers(1, 20_000_00))
def test_items_add_up_to_the_notes_total(items: list[NoteItem], total: int) -> None:
    if not any(each.net for each in items):
        return
    sold = sale_items(note(*items, total=total))
    assert sum(each.quantity * each.unit_price.cents for each in sold) == total
    assert all(each.quantity >= 1 and each.unit_price > Money.ZERO for each in sold)


def test_a_long_text_is_cut_where_the_sale_would_cut_it() -> None:
    (sold,) = sale_items(note(item(10_01, "2", text="x" * 200)))
    assert len(sold.description) == 120
