"""Column types of our own: an instant of time and a JSON text, the same bytes on both engines."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from peewee import TextField

if TYPE_CHECKING:
    from peewee import Field

    InstantBase = Field[datetime]
else:
    InstantBase = TextField


# One operation writes one moment into many rows.
@lru_cache(maxsize=64)
def instant_text(moment: datetime) -> str:
    """UTC in ISO 8601 with microseconds: sorts as it happened, on SQLite and PostgreSQL alike."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class InstantField(InstantBase):
    """A moment in UTC, kept as ISO text."""

    field_type = "TEXT"

    def db_value(self, value: datetime | str | None) -> str | None:
        return instant_text(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)
