"""Consents, and what people ask of the shop about their own data (pedidos do titular)."""

from dataclasses import dataclass
from datetime import date

from crediario.db import privacy, retention
from crediario.db.privacy import ConsentRow, PersonState, RequestRow
from crediario.domain.br import clean_text
from crediario.domain.errors import Refusal
from crediario.domain.privacy import (
    CONSENT_TEXTS,
    NOTE_LENGTH,
    ConsentChannel,
    ConsentPurpose,
    RequestKind,
    protocol,
)
from crediario.domain.registration import stored_document
from crediario.services.core import Context, Topic, query, use_case

__all__ = [
    "AnswerMissing",
    "AnswerOrder",
    "ConsentChannel",
    "ConsentOrder",
    "ConsentPurpose",
    "ConsentRecorded",
    "ConsentRow",
    "ConsentState",
    "PersonErased",
    "PrivacyDayAhead",
    "PrivacyView",
    "RequestAnswered",
    "RequestAnsweredBefore",
    "RequestFilter",
    "RequestKind",
    "RequestOrder",
    "RequestPage",
    "RequestRecorded",
    "RequestRow",
    "WaitingRequests",
    "answer_request",
    "person_privacy",
    "privacy_requests",
    "record_consent",
    "record_request",
    "waiting_requests",
]

PAGE = 50
#: Nobody answers more requests than that at once; the list says when there are more.
MOST_OPEN = 500


@dataclass(eq=False)
class PersonErased(Refusal):
    """The record was anonymised, or merged into another: nothing more is written about it."""

    customer_id: int


@dataclass(eq=False)
class PrivacyDayAhead(Refusal):
    """Consents and requests are written down on their day or later, never before."""

    day: date


@dataclass(eq=False)
class AnswerMissing(Refusal):
    """A request is answered with words."""


@dataclass(eq=False)
class RequestAnsweredBefore(Refusal):
    """Somebody answered it already."""

    protocol: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class ConsentOrder:
    """A yes given, or taken back.

    Attributes:
        consented_on: the day the person said it, today or before.
    """

    request_id: str
    customer_id: int
    purpose: ConsentPurpose
    given: bool
    channel: ConsentChannel
    consented_on: date


@dataclass(frozen=True, slots=True)
class ConsentRecorded:
    """It was written down; ``photos_erased`` tells how many photos went with a consent taken back."""

    consent_id: int
    photos_erased: int = 0


@dataclass(frozen=True, slots=True)
class RequestOrder:
    """Somebody asks for something about the own data."""

    request_id: str
    customer_id: int
    kind: RequestKind
    asked_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class RequestRecorded:
    """The number to give to the person, and the last day to answer."""

    privacy_request_id: int
    protocol: str
    due_on: date


@dataclass(frozen=True, slots=True)
class AnswerOrder:
    """What was answered to a request."""

    request_id: str
    customer_id: int
    privacy_request_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class RequestAnswered:
    """It was answered; ``in_time`` by its deadline."""

    protocol: str
    in_time: bool


