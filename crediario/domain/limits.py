"""What stands beside a figure a shop sets for itself, and the limits the figure is held to.

The words are Portuguese because the screens of the settings and of the policy are generated from them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crediario.domain.errors import Refusal


@dataclass(eq=False)
class BeyondLimits:
    """What a refusal of such a figure carries: which, and what is allowed; None where there is no limit."""

    name: str
    minimum: object
    maximum: object


@dataclass(frozen=True, slots=True)
class FigureNote:
    """What stands beside a figure on the screen.

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


def hold(
    name: str, value: Any, minimum: Any, maximum: Any, refusal: Callable[[str, object, object], Refusal]
) -> None:
    """Refuse a figure below or above what is allowed; None is no limit.

    Raises:
        refusal: as said.
    """
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        raise refusal(name, minimum, maximum)
