"""Imports: each file brought in, and how its layout was read."""

from peewee import BigAutoField, DateField, ForeignKeyField, TextField

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check
from crediario.db.models.shop import Store, Till, User


class ImportBatch(Table):
    """Importação: one file brought in. What it wrote may be deleted only once ``undone_at`` is set."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    file_name = TextField()
    file_sha256 = TextField()
    #: Business day on which it was brought in.
    imported_on = DateField()
    #: JSON of the totals told at the end: what the file held, what was new.
    totals = TextField()
    operation = TextField(unique=True)
    created_at = InstantField()
    undone_at = InstantField(null=True)

    class Meta:
        table_name = "import_batch"
        constraints = [check("import_batch_name", "length(file_name) BETWEEN 1 AND 255")]


class ImportLayout(Table):
    """Leiaute: which column means what, remembered for files with the same headers."""

    #: Hash of the folded headers of the sheet.
    signature = TextField(primary_key=True)
    #: JSON of the mapping, as the wizard left it.
    mapping = TextField()
    operator = ForeignKeyField(User, index=False)
    updated_at = InstantField()

    class Meta:
        table_name = "import_layout"
