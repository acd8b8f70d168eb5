"""Files that are no portfolio, or a damaged one, each with what a person is to be told."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.support.portfolios import Row

#: What comes of a file: the code of a refusal, or why its lines are refused, one reason a line.
Outcome = str | list[str]
Maker = Callable[[random.Random], bytes]

HEAD: Row = ["Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor", "Pago em"]
GOOD: Row = ["Ana Lima", "529.982.247-25", "77", "1/3", "10/09/2026", "88", ""]
BAD_FILES: dict[str, tuple[Maker, Outcome]] = {}


def bad_file(name: str, outcome: Outcome) -> Callable[[Maker], Maker]:
    """Registers a file under its name."""

    def register(make: Maker) -> Maker:
        BAD_FILES[name] = make, outcome
        return make

    return register


def csv_bytes(rows: list[Row], separator: str = ";", encoding: str = "utf-8") -> bytes:
    """A text table, quoted nowhere."""
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def with_cell(column: int, cell: object) -> list[Row]:
    """The titles, a good line, and one with that cell; the good line decides nothing of that column."""
    odd = list(GOOD)
    odd[3], odd[column] = "2/3", cell
    return [HEAD, GOOD, odd]


def workbook_bytes(rows: list[Row], finish: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with one sheet."""
    from openpyxl import Workbook

    workbook = Workbook()
    for row in rows:
        workbook.active.append([None if cell == "" else cell for cell in row])
    if finish is not None:
        finish(workbook.active)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def rezipped(content: bytes, changes: dict[str, bytes], **more: bytes) -> bytes:
    """The same archive with members changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name, added in more.items():
            new.writestr(name, added)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet_xml(content: bytes) -> bytes:
    """The one sheet of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(SHEET)


def with_sheet(replace: Callable[[bytes], bytes]) -> bytes:
    """A good workbook whose sheet was changed by hand."""
    content = workbook_bytes([HEAD, GOOD])
    return rezipped(content, {SHEET: replace(sheet_xml(content))})


# Not a spreadsheet at all

for _name, _content, _outcome in (
    ("empty.xlsx", b"", "file_empty"),
    ("blanks.csv", b"\r\n  \r\n\t\r\n", "file_empty"),
    ("only_separators.csv", b";;;\r\n;;;\r\n", "file_empty"),
    ("bom_only.csv", b"\xef\xbb\xbf\r\n", "file_empty"),
    ("noughts.csv", b"\x00" * 4000, "file_empty"),
    ("page.xls", b"<html><table><tr><td>Cliente</td></tr></table></html>", "not_a_spreadsheet"),
    ("page_with_mark.xls", b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "not_a_spreadsheet"),
    ("xml.xls", b"<?xml version='1.0'?><Workbook></Workbook>", "not_a_spreadsheet"),
    ("paper.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_a_spreadsheet"),
    ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "not_a_spreadsheet"),
    ("photo.xlsx", b"\xff\xd8\xff\xe0" + b"\x01" * 60, "not_a_spreadsheet"),
    ("archive.xlsx", b"Rar!\x1a\x07\x00" + b"\x01" * 60, "not_a_spreadsheet"),
    ("packed.csv", b"\x1f\x8b\x08\x00" + b"\x01" * 60, "not_a_spreadsheet"),
    ("program.csv", b"MZ\x90\x00" + b"\x01" * 60, "not_a_spreadsheet"),
    ("database.csv", b"SQLite format 3\x00" + b"\x01" * 60, "not_a_spreadsheet"),
    ("letter.xlsx", b"{\\rtf1\\ansi Cliente}", "not_a_spreadsheet"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_excel_file"),
    ("locked.xlsx",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 90 + "EncryptedPackage".encode("utf-16-le"),
     "encrypted_file"),
    ("cut_off.xlsx", b"PK\x03\x04\x14\x00" + b"\x00" * 40, "damaged_spreadsheet"),
    ("utf16_without_mark.csv", csv_bytes([HEAD, GOOD], encoding="utf-16-le"), "unknown_encoding"),
    ("nul_inside.csv", csv_bytes([HEAD, GOOD]).replace(b"Lima", b"Li\x00ma"), "unknown_encoding"),
    ("no_encoding.csv", csv_bytes([HEAD, GOOD]) + b"\x81\x8d\x8f;\xff", "unknown_encoding"),
    ("odd_utf16.csv", b"\xff\xfe" + "Cliente;Valor".encode("utf-16-le") + b"\x00", "unknown_encoding"),
    ("open_quote.csv", csv_bytes([HEAD, ['"Ana Lima', *GOOD[1:]], GOOD]), "unclosed_quote"),
    ("open_quote_far.csv", csv_bytes([HEAD, ['"Ana', *GOOD[1:]], *[GOOD] * 4000]), "unclosed_quote"),
    ("many_columns.csv", csv_bytes([["a"] * 300, ["1"] * 300]), "table_too_large"),
    ("words.txt", b"Bom dia, segue a planilha.\r\nAtenciosamente,\r\n", "nothing_recognised"),
    ("one_column.csv", b"Cliente\r\nAna Lima\r\n", "nothing_recognised"),
    ("numbers.csv", b"1;2;3\r\n4;5;6\r\n", "nothing_recognised"),
):  # fmt: skip
    BAD_FILES[_name] = (lambda chance, content=_content: content), _outcome  # type: ignore[misc]


