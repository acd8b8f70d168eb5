"""How the settings are grouped, and what their choices are called. Imports no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import Field, fields
from enum import Enum
from typing import Any

from crediario.domain.br import format_money, format_rate
from crediario.domain.charges import CountFrom, Rounding
from crediario.domain.money import Money, Rate
from crediario.domain.settings import (
    ChangeRounding,
    ShopSettings,
    agreement,
    late,
    note_of,
    papers,
    points,
    privacy,
    receiving,
    sale,
)

OWN = "Neste computador"
MANAGEMENT = "Gerência"
PRINTING = "Impressão"
#: Each page and its settings, in the order people read them.
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Venda", tuple(sale.NOTES)),
    ("Atraso", tuple(late.NOTES)),
    ("Acordo", tuple(agreement.NOTES)),
    ("Recebimento", tuple(receiving.NOTES)),
    ("Documentos", tuple(papers.NOTES)),
    ("Pontos", tuple(points.NOTES)),
    ("Privacidade", tuple(privacy.NOTES)),
)
CHOICES: dict[type[Enum], tuple[tuple[Any, str], ...]] = {
    CountFrom: (
        (CountFrom.ORIGINAL, "Contar do vencimento"),
        (CountFrom.NEXT_BUSINESS_DAY, "Contar do primeiro dia útil"),
    ),
    Rounding: ((Rounding.TRUNCATE, "Cortar as frações"), (Rounding.HALF_UP, "Arredondar")),
    ChangeRounding: (
        (ChangeRounding.EXACT, "Exato, ao centavo"),
        (ChangeRounding.FIVE_CENTS, "Até 5 centavos"),
        (ChangeRounding.TEN_CENTS, "Até 10 centavos"),
    ),
}
ONLY_MANAGERS = "Quem gerencia a loja muda estes ajustes. Aparência e letra são de quem usa o computador."
MISSING = "Falta este valor"
UNCHANGED = "Nada mudou."
SOMEBODY = "Outra pessoa"
POINTS_STAY = (
    "Desligar não apaga o que já foi ganho: o saldo volta a aparecer quando religar."
    " O que for pago com os pontos desligados não conta depois."
)


def setting(name: str) -> "Field[Any]":
    """A field of the settings, by its name."""
    return next(each for each in fields(ShopSettings) if each.name == name)


def changed_words(count: int) -> str:
    """``1 ajuste mudado, ainda não gravado.``, or how many."""
    if not count:
        return UNCHANGED
    one = "1 ajuste mudado, ainda não gravado."
    return one if count == 1 else f"{count} ajustes mudados, ainda não gravados."


def kept_words(version: int) -> str:
    """What the notice says when a new version is in force."""
    return f"Ajustes gravados. Versão {version}; as anteriores ficam guardadas."


def overtaken_words(operator_name: str, theirs: Mapping[str, Any], mine: Iterable[str]) -> tuple[str, str]:
    """Who saved meanwhile, and what; which of those settings were changed here too."""
    said = "; ".join(_now_words(name, value) for name, value in theirs.items()) or "como antes"
    both = [_label(name) for name in theirs if name in set(mine)]
    clash = f" Você também mudou: {', '.join(both)}." if both else ""
    return (
        f"{operator_name} gravou outra versão enquanto esta estava aberta. ",
        f"Agora está {said}.{clash} Nada seu foi gravado ainda e o que você mudou continua na tela:"
        " confira e grave de novo.",
    )


def _now_words(name: str, value: Any) -> str:
    """``«Multa»: 1,50%``; of what is a table, that it is another one."""
    if isinstance(value, tuple):
        return f"{_label(name)}: outros valores"
    return f"{_label(name)}: {_value_words(value)}"


def _label(name: str) -> str:
    return f"«{note_of(setting(name)).label}»"


def _value_words(value: Any) -> str:
    match value:
        case bool():
            return "ligado" if value else "desligado"
        case Enum():
            return next(said for choice, said in CHOICES[type(value)] if choice is value).lower()
        case Money():
            return format_money(value)
        case Rate():
            return format_rate(value)
        case _:
            return str(value)
