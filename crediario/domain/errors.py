"""The two kinds of failure that are no bug: what the rules refuse, and what the world does.

Both carry data only; the Portuguese words stand in ``ui/messages``, one entry for every class.
"""

import re
from typing import ClassVar


class KnownFailure(Exception):
    """Root of every failure a person can be told about in words."""

    code: ClassVar[str] = "known_failure"

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Refusal(KnownFailure):
    """The rules say no: nothing was changed, and the person can do something about it."""

    # A wrong password must be counted even though the answer is no.
    keeps_changes: ClassVar[bool] = False


class Trouble(KnownFailure):
    """The world failed: disk full, database away, printer off."""
