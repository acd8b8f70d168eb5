"""G27: a portfolio of a hundred thousand installments brought into a new shop, every check included.

Each file is read, previewed and written by the command line in a process of its own, whose highest resident
memory is what the system counted. Times are the processor's, as in the search's figures: one thread does all
of it. The invariants of what came in are checked afterwards, outside the time.
"""

import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from crediario import session
from crediario.db.bulk import _cpf
from crediario.domain.br import format_date
from crediario.domain.calendar import add_months
from crediario.services.checking import check_shop
from tests.benchmarks.figure import Figure

LINES = 100_000
TODAY = date(2026, 6, 9)
SECONDS, MEGABYTES = 30.0, 300.0
PIECES = 10
FIRST = ("Ana", "João", "Maria", "José", "Francisca", "Antônio", "Luíza", "Conceição", "Sebastião", "Rita")
LAST = ("Silva", "Souza", "Oliveira", "Brandão", "Gonçalves", "Araújo", "Lima", "Santos", "Peçanha", "Rocha")
HEAD = (
    "Código", "Cliente", "CPF", "Celular", "Endereço", "Bairro", "Cidade", "UF", "Contrato", "Data da compra",
    "Produto", "Parcela", "Vencimento", "Valor", "Data do pagamento",
)  # fmt: skip

CHILD = """
import resource, sys
from time import process_time
from crediario import cli
start = process_time()
code = cli.main(["import", sys.argv[1], "--data", sys.argv[2], "--today", sys.argv[3], "--json"])
seconds = process_time() - start
unit = 1024 if sys.platform != "darwin" else 1
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
print(code, seconds, memory)
"""


def measure(lines: int = LINES) -> list[Figure]:
    """Time and memory for a workbook and for a text table of the same lines."""
    figures = []
    with TemporaryDirectory() as folder:
        for write in (write_workbook, write_table):
            file = write(Path(folder), lines)
            seconds, megabytes, new = _imported(file, Path(folder) / f"shop-{file.suffix[1:]}")
            what = f"{lines:,} lines of {file.suffix[1:]} brought in"
            sound = new == lines
            figures += [
                Figure("G27", what, f"{seconds:.1f} s", "", None, f"≤ {SECONDS:g} s",
                       sound and seconds <= SECONDS),
                Figure("G27", f"{what}, highest memory", f"{megabytes:.0f} MB", "", None,
                       f"≤ {MEGABYTES:g} MB", sound and megabytes <= MEGABYTES),
            ]  # fmt: skip
    return figures


def _imported(file: Path, shop: Path) -> tuple[float, float, int]:
    """Seconds, megabytes and installments of an import in a process of its own."""
    command = [sys.executable, "-c", CHILD, str(file), str(shop), TODAY.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    answer, measured = done.stdout.strip().splitlines()
    code, seconds, megabytes = measured.split()
    with session.opened(shop, TODAY) as ctx:
        sound = check_shop(ctx).ok
    new = json.loads(answer).get("new", 0) if sound and code == "0" else 0
    return float(seconds), float(megabytes), int(new)


def rows(lines: int, seed: int = 1) -> Iterator[tuple[str | int | float | date | None, ...]]:
    """Installments, ten a sale and one or two sales a customer."""
    chance = random.Random(seed)
    sale, customer = 0, 0
    who: tuple[str | int, ...] = ()
    for line in range(lines):
        number = line % PIECES + 1
        if number == 1:
            sale += 1
            if sale % 3 != 2:
                customer += 1
                who = _customer(customer, chance)
            sold_on = TODAY - timedelta(days=chance.randint(40, 700))
            cents, item = chance.randint(2000, 90_000), f"Produto {chance.randint(1, 900)}"
        due = add_months(sold_on, number)
        paid_on = due + timedelta(days=chance.choice((-2, 0, 0, 1, 12)))
        yield (
            *who, 50_000 + sale, sold_on, item, f"{number}/{PIECES}", due, cents / 100,
            paid_on if paid_on <= TODAY and chance.random() < 0.9 else None,
        )  # fmt: skip


def _customer(number: int, chance: random.Random) -> tuple[str | int, ...]:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)} {number}"
    phone = f"34 9{chance.randint(10_000_000, 99_999_999)}"
    street = f"Rua {chance.choice(LAST)}, {chance.randint(1, 900)}"
    return number, name, _cpf(number), phone, street, chance.choice(LAST), "Patos de Minas", "MG"


def write_table(folder: Path, lines: int) -> Path:
    """The lines as a text table with semicolons."""
    path = folder / "carteira.csv"
    with path.open("w", encoding="cp1252", newline="\r\n") as file:
        file.write(";".join(HEAD) + "\n")
        for row in rows(lines):
            file.write(";".join(_text(cell) for cell in row) + "\n")
    return path


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case date():
            return format_date(cell)
        case float():
            return f"{cell:.2f}".replace(".", ",")
        case _:
            return str(cell)


def write_workbook(folder: Path, lines: int) -> Path:
    """The lines as a workbook, written as its XML: through a library it would take longer than the import."""
    path = folder / "carteira.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(_HEADER + b"<sheetData>" + _row(1, HEAD))
            for line, row in enumerate(rows(lines), 2):
                sheet.write(_row(line, row))
            sheet.write(b"</sheetData></worksheet>")
    return path


def _row(line: int, row: tuple[object, ...]) -> bytes:
    cells = "".join(_cell(f"{chr(65 + at)}{line}", cell) for at, cell in enumerate(row) if cell is not None)
    return f'<row r="{line}">{cells}</row>'.encode()


def _cell(place: str, cell: object) -> str:
    match cell:
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        case date():
            return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
        case _:
            return f'<c r="{place}"><v>{cell}</v></c>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADER = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">'.encode()
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Carteira" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2"'
    f' Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
