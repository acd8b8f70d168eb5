"""Reports: whole whatever their length, the same bytes, no person in what the file says of itself."""

from datetime import datetime

import pypdfium2
import pytest

from crediario.documents.report import Report, Section, Table, render
from crediario.documents.shop import ShopHeader
from tests.support.shop import MOMENT

SHOP = ShopHeader(
    trade_name="Casa Aurora", legal_name="Casa Aurora Ltda", cnpj="12.345.678/0001-95",
    street="Rua Major Gote, 850", district="Centro", city="Patos de Minas", uf="MG",
)  # fmt: skip


def a_report(*sections: Section, issued_at: datetime = MOMENT) -> Report:
    return Report(
        SHOP, "Seus dados", "Maria das Dores", "Dados do cliente 7", sections, issued_at, "Aurora R."
    )


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_long_words_and_long_texts_stand_whole() -> None:
    text = " ".join(f"palavra{number}" for number in range(180))
    said = " ".join(pages_of(render(a_report(Section("Título", (text,), (("Nome", text),))))))
    assert said.count("palavra179") == 2
    assert "…" not in said
    url = "x" * 300
    assert "".join(pages_of(render(a_report(Section("Título", (url,)))))).replace(" ", "").count("x") >= 300


def test_a_table_goes_on_with_its_titles_and_pages_say_how_many() -> None:
    rows = [(str(number), "Bicicleta aro 29 " * 6) for number in range(120)]
    pages = pages_of(render(a_report(Section("Compras", table=Table(("Nº", "O quê"), (1, 5), rows)))))
    assert len(pages) > 3
    assert all("O quê" in page for page in pages)
    assert [f"Página {number} de {len(pages)}" in page for number, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    assert all(f" {number} Bicicleta" in f" {' '.join(pages)}" for number in range(120))


def test_a_title_is_not_left_alone_at_the_foot() -> None:
    sections = [Section(f"Parte {number}", ("uma linha",)) for number in range(40)]
    for page in pages_of(render(a_report(*sections))):
        body = page.split("Crediário ")[0].rstrip()
        assert body.endswith("uma linha")


def test_the_same_report_is_the_same_bytes() -> None:
    report = a_report(Section("Título", ("texto",)))
    assert render(report) == render(report)


@pytest.mark.parametrize("text", ["", "\x00\x07", "😀" * 50, "\u202edireita", "a" * 5000, "<b>&amp;</b>"])
def test_any_text_can_be_printed(text: str) -> None:
    table = Table(("Um", "Dois"), (1, 1), [(text, text)], frozenset({1}))
    content = render(a_report(Section(text, (text,), ((text, text),), table)))
    assert pages_of(content)


def test_the_file_names_nobody() -> None:
    content = render(a_report(Section("Título", ("texto",))))
    with pypdfium2.PdfDocument(content) as pdf:
        said = pdf.get_metadata_dict()
    assert said["Title"] == "Dados do cliente 7"
    assert "Maria" not in str(said)
