"""A shop at work, at random: selling, receiving whole and in part, agreeing, retrying, undoing, day by day.

Beside the shop stands a model of it that only adds up what was asked and answered. After every step the
invariants must hold and both must agree.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from peewee import Database, SqliteDatabase

from crediario.db import down_payments, invariants, shop
from crediario.db.sale_postings import Item
from crediario.db.statements import fetch
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import Conditions, Offer, OfferKind, offer
from crediario.domain.schedule import Every
from crediario.domain.store_credit import StoreCreditAlreadyUsed
from crediario.domain.tender import Method
from crediario.services import customers, ficha, merging, negotiation, overdue, payments, sales
from crediario.services.core import Context, RequestIdReused
from crediario.services.day import RollOrder, roll_day
from tests.support.builders import a_customer, payment_order, sale_order
from tests.support.negotiating import order_for
from tests.support.shop import new_id, on_day

RATES = [Rate.ZERO, Rate.percent("0.90"), Rate.percent(1)]
EVERY = [Every.MONTH, Every.MONTH, Every.WEEK, Every.FORTNIGHT]


@dataclass(slots=True)
class Paid:
    """A receipt as answered, and whether it still stands."""

    payment_id: int
    customer: int
    amount: Money
    #: Face value it took off installments; nothing for a down payment.
    settled: Money
    #: What it put into the drawer, and by how much it changed the store credit.
    moved: Money
    credited: Money = Money.ZERO
    stands: bool = True
    lines: tuple[payments.PaidLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was sent, and its answer."""

    use_case: Callable[[Context, Any], Any]
    order: Any
    answer: Any


