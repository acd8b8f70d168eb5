"""Dias sem expediente by keys: a day is added, taken out, and refused beside its field."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from crediario.services import settings
from crediario.services.core import Context
from crediario.ui.settings.days_off_screen import DaysOffScreen
from crediario.ui.theme import Scheme, Theme
from crediario.ui.widgets.edits import Edit
from tests.support.shop import MANAGER, TODAY, new_id, on_day
from tests.ui.settings.office import Office, an_office
from tests.ui.setup.desks import texts_cut
from tests.ui.support import type_text
from tests.ui.windows import CTRL


def opened(office: Office) -> DaysOffScreen:
    office.open()
    office.press("7", modifier=CTRL)
    assert isinstance(office.window.current, DaysOffScreen)
    return office.window.current


def typed(office: Office, text: str) -> None:
    edit = office.focused
    assert isinstance(edit, Edit)
    type_text(edit, text)
    office.press("Return")


def kept(office: Office) -> list[tuple[date, str]]:
    return [(each.day, each.name) for each in settings.own_holidays(office.ctx)]


def an_own_day(ctx: Context, day: date, name: str = "Padroeira") -> None:
    settings.add_holiday(ctx, settings.HolidayOrder(new_id(), day, name))


def test_a_day_is_typed_and_added(office: Office) -> None:
    screen = opened(office)
    assert office.focused is screen.day
    typed(office, "24/06")
    assert screen._day_field.note.text() == "Quarta-feira"
    typed(office, "Aniversário da cidade")
    office.press("F10")

    assert kept(office) == [(date(2026, 6, 24), "Aniversário da cidade")]
    assert office.window.toaster.text == "24/06/2026 incluído: Aniversário da cidade."
    assert len(screen.table.rows()) == 1
    assert (screen.day.text(), screen.name.text(), office.focused) == ("", "", screen.day)


def test_what_is_missing_is_said_at_its_field(office: Office) -> None:
    screen = opened(office)
    office.press("F10")
    assert screen.day.error == "Falta o dia"
    typed(office, "24/06")
    office.press("F10")
    assert (screen.name.error, office.focused) == ("Falta o nome do dia", screen.name)
    assert kept(office) == []


def test_a_day_gone_by_and_one_already_there_are_refused_at_the_day(office: Office) -> None:
    an_own_day(office.ctx, date(2026, 12, 8))
    screen = opened(office)
    typed(office, "08/06/2026")
    typed(office, "Ontem")
    office.press("F10")
    assert (screen.day.error, office.focused) == ("08/06/2026 já passou", screen.day)
    screen.day.selectAll()
    typed(office, "08/12/2026")
    office.press("F10")
    assert screen.day.error == "08/12/2026 já é dia sem expediente"
    assert kept(office) == [(date(2026, 12, 8), "Padroeira")]


def test_a_day_is_taken_out_after_a_question(office: Office) -> None:
    an_own_day(office.ctx, date(2026, 12, 8))
    screen = opened(office)
    office.dialogs.answer = False
    office.press("Delete", modifier=CTRL)
    assert len(kept(office)) == 1
    office.dialogs.answer = True
    office.press("Delete", modifier=CTRL)
    assert kept(office) == []
    assert office.dialogs.asked[-1].title == "Tirar 08/12/2026?"
    assert office.window.toaster.text == "08/12/2026 saiu da lista."
    assert not screen.remove.isEnabled()


def test_a_day_gone_by_stays(office: Office) -> None:
    an_own_day(office.ctx, TODAY)
    on_day(office.ctx, date(2026, 6, 10))
    screen = opened(office)
    office.press("Delete", modifier=CTRL)
    assert not screen.remove.isEnabled()
    assert not office.dialogs.asked
    assert kept(office) == [(TODAY, "Padroeira")]


def test_what_somebody_else_took_out_is_said_above(office: Office) -> None:
    an_own_day(office.ctx, date(2026, 12, 8))
    screen = opened(office)
    gone = settings.own_holidays(office.ctx)[0]
    settings.remove_holiday(office.ctx, settings.HolidayRemoval(new_id(), gone.holiday_id))
    office.press("Delete", modifier=CTRL)
    assert "Este dia já não está na lista" in screen.note.paragraph.text


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [(1366, 768, 150, Scheme.LIGHT), (1024, 700, 100, Scheme.DARK), (1024, 700, 150, Scheme.DARK)],
)
def test_it_fits(
    qapp: QApplication, sqlite_shop: Context, width: int, height: int, percent: int, scheme: Scheme
) -> None:
    Theme.apply(qapp, scheme, percent)
    with an_office(sqlite_shop, MANAGER, width, height) as narrow:
        an_own_day(narrow.ctx, date(2026, 12, 8))
        assert not texts_cut(opened(narrow))
