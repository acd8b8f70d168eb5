"""A1: who may call what, kept as a text: a change of it is seen in review, not found out later."""

from crediario.domain.permissions import GIVABLE, Role, allows
from tests.services.test_core import FUNCTIONS
from tests.support.snapshots import assert_matches_snapshot

ROLES = [role for role in Role if role is not Role.SYSTEM]
LEGEND = """\
Every public function of services: what it asks for, and which roles have that.
S: asks for the password too. d: may be given to one person beyond the role.
"""


def test_who_may_call_what() -> None:
    lines = sorted(_line(name, function) for name, function in FUNCTIONS)
    head = f"{'':48}{'permission':24}{'':4}" + "".join(f"{role.value:>10}" for role in ROLES)
    assert_matches_snapshot("services/who_may", "\n".join([LEGEND, head.rstrip(), *lines]))


def _line(name: str, function: object) -> str:
    permission: str = function.permission  # type: ignore[attr-defined]
    proof = "S" if getattr(function, "proof", False) else ""
    given = "d" if permission in GIVABLE else ""
    marks = "".join(f"{'x' if allows(role, permission) else '·':>10}" for role in ROLES)
    short = name.removeprefix("crediario.services.")
    return f"{short:48}{permission:24}{proof:2}{given:2}{marks}"
