"""Names and sentences a person typed or pasted: cleaned for keeping, folded for sorting and searching."""

import unicodedata
from dataclasses import dataclass

from crediario.domain.errors import Refusal

# Marks that turn the reading direction or hide inside a word: a name must be what it looks like.
HIDDEN_MARKS = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
UNWANTED_CATEGORIES = frozenset({"Cc", "Cs"})


@dataclass(eq=False)
class TextTooLong(Refusal):
    """More characters than the field keeps."""

    limit: int


def fold(text: str) -> str:
    """``text`` without accents, in lower case, single-spaced: "Ângela  D'Ávila" gives "angela d'avila".

    The same string sorts and is searched on both database engines. Rule: ux.md §6.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def clean_text(text: str, max_length: int) -> str:
    """One line of text fit to be kept: composed (NFC), no control characters, single-spaced.

    Args:
        text: as typed, pasted or imported; ``<b>``, ``=1+1`` and emoji stay as they are.
        max_length: the most characters kept.

    Raises:
        TextTooLong: the cleaned text has more than ``max_length`` characters.
    """
    spaced = " ".join(text.split())
    kept = "".join(letter for letter in spaced if not _is_unwanted(letter))
    cleaned = " ".join(unicodedata.normalize("NFC", kept).split())
    if len(cleaned) > max_length:
        raise TextTooLong(max_length)
    return cleaned


def _is_unwanted(letter: str) -> bool:
    return letter in HIDDEN_MARKS or unicodedata.category(letter) in UNWANTED_CATEGORIES


def excerpt(text: str, length: int = 40) -> str:
    """The beginning of what was refused, short enough to be shown back."""
    return text if len(text) <= length else text[: length - 1] + "…"
