"""What is drawn over a copy beyond the first: which one it is, who asked for it, and when."""

from datetime import datetime

from crediario.documents.promissory_note import MAIN, ROOM, TOPS
from crediario.documents.sheet import MM, Sheet
from crediario.documents.style import BOLD
from crediario.documents.wording import clock
from crediario.domain.br import format_date

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
    sheet = Sheet(width / MM, height / MM, f"{number}ª via")
    said = f"{number}ª via, em {format_date(copied_at)} às {clock(copied_at)}, por {copied_by}"
    if kind == "promissory_note":
        _draw_on_notes(sheet, f"{said}: {_ONLY_ONE_IS_SIGNED}")
    elif width / MM < _WIDEST_ROLL:
        sheet.text(width / MM / 2, 3.4, said, 6.6, BOLD, "center", room=width / MM - 8, smallest=4)
    else:
        sheet.text(width / MM / 2, 5.8, said, 8, BOLD, "center", room=width / MM - 20, smallest=4)
    sheet.next_page()
    return sheet.pdf()


def _draw_on_notes(sheet: Sheet, said: str) -> None:
    """On the face of each note, since they are cut apart: between its heading and its promise."""
    for top in TOPS:
        sheet.text(MAIN, top + 18.4, said, 7.5, BOLD, room=ROOM, smallest=4)
