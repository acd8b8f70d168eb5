"""At the counter: the record, a sale, one above the limit, a payment, an agreement."""

from crediario.domain.money import Money
from crediario.services.overdue import OverdueFilter, OverdueOrder, overdue_page
from crediario.services.reports import day_summary
from crediario.ui.tour.hands import Hands

BUYER = "rosangela"
PAYER = "maria"


def customers(hands: Hands) -> None:
    """The ficha, and the record being edited."""
    hands.window.open_customer(hands.customer(PAYER))
    hands.take("02-ficha")
    hands.press("Ctrl+E")
    hands.take("02b-cadastro")
    hands.window.home()


def sale(hands: Hands) -> None:
    """Typed whole and registered."""
    hands.window.open_sale(hands.free_to_buy(Money(1_500_00)))
    hands.type("1290", "Maquina de lavar 11 kg", "150")
    hands.press("Return")
    hands.take("03-venda")
    hands.press("F10")
    hands.take("03c-venda-concluida")
    hands.window.home()


def over_limit(hands: Hands) -> None:
    """More than the policy lets through, and who manages the shop about to release it."""
    hands.window.open_sale(hands.customer(BUYER))
    hands.type("6890", "Sala de jantar", "690")
    hands.press("Return", "Alt+G")
    hands.take("03b-venda-acima-do-limite")
    hands.window.home()


def receive(hands: Hands) -> None:
    """Everything late of whoever is expected, by Pix; then the receipts of the day, and the newest."""
    expected = day_summary(hands.ctx).expected
    hands.window.open_receive(expected[0].customer_id if expected else hands.customer(PAYER))
    hands.press("Ctrl+A")
    hands.take("04-receber")
    hands.press("P")
    hands.take("04b-receber-pix")
    hands.type("9F3A")
    hands.press("F10")
    hands.take("04c-recebido")
    hands.press("F4", "Ctrl+8")
    hands.take("34-recibos-do-dia")
    hands.press("Return")
    hands.take("34b-recibo")
    hands.window.home()


def negotiate(hands: Hands) -> None:
    """With whoever owes the most that is late, where somebody does."""
    late = overdue_page(hands.ctx, OverdueFilter(order=OverdueOrder.AMOUNT, limit=1)).rows
    if not late:
        return
    hands.window.home()
    hands.window.open_customer(late[0].customer_id)
    hands.press("F8")
    hands.type("200")
    hands.press("Return", "2")
    hands.take("07-negociacao")
    hands.press("F10")
    hands.take("07c-acordo-feito")
    hands.window.home()
