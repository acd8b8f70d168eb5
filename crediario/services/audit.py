"""Auditoria: what everybody did, page by page; whether nobody touched it; and the key that seals it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from crediario.db import audit, audit_chain, users
from crediario.db.audit import AuditEntry, AuditWanted
from crediario.db.checks.audit import chain_report, row_count
from crediario.db.fields import instant_text
from crediario.domain.audit_chain import AuditHead, AuditKey
from crediario.domain.audit_verify import ChainReport, Finding, Flaw, Noted, compare_noted
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.domain.permissions import Role
from crediario.domain.recovery_code import key_from_code
from crediario.services.core import Context, Progress, Report, no_report, query, secret, use_case

#: What screens use from here, the chain's own words included.
__all__ = [
    "AuditBegun",
    "AuditFilter",
    "AuditHead",
    "AuditKey",
    "AuditLine",
    "AuditPage",
    "BeginAudit",
    "ChainReport",
    "CodeShown",
    "Detail",
    "Finding",
    "Flaw",
    "KeyState",
    "NotANotedHead",
    "NotTheOwner",
    "Noted",
    "RestartAudit",
    "ShowCode",
    "audit_head",
    "audit_key_state",
    "audit_page",
    "audit_people",
    "begin_audit",
    "check_audit",
    "check_code",
    "compare_note",
    "restart_audit",
    "show_code",
]

PAGE = 50
#: Where a request says whom it is about, straight or by way of what belongs to the customer.
_SUBJECT = ("subject_id",)
#: What the subject of a paper is, by who issues it.
_PAPERS = {"issue_carne": "sale_id", "issue_receipt": "payment_id", "issue_agreement": "agreement_id"}
_CUSTOMER, _BY_WAY = "customer_id", {"sale_id": "sale", "payment_id": "payment", "agreement_id": "agreement"}


@dataclass(eq=False)
class NotANotedHead(Refusal):
    """What was noted reads ``1842-9f3a01c7``: a number, a hyphen, eight characters."""

    text: str


@dataclass(eq=False)
class NotTheOwner(Refusal):
    """Only an owner, with the password, begins a new key: number or password are not an owner's."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What of the audit is wanted.

    Attributes:
        operator_id: one person; None is everybody.
        since: the first day.
        until: the last day, itself included.
        use_cases: names of use cases, what they refused included; none is all.
        customer_id: only what is about this customer.
        after: ``next_after`` of the page before; None is the newest page.
        limit: rows a page.
    """

    operator_id: int | None = None
    since: date | None = None
    until: date | None = None
    use_cases: tuple[str, ...] = ()
    customer_id: int | None = None
    after: int | None = None
    limit: int = PAGE

    @property
    def takes_all(self) -> bool:
        """Whether every row is wanted: only then is a number that is not there a missing row."""
        narrowed = (self.operator_id, self.since, self.until, self.customer_id)
        return not self.use_cases and all(each is None for each in narrowed)


@dataclass(frozen=True, slots=True)
class Detail:
    """One figure of a request or its answer: where it stands in it, and what it says."""

    path: tuple[str, ...]
    value: str | int | float | bool | Money | Rate | None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row.

    Attributes:
        seq: its number in the chain; None in rows older than it.
        moment: when, in the shop's time zone.
        refused: why it was refused, as a code; "" when it was done.
        customer_id: whom it is about, when it says so.
        missing: how many rows are missing between this one and the one before it in time.
        subject: what was asked; none when the person in it was anonymised.
        answer: what came of it.
        redacted: its subject was taken away with the person.
        seal: its seal's first characters; "" in rows older than the chain.
    """

    id: int
    seq: int | None
    moment: datetime
    person: str
    role: Role
    store_code: int
    till_number: int
    use_case: str
    refused: str
    customer_id: int | None
    customer: str
    missing: int
    subject: tuple[Detail, ...]
    answer: tuple[Detail, ...]
    redacted: bool
    seal: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page, the newest row first; ``next_after`` asks for the next one, None when this is the last."""

    rows: tuple[AuditLine, ...]
    next_after: int | None


@query("see_audit")
def audit_page(ctx: Context, wanted: AuditFilter) -> AuditPage:
    """A page of the audit."""
    tz = ctx.now.tzinfo
    found = audit.audit_rows(
        ctx.database,
        AuditWanted(
            wanted.operator_id,
            _midnight(wanted.since, tz),
            _midnight(wanted.until + timedelta(days=1) if wanted.until else None, tz),
            wanted.use_cases,
            wanted.customer_id,
            wanted.after,
            wanted.limit + 1,
        ),
    )
    rows, beyond = found[: wanted.limit], found[wanted.limit :]
    whose = _customers(ctx, rows)
    names = audit.customer_names(ctx.database, whose.values())
    below = [*rows[1:], *beyond, None][: len(rows)]
    lines = tuple(
        _line(row, tz, whose.get(row.id), names, _missing(row, after) if wanted.takes_all else 0)
        for row, after in zip(rows, below, strict=True)
    )
    return AuditPage(lines, rows[-1].id if beyond else None)


@query("see_audit")
def audit_people(ctx: Context) -> tuple[tuple[int, str], ...]:
    """Everybody who may have left a row, by id and name."""
    return audit.people_seen(ctx.database)


@query("see_audit")
def audit_head(ctx: Context) -> AuditHead:
    """The last row's number and seal; number 0 before the chain began. ``noted`` is what papers print."""
    state = audit_chain.state(ctx.database)
    return state.head if state else AuditHead(0, "")


