"""Managing people: roles, what is given and taken beside them, digits, passwords, and the last owner."""

from dataclasses import replace
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crediario.db import users as kept
from crediario.db.models import Audit, Sale, User, UserPermission
from crediario.domain.errors import Refusal
from crediario.domain.permissions import BASIC, GIVABLE, PERMISSIONS, Role, allows
from crediario.domain.secrets import PasswordTooCommon, PasswordTooShort
from crediario.services import people, users
from crediario.services.core import Context, PermissionDenied
from crediario.services.customers import customer_record
from crediario.services.people import PermissionChange
from tests.support.builders import a_customer
from tests.support.selling import a_sale
from tests.support.shop import (
    CASHIER,
    MANAGER,
    OWNER,
    PASSWORDS,
    PINS,
    SELLER,
    as_person,
    new_id,
    password_mark,
    pin_mark,
    system,
)

LONG = "três palavras bem minhas"
MADE_UP = people.PersonSeen("Ninguém", "Ninguém", Role.VIEWER)


def member(ctx: Context, number: int) -> people.Member:
    return next(each for each in people.people_list(ctx) if each.person.number == number)


def change(ctx: Context, number: int, **changes: Any) -> people.Person:
    shown = member(system(ctx), number)
    person = shown.person
    order = people.PersonChange(
        new_id(), number, people.PersonSeen.of(shown), person.name, person.short_name, person.role
    )
    return people.change_person(ctx, replace(order, password_seen=shown.password_mark, **changes))


def give_password(ctx: Context, number: int, password: str) -> people.Person:
    order = people.PasswordOrder(new_id(), number, password_mark(ctx, number), password)
    return people.change_password(ctx, order)


def decide(ctx: Context, number: int, **own: bool | None) -> people.Person:
    """``decide(ctx, CASHIER, reverse_payment=True, sell=None)``."""
    changes = tuple(PermissionChange(name, allowed) for name, allowed in own.items())
    return people.change_permissions(
        ctx, people.PermissionsOrder(new_id(), number, seen(ctx, number), changes)
    )


def seen(ctx: Context, number: int) -> people.PersonSeen:
    """What a form about that person shows now; of nobody, made up."""
    shown = (
        people.PersonSeen.of(each) for each in people.people_list(system(ctx)) if each.person.number == number
    )
    return next(shown, MADE_UP)


def sell(ctx: Context, customer: int) -> None:
    a_sale(ctx, customer, price=100_00, count=2, first_due=date(2026, 7, 10))


def another_owner(ctx: Context) -> int:
    order = people.PersonOrder(new_id(), "Bento Rocha", "Bento R.", Role.OWNER, "602214", LONG)
    return people.add_person(ctx, order).number


# -- the list


def test_the_list_says_what_who_manages_needs(shop: Context) -> None:
    decide(shop, CASHIER, reverse_payment=True, sell=False)
    people.set_person_active(shop, people.ActiveOrder(new_id(), SELLER, active=False))
    listed = {each.person.number: each for each in people.people_list(as_person(shop, MANAGER))}

    assert [each.person.active for each in listed.values()] == [True, True, False, True]
    assert listed[CASHIER].own == (("reverse_payment", True), ("sell", False))
    assert [number for number, each in listed.items() if each.has_password] == [OWNER, MANAGER]
    assert listed[OWNER].last_seen == shop.clock.now()
    assert listed[SELLER].last_seen is None


@pytest.mark.parametrize("number", [CASHIER, SELLER])
def test_the_counter_sees_no_list(shop: Context, number: int) -> None:
    with pytest.raises(PermissionDenied):
        people.people_list(as_person(shop, number))


# -- names and roles


def test_a_new_name_and_role(shop: Context) -> None:
    changed = change(shop, SELLER, name=" Edson  Martins Filho ", short_name="", role=Role.COLLECTOR)

    assert (changed.name, changed.short_name, changed.role) == (
        "Edson Martins Filho",
        "Edson",
        Role.COLLECTOR,
    )
    assert member(shop, SELLER).person == changed


