"""Beyond the everyday: store credit, rounding, charges forgiven, a Pix without its code, a closed till."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.db.models import Payment
from crediario.db.statements import run
from crediario.domain.money import Money
from crediario.domain.pix import PixCharge, encode
from crediario.domain.settings import ChangeRounding, ShopSettings
from crediario.domain.slip_reading import slip_txid
from crediario.domain.tender import Method, Tender
from crediario.services import payments, settings
from crediario.services.payments import PaymentOrder
from crediario.ui.customers.search import SearchPalette
from crediario.ui.payments import receive
from crediario.ui.theme import Scheme, Theme
from tests.support.shop import MANAGER, OWNER, PINS, PROFILE, as_person, new_id, settings_order
from tests.ui.payments.till import Till, code

SLIP = code(1, 5)
ALT = Qt.KeyboardModifier.AltModifier


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def kept(till: Till, change: ShopSettings) -> None:
    settings.change_settings(as_person(till.ctx, OWNER), settings_order(till.ctx, change))


def a_deposit(till: Till, cents: int) -> None:
    """Money left at the shop before: Maria's store credit."""
    tender = Tender(Method.CASH, Money(cents))
    order = PaymentOrder(new_id(), till.people.maria, (), Money.ZERO, (tender,), kept=Money(cents))
    payments.receive_payment(till.ctx, order)


def alt(till: Till, letter: str) -> None:
    till.press(letter, modifier=ALT)


def the_waiver_of(till: Till) -> tuple[str | None, int | None]:
    flow = till.screen.received
    assert flow is not None and flow.receipt is not None, till.screen.panel.failure.paragraph.text
    row = Payment.get_by_id(flow.receipt.payment_id)
    return row.waiver_reason, row.release_id


# -- means of payment


