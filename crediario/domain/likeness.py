"""Whether two records are likely one person's, written down twice: names word by word, and births."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.search import words_of

#: Similarity from which on names are one person's, by what is known of the births.
SAME_BIRTH_FROM, SWAPPED_BIRTH_FROM, UNKNOWN_BIRTH_FROM = 85, 90, 97
PARTICLES = frozenset({"d", "da", "das", "de", "do", "dos", "e"})
#: As people shorten them on cards and notebooks.
SHORTENED = {
    "ant": "antonio", "ap": "aparecida", "apda": "aparecida", "aparec": "aparecida", "conc": "conceicao",
    "fca": "francisca", "fco": "francisco", "jr": "junior", "ma": "maria", "seb": "sebastiao",
    "sta": "santa", "sto": "santo",
}  # fmt: skip
#: Letters that sound alike at the counter: Luiz and Luís, Thereza and Teresa, Wagner and Vagner.
SOUNDS = (("ph", "f"), ("th", "t"), ("z", "s"), ("y", "i"), ("w", "v"), ("k", "c"), ("ss", "s"), ("ll", "l"),
          ("nn", "n"), ("tt", "t"), ("mm", "m"))  # fmt: skip
#: Below, two words are two names; an initial says less than the name.
SAME_WORD_FROM, INITIAL = 65, 90
#: Taken off for each word that only one of the names has.
LEFT_OUT = 4


class BirthMatch(StrEnum):
    """How two birth dates agree: the same, day and month the other way round, or one is not known."""

    SAME = "same"
    SWAPPED = "swapped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How alike two records are; ``similarity`` of the names, up to 100."""

    birth: BirthMatch
    similarity: int


def resemblance(
    name: str, birth_date: date | None, other: str, other_birth_date: date | None
) -> Resemblance | None:
    """How alike two people's names and births are; None when they are likely two people.

    Without both births only nearly the same name counts.

    Rule: product.md A3. See docs/regras.md#duplicados.
    """
    birth = _birth_match(birth_date, other_birth_date)
    if birth is None:
        return None
    found = similarity(name, other)
    return Resemblance(birth, found) if found >= _ENOUGH[birth] else None


_ENOUGH = {
    BirthMatch.SAME: SAME_BIRTH_FROM,
    BirthMatch.SWAPPED: SWAPPED_BIRTH_FROM,
    BirthMatch.UNKNOWN: UNKNOWN_BIRTH_FROM,
}


def _birth_match(birth_date: date | None, other: date | None) -> BirthMatch | None:
    if birth_date is None or other is None:
        return BirthMatch.UNKNOWN
    if birth_date == other:
        return BirthMatch.SAME
    return BirthMatch.SWAPPED if swapped(birth_date) == other else None


def swapped(birth_date: date) -> date | None:
    """Day and month the other way round, as somebody may have typed them; None when it is no other day."""
    if birth_date.day > 12 or birth_date.day == birth_date.month:
        return None
    return birth_date.replace(month=birth_date.day, day=birth_date.month)


def similarity(name: str, other: str) -> int:
    """How alike two names are, 0 to 100: each word beside the one most like it, in whatever order.

    "Mª Apda Silva", "Aparecida Maria Silva" and "Maria Aparecida da Silva" are the same; an initial stands
    for its name; a word more or less takes little off, one that differs much.
    """
    fewer, more = sorted((_words(name), _words(other)), key=len)
    if not fewer or (len(fewer) == 1 and len(more) > 1):
        return 0
    total = letters = 0.0
    for found, word, other_word in _paired(fewer, more):
        longer = max(len(word), len(other_word))
        total, letters = total + found * longer, letters + longer
    return max(round(total / letters) - LEFT_OUT * (len(more) - len(fewer)), 0)


def _paired(fewer: list[str], more: list[str]) -> Iterator[tuple[float, str, str]]:
    """Each word of the shorter name beside one of the longer, the best pairs first."""
    pairs = [(_word_similarity(one, two), i, j) for i, one in enumerate(fewer) for j, two in enumerate(more)]
    used, taken = set[int](), set[int]()
    for found, i, j in sorted(pairs, reverse=True):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            yield found, fewer[i], more[j]


def _words(name: str) -> list[str]:
    found = (SHORTENED.get(word, word) for word in words_of(name) if word not in PARTICLES)
    return [_sounding(word) for word in found]


def _sounding(word: str) -> str:
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return word


def _word_similarity(word: str, other: str) -> float:
    if 1 in (len(word), len(other)):
        return INITIAL if word[0] == other[0] else 0.0
    # Not needed before somebody types a name.
    from rapidfuzz import fuzz

    found = fuzz.ratio(word, other)
    return found if found >= SAME_WORD_FROM else 0.0
