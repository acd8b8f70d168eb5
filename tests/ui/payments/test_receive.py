"""Receber as a cashier uses it: by typing, on a real shop."""

from datetime import timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crediario.db.connection import DiskFull
from crediario.documents.wording import receipt_number
from crediario.domain import pix
from crediario.domain.money import Money
from crediario.domain.tender import Method, Tender
from crediario.services import payments
from crediario.services.core import Context
from crediario.services.payments import PaymentOrder, Receipt
from crediario.ui.navigation import CustomerCard, Home, NewSale, Receive
from crediario.ui.payments import receipt_sender, receive
from crediario.ui.theme import Scheme, Theme
from crediario.ui.widgets import pix_panel
from tests.support.builders import a_payment
from tests.support.shop import TODAY, new_id, on_day
from tests.ui.payments.till import Till, code
from tests.ui.windows import Palette

SLIP = code(1, 5)
OTHER = code(2, 2)
ROSAS = code(3, 1)


def said(till: Till) -> str:
    return till.screen.desk.note.paragraph.text


def money(text: str) -> str:
    return text.replace("\u00a0", " ")


def payment_count(ctx: Context) -> int:
    from crediario.db.models import Payment

    return Payment.select().count()


# -- the keys of the most frequent receipts


def test_exact_cash_after_the_scan_is_one_key(till: Till) -> None:
    till.open(code=SLIP)
    till.press("F10")
    assert till.keys == 1
    paid = till.received()
    assert (paid.amount, paid.change, paid.tenders) == (
        Money(143_89), Money.ZERO, (Tender(Method.CASH, Money(143_89)),),
    )  # fmt: skip


def test_a_note_of_150_is_four_keys(till: Till) -> None:
    till.open(code=SLIP)
    till.press("1", "5", "0", "F10")
    assert till.keys == 4
    paid = till.received()
    assert (paid.amount, paid.tendered, paid.change) == (Money(143_89), Money(150_00), Money(6_11))


def test_a_card_is_two_keys(till: Till) -> None:
    till.open(code=SLIP)
    till.press("B", "F10")
    assert till.keys == 2
    assert till.received().tenders == (Tender(Method.DEBIT, Money(143_89)),)


def test_a_pix_is_six_keys(till: Till) -> None:
    till.open(code=SLIP)
    till.press("P", "9", "F", "3", "A", "F10")
    assert till.keys == 6
    assert till.received().tenders == (Tender(Method.PIX, Money(143_89), "9F3A"),)


def test_figures_typed_in_a_rush_are_in_before_f10(till: Till) -> None:
    """The scanner's watch holds fast figures back: F10 must not overtake them."""
    till.open(code=SLIP)
    cast(Any, till.window.watch)._timestamp = lambda _: 1000
    till.press("1", "5", "0", "F10")
    assert till.received().tendered == Money(150_00)


def test_several_parts_in_one_receipt(till: Till) -> None:
    till.open(code=SLIP)
    till.ctrl("A")
    till.press("1", "0", "0", "P", "9", "F", "3", "A", "Return")
    panel = till.screen.panel
    assert QApplication.focusWidget() is panel.amount
    assert money(panel.primary.words) == "Receber R$ 214,49"
    till.press("1", "2", "0")
    assert money(panel.change_box.amount.text()) == "R$ 5,51"
    till.press("F10")
    paid = till.received()
    assert paid.tenders == (
        Tender(Method.PIX, Money(100_00), "9F3A"), Tender(Method.CASH, Money(120_00)),
    )  # fmt: skip
    assert paid.change == Money(5_51)
    assert len(paid.lines) == 2


