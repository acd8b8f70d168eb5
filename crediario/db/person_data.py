"""Everything a shop holds of one person, found by walking the foreign keys from ``customer`` down.

A table somebody adds later is walked by itself: a test then asks for its title, or for a reason to leave it
out. What hangs on a person without a foreign key stands in ``LINKS``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import BlobField, Database, DateField, ForeignKeyField

from crediario.db.fields import InstantField
from crediario.db.models import TABLES, Table
from crediario.db.receivables import as_date
from crediario.db.statements import fetch, marks

ROOT = "customer"
CHUNK = 500

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A foreign key: rows of ``child`` whose ``column`` is a key of ``parent`` belong to the same person."""

    child: str
    column: str
    parent: str


@dataclass(frozen=True, slots=True)
class Link:
    """Rows found without a foreign key of their own, by what rows already found say.

    Attributes:
        table, column: what is found, by which of its columns.
        source, said: where the values come from: a column of rows found before.
        only: a further condition, ``""`` for none.
    """

    table: str
    column: str
    source: str
    said: str
    only: str = ""


#: Keys that need not be followed, since every such row is found by another that has an index.
REDUNDANT: dict[tuple[str, str], str] = {
    ("allocation", "sale_id"): "an allocation hangs on an installment; a down payment's, on its payment",
    ("allocation", "reverses_id"): "a reversal's allocations hang on its payment",
    ("point_entry", "payment_id"): "points hang on the customer",
    ("point_entry", "reverses_id"): "points hang on the customer",
    ("payment", "reverses_id"): "a reversal says its customer",
    ("allocation", "sale_return_id"): "a return's allocations hang on their installments",
    ("point_entry", "sale_return_id"): "points hang on the customer",
    ("sale_return", "sale_id"): "a return says its customer",
    ("sale_return_item", "item_id"): "an item that came back hangs on its return",
    ("sale_return_line", "installment_id"): "a line of a return hangs on it",
    ("store_credit_entry", "payment_id"): "store credit says its customer",
    ("store_credit_entry", "sale_return_id"): "store credit says its customer",
    ("store_credit_entry", "reverses_id"): "store credit says its customer",
    ("sale", "reverses_id"): "a reversal says its customer",
    ("sale", "authorised_buyer_id"): "a sale says its customer",
    ("limit_entry", "analysis_id"): "a movement of the limit says its customer",
    ("limit_entry", "payment_id"): "a movement of the limit says its customer",
    ("limit_entry", "reverses_id"): "a movement of the limit says its customer",
    ("credit_analysis", "bureau_document_id"): "an analysis says its customer",
    ("authorised_buyer", "photo_id"): "an authorised buyer says the customer",
}
LINKS: tuple[Link, ...] = (
    Link("document", "subject_id", "sale", "id", "kind IN ('carne','contract','promissory_note')"),
    Link("document", "subject_id", "payment", "id", "kind = 'receipt'"),
    Link("document", "subject_id", "agreement", "id", "kind = 'agreement'"),
    Link("document", "subject_id", "sale_return", "id", "kind = 'sale_return'"),
    Link("release", "id", "sale", "release_id"),
    Link("release", "id", "agreement", "release_id"),
    Link("release", "id", "credit_decision", "release_id"),
    Link("release", "id", "release_request", "release_id"),
)
#: Tables with rows about a person that are not handed out, and why.
LEFT_OUT: dict[str, str] = {
    "customer_word": "repete nome, documento e telefones, só para a busca",
    "search_word": "palavras soltas de todos os nomes, só para a busca",
    "operation": "registro técnico para não repetir um pedido; repete o que as outras tabelas já dizem",
    "audit": "quem da equipe fez o quê; o que diz da pessoa repete as outras tabelas",
    "ledger_entry": "contabilidade da loja: os mesmos valores das vendas e dos pagamentos",
    "cash_movement": "gaveta do caixa: os mesmos valores dos pagamentos",
    "bank_decision": "conferência do extrato: os mesmos valores dos pagamentos",
}
#: What is handed out, table by table, as a person reads it.
TITLES: dict[str, str] = {
    "customer": "Cadastro",
    "customer_phone": "Telefones",
    "customer_detail": "Cadastro completo",
    "customer_reference": "Referências informadas",
    "attachment": "Arquivos guardados (o conteúdo vai à parte)",
    "guarantor": "Avalistas",
    "authorised_buyer": "Compradores autorizados",
    "customer_merge": "Cadastros unificados",
    "consent": "Consentimentos",
    "record_access": "Quem abriu o cadastro",
    "privacy_request": "Pedidos de privacidade",
    "agreement": "Acordos",
    "sale": "Compras",
    "sale_item": "Itens das compras",
    "installment": "Parcelas",
    "due_move": "Vencimentos combinados",
    "sale_return": "Devoluções e cancelamentos",
    "sale_return_item": "Itens devolvidos",
    "sale_return_line": "Parcelas recalculadas por devolução",
    "payment": "Pagamentos",
    "tender": "Formas de pagamento",
    "allocation": "O que cada pagamento quitou",
    "store_credit_entry": "Crédito na loja",
    "point_entry": "Pontos",
    "credit_account": "Limite e situação de crédito",
    "credit_analysis": "Análises de crédito",
    "limit_entry": "Movimentos do limite",
    "customer_score": "Score de comportamento",
    "credit_decision": "Decisão de crédito de cada compra",
    "release_request": "Liberações pedidas",
    "release": "Liberações dadas",
    "document": "Papéis emitidos (o conteúdo vai à parte)",
}
_MODELS: dict[str, type[Table]] = {model._meta.table_name: model for model in TABLES}


