"""What Negociação says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind
from crediario.domain.permissions import Role
from crediario.domain.settings import ShopSettings
from crediario.services.negotiation import AgreementView, ClosedLine, NewLine, OpenDownPayment
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation import negotiation_words, offer_words
from crediario.ui.negotiation.negotiation_draft import Draft
from tests.ui.negotiation.desks import TODAY, a_desk, a_row, an_agreement
from tests.ui.negotiation.test_negotiation_draft import CASH, EXTENSION, INSTALLMENTS, a_draft, offer_of


def spoken(text: str) -> str:
    """With plain spaces, to be compared."""
    return text.replace("\u00a0", " ")


def compared(draft: Draft, **desk: object) -> dict[str, list[str]]:
    """Row by row, what the three columns say."""
    made = a_desk(**desk)
    parts = offer_words.board(draft, made, thinking.offers(draft, made))
    return {
        row.name: [spoken(" | ".join(filter(None, (cell.text, cell.below)))) for cell in row.cells]
        for part in parts
        for row in part.rows
    }


def test_the_three_offers_row_by_row() -> None:
    assert compared(a_draft(monthly=Money(200_00))) == {
        "Paga hoje": ["R$ 750,50", "R$ 120,87", "R$ 15,80"],
        "Depois": ["nada", "4× de R$ 171,23 | última 171,24", "5× de R$ 158,00"],
        "Total": ["R$ 750,50", "R$ 805,80", "R$ 805,80"],
        "Termina em": ["hoje", "09/10/2026", "09/11/2026"],
        "Cabe no mês?": ["Passa de R$ 200,00", "Cabe nos R$ 200,00", "Cabe nos R$ 200,00"],
        "Economia": ["R$ 78,99", "R$ 23,69", "R$ 23,69"],
        "Recebe em 30 dias": ["R$ 750,50", "R$ 292,10", "R$ 173,80"],
        "Abre mão de": ["R$ 78,99 | multa, juros e 5%", "R$ 23,69 | só juros", "R$ 23,69 | só juros"],
        "Alçada": ["Gerência libera", "Você pode fechar", "Você pode fechar"],
    }


def test_what_is_not_known_or_not_given_is_said_so() -> None:
    desk = a_desk(a_row(1, date(2026, 7, 1)))
    draft = Draft(frozenset({desk.rows[0].installment_id}), discount=Rate.ZERO)
    rows = compared(draft, rows=desk.rows)
    assert rows["Cabe no mês?"] == ["—", "—", "—"]
    assert rows["Economia"] == ["nenhuma", "nenhuma", "nenhuma"]
    assert rows["Abre mão de"] == ["nada", "nada", "nada"]
    assert rows["Paga hoje"][2] == "nada"
    assert compared(Draft(frozenset()))["Total"] == ["—", "—", "—"]


@pytest.mark.parametrize(
    ("cents", "equal"),
    [((100,), True), ((33, 33, 34), True), ((100, 105), False), ((90, 70, 90), False), ((34, 33, 33), True)],
)
def test_equal_parts_leave_their_centavos_in_the_last(cents: tuple[int, ...], equal: bool) -> None:
    assert offer_words.are_equal_parts([Money(each) for each in cents]) is equal


def test_installments_of_several_sizes_say_the_largest() -> None:
    desk = a_desk(a_row(1, date(2026, 5, 1)), a_row(2, date(2026, 5, 2), 70_00), a_row(3, date(2026, 5, 3)))
    draft = replace(thinking.first_draft(desk), kind=EXTENSION)
    assert compared(draft, rows=desk.rows)["Depois"][2] == "3× até R$ 158,00"


@pytest.mark.parametrize(
    ("percent", "role", "may_receive", "said"),
    [
        (3, Role.CASHIER, True, "Você pode fechar"),
        (10, Role.CASHIER, True, "Gerência libera"),
        (11, Role.MANAGER, True, "Responsável libera"),
        (3, Role.COLLECTOR, False, "Precisa do caixa"),
    ],
)
def test_who_closes(percent: int, role: Role, may_receive: bool, said: str) -> None:
    draft = a_draft(discount=Rate.percent(percent))
    assert compared(draft, operator_role=role, may_receive=may_receive)["Alçada"][0] == said


def test_a_release_says_who_may_give_it() -> None:
    manager = offer_of(a_draft(kind=CASH))
    owner = offer_of(a_draft(kind=CASH, discount=Rate.percent("12.5")))
    assert negotiation_words.release_words(manager, a_desk()) == (
        "Desconto de 5%: só a gerência libera, aqui mesmo.", "Número da gerência",
    )  # fmt: skip
    assert negotiation_words.release_words(owner, a_desk()) == (
        "Desconto de 12,5%: só quem é responsável libera, aqui mesmo.", "Número de responsável",
    )  # fmt: skip


def test_the_sum_goes_from_what_is_open_to_the_total() -> None:
    lines = [
        (name, spoken(value)) for name, value in negotiation_words.sum_lines(offer_of(a_draft(kind=CASH)))
    ]
    assert lines == [
        ("Em aberto hoje", "R$ 829,49"),
        ("Multa dispensada", "−R$ 15,80"),
        ("Juros dispensados", "−R$ 23,69"),
        ("Desconto de 5%", "−R$ 39,50"),
    ]


def test_new_dates_with_their_weekday() -> None:
    first = negotiation_words.date_lines(offer_of(a_draft(kind=EXTENSION)))[0]
    assert (first.number, first.due, first.weekday, first.amount) == ("1ª", "09/07/2026", "qui", "158,00")
    assert negotiation_words.date_lines(offer_of(a_draft(kind=CASH))) == ()


def test_what_a_delay_costs_is_what_the_shop_charges() -> None:
    said = negotiation_words.late_words(ShopSettings())
    assert said == "Parcela do acordo paga com atraso: multa de 2% e juros de 1% ao mês."
    free = ShopSettings(late_fine=Rate.ZERO, late_interest=Rate.ZERO)
    assert negotiation_words.late_words(free) == "Parcela em atraso não tem encargos."


def test_the_footer_sums_what_is_ticked() -> None:
    desk = a_desk(a_row(1, date(2026, 5, 10)), a_row(2, date(2026, 8, 10), discount=3_00))
    draft = Draft(frozenset(row.installment_id for row in desk.rows))
    assert negotiation_words.marked_lines(draft, desk) == (
        ("2 parcelas", "316,00"),
        ("Multa de 2%", "3,16"),
        ("Juros de 1% ao mês", "1,58"),
        ("Desconto por antecipação", "−3,00"),
    )
    assert negotiation_words.due_today(draft, desk) == Money(317_74)
    assert negotiation_words.marked_lines(Draft(frozenset()), desk) == ()


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 5, 10), "30"),
        (date(2026, 6, 9), "hoje"),
        (date(2026, 6, 10), "amanhã"),
        (date(2026, 7, 10), "a vencer"),
    ],
)
def test_how_a_row_stands(due: date, said: str) -> None:
    assert negotiation_words.situation(a_row(1, due), TODAY) == said


def test_past_due_on_a_day_off_is_still_in_time() -> None:
    row = a_row(1, date(2026, 6, 7))
    calm = replace(row, quote=replace(row.quote, days_late=0))
    assert negotiation_words.situation(calm, TODAY) == "no prazo"


def test_the_customer_in_two_lines() -> None:
    desk = a_desk()
    assert negotiation_words.contact_words(desk) == "***.456.789-** · (34) 9 9745-0088"
    assert negotiation_words.contact_words(a_desk(document_masked="", phones=())) == "sem CPF"
    assert negotiation_words.years_words(desk) == "há 5 anos"
    assert negotiation_words.delay_words(negotiation_words.worst_delay(desk)) == "150 dias"
    assert negotiation_words.contracts_words(desk.rows) == "carnê 4377"
    two = (a_row(1, TODAY), a_row(1, TODAY, contract=5))
    assert negotiation_words.contracts_words(two) == "2 carnês"


def test_a_down_payment_that_stays_out_is_said() -> None:
    first = OpenDownPayment(9, 7, 4377, 12, date(2025, 9, 10), Money(60_00), Money(60_00))
    other = replace(first, sale_id=10, contract_number=4390, open=Money(35_50))

    def said(*downs: OpenDownPayment) -> str:
        return spoken(negotiation_words.down_payment_words(a_desk(down_payments=downs)))

    assert said() == ""
    assert said(first) == (
        "A entrada de R$ 60,00 do carnê 4377 não entra no acordo: receba em Receber (F4), inteira."
    )
    assert said(first, other) == (
        "As entradas de R$ 60,00 do carnê 4377 e R$ 35,50 do carnê 4390 não entram no acordo:"
        " receba em Receber (F4), inteiras."
    )


def test_an_agreement_still_running_is_said() -> None:
    late, kept = an_agreement(late=True), an_agreement()
    over = replace(kept, open=Money.ZERO, next_due=None)
    assert negotiation_words.running_agreement(a_desk(agreements=(over,))) is None
    assert negotiation_words.running_agreement(a_desk(agreements=(over, late))) is late
    assert negotiation_words.agreement_words(late) == (
        "Acordo nº 3, de 10/03/2026: há parcela em atraso, de 10/05/2026."
    )
    assert spoken(negotiation_words.agreement_words(kept)) == (
        "Acordo nº 3, de 10/03/2026: em dia, com R$ 300,00 em aberto."
    )


# -- the agreement made


Slips = tuple[tuple[int, int], ...]


def a_view(kind: OfferKind, *amounts: int, closed: Slips = ((4377, 4),)) -> AgreementView:
    """An agreement made, with its new installments; ``closed`` names (carnê, number)."""
    nothing, whole = Money.ZERO, Money(100_00)
    lines = tuple(
        NewLine(number, number, date(2026, 6 + number, 9), Money(cents), Money(cents))
        for number, cents in enumerate(amounts, 1)
    )
    old = tuple(
        ClosedLine(
            number, contract, contract, number, 12, TODAY, 30, whole, nothing, nothing, nothing, carried=whole
        )
        for contract, number in closed
    )  # fmt: skip
    return AgreementView(
        agreement_id=1, number=12, store_code=2, kind=kind, signed_on=TODAY,
        created_at=datetime(2026, 6, 9, tzinfo=UTC), operator_name="Joana Prado", operator_role=Role.CASHIER,
        customer_id=7, open=Money(790_00), fine=Money(15_80), interest=Money(23_69), waived_fine=nothing,
        waived_interest=Money(23_69), early_discount=nothing, discount=nothing, total=Money(805_80),
        sale_id=9,
        contract_number=5301, down_payment=Money(120_87), payment_id=4, receipt_number=18_443, closed=old,
        lines=lines,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "amounts", "said"),
    [
        (CASH, (750_50,), "José · À vista com desconto"),
        (INSTALLMENTS, (100_00, 100_00), "José · Parcelado sem juros · 2× de R$ 100,00"),
        (
            INSTALLMENTS, (33_33, 33_33, 33_34),
            "José · Parcelado sem juros · 3× de R$ 33,33",
        ),
        (
            EXTENSION, (90_00, 70_00, 90_00),
            "José · Prorrogação sem juros · 3 parcelas de R$ 70,00 a R$ 90,00",
        ),
    ],
)  # fmt: skip
def test_the_agreement_in_one_line(kind: OfferKind, amounts: tuple[int, ...], said: str) -> None:
    assert spoken(negotiation_words.done_words("José", a_view(kind, *amounts))) == said


def test_what_was_closed_adds_up_to_the_total() -> None:
    lines = negotiation_words.closed_lines(a_view(INSTALLMENTS, 1_00))
    assert [(name, spoken(value)) for name, value in lines] == [
        ("1 parcela encerrada", "R$ 790,00"),
        ("Multa", "R$ 15,80"),
        ("Juros", "R$ 23,69"),
        ("Juros dispensados", "−R$ 23,69"),
    ]


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (((4377, 4),), "4 do carnê 4377"),
        (((4377, 4), (4377, 5)), "4 e 5 do carnê 4377"),
        (((4377, 6), (4377, 4), (4377, 5)), "4 a 6 do carnê 4377"),
        (((4377, 1), (4377, 3), (4377, 4), (9, 2)), "1, 3 e 4 do carnê 4377; 2 do carnê 9"),
    ],
)
def test_the_old_slips_are_named(closed: Slips, said: str) -> None:
    assert negotiation_words.old_slips(a_view(INSTALLMENTS, 1_00, closed=closed)) == said
