from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.money import Money
from crediario.services.coming_due import DueWindow
from crediario.services.overdue import (
    Aging,
    Approach,
    Band,
    BandSum,
    CallPhone,
    LateInstallment,
    LongDelays,
    OverdueFilter,
    OverdueOrder,
    OverdueProfile,
    Pace,
    Paced,
    PhonePurpose,
    Punctuality,
)
from crediario.ui.overdue import due_words, overdue_words

TODAY = date(2026, 6, 9)
FORBIDDEN = ("dívida", "calote", "devedor", "inadimpl", "nome sujo", "última chance", "imediatamente")


def late(number: int, contract: int = 4812, cents: int = 100_00) -> LateInstallment:
    return LateInstallment(
        number, 1, contract, number, 10, date(2026, 5, 12), 28, Money(cents), Money(200), Money(93)
    )


PROFILE = OverdueProfile(
    customer_id=1,
    name="Maria",
    since=date(2019, 3, 1),
    years=7,
    purchases=19,
    bought=Money(1_187_455),
    punctuality=Punctuality((), 43, 47, 2, 28),
    long_delays=LongDelays(0, None, 0),
    highest_balance=Money(0),
    late=(late(5), late(6)),
    phones=(CallPhone("(34) 9 9812-4471", PhonePurpose.OWN),),
    approach=Approach.GOOD_PAYER_SLIPPED,
)


def test_every_approach_has_words_without_offence() -> None:
    assert set(overdue_words.ADVICE) == set(Approach)
    said = " ".join(f"{advice.title} {advice.text}" for advice in overdue_words.ADVICE.values()).lower()
    assert not [word for word in FORBIDDEN if word in said]
    assert " ele " not in said and " ela " not in said


def test_every_band_and_window_has_a_name() -> None:
    assert set(overdue_words.BANDS) == set(Band)
    assert set(due_words.WINDOWS) == set(DueWindow)


def aging(rolled_on: date | None) -> Aging:
    bands = tuple(BandSum(band, 1, Money(10_00)) for band in Band)
    return Aging(rolled_on, bands, Money(427_35))


def test_the_share_of_the_portfolio_and_of_which_day() -> None:
    assert overdue_words.share_words(aging(TODAY), TODAY) == "5 clientes · 11,7% da carteira"
    assert overdue_words.share_words(aging(date(2026, 6, 8)), TODAY) == "5 clientes, em 08/06/2026"


@pytest.mark.parametrize(
    ("wanted", "count", "more", "said"),
    [
        (OverdueFilter(), 134, False, "134 clientes em atraso"),
        (OverdueFilter(band=Band.UP_TO_30), 31, False, "31 clientes, de 16 a 30 dias"),
        (OverdueFilter(band=Band.OVER_90), 1, False, "1 cliente, de mais de 90 dias"),
        (OverdueFilter(text="a"), 100, True, "Mais de 100 clientes em atraso"),
    ],
)
def test_how_many_were_found(wanted: OverdueFilter, count: int, more: bool, said: str) -> None:
    assert overdue_words.found_words(wanted, count, more=more) == said


def test_the_filter_in_words() -> None:
    wanted = OverdueFilter(Band.UP_TO_30, OverdueOrder.NAME, False, "maria", Money(50_00))
    assert overdue_words.filter_words(wanted, marked=True).replace("\u00a0", " ") == (
        "Só os marcados · De 16 a 30 dias · com “maria” · a partir de R$ 50,00 · nomes de A a Z"
    )
    assert overdue_words.filter_words(OverdueFilter()) == "Todas as faixas · mais dias primeiro"


@pytest.mark.parametrize("order", OverdueOrder)
@pytest.mark.parametrize("descending", [True, False])
def test_every_order_has_words(order: OverdueOrder, descending: bool) -> None:
    assert overdue_words.filter_words(OverdueFilter(order=order, descending=descending))


def test_why_nobody_is_there() -> None:
    title, _ = overdue_words.nobody_words(OverdueFilter(min_amount=Money(999_00), band=Band.UP_TO_90))
    assert title.replace("\u00a0", " ") == "Ninguém a partir de R$ 999,00 de 61 a 90 dias"
    assert (
        overdue_words.nobody_words(OverdueFilter(band=Band.OVER_90))[0] == "Nenhum atraso de mais de 90 dias"
    )