# Archives that are not what they seem


@bad_file("another_office_file.xlsx", "not_a_spreadsheet")
def _(chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@bad_file("bomb.xlsx", "suspicious_file")
def _(chance: random.Random) -> bytes:
    return rezipped(workbook_bytes([HEAD, GOOD]), {}, **{"xl/media/a.bin": b"\x00" * 40_000_000})


@bad_file("bomb_of_cells.xlsx", "suspicious_file")
def _(chance: random.Random) -> bytes:
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", b"<row></row>" * 3_000_000 + b"</sheetData>"))


@bad_file("too_many_members.xlsx", "suspicious_file")
def _(chance: random.Random) -> bytes:
    return rezipped(workbook_bytes([HEAD, GOOD]), {}, **{f"xl/media/{n}.xml": b"" for n in range(250)})


@bad_file("leaves_the_folder.xlsx", "suspicious_file")
def _(chance: random.Random) -> bytes:
    name = chance.choice(("../../loja.db", "/etc/passwd", "xl\\..\\..\\a", "c:/windows/a"))
    return rezipped(workbook_bytes([HEAD, GOOD]), {}, **{name: b"x"})


@bad_file("a_member_twice.xlsx", "suspicious_file")
def _(chance: random.Random) -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return rezipped(workbook_bytes([HEAD, GOOD]), {}, **{SHEET: b"<worksheet/>"})


@bad_file("far_corner.xlsx", "file_too_large")
def _(chance: random.Random) -> bytes:
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", _far(b"XFD1048576") + b"</sheetData>"))


@bad_file("far_column.xlsx", "file_too_large")
def _(chance: random.Random) -> bytes:
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", _far(b"GS9") + b"</sheetData>"))


@bad_file("far_line.xlsx", "file_too_large")
def _(chance: random.Random) -> bytes:
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", _far(b"A200001") + b"</sheetData>"))


@bad_file("far_corner_in_small_letters_and_single_quotes.xlsx", "file_too_large")
def _(chance: random.Random) -> bytes:
    cell = b"<row r='9'><c r='xfd1048576'><v>1</v></c></row>"
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>"))


@bad_file("cells_without_their_place.xlsx", "file_too_large")
def _(chance: random.Random) -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 500 + b"</row>"
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>"))


@bad_file("wide_and_long.xlsx", "file_too_large")
def _(chance: random.Random) -> bytes:
    cells = _far(b"GR2") + _far(b"A150000")
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))


