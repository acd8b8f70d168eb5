"""The ficha: who the customer is, whether to sell, what is open today, how they bought and paid until now."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from msgspec import Struct

from crediario.db import customers, limits, points, receivables, score, shop
from crediario.db.customer_card import (
    CardPayment,
    CardPurchase,
    CustomerHistory,
    PaidPart,
    customer_history,
)
from crediario.db.customers import StoredCustomer
from crediario.db.down_payments import OpenDownPayment
from crediario.db.points import PointsLine
from crediario.db.receivables import OpenRow
from crediario.db.shop import RulesInForce
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules, Charges, days_late
from crediario.domain.credit.policy import CreditPolicy, RiskBand
from crediario.domain.credit.position import CreditStatus
from crediario.domain.credit.score import Score, ScoreLine, ScoreLineKind
from crediario.domain.credit.warning_signs import RecentFacts, WarningSign, WarningSignKind, warning_signs
from crediario.domain.customers import missing_for_credit
from crediario.domain.money import Money
from crediario.domain.punctuality import Pace, Paced, Punctuality, punctuality
from crediario.domain.receiving import PartOfSale, oldest_due_first
from crediario.domain.registration import PhonePurpose, stored_document, stored_phone
from crediario.services.core import Context, query

#: What screens use from here, the rows of the queries included.
__all__ = [
    "CardCredit",
    "CardOpenRow",
    "CardPayment",
    "CardPhone",
    "CardPurchase",
    "CreditStatus",
    "CustomerCard",
    "OpenTotals",
    "Pace",
    "Paced",
    "PaidPart",
    "PointsLine",
    "Punctuality",
    "RiskBand",
    "Score",
    "ScoreLine",
    "ScoreLineKind",
    "WarningSign",
    "WarningSignKind",
    "customer_card",
]


@dataclass(frozen=True, slots=True)
class CardPhone:
    """A telephone as people write it, and whose it is."""

    formatted: str
    purpose: PhonePurpose


# As many as somebody has open: a struct costs a tenth of a dataclass to make.
class CardOpenRow(PartOfSale, Struct, frozen=True):
    """An open installment, or a down payment owed again, with what it costs today.

    Attributes:
        installment_id: what tells the row; of a down payment ``receiving.down_payment_key``.
        number: 0 is the down payment.
        amount: its face value (valor da parcela).
        open: what of it is not yet paid.
        days_late: 0 up to the moved due date.
        fine: multa due today.
        interest: mora due today.
    """

    installment_id: int
    sale_id: int
    contract_number: int
    number: int
    installment_count: int
    due_date: date
    amount: Money
    open: Money
    days_late: int = 0
    fine: Money = Money.ZERO
    interest: Money = Money.ZERO

    @property
    def today(self) -> Money:
        """What settles it today; the discount for paying early is left to the till."""
        return self.open + self.fine + self.interest


@dataclass(frozen=True, slots=True)
class OpenTotals:
    """What the open rows add up to.

    Attributes:
        late_count: how many are late.
        late_face: face value still open of the late ones.
        late_today: the same with today's charges.
        not_due: face value still open of the others.
    """

    late_count: int
    late_face: Money
    late_today: Money
    not_due: Money

    @property
    def face(self) -> Money:
        """Everything open, without charges."""
        return self.late_face + self.not_due

    @property
    def today(self) -> Money:
        """Everything open, with today's charges."""
        return self.late_today + self.not_due


