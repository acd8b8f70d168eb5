"""Handing out everything the shop holds of one person: a declaration to read (PDF) and the data (JSON).

Two steps: ``record_export`` writes down who takes what along, with its counts, behind the password; only then
``export_files`` makes the files. Nothing of the content is kept by the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from crediario.db import journal, person_data, privacy, retention, shop
from crediario.db.person_data import LEFT_OUT, TITLES, Rows, StoredFile
from crediario.documents import person_export
from crediario.documents.person_export import PersonPaper
from crediario.documents.shop import shop_header
from crediario.domain.errors import Refusal
from crediario.domain.privacy import Opened
from crediario.domain.settings import ShopProfile
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "ExportFile", "ExportFiles", "ExportNotRecorded", "ExportOrder", "ExportRecorded", "export_files",
    "record_export",
]  # fmt: skip

#: The form of the JSON: documented in docs/regras.md#lgpd, changed only with a new name.
FORMAT = "crediario-pessoa/1"
#: So long after it was written down the files may be made.
VALID = timedelta(minutes=15)
RECORDED = "record_export"
NAMELESS = ShopProfile("Loja")
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(eq=False)
class ExportNotRecorded(Refusal):
    """The files are made only after it was written down who takes them, and within some minutes."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """Whose data leave the program."""

    request_id: str
    customer_id: int


@dataclass(frozen=True, slots=True)
class ExportRecorded:
    """It was written down.

    Attributes:
        rows: how many rows of each table.
        files: how many files beside the declaration and the data.
    """

    request_id: str
    customer_id: int
    recorded_at: datetime
    rows: dict[str, int]
    files: int


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file: its name says a number and a day, never a person."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ExportFiles:
    """The declaration first, then the data, then the person's own files."""

    files: tuple[ExportFile, ...]


@use_case("export_person", changes={Topic.PRIVACY}, proof=True)
def record_export(ctx: Context, order: ExportOrder) -> ExportRecorded:
    """Writes down that all data of a person leave the program, and how many rows they are.

    Raises:
        LookupError: no such customer.

    Rule: LGPD arts. 18 II and V, 19 II; reliability.md A52. See docs/regras.md#lgpd.
    """
    ids = _records(ctx, order.customer_id)
    privacy.write_access(ctx.stamp, ids[0], Opened.EXPORT)
    rows = person_data.person_rows(ctx.database, ids)
    counts = {table: len(found) for table, found in rows.items() if found}
    files = len(_stored_files(ctx, ids, rows))
    return ExportRecorded(order.request_id, order.customer_id, ctx.now, counts, files)


@query("export_person")
def export_files(ctx: Context, order: ExportOrder) -> ExportFiles:
    """The files of an export that was written down a moment ago with this very order.

    Raises:
        ExportNotRecorded.
        LookupError: no such customer.
    """
    _check_recorded(ctx, order)
    ids = _records(ctx, order.customer_id)
    rows = person_data.person_rows(ctx.database, ids)
    stored = _stored_files(ctx, ids, rows)
    paper = PersonPaper(
        shop=shop_header(_profile(ctx)),
        customer_ids=ids,
        rows=_in_zone(ctx, rows),
        operators=person_data.operator_names(ctx.database),
        years=shop.shop_settings(ctx.database, ctx.store_id).retention_years,
        files=len(stored),
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
    )
    name = f"dados-cliente-{ids[0]}-{ctx.today.isoformat()}"
    own = [
        ExportFile(f"{name}-arquivo-{place}.{ENDINGS[each.media_type]}", each.content)
        for place, each in enumerate(stored, 1)
    ]
    declared = ExportFile(f"{name}.pdf", person_export.render(paper))
    return ExportFiles((declared, ExportFile(f"{name}.json", _json(ctx, ids, rows)), *own))


def _check_recorded(ctx: Context, order: ExportOrder) -> None:
    found = journal.operation(ctx.database, order.request_id)
    if found is None or found.use_case != RECORDED or not found.result:
        raise ExportNotRecorded
    recorded = msgspec.json.decode(found.result, type=ExportRecorded)
    if recorded.customer_id != order.customer_id or ctx.now - recorded.recorded_at > VALID:
        raise ExportNotRecorded


def _records(ctx: Context, customer_id: int) -> tuple[int, ...]:
    ids = retention.records_of(ctx.database, customer_id)
    if privacy.person(ctx.database, ids[0]) is None:
        raise LookupError(f"customer {customer_id}")
    return ids


def _stored_files(ctx: Context, ids: Sequence[int], rows: Rows) -> tuple[StoredFile, ...]:
    papers = person_data.papers_of(ctx.database, [row["id"] for row in rows["document"]])
    return (*person_data.files_of(ctx.database, ids), *papers)


def _profile(ctx: Context) -> ShopProfile:
    return shop.shop_profile(ctx.database, ctx.store_id) or NAMELESS


def _in_zone(ctx: Context, rows: Rows) -> Rows:
    """Instants as the shop's clock shows them, for people to read."""
    zone = ctx.now.tzinfo
    return {
        table: [
            {name: value.astimezone(zone) if isinstance(value, datetime) else value
             for name, value in row.items()}
            for row in found
        ]
        for table, found in rows.items()
    }  # fmt: skip


def _json(ctx: Context, ids: Sequence[int], rows: Rows) -> bytes:
    """The rows as they are kept: amounts in centavos, days and instants in ISO 8601."""
    profile = _profile(ctx)
    content = {
        "format": FORMAT,
        "generated_at": ctx.now,
        "shop": {"name": profile.legal_name or profile.trade_name, "cnpj": profile.cnpj},
        "customer_ids": list(ids),
        "tables": {table: {"title": TITLES[table], "rows": rows[table]} for table in TITLES if table in rows},
        "not_included": LEFT_OUT,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2)
