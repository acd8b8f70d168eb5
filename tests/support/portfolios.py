"""Made-up portfolios and every way a shop may have written one down, for tests of the import.

A portfolio is known beforehand, so that what comes in can be compared with what was written.
"""

import csv
import io
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crediario.domain.br import format_date
from crediario.domain.calendar import HolidayCalendar, add_months
from crediario.domain.importing.report import ImportTotals
from crediario.domain.money import Money
from crediario.domain.punctuality import last_overdue_day
from tests.support.builders import a_cpf

TODAY = date(2026, 11, 20)
FIRST = ("Ana", "João", "Maria", "José", "Francisca", "Antônio", "Luíza", "Conceição", "Sebastião", "Rita")
LAST = ("da Silva", "Souza", "de Oliveira", "Brandão", "Gonçalves", "Araújo", "Lima", "dos Santos", "Peçanha")
ITEMS = ("Geladeira", "Fogão 4 bocas", "Sofá", "Cama box", "Tênis", "Bicicleta aro 29", "Celular")
DDDS = ("11", "21", "31", "34", "81")

Row = list[Any]


@dataclass(slots=True)
class Piece:
    """One installment as it truly is."""

    number: int
    due: date
    cents: int
    paid_on: date | None = None


@dataclass(slots=True)
class Sale:
    """One sale as it truly is."""

    number: int
    sold_on: date
    item: str
    pieces: list[Piece]


@dataclass(slots=True)
class Person:
    """One customer as it truly is."""

    code: int
    name: str
    cpf: str
    ddd: str
    phone: str
    birth: date
    sales: list[Sale] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One installment beside its sale and customer: what most layouts have in a line."""

    person: Person
    sale: Sale
    piece: Piece


def a_portfolio(seed: int, people: int = 25) -> list[Person]:
    """Customers with their sales; the same seed gives the same."""
    chance = random.Random(seed)
    return [_person(chance, seed, code) for code in range(1, people + 1)]


def _person(chance: random.Random, seed: int, code: int) -> Person:
    person = Person(
        code=code,
        name=f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)} {_letters(code)}",
        cpf=a_cpf(seed * 1000 + code),
        ddd=chance.choice(DDDS),
        phone=f"9{chance.randint(10_000_000, 99_999_999)}",
        birth=date(1945, 1, 1) + timedelta(days=chance.randrange(20_000)),
    )
    for _ in range(chance.randint(1, 3)):
        person.sales.append(_sale(chance))
    return person


def _letters(code: int) -> str:
    """A surname of its own for everybody."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{code:03d}").title()


def _sale(chance: random.Random) -> Sale:
    sold_on = TODAY - timedelta(days=chance.randint(20, 500))
    count, cents = chance.randint(2, 12), chance.randint(15_00, 600_00)
    pieces = []
    for number in range(1, count + 1):
        due = add_months(sold_on, number)
        paid_on = due + timedelta(days=chance.choice((-3, 0, 0, 0, 2, 9, 40)))
        paid = chance.random() < 0.7 and sold_on <= paid_on <= TODAY
        pieces.append(Piece(number, due, cents, paid_on if paid else None))
    return Sale(chance.randint(10_000, 99_999), sold_on, chance.choice(ITEMS), pieces)


def lines_of(portfolio: Iterable[Person]) -> list[Line]:
    """Every installment, customer by customer."""
    return [
        Line(person, sale, piece) for person in portfolio for sale in person.sales for piece in sale.pieces
    ]


def totals_of(lines: Sequence[Line]) -> ImportTotals:
    """What a file with these lines holds."""
    overdue_until = last_overdue_day(TODAY, HolidayCalendar())
    still_open = [line.piece for line in lines if line.piece.paid_on is None]
    late = [piece for piece in still_open if piece.due <= overdue_until]
    paid = [line.piece for line in lines if line.piece.paid_on is not None]
    return ImportTotals(
        customers=len({line.person.cpf for line in lines}),
        sales=len({id(line.sale) for line in lines}),
        open_installments=len(still_open),
        open_total=Money(sum(piece.cents for piece in still_open)),
        overdue_installments=len(late),
        overdue_total=Money(sum(piece.cents for piece in late)),
        paid_installments=len(paid),
        paid_total=Money(sum(piece.cents for piece in paid)),
    )


# How things are written


def br(cents: int) -> str:
    """``1.234,56``."""
    return f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def english(cents: int) -> str:
    """``1,234.56``."""
    return f"{cents / 100:,.2f}"


def day(value: date | None) -> str:
    """``18/07/2026``; nothing for None."""
    return format_date(value) if value else ""


def cpf_dots(digits: str) -> str:
    """``123.456.789-09``."""
    return f"{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}"


# Files


def write_csv(
    path: Path, rows: Iterable[Row], separator: str = ";", encoding: str = "utf-8", quote: bool = False
) -> Path:
    """A text table."""
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, list[Row]], finish: Callable[[Any], None] | None = None) -> Path:
    """A workbook; ``finish`` may do to it what a person does by hand."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    if finish is not None:
        finish(workbook)
    workbook.save(path)
    return path
