"""Anonymising people whose years of keeping are over: what would go, what stays, and why not yet."""

from dataclasses import dataclass

from crediario.db import anonymise, privacy, retention, shop
from crediario.db.retention import ErasableRow
from crediario.domain.calendar import add_months
from crediario.domain.errors import Refusal
from crediario.domain.privacy import (
    BLOCKED_TEXT,
    MONTHS_A_YEAR,
    OFFERS,
    ConsentChannel,
    Hold,
    HoldKind,
    RequestKind,
    holds,
)
from crediario.services.core import Context, Topic, query, reading, use_case

__all__ = [
    "AnonymiseOrder",
    "Anonymised",
    "BlockOrder",
    "ErasableFilter",
    "ErasablePage",
    "ErasableRow",
    "ErasurePreview",
    "ErasureRefused",
    "Hold",
    "HoldKind",
    "NobodyToErase",
    "OffersBlocked",
    "WipeConfirmed",
    "WipeOrder",
    "anonymise_people",
    "block_offers",
    "confirm_wipe",
    "erasable_people",
    "erasure_preview",
    "wipe_pending",
    "wipe_traces",
]

PAGE = 100
#: So many people are a list nobody read.
MOST_AT_ONCE = 100


@dataclass(eq=False)
class ErasureRefused(Refusal):
    """The law lets the shop keep these data, or obliges it to; offers to the person are blocked instead."""

    keeps_changes = True

    customer_id: int
    name: str
    holds: tuple[Hold, ...]


@dataclass(eq=False)
class NobodyToErase(Refusal):
    """Nobody was named, too many were, or the person was anonymised already."""


@dataclass(frozen=True, slots=True)
class AnonymiseOrder:
    """Who is to be anonymised, for good."""

    request_id: str
    customer_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Anonymised:
    """How many people were erased, over how many records and rows."""

    people: int
    records: int
    rows: int


@dataclass(frozen=True, slots=True)
class BlockOrder:
    """Whose offers are to stop, since the data must stay."""

    request_id: str
    customer_id: int


