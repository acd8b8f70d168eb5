"""People beside a customer: who lives with them, who answers for them, who buys on their account.

What everybody has open is read from the columns kept on the customer (ADR 0009), so that a household costs
the same in a shop of a hundred customers and of a million.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Database

from crediario.db import down_payments
from crediario.db.journal import Stamp
from crediario.db.models import AuthorisedBuyer, Guarantor
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert, marks, run
from crediario.domain.money import Money
from crediario.domain.registration import stored_document
from crediario.domain.relations import HOUSEHOLD_MOST, BuyerFacts, RecordState, Relation

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


_GUARANTOR = ("store_id", "operator_id", "customer_id", "guarantor_id", "created_at")
_BUYER = (
    "store_id", "operator_id", "customer_id", "name", "document", "relation", "limit_cents", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A customer beside another, with what they have open and late (face value)."""

    customer_id: int
    name: str
    document: str | None
    open: Money
    overdue: Money

    @property
    def document_masked(self) -> str | None:
        """The CPF or CNPJ as everybody may see it; None without one."""
        return stored_document(self.document).masked if self.document else None


@dataclass(frozen=True, slots=True)
class GuaranteeRow:
    """A guarantee as one of its two sides sees it.

    Attributes:
        other: who is on the other side.
        mutual: the other side's guarantee goes the other way as well, now.
    """

    guarantee_id: int
    other: PersonRow
    since: datetime
    ended_at: datetime | None
    mutual: bool


@dataclass(frozen=True, slots=True)
class GuaranteeEnds:
    """The two people of a guarantee, and whether it was ended."""

    guarantee_id: int
    customer_id: int
    guarantor_id: int
    guarantor_name: str
    ended: bool


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """An authorised buyer.

    Attributes:
        limit: the sub-limit; None is up to the customer's own limit.
        used: open face value of what they took home.
        has_photo: one can be shown.
    """

    buyer_id: int
    customer_id: int
    name: str
    document: str | None
    relation: Relation
    limit: Money | None
    used: Money
    has_photo: bool
    since: datetime
    ended_at: datetime | None

    @property
    def document_masked(self) -> str | None:
        """The CPF as everybody may see it; None without one."""
        return stored_document(self.document).masked if self.document else None


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


def people(database: Database, ids: Sequence[int]) -> dict[int, PersonRow]:
    """These customers with what they have open and late."""
    if not ids:
        return {}
    sql = (
        f"SELECT id, name, document, open_cents, overdue_cents FROM customer WHERE id IN ({marks(len(ids))})"
    )
    return {row[0]: _person(row) for row in fetch(database, sql, ids)}


def _person(row: Sequence[Any]) -> PersonRow:
    id_, name, document, open_cents, overdue_cents = row
    return PersonRow(id_, name, document, Money(int(open_cents)), Money(int(overdue_cents)))


def record(database: Database, customer_id: int) -> RecordState:
    """What decides whether anything is added to a record.

    Raises:
        LookupError: no such customer.
    """
    sql = (
        "SELECT c.name, c.birth_date, c.replaced_by, c.anonymised_at, k.blocked_reason FROM customer AS c"
        " LEFT JOIN credit_account AS k ON k.customer_id = c.id WHERE c.id = ?"
    )
    rows = fetch(database, sql, (customer_id,))
    if not rows:
        raise LookupError(f"customer {customer_id}")
    name, birth_date, replaced_by, anonymised_at, blocked = rows[0]
    return RecordState(
        name=name,
        birth_date=as_date(birth_date) if birth_date else None,
        is_merged=replaced_by is not None,
        is_anonymised=anonymised_at is not None,
        is_blocked=blocked is not None,
    )


# Guarantors


def _guarantees(side: str, other: str) -> str:
    return (
        "SELECT g.id, g.created_at, g.ended_at, EXISTS (SELECT 1 FROM guarantor AS m"
        "  WHERE m.customer_id = g.guarantor_id AND m.guarantor_id = g.customer_id AND m.ended_at IS NULL),"
        " c.id, c.name, c.document, c.open_cents, c.overdue_cents"
        f" FROM guarantor AS g JOIN customer AS c ON c.id = g.{other}"
        f" WHERE g.{side} = ? ORDER BY g.id DESC"
    )


_GUARANTORS_OF = _guarantees("customer_id", "guarantor_id")
_GUARANTEED_BY = _guarantees("guarantor_id", "customer_id")


def guarantors_of(database: Database, customer_id: int) -> tuple[GuaranteeRow, ...]:
    """Who answers or answered for the customer, the newest first."""
    return tuple(_guarantee(row) for row in fetch(database, _GUARANTORS_OF, (customer_id,)))


def guaranteed_by(database: Database, customer_id: int) -> tuple[GuaranteeRow, ...]:
    """For whom the customer answers or answered, the newest first."""
    return tuple(_guarantee(row) for row in fetch(database, _GUARANTEED_BY, (customer_id,)))


