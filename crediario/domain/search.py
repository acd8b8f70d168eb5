"""What a person typed to find somebody, split into words and numbers as the search tables keep them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crediario.domain.br import fold

PUNCTUATION_OF_NUMBERS = re.compile(r"[().\-/+]")


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
