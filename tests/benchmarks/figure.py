"""One line of a benchmark: ours beside a peer in the same run, and whether the budget holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of performance.md.

    Attributes:
        code: ``G20``.
        what: what was measured, against whom.
        ours: with its unit.
        peer: with its unit; empty when the figure has no peer, ``absent`` when it is not installed.
        ratio: peer over ours unless ``what`` says otherwise; None without a peer.
        budget: what was promised.
        ok: the promise holds; None when it could not be measured.
    """

    code: str
    what: str
    ours: str
    peer: str
    ratio: float | None
    budget: str
    ok: bool | None

    def row(self) -> tuple[str, ...]:
        """The line as cells of text."""
        ratio = "—" if self.ratio is None else f"{self.ratio:.2f}×"
        verdict = {True: "ok", False: "MISSED", None: "not measured"}[self.ok]
        return (self.code, self.what, self.ours, self.peer or "—", ratio, self.budget, verdict)


def table(figures: list[Figure]) -> str:
    """All figures with their columns in line."""
    rows = [("", "what", "ours", "peer", "ratio", "budget", ""), *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in rows
    )
