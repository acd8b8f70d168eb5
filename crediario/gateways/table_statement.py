"""Statements saved as tables (CSV or a spreadsheet): the titles of many banks, read by what they mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path

from crediario.domain.bank_statement import WrittenLine
from crediario.domain.br import fold
from crediario.domain.errors import Refusal
from crediario.domain.importing.amounts import AmountStyle, amount_style
from crediario.domain.importing.cells import Cell, Row, shown
from crediario.domain.importing.days import read_day
from crediario.domain.importing.report import BadCell
from crediario.domain.money import Money
from crediario.gateways.spreadsheets import open_spreadsheet
from crediario.gateways.statement_reading import (
    StatementDamaged,
    WrittenStatement,
    one_line,
    signed_amount,
    unsigned,
)

#: Banks write the owner, the account and the period above the titles.
TITLES_WITHIN = 40
_ACCOUNT = re.compile(r"(?i)\bconta(?:\s+corrente)?\s*[:;|]?\s*([0-9][0-9.\-/xX]{2,})")
_BANK = re.compile(r"(?i)\bbanco\s+[\w. ]{2,30}")


@dataclass(eq=False)
class NotAStatement(Refusal):
    """No line with titles for day and value was found."""

    file: str


class _Part(StrEnum):
    DAY = "day"
    VALUE = "value"
    CREDIT = "credit"
    DEBIT = "debit"
    WORDS = "words"
    NUMBER = "number"
    SIGN = "sign"


_TITLES: dict[_Part, frozenset[str]] = {
    _Part.DAY: frozenset(
        {"data", "date", "data lancamento", "data do lancamento", "data movimento", "data mov", "dia",
         "data transacao", "data da transacao", "data e hora", "data hora", "dt movimento", "data contabil",
         "data balancete", "release date"}
    ),
    _Part.VALUE: frozenset(
        {"valor", "amount", "quantia", "valor da transacao", "valor lancamento", "valor do lancamento",
         "value", "montante", "valor total", "transaction net amount"}
    ),
    _Part.CREDIT: frozenset({"credito", "creditos", "entrada", "entradas", "valor credito", "credit"}),
    _Part.DEBIT: frozenset({"debito", "debitos", "saida", "saidas", "valor debito", "debit"}),
    _Part.WORDS: frozenset(
        {"descricao", "historico", "lancamento", "lancamentos", "detalhes", "detalhe", "complemento", "title",
         "description", "memo", "transacao", "titulo", "favorecido", "nome", "identificacao", "contraparte",
         "tipo de transacao", "tipo transacao", "informacoes", "descricao do lancamento", "pagador",
         "transaction type"}
    ),
    _Part.NUMBER: frozenset(
        {"identificador", "id", "documento", "docto", "doc", "numero do documento", "nr doc", "num doc",
         "n documento", "numero documento", "id transacao", "id da transacao", "fitid", "codigo",
         "end to end", "reference id", "codigo da transacao"}
    ),
    _Part.SIGN: frozenset(
        {"tipo", "d/c", "c/d", "natureza", "dc", "debito/credito", "credito/debito", "tipo lancamento",
         "tipo de lancamento", "entrada/saida"}
    ),
}  # fmt: skip


def read(path: Path) -> WrittenStatement:
    """The statement in the first sheet that has titles for one.

    Raises:
        NotAStatement: no titles were recognised.
        StatementDamaged: a line with a day whose amount cannot be read.
        the refusals of ``open_spreadsheet``.
    """
    for sheet in open_spreadsheet(path).sheets:
        rows = list(sheet.rows())
        for at, (_, row) in enumerate(islice(rows, TITLES_WITHIN)):
            columns = _columns(row)
            if columns:
                above = [text for _, before in rows[:at] for text in before if isinstance(text, str)]
                return _statement(path.name, above, columns, rows[at + 1 :])
    raise NotAStatement(path.name)


def _columns(titles: Row) -> dict[_Part, tuple[int, ...]]:
    """Which columns say what; empty when day or value is missing."""
    found: dict[_Part, list[int]] = {}
    for column, title in enumerate(titles):
        part = _part(title)
        if part is not None:
            found.setdefault(part, []).append(column)
    has_value = _Part.VALUE in found or _Part.CREDIT in found
    if _Part.DAY not in found or not has_value:
        return {}
    return {part: tuple(columns) for part, columns in found.items()}


def _part(title: Cell) -> _Part | None:
    if not isinstance(title, str):
        return None
    bare = re.sub(r"\(.*?\)|r\$|[.:*º°_]", " ", fold(title))
    bare = " ".join(bare.split())
    return next((part for part, titles in _TITLES.items() if bare in titles), None)


def _statement(
    name: str, above: Sequence[str], columns: dict[_Part, tuple[int, ...]], rows: Sequence[tuple[int, Row]]
) -> WrittenStatement:
    text = " | ".join(above)
    account, bank = _ACCOUNT.search(text), _BANK.search(text)
    return WrittenStatement(
        bank=" ".join(bank[0].split()) if bank else "",
        account=account[1] if account else "",
        first_day=None,
        last_day=None,
        lines=tuple(_lines(name, columns, rows)),
    )


def _lines(
    name: str, columns: dict[_Part, tuple[int, ...]], rows: Sequence[tuple[int, Row]]
) -> Iterator[WrittenLine]:
    """The table's lines; one without day and value continues the words of the line above it."""
    styles = {column: _style(rows, column) for part in _MONEY for column in columns.get(part, ())}
    last: WrittenLine | None = None
    for number, row in rows:
        day = _day(name, number, _cell(row, columns[_Part.DAY][0]), moves=bool(_money_text(row, columns)))
        words = one_line(*(shown(_cell(row, column)) for column in columns.get(_Part.WORDS, ())))
        try:
            amount = _amount(row, columns, styles) if day else None
        except BadCell as error:
            raise StatementDamaged(name, number, _money_text(row, columns)) from error
        if day and amount is not None:
            if last:
                yield last
            numbers = one_line(*(shown(_cell(row, column)) for column in columns.get(_Part.NUMBER, ())))
            last = WrittenLine(day, amount, words, numbers)
        elif last and words and not _money_text(row, columns) and day is None and _part(words) is None:
            last = replace(last, description=one_line(last.description, words))
    if last:
        yield last


