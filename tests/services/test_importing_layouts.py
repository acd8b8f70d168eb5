"""The same portfolio in layouts nobody has shown: whatever the titles and their order, the totals agree."""

from pathlib import Path

import pytest

from crediario.services.checking import check_shop
from crediario.services.core import Context
from crediario.services.importing import NoteKind, NothingRecognised, RefusedReason
from crediario.ui.messages import words
from tests.support.importing import brought_in, looked_at, portfolio_of
from tests.support.layouts import LAYOUTS
from tests.support.portfolios import (
    a_portfolio,
    br,
    cpf_dots,
    day,
    lines_of,
    totals_of,
    write_csv,
    write_xlsx,
)
from tests.support.shop import system


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", LAYOUTS)
def test_the_totals_agree(sqlite_shop: Context, tmp_path: Path, name: str, seed: int) -> None:
    path, lines = LAYOUTS[name](tmp_path, a_portfolio(seed))

    report = looked_at(sqlite_shop, path)

    assert report.totals == totals_of(lines)
    assert (report.new, report.repeated, report.refused) == (len(lines), 0, ())


@pytest.mark.parametrize("name", sorted(LAYOUTS)[::3])
def test_what_comes_in_is_sound_and_comes_in_once(sqlite_shop: Context, tmp_path: Path, name: str) -> None:
    path, lines = LAYOUTS[name](tmp_path, a_portfolio(3, people=12))

    done = brought_in(sqlite_shop, path)
    again = brought_in(sqlite_shop, path)

    assert done.report.totals == again.report.totals == totals_of(lines)
    assert (done.report.new, again.report.new, again.report.repeated) == (len(lines), 0, len(lines))
    assert again.import_id is None
    report = check_shop(system(sqlite_shop))
    assert report.ok, [(each.code, each.examples) for each in report.invariants if each.failed]


def test_a_list_of_customers_alone(sqlite_shop: Context, tmp_path: Path) -> None:
    people = a_portfolio(4)
    rows = [[p.name, cpf_dots(p.cpf), f"({p.ddd}) {p.phone}", day(p.birth), "Rua A", "12"] for p in people]
    path = write_csv(tmp_path / "a.csv", [["Nome", "CPF", "Celular", "Nascimento", "Rua", "Nº"], *rows])

    done = brought_in(sqlite_shop, path)
    again = brought_in(sqlite_shop, path)

    assert done.report.totals.customers == len(people)
    assert (done.report.new, done.report.totals.sales) == (0, 0)
    assert done.report.after.customers == len(people)
    assert again.import_id is None
    streets = {
        street for (street,) in sqlite_shop.database.execute_sql("SELECT street FROM customer").fetchall()
    }
    assert streets == {"Rua A, 12"}


def test_a_line_for_a_whole_sale_is_refused_by_name(sqlite_shop: Context, tmp_path: Path) -> None:
    rows = [
        [
            p.name,
            p.cpf,
            s.number,
            f"{len(s.pieces)}x de {br(s.pieces[0].cents)}",
            day(s.pieces[0].due),
            "99,00",
        ]
        for p in a_portfolio(5)
        for s in p.sales
    ]
    head = ["Cliente", "CPF", "Contrato", "Parcelas", "1º vencimento", "Valor"]
    path = write_csv(tmp_path / "a.csv", [head, *rows])

    report = looked_at(sqlite_shop, path)

    assert len(report.refused) == len(rows)
    assert {(each.column, each.reason) for each in report.refused} == {("Parcelas", RefusedReason.WHOLE_SALE)}


def test_a_count_alone_is_a_whole_sale_too(sqlite_shop: Context, tmp_path: Path) -> None:
    rows = [
        [p.name, p.cpf, s.number, len(s.pieces), s.pieces[0].due, 80.5]
        for p in a_portfolio(6)
        for s in p.sales
    ]
    head = ["Cliente", "CPF", "Contrato", "Qtd parcelas", "Vencimento", "Valor da parcela"]
    report = looked_at(sqlite_shop, write_xlsx(tmp_path / "a.xlsx", {"Vendas": [head, *rows]}))

    assert {each.reason for each in report.refused} == {RefusedReason.WHOLE_SALE}
    assert len(report.refused) == len(rows)


def test_sheets_that_are_no_portfolio_and_hidden_ones_are_left_aside(
    sqlite_shop: Context, tmp_path: Path
) -> None:
    people = a_portfolio(7)
    lines = lines_of(people)
    head = ["Cliente", "CPF", "Contrato", "Parcela", "Vencimento", "Valor"]
    rows = [
        [x.person.name, x.person.cpf, x.sale.number, f"{x.piece.number}/{len(x.sale.pieces)}", x.piece.due,
         x.piece.cents / 100]
        for x in lines
    ]  # fmt: skip

    def hide(workbook: object) -> None:
        workbook["Velha"].sheet_state = "hidden"  # type: ignore[index]

    sheets = {
        "Resumo": [["Metas do mês"], ["vender mais"]],
        "Carteira": [head, *rows],
        "Velha": [head, *rows],
    }
    report = looked_at(sqlite_shop, write_xlsx(tmp_path / "a.xlsx", sheets, hide))

    assert report.new == len(lines)
    assert [(each.sheet, each.reason.value) for each in report.ignored] == [
        ("Resumo", "not_a_portfolio"), ("Carteira", "header"), ("Velha", "hidden_sheet"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        (["Cliente", "Parcela", "Valor"], ("due_date",)),
        (["Vencimento", "Valor"], ("name",)),
        (["Cor", "Peso"], ()),
    ],
)
def test_a_file_without_what_installments_need(
    sqlite_shop: Context, tmp_path: Path, head: list[str], missing: tuple[str, ...]
) -> None:
    cells = {"Cliente": "Ana Lima", "Parcela": "1/2", "Valor": "9,90", "Vencimento": "10/10/2026"}
    path = write_csv(tmp_path / "a.csv", [head, *[[cells.get(title, "azul") for title in head]] * 5])

    with pytest.raises(NothingRecognised) as refused:
        portfolio_of(sqlite_shop, path)

    assert refused.value.missing == missing


