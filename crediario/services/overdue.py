"""Pendências: who is late, by how much, and what a customer's past says before anybody calls."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from crediario.db import customers, overdue, payments, receivables, shop, standing
from crediario.db.customer_card import CustomerHistory, customer_history
from crediario.db.customers import StoredCustomer
from crediario.db.down_payments import OpenDownPayment
from crediario.db.overdue import BandTotal, Key, LateCustomer, Wanted
from crediario.db.receivables import OpenRow
from crediario.domain.aging import Band
from crediario.domain.allocation import Quote
from crediario.domain.approach import Approach, PayingPast, approach
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import days_late
from crediario.domain.money import Money
from crediario.domain.punctuality import (
    LongDelays,
    Pace,
    Paced,
    Punctuality,
    last_overdue_day,
    long_delays,
    punctuality,
)
from crediario.domain.receiving import PartOfSale, oldest_due_first
from crediario.domain.registration import PhonePurpose, stored_phone
from crediario.domain.search import search_terms
from crediario.services.core import Context, query

#: What screens use from here, the rules' own words included.
__all__ = [
    "Aging",
    "Approach",
    "Band",
    "BandSum",
    "CallPhone",
    "Key",
    "LateInstallment",
    "LongDelays",
    "OverdueFilter",
    "OverdueOrder",
    "OverduePage",
    "OverdueProfile",
    "OverdueRow",
    "Pace",
    "Paced",
    "PhonePurpose",
    "Punctuality",
    "aging",
    "overdue_list",
    "overdue_page",
    "overdue_profile",
]

PAGE = 50
LIST_PAGE = 500


class OverdueOrder(StrEnum):
    """What the list is sorted by."""

    DAYS = "days"
    AMOUNT = "amount"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class OverdueFilter:
    """What of the list is wanted.

    Attributes:
        band: one band, by the oldest late installment; None is all.
        order: what it is sorted by.
        descending: the most days, the largest amount, or Z first.
        text: beginnings of words of the name, a CPF or a telephone.
        min_amount: the least that is late, without charges.
        after: ``next_after`` of the page before; None is the first page.
        limit: rows a page.
    """

    band: Band | None = None
    order: OverdueOrder = OverdueOrder.DAYS
    descending: bool = True
    text: str = ""
    min_amount: Money = Money.ZERO
    after: Key | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """A customer with something late.

    Attributes:
        band: of the oldest late installment.
        days_late: of the same, from its original due date.
        oldest_due: its due date.
        count: late installments.
        overdue: open value of the late ones, without charges.
        phone: to call about payments, as people write it; None when there is none but of *recado*.
        last_paid_on: last payment that stands; None when nothing was ever paid.
        last_paid: its amount.
        in_agreement: an installment of an agreement is open.
        on_time: settled installments paid up to the moved due date.
        settled: settled installments.
        score: of behaviour; None while nothing was counted.
    """

    customer_id: int
    name: str
    district: str
    band: Band
    days_late: int
    oldest_due: date
    count: int
    overdue: Money
    phone: str | None
    last_paid_on: date | None
    last_paid: Money
    in_agreement: bool
    on_time: int
    settled: int
    score: int | None = None


@dataclass(frozen=True, slots=True)
class OverduePage:
    """A page of the list.

    Attributes:
        rows: in the order asked for.
        next_after: what to ask the next page with; None when this is the last.
        rolled_on: the day the delays are counted as of; None before the first roll of the day.
    """

    rows: tuple[OverdueRow, ...]
    next_after: Key | None
    rolled_on: date | None


@query("see_overdue")
def overdue_page(ctx: Context, wanted: OverdueFilter) -> OverduePage:
    """A page of the customers with something late, at the same speed wherever it is in however large a shop.

    Rule: product.md F1; law.md §2 (open value without charges). See docs/regras.md#faixas.
    """
    rolled_on = standing.rolled_on(ctx.database, ctx.store_id)
    found = overdue.late_customers(ctx.database, _wanted(wanted), wanted.limit + 1)
    page = found[: wanted.limit]
    calendar = shop.calendar(ctx.database, ctx.store_id)
    return OverduePage(
        rows=_rows(ctx, page, rolled_on, calendar),
        next_after=page[-1].key if len(found) > wanted.limit else None,
        rolled_on=rolled_on,
    )


@query("see_overdue")
def overdue_list(ctx: Context, wanted: OverdueFilter) -> tuple[OverdueRow, ...]:
    """Every row the filter leaves, for paper and spreadsheet; ``after`` and ``limit`` are left aside."""
    rolled_on = standing.rolled_on(ctx.database, ctx.store_id)
    calendar = shop.calendar(ctx.database, ctx.store_id)
    rows: list[OverdueRow] = []
    asked = replace(_wanted(wanted), after=None)
    while page := overdue.late_customers(ctx.database, asked, LIST_PAGE):
        rows += _rows(ctx, page, rolled_on, calendar)
        asked = replace(asked, after=page[-1].key)
    return tuple(rows)


_COLUMNS = {
    OverdueOrder.DAYS: "oldest_due",
    OverdueOrder.AMOUNT: "overdue_cents",
    OverdueOrder.NAME: "name_folded",
}


def _wanted(wanted: OverdueFilter) -> Wanted:
    # The most days late is the oldest due date.
    ascending = wanted.descending == (wanted.order is OverdueOrder.DAYS)
    return Wanted(
        column=_COLUMNS[wanted.order],
        ascending=ascending,
        bucket=wanted.band,
        least=wanted.min_amount.cents,
        terms=search_terms(wanted.text),
        after=wanted.after,
    )


def _rows(
    ctx: Context, found: tuple[LateCustomer, ...], rolled_on: date | None, calendar: HolidayCalendar
) -> tuple[OverdueRow, ...]:
    """The customers of a page with what is shown beside them, read for all of them together."""
    ids = [each.customer_id for each in found]
    phones = overdue.phones_to_call(ctx.database, ids)
    paid = overdue.last_payments(ctx.database, ids)
    agreed = overdue.in_agreement(ctx.database, ids)
    kept = payments.kept_dates(ctx.database, ids, calendar)
    scores = overdue.scores(ctx.database, ids)
    rows = []
    for each in found:
        phone = phones.get(each.customer_id)
        last_paid_on, last_paid = paid.get(each.customer_id, (None, Money.ZERO))
        on_time, settled = kept[each.customer_id]
        row = OverdueRow(
            customer_id=each.customer_id,
            name=each.name,
            district=each.district or "",
            band=Band(each.bucket),
            days_late=((rolled_on or ctx.today) - each.oldest_due).days,
            oldest_due=each.oldest_due,
            count=each.overdue_count,
            overdue=each.overdue,
            phone=stored_phone(phone).formatted if phone else None,
            last_paid_on=last_paid_on,
            last_paid=last_paid,
            in_agreement=each.customer_id in agreed,
            on_time=on_time,
            settled=settled,
            score=scores.get(each.customer_id),
        )
        rows.append(row)
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class BandSum:
    """A band: its customers, and what they have late, without charges."""

    band: Band
    customers: int
    overdue: Money


@dataclass(frozen=True, slots=True)
class Aging:
    """What is late, by band: the sums of the list.

    Attributes:
        rolled_on: the day the delays are counted as of; None before the first roll of the day.
        bands: all five, in order.
        portfolio: everything open, of everybody, late or not.
    """

    rolled_on: date | None
    bands: tuple[BandSum, ...]
    portfolio: Money

    @property
    def customers(self) -> int:
        """Customers with something late."""
        return sum(each.customers for each in self.bands)

    @property
    def overdue(self) -> Money:
        """Everything late, without charges."""
        return Money.total(each.overdue for each in self.bands)

    @property
    def per_mille(self) -> int:
        """What is late of the portfolio, in thousandths, half up: 117 is 11,7%."""
        whole = self.portfolio.cents
        return (self.overdue.cents * 2000 + whole) // (2 * whole) if whole else 0


@query("see_overdue")
def aging(ctx: Context) -> Aging:
    """What is late by band, and its share of the portfolio; read from totals kept with each posting.

    Rule: product.md F1; law.md §2. See docs/regras.md#faixas.
    """
    totals = {each.bucket: each for each in overdue.band_totals(ctx.database)}
    return Aging(
        rolled_on=standing.rolled_on(ctx.database, ctx.store_id),
        bands=tuple(_band_sum(band, totals.get(band)) for band in Band),
        portfolio=Money.total(each.open for each in totals.values()),
    )


def _band_sum(band: Band, total: BandTotal | None) -> BandSum:
    return BandSum(band, total.customers if total else 0, total.overdue if total else Money.ZERO)


# Analise antes de cobrar


@dataclass(frozen=True, slots=True)
class CallPhone:
    """A telephone that may be called about payments, as people write it."""

    formatted: str
    purpose: PhonePurpose


@dataclass(frozen=True, slots=True)
class LateInstallment(PartOfSale):
    """A late installment, or a down payment owed again, with what it costs today.

    Attributes:
        installment_id: what tells it; of a down payment ``receiving.down_payment_key``.
        number: 0 is the down payment.
        open: face value still open.
        fine: multa due today.
        interest: mora due today.
    """

    installment_id: int
    sale_id: int
    contract_number: int
    number: int
    count: int
    due_date: date
    days_late: int
    open: Money
    fine: Money
    interest: Money

    @property
    def today(self) -> Money:
        """What settles it today."""
        return self.open + self.fine + self.interest


@dataclass(frozen=True, slots=True)
class OverdueProfile:
    """What to know of a customer before calling.

    Attributes:
        years: whole years as a customer.
        purchases: how many; agreements are none.
        bought: their price, all told.
        punctuality: the strip, how many on time of how many settled, and the delays.
        long_delays: has it happened before: installments paid more than fifteen days late, and when last.
        highest_balance: the most ever owed at the end of a day (maior acúmulo), face value.
        late: open late installments, the oldest due first; none when nothing is late any more.
        phones: that may be called about payments, the first one first.
        approach: the suggested way to begin; None when nothing is late.
    """

    customer_id: int
    name: str
    since: date
    years: int
    purchases: int
    bought: Money
    punctuality: Punctuality
    long_delays: LongDelays
    highest_balance: Money
    late: tuple[LateInstallment, ...]
    phones: tuple[CallPhone, ...]
    approach: Approach | None

    @property
    def overdue(self) -> Money:
        """Open value of the late ones, without charges: the list's figure."""
        return Money.total(each.open for each in self.late)

    @property
    def total_today(self) -> Money:
        """What settles all that is late today."""
        return Money.total(each.today for each in self.late)


