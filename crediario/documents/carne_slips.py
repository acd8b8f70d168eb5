"""The pages of slips: stub for the customer at the left, the shop's part at the right, three to a page."""

from crediario.documents.carne_content import CarneData, Slip
from crediario.documents.sheet import CUT_LINE, MM, Sheet
from crediario.documents.style import BOLD, REGULAR, Span, keep_end, largest_size, short_name
from crediario.documents.wording import (
    document_label,
    issue_line,
    late_charges,
    points_words,
    short_percent,
    weekday,
)
from crediario.domain.br import format_date, format_money

A4 = (210.0, 297.0)
PAGE_TOP = 8.0
SLIP_HEIGHT = 92.0
SLIPS_A_PAGE = 3
LEFT = 14.0
RIGHT = 204.0
FOOT = 292.8
FOOT_HEIGHT = 6.0
CUT_HEIGHT = 4.0

STUB_WIDTH = 44.0
PERFORATION = 62.0
# The first bar stands 5,2 mm (ten modules) from the perforation: the quiet zone of the bar code.
MAIN = 67.2
MAIN_WIDTH = 102.8
DUE_WIDTH = 54.0
NAME_WIDTH = 66.0
PIX = 174.9
PIX_SIDE = 29.0
BAR_MODULE = 0.52
BAR_HEIGHT = 10.0


def draw_slip_pages(sheet: Sheet, carne: CarneData) -> None:
    """Draws all slips of this print, three to an A4 page."""
    slips = carne.printed_slips
    sheets = -(-len(slips) // SLIPS_A_PAGE)
    for page in range(sheets):
        for place, slip in enumerate(slips[page * SLIPS_A_PAGE : (page + 1) * SLIPS_A_PAGE]):
            with sheet.origin(PAGE_TOP + place * SLIP_HEIGHT):
                _draw_slip(sheet, carne, slip)
                if place:
                    draw_cut(sheet)
        draw_foot(sheet, carne, f"{'2ª via, ' if carne.slips_only else ''}folha {page + 1} de {sheets}")
        sheet.next_page()


def draw_cut(sheet: Sheet) -> None:
    """A line to cut along at the present origin, 5 mm from both edges, which says so."""
    with sheet.origin(-CUT_HEIGHT / 2):
        sheet.once("cut", CUT_HEIGHT, lambda: _draw_cut(sheet, CUT_HEIGHT / 2))


def _draw_cut(sheet: Sheet, y: float) -> None:
    sheet.line(5, y, 190, y, CUT_LINE, (0.8, 0.5))
    sheet.text(191, y + 0.75, "corte aqui", 6.2)
    sheet.line(202, y, 205, y, CUT_LINE, (0.8, 0.5))


def draw_foot(sheet: Sheet, carne: CarneData, what: str) -> None:
    """Which sheet this is, and who issued it when."""
    agreement = f", acordo nº {carne.agreement.number}" if carne.agreement else ""
    sheet.text(LEFT, FOOT, f"Carnê {carne.contract_number}{agreement}, {what}", 6.2)
    with sheet.origin(FOOT - FOOT_HEIGHT / 2):
        sheet.once("issue", FOOT_HEIGHT, lambda: _draw_issue(sheet, carne))


def _draw_issue(sheet: Sheet, carne: CarneData) -> None:
    text = issue_line(carne.issued_at, carne.issued_by)
    sheet.text(RIGHT, FOOT_HEIGHT / 2, text, 6.2, align="right", room=110)


def _draw_fixed(sheet: Sheet, carne: CarneData, slip: Slip) -> None:
    """All that is the same on slips of the same amount: drawn once, stamped on each."""
    sheet.upright(7.6, 46, "grampear ou furar aqui", 6.2)
    _draw_stub_frame(sheet, carne)
    sheet.line(PERFORATION, 5, PERFORATION, 88, CUT_LINE, (0.8, 0.5))
    _draw_heading(sheet, carne)
    _draw_main_frame(sheet, carne)
    sheet.text(RIGHT, 8.6, "Parcela", 6.8, align="right")
    sheet.text(MAIN + MAIN_WIDTH, 83.4, "via da loja, destacar ao receber", 6.5, align="right")
    _draw_amount(sheet, slip)
    _draw_invitation(sheet, carne, slip, _draw_conditions(sheet, carne, slip))
    if slip.pix_payload is None:
        _draw_where_to_pay(sheet, carne)
    else:
        _draw_pix_words(sheet, carne)


def _draw_stub_frame(sheet: Sheet, carne: CarneData) -> None:
    sheet.text(LEFT, 7.9, "Canhoto do cliente", 9.4, BOLD)
    sheet.box(LEFT, 10.6, STUB_WIDTH, 77)
    for y in (20.2, 29.3, 38.8, 48.5, 58.1):
        sheet.line(LEFT, y, LEFT + STUB_WIDTH, y)
    for top, bottom in ((10.6, 20.2), (48.5, 58.1)):
        sheet.line(LEFT + 22, top, LEFT + 22, bottom)
    label = LEFT + 2.2
    for x, y, text in (
        (label, 13.4, "Carnê"),
        (label + 22, 13.4, "Parcela"),
        (label, 23.2, "Cliente"),
        (label, 32.3, "Vencimento"),
        (label, 41.8, "Valor"),
        (label, 51.5, "Pago em"),
        (label + 22, 51.5, "Valor pago"),
        (label, 61.1, "Visto do caixa"),
    ):
        sheet.text(x, y, text, 6.5)
    sheet.text(label, 18.2, str(carne.contract_number), 10.5, BOLD, room=18.5)
    room = STUB_WIDTH - 4.4
    sheet.text(label, 27.4, short_name(carne.customer_name, BOLD, 8.4, room), 8.4, BOLD, room=room)


def _draw_heading(sheet: Sheet, carne: CarneData) -> None:
    shop = carne.shop
    sheet.text(MAIN, 8.9, shop.trade_name, 13.5, BOLD, room=MAIN_WIDTH)
    number = f" · {shop.cnpj_text}" if shop.cnpj else ""
    owner = keep_end(shop.legal_name, number, REGULAR, 7.2, MAIN_WIDTH * MM)
    sheet.text(MAIN, 12.6, owner, 7.2)
    whole = " · ".join(part for part in (shop.address, shop.phone) if part)
    size = largest_size(whole, REGULAR, (7.2, 6.8, 6.4, 6, 5.8), MAIN_WIDTH * MM, 1)
    sheet.paragraph(MAIN, 15.7 if size >= 6 else 15, MAIN_WIDTH, [(REGULAR, whole)], size, 2.2, most=2)


def _draw_main_frame(sheet: Sheet, carne: CarneData) -> None:
    inside = MAIN + 2.2
    sheet.black(MAIN, 18.2, DUE_WIDTH, 11.8)
    sheet.box(MAIN, 18.2, MAIN_WIDTH, 21)
    sheet.line(MAIN, 30, MAIN + MAIN_WIDTH, 30)
    sheet.line(MAIN + NAME_WIDTH, 30, MAIN + NAME_WIDTH, 39.2)
    sheet.text(inside, 21.2, "Vencimento", 6.5, white=True)
    sheet.text(inside + DUE_WIDTH, 21.2, "Valor até o vencimento", 6.5)
    sheet.text(inside, 33, "Cliente", 6.5)
    sheet.text(inside, 37.3, carne.customer_name, 9, BOLD, room=NAME_WIDTH - 4.4)
    masked = carne.customer_document_masked
    sheet.text(inside + NAME_WIDTH, 33, document_label(masked), 6.5)
    sheet.text(inside + NAME_WIDTH, 37.3, masked, 9, room=MAIN_WIDTH - NAME_WIDTH - 4.4)


def _draw_slip(sheet: Sheet, carne: CarneData, slip: Slip) -> None:
    payment = "shop" if slip.pix_payload is None else "pix"
    amounts = (slip.amount, slip.fine, slip.interest_per_day)
    name = "-".join([payment, *(str(amount.cents) for amount in amounts), str(slip.points)])
    sheet.once(name, SLIP_HEIGHT, lambda: _draw_fixed(sheet, carne, slip))
    _draw_stub_figures(sheet, slip)
    _draw_due(sheet, slip)
    _draw_barcode(sheet, slip)
    if slip.pix_payload is not None:
        _draw_pix(sheet, slip.pix_payload)


def _draw_stub_figures(sheet: Sheet, slip: Slip) -> None:
    label = LEFT + 2.2
    sheet.text(label + 22, 18.2, f"{slip.number}/{slip.count}", 10.5, BOLD, room=18.5)
    sheet.text(label, 37, format_date(slip.due_date), 10.5, BOLD)


def _draw_due(sheet: Sheet, slip: Slip) -> None:
    inside = MAIN + 2.2
    wide = sheet.text(inside, 27.4, format_date(slip.due_date), 14, BOLD, white=True)
    sheet.text(inside + wide + 1.4, 27.4, weekday(slip.due_date), 9, white=True)
    sheet.text(RIGHT, 14.9, f"{slip.number} de {slip.count}", 16, BOLD, align="right", room=30)


def _draw_amount(sheet: Sheet, slip: Slip) -> None:
    amount = format_money(slip.amount)
    sheet.text(LEFT + 2.2, 46.5, amount, 10.5, BOLD, room=STUB_WIDTH - 4.4)
    sheet.text(MAIN + DUE_WIDTH + 2.2, 27.4, amount, 14, BOLD, room=MAIN_WIDTH - DUE_WIDTH - 4.4)


def _draw_conditions(sheet: Sheet, carne: CarneData, slip: Slip) -> float:
    agreement = f"Acordo nº {carne.agreement.number}. " if carne.agreement else ""
    spans: list[Span] = [
        (BOLD, f"{agreement}Depois do vencimento:"),
        (REGULAR, f" {_late_text(carne, slip)}"),
    ]
    y = sheet.paragraph(MAIN, 44.4, MAIN_WIDTH, spans, 7.8, 3.5, most=4)
    if carne.summary.interest:
        early = "Pagou antes? O desconto proporcional dos juros é automático."
        y = sheet.paragraph(MAIN, y, MAIN_WIDTH, [(REGULAR, early)], 7.8, 3.5)
    return y


def _late_text(carne: CarneData, slip: Slip) -> str:
    """Fine and interest in words and in reais, tolerance, and what a day without banks means."""
    terms = carne.summary
    parts = []
    if terms.late_fine:
        parts.append(f"multa de {short_percent(terms.late_fine)} ({format_money(slip.fine)})")
    if terms.late_interest:
        per_day = f" ({format_money(slip.interest_per_day)} por dia)" if slip.interest_per_day else ""
        parts.append(f"juros de {short_percent(terms.late_interest)} ao mês{per_day}")
    charges = " e ".join(parts) if late_charges(terms.late_fine, terms.late_interest) else "sem acréscimo"
    days = f"{terms.grace_days} {'dia' if terms.grace_days == 1 else 'dias'}"
    grace = f" Até {days} de tolerância." if terms.grace_days > 0 else ""
    return f"{charges}.{grace} Sábado, domingo ou feriado: vale o próximo dia útil, sem acréscimo."


def _draw_invitation(sheet: Sheet, carne: CarneData, slip: Slip, y: float) -> None:
    """The box that asks to be told early; it is as high as its text."""
    spans: list[Span] = []
    if slip.points is not None:
        spans.append((BOLD, f"Em dia vale {points_words(slip.points)}."))
    phone = carne.shop.best_phone
    spans.append((REGULAR, f" Este mês apertou? Fale com a gente antes{f': {phone}' if phone else ''}."))
    top = y - 1.2
    end = sheet.paragraph(MAIN + 2.2, top + 4.2, MAIN_WIDTH - 4.4, spans, 8.2, 3.6, most=2)
    sheet.box(MAIN, top, MAIN_WIDTH, end - 1.8 - top + 0.4, radius=1)


def _draw_barcode(sheet: Sheet, slip: Slip) -> None:
    sheet.barcode(MAIN, 69.9, slip.code, BAR_MODULE, BAR_HEIGHT)
    groups = " ".join(slip.code[start : start + 4] for start in range(0, len(slip.code), 4))
    sheet.text(MAIN, 83.4, groups, 8, apart=0.6)


def _draw_pix_words(sheet: Sheet, carne: CarneData) -> None:
    middle = PIX + PIX_SIDE / 2
    sheet.text(middle, 19.6, "Pague com Pix", 8.6, BOLD, align="center")
    y = 57.1
    for text in (f"Recebe: {carne.shop.legal_name}", "Em atraso, o valor muda:", "peça um novo código."):
        sheet.text(middle, y, text, 6.9, align="center", room=PIX_SIDE + 1)
        y += 3.1


def _draw_pix(sheet: Sheet, payload: str) -> None:
    sheet.qr(PIX, 23.4, PIX_SIDE, payload)
    # On one line, however small: it is there to be copied from the file, and a broken one pays nothing.
    sheet.text(MAIN, 87.4, f"Pix copia e cola: {payload}", 4.4, room=RIGHT - MAIN, smallest=2.5)


def _draw_where_to_pay(sheet: Sheet, carne: CarneData) -> None:
    shop = carne.shop
    sheet.text(RIGHT, 21.2, "Pague na loja", 8.6, BOLD, align="right")
    lines = (shop.street, shop.district, shop.town, shop.phone, shop.hours)
    y = 25.4
    for text in filter(None, lines):
        y = sheet.paragraph(PIX, y, RIGHT - PIX, [(REGULAR, text)], 7, 3.1, most=3, align="right")
