"""G26: what typed cells and guarded text cost over a bare loop of openpyxl's write-only mode."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from statistics import median
from time import process_time

from crediario.documents.spreadsheet import Column, Value, write_table
from crediario.domain.money import Money
from tests.benchmarks.figure import Figure, table

ROWS = 4000
ROUNDS = 9
LIMIT = 1.15
NOW = datetime(2026, 6, 9, 14, 32, tzinfo=UTC)
COLUMNS = tuple(Column(name) for name in ("Cliente", "Dias", "Parc.", "Em aberto", "Venceu em", "Telefone",
                                          "Bairro", "Último pagamento", "Em dia"))  # fmt: skip


def measure() -> list[Figure]:
    """The list of late customers, ours and the bare loop in turn: the machine drifts."""
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(_written_by_us))
        bare.append(_seconds(_written_bare))
    ratio = median(own / other for own, other in zip(ours, bare, strict=True))
    what = f"xlsx of {ROWS} rows of {len(COLUMNS)}; ours ÷ bare write-only loop"
    per_row = [f"{median(times) * 1e6 / ROWS:.0f} µs a row" for times in (ours, bare)]
    return [Figure("G26", what, *per_row, ratio, f"≤ {LIMIT:g}×", ratio <= LIMIT)]


def _rows() -> Iterator[tuple[Value, ...]]:
    for place in range(ROWS):
        due = date(2026, 6, 9) - timedelta(days=place % 90 + 1)
        yield (f"Maria das Graças Oliveira {place}", place % 90 + 1, 2, Money(21452 + place), due,
               "(34) 9 9812-4471", "Centro", due, "43 de 47")  # fmt: skip


def _written_by_us() -> None:
    write_table(COLUMNS, _rows(), sheet="Pendências", written_at=NOW)


def _written_bare() -> None:
    """The same values as openpyxl takes them: dates by its own format, amounts as plain numbers."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Pendências")
    sheet.append([column.title for column in COLUMNS])
    for row in _rows():
        sheet.append([value.cents / 100 if isinstance(value, Money) else value for value in row])
    workbook.save(BytesIO())


def _seconds(work: object) -> float:
    start = process_time()
    work()  # type: ignore[operator]
    return process_time() - start


if __name__ == "__main__":
    print(table(measure()))
