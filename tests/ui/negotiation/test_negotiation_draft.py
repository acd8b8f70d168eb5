"""From ticks and figures typed to what is sent."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import DownPaymentCoversAll, Offer, OfferKind
from crediario.domain.permissions import Role
from crediario.domain.pix import NO_TXID
from crediario.domain.tender import Method, Tender
from crediario.ui.approval import Approval
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation.negotiation_draft import Draft, Place
from tests.ui.negotiation.desks import LATE_IDS, ROWS, a_desk, a_row

CASH, INSTALLMENTS, EXTENSION = OfferKind


def a_draft(**changes: object) -> Draft:
    """The late ones ticked, as the screen opens."""
    return replace(thinking.first_draft(a_desk()), **changes)  # type: ignore[arg-type]


def offer_of(draft: Draft, **desk: object) -> Offer:
    offer = thinking.chosen_offer(draft, thinking.offers(draft, a_desk(**desk)))
    assert offer is not None
    return offer


def lacking(draft: Draft, **desk: object) -> Place | None:
    made = a_desk(**desk)
    found = thinking.obstacle(draft, made, thinking.offers(draft, made))
    return found.place if found else None


def test_only_late_ones_are_ticked_from_the_start() -> None:
    assert thinking.first_draft(a_desk()).marked == LATE_IDS
    coming = a_row(1, date(2026, 7, 1))
    assert thinking.first_draft(a_desk(coming)).marked == frozenset()


def test_what_was_paid_elsewhere_loses_its_tick_and_nothing_typed() -> None:
    draft = a_draft(monthly=Money(200_00), down_payment=Money(50_00), handed=Money(100_00))
    after = thinking.refreshed(draft, a_desk(*ROWS[1:]))
    assert after.marked == LATE_IDS - {ROWS[0].installment_id}
    assert replace(after, marked=draft.marked) == draft


def test_late_ones_are_ticked_again_beside_the_others() -> None:
    future = ROWS[-1].installment_id
    draft = Draft(frozenset({future, ROWS[0].installment_id}))
    assert thinking.late_left(draft, a_desk()) == 4
    assert thinking.with_late(draft, a_desk()).marked == LATE_IDS | {future}


def test_the_offers_follow_what_fits_a_month() -> None:
    draft = a_draft(monthly=Money(200_00))
    found = thinking.offers(draft, a_desk())
    cash, parts, later = (found[kind] for kind in OfferKind)
    assert isinstance(cash, Offer) and isinstance(parts, Offer) and isinstance(later, Offer)
    assert (cash.total, cash.fits) == (Money(750_50), False)
    assert (parts.pays_today, [line.amount for line in parts.installments]) == (
        Money(120_87), [Money(171_23)] * 3 + [Money(171_24)],
    )  # fmt: skip
    assert (later.pays_today, later.fits) == (Money(15_80), True)


def test_before_anybody_chose_it_is_the_one_in_installments() -> None:
    assert offer_of(a_draft()).kind is INSTALLMENTS
    assert offer_of(a_draft(kind=EXTENSION)).kind is EXTENSION


def test_an_offer_that_does_not_close_says_why() -> None:
    draft = a_draft(down_payment=Money(900_00))
    found = thinking.offers(draft, a_desk())
    assert isinstance(found[INSTALLMENTS], DownPaymentCoversAll)
    assert thinking.chosen_offer(draft, found) is None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, None),
        ({"marked": frozenset()}, Place.ROWS),
        ({"kind": INSTALLMENTS, "down_payment": Money(900_00)}, Place.DOWN_PAYMENT),
        ({"kind": INSTALLMENTS, "count": 13}, Place.COUNT),
        ({"first_due": date(2026, 6, 9), "kind": EXTENSION}, Place.FIRST_DUE),
        ({"kind": CASH, "discount": Rate.percent(30)}, Place.DISCOUNT),
        ({"kind": CASH}, Place.APPROVER),
        ({"kind": CASH, "discount": Rate.percent(3)}, None),
        ({"kind": CASH, "approval": Approval(4, "161803", "cliente antigo")}, None),
        ({"handed": Money(100_00)}, Place.HANDED),
        ({"handed": Money(120_87)}, None),
        ({"method": Method.PIX}, Place.PIX),
        ({"method": Method.PIX, "pix_end": "9f3a"}, None),
        ({"method": Method.DEBIT}, None),
        ({"down_payment": Money.ZERO, "method": Method.PIX}, None),
    ],
)
def test_the_first_thing_that_lacks(changes: dict[str, object], place: Place | None) -> None:
    assert lacking(a_draft(**changes)) is place


def test_who_may_not_receive_closes_only_what_asks_nothing_today() -> None:
    assert lacking(a_draft(), may_receive=False) is Place.OFFERS
    assert lacking(a_draft(down_payment=Money.ZERO), may_receive=False) is None


@pytest.mark.parametrize(
    ("role", "percent", "permission"),
    [
        (Role.CASHIER, 3, None),
        (Role.CASHIER, 5, "release_discount"),
        (Role.CASHIER, 11, "release_large_discount"),
        (Role.MANAGER, 10, None),
        (Role.MANAGER, 11, "release_large_discount"),
        (Role.OWNER, 25, None),
    ],
)
def test_ceilings(role: Role, percent: int, permission: str | None) -> None:
    draft = a_draft(kind=CASH, discount=Rate.percent(percent))
    desk = a_desk(operator_role=role)
    assert thinking.permission_needed(offer_of(draft), desk) == permission


def test_the_discount_is_asked_of_nobody_where_nothing_is_discounted() -> None:
    draft = a_draft(kind=EXTENSION, discount=Rate.percent(20))
    assert thinking.permission_needed(offer_of(draft), a_desk()) is None


@pytest.mark.parametrize(
    ("changes", "tenders", "change"),
    [
        ({}, (Tender(Method.CASH, Money(120_87)),), 0),
        ({"handed": Money(150_00)}, (Tender(Method.CASH, Money(150_00)),), 29_13),
        ({"method": Method.PIX, "pix_end": "9f3a"}, (Tender(Method.PIX, Money(120_87), "9F3A"),), 0),
        ({"method": Method.CREDIT}, (Tender(Method.CREDIT, Money(120_87)),), 0),
        ({"down_payment": Money.ZERO}, (), 0),
    ],
)
def test_what_is_paid_today(changes: dict[str, object], tenders: tuple[Tender, ...], change: int) -> None:
    draft = a_draft(**changes)
    offer = offer_of(draft)
    assert thinking.tenders(draft, offer) == tenders
    assert thinking.change(draft, offer) == Money(change)


def test_a_pix_code_is_asked_for_what_is_paid_today() -> None:
    draft = a_draft(method=Method.PIX)
    assert thinking.pix_asked(draft, offer_of(draft)) == (Money(120_87), NO_TXID)
    assert thinking.pix_asked(a_draft(), offer_of(a_draft())) is None


def test_the_order_carries_the_figures_shown() -> None:
    draft = a_draft(monthly=Money(200_00))
    order = thinking.agreement_order(draft, a_desk(), offer_of(draft), "pedido-1", 5)
    assert (order.request_id, order.release_id) == ("pedido-1", 5)
    assert (order.shown_due, order.shown_total) == (Money(829_49), Money(805_80))
    assert (order.terms.customer_id, order.terms.kind, order.terms.count) == (7, INSTALLMENTS, 4)
    assert order.terms.installment_ids == tuple(row.installment_id for row in ROWS[:5])


def test_a_release_is_bound_to_these_very_terms() -> None:
    five = offer_of(a_draft(kind=CASH)).terms(7)
    six = offer_of(a_draft(kind=CASH, discount=Rate.percent(6))).terms(7)
    yes = Approval(1, "135790", "Cliente antiga")
    said, again, other = (
        yes.release_order("discount", terms).subject_hash
        for terms in (five, offer_of(a_draft(kind=CASH)).terms(7), six)
    )
    assert said == again
    assert said != other


def test_leaving_loses_only_what_was_typed() -> None:
    assert not a_draft(kind=CASH, method=Method.DEBIT).is_touched
    assert a_draft(monthly=Money(200_00)).is_touched
    assert a_draft(pix_end="9").is_touched
