import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.br import TextTooLong, clean_text, excerpt, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ângela  D'Ávila", "angela d'avila"),
        ("CONCEIÇÃO", "conceicao"),
        ("Strauß", "strauss"),
        ("ﬁlho", "filho"),
        (" José\u00a0Antônio\n", "jose antonio"),
        ("Jose\u0301", "jose"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Maria\tdas \n Graças ", "Maria das Graças"),
        ("Jose\u0301", "José"),
        ("Ma\x00ria\x07", "Maria"),
        ("a \x00 b", "a b"),
        ("\u202eairaM\ufeff", "airaM"),
        ("\ud800Ana", "Ana"),
        ("<b>=1+1 😀", "<b>=1+1 😀"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_clean_text(text: str, cleaned: str) -> None:
    assert clean_text(text, 40) == cleaned


@given(st.text(max_size=60))
def test_cleaned_text_is_clean(text: str) -> None:
    cleaned = clean_text(text, 200)
    assert clean_text(cleaned, 200) == cleaned
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in cleaned)
    cleaned.encode()


def test_too_long_a_name() -> None:
    assert clean_text("a" * 80, 80) == "a" * 80
    with pytest.raises(TextTooLong) as caught:
        clean_text("a" * 10_000, 80)
    assert caught.value.limit == 80


def test_excerpt() -> None:
    assert excerpt("a" * 40) == "a" * 40
    assert excerpt("a" * 41) == "a" * 39 + "…"
