"""Caixa as a cashier uses it: F12, figures and Enter, F10."""

from datetime import timedelta

from PySide6.QtCore import Qt

from crediario.db.models import CashClosing, Document
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.cash import TillState, till_state
from crediario.services.core import Context
from crediario.ui.cash.cash_words import bar_words
from crediario.ui.navigation import Home, Receive
from crediario.ui.payments.receive import ReceiveScreen
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import MANAGER, PINS, as_person, clock_of
from tests.support.tills import another_cashier, drop, open_till, supply
from tests.ui.cash.desk import Desk
from tests.ui.windows import CTRL, Elsewhere

FLOAT = Money(300_00)


def opened(desk: Desk) -> None:
    desk.press("F12")
    desk.type("300")
    desk.press("F10")


def received(desk: Desk, *methods: Method) -> None:
    """R$ 100,00 by each means, received at this till."""
    customer = a_customer(desk.ctx)
    a_sale(desk.ctx, customer, Money(100_00 * len(methods)), pieces=len(methods))
    for method in methods:
        a_payment(desk.ctx, customer, method=method)
    clock_of(desk.ctx).moment += timedelta(minutes=1)
    desk.press("F5")


def reais(figure: str) -> str:
    return f"R$\N{NO-BREAK SPACE}{figure}"


def state(ctx: Context) -> TillState:
    return till_state(ctx)


# -- opening


def test_f12_on_a_closed_till_asks_for_the_float_and_f10_opens_it(desk: Desk) -> None:
    desk.press("F12")
    form = desk.screen.open_form
    assert desk.window.top.title.text() == "Abrir o caixa"
    assert "O caixa 02 está fechado" in form.title.text()
    assert form.float.hasFocus() and "Abrir caixa, F10" in desk.bar()

    desk.type("300")
    desk.press("F10")

    session = state(desk.ctx).session
    assert session is not None and session.float == FLOAT
    assert "aberto às 14:33 por Joana P." in desk.window.top.title.text()
    assert desk.screen.overview.panel.figure.text() == reais("300,00")


def test_what_the_last_closing_left_is_proposed(desk: Desk) -> None:
    opened(desk)
    desk.press("F10")
    desk.count(FLOAT)
    desk.press("F10", "Escape")
    desk.press("F12")
    assert desk.screen.open_form.float.value() == FLOAT
    desk.press("F10")
    session = state(desk.ctx).session
    assert session is not None and session.float == FLOAT


def test_a_till_opened_at_another_window_is_said_and_nothing_is_lost(desk: Desk) -> None:
    desk.press("F12")
    desk.type("300")
    open_till(desk.ctx, Money(10_00))
    desk.press("F10")
    assert "já está aberto" in desk.screen.open_form.failure.paragraph.text
    assert desk.screen.open_form.float.value() == FLOAT


# -- sangria and suprimento


def test_a_sangria_by_keys(desk: Desk) -> None:
    opened(desk)
    desk.press("S")
    form = desk.screen.overview.form
    assert form.amount.hasFocus() and form.heading.text() == "Sangria"
    desk.type("45\n")
    desk.write("frete, com vale")
    desk.press("F10")
    lines = desk.screen.desk.lines  # type: ignore[union-attr]
    assert [(line.amount, line.reason) for line in lines[1:]] == [(Money(-45_00), "frete, com vale")]
    assert desk.screen.overview.panel.figure.text() == reais("255,00")


def test_a_sangria_without_a_reason_or_beyond_the_drawer_stays_typed(desk: Desk) -> None:
    opened(desk)
    desk.press("S")
    desk.type("45")
    desk.press("F10")
    form = desk.screen.overview.form
    assert "Escreva para onde o dinheiro vai" in form.failure.paragraph.text
    desk.press("Return")
    desk.write("banco")
    form.amount.set_value(Money(300_01))
    desk.press("F10")
    assert "A gaveta não tem" in form.failure.paragraph.text
    assert (form.value(), form.reason.value()) == (Money(300_01), "banco")


def test_a_suprimento_needs_no_reason_and_esc_gives_it_up(desk: Desk) -> None:
    opened(desk)
    desk.press("U")
    desk.type("20")
    desk.press("F10")
    assert desk.screen.overview.panel.figure.text() == reais("320,00")
    desk.press("U", "Escape")
    assert desk.screen.overview.side.currentWidget() is desk.screen.overview.panel
    desk.press("Escape")
    assert isinstance(desk.window.current, Elsewhere)


