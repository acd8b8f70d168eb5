"""What a person typed to find somebody, split into words and numbers as the search tables keep them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crediario.domain.br import fold

PUNCTUATION_OF_NUMBERS = re.compile(r"[().\-/+]")
# Fewer letters are inside nearly every name.
SHORTEST_PART = 3
# What the masked CPF still shows starts at its fourth digit.
HIDDEN_DIGITS = 3


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """Words match the beginning of a word of the name, digit runs any part of a CPF, telephone or carnê.

    Attributes:
        words: folded, each once, in the order typed.
        digits: runs without punctuation; pieces of one number typed apart are joined.
    """

    words: tuple[str, ...]
    digits: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.digits)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a name, each once: what the search tables keep.

    "D'Ávila  Conceição" gives ("d", "avila", "conceicao").
    """
    return tuple(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))


def search_terms(text: str) -> SearchTerms:
    """Words and digit runs of what was typed: "ângela (34) 9 98" gives ("angela",) and ("34998",).

    A piece that mixes letters and digits, as an alphanumeric CNPJ, is one word without its punctuation.
    """
    words: list[str] = []
    digits: list[str] = []
    joins = False
    for piece in text.split():
        bare = PUNCTUATION_OF_NUMBERS.sub("", piece)
        if re.fullmatch(r"[0-9]+", bare):
            digits = [*digits[:-1], digits[-1] + bare] if joins else [*digits, bare]
        else:
            words.extend(_words_of_piece(piece, bare))
        joins = re.fullmatch(r"[0-9]+", bare) is not None
    return SearchTerms(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(digits)))


def _words_of_piece(piece: str, bare: str) -> Iterator[str]:
    has_digit = re.search(r"[0-9]", piece)
    yield from words_of(bare if has_digit else piece)


def searchable_name(name: str) -> str:
    """The words of ``name`` as the search tables keep them: "Zoé D'Ávila" gives "zoe d avila"."""
    return " ".join(words_of(name))


def customer_words(name: str, document: str | None, phones: Iterable[str]) -> tuple[str, ...]:
    """Everything whose beginning finds a customer, each once.

    Args:
        name: as registered.
        document: CPF or CNPJ without punctuation; a CPF is found by its middle too, which its mask shows.
        phones: in E.164; found with and without area code, without the mobile 9, and by the last four.

    Rule: product.md A5; docs/adr/0006.
    """
    found = [*words_of(name)]
    if document:
        found += [document.lower(), document[HIDDEN_DIGITS:].lower()]
    for phone in phones:
        national = phone.removeprefix("+55")
        found += [national, national[2:], national[-8:], national[-4:]]
    return tuple(dict.fromkeys(found))


def word_parts(word: str) -> tuple[str, ...]:
    """The word and each of its endings of three letters or more: what lies behind the middle of a word."""
    return (word, *(word[start:] for start in range(1, len(word) - SHORTEST_PART + 1)))


def national_digits(digits: str) -> str:
    """Digits typed, without the country's 55 or the trunk 0; eleven starting with 0 may be a CPF."""
    if len(digits) in {12, 13} and digits.startswith("55"):
        return digits[2:]
    return digits[1:] if len(digits) == 12 and digits.startswith("0") else digits
