"""A file that comes again, whole, corrected or further on: what is recognised, and what clashes."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from crediario.domain.importing.mapping import REFUSED_TITLE
from crediario.domain.importing.report import RefusedReason
from crediario.domain.money import Money
from crediario.services import customers, importing
from crediario.services.core import Context
from crediario.services.importing import UndoOrder
from tests.support.builders import a_payment
from tests.support.importing import (
    ANA,
    HEAD,
    JOSE,
    LINES,
    a_file,
    assert_sound,
    brought_in,
    changed,
    reasons,
    rows,
)
from tests.support.portfolios import Row, write_xlsx
from tests.support.shop import new_id


def test_the_spreadsheet_of_refused_lines_is_corrected_and_imported_again(
    shop: Context, tmp_path: Path
) -> None:
    first = brought_in(shop, a_file(tmp_path, changed(1, 4, "31/02/2026")))
    assert reasons(first) == [(3, "Vencimento", RefusedReason.INVALID_DATE)]
    assert first.report.totals.sales == 2
    content = importing.refused_spreadsheet(shop, first.portfolio, first.report)

    corrected = with_cells(tmp_path, content, {"E2": "10/10/2026"})
    second = brought_in(shop, corrected)

    assert (second.report.new, second.report.refused) == (1, ())
    assert rows(shop, "SELECT old_number, price_cents, installment_count FROM sale ORDER BY number") == [
        ("77", 30001, 3), ("78", 10000, 2),
    ]  # fmt: skip
    assert rows(shop, "SELECT unit_price_cents FROM sale_item ORDER BY id") == [(30001,), (10000,)]
    assert_sound(shop)
    importing.undo_import(shop, UndoOrder(new_id(), second.import_id or 0))
    assert rows(shop, "SELECT price_cents FROM sale ORDER BY number") == [(20001,), (10000,)]
    assert_sound(shop)
    importing.undo_import(shop, UndoOrder(new_id(), first.import_id or 0))
    assert rows(shop, "SELECT COUNT(*) FROM customer") == [(0,)]


def with_cells(folder: Path, content: bytes, cells: dict[str, str]) -> Path:
    path = folder / "recusadas.xlsx"
    path.write_bytes(content)
    workbook = load_workbook(path)
    assert workbook.worksheets[0].cell(1, len(HEAD) + 1).value == REFUSED_TITLE
    for place, text in cells.items():
        workbook.worksheets[0][place] = text
    workbook.save(path)
    return path


def test_without_a_number_a_corrected_line_finds_its_sale(sqlite_shop: Context, tmp_path: Path) -> None:
    head = [title for title in HEAD if title != "Contrato"]
    lines = [line[:2] + line[3:] for line in changed(1, 4, "2026")]
    lines[2][3] = "10/11/2026"
    first = brought_in(sqlite_shop, a_file(tmp_path, lines, head))
    assert len(first.report.refused) == 1

    right = [LINES[1][:2] + LINES[1][3:]]
    second = brought_in(sqlite_shop, a_file(tmp_path, right, head))

    assert (second.report.new, second.report.totals.sales) == (1, 1)
    assert rows(sqlite_shop, "SELECT price_cents FROM sale ORDER BY number") == [(30001,), (10000,)]
    assert brought_in(sqlite_shop, a_file(tmp_path, right, head)).report.repeated == 1


def test_one_paid_in_the_old_system_meanwhile_is_settled(shop: Context, tmp_path: Path) -> None:
    brought_in(shop, a_file(tmp_path, LINES))

    later = brought_in(shop, a_file(tmp_path, changed(1, 6, "11/11/2026")))

    assert (later.report.new, later.report.repeated) == (1, 4)
    assert rows(shop, "SELECT SUM(open_cents) FROM installment") == [(15001,)]
    assert_sound(shop)
    importing.undo_import(shop, UndoOrder(new_id(), later.import_id or 0))
    assert rows(shop, "SELECT SUM(open_cents) FROM installment") == [(25001,)]
    assert_sound(shop)


def test_one_received_here_meanwhile_is_refused(sqlite_shop: Context, tmp_path: Path) -> None:
    shop = sqlite_shop
    brought_in(shop, a_file(tmp_path, LINES))
    ((ana,),) = rows(shop, "SELECT id FROM customer WHERE name = 'Ana Lima'")
    a_payment(shop, ana, 1, Money(40_00))

    later = brought_in(shop, a_file(tmp_path, changed(1, 6, "11/11/2026")))

    assert reasons(later) == [(3, "Pago em", RefusedReason.RECEIVED_HERE)]
    assert later.import_id is None


@pytest.mark.parametrize(
    ("column", "text", "title", "reason"),
    [
        (5, "100,50", "Valor", RefusedReason.OTHER_AMOUNT),
        (4, "11/10/2026", "Vencimento", RefusedReason.OTHER_DUE_DATE),
    ],
)
def test_the_same_installment_told_otherwise_is_refused(
    sqlite_shop: Context, tmp_path: Path, column: int, text: str, title: str, reason: RefusedReason
) -> None:
    brought_in(sqlite_shop, a_file(tmp_path, LINES))

    told_otherwise = brought_in(sqlite_shop, a_file(tmp_path, changed(1, column, text)))

    assert reasons(told_otherwise) == [(3, title, reason)]
    assert told_otherwise.report.totals.open_installments == 2
    in_one_file = brought_in(sqlite_shop, a_file(tmp_path, [*LINES, changed(1, column, text)[1]]))
    assert reasons(in_one_file) == [(7, title, reason)]


def test_a_document_that_is_somebody_elses_is_refused(shop: Context, tmp_path: Path) -> None:
    a_registered(shop, "Benedito Rocha", ANA)

    done = brought_in(shop, a_file(tmp_path, LINES))

    assert reasons(done) == [(line, "CPF", RefusedReason.DOCUMENT_OF_ANOTHER) for line in (2, 3, 4)]
    assert (done.report.totals.customers, done.report.totals.sales) == (1, 1)
    assert_sound(shop)


def test_somebody_registered_here_gets_the_sales(shop: Context, tmp_path: Path) -> None:
    ana = a_registered(shop, "Ana de Lima Souza", ANA)

    brought_in(shop, a_file(tmp_path, LINES))

    assert rows(shop, "SELECT COUNT(*) FROM sale WHERE customer_id = ?", ana) == [(1,)]
    assert rows(shop, "SELECT name FROM customer WHERE id = ?", ana) == [("Ana de Lima Souza",)]
    assert_sound(shop)


def a_registered(ctx: Context, name: str, document: str) -> int:
    draft = customers.CustomerDraft(name=name, document=document)
    return customers.register_customer(ctx, customers.CustomerOrder(new_id(), draft)).id


def test_lines_add_up(sqlite_shop: Context, tmp_path: Path) -> None:
    """I19: what the file holds came in, was refused, or was here."""
    lines = [*LINES, LINES[0], changed(3, 5, "-1")[3], ["", "", "", "1/2", "10/10/2026", "5,00", ""]]
    done = brought_in(sqlite_shop, a_file(tmp_path, lines))

    report = done.report
    assert report.new + report.repeated + len(report.refused) == len(lines)
    assert [(each.line, each.column, each.reason) for each in report.refused] == [
        (8, "Valor", RefusedReason.NEGATIVE_AMOUNT), (9, "Cliente", RefusedReason.NO_CUSTOMER),
    ]  # fmt: skip


def test_a_workbook_of_two_sheets_comes_back_with_both(sqlite_shop: Context, tmp_path: Path) -> None:
    customers_sheet: list[Row] = [
        ["Código", "Nome", "CPF"], [1, "Ana Lima", "529.982.247-26"], [2, "José Prado", JOSE], [3, "", "123"],
    ]  # fmt: skip
    pieces: list[Row] = [
        ["Código cliente", "Contrato", "Parcela", "Vencimento", "Valor"],
        [1, "77", "1/1", "10/12/2026", "10,00"], [2, "78", "1/2", "10/12/2026", "abc"],
        [2, "78", "2/2", "10/01/2027", "20,00"], [9, "79", "1/1", "10/12/2026", "30,00"],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "dois.xlsx", {"Clientes": customers_sheet, "Parcelas": pieces})
    done = brought_in(sqlite_shop, path)

    assert [(each.sheet, each.line, each.column, each.reason) for each in done.report.refused] == [
        ("Clientes", 2, "CPF", RefusedReason.INVALID_DOCUMENT),
        ("Clientes", 4, "CPF", RefusedReason.INVALID_DOCUMENT),
        ("Parcelas", 2, "Código cliente", RefusedReason.CUSTOMER_REFUSED),
        ("Parcelas", 3, "Valor", RefusedReason.INVALID_AMOUNT),
        ("Parcelas", 5, "Código cliente", RefusedReason.UNKNOWN_CODE),
    ]
    again = tmp_path / "recusadas.xlsx"
    again.write_bytes(importing.refused_spreadsheet(sqlite_shop, done.portfolio, done.report))
    workbook = load_workbook(again)
    assert workbook.sheetnames == ["Clientes", "Parcelas"]
    workbook["Clientes"]["C2"] = ANA
    workbook["Clientes"].delete_rows(3)
    workbook["Parcelas"]["E3"] = "20,00"
    workbook["Parcelas"].delete_rows(4)
    workbook.save(again)
    second = brought_in(sqlite_shop, again)
    assert (second.report.new, second.report.refused) == (2, ())
    assert rows(sqlite_shop, "SELECT old_number, price_cents FROM sale ORDER BY old_number") == [
        ("77", 1000), ("78", 4000),
    ]  # fmt: skip
    assert_sound(sqlite_shop)
