"""The slips of a carnê as other libraries draw them: the same strings, lines and codes, nothing saved up."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

from crediario.documents.carne import CarneData, Slip
from crediario.documents.codes import code128_modules
from crediario.documents.wording import weekday
from crediario.domain.br import format_date, format_money
from crediario.paths import resource

MM = 72 / 25.4
LABELS = (
    "Canhoto do cliente", "Carnê", "Parcela", "Cliente", "Vencimento", "Valor", "Pago em", "Valor pago",
    "Visto do caixa", "grampear ou furar aqui", "Parcela", "Vencimento", "Valor até o vencimento", "Cliente",
    "CPF", "Pague com Pix", "Em atraso, o valor muda:", "peça um novo código.", "Depois do vencimento:",
    "via da loja, destacar ao receber", "corte aqui",
)  # fmt: skip
LINES = 13


def strings(plan: CarneData, slip: Slip) -> Iterator[tuple[float, float, str]]:
    """The texts of a slip, each with a place in mm from the slip's top left corner."""
    shop = plan.shop
    due, amount = format_date(slip.due_date), format_money(slip.amount)
    values = (
        str(plan.contract_number), f"{slip.number}/{slip.count}", plan.customer_name, due, amount,
        shop.trade_name, f"{shop.legal_name} · CNPJ {shop.cnpj}", shop.address, due, weekday(slip.due_date),
        amount, plan.customer_name, plan.customer_document_masked, f"{slip.number} de {slip.count}",
        "multa de 2% (R$ 3,80) e juros de 1% ao mês (R$ 0,06 por dia).",
        "Sábado, domingo ou feriado: vale o próximo dia útil, sem acréscimo.",
        f"Este mês apertou? Fale com a gente antes: {shop.best_phone}.", f"Recebe: {shop.legal_name}",
        slip.code, f"Pix copia e cola: {slip.pix_payload}",
    )  # fmt: skip
    for index, text in enumerate((*LABELS, *values)):
        yield 14 + 60 * (index % 3), 8 + 6 * (index // 3), text


def rendered_by_fpdf2(plan: CarneData) -> Callable[[], bytes]:
    """fpdf2 with segno's codes; the mask is fixed, which is segno's fast way."""
    import segno
    from fpdf import FPDF

    font = str(resource("fonts", "CrediarioSans-Regular.ttf"))

    def draw_slip(pdf: FPDF, slip: Slip, top: float) -> None:
        for x, y, text in strings(plan, slip):
            pdf.text(x, top + y, text)
        for line in range(LINES):
            pdf.line(14, top + 10 + 6 * line, 204, top + 10 + 6 * line)
        code = segno.make(slip.pix_payload, error="m", micro=False, boost_error=False, mask=2)
        for x, y, long in _dark_runs([bytes(0 if dark else 255 for dark in row) for row in code.matrix]):
            pdf.rect(175 + 0.5 * x, top + 23 + 0.5 * y, 0.5 * long, 0.5, style="F")
        for x, _, long in _dark_runs([code128_modules(slip.code)]):
            pdf.rect(67 + 0.52 * x, top + 70, 0.52 * long, 10, style="F")

    def render() -> bytes:
        pdf = FPDF(unit="mm", format="A4")
        pdf.set_auto_page_break(False)
        pdf.add_font("Crediario", fname=font)
        for place, slip in enumerate(plan.slips):
            if place % 3 == 0:
                pdf.add_page()
                pdf.set_font("Crediario", size=8)
            draw_slip(pdf, slip, 8 + 92 * (place % 3))
        return bytes(pdf.output())

    return render


def rendered_by_widgets(plan: CarneData) -> Callable[[], bytes]:
    """reportlab with its own QR and Code 128 widgets."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.code128 import Code128
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.pdfgen.canvas import Canvas

    def draw_slip(canvas: Canvas, slip: Slip, top: float) -> None:
        for x, y, text in strings(plan, slip):
            canvas.drawString(x * MM, (297 - top - y) * MM, text)
        for line in range(LINES):
            canvas.line(14 * MM, (287 - top - 6 * line) * MM, 204 * MM, (287 - top - 6 * line) * MM)
        drawing = Drawing(29 * MM, 29 * MM)
        drawing.add(QrCodeWidget(slip.pix_payload, barLevel="M", barWidth=29 * MM, barHeight=29 * MM))
        renderPDF.draw(drawing, canvas, 175 * MM, (245 - top) * MM)
        Code128(slip.code, barWidth=0.52 * MM, barHeight=10 * MM).drawOn(canvas, 67 * MM, (217 - top) * MM)

    def render() -> bytes:
        file = BytesIO()
        canvas = Canvas(file, invariant=1)
        for place, slip in enumerate(plan.slips):
            if place % 3 == 0:
                if place:
                    canvas.showPage()
                canvas.setFont("Helvetica", 8)
            draw_slip(canvas, slip, 8 + 92 * (place % 3))
        canvas.save()
        return file.getvalue()

    return render


def rendered_by_pyboleto(plan: CarneData) -> Callable[[], bytes]:
    """pyboleto's double carnê: two slips a page, a bank's bar code, no QR code."""
    from pyboleto.bank.bradesco import BoletoBradesco
    from pyboleto.pdf import BoletoPDF

    def boleto(slip: Slip) -> BoletoBradesco:
        paper = BoletoBradesco()
        paper.carteira, paper.agencia_cedente, paper.conta_cedente = "06", "278-0", "039232-4"
        paper.cedente, paper.cedente_documento = plan.shop.legal_name, plan.shop.cnpj
        paper.cedente_endereco = plan.shop.address
        # Its bar code knows no day after 2024-11-15.
        paper.data_vencimento = paper.data_documento = paper.data_processamento = date(2024, 6, 10)
        paper.instrucoes = ["Multa de 2% e juros de 1% ao mês", "Fale com a gente antes"]
        paper.demonstrativo = [plan.items_text]
        paper.valor_documento = float(slip.amount.reais)
        paper.nosso_numero, paper.numero_documento = str(slip.number), str(plan.contract_number)
        paper.sacado = [plan.customer_name, plan.shop.address, plan.shop.town]
        return paper

    def render() -> bytes:
        file = BytesIO()
        pdf = BoletoPDF(file)
        for place in range(0, len(plan.slips), 2):
            first, second = plan.slips[place : place + 2]
            pdf.drawBoletoCarneDuplo(boleto(first), boleto(second))
            pdf.nextPage()
        pdf.save()
        return file.getvalue()

    return render


def _dark_runs(rows: list[bytes]) -> Iterator[tuple[int, int, int]]:
    """x, y and length of each run of zero bytes."""
    for y, row in enumerate(rows):
        start = 0
        while (start := row.find(0, start)) >= 0:
            end = row.find(255, start)
            end = len(row) if end < 0 else end
            yield start, y, end - start
            start = end