@pytest.mark.parametrize(
    ("head", "other", "missing"),
    [
        (["Cliente", "Vencimento", "Valor", "Valor"], "11,50", ("amount",)),
        (["Cliente", "Vencimento", "Vencimento", "Valor"], "12/12/2026", ("due_date",)),
        (["Cliente", "Cliente", "Vencimento", "Valor"], "Rui Melo", ("name",)),
    ],
)
def test_the_same_title_twice_is_asked_about(
    sqlite_shop: Context, tmp_path: Path, head: list[str], other: str, missing: tuple[str, ...]
) -> None:
    cells = {"Cliente": "Ana Lima", "Valor": "9,90", "Vencimento": "10/10/2026"}
    row = [cells[title] for title in head]
    row[max(place for place, title in enumerate(head) if head.count(title) > 1)] = other
    same = [cells[title] for title in head]

    with pytest.raises(NothingRecognised) as refused:
        portfolio_of(sqlite_shop, write_csv(tmp_path / "a.csv", [head, *[row] * 5]))

    assert refused.value.missing == missing
    assert words(refused.value).title.startswith("Há mais de uma coluna chamada")
    report = looked_at(sqlite_shop, write_csv(tmp_path / "b.csv", [head, same]))
    assert report.new == 1, "the same cells twice are no question"


def test_only_names_and_no_numbers_at_all(sqlite_shop: Context, tmp_path: Path) -> None:
    """A notebook at its barest: name, day, amount; each line is a sale by itself."""
    rows = [[x.person.name, day(x.piece.due), br(x.piece.cents)] for x in lines_of(a_portfolio(8))]
    done = brought_in(sqlite_shop, write_csv(tmp_path / "a.csv", [["Nome", "Vence", "Valor"], *rows]))

    assert done.report.totals.customers == 25
    assert done.report.totals.sales == done.report.totals.open_installments == len(rows)
    again = brought_in(sqlite_shop, write_csv(tmp_path / "a.csv", [["Nome", "Vence", "Valor"], *rows]))
    assert (again.report.new, again.report.repeated) == (0, len(rows))


def test_part_of_an_installment_paid(sqlite_shop: Context, tmp_path: Path) -> None:
    head = ["Cliente", "Parcela", "Vencimento", "Valor", "Pago em", "Valor pago", "Saldo"]
    rows = [
        ["Ana Lima", "1/3", "10/08/2026", "100,00", "10/08/2026", "100,00", "0,00"],
        ["Ana Lima", "2/3", "10/09/2026", "100,00", "12/09/2026", "40,00", "60,00"],
        ["Ana Lima", "3/3", "10/12/2026", "100,00", "", "", "100,00"],
    ]
    done = brought_in(sqlite_shop, write_csv(tmp_path / "a.csv", [head, *rows]))

    totals = done.report.totals
    assert (totals.sales, totals.open_installments, totals.paid_installments) == (1, 2, 1)
    assert (str(totals.open_total), str(totals.overdue_total), str(totals.paid_total)) == (
        "160.00",
        "60.00",
        "140.00",
    )
    assert check_shop(system(sqlite_shop)).ok


def test_what_is_told_of_lines_that_come_in(sqlite_shop: Context, tmp_path: Path) -> None:
    head = [
        "Cliente",
        "CPF",
        "Fone",
        "E-mail",
        "CEP",
        "Parcela",
        "Vencimento",
        "Valor",
        "Pago em",
        "Valor pago",
    ]
    cpf = "52998224725"
    rows = [
        [
            "Ana Lima",
            cpf,
            "98765432",
            "ana em casa",
            "123",
            "1/4",
            "10/08/2026",
            33.333333333,
            "10/08/2026",
            "",
        ],
        ["Ana Lima", cpf, "98765432", "ana em casa", "123", "2/4", "10/09/2026", 33.33, "20/09/2026", 40],
        ["Ana Lima", cpf, "98765432", "ana em casa", "123", "3/4", "10/10/2026", 33.33, "ok", ""],
        ["Ana Lima", cpf, "98765432", "ana em casa", "123", "4/4", "10/11/2026", 33.33, "10/11/2026", 30],
    ]
    done = brought_in(sqlite_shop, write_xlsx(tmp_path / "a.xlsx", {"Plan1": [head, *rows]}))

    told = {(each.line, each.column, each.kind) for each in done.report.notes}
    assert told == {
        (2, "E-mail", NoteKind.LEFT_OUT), (2, "CEP", NoteKind.LEFT_OUT), (2, "Valor", NoteKind.ROUNDED),
        (2, "Fone", NoteKind.PHONE_INCOMPLETE), (3, "Valor pago", NoteKind.PAID_MORE),
        (4, "Pago em", NoteKind.PAID_DAY_ASSUMED), (5, "Valor pago", NoteKind.PAID_LESS),
    }  # fmt: skip
    assert check_shop(system(sqlite_shop)).ok
