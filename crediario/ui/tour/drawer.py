"""The drawer: open, counted blind, counted again to the centavo, closed; the sheets of before."""

from crediario.domain.br import format_amount
from crediario.domain.cash_closing import DENOMINATIONS, pieces_for
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.tender import Method
from crediario.ui.cash.cash_screen import CashScreen
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.tour.hands import Hands


def cash(hands: Hands) -> None:
    """A day's end."""
    hands.let_in(Role.CASHIER)
    hands.press("F12")
    hands.take("11b-caixa-aberto")
    hands.press("F10")
    screen = hands.window.current
    if not isinstance(screen, CashScreen) or screen.draft is None:
        return
    _count(hands, screen.draft)
    hands.take("11c-contagem-as-cegas")
    hands.press("F10")
    screen.closing.count.first_field().setFocus()
    _count(hands, screen.draft)
    hands.press("F10")
    hands.take("11-fechamento")
    hands.press("F10")
    hands.take("11d-caixa-fechado")
    hands.window.home()
    hands.press("F12", "A")
    hands.take("11e-fechamentos")
    hands.window.home()


def _count(hands: Hands, draft: ClosingDraft) -> None:
    """What the till should hold, as far as that is told: notes, coins, what the card machine says."""
    told = {each.method: each.expected or Money.ZERO for each in draft.desk.means}
    pieces = {each.value: each.quantity for each in pieces_for(told.pop(Method.CASH))}
    for value in DENOMINATIONS:
        hands.press("Ctrl+A")
        hands.type(str(pieces.get(value, 0)))
        hands.press("Return")
    for means in draft.to_type:
        hands.press("Ctrl+A")
        hands.type(format_amount(told[means.method]))
        hands.press("Return")
