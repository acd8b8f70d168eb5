"""The first page of a carnê: cover, summary of the purchase with its calendar, back cover."""

from crediario.documents.carne_content import CarneData, Slip
from crediario.documents.carne_slips import LEFT, PAGE_TOP, RIGHT, SLIP_HEIGHT, draw_cut, draw_foot
from crediario.documents.sheet import MM, Sheet
from crediario.documents.style import BOLD, REGULAR, Span, largest_size, set_lines
from crediario.documents.wording import document_label, late_charges, weekday
from crediario.domain.br import format_amount, format_date, format_money, format_rate

SUMMARY_WIDTH = 98.4
CALENDAR = 118.4
ROW = 6.4
TABLE_TOP = 111.8
ROWS_A_COLUMN = 12
ROWS_ON_COVER = 2 * ROWS_A_COLUMN
COLUMNS_A_SHEET = 3
ROWS_A_SHEET_COLUMN = 40
ROWS_A_SHEET = COLUMNS_A_SHEET * ROWS_A_SHEET_COLUMN


def draw_cover(sheet: Sheet, carne: CarneData) -> None:
    """Draws the cover page, and pages of dates where the calendar is longer than the cover takes."""
    _draw_front(sheet, carne)
    with sheet.origin(PAGE_TOP + SLIP_HEIGHT):
        draw_cut(sheet)
    _draw_summary(sheet, carne)
    _draw_calendar(sheet, carne)
    with sheet.origin(PAGE_TOP + 2 * SLIP_HEIGHT):
        draw_cut(sheet)
    _draw_back(sheet, carne)
    draw_foot(sheet, carne, "capa e contracapa")
    sheet.next_page()
    _draw_more_dates(sheet, carne)


def _draw_front(sheet: Sheet, carne: CarneData) -> None:
    sheet.black(LEFT, 8, 62, 87, radius=2)
    sheet.black(LEFT + 10, 8, 52, 87)
    sheet.line(73.5, 8, 73.5, 95, 0.5, (1.2, 0.8), white=True)
    sheet.box(LEFT, 8, RIGHT - LEFT, 87, radius=2)
    _draw_brand(sheet, carne)
    _draw_owner(sheet, carne)
    _draw_terms(sheet, carne)
    sheet.paragraph(84.7, 82.8, 111, _how_to_pay(carne), 9, 4.4, most=3)


def _draw_brand(sheet: Sheet, carne: CarneData) -> None:
    shop = carne.shop
    size = largest_size(shop.trade_name, BOLD, (24, 19, 15, 12), 49 * MM, 3)
    y = sheet.paragraph(21.2, 24, 49, [(BOLD, shop.trade_name)], size, size * 0.4, most=4, white=True)
    sheet.paragraph(21.2, y - size * 0.4 + 9, 49, [(REGULAR, shop.slogan)], 8.8, 4.1, most=3, white=True)
    street = ", ".join(part for part in (shop.street, shop.district) if part)
    blocks: list[list[Span]] = [
        [(REGULAR, line)] for line in (street, shop.town, shop.phone, shop.cnpj_text) if line
    ]
    y = 89.6 - 3.9 * sum(len(set_lines(tuple(block), 8.2, 49 * MM, 3)) for block in blocks)
    for block in blocks:
        y = sheet.paragraph(21.2, y, 49, block, 8.2, 3.9, most=3, white=True)


def _draw_owner(sheet: Sheet, carne: CarneData) -> None:
    sheet.text(84.7, 18.3, "Carnê de", 7)
    y = sheet.paragraph(84.7, 24.2, 80, [(BOLD, carne.customer_name)], 16, 6.8, most=2)
    masked = carne.customer_document_masked
    if masked:
        sheet.text(84.7, y - 1.6, f"{document_label(masked)} {masked}", 8.2, room=80)
    sheet.text(195.7, 18.3, "Carnê nº", 7, align="right")
    sheet.text(195.7, 24.2, str(carne.contract_number), 16, BOLD, align="right", room=28)
    if carne.agreement:
        sheet.text(195.7, 29.4, f"Acordo nº {carne.agreement.number}", 8.2, align="right", room=28)


def _draw_terms(sheet: Sheet, carne: CarneData) -> None:
    """How many installments, the first and the last day, in three cells."""
    top, high = 40.5, 9.6
    sheet.box(84.7, top, 111, high)
    cells = (
        (84.7, 47.0, "Parcelas", _installments_text(carne.slips)),
        (131.7, 32.0, "Primeira", format_date(carne.slips[0].due_date)),
        (163.7, 32.0, "Última", format_date(carne.slips[-1].due_date)),
    )
    for x, wide, label, value in cells:
        if x > 84.7:
            sheet.line(x, top, x, top + high)
        sheet.text(x + 2.2, top + 2.9, label, 6.5)
        sheet.text(x + 2.2, top + 7.7, value, 11, BOLD, room=wide - 4.4, smallest=7)


