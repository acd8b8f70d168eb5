"""Pendências and A vencer as a PDF and as a spreadsheet, made of the rows of the screen's own queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from crediario.documents import customer_list
from crediario.documents.customer_list import INTERNAL, CustomerList, ListedCustomer, ListSum
from crediario.documents.spreadsheet import Column, Value, write_table
from crediario.documents.wording import short_day, weekday
from crediario.domain.br import format_date
from crediario.domain.money import Money
from crediario.services.coming_due import ComingDue, DueFilter, DueRow, DueWindow, coming_due
from crediario.services.core import Context
from crediario.services.lists import ListForm, ListHead, ListKind, ListOrder, take_list
from crediario.services.overdue import OverdueFilter, OverdueRow, aging, overdue_list
from crediario.ui.overdue import due_words, overdue_words

LIST_PAGE = 500


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list ready to leave: its bytes, and how many customers are on it."""

    content: bytes
    customers: int


LATE_COLUMNS = (
    Column("Cliente", 36),
    Column("Dias em atraso", 15, figures=True),
    Column("Parcelas", 10, figures=True),
    Column("Em aberto", 13, figures=True),
    Column("Venceu em", 12),
    Column("Telefone", 18),
    Column("Bairro", 20),
    Column("Último pagamento", 18),
    Column("Valor pago", 13, figures=True),
    Column("Pagas em dia", 13, figures=True),
    Column("Pagas", 8, figures=True),
    Column("Acordo", 9),
)


def late_paper(ctx: Context, wanted: OverdueFilter, marked: tuple[OverdueRow, ...]) -> ListFile:
    """The PDF of the marked customers; without any, of everybody the filter leaves."""
    rows = marked or overdue_list(ctx, wanted)
    filters = overdue_words.filter_words(wanted, marked=bool(marked))
    sums = [
        ListSum(overdue_words.BANDS[each.band], each.overdue, each.customers, listed=each.band == wanted.band)
        for each in aging(ctx).bands
    ]
    head = _taken(ctx, ListKind.OVERDUE, ListForm.PAPER, filters, len(rows))
    listed = [
        ListedCustomer(each.name, each.phone or "", str(each.days_late), each.count, each.overdue,
                       "em acordo" if each.in_agreement else "")
        for each in rows
    ]  # fmt: skip
    return paper_of(head, ("Pendências", "Dias", "Em aberto"), filters, sums, listed)


def late_sheet(ctx: Context, wanted: OverdueFilter, marked: tuple[OverdueRow, ...]) -> ListFile:
    """The spreadsheet of the same customers."""
    rows = marked or overdue_list(ctx, wanted)
    filters = overdue_words.filter_words(wanted, marked=bool(marked))
    head = _taken(ctx, ListKind.OVERDUE, ListForm.SPREADSHEET, filters, len(rows))
    total = (
        overdue_words.customers(len(rows)),
        None,
        sum(each.count for each in rows),
        Money.total(each.overdue for each in rows),
    )
    return sheet_of(head, "Pendências", filters, LATE_COLUMNS, [_late_values(row) for row in rows], total)


DUE_COLUMNS = (
    Column("Cliente", 36),
    Column("Vence em", 12),
    Column("Parcelas", 10, figures=True),
    Column("A vencer", 13, figures=True),
    Column("Lembrar", 18),
    Column("Telefone", 18),
    Column("Bairro", 20),
    Column("Pagas em dia", 13, figures=True),
    Column("Pagas", 8, figures=True),
)


