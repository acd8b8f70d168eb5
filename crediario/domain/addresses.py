"""What a CEP tells: the address most of a shop's own records have there, or what a service answers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crediario.domain.br import fold

#: ``Rua Major Gote 12``, ``Av. Brasil nº 20 A``: a street of two words or more before the house's number.
_NUMBERED = re.compile(r"(?P<street>\S+\s+\S.*?)\s+(?:n[º°o.]*\s*)?\d+\s*\w?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """The part of an address that a CEP tells; what it does not tell is empty.

    Attributes:
        street: without the house's number.
    """

    street: str = ""
    district: str = ""
    city: str = ""
    uf: str = ""

    def __bool__(self) -> bool:
        return bool(self.street or self.district or self.city or self.uf)


def usual_address(records: Sequence[Address]) -> Address:
    """What most records of one CEP say.

    A small town has one CEP for all its streets: a street or district that fewer than half of the records
    share is left empty.

    Args:
        records: with the house's number in the street, as registered.

    Rule: product.md A1. See docs/regras.md#cep.
    """
    return Address(
        street=_shared((street_of(each.street) for each in records), most=True),
        district=_shared((each.district for each in records), most=True),
        city=_shared(each.city for each in records),
        uf=_shared(each.uf for each in records),
    )


def usual_town(records: Sequence[Address]) -> Address:
    """City and state of most records whose CEP begins alike."""
    usual = usual_address(records)
    return Address(city=usual.city, uf=usual.uf)


def street_of(text: str) -> str:
    """The street without the house's number: "Rua Major Gote, 850 fundos" gives "Rua Major Gote"."""
    street = text.partition(",")[0].strip()
    numbered = _NUMBERED.fullmatch(street)
    return numbered["street"] if numbered else street


def _shared(texts: Iterable[str], *, most: bool = False) -> str:
    """The commonest of the texts, written as it mostly is; with ``most``, at least half must share it."""
    there = [text for text in texts if text]
    if not there:
        return ""
    key, count = _commonest(there, fold)
    if most and 2 * count < len(there):
        return ""
    return _commonest([text for text in there if fold(text) == key], str)[0]


def _commonest(texts: list[str], key: Callable[[str], str]) -> tuple[str, int]:
    return Counter(map(key, texts)).most_common(1)[0]
