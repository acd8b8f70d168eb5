import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from crediario.documents.style import (
    BOLD,
    FALLBACK,
    LONGEST_TEXT,
    REGULAR,
    cut_to,
    fit,
    keep_end,
    largest_size,
    load_fonts,
    pdf_text,
    set_lines,
    short_name,
    width,
)


@pytest.mark.parametrize("face", [REGULAR, BOLD])
def test_figures_are_tabular(face: str) -> None:
    load_fonts()
    assert len({stringWidth(figure, face, 10) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("letters", ["áàâãéêíóôõúüç ÁÀÂÃÉÊÍÓÔÕÚÜÇ ªº§·–—…“”‘’×−R$", "Ñandú Łódź Škoda Phạm"])
def test_the_letters_people_have_in_their_names_are_in_the_family(letters: str) -> None:
    assert pdf_text(letters) == letters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  two   blanks \t and\r\nlines ", "two blanks and lines"),
        ("NUL\x00 here\x1b\x7f", "NUL here"),
        ("=1+1", "=1+1"),
        ("<b>bold</b> & <script>", "<b>bold</b> & <script>"),
        ("Ana 😀!", f"Ana {FALLBACK}!"),
        ("half \ud83d pair", f"half {FALLBACK} pair"),
        ("Jose\u0301", "José"),
        ("right\u202eleft\u200b", "rightleft"),
        ("R$\u00a05,00", "R$\u00a05,00"),
        ("", ""),
    ],
)
def test_any_text_reaches_paper_tamed(text: str, shown: str) -> None:
    assert pdf_text(text) == shown


def test_long_text_ends_in_an_ellipsis() -> None:
    shown = pdf_text("á" * 10_000)
    assert len(shown) == LONGEST_TEXT
    assert shown.endswith("á…")


@given(st.text(max_size=80))
def test_pdf_text_is_stable_and_printable(text: str) -> None:
    shown = pdf_text(text)
    assert pdf_text(shown) == shown
    assert all(ord(letter) in load_fonts() for letter in shown)


def test_fit_shrinks_before_it_cuts() -> None:
    text = "Rosângela Aparecida Lima"
    whole = width(text, BOLD, 10)
    assert fit(text, BOLD, 10, whole + 1) == (text, 10)
    shrunk, size = fit(text, BOLD, 10, whole * 0.9)
    assert (shrunk, round(size, 3)) == (text, 9.0)
    cut, size = fit(text, BOLD, 10, whole * 0.6)
    assert (cut, size) == ("Rosângela…", 8)
    assert width(cut, BOLD, size) <= whole * 0.6


@given(st.text(min_size=1, max_size=60), st.floats(10, 200))
def test_what_fit_answers_fits(text: str, room: float) -> None:
    shown, size = fit(text, REGULAR, 9, room)
    assert width(shown, REGULAR, size) <= room + 0.01


def test_cut_prefers_a_word_end() -> None:
    assert cut_to("Máquina de lavar roupa", REGULAR, 10, width("Máquina de lavar ro…", REGULAR, 10)) == (
        "Máquina de lavar…"
    )


def test_short_name_keeps_first_and_last() -> None:
    room = width("Maria das Graças Oliveira", BOLD, 9)
    assert short_name("Maria das Graças Oliveira", BOLD, 9, room) == "Maria das Graças Oliveira"
    assert short_name("Maria das Graças Oliveira", BOLD, 9, room - 1) == "Maria G. Oliveira"
    assert short_name("Maximiliano", BOLD, 9, 5) == "Maximiliano"


def test_the_end_is_kept_whole() -> None:
    shown = keep_end("Nome muito comprido " * 9, " · CNPJ 12.345.678/0001-95", REGULAR, 7, 250)
    assert shown.endswith("… · CNPJ 12.345.678/0001-95")
    assert width(shown, REGULAR, 7) <= 250


def test_largest_size_takes_the_first_that_stands_whole() -> None:
    room = width("Casa Aurora", BOLD, 12)
    assert largest_size("Casa Aurora", BOLD, (24, 12, 8), room, 1) == 12
    assert largest_size("Casa Aurora", BOLD, (24, 12, 8), room, 2) == 24 or room < width("Aurora", BOLD, 24)
    assert largest_size("Casa Aurora " * 9, BOLD, (24, 12, 8), room, 1) == 8


def test_lines_break_at_words_across_faces() -> None:
    spans = ((BOLD, "Como pagar:"), (REGULAR, " na loja com este carnê, ou por Pix."))
    lines = set_lines(spans, 9, 120, 9)
    assert lines[0][0] == (0, BOLD, "Como pagar:")
    assert [piece[1] for piece in lines[0]] == [BOLD, REGULAR]
    text = " ".join("".join(piece[2] for piece in line) for line in lines)
    assert text == "Como pagar: na loja com este carnê, ou por Pix."
    for line in lines:
        offset, face, piece = line[-1]
        assert offset + width(piece, face, 9) <= 120


def test_the_last_line_says_that_something_is_missing() -> None:
    lines = set_lines(((REGULAR, "palavra " * 40),), 9, 100, 2)
    assert len(lines) == 2
    assert lines[1][-1][2].endswith("…")


def test_a_word_longer_than_the_line_is_cut() -> None:
    [[(_, _, word)]] = set_lines(((REGULAR, "W" * 300),), 9, 50, 2)
    assert word.endswith("…")
    assert width(word, REGULAR, 9) <= 50
