"""The import by keys: file, columns, totals, done; refused lines corrected and brought again."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from crediario.services.importing import DateOrder, ImportOrder, Meaning, import_portfolio
from crediario.ui.importing.wizard import COLUMNS, DONE, FILE, REVIEW
from crediario.ui.navigation import Home, Overdue
from crediario.ui.widgets.labels import Paragraph
from tests.ui.importing.bench import (
    ANA,
    BRUNO,
    CARLA,
    NO_AMOUNT,
    NO_SUCH_DAY,
    PORTFOLIO,
    Bench,
    a_file,
    a_line,
)
from tests.ui.support import type_text
from tests.ui.windows import ALT, Elsewhere


def numbers(bench: Bench) -> list[str]:
    """The figures of the totals shown."""
    step = bench.screen.review if bench.screen.shown == REVIEW else bench.screen.done
    return [number.figure for number in step.totals.numbers]


def test_a_portfolio_comes_in_with_four_keys(bench: Bench, tmp_path: Path) -> None:
    screen = bench.screen
    assert (screen.shown, screen.continue_button.words) == (FILE, "Escolher arquivo")
    bench.choose(a_file(tmp_path))
    assert screen.shown == COLUMNS
    assert not bench.has_customers()
    bench.press("F10")
    assert screen.shown == REVIEW
    assert numbers(bench) == ["2", "2", "5", "R$\xa0361,00", "R$\xa0100,00", "R$\xa0100,00"]
    assert screen.continue_button.words == "Trazer 5 parcelas"
    assert not bench.has_customers()
    bench.press("F10")
    assert screen.shown == DONE
    assert bench.found(ANA) == bench.found(BRUNO) == 1
    assert screen.done.shop.after[3].text() == "361,00"
    bench.press("F10")
    assert isinstance(bench.window.here, Home)


def test_what_is_refused_is_saved_corrected_and_brought_again(bench: Bench, tmp_path: Path) -> None:
    bench.bring(a_file(tmp_path, (*PORTFOLIO, NO_AMOUNT, NO_SUCH_DAY)))
    screen = bench.screen
    assert screen.shown == DONE
    assert bench.found(CARLA) == 0
    bench.dialogs.to_save = tmp_path / "recusadas.xlsx"
    bench.ctrl("S")
    _correct(bench.dialogs.to_save, {"VALOR": (2, "45,00"), "VENCTO": (3, "20/07/2026")})
    bench.dialogs.to_open = bench.dialogs.to_save
    bench.ctrl("O")
    assert screen.shown == COLUMNS
    bench.press("F10")
    assert screen.review.totals.numbers[2].figure == "2"
    assert screen.review.summary == "Nada recusado"
    bench.press("F10")
    assert screen.shown == DONE
    assert bench.found(CARLA) == 1
    assert screen.done.shop.after[3].text() == "451,00"
    assert bench.imports() == 2


def _correct(sheet: Path, cells: dict[str, tuple[int, str]]) -> None:
    """As a person corrects it: the cells named by their title and their line."""
    book = load_workbook(sheet)
    page = book.worksheets[0]
    titles = {cell.value: cell.column for cell in page[1]}
    for title, (line, text) in cells.items():
        page.cell(line, titles[title], text)
    book.save(sheet)


def test_what_the_file_does_not_say_is_told_before(bench: Bench, tmp_path: Path) -> None:
    dora = ("Dora Lins", "", "9811-4471", "504", "1/1", "30/06/2026", "60,00", "")
    bench.choose(a_file(tmp_path, (*PORTFOLIO, dora)))
    bench.press("F10")
    review = bench.screen.review
    assert review.rate.isVisible()
    assert "não há o que descontar" in review.rate.paragraph.text
    assert supposed(bench) == [
        "3 compras sem data: ficaram um mês antes do primeiro vencimento, marcadas como data estimada.",
        "1 cliente sem CPF: entra com cadastro simplificado.",
        "1 telefone incompleto: os números ficam nas observações do cadastro.",
    ]
    assert review.ignored.table.isHidden()
    review.ignored.unfold.click()
    assert [row.line for row in review.ignored.table.rows()] == [1]


def supposed(bench: Bench) -> list[str]:
    """The lines of what was supposed."""
    return [each.text for each in bench.screen.review.supposed.findChildren(Paragraph)]


def test_the_same_file_again_has_nothing_to_bring(bench: Bench, tmp_path: Path) -> None:
    bench.bring(a_file(tmp_path))
    bench.ctrl("O")
    bench.press("F10")
    review = bench.screen.review
    assert review.totals.numbers[2].figure == "5"
    assert review.said.paragraph.text.startswith("Tudo isto já está na loja.")
    assert bench.screen.continue_button.words == "Concluir"
    bench.press("F10")
    assert isinstance(bench.window.here, Home)
    assert bench.imports() == 1


def test_f10_pressed_twice_brings_once(bench: Bench, tmp_path: Path) -> None:
    bench.choose(a_file(tmp_path))
    bench.press("F10")
    first = bench.screen
    order = ImportOrder.of(first._request_id, first._checked.portfolio)  # type: ignore[union-attr]
    bench.press("F10")
    import_portfolio(bench.ctx, order)
    assert bench.imports() == 1


def test_a_column_said_wrong_is_corrected_by_arrows(bench: Bench, tmp_path: Path) -> None:
    titles = ("CLIENTE", "CPF", "TELEFONE", "CONTRATO", "PARC.", "VENCTO", "XYZ", "PAGO EM")
    bench.choose(a_file(tmp_path, titles=titles))
    columns = bench.screen.columns
    assert bench.focus is columns.board.heads[0].combo
    bench.press(*["Right"] * 6)
    combo = columns.board.heads[6].combo
    assert bench.focus is combo
    combo.set_value(Meaning.IGNORED)
    assert columns.note.paragraph.text.startswith("Falta a coluna Valor.")
    bench.press("F10")
    assert bench.screen.shown == COLUMNS
    assert bench.focus is combo
    bench.press("Down", "Down")
    assert columns.board.heads[1].combo.value() is Meaning.IGNORED
    type_text(combo, "Valor")
    assert combo.value() is Meaning.AMOUNT
    assert columns.board.heads[1].combo.value() is Meaning.DOCUMENT, "only passed over"
    bench.press("F10", "F10")
    assert bench.screen.shown == DONE


def test_what_was_corrected_is_remembered_for_the_same_titles(bench: Bench, tmp_path: Path) -> None:
    bench.choose(a_file(tmp_path))
    columns = bench.screen.columns
    columns.board.heads[2].combo.set_value(Meaning.MESSAGE_PHONE)
    assert columns.board.heads[2].how == "mudada por você"
    bench.press("F10", "F10")
    bench.ctrl("O")
    assert columns.board.heads[2].combo.value() is Meaning.MESSAGE_PHONE
    assert columns.board.heads[2].how == "como da última vez"
    assert columns.note.paragraph.text.startswith("Estes títulos já vieram antes.")


def test_sheets_of_a_workbook_are_tabs(bench: Bench, tmp_path: Path) -> None:
    book = Workbook()
    people, parts, notes = book.active, book.create_sheet("Parcelas"), book.create_sheet("Avisos")
    people.title = "Clientes"
    for line in (("Código", "Nome", "CPF"), (7, ANA, a_line(ANA, 1, "", "", "", "")[1])):
        people.append(line)
    for line in (
        ("Código", "Contrato", "Parcela", "Vencimento", "Valor"),
        (7, 501, "1/1", date(2026, 7, 1), 80.5),
    ):
        parts.append(line)
    notes.append(("falar com a contadora",))
    book.save(tmp_path / "carteira.xlsx")
    bench.choose(tmp_path / "carteira.xlsx")
    columns = bench.screen.columns
    assert [columns.bar.tabText(at) for at in range(3)] == ["Clientes", "Parcelas", "Avisos  fica de fora"]
    bench.press("2", modifier=ALT)
    assert columns.board.heads[4].combo.value() is Meaning.AMOUNT
    assert bench.focus is columns.board.heads[0].combo
    bench.press("F10", "F10")
    assert bench.found(ANA) == 1
    assert bench.screen.done.shop.after[3].text() == "80,50"


def test_esc_goes_back_step_by_step_and_out(bench: Bench, tmp_path: Path) -> None:
    bench.choose(a_file(tmp_path))
    bench.press("F10", "Escape")
    assert bench.screen.shown == COLUMNS
    bench.press("F10")
    assert bench.screen.shown == REVIEW
    bench.press("Escape", "Escape")
    assert (bench.screen.shown, bench.screen.continue_button.words) == (FILE, "Continuar")
    assert bench.screen.back_button.words == "Sair"
    bench.press("F10")
    assert bench.screen.shown == COLUMNS
    bench.press("Escape", "Escape")
    assert isinstance(bench.window.here, Home)
    assert not bench.has_customers()


def test_at_the_end_f7_shows_who_is_late(bench: Bench, tmp_path: Path) -> None:
    bench.bring(a_file(tmp_path))
    bench.press("F7")
    assert isinstance(bench.window.current, Elsewhere)
    assert isinstance(bench.window.current.where, Overdue)


def test_dates_with_the_month_first_are_a_choice(bench: Bench, tmp_path: Path) -> None:
    lines = [a_line(ANA, 1, "501", f"{at}/3", f"{at + 6:02}/25/2026", "100,00") for at in (1, 2, 3)]
    bench.choose(a_file(tmp_path, lines))
    bench.press("F10")
    refused = bench.screen.review.refused
    assert len(refused.table.rows()) == 3
    assert refused.whole.text().endswith("mude a ordem das datas em Colunas.")
    bench.press("Escape")
    bench.screen.columns.order.set_value(DateOrder.MONTH_FIRST)
    bench.press("F10")
    assert bench.screen.review.summary == "Nada recusado"
    assert bench.screen.review.totals.numbers[2].figure == "3"


def test_a_sheet_of_customers_alone_comes_in_too(bench: Bench, tmp_path: Path) -> None:
    people = [(name, a_line(name, at, "", "", "", "")[1]) for at, name in enumerate((ANA, BRUNO), 1)]
    bench.choose(a_file(tmp_path, people, ("NOME", "CPF")))
    bench.press("F10")
    assert bench.screen.continue_button.words == "Trazer 2 clientes"
    assert bench.screen.review.rate.isHidden()
    bench.press("F10")
    assert bench.screen.done.said.paragraph.text == "Pronto. 2 cadastros da planilha na loja."
    assert bench.found(BRUNO) == 1
