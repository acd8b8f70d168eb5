from datetime import date, datetime

import pytest

from crediario.documents import wording
from crediario.domain.money import Money, Rate
from crediario.domain.permissions import Role
from crediario.domain.tender import Method, Tender


@pytest.mark.parametrize(("number", "shown"), [(1, "000.001"), (18442, "018.442"), (1_234_567, "1.234.567")])
def test_receipt_numbers_have_six_figures(number: int, shown: str) -> None:
    assert wording.receipt_number(number) == shown


@pytest.mark.parametrize(
    ("rate", "shown"), [("2", "2%"), ("1.50", "1,5%"), ("0.333333", "0,333333%"), ("10", "10%")]
)
def test_rates_take_as_few_decimals_as_they_need(rate: str, shown: str) -> None:
    assert wording.short_percent(Rate.percent(rate)) == shown


@pytest.mark.parametrize(
    ("fine", "interest", "shown"),
    [
        ("2", "1", "multa de 2% e juros de 1% ao mês"),
        ("2", "0", "multa de 2%"),
        ("0", "1", "juros de 1% ao mês"),
        ("0", "0", ""),
    ],
)
def test_late_charges_in_words(fine: str, interest: str, shown: str) -> None:
    assert wording.late_charges(Rate.percent(fine), Rate.percent(interest)) == shown


def test_days_and_hours() -> None:
    assert wording.weekday(date(2026, 6, 9)) == "ter"
    assert wording.short_day(date(2026, 6, 9)) == "09/06"
    assert wording.clock(datetime(2026, 6, 9, 7, 5)) == "07:05"  # noqa: DTZ001 - papers show local time


def test_only_a_cnpj_has_a_stroke() -> None:
    assert wording.document_label("***.456.789-**") == "CPF"
    assert wording.document_label("**.345.678/0001-**") == "CNPJ"


@pytest.mark.parametrize(
    ("tender", "shown"),
    [
        (Tender(Method.PIX, Money(100), "9f3a"), "Pix, final 9F3A"),
        (Tender(Method.PIX, Money(100)), "Pix"),
        (Tender(Method.CASH, Money(100)), "Dinheiro"),
    ],
)
def test_means_of_payment(tender: Tender, shown: str) -> None:
    assert wording.tender_label(tender) == shown


@pytest.mark.parametrize(
    ("slips", "text"),
    [
        ([(4377, 4)], "carnê 4377, parcela 4"),
        ([(4377, 4), (4377, 5)], "carnê 4377, parcelas 4 e 5"),
        ([(4377, 6), (4377, 4), (4377, 5)], "carnê 4377, parcelas 4 a 6"),
        ([(4377, 4), (4377, 5), (4377, 7)], "carnê 4377, parcelas 4, 5 e 7"),
        ([(4377, 4), (4402, 2), (4377, 5)], "carnê 4377, parcelas 4 e 5; carnê 4402, parcela 2"),
    ],
)
def test_which_installments_of_which_carnes(slips: list[tuple[int, int]], text: str) -> None:
    assert wording.slips_text(slips) == text


def test_a_day_in_words_and_who_signs() -> None:
    assert wording.long_day(date(2026, 3, 9)) == "9 de março de 2026"
    assert wording.signer("Cláudia Ribeiro", Role.MANAGER) == "Cláudia Ribeiro, gerente"
    assert wording.signer("Sistema", Role.SYSTEM) == "Sistema"
