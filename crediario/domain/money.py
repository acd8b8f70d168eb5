"""Money in whole centavos and exact rates.

No ``float`` ever stands for money or for a rate: ``Money`` counts centavos, ``Rate`` is an exact fraction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import ClassVar, Self

from crediario.domain.errors import Refusal

# Enough digits for (1+i)**t with t up to 120 months and eleven-digit amounts, exact to the centavo.
CALCULATION = Context(prec=50, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, order=True, init=False)
class Money:
    """An amount of reais, counted in whole centavos."""

    cents: int

    ZERO: ClassVar["Money"]

    # Made more often than anything else: one call, where a check after the generated one takes three.
    def __init__(self, cents: int) -> None:
        if type(cents) is not int:
            raise TypeError(f"Money counts whole centavos, not {cents!r}")
        _keep_cents(self, cents)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        return Money(-self.cents)

    def __abs__(self) -> "Money":
        return Money(abs(self.cents))

    def __mul__(self, times: int) -> "Money":
        return Money(self.cents * times)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        """The machine's way to write it: a point and two decimals, as in ``-1234.56``."""
        reais, centavos = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{reais}.{centavos:02d}"

    @classmethod
    def total(cls, amounts: Iterable["Money"]) -> "Money":
        """The sum of ``amounts``; zero when there are none."""
        return cls(sum([amount.cents for amount in amounts]))

    @classmethod
    def rounded(cls, reais: Decimal | Fraction) -> "Money":
        """The nearest centavo, half away from zero (NBR 5891's commercial form)."""
        return cls(_quantized(reais, ROUND_HALF_UP))

    @classmethod
    def truncated(cls, reais: Decimal | Fraction) -> "Money":
        """Whole centavos, the rest cut off: a legal ceiling is then never passed."""
        return cls(_quantized(reais, ROUND_DOWN))

    @property
    def reais(self) -> Decimal:
        """The exact amount in reais, for calculations."""
        return Decimal(self.cents).scaleb(-2)

    def split(self, parts: int, *, remainder_first: bool = False) -> tuple["Money", ...]:
        """``parts`` equal amounts that add up to this one.

        Each is the floor; the whole remainder stands in the last, or in the first.

        Rule: law.md §4 (C14, C15). See docs/regras.md#residuo.
        """
        if parts < 1:
            raise ValueError("an amount splits in one part or more")
        base, rest = divmod(self.cents, parts)
        shares = [base] * parts
        shares[0 if remainder_first else -1] += rest
        return tuple(Money(share) for share in shares)


#: Fills the field once; from then on a frozen dataclass refuses.
_keep_cents = vars(Money)["cents"].__set__

Money.ZERO = Money(0)

# R$ 999.999.999,99: no store sells more at once, and a slip of the keyboard stops here.
MAX_AMOUNT = Money(99_999_999_999)


@dataclass(eq=False)
class AmountNotPositive(Refusal):
    """Nothing is sold, financed or paid for zero or less."""

    amount: Money


@dataclass(eq=False)
class AmountTooLarge(Refusal):
    """More than any amount this program counts."""

    limit: Money


def check_amount(amount: Money) -> None:
    """Refuse what cannot be a price or a payment.

    Raises:
        AmountNotPositive: zero or less.
        AmountTooLarge: above ``MAX_AMOUNT``.
    """
    if amount <= Money.ZERO:
        raise AmountNotPositive(amount)
    if amount > MAX_AMOUNT:
        raise AmountTooLarge(MAX_AMOUNT)


def _quantized(reais: Decimal | Fraction, rounding: str) -> int:
    if isinstance(reais, Fraction):
        reais = CALCULATION.divide(Decimal(reais.numerator), Decimal(reais.denominator))
    # The default context would round to 28 digits first, and a cut after that can pass a legal ceiling.
    return int(reais.scaleb(2, CALCULATION).quantize(Decimal(1), rounding=rounding, context=CALCULATION))


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """An exact rate: ``Rate.percent("2")`` is 2%, the fraction 0.02."""

    fraction: Decimal

    ZERO: ClassVar["Rate"]

    def __post_init__(self) -> None:
        if not isinstance(self.fraction, Decimal) or not self.fraction.is_finite():
            raise TypeError(f"a rate is a finite Decimal fraction, not {self.fraction!r}")

    @classmethod
    def percent(cls, text: str | Decimal | int) -> Self:
        """The rate written as a percentage: ``"0.9"`` is 0.9%."""
        return cls(Decimal(text).scaleb(-2))

    def percent_text(self, decimals: int) -> str:
        """The percentage with that many decimals and a point, as the command line prints it."""
        return str((self.fraction * 100).quantize(Decimal(1).scaleb(-decimals), context=CALCULATION))

    @property
    def text(self) -> str:
        """The fraction whole, as tables keep it: equal rates have equal texts, whatever zeros they carry."""
        figures = format(self.fraction, "f")
        return figures.rstrip("0").rstrip(".") if "." in figures else figures

    def __bool__(self) -> bool:
        return self.fraction != 0


Rate.ZERO = Rate(Decimal(0))
