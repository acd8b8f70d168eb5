"""Forgiving charges, a Pix without its code, change rounded up: at the till, on both engines."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.db import invariants, store_credit
from crediario.db.models import Allocation, Payment, Release
from crediario.db.users import ReleaseNotValid
from crediario.domain.money import Money
from crediario.domain.pix import PixCharge, encode
from crediario.domain.settings import ChangeRounding, ShopSettings
from crediario.domain.slip_reading import SlipQrOfAnother, slip_txid
from crediario.domain.tender import Method, PixNotConfirmed, Tender
from crediario.domain.waiver import (
    ReceiptTerms,
    WaiverAboveCeiling,
    WaiverBeyondCharges,
    WaiverReasonMissing,
)
from crediario.services import payments, settings, slips, users
from crediario.services.core import Context, payload_hash
from crediario.services.payments import PaymentOrder, QuoteChanged, Receipt
from tests.support.builders import a_customer
from tests.support.selling import a_sale
from tests.support.shop import (
    CASHIER,
    MANAGER,
    OWNER,
    PINS,
    PROFILE,
    TODAY,
    as_person,
    new_id,
    on_day,
    settings_order,
)

REASON = "erro da loja"


@pytest.fixture
def late(shop: Context) -> tuple[Context, int]:
    """The cashier, and a customer with 139,80 due on 12/05 (4,09 of charges) and 139,80 due on 12/06."""
    on_day(shop, date(2026, 4, 12))
    customer = a_customer(shop)
    a_sale(shop, customer, price=279_60, count=2, first_due=date(2026, 5, 12))
    return as_person(on_day(shop, TODAY), CASHIER), customer


def assert_whole(ctx: Context) -> None:
    assert [each for each in invariants.check_all(ctx.database) if each.failed] == []


def an_order(ctx: Context, customer: int, waived: int = 0, **more: object) -> PaymentOrder:
    row = payments.receiving_desk(ctx, customer).rows[0]
    due = row.quote.total - Money(waived)
    plain = PaymentOrder(
        new_id(), customer, (row.installment_id,), due, (Tender(Method.CASH, due),), waived=Money(waived),
        waiver_reason=REASON,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def kept(ctx: Context, change: ShopSettings) -> None:
    settings.change_settings(as_person(ctx, OWNER), settings_order(ctx, change))


def a_yes(ctx: Context, order: PaymentOrder, permission: str, number: int = MANAGER, pix: int = 0) -> int:
    terms = ReceiptTerms(order.customer_id, order.installment_ids, order.waived, Money(pix))
    asked = users.ReleaseOrder(
        new_id(), number, permission, payload_hash(terms), "cliente antiga", PINS[number]
    )
    return users.release(ctx, asked).release_id


def test_all_charges_are_forgiven_and_the_receipt_says_why(late: tuple[Context, int]) -> None:
    ctx, customer = late
    receipt = payments.receive_payment(ctx, an_order(ctx, customer, 4_09))
    assert receipt.amount == Money(139_80)
    row = Allocation.get(Allocation.payment == receipt.payment_id)
    assert (row.waived_fine_cents, row.waived_interest_cents, row.principal_cents) == (2_79, 1_30, 139_80)
    assert Payment.get_by_id(receipt.payment_id).waiver_reason == REASON
    assert payments.receiving_desk(ctx, customer).rows[0].number == 2
    assert_whole(ctx)


def test_the_desk_says_how_much_somebody_may_forgive_alone(late: tuple[Context, int]) -> None:
    ctx, customer = late
    assert payments.receiving_desk(ctx, customer).waiver_ceiling == Money(10_00)
    assert payments.receiving_desk(as_person(ctx, MANAGER), customer).waiver_ceiling == Money(200_00)
    assert payments.receiving_desk(as_person(ctx, OWNER), customer).waiver_ceiling is None


def test_what_is_forgiven_needs_a_reason_and_stays_within_the_charges(late: tuple[Context, int]) -> None:
    ctx, customer = late
    with pytest.raises(WaiverReasonMissing):
        payments.receive_payment(ctx, an_order(ctx, customer, 1_00, waiver_reason="  "))
    with pytest.raises(WaiverBeyondCharges):
        payments.receive_payment(ctx, an_order(ctx, customer, 4_10))
    with pytest.raises(QuoteChanged):
        payments.receive_payment(ctx, an_order(ctx, customer, 1_00, quoted=Money(143_89)))
    assert Payment.select().count() == 0


def test_above_the_ceiling_a_manager_says_yes_once(late: tuple[Context, int]) -> None:
    ctx, customer = late
    kept(ctx, ShopSettings(waiver_by_cashier=Money(1_00)))
    order = an_order(ctx, customer, 4_09)
    with pytest.raises(WaiverAboveCeiling) as refused:
        payments.receive_payment(ctx, order)
    assert refused.value.ceiling == Money(1_00)

    yes = a_yes(ctx, order, "release_waiver")
    receipt = payments.receive_payment(ctx, replace(order, release_id=yes))
    assert Payment.get_by_id(receipt.payment_id).release_id == yes
    assert Release.get_by_id(yes).used_by == order.request_id
    assert_whole(ctx)


def test_a_yes_to_another_amount_is_none(late: tuple[Context, int]) -> None:
    ctx, customer = late
    kept(ctx, ShopSettings(waiver_by_cashier=Money(1_00)))
    yes = a_yes(ctx, an_order(ctx, customer, 4_00), "release_waiver")
    with pytest.raises(ReleaseNotValid):
        payments.receive_payment(ctx, an_order(ctx, customer, 4_09, release_id=yes))


def test_above_what_management_gives_only_the_owner(late: tuple[Context, int]) -> None:
    ctx, customer = late
    kept(ctx, ShopSettings(waiver_by_cashier=Money(1_00), waiver_by_manager=Money(2_00)))
    order = an_order(ctx, customer, 4_09)
    with pytest.raises(users.ApproverMayNot):
        a_yes(ctx, order, "release_large_waiver")
    yes = a_yes(ctx, order, "release_large_waiver", OWNER)
    assert payments.receive_payment(ctx, replace(order, release_id=yes)).amount == Money(139_80)


def a_pix(ctx: Context, customer: int, **more: object) -> PaymentOrder:
    due = payments.receiving_desk(ctx, customer).rows[0].quote.total
    return an_order(ctx, customer, tenders=(Tender(Method.PIX, due),), **more)


def test_a_pix_without_its_code_is_confirmed_by_a_manager(late: tuple[Context, int]) -> None:
    ctx, customer = late
    order = a_pix(ctx, customer)
    with pytest.raises(PixNotConfirmed):
        payments.receive_payment(ctx, order)
    yes = a_yes(ctx, order, "release_pix", pix=143_89)
    receipt = payments.receive_payment(ctx, replace(order, release_id=yes))
    assert payments.payment_view(ctx, receipt.payment_id).tenders == (Tender(Method.PIX, Money(143_89)),)
    assert_whole(ctx)


def test_a_yes_to_a_pix_is_of_that_value(late: tuple[Context, int]) -> None:
    ctx, customer = late
    order = a_pix(ctx, customer)
    yes = a_yes(ctx, order, "release_pix", pix=100_00)
    with pytest.raises(ReleaseNotValid):
        payments.receive_payment(ctx, replace(order, release_id=yes))


def test_one_yes_is_enough_for_both(late: tuple[Context, int]) -> None:
    ctx, customer = late
    kept(ctx, ShopSettings(waiver_by_cashier=Money.ZERO))
    order = an_order(ctx, customer, 4_09, tenders=(Tender(Method.PIX, Money(139_80)),))
    yes = a_yes(ctx, order, "release_waiver", pix=139_80)
    assert payments.receive_payment(ctx, replace(order, release_id=yes)).amount == Money(139_80)


def rounded(ctx: Context, customer: int, cents: int) -> Receipt:
    order = an_order(ctx, customer, tenders=(Tender(Method.CASH, Money(cents)),))
    return payments.receive_payment(ctx, order)


def test_change_is_rounded_up_where_the_shop_says_so(late: tuple[Context, int]) -> None:
    ctx, customer = late
    kept(ctx, ShopSettings(change_rounding=ChangeRounding.FIVE_CENTS))
    receipt = rounded(ctx, customer, 150_00)
    assert (receipt.amount, receipt.change, receipt.rounding) == (Money(143_89), Money(6_15), Money(4))
    assert_whole(ctx)


def test_what_a_card_left_beyond_stays_as_store_credit(late: tuple[Context, int]) -> None:
    ctx, customer = late
    order = an_order(ctx, customer, tenders=(Tender(Method.DEBIT, Money(150_00)),), kept=Money(6_11))
    receipt = payments.receive_payment(ctx, order)
    assert (receipt.amount, receipt.change, receipt.credited) == (Money(143_89), Money.ZERO, Money(6_11))
    assert payments.receiving_desk(ctx, customer).store_credit == Money(6_11)
    assert store_credit.balance(ctx.database, customer) == Money(6_11)


def test_a_slip_is_found_by_its_pix_code_too(late: tuple[Context, int]) -> None:
    ctx, customer = late
    row = payments.receiving_desk(ctx, customer).rows[0]
    charge = PixCharge(
        PROFILE.pix_key,
        "Casa Aurora",
        "Patos",
        row.amount,
        slip_txid(ctx.store_code, (row.contract_number, 1)),
    )
    earlier = replace(charge, txid=f"C{row.contract_number}P1")
    for code in (encode(charge), encode(earlier)):
        assert slips.find_slip(ctx, code).installment_id == row.installment_id
    with pytest.raises(slips.SlipOfAnotherStore):
        slips.find_slip(ctx, encode(replace(charge, txid=slip_txid(9, (row.contract_number, 1)))))
    with pytest.raises(SlipQrOfAnother):
        slips.find_slip(ctx, encode(replace(charge, key="outra@loja.example")))
