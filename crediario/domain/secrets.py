"""The six digits and the password: which are refused, and how guessing is slowed down."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import Final, Literal

from crediario.domain.br import fold
from crediario.domain.errors import Refusal

PIN_LENGTH = 6
PASSWORD_MIN = 8
PASSWORD_MAX = 128
FREE_FAILURES = 4
PERMANENT_FAILURES = 10

COMMON_PASSWORDS = frozenset(
    {
        "12345678",
        "123456789",
        "1234567890",
        "87654321",
        "abcd1234",
        "admin123",
        "brasil123",
        "crediario",
        "flamengo",
        "iloveyou",
        "loja1234",
        "mudar123",
        "password",
        "qwertyui",
        "qwerty123",
        "senha123",
        "senha1234",
        "sucesso123",
    }
)


@dataclass(eq=False)
class PinNotSixDigits(Refusal):
    """The number has exactly six digits."""


@dataclass(eq=False)
class PinTooSimple(Refusal):
    """A run or a repetition: 123456, 654321, 111111, 121212, 123123."""


@dataclass(eq=False)
class PinIsDate(Refusal):
    """It reads as a date, and dates of birth are guessed first."""


@dataclass(eq=False)
class PasswordTooShort(Refusal):
    """Fewer characters than a password needs."""

    minimum: int


@dataclass(eq=False)
class PasswordTooLong(Refusal):
    """More characters than are kept."""

    maximum: int


@dataclass(eq=False)
class PasswordTooCommon(Refusal):
    """One of the first that are guessed, or one character over and over."""


class Lock(Enum):
    """A lock without end."""

    PERMANENT = "until a manager"


PERMANENT: Final = Lock.PERMANENT


def check_pin(pin: str) -> None:
    """Refuse six digits that are guessed first.

    Runs up and down (9 goes on with 0), patterns of one, two or three digits repeated, and whatever reads as
    a date of the form ddmmaa or aammdd. Month and year alone, or the American mmddaa, are not refused: each
    form more would take thousands of good numbers away.

    Raises:
        PinNotSixDigits, PinTooSimple, PinIsDate.

    Rule: product.md K1. See docs/regras.md#senhas.
    """
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise PinNotSixDigits
    if _is_run(pin) or any(pin == pin[:length] * (PIN_LENGTH // length) for length in (1, 2, 3)):
        raise PinTooSimple
    if _is_date(pin[4:], pin[2:4], pin[:2]) or _is_date(pin[:2], pin[2:4], pin[4:]):
        raise PinIsDate


def _is_run(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        # Only 2000 has its 29/02 among the years ending in 00.
        date(2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def check_password(password: str) -> None:
    """Refuse a password that is too short, too long or among the first guessed.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordTooCommon.

    Rule: product.md K1. See docs/regras.md#senhas.
    """
    if len(password) < PASSWORD_MIN:
        raise PasswordTooShort(PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise PasswordTooLong(PASSWORD_MAX)
    if fold(password) in COMMON_PASSWORDS or len(set(password)) == 1:
        raise PasswordTooCommon


def lock_after(failures: int) -> timedelta | Literal[Lock.PERMANENT] | None:
    """How long a person is locked out after that many wrong tries in a row.

    Returns:
        None up to four; 1 minute at five, then 2, 4, 8, 16; ``PERMANENT`` from ten on, until a manager helps.

    Rule: product.md K1. See docs/regras.md#senhas.
    """
    if failures <= FREE_FAILURES:
        return None
    if failures >= PERMANENT_FAILURES:
        return PERMANENT
    return timedelta(minutes=2 ** (failures - FREE_FAILURES - 1))
