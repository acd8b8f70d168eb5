"""The shop itself: stores, tills, what it is and how it works, its numbers."""

from peewee import (
    BigAutoField,
    BigIntegerField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from crediario.db.fields import InstantField
from crediario.db.models.base import Table, check


class Store(Table):
    """Loja: one address of the shop; every movement says which."""

    id = BigAutoField()
    #: 1 to 99, the two digits of the carnê's code.
    code = IntegerField(unique=True)
    name = TextField()
    opened_at = InstantField()

    class Meta:
        table_name = "store"
        constraints = [check("store_code", "code BETWEEN 1 AND 99")]


class Till(Table):
    """Caixa (posto): the counter where money is received."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    number = IntegerField()
    name = TextField()

    class Meta:
        table_name = "till"
        indexes = ((("store", "number"), True),)


class User(Table):
    """Operador: who works with the program. Number 0 is the program itself (*sistema*)."""

    id = BigAutoField()
    number = IntegerField(unique=True)
    name = TextField()
    short_name = TextField()
    role = TextField()
    pin_hash = TextField(null=True)
    password_hash = TextField(null=True)
    active = IntegerField(default=1)
    #: Wrong numbers typed since the last right one; in the database, so a restart does not forgive.
    failed_attempts = IntegerField(default=0)
    locked_until = InstantField(null=True)
    #: 1 after ten failures: only a manager opens it again.
    locked_out = IntegerField(default=0)
    created_at = InstantField()

    class Meta:
        table_name = "shop_user"
        constraints = [
            check(
                "shop_user_role",
                "role IN ('owner','manager','cashier','seller','collector','viewer','system')",
            ),
            check("shop_user_attempts", "failed_attempts >= 0"),
        ]


class UserPermission(Table):
    """Permissão de uma pessoa, beyond or short of what the role has."""

    user = ForeignKeyField(User, index=False)
    permission = TextField()
    #: 1 given, 0 taken away.
    allowed = IntegerField()

    class Meta:
        table_name = "user_permission"
        primary_key = CompositeKey("user", "permission")


class PasswordProof(Table):
    """Senha confirmada: for some minutes, at one till, serious things may be done without asking again."""

    id = BigAutoField()
    till = ForeignKeyField(Till, index=False)
    operator = ForeignKeyField(User, index=False)
    proven_at = InstantField()
    expires_at = InstantField()

    class Meta:
        table_name = "password_proof"


PasswordProof.add_index(
    PasswordProof.operator, PasswordProof.till, PasswordProof.expires_at, name="password_proof_by_operator"
)


class SettingsVersion(Table):
    """One version of the shop's settings or profile; the newest holds, none is ever changed."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    #: ``settings``, ``profile`` or ``policy``.
    topic = TextField()
    version = IntegerField()
    content = TextField()
    operator = ForeignKeyField(User, index=False)
    created_at = InstantField()

    class Meta:
        table_name = "settings_version"
        indexes = ((("store", "topic", "version"), True),)
        constraints = [check("settings_topic", "topic IN ('settings','profile','policy')")]


class Holiday(Table):
    """Feriado municipal ou da loja; national and state ones come from the calendar."""

    id = BigAutoField()
    store = ForeignKeyField(Store, index=False)
    day = DateField()
    name = TextField()

    class Meta:
        table_name = "holiday"
        indexes = ((("store", "day"), True),)


class NumberSeries(Table):
    """Série: the last number given, one row per store and series; without gaps, since it rolls back."""

    store = ForeignKeyField(Store, index=False)
    #: ``receipt``, ``reversal``, ``contract``, ``agreement``, ``return`` or ``closing``.
    series = TextField()
    last_number = BigIntegerField()

    class Meta:
        table_name = "number_series"
        primary_key = CompositeKey("store", "series")
        constraints = [check("number_series_last", "last_number >= 0")]
