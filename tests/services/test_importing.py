"""Bringing a portfolio in: what it writes, and who may."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crediario.domain.importing.report import RefusedReason
from crediario.services import importing
from crediario.services.core import Context, PermissionDenied
from crediario.services.importing import ImportOrder, Meaning
from crediario.services.search import search_customers
from tests.support.importing import (
    DATA,
    HEAD,
    LINES,
    a_file,
    assert_sound,
    brought_in,
    changed,
    looked_at,
    portfolio_of,
    reasons,
    rows,
)
from tests.support.shop import CASHIER, MANAGER, SELLER, as_person, new_id

EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (DATA / "carteira-esperado.json").read_text(encoding="utf-8")
)


# The three files


@pytest.mark.parametrize("name", EXPECTED)
def test_the_shops_own_files_come_in_with_their_totals(shop: Context, name: str) -> None:
    done = brought_in(shop, DATA / name)

    totals = done.report.totals
    expected = EXPECTED[name]
    assert {key: value for key, value in expected.items() if key != "reference_date"} == {
        "customers": totals.customers,
        "sales": totals.sales,
        "open_installments": totals.open_installments,
        "open_total": str(totals.open_total),
        "overdue_installments": totals.overdue_installments,
        "overdue_total": str(totals.overdue_total),
        "paid_installments": totals.paid_installments,
        "paid_total": str(totals.paid_total),
    }
    assert done.report.refused == ()
    assert done.report.new == totals.open_installments + totals.paid_installments
    assert done.report.before.open_installments == 0
    assert str(done.report.after.overdue_total) == expected["overdue_total"]
    assert_sound(shop)


def test_the_notebooks_other_lines_are_told(sqlite_shop: Context) -> None:
    report = looked_at(sqlite_shop, DATA / "carteira-caderno.xlsx")

    assert [(each.sheet, each.line, each.reason.value) for each in report.ignored] == [
        ("CADERNO 2026", 1, "title"), ("CADERNO 2026", 2, "title"), ("CADERNO 2026", 4, "header"),
        ("CADERNO 2026", 1782, "total"),
    ]  # fmt: skip


def test_a_second_import_changes_nothing(shop: Context) -> None:
    name = "carteira-caderno.xlsx"
    brought_in(shop, DATA / name)
    before = importing.list_imports(shop), rows(shop, "SELECT COUNT(*) FROM customer_word")

    again = brought_in(shop, DATA / name)

    assert again.import_id is None
    assert (again.report.new, again.report.repeated, again.report.changes_something) == (0, 1755, False)
    assert again.report.before == again.report.after
    assert before == (importing.list_imports(shop), rows(shop, "SELECT COUNT(*) FROM customer_word"))


# What is written


def test_paid_ones_are_settled_with_the_charges_of_their_time_waived(shop: Context, tmp_path: Path) -> None:
    brought_in(shop, a_file(tmp_path, LINES))

    late = rows(
        shop,
        "SELECT a.paid_on, a.days_late, a.amount_cents, a.principal_cents, a.fine_cents, a.interest_cents,"
        " a.discount_cents, a.waived_fine_cents, a.waived_interest_cents, a.origin, a.payment_id"
        " FROM allocation AS a JOIN sale AS s ON s.id = a.sale_id WHERE s.old_number = '78'",
    )
    # 50,00 paid fifteen days late: 2% is 1,00; 1% a month for 15 days is 0,25.
    assert [(str(row[0]), *row[1:]) for row in late] == [
        ("2026-10-20", 15, 5000, 5000, 0, 0, 0, 100, 25, "import", None)
    ]
    assert rows(shop, "SELECT COUNT(*) FROM payment") == [(0,)]
    assert rows(shop, "SELECT COUNT(*) FROM cash_movement") == [(0,)]
    assert rows(shop, "SELECT COUNT(*) FROM point_entry") == [(0,)]
    assert_sound(shop)


@pytest.mark.parametrize(
    ("paid", "parts"),
    [
        # amount, principal, fine, interest, discount, waived fine, waived interest
        ("50,80", (5080, 5000, 80, 0, 0, 20, 25)),
        ("51,10", (5110, 5000, 100, 10, 0, 0, 15)),
        ("60,00", (5125, 5000, 100, 25, 0, 0, 0)),
        ("45,00", (4500, 4500, 0, 0, 500, 100, 25)),
    ],
)
def test_what_was_paid_beyond_or_below_the_amount(
    sqlite_shop: Context, tmp_path: Path, paid: str, parts: tuple[int, ...]
) -> None:
    lines = [[*line, paid if line[2] == "78" and line[6] else ""] for line in LINES]
    brought_in(sqlite_shop, a_file(tmp_path, lines, [*HEAD, "Valor pago"]))

    sql = (
        "SELECT a.amount_cents, a.principal_cents, a.fine_cents, a.interest_cents, a.discount_cents,"
        " a.waived_fine_cents, a.waived_interest_cents FROM allocation AS a"
        " JOIN sale AS s ON s.id = a.sale_id WHERE s.old_number = '78'"
    )
    assert rows(sqlite_shop, sql) == [parts]
    assert_sound(sqlite_shop)


def test_a_sale_as_it_is_written(shop: Context, tmp_path: Path) -> None:
    brought_in(shop, a_file(tmp_path, LINES))

    sale = rows(
        shop,
        "SELECT number, old_number, price_cents, installment_count, rate_month, sold_on_assumed, sold_on,"
        " first_due, every FROM sale ORDER BY number",
    )
    assert [tuple(map(str, row)) for row in sale] == [
        ("1", "77", "30001", "3", "0", "1", "2026-08-10", "2026-09-10", "month"),
        ("2", "78", "10000", "2", "0", "1", "2026-09-05", "2026-10-05", "month"),
    ]
    assert rows(shop, "SELECT last_number FROM number_series WHERE series = 'contract'") == [(2,)]


def test_customers_are_found_and_owe_what_the_file_says(shop: Context, tmp_path: Path) -> None:
    brought_in(shop, a_file(tmp_path, LINES))

    found = search_customers(shop, "ana lima")
    assert [each.name for each in found.customers] == ["Ana Lima"]
    assert rows(shop, "SELECT open_cents, overdue_cents, bucket FROM customer WHERE name = 'Ana Lima'") == [
        (20001, 10000, 3)
    ]


def test_a_phone_takes_the_area_code_of_the_customers_other_lines(
    sqlite_shop: Context, tmp_path: Path
) -> None:
    phones = ["98124471", "(34) 9 9812-4471", "99811-0000", "", "3821-4405"]
    lines = [[*line, phone] for line, phone in zip(LINES, phones, strict=True)]
    brought_in(sqlite_shop, a_file(tmp_path, lines, [*HEAD, "Telefone"]))

    assert rows(sqlite_shop, "SELECT e164 FROM customer_phone ORDER BY customer_id, position") == [
        ("+5534998124471",), ("+5534998110000",),
    ]  # fmt: skip
    assert rows(sqlite_shop, "SELECT notes FROM customer WHERE name = 'José Prado'") == [
        ("Telefone incompleto: 38214405",)
    ]


def test_the_audit_does_not_hold_the_file(shop: Context, tmp_path: Path) -> None:
    portfolio = portfolio_of(shop, a_file(tmp_path, LINES))
    order = ImportOrder.of(new_id(), portfolio)

    done = importing.import_portfolio(shop, order)

    ((subject, result),) = rows(
        shop,
        "SELECT a.subject, o.result FROM audit AS a JOIN operation AS o ON o.id = a.operation"
        " WHERE a.use_case = 'import_portfolio'",
    )
    for text in (subject, result):
        assert "Ana" not in text
        assert "52998224725" not in text
    assert portfolio.sha256 in subject
    assert importing.import_portfolio(shop, order) == done, "the same request gets the same answer"
    assert rows(shop, "SELECT COUNT(*) FROM sale") == [(2,)]


def test_dates_that_cannot_be(sqlite_shop: Context, tmp_path: Path) -> None:
    """Bought after the first due date: assumed anew. Paid before the purchase: refused."""
    head = [*HEAD, "Data da compra"]
    lines = [
        [*LINES[0], "15/09/2026"], [*LINES[1], "15/09/2026"],
        [*LINES[3][:6], "01/08/2026", "05/09/2026"], [*LINES[4], "05/09/2026"],
    ]  # fmt: skip
    done = brought_in(sqlite_shop, a_file(tmp_path, lines, head))

    assert reasons(done) == [(4, "Pago em", RefusedReason.PAID_BEFORE_PURCHASE)]
    found = rows(sqlite_shop, "SELECT sold_on, sold_on_assumed FROM sale ORDER BY number")
    assert found == [(str(date(2026, 8, 10)), 1), (str(date(2026, 9, 5)), 0)]
    assert_sound(sqlite_shop)


def test_nothing_is_dated_after_today(sqlite_shop: Context, tmp_path: Path) -> None:
    done = brought_in(sqlite_shop, a_file(tmp_path, changed(1, 6, "21/11/2026")))

    assert reasons(done) == [(3, "Pago em", RefusedReason.IN_THE_FUTURE)]


# Layouts remembered, permissions


def test_a_corrected_mapping_is_remembered(shop: Context, tmp_path: Path) -> None:
    head = ["Cliente", "CPF", "X1", "Parcela", "Vencimento", "Valor", "X2"]
    path = a_file(tmp_path, [[*line[:6], ""] for line in LINES], head)
    opened = importing.open_portfolio(shop, path)
    (mapping,) = importing.suggested_mappings(shop, opened)
    assert not mapping.remembered
    corrected = mapping.with_meaning(2, Meaning.OLD_NUMBER).with_meaning(6, Meaning.NOTES)

    first = brought_in(shop, path, (corrected,))
    (remembered,) = importing.suggested_mappings(shop, importing.open_portfolio(shop, path))

    assert remembered.remembered
    assert remembered.meanings == corrected.meanings
    assert first.report.totals.sales == 2


def test_who_may(shop: Context, tmp_path: Path) -> None:
    path = a_file(tmp_path, LINES)
    for number in (CASHIER, SELLER):
        person = as_person(shop, number)
        with pytest.raises(PermissionDenied):
            importing.open_portfolio(person, path)
        with pytest.raises(PermissionDenied):
            importing.list_imports(person)
        with pytest.raises(PermissionDenied):
            importing.import_portfolio(person, ImportOrder.of(new_id(), portfolio_of(shop, path)))
    assert brought_in(as_person(shop, MANAGER), path).report.new == 5


def test_two_systems_in_one_shop(sqlite_shop: Context) -> None:
    """The three files one after the other: nobody's code or number is mistaken for another's."""
    for name in EXPECTED:
        done = brought_in(sqlite_shop, DATA / name)
        assert done.report.refused == ()
        assert done.report.totals.sales == EXPECTED[name]["sales"]
    assert_sound(sqlite_shop)
    total = sum(each["open_installments"] for each in EXPECTED.values())
    assert (
        importing.preview_import(
            sqlite_shop, portfolio_of(sqlite_shop, DATA / "carteira-caderno.xlsx")
        ).before.open_installments
        == total
    )
