"""What the semáforo says, rule by rule."""

from datetime import date, timedelta

import pytest

from crediario.domain.credit.failures import FailedRule
from crediario.domain.credit.policy import Answer, Rule
from crediario.domain.money import Money, Rate
from crediario.services.releases import RequestState
from crediario.ui.credit_words import rule_words
from crediario.ui.requests.requests_words import notice_words
from crediario.ui.sales.credit_draft import Remote, countdown, remote_words
from tests.ui.sales.test_sale_words import spoken

MONEY = {"amount": Money(1_850_00), "amount_allowed": Money(1_500_00)}


@pytest.mark.parametrize(
    ("rule", "figures", "words"),
    [
        (Rule.LIMIT, MONEY, "Passa do limite em R$ 350,00"),
        (Rule.BLOCKED, {"reason": "cheque devolvido"}, "Crédito bloqueado: cheque devolvido"),
        (Rule.SCORE, {"number": 380, "number_allowed": 400}, "Score 380; o mínimo é 400"),
        (
            Rule.DAYS_LATE,
            {"number": 1, "number_allowed": 0},
            "Pagamento com 1 dia de atraso; a loja tolera 0",
        ),
        (Rule.BETWEEN_PURCHASES, {"number": 0, "number_allowed": 7}, "Comprou hoje; a loja espera 7 dias"),
        (
            Rule.INCOME_SHARE,
            {
                "share": Rate.percent("32.5"),
                "share_allowed": Rate.percent(30),
                "day": date(2026, 7, 1),
            },
            "Parcelas tomam 32,5% da renda em jul/26; o máximo é 30%",
        ),
        (
            Rule.DOWN_PAYMENT,
            {"amount": Money(50_00), "amount_allowed": Money(100_00)},
            "Entrada de R$ 50,00; a menor aqui é R$ 100,00",
        ),
    ],
)
def test_a_rule_names_its_figures(rule: Rule, figures: dict[str, object], words: str) -> None:
    assert spoken(rule_words(FailedRule(rule, Answer.ASK, **figures))) == words  # type: ignore[arg-type]


def test_every_rule_has_words() -> None:
    assert all(rule_words(FailedRule(rule, Answer.ASK, number=2)) for rule in Rule)


def test_a_countdown_runs_out() -> None:
    waiting = Remote(None, 1, RequestState.WAITING, timedelta(seconds=65))  # type: ignore[arg-type]
    assert countdown(waiting.left) == "1:05"
    assert "1:05" in remote_words(waiting)
    assert waiting.later(timedelta(seconds=70)).state is RequestState.EXPIRED


def test_a_notice_counts() -> None:
    assert [notice_words(count) for count in (0, 1, 3)] == [
        "",
        "1 pedido de liberação",
        "3 pedidos de liberação",
    ]
