"""The rules of a sale on credit, and what each answers when it is broken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from crediario.domain.credit.notes import note


class Answer(StrEnum):
    """What a rule answers when it is broken: desligada, avisar, pedir liberação, impedir."""

    OFF = "off"
    WARN = "warn"
    ASK = "ask"
    FORBID = "forbid"


class Rule(StrEnum):
    """The rules of a sale on credit, in the order they are told. Each value names a field of ``Answers``."""

    NOT_ANALYSED = "not_analysed"
    REFUSED = "refused"
    BLOCKED = "blocked"
    RESTRICTED = "restricted"
    LIMIT = "limit"
    SCORE = "score"
    INCOME_SHARE = "income_share"
    INCOME_UNKNOWN = "income_unknown"
    SALE_SIZE = "sale_size"
    DOWN_PAYMENT = "down_payment"
    DAYS_LATE = "days_late"
    BETWEEN_PURCHASES = "between_purchases"
    AUTHORISED_BUYER = "authorised_buyer"
    HOUSEHOLD = "household"


_FOLLOWS = {
    Answer.OFF: "a regra não é verificada.",
    Answer.WARN: "a venda mostra um aviso e segue.",
    Answer.ASK: "a venda só segue com liberação de quem gerencia.",
    Answer.FORBID: "a venda não segue, nem com liberação.",
}


def _when(case: str) -> Callable[[Answer], str]:
    return lambda answer: f"{case}: {_FOLLOWS[answer]}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What each rule answers. A field for every ``Rule``, named by its value."""

    not_analysed: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Cadastro sem análise",
            "Vale enquanto ninguém aprovou nem recusou o crédito desta pessoa.",
            _when("Primeira compra, ainda sem análise"),
        ),
    )
    refused: Answer = field(
        default=Answer.FORBID,
        metadata=note(
            "Crédito recusado na análise",
            "Vale até uma nova análise aprovar.",
            _when("Análise recusada no mês passado"),
            "LGPD, art. 20: a pessoa pode pedir a revisão da decisão.",
        ),
    )
    blocked: Answer = field(
        default=Answer.FORBID,
        metadata=note(
            "Crédito bloqueado",
            "Vale enquanto o bloqueio, que sempre tem motivo, não for retirado.",
            _when("Bloqueio por documento perdido"),
        ),
    )
    restricted: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Restrição de crédito",
            "Vale enquanto a restrição anotada no cadastro não for retirada.",
            _when("Consulta com restrição anotada"),
        ),
    )
    limit: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Passa do limite",
            "Soma o que está em aberto e todas as parcelas desta venda, com juros.",
            _when("Limite de R$ 500,00, em aberto R$ 400,00, venda de R$ 150,00"),
        ),
    )
    score: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Score abaixo do mínimo",
            "Quem ainda não tem score passa por esta regra.",
            _when("Score 380, mínimo 400"),
        ),
    )
    income_share: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Parcelas acima da parte da renda",
            "Olha o mês mais pesado, somando as parcelas desta venda e as que já existem.",
            _when("Renda de R$ 2.000,00, parcelas de R$ 650,00 no mesmo mês, máximo 30%"),
            "Lei 14.181/2021 (superendividamento): a parte da renda é política da loja, não lei.",
        ),
    )
    income_unknown: Answer = field(
        default=Answer.WARN,
        metadata=note(
            "Renda não informada",
            "Sem renda não há como saber quanto dela as parcelas tomam.",
            _when("Cadastro sem renda"),
        ),
    )
    sale_size: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Venda grande demais",
            "Olha o valor parcelado: o preço menos a entrada.",
            _when("Máximo de R$ 3.000,00, valor parcelado de R$ 3.200,00"),
        ),
    )
    down_payment: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Entrada menor que a da faixa",
            "Cada faixa de risco tem a sua entrada mínima.",
            _when("Faixa regular pede 10% de entrada, a venda tem 5%"),
        ),
    )
    days_late: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Parcela em atraso",
            "Olha a parcela com mais dias de atraso hoje, acima dos dias tolerados.",
            _when("Parcela com 8 dias de atraso, 5 tolerados"),
        ),
    )
    between_purchases: Answer = field(
        default=Answer.WARN,
        metadata=note(
            "Compra logo depois da outra",
            "Conta os dias desde a última compra no crediário.",
            _when("Última compra há 2 dias, mínimo de 7"),
        ),
    )
    authorised_buyer: Answer = field(
        default=Answer.ASK,
        metadata=note(
            "Passa do sublimite de quem compra",
            "Vale quando quem compra é uma pessoa autorizada no cadastro.",
            _when("Sublimite de R$ 300,00, em aberto R$ 200,00, venda de R$ 150,00"),
        ),
    )
    household: Answer = field(
        default=Answer.WARN,
        metadata=note(
            "Família acima do limite conjunto",
            "Soma o que está em aberto de todos do mesmo grupo familiar e esta venda.",
            _when("Limite conjunto de R$ 4.000,00, família com R$ 3.900,00, venda de R$ 200,00"),
        ),
    )


ALL_OFF = Answers(**{rule.value: Answer.OFF for rule in Rule})
