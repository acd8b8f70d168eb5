"""What stands beside a setting on the screen, and the limits it is held to.

The words are Portuguese because the settings screen is generated from them.
"""

from dataclasses import dataclass
from typing import Any

from crediario.domain.errors import Refusal


@dataclass(eq=False)
class SettingOutOfRange(Refusal):
    """A setting below or above what the field allows."""

    name: str
    minimum: object
    maximum: object


def check_range(name: str, value: Any, minimum: Any, maximum: Any) -> None:
    """Refuse a setting outside what its field allows.

    Raises:
        SettingOutOfRange: as said.
    """
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        raise SettingOutOfRange(name, minimum, maximum)


@dataclass(frozen=True, slots=True)
class SettingNote:
    """What stands beside a setting on the screen.

    Attributes:
        label: name of the field.
        help: one sentence on what it does.
        rule: source of the limit, empty when the shop is free.
        minimum: smallest value allowed, None without limit.
        maximum: largest value allowed, None without limit.
    """

    label: str
    help: str
    rule: str = ""
    minimum: Any = None
    maximum: Any = None
