"""Accesses, consents and requests: written once, read page by page, refused when wrong; on both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from crediario.db.models import Attachment, Audit, AuthorisedBuyer, Consent, PrivacyRequest, RecordAccess
from crediario.domain.br import TextTooLong
from crediario.domain.privacy import CONSENT_TEXTS
from crediario.services import customers, privacy
from crediario.services.anonymising import AnonymiseOrder, BlockOrder, anonymise_people, block_offers
from crediario.services.core import Context, PermissionDenied
from crediario.services.privacy import (
    AnswerMissing,
    AnswerOrder,
    ConsentChannel,
    ConsentOrder,
    ConsentPurpose,
    PersonErased,
    PrivacyDayAhead,
    RequestAnsweredBefore,
    RequestFilter,
    RequestKind,
    RequestOrder,
)
from crediario.services.processing import processing_paper
from crediario.services.record_access import AccessFilter, AccessOrder, Opened, note_access, record_accesses
from tests.support.builders import a_customer
from tests.support.shop import CASHIER, MANAGER, TODAY, as_person, new_id, on_day


def in_force(ctx: Context, customer: int) -> set[ConsentPurpose]:
    """What the person said yes to, by the newest word on each purpose."""
    return {state.purpose for state in privacy.person_privacy(ctx, customer).consents if state.given}


@pytest.fixture
def maria(shop: Context) -> int:
    return a_customer(shop)


def consent(
    ctx: Context, customer: int, purpose: ConsentPurpose, given: bool, day: date = TODAY
) -> privacy.ConsentRecorded:
    order = ConsentOrder(new_id(), customer, purpose, given, ConsentChannel.COUNTER, day)
    return privacy.record_consent(ctx, order)


def ask(ctx: Context, customer: int, kind: RequestKind = RequestKind.ACCESS, note: str = "") -> int:
    order = RequestOrder(new_id(), customer, kind, ctx.clock.today(), note)
    return privacy.record_request(ctx, order).privacy_request_id


# -- accesses ------------------------------------------------------------------------------------------------


def test_an_opening_is_written_once_for_each_request(shop: Context, maria: int) -> None:
    order = AccessOrder(new_id(), maria, Opened.CARD)
    for _ in range(2):
        note_access(as_person(shop, CASHIER), order)
    row = RecordAccess.get(RecordAccess.customer == maria)
    assert (row.opened, row.opened_at, row.till_id) == ("card", shop.clock.now(), shop.till_id)
    assert RecordAccess.select().count() == 1


def test_who_opened_a_record_and_what_a_person_opened(shop: Context, maria: int) -> None:
    other, cashier = a_customer(shop, "Otávio Pereira Lima"), as_person(shop, CASHIER)
    for customer, opened in ((maria, Opened.CARD), (other, Opened.FORM), (maria, Opened.ANALYSIS)):
        note_access(cashier, AccessOrder(new_id(), customer, opened))
    note_access(shop, AccessOrder(new_id(), maria, Opened.CARD))

    of_maria = record_accesses(shop, AccessFilter(customer_id=maria)).rows
    assert [(row.operator_name, row.opened) for row in of_maria] == [
        ("Aurora Rocha", Opened.CARD),
        ("Joana Prado", Opened.ANALYSIS),
        ("Joana Prado", Opened.CARD),
    ]
    by_joana = record_accesses(shop, AccessFilter(operator_id=cashier.operator.id)).rows
    assert [row.customer_id for row in by_joana] == [maria, other, maria]


def test_openings_come_page_by_page(shop: Context, maria: int) -> None:
    for _ in range(5):
        note_access(shop, AccessOrder(new_id(), maria, Opened.CARD))
    seen, before = [], None
    while True:
        page = record_accesses(shop, AccessFilter(maria, after=before, limit=2))
        seen += [row.access_id for row in page.rows]
        if page.next_after is None:
            break
        before = page.next_after
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5


def test_a_cpf_shown_whole_is_an_opening_too(shop: Context, maria: int) -> None:
    customers.show_document(shop, customers.ShowDocumentOrder(new_id(), maria))
    assert [row.opened for row in record_accesses(shop, AccessFilter(maria)).rows] == [Opened.DOCUMENT]


def test_only_managers_see_who_opened_what(shop: Context, maria: int) -> None:
    record_accesses(as_person(shop, MANAGER), AccessFilter(maria))
    with pytest.raises(PermissionDenied):
        record_accesses(as_person(shop, CASHIER), AccessFilter(maria))


def test_nobody_opens_a_record_that_is_not_there(shop: Context) -> None:
    with pytest.raises(LookupError):
        note_access(shop, AccessOrder(new_id(), 999_999, Opened.CARD))


# -- consents ------------------------------------------------------------------------------------------------


def test_the_newest_word_holds_and_all_of_them_are_kept(shop: Context, maria: int) -> None:
    consent(shop, maria, ConsentPurpose.MARKETING, True, TODAY - timedelta(days=3))
    consent(shop, maria, ConsentPurpose.BIRTHDAY, True)
    assert in_force(shop, maria) == {ConsentPurpose.MARKETING, ConsentPurpose.BIRTHDAY}
    consent(shop, maria, ConsentPurpose.MARKETING, False)
    assert in_force(shop, maria) == {ConsentPurpose.BIRTHDAY}
    states = {state.purpose: state for state in privacy.person_privacy(shop, maria).consents}
    assert [states[purpose].given for purpose in ConsentPurpose] == [False, True, False]
    assert states[ConsentPurpose.PHOTO].newest is None
    assert len(privacy.person_privacy(shop, maria).history) == 3


def test_the_very_words_are_kept(shop: Context, maria: int) -> None:
    consent(shop, maria, ConsentPurpose.PHOTO, True, TODAY - timedelta(days=1))
    row = Consent.get(Consent.customer == maria)
    assert row.text == CONSENT_TEXTS[ConsentPurpose.PHOTO].given + " (texto 1)"
    assert (row.channel, row.consented_on) == ("counter", TODAY - timedelta(days=1))


def test_without_the_consent_the_photo_goes_but_not_the_buyers(shop: Context, maria: int) -> None:
    fields = {
        "store": shop.store_id, "till": shop.till_id, "operator": shop.operator.id, "customer": maria,
        "title": "rosto", "media_type": "image/png", "sha256": "h", "size_bytes": 1, "content": b"x",
        "created_at": shop.clock.now(),
    }  # fmt: skip
    photo, proof, buyers = (
        Attachment.insert(**fields, kind=kind).execute() for kind in ("photo", "document", "photo")
    )
    AuthorisedBuyer.insert(
        store=shop.store_id, operator=shop.operator.id, customer=maria, name="Ana", relation="child",
        photo=buyers, created_at=shop.clock.now(),
    ).execute()  # fmt: skip
    assert consent(shop, maria, ConsentPurpose.PHOTO, False).photos_erased == 1
    left = {row.id: bytes(row.content) for row in Attachment.select()}
    assert left == {photo: b"", proof: b"x", buyers: b"x"}
    assert Attachment.get_by_id(photo).removed_at == shop.clock.now()


def test_nobody_consents_tomorrow(shop: Context, maria: int) -> None:
    with pytest.raises(PrivacyDayAhead):
        consent(shop, maria, ConsentPurpose.PHOTO, True, TODAY + timedelta(days=1))
    assert Consent.select().count() == 0


def test_offers_are_blocked_once(shop: Context, maria: int) -> None:
    consent(shop, maria, ConsentPurpose.MARKETING, True)
    assert block_offers(shop, BlockOrder(new_id(), maria)).withdrawn == 2
    assert block_offers(shop, BlockOrder(new_id(), maria)).withdrawn == 0
    assert in_force(shop, maria) == set()


# -- requests ------------------------------------------------------------------------------------------------


def test_a_request_has_a_protocol_and_fifteen_days(shop: Context, maria: int) -> None:
    order = RequestOrder(new_id(), maria, RequestKind.CORRECTION, TODAY, "o endereço mudou")
    recorded = privacy.record_request(as_person(shop, CASHIER), order)
    assert recorded.protocol == f"2026/{recorded.privacy_request_id:05d}"
    assert recorded.due_on == date(2026, 6, 24)
    (row,) = privacy.person_privacy(shop, maria).requests
    assert (row.kind, row.note, row.answered_on) == (RequestKind.CORRECTION, "o endereço mudou", None)


def test_the_late_ones_are_told(shop: Context, maria: int) -> None:
    ask(shop, maria)
    on_day(shop, date(2026, 6, 20))
    ask(shop, maria, RequestKind.REVIEW)
    assert privacy.waiting_requests(shop) == privacy.WaitingRequests(2, 0)
    on_day(shop, date(2026, 6, 25))
    assert privacy.waiting_requests(shop) == privacy.WaitingRequests(2, 1)
    page = privacy.privacy_requests(shop, RequestFilter())
    assert [row.kind for row in page.rows] == [RequestKind.ACCESS, RequestKind.REVIEW]
    assert privacy.privacy_requests(shop, RequestFilter(answered=True)).rows == ()


def test_a_request_is_answered_once_with_words(shop: Context, maria: int) -> None:
    asked = ask(shop, maria)
    order = AnswerOrder(new_id(), maria, asked, " declaração  entregue ")
    assert privacy.answer_request(shop, order).in_time
    row = PrivacyRequest.get_by_id(asked)
    assert (row.answer, row.answered_on) == ("declaração entregue", TODAY)
    with pytest.raises(RequestAnsweredBefore):
        privacy.answer_request(shop, replace(order, request_id=new_id()))
    answered = privacy.privacy_requests(shop, RequestFilter(answered=True)).rows
    assert [each.request_id for each in answered] == [asked]
    assert privacy.privacy_requests(shop, RequestFilter()).rows == ()


def test_an_answer_after_the_deadline_says_so(shop: Context, maria: int) -> None:
    asked = ask(shop, maria)
    on_day(shop, date(2026, 6, 25))
    assert not privacy.answer_request(shop, AnswerOrder(new_id(), maria, asked, "feito")).in_time


@pytest.mark.parametrize(("answer", "failure"), [("  ", AnswerMissing), ("x" * 501, TextTooLong)])
def test_an_answer_without_words_or_with_too_many_changes_nothing(
    shop: Context, maria: int, answer: str, failure: type[Exception]
) -> None:
    asked = ask(shop, maria)
    with pytest.raises(failure):
        privacy.answer_request(shop, AnswerOrder(new_id(), maria, asked, answer))
    assert PrivacyRequest.get_by_id(asked).answered_on is None


def test_a_request_is_answered_only_as_the_persons_own(shop: Context, maria: int) -> None:
    other = a_customer(shop, "Otávio Pereira Lima")
    asked = ask(shop, maria)
    with pytest.raises(LookupError):
        privacy.answer_request(shop, AnswerOrder(new_id(), other, asked, "feito"))
    with pytest.raises(LookupError):
        privacy.answer_request(shop, AnswerOrder(new_id(), maria, 999_999, "feito"))


def test_a_cashier_notes_requests_and_does_not_answer_them(shop: Context, maria: int) -> None:
    cashier = as_person(shop, CASHIER)
    asked = ask(cashier, maria)
    with pytest.raises(PermissionDenied):
        privacy.answer_request(cashier, AnswerOrder(new_id(), maria, asked, "feito"))


def test_nothing_is_written_about_somebody_who_was_erased(shop: Context, maria: int) -> None:
    anonymise_people(shop, AnonymiseOrder(new_id(), (maria,)))
    with pytest.raises(PersonErased):
        ask(shop, maria)
    with pytest.raises(PersonErased):
        consent(shop, maria, ConsentPurpose.MARKETING, True)
    assert privacy.person_privacy(shop, maria).is_anonymised


def test_what_is_asked_is_audited(shop: Context, maria: int) -> None:
    ask(shop, maria)
    assert Audit.select().where(Audit.use_case == "record_request").count() == 1


def test_the_record_of_processing_operations_counts_people(shop: Context, maria: int) -> None:
    erased = a_customer(shop, "Otávio Pereira Lima")
    anonymise_people(shop, AnonymiseOrder(new_id(), (erased,)))
    paper = processing_paper(as_person(shop, MANAGER))
    assert paper.file_name == "registro-de-operacoes-2026-06-09.pdf"
    with pypdfium2.PdfDocument(paper.content) as pdf:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    for wanted in ("Casa Aurora Ltda, agente de pequeno porte", "Pessoas cadastradas 1 Já anonimizadas 1",
                   "Proteção do crédito", "Nenhum dado sensível"):  # fmt: skip
        assert wanted in text
