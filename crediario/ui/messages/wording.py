"""What a message is, and how its figures are written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from crediario.domain.br import format_date, format_money, format_rate
from crediario.domain.errors import KnownFailure
from crediario.domain.money import Money, Rate

TRY_AGAIN = "Os valores digitados continuam aqui. Tente de novo."
WHOLE_DATE = "Escreva dia/mês/ano, como 10/07/2026."


@dataclass(frozen=True, slots=True)
class Message:
    """``title`` stands alone beside a field; ``text`` says what it means; ``advice`` what to do."""

    title: str
    text: str = ""
    advice: str = ""

    @property
    def whole(self) -> str:
        """All of it in one paragraph, as the command line prints it."""
        return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in self._parts)

    @property
    def rest(self) -> str:
        """What follows the title."""
        return " ".join(self._parts[1:])

    @property
    def _parts(self) -> list[str]:
        return [part for part in (self.title, self.text, self.advice) if part]


Wording = Message | Callable[[KnownFailure], Message]


def shown(value: object) -> str:
    """A figure as people read it; an hour as the failure carries it: told by the shop's clock."""
    match value:
        case Money():
            return format_money(value)
        case Rate():
            return format_rate(value)
        case datetime():
            return f"{value:%H:%M}"
        case date():
            return format_date(value)
        case _:
            return str(value)


def limits_words(failure: KnownFailure) -> Message:
    """The limits that a value stays within."""
    least, most = vars(failure)["minimum"], vars(failure)["maximum"]
    if most is None:
        return Message(f"O mínimo é {shown(least)}")
    if least is None:
        return Message(f"O máximo é {shown(most)}")
    return Message(f"O valor vai de {shown(least)} a {shown(most)}")