def test_a_part_can_be_taken_out_of_the_list(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("5", "0", "Return")
    assert screen.draft is not None and len(screen.draft.booked) == 1
    screen.panel.removed.emit(0)
    assert screen.draft.booked == ()
    assert money(screen.panel.primary.words) == "Receber R$ 143,89"


def test_enter_on_an_empty_field_presses_nothing(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("Return", "Return")
    assert screen.draft is not None and screen.draft.booked == ()
    assert screen.received is None


# -- the scan


def test_the_scan_marks_only_its_slip_and_offers_the_other(till: Till) -> None:
    till.scan(SLIP)
    screen = till.screen
    assert [(row.contract_number, row.number) for row in screen.desk.table.marked_rows()] == [(1, 5)]
    assert said(till) == ("Carnê 1, parcela 5/10, lido no leitor. Há outra em atraso: Ctrl+A soma.")
    assert money(screen.panel.due.text()) == "R$ 143,89"


def test_ctrl_a_sums_the_late_ones_and_ctrl_z_takes_it_back(till: Till) -> None:
    screen = till.open(code=SLIP)
    assert QApplication.focusWidget() is screen.panel.amount, "the till types money first"
    till.ctrl("A")
    assert money(screen.panel.due.text()) == "R$ 214,49"
    assert "somada" in said(till)
    assert "Desfazer, Ctrl+Z" in till.bar()
    till.ctrl("Z")
    assert money(screen.panel.due.text()) == "R$ 143,89"
    assert "Desfazer" not in till.bar()


def test_a_second_slip_of_the_same_customer_joins(till: Till) -> None:
    till.scan(SLIP)
    first = till.screen
    till.scan(OTHER)
    assert till.screen is first
    assert money(first.panel.due.text()) == "R$ 214,49"
    assert said(till) == "Carnê 2, parcela 2/6, lido no leitor. "
    assert first.panel.amount.text() == ""
    till.press("F10")
    assert till.received().amount == Money(214_49), "the scanner's first figure is no amount"


def test_another_customers_slip_takes_the_place_of_a_receipt_not_begun(till: Till) -> None:
    till.scan(SLIP)
    till.scan(ROSAS)
    assert till.screen.draft is not None and till.screen.draft.desk.name == "Rosa Lima"
    till.window.back()
    assert till.where() == Home()


def test_another_customers_slip_opens_over_a_receipt_begun(till: Till) -> None:
    till.scan(SLIP)
    till.press("5", "0")
    till.scan(ROSAS)
    assert till.screen.draft is not None and till.screen.draft.desk.name == "Rosa Lima"
    till.window.back()
    assert till.screen.panel.amount.text() == "50,00"


def test_a_slip_already_paid_says_when_and_on_which_receipt(till: Till) -> None:
    screen = till.open(code=code(1, 2))
    assert "paga em 12/02/2026, recibo 000.002" in screen.blank.note.paragraph.text
    assert QApplication.focusWidget() is screen.blank.field


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (code(9, 1), "não está nesta loja"),
        (code(1, 5, store=3), "é da loja 3"),
        ("1234567890123456", "não é de um carnê nosso"),
        (SLIP[:-1] + "9", "lido com erro"),
    ],
)
def test_a_slip_that_is_not_ours_says_why(till: Till, read: str, words: str) -> None:
    assert words in till.open(code=read).blank.note.paragraph.text


def test_a_wrong_slip_leaves_the_receipt_as_it_was(till: Till) -> None:
    till.scan(SLIP)
    till.press("5", "0")
    till.scan(code(9, 1))
    assert "não está nesta loja" in said(till)
    assert till.screen.panel.amount.text() == "50"


# -- without a slip


def test_the_blank_screen_searches_what_is_typed(till: Till, qtbot: QtBot) -> None:
    till.open()
    till.press("4", "4", "7", "1")
    qtbot.waitUntil(lambda: till.window.overlay.content is not None)
    palette = till.window.overlay.content
    assert isinstance(palette, Palette) and palette.text == "4471"


def test_enter_searches_at_once(till: Till) -> None:
    screen = till.open()
    till.press("M", "A", "Return")
    palette = till.window.overlay.content
    assert isinstance(palette, Palette) and palette.text.lower() == "ma"
    assert screen.blank.field.text() == ""


def test_a_scan_on_the_blank_screen_is_no_search(till: Till, qtbot: QtBot) -> None:
    till.open()
    till.scan(SLIP)
    assert till.screen.draft is not None
    assert till.window.overlay.content is None


def test_by_customer_the_oldest_is_marked(till: Till) -> None:
    screen = till.open(till.people.maria)
    assert money(screen.panel.primary.words) == "Receber R$ 143,89"
    assert said(till).startswith("Há outra em atraso")


def test_nothing_open_invites_to_sell(till: Till) -> None:
    screen = till.open(till.people.celia)
    assert screen.pane.currentWidget() is screen.pane.empty
    till.press("F10", "F2")
    assert till.where() == NewSale(till.people.celia)


