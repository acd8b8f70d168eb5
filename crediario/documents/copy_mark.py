"""What is drawn over a copy beyond the first: which one it is, who asked for it, and when."""

from datetime import datetime

from crediario.documents.sheet import MM, Sheet
from crediario.documents.style import BOLD
from crediario.documents.wording import clock
from crediario.domain.br import format_date

#: Where nothing else is printed, on a roll and on a sheet, in mm from the top.
_BASE_LINE = 3.4
_ROLL, _SHEET = 6.6, 8.0
#: Wider paper is a sheet.
_WIDEST_ROLL = 100.0
#: What a copy of promissory notes adds: only one set of them is signed.
_ONLY_ONE_IS_SIGNED = "só assine se a 1ª não foi assinada"


def render(width: float, height: float, kind: str, number: int, copied_at: datetime, copied_by: str) -> bytes:
    """A page with the mark alone, to be laid over a page of a copy.

    Args:
        width: of the page, in points.
        height: of the page, in points.
        kind: of the document.
        number: 2 for the first copy beyond the original.
        copied_at: local time of the copy.
        copied_by: who asked for it, short.
    """
    wide, high = width / MM, height / MM
    sheet = Sheet(wide, high, f"{number}ª via")
    said = f"{number}ª via, em {format_date(copied_at)} às {clock(copied_at)}, por {copied_by}"
    if kind == "promissory_note":
        said = f"{said}: {_ONLY_ONE_IS_SIGNED}"
    size = _ROLL if wide < _WIDEST_ROLL else _SHEET
    y = _BASE_LINE if wide < _WIDEST_ROLL else _BASE_LINE + 2.4
    sheet.text(wide / 2, y, said, size, BOLD, "center", room=wide - 10, smallest=4)
    sheet.next_page()
    return sheet.pdf()