_MONEY = (_Part.VALUE, _Part.CREDIT, _Part.DEBIT)


def _cell(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def _style(rows: Iterable[tuple[int, Row]], column: int) -> AmountStyle:
    cells = (_cell(row, column) for _, row in rows)
    return amount_style(unsigned(cell) for cell in cells if isinstance(cell, str))


def _day(name: str, number: int, cell: Cell, *, moves: bool) -> date | None:
    """The day of a line; None for what is no date, such as the word before a total."""
    if isinstance(cell, str) and not re.match(r"[0-9]", cell):
        return None
    try:
        return read_day(cell)
    except BadCell as error:
        if not moves:
            return None
        raise StatementDamaged(name, number, shown(cell)) from error


def _amount(row: Row, columns: dict[_Part, tuple[int, ...]], styles: dict[int, AmountStyle]) -> Money | None:
    """What the line moved; None when its cells are empty."""
    found = [
        (part, amount)
        for part in _MONEY
        for column in columns.get(part, ())
        for amount in (signed_amount(_cell(row, column), styles[column]),)
        if amount is not None
    ]
    moved = [each for each in found if each[1]] or found
    if not moved:
        return None
    part, amount = moved[0]
    if part is _Part.DEBIT or (part is _Part.VALUE and _is_debit(row, columns)):
        return -abs(amount)
    return amount


def _is_debit(row: Row, columns: dict[_Part, tuple[int, ...]]) -> bool:
    texts = (fold(shown(_cell(row, column))) for column in columns.get(_Part.SIGN, ()))
    return any(re.match(r"d\b|deb|sai", text) for text in texts)


def _money_text(row: Row, columns: dict[_Part, tuple[int, ...]]) -> str:
    cells = (shown(_cell(row, column)) for part in _MONEY for column in columns.get(part, ()))
    return " ".join(text for text in cells if text)
