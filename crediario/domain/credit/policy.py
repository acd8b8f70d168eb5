"""The shop's credit policy: its figures, and how a score falls into a band of risk.

The words in the metadata are Portuguese because the policy screen is generated from them.
"""

from dataclasses import dataclass, field, fields
from enum import StrEnum

from crediario.domain.br import format_money
from crediario.domain.credit.answers import ALL_OFF, Answer, Answers, Rule
from crediario.domain.credit.notes import PolicyNote, PolicyOutOfRange, check_range, note, policy_note
from crediario.domain.credit.points_table import PointsTable
from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, Money, Rate

__all__ = (
    "ALL_OFF", "LENIENT", "SEEDED_BANDS", "STANDARD", "UNSCORED_BAND",
    "Answer", "Answers", "BandTerms", "CreditPolicy", "LimitAboveCeiling", "PolicyNote", "PolicyOutOfRange",
    "RiskBand", "RiskBandsOutOfOrder", "Rule", "policy_note",
)  # fmt: skip

SCORE_LIMIT = 1_000
INCOME_MULTIPLE_LIMIT = Rate.percent(1_000)
DAYS_LIMIT = 365
RAISE_PAYMENTS_LIMIT = 60
WAIVED_PAYMENTS_LIMIT = 24
WHOLE = Rate.percent(100)


