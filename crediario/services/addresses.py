"""The address of a CEP: from the shop's own records, or over the internet where that was switched on."""

from dataclasses import dataclass

from crediario.db import addresses, shop
from crediario.domain.addresses import Address, usual_address, usual_town
from crediario.domain.br import parse_cep
from crediario.domain.errors import Refusal
from crediario.gateways.addresses import AddressServiceAway, find_address
from crediario.services.core import Context, query, reading

#: What screens use from here.
__all__ = ["Address", "AddressServiceAway", "CepAddress", "address_of_cep", "address_online"]


@dataclass(frozen=True, slots=True)
class CepAddress:
    """What the shop's own records say of a CEP.

    Attributes:
        ask_online: they do not know the street, and the manager lets the program ask the internet.
    """

    address: Address
    ask_online: bool


@query("register_customer")
def address_of_cep(ctx: Context, cep: str) -> CepAddress:
    """The address most records with that CEP have; of a new one the town its neighbours are in.

    Args:
        ctx: where.
        cep: as typed; what is not yet whole finds nothing.

    Rule: product.md A1. See docs/regras.md#cep.
    """
    digits = _whole(cep)
    if digits is None:
        return CepAddress(Address(), ask_online=False)
    found = usual_address(addresses.at_cep(ctx.database, digits))
    known = found or usual_town(addresses.around_cep(ctx.database, digits))
    online = shop.shop_settings(ctx.database, ctx.store_id).cep_online
    return CepAddress(known, ask_online=online and not found.street)


@reading("register_customer")
def address_online(ctx: Context, cep: str) -> Address | None:
    """The address the service on the internet gives; None when it knows none, or the shop does not ask it.

    Raises:
        AddressServiceAway: no address came within three seconds.
    """
    digits = _whole(cep)
    if digits is None or not shop.shop_settings(ctx.database, ctx.store_id).cep_online:
        return None
    return find_address(digits)


def _whole(cep: str) -> str | None:
    try:
        return parse_cep(cep)
    except Refusal:
        return None