@dataclass(frozen=True, slots=True)
class OffersBlocked:
    """How many consents were taken back; 0 when all of them were already."""

    withdrawn: int


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What erasing a person would do.

    Attributes:
        records: how many records the person has, merged ones included.
        holds: why it must not be done yet; empty when it may.
        years: how long the shop keeps after the last settlement.
    """

    customer_id: int
    name: str
    records: int
    holds: tuple[Hold, ...]
    years: int
    is_anonymised: bool


@dataclass(frozen=True, slots=True)
class ErasableFilter:
    """Which page of them: after the number of ``ErasablePage.next_after``; None is the first."""

    after: int | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class ErasablePage:
    """People who may be erased, in the order of their numbers; ``next_after`` None is the last page."""

    rows: tuple[ErasableRow, ...]
    next_after: int | None
    years: int


@dataclass(frozen=True, slots=True)
class WipeOrder:
    """The file was written anew after somebody was erased."""

    request_id: str


@dataclass(frozen=True, slots=True)
class WipeConfirmed:
    """It is known to be clean."""


@query("see_privacy")
def erasure_preview(ctx: Context, customer_id: int) -> ErasurePreview:
    """Whether a person may be erased, and if not, every reason with its figures.

    Raises:
        LookupError: no such customer.
    """
    ids = _records(ctx, customer_id)
    who = privacy.person(ctx.database, ids[0])
    if who is None:
        raise LookupError(f"customer {customer_id}")
    found = () if who.is_anonymised else _holds(ctx, ids)
    return ErasurePreview(who.customer_id, who.name, len(ids), found, _years(ctx), who.is_anonymised)


@query("see_privacy")
def erasable_people(ctx: Context, wanted: ErasableFilter) -> ErasablePage:
    """Who may be erased today: the years are over, and nothing is open or disputed."""
    years = _years(ctx)
    last = add_months(ctx.today, -MONTHS_A_YEAR * years)
    rows = retention.erasable(ctx.database, last, last, wanted.limit + 1, wanted.after or 0)
    page = rows[: wanted.limit]
    return ErasablePage(page, page[-1].customer_id if len(rows) > wanted.limit else None, years)


@use_case("anonymise", changes={Topic.CUSTOMERS, Topic.DOCUMENTS, Topic.PRIVACY}, proof=True)
def anonymise_people(ctx: Context, order: AnonymiseOrder) -> Anonymised:
    """Erases people for good: all of those named, or none.

    ``wipe_traces`` comes after it, so that the bytes leave the file too.

    Raises:
        ErasureRefused: somebody's data must stay; offers to that person are blocked, nothing else changes.
        NobodyToErase.
        LookupError: no such customer.

    Rule: LGPD arts. 16 and 18 VI; law.md §8. See docs/regras.md#lgpd.
    """
    people = tuple(dict.fromkeys(_records(ctx, each) for each in order.customer_ids))
    if not 0 < len(people) <= MOST_AT_ONCE:
        raise NobodyToErase
    for ids in people:
        _check_may_go(ctx, ids)
    rows = sum(_erase(ctx, ids) for ids in people)
    return Anonymised(len(people), sum(map(len, people)), rows)


def _check_may_go(ctx: Context, ids: tuple[int, ...]) -> None:
    who = privacy.person(ctx.database, ids[0])
    if who is None:
        raise LookupError(f"customer {ids[0]}")
    if who.is_anonymised:
        raise NobodyToErase
    found = _holds(ctx, ids)
    if found:
        _block(ctx, ids[0])
        raise ErasureRefused(ids[0], who.name, found)


def _erase(ctx: Context, ids: tuple[int, ...]) -> int:
    for customer_id in ids:
        for row in privacy.requests_of(ctx.database, customer_id):
            if row.kind is RequestKind.ERASURE and row.answered_on is None:
                # The day says that it was done; words about somebody who is no longer here say nothing.
                privacy.write_answer(ctx.database, row.request_id, ctx.today, "")
    return anonymise.erase(ctx.stamp, ids)


@use_case("record_consent", changes={Topic.PRIVACY})
def block_offers(ctx: Context, order: BlockOrder) -> OffersBlocked:
    """Takes back what allows offers, since the person asked to be erased and the data must stay.

    Raises:
        LookupError: no such customer.

    Rule: LGPD arts. 16 and 18 IV; law.md §8.
    """
    return OffersBlocked(_block(ctx, _records(ctx, order.customer_id)[0]))


def _block(ctx: Context, customer_id: int) -> int:
    newest = {row.purpose: row.given for row in reversed(privacy.consents(ctx.database, customer_id))}
    blocked = [purpose for purpose in OFFERS if newest.get(purpose, True)]
    for purpose in blocked:
        privacy.write_consent(
            ctx.stamp,
            customer_id,
            purpose,
            given=False,
            text=BLOCKED_TEXT,
            channel=ConsentChannel.COUNTER,
            consented_on=ctx.today,
        )
    return len(blocked)


@reading("anonymise")
def wipe_traces(ctx: Context) -> None:
    """Writes the shop's file anew, so that nothing erased is left in its free pages; seconds on a large file.

    Raises:
        DatabaseBusy, DiskFull: as the world has it; ``wipe_pending`` then says so until it is done.
    """
    anonymise.wipe_file(ctx.database)


@use_case("anonymise", changes={Topic.PRIVACY})
def confirm_wipe(ctx: Context, order: WipeOrder) -> WipeConfirmed:
    """Writes down that the file is clean of all that was erased until now."""
    return WipeConfirmed()


@query("see_privacy")
def wipe_pending(ctx: Context) -> bool:
    """Whether somebody was erased after the file was last known clean: a power cut came between."""
    erased, wiped = anonymise.last_erased_at(ctx.database), anonymise.last_wiped_at(ctx.database)
    return erased is not None and (wiped is None or wiped < erased)


def _records(ctx: Context, customer_id: int) -> tuple[int, ...]:
    return retention.records_of(ctx.database, customer_id)


def _years(ctx: Context) -> int:
    return shop.shop_settings(ctx.database, ctx.store_id).retention_years


def _holds(ctx: Context, ids: tuple[int, ...]) -> tuple[Hold, ...]:
    return holds(retention.retention_facts(ctx.database, ids), ctx.today, _years(ctx))
