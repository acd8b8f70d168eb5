"""What happens in the demonstration shop, day after day, through the use cases."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from crediario import session
from crediario.db import shop
from crediario.demo.cast import HABITS, Customers
from crediario.demo.drawer import Drawer
from crediario.demo.place import Made, at, cast_of, new_id, new_shop
from crediario.domain.calendar import add_months
from crediario.domain.credit.decided import BureauReport, Decision, answered
from crediario.domain.credit.points_table import BureauResult
from crediario.domain.credit.release import BY_MANAGER, release_needed
from crediario.domain.credit.scorecard import Proposal, analyse
from crediario.domain.credit.signal import Colour
from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.money import Money
from crediario.domain.negotiation import Conditions, OfferKind, offer
from crediario.domain.permissions import Role
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.settings import SEEDED_PLANS
from crediario.domain.tender import Method, Tender
from crediario.gateways.clock import FixedClock
from crediario.services import (
    analysis,
    credit,
    customers,
    negotiation,
    overdue,
    payments,
    sales,
    users,
)
from crediario.services.core import Operator, payload_hash
from crediario.services.overdue import OverdueFilter, OverdueOrder
from crediario.services.sales import Item

HISTORY_DAYS = 540
CLOSING_MINUTES = 9 * 60
DELAYS = ((-6, 0), (1, 9), (10, 70))
TODAYS_CALLERS = 9
#: Of those whose light is red: how many bring more down payment, and how many of the others leave.
BRINGS_MORE, GIVES_UP = 0.5, 0.35
RELEASE_REASONS = (
    "cliente antigo, sempre voltou para pagar",
    "recebe o 13º na semana que vem",
    "parcela em atraso paga hoje no Pix",
    "indicação de cliente da casa",
    "renda da família cobre a parcela",
)
BLOCK_REASON = "sem contato há meses, endereço mudou"


@dataclass(order=True)
class Event:
    """Something that happens on a day; the counter keeps ties in the order they were planned."""

    day: date
    order: int
    act: Callable[[], None] = field(compare=False)


class Story:
    """Plans what happens, day after day, and lets it happen through the use cases."""

    def __init__(
        self, folder: Path, customer_count: int, seed: int, today: date, until: datetime | None = None
    ) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self._cast = cast_of()
        self._customers = Customers(self._chance, self._cast, today)
        self._today, self._until = today, until
        self._count = customer_count
        self._clock = FixedClock(at(today - timedelta(days=HISTORY_DAYS), 0))
        self._system = new_shop(folder, self._clock)
        self._events: list[Event] = []
        self._planned = 0
        self._made = {"sales": 0, "payments": 0}
        self._minutes = 0

    def tell(self) -> Made:
        """Everything that happens up to today."""
        with self._system.connected():
            self._staff = {
                person.role: replace(
                    self._system,
                    operator=Operator(person.id, person.number, person.name, person.short_name, person.role),
                )
                for person in users.sign_in_list(self._system)
            }
            self._drawer = Drawer(self._staff[Role.CASHIER], new_id)
            self._drawer.open()
            for place in range(self._count):
                self._plan_customer(place)
            while self._events:
                event = heapq.heappop(self._events)
                self._turn_to(event.day)
                event.act()
            self._live_today()
            session.begin_day(self._system)
            self._agree()
            self._block()
        return Made(self._count, self._made["sales"], self._made["payments"], self._today)

    def _live_today(self) -> None:
        """The shop is open today: some came to pay, one or two bought."""
        callers = self._chance.sample(range(1, self._count + 1), min(self._count, TODAYS_CALLERS))
        for customer_id in callers:
            self._turn_to(self._today)
            rows = payments.receiving_desk(self._staff[Role.CASHIER], customer_id).rows
            if rows:
                self._pay(customer_id, rows[0].installment_id)
            elif self._made["sales"]:
                self._buy(customer_id, HABITS[0][1], self._today.day)

    def _agree(self) -> None:
        """The manager agrees with somebody behind; whoever is behind most stays to be talked to."""
        manager = self._staff[Role.MANAGER]
        late = overdue.overdue_list(manager, OverdueFilter(order=OverdueOrder.AMOUNT))
        behind = max(late[1:], key=lambda row: row.count, default=None)
        if behind is None:
            return
        self._turn_to(self._today)
        desk = negotiation.negotiation_desk(manager, behind.customer_id)
        ticked = [row.quote for row in desk.rows if row.is_late]
        taken = offer(OfferKind.INSTALLMENTS, ticked, Conditions(count=4), desk.settings, desk.today)
        order = negotiation.AgreementOrder(
            new_id(), taken.terms(behind.customer_id), taken.due_today, taken.total
        )
        negotiation.make_agreement(manager, order)
        self._made["payments"] += 1

    def _block(self) -> None:
        """The manager blocks whoever is late the longest."""
        manager = self._staff[Role.MANAGER]
        late = overdue.overdue_list(manager, OverdueFilter(order=OverdueOrder.DAYS))
        if late:
            self._turn_to(self._today)
            order = credit.HoldOrder(new_id(), late[0].customer_id, BLOCK_REASON)
            credit.block_credit(manager, order)

    def _plan(self, day: date, act: Callable[[], None]) -> None:
        """Later than today is not planned: the demonstration ends there."""
        if day <= self._today:
            self._planned += 1
            heapq.heappush(self._events, Event(day, self._planned, act))

    def _turn_to(self, day: date) -> None:
        """The next moment of that day: customers come one after the other, between opening and closing."""
        is_new = day != self._clock.today()
        if is_new:
            self._drawer.close()
            self._minutes = 0
        self._minutes = min(self._minutes + self._chance.randint(1, 12), CLOSING_MINUTES)
        moment = at(day, self._minutes)
        # A till takes nothing while its last movement lies in what is still to come.
        self._clock.moment = min(moment, self._until) if self._until else moment
        if is_new:
            self._drawer.open()

    def _working_day(self, day: date) -> date:
        """Nobody comes to a closed shop: Sundays and holidays wait for the next day."""
        calendar = shop.calendar(self._system.database, self._system.store_id)
        while day.weekday() != 5 and not calendar.is_business_day(day):
            day += timedelta(days=1)
        return day

    def _plan_customer(self, place: int) -> None:
        name, habit = self._customers.name(place), self._customers.habit(place)
        arrives = self._today - timedelta(days=self._chance.randint(20, HISTORY_DAYS - 5))
        if place < 2:
            arrives = self._today - timedelta(days=250)
        day = self._working_day(arrives)
        self._plan(day, lambda: self._arrive(name, habit))

    def _arrive(self, name: str, habit: tuple[int, ...]) -> None:
        """A new customer registers, buys, and comes back to buy again."""
        draft = self._customers.draft(name)
        order = customers.CustomerOrder(new_id(), draft, confirmed_look_alikes=True)
        saved = customers.register_customer(self._staff[Role.CASHIER], order)
        self._analyse(saved.id)
        payday = draft.payday or 5
        day = self._clock.today()
        for _ in range(1 + self._chance.randint(0, 3)):
            self._plan(day, lambda: self._buy(saved.id, habit, payday))
            day = self._working_day(day + timedelta(days=self._chance.randint(45, 160)))

    def _analyse(self, customer_id: int) -> None:
        """The manager asks, consults the bureau and decides; somebody the table refuses begins small."""
        manager, chance, today = self._staff[Role.MANAGER], self._chance, self._clock.today()
        desk = analysis.analysis_desk(manager, customer_id)
        answers = replace(
            desk.known,
            housing=chance.choice(tuple(Housing)),
            housing_since=today - timedelta(days=chance.randint(100, 6_000)),
            job_since=today - timedelta(days=chance.randint(60, 5_000)),
            income_proof=chance.choice((IncomeProof.PAYSLIP, IncomeProof.BENEFIT, IncomeProof.DECLARED)),
        )
        bureau = BureauReport(BureauResult.CLEAN, chance.randint(400, 900), consulted_on=today)
        applicant = replace(answered(desk.applicant, answers, today), bureau=bureau.result)
        found = analyse(applicant, desk.policy, today)
        decision = Decision(found.proposal, found.limit)
        if found.proposal is Proposal.REFUSE:
            decision = Decision(Proposal.APPROVE_WITH_LESS, Money(300_00), "indicação de cliente da casa")
        order = analysis.AnalysisOrder(
            request_id=new_id(),
            customer_id=customer_id,
            answers=answers,
            bureau=bureau,
            decision=decision,
            record_seen=desk.record_seen,
            policy_version=desk.policy_version,
            shown_points=found.points,
            shown_proposal=found.proposal,
            shown_limit=found.limit,
        )
        analysis.record_analysis(manager, order)

    def _buy(self, customer_id: int, habit: tuple[int, ...], payday: int) -> None:
        chance = self._chance
        text, price = chance.choice(self._cast["items"])
        plan = chance.choice([plan for plan in SEEDED_PLANS if plan.min_price <= Money(price)])
        terms = SaleTerms(
            customer_id=customer_id,
            price=Money(price),
            down_payment=plan.suggested_down_payment(Money(price)) if chance.random() < 0.6 else Money.ZERO,
            count=chance.randint(2, plan.count),
            rate=plan.rate,
            every=Every.FORTNIGHT if chance.random() < 0.05 else Every.MONTH,
            first_due=self._first_due(payday),
        )
        settled = self._settle_credit(terms)
        if settled is None:
            return
        terms, release_id = settled
        order = sales.SaleOrder(
            request_id=new_id(),
            terms=terms,
            items=(Item(text, 1, Money(price)),),
            seller_id=self._staff[Role.SELLER].operator.id,
            release_id=release_id,
        )
        receipt = sales.register_sale(self._staff[Role.CASHIER], order)
        self._made["sales"] += 1
        self._made["payments"] += receipt.down_payment_id is not None
        self._plan_payments(receipt.sale_id, customer_id, habit)

    def _settle_credit(self, terms: SaleTerms) -> tuple[SaleTerms, int | None] | None:
        """Under a red light: more down payment, somebody's release, or no sale today (None)."""
        cashier = self._staff[Role.CASHIER]
        signal = sales.sale_desk(cashier, terms.customer_id).signal(terms)
        if signal is None or signal.colour is not Colour.RED:
            return terms, None
        lever = signal.levers.down_payment
        if lever and lever.terms.down_payment * 2 <= terms.price and self._chance.random() < BRINGS_MORE:
            return lever.terms, None
        needed = release_needed(signal, is_above_cap=False)
        if signal.is_forbidden or needed is None or self._chance.random() < GIVES_UP:
            return None
        return terms, self._release(terms, needed)

    def _release(self, terms: SaleTerms, permission: str) -> int:
        """Who may says yes at the cashier's till, and why."""
        role = Role.MANAGER if permission == BY_MANAGER else Role.OWNER
        approver = self._staff[role].operator.number
        pin = next(each["pin"] for each in self._cast["people"] if each["role"] == role.value)
        reason = self._chance.choice(RELEASE_REASONS)
        order = users.ReleaseOrder(new_id(), approver, permission, payload_hash(terms), reason, pin)
        return users.release(self._staff[Role.CASHIER], order).release_id

    def _first_due(self, payday: int) -> date:
        """The payday of next month, three weeks away at least."""
        earliest = self._clock.today() + timedelta(days=21)
        day = add_months(earliest.replace(day=1), 0, payday)
        return day if day >= earliest else add_months(day, 1, payday)

    def _plan_payments(self, sale_id: int, customer_id: int, habit: tuple[int, ...]) -> None:
        view = sales.sale_view(self._staff[Role.CASHIER], sale_id)
        for installment in view.installments:
            how = self._chance.choices(range(4), weights=habit)[0]
            if how == len(DELAYS):
                continue
            day = installment.due_date + timedelta(days=self._chance.randint(*DELAYS[how]))
            day = self._working_day(max(day, self._clock.today()))
            which = installment.installment_id
            self._plan(day, lambda which=which: self._pay(customer_id, which))  # type: ignore[misc]

    def _pay(self, customer_id: int, installment_id: int) -> None:
        """Pays one installment: mostly whole, sometimes half now and the rest in ten days."""
        cashier = self._staff[Role.CASHIER]
        desk = payments.receiving_desk(cashier, customer_id)
        due = next((row.quote.total for row in desk.rows if row.installment_id == installment_id), None)
        if due is None:
            return
        handed = due
        if self._chance.random() < 0.06 and due > Money(40_00):
            handed = due.split(2)[0]
            later = self._working_day(self._clock.today() + timedelta(days=10))
            self._plan(later, lambda: self._pay(customer_id, installment_id))
        order = payments.PaymentOrder(
            new_id(), customer_id, (installment_id,), due, (self._tender(handed, whole=handed == due),)
        )
        receipt = payments.receive_payment(cashier, order)
        self._made["payments"] += 1
        if self._chance.random() < 0.01:
            self._undo(receipt.payment_id, customer_id, installment_id)

    def _tender(self, amount: Money, *, whole: bool) -> Tender:
        method = self._chance.choices((Method.CASH, Method.PIX, Method.DEBIT), weights=(5, 4, 1))[0]
        if method is Method.PIX:
            return Tender(method, amount, "".join(self._chance.choices("0123456789ABCDEF", k=4)))
        if method is Method.CASH and whole and self._chance.random() < 0.5:
            return Tender(method, Money(-(-amount.cents // 10_00) * 10_00))
        return Tender(method, amount)

    def _undo(self, payment_id: int, customer_id: int, installment_id: int) -> None:
        """The manager undoes a receipt given by mistake; the customer pays on the next working day."""
        order = payments.ReversalOrder(new_id(), payment_id, "recebido na parcela errada")
        payments.reverse_payment(self._staff[Role.MANAGER], order)
        later = self._working_day(self._clock.today() + timedelta(days=1))
        self._plan(later, lambda: self._pay(customer_id, installment_id))