class RiskBand(StrEnum):
    """How risky a score is (faixa de risco), the safest first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    LOW = "low"


#: Somebody without a score yet is met in the middle, where every score begins.
UNSCORED_BAND = RiskBand.FAIR


@dataclass(eq=False)
class RiskBandsOutOfOrder(Refusal):
    """The four bands stand once each, the safest first, and the last begins at zero."""


@dataclass(eq=False)
class LimitAboveCeiling(Refusal):
    """The limit everybody begins with passes the largest one."""

    limit: Money
    ceiling: Money


@dataclass(frozen=True, slots=True)
class BandTerms:
    """Where a risk band begins, and the least down payment it asks.

    Raises:
        PolicyOutOfRange.
    """

    band: RiskBand
    from_score: int
    min_down_payment: Rate

    def __post_init__(self) -> None:
        check_range("from_score", self.from_score, 0, SCORE_LIMIT)
        check_range("min_down_payment", self.min_down_payment, Rate.ZERO, Rate.percent(90))


SEEDED_BANDS = (
    BandTerms(RiskBand.EXCELLENT, 800, Rate.ZERO),
    BandTerms(RiskBand.GOOD, 650, Rate.ZERO),
    BandTerms(RiskBand.FAIR, 450, Rate.percent(10)),
    BandTerms(RiskBand.LOW, 0, Rate.percent(30)),
)


def _of(amount: int, share: Rate) -> str:
    return format_money(Money.truncated(Money(amount).reais * share.fraction))


def _bands_example(bands: tuple[BandTerms, ...]) -> str:
    return (
        f"Score 500 compra R$ 1.000,00 com {_of(1_000_00, _band_at(bands, 500).min_down_payment)} de entrada."
    )


def _band_at(bands: tuple[BandTerms, ...], score: int) -> BandTerms:
    return next(terms for terms in bands if score >= terms.from_score)


@dataclass(frozen=True, slots=True)
class CreditPolicy:
    """What the shop asks before it sells on credit. Every field but ``answers`` and ``points`` has a note.

    Making one checks every limit. What a new shop starts with is ``CreditPolicy()``.

    Attributes:
        answers: what each rule answers.
        points: the points table of the analysis.

    Raises:
        PolicyOutOfRange, RiskBandsOutOfOrder, LimitAboveCeiling.

    Rule: product.md B1. See docs/regras.md#politica-de-credito.
    """

    default_limit: Money = field(
        default=Money(500_00),
        metadata=note(
            "Limite inicial",
            "De quem não tem limite próprio: sem renda informada, ou ainda sem análise.",
            lambda value: f"Sem renda informada, a análise propõe {format_money(value)}.",
            "",
            Money.ZERO,
            MAX_AMOUNT,
        ),
    )
    limit_ceiling: Money = field(
        default=Money(5_000_00),
        metadata=note(
            "Limite máximo",
            "Nem a análise nem os aumentos automáticos passam dele.",
            lambda value: f"Quem paga em dia há anos chega a {format_money(value)} e para ali.",
            "",
            Money.ZERO,
            MAX_AMOUNT,
        ),
    )
    limit_over_income: Rate = field(
        default=Rate.percent(75),
        metadata=note(
            "Limite sugerido, sobre a renda mensal",
            "Antes de descontar o que a renda já tem comprometido.",
            lambda value: f"Renda de R$ 2.000,00: limite de {_of(2_000_00, value)}.",
            "",
            Rate.ZERO,
            INCOME_MULTIPLE_LIMIT,
        ),
    )
    less_share: Rate = field(
        default=Rate.percent(50),
        metadata=note(
            "Parte do limite quando a análise aprova com menos",
            "Vale entre a pontuação que recusa e a que aprova.",
            lambda value: f"Em vez de R$ 1.000,00, a análise propõe {_of(1_000_00, value)}.",
            "",
            Rate.ZERO,
            WHOLE,
        ),
    )
    analysis_waived_after: int = field(
        default=3,
        metadata=note(
            "Parcelas pagas que dispensam a análise",
            "Quem já pagou tantas aqui é conhecido da loja; zero pede análise de todos.",
            lambda value: (
                f"Com {value} parcelas pagas, a compra não pede análise."
                if value
                else "Toda pessoa é analisada antes da primeira compra."
            ),
            "",
            0,
            WAIVED_PAYMENTS_LIMIT,
        ),
    )
    payments_per_raise: int = field(
        default=6,
        metadata=note(
            "Parcelas em dia para o limite subir",
            "Contadas desde o último aumento; uma parcela com atraso recomeça a conta.",
            lambda value: f"A cada {value} parcelas pagas em dia, o limite sobe.",
            "",
            1,
            RAISE_PAYMENTS_LIMIT,
        ),
    )
    raise_share: Rate = field(
        default=Rate.percent(10),
        metadata=note(
            "Quanto o limite sobe",
            "Sobre o limite do momento, até o limite máximo; zero desliga o aumento.",
            lambda value: f"De R$ 1.000,00, sobe {_of(1_000_00, value)}.",
            "",
            Rate.ZERO,
            WHOLE,
        ),
    )
    freezes_when_late: bool = field(
        default=True,
        metadata=note(
            "Com parcela em atraso, o limite não sobe",
            "Desligado, o aumento vem mesmo com parcela em atraso.",
            lambda value: (
                f"Uma parcela em atraso hoje: o limite {'fica como está' if value else 'sobe assim mesmo'}."
            ),
        ),
    )
    minimum_score: int = field(
        default=400,
        metadata=note(
            "Score mínimo",
            "Abaixo dele vale a resposta da regra.",
            lambda value: f"Score {value} passa; score {max(value - 1, 0)} não passa.",
            "",
            0,
            SCORE_LIMIT,
        ),
    )
    maximum_installment_over_income: Rate = field(
        default=Rate.percent(30),
        metadata=note(
            "Máximo da renda em parcelas, por mês",
            "No mês mais pesado, com as parcelas que já existem.",
            lambda value: f"Renda de R$ 2.000,00: até {_of(2_000_00, value)} em parcelas no mês.",
            "Lei 14.181/2021 (superendividamento): política da loja, não lei.",
            Rate.percent(1),
            WHOLE,
        ),
    )
    maximum_sale: Money = field(
        default=Money(3_000_00),
        metadata=note(
            "Máximo por venda",
            "O maior valor parcelado de uma venda, já sem a entrada.",
            lambda value: f"Uma compra de {format_money(value + Money(100_00))} pede R$ 100,00 de entrada.",
            "",
            Money(1),
            MAX_AMOUNT,
        ),
    )
    bands: tuple[BandTerms, ...] = field(
        default=SEEDED_BANDS,
        metadata=note(
            "Faixas de risco",
            "De que score em diante cada faixa começa, e a entrada mínima que pede.",
            _bands_example,
        ),
    )
    tolerated_days_late: int = field(
        default=5,
        metadata=note(
            "Dias de atraso tolerados",
            "Acima deles vale a resposta da regra.",
            lambda value: f"Parcela com {value} dias de atraso passa; com {value + 1}, não passa.",
            "",
            0,
            DAYS_LIMIT,
        ),
    )
    minimum_days_between_purchases: int = field(
        default=0,
        metadata=note(
            "Dias entre uma compra e outra",
            "Zero permite mais de uma compra no mesmo dia.",
            lambda value: (
                f"Quem comprou hoje passa por esta regra daqui a {value} dias."
                if value
                else "Quem comprou hoje compra de novo hoje."
            ),
            "",
            0,
            DAYS_LIMIT,
        ),
    )
    release_by_manager: Money = field(
        default=Money(600_00),
        metadata=note(
            "Quanto acima do limite a gerência libera",
            "Acima disto, só quem é responsável libera.",
            lambda value: (
                f"Limite de R$ 1.000,00: a gerência libera até {format_money(value + Money(1_000_00))}."
            ),
            "",
            Money.ZERO,
            MAX_AMOUNT,
        ),
    )
    household_limit: Money = field(
        default=Money(4_000_00),
        metadata=note(
            "Limite conjunto da família",
            "O que as pessoas do mesmo grupo familiar podem ter em aberto juntas.",
            lambda value: f"Duas pessoas da mesma casa, juntas, até {format_money(value)}.",
            "",
            Money.ZERO,
            MAX_AMOUNT,
        ),
    )
    answers: Answers = field(default_factory=Answers)
    points: PointsTable = field(default_factory=PointsTable)

    def __post_init__(self) -> None:
        for setting in fields(self):
            if setting.metadata:
                limits = policy_note(setting)
                check_range(setting.name, getattr(self, setting.name), limits.minimum, limits.maximum)
        _check_bands(self.bands)
        if self.default_limit > self.limit_ceiling:
            raise LimitAboveCeiling(self.default_limit, self.limit_ceiling)

    def answer(self, rule: Rule) -> Answer:
        """What that rule answers."""
        found: Answer = getattr(self.answers, rule.value)
        return found

    def band_terms(self, score: int | None) -> BandTerms:
        """The band of a score; the middle one (``UNSCORED_BAND``) without a score."""
        if score is None:
            return next(terms for terms in self.bands if terms.band is UNSCORED_BAND)
        return _band_at(self.bands, score)

    @property
    def counts_household(self) -> bool:
        """Whether what the household owes needs to be read at all."""
        return self.answers.household is not Answer.OFF


def _check_bands(bands: tuple[BandTerms, ...]) -> None:
    starts = [terms.from_score for terms in bands]
    falling = sorted(set(starts), reverse=True)
    if tuple(terms.band for terms in bands) != tuple(RiskBand) or starts != falling or starts[-1] != 0:
        raise RiskBandsOutOfOrder


#: Looks at nothing: every rule is off.
LENIENT = CreditPolicy(answers=ALL_OFF)
#: What a new shop starts with.
STANDARD = CreditPolicy()