def _installments_text(slips: tuple[Slip, ...]) -> str:
    amounts = [slip.amount for slip in slips]
    if len(set(amounts)) == 1:
        return f"{len(amounts)} de {format_money(amounts[0])}"
    if len(set(amounts[:-1])) == 1:
        return f"{len(amounts) - 1} de {format_money(amounts[0])} e 1 de {format_money(amounts[-1])}"
    return f"{len(amounts)}, de valores diferentes"


def _how_to_pay(carne: CarneData) -> list[Span]:
    pix = any(slip.pix_payload for slip in carne.slips)
    ways = ", ou por Pix lendo o código de cada folha" if pix else ""
    return [
        (BOLD, "Como pagar:"),
        (REGULAR, f" na loja com este carnê{ways}. Guarde os canhotos: eles são o seu comprovante."),
    ]


def _draw_summary(sheet: Sheet, carne: CarneData) -> None:
    sheet.text(LEFT, 108.7, "Resumo do acordo" if carne.agreement else "Resumo da compra", 12, BOLD)
    rows = _agreement_rows(carne) if carne.agreement else _summary_rows(carne)
    sheet.box(LEFT, TABLE_TOP, SUMMARY_WIDTH, ROW * len(rows))
    for index, (label, value) in enumerate(rows):
        top = TABLE_TOP + ROW * index
        if index:
            sheet.line(LEFT, top, LEFT + SUMMARY_WIDTH, top)
        room = SUMMARY_WIDTH - 6.6 - sheet.text(LEFT + 2.2, top + 4.3, label, 8.8)
        sheet.text(LEFT + SUMMARY_WIDTH - 2.2, top + 4.3, value, 8.8, BOLD, align="right", room=room)
    _draw_notes(sheet, carne, TABLE_TOP + ROW * len(rows) + 4.4)


def _draw_notes(sheet: Sheet, carne: CarneData, y: float) -> None:
    """What was bought, as far as it fits, and the right to pay early, always whole (CDC, art. 52 § 2º)."""
    y = sheet.paragraph(LEFT, y, SUMMARY_WIDTH, [(REGULAR, _origin(carne))], 7.5, 3.3, most=3)
    early = "Pode pagar antes quando quiser, com redução proporcional dos juros, se houver"
    early += " (Código de Defesa do Consumidor, art. 52)."
    if carne.agreement:
        early = "Pode pagar antes quando quiser."
    sheet.paragraph(LEFT, y + 0.8, SUMMARY_WIDTH, [(REGULAR, early)], 7.5, 3.3)


def _origin(carne: CarneData) -> str:
    """What was bought, or what the agreement is paid in the place of."""
    day = format_date(carne.sold_on)
    if carne.agreement:
        return f"Acordo nº {carne.agreement.number}, de {day}, no lugar de: {carne.agreement.replaced}."
    return f"Compra de {day}: {carne.items_text.strip().rstrip('.')}."


def _agreement_rows(carne: CarneData) -> list[tuple[str, str]]:
    """An agreement sells nothing and bears no interest: no cash price, no rates, no CET."""
    sums = carne.summary
    paid_on = f" em {format_date(sums.down_payment_on)}" if sums.down_payment_on else ""
    down_payment = [(f"Pago na assinatura{paid_on}", format_money(sums.down_payment))]
    late = late_charges(sums.late_fine, sums.late_interest) or "sem acréscimo"
    return [
        ("Total do acordo", format_money(sums.total_with_down_payment)),
        *(down_payment if sums.down_payment else []),
        ("A pagar por este carnê", format_money(sums.financed)),
        ("Juros do acordo", "sem juros"),
        ("Se atrasar", late),
    ]


def _summary_rows(carne: CarneData) -> list[tuple[str, str]]:
    """The lines the law asks for, in its order (CDC, art. 52)."""
    sums = carne.summary
    paid_on = f" em {format_date(sums.down_payment_on)}" if sums.down_payment_on else ""
    down_payment = [(f"Entrada{paid_on}", format_money(sums.down_payment))] if sums.down_payment else []
    rate = f"{format_rate(sums.rate_month)} ao mês, {format_rate(sums.rate_year)} ao ano"
    late = late_charges(sums.late_fine, sums.late_interest) or "sem acréscimo"
    return [
        ("Preço à vista", format_money(sums.price)),
        *down_payment,
        ("Valor parcelado", format_money(sums.financed)),
        ("Juros", format_money(sums.interest)),
        ("Taxa efetiva", rate),
        ("Custo efetivo total (CET)", f"{format_rate(sums.total_effective_cost)} ao ano"),
        (
            "Total a prazo, com entrada" if sums.down_payment else "Total a prazo",
            format_money(sums.total_with_down_payment),
        ),
        ("Se atrasar", late),
    ]