@query("see_audit")
def compare_note(ctx: Context, noted: str) -> Noted:
    """Whether a head noted on paper still stands.

    Raises:
        NotANotedHead: it reads otherwise.
    """
    number, _, seal = noted.replace(".", "").replace(" ", "").partition("-")
    if not (number.isdecimal() and number.isascii() and len(number) < 19 and seal):
        raise NotANotedHead(noted[:40])
    return compare_noted(seal, audit_chain.seal_of(ctx.database, int(number)))


@query("see_audit")
def check_audit(ctx: Context, report: Report = no_report) -> ChainReport | None:
    """Reads the whole chain and says what was done to it; None before it began. Long; may be cancelled."""
    total = row_count(ctx.database)
    return chain_report(ctx.database, ctx.audit_key, lambda done: report(Progress(done, total)))


# -- the key -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeyState:
    """How it stands with the shop's key: ``source`` is '' before the chain began."""

    source: str
    at_hand: bool
    set_up: bool


@query("sign_in")
def audit_key_state(ctx: Context) -> KeyState:
    """Whether the chain has begun, how its key is kept, and whether it is here."""
    kept = audit_chain.keeping(ctx.database)
    set_up = bool(users.people(ctx.database))
    if kept is None:
        return KeyState("", at_hand=False, set_up=set_up)
    at_hand = ctx.audit_key is not None and ctx.audit_key.fingerprint == kept.fingerprint
    return KeyState(kept.source, at_hand=at_hand, set_up=set_up)


@query("sign_in")
def check_code(ctx: Context, code: str) -> AuditKey:
    """The shop's key from a recovery code.

    Raises:
        RecoveryCodeIncomplete, RecoveryCodeWrong, AuditKeyWrong: it is no code, or another shop's.
    """
    key, kept = key_from_code(code), audit_chain.keeping(ctx.database)
    return key if kept is None else audit_chain.fitting(kept.fingerprint, key)


@dataclass(frozen=True, slots=True)
class BeginAudit:
    """The key of the context is the shop's from now on; ``source`` is 'keyring' or 'asked'."""

    request_id: str
    source: str


@dataclass(frozen=True, slots=True)
class RestartAudit:
    """Key and code are lost: an owner goes on with the key of the context."""

    request_id: str
    source: str
    number: int
    password: str = secret()


@dataclass(frozen=True, slots=True)
class AuditBegun:
    """The chain has begun; its first seal covers ``earlier`` rows."""

    earlier: int


@use_case("set_up_shop")
def begin_audit(ctx: Context, order: BeginAudit) -> AuditBegun:
    """Begins to seal the audit, after whatever is in it.

    Raises:
        ChainBegunAlready: another till did.
        AuditKeyMissing: the context has no key.
    """
    key = _key_of(ctx)
    return AuditBegun(audit_chain.begin(ctx.database, key, order.source, ctx.stamp.instant).count)


@use_case("set_up_shop")
def restart_audit(ctx: Context, order: RestartAudit) -> AuditBegun:
    """Goes on with a new key; the old rows can be compared with each other, no more with the lost key.

    A wrong password is not counted: without a key nothing can be written down.

    Raises:
        NotTheOwner: number or password are not an active owner's.
        AuditKeyMissing: the context has no key.
    """
    key = _key_of(ctx)
    found = users.credentials(ctx.database, order.number)
    known = found is not None and found.person.active and found.person.role is Role.OWNER
    kept = found.password_hash if found and known else None
    if kept is None or not ctx.passwords.verify(kept, order.password):
        raise NotTheOwner
    return AuditBegun(audit_chain.begin_again(ctx.database, key, order.source, ctx.stamp.instant).count)


