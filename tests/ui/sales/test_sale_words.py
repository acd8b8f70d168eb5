"""What Nova venda says."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every, FirstDueTooFar
from crediario.domain.settings import PlanOffer, ShopSettings
from crediario.ui.sales import draft_plans, sale_words
from crediario.ui.sales.draft_loads import Load
from crediario.ui.sales.draft_plans import Option
from crediario.ui.words import since_words
from tests.ui.sales.test_new_sale_draft import TODAY, desk, draft

MG = HolidayCalendar("MG")


def spoken(text: str) -> str:
    """With plain spaces, to be compared."""
    return text.replace("\u00a0", " ")


def test_a_due_date_has_its_weekday_and_its_distance() -> None:
    said = sale_words.due_words(date(2026, 7, 10), TODAY, MG, 5)
    assert said == "Sexta-feira, daqui a 31 dias. Recebe no dia 5."


def test_a_due_date_on_a_day_off_says_until_when_it_may_be_paid() -> None:
    said = sale_words.due_words(date(2026, 7, 11), TODAY, MG, None)
    assert said == "Sábado, daqui a 32 dias. Pode pagar até seg 13/07."


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 6, 9), "hoje"), (date(2026, 6, 10), "amanhã"), (date(2026, 6, 8), "já passou")],
)
def test_near_dates_have_names(day: date, words: str) -> None:
    assert sale_words.distance(day, TODAY) == words


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (date(2023, 1, 10), "há 3 anos"),
        (date(2025, 6, 9), "há 1 ano"),
        (date(2025, 6, 10), "há 11 meses"),
        (date(2026, 5, 9), "há 1 mês"),
        (date(2026, 6, 1), "cliente desde este mês"),
    ],
)
def test_how_long_somebody_is_a_customer(since: date, words: str) -> None:
    assert since_words(since, TODAY) == words


def test_the_document_is_masked() -> None:
    assert sale_words.masked("52998224725") == "***.982.247-**"
    assert sale_words.masked(None) == "sem CPF"


def test_standing_has_no_word_of_blame() -> None:
    assert (sale_words.late_words(0), sale_words.late_words(2)) == ("Em dia", "2 em atraso")


def test_a_plan_shows_every_figure_of_the_law() -> None:
    option = draft_plans.options(draft(), desk())[1]
    assert sale_words.plan_title(option.offer) == "10× com juros"
    lines = [(name, spoken(value)) for name, value in sale_words.option_lines(option, Money(2_400_00))]
    assert lines == [
        ("Total", "R$ 1.144,68"),
        ("Juros, ao todo", "R$ 54,68"),
        ("Taxa ao mês", "0,90%"),
        ("Taxa ao ano", "11,35%"),
        ("CET ao ano", "11,32%"),
        ("Última em", "09/04/2027"),
        ("Da renda mensal", "4,8%"),
    ]


def test_without_interest_and_without_income() -> None:
    option = draft_plans.options(draft(), desk())[0]
    assert sale_words.plan_title(option.offer) == "6× sem juros"
    lines = dict(sale_words.option_lines(option, None))
    assert lines["Juros, ao todo"] == "nenhum"
    assert "Da renda mensal" not in lines


def test_a_card_without_a_plan_says_what_fails() -> None:
    twelve = draft_plans.options(draft(price=Money(250_00), down_payment=Money.ZERO), desk())[2]
    lines = [(name, spoken(value)) for name, value in sale_words.option_lines(twelve, None)]
    assert lines == [("Compra mínima", "R$ 300,00"), ("Entrada mínima", "R$ 37,50")]
    refused = Option(ShopSettings().plans[0], refusal=FirstDueTooFar(TODAY, 730))
    assert sale_words.option_lines(refused, None) == (("O vencimento está longe demais", ""),)
    assert sale_words.amount_words(refused) == "—"


def test_the_suggested_entrada_follows_the_price() -> None:
    six = ShopSettings().plans[0]
    assert sale_words.suggestion(draft(price=None), six) == "sugerida: 10%"
    assert spoken(sale_words.suggestion(draft(), six)) == "sugerida: 10%, R$ 129,00"
    odd = replace(six, min_down_payment=Rate.percent("12.5"))
    assert spoken(sale_words.suggestion(draft(), odd)) == "sugerida: 12,5%, R$ 161,25"
    free = PlanOffer(3, Rate.ZERO, Rate.ZERO, Money.ZERO)
    assert sale_words.suggestion(draft(), free) == "opcional"


def test_what_is_financed_is_said_once_there_is_something() -> None:
    assert spoken(sale_words.financed_words(draft())) == "R$ 1.090,00 a parcelar, depois da entrada"
    assert spoken(sale_words.financed_words(draft(down_payment=None))) == "R$ 1.290,00 a parcelar"
    assert sale_words.financed_words(draft(price=None)) == ""


def test_the_odd_last_installment_is_told() -> None:
    plan = draft_plans.options(draft(), desk())[0].plan
    assert plan is not None
    assert spoken(sale_words.first_words(plan)) == "1ª em 09/07/2026, quinta-feira\núltima de R$ 181,70"
    even = draft_plans.options(draft(price=Money(1_400_00)), desk())[0].plan
    assert even is not None
    assert sale_words.first_words(even) == "1ª em 09/07/2026, quinta-feira"


def test_carne_of_one_and_of_many() -> None:
    assert (sale_words.carne_words(1), sale_words.carne_words(6)) == (
        "capa e 1 parcela",
        "capa e 6 parcelas",
    )


def test_below_a_bar_stands_the_date_or_the_month() -> None:
    share = Rate.percent("12.3")
    load = Load(date(2026, 7, 9), Money(1), Money.ZERO, share)
    assert sale_words.load_words(load, Every.MONTH, 6) == ("09/07 qui", "12,3% da renda")
    assert sale_words.load_words(load, Every.MONTH, 12) == ("09/07", "12,3%")
    assert sale_words.load_words(replace(load, share=None), Every.WEEK, 3) == ("jul/26", "")
    assert sale_words.load_words(replace(load, new=Money.ZERO), Every.TWO_MONTHS, 3)[0] == "jul/26"
