import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.carne_code import (
    CarneCheckWrong,
    CarneCode,
    NotACarneCode,
    decode,
    encode,
    looks_like_code,
)


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1, "7702 0005 2140 0114"), (2, "7702 0005 2140 0211"), (3, "7702 0005 2140 0308")],
)
def test_the_codes_on_the_pictured_slips(number: int, printed: str) -> None:
    assert encode(2, 5214, number).formatted == printed
    assert decode(printed) == CarneCode(2, 5214, number)


@given(
    st.integers(1, 99), st.integers(1, 9_999_999), st.integers(1, 999), st.integers(0, 15), st.integers(1, 9)
)
def test_every_wrong_digit_is_noticed(store: int, contract: int, number: int, place: int, shift: int) -> None:
    digits = encode(store, contract, number).digits
    assert len(digits) == 16
    assert decode(digits) == CarneCode(store, contract, number)
    wrong = f"{digits[:place]}{(int(digits[place]) + shift) % 10}{digits[place + 1 :]}"
    with pytest.raises((NotACarneCode, CarneCheckWrong)):
        decode(wrong)


@given(st.integers(1, 99), st.integers(1, 9_999_999), st.integers(1, 999), st.integers(2, 12))
def test_swapped_neighbours_are_noticed(store: int, contract: int, number: int, place: int) -> None:
    digits = encode(store, contract, number).digits
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        with pytest.raises(CarneCheckWrong):
            decode(swapped)


@pytest.mark.parametrize(
    "text", ["", "7802000521400114", "770200052140011", "maria", "77020005214001145", "x" * 999]
)
def test_other_codes_are_not_ours(text: str) -> None:
    assert not looks_like_code(text)
    with pytest.raises(NotACarneCode):
        decode(text)


def test_a_code_with_a_wrong_digit_is_still_meant_as_one() -> None:
    assert looks_like_code("7702 0005 2140 0115")


@pytest.mark.parametrize(
    ("store", "contract", "number"), [(0, 1, 1), (100, 1, 1), (1, 10**7, 1), (1, 1, 1000)]
)
def test_numbers_that_do_not_fit(store: int, contract: int, number: int) -> None:
    with pytest.raises(ValueError, match="out of the code's range"):
        encode(store, contract, number)
