"""A day at the counter by keys alone: opened, sold, received, undone, taken back, closed to the centavo.

The test keeps its own drawer, as a person with a purse would: what went in, what came out. At the end it
counts that purse into the closing, and nothing is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, cycle
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.db.statements import fetch, run
from crediario.domain import carne_code
from crediario.domain.cash_closing import DENOMINATIONS, pieces_for
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services import checking
from crediario.services.cash_closing import past_closings
from crediario.services.core import Context
from crediario.services.payments import payment_view
from crediario.ui.cash.cash_screen import CashScreen
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.payments.receive import ReceiveScreen
from crediario.ui.returns.return_screen import ReturnScreen
from crediario.ui.returns.reverse_screen import ReverseScreen
from crediario.ui.sales.new_sale import NewSaleScreen
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer, a_sale
from tests.support.shop import CASHIER, MANAGER, PINS, TODAY, on_day, system
from tests.ui.support import FakeDialogs, press_in, scan, type_text

SALES, RECEIPTS, REVERSALS, RETURNS = 30, 120, 5, 2
FLOAT = Money(300_00)
STORE = 2
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Hands:
    """A person's hands, and the purse they work from."""

    ctx: Context
    window: ShopWindow
    dialogs: FakeDialogs
    purse: Money = Money.ZERO
    #: What the card machine's report will say.
    by_debit: Money = Money.ZERO
    #: Receipts in cash that still stand: which payment, of whom, how much of it is in the drawer.
    in_cash: list[tuple[int, int, Money]] = field(default_factory=list)

    def press(self, *names: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, text)
        QApplication.processEvents()

    def pick(self, wanted: QWidget) -> None:
        """Tab to a field, as somebody without a mouse does."""
        for _ in range(80):
            if QApplication.focusWidget() is wanted:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reached {wanted.accessibleName() or wanted}")

    def on(self, kind: type) -> Any:
        current = self.window.current
        assert isinstance(current, kind), (current, self.dialogs.warned)
        return current

    def sign_in(self, number: int) -> None:
        for figure in f"{number}{PINS[number]}":
            self.press(figure)
            self.window.watch.let_go()
        QApplication.processEvents()

    def take_over(self, number: int) -> None:
        """Ctrl+L, and somebody else signs in."""
        self.press("L", modifier=CTRL)
        self.press("Escape")
        self.sign_in(number)

    # -- the drawer

    def open_till(self) -> None:
        self.press("F12")
        screen = self.on(CashScreen)
        screen.open_form.float.setFocus()
        self.write(_typed(FLOAT))
        self.press("F10")
        self.purse += FLOAT

    def take_to_the_safe(self, amount: Money) -> None:
        self.press("F12")
        self.press("S")
        self.write(_typed(amount))
        self.press("Return")
        self.write("cofre")
        self.press("F10")
        self.purse -= amount

    def close_till(self) -> None:
        self.press("F12")
        screen = self.on(CashScreen)
        self.press("F10")
        found = {pieces.value: pieces.quantity for pieces in pieces_for(self.purse)}
        for value in DENOMINATIONS:
            assert QApplication.focusWidget() is screen.closing.count.edits[value]
            if found.get(value):
                self.write(str(found[value]))
            self.press("Return")
        self.pick(screen.closing.check.edits[Method.DEBIT])
        self.write(_typed(self.by_debit))
        self.press("F10")
        assert screen.draft is not None and screen.draft.is_compared, self.dialogs.warned
        self.press("F10")

    # -- the counter

    def sell(self, document: str, price: int, down_payment: int) -> None:
        """F2, the end of the document, the price, the entrada in cash, the first plan."""
        self.press("F2")
        self.write(document)
        self.press("Return")
        self.write(str(price))
        self.press("Return", "Return")
        self.write(str(down_payment))
        self.press("Return", "1", "F10")
        screen = self.on(NewSaleScreen)
        assert screen.done is not None, self.dialogs.warned
        self.purse += Money(down_payment * 100)
        self.press("Escape")

    def receive(self, code: str, means: str) -> None:
        """The slip read, the means, F10; whatever is due today."""
        scan(self.window, code)
        QApplication.processEvents()
        screen = self.on(ReceiveScreen)
        if means == "note":
            self.write(_typed(_next_note(screen)))
        elif means == "pix":
            self.press("P", "9", "F", "3", "A")
        elif means == "debit":
            self.press("B")
        self.press("F10")
        flow = screen.received
        assert flow is not None and flow.receipt is not None, screen.panel.failure.paragraph.text
        if means == "debit":
            self.by_debit += flow.receipt.amount
        if means in {"cash", "note"}:
            self.purse += flow.receipt.amount
            view = payment_view(self.ctx, flow.receipt.payment_id)
            self.in_cash.append((flow.receipt.payment_id, view.customer_id, flow.receipt.amount))
        self.press("Return")

    def reverse(self, payment_id: int, amount: Money) -> None:
        """From the ficha's payments, Ctrl+Z, why, and the manager's six figures on the same screen."""
        self._to_row_of_ficha("payments", payment_id)
        self.press("Z", modifier=CTRL)
        screen = self.on(ReverseScreen)
        self.pick(screen.reason.usual)
        self.press("Down")
        self.pick(screen.yes.number)
        self.write(str(MANAGER))
        self.pick(screen.yes.reason)
        self.write("conferi no recibo")
        self.pick(screen.yes.pin)
        self.write(PINS[MANAGER])
        self.press("F10")
        assert isinstance(self.window.current, CustomerCardScreen), self.dialogs.warned
        self.purse -= amount

    def give_back(self, sale_id: int) -> Money:
        """From the ficha's purchases, Del: everything came back, the money goes out in cash."""
        self._to_row_of_ficha("purchases", sale_id)
        self.press("Delete")
        screen = self.on(ReturnScreen)
        self.press("A", modifier=CTRL)
        refund: Money = screen.result.refund
        self.pick(screen.refund_by)
        while screen.refund_by.value().value != "cash":
            self.press("Down")
        self.pick(screen.reason.usual)
        self.press("Down")
        self.press("F10")
        assert screen.done is not None, self.dialogs.warned
        self.purse -= refund
        return refund

    def open_ficha(self, document: str) -> CustomerCardScreen:
        self.press("F3")
        self.write(document)
        self.press("Return")
        return self.on(CustomerCardScreen)  # type: ignore[no-any-return]

    def _to_row_of_ficha(self, page: str, wanted: int) -> None:
        card = self.on(CustomerCardScreen)
        names = {"purchases": "2", "payments": "3"}
        self.press(names[page], modifier=ALT)
        for _ in range(40):
            if wanted == _current(card, page):
                return
            self.press("Down")
        raise AssertionError(f"{page} {wanted} is not on the ficha")


