"""The household along the indexes, what counts as one, and what an authorised buyer's purchases come to."""

from collections.abc import Sequence
from typing import Any

import pytest
from peewee import SqliteDatabase

from crediario.db import attachments, relations
from crediario.db.models import AuthorisedBuyer, Customer, Sale
from crediario.db.statements import run
from crediario.domain.money import Money
from crediario.domain.relations import HOUSEHOLD_MOST
from crediario.services.core import Context
from crediario.services.customers import PhoneDraft, PhonePurpose
from tests.support.builders import a_customer, a_payment, a_sale

HOME = "38700002 rua major gote 12"
OTHER_PHONE = PhoneDraft("(34) 9 8888-0001")


def at(ctx: Context, key: str | None, *people: int) -> None:
    """Puts people at an address."""
    for customer_id in people:
        run(ctx.database, "UPDATE customer SET address_key = ? WHERE id = ?", (key, customer_id))


def family(ctx: Context) -> tuple[int, int, int]:
    """Two at one address, and a third with the telephone of the first, who owes nothing."""
    first, second = (a_customer(ctx, name, phones=()) for name in ("Ana Lima", "Rui Lima"))
    third = a_customer(ctx, "Bia Lima", phones=(OTHER_PHONE,))
    at(ctx, HOME, first, second)
    at(ctx, None, third)
    sql = "INSERT INTO customer_phone (customer_id, position, e164, purpose) VALUES (?, 1, ?, 'own')"
    run(ctx.database, sql, (first, "+5534988880001"))
    return first, second, third


def test_the_household_is_address_and_telephone(shop: Context) -> None:
    first, second, third = family(shop)
    at(shop, "other", a_customer(shop, "Gil Alves"))

    found = relations.household_ids(shop.database, first)
    assert (found.at_address, found.with_phone) == ({second}, {third})
    assert not (found.address_crowded or found.phone_crowded)
    assert relations.household_ids(shop.database, second).at_address == {first}
    assert relations.household_ids(shop.database, third).with_phone == {first}


def test_what_the_others_have_open_is_counted_once(shop: Context) -> None:
    first, second, third = family(shop)
    assert relations.household_open(shop.database, first) == (2, Money.ZERO)
    a_sale(shop, third, Money(300_00))
    a_payment(shop, third)
    at(shop, HOME, third)

    assert relations.household_open(shop.database, first) == (2, Money(200_00))
    assert relations.household_open(shop.database, third) == (2, Money.ZERO)
    assert relations.household_open(shop.database, second) == (2, Money(200_00))


def test_nobody_around(shop: Context) -> None:
    alone = a_customer(shop, phones=())
    at(shop, None, alone)
    assert relations.household_open(shop.database, alone) == (0, Money.ZERO)


@pytest.mark.parametrize("column", ["replaced_by", "anonymised_at"])
def test_those_who_are_gone_do_not_count(shop: Context, column: str) -> None:
    first, second, third = family(shop)
    for gone in (second, third):
        run(shop.database, f"UPDATE customer SET {column} = ? WHERE id = ?", (first, gone))  # noqa: S608
    assert relations.household_open(shop.database, first) == (0, Money.ZERO)


def test_colleagues_are_no_household(shop: Context) -> None:
    work = (PhoneDraft("(34) 3821-1000", PhonePurpose.WORK),)
    people = [a_customer(shop, name, phones=work) for name in ("Ana Lima", "Rui Alves")]
    at(shop, None, *people)
    assert relations.household_open(shop.database, people[0]) == (0, Money.ZERO)


def test_an_address_of_a_whole_village_tells_nothing(shop: Context) -> None:
    people = [a_customer(shop, f"Pessoa {number}") for number in range(HOUSEHOLD_MOST + 2)]
    at(shop, HOME, *people)
    found = relations.household_ids(shop.database, people[5])
    assert (found.at_address, found.address_crowded) == (frozenset(), True)
    assert relations.household_open(shop.database, people[5]) == (0, Money.ZERO)

    at(shop, None, people[0])
    found = relations.household_ids(shop.database, people[5])
    assert (len(found.at_address), found.address_crowded) == (HOUSEHOLD_MOST, False)


def test_a_telephone_everybody_gives_tells_nothing(shop: Context) -> None:
    people = [
        a_customer(shop, f"Pessoa {number}", phones=(OTHER_PHONE,)) for number in range(HOUSEHOLD_MOST + 2)
    ]
    at(shop, None, *people)
    found = relations.household_ids(shop.database, people[0])
    assert (found.with_phone, found.phone_crowded) == (frozenset(), True)


def test_a_sub_limit_is_used_by_what_the_buyer_took_home(shop: Context) -> None:
    customer = a_customer(shop)
    buyer = AuthorisedBuyer.create(
        store=shop.store_id, operator=shop.operator.id, customer=customer, name="Rui", relation="child",
        created_at=shop.now,
    ).id  # fmt: skip
    assert used(shop, buyer) == Money.ZERO
    a_sale(shop, customer, Money(300_00))
    taken = a_sale(shop, customer, Money(90_00)).sale_id
    taken_by(shop, taken, buyer)

    assert used(shop, buyer) == Money(90_00)
    assert Customer.get_by_id(customer).open_cents == 390_00
    assert Sale.select().where(Sale.authorised_buyer == buyer).count() == 1


def used(ctx: Context, buyer_id: int) -> Money:
    """What of the sub-limit is used, in the list and alone."""
    row = relations.buyer(ctx.database, buyer_id)
    assert row is not None
    assert relations.buyers_of(ctx.database, row.customer_id) == (row,)
    return row.used


def taken_by(ctx: Context, sale_id: int, buyer_id: int) -> None:
    """What the screen of sales writes with a sale is written here around its guard."""
    where = "" if isinstance(ctx.database, SqliteDatabase) else " ON sale"
    run(ctx.database, f"DROP TRIGGER IF EXISTS sale_no_update{where}")
    run(ctx.database, "UPDATE sale SET authorised_buyer_id = ? WHERE id = ?", (buyer_id, sale_id))


def test_everything_follows_an_index(sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same work in a shop of a hundred customers and of a million."""
    first, second, _ = family(sqlite_shop)
    database = sqlite_shop.database
    seen: list[tuple[str, Sequence[Any]]] = []
    execute: Any = database.execute_sql

    def watched(sql: str, params: Sequence[Any] = ()) -> Any:
        seen.append((sql, params or ()))
        return execute(sql, params)

    monkeypatch.setattr(database, "execute_sql", watched)
    relations.household_open(database, first)
    relations.people(database, [first, second])
    relations.record(database, first)
    relations.buyer(database, 1)
    for read in (relations.guarantors_of, relations.guaranteed_by, relations.buyers_of):
        read(database, first)
    relations.guarantees_now(database, first, second)
    for look in (attachments.listed, attachments.count, attachments.photo_id, attachments.buyer_photo_id):
        look(database, first)
    attachments.same_bytes(database, first, "0")

    raw = database.connection()
    steps = [
        step
        for sql, values in seen
        for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    ]
    assert [step for step in steps if "SCAN" in step] == []
