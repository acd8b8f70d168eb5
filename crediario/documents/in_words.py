"""Amounts and numbers in words (valor por extenso), as a contract writes them beside the figures."""

from datetime import date

from crediario.documents.wording import month_name
from crediario.domain.money import Money

MILLION = 1_000_000


def amount_in_words(amount: Money) -> str:
    """``oitocentos e vinte e nove reais e cinquenta centavos``.

    Args:
        amount: zero or more.

    Rule: in a contract the words prevail over the figures (LUG art. 6º by analogy); law.md §7.
    """
    reais, centavos = divmod(amount.cents, 100)
    whole = f"{number_in_words(reais)} {_unit(reais, 'real', 'reais')}"
    part = f"{number_in_words(centavos)} {_unit(centavos, 'centavo', 'centavos')}"
    if not centavos:
        return whole
    return f"{whole} e {part}" if reais else part


def number_in_words(number: int) -> str:
    """``mil duzentos e trinta e quatro``."""
    from num2words import num2words  # a tenth of a second and more: only where a contract is drawn

    # The library puts commas between the groups, and an "e" too many before a thousand after millions.
    words: str = num2words(number, lang="pt_BR")
    return words.replace(",", "").replace(" e mil e ", " mil e ")


def day_in_words(when: date) -> str:
    """``dez de julho de dois mil e vinte e seis``; the first of a month is ``primeiro``."""
    day = "primeiro" if when.day == 1 else number_in_words(when.day)
    return f"{day} de {month_name(when)} de {number_in_words(when.year)}"


def _unit(count: int, one: str, many: str) -> str:
    """``um real``, ``dois reais``, ``um milhão de reais``."""
    if count and count % MILLION == 0:
        return f"de {many}"
    return one if count == 1 else many
