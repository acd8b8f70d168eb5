"""Promissory notes (notas promissórias): one an installment, two on an A4 page, each with a stub to keep."""

from collections.abc import Sequence

from crediario.documents.flow import SIZE, spans_of
from crediario.documents.in_words import amount_in_words, day_in_words
from crediario.documents.promissory_content import NoteGuarantor, NoteLine, PromissoryNotes
from crediario.documents.sheet import CUT_LINE, MM, Sheet
from crediario.documents.style import BOLD, REGULAR, Span, pdf_text, set_lines, short_name
from crediario.documents.wording import document_label, issue_line, long_day
from crediario.domain.br import format_date, format_money

__all__ = [
    "MOST_GUARANTORS",
    "TEMPLATE_VERSION",
    "NoteGuarantor",
    "NoteLine",
    "PromissoryNotes",
    "render",
]

TEMPLATE_VERSION = "nota-promissoria-1"
#: More signatures do not stand on the face of a note.
MOST_GUARANTORS = 9
A4 = (210.0, 297.0)
NOTES_A_PAGE = 2
TOPS = (9.0, 148.0)
LEFT, WIDE, HIGH = 10.0, 190.0, 130.0
STUB = 40.0
STUB_TEXT, STUB_ROOM = LEFT + 4, STUB - 8
MAIN, RIGHT = LEFT + STUB + 7, LEFT + WIDE - 7
ROOM = RIGHT - MAIN
HALF = 64.0
RIGHT_HALF = RIGHT - HALF
CUTS = (143.5, 281.5)
FOOT = 288.0
#: Of what somebody is called or where they live.
LONGEST = 240
#: Number, due date and amount, above the promise.
_BOXES = (26.0, 28.0, 33.0)
_SIZES = (SIZE, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0)
#: Of a line, for a letter of one point.
_LEADING = 0.52