def test_what_is_typed_before_the_desk_came_counts(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Any] = []
    tasks = till.window.tasks
    run = tasks.run

    def slow(owner: Any, use_case: Any, *args: Any, **options: Any) -> object:
        if use_case is payments.receiving_desk:
            return held.append(lambda: run(owner, use_case, *args, **options))
        return run(owner, use_case, *args, **options)

    monkeypatch.setattr(tasks, "run", slow)
    screen = till.open(till.people.maria)
    till.press("1", "5", "0", "F10")
    assert screen.received is None
    monkeypatch.undo()
    held[0]()
    till.press("F10")
    assert till.received().tendered == Money(150_00)


# -- marking and explaining


def test_space_and_arrows_work_while_money_is_being_typed(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "Down", "Space")
    assert [row.number for row in screen.desk.table.marked_rows()] == [5, 2]
    assert screen.panel.amount.text() == "1"
    till.press("Up", "Space")
    assert [row.number for row in screen.desk.table.marked_rows()] == [2]


def test_nothing_marked_says_why_the_button_is_off(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("Space")
    assert not screen.panel.primary.isEnabled()
    assert screen.panel.reason.text() == "Marque o que vai ser pago."
    till.press("F10")
    assert screen.received is None


def test_every_number_of_the_row_is_explained(till: Till) -> None:
    screen = till.open(code=SLIP)
    assert screen.desk.memory.paragraph.text == (
        "Carnê 1, 5/10: multa: 2% de 139,80 = 2,79 · juros: 139,80 × 1% ÷ 30 × 28 dias = 1,30."
    )
    till.press("Down", "Down", "Down")
    assert "desconto de 0,22: juros de 11 dias ainda não corridos" in screen.desk.memory.paragraph.text


def test_the_footer_sums_what_is_marked(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("A")
    assert screen.desk.count.text() == "2 marcadas"
    assert screen.desk.sums.text() == "208,58 + 5,91 de multa e juros"


# -- what was typed


def test_less_than_due_says_what_it_pays(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("A")
    till.press("1", "5", "0")
    assert money(screen.panel.part.paragraph.text) == (
        "Paga a parcela 5/10 inteira e R$ 6,11 da 2/6; ficam abertos R$ 64,49."
    )
    assert money(screen.panel.primary.words) == "Receber R$ 150,00"
    till.press("F10")
    assert [line.remaining for line in till.received().lines] == [Money.ZERO, Money(64_49)]


def test_what_cannot_be_read_is_not_received(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "Period", "2", "3", "4", "F10")
    assert screen.received is None
    assert screen.panel.reason.text() == "Confira o valor digitado."


def test_a_card_gives_no_change(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "5", "0", "C")
    assert not screen.panel.primary.isEnabled()
    assert "Só o dinheiro dá troco" in screen.panel.reason.text()
    assert not screen.panel.change_box.isVisible()
    till.press("D")
    assert screen.panel.primary.isEnabled()


def test_leaving_asks_once_when_something_was_typed(till: Till) -> None:
    till.open(code=SLIP)
    till.dialogs.answer = False
    till.press("1", "Escape")
    assert len(till.dialogs.asked) == 1
    assert till.screen.panel.amount.text() == "1"
    till.dialogs.answer = True
    till.press("Escape")
    assert till.where() == Home()


def test_nothing_typed_leaves_in_silence(till: Till) -> None:
    till.open(code=SLIP)
    till.press("Escape")
    assert till.where() == Home()
    assert till.dialogs.asked == []


def test_the_customers_ficha_is_one_key_away(till: Till) -> None:
    till.open(code=SLIP)
    till.ctrl("I")
    assert till.where() == CustomerCard(till.people.maria)


# -- Pix


def test_the_code_shown_asks_for_todays_value(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P")
    read = pix.decode(screen.panel.pix.payload)
    assert (read.valid, read.amount, read.txid) == (True, Money(143_89), "L2C1P5")
    till.ctrl("A")
    assert pix.decode(screen.panel.pix.payload).amount == Money(214_49)


def test_a_pix_of_a_part_shows_the_part(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "0", "0", "P")
    assert pix.decode(screen.panel.pix.payload).amount == Money(100_00)
    assert screen.panel.pix.amount.text() == "100,00"


def test_the_pix_waits_for_its_four_characters(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P", "9", "F", "3", "F10")
    assert screen.received is None
    assert screen.panel.primary.words == "Confirmar Pix recebido"
    assert "4 letras ou números" in screen.panel.reason.text()
    assert screen.panel.primary.accessibleDescription() == screen.panel.reason.text()


def test_a_pix_shown_a_second_time_is_told(till: Till) -> None:
    """It may be chance, or one Pix for two receipts: whoever receives looks, and decides."""
    till.open(code=SLIP)
    till.press("P", "9", "F", "3", "A", "F10")
    first = till.received()

    screen = till.open(till.people.rosa)
    field = screen.panel.pix.code_field
    till.press("P", "9", "F", "3", "B")
    assert not field.note.isVisible()
    till.press("Backspace", "A")
    where = f"recibo {receipt_number(first.number)}, hoje às 14:32, R$ 143,89"
    assert money(field.note.text()) == f"Já usado no {where}: confira se é outro Pix."
    till.press("Backspace")
    assert not field.note.isVisible()
    till.press("A", "F10")
    assert till.received().payment_id > first.payment_id


def test_escape_steps_out_of_the_pix_first(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P", "Escape")
    assert till.window.current is screen
    assert screen.draft is not None and screen.draft.method is Method.CASH
    assert QApplication.focusWidget() is screen.panel.amount


def test_letters_of_the_code_choose_no_other_method(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P", "D", "B", "C", "1")
    assert screen.draft is not None
    assert (screen.draft.method, screen.draft.code) == (Method.PIX, "DBC1")


def test_a_whole_code_pasted_gives_its_end(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P")
    QApplication.clipboard().setText("E18236120202606091432s0f1b2c39F3a")
    QTest.keyClick(screen.panel.pix.code, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert screen.panel.pix.code.text() == "9F3A"


def test_the_code_is_copied_and_forgotten(till: Till, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(pix_panel, "FORGET_AFTER_MS", 1)
    screen = till.open(code=SLIP)
    till.press("P")
    till.ctrl("C")
    assert screen.panel.pix.payload.startswith("000201")
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_what_somebody_else_copied_stays(till: Till) -> None:
    QApplication.clipboard().setText("anotação")
    pix_panel.clear_clipboard("000201")
    assert QApplication.clipboard().text() == "anotação"


def test_without_a_pix_key_it_says_so(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(ctx: Context, amount: Money, txid: str) -> str | None:
        return None

    monkeypatch.setattr(receive, "pix_payload", none)
    screen = till.open(code=SLIP)
    till.press("P")
    assert screen.panel.pix.no_key.isVisible()
    assert not screen.panel.pix.qr.isVisible()
    till.press("9", "F", "3", "A", "F10")
    assert till.received().tenders[0].method is Method.PIX


# -- what may go wrong


def test_f10_twice_is_one_payment(till: Till) -> None:
    before = payment_count(till.ctx)
    till.open(code=SLIP)
    till.press("F10", "F10", "F10")
    assert till.screen.received is not None, "the second F10 does not skip the change either"
    assert payment_count(till.ctx) == before + 1


def test_the_button_is_off_while_the_receipt_is_being_written(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[bool] = []

    def watched(ctx: Context, order: PaymentOrder) -> Receipt:
        pressed.append(till.screen.panel.primary.isEnabled())
        till.press("F10")
        return payments.receive_payment(ctx, order)

    monkeypatch.setattr(receipt_sender, "receive_payment", watched)
    till.open(code=SLIP)
    till.press("F10")
    assert pressed == [False]


def test_the_day_that_turned_shows_the_new_total_and_asks_again(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "5", "0")
    on_day(till.ctx, TODAY + timedelta(days=3))
    till.press("F10")
    assert screen.received is None
    assert "O valor de hoje mudou" in screen.panel.failure.paragraph.text
    assert screen.panel.amount.text() == "150"
    assert money(screen.panel.due.text()) == "R$ 144,03"
    till.press("F10")
    assert till.received().change == Money(5_97)


def test_what_another_till_received_says_when_and_on_which_receipt(till: Till) -> None:
    screen = till.open(code=SLIP)
    other = a_payment(till.ctx, till.people.maria)
    till.press("F10")
    assert screen.received is None
    told = screen.panel.failure.paragraph.text
    assert "já foi paga" in told and f"recibo 000.{other.number:03d}" in told
    assert (1, 5) not in [(row.contract_number, row.number) for row in screen.desk.table.rows()]


def test_a_full_disk_keeps_what_was_typed_and_the_same_request(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[PaymentOrder] = []

    def full(ctx: Context, order: PaymentOrder) -> Receipt:
        orders.append(order)
        raise DiskFull

    screen = till.open(code=SLIP)
    monkeypatch.setattr(receipt_sender, "receive_payment", full)
    till.press("1", "5", "0", "F10")
    told = screen.panel.failure.paragraph.text
    assert told.startswith("O recebimento não foi gravado.") and "Não entregue o recibo" in told
    assert screen.panel.amount.text() == "150"
    assert "Tentar de novo, F5" in till.bar()
    monkeypatch.undo()
    till.press("F5")
    assert till.received().change == Money(6_11)
    assert screen.draft is not None and orders[0] == screen.draft.order()


def test_an_answer_that_was_lost_is_given_again_by_the_retry(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The payment was written, and the answer never arrived: trying again receives nothing twice."""

    def written_and_lost(ctx: Context, order: PaymentOrder) -> Receipt:
        payments.receive_payment(ctx, order)
        raise DiskFull

    before = payment_count(till.ctx)
    till.open(code=SLIP)
    monkeypatch.setattr(receipt_sender, "receive_payment", written_and_lost)
    till.press("F10")
    monkeypatch.undo()
    till.press("F10")
    assert till.received().amount == Money(143_89)
    assert payment_count(till.ctx) == before + 1


def test_f5_fetches_again_and_keeps_what_was_typed(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("5", "0")
    rows = [row for row in payments.receiving_desk(till.ctx, till.people.maria).rows if row.number == 6]
    due = rows[0].quote.total
    order = PaymentOrder(
        new_id(), till.people.maria, (rows[0].installment_id,), due, (Tender(Method.CASH, due),)
    )
    payments.receive_payment(till.ctx, order)
    till.press("F5")
    assert rows[0].installment_id not in [row.installment_id for row in screen.desk.table.rows()]
    assert screen.panel.amount.text() == "50"


# -- everybody can use it


def test_every_field_has_a_name(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P")
    nameless = [field for field in screen.findChildren(QLineEdit) if not field.accessibleName()]
    assert not nameless


def test_tab_goes_as_one_reads(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("A")
    visited: list[QWidget] = []
    screen.desk.card_button.setFocus()
    for _ in range(12):
        now = QApplication.focusWidget()
        assert now is not None
        visited.append(now)
        till.press("Tab")
    wanted = [
        screen.desk.card_button, screen.desk.undo, screen.desk.table, screen.panel.methods.cards[0],
        screen.panel.amount, screen.panel.primary,
    ]  # fmt: skip
    places = [visited.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_the_amount_due_is_read_aloud_when_it_changes(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("A")
    assert money(screen.panel.due.accessibleName()) == "A receber: R$ 214,49"


@pytest.mark.parametrize(
    ("size", "scheme", "percent"),
    [
        ((1366, 768), Scheme.LIGHT, 100),
        ((1366, 690), Scheme.DARK, 100),
        ((1024, 700), Scheme.LIGHT, 100),
        ((1366, 690), Scheme.LIGHT, 150),
        ((1920, 1080), Scheme.DARK, 100),
    ],
)
def test_it_fits_the_width_of_every_window(
    till: Till, qapp: QApplication, size: tuple[int, int], scheme: Scheme, percent: int
) -> None:
    Theme.apply(qapp, scheme, percent)
    till.window.resize(*size)
    for keys in (("1", "5", "0"), ("P",), ("9", "F", "3", "A", "F10")):
        screen = till.screen if keys[0] != "1" else till.open(code=SLIP)
        till.press(*keys)
        assert screen.minimumSizeHint().width() <= size[0] - till.window.rail.width()
        till.window.grab()


def test_what_was_marked_on_the_ficha_comes_marked(till: Till) -> None:
    rows = till.open(till.people.maria).draft.desk.rows  # type: ignore[union-attr]
    asked = (rows[1].installment_id, rows[2].installment_id)
    till.window.open(Receive(till.people.maria, marked=(*asked, 987_654)))
    assert till.screen.draft is not None
    assert till.screen.draft.marked == frozenset(asked)
