"""The policy by keys: examples follow the figures, versions in words, two people at once lose nothing."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from crediario.db import shop
from crediario.domain.credit.answers import Answer, Rule
from crediario.domain.credit.points_table import Item
from crediario.domain.credit.policy import STANDARD, CreditPolicy
from crediario.domain.money import Money, Rate
from crediario.services.policy import PolicyOrder, change_policy, policy_history, policy_in_force
from crediario.ui.credit.policy_screen import PolicyScreen
from crediario.ui.navigation import CreditPolicy as Place
from tests.support.shop import OWNER, as_person, new_id
from tests.ui.credit.desk import Desk
from tests.ui.windows import ALT


def opened(desk: Desk) -> PolicyScreen:
    save(desk, STANDARD)
    return desk.open(Place(), PolicyScreen)


def save(desk: Desk, policy: CreditPolicy, number: int = OWNER) -> None:
    with desk.ctx.database.atomic():
        shop.save_version(as_person(desk.ctx, number).stamp, "policy", policy)


def now(desk: Desk) -> CreditPolicy:
    return policy_in_force(desk.ctx).policy


def test_what_is_in_force_is_shown_and_nothing_is_changed_by_it(desk: Desk) -> None:
    screen = opened(desk)

    assert screen._policy() == STANDARD
    assert not screen.save.isEnabled()


def test_an_example_follows_what_is_typed(desk: Desk) -> None:
    screen = opened(desk)
    line = next(each for each in screen.rules.lines if each.name == "minimum_score")
    line.editor.widget.setFocus()
    line.editor.widget.selectAll()  # type: ignore[attr-defined]

    desk.type("450")

    assert line.example.text() == "Exemplo: Score 450 passa; score 449 não passa."


def test_every_rule_has_its_answer_and_its_example(desk: Desk) -> None:
    screen = opened(desk)
    for rule in Rule:
        assert screen.rules.answers[rule].example.text().startswith("Exemplo: ")


def test_a_change_is_saved_as_a_version(desk: Desk) -> None:
    screen = opened(desk)
    desk.press("2", modifier=ALT)
    desk.type("600")
    desk.press("F10")

    assert now(desk).default_limit == Money(600_00)
    assert policy_history(desk.ctx)[0].changes[0].name == "default_limit"
    assert not screen.save.isEnabled()


def test_an_answer_is_changed_by_its_list(desk: Desk) -> None:
    screen = opened(desk)
    assert desk.focused is screen.rules.answers[Rule.NOT_ANALYSED].editor.widget

    desk.press("Down", "F10")

    assert now(desk).answers.not_analysed is Answer.FORBID


def test_the_wheel_changes_no_answer(desk: Desk) -> None:
    screen = opened(desk)
    combo = screen.rules.answers[Rule.NOT_ANALYSED].editor.widget
    middle = QPointF(combo.rect().center())
    turned = QWheelEvent(
        middle, QPointF(combo.mapToGlobal(middle)), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(combo, turned)

    assert screen._policy() == STANDARD


def test_a_figure_out_of_its_limits_is_said_in_its_field(desk: Desk) -> None:
    screen = opened(desk)
    desk.press("2", modifier=ALT)
    line = next(each for each in screen.limit.lines if each.name == "less_share")
    line.editor.widget.setFocus()
    line.editor.widget.selectAll()  # type: ignore[attr-defined]

    desk.type("130\n")
    desk.press("F10")

    assert "100" in line._error.text()
    assert now(desk) == STANDARD


def test_bands_out_of_order_are_refused_and_led_to(desk: Desk) -> None:
    screen = opened(desk)
    desk.press("3", modifier=ALT)
    desk.type("600")
    desk.press("F10")

    assert "faixas de risco" in screen.note.paragraph.text
    assert now(desk) == STANDARD


def test_points_are_edited_and_an_empty_line_is_no_band(desk: Desk) -> None:
    screen = opened(desk)
    desk.press("4", modifier=ALT)
    card = screen.points.cards[Item.PHONES]
    card.starts[-1].set_value(5)
    card.points[-1].set_value(9)
    desk.press("F10")

    row = now(desk).points.row(Item.PHONES)
    assert [(band.start, band.points) for band in row.bands] == [(0, 0), (1, 4), (2, 8), (5, 9)]  # type: ignore[union-attr]


def test_half_a_line_of_points_is_led_to(desk: Desk) -> None:
    screen = opened(desk)
    card = screen.points.cards[Item.PHONES]
    card.starts[-1].set_value(5)

    desk.press("F10")

    assert desk.focused is card.points[-1]
    assert now(desk) == STANDARD


def test_versions_say_who_changed_what(desk: Desk) -> None:
    screen = opened(desk)
    save(desk, replace(STANDARD, minimum_score=450))
    desk.press("F5")
    desk.press("5", modifier=ALT)

    first = screen.versions.table.rows()[0]
    assert (first.saved_by, first.changes) == ("Aurora R.", ("Score mínimo: 400 → 450",))
    assert screen.versions.table.rows()[-1].number == 0


def test_the_way_back_puts_a_version_on_the_screen(desk: Desk) -> None:
    screen = opened(desk)
    save(desk, replace(STANDARD, minimum_score=450))
    desk.press("F5")
    desk.press("5", modifier=ALT)
    desk.press("End")

    screen.versions.back.click()
    assert screen._policy() == STANDARD
    desk.press("F10")

    assert now(desk) == STANDARD
    assert len(policy_history(desk.ctx)) == 4


def test_two_people_at_once_both_changes_stand(desk: Desk) -> None:
    screen = opened(desk)
    desk.press("Down")  # another answer for who has no analysis
    other = replace(STANDARD, minimum_score=450, answers=replace(STANDARD.answers, score=Answer.WARN))
    save(desk, other)

    desk.press("F10")

    said = screen.note.paragraph.text
    assert "Aurora R. gravou outra versão" in said
    assert "Score mínimo: 400 → 450" in said
    assert now(desk) == other
    desk.press("F10")
    assert now(desk) == replace(other, answers=replace(other.answers, not_analysed=Answer.FORBID))


def test_a_wrong_form_is_not_based_on_what_it_never_saw(desk: Desk) -> None:
    screen = opened(desk)
    line = next(each for each in screen.rules.lines if each.name == "minimum_score")
    line.editor.widget.clear()  # type: ignore[attr-defined]
    save(desk, replace(STANDARD, maximum_sale=Money(9_000_00)))
    desk.press("F5")
    line.show_value(420)

    desk.press("F10")
    assert now(desk).minimum_score == 400
    desk.press("F10")

    assert (now(desk).minimum_score, now(desk).maximum_sale) == (420, Money(9_000_00))


def test_leaving_asks_when_something_was_changed(desk: Desk) -> None:
    screen = opened(desk)
    desk.press("Down")
    desk.dialogs.answer = False

    desk.press("Escape")

    assert desk.window.current is screen


def test_others_only_look(counter: Desk) -> None:
    screen = opened(counter)

    assert not screen.save.isVisible()
    assert screen.bar.count() == 4
    assert not screen.rules.lines[0].editor.widget.isEnabled()


def test_the_password_is_the_use_cases_own_matter(desk: Desk) -> None:
    order = PolicyOrder(
        new_id(), policy_in_force(desk.ctx).version, replace(STANDARD, less_share=Rate.percent(40))
    )
    assert change_policy(desk.ctx, order).version