@dataclass(frozen=True, slots=True)
class ConsentState:
    """Where a consent stands: the newest word on it, None where nobody ever asked."""

    purpose: ConsentPurpose
    text: str
    newest: ConsentRow | None

    @property
    def given(self) -> bool:
        """Whether it holds."""
        return self.newest is not None and self.newest.given


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """One person's privacy at a glance.

    Attributes:
        kept_id: the record to look at instead, when this one was merged into it; else its own.
        document_masked: "" without a document.
        consents: one state for each purpose.
        history: every word ever said, the newest first.
        requests: the newest first.
    """

    customer_id: int
    kept_id: int
    name: str
    document_masked: str
    is_anonymised: bool
    today: date
    consents: tuple[ConsentState, ...]
    history: tuple[ConsentRow, ...]
    requests: tuple[RequestRow, ...]


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests of everybody: those that wait, the nearest deadline first, or those answered.

    Attributes:
        after: ``RequestPage.next_after`` of the page before; None is the first.
    """

    answered: bool = False
    after: int | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A page of requests; all that wait are one page. ``next_after`` None is the last."""

    today: date
    rows: tuple[RequestRow, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class WaitingRequests:
    """How many requests wait, and how many of them are late."""

    waiting: int
    late: int


@use_case("record_consent", changes={Topic.PRIVACY, Topic.CUSTOMERS})
def record_consent(ctx: Context, order: ConsentOrder) -> ConsentRecorded:
    """Writes down a consent given or taken back, with its very words; without it the photos are erased.

    Raises:
        PersonErased, PrivacyDayAhead.
        LookupError: no such customer.

    Rule: LGPD arts. 7º I and 8º; law.md §8. See docs/regras.md#lgpd.
    """
    _check_day(ctx, order.consented_on)
    _living(ctx, order.customer_id)
    consent_id = privacy.write_consent(
        ctx.stamp,
        order.customer_id,
        order.purpose,
        given=order.given,
        text=CONSENT_TEXTS[order.purpose].words(given=order.given),
        channel=order.channel,
        consented_on=order.consented_on,
    )
    drops = order.purpose is ConsentPurpose.PHOTO and not order.given
    return ConsentRecorded(consent_id, privacy.drop_photos(ctx.stamp, order.customer_id) if drops else 0)


@use_case("record_consent", changes={Topic.PRIVACY})
def record_request(ctx: Context, order: RequestOrder) -> RequestRecorded:
    """Writes down what a person asked for, with its protocol and deadline.

    Raises:
        PersonErased, PrivacyDayAhead.
        TextTooLong: the note.
        LookupError: no such customer.

    Rule: LGPD arts. 18, 19 and 20; law.md §8. See docs/regras.md#lgpd.
    """
    _check_day(ctx, order.asked_on)
    _living(ctx, order.customer_id)
    note = clean_text(order.note, NOTE_LENGTH)
    id_ = privacy.write_request(ctx.stamp, order.customer_id, order.kind, order.asked_on, note)
    return RequestRecorded(id_, protocol(id_, order.asked_on), _request(ctx, id_).due_on)


@use_case("see_privacy", changes={Topic.PRIVACY})
def answer_request(ctx: Context, order: AnswerOrder) -> RequestAnswered:
    """Writes down what was answered, once.

    Raises:
        AnswerMissing, RequestAnsweredBefore.
        TextTooLong: the answer.
        LookupError: no such request of that customer.
    """
    row = _request(ctx, order.privacy_request_id)
    if row.customer_id != order.customer_id:
        raise LookupError(f"request {row.request_id} of customer {order.customer_id}")
    answer, number = clean_text(order.answer, NOTE_LENGTH), protocol(row.request_id, row.asked_on)
    if not answer:
        raise AnswerMissing
    if not privacy.write_answer(ctx.database, row.request_id, ctx.today, answer):
        raise RequestAnsweredBefore(number, row.answered_on or ctx.today)
    return RequestAnswered(number, ctx.today <= row.due_on)


@query("record_consent")
def person_privacy(ctx: Context, customer_id: int) -> PrivacyView:
    """A person's consents and requests.

    Raises:
        LookupError: no such customer.
    """
    who = _person(ctx, customer_id)
    history = privacy.consents(ctx.database, customer_id)
    newest = {row.purpose: row for row in reversed(history)}
    return PrivacyView(
        customer_id=customer_id,
        kept_id=retention.records_of(ctx.database, customer_id)[0],
        name=who.name,
        document_masked=stored_document(who.document).masked if who.document else "",
        is_anonymised=who.is_anonymised,
        today=ctx.today,
        consents=tuple(
            ConsentState(purpose, text.given, newest.get(purpose)) for purpose, text in CONSENT_TEXTS.items()
        ),
        history=history,
        requests=privacy.requests_of(ctx.database, customer_id),
    )


@query("see_privacy")
def privacy_requests(ctx: Context, wanted: RequestFilter) -> RequestPage:
    """Everybody's requests, page by page."""
    if not wanted.answered:
        return RequestPage(ctx.today, privacy.open_requests(ctx.database, MOST_OPEN), None)
    rows = privacy.answered_requests(ctx.database, wanted.limit + 1, wanted.after)
    page = rows[: wanted.limit]
    return RequestPage(ctx.today, page, page[-1].request_id if len(rows) > wanted.limit else None)


@query("see_privacy")
def waiting_requests(ctx: Context) -> WaitingRequests:
    """How many requests wait for an answer: what the start shows a manager."""
    return WaitingRequests(*privacy.waiting_requests(ctx.database, ctx.today))


def _check_day(ctx: Context, day: date) -> None:
    if day > ctx.today:
        raise PrivacyDayAhead(day)


def _person(ctx: Context, customer_id: int) -> PersonState:
    found = privacy.person(ctx.database, customer_id)
    if found is None:
        raise LookupError(f"customer {customer_id}")
    return found


def _living(ctx: Context, customer_id: int) -> None:
    """Raises: PersonErased, when the record is nobody's any more."""
    who = _person(ctx, customer_id)
    if who.is_anonymised or who.replaced_by is not None:
        raise PersonErased(customer_id)


def _request(ctx: Context, request_id: int) -> RequestRow:
    found = privacy.request(ctx.database, request_id)
    if found is None:
        raise LookupError(f"privacy request {request_id}")
    return found
