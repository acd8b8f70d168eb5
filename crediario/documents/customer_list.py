"""A list of customers on A4, as it was filtered on the screen: who is late, or what falls due.

It is for the shop's own people: it leaves room to write what was talked about, and says what it must not be
used for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crediario.documents.sheet import CUT_LINE, HAIRLINE, MM, Sheet
from crediario.documents.shop import ShopHeader
from crediario.documents.style import BOLD, REGULAR, short_name
from crediario.documents.wording import clock, figures
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.money import Money

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 12.0, 198.0
ROW = 6.2
BODY = 8.8
SMALL = 7.6
FOOT = 287.0
FIRST_TOP, NEXT_TOP = 54.0, 24.0
FIRST_ROWS, NEXT_ROWS = 34, 39
SUM_TOP, SUM_HIGH, SUM_GAP = 31.0, 15.0, 2.0
LISTED_EDGE = 0.7
ROW_LINE = 0.1
NAME, PHONE, NOTE = LEFT, 76.0, 166.0
WHEN_END, COUNT_END, OPEN_END = 125.0, 137.0, 162.0

INTERNAL = "Uso interno: não exponha a lista a clientes nem a entregue a terceiros (CDC, art. 42)."


@dataclass(frozen=True, slots=True)
class ListedCustomer:
    """A line of the list; texts already in the form people read.

    Attributes:
        when: how many days late, or the day it falls due.
        count: installments.
        open: their open value, without charges.
        note: printed where there is room to write; may be empty.
    """

    name: str
    phone: str
    when: str
    count: int
    open: Money
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListSum:
    """A part of the portfolio above the list: a band of days, a stretch of dates.

    Attributes:
        listed: the list below is of this part; its box is drawn stronger.
    """

    title: str
    open: Money
    customers: int
    listed: bool = False


@dataclass(frozen=True, slots=True)
class CustomerList:
    """What to print.

    Attributes:
        title: ``Pendências``.
        filters: how it was filtered and sorted, in words.
        when_title: the title of the column of days: ``Dias``, ``Vence``.
        open_title: the title of the amounts: ``Em aberto``, ``A vencer``.
        sums: the boxes above the list, at most five.
        rows: the customers, in order.
    """

    shop: ShopHeader
    title: str
    filters: str
    when_title: str
    open_title: str
    sums: Sequence[ListSum]
    rows: Sequence[ListedCustomer]
    printed_at: datetime
    printed_by: str


def render(listed: CustomerList) -> bytes:
    """The list as a PDF: every page with its sum, the last with the total; the same list the same bytes.

    Rule: product.md F1 and F5; CDC, art. 42.
    """
    sheet = Sheet(WIDE, HIGH, f"{listed.title}, {format_date(listed.printed_at)}")
    pages = _pages(listed.rows)
    for number, rows in enumerate(pages, 1):
        _draw_page(sheet, listed, rows, number, len(pages))
        sheet.next_page()
    return sheet.pdf()


def _pages(rows: Sequence[ListedCustomer]) -> list[Sequence[ListedCustomer]]:
    """The rows of each page; the first has the sums above and takes fewer."""
    starts = range(FIRST_ROWS, len(rows), NEXT_ROWS)
    return [rows[:FIRST_ROWS], *(rows[start : start + NEXT_ROWS] for start in starts)]


def _draw_page(
    sheet: Sheet, listed: CustomerList, rows: Sequence[ListedCustomer], number: int, count: int
) -> None:
    if number == 1:
        _draw_head(sheet, listed)
    else:
        _draw_short_head(sheet, listed)
    top = FIRST_TOP if number == 1 else NEXT_TOP
    _draw_titles(sheet, listed, top)
    for place, row in enumerate(rows, 1):
        _draw_row(sheet, row, top + place * ROW)
    y = top + (len(rows) + 1) * ROW
    if count > 1:
        _draw_sum(sheet, "Soma desta página", rows, y)
        y += ROW
    if number == count:
        _draw_sum(sheet, "Total", listed.rows, y)
    sheet.text(LEFT, FOOT, INTERNAL, SMALL)
    sheet.text(RIGHT, FOOT, f"Página {number} de {count}", SMALL, align="right")


def _draw_head(sheet: Sheet, listed: CustomerList) -> None:
    shop = listed.shop
    sheet.text(LEFT, 16, listed.title, 18, BOLD, room=90)
    sheet.paragraph(LEFT, 22.4, 96, [(REGULAR, listed.filters)], BODY, 4.2, most=2)
    sheet.text(RIGHT, 14.4, shop.trade_name, 11, BOLD, "right", room=80)
    owner = " · ".join(text for text in (shop.cnpj_text, shop.town) if text)
    sheet.text(RIGHT, 19, owner, BODY, align="right", room=80)
    sheet.text(RIGHT, 23.4, _moment(listed), BODY, align="right", room=80)
    wide = (RIGHT - LEFT + SUM_GAP) / max(len(listed.sums), 1)
    for place, part in enumerate(listed.sums):
        _draw_part(sheet, part, LEFT + place * wide, wide - SUM_GAP)


def _draw_part(sheet: Sheet, part: ListSum, x: float, wide: float) -> None:
    weight = LISTED_EDGE if part.listed else HAIRLINE
    sheet.box(x, SUM_TOP, wide, SUM_HIGH, radius=1.2, weight=weight)
    left, room = x + 2.4, wide - 4.8
    sheet.text(left, SUM_TOP + 4.2, part.title, SMALL, room=room)
    sheet.text(left, SUM_TOP + 9, format_money(part.open), 10.5, BOLD, room=room, smallest=6)
    sheet.text(left, SUM_TOP + 12.8, _customers(part.customers), SMALL, room=room)


def _draw_short_head(sheet: Sheet, listed: CustomerList) -> None:
    wide = sheet.text(LEFT, 14, listed.title, 11, BOLD, room=50)
    sheet.text(LEFT + wide + 3, 14, listed.filters, BODY, room=84)
    moment = f"{listed.shop.trade_name} · {_moment(listed)}"
    sheet.text(RIGHT, 14, moment, SMALL, align="right", room=88)


def _draw_titles(sheet: Sheet, listed: CustomerList, y: float) -> None:
    for x, title in ((NAME, "Cliente"), (PHONE, "Telefone"), (NOTE, "Anotação")):
        sheet.text(x, y, title, SMALL, BOLD)
    for x, title in ((WHEN_END, listed.when_title), (COUNT_END, "Parc."), (OPEN_END, listed.open_title)):
        sheet.text(x, y, title, SMALL, BOLD, "right")
    sheet.line(LEFT, y + 1.8, RIGHT, y + 1.8, CUT_LINE)


def _draw_row(sheet: Sheet, row: ListedCustomer, y: float) -> None:
    room = PHONE - NAME - 3
    sheet.text(NAME, y, short_name(row.name, REGULAR, BODY, room * MM), BODY, room=room, smallest=7.2)
    sheet.text(PHONE, y, row.phone or "—", BODY, room=30)
    sheet.text(WHEN_END, y, row.when, BODY, align="right")
    sheet.text(COUNT_END, y, str(row.count), BODY, align="right")
    sheet.text(OPEN_END, y, format_amount(row.open), BODY, BOLD, "right", room=26)
    if row.note:
        sheet.text(NOTE, y, row.note, SMALL, room=RIGHT - NOTE)
    sheet.line(LEFT, y + 1.8, RIGHT, y + 1.8, ROW_LINE)


def _draw_sum(sheet: Sheet, title: str, rows: Sequence[ListedCustomer], y: float) -> None:
    sheet.text(NAME, y, f"{title}: {_customers(len(rows))}", BODY, BOLD)
    sheet.text(COUNT_END, y, str(sum(row.count for row in rows)), BODY, BOLD, "right")
    total = Money.total(row.open for row in rows)
    sheet.text(OPEN_END, y, format_amount(total), BODY, BOLD, "right", room=30)


def _moment(listed: CustomerList) -> str:
    return f"{format_date(listed.printed_at)} às {clock(listed.printed_at)} · {listed.printed_by}"


def _customers(count: int) -> str:
    return "1 cliente" if count == 1 else f"{figures(count)} clientes"
