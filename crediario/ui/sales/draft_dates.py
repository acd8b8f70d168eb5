"""The first due date Nova venda proposes. No Qt here."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from crediario.domain.calendar import add_months
from crediario.domain.schedule import DAYS, FIRST_DUE_FAR_DAYS, Every
from crediario.ui.sales.draft import Draft

MONTHS_LATER = {Every.MONTH: 1, Every.TWO_MONTHS: 2}
#: A month of payments: a customer paid on the 28th pays on the 3rd.
DAYS_OF_MONTH = 30


def first_draft(today: date, seller_id: int | None) -> Draft:
    """The form as it opens: a month from today."""
    return Draft(default_first_due(today, Every.MONTH), today.day, seller_id=seller_id)


def default_first_due(today: date, every: Every) -> date:
    """A whole period after the sale."""
    if every in DAYS:
        return today + timedelta(days=DAYS[every])
    return add_months(today, MONTHS_LATER[every])


def on_day(first_due: date, day: int) -> date:
    """The same month, on that day or on its last."""
    return first_due.replace(day=min(day, monthrange(first_due.year, first_due.month)[1]))


def preferred_day(payday: int, days_after: int) -> int:
    """The day of the month that many days after the customer is paid."""
    day = payday + days_after
    return day - DAYS_OF_MONTH if day > DAYS_OF_MONTH else day


def by_payday(draft: Draft, today: date, day: int) -> Draft:
    """The first due date on that day of the month, as near as can be to a whole period after the sale.

    Weeks have no day of the month. A monthly plan more than 45 days away begins a month nearer.
    """
    if draft.every in DAYS:
        return draft
    usual = default_first_due(today, draft.every)
    near = [on_day(add_months(usual.replace(day=1), by), day) for by in (-1, 0, 1)]
    # Two months are beyond the warning anyway.
    far = today + timedelta(days=FIRST_DUE_FAR_DAYS)
    latest = far if usual <= far else near[-1]
    first_due = min((each for each in near if today < each <= latest), key=lambda each: abs(each - usual))
    return replace(draft, first_due=first_due, anchor_day=day)
