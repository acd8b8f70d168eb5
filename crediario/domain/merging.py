"""Merging two records of one customer (unificação): whether it may be, and what the record then says."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from crediario.domain.customer_details import CustomerDetails
from crediario.domain.errors import Refusal
from crediario.domain.registration import CustomerFacts, stored_document

#: Joined from both, never chosen.
JOINED = ("phones", "references")
#: Chosen together: the street of one record is not in the town of another.
ADDRESS = ("cep", "street", "district", "city", "uf")
_OF_DETAILS = frozenset(part.name for part in fields(CustomerDetails))


@dataclass(eq=False)
class SameRecord(Refusal):
    """A record is not merged with itself."""


@dataclass(eq=False)
class AlreadyMerged(Refusal):
    """One of the records became another one already."""

    name: str
    kept_name: str


@dataclass(eq=False)
class DifferentDocuments(Refusal):
    """Two right CPFs (or CNPJs) are two people: one of them must be corrected first."""

    kept_document: str
    merged_document: str


@dataclass(eq=False)
class PersonAndCompany(Refusal):
    """A person is not a company."""


@dataclass(eq=False)
class AnonymisedRecord(Refusal):
    """One of the records was erased for good."""


@dataclass(eq=False)
class OpenInTwoStores(Refusal):
    """Both have something open, and in different stores: each store looks after its own."""

    kept_stores: tuple[int, ...]
    merged_stores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MergeSide:
    """What decides whether a record may be merged.

    Attributes:
        kept_name: the record it was merged into already; None while it stands for itself.
        stores: codes of those in which something is open.
    """

    customer_id: int
    facts: CustomerFacts
    kept_name: str | None
    anonymised: bool
    stores: frozenset[int]


def check_merge(kept: MergeSide, merged: MergeSide) -> None:
    """Refuse to make one record of two that are not, or may not be, one.

    Raises:
        SameRecord, AlreadyMerged, AnonymisedRecord, PersonAndCompany, DifferentDocuments, OpenInTwoStores.

    Rule: product.md A3. See docs/regras.md#unificacao.
    """
    if kept.customer_id == merged.customer_id:
        raise SameRecord
    for side in (kept, merged):
        if side.kept_name is not None:
            raise AlreadyMerged(side.facts.name, side.kept_name)
        if side.anonymised:
            raise AnonymisedRecord
    if kept.facts.kind is not merged.facts.kind:
        raise PersonAndCompany
    if kept.facts.document and merged.facts.document:
        raise DifferentDocuments(*(stored_document(each).masked for each in _documents(kept, merged)))
    if kept.stores and merged.stores and len(kept.stores | merged.stores) > 1:
        raise OpenInTwoStores(tuple(sorted(kept.stores)), tuple(sorted(merged.stores)))


def _documents(*sides: MergeSide) -> list[str]:
    return [side.facts.document for side in sides if side.facts.document]


def choices(kept: CustomerFacts, merged: CustomerFacts) -> tuple[str, ...]:
    """The fields both records have filled in differently: one of the two must be chosen.

    Two documents are no choice: they are two people.
    """
    mine, theirs = _values(kept), _values(merged)
    return tuple(name for name in mine if name != "document" and _both_differ(mine[name], theirs[name]))


def _both_differ(mine: Any, theirs: Any) -> bool:
    return mine is not None and theirs is not None and mine != theirs


def merged_facts(kept: CustomerFacts, merged: CustomerFacts, take: tuple[str, ...]) -> CustomerFacts:
    """What the kept record says after the merge.

    Its own word counts; the other's where it says nothing, and in the fields of ``take``, where ``address``
    is the whole address. Telephones and references are joined, the kept record's first.
    """
    mine, theirs = _values(kept), _values(merged)
    said = {
        name: theirs[name]
        if mine[name] is None or (name in take and theirs[name] is not None)
        else mine[name]
        for name in mine
    }
    address = said.pop("address") or (None,) * len(ADDRESS)
    details = replace(kept.details, **{name: said.pop(name) for name in _OF_DETAILS})
    return replace(
        kept,
        details=details,
        phones=_joined(kept.phones, merged.phones, lambda each: each.e164),
        references=_joined(kept.references, merged.references, lambda each: (each.name, each.e164)),
        **said,
        **dict(zip(ADDRESS, address, strict=True)),
    )


_Each = TypeVar("_Each")


def _joined(
    kept: tuple[_Each, ...], merged: tuple[_Each, ...], key: Callable[[_Each], object]
) -> tuple[_Each, ...]:
    known = {key(each) for each in kept}
    return (*kept, *(each for each in merged if key(each) not in known))


def _values(facts: CustomerFacts) -> dict[str, Any]:
    """Every field that is one value by name, the address among them as one."""
    apart = {"kind", "details", *JOINED, *ADDRESS}
    own = {part.name: getattr(facts, part.name) for part in fields(facts) if part.name not in apart}
    address = tuple(getattr(facts, name) for name in ADDRESS)
    own["address"] = address if any(address) else None
    return own | {name: getattr(facts.details, name) for name in sorted(_OF_DETAILS)}
