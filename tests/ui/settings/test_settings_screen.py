"""Ajustes as a manager uses it: by keys, every setting with its note, refused in place, kept as a version."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from crediario.db import shop as stored
from crediario.db.connection import DiskFull
from crediario.db.models import SettingsVersion
from crediario.domain.charges import CountFrom, Rounding
from crediario.domain.money import Money, Rate
from crediario.domain.settings import ShopSettings, note_of
from crediario.services import settings
from crediario.services.core import Context
from crediario.ui.navigation import Home, Import, ShopData
from crediario.ui.settings import settings_screen, words
from tests.support.shop import CASHIER, MANAGER, OWNER, as_person, settings_order
from tests.ui.settings.office import Office, an_office
from tests.ui.setup.desks import texts_cut
from tests.ui.windows import ALT, CTRL, Elsewhere

SALE, LATE, AGREEMENT, RECEIVING, PAPERS, POINTS, PRIVACY, OWN, MANAGEMENT = range(1, 10)


def said(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def versions() -> int:
    return SettingsVersion.select().where(SettingsVersion.topic == "settings").count()


# -- what is shown


def test_every_setting_stands_on_one_page_with_its_note(office: Office) -> None:
    placed = [name for _, names in words.PAGES for name in names]
    assert sorted(placed) == sorted(each.name for each in fields(ShopSettings))

    screen = office.open()
    for setting in fields(ShopSettings):
        if setting.name != "plans":
            note, row = note_of(setting), office.row(setting.name)
            assert all(text in said(row) for text in (note.label, note.help, note.rule))
            assert note.label in row.editor.widget.accessibleName()
            assert row.value == getattr(ShopSettings(), setting.name)
    assert screen.pages[0].plans is not None
    assert screen.pages[0].plans.offers() == ShopSettings().plans


def test_ctrl_5_opens_it_and_the_rail_says_where_we_are(office: Office) -> None:
    office.press("5", modifier=CTRL)
    assert office.window.top.title.text() == "Ajustes"
    assert [button.action_id for button in office.window.rail._below if button.isChecked()] == ["settings"]
    assert "Gravar, F10" in " | ".join(office.window.keys.words())
    office.press("Escape")
    assert isinstance(office.window.current, Elsewhere)


def test_alt_turns_the_pages_and_the_first_field_is_ready_to_be_typed_over(office: Office) -> None:
    screen = office.open(LATE)
    fine = office.row("late_fine").editor.widget
    assert fine.hasFocus() and fine.hasSelectedText()  # type: ignore[attr-defined]
    office.press("3", modifier=ALT)
    assert screen.bar.currentIndex() == AGREEMENT - 1
    assert office.row("discount_by_cashier").editor.widget.hasFocus()


# -- keeping


def test_a_fine_typed_and_f10_is_a_new_version(office: Office) -> None:
    office.open(LATE)
    before = versions()
    office.type("1,5\n")
    assert office.row("late_interest").editor.widget.hasFocus(), "Enter leads to the next field"
    assert office.screen._status.text() == "1 ajuste mudado, ainda não gravado."
    office.press("F10")

    assert office.kept() == replace(ShopSettings(), late_fine=Rate.percent("1.5"))
    assert versions() == before + 1
    assert office.window.toaster.text == "Ajustes gravados. Versão 2; as anteriores ficam guardadas."
    assert office.screen._status.text() == "Nada mudou."
    assert not office.screen.save.isEnabled()


def test_every_kind_of_setting_by_keys(office: Office) -> None:
    office.open(LATE)
    office.type("\n\n5\n")
    office.press("Space")
    office.type("\n")
    office.press("Down")
    office.type("\n")
    office.press("Down")
    office.press(str(POINTS), modifier=ALT)
    office.press("Space", "F10")

    kept = office.kept()
    assert (kept.grace_days, kept.grace_is_retroactive) == (5, False)
    assert kept.count_late_days_from is CountFrom.NEXT_BUSINESS_DAY
    assert kept.charge_rounding is Rounding.HALF_UP
    assert kept.points_on is False


def test_plans_are_edited_in_their_table(office: Office) -> None:
    office.open(SALE)
    office.press("Space")
    office.type("\n\n0,5\n")
    office.press("F10")

    first = office.kept().plans[0]
    assert (first.offered, first.rate) == (False, Rate.percent("0.5"))
    assert first.min_price == Money(60_00)


def test_a_plan_is_added_by_keys_and_kept_in_its_place(office: Office) -> None:
    table = office.open(SALE).pages[0].plans
    assert table is not None
    office.press("N", modifier=CTRL)
    assert office.focused is table.rows[-1].count
    office.type("8\n0,5\n20\n400\n")
    office.press("F10")
    assert [plan.count for plan in office.kept().plans] == [6, 8, 10, 12, 15]
    eight = office.kept().plans[1]
    assert (eight.rate, eight.min_down_payment, eight.min_price) == (
        Rate.percent("0.5"),
        Rate.percent(20),
        Money(400_00),
    )
    assert eight.offered


def test_a_plan_is_taken_out_and_another_gets_another_number(office: Office) -> None:
    table = office.open(SALE).pages[0].plans
    assert table is not None
    office.press("Delete", modifier=CTRL)
    assert [row.name for row in table.rows] == ["10×", "12×", "15×"]
    assert office.focused is table.rows[0].count
    office.type("9\n")
    assert table.rows[0].offered.text() == "9× com juros"
    office.press("F10")
    assert [plan.count for plan in office.kept().plans] == [9, 12, 15]


def test_a_new_plan_without_a_number_is_not_kept(office: Office) -> None:
    table = office.open(SALE).pages[0].plans
    assert table is not None
    office.press("N", modifier=CTRL)
    office.press("F10")
    assert office.focused is table.rows[-1].count
    assert table._said.text() == "Falta um valor no plano novo"
    assert office.kept() == ShopSettings()


def test_two_plans_of_the_same_number_are_refused(office: Office) -> None:
    table = office.open(SALE).pages[0].plans
    assert table is not None
    office.press("N", modifier=CTRL)
    office.type("10\n")
    office.press("F10")
    assert "10" in table._said.text()
    assert office.kept() == ShopSettings()


def test_the_last_plan_stays_and_twelve_are_enough(office: Office) -> None:
    table = office.open(SALE).pages[0].plans
    assert table is not None
    for _ in range(5):
        office.press("Delete", modifier=CTRL)
    assert len(table.rows) == 1
    assert not table.rows[0].drop.isEnabled()
    for _ in range(14):
        office.press("N", modifier=CTRL)
    assert len(table.rows) == 12
    assert not table.add_link.isEnabled()


def test_nothing_changed_keeps_nothing(office: Office) -> None:
    office.open(LATE)
    before = versions()
    office.press("F10")
    assert versions() == before
    assert office.screen.save.accessibleDescription() == "Nada mudou."


def test_put_back_is_no_change(office: Office) -> None:
    office.open(LATE)
    office.type("1\n")
    office.press("Backtab", modifier=Qt.KeyboardModifier.ShiftModifier)
    office.type("2\n")
    assert office.screen._status.text() == "Nada mudou."


# -- refusals


def test_above_the_law_is_said_at_the_field_and_not_kept(office: Office) -> None:
    office.open(LATE)
    office.type("3\n")
    row = office.row("late_fine")
    assert row._error.text() == "O valor vai de 0,00% a 2,00%"
    assert row.editor.widget.hasFocus()
    office.press("4", modifier=ALT)
    office.press("F10")

    assert office.kept() == ShopSettings()
    assert office.screen.bar.currentIndex() == LATE - 1, "F10 leads to what is wrong"
    assert row.editor.widget.hasFocus()


def test_an_empty_field_is_missing(office: Office) -> None:
    office.open(LATE)
    office.press("Delete", "F10")
    assert office.row("late_fine")._error.text() == "Falta este valor"
    assert office.kept() == ShopSettings()


def test_at_least_one_plan_stays(office: Office) -> None:
    screen = office.open(SALE)
    table = screen.pages[0].plans
    assert table is not None
    for row in table.rows:
        row.offered.setChecked(False)
    office.press("F10")
    assert table._said.text() == "Ofereça pelo menos um plano"
    assert table.rows[0].offered.hasFocus()
    assert office.kept() == ShopSettings()


def test_what_the_rules_refuse_at_last_stands_at_its_setting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crediario.domain.settings import SettingOutOfRange

    def refuse(*_: object) -> None:
        raise SettingOutOfRange("grace_days", 0, 10)

    office.open(LATE)
    office.type("1\n")
    monkeypatch.setattr(settings_screen, "change_settings", refuse)
    office.press("F10")
    assert office.row("grace_days")._error.text() == "O valor vai de 0 a 10"
    assert office.row("grace_days").editor.widget.hasFocus()


def test_what_the_world_refuses_is_told_above_and_can_be_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, ids = settings_screen.change_settings, []

    def full(_: object, order: settings_screen.SettingsOrder) -> None:
        ids.append(order.request_id)
        raise DiskFull

    office.open(LATE)
    office.type("1\n")
    monkeypatch.setattr(settings_screen, "change_settings", full)
    office.press("F10")
    assert "o disco está cheio" in office.screen.note.paragraph.text
    office.press("F10")
    assert len(set(ids)) == 1, "the same content is the same request"
    monkeypatch.setattr(settings_screen, "change_settings", real)
    office.press("F10")
    assert office.kept().late_fine == Rate.percent(1)


# -- leaving, coming back


def test_leaving_asks_once_and_only_when_something_was_changed(office: Office) -> None:
    office.open(LATE)
    office.press("Escape")
    assert office.dialogs.asked == []
    office.open(LATE)
    office.type("1\n")
    office.dialogs.answer = False
    office.press("Escape")
    assert [question.title for question in office.dialogs.asked] == ["Sair sem gravar?"]
    assert office.screen._status.text().startswith("1 ajuste")


def test_f5_brings_what_another_till_kept_and_leaves_what_is_being_typed(office: Office) -> None:
    office.open(LATE)
    office.type("1\n")
    stored.save_version(office.ctx.stamp, "settings", replace(ShopSettings(), grace_days=3))
    office.press("F5")

    assert office.row("grace_days").value == 3
    assert office.row("late_fine").value == Rate.percent(1)
    office.press("F10")
    assert office.kept() == replace(ShopSettings(), grace_days=3, late_fine=Rate.percent(1))


# -- who may


def test_the_counter_looks_but_changes_nothing(counter: Office) -> None:
    screen = counter.open(LATE)
    assert all(not row.editor.widget.isEnabled() for page in screen.pages for row in page.rows)
    assert screen.save.isHidden()
    assert screen._status.text() == words.ONLY_MANAGERS
    assert "Gravar" not in " ".join(counter.window.keys.words())
    assert screen.bar.hasFocus()
    counter.press("F10")
    assert versions() == 1


# -- what whoever manages opens from here


def test_gerencia_leads_to_what_somebody_manages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(office.window, "open", opened.append)
    office.open(MANAGEMENT)
    assert office.screen.management is not None
    assert office.screen.management.buttons[0].hasFocus()
    office.press("Return")
    office.press("O", modifier=CTRL)

    assert opened == [ShopData(), Import()]
    said_here = [button.accessibleName() for button in office.screen.management.buttons]
    assert "Abrir Pessoas e permissões, Ctrl+T" in said_here


def test_the_counter_has_nothing_to_manage(counter: Office) -> None:
    counter.open(OWN)
    assert counter.screen.management is None
    # Impressão comes after, for everybody.
    assert counter.screen.bar.count() == OWN + 1


# -- sizes


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700)])
def test_no_field_is_cut(sqlite_shop: Context, width: int, height: int) -> None:
    with an_office(sqlite_shop, MANAGER, width, height) as office:
        for page in range(1, 9):
            assert texts_cut(office.open(page)) == []


def test_home_is_one_esc_away_for_everybody(counter: Office) -> None:
    counter.open(OWN)
    counter.press("Escape")
    assert isinstance(counter.window.current, Elsewhere)
    assert counter.window.current.where == Home()
    assert counter.ctx.operator.number == CASHIER


# -- two managers


def by_another(ctx: Context, **changes: object) -> None:
    """The owner saves other settings at another computer."""
    owner = as_person(ctx, OWNER)
    order = settings_order(owner, replace(settings.settings_in_force(owner), **changes))  # type: ignore[arg-type]
    settings.change_settings(owner, order)


#: Of each page one setting that is changed here, the same one at another computer, and a third one there.
TWO_AT_ONCE: list[tuple[int, dict[str, object], dict[str, object]]] = [
    (SALE, {"rate_cap": Rate.percent("0.9")}, {"remainder_first": True}),
    (LATE, {"grace_days": 5}, {"late_fine": Rate.percent("1.5")}),
    (AGREEMENT, {"discount_by_cashier": Rate.percent(1)}, {"discount_by_manager": Rate.percent(12)}),
    (RECEIVING, {"cash_tolerance": Money(7_00)}, {"blind_count": False}),
    (PAPERS, {"print_carne": False}, {"print_contract": False}),
    (POINTS, {"points_on": False}, {"grace_days": 2}),
    (PRIVACY, {"idle_lock_minutes": 3}, {"cep_online": True}),
]


@pytest.mark.parametrize(("page", "mine", "theirs"), TWO_AT_ONCE)
def test_what_somebody_else_saved_meanwhile_is_shown_and_mine_stays(
    office: Office, page: int, mine: dict[str, object], theirs: dict[str, object]
) -> None:
    screen = office.open(page)
    for name, value in mine.items():
        office.row(name).editor.show(value)
    by_another(office.ctx, **theirs)
    office.press("F10")

    assert office.kept() == replace(ShopSettings(), **theirs), "nothing was overwritten"  # type: ignore[arg-type]
    noted = screen.note.paragraph.text
    assert noted.startswith("Aurora R. gravou outra versão enquanto esta estava aberta.")
    assert all(note_of(words.setting(name)).label in noted for name in theirs)
    assert "Você também mudou" not in noted
    for name, value in (mine | theirs).items():
        assert office.row(name).value == value
    office.press("F10")
    assert office.kept() == replace(ShopSettings(), **mine, **theirs)  # type: ignore[arg-type]
    assert not screen.note.isVisible()


def test_a_setting_that_both_changed_is_named(office: Office) -> None:
    screen = office.open(LATE)
    office.type("1,5\n")
    by_another(office.ctx, late_fine=Rate.percent("1.2"))
    office.press("F10")
    noted = screen.note.paragraph.text
    label = note_of(words.setting("late_fine")).label
    assert f"«{label}»: 1,20%" in noted.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Você também mudou: «{label}»." in noted
    assert office.row("late_fine").value == Rate.percent("1.5"), "what was typed stays on the screen"


def test_plans_of_somebody_else_are_not_overwritten(office: Office) -> None:
    screen = office.open(SALE)
    office.press("Space")
    by_another(office.ctx, plans=ShopSettings().plans[:2])
    office.press("F10")
    assert len(office.kept().plans) == 2
    assert "outros valores" in screen.note.paragraph.text


def test_f5_with_something_changed_says_what_changed_too(office: Office) -> None:
    screen = office.open(LATE)
    office.type("1,5\n")
    by_another(office.ctx, grace_days=2)
    office.press("F5")
    assert screen.note.paragraph.text.startswith("Outra pessoa gravou outra versão")
    assert (office.row("late_fine").value, office.row("grace_days").value) == (Rate.percent("1.5"), 2)