# -- closing


def test_counted_to_the_centavo_it_closes_and_the_sheet_is_made(desk: Desk) -> None:
    opened(desk)
    received(desk, Method.CASH, Method.DEBIT, Method.PIX)
    desk.press("F10")
    closing = desk.screen.closing
    assert closing.count.first_field().hasFocus()

    desk.count(Money(400_00))
    assert closing.check.edits[Method.DEBIT].hasFocus(), "Enter leads from the coins to the card machine"
    assert "Digite o total" in closing.panel.problem.text()
    desk.type("100\n")
    assert closing.panel.figure.text() == reais("0,00")
    desk.press("F10")

    assert desk.screen.done is not None
    assert desk.screen.done.head.title.text() == "Caixa fechado, nº 2"
    assert "A gaveta confere" in desk.screen.done.head.about.text()
    assert state(desk.ctx).session is None
    assert Document.select().where(Document.kind == "cash_sheet").count() == 1
    desk.press("Return")
    assert isinstance(desk.window.current, Elsewhere)


def test_a_lack_within_the_tolerance_is_said_and_closes_with_a_note(desk: Desk) -> None:
    opened(desk)
    desk.press("F10")
    desk.count(Money(298_01))
    panel = desk.screen.closing.panel
    assert (panel.figure.text(), panel._name.text()) == (reais("1,99"), "Falta na gaveta")
    assert not panel.release.isVisible()
    desk.press("J", modifier=CTRL)
    assert panel.note.hasFocus()
    desk.write("troco dado a mais")
    desk.press("F10")
    kept = CashClosing.select().order_by(CashClosing.id.desc()).get()
    assert (kept.difference_cents, kept.note, kept.float_left_cents) == (-1_99, "troco dado a mais", 298_01)


def test_above_the_tolerance_a_reason_and_the_managers_six_figures(desk: Desk) -> None:
    opened(desk)
    desk.press("F10")
    desk.count(Money(250_00))
    panel = desk.screen.closing.panel
    assert panel.release.isVisible() and not panel.primary.isEnabled()
    assert panel.problem.text() == "Escreva o motivo da diferença."
    desk.press("J", modifier=CTRL)
    desk.write("nota de 50 sumiu")
    assert panel.problem.text() == "Peça os 6 números de quem gerencia."
    panel.approver.setFocus(Qt.FocusReason.TabFocusReason)
    desk.type(f"{MANAGER}\n000000")
    desk.press("F10")
    assert panel.pin.error and panel.pin.text() == "" and desk.screen.done is None
    desk.type(PINS[MANAGER])
    desk.press("F10")
    assert desk.screen.done is not None
    kept = CashClosing.select().order_by(CashClosing.id.desc()).get()
    assert (kept.difference_cents, kept.release_id is not None) == (-50_00, True)


def test_what_stays_is_typed_and_the_rest_goes_to_the_safe(desk: Desk) -> None:
    opened(desk)
    desk.press("F10")
    desk.count(FLOAT)
    panel = desk.screen.closing.panel
    assert panel.left.value() == FLOAT
    panel.left.setFocus(Qt.FocusReason.TabFocusReason)
    panel.left.selectAll()
    desk.type("120\n")
    assert panel._collected.value.text() == reais("180,00")
    desk.press("F10")
    kept = CashClosing.select().order_by(CashClosing.id.desc()).get()
    assert kept.float_left_cents == 120_00


def test_money_that_moved_while_counting_is_told_and_the_count_stays(desk: Desk) -> None:
    opened(desk)
    desk.press("F10")
    desk.count(FLOAT)
    supply(as_person(desk.ctx, MANAGER), Money(10_00))
    desk.press("F10")
    screen = desk.screen
    assert screen.done is None and screen.draft is not None
    assert "Entrou ou saiu dinheiro" in screen.closing.panel.failure.paragraph.text
    assert screen.draft.counted == FLOAT
    assert screen.closing.panel.figure.text() == reais("10,00")


def test_leaving_a_count_asks_once(desk: Desk) -> None:
    opened(desk)
    desk.press("F10")
    desk.count(FLOAT)
    desk.dialogs.answer = False
    desk.press("Escape")
    assert desk.screen.draft is not None and len(desk.dialogs.asked) == 1
    desk.dialogs.answer = True
    desk.press("Escape")
    assert desk.screen.draft is None and state(desk.ctx).session is not None


# -- counting blind


