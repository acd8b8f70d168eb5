"""What every table shares: the database proxy and the names of checks."""

from peewee import SQL, Check, DatabaseProxy, Model

#: The one global of the program: set by ``connection.open_shop`` and read by every model.
proxy = DatabaseProxy()


class Table(Model):
    """Root of every model: columns and constraints only, no behaviour."""

    class Meta:
        database = proxy
        legacy_table_names = False


def check(name: str, condition: str) -> SQL:
    """A named CHECK constraint, so that a failure says which rule it broke."""
    return SQL(f"CONSTRAINT {name} CHECK ({condition})")


__all__ = ["Check", "Table", "check", "proxy"]
