"""Text tables: which letters, which separator, and lines as a spreadsheet would count them."""

import pytest

from crediario.domain.importing.cells import Row
from crediario.gateways.text_tables import UnclosedQuote, UnknownEncoding, read_table


def rows(text: str, encoding: str = "utf-8") -> list[tuple[int, Row]]:
    return list(read_table("a.csv", text.encode(encoding)).rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_letters_and_separators(encoding: str, separator: str) -> None:
    text = separator.join(("José", "10/10/2026")) + "\r\n" + separator.join(("Conceição", "1")) + "\r\n"
    assert rows(text, encoding) == [(1, ("José", "10/10/2026")), (2, ("Conceição", "1"))]


def test_a_comma_inside_an_amount_or_a_street_separates_nothing() -> None:
    assert rows("Nome;Valor;Rua\nAna;88,69;Rua A, 12\nRui;1,50;Rua B, 3\n")[1] == (
        2,
        ("Ana", "88,69", "Rua A, 12"),
    )


def test_lines_count_empty_ones_and_lines_within_quotes_as_a_spreadsheet_does() -> None:
    assert rows('a;b\n\n;;\n"x\ny";z\nw;v\n') == [(1, ("a", "b")), (4, ("x\ny", "z")), (5, ("w", "v"))]


def test_blanks_and_guards_around_texts() -> None:
    assert rows("\u00a0Ana ;'=1+1;'-5;'nada\n") == [(1, ("Ana", "=1+1", "-5", "'nada"))]


def test_what_cannot_be_read() -> None:
    for content in ("a;b".encode("utf-16-le"), b"a\x00b", b"a;\x81"):
        with pytest.raises(UnknownEncoding):
            read_table("a.csv", content)
    with pytest.raises(UnclosedQuote) as refused:
        read_table("a.csv", b'a;b\nc;"d\ne;f\n')
    assert refused.value.line == 2
    assert rows('a;b\nAna "Nana" Lima;"x" y\n')[1] == (2, ('Ana "Nana" Lima', "x y"))
