"""What a record needs before its customer buys on credit."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.customers import (
    CustomerIncomplete,
    Standing,
    age,
    check_may_buy,
    is_minor,
    missing_for_credit,
)

TODAY = date(2026, 6, 9)
COMPLETE = Standing(
    is_person=True,
    document="12345678909",
    birth_date=date(1980, 5, 1),
    has_contact_phone=True,
    has_address=True,
)


def test_a_complete_record_lacks_nothing() -> None:
    assert missing_for_credit(COMPLETE, TODAY) == ()
    check_may_buy(COMPLETE, TODAY)


@pytest.mark.parametrize(
    ("standing", "missing"),
    [
        (replace(COMPLETE, document=None), ("document",)),
        (replace(COMPLETE, birth_date=None), ("birth_date",)),
        (replace(COMPLETE, birth_date=date(2008, 6, 10)), ("minor",)),
        (replace(COMPLETE, has_contact_phone=False), ("phone",)),
        (replace(COMPLETE, has_address=False), ("address",)),
        (replace(COMPLETE, has_address=False, document=None), ("document", "address")),
    ],
)
def test_each_field_is_missed_in_the_forms_order(standing: Standing, missing: tuple[str, ...]) -> None:
    assert missing_for_credit(standing, TODAY) == missing
    with pytest.raises(CustomerIncomplete) as refused:
        check_may_buy(standing, TODAY)
    assert refused.value.missing == missing


def test_a_company_has_no_birth_date() -> None:
    company = replace(COMPLETE, is_person=False, document="12345678000195", birth_date=None)
    assert missing_for_credit(company, TODAY) == ()


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (date(2008, 6, 9), 18),
        (date(2008, 6, 10), 17),
        (date(1980, 12, 31), 45),
        (TODAY, 0),
        (date(2004, 2, 29), 22),
    ],
)
def test_years_turn_on_the_birthday(born: date, years: int) -> None:
    assert age(born, TODAY) == years
    assert is_minor(born, TODAY) == (years < 18)


def test_somebody_born_on_29_february_turns_a_year_in_march_of_other_years() -> None:
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18
