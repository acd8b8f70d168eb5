"""What a shop decides: its policies, each explained beside the field, and who it is on paper.

The words in the metadata are Portuguese because the settings screen is generated from them.
"""

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from typing import Any

from crediario.domain.br import parse_cep, parse_cnpj
from crediario.domain.calendar import STATES, UnknownState
from crediario.domain.charges import (
    GRACE_LIMIT_DAYS,
    LATE_FINE_CAP,
    LATE_INTEREST_CAP,
    ChargeRules,
    CountFrom,
    Rounding,
)
from crediario.domain.errors import Refusal
from crediario.domain.money import MAX_AMOUNT, Money, Rate
from crediario.domain.pix import key_kind
from crediario.domain.rates import RATE_CAP, RATE_LIMIT, month_from_year
from crediario.domain.schedule import COUNT_LIMIT

WHOLE = Rate.percent(100)
#: Nobody in the shop takes more than this off the principal in an agreement.
AGREEMENT_DISCOUNT_CAP = Rate.percent(25)


@dataclass(eq=False)
class SettingOutOfRange(Refusal):
    """A setting below or above what the field allows."""

    name: str
    minimum: object
    maximum: object


@dataclass(eq=False)
class NoPlanOffered(Refusal):
    """At least one plan must be offered."""


@dataclass(eq=False)
class PlanOfferedTwice(Refusal):
    """Two offers have the same number of installments."""

    count: int


@dataclass(eq=False)
class ShopNameMissing(Refusal):
    """Papers cannot be printed without the shop's name."""


class ChangeRounding(StrEnum):
    """The smallest coin the shop gives change in; the change is rounded up to it, never down."""

    EXACT = "exact"
    FIVE_CENTS = "five_cents"
    TEN_CENTS = "ten_cents"

    @property
    def coin(self) -> Money:
        """That coin; zero where change is exact."""
        return {self.EXACT: Money.ZERO, self.FIVE_CENTS: Money(5), self.TEN_CENTS: Money(10)}[self]


def _check_range(name: str, value: Any, minimum: Any, maximum: Any) -> None:
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        raise SettingOutOfRange(name, minimum, maximum)


@dataclass(frozen=True, slots=True)
class SettingNote:
    """What stands beside a setting on the screen.

    Attributes:
        label: name of the field.
        help: one sentence on what it does.
        rule: source of the limit, empty when the shop is free.
        minimum: smallest value allowed, None without limit.
        maximum: largest value allowed, None without limit.
    """

    label: str
    help: str
    rule: str = ""
    minimum: Any = None
    maximum: Any = None


def _note(
    label: str, help_text: str, rule: str = "", minimum: Any = None, maximum: Any = None
) -> dict[str, Any]:
    return {"note": SettingNote(label, help_text, rule, minimum, maximum)}


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
        _check_range("count", self.count, 1, COUNT_LIMIT)
        _check_range("rate", self.rate, Rate.ZERO, RATE_LIMIT)
        _check_range("min_down_payment", self.min_down_payment, Rate.ZERO, WHOLE)
        _check_range("min_price", self.min_price, Money.ZERO, MAX_AMOUNT)

    def suggested_down_payment(self, price: Money) -> Money:
        """The smallest entrada the shop asks for ``price``, half up to the centavo."""
        return Money.rounded(price.reais * self.min_down_payment.fraction)


