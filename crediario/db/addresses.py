"""Addresses of the shop's own customers by CEP, along the index: a few records, the newest first."""

from collections.abc import Sequence

from peewee import Database

from crediario.db.statements import fetch
from crediario.domain.addresses import Address

MOST = 50
#: The first digits of a CEP that one town or a part of one has for itself.
TOWN_DIGITS = 5

_ADDRESS = "SELECT street, district, city, uf FROM customer WHERE"


def at_cep(database: Database, cep: str) -> list[Address]:
    """What records with this CEP say."""
    return _addresses(database, f"{_ADDRESS} cep = ? ORDER BY id DESC LIMIT ?", (cep, MOST))


def around_cep(database: Database, cep: str) -> list[Address]:
    """What records of the same town say."""
    town = cep[:TOWN_DIGITS]
    sql = f"{_ADDRESS} cep >= ? AND cep <= ? ORDER BY cep, id LIMIT ?"
    return _addresses(database, sql, (town, town + "999", MOST))


def _addresses(database: Database, sql: str, parameters: Sequence[str | int]) -> list[Address]:
    return [Address(*(text or "" for text in row)) for row in fetch(database, sql, parameters)]
