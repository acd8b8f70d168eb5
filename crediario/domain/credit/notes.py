"""What stands beside a field of the credit policy: its words, an example out of its value, and its limits."""

from collections.abc import Callable
from dataclasses import Field, dataclass
from typing import Any

from crediario.domain.errors import Refusal
from crediario.domain.limits import BeyondLimits, FigureNote, hold


class PolicyOutOfRange(BeyondLimits, Refusal):
    """A figure of the policy below or above what the field allows."""


def check_range(name: str, value: Any, minimum: Any, maximum: Any) -> None:
    """Refuse a figure outside what its field allows.

    Raises:
        PolicyOutOfRange: as said.
    """
    hold(name, value, minimum, maximum, PolicyOutOfRange)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyNote(FigureNote):
    """What stands beside a field of the policy on the screen.

    Attributes:
        example: from the value to a sentence that shows it at work.
    """

    example: Callable[[Any], str]


def note(
    label: str,
    help_text: str,
    example: Callable[[Any], str],
    rule: str = "",
    minimum: Any = None,
    maximum: Any = None,
) -> dict[str, Any]:
    """The metadata of a field, its ``PolicyNote`` inside."""
    return {"note": PolicyNote(label, help_text, rule, minimum, maximum, example=example)}


def policy_note(setting: "Field[Any]") -> PolicyNote:
    """The note of a field of ``CreditPolicy`` or of ``Answers``, as ``dataclasses.fields`` gives it."""
    found: PolicyNote = setting.metadata["note"]
    return found
