"""Whether two names are likely one person's, written down twice."""

from difflib import SequenceMatcher

from crediario.domain.search import words_of

#: "Luis Sousa" and "Luiz Souza" reach 0.8; brothers seldom do ("Ana Paula Lima", "Carlos Lima").
NEARLY = 0.8


def near_identical(name: str, other: str) -> bool:
    """Whether the names differ by a letter here and there, by words left out in the middle, or by the order.

    Rule: product.md A3. See docs/regras.md#cadastro.
    """
    words, others = words_of(name), words_of(other)
    if not words or not others:
        return False
    same_ends = (words[0], words[-1]) == (others[0], others[-1])
    same_words = set(words) == set(others)
    return (
        same_ends or same_words or SequenceMatcher(None, " ".join(words), " ".join(others)).ratio() >= NEARLY
    )
