"""What is undone or moved, each explained before it is written: goods back, a payment, a due date, credit."""

from crediario.domain.permissions import Role
from crediario.services.ficha import customer_card
from crediario.services.payments import receiving_desk
from crediario.ui.navigation import MoveDue, ReturnGoods, ReversePayment, StoreCredit
from crediario.ui.tour.counter import BUYER, PAYER
from crediario.ui.tour.hands import Hands


def goods_back(hands: Hands) -> None:
    """Everything of the newest sale comes back, as store credit; what the shop owes after it."""
    hands.let_in(Role.MANAGER)
    buyer = hands.customer(BUYER)
    hands.window.open(ReturnGoods(customer_card(hands.ctx, buyer).purchases[0].sale_id))
    hands.press("Ctrl+A", "Return", "Return", "Return", "Down")
    hands.take("35-devolucao")
    hands.press("F10")
    hands.take("35c-devolucao-gravada")
    hands.window.home()
    hands.window.open(StoreCredit(buyer))
    hands.take("35b-credito-na-loja")
    hands.window.home()


def payment_undone(hands: Hands) -> None:
    """The newest payment that stands, with what undoing it does."""
    payments = customer_card(hands.ctx, hands.customer(PAYER)).payments
    standing = [each for each in payments if not each.reversed]
    if not standing:
        return
    hands.window.open(ReversePayment(standing[0].payment_id))
    hands.take("36-estorno")
    hands.window.home()


def date_moved(hands: Hands) -> None:
    """The oldest open installment gets another day."""
    rows = receiving_desk(hands.ctx, hands.customer(PAYER)).rows
    if not rows:
        return
    hands.window.open(MoveDue(rows[0].installment_id))
    hands.take("37-combinar-vencimento")
    hands.window.home()
