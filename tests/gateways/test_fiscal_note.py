"""The file of a fiscal note: what is read of it, and everything else that is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crediario.domain.errors import Refusal
from crediario.domain.fiscal_note import (
    FiscalNote,
    NoteCancelled,
    NoteModel,
    NoteNotAuthorised,
    check_note,
    sale_items,
)
from crediario.domain.money import Money
from crediario.gateways.fiscal_note import (
    SIZE_LIMIT,
    NotAFiscalNote,
    NoteOfAnotherLayout,
    NoteTooLarge,
    NoteUnreadable,
    NoteUnsafe,
    read_note,
)
from tests.support.fiscal_notes import HEADER, SHOP_CNPJ, Line, Note, cancelling

BOMB = """<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><nfeProc>&c;</nfeProc>"""
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/hostname">]><nfeProc>&a;</nfeProc>'
)


def read(tmp_path: Path, content: str | bytes) -> FiscalNote:
    path = tmp_path / "nota.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_note(path)


def test_a_consumers_note_whole(tmp_path: Path) -> None:
    customer = "<dest><CPF>52998224725</CPF><xNome>Joana d'Arc &amp; Filhos</xNome></dest>"
    lines = (
        Line(quantity="2.0000", discount="10.00", freight="1.50"),
        Line("QUEIJO", "0.3500", "KG", "40.00"),
    )
    note = read(tmp_path, Note(lines, customer=customer).xml)
    check_note(note, SHOP_CNPJ)
    assert (note.model, note.series, note.number) == (NoteModel.NFCE, 1, 1234)
    assert note.issued_at.date() == date(2026, 11, 20)
    assert (note.issuer, note.issuer_name) == (SHOP_CNPJ, "Loja do Centro Ltda")
    assert (note.customer_name, note.customer_document) == ("Joana d'Arc & Filhos", "52998224725")
    shirt, cheese = note.items
    assert (shirt.gross, shirt.discount, shirt.extras) == (Money(100_00), Money(10_00), Money(1_50))
    assert (cheese.quantity, cheese.unit, cheese.unit_price) == (Decimal("0.3500"), "KG", Decimal("40.00"))
    assert (
        note.total
        == Money(91_50 + 14_00)
        == Money.total(item.unit_price * item.quantity for item in sale_items(note))
    )


def test_the_letters_of_an_older_program(tmp_path: Path) -> None:
    text = Note((Line("CALÇA JEANS Nº 42"),)).xml.replace("UTF-8", "ISO-8859-1")
    assert read(tmp_path, text.encode("latin-1")).items[0].description == "CALÇA JEANS Nº 42"
    assert read(tmp_path, b"\xef\xbb\xbf\n" + Note().note.encode()).number == 1234


def test_fields_newer_than_the_schema_are_passed_over(tmp_path: Path) -> None:
    extra = "<gNovo xmlns:x='urn:x' x:y='1'><vNovo>1.00</vNovo></gNovo>"
    note = read(tmp_path, Note(extra=extra).xml.replace("<tpNF>", "<tpNovo>9</tpNovo><tpNF>"))
    assert note.total == Money(50_00)


def test_a_note_without_an_answer_or_with_a_denial(tmp_path: Path) -> None:
    for status in (None, "302", "999"):
        with pytest.raises(NoteNotAuthorised) as refused:
            check_note(read(tmp_path, Note(status=status).xml), SHOP_CNPJ)
        assert refused.value.status == status


@pytest.mark.parametrize("kind", ["110111", "110112"])
def test_the_file_of_a_cancelling_is_told(tmp_path: Path, kind: str) -> None:
    with pytest.raises(NoteCancelled):
        read(tmp_path, cancelling(Note().whole_key, kind))


def test_another_event_is_no_note(tmp_path: Path) -> None:
    with pytest.raises(NotAFiscalNote):
        read(tmp_path, cancelling(Note().whole_key, "110110"))


def test_a_note_with_its_cancelling_beside_it(tmp_path: Path) -> None:
    event = cancelling(Note().whole_key).removeprefix(HEADER)
    note = read(tmp_path, Note().xml.replace("</nfeProc>", event + "</nfeProc>"))
    with pytest.raises(NoteCancelled):
        check_note(note, SHOP_CNPJ)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("", NoteUnreadable),
        ("   \n ", NoteUnreadable),
        (BOMB, NoteUnsafe),
        (OUTSIDE, NoteUnsafe),
        (Note().xml.encode("utf-16"), NotAFiscalNote),
        (Note().xml.replace("UTF-8", "UTF-7"), NoteUnsafe),
        (Note().xml.replace("CAMISETA", "CAMI\x00SETA"), NoteUnsafe),
        (b"%PDF-1.7", NotAFiscalNote),
        ("<html><body>DANFE</body></html>", NotAFiscalNote),
        ("<cteProc xmlns='http://www.portalfiscal.inf.br/cte'/>", NotAFiscalNote),
        ("<nfeProc/>", NotAFiscalNote),
        (Note(layout="3.10").xml, NoteOfAnotherLayout),
        (Note().xml[:-40], NoteUnreadable),
        (Note().xml.replace("50.00", "5O.00"), NoteUnreadable),
        (Note().xml.replace("<vNF>50.00", "<vNF>50.005"), NoteUnreadable),
        (Note().xml.replace("<vNF>50.00", "<vNF>-50.00"), NoteUnreadable),
        (Note(model="57").xml, NoteUnreadable),
        (Note(issued_at="2026-13-41T14:05:00-03:00").xml, NoteUnreadable),
        (Note().xml.replace("<nNF>1234</nNF>", ""), NoteUnreadable),
        (Note().xml.replace(Note().whole_key + "</ch", "9" * 44 + "</ch"), NoteUnreadable),
    ],
)  # fmt: skip
def test_what_is_no_note(tmp_path: Path, content: str | bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read(tmp_path, content)


def test_files_that_are_not_there_or_too_large(tmp_path: Path) -> None:
    for path in (tmp_path / "falta.xml", tmp_path, tmp_path / ("a" * 5000)):
        with pytest.raises(NoteUnreadable):
            read_note(path)
    large = tmp_path / "grande.xml"
    with large.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(NoteTooLarge):
        read_note(large)


def test_a_note_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises((NoteUnreadable, NotAFiscalNote)):
        read(tmp_path, "<nfeProc>" * 100_000 + "</nfeProc>" * 100_000)
