"""The drawer of the demonstration: opened every day, counted to the centavo, closed in the evening."""

from collections.abc import Callable

from crediario.domain.cash_closing import pieces_for
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services import cash, cash_closing
from crediario.services.core import Context

FLOAT = Money(200_00)
ON_PAPER = (Method.DEBIT, Method.CREDIT, Method.CHEQUE)


class Drawer:
    """One till's sessions, one after the other.

    Args:
        cashier: who opens and closes.
        new_id: gives every request its id.
    """

    def __init__(self, cashier: Context, new_id: Callable[[], str]) -> None:
        self._cashier, self._new_id = cashier, new_id

    def open(self) -> None:
        """The float is counted and the till opens."""
        cash.open_cash(self._cashier, cash.OpenOrder(self._new_id(), FLOAT))

    def close(self) -> None:
        """Everything is counted, nothing is missing, the float stays; nothing to do while it is closed."""
        session = cash.till_desk(self._cashier).session
        if session is None:
            return
        expected = self._count(session.session_id, Money.ZERO, dict.fromkeys(ON_PAPER, Money.ZERO))
        if expected[Method.CASH] < FLOAT:
            missing = FLOAT - expected[Method.CASH]
            cash.supply_cash(self._cashier, cash.MoveOrder(self._new_id(), missing, "troco"))
            expected[Method.CASH] = FLOAT
        drawer = expected.pop(Method.CASH)
        self._count(session.session_id, drawer, expected)
        terms = cash_closing.ClosingTerms(
            session.session_id, drawer, pieces_for(drawer), tuple(expected.items()), FLOAT
        )
        cash_closing.close_cash(self._cashier, cash_closing.ClosingOrder(self._new_id(), terms))

    def _count(self, session: int, drawer: Money, others: dict[Method, Money]) -> dict[Method, Money]:
        """Keeps a count and gives what was expected, which is told only then."""
        order = cash_closing.CountOrder(self._new_id(), session, pieces_for(drawer), tuple(others.items()))
        told = cash_closing.keep_count(self._cashier, order)
        return {line.method: line.expected for line in told.lines}
