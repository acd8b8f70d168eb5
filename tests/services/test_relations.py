"""Guarantors, authorised buyers and the household, on both engines: added, ended, told, refused."""

from datetime import date, timedelta

import pytest

from crediario.db.models import Audit, AuthorisedBuyer, Customer, Guarantor, User
from crediario.db.statements import run
from crediario.domain.br import InvalidCpf, TextTooLong
from crediario.domain.money import AmountNotPositive, AmountTooLarge, Money
from crediario.domain.permissions import Role
from crediario.domain.relations import (
    BuyerAlready,
    BuyerIsCustomer,
    BuyerNameMissing,
    CustomerClosed,
    GuarantorAlready,
    GuarantorIsCustomer,
    GuarantorUnfit,
    RelationEnded,
    Unfit,
)
from crediario.services import relations
from crediario.services.core import Context, PermissionDenied
from crediario.services.relations import BuyerDraft, EndOrder, Relation, SharedWith
from tests.support.builders import a_cpf, a_customer, a_payment, a_sale
from tests.support.shop import CASHIER, SELLER, TODAY, as_person, new_id, on_day
from tests.support.standing import rolled


def guarantee(ctx: Context, customer: int, guarantor: int) -> relations.GuarantorAdded:
    return relations.add_guarantor(ctx, relations.GuarantorOrder(new_id(), customer, guarantor))


def authorise(ctx: Context, customer: int, name: str = "Rui Lima", **fields: object) -> int:
    draft = BuyerDraft(name, **fields)  # type: ignore[arg-type]
    return relations.add_authorised_buyer(ctx, relations.BuyerOrder(new_id(), customer, draft)).buyer_id


def change(ctx: Context, customer_id: int, **columns: object) -> None:
    sets = ", ".join(f"{column} = ?" for column in columns)
    run(ctx.database, f"UPDATE customer SET {sets} WHERE id = ?", (*columns.values(), customer_id))  # noqa: S608


def block(ctx: Context, customer_id: int) -> None:
    sql = (
        "INSERT INTO credit_account (customer_id, status, blocked_reason, on_time_in_row)"
        " VALUES (?, 'approved', 'cheque devolvido', 0)"
    )
    run(ctx.database, sql, (customer_id,))


# Guarantors


def test_both_records_tell_of_a_guarantor(shop: Context) -> None:
    customer, guarantor = a_customer(shop, "Ana Lima"), a_customer(shop, "Bruno Reis")
    a_sale(shop, customer, Money(300_00), first_due=TODAY)
    a_sale(shop, guarantor, Money(90_00))
    added = guarantee(shop, customer, guarantor)

    assert (added.guarantor_name, added.mutual) == ("Bruno Reis", False)
    desk = relations.people_desk(shop, customer)
    [row] = desk.guarantors
    assert (row.other.customer_id, row.other.name, row.other.open) == (guarantor, "Bruno Reis", Money(90_00))
    assert (row.other.document_masked or "").startswith("***.")
    assert (row.since.astimezone().date(), row.ended_at, row.mutual) == (TODAY, None, False)
    assert (desk.answers_for, desk.answers_for_open) == ((), Money.ZERO)
    other = relations.people_desk(shop, guarantor)
    assert [each.other.name for each in other.answers_for] == ["Ana Lima"]
    assert (other.guarantors, other.answers_for_open, other.answers_for_overdue) == (
        (), Money(300_00), Money.ZERO,
    )  # fmt: skip


def test_what_a_guarantor_answers_for_follows_payments_and_days(shop: Context) -> None:
    guarantor = a_customer(shop, "Bruno Reis")
    for name in ("Ana Lima", "Caio Melo"):
        customer = a_customer(shop, name)
        a_sale(shop, customer, Money(300_00), first_due=TODAY)
        a_payment(shop, customer)
        guarantee(shop, customer, guarantor)
    rolled(shop, TODAY + timedelta(days=40))
    desk = relations.people_desk(shop, guarantor)
    assert (desk.answers_for_open, desk.answers_for_overdue) == (Money(400_00), Money(200_00))


def test_a_guarantor_is_ended_and_stays_told(shop: Context) -> None:
    customer, guarantor = a_customer(shop, "Ana Lima"), a_customer(shop, "Bruno Reis")
    a_sale(shop, customer)
    added = guarantee(shop, customer, guarantor)
    on_day(shop, TODAY + timedelta(days=3))
    ended = relations.end_guarantor(shop, EndOrder(new_id(), added.guarantee_id))

    assert ended.name == "Bruno Reis"
    [row] = relations.people_desk(shop, customer).guarantors
    assert row.ended_at is not None
    assert row.ended_at.astimezone().date() == TODAY + timedelta(days=3)
    assert relations.people_desk(shop, guarantor).answers_for_open == Money.ZERO
    with pytest.raises(RelationEnded):
        relations.end_guarantor(shop, EndOrder(new_id(), added.guarantee_id))
    again = guarantee(shop, customer, guarantor)
    assert again.guarantee_id != added.guarantee_id
    assert len(relations.people_desk(shop, customer).guarantors) == 2


