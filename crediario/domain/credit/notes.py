"""What stands beside a field of the credit policy: its words, an example out of its value, and its limits.

The words are Portuguese because the policy screen is generated from them.
"""

from collections.abc import Callable
from dataclasses import Field, dataclass
from typing import Any

from crediario.domain.errors import Refusal


@dataclass(eq=False)
class PolicyOutOfRange(Refusal):
    """A figure of the policy below or above what the field allows."""

    name: str
    minimum: object
    maximum: object


def check_range(name: str, value: Any, minimum: Any, maximum: Any) -> None:
    """Refuse a figure outside what its field allows.

    Raises:
        PolicyOutOfRange: as said.
    """
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        raise PolicyOutOfRange(name, minimum, maximum)


@dataclass(frozen=True, slots=True)
class PolicyNote:
    """What stands beside a field of the policy on the screen.

    Attributes:
        label: name of the field.
        help: one sentence on what it does.
        example: from the value to a sentence that shows it at work.
        rule: source of the rule, empty when the shop is free.
        minimum: smallest value allowed, None without limit.
        maximum: largest value allowed, None without limit.
    """

    label: str
    help: str
    example: Callable[[Any], str]
    rule: str = ""
    minimum: Any = None
    maximum: Any = None


def note(
    label: str,
    help_text: str,
    example: Callable[[Any], str],
    rule: str = "",
    minimum: Any = None,
    maximum: Any = None,
) -> dict[str, Any]:
    """The metadata of a field, its ``PolicyNote`` inside."""
    return {"note": PolicyNote(label, help_text, example, rule, minimum, maximum)}


def policy_note(setting: "Field[Any]") -> PolicyNote:
    """The note of a field of ``CreditPolicy`` or of ``Answers``, as ``dataclasses.fields`` gives it."""
    found: PolicyNote = setting.metadata["note"]
    return found
