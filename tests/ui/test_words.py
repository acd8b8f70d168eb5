"""Small words every feature needs."""

from datetime import date

from crediario.ui import words


def test_initials_are_of_the_first_and_last_name() -> None:
    assert words.initials("Rosângela Aparecida Lima") == "RL"
    assert words.initials("Maria das Graças") == "MG"
    assert words.initials("Cher") == "C"
    assert words.initials("  ") == ""


def test_days_and_names_as_people_say_them() -> None:
    assert words.long_day(date(2026, 6, 9)) == "Terça-feira, 9 de junho"
    assert words.short_name("Cláudia Maria Ribeiro") == "Cláudia R."
    assert words.short_name("Cher") == "Cher"


def test_lists_are_joined_as_people_do() -> None:
    lists = (["a"], ["a", "b"], ["a", "b", "c"])
    assert [words.joined(each) for each in lists] == ["a", "a e b", "a, b e c"]
    assert words.joined(["entrada", "prazo"], "ou") == "entrada ou prazo"


def test_months_and_counts_in_short() -> None:
    assert words.short_month(date(2026, 3, 10)) == "mar/26"
    assert [words.counted(count, "dia", "dias") for count in (1, 1_204)] == ["1 dia", "1.204 dias"]
