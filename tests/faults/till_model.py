"""What else happens at a till, at random: store credit, waivers, dates moved, goods back, drawers."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from crediario.domain.cash_closing import pieces_for
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.returns import RefundBy
from crediario.domain.tender import Method, Tender
from crediario.services import cash, cash_closing, due_moves, payments, returns, store_credit
from tests.faults.model import ShopModel
from tests.support.builders import payment_order
from tests.support.shop import clock_of, new_id


class TillModel(ShopModel):
    """Everything of ``ShopModel``, and the rest of a till's day."""

    @rule(who=st.integers(0, 1), more=st.integers(1, 90_00), kept=st.integers(1, 100))
    def keep_some_change(self, who: int, more: int, kept: int) -> None:
        """A part of the change stays as store credit, the rest is handed back."""
        if not self._owes(self.customers[who]):
            return
        due = payment_order(self.ctx, self.customers[who], 1).quoted
        stays = Money(max(more * kept // 100, 1))
        order = payment_order(self.ctx, self.customers[who], 1, due + Money(more))
        receipt = self._receive(replace(order, kept=stays), due)
        assert (receipt.credited, receipt.change) == (stays, Money(more) - stays), "what stays, what goes"

    @rule(who=st.integers(0, 1), cents=st.integers(1, 300_00))
    def leave_a_deposit(self, who: int, cents: int) -> None:
        amount = Money(cents)
        pix = (Tender(Method.PIX, amount, "9F3A"),)
        order = payments.PaymentOrder(new_id(), self.customers[who], (), Money.ZERO, pix, kept=amount)
        self._receive(order, Money.ZERO)

    @rule(who=st.integers(0, 1), share=st.integers(1, 100))
    def pay_with_store_credit(self, who: int, share: int) -> None:
        """Some of what is due by store credit, the rest in cash."""
        customer = self.customers[who]
        if not (self.credit[customer] and self._owes(customer)):
            return
        order = payment_order(self.ctx, customer, 1)
        credit = min(self.credit[customer], Money(max(order.quoted.cents * share // 100, 1)))
        tenders = [Tender(Method.STORE_CREDIT, credit)]
        if order.quoted > credit:
            tenders.append(Tender(Method.CASH, order.quoted - credit))
        self._receive(replace(order, tenders=tuple(tenders)), order.quoted)

    @rule(who=st.integers(0, 1), share=st.integers(1, 100))
    def hand_store_credit_out(self, who: int, share: int) -> None:
        customer = self.customers[who]
        if not self.credit[customer]:
            return
        amount = Money(max(self.credit[customer].cents * share // 100, 1))
        order = store_credit.PayOutOrder(new_id(), customer, amount, "pediu em dinheiro")
        try:
            self.ask(store_credit.pay_out_credit, order)
        except Refusal as refusal:
            assert refusal.code == "not_in_drawer", refusal
            return
        self.credit[customer] -= amount
        self.drawer -= amount

    @rule(who=st.integers(0, 1), pieces=st.integers(1, 3), share=st.integers(1, 100))
    def forgive_charges(self, who: int, pieces: int, share: int) -> None:
        customer = self.customers[who]
        if not self.owed[customer]:
            return
        rows = payments.receiving_desk(self.ctx, customer).rows[:pieces]
        charges = Money.total(row.quote.charges for row in rows)
        if not charges:
            return
        waived = Money(max(charges.cents * share // 100, 1))
        order = payment_order(self.ctx, customer, pieces)
        asked = order.quoted - waived
        order = replace(
            order, quoted=asked, waived=waived, waiver_reason="cliente antigo",
            tenders=(Tender(Method.CASH, asked),),
        )  # fmt: skip
        self._receive(order, asked)

    @rule(who=st.integers(0, 1), which=st.integers(0, 5), days=st.integers(1, 45), keeps=st.booleans())
    def move_a_due_date(self, who: int, which: int, days: int, keeps: bool) -> None:
        """Once for each installment; a second time is refused, and nothing changes."""
        customer = self.customers[who]
        desk = payments.receiving_desk(self.ctx, customer)
        rows = [row for row in desk.rows if not row.is_down_payment]
        if not rows:
            return
        row = rows[which % len(rows)]
        new_due = max(row.due_date, self.ctx.today) + timedelta(days=days)
        order = due_moves.DueMoveOrder(
            new_id(), customer, row.installment_id, new_due, keeps, "salário atrasou"
        )
        try:
            self.ask(due_moves.move_due_date, order)
        except Refusal as refusal:
            assert refusal.code in {"already_moved", "new_due_too_far"}, refusal
            return
        # Due later than it was signed, it is on credit now, and paid in time it earns.
        self.paid_at_signing.discard(row.sale_id)

    @precondition(lambda self: self.sold)
    @rule(
        which=st.integers(0, 10_000),
        whole=st.booleans(),
        quantity=st.integers(1, 2),
        by=st.sampled_from([RefundBy.STORE_CREDIT, RefundBy.CASH]),
    )
    def goods_come_back(self, which: int, whole: bool, quantity: int, by: RefundBy) -> None:
        """A part or everything, before or after payments; what was paid for it goes back."""
        sale = sorted(self.sold)[which % len(self.sold)]
        customer = self.sold[sale]
        try:
            desk = returns.return_desk(self.ctx, sale)
            chosen = {} if whole else {desk.facts.items[0].item_id: quantity}
            result = desk.returned(chosen, whole=whole)
            by = by if result.refund else RefundBy.NONE
            items = tuple(returns.ReturnedItem(item, count) for item, count in chosen.items())
            order = returns.ReturnOrder(
                new_id(), sale, customer, items, whole, by, result.settled, result.refund, "não serviu"
            )
            answer = self.ask(returns.return_sale, order)
        except Refusal as refusal:
            known = {
                "already_cancelled", "return_of_agreement", "more_than_sold", "too_little_left",
                "nothing_returned", "not_in_drawer",
            }  # fmt: skip
            assert refusal.code in known, refusal
            return
        assert answer.refund == result.refund, "what goes back"
        self.came_back.add(sale)
        # A down payment whose receipt was undone is owed too, but by no installment.
        self.owed[customer] -= Money.total(line.settled for line in result.lines if line.installment_id)
        self.downs[sale] -= Money.total(line.settled for line in result.lines if not line.installment_id)
        if answer.refund_by is RefundBy.STORE_CREDIT:
            self.credit[customer] += answer.refund
        elif answer.refund_by is RefundBy.CASH:
            self.drawer -= answer.refund

    @rule(cents=st.integers(1, 500_00))
    def take_to_the_safe(self, cents: int) -> None:
        try:
            self.ask(cash.drop_cash, cash.MoveOrder(new_id(), Money(cents), "cofre"))
        except Refusal as refusal:
            assert refusal.code == "not_in_drawer", refusal
            return
        self.drawer -= Money(cents)

    @rule(cents=st.integers(1, 200_00))
    def bring_change(self, cents: int) -> None:
        self.ask(cash.supply_cash, cash.MoveOrder(new_id(), Money(cents), "troco"))
        self.drawer += Money(cents)

    @rule(wrong=st.integers(-5_00, 5_00), leaves=st.integers(0, 100), opens=st.integers(0, 300_00))
    def close_and_open(self, wrong: int, leaves: int, opens: int) -> None:
        """A session ends with what was counted, within the tolerance, and the next begins."""
        # A drawer is not counted in the instant in which it was opened.
        clock_of(self.ctx).moment += timedelta(seconds=1)
        desk = cash.till_desk(self.ctx)
        assert desk.session is not None
        if desk.recounts_left < 2:
            return
        session = desk.session.session_id
        expected = self._count(session, Money.ZERO)
        if expected < Money.ZERO:
            # More was given back than this drawer held: closing takes a release, which has tests of its own.
            return
        found = max(expected + Money(wrong), Money.ZERO)
        self._count(session, found)
        terms = cash_closing.ClosingTerms(
            session, expected, pieces_for(found), (), Money(found.cents * leaves // 100)
        )
        done = self.ask(cash_closing.close_cash, cash_closing.ClosingOrder(new_id(), terms))
        assert done.difference == found - expected, "what is missing"
        self.ask(cash.open_cash, cash.OpenOrder(new_id(), Money(opens)))

    def _count(self, session: int, found: Money) -> Money:
        """Counts that much, and is told only then what was expected in cash."""
        order = cash_closing.CountOrder(new_id(), session, pieces_for(found))
        told = cash_closing.keep_count(self.ctx, order)
        return next(line.expected for line in told.lines if line.method is Method.CASH)
