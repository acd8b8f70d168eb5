"""Who can be a guarantor, which records are closed, and an authorised buyer as typed."""

from datetime import date

import pytest

from crediario.domain.money import AmountNotPositive, Money
from crediario.domain.relations import (
    BuyerDraft,
    BuyerNameMissing,
    CustomerClosed,
    GuarantorUnfit,
    RecordState,
    Relation,
    Unfit,
    check_guarantor,
    check_open,
    checked_buyer,
    checked_sub_limit,
)

TODAY = date(2026, 6, 9)


def record(**changes: object) -> RecordState:
    """Somebody who can be a guarantor, but for the changes."""
    facts = {"is_merged": False, "is_anonymised": False, "is_blocked": False, **changes}
    return RecordState("Ana", **{"birth_date": date(1985, 3, 14), **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"birth_date": None}, None),
        ({"birth_date": date(2008, 6, 9)}, None),
        ({"birth_date": date(2008, 6, 10)}, Unfit.MINOR),
        ({"is_blocked": True}, Unfit.BLOCKED),
        ({"is_merged": True, "is_blocked": True}, Unfit.MERGED),
        ({"is_anonymised": True, "birth_date": None}, Unfit.ANONYMISED),
    ],
)
def test_who_can_be_a_guarantor(changes: dict[str, object], why: Unfit | None) -> None:
    if why is None:
        check_guarantor(record(**changes), TODAY)
        return
    with pytest.raises(GuarantorUnfit) as refused:
        check_guarantor(record(**changes), TODAY)
    assert (refused.value.name, refused.value.why) == ("Ana", why)


@pytest.mark.parametrize(
    ("changes", "why"), [({"is_merged": True}, Unfit.MERGED), ({"is_anonymised": True}, Unfit.ANONYMISED)]
)
def test_a_closed_record(changes: dict[str, object], why: Unfit) -> None:
    with pytest.raises(CustomerClosed) as refused:
        check_open(record(**changes))
    assert refused.value.why == why


def test_somebody_blocked_or_young_has_an_open_record() -> None:
    check_open(record(is_blocked=True, birth_date=date(2020, 1, 1)))


def test_a_buyer_is_cleaned() -> None:
    found = checked_buyer(BuyerDraft(" Rui\tLima ", "529.982.247-25", Relation.CHILD, Money.ZERO))
    assert (found.name, found.document, found.limit) == ("Rui Lima", "52998224725", Money.ZERO)
    assert checked_buyer(BuyerDraft("Rui")).limit is None


def test_a_buyer_has_a_name_and_no_negative_limit() -> None:
    with pytest.raises(BuyerNameMissing):
        checked_buyer(BuyerDraft("  "))
    with pytest.raises(AmountNotPositive):
        checked_sub_limit(Money(-1))
