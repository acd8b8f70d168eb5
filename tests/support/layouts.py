"""Layouts nobody has shown: the same portfolio as twenty shops might have kept it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.portfolios import (
    Line,
    Person,
    Row,
    br,
    cpf_dots,
    day,
    english,
    lines_of,
    write_csv,
    write_xlsx,
)

Layout = Callable[[Path, list[Person]], tuple[Path, list[Line]]]
LAYOUTS: dict[str, Layout] = {}


def layout(make: Layout) -> Layout:
    """Registers a layout under its function's name."""
    LAYOUTS[make.__name__] = make
    return make


def of(line: Line) -> str:
    """``3/12``."""
    return f"{line.piece.number}/{len(line.sale.pieces)}"


def paid(line: Line) -> str:
    """The day of the payment; nothing for an open one."""
    return day(line.piece.paid_on)


def paid_value(line: Line) -> str:
    """What was paid; nothing for an open one."""
    return br(line.piece.cents) if line.piece.paid_on else ""


@layout
def other_words_other_order(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = [
        "Venc.",
        "Vlr. Parcela",
        "Nº Parc.",
        "Qtd Parcelas",
        "Carnê",
        "Recebido em",
        "Comprador",
        "Documento",
    ]
    rows = [
        [day(x.piece.due), br(x.piece.cents), x.piece.number, len(x.sale.pieces), x.sale.number, paid(x),
         x.person.name, cpf_dots(x.person.cpf)]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows]), lines


