"""What stands beside a setting on the screen, and the limits it is held to."""

from typing import Any

from crediario.domain.errors import Refusal
from crediario.domain.limits import BeyondLimits, FigureNote, hold


class SettingOutOfRange(BeyondLimits, Refusal):
    """A setting below or above what the field allows."""


def check_range(name: str, value: Any, minimum: Any, maximum: Any) -> None:
    """Refuse a setting outside what its field allows.

    Raises:
        SettingOutOfRange: as said.
    """
    hold(name, value, minimum, maximum, SettingOutOfRange)


class SettingNote(FigureNote):
    """What stands beside a setting on the screen."""

    __slots__ = ()
