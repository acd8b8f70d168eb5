"""Statements in files: what Brazilian banks write, and what is refused rather than half read."""

from datetime import date
from pathlib import Path

import pytest

from crediario.domain.bank_statement import StatementFile, StatementFormat
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.gateways.bank_statement import (
    SIZE_LIMIT,
    StatementEmpty,
    StatementTooLarge,
    StatementUnreadable,
    read_statement,
)
from crediario.gateways.ofx_statement import NotAnAccountStatement, SeveralAccounts
from crediario.gateways.spreadsheets import NotASpreadsheet
from crediario.gateways.statement_reading import StatementDamaged
from crediario.gateways.table_statement import NotAStatement
from crediario.gateways.text_tables import UnclosedQuote
from tests.support.statements import E2E, HEADER, TABLES, Entry, ofx, table

TWO_ACCOUNTS = (ofx(Entry()) + ofx(Entry(), account="9", header="")).replace("</OFX>", "", 1)


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> StatementFile:
    path = tmp_path / "extrato"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return read_statement(path)


def figures(file: StatementFile) -> list[tuple[str, int, str]]:
    return [(f"{line.day:%d/%m}", line.amount.cents, line.description) for line in file.lines]


@pytest.mark.parametrize("closed", [False, True])
def test_an_ofx_whole(tmp_path: Path, closed: bool) -> None:
    entries = (
        Entry(memo=f"PIX RECEBIDO C4812P5 {E2E}", name="JOANA DARC"),
        Entry("20261119120000[-3:BRT]", "-12.00", "TARIFA", "20261119000002", "DEBIT"),
    )
    file = read(tmp_path, ofx(*entries, closed=closed))
    assert (file.format, file.bank, file.account) == (StatementFormat.OFX, "0341", "12345-6")
    assert (file.first_day, file.last_day) == (date(2026, 11, 1), date(2026, 11, 20))
    pix, fee = file.lines
    assert (pix.day, pix.amount, pix.txid, pix.end_to_end) == (
        date(2026, 11, 20),
        Money(89_90),
        "C4812P5",
        E2E,
    )
    assert pix.description == f"JOANA DARC · PIX RECEBIDO C4812P5 {E2E}"
    assert (fee.day, fee.amount) == (date(2026, 11, 19), Money(-12_00))
    assert file.incoming == (pix,)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        HEADER.replace("USASCII", "UTF-8").replace("CHARSET:1252\n", ""),
        HEADER.replace(":", ": ").replace("\n", "\r\n"),
        "\n\n" + HEADER,
        "",
        '<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" '
        'OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    ],
)
def test_headers_and_letters_as_banks_write_them(tmp_path: Path, header: str, encoding: str) -> None:
    file = read(tmp_path, ofx(Entry(memo="CRÉDITO PIX JOÃO &amp; CIA"), header=header), encoding)
    assert figures(file) == [("20/11", 89_90, "CRÉDITO PIX JOÃO & CIA")]


@pytest.mark.parametrize(
    ("amounts", "cents"),
    [
        (("1234,56", "10,00"), [1234_56, 10_00]),
        (("1.234,56", "12"), [1234_56, 12_00]),
        (("1,234.56", "-1.00"), [1234_56, -1_00]),
        (("+89.9", "89.90-"), [89_90, -89_90]),
        (("1.234", "0,50"), [1234_00, 50]),
        (("R$ 5,00",), [5_00]),
    ],
)
def test_amounts_with_point_or_comma(tmp_path: Path, amounts: tuple[str, ...], cents: list[int]) -> None:
    file = read(tmp_path, ofx(*(Entry(amount=amount, kind="OTHER") for amount in amounts)))
    assert [line.amount.cents for line in file.lines] == cents


def test_what_leaves_is_never_taken_for_what_came_in(tmp_path: Path) -> None:
    assert read(tmp_path, ofx(Entry(amount="10.00", kind="DEBIT"))).incoming == ()


def test_empty_fields_left_open_swallow_nothing(tmp_path: Path) -> None:
    text = ofx(Entry(number="", memo=""), Entry(amount="5.00", memo="PIX", number=""))
    assert figures(read(tmp_path, text)) == [("20/11", 89_90, ""), ("20/11", 5_00, "PIX")]