def due_paper(ctx: Context, window: DueWindow, marked: tuple[DueRow, ...]) -> ListFile:
    """The PDF of the marked customers; without any, of everybody with something due in the window."""
    found, rows = _due(ctx, window, marked)
    filters = due_words.filter_words(found, marked=bool(marked))
    sums = [_window_sum(coming_due(ctx, DueFilter(each, limit=1)), window) for each in DueWindow]
    head = _taken(ctx, ListKind.COMING_DUE, ListForm.PAPER, filters, len(rows))
    listed = [
        ListedCustomer(each.name, each.phone or "", f"{weekday(each.first_due)} {short_day(each.first_due)}",
                       each.count, each.open, due_words.FORGETS if each.likely_to_forget else "")
        for each in rows
    ]  # fmt: skip
    return paper_of(head, ("A vencer", "Vence", "A vencer"), filters, sums, listed)


def due_sheet(ctx: Context, window: DueWindow, marked: tuple[DueRow, ...]) -> ListFile:
    """The spreadsheet of the same customers."""
    found, rows = _due(ctx, window, marked)
    filters = due_words.filter_words(found, marked=bool(marked))
    head = _taken(ctx, ListKind.COMING_DUE, ListForm.SPREADSHEET, filters, len(rows))
    count, total = sum(each.count for each in rows), Money.total(each.open for each in rows)
    values = [_due_values(row) for row in rows]
    sums = (overdue_words.customers(len(rows)), None, count, total)
    return sheet_of(head, "A vencer", filters, DUE_COLUMNS, values, sums)


def _due(ctx: Context, window: DueWindow, marked: tuple[DueRow, ...]) -> tuple[ComingDue, Sequence[DueRow]]:
    """The window, and the rows of all its pages."""
    found = coming_due(ctx, DueFilter(window, limit=LIST_PAGE))
    if marked:
        return found, marked
    rows, page = list(found.rows), found
    while page.next_after is not None:
        page = coming_due(ctx, DueFilter(window, after=page.next_after, limit=LIST_PAGE))
        rows += page.rows
    return found, rows


def _window_sum(found: ComingDue, listed: DueWindow) -> ListSum:
    title, total = due_words.WINDOWS[found.window], found.total
    return ListSum(title, total.open, total.customers, listed=found.window is listed)


def _due_values(row: DueRow) -> tuple[Value, ...]:
    return (
        row.name,
        row.first_due,
        row.count,
        row.open,
        due_words.FORGETS if row.likely_to_forget else None,
        row.phone,
        row.district,
        row.on_time,
        row.settled,
    )


def paper_of(
    head: ListHead,
    titles: tuple[str, str, str],
    filters: str,
    sums: Sequence[ListSum],
    rows: Sequence[ListedCustomer],
) -> ListFile:
    """A list on paper; ``titles`` are those of the list, of its days and of its amounts."""
    title, when_title, open_title = titles
    listed = CustomerList(
        shop=head.shop,
        title=title,
        filters=filters,
        when_title=when_title,
        open_title=open_title,
        sums=sums,
        rows=rows,
        printed_at=head.taken_at,
        printed_by=head.taken_by,
    )
    return ListFile(customer_list.render(listed), len(rows))


def sheet_of(
    head: ListHead,
    title: str,
    filters: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    total: Sequence[Value],
) -> ListFile:
    """A list as a spreadsheet."""
    moment = f"{format_date(head.taken_at)} às {head.taken_at:%H:%M}"
    heading = (title, filters, f"{head.shop.trade_name} · {moment} · {head.taken_by}", INTERNAL)
    content = write_table(columns, rows, sheet=title, heading=heading, total=total, written_at=head.taken_at)
    return ListFile(content, len(rows))


def _taken(ctx: Context, kind: ListKind, form: ListForm, filters: str, count: int) -> ListHead:
    return take_list(ctx, ListOrder(str(uuid4()), kind, form, filters, count))


def _late_values(row: OverdueRow) -> tuple[Value, ...]:
    return (
        row.name,
        row.days_late,
        row.count,
        row.overdue,
        row.oldest_due,
        row.phone,
        row.district,
        row.last_paid_on,
        row.last_paid if row.last_paid_on else None,
        row.on_time,
        row.settled,
        "sim" if row.in_agreement else None,
    )
