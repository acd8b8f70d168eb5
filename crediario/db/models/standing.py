"""What lists and totals of late payments read: moved with each posting, and once a day with the calendar."""

from peewee import BigIntegerField, CompositeKey, DateField, ForeignKeyField, IntegerField

from crediario.db.models.base import Table, check
from crediario.db.models.shop import Store


class DayRoll(Table):
    """Virada do dia: the day up to which a store's delays are counted, and where its bands begin.

    What is due up to ``overdue_until`` is late; due up to ``second_band`` is in the second band or worse.
    """

    store = ForeignKeyField(Store, primary_key=True)
    rolled_on = DateField()
    overdue_until = DateField()
    second_band = DateField()
    third_band = DateField()
    fourth_band = DateField()
    fifth_band = DateField()

    class Meta:
        table_name = "day_roll"


class PortfolioTotal(Table):
    """Carteira por faixa: customers with something open, by band; band 0 has nothing late.

    Sixteen shards a band (customer id modulo sixteen): tills on one server rarely wait for each other.
    """

    bucket = IntegerField()
    shard = IntegerField()
    customers = BigIntegerField()
    overdue_cents = BigIntegerField()
    open_cents = BigIntegerField()

    class Meta:
        table_name = "portfolio_total"
        primary_key = CompositeKey("bucket", "shard")
        constraints = [
            check("portfolio_total_place", "bucket BETWEEN 0 AND 5 AND shard BETWEEN 0 AND 15"),
            check("portfolio_total_sums", "customers >= 0 AND overdue_cents >= 0 AND open_cents >= 0"),
        ]
