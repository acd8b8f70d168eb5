"""Where a sheet's titles stand: one line, two of them, or none at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crediario.domain.importing.cells import Cell, Row
from crediario.domain.importing.content import looks_like_day, looks_like_money
from crediario.domain.importing.headers import guesses

#: Titles stand near the top, after a few lines about the shop.
FARTHEST_TITLE = 40
_LEAST_TITLES = 2

NumberedRow = tuple[int, Row]


@dataclass(frozen=True, slots=True)
class Titles:
    """The columns' titles and the lines they stand in; no lines when there are none."""

    headers: tuple[str, ...]
    lines: tuple[int, ...]


def find_titles(rows: Sequence[NumberedRow], width: int) -> Titles:
    """The titles of a sheet among its first lines.

    Args:
        rows: the first lines of the sheet, those with something in them.
        width: how many columns the sheet has.
    """
    near = rows[:FARTHEST_TITLE]
    ranked = [(_score(_texts(row, width)), -place) for place, (_, row) in enumerate(near) if _is_titles(row)]
    best, place = max(ranked, default=(0, 0))
    if best < _LEAST_TITLES:
        return Titles(("",) * width, ())
    return _with_group_line(near, -place, width, best)


def _with_group_line(near: Sequence[NumberedRow], place: int, width: int, alone: int) -> Titles:
    """The titles, with the line above or below them when the two say more together."""
    line, row = near[place]
    found, most = Titles(_texts(row, width), (line,)), alone
    for above in (place - 1, place):
        if above < 0 or above + 1 >= len(near):
            continue
        (upper_line, upper), (lower_line, lower) = near[above], near[above + 1]
        if lower_line != upper_line + 1 or not (_is_titles(upper) and _is_titles(lower)):
            continue
        together = _joined(_texts(upper, width), _texts(lower, width))
        if _filled(upper) > 1 and _score(together) > most:
            found, most = Titles(together, (upper_line, lower_line)), _score(together)
    return found


def _joined(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    """Each title under the group it stands in; a group reaches to the next one."""
    joined, group = [], ""
    for over, under in zip(upper, lower, strict=True):
        group = over or group
        joined.append(f"{group} {under}".strip() if under else over)
    return tuple(joined)


def _texts(row: Row, width: int) -> tuple[str, ...]:
    padded = (*row, *[None] * (width - len(row)))
    return tuple(" ".join(cell.split()) if isinstance(cell, str) else "" for cell in padded[:width])


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row)


def _is_titles(row: Row) -> bool:
    """Words only: no number, no date, no amount."""
    filled = [cell for cell in row if cell is not None]
    return bool(filled) and all(_is_title(cell) for cell in filled)


def _is_title(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and bool(re.search(r"[^\W\d_]", cell + ("a" if cell.strip() in {"#", "nº", "Nº"} else "")))
        and len(cell) <= 60
        and not looks_like_day(cell)
        and not (looks_like_money(cell) and re.search(r"[0-9]", cell))
    )


def _score(texts: Sequence[str]) -> int:
    """How many different things the titles say; 0 when fewer than half of them say anything."""
    filled = [text for text in texts if text]
    known = [found[0].meaning for text in filled if (found := guesses(text))]
    if len(known) * 2 < len(filled):
        return 0
    return len(set(known))


def is_repeated(row: Row, headers: Sequence[str]) -> bool:
    """Whether a line says the titles again, as at the top of each printed page."""
    filled = 0
    for at, cell in enumerate(row):
        if cell is None:
            continue
        # Asked of every line of a file: most say with their first cell that they are none.
        if not isinstance(cell, str) or at >= len(headers):
            return False
        if " ".join(cell.split()).casefold() not in headers[at].casefold():
            return False
        filled += 1
    return filled >= _LEAST_TITLES
