"""Points at the till: what a receipt earns, what it earned, and no word of them where the shop gives none."""

from dataclasses import replace

import pytest

from crediario.db import shop as kept
from crediario.domain.money import Money
from crediario.domain.settings import ShopSettings
from crediario.services.payments import DeskRow, PointsOfPayment, payment_view
from crediario.ui.navigation import Home
from crediario.ui.payments import received_words
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.payments.row_words import customer_line
from tests.ui.payments.desks import COMING, EARLY, LATE, a_desk, a_draft
from tests.ui.payments.test_received_words import VIEW
from tests.ui.payments.till import Till


def earning(row: DeskRow, timely: int = 0) -> DeskRow:
    return replace(row, timely=Money(timely))


def drafted(*rows: DeskRow) -> ReceiveDraft:
    return a_draft(*rows, desk=a_desk(*rows))


# -- the sums


def test_what_is_paid_in_time_earns_its_whole_reais() -> None:
    assert drafted(earning(COMING)).points == 139
    assert drafted(earning(COMING), earning(EARLY)).points == 139 + 68, "68,56 after the discount"


def test_what_is_late_earns_only_what_was_paid_of_it_in_time() -> None:
    assert drafted(earning(LATE)).points == 0
    assert drafted(earning(LATE, timely=30_00)).points == 30


def test_a_part_earns_nothing_before_it_closes_the_installment() -> None:
    draft = drafted(earning(COMING))
    draft.typed = Money(100_00)
    assert draft.points == 0
    draft.typed = Money(200_00)
    assert draft.points == 139


def test_parts_paid_before_in_time_count_too() -> None:
    assert drafted(earning(COMING, timely=60_30)).points == 200, "139,80 now and 60,30 before"


def test_without_the_programme_and_without_a_mark_there_is_nothing() -> None:
    assert drafted(COMING).points == 0
    draft = drafted(earning(COMING))
    draft.mark([])
    assert draft.points == 0


# -- the words


def test_the_balance_stands_beside_how_punctual_somebody_is() -> None:
    line = "CPF ***.456.789-** · 43 de 47 parcelas pagas em dia"
    assert customer_line(replace(a_desk(), points=1860)) == f"{line} · 1.860 pontos"
    assert customer_line(replace(a_desk(), points=1)) == f"{line} · 1 ponto"
    assert customer_line(replace(a_desk(), points=0)) == line


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (None, ""),
        (PointsOfPayment(0, 0), ""),
        (PointsOfPayment(139, 1860), "+139 · saldo 1.860"),
        (PointsOfPayment(0, 30), "saldo 30"),
    ],
)
def test_what_a_receipt_earned(points: PointsOfPayment | None, said: str) -> None:
    assert received_words.points_line(replace(VIEW, points=points)) == said


def test_what_to_tell_the_customer_of_the_next_one() -> None:
    desk = a_desk(earning(COMING))
    assert received_words.say_words(desk, VIEW).endswith("12/06; pagando até lá, vale 139 pontos.”")
    tiny = replace(COMING, quote=replace(COMING.quote, open=Money(1_90)), timely=Money.ZERO)
    assert received_words.say_words(a_desk(tiny), VIEW).endswith("pagando até lá, vale 1 ponto.”")


# -- the screens, by keys


def test_the_canhoto_says_what_the_marked_ones_earn_and_recebido_what_they_earned(till: Till) -> None:
    screen = till.open(till.people.maria)
    assert screen.panel.points.isHidden(), "the oldest is late"
    till.press("Down", "Down", "Space")
    assert screen.panel.points.text() == "ganha 139 pontos"
    till.press("F10")

    assert till.received().points == PointsOfPayment(139, 763)
    assert till.screen.received is not None
    view = till.screen.received.view
    assert (view.points.name.text(), view.points.value.text()) == ("Pontos", "+139 · saldo 763")
    assert view.points.isVisible()


def test_where_the_shop_gives_no_points_no_word_of_them(till: Till) -> None:
    kept.save_version(till.ctx.stamp, "settings", replace(ShopSettings(), points_on=False))
    till.window.open(Home())
    screen = till.open(till.people.maria)
    till.press("Down", "Down", "Space")
    assert screen.panel.points.isHidden()
    assert "ponto" not in screen.desk._line.text()
    till.press("F10")

    assert payment_view(till.ctx, till.received().payment_id).points is None
    assert till.screen.received is not None
    view = till.screen.received.view
    assert view.points.isHidden()
    assert "ponto" not in view.say.text()
