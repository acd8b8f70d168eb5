import pytest

from crediario.domain.permissions import BASIC, GIVABLE, PERMISSIONS, Role, allows, holds


def test_the_owner_and_the_program_may_do_everything() -> None:
    for permission in PERMISSIONS:
        assert allows(Role.OWNER, permission)
        assert allows(Role.SYSTEM, permission)


@pytest.mark.parametrize(
    ("role", "permission", "allowed"),
    [
        (Role.MANAGER, "release_rate", False),
        (Role.MANAGER, "edit_settings", True),
        (Role.MANAGER, "reverse_payment", True),
        (Role.CASHIER, "receive", True),
        (Role.CASHIER, "sell", True),
        (Role.CASHIER, "reverse_payment", False),
        (Role.CASHIER, "waive_charges", False),
        (Role.SELLER, "sell", True),
        (Role.SELLER, "receive", False),
        (Role.COLLECTOR, "see_customer", True),
        (Role.COLLECTOR, "sell", False),
        (Role.MANAGER, "take_list", True),
        (Role.CASHIER, "take_list", False),
        (Role.VIEWER, "see_reports", True),
        (Role.VIEWER, "see_document", False),
        (Role.VIEWER, "receive", False),
    ],
)
def test_who_may_do_what(role: Role, permission: str, allowed: bool) -> None:
    assert allows(role, permission) is allowed


def test_an_unknown_permission_is_a_bug() -> None:
    with pytest.raises(KeyError):
        allows(Role.OWNER, "fly")


# -- beside the role


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_what_is_decided_for_one_person_moves_only_what_may_move(role: Role, permission: str) -> None:
    by_role = allows(role, permission)
    given, taken = holds(role, permission, own=True), holds(role, permission, own=False)

    assert holds(role, permission, own=None) is by_role
    assert given is (by_role or (permission in GIVABLE and role not in {Role.OWNER, Role.SYSTEM}))
    if role in {Role.OWNER, Role.SYSTEM}:
        assert taken is by_role, "owners have everything, whatever was written"
    else:
        assert taken is (by_role and permission in BASIC)


def test_nobody_is_given_what_makes_them_more() -> None:
    owners_only = {name for name, roles in PERMISSIONS.items() if roles <= {Role.OWNER, Role.SYSTEM}}
    assert not GIVABLE & (owners_only | {"edit_users", "edit_permissions", "unlock_user", "answer_release"})
    assert not [name for name in GIVABLE if name.startswith("release")]


def test_an_unknown_permission_is_a_bug_for_one_person_too() -> None:
    with pytest.raises(KeyError):
        holds(Role.CASHIER, "fly", own=True)