def _key_of(ctx: Context) -> AuditKey:
    if ctx.audit_key is None:
        raise audit_chain.AuditKeyMissing
    return ctx.audit_key


@dataclass(frozen=True, slots=True)
class ShowCode:
    """Somebody wants to see the recovery code."""

    request_id: str


@dataclass(frozen=True, slots=True)
class CodeShown:
    """It may be shown; the code itself is in no answer, since answers are kept."""

    source: str


@use_case("set_up_shop", proof=True)
def show_code(ctx: Context, order: ShowCode) -> CodeShown:
    """Writes down that the recovery code is shown; an owner who gave the password a short while ago."""
    kept = audit_chain.keeping(ctx.database)
    return CodeShown(kept.source if kept else "")


# -- a row ---------------------------------------------------------------------------------------------------


def _midnight(day: date | None, tz: Any) -> str | None:
    return instant_text(datetime.combine(day, time.min, tzinfo=tz)) if day else None


def _missing(row: AuditEntry, below: AuditEntry | None) -> int:
    if row.seq is None:
        return 0
    return row.seq - 1 - ((below.seq or 0) if below else 0)


def _line(
    row: AuditEntry, tz: Any, customer_id: int | None, names: dict[int, str], missing: int
) -> AuditLine:
    use_case, _, refused = row.use_case.partition(":")
    return AuditLine(
        id=row.id,
        seq=row.seq,
        moment=datetime.fromisoformat(row.happened_at).astimezone(tz),
        person=row.operator_name,
        role=Role(row.role),
        store_code=row.store_code,
        till_number=row.till_number,
        use_case=use_case,
        refused=refused,
        customer_id=customer_id,
        customer=names.get(customer_id, "") if customer_id else "",
        missing=missing,
        subject=tuple(_details(_read(row.subject))),
        answer=tuple(_details(_read(row.result))),
        redacted=not row.subject,
        seal=AuditHead(0, row.seal).noted.partition("-")[2] if row.seal else "",
    )


def _read(text: str) -> Any:
    return json.loads(text) if text else {}


def _details(value: Any, path: tuple[str, ...] = ()) -> Iterator[Detail]:
    """A request's figures one by one, in their order; its id says nothing to anybody."""
    if isinstance(value, dict) and set(value) == {"cents"}:
        yield Detail(path, Money(int(value["cents"])))
    elif isinstance(value, dict) and set(value) == {"fraction"}:
        yield Detail(path, Rate(Decimal(value["fraction"])))
    elif isinstance(value, dict):
        for name, part in value.items():
            if path or name != "request_id":
                yield from _details(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value, start=1):
            yield from _details(part, (*path, str(place)) if len(value) > 1 else path)
    else:
        yield Detail(path, value)


def _customers(ctx: Context, rows: tuple[AuditEntry, ...]) -> dict[int, int]:
    """Whom each row is about, as far as request and answer say."""
    found: dict[int, int] = {}
    by_way: dict[str, dict[int, int]] = {table: {} for table in _BY_WAY.values()}
    for row in rows:
        said = _ids(row)
        if _CUSTOMER in said:
            found[row.id] = said[_CUSTOMER]
            continue
        for name, table in _BY_WAY.items():
            if name in said:
                by_way[table][row.id] = said[name]
                break
    for table, ids in by_way.items():
        owners = audit.customers_of(ctx.database, table, ids.values())
        found |= {row: owners[id_] for row, id_ in ids.items() if id_ in owners}
    return found


def _ids(row: AuditEntry) -> dict[str, int]:
    details = [*_details(_read(row.subject)), *_details(_read(row.result))]
    if row.use_case == "register_customer":
        details += [Detail((_CUSTOMER,), each.value) for each in details if each.path == ("id",)]
    if row.use_case in _PAPERS:
        details += [Detail((_PAPERS[row.use_case],), each.value) for each in details if each.path == _SUBJECT]
    wanted = {_CUSTOMER, *_BY_WAY}
    return {
        each.path[-1]: each.value
        for each in reversed(details)
        if each.path and each.path[-1] in wanted and isinstance(each.value, int)
    }