def render(notes: PromissoryNotes) -> bytes:
    """The notes as a PDF, two to a page: the same content gives the same bytes.

    Args:
        notes: what to print; texts of any length and any characters are accepted.

    Raises:
        ValueError: no note, or one without what the law demands (where it is issued, whom it is paid to, a
            sum, a due date not before the day of issue); or more guarantors than sign on a face.

    Rule: LUG (Decreto 57.663/1966) art. 75; Decreto 2.044/1908 art. 55. See docs/regras.md#nota-promissoria.
    """
    _check(notes)
    sheet = Sheet(*A4, title=f"Notas promissórias {notes.contract_number} — {notes.customer_name}")
    pages = -(-len(notes.lines) // NOTES_A_PAGE)
    for page in range(pages):
        here = notes.lines[page * NOTES_A_PAGE : (page + 1) * NOTES_A_PAGE]
        for top, cut, line in zip(TOPS, CUTS, here, strict=False):
            with sheet.origin(top):
                _draw_note(sheet, notes, line)
            _draw_cut(sheet, cut)
        _draw_foot(sheet, notes, f"folha {page + 1} de {pages}")
        sheet.next_page()
    return sheet.pdf()


def _check(notes: PromissoryNotes) -> None:
    if not notes.lines:
        raise ValueError("there is at least one note")
    if not (notes.shop.town and notes.shop.legal_name and notes.customer_name):
        raise ValueError("a note says where it is issued, who pays and whom it is paid to")
    if any(line.amount.cents <= 0 or line.due_date < notes.issued_on for line in notes.lines):
        raise ValueError("a note is for a sum, due on the day of issue or later")
    if len(notes.guarantors) > MOST_GUARANTORS:
        raise ValueError(f"{MOST_GUARANTORS} sign on the face of a note at most")


def _draw_note(sheet: Sheet, notes: PromissoryNotes, line: NoteLine) -> None:
    sheet.box(LEFT, 0, WIDE, HIGH, weight=0.5)
    sheet.line(LEFT + STUB, 0, LEFT + STUB, HIGH, CUT_LINE, (0.8, 0.5))
    _draw_stub(sheet, notes, line)
    _draw_heading(sheet, notes, line)
    _block(sheet, MAIN, 21, ROOM, 30, _promise(notes, line))
    _draw_place(sheet, notes)
    _draw_issuer(sheet, notes)
    _draw_signatures(sheet, notes, line)


def _number(notes: PromissoryNotes, line: NoteLine) -> str:
    return f"{notes.contract_number}/{line.number}"


def _draw_stub(sheet: Sheet, notes: PromissoryNotes, line: NoteLine) -> None:
    name = short_name(notes.customer_name, REGULAR, 9, STUB_ROOM * MM)
    sheet.text(STUB_TEXT, 9, "Controle da loja", 9.5, BOLD)
    for y, label, value, face in (
        (16, "Nota nº", _number(notes, line), BOLD),
        (26, "Parcela", f"{line.number} de {notes.count}", REGULAR),
        (36, "Cliente", name, REGULAR),
        (46, "Valor", format_money(line.amount), BOLD),
        (56, "Vencimento", format_date(line.due_date), BOLD),
    ):
        sheet.text(STUB_TEXT, y, label, 7.5)
        sheet.text(STUB_TEXT, y + 4.2, value, 10, face, room=STUB_ROOM)
    sheet.text(STUB_TEXT, 104, "Devolvida em", 9)
    sheet.text(STUB_TEXT, 111, "____/____/________", 9, room=STUB_ROOM)
    sheet.line(STUB_TEXT, 121, STUB_TEXT + STUB_ROOM, 121)
    sheet.text(STUB_TEXT, 125, "Visto", 9)


def _draw_heading(sheet: Sheet, notes: PromissoryNotes, line: NoteLine) -> None:
    left = RIGHT - sum(_BOXES) - 4
    sheet.text(MAIN, 12.4, "Nota promissória", 17, BOLD, room=left - MAIN - 2, smallest=10)
    values = (_number(notes, line), format_date(line.due_date), format_money(line.amount))
    for wide, label, value in zip(_BOXES, ("Nº", "Vencimento", "Valor"), values, strict=True):
        black = label == "Valor"
        (sheet.black if black else sheet.box)(left, 5, wide, 9.6)
        sheet.text(left + 2.4, 8.4, label, 7, white=black)
        sheet.text(left + 2.4, 12.8, value, 11.5, BOLD, room=wide - 4.8, smallest=5, white=black)
        left += wide + 2


def _promise(notes: PromissoryNotes, line: NoteLine) -> list[Span]:
    """The promise, plain: no condition stands in it (LUG art. 75, 1 to 5)."""
    shop = notes.shop
    verb = "pagaremos" if document_label(notes.customer_document) == "CNPJ" else "pagarei"
    owner = f"{shop.cnpj_text}, ou à sua ordem" if shop.cnpj else "ou à sua ordem"
    return [
        *spans_of("Em", ROOM),
        *spans_of(day_in_words(line.due_date), ROOM, BOLD),
        *spans_of(f"{verb} por esta única via de", ROOM),
        *spans_of("NOTA PROMISSÓRIA", ROOM, BOLD),
        *spans_of("a", ROOM),
        *spans_of(f"{pdf_text(shop.legal_name, LONGEST)},", ROOM, BOLD),
        *spans_of(f"{owner}, a quantia de", ROOM),
        *spans_of(amount_in_words(line.amount), ROOM, BOLD),
        *spans_of(f"({format_money(line.amount)}), em moeda corrente deste país.", ROOM),
    ]


def _draw_place(sheet: Sheet, notes: PromissoryNotes) -> None:
    town = notes.shop.town
    sheet.text(MAIN, 55, "Praça de pagamento", 7.5)
    _block(sheet, MAIN, 55.6, HALF, 6, spans_of(town, HALF, BOLD), 10)
    sheet.text(RIGHT_HALF, 55, "Local e data da emissão", 7.5)
    _block(sheet, RIGHT_HALF, 55.6, HALF, 6, spans_of(f"{town}, {long_day(notes.issued_on)}", HALF, BOLD), 10)
    sheet.line(MAIN, 63, RIGHT, 63)


def _draw_issuer(sheet: Sheet, notes: PromissoryNotes) -> None:
    document = notes.customer_document
    sheet.text(MAIN, 67, "Emitente", 7.5)
    name = spans_of(pdf_text(notes.customer_name, LONGEST), HALF, BOLD)
    after = _block(sheet, MAIN, 67.6, HALF, 10, name, 10)
    if document:
        sheet.text(MAIN, after, f"{document_label(document)} {document}", 10, room=HALF, smallest=5)
    sheet.text(RIGHT_HALF, 67, "Endereço", 7.5)
    _block(sheet, RIGHT_HALF, 67.6, HALF, 14, spans_of(pdf_text(notes.customer_address, LONGEST), HALF), 10)


def _draw_signatures(sheet: Sheet, notes: PromissoryNotes, line: NoteLine) -> None:
    y = 96.0 if notes.guarantors else 119.0
    sheet.line(RIGHT_HALF, y, RIGHT, y)
    sheet.text(RIGHT_HALF + HALF / 2, y + 3.6, "assinatura do emitente", 8.5, align="center")
    reference = (
        f"Referência: parcela {line.number} de {notes.count} da compra de {format_date(notes.sold_on)},"
        f" contrato e carnê {notes.contract_number}."
    )
    sheet.paragraph(MAIN, y - 4, HALF - 4, [(REGULAR, reference)], 7.5, 3.6)
    if notes.guarantors:
        _draw_guarantors(sheet, notes.guarantors)


def _draw_guarantors(sheet: Sheet, guarantors: Sequence[NoteGuarantor]) -> None:
    """Their signatures on the face, "por aval" (LUG art. 31)."""
    columns = 2 if len(guarantors) <= 4 else 3
    wide = (ROOM - 6 * (columns - 1)) / columns
    high = 27 / -(-len(guarantors) // columns)
    for place, each in enumerate(guarantors):
        x = MAIN + place % columns * (wide + 6)
        y = 101 + (place // columns + 1) * high - 6
        sheet.line(x, y, x + wide, y)
        document = f", {document_label(each.document)} {each.document}" if each.document else ""
        text = f"por aval: {pdf_text(each.name, LONGEST)}{document}"
        _block(sheet, x, y, wide, 6, spans_of(text, wide), 8.5)


def _block(
    sheet: Sheet, x: float, y: float, room: float, high: float, spans: Sequence[Span], largest: float = SIZE
) -> float:
    """A paragraph below ``y``, whole, as large as it can be in its room; answers the next base line."""
    sizes = [size for size in (largest, *_SIZES) if size <= largest]
    lines = {size: len(set_lines(tuple(spans), size, room * MM, 99)) for size in sizes}
    fitting = (size for size in sizes if lines[size] * size * _LEADING <= high)
    size = next(fitting, sizes[-1])
    return sheet.paragraph(x, y + size * _LEADING * 0.8, room, spans, size, size * _LEADING)


def _draw_cut(sheet: Sheet, y: float) -> None:
    sheet.line(5, y, 190, y, CUT_LINE, (0.8, 0.5))
    sheet.text(191, y + 0.75, "corte aqui", 6.2)
    sheet.line(202, y, 205, y, CUT_LINE, (0.8, 0.5))


def _draw_foot(sheet: Sheet, notes: PromissoryNotes, which: str) -> None:
    words = "Confira tudo antes de assinar. Paga a parcela, a loja devolve a nota dela com o carimbo de paga."
    sheet.text(LEFT, FOOT, words, 8)
    made = issue_line(notes.issued_at, notes.issued_by)
    name = f"Notas promissórias do contrato {notes.contract_number}, {which}"
    wide = sheet.text(LEFT + WIDE, FOOT + 4, name, 6.2, align="right")
    sheet.text(LEFT, FOOT + 4, made, 6.2, room=WIDE - wide - 4)