@query("see_overdue")
def overdue_profile(ctx: Context, customer_id: int) -> OverdueProfile:
    """Analise antes de cobrar: how the customer bought and paid until now, and how to begin the talk.

    Raises:
        LookupError: no such customer, which only a programming mistake can ask for.

    Rule: product.md F2. See docs/regras.md#abordagem.
    """
    stored = customers.stored_customer(ctx.database, customer_id)
    if stored is None:
        raise LookupError(f"customer {customer_id}")
    calendar = shop.calendar(ctx.database, ctx.store_id)
    history = customer_history(ctx.database, customer_id)
    kept = punctuality(history.settlements, ctx.today, calendar)
    before = long_delays(history.settlements, calendar)
    late = _late_installments(ctx, history, calendar)
    return OverdueProfile(
        customer_id=customer_id,
        name=stored.facts.name,
        since=stored.since,
        years=_whole_years(stored.since, ctx.today),
        purchases=len(history.purchases),
        bought=Money.total(each.price for each in history.purchases),
        punctuality=kept,
        long_delays=before,
        highest_balance=history.highest_balance,
        late=late,
        phones=_call_phones(stored),
        approach=_approach(late, kept, before, history) if late else None,
    )


def _whole_years(since: date, today: date) -> int:
    years = today.year - since.year - ((today.month, today.day) < (since.month, since.day))
    return max(years, 0)


