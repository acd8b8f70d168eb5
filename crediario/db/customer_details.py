"""The rest of a customer's record in the tables: details, one row a customer, and references."""

from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from peewee import Database

from crediario.db.models import CustomerReference
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, insert_rows, marks, run
from crediario.domain import customer_details
from crediario.domain.customer_details import (
    NO_DETAILS,
    ContactChannel,
    ContactHours,
    CustomerDetails,
    Housing,
    IncomeProof,
    MaritalStatus,
    ReferenceKind,
    Treatment,
)
from crediario.domain.money import Money

_NAMES = tuple(part.name for part in fields(CustomerDetails))
_COLUMNS = tuple("spouse_income_cents" if name == "spouse_income" else name for name in _NAMES)
_REFERENCE = ("customer_id", "position", "name", "e164", "kind")
_CHOICES: dict[str, type[StrEnum]] = {
    "treatment": Treatment,
    "marital_status": MaritalStatus,
    "housing": Housing,
    "income_proof": IncomeProof,
    "preferred_channel": ContactChannel,
    "preferred_hours": ContactHours,
}
_DATES = ("housing_since", "job_since")


def details_of(database: Database, customer_id: int) -> CustomerDetails:
    """The details of a customer; all empty while nobody filled any."""
    sql = f"SELECT {', '.join(_COLUMNS)} FROM customer_detail WHERE customer_id = ?"
    rows = fetch(database, sql, (customer_id,))
    if not rows:
        return NO_DETAILS
    return CustomerDetails(**{name: _read(name, value) for name, value in zip(_NAMES, rows[0], strict=True)})


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _CHOICES:
        return _CHOICES[name](value)
    if name in _DATES:
        return as_date(value)
    return Money(value) if name == "spouse_income" else value


def write_details(database: Database, customer_id: int, details: CustomerDetails) -> None:
    """Puts these details in the place of those kept."""
    sets = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)
    sql = (
        f"INSERT INTO customer_detail (customer_id, {', '.join(_COLUMNS)})"
        f" VALUES (?, {marks(len(_COLUMNS))}) ON CONFLICT (customer_id) DO UPDATE SET {sets}"
    )
    run(database, sql, (customer_id, *(_plain(getattr(details, name)) for name in _NAMES)))


def _plain(value: Money | StrEnum | date | str | None) -> int | str | date | None:
    return value.cents if isinstance(value, Money) else value


def references_of(database: Database, customer_id: int) -> tuple[customer_details.CustomerReference, ...]:
    """The references of a customer, in the form's order."""
    sql = "SELECT name, e164, kind FROM customer_reference WHERE customer_id = ? ORDER BY position"
    return tuple(
        customer_details.CustomerReference(name, e164, ReferenceKind(kind))
        for name, e164, kind in fetch(database, sql, (customer_id,))
    )


def write_references(
    database: Database, customer_id: int, references: tuple[customer_details.CustomerReference, ...]
) -> None:
    """Puts these references in the place of those kept."""
    run(database, "DELETE FROM customer_reference WHERE customer_id = ?", (customer_id,))
    rows = [(customer_id, place, each.name, each.e164, each.kind) for place, each in enumerate(references, 1)]
    insert_rows(database, CustomerReference, _REFERENCE, rows)
