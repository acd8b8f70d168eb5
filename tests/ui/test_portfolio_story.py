"""A shop arrives with its notebook: brought in, corrected, the worst band found, agreed on, paid; by keys."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.domain import carne_code
from crediario.domain.br import parse_plain_money
from crediario.services import checking, negotiation, overdue, payments
from crediario.services.core import Context
from crediario.ui.importing.wizard import ImportScreen
from crediario.ui.navigation import Import, Negotiation
from crediario.ui.negotiation.negotiate import NegotiationScreen
from crediario.ui.overdue.overdue import OverdueScreen
from crediario.ui.payments.receive import ReceiveScreen
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from tests.support.shop import MANAGER, PINS, on_day, system
from tests.ui.importing.bench import FileDialogs
from tests.ui.support import press_in, scan, type_text

DATA = Path(__file__).parents[1] / "data"
NOTEBOOK = DATA / "carteira-caderno.xlsx"
EXPECTED = json.loads((DATA / "carteira-esperado.json").read_text(encoding="utf-8"))[NOTEBOOK.name]
TODAY = date.fromisoformat(EXPECTED["reference_date"])
#: Two lines nobody can read: where they stand in the notebook, and what is right there.
SPOILT = {7: ("VENCTO", "31/02/2026", "18/07/2026"), 11: ("VALOR", "oitenta e oito", "R$ 88,69")}
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Office:
    """The program's own window, and hands on its keyboard."""

    ctx: Context
    window: ShopWindow
    dialogs: FileDialogs

    def press(self, *names: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for name in names:
            press_in(self.window, Qt.Key[f"Key_{name}"], modifier)
            QApplication.processEvents()

    def write(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, text)
        QApplication.processEvents()

    def on(self, kind: type) -> Any:
        current = self.window.current
        assert isinstance(current, kind), current
        return current


@pytest.fixture
def office(qapp: QApplication, sqlite_shop: Context) -> Iterator[Office]:
    """The manager signs in on the day of the notebook."""
    on_day(sqlite_shop, TODAY)
    dialogs, moments = FileDialogs(), count(1000, 500)
    nobody = system(sqlite_shop)
    window = ShopWindow(
        nobody, Tasks(nobody, inline=True), dialogs, timestamp=lambda _: next(moments), steady=lambda: 0.0
    )
    window.resize(1366, 768)
    window.begin()
    QApplication.processEvents()
    made = Office(sqlite_shop, window, dialogs)
    for figure in f"{MANAGER}{PINS[MANAGER]}":
        made.press(figure)
        window.watch.let_go()
    yield made
    window.close()
    shiboken6.delete(window)


def spoilt(folder: Path) -> Path:
    """The notebook with two lines nobody can read."""
    book = load_workbook(NOTEBOOK)
    sheet = book.worksheets[0]
    for line, (title, wrong, _) in SPOILT.items():
        sheet.cell(line, _column(sheet, title, 4)).value = wrong
    book.save(folder / "caderno.xlsx")
    return folder / "caderno.xlsx"


def corrected(place: Path) -> Path:
    """The refused lines as a person corrects them, in the order they were refused."""
    book = load_workbook(place)
    sheet = book.worksheets[0]
    for row, (title, wrong, right) in enumerate(SPOILT.values(), start=2):
        cell = sheet.cell(row, _column(sheet, title, 1))
        assert cell.value == wrong
        cell.value = right
    book.save(place)
    return place


def _column(sheet: Any, title: str, line: int) -> int:
    return next(cell.column for cell in sheet[line] if str(cell.value).strip() == title)


def test_from_the_notebook_to_the_first_installment_of_an_agreement(office: Office, tmp_path: Path) -> None:
    bring_and_correct(office, tmp_path)
    customer = worst_of_all(office)
    made = agree(office, customer)
    receive_first(office, made)
    report = checking.check_shop(system(office.ctx))
    assert report.ok, report.invariants


def bring_and_correct(office: Office, folder: Path) -> None:
    office.window.open(Import())
    QApplication.processEvents()
    screen = office.on(ImportScreen)
    office.dialogs.to_open = spoilt(folder)
    office.press("F10", "F10", "F10")
    office.dialogs.to_save = folder / "recusadas.xlsx"
    office.press("S", modifier=CTRL)
    office.dialogs.to_open = corrected(folder / "recusadas.xlsx")
    office.press("O", modifier=CTRL)
    office.press("F10", "F10")
    assert [number.figure for number in screen.done.totals.numbers][:3] == ["1", "1", "2"]
    found = overdue.aging(office.ctx)
    assert found.overdue == parse_plain_money(EXPECTED["overdue_total"])


def worst_of_all(office: Office) -> int:
    """The last band with somebody in it; the history of its first customer stands beside the list."""
    office.press("F7")
    screen = office.on(OverdueScreen)
    office.press("Right", "Right", "Right", "Right", "Right")
    found = overdue.aging(office.ctx)
    worst = [each for each in found.bands if each.customers][-1]
    rows = screen.list.table.rows()
    assert len(rows) == worst.customers
    assert overdue.overdue_profile(office.ctx, rows[0].customer_id).punctuality.strip
    office.press("Down", "F8")
    here = office.window.here
    assert isinstance(here, Negotiation)
    assert here.customer_id == rows[1].customer_id
    return here.customer_id


def agree(office: Office, customer: int) -> negotiation.AgreementMade:
    office.write("100")
    office.press("Return", "2", "F10")
    done = office.on(NegotiationScreen).done
    assert done is not None
    (line,) = negotiation.customer_agreements(office.ctx, customer)
    assert line.number == 1
    return done.made


def receive_first(office: Office, made: negotiation.AgreementMade) -> None:
    """A month later the first slip of the new carnê is read at the till."""
    on_day(office.ctx, TODAY + timedelta(days=28))
    slip = carne_code.encode(2, made.contract_number, 1)
    scan(office.window, slip.digits)
    office.on(ReceiveScreen)
    office.press("F10")
    desk = payments.receiving_desk(office.ctx, made.customer_id)
    assert all((row.sale_id, row.number) != (made.sale_id, 1) for row in desk.rows)