def test_balances_and_entries_without_closing_tags(tmp_path: Path) -> None:
    text = ofx(Entry(amount="9.99", memo="Saldo Anterior", number=""), Entry(), Entry(amount="5.00"))
    assert [line.amount.cents for line in read(tmp_path, text.replace("</STMTTRN>\n", "")).lines] == [
        89_90,
        5_00,
    ]


def test_small_letters_and_cdata(tmp_path: Path) -> None:
    text = ofx(Entry(memo="<![CDATA[PIX <JOANA> & CIA]]>"), closed=True)
    for tag in ("STMTTRN", "MEMO", "TRNAMT"):
        text = text.replace(f"<{tag}>", f"<{tag.lower()}>").replace(f"</{tag}>", f"</{tag.lower()}>")
    assert figures(read(tmp_path, text)) == [("20/11", 89_90, "PIX <JOANA> & CIA")]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("20261120", 20),
        ("20261120000000[0:GMT]", 20),
        ("20261121010000[0:GMT]", 20),
        ("20261120233000[-3:BRT]", 20),
        ("20261120100000.000[-3]", 20),
    ],
)
def test_days_are_those_of_home(tmp_path: Path, moment: str, day: int) -> None:
    assert read(tmp_path, ofx(Entry(moment))).lines[0].day == date(2026, 11, day)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_of_many_banks(tmp_path: Path, name: str) -> None:
    for encoding in ("utf-8", "cp1252"):
        file = read(tmp_path, TABLES[name], encoding)
        assert figures(file) == [("20/11", 89_90, "Pix - JOANA"), ("19/11", -12_00, "Tarifa")]
        assert file.format is StatementFormat.CSV
        assert (file.first_day, file.last_day) == (date(2026, 11, 19), date(2026, 11, 20))


def test_the_account_above_the_titles_and_words_on_a_second_line(tmp_path: Path) -> None:
    rows = [
        ("Banco Exemplo S.A. | Agência: 1234 | Conta: 98765-4",),
        ("Data", "Histórico", "Crédito (R$)", "Débito (R$)"),
        ("20/11/2026", "PIX RECEBIDO", "89,90", ""),
        ("", "REM: JOANA DARC", "", ""),
        ("20/11/2026", "TARIFA", "", "1,00"),
    ]
    file = read(tmp_path, table(rows))
    assert (file.bank, file.account) == ("Banco Exemplo S.A.", "98765-4")
    assert file.lines[0].description == "PIX RECEBIDO · REM: JOANA DARC"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", StatementUnreadable),
        (b" \r\n", StatementUnreadable),
        (b"%PDF-1.7 extrato", NotASpreadsheet),
        (b"<html><table>Data</table></html>", NotASpreadsheet),
        (b"oi;tudo\r\nbem;sim\r\n", NotAStatement),
        (b"Data;Hist\r\n20/11/2026;x\r\n", NotAStatement),
        (b"Data;Valor\r\n", StatementEmpty),
        (b"Data;Valor\r\n20/11/2026;12,3x\r\n", StatementDamaged),
        (b"Data;Valor\r\n20/11;12,30\r\n", StatementDamaged),
        (b"Data;Valor\r\n20/11/2026;1.234\r\n", StatementDamaged),
        (b"Data;Valor\r\n31/02/2026;1,00\r\n", StatementDamaged),
        (b'Data;Valor\r\n20/11/2026;"1,00\r\n', UnclosedQuote),
        (ofx(Entry(amount="12.3x")).encode(), StatementDamaged),
        (ofx(Entry(amount="1.234")).encode(), StatementDamaged),
        (ofx(Entry("ontem")).encode(), StatementDamaged),
        (ofx(Entry("")).encode(), StatementDamaged),
        (HEADER.encode(), NotAnAccountStatement),
        (ofx(Entry()).replace("STMTRS>", "CCSTMTRS>").encode(), NotAnAccountStatement),
        (ofx(Entry(), header="<!DOCTYPE x [<!ENTITY a 'b'>]>").encode(), NotAnAccountStatement),
        (ofx(days=("", "")).encode(), StatementEmpty),
        (TWO_ACCOUNTS.encode(), SeveralAccounts),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read(tmp_path, content)


def test_files_that_are_not_there_or_too_large(tmp_path: Path) -> None:
    for path in (tmp_path / "falta.ofx", tmp_path):
        with pytest.raises(StatementUnreadable):
            read_statement(path)
    large = tmp_path / "grande.ofx"
    with large.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(StatementTooLarge):
        read_statement(large)