def _guarantee(row: Sequence[Any]) -> GuaranteeRow:
    id_, since, ended_at, mutual, *person = row
    return GuaranteeRow(id_, _person(person), datetime.fromisoformat(since), _moment(ended_at), bool(mutual))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def guarantees_now(database: Database, customer_id: int, guarantor_id: int) -> bool:
    """Whether the one answers for the other today."""
    sql = "SELECT 1 FROM guarantor WHERE customer_id = ? AND guarantor_id = ? AND ended_at IS NULL"
    return bool(fetch(database, sql, (customer_id, guarantor_id)))


def guarantee(database: Database, guarantee_id: int) -> GuaranteeEnds | None:
    """A guarantee by its id; None when there is none."""
    sql = (
        "SELECT g.id, g.customer_id, g.guarantor_id, c.name, g.ended_at IS NOT NULL FROM guarantor AS g"
        " JOIN customer AS c ON c.id = g.guarantor_id WHERE g.id = ?"
    )
    rows = fetch(database, sql, (guarantee_id,))
    if not rows:
        return None
    id_, customer_id, guarantor_id, name, ended = rows[0]
    return GuaranteeEnds(id_, customer_id, guarantor_id, name, bool(ended))


def add_guarantor(stamp: Stamp, customer_id: int, guarantor_id: int) -> int:
    """Writes a guarantee that begins now."""
    row = (stamp.store_id, stamp.operator_id, customer_id, guarantor_id, stamp.instant)
    return insert(stamp.database, Guarantor, _GUARANTOR, row)


def end_guarantor(stamp: Stamp, guarantee_id: int) -> bool:
    """Ends a guarantee now; False when it was ended before."""
    sql = "UPDATE guarantor SET ended_at = ? WHERE id = ? AND ended_at IS NULL"
    return bool(run(stamp.database, sql, (stamp.instant, guarantee_id)))


# Authorised buyers

#: How much of the sub-limit is used: the open face value of what the person took home.
_USED = (
    "COALESCE((SELECT SUM(i.open_cents) FROM sale AS s JOIN installment AS i ON i.sale_id = s.id"
    " WHERE s.authorised_buyer_id = b.id AND i.open_cents > 0), 0)"
    f" + COALESCE((SELECT SUM({down_payments.OPEN}) FROM sale AS s"
    " WHERE s.authorised_buyer_id = b.id AND s.down_payment_cents > 0), 0)"
)
_BUYERS = (
    "SELECT b.id, b.customer_id, b.name, b.document, b.relation, b.limit_cents, b.created_at, b.ended_at,"
    f" {_USED},"
    " EXISTS (SELECT 1 FROM attachment AS a WHERE a.id = b.photo_id AND a.removed_at IS NULL"
    "  AND length(a.content) > 0)"
    " FROM authorised_buyer AS b"
)


def buyers_of(database: Database, customer_id: int) -> tuple[BuyerRow, ...]:
    """Who may or might buy on the customer's account, the newest first."""
    rows = fetch(database, f"{_BUYERS} WHERE b.customer_id = ? ORDER BY b.id DESC", (customer_id,))
    return tuple(_buyer(row) for row in rows)


def buyer(database: Database, buyer_id: int) -> BuyerRow | None:
    """An authorised buyer by their id; None when there is none."""
    rows = fetch(database, f"{_BUYERS} WHERE b.id = ?", (buyer_id,))
    return _buyer(rows[0]) if rows else None


def _buyer(row: Sequence[Any]) -> BuyerRow:
    id_, customer_id, name, document, relation, limit, since, ended_at, used, has_photo = row
    return BuyerRow(
        buyer_id=id_,
        customer_id=customer_id,
        name=name,
        document=document,
        relation=Relation(relation),
        limit=None if limit is None else Money(limit),
        used=Money(int(used)),
        has_photo=bool(has_photo),
        since=datetime.fromisoformat(since),
        ended_at=_moment(ended_at),
    )


def add_buyer(stamp: Stamp, customer_id: int, facts: BuyerFacts) -> int:
    """Writes an authorised buyer who may buy from now on."""
    row = (
        stamp.store_id, stamp.operator_id, customer_id, facts.name, facts.document, facts.relation.value,
        _cents(facts.limit), stamp.instant,
    )  # fmt: skip
    return insert(stamp.database, AuthorisedBuyer, _BUYER, row)


def change_buyer(database: Database, buyer_id: int, relation: Relation, limit: Money | None) -> None:
    """Writes relation and sub-limit of an authorised buyer anew."""
    sql = "UPDATE authorised_buyer SET relation = ?, limit_cents = ? WHERE id = ?"
    run(database, sql, (relation.value, _cents(limit), buyer_id))


def set_buyer_photo(database: Database, buyer_id: int, attachment_id: int) -> None:
    """Says which photo shows an authorised buyer."""
    run(database, "UPDATE authorised_buyer SET photo_id = ? WHERE id = ?", (attachment_id, buyer_id))


def end_buyer(stamp: Stamp, buyer_id: int) -> bool:
    """Ends an authorisation now; False when it was ended before."""
    sql = "UPDATE authorised_buyer SET ended_at = ? WHERE id = ? AND ended_at IS NULL"
    return bool(run(stamp.database, sql, (stamp.instant, buyer_id)))


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents
