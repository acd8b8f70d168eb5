"""The paper of an agreement (termo de acordo): A4, letters of twelve points, two copies in one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crediario.documents.agreement_content import AgreementPaper, ClosedRow, NewRow
from crediario.documents.agreement_words import Table, clauses
from crediario.documents.flow import LEADING, ROW, Column, Draw, Flow, draw_words, height_of, spans_of
from crediario.documents.sheet import Sheet
from crediario.documents.style import BOLD, REGULAR, Span, pdf_text
from crediario.documents.wording import document_label, issue_line, long_day, weekday
from crediario.domain.br import format_amount, format_date
from crediario.domain.negotiation import OfferKind

__all__ = ["TEMPLATE_VERSION", "AgreementPaper", "ClosedRow", "NewRow", "render"]

TEMPLATE_VERSION = "acordo-1"
A4 = (210.0, 297.0)
LEFT, RIGHT = 20.0, 192.0
ROOM = RIGHT - LEFT
FIRST_TOP, NEXT_TOP, BOTTOM = 30.0, 21.0, 277.0
FOOT = 285.0
SMALL = 8.5
GAP = 2.6
COLUMN_GAP = 6.0
HALF = (ROOM - COLUMN_GAP) / 2
RIGHT_HALF = LEFT + HALF + COLUMN_GAP
COPIES = ("via 1 de 2, da loja", "via 2 de 2, do cliente")
#: Of what somebody is called or where they live; a record keeps half of it.
LONGEST = 240
TABLE_GAP = 1.4
#: Room above a line to sign on.
TO_SIGN = 15.0
WITNESS = 3.6 * LEADING

_CLOSED = (
    Column("Carnê, parcela", 35),
    Column("Vencimento", 30),
    Column("Dias", 15, "right"),
    Column("Valor", 24, "right"),
    Column("Multa", 20, "right"),
    Column("Juros", 21, "right"),
    Column("Total", 27, "right"),
)
_CLOSED_EARLY = (
    Column("Carnê, parcela", 31),
    Column("Vencimento", 26),
    Column("Dias", 13, "right"),
    Column("Valor", 22, "right"),
    Column("Multa", 17, "right"),
    Column("Juros", 17, "right"),
    Column("Desconto", 23, "right"),
    Column("Total", 23, "right"),
)
_PAID = (Column("", 50), Column("Vencimento", 72), Column("Valor", 50, "right"))


def render(paper: AgreementPaper) -> bytes:
    """The termo as a PDF with both copies: the same content gives the same bytes.

    Args:
        paper: what to print; texts of any length and any characters are accepted.

    Raises:
        ValueError: nothing was closed.

    Rule: CPC art. 784 III; CDC arts. 42-A, 52 and 54 § 3º; law.md §7. See docs/regras.md#termo-de-acordo.
    """
    if not paper.closed:
        raise ValueError("an agreement closes at least one installment")
    sheet = Sheet(*A4, title=f"Termo de acordo {paper.number} — {paper.customer_name}")
    flow = _placed(paper)
    for copy in COPIES:
        for page in range(flow.pages):
            if page:
                _draw_next_head(sheet, paper)
            else:
                _draw_head(sheet, paper)
            flow.draw(sheet, page)
            _draw_foot(sheet, paper, f"{copy}, página {page + 1} de {flow.pages}")
            sheet.next_page()
    return sheet.pdf()


def _placed(paper: AgreementPaper) -> Flow:
    """Everything between the head and the foot, on the pages it takes."""
    flow = Flow(LEFT, FIRST_TOP, NEXT_TOP, BOTTOM)
    _place_parties(flow, paper)
    signatures = _signatures(paper)
    said = clauses(paper)
    for place, clause in enumerate(said, 1):
        spans = [(BOLD, f"{place}. {clause.title}."), *_with_amounts(spans_of(clause.text, ROOM))]
        # A table is not parted from its clause, nor are the signatures from the last one.
        follows = signatures.high + GAP if place == len(said) else 4 * ROW if clause.table else 0
        flow.space(GAP)
        flow.words(spans, ROOM, needs=height_of(spans, ROOM) + follows)
        if clause.table:
            flow.space(TABLE_GAP)
            flow.table(*_table(paper, clause.table))
    flow.space(GAP)
    flow.place(signatures.high, signatures.draw)
    return flow


def _table(paper: AgreementPaper, table: Table) -> tuple[Sequence[Column], list[list[str]], list[str]]:
    if table == "paid":
        return _PAID, *_paid_cells(paper)
    return _CLOSED_EARLY if paper.early_discount else _CLOSED, *_closed_cells(paper)


def _with_amounts(spans: list[Span]) -> list[Span]:
    """Amounts stand out: in a clause's words nothing else begins with the sign of the real."""
    return [(BOLD if text.startswith(" R$") else face, text) for face, text in spans]


def _place_parties(flow: Flow, paper: AgreementPaper) -> None:
    sides = (_shop_lines(paper), _customer_lines(paper))
    columns = [[spans_of(pdf_text(line, LONGEST), HALF) for line in lines if line] for lines in sides]
    heights = [sum(height_of(spans, HALF) for spans in column) for column in columns]

    def draw(sheet: Sheet, top: float) -> None:
        for x, title, column in zip((LEFT, RIGHT_HALF), ("Loja", "Cliente"), columns, strict=True):
            draw_words(sheet, x, top, [(BOLD, title)], HALF)
            y = top + LEADING
            for spans in column:
                draw_words(sheet, x, y, spans, HALF)
                y += height_of(spans, HALF)

    flow.place(LEADING + max(heights) + 1, draw)


def _shop_lines(paper: AgreementPaper) -> tuple[str, ...]:
    shop = paper.shop
    contact = _comma(shop.best_phone, paper.shop_email)
    return (shop.legal_name, shop.cnpj_text, shop.address, contact, f"representada por {paper.signer}")


def _comma(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _customer_lines(paper: AgreementPaper) -> tuple[str, ...]:
    document = paper.customer_document
    whole = f"{document_label(document)} {document}" if document else "CPF _____________________"
    return (paper.customer_name, whole, paper.customer_address, paper.customer_phone)


def _closed_cells(paper: AgreementPaper) -> tuple[list[list[str]], list[str]]:
    """The rows of the calculation and their sums; a column for the law's discount where there is one."""
    early = bool(paper.early_discount)
    rows = [[*_slip(row), *_amounts(row, early=early)] for row in paper.closed]
    return rows, ["Total", "", "", *_amounts(paper, early=early)]


def _slip(row: ClosedRow) -> list[str]:
    days = str(row.days_late) if row.days_late else "–"
    return [f"{row.contract_number}, {row.number}/{row.count}", format_date(row.due_date), days]


def _amounts(row: ClosedRow | AgreementPaper, *, early: bool) -> list[str]:
    discount = [row.early_discount] if early else []
    return [format_amount(each) for each in (row.open, row.fine, row.interest, *discount, row.total_due)]


def _paid_cells(paper: AgreementPaper) -> tuple[list[list[str]], list[str]]:
    label = "Multa" if paper.kind is OfferKind.EXTENSION else "Entrada"
    first = [[label, _day(paper.signed_on), format_amount(paper.paid)]] if paper.paid else []
    rows = [[f"{row.number}ª parcela", _day(row.due_date), format_amount(row.amount)] for row in paper.lines]
    return [*first, *rows], ["Total", "", format_amount(paper.total)]


def _day(when: date) -> str:
    return f"{format_date(when)} {weekday(when)}"


@dataclass(frozen=True, slots=True)
class _Signatures:
    """Place and day, the two parties and the two witnesses: never apart."""

    high: float
    draw: Draw


def _signatures(paper: AgreementPaper) -> _Signatures:
    place = spans_of(f"{_comma(paper.shop.town, long_day(paper.signed_on))}.", ROOM)
    people = (paper.customer_name, paper.shop.legal_name)
    names = [spans_of(pdf_text(name, LONGEST), HALF, BOLD) for name in people]
    roles = [spans_of(pdf_text(text, LONGEST), HALF) for text in (_customer_role(paper), paper.signer)]
    parties = [
        (x, name, height_of(name, HALF), role)
        for x, name, role in zip((LEFT, RIGHT_HALF), names, roles, strict=True)
    ]
    to_parties = height_of(place, ROOM) + TO_SIGN
    to_witnesses = to_parties + max(high + height_of(role, HALF) for _, _, high, role in parties) + TO_SIGN

    def draw(sheet: Sheet, top: float) -> None:
        draw_words(sheet, LEFT, top, place, ROOM)
        for x, name, high, role in parties:
            _draw_line(sheet, x, top + to_parties)
            draw_words(sheet, x, top + to_parties, name, HALF)
            draw_words(sheet, x, top + to_parties + high, role, HALF)
        for x, title in ((LEFT, "Testemunha 1"), (RIGHT_HALF, "Testemunha 2")):
            _draw_witness(sheet, x, top + to_witnesses, title)

    return _Signatures(to_witnesses + WITNESS, draw)


def _customer_role(paper: AgreementPaper) -> str:
    document = paper.customer_document
    return f"Cliente, {document_label(document)} {document}" if document else "Cliente"


def _draw_line(sheet: Sheet, x: float, y: float) -> None:
    """To sign on."""
    sheet.line(x, y - 0.6, x + HALF, y - 0.6)


def _draw_witness(sheet: Sheet, x: float, y: float, title: str) -> None:
    _draw_line(sheet, x, y)
    draw_words(sheet, x, y, [(BOLD, title)], HALF)
    for place, label in enumerate(("Nome:", "CPF:"), 1):
        line = y + 1.3 * place * LEADING
        draw_words(sheet, x, line, [(REGULAR, label)], HALF)
        sheet.line(x + 15, line + 4.6, x + HALF, line + 4.6, 0.1)


def _draw_head(sheet: Sheet, paper: AgreementPaper) -> None:
    sheet.text(LEFT, 17.5, "Termo de acordo", 20, BOLD)
    sheet.text(LEFT, 23.4, "Reconhecimento de valores em aberto e novo pagamento", 12)
    carne = f"Novo carnê {paper.contract_number}" if paper.contract_number else "Pago na assinatura"
    lines = ((f"Acordo nº {paper.number}", BOLD), (carne, REGULAR), (format_date(paper.signed_on), REGULAR))
    for place, (text, face) in enumerate(lines):
        sheet.text(RIGHT, 14.4 + place * 4.6, text, 12, face, align="right")
    sheet.line(LEFT, 26.6, RIGHT, 26.6, 0.4)


def _draw_next_head(sheet: Sheet, paper: AgreementPaper) -> None:
    sheet.text(LEFT, 15, f"Termo de acordo nº {paper.number}, continuação", 12, BOLD)
    sheet.text(RIGHT, 15, format_date(paper.signed_on), 12, align="right")
    sheet.line(LEFT, 17.6, RIGHT, 17.6, 0.4)


def _draw_foot(sheet: Sheet, paper: AgreementPaper, which: str) -> None:
    wide = sheet.text(RIGHT, FOOT, f"Acordo {paper.number}, {which}", SMALL, align="right")
    made = issue_line(paper.issued_at, paper.issued_by)
    sheet.text(LEFT, FOOT, made, SMALL, room=ROOM - wide - 4, smallest=6)
