"""Signing in with six digits, locks that outlive a restart, ranks, and releases."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

import pytest

from crediario.db import users as kept
from crediario.db.models import Audit, User
from crediario.domain.permissions import Role
from crediario.domain.secrets import PasswordTooShort, PinIsDate, PinNotSixDigits, PinTooSimple
from crediario.gateways.passwords import Argon2Hasher
from crediario.services import people, users
from crediario.services.core import Context, PermissionDenied
from crediario.services.users import LockedForMinutes, LockedOut, WrongPassword, WrongPin
from tests.support.shop import (
    CASHIER,
    MANAGER,
    OWNER,
    PASSWORDS,
    PINS,
    SELLER,
    as_person,
    clock_of,
    new_id,
    open_shop,
    pin_mark,
    system,
)

WRONG = "902135"


def try_pin(ctx: Context, number: int, pin: str) -> users.SignedIn:
    return users.sign_in(system(ctx), users.SignIn(new_id(), number, pin))


def try_password(ctx: Context, number: int, password: str) -> kept.Person:
    return users.check_password(system(ctx), users.PasswordCheck(new_id(), number, password))


def fail(ctx: Context, number: int, times: int) -> list[str]:
    """That many wrong tries, waiting out every lock; what each was answered."""
    answers = []
    for _ in range(times):
        with pytest.raises((WrongPin, LockedForMinutes, LockedOut)) as refused:
            try_pin(ctx, number, WRONG)
        answers.append(refused.value.code)
        wait(ctx, minutes=17)
    return answers


def wait(ctx: Context, **span: float) -> None:
    clock_of(ctx).moment += timedelta(**span)


def person_order(role: Role = Role.CASHIER, **changes: object) -> people.PersonOrder:
    order = people.PersonOrder(new_id(), "Bia Nunes", "Bia N.", role, "602214", None)
    return replace(order, **changes)  # type: ignore[arg-type]


def test_the_list_shows_who_may_sign_in_by_number(shop: Context) -> None:
    people.set_person_active(shop, people.ActiveOrder(new_id(), SELLER, active=False))

    listed = users.sign_in_list(system(shop))

    assert [(person.number, person.name, person.role) for person in listed] == [
        (OWNER, "Aurora Rocha", Role.OWNER),
        (CASHIER, "Joana Prado", Role.CASHIER),
        (MANAGER, "Cláudia Ribeiro", Role.MANAGER),
    ]


def test_the_right_digits_let_in(shop: Context) -> None:
    operator = try_pin(shop, CASHIER, PINS[CASHIER]).operator

    assert (operator.number, operator.short_name, operator.role) == (CASHIER, "Joana P.", Role.CASHIER)


def test_wrong_digits_are_counted_and_the_right_ones_forgive(shop: Context) -> None:
    with pytest.raises(WrongPin) as first:
        try_pin(shop, CASHIER, WRONG)
    with pytest.raises(WrongPin) as second:
        try_pin(shop, CASHIER, WRONG)
    assert (first.value.tries_left, second.value.tries_left) == (4, 3)

    try_pin(shop, CASHIER, PINS[CASHIER])

    assert User.get(User.number == CASHIER).failed_attempts == 0


def test_five_failures_lock_for_a_minute_then_two_then_four(shop: Context) -> None:
    spans = []
    fail(shop, CASHIER, 4)
    for _ in range(5):
        with pytest.raises(LockedForMinutes) as locked:
            try_pin(shop, CASHIER, WRONG)
        spans.append((locked.value.until - clock_of(shop).moment).total_seconds() / 60)
        wait(shop, minutes=17)

    assert spans == [1, 2, 4, 8, 16]


def test_a_lock_refuses_the_right_digits_too_until_its_end(shop: Context) -> None:
    fail(shop, CASHIER, 4)
    with pytest.raises(LockedForMinutes):
        try_pin(shop, CASHIER, WRONG)
    wait(shop, seconds=59)
    with pytest.raises(LockedForMinutes):
        try_pin(shop, CASHIER, PINS[CASHIER])
    wait(shop, seconds=1)

    assert try_pin(shop, CASHIER, PINS[CASHIER]).operator.number == CASHIER


def test_ten_failures_lock_until_a_manager_unlocks(shop: Context) -> None:
    answers = fail(shop, CASHIER, 10)
    assert answers == ["wrong_pin"] * 4 + ["locked_for_minutes"] * 5 + ["locked_out"]
    wait(shop, days=30)
    with pytest.raises(LockedOut):
        try_pin(shop, CASHIER, PINS[CASHIER])

    people.unlock_person(as_person(shop, MANAGER), people.UnlockOrder(new_id(), CASHIER))

    assert try_pin(shop, CASHIER, PINS[CASHIER]).operator.number == CASHIER


def test_a_cashier_unlocks_nobody(shop: Context) -> None:
    with pytest.raises(PermissionDenied):
        people.unlock_person(as_person(shop, CASHIER), people.UnlockOrder(new_id(), SELLER))


def test_who_works_alone_unlocks_by_password(shop: Context) -> None:
    fail(shop, OWNER, 10)
    with pytest.raises(LockedOut):
        try_pin(shop, OWNER, PINS[OWNER])

    try_password(shop, OWNER, PASSWORDS[OWNER])

    assert try_pin(shop, OWNER, PINS[OWNER]).operator.number == OWNER


def test_guessing_passwords_after_ten_failures_is_slow(shop: Context) -> None:
    fail(shop, OWNER, 10)
    with pytest.raises(LockedOut):
        try_password(shop, OWNER, "errada mas longa")
    with pytest.raises(LockedForMinutes) as locked:
        try_password(shop, OWNER, PASSWORDS[OWNER])

    assert locked.value.until - clock_of(shop).moment == timedelta(minutes=16)


def test_a_restart_does_not_forgive(sqlite_shop: Context, shop_folder: object) -> None:
    fail(sqlite_shop, CASHIER, 4)
    again = open_shop(shop_folder)  # type: ignore[arg-type]
    with again.connected(), pytest.raises(LockedForMinutes):
        try_pin(again, CASHIER, WRONG)


def test_failures_are_audited_without_the_digits(shop: Context) -> None:
    fail(shop, CASHIER, 1)

    row = Audit.select().order_by(Audit.id.desc()).get()
    assert row.use_case == "sign_in:wrong_pin"
    assert WRONG not in row.subject
    assert f'"number":{CASHIER}' in row.subject


@pytest.mark.parametrize("number", [0, 99, -1, 10**12])
def test_nobody_with_that_number_is_told_the_same(shop: Context, number: int) -> None:
    with pytest.raises(WrongPin):
        try_pin(shop, number, WRONG)
    with pytest.raises(WrongPassword):
        try_password(shop, number, "senha qualquer longa")


def test_an_inactive_person_does_not_get_in(shop: Context) -> None:
    people.set_person_active(shop, people.ActiveOrder(new_id(), MANAGER, active=False))
    with pytest.raises(WrongPin):
        try_pin(shop, MANAGER, PINS[MANAGER])
    with pytest.raises(WrongPassword):
        try_password(shop, MANAGER, PASSWORDS[MANAGER])


def test_the_answer_takes_as_long_for_nobody_as_for_somebody() -> None:
    hasher = Argon2Hasher()
    spent = {}
    for name, stored in (("somebody", hasher.hash("314159")), ("nobody", users.NOBODYS_HASH)):
        hasher.verify(stored, WRONG)
        spent[name] = min(seconds(lambda stored=stored: hasher.verify(stored, WRONG)) for _ in range(3))

    # A hash refused unread would take microseconds.
    assert 0.3 < spent["nobody"] / spent["somebody"] < 3


def seconds(work: object) -> float:
    start = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - start


def test_weaker_hashes_are_made_anew_at_sign_in(shop: Context) -> None:
    before, shown = User.get(User.number == OWNER).pin_hash, pin_mark(shop, OWNER)
    stronger = replace(system(shop), passwords=Argon2Hasher(time_cost=2, memory_kib=16, lanes=1))
    users.sign_in(stronger, users.SignIn(new_id(), OWNER, PINS[OWNER]))

    after = User.get(User.number == OWNER).pin_hash
    assert "m=8,t=1" in before
    assert "m=16,t=2" in after
    assert pin_mark(shop, OWNER) == shown, "nobody gave other digits"
    assert users.sign_in(stronger, users.SignIn(new_id(), OWNER, PINS[OWNER])).operator.number == OWNER


def test_stored_secrets_are_argon2id() -> None:
    hasher = Argon2Hasher()

    assert hasher.hash("314159").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert hasher.hash("314159") != hasher.hash("314159")
    assert not hasher.verify("no hash at all", "314159")


def test_hashing_is_not_loaded_before_somebody_signs_in() -> None:
    asked = "import sys; from crediario import session; from crediario.services import users, setup;"
    finished = subprocess.run(
        [sys.executable, "-c", asked + "sys.exit('argon2' in sys.modules)"], check=False
    )

    assert finished.returncode == 0


def test_a_person_is_added_with_the_next_number(shop: Context) -> None:
    person = people.add_person(as_person(shop, MANAGER), person_order(Role.SELLER))

    assert (person.number, person.name, person.role) == (5, "Bia Nunes", Role.SELLER)
    assert try_pin(shop, 5, "602214").operator.role is Role.SELLER


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": "  "}, people.PersonNameMissing),
        ({"pin": "12345"}, PinNotSixDigits),
        ({"pin": "123456"}, PinTooSimple),
        ({"pin": "777777"}, PinTooSimple),
        ({"pin": "120589"}, PinIsDate),
        ({"role": Role.MANAGER}, people.PasswordRequired),
        ({"role": Role.MANAGER, "password": "curta"}, PasswordTooShort),
    ],
)
def test_people_are_refused_as_asked(shop: Context, changes: dict[str, object], refusal: type) -> None:
    with pytest.raises(refusal):
        people.add_person(shop, person_order(**changes))

    assert len(users.sign_in_list(shop)) == 4


def test_a_manager_makes_no_owner_and_takes_over_none(shop: Context) -> None:
    manager = as_person(shop, MANAGER)
    with pytest.raises(PermissionDenied):
        people.add_person(manager, person_order(Role.OWNER, password="uma senha longa"))
    with pytest.raises(PermissionDenied):
        people.change_pin(manager, people.PinOrder(new_id(), OWNER, pin_mark(shop, OWNER), "602214"))
    with pytest.raises(PermissionDenied):
        people.set_person_active(manager, people.ActiveOrder(new_id(), OWNER, active=False))

    assert try_pin(shop, OWNER, PINS[OWNER]).operator.role is Role.OWNER


def test_nobody_becomes_the_program_or_puts_themselves_out(shop: Context) -> None:
    with pytest.raises(PermissionDenied):
        people.add_person(shop, person_order(Role.SYSTEM))
    with pytest.raises(PermissionDenied):
        people.set_person_active(shop, people.ActiveOrder(new_id(), OWNER, active=False))


def test_other_digits_replace_the_old_ones_and_forgive(shop: Context) -> None:
    fail(shop, CASHIER, 10)
    people.change_pin(shop, people.PinOrder(new_id(), CASHIER, pin_mark(shop, CASHIER), "602214"))

    assert try_pin(shop, CASHIER, "602214").operator.number == CASHIER
    with pytest.raises(WrongPin):
        try_pin(shop, CASHIER, PINS[CASHIER])


@pytest.mark.parametrize("pin", ["123456", "000000", "010190"])
def test_easy_digits_are_no_replacement(shop: Context, pin: str) -> None:
    with pytest.raises((PinTooSimple, PinIsDate)):
        people.change_pin(shop, people.PinOrder(new_id(), CASHIER, pin_mark(shop, CASHIER), pin))


def test_orders_about_nobody_are_refused(shop: Context) -> None:
    with pytest.raises(people.PersonNotFound):
        people.change_pin(shop, people.PinOrder(new_id(), 77, "", "602214"))
    with pytest.raises(people.PersonNotFound):
        people.unlock_person(shop, people.UnlockOrder(new_id(), 0))


def test_a_password_is_checked_and_a_cashier_has_none(shop: Context) -> None:
    assert try_password(shop, MANAGER, PASSWORDS[MANAGER]).number == MANAGER
    with pytest.raises(WrongPassword):
        try_password(shop, MANAGER, "outra senha longa")
    with pytest.raises(WrongPassword):
        try_password(shop, CASHIER, "qualquer coisa")


# Releases


def release_order(approver: int = OWNER, **changes: object) -> users.ReleaseOrder:
    order = users.ReleaseOrder(
        new_id(), approver, "release_rate", "hash-of-the-order", "cliente antiga", PINS[approver]
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def use(ctx: Context, released: users.Released, subject: str = "hash-of-the-order") -> None:
    kept.use_release(ctx.stamp, released.release_id, "release_rate", subject, new_id())


def test_the_owner_releases_one_order_once(shop: Context) -> None:
    cashier = as_person(shop, CASHIER)
    released = users.release(cashier, release_order())
    assert released.approver == "Aurora R."
    assert released.expires_at - cashier.now == timedelta(minutes=2)

    use(cashier, released)

    with pytest.raises(kept.ReleaseUsed):
        use(cashier, released)


def test_a_release_is_for_the_very_order_it_was_given_for(shop: Context) -> None:
    released = users.release(as_person(shop, CASHIER), release_order())
    with pytest.raises(kept.ReleaseNotValid):
        use(shop, released, "hash-of-another")
    with pytest.raises(kept.ReleaseNotValid):
        kept.use_release(shop.stamp, released.release_id, "reverse_payment", "hash-of-the-order", new_id())
    with pytest.raises(kept.ReleaseNotValid):
        kept.use_release(shop.stamp, 999, "release_rate", "hash-of-the-order", new_id())


def test_a_release_expires(shop: Context) -> None:
    released = users.release(shop, release_order())
    wait(shop, minutes=2, seconds=1)
    with pytest.raises(kept.ReleaseExpired):
        use(shop, released)


def test_a_manager_does_not_release_a_rate(shop: Context) -> None:
    with pytest.raises(users.ApproverMayNot):
        users.release(as_person(shop, CASHIER), release_order(MANAGER))


def test_a_release_says_why(shop: Context) -> None:
    with pytest.raises(users.ReleaseReasonMissing):
        users.release(shop, release_order(reason=" ok  "))


def test_wrong_digits_at_a_release_count_against_the_approver(shop: Context) -> None:
    with pytest.raises(WrongPin):
        users.release(as_person(shop, CASHIER), release_order(pin=WRONG))

    assert User.get(User.number == OWNER).failed_attempts == 1