def test_two_may_answer_for_each_other_and_it_is_told(shop: Context) -> None:
    ana, bruno = a_customer(shop, "Ana Lima"), a_customer(shop, "Bruno Reis")
    guarantee(shop, ana, bruno)
    added = guarantee(shop, bruno, ana)

    assert added.mutual
    for customer in (ana, bruno):
        desk = relations.people_desk(shop, customer)
        assert [row.mutual for row in (*desk.guarantors, *desk.answers_for)] == [True, True]
    relations.end_guarantor(shop, EndOrder(new_id(), added.guarantee_id))
    assert [row.mutual for row in relations.people_desk(shop, ana).guarantors] == [False]


def test_nobody_answers_for_themselves_or_twice(shop: Context) -> None:
    ana, bruno = a_customer(shop, "Ana Lima"), a_customer(shop, "Bruno Reis")
    with pytest.raises(GuarantorIsCustomer):
        guarantee(shop, ana, ana)
    guarantee(shop, ana, bruno)
    with pytest.raises(GuarantorAlready) as refused:
        guarantee(shop, ana, bruno)
    assert refused.value.name == "Bruno Reis"
    assert Guarantor.select().count() == 1


@pytest.mark.parametrize("why", Unfit)
def test_who_cannot_answer_for_anybody(shop: Context, why: Unfit) -> None:
    ana, other = a_customer(shop, "Ana Lima"), a_customer(shop, "Bruno Reis")
    match why:
        case Unfit.MERGED:
            change(shop, other, replaced_by=ana)
        case Unfit.ANONYMISED:
            change(shop, other, anonymised_at="2026-06-09T12:00:00.000000+00:00")
        case Unfit.BLOCKED:
            block(shop, other)
        case Unfit.MINOR:
            change(shop, other, birth_date=date(2008, 6, 10))
    with pytest.raises(GuarantorUnfit) as refused:
        guarantee(shop, ana, other)
    assert (refused.value.name, refused.value.why) == ("Bruno Reis", why)
    assert Guarantor.select().count() == 0


def test_somebody_eighteen_today_and_a_company_may(shop: Context) -> None:
    ana, young, company = (a_customer(shop, name) for name in ("Ana Lima", "Bruno Reis", "Loja Azul"))
    change(shop, young, birth_date=date(2008, 6, 9))
    change(shop, company, birth_date=None, kind="company")
    guarantee(shop, ana, young)
    guarantee(shop, ana, company)
    assert Guarantor.select().count() == 2


@pytest.mark.parametrize("column", ["replaced_by", "anonymised_at"])
def test_nothing_is_added_to_a_closed_record(shop: Context, column: str) -> None:
    ana, bruno = a_customer(shop, "Ana Lima"), a_customer(shop, "Bruno Reis")
    change(shop, ana, **{column: bruno})

    for add in (lambda: guarantee(shop, ana, bruno), lambda: authorise(shop, ana)):
        with pytest.raises(CustomerClosed):
            add()
    assert relations.people_desk(shop, ana).is_closed
    assert Guarantor.select().count() + AuthorisedBuyer.select().count() == 0


def test_nobody_at_all(shop: Context) -> None:
    ana = a_customer(shop)
    for ask in (
        lambda: guarantee(shop, ana, 10**9),
        lambda: guarantee(shop, 10**9, ana),
        lambda: authorise(shop, 10**9),
        lambda: relations.people_desk(shop, 10**9),
        lambda: relations.end_guarantor(shop, EndOrder(new_id(), 10**9)),
        lambda: relations.end_authorised_buyer(shop, EndOrder(new_id(), 10**9)),
    ):
        with pytest.raises(LookupError):
            ask()


# Authorised buyers


def test_an_authorised_buyer(shop: Context) -> None:
    ana = a_customer(shop, "Ana Lima")
    cpf = a_cpf(900_001)
    buyer = authorise(shop, ana, "  Rui   Lima ", document=cpf, relation=Relation.CHILD, limit=Money(200_00))

    [row] = relations.people_desk(shop, ana).buyers
    assert (row.buyer_id, row.name, row.relation, row.limit) == (
        buyer, "Rui Lima", Relation.CHILD, Money(200_00),
    )  # fmt: skip
    assert (row.document_masked, row.used, row.has_photo, row.ended_at) == (
        f"***.{cpf[3:6]}.{cpf[6:9]}-**", Money.ZERO, False, None,
    )  # fmt: skip


def test_a_buyer_without_cpf_or_limit(shop: Context) -> None:
    authorise(shop, ana := a_customer(shop), "Rui Lima")
    [row] = relations.people_desk(shop, ana).buyers
    assert (row.document_masked, row.limit, row.relation) == (None, None, Relation.OTHER)


