"""A bank's statement from its file: OFX as Brazilian banks write it, or a table told by its titles."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from crediario.domain.bank_statement import StatementFile, StatementFormat, identified
from crediario.domain.errors import Refusal
from crediario.gateways import ofx_statement, table_statement
from crediario.gateways.statement_reading import WrittenStatement

SIZE_LIMIT = 10 * 1024 * 1024
LINES_LIMIT = 20_000


@dataclass(eq=False)
class StatementUnreadable(Refusal):
    """The file is not there, may not be read, or is empty."""

    file: str


@dataclass(eq=False)
class StatementTooLarge(Refusal):
    """More than a statement of some months takes."""

    file: str


@dataclass(eq=False)
class StatementEmpty(Refusal):
    """A statement without a line, and without saying of which days."""

    file: str


def read_statement(path: Path) -> StatementFile:
    """The statement in a file, told by what is in it and never by its name.

    Raises:
        StatementUnreadable, StatementTooLarge, StatementEmpty, StatementDamaged.
        the refusals of ``ofx_statement.read``, ``table_statement.read`` and ``open_spreadsheet``.

    Rule: product.md D9, reliability.md A22. See docs/regras.md#extrato.
    """
    content = _bytes_of(path)
    if ofx_statement.is_ofx(content):
        return _whole(path.name, content, StatementFormat.OFX, ofx_statement.read(path.name, content))
    return _whole(path.name, content, StatementFormat.CSV, table_statement.read(path))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise StatementTooLarge(path.name)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise StatementUnreadable(path.name) from error
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise StatementUnreadable(path.name)
    return content


def _whole(name: str, content: bytes, kind: StatementFormat, written: WrittenStatement) -> StatementFile:
    if len(written.lines) > LINES_LIMIT:
        raise StatementTooLarge(name)
    days = [line.day for line in written.lines]
    days += [day for day in (written.first_day, written.last_day) if day]
    if not days:
        raise StatementEmpty(name)
    return StatementFile(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        format=kind,
        bank=written.bank,
        account=written.account,
        first_day=min(days),
        last_day=max(days),
        lines=identified(written.lines),
    )