@dataclass(frozen=True, slots=True)
class CardCredit:
    """Whether to sell on credit, and why.

    Attributes:
        status: what the analysis decided.
        limit: the customer's own, or the policy's for everybody without one.
        is_own: whether somebody decided this limit for this customer.
        used: face value of everything open; with ``free`` it makes the limit, unless it is passed.
        blocked: why nothing is sold on credit by a person's decision; "" while free.
        restriction: what is known from elsewhere; "" without.
        frozen: whether late payments keep the limit from rising.
        score: with its reasons, which add up to it.
        band: the band of risk the score falls into.
        edges: the scores where the band "regular" and the band "bom" begin.
        signs: what changed lately in how they buy and pay.
    """

    status: CreditStatus
    limit: Money
    is_own: bool
    used: Money
    blocked: str
    restriction: str
    frozen: bool
    score: Score
    band: RiskBand
    edges: tuple[int, int]
    signs: tuple[WarningSign, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether nothing may be sold on credit, whatever is free."""
        return bool(self.blocked) or self.status is CreditStatus.REFUSED

    @property
    def free(self) -> Money:
        """What may still be bought; nothing while credit is closed."""
        return Money.ZERO if self.is_closed else max(self.limit - self.used, Money.ZERO)

    @property
    def over(self) -> Money:
        """By how much what is open passes the limit."""
        return max(self.used - self.limit, Money.ZERO)


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer at a glance.

    Attributes:
        customer_id: shown as the customer's number.
        document_masked: "" without a document; ``customers.show_document`` shows a CPF whole.
        missing: what a sale on credit still needs, as in ``missing_for_credit``.
        today: the day the charges were counted on.
        open_rows: the oldest due first.
        purchases: the newest first.
        payments: the newest first, those undone included.
        punctuality: the strip, how many on time of how many settled, and the delays.
        highest_balance: the most ever owed at the end of a day (maior acúmulo), face value.
        credit: limit, score and warning signs.
        points: the statement of points, the newest first; None where the shop gives none.
    """

    customer_id: int
    name: str
    document_masked: str
    phones: tuple[CardPhone, ...]
    district: str
    since: date
    missing: tuple[str, ...]
    today: date
    rules: ChargeRules
    open_rows: tuple[CardOpenRow, ...]
    totals: OpenTotals
    purchases: tuple[CardPurchase, ...]
    payments: tuple[CardPayment, ...]
    punctuality: Punctuality
    highest_balance: Money
    credit: CardCredit
    points: tuple[PointsLine, ...] | None = None

    @property
    def points_balance(self) -> int:
        """The points that stand: the sum of the statement."""
        return sum(line.points for line in self.points or ())


@query("see_customer")
def customer_card(ctx: Context, customer_id: int) -> CustomerCard:
    """The ficha of a customer, every sum made of the rows it shows.

    Raises:
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md A6.
    """
    stored = customers.living_record(ctx.database, customer_id)
    if stored is None:
        raise LookupError(f"customer {customer_id}")
    return _card(ctx, stored, shop.rules_in_force(ctx.database, ctx.store_id))


def _card(ctx: Context, stored: StoredCustomer, shop_rules: RulesInForce) -> CustomerCard:
    facts, rules = stored.facts, shop_rules.charge_rules
    history = customer_history(ctx.database, stored.customer_id)
    open_rows = _open_rows(ctx, history, rules, shop_rules.calendar)
    totals = _totals(open_rows)
    paid = punctuality(history.settlements, ctx.today, shop_rules.calendar)
    recent = _recent(ctx.today, stored, history, open_rows, paid)
    has_points = shop_rules.settings.points_on
    return CustomerCard(
        customer_id=stored.customer_id,
        name=facts.name,
        document_masked=stored_document(facts.document).masked if facts.document else "",
        phones=tuple([CardPhone(stored_phone(each.e164).formatted, each.purpose) for each in facts.phones]),
        district=facts.district or "",
        since=stored.since,
        missing=missing_for_credit(facts.standing, ctx.today),
        today=ctx.today,
        rules=rules,
        open_rows=open_rows,
        totals=totals,
        purchases=history.purchases,
        payments=history.payments,
        punctuality=paid,
        highest_balance=history.highest_balance,
        credit=_credit(ctx, stored.customer_id, shop_rules.policy, totals, recent),
        points=points.statement(ctx.database, stored.customer_id) if has_points else None,
    )


def _credit(
    ctx: Context, customer_id: int, policy: CreditPolicy, totals: OpenTotals, recent: RecentFacts
) -> CardCredit:
    account = limits.account_of(ctx.database, customer_id)
    counted = score.kept_score(ctx.database, customer_id)
    _, good, fair, _ = policy.bands
    return CardCredit(
        status=account.status,
        limit=policy.default_limit if account.limit is None else account.limit,
        is_own=account.limit is not None,
        used=totals.face,
        blocked=account.blocked or "",
        restriction=account.restriction or "",
        frozen=policy.freezes_when_late and bool(totals.late_count),
        score=counted,
        band=policy.band_terms(counted.total).band,
        edges=(fair.from_score, good.from_score),
        signs=warning_signs(recent),
    )


def _recent(
    today: date,
    stored: StoredCustomer,
    history: CustomerHistory,
    open_rows: tuple[CardOpenRow, ...],
    paid: Punctuality,
) -> RecentFacts:
    bought = history.purchases[::-1]
    late = [row for row in open_rows if row.days_late]
    untouched = {row.sale_id for row in late if row.number == 1 and row.open == row.amount}
    return RecentFacts(
        today=today,
        delays=[each.days_late for each in paid.strip if each.pace is not Pace.OPEN_LATE],
        purchases=[each.price for each in bought],
        last_sold_on=bought[-1].sold_on if bought else None,
        phone_changed_on=stored.phone_changed_on,
        late_count=len(late),
        late_days=max((row.days_late for row in late), default=0),
        first_unpaid=len(untouched - history.agreement_contracts),
    )


def _open_rows(
    ctx: Context, history: CustomerHistory, rules: ChargeRules, calendar: HolidayCalendar
) -> tuple[CardOpenRow, ...]:
    # What is not yet due costs its face value; the rows come oldest due first.
    due = [row for row in history.open_rows if row.due_date < ctx.today]
    charges = receivables.late_charges(ctx.database, due, ctx.today, rules, calendar)
    rows = tuple([_open_row(row, late) for row, late in zip_longest(history.open_rows, charges)])
    if not history.down_payments:
        return rows
    downs = [_down_payment_row(each, ctx.today, calendar) for each in history.down_payments]
    return oldest_due_first((*downs, *rows))


def _down_payment_row(down: OpenDownPayment, today: date, calendar: HolidayCalendar) -> CardOpenRow:
    """Late from the day of the sale on, without charges."""
    quote = down.quote
    return CardOpenRow(
        quote.installment_id,
        down.sale_id,
        down.contract_number,
        quote.number,
        down.count,
        quote.due_date,
        down.amount,
        down.open,
        days_late(quote.due_date, today, calendar),
    )


def _open_row(row: OpenRow, late: Charges | None) -> CardOpenRow:
    return CardOpenRow(
        row.installment_id,
        row.sale_id,
        row.contract_number,
        row.number,
        row.count,
        row.due_date,
        row.amount,
        row.open,
        late.days_late if late else 0,
        late.fine if late else Money.ZERO,
        late.interest if late else Money.ZERO,
    )


def _totals(rows: tuple[CardOpenRow, ...]) -> OpenTotals:
    late = [row for row in rows if row.days_late]
    face, late_face = Money.total([row.open for row in rows]), Money.total([row.open for row in late])
    return OpenTotals(len(late), late_face, Money.total([row.today for row in late]), face - late_face)
