"""Two people edit the policy: what one changed on the screen, put onto what the other put in force."""

from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast

from crediario.domain.credit.policy import CreditPolicy
from crediario.domain.errors import Refusal

T = TypeVar("T")


def merged(kept: CreditPolicy, typed: CreditPolicy, newer: CreditPolicy) -> CreditPolicy | None:
    """The newer policy with what ``typed`` changed of ``kept``; None where the two do not hold together."""
    try:
        return _merge(kept, typed, newer)
    except Refusal:
        return None


def _merge(kept: T, typed: T, newer: T) -> T:
    """Part by part: what was not typed over is the newer one's."""
    if typed == kept:
        return newer
    if is_dataclass(typed):
        parts = {part.name: _part(part.name, kept, typed, newer) for part in fields(typed)}
        made: T = cast(Any, type(typed))(**parts)
        return made
    if isinstance(typed, tuple) and len(typed) == len(cast(Any, kept)) == len(cast(Any, newer)):
        places = range(len(typed))
        return cast(
            T, tuple(_merge(*(cast(Any, each)[at] for each in (kept, typed, newer))) for at in places)
        )
    return typed


def _part(name: str, kept: object, typed: object, newer: object) -> Any:
    return _merge(getattr(kept, name), getattr(typed, name), getattr(newer, name))
