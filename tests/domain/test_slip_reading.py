"""A slip read by its bars or by its Pix code names the same installment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain import carne_code, pix
from crediario.domain.bank_statement import SlipName, slips_of, txid_in
from crediario.domain.carne_code import CarneCheckWrong, NotACarneCode
from crediario.domain.money import Money
from crediario.domain.slip_reading import SlipQrMisread, SlipQrOfAnother, SlipRead, read_slip, slip_txid

KEY = "pix@casaaurora.example"


def payload(txid: str) -> str:
    return pix.encode(pix.PixCharge(KEY, "Casa Aurora Ltda", "Patos de Minas", Money(139_80), txid))


def test_the_bars_say_store_contract_and_installment() -> None:
    assert read_slip(carne_code.encode(2, 4812, 5).formatted) == SlipRead(4812, 5, store=2)


def test_the_pix_code_says_store_contract_installment_and_whose_key() -> None:
    assert read_slip(payload(slip_txid(2, (4812, 5))) + " ") == SlipRead(4812, 5, store=2, pix_key=KEY)


def test_the_pix_code_of_an_earlier_version_says_no_store() -> None:
    assert read_slip(payload("C4812P5")) == SlipRead(4812, 5, pix_key=KEY)


def test_the_longest_code_fits_its_field() -> None:
    longest = slip_txid(carne_code.STORE_LIMIT, (carne_code.CONTRACT_LIMIT, carne_code.NUMBER_LIMIT))
    assert read_slip(payload(longest)) == SlipRead(9_999_999, 999, store=99, pix_key=KEY)
    assert slip_txid(2, (4812, 5), (5107, 2)) == "L2C4812P5C5107P2"


@given(st.integers(1, 99), st.integers(1, 9_999_999), st.integers(1, 999))
def test_what_is_printed_is_read_back_from_slip_and_statement(store: int, contract: int, number: int) -> None:
    txid = slip_txid(store, (contract, number))
    assert read_slip(payload(txid)) == SlipRead(contract, number, store=store, pix_key=KEY)
    assert txid_in(f"PIX RECEBIDO {txid}") == txid
    assert slips_of(txid, store) == (SlipName(contract, number),)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("7891000100103", NotACarneCode),
        ("https://www.fazenda.example/nfce?p=123", NotACarneCode),
        (carne_code.encode(2, 4812, 5).digits[:-1] + "0", CarneCheckWrong),
        (payload("C4812P5")[:-1] + "0", SlipQrMisread),
        (payload("C4812P5").swapcase(), SlipQrMisread),
        (payload("***"), SlipQrOfAnother),
        (payload("C4812P5C5107P2"), SlipQrOfAnother),
        (payload("L2C4812P5C5107P2"), SlipQrOfAnother),
        ("000201", SlipQrMisread),
    ],
)
def test_what_is_no_slip_says_why(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_slip(text)
