"""The audit's key as a person writes it down: nine groups of six, the last two digits a check."""

import re
from dataclasses import dataclass

from crediario.domain.audit_chain import KEY_BYTES, AuditKey
from crediario.domain.errors import Refusal

#: Crockford's base 32: no I, L, O or U, so that nothing is read as something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_PAYLOAD = 52
GROUPS = 9
GROUP = 6
LENGTH = GROUPS * GROUP


@dataclass(eq=False)
class RecoveryCodeIncomplete(Refusal):
    """Too few or too many characters."""

    typed: int
    wanted: int


@dataclass(eq=False)
class RecoveryCodeWrong(Refusal):
    """The check does not fit: a character was noted or typed wrong."""


def recovery_code(key: AuditKey) -> str:
    """The key's 54 characters in nine groups of six: ``7K2M9Q-…-4TZW83``."""
    number = int.from_bytes(key.value)
    digits = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(_PAYLOAD)))
    whole = f"{digits}{_check(number):02d}"
    return "-".join(whole[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def key_from_code(text: str) -> AuditKey:
    """The key that was written down; spaces, hyphens and small letters are all right.

    Raises:
        RecoveryCodeIncomplete, RecoveryCodeWrong.

    Rule: the check is ISO 7064 MOD 97-10 over the key read as a number. See docs/adr/0011-audit-chain.md.
    """
    code = re.sub(r"[\s\-–—.]", "", text).upper().translate(_READ_AS)
    if len(code) != LENGTH:
        raise RecoveryCodeIncomplete(len(code), LENGTH)
    digits, check = code[:_PAYLOAD], code[_PAYLOAD:]
    if not set(digits) <= set(ALPHABET) or not re.fullmatch("[0-9]{2}", check):
        raise RecoveryCodeWrong
    number = 0
    for digit in digits:
        number = number * 32 + ALPHABET.index(digit)
    if number >> 8 * KEY_BYTES or _check(number) != int(check):
        raise RecoveryCodeWrong
    return AuditKey(number.to_bytes(KEY_BYTES))


def _check(number: int) -> int:
    return 98 - number * 100 % 97