def _late_installments(
    ctx: Context, history: CustomerHistory, calendar: HolidayCalendar
) -> tuple[LateInstallment, ...]:
    last_overdue = last_overdue_day(ctx.today, calendar)
    late = [row for row in history.open_rows if row.due_date <= last_overdue]
    rules = shop.shop_settings(ctx.database, ctx.store_id).charge_rules
    quotes = receivables.quotes(ctx.database, late, ctx.today, rules, calendar)
    rows = [_late_installment(row, quote) for row, quote in zip(late, quotes, strict=True)]
    rows += [
        _late_down_payment(down, ctx.today, calendar)
        for down in history.down_payments
        if down.sold_on <= last_overdue
    ]
    return oldest_due_first(rows)


def _late_down_payment(down: OpenDownPayment, today: date, calendar: HolidayCalendar) -> LateInstallment:
    quote = down.quote
    return LateInstallment(
        installment_id=quote.installment_id,
        sale_id=down.sale_id,
        contract_number=down.contract_number,
        number=quote.number,
        count=down.count,
        due_date=quote.due_date,
        days_late=days_late(quote.due_date, today, calendar),
        open=down.open,
        fine=quote.fine,
        interest=quote.interest,
    )


def _late_installment(row: OpenRow, quote: Quote) -> LateInstallment:
    return LateInstallment(
        installment_id=row.installment_id,
        sale_id=row.sale_id,
        contract_number=row.contract_number,
        number=row.number,
        count=row.count,
        due_date=row.due_date,
        days_late=quote.days_late,
        open=row.open,
        fine=quote.fine,
        interest=quote.interest,
    )


def _call_phones(stored: StoredCustomer) -> tuple[CallPhone, ...]:
    return tuple(
        CallPhone(stored_phone(each.e164).formatted, each.purpose)
        for each in stored.facts.phones
        if each.purpose is not PhonePurpose.MESSAGE
    )


def _approach(
    late: tuple[LateInstallment, ...], kept: Punctuality, before: LongDelays, history: CustomerHistory
) -> Approach:
    return approach(
        PayingPast(
            days_late=max(each.days_late for each in late),
            on_time=kept.on_time,
            settled=kept.settled,
            long_delays=before.count,
            agreement_late=any(each.sale_id in history.agreement_contracts for each in late),
        )
    )
