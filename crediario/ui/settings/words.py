"""How the settings are grouped, and what their choices are called. Imports no Qt."""

from dataclasses import Field, fields
from enum import Enum
from typing import Any

from crediario.domain.charges import CountFrom, Rounding
from crediario.domain.settings import (
    ChangeRounding,
    ShopSettings,
    agreement,
    late,
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