def _three_things(price: Money) -> tuple[Item, ...]:
    """Goods of that price, two of one kind: a part of them may come back."""
    each = Money(price.cents // 4)
    return (Item("Ventilador", 2, each), Item("Bicicleta aro 29", 1, price - each * 2))


def _by_credit(order: payments.PaymentOrder) -> Money:
    """What of it was paid with store credit."""
    return Money.total(each.amount for each in order.tenders if each.method is Method.STORE_CREDIT)


def _written(database: Database) -> Any:
    """Another value whenever something was written."""
    if isinstance(database, SqliteDatabase):
        return database.connection().total_changes
    return fetch(database, "SELECT pg_current_wal_insert_lsn()")


class ShopModel(RuleBasedStateMachine):
    """Sell, pay, pay in part, negotiate, retry, reverse. A subclass says where its shops come from."""

    #: Gives a shop of its own with customers in it, connected, and what puts it away.
    fresh_shop: ClassVar[Callable[[], tuple[Context, tuple[int, ...], Callable[[], None]]]]

    def __init__(self) -> None:
        super().__init__()
        self.ctx, self.customers, self._put_away = type(self).fresh_shop()
        #: How much had been written when the invariants were last checked.
        self.written: Any = None
        self.owed: dict[int, Money] = defaultdict(lambda: Money.ZERO)
        #: By sale: down payments whose receipt was undone, owed by no installment.
        self.downs: dict[int, Money] = defaultdict(lambda: Money.ZERO)
        self.paid: list[Paid] = []
        self.asked: list[Asked] = []
        self.contracts = 0
        self.agreements = 0
        self.reversals = 0
        self.merges = 0
        #: Everything that ever entered or left drawers; what the shop owes each customer.
        self.drawer = Money.ZERO
        self.credit: dict[int, Money] = defaultdict(lambda: Money.ZERO)
        #: Sales by id, with whose they are; those of which goods came back.
        self.sold: dict[int, int] = {}
        self.came_back: set[int] = set()
        #: Installments an agreement closed; contracts paid at signing, whose slip is due on the day.
        self.closed: set[int] = set()
        self.paid_at_signing: set[int] = set()
        #: By installment: what was paid of it in time by which payment; and whose, with how many points.
        self.timely: dict[int, dict[int, Money]] = defaultdict(dict)
        self.points: dict[int, tuple[int, int]] = {}

    def teardown(self) -> None:
        self._put_away()

    def ask(self, use_case: Callable[[Context, Any], Any], order: Any) -> Any:
        answer = use_case(self.ctx, order)
        self.asked.append(Asked(use_case, order, answer))
        return answer

    # What people do

    @initialize(price=st.integers(50_00, 900_00))
    def first_sale(self, price: int) -> None:
        # Every second payment in time raises the limit, so that short stories see it.
        policy = replace(shop.credit_policy(self.ctx.database, self.ctx.store_id), payments_per_raise=2)
        shop.save_version(self.ctx.stamp, "policy", policy)
        self.sell(0, price, 3, 0, 0, 0)
        # From here on I7 watches.
        self.the_day_begins()

    @rule(
        who=st.integers(0, 1),
        price=st.integers(12_00, 5_000_00),
        pieces=st.integers(1, 12),
        rate=st.integers(0, len(RATES) - 1),
        every=st.integers(0, len(EVERY) - 1),
        down_percent=st.sampled_from([0, 0, 10, 33]),
    )
    def sell(self, who: int, price: int, pieces: int, rate: int, every: int, down_percent: int) -> None:
        self._sell(self.customers[who], price, pieces, rate, every, down_percent)

    def _sell(self, customer: int, price: int, pieces: int, rate: int, every: int, down_percent: int) -> None:
        order = sale_order(
            self.ctx,
            customer,
            Money(price),
            pieces=pieces,
            rate=RATES[rate],
            every=EVERY[every],
            down_payment=Money(price * down_percent // 100),
        )
        order = replace(order, items=_three_things(Money(price)))
        sold = self.ask(sales.register_sale, order)
        self.contracts += 1
        assert sold.number == self.contracts, "the contract's number"
        down_payment = order.terms.down_payment
        self.owed[sold.customer_id] += sold.total - down_payment
        self.sold[sold.sale_id] = customer
        if down_payment:
            self._pays(Paid(sold.down_payment_id, sold.customer_id, down_payment, Money.ZERO, down_payment))
            self.paid[-1].lines = self._lines(sold.down_payment_id)
            assert sold.down_payment_receipt == len(self.paid), "the receipt's number"

    @rule(who=st.integers(0, 1), pieces=st.integers(1, 4), more=st.sampled_from([0, 0, 1, 5_000]))
    def pay(self, who: int, pieces: int, more: int) -> None:
        """All that is due, or a larger note, with change."""
        if not self._owes(self.customers[who]):
            return
        due = payment_order(self.ctx, self.customers[who], pieces)
        order = payment_order(self.ctx, self.customers[who], pieces, due.quoted + Money(more))
        receipt = self._receive(order, due.quoted)
        assert receipt.change == Money(more), "the change"

    @rule(who=st.integers(0, 1), pieces=st.integers(1, 3), share=st.integers(1, 99))
    def pay_in_part(self, who: int, pieces: int, share: int) -> None:
        """As far as the money reaches; a down payment is received whole or not at all."""
        if not self._owes(self.customers[who]):
            return
        due = payment_order(self.ctx, self.customers[who], pieces).quoted
        handed = Money(max(due.cents * share // 100, 1))
        order = payment_order(self.ctx, self.customers[who], pieces, handed, method=Method.PIX)
        try:
            self._receive(order, handed)
        except payments.DownPaymentInPart:
            assert any(self.downs[sale] for sale in order.down_payments), "nothing of it was owed"

    def _owes(self, customer: int) -> bool:
        return bool(payments.receiving_desk(self.ctx, customer).rows)

    def _lines(self, payment_id: int) -> tuple[payments.PaidLine, ...]:
        return payments.payment_view(self.ctx, payment_id).lines

    @rule(
        who=st.integers(0, 1),
        kind=st.sampled_from(OfferKind),
        left_out=st.integers(0, 2),
        ticked=st.integers(1, 6),
        percent=st.sampled_from([0, 3, 5, 10, 25]),
        monthly=st.none() | st.integers(1_00, 2_000_00),
        down_payment=st.sampled_from([None, None, 0]),
    )
    def negotiate(
        self,
        who: int,
        kind: OfferKind,
        left_out: int,
        ticked: int,
        percent: int,
        monthly: int | None,
        down_payment: int | None,
    ) -> None:
        """Any of what is open, late or to come, by any of the three offers."""
        customer = self.customers[who]
        desk = negotiation.negotiation_desk(self.ctx, customer)
        rows = desk.rows[left_out : left_out + ticked]
        if not rows:
            return
        conditions = Conditions(
            monthly=None if monthly is None else Money(monthly),
            discount=Rate.percent(percent),
            down_payment=None if down_payment is None else Money(down_payment),
        )
        quotes = [row.quote for row in rows]
        offered = offer(kind, quotes, conditions, desk.settings, desk.today)
        self._agree(customer, offered, percent)

    def _agree(self, customer: int, offered: Offer, percent: int) -> None:
        made = self.ask(negotiation.make_agreement, order_for(offered, customer))
        self.contracts += 1
        self.agreements += 1
        assert (made.number, made.contract_number) == (self.agreements, self.contracts), "its numbers"
        open_, whole = Money.total(quote.open for quote in offered.quotes), offered.kind is OfferKind.CASH
        value = open_ - Money.total(quote.discount for quote in offered.quotes)
        fine = Money.total(quote.fine for quote in offered.quotes)
        asked = value - Money(value.cents * percent // 100) if whole else value + fine
        assert made.total == asked, "the agreement's total"
        self.owed[customer] += made.total - made.paid - open_
        self.closed |= {quote.installment_id for quote in offered.quotes}
        if whole:
            self.paid_at_signing.add(made.sale_id)
        if made.paid:
            settled = made.total if whole else Money.ZERO
            self._pays(Paid(made.payment_id, customer, made.paid, settled, made.paid))
            self.paid[-1].lines = self._lines(made.payment_id)
            assert made.receipt_number == len(self.paid), "the receipt's number"

    def _receive(self, order: payments.PaymentOrder, amount: Money) -> payments.Receipt:
        receipt: payments.Receipt = self.ask(payments.receive_payment, order)
        lines = self._lines(receipt.payment_id)
        settled = Money.total(line.principal + line.discount for line in lines if line.number)
        for line in lines:
            if not line.number:
                self.downs[line.sale_id] -= line.paid
        used = _by_credit(order)
        moved = Money.total(each.amount for each in order.tenders) - used - receipt.change
        paid = Paid(receipt.payment_id, order.customer_id, amount, settled, moved, receipt.credited - used)
        paid.lines = lines
        self._pays(paid)
        self.owed[order.customer_id] -= settled
        self._earn(self.paid[-1])
        assert receipt.amount == amount, "the receipt's amount"
        assert receipt.number == len(self.paid), "the receipt's number"
        return receipt

    def _pays(self, paid: Paid) -> None:
        self.paid.append(paid)
        self.drawer += paid.moved
        self.credit[paid.customer] += paid.credited

    def _earn(self, paid: Paid) -> None:
        """A point for each whole real paid in time, of every installment closed now."""
        for line in paid.lines:
            if not line.number:
                continue
            parts = self.timely[line.installment_id or 0]
            if not line.days_late:
                parts[paid.payment_id] = line.principal
            # Once its date is moved, what was paid of it before counts too.
            if not line.remaining and line.sale_id not in self.paid_at_signing:
                earned = Money.total(parts.values()).cents // 100
                self.points[line.installment_id or 0] = (paid.customer, earned)

    def _take_back(self, paid: Paid) -> None:
        """What a reversal opens again has earned nothing any more; a down payment is owed again."""
        for line in paid.lines:
            if not line.number:
                self.downs[line.sale_id] += line.paid
                continue
            self.timely[line.installment_id or 0].pop(paid.payment_id, None)
            if line.principal or line.discount:
                self.points.pop(line.installment_id or 0, None)

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 10_000))
    def retry(self, which: int) -> None:
        """The answer was lost on the way: the same request again gets the same answer, and does nothing."""
        asked = self.asked[which % len(self.asked)]
        try:
            answer = asked.use_case(self.ctx, asked.order)
        except Refusal as refusal:
            answer = refusal
        assert answer == asked.answer, "a retry was answered differently"

    @precondition(lambda self: self.paid)
    @rule(which=st.integers(0, 10_000))
    def reuse_an_id(self, which: int) -> None:
        asked = self.asked[which % len(self.asked)]
        other = payments.ReversalOrder(asked.order.request_id, self.paid[0].payment_id, "outra coisa")
        with pytest.raises(RequestIdReused):
            payments.reverse_payment(self.ctx, other)

    @precondition(lambda self: self.paid)
    @rule(which=st.integers(0, 10_000))
    def reverse(self, which: int) -> None:
        """Undoes a payment; one that was undone already, or that an agreement counted, is refused."""
        paid = self.paid[which % len(self.paid)]
        order = payments.ReversalOrder(new_id(), paid.payment_id, "valor digitado errado")
        if not paid.stands:
            with pytest.raises(payments.AlreadyReversed):
                payments.reverse_payment(self.ctx, order)
            return
        if any(line.installment_id in self.closed for line in paid.lines):
            with pytest.raises(payments.ClosedByAgreement):
                payments.reverse_payment(self.ctx, order)
            return
        if paid.credited > self.credit[paid.customer]:
            with pytest.raises((StoreCreditAlreadyUsed, payments.CountedByReturn)):
                payments.reverse_payment(self.ctx, order)
            return
        try:
            answer = self.ask(payments.reverse_payment, order)
        except payments.CountedByReturn:
            lines = payments.payment_view(self.ctx, paid.payment_id).lines
            assert self.came_back & {line.sale_id for line in lines}, "no goods of it came back"
            return
        self.reversals += 1
        self.drawer -= paid.moved
        self.credit[paid.customer] -= paid.credited
        assert (answer.amount, answer.number) == (paid.amount, self.reversals), "the reversal"
        paid.stands = False
        self.owed[paid.customer] += paid.settled
        self._take_back(paid)

    @precondition(lambda self: self.contracts > 1 and not self.merges)
    @rule(who=st.integers(0, 1), price=st.integers(12_00, 900_00), pays=st.booleans())
    def a_second_record_is_found(self, who: int, price: int, pays: bool) -> None:
        """Somebody was registered twice, bought and perhaps paid under both records; they become one."""
        twice, kept = a_customer(self.ctx, "Maria D. Silva"), self.customers[who]
        self._sell(twice, price, 2, 0, 0, 0)
        if pays:
            due = payment_order(self.ctx, twice, 1)
            self._receive(due, due.quoted)
        self._forget_document(twice)
        seen = merging.merge_preview(self.ctx, kept, twice).effect
        self.ask(merging.merge_customers, merging.MergeOrder(new_id(), kept, twice, seen))
        self.merges += 1
        self.owed[kept] += self.owed.pop(twice)
        self.credit[kept] += self.credit.pop(twice, Money.ZERO)
        self.sold |= {sale: kept for sale, whose in self.sold.items() if whose == twice}
        for paid in self.paid:
            paid.customer = kept if paid.customer == twice else paid.customer
        for installment, (whose, points) in self.points.items():
            self.points[installment] = (kept if whose == twice else whose, points)

    def _forget_document(self, customer: int) -> None:
        """Two documents would be two people."""
        before = customers.customer_record(self.ctx, customer).draft
        order = customers.ChangeCustomerOrder(
            new_id(), customer, before, replace(before, document=""), confirmed_look_alikes=True
        )
        customers.change_customer(self.ctx, order)

    @rule(days=st.sampled_from([1, 3, 12, 31, 45]))
    def days_go_by(self, days: int) -> None:
        on_day(self.ctx, self.ctx.today + timedelta(days=days))

    @rule()
    def the_day_begins(self) -> None:
        """Delays are counted once; whether they were or not, everything else goes on."""
        roll_day(self.ctx, RollOrder(new_id()))
        assert roll_day(self.ctx, RollOrder(new_id())).customers == 0, "a day that turned twice"
        late = overdue.overdue_list(self.ctx, overdue.OverdueFilter())
        assert overdue.aging(self.ctx).overdue == Money.total(row.overdue for row in late), "what is late"

    # What must hold

    @invariant()
    def every_invariant_holds(self) -> None:
        written = _written(self.ctx.database)
        if written == self.written:
            # Checking reads a few hundred times; a step that wrote nothing broke nothing.
            return
        self.written = written
        broken = [each for each in invariants.check_all(self.ctx.database) if each.failed]
        assert not broken, broken

    @invariant()
    def what_is_owed_is_what_was_sold_less_what_was_settled(self) -> None:
        sql = "SELECT customer_id, SUM(open_cents) FROM installment GROUP BY customer_id"
        kept = {customer: Money(int(cents)) for customer, cents in fetch(self.ctx.database, sql)}
        for customer in self.customers:
            assert kept.get(customer, Money.ZERO) == self.owed[customer], "what is owed"

    @invariant()
    def down_payments_undone_are_owed_until_received_again(self) -> None:
        found = [
            down
            for customer in self.customers
            for down in down_payments.open_of_customer(self.ctx.database, customer)
        ]
        owed = {sale: amount for sale, amount in self.downs.items() if amount}
        assert {down.sale_id: down.open for down in found} == owed, "what is owed of down payments"

    @invariant()
    def what_everybody_looks_at_counts_both(self) -> None:
        kept = dict(fetch(self.ctx.database, "SELECT id, open_cents FROM customer"))
        owed = Money.total(self.owed.values()) + Money.total(self.downs.values())
        assert sum(kept.values()) == owed.cents, "the sums kept"
        for customer in self.customers:
            face = ficha.customer_card(self.ctx, customer).totals.face
            assert face.cents == kept[customer], "the ficha"

    @invariant()
    def points_are_what_was_paid_in_time(self) -> None:
        """Of whom nothing was returned; what a return takes back is watched by I8."""
        sql = "SELECT customer_id, SUM(points) FROM point_entry GROUP BY customer_id"
        kept = {customer: int(points) for customer, points in fetch(self.ctx.database, sql)}
        gone = {self.sold[sale] for sale in self.came_back}
        for customer in set(self.customers) - gone:
            asked = sum(points for whose, points in self.points.values() if whose == customer)
            assert kept.get(customer, 0) == asked, "the points"

    @invariant()
    def the_drawer_holds_what_stands(self) -> None:
        sql = "SELECT SUM(amount_cents) FROM cash_movement"
        assert Money(int(fetch(self.ctx.database, sql)[0][0] or 0)) == self.drawer, "the drawer"

    @invariant()
    def store_credit_is_what_was_kept_less_what_was_used(self) -> None:
        sql = "SELECT customer_id, SUM(amount_cents) FROM store_credit_entry GROUP BY customer_id"
        kept = {customer: Money(int(cents)) for customer, cents in fetch(self.ctx.database, sql)}
        for customer in self.customers:
            assert kept.get(customer, Money.ZERO) == self.credit[customer], "the store credit"

    @invariant()
    def nothing_happened_twice(self) -> None:
        sql = (
            "SELECT (SELECT COUNT(*) FROM sale), (SELECT COUNT(*) FROM agreement),"
            " (SELECT COUNT(*) FROM payment)"
        )
        counted = (self.contracts, self.agreements, len(self.paid) + self.reversals)
        assert tuple(fetch(self.ctx.database, sql)[0]) == counted, "something happened twice"