def test_relation_and_limit_are_changed(shop: Context) -> None:
    buyer = authorise(shop, ana := a_customer(shop), limit=Money(200_00))
    for limit in (Money(350_00), Money.ZERO, None):
        order = relations.ChangeBuyerOrder(new_id(), buyer, Relation.SPOUSE, limit)
        relations.change_authorised_buyer(shop, order)
        [row] = relations.people_desk(shop, ana).buyers
        assert (row.relation, row.limit) == (Relation.SPOUSE, limit)
    said = Audit.select().where(Audit.use_case == "change_authorised_buyer").order_by(Audit.id)
    assert '"limit":{"cents":35000}' in said[0].subject


def test_a_buyer_is_ended_and_stays_told(shop: Context) -> None:
    buyer = authorise(shop, ana := a_customer(shop))
    assert relations.end_authorised_buyer(shop, EndOrder(new_id(), buyer)).name == "Rui Lima"

    [row] = relations.people_desk(shop, ana).buyers
    assert row.ended_at is not None
    with pytest.raises(RelationEnded):
        relations.end_authorised_buyer(shop, EndOrder(new_id(), buyer))
    order = relations.ChangeBuyerOrder(new_id(), buyer, Relation.CHILD, None)
    with pytest.raises(RelationEnded):
        relations.change_authorised_buyer(shop, order)
    assert authorise(shop, ana) != buyer


def test_a_buyer_is_not_added_twice_nor_the_customer(shop: Context) -> None:
    own, other = a_cpf(900_002), a_cpf(900_003)
    ana = a_customer(shop, "Ana Lima", document=own)
    with pytest.raises(BuyerIsCustomer):
        authorise(shop, ana, "Ana", document=own)
    authorise(shop, ana, "Rui Lima", document=other)
    for name, document in (("Outro Nome", other), ("RUI LIMA", "")):
        with pytest.raises(BuyerAlready):
            authorise(shop, ana, name, document=document)
    authorise(shop, ana, "Rui Lima", document=a_cpf(900_004))
    assert AuthorisedBuyer.select().count() == 2


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " \u200b "}, BuyerNameMissing),
        ({"name": "x" * 121}, TextTooLong),
        ({"document": "111.111.111-11"}, InvalidCpf),
        ({"document": "12.345.678/0001-95"}, InvalidCpf),
        ({"limit": Money(-1)}, AmountNotPositive),
        ({"limit": Money(10**15)}, AmountTooLarge),
    ],
)
def test_a_buyer_typed_wrong(shop: Context, fields: dict[str, object], refusal: type[Exception]) -> None:
    ana = a_customer(shop)
    with pytest.raises(refusal):
        authorise(shop, ana, **{"name": "Rui", **fields})  # type: ignore[arg-type]
    assert AuthorisedBuyer.select().count() == 0


# The household


def test_the_household_and_what_it_has_open_together(shop: Context) -> None:
    ana, bia, caio = (a_customer(shop, f"{name} Lima") for name in ("Ana", "Bia", "Caio"))
    for customer in (ana, bia, caio):
        change(shop, customer, address_key="38700002 rua azul 5")
    change(shop, caio, address_key=None)
    sql = "INSERT INTO customer_phone (customer_id, position, e164, purpose) VALUES (?, 5, ?, 'own')"
    for customer in (ana, bia, caio):
        run(shop.database, sql, (customer, "+5534977770000"))
    a_sale(shop, ana, Money(100_00))
    a_sale(shop, caio, Money(300_00), first_due=TODAY)

    house = relations.people_desk(shop, ana).household
    assert [(each.person.name, each.shared, each.person.open) for each in house.members] == [
        ("Caio Lima", SharedWith.PHONE, Money(300_00)),
        ("Bia Lima", SharedWith.BOTH, Money.ZERO),
    ]
    assert (house.open, house.overdue) == (Money(400_00), Money.ZERO)
    assert not (house.address_crowded or house.phone_crowded)
    assert Customer.get_by_id(ana).open_cents == 100_00


def test_somebody_alone_is_their_own_household(shop: Context) -> None:
    ana = a_customer(shop)
    change(shop, ana, address_key=None)
    a_sale(shop, ana, Money(100_00))
    house = relations.people_desk(shop, ana).household
    assert (house.members, house.open) == ((), Money(100_00))


# Who may


def test_sellers_may_and_those_who_only_look_may_not(shop: Context) -> None:
    ana, bruno = a_customer(shop, "Ana Lima"), a_customer(shop, "Bruno Reis")
    guarantee(as_person(shop, SELLER), ana, bruno)
    authorise(as_person(shop, CASHIER), ana)
    looking = as_person(shop, CASHIER)
    User.update(role=Role.VIEWER.value).where(User.number == CASHIER).execute()
    assert len(relations.people_desk(looking, ana).guarantors) == 1
    with pytest.raises(PermissionDenied):
        guarantee(looking, bruno, ana)
    with pytest.raises(PermissionDenied):
        authorise(looking, bruno)
