from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.charges import ChargeRules, Rounding
from crediario.domain.money import Money, Rate
from crediario.services.payments import DeskRow
from crediario.ui.payments.row_words import customer_line, explanation, situation
from tests.ui.payments.desks import EARLY, LATE, RULES, TODAY, a_desk, a_row


def explained(row: DeskRow, rules: ChargeRules = RULES) -> str:
    return explanation(row, rules, TODAY)


@pytest.mark.parametrize(
    ("due", "days_late", "words", "tone"),
    [
        (date(2026, 5, 12), 28, "28 dias", "late"),
        (date(2026, 6, 8), 1, "1 dia", "late"),
        (date(2026, 6, 7), 0, "no prazo", "att"),
        (date(2026, 6, 9), 0, "hoje", "att"),
        (date(2026, 6, 10), 0, "amanhã", "att"),
        (date(2026, 6, 12), 0, "em 3 dias", "att"),
        (date(2026, 6, 16), 0, "em 7 dias", "att"),
        (date(2026, 6, 17), 0, "a vencer", ""),
    ],
)
def test_how_an_installment_stands(due: date, days_late: int, words: str, tone: str) -> None:
    said = situation(due, days_late, TODAY)
    assert (said.words, said.tone) == (words, tone)
    assert bool(said.icon) == bool(tone)


def test_who_is_paying_with_the_document_masked() -> None:
    assert customer_line(a_desk()) == "CPF ***.456.789-** · 43 de 47 parcelas pagas em dia"
    assert customer_line(replace(a_desk(), document=None, settled=0)) == ""
    assert customer_line(replace(a_desk(), settled=1, on_time=1)).endswith("1 de 1 parcela paga em dia")


def test_a_late_one_shows_both_formulas() -> None:
    assert explained(LATE) == "multa: 2% de 139,80 = 2,79 · juros: 139,80 × 1% ÷ 30 × 28 dias = 1,30"


def test_an_early_one_tells_the_interest_not_yet_earned() -> None:
    assert explained(EARLY) == "desconto de 0,22: juros de 11 dias ainda não corridos"


def test_one_from_another_system_says_why_there_is_no_discount() -> None:
    early = replace(a_row(6, date(2026, 6, 12)), imported=True)
    assert explained(early) == (
        "em dia, sem multa nem juros"
        " · sem desconto por pagar antes: taxa da compra não informada na importação"
    )
    assert "importação" not in explained(replace(LATE, imported=True))
    assert "importação" not in explained(replace(a_row(6, TODAY), imported=True))


def test_what_was_paid_before_comes_first() -> None:
    said = explained(a_row(paid=20_00))
    assert said.startswith(
        "valor: 139,80 − 20,00 já abatidos = 119,80 · multa: 2% de 119,80 = 2,39 · juros: "
    )


def test_a_fine_already_paid_is_said_so() -> None:
    row = a_row(paid=20_00)
    row = replace(row, quote=replace(row.quote, fine=Money.ZERO, interest=Money(50)))
    assert "multa: já paga · juros: 0,50, contados em trechos, entre os pagamentos" in explained(row)


def test_a_formula_that_does_not_give_the_number_is_not_shown() -> None:
    row = replace(LATE, quote=replace(LATE.quote, fine=Money(1_00), interest=Money(90)))
    said = explained(row)
    assert said == "multa que falta: 1,00 · juros: 0,90, contados pela tolerância da loja"


def test_the_shops_own_rates_are_the_ones_explained() -> None:
    rules = ChargeRules(fine=Rate.percent(1), interest=Rate.ZERO, rounding=Rounding.HALF_UP)
    row = replace(LATE, quote=replace(LATE.quote, fine=Money(1_40), interest=Money.ZERO))
    assert explained(row, rules) == "multa: 1% de 139,80 = 1,40 · sem juros"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 7, 12), "em dia, sem multa nem juros"),
        (date(2026, 6, 9), "vence hoje"),
    ],
)
def test_what_has_nothing_added_says_why(due: date, words: str) -> None:
    assert explained(a_row(due=due)).startswith(words)


def test_without_a_discount_none_is_explained_by_a_rate_the_row_does_not_know() -> None:
    moved = a_row(due=date(2026, 7, 12))
    assert explained(moved) == "em dia, sem multa nem juros; hoje não há o que descontar"


def test_a_day_off_is_named() -> None:
    row = a_row(due=date(2026, 6, 7))
    nothing = replace(row.quote, days_late=0, fine=Money.ZERO, interest=Money.ZERO)
    assert explained(replace(row, quote=nothing)).startswith("venceu em dia sem expediente (07/06/2026)")


def test_within_the_tolerance_nothing_is_charged() -> None:
    nothing = replace(LATE.quote, fine=Money.ZERO, interest=Money.ZERO)
    assert explained(replace(LATE, quote=nothing)) == "sem multa nem juros hoje"