def test_blind_what_is_expected_comes_after_the_count(blind_desk: Desk) -> None:
    desk = blind_desk
    opened(desk)
    assert not desk.screen.overview.panel.figure.isVisible()
    received(desk, Method.CASH)
    desk.press("F10")
    closing = desk.screen.closing
    assert "Conferir contagem, F10" in desk.bar()
    desk.count(Money(399_00))
    assert (
        not closing.panel.figure.isVisible() and closing.panel._expected.value.text() == "depois da contagem"
    )

    desk.press("F10")

    assert closing.panel.figure.text() == reais("1,00")
    assert closing.panel.recounts.text() == "Pode contar de novo 2 vezes."
    assert "Fechar caixa, F10" in desk.bar()
    desk.press("F10")
    assert desk.screen.done is not None


def test_blind_two_recounts_and_the_fields_are_read_only(blind_desk: Desk) -> None:
    desk = blind_desk
    opened(desk)
    desk.press("F10")
    closing = desk.screen.closing
    for cents in (100_00, 200_00, 299_00):
        closing.count.first_field().setFocus(Qt.FocusReason.TabFocusReason)
        desk.count(Money(cents))
        desk.press("F10")
    assert closing.panel.recounts.text() == "Esta foi a última contagem: o caixa fecha com ela."
    assert all(edit.isReadOnly() for edit in closing.count.edits.values())
    desk.press("F10")
    kept = CashClosing.select().order_by(CashClosing.id.desc()).get()
    assert (kept.counted_cents, kept.counts) == (299_00, 3)


# -- around


def test_receiving_at_a_closed_till_leads_to_f12_and_back_with_everything_typed(desk: Desk) -> None:
    customer = a_customer(desk.ctx)
    a_sale(desk.ctx, customer)
    desk.window.open(Receive(customer))
    desk.type("50")
    desk.press("F10")
    receive = desk.window.current
    assert isinstance(receive, ReceiveScreen) and receive.received is None
    assert "está fechado" in receive.panel.failure.paragraph.text
    assert "F12" in receive.panel.failure.paragraph.text

    desk.press("F12")
    desk.type("300")
    desk.press("F10")

    assert desk.window.current is receive
    assert not desk.dialogs.asked
    desk.press("F10")
    assert receive.received is not None


def test_a_drawer_of_another_is_shown_and_its_keys_are_not_offered(desk: Desk) -> None:
    opened(desk)
    other = another_cashier(as_person(desk.ctx, 1))
    desk.window.enter(other, desk.window._status)
    desk.press("F12")
    panel = desk.screen.overview.panel
    assert not panel.primary.isEnabled() and panel.others.isVisible()
    assert "Sangria" not in desk.bar()
    desk.press("S", "F10")
    assert desk.screen.draft is None


def test_the_bar_tells_open_closed_and_of_another_day(desk: Desk) -> None:
    assert bar_words(state(desk.ctx)) == ("Caixa 02 fechado", "late")
    open_till(desk.ctx, FLOAT)
    assert bar_words(state(desk.ctx)) == ("Caixa 02 aberto", "ok")
    clock_of(desk.ctx).moment += timedelta(days=1)
    assert bar_words(state(desk.ctx)) == ("Caixa 02 aberto desde 09/06", "att")
    desk.press("F12")
    assert desk.screen.overview.note.isVisible()


def test_home_is_one_step_back(desk: Desk) -> None:
    opened(desk)
    desk.press("Escape")
    assert desk.window.here == Home()
    drop(desk.ctx, Money(10_00))


# -- what was closed before


def test_the_closings_of_before_with_their_sheets(desk: Desk) -> None:
    opened(desk)
    desk.press("A")
    past = desk.past
    assert [row.number for row in past.table.rows()] == [1]
    assert past.preview.accessibleName() == "Prévia: Fechamento 1"
    assert "2ª via, F9" in desk.bar() and "Corrigir" not in desk.bar()
    desk.press("Escape")
    assert desk.screen.desk is not None


def test_a_manager_corrects_by_keys(managers_desk: Desk) -> None:
    desk = managers_desk
    opened(desk)
    desk.press("A", "C")
    form = desk.past.form
    assert form.heading.text() == "Corrigir o fechamento 1"
    desk.type("2\n")
    desk.press("Return")
    desk.write("achada na gaveta")
    desk.press("F10")
    assert desk.past.table.rows()[0].corrected == Money(2_00)
    desk.press("Escape")
    assert desk.screen.overview.panel.figure.text() == reais("302,00")
