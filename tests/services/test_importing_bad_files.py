"""Files that cannot be, or hardly: each a clear answer, never a traceback, nothing half in."""

import random
from pathlib import Path

import pytest

from crediario.domain.errors import KnownFailure
from crediario.domain.importing.report import RefusedReason
from crediario.services.core import Context
from crediario.ui.messages import words
from tests.support.bad_files import BAD_FILES, GOOD, HEAD, csv_bytes, workbook_bytes
from tests.support.importing import brought_in, looked_at, rows

FUZZED = 60


def told(ctx: Context, path: Path) -> str | list[str]:
    """What a person is told of the file: a refusal's code, or the reasons of its refused lines."""
    try:
        return [each.reason.value for each in looked_at(ctx, path).refused]
    except KnownFailure as failure:
        assert words(failure).whole.endswith(".")
        return failure.code


def test_there_are_many() -> None:
    assert len(BAD_FILES) >= 60
    seen = {outcome for _, outcome in BAD_FILES.values() if isinstance(outcome, str)}
    assert len(seen) >= 11, "each way to refuse a file is asked for"


@pytest.mark.parametrize("name", BAD_FILES)
def test_each_is_answered_as_expected(sqlite_shop: Context, tmp_path: Path, name: str) -> None:
    make, outcome = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(make(random.Random(20260609)))

    assert told(sqlite_shop, path) == outcome
    assert rows(sqlite_shop, "SELECT COUNT(*) FROM customer") == [(0,)]


@pytest.mark.parametrize(
    "name", [name for name, (_, outcome) in BAD_FILES.items() if isinstance(outcome, list)]
)
def test_the_good_lines_come_in(sqlite_shop: Context, tmp_path: Path, name: str) -> None:
    make, outcome = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(make(random.Random(20260609)))

    report = brought_in(sqlite_shop, path).report

    assert len(report.refused) == len(outcome)
    assert report.totals.open_installments == report.new
    assert bool(report.new) == (name != "american_column.csv")


def test_a_file_that_is_not_there(sqlite_shop: Context, tmp_path: Path) -> None:
    assert told(sqlite_shop, tmp_path / "nada.xlsx") == "file_not_readable"
    assert told(sqlite_shop, tmp_path) == "file_not_readable"


@pytest.mark.parametrize("seed", range(FUZZED))
def test_spoilt_at_random(sqlite_shop: Context, tmp_path: Path, seed: int) -> None:
    """Bytes changed, cut, doubled: told or understood, never a traceback."""
    chance = random.Random(seed)
    table = [HEAD, *[[*GOOD[:3], f"{n}/9", f"10/{n:02d}/2026", *GOOD[5:]] for n in range(1, 10)]]
    content = bytearray(csv_bytes(table) if seed % 2 else workbook_bytes(table))
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                del content[place : place + chance.randint(1, 40)]
            case 2:
                content[place:place] = content[place : place + chance.randint(1, 200)]
            case _:
                content[place:place] = bytes(chance.choices(b"\";\t\x00\r\n'=,0", k=3))
    path = tmp_path / ("a.csv" if seed % 2 else "a.xlsx")
    path.write_bytes(bytes(content))

    answer = told(sqlite_shop, path)

    assert isinstance(answer, str) or set(answer) <= {reason.value for reason in RefusedReason}
