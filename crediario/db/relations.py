"""People beside a customer: who lives with them, who answers for them, who buys on their account.

What everybody has open is read from the columns kept on the customer (ADR 0009), so that a household costs
the same in a shop of a hundred customers and of a million.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import Database

from crediario.db.statements import fetch, marks
from crediario.domain.money import Money
from crediario.domain.relations import HOUSEHOLD_MOST

#: One more than counts, to tell that there are more.
_UP_TO = f" LIMIT {HOUSEHOLD_MOST + 2}"
_LIVE = "c.replaced_by IS NULL AND c.anonymised_at IS NULL"
_ADDRESS = "SELECT address_key FROM customer WHERE id = ? AND address_key IS NOT NULL"
_AT_ADDRESS = f"SELECT c.id FROM customer AS c WHERE c.address_key = ? AND {_LIVE}{_UP_TO}"
_NUMBERS = (
    "SELECT DISTINCT e164 FROM customer_phone WHERE customer_id = ? AND purpose <> 'work' ORDER BY e164"
)
#: Colleagues share the number of their work, and no household.
_WITH_NUMBER = (
    "SELECT c.id FROM customer_phone AS p JOIN customer AS c ON c.id = p.customer_id"
    f" WHERE p.e164 = ? AND p.purpose <> 'work' AND {_LIVE}{_UP_TO}"
)


@dataclass(frozen=True, slots=True)
class HouseholdIds:
    """Who shares an address or a telephone with a customer.

    Attributes:
        at_address: the others at the same address.
        with_phone: the others with the same telephone.
        address_crowded: more people than a household has say that address, so that it tells nothing.
        phone_crowded: the same of a telephone.
    """

    at_address: frozenset[int]
    with_phone: frozenset[int]
    address_crowded: bool
    phone_crowded: bool


def household_open(database: Database, customer_id: int) -> tuple[int, Money]:
    """How many others the customer's household has, and the face value they have open together.

    An address or telephone that more than ``HOUSEHOLD_MOST`` others share makes no household.

    Rule: product.md A4. See docs/regras.md#pessoas-ligadas.
    """
    found = household_ids(database, customer_id)
    others = sorted(found.at_address | found.with_phone)
    if not others:
        return 0, Money.ZERO
    sql = f"SELECT COALESCE(SUM(open_cents), 0) FROM customer WHERE id IN ({marks(len(others))})"
    return len(others), Money(int(fetch(database, sql, others)[0][0]))


def household_ids(database: Database, customer_id: int) -> HouseholdIds:
    """The others of the household, along the indexes of address and telephone, however large the shop."""
    keys = (key for (key,) in fetch(database, _ADDRESS, (customer_id,)))
    numbers = (number for (number,) in fetch(database, _NUMBERS, (customer_id,)))
    at_address, address_crowded = _sharing(database, _AT_ADDRESS, keys, customer_id)
    with_phone, phone_crowded = _sharing(database, _WITH_NUMBER, numbers, customer_id)
    return HouseholdIds(at_address, with_phone, address_crowded, phone_crowded)


def _sharing(
    database: Database, sql: str, keys: Iterable[str], customer_id: int
) -> tuple[frozenset[int], bool]:
    """The others found under any of the keys, and whether one was left out for being too common."""
    found = set[int]()
    crowded = False
    for key in keys:
        others = {id_ for (id_,) in fetch(database, sql, (key,))} - {customer_id}
        if len(others) > HOUSEHOLD_MOST:
            crowded = True
        else:
            found |= others
    return frozenset(found), crowded


def buyer_use(database: Database, buyer_id: int) -> Money:
    """How much of an authorised buyer's sub-limit is used: the open face value of what they took home."""
    sql = (
        "SELECT COALESCE(SUM(i.open_cents), 0) FROM sale AS s JOIN installment AS i ON i.sale_id = s.id"
        " WHERE s.authorised_buyer_id = ? AND i.open_cents > 0"
    )
    return Money(int(fetch(database, sql, (buyer_id,))[0][0]))
