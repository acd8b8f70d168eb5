"""05b: A vencer, driven by keys."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.overdue import overdue_profile
from crediario.ui import printing
from crediario.ui.navigation import CustomerCard, Receive
from crediario.ui.overdue import due_words
from crediario.ui.overdue.coming_due import ComingDueScreen
from tests.documents.pages import page_texts
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import TODAY, on_day
from tests.ui.overdue.desk import Desk, names
from tests.ui.windows import CTRL


@pytest.fixture
def people(sqlite_shop: Context) -> dict[str, int]:
    """Ana falls due today and next month, Bia on Friday and pays late, Caio at the end of the month."""
    ids = {name: a_customer(sqlite_shop, name) for name in ("Ana Ribeiro", "Bia Rocha", "Caio Nunes")}
    on_day(sqlite_shop, date(2026, 1, 5))
    a_sale(sqlite_shop, ids["Ana Ribeiro"], Money(700_00), pieces=7, first_due=date(2026, 1, 9))
    a_sale(sqlite_shop, ids["Bia Rocha"], Money(600_00), pieces=6, first_due=date(2026, 1, 12))
    for month in (1, 2, 3, 4, 5):
        a_payment(on_day(sqlite_shop, date(2026, month, 9)), ids["Ana Ribeiro"])
        a_payment(on_day(sqlite_shop, date(2026, month, 20)), ids["Bia Rocha"])
    a_sale(sqlite_shop, ids["Caio Nunes"], Money(90_00), pieces=1, first_due=date(2026, 6, 30))
    on_day(sqlite_shop, TODAY)
    return ids


def chips(screen: ComingDueScreen) -> list[str]:
    return [chip.accessibleDescription().replace("\u00a0", " ") for chip in screen.head.chips]


def test_today_comes_first_and_the_arrows_look_further_ahead(desk: Desk) -> None:
    screen = desk.coming_due()
    walked = []
    for _ in range(4):
        walked.append((screen.list.title.text(), names(screen)))
        desk.press("Right")
    assert walked == [
        ("1 cliente, hoje 09/06/2026", ["Ana Ribeiro"]),
        ("2 clientes, até dom 14/06/2026", ["Ana Ribeiro", "Bia Rocha"]),
        ("3 clientes, até ter 30/06/2026", ["Ana Ribeiro", "Bia Rocha", "Caio Nunes"]),
        ("1 cliente, de 01/07 a 31/07/2026", ["Ana Ribeiro"]),
    ]
    assert screen.head.place == 0


def test_the_chips_tell_every_window_at_once(desk: Desk) -> None:
    screen = desk.coming_due()
    assert chips(screen) == [
        "R$ 100,00, 1 cliente", "R$ 200,00, 2 clientes", "R$ 290,00, 3 clientes", "R$ 100,00, 1 cliente",
    ]  # fmt: skip
    assert screen.head.line.text() == "1 cliente · 1 parcela"


def test_one_window_is_always_chosen(desk: Desk) -> None:
    screen = desk.coming_due()
    screen.head.chips[1].click()
    screen.head.chips[1].click()
    assert (screen.head.place, screen.head.chips[1].isChecked()) == (1, True)


def test_who_pays_late_now_and_then_is_worth_a_reminder(desk: Desk) -> None:
    screen = desk.coming_due()
    desk.press("Right", "Down")
    row = screen.list.table.current_row()
    assert (row.name, row.likely_to_forget) == ("Bia Rocha", True)
    assert "Costuma esquecer." in advice(screen)
    desk.press("Up")
    assert "Não precisa de lembrete." in advice(screen)


def advice(screen: ComingDueScreen) -> str:
    note = screen.panel.past.advice
    return "".join(run.text for run in note.paragraph._runs)


def test_enter_opens_the_ficha_and_f4_receives(desk: Desk, people: dict[str, int]) -> None:
    desk.coming_due()
    desk.press("Return")
    assert desk.window.here == CustomerCard(people["Ana Ribeiro"])
    desk.press("Escape", "F4")
    assert desk.window.here == Receive(people["Ana Ribeiro"])


def test_what_is_late_besides_is_said_before_anybody_calls(
    desk: Desk, people: dict[str, int], sqlite_shop: Context
) -> None:
    a_sale(on_day(sqlite_shop, date(2026, 5, 1)), people["Ana Ribeiro"], Money(50_00), pieces=1,
           first_due=date(2026, 5, 20))  # fmt: skip
    on_day(sqlite_shop, TODAY)
    screen = desk.coming_due()
    assert "Também tem R$\u00a050,00 em atraso." in advice(screen)


def test_nothing_to_come_says_so(desk: Desk, people: dict[str, int], sqlite_shop: Context) -> None:
    a_payment(sqlite_shop, people["Ana Ribeiro"], pieces=2)
    screen = desk.coming_due()
    assert screen.due.empty._title.text() == "Nada a vencer hoje"
    desk.press("Right")
    assert names(screen) == ["Bia Rocha"]
    assert screen.list.table.hasFocus()


def test_the_list_is_printed_with_its_days_and_marks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr(printing, "open_content", lambda content, _: opened.append(content) or True)
    desk.coming_due()
    desk.press("Right")
    desk.press("P", modifier=CTRL)
    (page,) = page_texts(opened[0])
    for said in (
        "A vencer",
        "Vencimento até dom 14/06/2026",
        "sex 12/06",
        "costuma esquecer",
        "Total: 2 clientes",
    ):
        assert said in page


def test_the_spreadsheet_holds_dates_and_the_marked_ones(desk: Desk, tmp_path: Path) -> None:
    desk.coming_due()
    desk.press("Right", "Down", "Space")
    desk.dialogs.path = tmp_path / "a.xlsx"
    desk.press("S", modifier=CTRL)
    sheet: Any = load_workbook(desk.dialogs.path).active
    assert sheet["A2"].value == "Só os marcados · Vencimento até dom 14/06/2026"
    assert [cell.value for cell in sheet["A"]][5:] == ["Bia Rocha", "1 cliente"]
    assert sheet["B6"].value.date() == date(2026, 6, 12)
    assert sheet["E6"].value == "costuma esquecer"


def test_a_down_payment_owed_again_is_named_as_one(
    desk: Desk, people: dict[str, int], sqlite_shop: Context
) -> None:
    sale = a_sale(sqlite_shop, people["Ana Ribeiro"], down_payment=Money(60_00))
    assert sale.down_payment_id is not None
    a_reversal(sqlite_shop, sale.down_payment_id)
    screen = desk.coming_due()
    assert screen.head.line.text() == "1 cliente · 1 entrada e 1 parcela"
    assert chips(screen)[0] == "R$ 160,00, 1 cliente"
    (row,) = screen.list.table.rows()
    said = due_words.talk(row, overdue_profile(sqlite_shop, row.customer_id))
    assert (said.total_name, said.total) == ("1 entrada e 1 parcela a vencer", Money(160_00))
