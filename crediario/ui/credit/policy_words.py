"""What the policy's answers, bands and changes are called, and how its fields are grouped. Imports no Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import Field, fields
from typing import Any

from crediario.documents import analysis_words
from crediario.documents.wording import short_percent
from crediario.domain.br import format_money
from crediario.domain.credit.answers import Answer, Answers, Rule
from crediario.domain.credit.points_table import ChoiceItem, NumberItem, PointsTable
from crediario.domain.credit.policy import BandTerms, CreditPolicy, RiskBand, policy_note
from crediario.domain.money import Money, Rate
from crediario.services.policy import PolicyChange

ANSWERS = (
    (Answer.OFF, "Desligada"),
    (Answer.WARN, "Avisar"),
    (Answer.ASK, "Pedir liberação"),
    (Answer.FORBID, "Impedir"),
)
BANDS = {
    RiskBand.EXCELLENT: "Excelente",
    RiskBand.GOOD: "Bom",
    RiskBand.FAIR: "Regular",
    RiskBand.LOW: "Baixo",
}
#: The figures that stand with a rule, in the order they are read.
FIGURES: dict[Rule, tuple[str, ...]] = {
    Rule.NOT_ANALYSED: ("analysis_waived_after",),
    Rule.LIMIT: ("release_by_manager",),
    Rule.SCORE: ("minimum_score",),
    Rule.INCOME_SHARE: ("maximum_installment_over_income",),
    Rule.SALE_SIZE: ("maximum_sale",),
    Rule.DAYS_LATE: ("tolerated_days_late",),
    Rule.BETWEEN_PURCHASES: ("minimum_days_between_purchases",),
    Rule.HOUSEHOLD: ("household_limit",),
}
#: The figures of the limit, which no rule of a sale has.
LIMIT_FIGURES = (
    "default_limit", "limit_ceiling", "limit_over_income", "less_share", "payments_per_raise", "raise_share",
    "freezes_when_late",
)  # fmt: skip
PAGES = ("Regras da venda", "Limite", "Faixas de risco", "Pontos da análise", "Versões")
ONLY_MANAGERS = "Quem gerencia a loja muda a política; as outras pessoas só olham."
UNCHANGED = "Nada mudou."
MISSING = "Falta este valor"
STANDARD = "Padrão do programa"


def figure(name: str) -> "Field[Any]":
    """A field of the policy by its name."""
    return next(each for each in fields(CreditPolicy) if each.name == name)


def answer_field(rule: Rule) -> "Field[Any]":
    """The field that says what a rule answers."""
    return next(each for each in fields(Answers) if each.name == rule.value)


def changed_words(count: int) -> str:
    """``1 mudança, ainda não gravada.``, or how many."""
    if not count:
        return UNCHANGED
    return "1 mudança, ainda não gravada." if count == 1 else f"{count} mudanças, ainda não gravadas."


def value_words(value: object) -> str:
    """A value of the policy as people read it."""
    match value:
        case bool():
            return "ligado" if value else "desligado"
        case Answer():
            return dict(ANSWERS)[value].lower()
        case Money():
            return format_money(value)
        case Rate():
            return short_percent(value)
        case _:
            return str(value)


def change_lines(changes: Sequence[PolicyChange]) -> list[str]:
    """What changed, a line each: ``Score mínimo: 400 → 450``."""
    return [line for change in changes for line in _lines(change)]


def _lines(change: PolicyChange) -> Iterator[str]:
    if change.name == "bands":
        yield from _band_lines(change.before, change.after)
    elif change.name == "points":
        yield from _points_lines(change.before, change.after)
    else:
        rule = change.name.removeprefix("answers.")
        found = answer_field(Rule(rule)) if rule != change.name else figure(change.name)
        before, after = value_words(change.before), value_words(change.after)
        yield f"{policy_note(found).label}: {before} → {after}"


def _band_lines(before: Sequence[BandTerms], after: Sequence[BandTerms]) -> Iterator[str]:
    for old, new in zip(before, after, strict=True):
        name = f"Faixa {BANDS[new.band].lower()}"
        if old.from_score != new.from_score:
            yield f"{name}: a partir de {old.from_score} → {new.from_score}"
        if old.min_down_payment != new.min_down_payment:
            share = f"{short_percent(old.min_down_payment)} → {short_percent(new.min_down_payment)}"
            yield f"{name}: entrada {share}"


def _points_lines(before: PointsTable, after: PointsTable) -> Iterator[str]:
    if before.refuse_below != after.refuse_below:
        yield f"Recusar abaixo de: {before.refuse_below} → {after.refuse_below} pontos"
    if before.approve_from != after.approve_from:
        yield f"Aprovar a partir de: {before.approve_from} → {after.approve_from} pontos"
    for old in before.rows:
        new = after.row(old.item)
        name = f"Pontos de {analysis_words.ITEMS[old.item].lower()}"
        if isinstance(old, NumberItem) and isinstance(new, NumberItem) and old != new:
            yield f"{name}: {_number_words(old)} → {_number_words(new)}"
        elif isinstance(old, ChoiceItem) and isinstance(new, ChoiceItem):
            yield from (f"{name}, {line}" for line in _choice_lines(old, new))


def _number_words(row: NumberItem) -> str:
    """``4 a partir de 18, 7 a partir de 25``."""
    return ", ".join(f"{band.points} a partir de {band.start}" for band in row.bands)


def _choice_lines(old: ChoiceItem, new: ChoiceItem) -> Iterator[str]:
    for each in old.choices:
        points = new.points(each.choice)
        if points != each.points:
            yield f"{analysis_words.choice_words(old.item, each.choice)}: {each.points} → {points}"


def differences(before: CreditPolicy, after: CreditPolicy) -> list[str]:
    """What differs between two policies, in words."""
    return change_lines(
        [
            *_differing(before, after, "", ("answers",)),
            *_differing(before.answers, after.answers, "answers.", ()),
        ]
    )


def _differing(before: Any, after: Any, prefix: str, apart: Sequence[str]) -> Iterator[PolicyChange]:
    for part in fields(before):
        old, new = getattr(before, part.name), getattr(after, part.name)
        if part.name not in apart and old != new:
            yield PolicyChange(prefix + part.name, old, new)
