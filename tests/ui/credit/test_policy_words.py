"""What changed between two policies, in words; and two people's changes put together."""

from dataclasses import fields, replace

from crediario.domain.credit.answers import Answer, Rule
from crediario.domain.credit.points_table import ChoicePoints, Item, NumberBand, NumberItem, PointsTable
from crediario.domain.credit.policy import STANDARD, BandTerms, CreditPolicy, RiskBand
from crediario.domain.money import Money, Rate
from crediario.ui.credit import policy_words
from crediario.ui.credit.policy_merge import merged


def with_row(table: PointsTable, row: NumberItem) -> PointsTable:
    rows = tuple(row if each.item is row.item else each for each in table.numbers)
    return replace(table, numbers=rows)


def test_every_figure_stands_on_one_page() -> None:
    shown = [name for names in policy_words.FIGURES.values() for name in names]
    shown += [*policy_words.LIMIT_FIGURES, "bands", "answers", "points"]
    assert sorted(shown) == sorted(each.name for each in fields(CreditPolicy))


def test_every_rule_has_its_field() -> None:
    assert all(policy_words.answer_field(rule) for rule in Rule)


def test_nothing_changed_says_nothing() -> None:
    assert policy_words.differences(STANDARD, CreditPolicy()) == []


def test_each_kind_of_change_has_its_line() -> None:
    bands = (BandTerms(RiskBand.EXCELLENT, 820, Rate.percent(5)), *STANDARD.bands[1:])
    table = with_row(STANDARD.points, NumberItem(Item.PHONES, (NumberBand(0, 0), NumberBand(2, 8))))
    housing = table.row(Item.HOUSING)
    richer = replace(housing, choices=(ChoicePoints(housing.choices[0].choice, 12), *housing.choices[1:]))  # type: ignore[union-attr]
    table = replace(table, choices=(richer, *table.choices[1:]), approve_from=65)
    changed = replace(
        STANDARD,
        bands=bands,
        points=table,
        maximum_sale=Money(2_000_00),
        freezes_when_late=False,
        answers=replace(STANDARD.answers, score=Answer.OFF),
    )

    said = [line.replace("\xa0", " ") for line in policy_words.differences(STANDARD, changed)]

    assert said == [
        "Com parcela em atraso, o limite não sobe: ligado → desligado",
        "Máximo por venda: R$ 3.000,00 → R$ 2.000,00",
        "Faixa excelente: a partir de 800 → 820",
        "Faixa excelente: entrada 0% → 5%",
        "Aprovar a partir de: 60 → 65 pontos",
        "Pontos de telefones para contato: 0 a partir de 0, 4 a partir de 1, 8 a partir de 2"
        " → 0 a partir de 0, 8 a partir de 2",
        "Pontos de moradia, casa própria: 10 → 12",
        "Score abaixo do mínimo: pedir liberação → desligada",
    ]


def test_what_both_changed_in_different_places_stands() -> None:
    mine = replace(STANDARD, answers=replace(STANDARD.answers, score=Answer.OFF), minimum_score=420)
    theirs = replace(STANDARD, answers=replace(STANDARD.answers, limit=Answer.WARN), maximum_sale=Money(1_00))

    both = merged(STANDARD, mine, theirs)

    assert both == replace(
        STANDARD,
        answers=replace(STANDARD.answers, score=Answer.OFF, limit=Answer.WARN),
        minimum_score=420,
        maximum_sale=Money(1_00),
    )


def test_of_one_figure_what_is_typed_here_stands() -> None:
    mine, theirs = replace(STANDARD, minimum_score=420), replace(STANDARD, minimum_score=430)
    assert merged(STANDARD, mine, theirs) == mine


def test_what_does_not_hold_together_is_no_policy() -> None:
    mine = replace(STANDARD, default_limit=Money(4_000_00))
    theirs = replace(STANDARD, limit_ceiling=Money(2_000_00))
    assert merged(STANDARD, mine, theirs) is None
