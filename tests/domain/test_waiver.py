"""Forgiving fine and interest: the oldest first, the fine before the interest, up to one's ceiling."""

from datetime import date

import pytest

from crediario.domain.allocation import Quote
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopSettings
from crediario.domain.waiver import (
    ReceiptTerms,
    WaiverBeyondCharges,
    receipt_release,
    waive,
    waiver_ceiling,
)

OLD = Quote(1, date(2026, 5, 12), 5, 28, Money(139_80), Money(2_79), Money(1_30), Money.ZERO)
NEW = Quote(2, date(2026, 5, 20), 2, 20, Money(68_78), Money(1_37), Money(45), Money.ZERO)


def forgiven(waived: int) -> list[tuple[int, int]]:
    quotes = waive((NEW, OLD), Money(waived))
    return [(quote.waived_fine.cents, quote.waived_interest.cents) for quote in quotes]


@pytest.mark.parametrize(
    ("waived", "wanted"),
    [
        (0, [(0, 0), (0, 0)]),
        (1_00, [(1_00, 0), (0, 0)]),
        (3_00, [(2_79, 21), (0, 0)]),
        (5_00, [(2_79, 1_30), (91, 0)]),
        (5_91, [(2_79, 1_30), (1_37, 45)]),
    ],
)
def test_it_goes_to_the_oldest_first_and_in_each_to_the_fine(
    waived: int, wanted: list[tuple[int, int]]
) -> None:
    assert forgiven(waived) == wanted
    assert Money.total(quote.total for quote in waive((NEW, OLD), Money(waived))) == Money(214_49 - waived)


@pytest.mark.parametrize("waived", [-1, 5_92])
def test_never_more_than_the_charges_nor_less_than_nothing(waived: int) -> None:
    with pytest.raises(WaiverBeyondCharges) as refused:
        waive((OLD, NEW), Money(waived))
    assert refused.value.due == Money(5_91)


@pytest.mark.parametrize(
    ("role", "may_waive", "wanted"),
    [
        (Role.CASHIER, False, Money(10_00)),
        (Role.CASHIER, True, Money(200_00)),
        (Role.MANAGER, True, Money(200_00)),
        (Role.MANAGER, False, Money(10_00)),
        (Role.OWNER, True, None),
        (Role.SYSTEM, True, None),
    ],
)
def test_everybody_has_a_ceiling_but_the_owner(role: Role, may_waive: bool, wanted: Money | None) -> None:
    assert waiver_ceiling(role, ShopSettings(), may_waive=may_waive) == wanted


@pytest.mark.parametrize(
    ("waived", "pix", "ceiling", "wanted"),
    [
        (10_00, 0, 10_00, None),
        (10_01, 0, 10_00, "release_waiver"),
        (200_00, 0, 10_00, "release_waiver"),
        (200_01, 0, 10_00, "release_large_waiver"),
        (900_00, 0, None, None),
        (0, 50_00, None, "release_pix"),
        (10_00, 50_00, 10_00, "release_pix"),
        (10_01, 50_00, 10_00, "release_waiver"),
    ],
)
def test_one_yes_for_what_a_receipt_asks(
    waived: int, pix: int, ceiling: int | None, wanted: str | None
) -> None:
    terms = ReceiptTerms(7, (1, 2), Money(waived), Money(pix))
    own = None if ceiling is None else Money(ceiling)
    assert receipt_release(terms, own, ShopSettings()) == wanted
