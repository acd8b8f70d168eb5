"""A vencer: what falls due in the days ahead, by customer, with who is likely to forget."""

from dataclasses import dataclass
from datetime import date

from crediario.db import coming_due as dues
from crediario.db import overdue, payments, shop
from crediario.db.coming_due import DueCustomer, DueTotal
from crediario.db.overdue import Key
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.coming_due import DueWindow, due_window, likely_to_forget
from crediario.domain.money import Money
from crediario.domain.punctuality import last_overdue_day
from crediario.domain.registration import stored_phone
from crediario.services.core import Context, query

#: What screens use from here.
__all__ = ["ComingDue", "DueFilter", "DueRow", "DueTotal", "DueWindow", "Key", "coming_due"]

PAGE = 50


@dataclass(frozen=True, slots=True)
class DueFilter:
    """What falls due when.

    Attributes:
        window: the stretch of days.
        after: ``next_after`` of the page before; None is the first page.
        limit: rows a page.
    """

    window: DueWindow = DueWindow.TODAY
    after: Key | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class DueRow:
    """A customer with something falling due.

    Attributes:
        first_due: the first due date in the window, as printed.
        count: installments and down payments in the window.
        open: their open value.
        phone: to call about payments, as people write it; None when there is none but of *recado*.
        likely_to_forget: worth a reminder, by how they paid until now.
        on_time: settled installments paid up to the moved due date.
        settled: settled installments.
        down_payments: how many of ``count`` are down payments owed again.
    """

    customer_id: int
    name: str
    district: str
    first_due: date
    count: int
    open: Money
    phone: str | None
    likely_to_forget: bool
    on_time: int
    settled: int
    down_payments: int = 0


@dataclass(frozen=True, slots=True)
class ComingDue:
    """A page of what falls due in a window, and the window's totals.

    Attributes:
        first: first due date of the window.
        last: its last.
        total: everything in the window, not only this page.
        rows: whose first falls due first, first.
        next_after: what to ask the next page with; None when this is the last.
    """

    window: DueWindow
    first: date
    last: date
    total: DueTotal
    rows: tuple[DueRow, ...]
    next_after: Key | None


@query("see_overdue")
def coming_due(ctx: Context, wanted: DueFilter) -> ComingDue:
    """What falls due in a stretch of days, by customer, with who is likely to forget.

    Rule: product.md F5. See docs/regras.md#a-vencer.
    """
    calendar = shop.calendar(ctx.database, ctx.store_id)
    first, last = due_window(wanted.window, ctx.today, last_overdue_day(ctx.today, calendar))
    found = dues.due_customers(ctx.database, ctx.store_id, first, last, wanted.after, wanted.limit + 1)
    page = found[: wanted.limit]
    more = len(found) > wanted.limit
    return ComingDue(
        window=wanted.window,
        first=first,
        last=last,
        total=dues.due_total(ctx.database, ctx.store_id, first, last),
        rows=_due_rows(ctx, page, calendar),
        next_after=page[-1].key if more else None,
    )


def _due_rows(ctx: Context, found: tuple[DueCustomer, ...], calendar: HolidayCalendar) -> tuple[DueRow, ...]:
    ids = [each.customer_id for each in found]
    phones = overdue.phones_to_call(ctx.database, ids)
    kept = payments.kept_dates(ctx.database, ids, calendar)
    rows = []
    for each in found:
        phone = phones.get(each.customer_id)
        on_time, settled = kept[each.customer_id]
        row = DueRow(
            customer_id=each.customer_id,
            name=each.name,
            district=each.district or "",
            first_due=each.first_due,
            count=each.count,
            open=each.open,
            phone=stored_phone(phone).formatted if phone else None,
            likely_to_forget=likely_to_forget(on_time, settled),
            on_time=on_time,
            settled=settled,
            down_payments=each.down_payments,
        )
        rows.append(row)
    return tuple(rows)
