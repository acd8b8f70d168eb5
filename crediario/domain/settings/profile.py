"""Who the shop is on paper."""

from collections.abc import Callable
from dataclasses import dataclass

from crediario.domain.br import parse_cep, parse_cnpj
from crediario.domain.calendar import STATES, UnknownState
from crediario.domain.errors import Refusal
from crediario.domain.pix import key_kind


@dataclass(eq=False)
class ShopNameMissing(Refusal):
    """Papers cannot be printed without the shop's name."""


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """Who the shop is on papers and in Pix codes.

    Every text may be empty but ``trade_name``; what is filled in must be right.

    Attributes:
        trade_name: nome fantasia.
        legal_name: razão social.
        cnpj: fourteen characters without punctuation.
        uf: state, which decides the holidays.
        cep: eight digits.
        pix_key: chave, without punctuation.

    Raises:
        ShopNameMissing, InvalidCnpj, UnknownState, InvalidCep, InvalidPixKey.
    """

    trade_name: str
    legal_name: str = ""
    cnpj: str = ""
    street: str = ""
    district: str = ""
    city: str = ""
    uf: str = ""
    cep: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    pix_key: str = ""
    slogan: str = ""

    def __post_init__(self) -> None:
        if not self.trade_name.strip():
            raise ShopNameMissing
        checks: tuple[tuple[str, Callable[[str], object]], ...] = (
            (self.cnpj, parse_cnpj),
            (self.uf, _check_state),
            (self.cep, parse_cep),
            (self.pix_key, key_kind),
        )
        for value, check in checks:
            if value:
                check(value)


def _check_state(uf: str) -> None:
    if uf not in STATES:
        raise UnknownState(uf)
