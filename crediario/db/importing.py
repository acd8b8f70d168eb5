"""Imports in the tables: layouts remembered."""

from dataclasses import replace

import msgspec
from peewee import Database

from crediario.db.statements import fetch
from crediario.domain.importing.mapping import DateOrder, Meaning, SheetMapping


class _Remembered(msgspec.Struct):
    """What a layout's row says; meanings by their names."""

    meanings: list[str]
    date_order: str


def remembered_layout(database: Database, recognised: SheetMapping) -> SheetMapping | None:
    """The mapping a person left for a sheet with these titles; None when nobody did."""
    if not recognised.signature:
        return None
    rows = fetch(database, "SELECT mapping FROM import_layout WHERE signature = ?", (recognised.signature,))
    if not rows:
        return None
    kept = msgspec.json.decode(rows[0][0], type=_Remembered)
    meanings = tuple(Meaning(name) for name in kept.meanings)
    return replace(recognised, meanings=meanings, date_order=DateOrder(kept.date_order), remembered=True)
