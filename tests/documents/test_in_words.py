import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.documents.in_words import amount_in_words, number_in_words
from crediario.domain.money import MAX_AMOUNT, Money

# ruff: noqa: SIM905 - a list of words reads best as words

UNITS = (
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis"
    " dezessete dezoito dezenove"
).split()
TENS = "- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
HUNDREDS = (
    "- cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split()
)
VALUES = (
    {word: value for value, word in enumerate(UNITS)}
    | {word: 10 * value for value, word in enumerate(TENS)}
    | {word: 100 * value for value, word in enumerate(HUNDREDS)}
    | {"cem": 100}
)


def read(words: str) -> int:
    """The number somebody hears."""
    total = group = 0
    for word in words.split():
        if word in {"mil", "milhão", "milhões"}:
            total += (group or 1) * (1_000 if word == "mil" else 1_000_000)
            group = 0
        elif word != "e":
            group += VALUES[word]
    return total + group


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "zero reais"),
        (1, "um centavo"),
        (2, "dois centavos"),
        (100, "um real"),
        (101, "um real e um centavo"),
        (200, "dois reais"),
        (829_49, "oitocentos e vinte e nove reais e quarenta e nove centavos"),
        (1_234_56, "mil duzentos e trinta e quatro reais e cinquenta e seis centavos"),
        (1_100_00, "mil e cem reais"),
        (21_000_00, "vinte e um mil reais"),
        (1_000_000_00, "um milhão de reais"),
        (1_000_001_00, "um milhão e um reais"),
        (2_000_000_50, "dois milhões de reais e cinquenta centavos"),
        (3_001_200_00, "três milhões mil e duzentos reais"),
    ],
)
def test_amounts_as_a_notary_writes_them(cents: int, words: str) -> None:
    assert amount_in_words(Money(cents)) == words


@given(st.integers(0, MAX_AMOUNT.cents // 100))
def test_the_words_say_the_number(number: int) -> None:
    words = number_in_words(number)
    assert read(words) == number
    assert "," not in words


@given(st.integers(1, MAX_AMOUNT.cents))
def test_the_words_say_the_amount(cents: int) -> None:
    reais, centavos = divmod(cents, 100)
    words = amount_in_words(Money(cents))
    said = words.replace(" de reais", " reais").split(" reais") if reais > 1 else words.split(" real")
    if reais:
        assert read(said[0]) == reais
    if centavos:
        rest = (said[1] if reais else words).removeprefix(" e ")
        assert read(rest.removesuffix("s").removesuffix(" centavo")) == centavos