def edges() -> tuple[Edge, ...]:
    """Every foreign key of the schema."""
    return tuple(
        Edge(table, field.column_name, field.rel_model._meta.table_name)
        for table, model in _MODELS.items()
        for field in model._meta.sorted_fields
        if isinstance(field, ForeignKeyField)
    )


def reachable() -> tuple[str, ...]:
    """The tables whose rows may belong to a customer, parents before children."""
    found = {ROOT}
    children = [edge for edge in edges() if edge.child != edge.parent]
    for table in _MODELS:
        # In the order in which they can be created, a parent comes before its children.
        if any(edge.child == table and edge.parent in found for edge in children):
            found.add(table)
    return tuple(table for table in _MODELS if table in found)


def person_rows(database: Database, ids: Sequence[int], *, every_edge: bool = False) -> Rows:
    """The rows of one person, table by table, in the order of their keys; bytes left out.

    Args:
        database: the shop's; call it inside a snapshot.
        ids: the person's records, as ``retention.records_of`` gives them.
        every_edge: follow redundant keys too, as a test does that proves them redundant.
    """
    rows: Rows = {ROOT: list(_rows(database, ROOT, "id", ids))}
    for table in reachable():
        if table != ROOT:
            rows[table] = _by_edges(database, table, rows, every_edge)
    for link in LINKS:
        values = {row[link.said] for row in rows[link.source] if row[link.said] is not None}
        rows.setdefault(link.table, []).extend(
            _rows(database, link.table, link.column, sorted(values), link.only)
        )
    return {table: _sorted(table, found) for table, found in rows.items() if table not in LEFT_OUT}


def _by_edges(database: Database, table: str, rows: Rows, every_edge: bool) -> list[Row]:
    found: dict[tuple[Any, ...], Row] = {}
    for edge in edges():
        follows = every_edge or (table, edge.column) not in REDUNDANT
        if edge.child != table or edge.parent == table or edge.parent not in rows or not follows:
            continue
        key = key_of(edge.parent)[0]
        parents = [row[key] for row in rows[edge.parent]]
        found |= {_identity(table, row): row for row in _rows(database, table, edge.column, parents)}
    return list(found.values())


def key_of(table: str) -> tuple[str, ...]:
    """The columns of a table's primary key."""
    keys = _MODELS[table]._meta.get_primary_keys()
    return tuple(field.column_name for field in keys)


def columns_of(table: str) -> tuple[str, ...]:
    """The columns that are handed out: all but bytes."""
    return tuple(
        field.column_name for field in _MODELS[table]._meta.sorted_fields if not isinstance(field, BlobField)
    )


def _identity(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in key_of(table))


def _sorted(table: str, rows: Iterable[Row]) -> list[Row]:
    once = {_identity(table, row): row for row in rows}
    return [once[key] for key in sorted(once)]


def _rows(
    database: Database, table: str, column: str, values: Sequence[Any], only: str = ""
) -> Iterator[Row]:
    columns = columns_of(table)
    names = ", ".join(f'"{name}"' for name in columns)
    for start in range(0, len(values), CHUNK):
        some = values[start : start + CHUNK]
        condition = f" AND {only}" if only else ""
        sql = f'SELECT {names} FROM "{table}" WHERE "{column}" IN ({marks(len(some))}){condition}'
        for row in fetch(database, sql, some):
            yield {name: _value(table, name, value) for name, value in zip(columns, row, strict=True)}


def _value(table: str, column: str, value: Any) -> Any:
    """Days and instants as such, on both engines."""
    if value is None:
        return None
    field = _MODELS[table]._meta.columns[column]
    if isinstance(field, DateField):
        return as_date(value)
    return datetime.fromisoformat(value) if isinstance(field, InstantField) else value


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the person, with its bytes."""

    title: str
    media_type: str
    content: bytes


def files_of(database: Database, ids: Sequence[int]) -> tuple[StoredFile, ...]:
    """The person's attachments that still have their bytes, those taken off the record included."""
    mine = marks(len(ids))
    sql = f"SELECT title, media_type, content FROM attachment WHERE customer_id IN ({mine}) ORDER BY id"
    return tuple(
        StoredFile(title, kind, bytes(content))
        for title, kind, content in fetch(database, sql, ids)
        if content
    )


def papers_of(database: Database, document_ids: Sequence[int]) -> tuple[StoredFile, ...]:
    """The papers issued for the person, byte for byte."""
    if not document_ids:
        return ()
    sql = f"SELECT kind, id, content FROM document WHERE id IN ({marks(len(document_ids))}) ORDER BY id"
    rows = fetch(database, sql, document_ids)
    return tuple(
        StoredFile(f"{kind} {id_}", "application/pdf", bytes(content))
        for kind, id_, content in rows
        if content
    )


def operator_names(database: Database) -> dict[int, str]:
    """How each person of the shop is called, by id."""
    return {int(id_): str(name) for id_, name in fetch(database, "SELECT id, short_name FROM shop_user")}
