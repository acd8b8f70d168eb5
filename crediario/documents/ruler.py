"""The pages that tell how a printer prints: a test, and a ruler to measure how far off it is."""

from crediario.documents.receipt_roll import ROLL_58, ROLL_80, Roll, pdf_of
from crediario.documents.sheet import Sheet
from crediario.documents.style import BOLD

WIDE, HIGH = 210.0, 297.0
FROM_EDGE = 20.0
LONG = 100.0
#: Where the words begin, clear of the ruler down.
TEXT_AT = 50.0
STEPS = (
    "1. Meça da borda esquerda do papel até a linha em pé: o certo são 20 mm.",
    "2. Meça da borda de cima até a linha deitada: o certo são 20 mm.",
    "3. Meça a régua deitada inteira, do 0 ao 100: o certo são 100 mm.",
    "4. Escreva as três medidas em Ajustes, Impressão, e escolha Acertar.",
    "5. Imprima esta página de novo para conferir.",
)


def render_ruler() -> bytes:
    """A page of A4 with a corner 20 mm from its edges, and rulers of 100 mm across and down from it.

    The numbers stand outside the rulers: inside, those of both would meet in the corner.
    """
    sheet = Sheet(WIDE, HIGH, "Régua de impressão")
    sheet.text(TEXT_AT, 60, "Ajustar impressora", 15, BOLD)
    for place, text in enumerate(STEPS):
        sheet.text(TEXT_AT, 72 + 7 * place, text, 10.5)
    sheet.line(FROM_EDGE, FROM_EDGE, FROM_EDGE, FROM_EDGE + LONG)
    sheet.line(FROM_EDGE, FROM_EDGE, FROM_EDGE + LONG, FROM_EDGE)
    for step in range(int(LONG) + 1):
        _tick(sheet, step)
    sheet.next_page()
    return sheet.pdf()


def _tick(sheet: Sheet, step: int) -> None:
    length = 5.0 if not step % 10 else 3.5 if not step % 5 else 2.0
    at = FROM_EDGE + step
    sheet.line(at, FROM_EDGE, at, FROM_EDGE + length)
    sheet.line(FROM_EDGE, at, FROM_EDGE + length, at)
    if not step % 10:
        sheet.text(at, FROM_EDGE - 2, str(step), 8, align="center")
        if step:
            sheet.text(FROM_EDGE - 2, at + 1, str(step), 8, align="right")


def render_roll_test(width_mm: int) -> bytes:
    """A short strip: letters, amounts from edge to edge, and a code."""
    return pdf_of("Teste de impressão", _draw_test, ROLL_58 if width_mm == 58 else ROLL_80)


def _draw_test(roll: Roll) -> None:
    roll.centred("Teste de impressão", 12, BOLD)
    roll.rule()
    roll.words("Letras: ÁÉÍÓÚ ãõç ªº R$")
    roll.pair("Esquerda", "1.234,56")
    roll.pair("TOTAL", "R$ 0,00", BOLD, 15, before=1.8)
    roll.rule()
    roll.code("teste de impressão", 24.0, "Código", "Leia com o celular: aparece teste de impressão.")
    roll.rule()
    roll.centred("As duas bordas das linhas saíram inteiras?")