def test_a_manager_needs_a_password_and_whoever_is_none_loses_it(shop: Context) -> None:
    with pytest.raises(people.PasswordRequired):
        change(shop, CASHIER, role=Role.MANAGER)
    with pytest.raises(PasswordTooShort):
        change(shop, CASHIER, role=Role.MANAGER, password="curta")
    change(shop, CASHIER, role=Role.MANAGER, password=LONG)
    check = users.PasswordCheck(new_id(), CASHIER, LONG)
    assert users.check_password(shop, check).role is Role.MANAGER

    change(shop, CASHIER, role=Role.CASHIER)

    assert not member(shop, CASHIER).has_password
    with pytest.raises(users.WrongPassword):
        users.check_password(shop, users.PasswordCheck(new_id(), CASHIER, LONG))


def test_a_cashiers_password_is_not_kept(shop: Context) -> None:
    order = people.PersonOrder(new_id(), "Bia Nunes", "", Role.CASHIER, "602214", LONG)
    assert not member(shop, people.add_person(shop, order).number).has_password


def test_another_role_ends_what_was_measured_by_the_old_one(shop: Context) -> None:
    decide(shop, CASHIER, reverse_payment=True)
    change(shop, CASHIER, name="Joana do Prado")
    assert member(shop, CASHIER).own == (("reverse_payment", True),)

    change(shop, CASHIER, role=Role.SELLER)

    assert member(shop, CASHIER).own == ()


def test_a_manager_touches_no_owner(shop: Context) -> None:
    manager = as_person(shop, MANAGER)
    for order in (
        lambda: change(manager, OWNER, name="Outra Pessoa"),
        lambda: change(manager, CASHIER, role=Role.OWNER, password=LONG),
        lambda: change(manager, MANAGER, role=Role.OWNER, password=LONG),
        lambda: people.change_password(manager, people.PasswordOrder(new_id(), OWNER, "", LONG)),
        lambda: decide(manager, CASHIER, reverse_payment=True),
    ):
        with pytest.raises(PermissionDenied):
            order()

    assert member(shop, OWNER).person.name == "Aurora Rocha"


def test_nobody_becomes_the_program(shop: Context) -> None:
    with pytest.raises(PermissionDenied):
        change(shop, CASHIER, role=Role.SYSTEM)
    with pytest.raises(people.PersonNotFound):
        people.change_pin(shop, people.PinOrder(new_id(), 0, "", "602214"))


# -- the last owner


def test_the_last_owner_stays_one(shop: Context) -> None:
    with pytest.raises(people.LastOwner) as refused:
        change(shop, OWNER, role=Role.MANAGER)
    assert refused.value.name == "Aurora Rocha"
    with pytest.raises(people.LastOwner):
        people.set_person_active(system(shop), people.ActiveOrder(new_id(), OWNER, active=False))

    assert member(shop, OWNER).person.role is Role.OWNER


def test_with_two_owners_one_may_go(shop: Context) -> None:
    second = another_owner(shop)
    change(shop, OWNER, role=Role.MANAGER)

    with pytest.raises(people.LastOwner):
        people.set_person_active(system(shop), people.ActiveOrder(new_id(), second, active=False))


def test_an_owner_who_does_not_get_in_is_no_owner_left(shop: Context) -> None:
    second = another_owner(shop)
    people.set_person_active(shop, people.ActiveOrder(new_id(), second, active=False))

    with pytest.raises(people.LastOwner):
        change(shop, OWNER, role=Role.MANAGER)
    change(shop, second, role=Role.CASHIER)


