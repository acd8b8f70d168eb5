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