SEEDED_PLANS = (
    PlanOffer(6, Rate.ZERO, Rate.percent(10), Money(60_00)),
    PlanOffer(10, Rate.percent("0.90"), Rate.percent(10), Money(200_00)),
    PlanOffer(12, Rate.percent("0.90"), Rate.percent(15), Money(300_00)),
    PlanOffer(15, Rate.percent("0.90"), Rate.percent(20), Money(600_00), offered=False),
)


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """A shop's policies. Every field carries a ``SettingNote``; making one checks every limit.

    Raises:
        SettingOutOfRange, NoPlanOffered, PlanOfferedTwice.

    Rule: law.md §1.3, §2, §4; ux.md §7. See docs/regras.md#ajustes.
    """

    plans: tuple[PlanOffer, ...] = field(
        default=SEEDED_PLANS,
        metadata=_note(
            "Planos oferecidos",
            "Os que aparecem lado a lado na venda.",
            "STJ, REsp 1.720.656/MG: loja que não é financeira, até 1% ao mês ou 12% ao ano.",
        ),
    )
    late_fine: Rate = field(
        default=LATE_FINE_CAP,
        metadata=_note(
            "Multa",
            "Cobrada uma vez só, quando a parcela passa do vencimento.",
            "CDC, art. 52, § 1º: no máximo 2% da prestação.",
            Rate.ZERO,
            LATE_FINE_CAP,
        ),
    )
    late_interest: Rate = field(
        default=LATE_INTEREST_CAP,
        metadata=_note(
            "Juros de mora ao mês",
            "Simples, por dia corrido, sobre o valor em aberto da parcela.",
            "CC, art. 406, e CTN, art. 161, § 1º: no máximo 1% ao mês.",
            Rate.ZERO,
            LATE_INTEREST_CAP,
        ),
    )
    grace_days: int = field(
        default=0,
        metadata=_note(
            "Tolerância, em dias",
            "Quem paga dentro dela não paga multa nem juros.",
            "Liberalidade da loja.",
            0,
            GRACE_LIMIT_DAYS,
        ),
    )
    grace_is_retroactive: bool = field(
        default=True,
        metadata=_note(
            "Depois da tolerância, contar desde o vencimento",
            "Desligado, os dias da tolerância não entram na conta.",
            "O contrato precisa dizer o mesmo.",
        ),
    )
    count_late_days_from: CountFrom = field(
        default=CountFrom.ORIGINAL,
        metadata=_note(
            "Vencimento em dia não útil",
            "De onde contam os dias quando o primeiro dia útil também passou sem pagamento.",
            "STJ, REsp 1.954.924: do vencimento original.",
        ),
    )
    charge_rounding: Rounding = field(
        default=Rounding.TRUNCATE,
        metadata=_note(
            "Centavos de multa e juros",
            "Cortar as frações nunca passa do teto; arredondar pode passar por um centavo.",
            "CDC, art. 52, § 1º.",
        ),
    )
    remainder_first: bool = field(
        default=False,
        metadata=_note(
            "Centavos que sobram na primeira parcela",
            "Vale para os planos sem juros; desligado, ficam na última.",
        ),
    )
    rate_cap: Rate = field(
        default=RATE_CAP,
        metadata=_note(
            "Juros ao mês acima dos quais só o dono libera",
            "Acima disto a venda pede os 6 números de quem é dono e o motivo.",
            "STJ, REsp 1.720.656/MG: até 1% ao mês.",
            Rate.ZERO,
            RATE_CAP,
        ),
    )
    rate_warning_year: Rate = field(
        default=Rate.percent(12),
        metadata=_note(
            "Avisar quando os juros passam de, ao ano",
            "Aviso amarelo ao montar o plano; a venda segue.",
            "STJ, REsp 1.720.656/MG: 1% ao mês ou 12% ao ano.",
            Rate.ZERO,
            Rate.percent("12.682503"),
        ),
    )
    discount_by_cashier: Rate = field(
        default=Rate.percent(3),
        metadata=_note(
            "Desconto no acordo, até onde o caixa fecha sozinho",
            "Sobre o valor das parcelas, só na proposta à vista.",
            "",
            Rate.ZERO,
            AGREEMENT_DISCOUNT_CAP,
        ),
    )
    discount_by_manager: Rate = field(
        default=Rate.percent(10),
        metadata=_note(
            "Desconto no acordo, até onde a gerência aprova",
            "Acima do limite do caixa, pede os 6 números da gerência e o motivo.",
            "",
            Rate.ZERO,
            AGREEMENT_DISCOUNT_CAP,
        ),
    )
    discount_by_owner: Rate = field(
        default=AGREEMENT_DISCOUNT_CAP,
        metadata=_note(
            "Desconto no acordo, o máximo da loja",
            "Acima do limite da gerência, só o dono aprova; acima deste, ninguém.",
            "",
            Rate.ZERO,
            AGREEMENT_DISCOUNT_CAP,
        ),
    )
    cash_discount: Rate = field(
        default=Rate.percent(5),
        metadata=_note(
            "Desconto do acordo à vista",
            "O que a proposta à vista já traz; pode ser mudado em cada acordo.",
            "",
            Rate.ZERO,
            AGREEMENT_DISCOUNT_CAP,
        ),
    )
    agreement_down_payment: Rate = field(
        default=Rate.percent(15),
        metadata=_note(
            "Entrada do acordo parcelado",
            "A parte do total que a proposta já pede na assinatura; pode ser mudada em cada acordo.",
            "",
            Rate.ZERO,
            Rate.percent(50),
        ),
    )
    change_rounding: ChangeRounding = field(
        default=ChangeRounding.EXACT,
        metadata=_note(
            "Troco, quando faltam moedas pequenas",
            "O troco sobe até a moeda escolhida, sempre a favor de quem paga; a diferença fica no caixa"
            " do dia como arredondamento de troco.",
            "CDC, art. 39: para menos, nunca.",
        ),
    )
    waiver_by_cashier: Money = field(
        default=Money(10_00),
        metadata=_note(
            "Dispensa de multa e juros, até onde o caixa dá sozinho",
            "Em cada recibo, com o motivo. Acima disto, pede os 6 números da gerência.",
            "",
            Money.ZERO,
            MAX_AMOUNT,
        ),
    )
    waiver_by_manager: Money = field(
        default=Money(200_00),
        metadata=_note(
            "Dispensa de multa e juros, até onde a gerência dá",
            "Em cada recibo, com o motivo. Acima disto, só o dono.",
            "",
            Money.ZERO,
            MAX_AMOUNT,
        ),
    )
    cash_tolerance: Money = field(
        default=Money(5_00),
        metadata=_note(
            "Diferença de caixa que fecha sem a gerência",
            "No fechamento, a mais ou a menos em cada forma de pagamento; acima disto, pede o motivo e os 6"
            " números da gerência. Toda diferença fica registrada.",
            "",
            Money.ZERO,
            Money(500_00),
        ),
    )
    blind_count: bool = field(
        default=True,
        metadata=_note(
            "Fechamento às cegas",
            "Quem fecha conta a gaveta sem ver quanto o sistema espera, e pode recontar até duas vezes.",
        ),
    )
    due_move_max_days: int = field(
        default=45,
        metadata=_note(
            "Combinar novo vencimento, até quantos dias",
            "Contados de hoje, ou do vencimento que ainda não chegou. Cada parcela muda de data uma vez só.",
            "",
            1,
            90,
        ),
    )
    due_after_payday: int = field(
        default=5,
        metadata=_note(
            "Vencimento sugerido, em dias depois do pagamento",
            "De quem tem no cadastro o dia em que recebe: a venda já propõe o 1º vencimento"
            " tantos dias depois.",
            "",
            0,
            15,
        ),
    )
    print_carne: bool = field(
        default=True,
        metadata=_note("Imprimir o carnê ao concluir", "Pode ser mudado em cada venda."),
    )
    print_contract: bool = field(
        default=True,
        metadata=_note(
            "Imprimir o contrato ao concluir",
            "Duas vias, uma de quem compra; mais uma de quem avaliza. Pode ser mudado em cada venda.",
            "CDC, art. 54-D: quem compra leva uma cópia.",
        ),
    )
    print_receipt: bool = field(
        default=True,
        metadata=_note("Imprimir o recibo da entrada ao concluir", "Pode ser mudado em cada venda."),
    )
    print_notes: bool = field(
        default=False,
        metadata=_note(
            "Imprimir as notas promissórias ao concluir",
            "Uma para cada parcela. Pode ser mudado em cada venda.",
            "LUG, art. 75.",
        ),
    )
    points_on: bool = field(
        default=True,
        metadata=_note(
            "Pontos para quem paga em dia",
            "Um ponto por real inteiro da parcela paga em dia; desligado, ninguém ganha nem vê pontos.",
            "Regra simples e à vista de todos; sem sorteio (Lei 5.768/1971).",
        ),
    )
    idle_lock_minutes: int = field(
        default=5,
        metadata=_note(
            "Travar o caixa parado, em minutos",
            "Sem tecla nem mouse, a tela volta para a entrada e nada se perde. Em balcão com movimento, 2.",
            "LGPD, art. 46: cuidado com os dados à vista.",
            1,
            30,
        ),
    )
    retention_years: int = field(
        default=5,
        metadata=_note(
            "Guardar os dados depois da quitação, em anos",
            "Só depois deste prazo, e sem nada em aberto, os dados de uma pessoa podem ser apagados.",
            "CC, art. 206, § 5º, e CDC, art. 27: 5 anos; CC, art. 205: até 10.",
            5,
            10,
        ),
    )
    small_agent: bool = field(
        default=True,
        metadata=_note(
            "Loja de pequeno porte para a LGPD",
            "Ligado, os prazos para comunicar um incidente são em dobro: 6 dias úteis em vez de 3.",
            "Res. CD/ANPD 2/2022 e 15/2024: microempresa e empresa de pequeno porte.",
        ),
    )

    cep_online: bool = field(
        default=False,
        metadata=_note(
            "Buscar o endereço do CEP na internet",
            "Quando nenhum cadastro da loja tem o CEP, pergunta ao ViaCEP. Vai só o CEP, sem nome nem CPF."
            " Sem internet nada espera: digita-se o endereço.",
            "LGPD, art. 6º: só o necessário sai da loja.",
        ),
    )

    def __post_init__(self) -> None:
        for setting in fields(self):
            note = note_of(setting)
            _check_range(setting.name, getattr(self, setting.name), note.minimum, note.maximum)
        if not self.offered_plans:
            raise NoPlanOffered
        _check_once([plan.count for plan in self.plans])

    @property
    def offered_plans(self) -> tuple[PlanOffer, ...]:
        """The plans shown beside each other when selling."""
        return tuple(plan for plan in self.plans if plan.offered)

    @property
    def charge_rules(self) -> ChargeRules:
        """The shop's charges on late installments."""
        return ChargeRules(
            fine=self.late_fine,
            interest=self.late_interest,
            grace_days=self.grace_days,
            count_from=self.count_late_days_from,
            rounding=self.charge_rounding,
            grace_is_retroactive=self.grace_is_retroactive,
        )

    @property
    def rate_warning(self) -> Rate:
        """The monthly rate above which a plan carries a warning: ``PlanTerms.rate_warning``."""
        return month_from_year(self.rate_warning_year)


