import pytest

from crediario.domain.search import SearchTerms, search_terms, words_of


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
