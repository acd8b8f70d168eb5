"""A slip read by its bars or by its Pix code names the same installment."""

import pytest

from crediario.domain import carne_code, pix
from crediario.domain.carne_code import CarneCheckWrong, NotACarneCode
from crediario.domain.money import Money
from crediario.domain.slip_reading import SlipQrMisread, SlipQrOfAnother, SlipRead, read_slip, slip_txid

KEY = "pix@casaaurora.example"


def payload(txid: str) -> str:
    return pix.encode(pix.PixCharge(KEY, "Casa Aurora Ltda", "Patos de Minas", Money(139_80), txid))


def test_the_bars_say_store_contract_and_installment() -> None:
    assert read_slip(carne_code.encode(2, 4812, 5).formatted) == SlipRead(4812, 5, store=2)


def test_the_pix_code_says_contract_installment_and_whose_key() -> None:
    assert read_slip(payload(slip_txid(4812, 5)) + " ") == SlipRead(4812, 5, pix_key=KEY)


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
        ("000201", SlipQrMisread),
    ],
)
def test_what_is_no_slip_says_why(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_slip(text)
