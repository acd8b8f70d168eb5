"""The one family of the papers, and the one door through which text reaches them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from crediario.paths import resource

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

REGULAR = "CrediarioSans-Regular"
BOLD = "CrediarioSans-Bold"

FALLBACK = "□"
ELLIPSIS = "…"
LONGEST_TEXT = 400

# Seen, never drawn: control characters, marks of direction, joiners, and halves of surrogate pairs.
_BLANK = re.compile(r"[\s\u2028\u2029]+")
_UNSEEN = {"Cc", "Cf", "Cn"}

Span = tuple[str, str]
"""A face and the text to set in it."""

Line = tuple[tuple[float, str, str], ...]
"""Pieces of one set line: offset in points, face, text."""


@cache
def load_fonts() -> frozenset[int]:
    """Registers the faces with reportlab, once a process; answers the characters they can show."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0  # binary streams: a quarter smaller
    # A paper never loads a picture from an address, whatever is written in it.
    rl_config.trustedSchemes = ["data"]
    rl_config.trustedHosts = ["invalid"]
    for face in (REGULAR, BOLD):
        path = str(resource("fonts", f"{face}.ttf"))
        # asciiReadable=0 embeds the letters that are used, not the whole of ASCII.
        pdfmetrics.registerFont(TTFont(face, path, asciiReadable=0))
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)  # type: ignore[attr-defined]


@lru_cache(maxsize=2048)
def pdf_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """Any text, as a paper can carry it: the only way text gets into a PDF.

    Blanks become single spaces, control characters vanish, what the family cannot draw (emoji) shows as
    ``□``, and what is longer than ``longest`` ends in ``…``.

    Rule: reliability.md A23.
    """
    known = load_fonts()
    # Cut before looking at each character: a name of a million letters must cost no more than a long one.
    clean = unicodedata.normalize("NFC", text[: 4 * longest])
    if clean.isascii() and clean.isprintable() and "  " not in clean:
        return _cut(clean.strip(" "), longest)
    # The no-break space holds an amount together: it is no blank to be folded.
    clean = "\u00a0".join(_BLANK.sub(" ", part) for part in clean.split("\u00a0"))
    return _cut("".join(_shown(letter, known) for letter in clean).strip(" "), longest)


def _shown(letter: str, known: frozenset[int]) -> str:
    if unicodedata.category(letter) in _UNSEEN:
        return ""
    return letter if ord(letter) in known else FALLBACK


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + ELLIPSIS


def width(text: str, face: str, size: float) -> float:
    """Width of ``text`` in points."""
    return _width_at_one_point(text, face) * size


@lru_cache(maxsize=4096)
def _width_at_one_point(text: str, face: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    load_fonts()
    return float(stringWidth(text, face, 1))


def operators_of(text: str, face: str, size: float, canvas: "Canvas") -> str:
    """PDF operators that show ``text``; its letters join the part of the face embedded in the file."""
    from reportlab.lib.rl_accel import escapePDF
    from reportlab.pdfbase.pdfmetrics import getFont

    font: TTFont = getFont(face)  # type: ignore[assignment]
    document = canvas._doc  # type: ignore[attr-defined]
    return " ".join(
        f"{font.getSubsetInternalName(subset, document)} {size:.2f} Tf ({escapePDF(piece)}) Tj"
        for subset, piece in font.splitString(text, document)
    )


def fit(text: str, face: str, size: float, room: float, smallest: float | None = None) -> tuple[str, float]:
    """Makes ``text`` fit in ``room`` points: smaller down to ``smallest``, then cut with ``…``.

    Returns:
        The text to draw and its size.
    """
    text = pdf_text(text)
    smallest = size * 0.8 if smallest is None else smallest
    wanted = width(text, face, size)
    if wanted <= room:
        return text, size
    if wanted * smallest / size <= room:
        return text, size * room / wanted
    return cut_to(text, face, smallest, room), smallest


def cut_to(text: str, face: str, size: float, room: float) -> str:
    """The longest beginning of ``text`` that fits with its ``…``, ending with a word if one ends near."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if width(text[:middle] + ELLIPSIS, face, size) <= room else (low, middle - 1)
        )
    beginning = text[:low]
    word_end = beginning.rfind(" ")
    if word_end > low * 0.5:
        beginning = beginning[:word_end]
    return beginning.rstrip(" ,.;") + ELLIPSIS


def short_name(name: str, face: str, size: float, room: float) -> str:
    """A person's name with the middle names as initials where the whole does not fit: Rosângela A. Lima."""
    name = pdf_text(name)
    words = [word for word in name.split(" ") if word.lower() not in {"da", "de", "do", "das", "dos", "e"}]
    if len(words) < 3 or width(name, face, size) <= room:
        return name
    return " ".join([words[0], *(f"{word[0]}." for word in words[1:-1]), words[-1]])


@lru_cache(maxsize=512)
def set_lines(spans: tuple[Span, ...], size: float, room: float, most: int) -> tuple[Line, ...]:
    """Breaks text of several faces into lines of ``room`` points.

    What does not fit in ``most`` lines is left out, and the last ends in ``…``. Most lines of a carnê are the
    same on each of its slips, hence the memory.
    """
    lines: list[list[tuple[float, str, str]]] = [[]]
    end = 0.0
    for face, word, gap in _words(spans, size, room):
        wide = width(word, face, size)
        space = width(" ", face, size) if gap and lines[-1] else 0.0
        if lines[-1] and end + space + wide > room:
            if len(lines) == most:
                lines[-1][-1] = _with_ellipsis(lines[-1][-1], size, room)
                break
            lines.append([])
            end = space = 0.0
        _append(lines[-1], end, face, " " + word if space else word)
        end += space + wide
    return tuple(tuple(line) for line in lines)


def largest_size(text: str, face: str, sizes: Sequence[float], room: float, most: int) -> float:
    """The first of ``sizes``, from large to small, at which ``text`` stands whole in ``most`` lines."""
    return next(
        (size for size in sizes if len(set_lines(((face, text),), size, room, LONGEST_TEXT)) <= most),
        sizes[-1],
    )


def keep_end(start: str, end: str, face: str, size: float, room: float) -> str:
    """``start`` and ``end`` on one line, where only ``start`` may be cut: the CNPJ after a long name."""
    left = room - width(pdf_text(end), face, size)
    start = pdf_text(start)
    return (start if width(start, face, size) <= left else cut_to(start, face, size, left)) + end


def _words(spans: tuple[Span, ...], size: float, room: float) -> Iterator[tuple[str, str, bool]]:
    """Each word with its face, and whether a blank stands before it; none is longer than a line."""
    for face, text in spans:
        for index, word in enumerate(pdf_text(text).split(" ")):
            if word:
                fitting = word if width(word, face, size) <= room else cut_to(word, face, size, room)
                yield face, fitting, index > 0 or text.startswith(" ")


def _append(line: list[tuple[float, str, str]], offset: float, face: str, piece: str) -> None:
    """Adds to the line's last run if the face is the same: a smaller file, and words copy well."""
    if line and line[-1][1] == face:
        line[-1] = (line[-1][0], face, line[-1][2] + piece)
    else:
        line.append((offset, face, piece))


def _with_ellipsis(piece: tuple[float, str, str], size: float, room: float) -> tuple[float, str, str]:
    offset, face, text = piece
    return offset, face, cut_to(text, face, size, room - offset)
