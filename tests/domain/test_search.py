import pytest

from crediario.domain.search import (
    SearchTerms,
    customer_words,
    national_digits,
    search_terms,
    searchable_name,
    word_parts,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words", "digits"),
    [
        ("", (), ()),
        ("  ", (), ()),
        ("Ângela", ("angela",), ()),
        ("maria das graças", ("maria", "das", "gracas"), ()),
        ("Maria-Clara D'Ávila maria", ("maria", "clara", "d", "avila"), ()),
        ("123.456.789-09", (), ("12345678909",)),
        ("(34) 9 9812-4471", (), ("34998124471",)),
        ("+55 34 99812-4471", (), ("5534998124471",)),
        ("4471 ana 4812", ("ana",), ("4471", "4812")),
        ("12.abc.345/01de-35", ("12abc34501de35",), ()),
        ("%_'; drop", ("drop",), ()),
        ("😀 ana", ("ana",), ()),
    ],
)
def test_search_terms(text: str, words: tuple[str, ...], digits: tuple[str, ...]) -> None:
    terms = search_terms(text)
    assert terms == SearchTerms(words, digits)
    assert bool(terms) is bool(words or digits)


def test_names_are_indexed_by_the_words_people_type() -> None:
    name = "Conceição D'Ávila-Souza Souza"
    assert words_of(name) == ("conceicao", "d", "avila", "souza")
    assert search_terms(name).words == words_of(name)


def test_everything_a_customer_is_found_by() -> None:
    words = customer_words("Zoé D'Ávila", "12345678909", ("+5534998124471", "+553438214405"))
    assert words == (
        *("zoe", "d", "avila"),
        *("12345678909", "45678909"),
        *("34998124471", "998124471", "98124471", "4471"),
        *("3438214405", "38214405", "4405"),
    )
    assert customer_words("Zoé", None, ()) == ("zoe",)
    assert customer_words("Sol", "12ABC34501DE35", ()) == ("sol", "12abc34501de35", "bc34501de35")
    assert searchable_name("Zoé  D'Ávila") == "zoe d avila"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("de", ("de",)),
        ("ana", ("ana",)),
        ("avila", ("avila", "vila", "ila")),
    ],
)
def test_a_word_is_found_by_its_endings(word: str, parts: tuple[str, ...]) -> None:
    assert word_parts(word) == parts


@pytest.mark.parametrize(
    ("typed", "national"),
    [
        ("5534998124471", "34998124471"),
        ("553438214405", "3438214405"),
        ("034998124471", "34998124471"),
        ("08745612341", "08745612341"),
        ("34998124471", "34998124471"),
        ("4471", "4471"),
    ],
)
def test_country_and_trunk_digits_are_left_aside(typed: str, national: str) -> None:
    assert national_digits(typed) == national
