"""The sixteen digits under the barcode of a carnê slip: which store, contract and installment it is."""

import re
from dataclasses import dataclass

from crediario.domain.br import excerpt
from crediario.domain.errors import Refusal

PREFIX = "77"
STORE_LIMIT = 99
CONTRACT_LIMIT = 9_999_999
NUMBER_LIMIT = 999


@dataclass(eq=False)
class NotACarneCode(Refusal):
    """What was read is no code of this program: other digits, another length, another prefix."""

    text: str


@dataclass(eq=False)
class CarneCheckWrong(Refusal):
    """The check digits do not fit: a digit was read or typed wrong."""

    text: str


@dataclass(frozen=True, slots=True)
class CarneCode:
    """One slip: store, contract and installment number."""

    store: int
    contract: int
    number: int

    @property
    def digits(self) -> str:
        """All sixteen, as the barcode carries them."""
        body = f"{PREFIX}{self.store:02d}{self.contract:07d}{self.number:03d}"
        return f"{body}{_check(body):02d}"

    @property
    def formatted(self) -> str:
        """``7702 0005 2140 0114``, as printed under the bars."""
        return " ".join(self.digits[start : start + 4] for start in range(0, 16, 4))


def _check(body: str) -> int:
    return 98 - int(body) * 100 % 97


def encode(store: int, contract: int, number: int) -> CarneCode:
    """The code of one slip.

    Raises:
        ValueError: a number does not fit its digits, or is not positive.

    Rule: ux.md §6 (ISO 7064 MOD 97-10). See docs/regras.md#codigo-do-carne.
    """
    limits = ((store, STORE_LIMIT), (contract, CONTRACT_LIMIT), (number, NUMBER_LIMIT))
    if any(not 1 <= value <= limit for value, limit in limits):
        raise ValueError(f"store {store}, contract {contract}, installment {number}: out of the code's range")
    return CarneCode(store, contract, number)


def decode(text: str) -> CarneCode:
    """The slip whose code was read by the scanner or typed, spaces left aside.

    Raises:
        NotACarneCode: it is no such code.
        CarneCheckWrong: the check digits do not fit.

    Rule: ux.md §6. See docs/regras.md#codigo-do-carne.
    """
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(rf"{PREFIX}[0-9]{{14}}", digits):
        raise NotACarneCode(excerpt(text))
    code = CarneCode(int(digits[2:4]), int(digits[4:11]), int(digits[11:14]))
    if code.digits != digits:
        raise CarneCheckWrong(excerpt(text))
    return code


def looks_like_code(text: str) -> bool:
    """Whether ``text`` is meant as a slip's code, so that a wrong digit is said rather than searched for."""
    return re.fullmatch(rf"{PREFIX}[0-9]{{14}}", re.sub(r"\s", "", text)) is not None
