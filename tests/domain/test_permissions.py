import pytest

from crediario.domain.permissions import PERMISSIONS, Role, allows


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
