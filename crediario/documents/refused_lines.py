"""Lines of a file that did not come in, handed back as a spreadsheet to correct and import again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from crediario.documents.spreadsheet import Column, Table, Value, write_tables
from crediario.domain.importing.cells import Broken, Cell, Row
from crediario.domain.importing.mapping import REFUSED_TITLE
from crediario.domain.importing.report import RefusedReason, RefusedRow

#: The most letters a sheet's name may have, and those it may not.
LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NARROWEST, _WIDEST = 10, 40

REASONS: dict[RefusedReason, str] = {
    RefusedReason.NO_CUSTOMER: "falta dizer de quem é",
    RefusedReason.UNKNOWN_CODE: "nenhum cliente tem este código",
    RefusedReason.CUSTOMER_REFUSED: "o cliente desta linha foi recusado",
    RefusedReason.TOO_MANY_CELLS: "a linha tem mais células que os títulos: confira o separador",
    RefusedReason.SAME_NAME: "há mais de um cliente com este nome: ponha o CPF",
    RefusedReason.TEXT_TOO_LONG: "texto longo demais",
    RefusedReason.INVALID_DOCUMENT: "os números do CPF ou CNPJ não conferem",
    RefusedReason.DOCUMENT_OF_ANOTHER: "este CPF ou CNPJ já é de outro cliente",
    RefusedReason.NO_VALUE: "fórmula sem valor: abra no Excel e salve de novo",
    RefusedReason.CELL_ERROR: "a célula tem um erro de fórmula",
    RefusedReason.MISSING_AMOUNT: "falta o valor",
    RefusedReason.INVALID_AMOUNT: "isto não é um valor: escreva como 1.234,56",
    RefusedReason.AMBIGUOUS_AMOUNT: "este valor tem duas leituras: escreva como 1.234,56",
    RefusedReason.NEGATIVE_AMOUNT: "o valor é negativo",
    RefusedReason.ZERO_AMOUNT: "o valor é zero",
    RefusedReason.AMOUNT_TOO_LARGE: "valor alto demais",
    RefusedReason.MISSING_DATE: "falta a data",
    RefusedReason.INVALID_DATE: "esta data não existe: escreva dia/mês/ano",
    RefusedReason.MONTH_FIRST_DATE: "data com o mês antes do dia: escreva dia/mês/ano",
    RefusedReason.DATE_WITHOUT_YEAR: "falta o ano da data",
    RefusedReason.DATE_OUT_OF_RANGE: "data fora do alcance",
    RefusedReason.IN_THE_FUTURE: "esta data ainda não chegou",
    RefusedReason.PAID_BEFORE_PURCHASE: "o pagamento vem antes da compra",
    RefusedReason.PAID_NOTHING: "tem data de pagamento, mas o valor pago é zero",
    RefusedReason.INVALID_INSTALLMENT: "isto não é uma parcela: escreva como 3/12",
    RefusedReason.DOWN_PAYMENT: "entrada não é parcela",
    RefusedReason.WHOLE_SALE: "a linha é a compra toda: é preciso uma linha por parcela",
    RefusedReason.UNKNOWN_STATUS: "não diz se está pago ou em aberto",
    RefusedReason.OTHER_AMOUNT: "esta parcela já está aqui com outro valor",
    RefusedReason.OTHER_DUE_DATE: "esta parcela já está aqui com outro vencimento",
    RefusedReason.RECEIVED_HERE: "esta parcela já foi recebida aqui",
}


@dataclass(frozen=True, slots=True)
class RefusedSheet:
    """The refused lines of one sheet.

    Attributes:
        name: of the sheet.
        titles: of its columns.
        lines: each as the file has it, beside why it was refused.
    """

    name: str
    titles: tuple[str, ...]
    lines: Sequence[tuple[Row, RefusedRow]]


def reason_words(refused: RefusedRow) -> str:
    """Why a line was refused, naming the column and what stands in it: "VALOR “12.345”: …"."""
    value = f" “{refused.value}”" if refused.value else ""
    where = f"{refused.column}{value}: " if refused.column else ""
    return where + REASONS[refused.reason]


def refused_workbook(sheets: Sequence[RefusedSheet], written_at: datetime) -> bytes:
    """A workbook with the same sheets and columns, and a last column that says what to correct.

    Texts stay texts, whatever they begin with.

    Rule: reliability.md A20; product.md K4.
    """
    return write_tables([_table(sheet) for sheet in sheets], written_at)


def _table(sheet: RefusedSheet) -> Table:
    # Lines refused once more have the column already.
    titles = sheet.titles[:-1] if sheet.titles[-1:] == (REFUSED_TITLE,) else sheet.titles
    columns = [Column(title, _width(title)) for title in titles] + [Column(REFUSED_TITLE, _WIDEST)]
    return Table(_sheet_name(sheet.name), columns, _rows(sheet, len(titles)))


def _width(title: str) -> int:
    return min(max(len(title) + 2, _NARROWEST), _WIDEST)


def _sheet_name(name: str) -> str:
    return _NOT_IN_NAMES.sub(" ", name).strip("' ")[:LONGEST_NAME] or REFUSED_TITLE


def _rows(sheet: RefusedSheet, width: int) -> Iterator[list[Value]]:
    for row, refused in sheet.lines:
        values = [_value(cell) for cell in row[:width]]
        yield [*values, *[None] * (width - len(values)), reason_words(refused)]


def _value(cell: Cell) -> Value:
    """A cell as it was; a formula without a value and an error are left for the person to fill in."""
    if isinstance(cell, Broken):
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    if isinstance(cell, int | str | date):
        return cell
    return None
