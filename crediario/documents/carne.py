"""The carnê: cover and three slips to an A4 page."""

from crediario.documents.carne_content import CarneAgreement, CarneData, CarneSummary, Slip
from crediario.documents.carne_cover import draw_cover
from crediario.documents.carne_slips import A4, draw_slip_pages
from crediario.documents.codes import SLIP_CODE_DIGITS
from crediario.documents.sheet import Sheet
from crediario.documents.shop import ShopHeader

__all__ = [
    "TEMPLATE_VERSION",
    "CarneAgreement",
    "CarneData",
    "CarneSummary",
    "ShopHeader",
    "Slip",
    "render",
]

TEMPLATE_VERSION = "carne-1"


def render(carne: CarneData) -> bytes:
    """The carnê as a PDF: the same content gives the same bytes.

    Args:
        carne: what to print; texts of any length and any characters are accepted.

    Raises:
        ValueError: no slip to print, or a bar code that is not 16 digits.

    Rule: law.md §7 (Carnê); CDC, arts. 42-A and 52.
    """
    if not carne.printed_slips:
        raise ValueError("a carnê has at least one slip")
    if any(len(slip.code) != SLIP_CODE_DIGITS for slip in carne.slips):
        raise ValueError(f"the code of a slip has {SLIP_CODE_DIGITS} digits")
    sheet = Sheet(*A4, title=f"Carnê {carne.contract_number} — {carne.customer_name}")
    if carne.slips_only is None:
        draw_cover(sheet, carne)
    draw_slip_pages(sheet, carne)
    return sheet.pdf()
