"""What is paid of a sale: told, and in the order in which a shop reads it."""

from dataclasses import dataclass
from datetime import date

from crediario.domain.receiving import PartOfSale, down_payment_key, oldest_due_first


@dataclass(frozen=True, slots=True)
class Row(PartOfSale):
    due_date: date
    contract_number: int
    number: int


def test_a_down_payment_is_told_by_its_number_and_its_key() -> None:
    assert [Row(date(2026, 6, 9), 7, number).is_down_payment for number in (0, 1, 12)] == [True, False, False]
    assert down_payment_key(7) == -7 != down_payment_key(8)


def test_the_oldest_due_comes_first_and_of_a_day_the_down_payment() -> None:
    june, july = date(2026, 6, 9), date(2026, 7, 9)
    ordered = (Row(june, 7, 0), Row(june, 7, 1), Row(june, 8, 0), Row(july, 7, 2), Row(july, 8, 1))
    assert oldest_due_first(reversed(ordered)) == ordered
    assert oldest_due_first(()) == ()