def test_the_past_in_short() -> None:
    assert overdue_words.since(PROFILE, TODAY) == "Cliente há 7 anos · 19 compras"
    assert overdue_words.bought_words(PROFILE).replace("\u00a0", " ") == "R$ 11.874"
    assert overdue_words.kept_words(43, 47) == "43 de 47"
    assert overdue_words.kept_words(0, 0) == "—"
    assert overdue_words.before_words(PROFILE) == "nunca"
    once = replace(PROFILE, long_delays=LongDelays(1, date(2025, 3, 5), 20))
    assert overdue_words.before_words(once) == "1 vez, em 03/2025"
    often = replace(PROFILE, long_delays=LongDelays(3, date(2025, 3, 5), 20))
    assert overdue_words.before_words(often) == "3 vezes, até 03/2025"
    new = replace(PROFILE, since=TODAY, purchases=1)
    assert overdue_words.since(new, TODAY).endswith("· 1 compra")


def test_a_line_for_each_carne() -> None:
    three = replace(PROFILE, late=(late(5), late(6), late(8), late(1, contract=9)))
    assert overdue_words.slip_lines(PROFILE) == (("Carnê 4812: 5/10 e 6/10", "205,86"),)
    assert overdue_words.slip_lines(three) == (
        ("Carnê 4812: 5/10 a 8/10, 3 parcelas", "308,79"),
        ("Carnê 9: 1/10", "102,93"),
    )


def test_a_down_payment_owed_again_is_named() -> None:
    down = LateInstallment(-1, 1, 4812, 0, 10, date(2026, 4, 12), 58, Money(60_00), Money.ZERO, Money.ZERO)
    alone, both = replace(PROFILE, late=(down,)), replace(PROFILE, late=(down, late(5), late(6)))
    assert overdue_words.slip_lines(alone) == (("Carnê 4812: entrada", "60,00"),)
    assert overdue_words.slip_lines(both) == (("Carnê 4812: entrada, 5/10 e 6/10", "265,86"),)
    assert overdue_words.total_words(alone) == "1 entrada em atraso"
    assert overdue_words.total_words(both) == "1 entrada e 2 parcelas + encargos"


def test_the_total_says_whether_charges_are_in_it() -> None:
    assert overdue_words.total_words(PROFILE) == "2 parcelas + encargos"
    bare = replace(late(5), fine=Money.ZERO, interest=Money.ZERO)
    assert overdue_words.total_words(replace(PROFILE, late=(bare,))) == "1 parcela em atraso"


def test_whose_telephone_it_is() -> None:
    work = replace(PROFILE, phones=(CallPhone("(34) 3821-0000", PhonePurpose.WORK),))
    assert overdue_words.phone_words(PROFILE) == "(34) 9 9812-4471"
    assert overdue_words.phone_words(work) == "(34) 3821-0000 (trabalho)"
    assert overdue_words.phone_words(replace(PROFILE, phones=())) == "sem telefone"


@pytest.mark.parametrize(
    ("pace", "days", "mark"),
    [
        (Pace.ON_TIME, 0, "on_time"),
        (Pace.UP_TO_15, 9, "few_days"),
        (Pace.OVER_15, 40, "long"),
        (Pace.OPEN_LATE, 15, "few_days"),
        (Pace.OPEN_LATE, 16, "long"),
    ],
)
def test_the_bar_of_an_installment(pace: Pace, days: int, mark: str) -> None:
    assert overdue_words.mark(Paced(TODAY, pace, days)) == mark


def test_due_days_as_people_say_them() -> None:
    assert due_words.when_words(TODAY, TODAY) == "hoje"
    assert due_words.when_words(date(2026, 6, 10), TODAY) == "amanhã"
    assert due_words.when_words(date(2026, 6, 12), TODAY) == "sex 12/06"
    assert due_words.when_words(date(2026, 6, 6), TODAY) == "sáb 06/06"