def test_without_a_slip_it_is_seven_keys(till: Till, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the end of a telephone: F4, four figures, Enter, F10."""
    monkeypatch.setattr(till.window, "_search", SearchPalette)
    till.window.home()
    till.keys = 0
    phone = payments.receiving_desk(till.ctx, till.people.rosa).phone
    assert phone is not None
    till.press("F4", *phone[-4:])
    qtbot.waitUntil(lambda: till.window.overlay.content is not None)
    till.press("Return")
    assert till.screen.draft is not None and till.screen.draft.desk.name == "Rosa Lima"
    till.press("F10")
    assert till.keys == 7
    assert till.received().amount == Money(30_00)


def test_two_means_are_nine_keys(till: Till) -> None:
    till.open(code=SLIP)
    till.press("B", "1", "0", "0", "Return", "1", "2", "0", "F10")
    assert till.keys == 9
    paid = till.received()
    assert paid.tenders == (Tender(Method.DEBIT, Money(100_00)), Tender(Method.CASH, Money(120_00)))
    assert paid.change == Money(76_11)


def test_a_cheque_is_one_more_letter(till: Till) -> None:
    till.open(code=SLIP)
    till.press("Q", "F10")
    assert till.received().tenders == (Tender(Method.CHEQUE, Money(143_89)),)


def test_store_credit_is_shown_and_pays_as_far_as_it_reaches(till: Till) -> None:
    a_deposit(till, 20_00)
    till.open(code=SLIP)
    card = till.screen.panel.methods.cards[-1]
    assert card.isVisible() and plain(card.accessibleName()) == "Crédito na loja, R$ 20,00, L"
    till.press("L", "Return", "F10")
    assert till.received().tenders == (
        Tender(Method.STORE_CREDIT, Money(20_00)), Tender(Method.CASH, Money(123_89)),
    )  # fmt: skip
    assert payments.receiving_desk(till.ctx, till.people.maria).store_credit == Money.ZERO


def test_without_store_credit_nothing_offers_it(till: Till) -> None:
    till.open(code=SLIP)
    assert not till.screen.panel.methods.cards[-1].isVisible()
    till.press("L")
    assert till.screen.draft is not None and till.screen.draft.method is Method.CASH


def test_more_store_credit_than_there_is_says_how_far_it_goes(till: Till) -> None:
    a_deposit(till, 20_00)
    screen = till.open(code=SLIP)
    till.press("L", "3", "0")
    assert plain(screen.panel.reason.text()) == "Aqui o crédito na loja paga até R$ 20,00."
    assert not screen.panel.primary.isEnabled()


def test_the_last_part_is_taken_out_by_keyboard(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("5", "0", "Return", "3", "0", "Return")
    assert "Retirar, Alt+Z" in till.bar()
    alt(till, "Z")
    assert screen.draft is not None
    assert [part.tender.amount for part in screen.draft.booked] == [Money(50_00)]


# -- what comes back


def test_the_change_may_stay_as_store_credit(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "5", "0")
    assert (screen.panel.change_box.title.text(), plain(screen.panel.change_box.amount.text())) == (
        "Troco", "R$ 6,11",
    )  # fmt: skip
    alt(till, "H")
    assert screen.panel.change_box.title.text() == "Fica de crédito"
    till.press("F10")
    paid = till.received()
    assert (paid.change, paid.credited) == (Money.ZERO, Money(6_11))
    assert till.screen.received is not None
    assert plain(till.screen.received.view.store_credit.value.text()) == "R$ 6,11"


def test_a_card_beyond_what_is_due_stays_after_saying_so(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "5", "0", "B", "F10")
    assert screen.received is None
    assert "Alt+H guarda os R$ 6,11 a mais como crédito na loja" in plain(screen.panel.reason.text())
    alt(till, "H")
    till.press("F10")
    assert till.received().credited == Money(6_11)


def test_change_is_rounded_up_and_it_is_said(till: Till) -> None:
    kept(till, ShopSettings(change_rounding=ChangeRounding.TEN_CENTS))
    screen = till.open(code=SLIP)
    till.press("1", "5", "0")
    assert plain(screen.panel.change_box.amount.text()) == "R$ 6,20"
    assert screen.panel.change_box.how.text().startswith("exato 6,11")
    till.press("F10")
    paid = till.received()
    assert (paid.change, paid.rounding) == (Money(6_11), Money(9))
    assert till.screen.received is not None
    assert plain(till.screen.received.view.change.text()) == "R$ 6,20"


def test_each_row_says_what_stays_open_while_money_is_typed(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("A")
    till.press("1", "5", "0")
    ids = [row.installment_id for row in screen.desk.table.marked_rows()]
    assert screen.draft is not None
    assert [screen.draft.left_by_row[each] for each in ids] == [Money.ZERO, Money(64_49)]
    till.press("Backspace", "Backspace", "Backspace")
    assert screen.draft.left_by_row == {}


# -- forgiven charges


def test_charges_are_forgiven_with_a_reason(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("D")
    assert QApplication.focusWidget() is screen.desk.waiver.reason
    assert plain(screen.panel.due.text()) == "R$ 139,80"
    assert screen.panel.reason.text() == "Falta o motivo da dispensa (Ctrl+J)."
    till.press("Down", "F10")
    assert till.received().amount == Money(139_80)
    assert the_waiver_of(till) == ("Erro da loja", None)


def test_a_part_of_the_charges_and_words_of_ones_own(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("D")
    till.press("End")
    till.ctrl("D")
    till.press("1", "Tab", "Tab")
    assert QApplication.focusWidget() is screen.desk.waiver.detail
    assert "motivo" in screen.panel.reason.text(), "another reason has to be told"
    till.press("O", "K", "F10")
    assert till.received().amount == Money(142_89)
    assert the_waiver_of(till)[0] == "Outro motivo: ok"


def test_escape_takes_the_waiver_back(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("D")
    till.press("Escape")
    assert plain(screen.panel.due.text()) == "R$ 143,89"
    assert screen.desk.waiver.isHidden()
    assert till.window.current is screen


def test_more_than_the_charges_cannot_be_forgiven(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.ctrl("D")
    till.press("Down")
    till.ctrl("D")
    till.press("5", "F10")
    assert screen.received is None
    assert "passa da multa e dos juros" in screen.panel.reason.text()


def type_release(till: Till) -> None:
    """Number, reason and six digits of the manager, as they stand on the screen."""
    box = till.screen.desk.release
    box.number.setFocus()
    till.press(str(MANAGER))
    box.reason.setFocus()
    till.press(*"CLIENTE")
    box.pin.setFocus()
    till.press(*PINS[MANAGER])


def test_above_the_ceiling_a_manager_says_yes_right_here(till: Till) -> None:
    kept(till, ShopSettings(waiver_by_cashier=Money(1_00)))
    screen = till.open(code=SLIP)
    till.ctrl("D")
    till.press("Down")
    assert not screen.desk.release.isHidden()
    assert "liberação" in screen.panel.reason.text()
    type_release(till)
    till.press("F10")
    reason, release_id = the_waiver_of(till)
    assert reason == "Erro da loja" and release_id is not None


def test_wrong_digits_are_said_there_and_nothing_is_lost(till: Till) -> None:
    kept(till, ShopSettings(waiver_by_cashier=Money(1_00)))
    screen = till.open(code=SLIP)
    till.ctrl("D")
    till.press("Down")
    type_release(till)
    till.press("Backspace", "0", "F10")
    assert screen.received is None
    assert screen.desk.release.pin.error
    assert screen.desk.waiver.typed().reason == "Erro da loja"


# -- Pix


def test_a_pix_without_its_code_is_confirmed_by_a_manager(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P")
    alt(till, "G")
    assert QApplication.focusWidget() is screen.desk.release.number
    type_release(till)
    till.press("F10")
    assert till.received().tenders == (Tender(Method.PIX, Money(143_89)),)
    assert the_waiver_of(till)[1] is not None


def test_escape_goes_back_to_the_code(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("P")
    alt(till, "G")
    till.press("Escape")
    assert QApplication.focusWidget() is screen.panel.pix.code
    assert screen.desk.release.isHidden()


# -- slips


def test_the_pix_code_of_a_slip_opens_it(till: Till) -> None:
    charge = PixCharge(PROFILE.pix_key, "Casa Aurora", "Patos de Minas", Money(139_80), slip_txid(2, (1, 5)))
    till.scan(encode(charge))
    assert [(row.contract_number, row.number) for row in till.screen.desk.table.marked_rows()] == [(1, 5)]
    assert till.screen.panel.amount.text() == ""


def test_the_receipt_of_a_paid_slip_is_one_key_away(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(receive, "second_copy", lambda *args: asked.append(args[3:]))
    till.open(code=code(1, 2))
    assert "2ª via do recibo, F9" in till.bar()
    till.press("F9")
    assert asked == [(2, "recibo-000.002")]
    till.scan(SLIP)
    assert "2ª via do recibo" not in till.bar()


# -- what may go wrong


def test_a_closed_till_leads_to_f12_and_keeps_what_was_typed(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("1", "5", "0")
    run(till.ctx.database, "UPDATE cash_session SET closed_at = opened_at WHERE closed_at IS NULL")
    till.press("F10")
    assert screen.received is None
    assert "F12" in screen.panel.failure.paragraph.text
    assert screen.panel.amount.text() == "150"


def test_enter_held_down_books_one_part(till: Till) -> None:
    screen = till.open(code=SLIP)
    till.press("5", "0", "Return", "Return", "Return")
    assert screen.draft is not None and len(screen.draft.booked) == 1


def test_the_message_of_the_receipt_goes_to_the_customers_own_number(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crediario.ui.payments import received_flow

    opened: list[tuple[str, str]] = []
    write: Callable[[str, str], bool] = lambda phone, text: opened.append((phone, text)) is None  # noqa: E731
    monkeypatch.setattr(received_flow, "open_chat", write)
    till.open(code=SLIP)
    till.press("F10")
    assert till.screen.received is not None
    has_phone = payments.receiving_desk(till.ctx, till.people.maria).phone is not None
    assert till.screen.received.view.message.isVisible() is has_phone
    till.ctrl("W")
    assert len(opened) == has_phone
    if opened:
        assert "*Recibo 000.006*" in opened[0][1]


# -- room for it


@pytest.mark.parametrize(
    ("size", "percent"), [((1366, 768), 150), ((1024, 700), 100), ((1366, 690), 100), ((1920, 1080), 100)]
)
def test_the_blue_button_is_in_sight_while_money_is_typed(
    till: Till, qapp: QApplication, qtbot: QtBot, size: tuple[int, int], percent: int
) -> None:
    """Whatever the window and the letters: with change, with less than is due, and with the code of a Pix."""
    Theme.apply(qapp, Scheme.LIGHT, percent)
    till.window.resize(*size)
    screen = till.open(code=SLIP)
    for keys in (("1", "5", "0"), ("Backspace",), ("P",)):
        till.press(*keys)
        button = screen.panel.primary
        qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())  # noqa: B023
    assert screen.minimumSizeHint().width() <= size[0] - till.window.rail.width()
