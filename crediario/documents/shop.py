"""What a paper says of the shop that issues it."""

from dataclasses import dataclass

from crediario.domain.br import format_cep, parse_document, parse_phone
from crediario.domain.settings import ShopProfile


@dataclass(frozen=True, slots=True)
class ShopHeader:
    """The shop as its papers name it; every text already in the form people read.

    Attributes:
        trade_name: nome fantasia, the large one.
        legal_name: razão social.
        cnpj: formatted, ``12.345.678/0001-95``; empty while the shop has none, and then not printed.
        street: street and number, ``Rua Major Gote, 850``.
        phone: formatted, ``(34) 3821-0000``; empty when there is none.
        whatsapp: formatted; empty when there is none.
        slogan: a short line under the name on the cover; may be empty.
        hours: when somebody answers, ``segunda a sexta das 8h às 20h``; may be empty.

    Rule: name, address and CNPJ stand on every paper that asks for money (CDC, art. 42-A).
    """

    trade_name: str
    legal_name: str
    cnpj: str
    street: str
    district: str
    city: str
    uf: str
    phone: str = ""
    whatsapp: str = ""
    slogan: str = ""
    hours: str = ""

    @property
    def town(self) -> str:
        """City and state, ``Patos de Minas, MG``."""
        return _joined(self.city, self.uf)

    @property
    def cnpj_text(self) -> str:
        """``CNPJ 12.345.678/0001-95``; empty where there is none."""
        return f"CNPJ {self.cnpj}" if self.cnpj else ""

    @property
    def address(self) -> str:
        """The whole address on one line."""
        return _joined(self.street, self.district, self.town)

    @property
    def best_phone(self) -> str:
        """The number a customer should use first: WhatsApp, else the telephone; may be empty."""
        return self.whatsapp or self.phone


def shop_header(profile: ShopProfile) -> ShopHeader:
    """The shop's profile in the form people read."""
    return ShopHeader(
        trade_name=profile.trade_name,
        legal_name=profile.legal_name or profile.trade_name,
        cnpj=parse_document(profile.cnpj).formatted if profile.cnpj else "",
        street=f"{profile.street}, CEP {format_cep(profile.cep)}" if profile.cep else profile.street,
        district=profile.district,
        city=profile.city,
        uf=profile.uf,
        phone=parse_phone(profile.phone).formatted if profile.phone else "",
        whatsapp=parse_phone(profile.whatsapp).formatted if profile.whatsapp else "",
        slogan=profile.slogan,
    )


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
