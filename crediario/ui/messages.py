"""Every failure in words a shop understands: what happened, that nothing was lost, what to do now.

Imports no Qt: the command line says the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from crediario.domain.errors import KnownFailure


@dataclass(frozen=True, slots=True)
class Message:
    """``title`` stands alone beside a field; ``text`` says what it means; ``advice`` what to do."""

    title: str
    text: str = ""
    advice: str = ""

    @property
    def whole(self) -> str:
        """All of it in one paragraph, as the command line prints it."""
        return " ".join(part if part.endswith(".") else f"{part}." for part in self._parts)

    @property
    def rest(self) -> str:
        """What follows the title."""
        return " ".join(part for part in (self.text, self.advice) if part)

    @property
    def _parts(self) -> list[str]:
        return [part for part in (self.title, self.text, self.advice) if part]


Wording = Callable[[KnownFailure], Message]


def words(failure: KnownFailure) -> Message:
    """The words of a failure; one without words is a mistake a test finds."""
    return WORDS[failure.code](failure)


def says(title: str, text: str = "", advice: str = "") -> Wording:
    """Words that do not depend on the failure's data."""
    return lambda _: Message(title, text, advice)


WORDS: dict[str, Wording] = {}
