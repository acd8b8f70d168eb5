"""Statements: codes in their words, and lines that are the same however often they are read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.bank_statement import (
    SlipName,
    StatementFile,
    StatementFormat,
    WrittenLine,
    end_to_end_in,
    identified,
    is_of_another_store,
    slips_of,
    txid_in,
    unknown_lines,
)
from crediario.domain.money import Money
from tests.support.statements import E2E

DAY = date(2026, 11, 20)


def line(cents: int = 89_90, words: str = "PIX RECEBIDO", number: str = "", day: date = DAY) -> WrittenLine:
    return WrittenLine(day, Money(cents), words, number)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"PIX {E2E} JOANA", E2E),
        (f"PIX {E2E}X", None),
        (f"{E2E} e {E2E[:-1]}Z", None),
        (f"{E2E} {E2E}", E2E),
        ("E123", None),
    ],
)
def test_end_to_end_codes(text: str, found: str | None) -> None:
    assert end_to_end_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PIX C4812P5", "C4812P5"),
        ("pix c4812p5c4812p6 joana", "C4812P5C4812P6"),
        ("PIX L2C4812P5", "L2C4812P5"),
        ("pix l12c4812p5c5107p2 joana", "L12C4812P5C5107P2"),
        ("PIX L2C4812P5 C4812P5", None),
        ("L0C4812P5", None),
        ("L100C4812P5", None),
        ("L2C4812P5L2C4812P6", None),
        ("L2", None),
        ("ABC12P3", None),
        ("C12P3X", None),
        ("C1P1 ou C1P2", None),
        ("C0P1", None),
        ("C12345678P1", None),
    ],
)
def test_our_own_codes(text: str, found: str | None) -> None:
    assert txid_in(text) == found


@pytest.mark.parametrize("txid", ["C4812P5C4812P6C4812P5", "L2C4812P5C4812P6", "l2c4812p5c4812p6"])
def test_the_slips_a_code_names(txid: str) -> None:
    assert slips_of(txid, 2) == (SlipName(4812, 5), SlipName(4812, 6))
    assert not is_of_another_store(txid, 2)


@pytest.mark.parametrize("store", [1, 12, 22])
def test_a_code_of_another_store_names_nothing_here(store: int) -> None:
    assert slips_of("L2C4812P5", store) == ()
    assert is_of_another_store("L2C4812P5", store)


def test_equal_lines_are_told_apart_by_their_order_and_found_again() -> None:
    first, second = identified([line(), line()])
    assert first.identity != second.identity
    assert identified([line(words="pix  Recebido")])[0].identity == first.identity
    assert identified([line(cents=89_91)])[0].identity != first.identity


def test_a_number_that_stays_is_the_lines_own_whatever_its_words_become() -> None:
    number = "68138eea-2dd1-40ae-898f-6ebf077ff936"
    assert (
        identified([line(words="Pix", number=number)])[0].identity
        == identified([line(words="Pix de Joana", number=number)])[0].identity
    )


@pytest.mark.parametrize("number", ["", "1", "000000000000", "20261120", "111222333"])
def test_numbers_that_come_again_are_not_counted_on(number: str) -> None:
    assert identified([line(number=number)])[0].identity == identified([line()])[0].identity


def test_the_pix_systems_number_comes_before_the_banks() -> None:
    one, other = (
        identified([line(words=f"PIX {E2E}", number="20261120000001")]),
        identified([line(number=E2E)]),
    )
    assert one[0].identity == other[0].identity
    assert one[0].end_to_end == other[0].end_to_end == E2E


def test_balances_are_no_lines() -> None:
    words = ("SALDO ANTERIOR", "Saldo do dia", "S A L D O", "Saldo Total Disponível")
    assert identified([line(words=each) for each in words] + [line(0)]) == ()


def test_what_came_in() -> None:
    lines = identified([line(), line(-10_00, "TARIFA")])
    file = StatementFile("a.ofx", "", StatementFormat.OFX, "", "", DAY, DAY, lines)
    assert [each.amount for each in file.incoming] == [Money(89_90)]


def test_an_overlapping_statement_adds_only_what_is_new() -> None:
    before = identified([line(), line(), line(50_00)])
    again = identified([line(), line(50_00), line(), line(), line(70_00)])
    assert [each.amount.cents for each in unknown_lines(again, before)] == [89_90, 70_00]


def test_a_bank_that_numbers_anew_at_each_download_is_seen_through() -> None:
    before = identified([line(number=f"aaaa{at}bcdefgh") for at in range(3)])
    again = identified([line(number=f"zzzz{at}bcdefgh") for at in range(4)])
    assert len(unknown_lines(again, before)) == 1


written = st.builds(
    WrittenLine,
    st.dates(date(2026, 11, 1), date(2026, 11, 5)),
    st.integers(1, 3).map(lambda reais: Money(reais * 100)),
    st.sampled_from(["PIX", "PIX JOANA", "TED"]),
    st.sampled_from(["", "1", "20261120000001", "20261120000002"]),
)


@given(st.lists(written, max_size=30), st.integers(0, 30))
def test_whatever_part_was_read_before_the_whole_is_there_once(lines: list[WrittenLine], cut: int) -> None:
    whole = identified(lines)
    part = identified(lines[:cut])
    added = unknown_lines(whole, part)
    assert len(part) + len(added) == len(whole)
    assert unknown_lines(whole, (*part, *added)) == ()
    assert len({each.identity for each in whole}) == len(whole)
