"""Page Venda: the plans the shop offers, and what a sale is held to."""

from dataclasses import dataclass

from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, Money, Rate
from crediario.domain.rates import RATE_CAP, RATE_LIMIT
from crediario.domain.schedule import COUNT_LIMIT
from crediario.domain.settings.notes import SettingNote, check_range

WHOLE = Rate.percent(100)


@dataclass(eq=False)
class NoPlanOffered(Refusal):
    """At least one plan must be offered."""


@dataclass(eq=False)
class PlanOfferedTwice(Refusal):
    """Two offers have the same number of installments."""

    count: int


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """One plan the shop offers at the counter.

    Attributes:
        count: number of installments.
        rate: interest of the sale, monthly; zero is "sem juros".
        min_down_payment: share of the price asked as entrada.
        min_price: smallest price it is offered for.
        offered: shown beside the others when selling.
    """

    count: int
    rate: Rate
    min_down_payment: Rate
    min_price: Money
    offered: bool = True

    def __post_init__(self) -> None:
        check_range("count", self.count, 1, COUNT_LIMIT)
        check_range("rate", self.rate, Rate.ZERO, RATE_LIMIT)
        check_range("min_down_payment", self.min_down_payment, Rate.ZERO, WHOLE)
        check_range("min_price", self.min_price, Money.ZERO, MAX_AMOUNT)

    def suggested_down_payment(self, price: Money) -> Money:
        """The smallest entrada the shop asks for ``price``, half up to the centavo."""
        return Money.rounded(price.reais * self.min_down_payment.fraction)


SEEDED_PLANS = (
    PlanOffer(6, Rate.ZERO, Rate.percent(10), Money(60_00)),
    PlanOffer(10, Rate.percent("0.90"), Rate.percent(10), Money(200_00)),
    PlanOffer(12, Rate.percent("0.90"), Rate.percent(15), Money(300_00)),
    PlanOffer(15, Rate.percent("0.90"), Rate.percent(20), Money(600_00), offered=False),
)


def check_plans(plans: tuple[PlanOffer, ...]) -> None:
    """Refuse a table of plans that offers none, or two with the same number of installments.

    Raises:
        NoPlanOffered, PlanOfferedTwice.
    """
    if not any(plan.offered for plan in plans):
        raise NoPlanOffered
    counts = [plan.count for plan in plans]
    for count in counts:
        if counts.count(count) > 1:
            raise PlanOfferedTwice(count)


NOTES = {
    "plans": SettingNote(
        "Planos oferecidos",
        "Os que aparecem lado a lado na venda.",
        "STJ, REsp 1.720.656/MG: loja que não é financeira, até 1% ao mês ou 12% ao ano.",
    ),
    "remainder_first": SettingNote(
        "Centavos que sobram na primeira parcela",
        "Vale para os planos sem juros; desligado, ficam na última.",
    ),
    "rate_cap": SettingNote(
        "Juros ao mês acima dos quais só quem é responsável libera",
        "Acima disto a venda pede os 6 números de responsável e o motivo.",
        "STJ, REsp 1.720.656/MG: até 1% ao mês.",
        Rate.ZERO,
        RATE_CAP,
    ),
    "rate_warning_year": SettingNote(
        "Avisar quando os juros passam de, ao ano",
        "Aviso amarelo ao montar o plano; a venda segue.",
        "STJ, REsp 1.720.656/MG: 1% ao mês ou 12% ao ano.",
        Rate.ZERO,
        Rate.percent("12.682503"),
    ),
    "due_after_payday": SettingNote(
        "Vencimento sugerido, em dias depois do pagamento",
        "De quem tem no cadastro o dia em que recebe: a venda já propõe o 1º vencimento tantos dias depois.",
        minimum=0,
        maximum=15,
    ),
}
