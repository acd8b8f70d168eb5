from collections import Counter

from PySide6.QtGui import QKeySequence

from crediario.ui.help_panel import COLUMNS, HelpPanel, help_lines
from crediario.ui.key_dispatch import bindings
from crediario.ui.keys import TABLE, Action, Where, is_plain, key, keycap


def test_every_action_has_one_entry() -> None:
    assert not [name for name, count in Counter(entry.id for entry in TABLE).items() if count > 1]


def test_no_key_means_two_things_in_one_place() -> None:
    for where in Where:
        keys = Counter(s for entry in TABLE if entry.where is where for s in entry.sequences)
        assert not [sequence for sequence, count in keys.items() if count > 1], where


def test_a_command_key_means_one_thing_everywhere() -> None:
    keys = Counter(s for entry in TABLE for s in entry.sequences if not is_plain(s))
    assert not [sequence for sequence, count in keys.items() if count > 1]


def test_qt_understands_every_key() -> None:
    for entry in TABLE:
        for sequence in entry.sequences:
            assert QKeySequence(sequence).toString() == sequence, sequence


def test_keycaps_speak_portuguese() -> None:
    assert keycap("Shift+Return") == "Shift+Enter"
    assert keycap("Space") == "Espaço"
    assert key("search").shown == ("F3",)
    assert Action("method", count=2).caps == ("D", "P")
    assert Action("tab", count=5).caps == ("Alt+1", "…", "5")


def test_the_help_shows_the_whole_table() -> None:
    shown = [line.words for where in Where for line in help_lines(where)]
    for entry in TABLE:
        assert set(entry.each or (entry.label,)) <= set(shown)


def test_every_part_of_the_table_has_its_column() -> None:
    assert sorted(where.value for parts in COLUMNS for where in parts) == sorted(each.value for each in Where)


def test_the_help_is_searched_without_accents(qtbot: object) -> None:
    panel = HelpPanel(lambda: None, None)
    panel.search.setText("DEBITO")
    assert panel.visible_words() == ["Débito"]
    panel.search.setText("")
    assert len(panel.visible_words()) > 20
    panel.deleteLater()


def test_a_series_picks_by_place_and_a_shown_key_binds_nothing() -> None:
    picked: list[int] = []
    bound = bindings([Action("method", pick=picked.append, count=2), Action("mark")])
    assert set(bound) == {"D", "P"}
    bound["P"]()
    assert picked == [1]
