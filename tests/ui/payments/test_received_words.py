from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.services.payments import PaidLine, PaymentView, Receipt
from crediario.ui.payments import received_words
from crediario.ui.payments.received_words import change_tiles
from tests.ui.payments.desks import COMING, EARLY, LATE, a_desk, a_row

LINE = PaidLine(
    sale_id=1,
    contract_number=4812,
    installment_id=5,
    number=5,
    count=10,
    due_date=date(2026, 5, 12),
    amount=Money(139_80),
    days_late=28,
    principal=Money(139_80),
    fine=Money(2_79),
    interest=Money(1_30),
    discount=Money.ZERO,
    paid=Money(143_89),
    remaining=Money.ZERO,
)
VIEW = PaymentView(
    payment_id=1,
    number=18442,
    store_code=2,
    till_number=2,
    operator_name="Joana P.",
    customer_id=7,
    customer_name="Maria das Graças Oliveira",
    customer_document="12345678909",
    paid_on=date(2026, 6, 9),
    created_at=datetime(2026, 6, 9, 17, 32, tzinfo=UTC),
    amount=Money(143_89),
    tendered=Money(150_00),
    change=Money(6_11),
    reversed_by=None,
    lines=(LINE,),
    tenders=(Tender(Method.PIX, Money(100_00), "9F3A"), Tender(Method.CASH, Money(50_00))),
)


def shown(cents: int) -> list[tuple[str, str]]:
    return [(tile.words, tile.amount.replace("\u00a0", " ")) for tile in change_tiles(Money(cents))]


@pytest.mark.parametrize(
    ("cents", "tiles"),
    [
        (0, []),
        (5_50, [("1 nota", "R$ 5,00"), ("1 moeda", "R$ 0,50")]),
        (41_02, [("2 notas", "R$ 20,00"), ("1 moeda", "R$ 1,00"), ("2 moedas", "R$ 0,01")]),
        (200_00, [("1 nota", "R$ 200,00")]),
        (
            188_91,
            [("1 nota", "R$ 100,00"), ("1 nota", "R$ 50,00"), ("1 nota", "R$ 20,00"), ("e mais", "R$ 18,91")],
        ),
    ],
)
def test_the_change_in_notes_and_coins(cents: int, tiles: list[tuple[str, str]]) -> None:
    assert shown(cents) == tiles


@given(st.integers(min_value=0, max_value=1_000_00))
def test_there_is_room_for_every_change(cents: int) -> None:
    assert len(change_tiles(Money(cents))) <= received_words.TILES


def test_change_rounded_up_says_what_is_exact() -> None:
    receipt = Receipt(1, 18442, 7, Money(143_89), Money(6_15), rounding=Money(4))
    said = received_words.rounding_words(receipt).replace("\u00a0", " ")
    assert said == "exato R$ 6,11; R$ 0,04 a mais, como arredondamento de troco"
    assert received_words.rounding_words(Receipt(1, 18442, 7, Money(143_89), Money(6_11))) == ""


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [(742, 781, "742 → 781"), (742, 742, "742"), (None, 742, "742"), (742, None, "")],
)
def test_the_score_before_and_after(before: int | None, now: int | None, words: str) -> None:
    assert received_words.score_words(before, now) == words


def test_the_limit_left_is_never_below_nothing() -> None:
    desk = a_desk(COMING)
    assert received_words.limit_words(desk) == ""
    plenty, little = replace(desk, limit=Money(500_00)), replace(desk, limit=Money(100_00))
    assert received_words.limit_words(plenty) == "R$\u00a0360,20"
    assert received_words.limit_words(little) == "R$\u00a00,00"


def test_what_was_kept_as_store_credit_is_told() -> None:
    kept = replace(VIEW, change=Money.ZERO, credited=Money(6_11))
    assert received_words.tender_sum(kept) == "Pix 100,00 + dinheiro 50,00 − crédito na loja 6,11"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Maria das Graças Oliveira", "Maria das Graças"),
        ("Rosa Lima", "Rosa Lima"),
        ("Zé", "Zé"),
        ("rosa maria lima", "rosa maria lima"),
    ],
)
def test_a_name_as_it_is_called(name: str, short: str) -> None:
    assert received_words.short_name(name) == short


def test_how_it_was_paid_adds_up_in_one_line() -> None:
    assert received_words.tender_sum(VIEW) == "Pix 100,00 + dinheiro 50,00 − troco 6,11"
    card = replace(VIEW, tenders=(Tender(Method.DEBIT, Money(1_00)),), change=Money.ZERO)
    assert received_words.tender_sum(card) == "Débito 1,00"


def test_which_carnes_were_paid() -> None:
    assert received_words.carnes_words(VIEW) == "carnê 4812"
    both = replace(VIEW, lines=(LINE, replace(LINE, contract_number=5107)))
    assert received_words.carnes_words(both) == "carnês 4812 e 5107"


def test_how_the_customer_stands_now() -> None:
    assert received_words.situation_words(a_desk(COMING)) == "Sem parcelas em atraso"
    assert received_words.situation_words(a_desk(LATE, COMING)) == "1 parcela em atraso"
    assert received_words.situation_words(replace(a_desk(), rows=())) == "Tudo pago"


def test_a_down_payment_owed_again_is_told() -> None:
    down = replace(LATE, number=0, quote=replace(LATE.quote, number=0, days_late=0))
    said = received_words.situation_words
    assert said(a_desk(down, COMING)) == "1 entrada em aberto"
    assert said(a_desk(down, LATE)) == "1 entrada em aberto, 1 parcela em atraso"
    told = received_words.say_words(a_desk(down, COMING), VIEW)
    assert told == "“Agradecemos o pagamento. Falta a entrada, e a próxima vence sexta, 12/06.”"
    assert "Falta só a entrada." in received_words.say_words(a_desk(down), VIEW)


def test_the_next_installment_at_its_own_value() -> None:
    assert received_words.next_words(a_desk(LATE, EARLY)) == "20/06 · R$\u00a068,78"
    assert received_words.next_words(a_desk(LATE)) == "nenhuma"


def test_what_to_tell_the_customer_is_neutral_and_respectful() -> None:
    said = [
        received_words.say_words(a_desk(COMING), VIEW),
        received_words.say_words(a_desk(a_row(due=date(2026, 6, 10))), VIEW),
        received_words.say_words(a_desk(LATE), VIEW),
        received_words.say_words(replace(a_desk(), rows=()), VIEW),
        received_words.say_words(a_desk(LATE), replace(VIEW, lines=(replace(LINE, remaining=Money(40_00)),))),
    ]
    assert said[0] == "“Agradecemos o pagamento. A próxima vence sexta, 12/06.”"
    assert "vence amanhã" in said[1]
    assert "combinar uma data" in said[2]
    assert "Está tudo pago" in said[3]
    assert "Da parcela 5/10 ficam abertos R$\u00a040,00." in said[4]
    forbidden = ("dívida", "devedor", "calote", "obrigad", " ela ", " ele ", "senhor")
    assert not [word for word in forbidden for sentence in said if word in sentence.lower()]


def test_what_comes_next_offers_the_discount_of_today() -> None:
    assert received_words.discount_words(EARLY) == "desconto de 0,22 se pagar hoje"
    assert received_words.discount_words(COMING) == ""
    assert received_words.slip_words(EARLY) == "Carnê 5107 · 3/6"


def test_a_down_payment_has_no_number() -> None:
    assert received_words.paid_slip(replace(LINE, number=None)) == "entrada"
