"""A page measured as paper is: millimetres from the top left corner, text in points."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Literal

from crediario.documents import codes
from crediario.documents.style import REGULAR, Span, fit, load_fonts, operators_of, pdf_text, set_lines, width

MM = 72 / 25.4
HAIRLINE = 0.2
CUT_LINE = 0.35

Align = Literal["left", "center", "right"]


class Sheet:
    """The canvas all papers are drawn on. Black only; positions in mm from the top left, sizes in points."""

    def __init__(self, wide: float, high: float, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        load_fonts()
        self._file = BytesIO()
        # invariant: the same paper twice is the same bytes, so that a reprint can be proved.
        self._canvas = Canvas(
            self._file,
            pagesize=(wide * MM, high * MM),
            invariant=1,
            initialFontName=REGULAR,  # type: ignore[arg-type]  # the stubs take the name for a size
            lang="pt-BR",
        )
        self._canvas.setTitle(pdf_text(title))
        self._canvas.setCreator("Crediário")
        self._canvas.setProducer("Crediário")
        self._canvas.setAuthor("")
        self._wide = wide
        self._stamps: set[str] = set()
        self._shown: dict[tuple[str, str, float], str] = {}
        self._high = high
        self._top = high * MM

    @contextmanager
    def origin(self, top: float) -> Iterator[None]:
        """Measures from ``top`` mm down the page while it lasts."""
        before = self._top
        self._top = before - top * MM
        yield
        self._top = before

    @contextmanager
    def stamp(self, name: str, high: float) -> Iterator[None]:
        """Draws a part once, to be pressed many times with ``press``; ``high`` is its height in mm."""
        self._canvas.beginForm(name, 0, 0, self._wide * MM, high * MM)
        before = self._top
        self._top = high * MM
        yield
        self._top = before
        self._canvas.endForm()

    def once(self, name: str, high: float, draw: Callable[[], None]) -> None:
        """Draws a part the first time its name comes, and presses it here each time.

        ``name`` is a name in the file: letters, figures and hyphens.
        """
        if name not in self._stamps:
            self._stamps.add(name)
            with self.stamp(name, high):
                draw()
        self.press(name, high)

    def press(self, name: str, high: float) -> None:
        """Puts a stamp's top edge at the present origin."""
        self._canvas.saveState()
        self._canvas.translate(0, round(self._top - high * MM, 2))
        self._canvas.doForm(name)
        self._canvas.restoreState()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        face: str = REGULAR,
        align: Align = "left",
        room: float | None = None,
        smallest: float | None = None,
        white: bool = False,
        apart: float = 0.0,
    ) -> float:
        """One line of text on the base line ``y``; answers the mm it takes.

        ``x`` is the left edge, the middle or the right edge, as ``align`` says. In less ``room`` (mm) it
        gets smaller, down to ``smallest`` points, then is cut with ``…``. ``white`` is for text on black,
        ``apart`` adds points between letters, for codes read aloud.
        """
        text, size = (pdf_text(text), size) if room is None else fit(text, face, size, room * MM, smallest)
        wide = width(text, face, size) + apart * max(len(text) - 1, 0)
        start = x * MM - {"left": 0.0, "center": wide / 2, "right": wide}[align]
        self._set(start, y, text, size, face, white, apart)
        return wide / MM

    def paragraph(
        self,
        x: float,
        y: float,
        room: float,
        spans: Sequence[Span],
        size: float,
        leading: float,
        most: int = 99,
        align: Align = "left",
        white: bool = False,
    ) -> float:
        """Lines of text of several faces; answers the base line of the next line, in mm.

        ``y`` is the base line of the first, ``leading`` the mm from one to the next. Of more than ``most``
        lines the last one kept is cut with ``…``.
        """
        for line in set_lines(tuple(spans), size, room * MM, most):
            ends = line[-1][0] + width(line[-1][2], line[-1][1], size) if line else 0.0
            shift = {"left": 0.0, "center": (room * MM - ends) / 2, "right": room * MM - ends}[align]
            for offset, face, text in line:
                self._set(x * MM + shift + offset, y, text, size, face, white)
            y += leading
        return y

    def _set(
        self, start: float, y: float, text: str, size: float, face: str, white: bool, apart: float = 0
    ) -> None:
        """Writes tamed text from ``start`` points on.

        These are the operators reportlab's text object would write, less the leading, the colour and the
        second measuring: text is half of a carnê's work (G20).
        """
        before = f"{apart} Tc " if apart else "1 g " if white else ""
        after = " 0 Tc" if apart else " 0 g" if white else ""
        place = f"{start:.2f} {self._top - y * MM:.2f} Td"
        # The slips of a carnê say much the same: in one file the same words are the same letters.
        words = (text, face, size)
        shown = self._shown.get(words)
        if shown is None:
            shown = self._shown[words] = operators_of(text, face, size, self._canvas)
        self._canvas.addLiteral(f"BT {before}{place} {shown}{after} ET")

    def upright(self, x: float, y: float, text: str, size: float) -> None:
        """Text turned a quarter to the left, its middle at ``y``."""
        self._canvas.saveState()
        self._canvas.translate(x * MM, self._top - y * MM)
        self._canvas.rotate(90)
        self._canvas.setFont(REGULAR, size)
        self._canvas.drawCentredString(0, 0, pdf_text(text))
        self._canvas.restoreState()

    def box(
        self, x: float, y: float, wide: float, high: float, radius: float = 0, weight: float = HAIRLINE
    ) -> None:
        """An empty frame."""
        self._canvas.setLineWidth(round(weight * MM, 2))
        self._rectangle(x, y, wide, high, radius, filled=False)

    def black(self, x: float, y: float, wide: float, high: float, radius: float = 0) -> None:
        """A black area."""
        self._rectangle(x, y, wide, high, radius, filled=True)

    def _rectangle(self, x: float, y: float, wide: float, high: float, radius: float, filled: bool) -> None:
        left, foot = round(x * MM, 2), round(self._top - (y + high) * MM, 2)
        across, up = round(wide * MM, 2), round(high * MM, 2)
        if radius:
            self._canvas.roundRect(left, foot, across, up, radius * MM, stroke=not filled, fill=filled)
        else:
            self._canvas.rect(left, foot, across, up, stroke=not filled, fill=filled)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        weight: float = HAIRLINE,
        dashes: tuple[float, float] | None = None,
        white: bool = False,
    ) -> None:
        """A straight line; ``dashes`` are the mm on and off."""
        self._canvas.saveState()
        self._canvas.setLineWidth(round(weight * MM, 2))
        if dashes:
            self._canvas.setDash([round(part * MM, 2) for part in dashes])
        if white:
            self._canvas.setStrokeGray(1)
        self._canvas.line(
            round(x1 * MM, 2),
            round(self._top - y1 * MM, 2),
            round(x2 * MM, 2),
            round(self._top - y2 * MM, 2),
        )
        self._canvas.restoreState()

    def qr(self, x: float, y: float, side: float, payload: str) -> None:
        """A QR code with its top left module at (x, y)."""
        self._canvas.addLiteral(codes.qr_operators(payload, x * MM, self._top - y * MM, side * MM))

    def barcode(self, x: float, y: float, digits: str, module: float, high: float) -> None:
        """A Code 128-C with its first bar at x."""
        self._canvas.addLiteral(
            codes.code128_operators(digits, x * MM, self._top - y * MM, module * MM, high * MM)
        )

    def next_page(self) -> None:
        """Ends the page."""
        self._canvas.showPage()

    def cut_page(self, high: float) -> None:
        """Makes the present page ``high`` mm long; measures from its new top."""
        self._canvas.setPageSize((self._wide * MM, high * MM))
        self._top = high * MM

    def pdf(self) -> bytes:
        """Ends the document."""
        self._canvas.save()
        return self._file.getvalue()