def _current(card: CustomerCardScreen, page: str) -> int | None:
    """The sale or payment the frame is on."""
    if page == "purchases":
        sale = card.tabs.purchases.current_row()
        return sale.sale_id if sale else None
    payment = card.tabs.current_payment()
    return payment.payment_id if payment else None


def _typed(amount: Money) -> str:
    whole, cents = divmod(amount.cents, 100)
    return f"{whole},{cents:02d}" if cents else str(whole)


def _next_note(screen: ReceiveScreen) -> Money:
    """The round sum somebody hands over for what is due."""
    assert screen.draft is not None
    due = screen.draft.due
    return Money(-(-due.cents // 50_00) * 50_00)


@pytest.fixture
def hands(qapp: QApplication, sqlite_shop: Context) -> Iterator[Hands]:
    """The cashier signs in to a shop whose till is closed, and whose customers owe from before."""
    ctx = sqlite_shop
    run(ctx.database, "UPDATE cash_session SET closed_at = opened_at WHERE closed_at IS NULL")
    dialogs, moments = FakeDialogs(), count(1000, 500)
    nobody = system(ctx)
    window = ShopWindow(
        nobody, Tasks(nobody, inline=True), dialogs, timestamp=lambda _: next(moments), steady=lambda: 0.0
    )
    window.resize(1366, 768)
    window.begin()
    QApplication.processEvents()
    made = Hands(ctx, window, dialogs)
    made.sign_in(CASHIER)
    yield made
    window.close()
    shiboken6.delete(window)


@dataclass(frozen=True)
class Somebody:
    """A customer: the id, and the document that finds the record."""

    id: int
    document: str


def customers_of(ctx: Context) -> list[Somebody]:
    """Thirty people, each with a carnê of five open installments from before, some late."""
    made = []
    for number in range(SALES):
        customer = a_customer(ctx, f"Pessoa {number:02d} da Silva")
        ((document,),) = fetch(ctx.database, "SELECT document FROM customer WHERE id = ?", (customer,))
        first_due = TODAY + timedelta(days=number - 40)
        day = first_due - timedelta(days=31)
        a_sale(on_day(ctx, day), customer, Money(500_00 + number * 7_31), pieces=5, first_due=first_due)
        made.append(Somebody(customer, str(document)))
    on_day(ctx, TODAY)
    run(ctx.database, "UPDATE cash_session SET closed_at = opened_at WHERE closed_at IS NULL")
    return made


def slips_of(ctx: Context, limit: int) -> list[str]:
    sql = (
        "SELECT s.number, i.number FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
        " WHERE i.open_cents > 0 ORDER BY i.due_date, i.id LIMIT ?"
    )
    return [
        carne_code.encode(STORE, contract, number).digits
        for contract, number in fetch(ctx.database, sql, (limit,))
    ]


def last_sale(ctx: Context, customer: int) -> int:
    sql = "SELECT MAX(id) FROM sale WHERE customer_id = ?"
    return int(fetch(ctx.database, sql, (customer,))[0][0])


def counted(ctx: Context, table: str, only: str = "1 = 1") -> int:
    return int(fetch(ctx.database, f"SELECT COUNT(*) FROM {table} WHERE {only}")[0][0])  # noqa: S608


@pytest.mark.timeout(600)
def test_a_day_closes_with_nothing_missing(hands: Hands) -> None:
    ctx = hands.ctx
    people = customers_of(ctx)
    sales_before = counted(ctx, "sale")
    hands.open_till()
    for number, person in enumerate(people):
        hands.sell(person.document, 200 + 13 * number, 60 + number)
    assert counted(ctx, "sale") - sales_before == SALES
    receipts_before = counted(ctx, "payment")
    means = cycle(("cash", "note", "pix", "cash", "debit"))
    for code in slips_of(ctx, RECEIPTS):
        hands.receive(code, next(means))
    assert counted(ctx, "payment") - receipts_before == RECEIPTS
    hands.take_to_the_safe(Money(1_000_00))
    documents = {person.id: person.document for person in people}
    for payment_id, customer, amount in hands.in_cash[:: len(hands.in_cash) // REVERSALS][:REVERSALS]:
        hands.open_ficha(documents[customer])
        hands.reverse(payment_id, amount)
    hands.take_over(MANAGER)
    for person in people[:RETURNS]:
        hands.open_ficha(person.document)
        assert hands.give_back(last_sale(ctx, person.id)) > Money.ZERO
        hands.press("Return")
    hands.take_over(CASHIER)
    hands.close_till()
    (closing,) = past_closings(ctx)
    assert closing.difference == Money.ZERO
    assert closing.counted == hands.purse
    assert counted(ctx, "payment", "series = 'reversal'") == REVERSALS
    assert counted(ctx, "sale_return") == RETURNS
    report = checking.check_shop(system(ctx))
    assert report.ok, report.invariants
    assert hands.dialogs.warned == []
