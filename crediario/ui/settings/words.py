"""How the settings are grouped, and what their choices are called. Imports no Qt."""

from dataclasses import Field, fields
from enum import Enum
from typing import Any

from crediario.domain.charges import CountFrom, Rounding
from crediario.domain.settings import ChangeRounding, ShopSettings

OWN = "Neste computador"
MANAGEMENT = "Gerência"
PRINTING = "Impressão"
#: Each page and its settings, in the order people read them.
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Venda", ("plans", "remainder_first", "rate_cap", "rate_warning_year", "due_after_payday")),
    (
        "Atraso",
        (
            "late_fine",
            "late_interest",
            "grace_days",
            "grace_is_retroactive",
            "count_late_days_from",
            "charge_rounding",
        ),
    ),
    (
        "Acordo",
        (
            "discount_by_cashier",
            "discount_by_manager",
            "discount_by_owner",
            "cash_discount",
            "agreement_down_payment",
            "due_move_max_days",
        ),
    ),
    (
        "Recebimento",
        ("change_rounding", "waiver_by_cashier", "waiver_by_manager", "blind_count", "cash_tolerance"),
    ),
    ("Documentos", ("print_carne", "print_contract", "print_receipt", "print_notes")),
    ("Pontos", ("points_on",)),
    ("Privacidade", ("idle_lock_minutes", "cep_online", "retention_years", "small_agent")),
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