@layout
def two_lines_of_titles(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    groups = ["CLIENTE", "", "", "COMPRA", "", "PARCELA", "", "", "PAGAMENTO", ""]
    head = ["Nome", "CPF", "Fone", "Nº", "Data", "Nº", "Vencimento", "Valor", "Data", "Valor"]
    rows = [
        [x.person.name, int(x.person.cpf), f"({x.person.ddd}) {x.person.phone}", x.sale.number,
         x.sale.sold_on, of(x), x.piece.due, x.piece.cents / 100, x.piece.paid_on,
         x.piece.cents / 100 if x.piece.paid_on else None]
        for x in lines
    ]  # fmt: skip
    title: list[Row] = [["MÓVEIS ESPERANÇA LTDA"], []]
    return write_xlsx(folder / "a.xlsx", {"Carteira": [*title, groups, head, *rows]}), lines


@layout
def no_titles(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    rows = [
        [x.person.cpf, x.person.name, x.sale.number, f"{x.piece.number:02d}/{len(x.sale.pieces):02d}",
         day(x.piece.due), br(x.piece.cents), paid(x)]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", rows), lines


@layout
def area_code_apart(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["CODCLI", "NOMECLI", "CPF", "DDD", "CELULAR", "NRCONTR", "PARC", "TOTPARC", "DTVENC", "VLPARC",
            "DTPGTO", "VLPGTO"]  # fmt: skip
    rows = [
        [x.person.code, x.person.name.upper(), x.person.cpf.lstrip("0"), "0" + x.person.ddd, x.person.phone,
         f"{x.sale.number:08d}", x.piece.number, len(x.sale.pieces), f"{x.piece.due:%Y-%m-%d}",
         f"{x.piece.cents / 100:.2f}", f"{x.piece.paid_on:%Y-%m-%d}" if x.piece.paid_on else "",
         f"{x.piece.cents / 100:.2f}" if x.piece.paid_on else "0.00"]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows], ","), lines


@layout
def english_numbers(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor", "Pagamento"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, f"{x.piece.number} de {len(x.sale.pieces)}",
         f"{x.piece.due:%Y-%m-%d}", english(x.piece.cents),
         f"{x.piece.paid_on:%Y-%m-%d}" if x.piece.paid_on else ""]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows], ",", quote=True), lines


@layout
def a_sheet_a_month(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    sheets: dict[str, list[Row]] = defaultdict(list)
    for x in sorted(lines, key=lambda x: (x.piece.due, x.person.code)):
        month = f"{x.piece.due:%m-%Y}"
        if not sheets[month]:
            sheets[month] += [[f"Vencimentos de {month}"], ["Nome", "CPF", "Prest.", "Dia", "R$", "Pago em"]]
        sheets[month].append(
            [x.person.name, x.person.cpf, of(x), day(x.piece.due),
             f"R$ {br(x.piece.cents)}", paid(x)]
        )  # fmt: skip
    for rows in sheets.values():
        rows.append(["TOTAL", "", "", "", "R$ 9.999,99", ""])
    return write_xlsx(folder / "a.xlsx", dict(sheets)), lines


@layout
def only_open_ones(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = [x for x in lines_of(people) if x.piece.paid_on is None]
    head = [
        "Cliente",
        "CPF",
        "Telefone",
        "Nº da venda",
        "Data da venda",
        "Parcela",
        "Vence em",
        "Valor em aberto",
    ]
    rows = [
        [x.person.name, cpf_dots(x.person.cpf), f"{x.person.ddd} {x.person.phone}", x.sale.number,
         x.sale.sold_on, of(x), x.piece.due, x.piece.cents / 100]
        for x in lines
    ]  # fmt: skip
    return write_xlsx(folder / "a.xlsx", {"Em aberto": [head, *rows]}), lines


@layout
def tabs_in_windows_letters(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Situação", "Nome do Cliente", "CNPJ/CPF", "Título", "Parcela", "Emissão", "Vencimento",
            "Valor do Título", "Data da Baixa", "Histórico"]  # fmt: skip
    rows = [
        ["Baixado" if x.piece.paid_on else "Aberto", x.person.name, cpf_dots(x.person.cpf), x.sale.number,
         of(x), day(x.sale.sold_on), day(x.piece.due), br(x.piece.cents),
         paid(x), x.sale.item]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.txt", [head, *rows], "\t", "cp1252"), lines


@layout
def merged_names(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Cliente", "CPF", "Compra", "Parcela", "Vencimento", "Valor", "Pago em"]
    rows: list[Row] = [head]
    blocks: list[tuple[int, int]] = []
    for person in people:
        start = len(rows) + 1
        for x in lines_of([person]):
            first = len(rows) + 1 == start
            rows.append(
                [person.name if first else "", person.cpf if first else "", x.sale.number,
                 of(x), x.piece.due, br(x.piece.cents), x.piece.paid_on]
            )  # fmt: skip
        blocks.append((start, len(rows)))

    def merge(workbook: Any) -> None:
        for first, last in blocks:
            for column in "AB":
                workbook.worksheets[0].merge_cells(f"{column}{first}:{column}{last}")

    return write_xlsx(folder / "a.xlsx", {"Fichas": rows}, merge), lines


@layout
def name_written_once(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    rows: list[Row] = [["NOME", "CPF", "NOTA", "PARC", "VENC", "VALOR", "PG"]]
    for person in people:
        for place, x in enumerate(lines_of([person])):
            rows.append(
                ["" if place else person.name, "" if place else person.cpf, x.sale.number,
                 of(x), day(x.piece.due), br(x.piece.cents), paid(x)]
            )  # fmt: skip
        rows.append([])
    return write_xlsx(folder / "a.xlsx", {"Plan1": rows}), lines


@layout
def utf16_with_pipes(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["nome", "cpf", "pedido", "parcela", "data_vencimento", "valor", "data_pagamento", "valor_pago"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, of(x), day(x.piece.due),
         br(x.piece.cents), paid(x), paid_value(x)]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows], "|", "utf-16"), lines


@layout
def only_a_status(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor", "Status"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, of(x), x.piece.due,
         x.piece.cents / 100, "PAGO" if x.piece.paid_on else "Em aberto"]
        for x in lines
    ]  # fmt: skip
    return write_xlsx(folder / "a.xlsx", {"Plan1": [head, *rows]}), lines


@layout
def no_contract_number(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Nome", "Celular", "Nascimento", "Parcela", "Vencimento", "Valor", "Dt Pagto"]
    rows = [
        [x.person.name, f"({x.person.ddd}) {x.person.phone}", day(x.person.birth),
         of(x), day(x.piece.due), br(x.piece.cents), paid(x)]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows]), lines


@layout
def number_with_suffix(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Sacado", "CPF/CNPJ", "Duplicata", "Vencimento", "Valor", "Pago em"]
    rows = [
        [x.person.name, cpf_dots(x.person.cpf), f"{x.sale.number}/{x.piece.number:02d}", day(x.piece.due),
         br(x.piece.cents), paid(x)]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows]), lines


@layout
def days_as_numbers(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    zero = date(1899, 12, 30)
    head = ["Cliente", "CPF", "Contrato", "Parcela", "De", "Vencimento", "Valor", "Pago em"]
    rows = [
        [x.person.name, int(x.person.cpf), x.sale.number, x.piece.number, len(x.sale.pieces),
         (x.piece.due - zero).days, x.piece.cents / 100,
         (x.piece.paid_on - zero).days if x.piece.paid_on else ""]
        for x in lines
    ]  # fmt: skip
    return write_xlsx(folder / "a.xlsx", {"Plan1": [head, *rows]}), lines


@layout
def titles_twice(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Cliente", "CPF", "Contrato", "Parcela", "Data", "Valor", "Data", "Valor"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, of(x), day(x.piece.due),
         br(x.piece.cents), paid(x), paid_value(x)]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows]), lines


@layout
def pieces_turned_into_days(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    """What a spreadsheet makes of "3/12" typed into a plain cell."""
    lines = lines_of(people)
    head = ["Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor", "Pago em"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, date(2026, len(x.sale.pieces), x.piece.number),
         x.piece.due, x.piece.cents / 100, x.piece.paid_on]
        for x in lines
    ]  # fmt: skip
    return write_xlsx(folder / "a.xlsx", {"Plan1": [head, *rows]}), lines


@layout
def customers_by_cpf(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    customers = [["CPF", "Nome", "Fone", "Dt. Nasc."]] + [
        [cpf_dots(p.cpf), p.name, f"{p.ddd}{p.phone}", p.birth] for p in people
    ]
    pieces = [["CPF do cliente", "Venda", "Parc.", "Venc.", "Valor", "Dt. Pag."]] + [
        [int(x.person.cpf), x.sale.number, of(x), x.piece.due,
         x.piece.cents / 100, x.piece.paid_on]
        for x in lines
    ]  # fmt: skip
    return write_xlsx(folder / "a.xlsx", {"Prestações": pieces, "Cadastro": customers}), lines


@layout
def titles_on_every_page(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Cliente", "C.P.F.", "Contrato nº", "Prestação", "Vencto.", "Valor (R$)", "Pagto."]
    rows: list[Row] = [["Relação de parcelas por cliente"], ["Emitido em 20/11/2026", "", "", "Página 1"]]
    for place, x in enumerate(lines):
        if place % 30 == 0:
            rows += [[], head]
        rows.append(
            [x.person.name, x.person.cpf, x.sale.number, of(x),
             day(x.piece.due), br(x.piece.cents), paid(x)]
        )  # fmt: skip
        if place % 30 == 29:
            rows.append(["Subtotal", "", "", "", "", "1.234,00", ""])
    rows.append(["Total geral", "", "", "", "", "99.999,00", ""])
    return write_csv(folder / "a.csv", rows), lines


@layout
def paid_in_words(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Freguês", "CPF", "Contrato", "Parcela", "Vence", "Valor", "Pagou?"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, of(x), day(x.piece.due),
         br(x.piece.cents), f"pg {paid(x)} pix" if x.piece.paid_on else "-"]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows]), lines


@layout
def number_before_the_goods(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    head = ["Nome", "CPF", "O que comprou", "Parc", "Venc", "Valor", "Pago em"]
    rows = [
        [x.person.name, x.person.cpf, f"{x.sale.number} {x.sale.item}", of(x),
         day(x.piece.due), br(x.piece.cents), paid(x)]
        for x in lines
    ]  # fmt: skip
    return write_csv(folder / "a.csv", [head, *rows]), lines


@layout
def a_block_for_each_customer(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    """A notebook: the name on a line of its own, the titles again, then the installments."""
    lines = lines_of(people)
    rows: list[Row] = [["LOJA DA ESQUINA"], []]
    for person in people:
        rows.append([f"Cliente: {person.name}  CPF {cpf_dots(person.cpf)}"])
        rows.append(["Nota", "Parc.", "Venc.", "Valor", "Pago em"])
        for x in lines_of([person]):
            rows.append([x.sale.number, of(x), day(x.piece.due), br(x.piece.cents), paid(x)])
        rows += [["Total", "", "", "999,00", ""], []]
    return write_xlsx(folder / "a.xlsx", {"Fichas": rows}), lines


@layout
def a_name_above_each_block(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    rows: list[Row] = [["Nota", "Parc.", "Venc.", "Valor", "Pago em"]]
    for person in people:
        rows.append([person.name.upper()])
        rows += [
            [x.sale.number, of(x), x.piece.due, br(x.piece.cents), x.piece.paid_on]
            for x in lines_of([person])
        ]
    return write_xlsx(folder / "a.xlsx", {"Plan1": rows}), lines


@layout
def a_tab_for_each_customer(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    lines = lines_of(people)
    sheets: dict[str, list[Row]] = {}
    for person in people:
        head: Row = ["Parcela", "Vencimento", "Valor", "Pagamento", "Contrato"]
        sheets[person.name[:31]] = [head] + [
            [of(x), x.piece.due, x.piece.cents / 100, x.piece.paid_on, x.sale.number]
            for x in lines_of([person])
        ]
    return write_xlsx(folder / "a.xlsx", sheets), lines


@layout
def beside_a_summary(folder: Path, people: list[Person]) -> tuple[Path, list[Line]]:
    """A sheet of sums and one of goods stand in the same workbook."""
    lines = lines_of(people)
    head: Row = ["Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor", "Pago em"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, of(x), x.piece.due, x.piece.cents / 100, x.piece.paid_on]
        for x in lines
    ]
    summary: list[Row] = [["Resumo", "Valor"], ["Total em aberto", 1234.5], ["Total pago", 99.9]]
    goods: list[Row] = [["Código", "Produto", "Preço"], [1, "Geladeira", 2000.0], [2, "Fogão", 900.0]]
    return write_xlsx(
        folder / "a.xlsx", {"Resumo": summary, "Estoque": goods, "Parcelas": [head, *rows]}
    ), lines
