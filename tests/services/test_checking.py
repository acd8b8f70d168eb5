"""The check a person asks for: what it says of a sound shop and of a spoilt one."""

import re

import pytest

from crediario.db.connection import SqliteDatabase
from crediario.domain.money import Money
from crediario.services import checking
from crediario.services.core import Context, PermissionDenied
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import CASHIER, MANAGER, SELLER, as_person, system


@pytest.fixture
def worked(shop: Context) -> Context:
    customer = a_customer(shop)
    a_sale(shop, customer, Money(420_286), down_payment=Money(20_000))
    a_reversal(shop, a_payment(shop, customer).payment_id)
    return shop


def test_a_sound_shop_passes(worked: Context) -> None:
    report = checking.check_shop(worked)

    assert report.ok
    assert report.damage == ()
    assert re.fullmatch("[0-9a-f]{64}", report.digest)
    assert [each.code for each in report.invariants] == [
        "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "I13", "I14", "I15", "I17",
    ]  # fmt: skip
    assert str(report.invariants[0].figure) == "4002.86"


def test_a_spoilt_shop_does_not(worked: Context) -> None:
    worked.database.execute_sql("UPDATE installment SET open_cents = open_cents - 1 WHERE number = 1")

    report = checking.check_shop(worked)

    assert not report.ok
    assert {each.code for each in report.invariants if each.failed} == {"I3", "I4", "I11"}


def test_damage_to_the_file_fails_the_check(sqlite_shop: Context) -> None:
    assert isinstance(sqlite_shop.database, SqliteDatabase)
    sqlite_shop.database.execute_sql("PRAGMA writable_schema = 1")
    sqlite_shop.database.execute_sql("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'sale_by_day'")
    sqlite_shop.database.execute_sql("PRAGMA writable_schema = RESET")

    report = checking.check_shop(sqlite_shop)

    assert not report.ok
    assert report.damage


def test_checking_changes_nothing(worked: Context) -> None:
    assert checking.check_shop(worked) == checking.check_shop(worked)


def test_who_manages_may_check(worked: Context) -> None:
    assert checking.check_shop(as_person(worked, MANAGER)).ok
    assert checking.check_shop(system(worked)).ok
    for number in (CASHIER, SELLER):
        with pytest.raises(PermissionDenied):
            checking.check_shop(as_person(worked, number))
