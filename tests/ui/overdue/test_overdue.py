"""05: Pendências, driven by keys."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.db.models import Audit
from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.overdue import Band, OverdueOrder
from crediario.ui import printing
from crediario.ui.navigation import ComingDue, CustomerCard, Home, Negotiation, Overdue, Receive
from crediario.ui.overdue.coming_due import ComingDueScreen
from crediario.ui.overdue.overdue import OverdueScreen
from tests.documents.pages import page_texts
from tests.support.builders import a_payment
from tests.support.shop import CASHIER, SELLER, on_day
from tests.ui.overdue.desk import Desk, a_desk, elsewhere, names
from tests.ui.windows import ALT, CTRL

MARIA, NEUZA, DIVINA = "Maria das Graças Oliveira", "Neuza Aparecida Borges", "Divina Eduarda Dias"
ADILSON, VALDIRENE = "Adilson Teixeira Braga", "Valdirene Souza Campos"


# -- the list ------------------------------------------------------------------------------------------------


def test_who_is_late_the_longest_comes_first_and_is_analysed(desk: Desk) -> None:
    screen = desk.overdue()
    assert names(screen) == [DIVINA, NEUZA, MARIA, VALDIRENE, ADILSON]
    assert screen.head.total.text() == "R$\u00a01.293,33"
    assert screen.head.line.text() == "5 clientes · 89,7% da carteira"
    assert screen.list.title.text() == "5 clientes em atraso"
    assert screen.panel.accessibleName() == f"Analise antes de cobrar: {DIVINA}"


def test_the_first_of_the_list_is_two_keys_away_and_the_next_three(
    desk: Desk, people: dict[str, int]
) -> None:
    desk.press("F7", "Return")
    assert desk.window.here == Negotiation(people[DIVINA])
    desk.press("Escape", "Down", "Return")
    assert desk.window.here == Negotiation(people[NEUZA])


def test_f10_and_f8_are_the_blue_button(desk: Desk, people: dict[str, int]) -> None:
    desk.overdue()
    desk.press("F10")
    assert desk.window.here == Negotiation(people[DIVINA])
    desk.press("Escape", "F8")
    assert desk.window.here == Negotiation(people[DIVINA])


def test_receber_takes_along_all_that_is_late(desk: Desk, people: dict[str, int]) -> None:
    screen = desk.overdue()
    desk.press("Down")
    profile = screen.finder.profile
    assert profile is not None
    desk.press("F4")
    assert desk.window.here == Receive(
        people[NEUZA], marked=tuple(late.installment_id for late in profile.late)
    )


def test_ctrl_i_opens_the_ficha(desk: Desk, people: dict[str, int]) -> None:
    desk.overdue()
    desk.press("I", modifier=CTRL)
    assert desk.window.here == CustomerCard(people[DIVINA])


def test_the_panel_says_what_the_till_will_ask_for(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("Down")
    profile = screen.finder.profile
    assert profile is not None
    assert profile.total_today == Money.total(late.today for late in profile.late)
    assert screen.panel._total.text().replace("\u00a0", " ") == "R$ 662,71"
    assert screen.panel._total_name.text() == "2 parcelas + encargos"


# -- bands ---------------------------------------------------------------------------------------------------


def test_the_arrows_walk_the_bands_and_come_back_to_all(desk: Desk) -> None:
    screen = desk.overdue()
    walked = []
    for _ in range(6):
        desk.press("Right")
        walked.append(names(screen))
    assert walked == [
        [ADILSON],
        [MARIA, VALDIRENE],
        [NEUZA],
        [],
        [DIVINA],
        [DIVINA, NEUZA, MARIA, VALDIRENE, ADILSON],
    ]
    desk.press("Left")
    assert names(screen) == [DIVINA]
    assert screen.list.title.text() == "1 cliente, de mais de 90 dias"


def test_a_click_chooses_a_band_and_the_same_again_shows_all(desk: Desk) -> None:
    screen = desk.overdue()
    chip = screen.head.chips[1]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert (names(screen), chip.isChecked()) == ([MARIA, VALDIRENE], True)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert (len(names(screen)), chip.isChecked()) == (5, False)


def test_space_on_a_chip_chooses_it_too(desk: Desk) -> None:
    screen = desk.overdue()
    screen.head.chips[4].setFocus()
    desk.press("Space")
    assert names(screen) == [DIVINA]
    desk.press("Left")
    assert names(screen) == []
    assert screen.head.chips[3].hasFocus()


def test_each_chip_tells_its_sums(desk: Desk) -> None:
    screen = desk.overdue()
    chip = screen.head.chips[1]
    assert chip.accessibleName() == "16 a 30"
    assert chip.accessibleDescription().replace("\u00a0", " ") == "R$ 388,40, 2 clientes"


def test_an_empty_band_says_so_and_leads_back(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("Left", "Left")
    assert screen.list.pane.currentWidget() is screen.list.empty
    assert screen.late.empty._title.text() == "Nenhum atraso de 61 a 90 dias"
    assert screen.panel.isHidden()
    desk.press("0", modifier=CTRL)
    assert len(names(screen)) == 5
    assert screen.panel.isVisible()


def test_a_place_may_name_its_band(desk: Desk) -> None:
    desk.window.open(Overdue(band=Band.UP_TO_30))
    screen = desk.on(OverdueScreen)
    assert names(screen) == [MARIA, VALDIRENE]
    assert screen.head.chips[1].isChecked()


# -- order ---------------------------------------------------------------------------------------------------


def test_a_letter_changes_the_order_and_the_title_points_at_it(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("O")
    assert names(screen) == [NEUZA, VALDIRENE, ADILSON, DIVINA, MARIA]
    assert "Em aberto ↓" in titles(screen)
    desk.press("O")
    assert names(screen) == [ADILSON, DIVINA, MARIA, NEUZA, VALDIRENE]
    assert "Cliente ↑" in titles(screen)
    desk.press("O")
    assert "Dias ↓" in titles(screen)


def test_a_click_on_a_title_sorts_and_turns_round(desk: Desk) -> None:
    screen = desk.overdue()
    header = screen.list.table.horizontalHeader()
    header.sectionClicked.emit(titles(screen).index("Dias ↓"))
    assert names(screen) == [ADILSON, VALDIRENE, MARIA, NEUZA, DIVINA]
    header.sectionClicked.emit(titles(screen).index("Cliente"))
    assert names(screen)[0] == ADILSON
    header.sectionClicked.emit(titles(screen).index("Parc."))
    assert screen.pages.wanted.order is OverdueOrder.NAME


def titles(screen: OverdueScreen) -> list[str]:
    model = screen.list.table.rows_model
    return [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(len(model.columns))]


# -- filter --------------------------------------------------------------------------------------------------


def test_ctrl_f_finds_by_name_and_enter_goes_on_with_the_rows(desk: Desk, people: dict[str, int]) -> None:
    screen = desk.overdue()
    desk.press("F", modifier=CTRL)
    desk.write("grac")
    assert names(screen) == [MARIA]
    desk.press("Return")
    assert screen.list.table.hasFocus()
    desk.press("Return")
    assert desk.window.here == Negotiation(people[MARIA])


def test_the_filter_takes_a_telephone_and_a_least_amount(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("F", modifier=CTRL)
    desk.write("98124471")
    assert names(screen) == [MARIA]
    screen.late.name_edit.clear()
    screen.late.amount_edit.setFocus()
    desk.write("300")
    screen.late.name_edit.textEdited.emit("")
    assert names(screen) == [NEUZA, VALDIRENE]


def test_a_filter_that_leaves_nobody_says_so_and_is_cleared(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("F", modifier=CTRL)
    desk.write("xyz")
    assert screen.late.empty._title.text() == "Ninguém com “xyz”"
    assert screen.late.clear.isVisible()
    desk.press("0", modifier=CTRL)
    assert len(names(screen)) == 5
    assert (screen.late.name_edit.text(), screen.late.clear.isVisible()) == ("", False)


def test_esc_leaves_the_filter_first_and_the_screen_then(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("F", modifier=CTRL)
    desk.press("Escape")
    assert screen.list.table.hasFocus()
    desk.press("Escape")
    assert desk.window.here == Home()


def test_letters_in_the_filter_are_no_shortcuts(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("F", modifier=CTRL)
    desk.write("o")
    assert screen.pages.wanted.order is OverdueOrder.DAYS


# -- what changes elsewhere ----------------------------------------------------------------------------------


def test_paid_elsewhere_the_row_goes_and_the_frame_stays(
    desk: Desk, people: dict[str, int], sqlite_shop: Context
) -> None:
    screen = desk.overdue()
    desk.press("Down", "Down")
    desk.press("Space")
    a_payment(sqlite_shop, people[DIVINA])
    desk.press("F5")
    assert names(screen) == [NEUZA, MARIA, VALDIRENE, ADILSON]
    assert screen.customer_id == people[MARIA]
    assert [row.name for row in screen.list.table.marked_rows()] == [MARIA]
    assert screen.head.line.text().startswith("4 clientes")


def test_coming_back_shows_what_changed_meanwhile(
    desk: Desk, people: dict[str, int], sqlite_shop: Context
) -> None:
    screen = desk.overdue()
    desk.press("Return")
    elsewhere(sqlite_shop, people["Zilda Prado"], days=20)
    desk.window._changed(frozenset(OverdueScreen.refreshes_on))
    desk.press("Escape")
    assert "Zilda Prado" in names(screen)


def test_a_new_day_is_counted_when_the_list_is_opened(desk: Desk, sqlite_shop: Context) -> None:
    screen = desk.overdue()
    assert screen.list.table.rows()[0].days_late == 127
    on_day(sqlite_shop, date(2026, 6, 15))
    desk.press("F5")
    assert screen.list.table.rows()[0].days_late == 133
    assert "Zilda Prado" in names(screen)


def test_nobody_late_at_all_is_good_news(qtbot: QtBot, sqlite_shop: Context, at_once: None) -> None:
    with a_desk(sqlite_shop) as desk:
        screen = desk.overdue()
        assert screen.late.empty._title.text() == "Tudo em dia"
        assert screen.head.line.text() == "0 clientes · 0,0% da carteira"
        screen.late.back.click()
        desk.on(ComingDueScreen)


def test_what_failed_is_told_and_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from crediario.db.connection import DatabaseBusy

    screen = desk.overdue()

    def busy(*_: Any) -> None:
        raise DatabaseBusy

    asked = screen.pages._ask
    screen.pages._ask = busy
    desk.press("F5")
    assert screen.list.pane.currentWidget() not in (screen.list.table, screen.list.empty)
    assert screen.panel.isHidden()
    screen.pages._ask = asked
    desk.press("F5")
    assert screen.list.pane.currentWidget() is screen.list.table


# -- marks, paper, spreadsheet -------------------------------------------------------------------------------


def test_space_marks_and_the_foot_counts(desk: Desk) -> None:
    screen = desk.overdue()
    desk.press("Space", "Down", "Space")
    foot = (screen.list._marked.text(), screen.list._sum.text().replace("\u00a0", " "))
    assert foot == ("2 marcados", "R$ 740,03")
    assert screen.list.print_button.words == "Imprimir marcados"
    desk.press("Right")
    assert not screen.list.table.marked_rows()


def test_the_spreadsheet_holds_the_filtered_list(desk: Desk, tmp_path: Path) -> None:
    desk.overdue()
    desk.press("Right", "Right")
    desk.dialogs.path = tmp_path / "minha lista"
    desk.press("S", modifier=CTRL)
    place = tmp_path / "minha lista.xlsx"
    sheet: Any = load_workbook(place).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0][:4] == ["Cliente", "Dias em atraso", "Parcelas", "Em aberto"]
    assert [row[0] for row in rows[1:]] == [MARIA, VALDIRENE, "2 clientes"]
    assert [row[3] for row in rows[1:]] == [70, 318.4, 388.4]
    assert sheet["A2"].value == "De 16 a 30 dias · mais dias primeiro"
    assert desk.window.toaster.text == f"Planilha salva em {place}: 2 clientes."


def test_the_spreadsheet_of_the_marked_ones_holds_no_other(desk: Desk, tmp_path: Path) -> None:
    desk.overdue()
    desk.press("Down", "Space")
    desk.dialogs.path = tmp_path / "a.xlsx"
    desk.press("S", modifier=CTRL)
    sheet: Any = load_workbook(desk.dialogs.path).active
    assert [cell.value for cell in sheet["A"]][5:] == [NEUZA, "1 cliente"]
    assert sheet["A2"].value.startswith("Só os marcados · ")


def test_giving_up_saves_nothing_and_tells_no_audit(desk: Desk) -> None:
    desk.overdue()
    desk.press("S", modifier=CTRL)
    assert not Audit.select().where(Audit.use_case == "take_list").exists()


def test_a_folder_that_takes_no_file_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.overdue()
    desk.dialogs.path = tmp_path / "nowhere" / "a.xlsx"
    desk.press("S", modifier=CTRL)
    assert [each.title for each in desk.dialogs.warned] == ["A planilha não foi salva"]


def test_without_a_printer_the_list_opens_as_a_pdf(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[bytes, str]] = []
    monkeypatch.setattr(
        printing, "open_content", lambda content, name: opened.append((content, name)) or True
    )
    desk.overdue()
    desk.press("P", modifier=CTRL)
    ((content, name),) = opened
    (page,) = page_texts(content)
    assert name == "pendencias-2026-06-09"
    assert desk.window.toaster.text == "Lista aberta em PDF: 5 clientes."
    assert all(text in page for text in ("Pendências", MARIA, "Total: 5 clientes", "1.293,33", "Cláudia R."))
    assert Audit.select().where(Audit.use_case == "take_list").count() == 1


def test_while_a_list_is_made_its_key_makes_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = desk.overdue()
    runs: list[object] = []
    monkeypatch.setattr(
        desk.window.tasks, "run", lambda *args, busy, **_: runs.append(busy.setEnabled(False))
    )
    desk.press("P", "P", modifier=CTRL)
    assert len(runs) == 1
    assert desk.window.toaster.text == "Preparando a lista…"
    assert not screen.list.print_button.isEnabled()


def test_a_list_asked_for_is_saved_though_somebody_went_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.overdue()
    desk.dialogs.path = tmp_path / "a.xlsx"
    asked: list[Any] = []
    with monkeypatch.context() as held:
        held.setattr(desk.window.tasks, "run", lambda *args, **_: asked.append(args))
        desk.press("S", modifier=CTRL)
    desk.press("Escape")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (owner, make, done) = asked[0]
    assert shiboken6.isValid(owner)
    done(make(desk.ctx))
    assert desk.dialogs.path.exists()


def test_a_computer_that_opens_no_pdf_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "open_content", lambda *_: False)
    desk.overdue()
    desk.press("P", modifier=CTRL)
    assert desk.dialogs.warned == [printing.NO_VIEWER]


@pytest.mark.parametrize(("works", "said"), [(True, "Lista enviada à impressora: 5 clientes."),
                                             (False, "A impressora não respondeu.")])  # fmt: skip
def test_a_printer_gets_the_list(desk: Desk, monkeypatch: pytest.MonkeyPatch, works: bool, said: str) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "print_content", lambda _: works)
    desk.overdue()
    desk.press("P", modifier=CTRL)
    assert desk.window.toaster.text.startswith(said)


def test_many_pages_are_asked_about(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "page_count", lambda _: 42)
    monkeypatch.setattr(printing, "print_content", lambda content: printed.append(content) or True)
    desk.overdue()
    desk.dialogs.answer = False
    desk.press("P", modifier=CTRL)
    assert [question.title for question in desk.dialogs.asked] == ["Imprimir 42 páginas?"]
    assert not printed


# -- who may what --------------------------------------------------------------------------------------------


def test_the_cashier_negotiates_and_receives_but_takes_no_list(
    qtbot: QtBot, sqlite_shop: Context, people: dict[str, int], at_once: None
) -> None:
    with a_desk(sqlite_shop, CASHIER) as desk:
        screen = desk.overdue()
        assert screen.primary is not None
        assert screen.primary.words == "Negociar"
        assert not screen.list.table.has_marks
        assert not screen.list.print_button.isVisible()
        desk.press("P", modifier=CTRL)
        assert not desk.dialogs.warned


def test_who_may_make_no_agreement_goes_on_to_the_ficha(
    qtbot: QtBot, sqlite_shop: Context, people: dict[str, int], at_once: None
) -> None:
    with a_desk(sqlite_shop, SELLER) as desk:
        screen = desk.overdue()
        assert screen.primary is not None
        assert screen.primary.words == "Ficha completa"
        assert not screen.panel.receive.isVisible()
        desk.press("F8", "Return")
        assert desk.window.here == CustomerCard(people[DIVINA])


def test_the_rail_leads_here_and_shows_only_what_is_allowed(
    qtbot: QtBot, sqlite_shop: Context, people: dict[str, int]
) -> None:
    with a_desk(sqlite_shop, SELLER) as desk:
        shown = {button.action_id for button in desk.window.rail.areas if not button.isHidden()}
        assert "overdue" in shown
        assert "negotiate" not in shown
        desk.window.rail.pressed.emit("overdue")
        desk.on(OverdueScreen)


# -- the other list ------------------------------------------------------------------------------------------


def test_alt_2_turns_to_what_falls_due_and_esc_leads_home(desk: Desk) -> None:
    desk.overdue()
    desk.press("2", modifier=ALT)
    assert desk.window.here == ComingDue()
    desk.press("1", modifier=ALT)
    assert desk.window.here == Overdue()
    desk.press("Escape")
    assert desk.window.here == Home()


def test_the_bar_lists_what_works_here(desk: Desk) -> None:
    desk.overdue()
    bar = desk.bar()
    assert "Faixa de atraso, ← →" in bar
    assert "Negociar, Enter" in bar


def test_no_word_of_the_screen_offends(desk: Desk) -> None:
    from PySide6.QtWidgets import QLabel

    screen = desk.overdue()
    said = " ".join(each.text() for each in screen.findChildren(QLabel)).lower()
    assert not [
        word for word in ("dívida", "devedor", "calote", "inadimpl", "cliente atrasad") if word in said
    ]
