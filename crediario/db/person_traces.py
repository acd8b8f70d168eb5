"""What a person is recognised by in any text: names, documents, telephones and e-mails, of now and of before.

Erasing looks for them everywhere. What somebody else is called too, or has too, is left out: a namesake's
record, or a household's telephone, is not this person's to erase.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Database, SqliteDatabase

from crediario.db.statements import fetch, marks
from crediario.domain.br import fold, parse_phone
from crediario.domain.errors import Refusal
from crediario.domain.registration import stored_document

#: Fields of a form by which the audit remembers what a record said.
_FORM_FIELDS = frozenset({"name", "document", "email", "number_text"})
#: Orders that carry a whole record.
_FORMS = ("register_customer", "change_customer")
#: In which words an order names the customer it is about.
KEYS = ("customer_id", "kept_id", "merged_id", "guarantor_id")
#: Anything shorter is a word of the language before it is a trace.
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Traces:
    """What only this person is recognised by.

    Attributes:
        names: whole names, as written.
        numbers: documents and telephones, in each of the ways they are written.
        emails: addresses.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    emails: tuple[str, ...]

    @property
    def everything(self) -> tuple[str, ...]:
        """Each text to look for, also as JSON writes it."""
        found = (*self.names, *self.numbers, *self.emails)
        quoted = (json.dumps(text, ensure_ascii=False)[1:-1] for text in found)
        return tuple(dict.fromkeys(text for text in (*found, *quoted) if len(text) >= SHORTEST))


def contains(database: Database, column: str) -> str:
    """SQL: whether the column holds a text, letter by letter; one ``?``."""
    return f"{'instr' if isinstance(database, SqliteDatabase) else 'strpos'}({column}, ?) > 0"


def about(database: Database, column: str, ids: Sequence[int]) -> tuple[str, tuple[str, ...]]:
    """SQL: whether the JSON in a column names one of the customers, and its parameters."""
    texts = tuple(f'"{key}":{id_}{end}' for key in KEYS for id_ in ids for end in (",", "}"))
    return " OR ".join([contains(database, column)] * len(texts)), texts


def traces_of(database: Database, ids: Sequence[int]) -> Traces:
    """What the records of one person say, and what the audit remembers they said."""
    mine = marks(len(ids))
    names, documents, emails = (
        [
            str(value)
            for (value,) in fetch(database, f"SELECT {column} FROM customer WHERE id IN ({mine})", ids)
            if value
        ]
        for column in ("name", "document", "email")
    )
    phones = [
        e164
        for (e164,) in fetch(database, f"SELECT e164 FROM customer_phone WHERE customer_id IN ({mine})", ids)
    ]
    for field, text in _remembered(database, ids):
        {"name": names, "document": documents, "email": emails, "number_text": phones}[field].append(text)
    return Traces(
        names=tuple(
            name for name in dict.fromkeys(names) if " " in name and not _shared_name(database, ids, name)
        ),
        numbers=tuple(dict.fromkeys((*_document_texts(documents), *_phone_texts(database, ids, phones)))),
        emails=tuple(each for each in dict.fromkeys(emails) if not _shared(database, ids, "email", each)),
    )


def _remembered(database: Database, ids: Sequence[int]) -> Iterator[tuple[str, str]]:
    """What forms sent earlier said of the person, field by field."""
    for subject in _form_subjects(database, ids):
        yield from _fields(json.loads(subject))


def _form_subjects(database: Database, ids: Sequence[int]) -> Iterator[str]:
    named, texts = about(database, "a.subject", ids)
    changed = f"SELECT a.subject FROM audit AS a WHERE a.use_case IN (?, ?) AND a.subject <> '' AND ({named})"
    registered = (
        "SELECT a.subject FROM operation AS o JOIN audit AS a ON a.operation = o.id WHERE a.subject <> '' AND"
        " o.use_case = ? AND (" + " OR ".join([contains(database, "o.result")] * len(ids)) + ")"
    )
    for sql, parameters in (
        (changed, (*_FORMS, *texts)),
        (registered, (_FORMS[0], *(made_by(id_) for id_ in ids))),
    ):
        yield from (str(subject) for (subject,) in fetch(database, sql, parameters))


def made_by(customer_id: int) -> str:
    """What the answer to a registration says of the record it made."""
    return f'"id":{customer_id},'


def _fields(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a form, at any depth; people beside the customer are not the customer."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in {"references", "details"}:
                yield from _fields(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _fields(each, name)
    elif isinstance(value, str) and name in _FORM_FIELDS and value.strip():
        yield name, value.strip()


def _document_texts(documents: Iterable[str]) -> Iterator[str]:
    """No two records have one document: it is always the person's own."""
    for text in documents:
        yield text
        digits = "".join(letter for letter in text if letter.isalnum())
        yield digits
        if len(digits) in {11, 14}:
            yield stored_document(digits).formatted


def _phone_texts(database: Database, ids: Sequence[int], phones: Iterable[str]) -> Iterator[str]:
    for text in phones:
        try:
            phone = parse_phone(text)
        except Refusal:
            yield text
            continue
        if not _shared_phone(database, ids, phone.e164):
            yield from (text, phone.e164, phone.e164.removeprefix("+55"), phone.formatted)


def _shared_phone(database: Database, ids: Sequence[int], e164: str) -> bool:
    sql = f"SELECT 1 FROM customer_phone WHERE e164 = ? AND customer_id NOT IN ({marks(len(ids))}) LIMIT 1"
    return bool(fetch(database, sql, (e164, *ids)))


def _shared_name(database: Database, ids: Sequence[int], name: str) -> bool:
    return _shared(database, ids, "name_folded", fold(name))


def _shared(database: Database, ids: Sequence[int], column: str, value: str) -> bool:
    sql = f"SELECT 1 FROM customer WHERE {column} = ? AND id NOT IN ({marks(len(ids))}) LIMIT 1"
    return bool(fetch(database, sql, (value, *ids)))