def _far(place: bytes) -> bytes:
    digits = place.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return b'<row r="' + digits + b'"><c r="' + place + b'"><v>1</v></c></row>'


@bad_file("entities.xlsx", "damaged_spreadsheet")
def _(chance: random.Random) -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    return with_sheet(lambda xml: xml.replace(b"<worksheet", doctype, 1))


@bad_file("other_encoding_inside.xlsx", "damaged_spreadsheet")
def _(chance: random.Random) -> bytes:
    return with_sheet(lambda xml: xml.decode("utf-8").encode("utf-16"))


@bad_file("broken_xml.xlsx", "damaged_spreadsheet")
def _(chance: random.Random) -> bytes:
    return with_sheet(lambda xml: xml[: len(xml) // 2])


@bad_file("wrong_checksum.xlsx", "damaged_spreadsheet")
def _(chance: random.Random) -> bytes:
    content = bytearray(workbook_bytes([HEAD, *[GOOD] * 50]))
    place = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[place] ^= 0xFF
    return bytes(content)


@bad_file("half_a_workbook.xlsx", "damaged_spreadsheet")
def _(chance: random.Random) -> bytes:
    content = workbook_bytes([HEAD, *[GOOD] * 200])
    return content[: chance.randint(len(content) // 3, len(content) - 30)]


@bad_file("no_sheets.xlsx", "file_empty")
def _(chance: random.Random) -> bytes:
    return workbook_bytes([])


# Cells that cannot be understood: the line is refused, the good one comes in

_CELLS: tuple[tuple[str, int, object, str], ...] = (
    ("ambiguous_point", 5, "12.345", "ambiguous_amount"),
    ("ambiguous_comma", 5, "12,345", "ambiguous_amount"),
    ("exponent", 5, "1e5", "invalid_amount"),
    ("two_commas", 5, "1,2,3", "invalid_amount"),
    ("words_for_money", 5, "cem reais e pouco", "invalid_amount"),
    ("negative", 5, "-88,69", "negative_amount"),
    ("in_brackets", 5, "(88,69)", "negative_amount"),
    ("zero", 5, "0,00", "zero_amount"),
    ("no_amount", 5, "-", "missing_amount"),
    ("enormous", 5, "9" * 25, "amount_too_large"),
    ("thirty_first_of_february", 4, "31/02/2026", "invalid_date"),
    ("words_for_a_day", 4, "amanhã", "invalid_date"),
    ("no_day", 4, "", "missing_date"),
    ("month_first", 4, "09/28/2026", "month_first_date"),
    ("no_year", 4, "10/09", "date_without_year"),
    ("far_year", 4, "10/09/2206", "date_out_of_range"),
    ("old_year", 4, "10/09/1926", "date_out_of_range"),
    ("paid_tomorrow", 6, "10/09/2027", "in_the_future"),
    ("paid_on_nonsense", 6, "sei lá", "invalid_date"),
    ("piece_beyond", 3, "13/12", "invalid_installment"),
    ("piece_words", 3, "terceira", "invalid_installment"),
    ("down_payment", 3, "Entrada", "down_payment"),
    ("piece_zero", 3, "0/10", "down_payment"),
    ("whole_sale", 3, "10x", "whole_sale"),
    ("wrong_cpf", 1, "529.982.247-26", "invalid_document"),
    ("repeated_cpf", 1, "111.111.111-11", "invalid_document"),
    ("short_cpf", 1, "12345", "invalid_document"),
    ("letters_in_cpf", 1, "529.982.24O-25", "invalid_document"),
    ("monster_name", 0, "Ana " * 300, "text_too_long"),
)
for _name, _column, _cell, _reason in _CELLS:
    BAD_FILES[f"{_name}.csv"] = (
        (lambda chance, column=_column, cell=_cell: csv_bytes(with_cell(column, cell))),  # type: ignore[misc]
        [_reason],
    )


@bad_file("formula_without_value.xlsx", ["formula_without_value"])
def _(chance: random.Random) -> bytes:
    return workbook_bytes(with_cell(5, "=80+8.69"))


@bad_file("paid_by_a_formula_without_value.xlsx", ["formula_without_value"])
def _(chance: random.Random) -> bytes:
    return workbook_bytes(with_cell(6, "=TODAY()"))


@bad_file("error_in_a_cell.xlsx", ["cell_error"])
def _(chance: random.Random) -> bytes:
    def spoil(sheet: Any) -> None:
        sheet["F3"] = chance.choice(("#REF!", "#N/A", "#DIV/0!"))
        sheet["F3"].data_type = "e"

    return workbook_bytes(with_cell(5, 1), spoil)


@bad_file("american_column.csv", ["month_first_date"] * 4)
def _(chance: random.Random) -> bytes:
    days = ["09/28/2026", "10/28/2026", "11/28/2026", "12/05/2026"]
    return csv_bytes([HEAD, *[[*GOOD[:3], f"{n}/4", day, *GOOD[5:]] for n, day in enumerate(days, 1)]])


@bad_file("split_at_the_wrong_place.csv", ["too_many_cells"])
def _(chance: random.Random) -> bytes:
    good = [[*GOOD[:3], f"{n}/3", f"10/{8 + n:02d}/2026", *GOOD[5:]] for n in (1, 2, 3)]
    return csv_bytes([HEAD, *good, ["Ana Lima", "casa 2", *GOOD[1:6], "10/09/2026"]])


@bad_file("ambiguous_number_cell.xlsx", ["ambiguous_amount"])
def _(chance: random.Random) -> bytes:
    return workbook_bytes(with_cell(5, 12.345))


@bad_file("a_day_as_a_small_number.xlsx", ["invalid_date"])
def _(chance: random.Random) -> bytes:
    return workbook_bytes(
        [HEAD, [*GOOD[:4], date(2026, 9, 10), *GOOD[5:]], [*GOOD[:3], "2/3", 12, *GOOD[5:]]]
    )


# Odd, and understood all the same


@bad_file("thousands_told_by_the_others.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, [*GOOD[:5], "1.234,56", ""], [*GOOD[:3], "2/3", "10/10/2026", "12.345", ""]])


@bad_file("twice_encoded.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, ["JosÃ© ConceiÃ§Ã£o", *GOOD[1:]]])


@bad_file("windows_letters.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, ["José Conceição", *GOOD[1:]]], encoding="cp1252")


@bad_file("utf16.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, ["José Conceição", *GOOD[1:]]], encoding="utf-16")


@bad_file("guarded_texts.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, ["'=Ana Lima", *GOOD[1:]]])


@bad_file("separator_said.csv", [])
def _(chance: random.Random) -> bytes:
    return b"sep=;\r\n" + csv_bytes([HEAD, GOOD])


@bad_file("hidden_letters.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, ["Ana\u200b \u202eLima\u202c", *GOOD[1:]]])


@bad_file("quotes_inside.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, ['Ana "Naná" Lima', *GOOD[1:]]])


@bad_file("no_cpf_words.csv", [])
def _(chance: random.Random) -> bytes:
    return csv_bytes([HEAD, [GOOD[0], chance.choice(("não tem", "-", "000.000.000-00", "?")), *GOOD[2:]]])


@bad_file("days_from_1904.xlsx", [])
def _(chance: random.Random) -> bytes:
    content = workbook_bytes([HEAD, [*GOOD[:4], 44813, *GOOD[5:]], [*GOOD[:3], "2/3", 44843, *GOOD[5:]]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/workbook.xml")
    return rezipped(content, {"xl/workbook.xml": xml.replace(b"<workbookPr", b'<workbookPr date1904="1"')})


@bad_file("macros.xlsm", [])
def _(chance: random.Random) -> bytes:
    return rezipped(workbook_bytes([HEAD, GOOD]), {}, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 40})