def _check_once(counts: list[int]) -> None:
    for count in counts:
        if counts.count(count) > 1:
            raise PlanOfferedTwice(count)


def note_of(setting: "Field[Any]") -> SettingNote:
    """The ``SettingNote`` of a field of ``ShopSettings``, as ``dataclasses.fields`` gives it."""
    note: SettingNote = setting.metadata["note"]
    return note


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """Who the shop is on papers and in Pix codes.

    Every text may be empty but ``trade_name``; what is filled in must be right.

    Attributes:
        trade_name: nome fantasia.
        legal_name: razão social.
        cnpj: fourteen characters without punctuation.
        uf: state, which decides the holidays.
        cep: eight digits.
        pix_key: chave, without punctuation.

    Raises:
        ShopNameMissing, InvalidCnpj, UnknownState, InvalidCep, InvalidPixKey.
    """

    trade_name: str
    legal_name: str = ""
    cnpj: str = ""
    street: str = ""
    district: str = ""
    city: str = ""
    uf: str = ""
    cep: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    pix_key: str = ""
    slogan: str = ""

    def __post_init__(self) -> None:
        if not self.trade_name.strip():
            raise ShopNameMissing
        checks: tuple[tuple[str, Callable[[str], object]], ...] = (
            (self.cnpj, parse_cnpj),
            (self.uf, _check_state),
            (self.cep, parse_cep),
            (self.pix_key, key_kind),
        )
        for value, check in checks:
            if value:
                check(value)


def _check_state(uf: str) -> None:
    if uf not in STATES:
        raise UnknownState(uf)
