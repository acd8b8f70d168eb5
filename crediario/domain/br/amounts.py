"""Amounts and rates as Brazilians write them: read without guessing, shown with point and comma."""

import re
from dataclasses import dataclass
from decimal import Decimal

from crediario.domain.br.text import excerpt
from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, AmountTooLarge, Money, Rate

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

WHOLE = r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}"
GROUPED_OR_PLAIN = r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
LONGEST_AMOUNT = 12


@dataclass(eq=False)
class AmbiguousAmount(Refusal):
    """It could be read as two different amounts ("1.23", "0,012", "1,234.56"): nobody guesses."""

    text: str


@dataclass(eq=False)
class InvalidAmount(Refusal):
    """Not an amount of money."""

    text: str


@dataclass(eq=False)
class InvalidRate(Refusal):
    """Not a rate in percent."""

    text: str


def parse_money(text: str) -> Money:
    """The amount in pasted or imported text, read strictly in the Brazilian way.

    "1.234,56", "1234,56", "1234,5", "1234", "1.234.567" and "R$ 1.234,56" are read. One point followed by
    digits alone ("1.23", "12.345"), three decimals ("0,012") and the English form ("1,234.56") are refused.

    Raises:
        AmbiguousAmount: two readings are possible.
        InvalidAmount: it is no amount, or a negative one.
        AmountTooLarge: above ``MAX_AMOUNT``.

    Rule: reliability.md A2. See docs/regras.md#valores.
    """
    bare = _bare(text)
    if match := re.fullmatch(rf"({WHOLE})|({GROUPED_OR_PLAIN}),([0-9]{{1,2}})", bare):
        whole, whole_with_cents, cents = match.groups()
        return _money(whole or whole_with_cents, cents or "")
    raise _refused(text, bare)


def parse_typed_money(text: str) -> Money:
    """The amount typed in a money field, where the keypad's point and the comma are both the comma.

    "200" is 200,00; "200.5" is 200,50; "1.234,56", ",50" and "12," are read too.

    Raises:
        AmbiguousAmount: three decimals, as in "1.234", which could be a thousand.
        InvalidAmount: it is no amount, or a negative one.
        AmountTooLarge: above ``MAX_AMOUNT``.

    Rule: ux.md §3 (MoneyEdit). See docs/regras.md#valores.
    """
    bare = _bare(text)
    if match := re.fullmatch(r"([0-9]*)[.,]?([0-9]{0,2})", bare):
        whole, cents = match.groups()
        if whole or cents:
            return _money(whole or "0", cents)
    return parse_money(text)


def parse_plain_money(text: str) -> Money:
    """The amount as the command line writes it: "500.00", "500".

    Raises:
        InvalidAmount: anything but digits, and a point with two decimals.
        AmountTooLarge: above ``MAX_AMOUNT``.
    """
    match = re.fullmatch(r"([0-9]+)(?:\.([0-9]{2}))?", text)
    if match is None:
        raise InvalidAmount(excerpt(text))
    return _money(match[1], match[2] or "")


def _bare(text: str) -> str:
    return re.sub(r"^R\$", "", text.strip()).strip()


def _money(whole: str, cents: str) -> Money:
    digits = whole.replace(".", "").lstrip("0")
    if len(digits) > LONGEST_AMOUNT:
        raise AmountTooLarge(MAX_AMOUNT)
    money = Money(int(digits or "0") * 100 + int(cents.ljust(2, "0")))
    if money > MAX_AMOUNT:
        raise AmountTooLarge(MAX_AMOUNT)
    return money


def _refused(text: str, bare: str) -> Refusal:
    looks_like_a_number = re.fullmatch(r"[0-9]+(?:[.,][0-9]+)+", bare)
    return AmbiguousAmount(excerpt(text)) if looks_like_a_number else InvalidAmount(excerpt(text))


def parse_rate(text: str) -> Rate:
    """The rate written in percent: "0,90", "0.9", "1%", at most six decimals.

    A rate has no thousands, so that point and comma can only be the decimal mark.

    Raises:
        InvalidRate: it is no such number, or has four digits or more before the comma.
    """
    bare = text.strip().removesuffix("%").rstrip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,6})?", bare):
        raise InvalidRate(excerpt(text))
    return Rate.percent(bare)


def format_amount(money: Money) -> str:
    """``1.234,56``; a negative one starts with the minus sign (U+2212), not a hyphen."""
    return f"{MINUS if money < Money.ZERO else ''}{_grouped(abs(money).reais)}"


def format_money(money: Money) -> str:
    """``R$ 1.234,56`` with a no-break space; ``−R$ 5,00`` when negative. Rule: ux.md §6."""
    return f"{MINUS if money < Money.ZERO else ''}R${NO_BREAK_SPACE}{_grouped(abs(money).reais)}"


def format_rate(rate: Rate, decimals: int = 2) -> str:
    """``0,90%``."""
    return f"{_grouped(Decimal(rate.percent_text(decimals)))}%"


def _grouped(number: Decimal) -> str:
    return f"{number:,}".translate(str.maketrans(",.", ".,"))
