"""A small notebook in a file, for the pictures of the import: days around the shop's own, two lines wrong."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crediario.domain.br import format_amount, format_date
from crediario.domain.calendar import add_months
from crediario.domain.money import Money

TITLES = ("CLIENTE", "CPF", "TELEFONE", "CARNÊ", "PARC.", "VENCTO", "VALOR", "PAGO EM", "OBS")


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase of the notebook: its first installment fell due ``months`` ago less one."""

    customer: tuple[str, str, str]
    number: str
    item: str
    count: int
    each: Money
    paid: int
    months: int


ALZIRA = ("Alzira Monteiro", "390.533.447-05", "34 9 9911-0401")
BENEDITO = ("Benedito Farias", "862.883.667-57", "34 9 9911-0402")
CONCEICAO = ("Conceição Batista", "", "9911-0403")
EDMILSON = ("Edmilson Prates", "168.995.350-09", "34 9 9911-0404")
PURCHASES = (
    Purchase(ALZIRA, "1107", "Geladeira 375 L", count=10, each=Money(189_90), paid=6, months=7),
    Purchase(BENEDITO, "1112", "Guarda-roupa 6 portas", count=8, each=Money(142_50), paid=2, months=5),
    Purchase(CONCEICAO, "1119", "Fogão 4 bocas", count=6, each=Money(98_00), paid=3, months=4),
    Purchase(EDMILSON, "1126", "Televisor 43 polegadas", count=12, each=Money(165_00), paid=1, months=2),
)
#: Carnê and installment, and what stands in a column instead of what should.
WRONG = {("1107", 10): ("VALOR", "cento e noventa"), ("1112", 8): ("VENCTO", "31/02/2026")}


def portfolio_file(folder: Path, today: date) -> Path:
    """Writes the file into ``folder`` and says where."""
    place = folder / "caderno-da-loja.csv"
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("CADERNO DO CREDIÁRIO",))
        writer.writerow(TITLES)
        writer.writerows(line for purchase in PURCHASES for line in _lines(purchase, today))
    return place


def _lines(purchase: Purchase, today: date) -> Iterator[list[str]]:
    for number in range(1, purchase.count + 1):
        due = format_date(add_months(today, number - purchase.months))
        paid_on = due if number <= purchase.paid else ""
        piece, amount = f"{number}/{purchase.count}", format_amount(purchase.each)
        line = [*purchase.customer, purchase.number, piece, due, amount, paid_on, purchase.item]
        if (purchase.number, number) in WRONG:
            title, text = WRONG[purchase.number, number]
            line[TITLES.index(title)] = text
        yield line