def _draw_calendar(sheet: Sheet, carne: CarneData) -> None:
    sheet.text(CALENDAR, 108.7, "Quando pagar", 12, BOLD)
    slips = carne.slips[:ROWS_ON_COVER]
    room = RIGHT - CALENDAR
    if len(slips) <= ROWS_A_COLUMN:
        _draw_dates(sheet, slips, CALENDAR, TABLE_TOP, room)
    else:
        half = -(-len(slips) // 2)
        _draw_dates(sheet, slips[:half], CALENDAR, TABLE_TOP, room / 2)
        _draw_dates(sheet, slips[half:], CALENDAR + room / 2, TABLE_TOP, room / 2)
    if len(carne.slips) > ROWS_ON_COVER:
        text = f"As datas de {ROWS_ON_COVER + 1} a {len(carne.slips)} estão na folha seguinte."
        sheet.text(RIGHT, 108.7, text, 7, align="right", room=54)


def _draw_dates(sheet: Sheet, slips: tuple[Slip, ...], x: float, top: float, room: float) -> None:
    """One column of due dates, each with a box to tick; in a narrow one the count and the margins shrink."""
    narrow = room < 60
    size, pad = (7.0, 1.4) if narrow else (8.8, 2.2)
    tick = 3.2 if narrow else 5.0
    sheet.box(x, top, room, ROW * len(slips))
    for index, slip in enumerate(slips):
        y = top + ROW * index
        if index:
            sheet.line(x, y, x + room, y)
        number = str(slip.number) if narrow else f"{slip.number}/{slip.count}"
        sheet.text(x + pad, y + 4.3, number, size)
        end = x + (7.2 if narrow else 13.4)
        end += sheet.text(end, y + 4.3, format_date(slip.due_date), size, BOLD) + 0.8
        end += sheet.text(end, y + 4.3, weekday(slip.due_date), size)
        sheet.box(x + room - pad - tick, y + 1.5, tick, 3.4)
        right = x + room - pad - tick - (1.2 if narrow else 3)
        sheet.text(
            right, y + 4.3, format_amount(slip.amount), size, BOLD, align="right", room=right - end - 1
        )


def _draw_more_dates(sheet: Sheet, carne: CarneData) -> None:
    """The rest of a long calendar, in three columns a page."""
    rest = carne.slips[ROWS_ON_COVER:]
    room = (RIGHT - LEFT) / COLUMNS_A_SHEET
    for start in range(0, len(rest), ROWS_A_SHEET):
        sheet.text(LEFT, 17, "Quando pagar", 12, BOLD)
        for column in range(COLUMNS_A_SHEET):
            first = start + column * ROWS_A_SHEET_COLUMN
            part = rest[first : first + ROWS_A_SHEET_COLUMN]
            if part:
                _draw_dates(sheet, part, LEFT + column * room, 22, room)
        draw_foot(sheet, carne, "datas")
        sheet.next_page()


def _draw_back(sheet: Sheet, carne: CarneData) -> None:
    top, left, right = 197.3, 21.2, 113.0
    sheet.box(LEFT, top, RIGHT - LEFT, 84, radius=2)
    sheet.text(left, top + 9.2, "Se o mês apertar", 12, BOLD)
    help_text = "Avise a loja antes do vencimento. Dá para mudar a data, dividir ou prorrogar uma parcela."
    help_text += " Conversar cedo sai mais barato que a multa."
    y = sheet.paragraph(left, top + 14.5, 82, [(REGULAR, help_text)], 9, 4.4)
    sheet.paragraph(left, y + 2, 82, _contact(carne), 9, 4.4, most=3)
    sheet.text(right, top + 9.2, "Seus dados", 12, BOLD)
    privacy = "Usamos seu cadastro só para vender, receber e avisar sobre este carnê. Peça para ver, corrigir"
    privacy += " ou parar os avisos quando quiser, na loja ou pelo WhatsApp (LGPD, Lei 13.709/2018)."
    sheet.paragraph(right, top + 14.5, 82, [(REGULAR, privacy)], 9, 4.4)
    sheet.text(left, top + 45, "Anotações", 12, BOLD)
    for line in range(4):
        sheet.line(left, top + 53.5 + 7 * line, 196.8, top + 53.5 + 7 * line, 0.1)


def _contact(carne: CarneData) -> list[Span]:
    shop = carne.shop
    if not shop.best_phone:
        return []
    label = "WhatsApp da loja:" if shop.whatsapp else "Telefone da loja:"
    hours = f", de {shop.hours}" if shop.hours else ""
    return [(REGULAR, label), (BOLD, f" {shop.best_phone}"), (REGULAR, f"{hours}.")]
