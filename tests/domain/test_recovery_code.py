"""The key on paper: there and back, and no slip of the pen unnoticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.audit_chain import DEMO_KEY, KEY_BYTES, AuditKey
from crediario.domain.recovery_code import (
    ALPHABET,
    LENGTH,
    RecoveryCodeIncomplete,
    RecoveryCodeWrong,
    key_from_code,
    recovery_code,
)

keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES).map(AuditKey)


@given(keys)
def test_there_and_back(key: AuditKey) -> None:
    code = recovery_code(key)

    assert [len(group) for group in code.split("-")] == [6] * 9
    assert key_from_code(code) == key
    assert key_from_code(f"  {code.lower().replace('-', ' ')}\n") == key
    assert key_from_code(code.replace("0", "o").replace("1", "l")) == key


@given(keys, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_character_wrong_is_noticed(key: AuditKey, place: int, other: str) -> None:
    plain = recovery_code(key).replace("-", "")
    if plain[place] == other:
        return
    with pytest.raises(RecoveryCodeWrong):
        key_from_code(plain[:place] + other + plain[place + 1 :])


@given(keys, st.integers(0, LENGTH - 2))
def test_two_neighbours_exchanged_are_noticed(key: AuditKey, place: int) -> None:
    plain = recovery_code(key).replace("-", "")
    if plain[place] == plain[place + 1]:
        return
    with pytest.raises(RecoveryCodeWrong):
        key_from_code(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :])


@pytest.mark.parametrize("text", ["", "ABC", "0" * 53, "0" * 55])
def test_too_few_or_too_many(text: str) -> None:
    with pytest.raises(RecoveryCodeIncomplete) as refused:
        key_from_code(text)
    assert (refused.value.typed, refused.value.wanted) == (len(text), 54)


@pytest.mark.parametrize("place", [0, 20, 52])
@pytest.mark.parametrize("strange", ["U", "Á", "?", "²"])
def test_characters_that_no_code_has(place: int, strange: str) -> None:
    plain = recovery_code(DEMO_KEY).replace("-", "")
    with pytest.raises(RecoveryCodeWrong):
        key_from_code(plain[:place] + strange + plain[place + 1 :])