def test_two_owners_who_put_each_other_out_at_once_leave_one(shop: Context) -> None:
    second = another_owner(shop)
    begin, answers = Barrier(2), list[object]()

    def put_out(number: int) -> None:
        ctx = system(shop)
        with ctx.connected():
            begin.wait()
            try:
                answers.append(
                    people.set_person_active(ctx, people.ActiveOrder(new_id(), number, active=False))
                )
            except people.LastOwner as refusal:
                answers.append(refusal)

    threads = [Thread(target=put_out, args=(number,)) for number in (OWNER, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(answer).__name__ for answer in answers) == ["LastOwner", "Person"]
    assert len([each for each in people.people_list(system(shop)) if each.person.active]) == 4


# -- passwords


def test_another_password_of_somebody_who_has_one(shop: Context) -> None:
    give_password(shop, MANAGER, LONG)

    assert users.check_password(shop, users.PasswordCheck(new_id(), MANAGER, LONG)).number == MANAGER
    with pytest.raises(users.WrongPassword):
        users.check_password(shop, users.PasswordCheck(new_id(), MANAGER, PASSWORDS[MANAGER]))


@pytest.mark.parametrize(
    ("number", "password", "refusal"),
    [
        (CASHIER, LONG, people.PasswordNotUsed),
        (MANAGER, "curta", PasswordTooShort),
        (MANAGER, "senha123", PasswordTooCommon),
        (99, LONG, people.PersonNotFound),
    ],
)
def test_passwords_are_refused_as_asked(
    shop: Context, number: int, password: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        seen = password_mark(shop, number) if number in PINS else ""
        people.change_password(shop, people.PasswordOrder(new_id(), number, seen, password))


def test_digits_given_twice_at_once_are_told_to_the_second(shop: Context) -> None:
    """Two managers opened the same person; the first one's digits stand."""
    seen_by_both = pin_mark(shop, SELLER)
    people.change_pin(shop, people.PinOrder(new_id(), SELLER, seen_by_both, "602214"))
    with pytest.raises(people.PersonChangedMeanwhile):
        people.change_pin(as_person(shop, MANAGER), people.PinOrder(new_id(), SELLER, seen_by_both, "718293"))
    signed = users.sign_in(system(shop), users.SignIn(new_id(), SELLER, "602214"))
    assert signed.operator.number == SELLER
    again = pin_mark(shop, SELLER)
    assert again != seen_by_both
    people.change_pin(as_person(shop, MANAGER), people.PinOrder(new_id(), SELLER, again, "718293"))


def test_a_password_given_twice_at_once_is_told_to_the_second(shop: Context) -> None:
    """Two who manage opened the same person; the first one's password stands."""
    change(shop, SELLER, role=Role.MANAGER, password="a primeira de todas")
    seen_by_both, other = password_mark(shop, SELLER), "outras palavras só minhas"
    people.change_password(shop, people.PasswordOrder(new_id(), SELLER, seen_by_both, LONG))
    manager, order = as_person(shop, MANAGER), people.PasswordOrder(new_id(), SELLER, seen_by_both, other)
    with pytest.raises(people.PersonChangedMeanwhile) as refused:
        people.change_password(manager, order)
    assert refused.value.name == "Edson M."
    assert users.check_password(shop, users.PasswordCheck(new_id(), SELLER, LONG)).number == SELLER

    again = replace(order, request_id=new_id(), seen=password_mark(shop, SELLER))
    people.change_password(manager, again)
    assert users.check_password(shop, users.PasswordCheck(new_id(), SELLER, other)).number == SELLER


def test_of_two_passwords_given_in_one_moment_one_stands(shop: Context) -> None:
    begin, answers, seen_by_both = Barrier(2), dict[str, object](), password_mark(shop, MANAGER)

    def give(password: str) -> None:
        ctx = system(shop)
        with ctx.connected():
            begin.wait()
            order = people.PasswordOrder(new_id(), MANAGER, seen_by_both, password)
            try:
                answers[password] = people.change_password(ctx, order)
            except people.PersonChangedMeanwhile as refusal:
                answers[password] = refusal

    threads = [Thread(target=give, args=(password,)) for password in (LONG, "outras palavras só minhas")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (stands,) = [password for password, answer in answers.items() if isinstance(answer, people.Person)]
    assert len(answers) == 2
    assert users.check_password(shop, users.PasswordCheck(new_id(), MANAGER, stands)).number == MANAGER


def test_another_role_does_not_overwrite_a_password_given_meanwhile(shop: Context) -> None:
    another = another_owner(shop)
    shown = member(shop, another)
    give_password(shop, another, "outras palavras só minhas")
    person = shown.person
    order = people.PersonChange(
        new_id(), another, people.PersonSeen.of(shown), person.name, person.short_name, Role.MANAGER, LONG,
        shown.password_mark,
    )  # fmt: skip
    with pytest.raises(people.PersonChangedMeanwhile):
        people.change_person(shop, order)
    people.change_person(shop, replace(order, request_id=new_id(), password=None))
    check = users.PasswordCheck(new_id(), another, "outras palavras só minhas")
    assert users.check_password(shop, check).role is Role.MANAGER, "without one, the password stays"


def test_no_secret_of_people_is_written_down(shop: Context) -> None:
    give_password(shop, MANAGER, LONG)
    change(shop, CASHIER, role=Role.MANAGER, password=LONG)
    people.change_pin(shop, people.PinOrder(new_id(), SELLER, pin_mark(shop, SELLER), "602214"))

    written = " ".join(row.subject for row in Audit.select())
    assert LONG not in written and "602214" not in written
    assert pin_mark(shop, SELLER) not in written and password_mark(shop, MANAGER) not in written


# -- permissions beside the role


def test_given_beyond_the_role_acts_at_the_next_operation(shop: Context) -> None:
    cashier = as_person(shop, CASHIER)
    assert not as_person(shop, CASHIER).operator.may("see_attachment")
    decide(shop, CASHIER, see_attachment=True)

    assert kept.access(shop.database, cashier.operator.id, "see_attachment") == kept.Access(
        Role.CASHIER, True
    )
    assert as_person(shop, CASHIER).operator.may("see_attachment")
    decide(shop, CASHIER, see_attachment=None)
    assert not as_person(shop, CASHIER).operator.may("see_attachment")


def test_taken_away_acts_at_the_next_operation(shop: Context) -> None:
    cashier, customer = as_person(shop, CASHIER), a_customer(shop)
    customer_record(cashier, customer)
    decide(shop, CASHIER, edit_customer=False, see_customer=False)

    with pytest.raises(PermissionDenied):
        customer_record(cashier, customer)


def test_revoked_in_the_middle_of_a_sale_sells_nothing(shop: Context) -> None:
    """A2: the form was open, the plan chosen; then the permission went."""
    cashier, customer = as_person(shop, CASHIER), a_customer(shop)
    sell(cashier, customer)
    sales = Sale.select().count()
    decide(shop, CASHIER, sell=False)
    with pytest.raises(PermissionDenied):
        sell(cashier, customer)
    decide(shop, CASHIER, sell=None)
    change(shop, CASHIER, role=Role.VIEWER)
    with pytest.raises(PermissionDenied):
        sell(cashier, customer)
    people.set_person_active(shop, people.ActiveOrder(new_id(), CASHIER, active=False))
    with pytest.raises(PermissionDenied):
        sell(cashier, customer)

    assert Sale.select().count() == sales
    denied = Audit.select().where(Audit.use_case.endswith(":permission_denied"))
    assert {row.operator_id for row in denied} == {cashier.operator.id}
    assert denied.count() == 3


def test_what_the_role_has_anyway_is_not_written(shop: Context) -> None:
    decide(shop, CASHIER, sell=True, reverse_payment=False)
    assert UserPermission.select().count() == 0


def test_what_is_not_named_stays(shop: Context) -> None:
    decide(shop, CASHIER, reverse_payment=True)
    decide(shop, CASHIER, sell=False)

    assert member(shop, CASHIER).own == (("reverse_payment", True), ("sell", False))


@pytest.mark.parametrize(
    ("number", "own", "refusal"),
    [
        (OWNER, {"sell": False}, people.OwnerHasEverything),
        (99, {"sell": False}, people.PersonNotFound),
        (CASHIER, {"fly": True}, people.UnknownPermission),
        (CASHIER, {"edit_users": True}, people.PermissionNotGivable),
        (CASHIER, {"edit_permissions": True}, people.PermissionNotGivable),
        (MANAGER, {"release_any_credit": True}, people.PermissionNotGivable),
        (CASHIER, {"release_credit": True}, people.PermissionNotGivable),
        (CASHIER, {"sign_in": False}, people.PermissionNotTakeable),
    ],
)
def test_permissions_are_refused_whole(
    shop: Context, number: int, own: dict[str, bool], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        decide(shop, number, reverse_payment=True, **own)

    assert UserPermission.select().count() == 0


def test_a_row_written_past_the_program_gives_nothing_that_is_not_given(shop: Context) -> None:
    cashier = as_person(shop, CASHIER)
    for permission in PERMISSIONS:
        UserPermission.create(user=cashier.operator.id, permission=permission, allowed=1)
    with pytest.raises(PermissionDenied):
        people.people_list(cashier)

    owner = User.get(User.number == OWNER)
    UserPermission.create(user=owner.id, permission="edit_users", allowed=0)
    assert people.people_list(shop)


def test_who_approves_is_asked_what_they_may(shop: Context) -> None:
    """Taken from a manager, the digits release nothing any more."""
    order = users.ReleaseOrder(new_id(), MANAGER, "release_discount", "hash", "boa pagadora", PINS[MANAGER])
    users.release(as_person(shop, CASHIER), order)
    decide(shop, MANAGER, release_discount=False)

    with pytest.raises(users.ApproverMayNot):
        users.release(as_person(shop, CASHIER), replace(order, request_id=new_id()))


def test_what_is_given_never_asks_for_a_password_nor_releases() -> None:
    """Whoever was given it has no password to go on with; who sells does not release."""
    from tests.services.test_core import FUNCTIONS

    asked = {each.permission for _, each in FUNCTIONS if getattr(each, "proof", False)}  # type: ignore[attr-defined]
    assert not asked & GIVABLE
    assert not {name for name in GIVABLE if "release" in name}
    assert not {name for name in GIVABLE if PERMISSIONS[name] == {Role.OWNER, Role.SYSTEM}}
    assert set(PERMISSIONS) >= BASIC
    assert all(allows(role, name) for role in Role for name in BASIC)


# -- crafted orders

TEXTS = st.text(max_size=200)
NUMBERS = st.one_of(st.sampled_from([OWNER, CASHIER, SELLER, MANAGER]), st.integers(-(10**12), 10**12))
ROLES = st.sampled_from(list(Role))
NAMES = st.sampled_from(sorted(PERMISSIONS)) | TEXTS
#: None: what a form would have shown.
SEEN = st.none() | st.builds(people.PersonSeen, TEXTS, TEXTS, ROLES, st.just(()))
ORDERS = st.one_of(
    st.builds(people.PersonOrder, st.uuids().map(str), TEXTS, TEXTS, ROLES, TEXTS, st.none() | TEXTS),
    st.builds(
        people.PersonChange, st.uuids().map(str), NUMBERS, SEEN, TEXTS, TEXTS, ROLES, st.none() | TEXTS
    ),
    st.builds(people.PinOrder, st.uuids().map(str), NUMBERS, TEXTS, TEXTS),
    st.builds(people.PasswordOrder, st.uuids().map(str), NUMBERS, TEXTS, TEXTS),
    st.builds(people.ActiveOrder, st.uuids().map(str), NUMBERS, st.booleans()),
    st.builds(people.UnlockOrder, st.uuids().map(str), NUMBERS),
    st.builds(
        people.PermissionsOrder,
        st.uuids().map(str),
        NUMBERS,
        SEEN,
        st.lists(
            st.builds(PermissionChange, NAMES, st.none() | st.booleans()),
            max_size=4,
        ).map(tuple),
    ),
)
USE_CASES: dict[type, Any] = {
    people.PersonOrder: people.add_person,
    people.PersonChange: people.change_person,
    people.PinOrder: people.change_pin,
    people.PasswordOrder: people.change_password,
    people.ActiveOrder: people.set_person_active,
    people.UnlockOrder: people.unlock_person,
    people.PermissionsOrder: people.change_permissions,
}


@pytest.mark.parametrize("number", [OWNER, MANAGER, CASHIER])
def test_no_crafted_order_makes_anybody_more_than_they_may(sqlite_shop: Context, number: int) -> None:
    """A2: whatever is sent, it is done or refused; an owner stays, and nobody rises by it."""
    person = as_person(sqlite_shop, number)

    @settings(max_examples=60)
    @given(ORDERS)
    def send(order: Any) -> None:
        before = _ranks(sqlite_shop)
        try:
            USE_CASES[type(order)](person, as_shown(sqlite_shop, order))
        except Refusal:
            assert _ranks(sqlite_shop) == before
        after = _ranks(sqlite_shop)
        assert any(role == "owner" and active for _, role, active in after)
        if number != OWNER:
            assert _owners(after) == _owners(before)
        if number == CASHIER:
            assert after == before
        assert not any(role == "system" for _, role, _ in after)

    send()


def as_shown(ctx: Context, order: Any) -> Any:
    """The order with what a form would have shown, unless another was made up."""
    if getattr(order, "seen", MADE_UP) is None:
        return replace(order, seen=seen(ctx, order.number))
    return order


def _owners(ranks: list[tuple[int, str, bool]]) -> list[tuple[int, str, bool]]:
    return [each for each in ranks if each[1] == "owner"]


def _ranks(ctx: Context) -> list[tuple[int, str, bool]]:
    return [(each.id, each.role.value, each.active) for each in kept.people(ctx.database)]


# -- two who manage at once


def test_a_name_changed_meanwhile_is_not_overwritten(shop: Context) -> None:
    manager, shown = as_person(shop, MANAGER), seen(shop, CASHIER)
    change(manager, CASHIER, name="Joana Prado Silva")
    order = people.PersonChange(new_id(), CASHIER, shown, "Joana Prado", "Jô", Role.CASHIER)

    with pytest.raises(people.PersonChangedMeanwhile) as refused:
        people.change_person(shop, order)

    assert refused.value.name == "Joana P."
    assert member(shop, CASHIER).person.name == "Joana Prado Silva"
    assert member(shop, CASHIER).person.short_name == "Joana P."


def test_another_role_does_not_end_what_was_given_meanwhile(shop: Context) -> None:
    shown = seen(shop, CASHIER)
    decide(shop, CASHIER, reverse_payment=True)
    order = people.PersonChange(new_id(), CASHIER, shown, shown.name, shown.short_name, Role.SELLER)
    with pytest.raises(people.PersonChangedMeanwhile):
        people.change_person(shop, order)
    assert member(shop, CASHIER).own == (("reverse_payment", True),)
    renamed = replace(order, request_id=new_id(), role=Role.CASHIER, short_name="Jô")
    assert people.change_person(shop, renamed).short_name == "Jô", "a name has nothing to do with it"


def test_a_permission_decided_meanwhile_is_not_overwritten_and_others_are_kept(shop: Context) -> None:
    shown = seen(shop, CASHIER)
    decide(shop, CASHIER, sell=False)

    def order(name: str, own: bool | None) -> people.PermissionsOrder:
        return people.PermissionsOrder(new_id(), CASHIER, shown, (PermissionChange(name, own),))

    with pytest.raises(people.PersonChangedMeanwhile):
        people.change_permissions(shop, order("sell", None))
    people.change_permissions(shop, order("reverse_payment", True))
    assert member(shop, CASHIER).own == (("reverse_payment", True), ("sell", False))


def test_permissions_shown_beside_another_role_are_not_kept(shop: Context) -> None:
    shown = seen(shop, CASHIER)
    change(shop, CASHIER, role=Role.SELLER)
    given = (PermissionChange("reverse_payment", True),)
    with pytest.raises(people.PersonChangedMeanwhile):
        people.change_permissions(shop, people.PermissionsOrder(new_id(), CASHIER, shown, given))
    assert member(shop, CASHIER).own == ()
