"""Who a line of a bank's statement names: by document, whole or masked, and by name as banks cut it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from crediario.domain.likeness import PARTICLES
from crediario.domain.search import words_of

#: A cut word still says who is meant from here on.
SHORTEST_CUT = 3
_NUMBERS = re.compile(r"(?<![0-9])(?:[0-9]{11}|[0-9]{14}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2})(?![0-9])")
_MASKED = re.compile(r"[*•xX.]{3,4}([0-9]{3})\.?([0-9]{3})-?[*•xX]{2}")


@dataclass(frozen=True, slots=True)
class Payer:
    """A customer who may have paid: name and document, without punctuation."""

    customer_id: int
    name: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The one customer a text names, and whether by document; None where it names nobody, or several."""

    customer_id: int
    by_document: bool


@dataclass(slots=True)
class Payers:
    """The customers who may have paid, found by what a line says."""

    _by_document: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _by_first_word: dict[str, list[tuple[int, tuple[str, ...]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, people: Iterable[Payer]) -> "Payers":
        """The payers among these customers."""
        found = cls()
        for person in people:
            if person.document:
                found._by_document[person.document].add(person.customer_id)
                found._by_document[person.document[3:9]].add(person.customer_id)
            words = tuple(word for word in words_of(person.name) if word not in PARTICLES)
            if len(words) > 1:
                found._by_first_word[words[0]].append((person.customer_id, words))
        return found

    def named_in(self, text: str) -> Named | None:
        """Whom the text names: by document before by name; nobody when it could be two.

        Rule: product.md D9. See docs/regras.md#conferencia-do-extrato.
        """
        numbers = {re.sub(r"[.-]", "", number) for number in _NUMBERS.findall(text)}
        numbers |= {f"{first}{second}" for first, second in _MASKED.findall(text)}
        documents = {customer for number in numbers for customer in self._by_document.get(number, ())}
        if documents:
            return Named(documents.pop(), by_document=True) if len(documents) == 1 else None
        names = self._names_in(words_of(text))
        return Named(names.pop(), by_document=False) if len(names) == 1 else None

    def _names_in(self, words: tuple[str, ...]) -> set[int]:
        return {
            customer
            for word in words
            for customer, name in self._by_first_word.get(word, ())
            if says_name(words, name)
        }


def says_name(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a line's words say a name: its first, and all others but one where there are three or more.

    Banks cut names at their end: the last word found may be the beginning of the name's.
    """
    said = [word for word in name if _is_said(word, words)]
    least = max(2, len(name) - 1) if len(name) > 2 else 2
    return name[0] in words and len(said) >= least


def _is_said(word: str, words: tuple[str, ...]) -> bool:
    return word in words or any(len(cut) >= SHORTEST_CUT and word.startswith(cut) for cut in words)
