"""The short ficha: what it shows is what happened, and every sum is the sum of its rows; on both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db.customer_card import CardPurchase
from crediario.domain.money import Money, Rate
from crediario.domain.permissions import Role
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.tender import Method, Tender
from crediario.services import payments, sales
from crediario.services.core import Context, PermissionDenied
from crediario.services.customers import (
    CustomerDraft,
    CustomerOrder,
    PhoneDraft,
    PhonePurpose,
    register_customer,
)
from crediario.services.ficha import CardPhone, Pace, PaidPart, customer_card
from crediario.services.people import PersonOrder, add_person
from crediario.services.users import SignIn, sign_in
from tests.support.shop import TODAY, new_id, on_day, system

MARIA = CustomerDraft(
    "Maria das Graças Oliveira",
    document="123.456.789-09",
    birth_date=date(1980, 5, 1),
    phones=(PhoneDraft("(34) 9 9812-4471"), PhoneDraft("(34) 3821-4405", PhonePurpose.MESSAGE)),
    street="Rua das Flores, 12",
    district="Vila Garcia",
    city="Patos de Minas",
    uf="MG",
)


@pytest.fixture
def maria(shop: Context) -> int:
    """Registered on a Monday, ten months before the sample day."""
    on_day(shop, date(2025, 8, 11))
    return register_customer(shop, CustomerOrder(new_id(), MARIA)).id


def sell(ctx: Context, customer_id: int, first_due: date, count: int = 3, down: int = 0) -> sales.SaleReceipt:
    terms = SaleTerms(
        customer_id=customer_id,
        price=Money(100_00 * count + down),
        down_payment=Money(down),
        count=count,
        rate=Rate.ZERO,
        every=Every.MONTH,
        first_due=first_due,
    )
    items = (
        sales.Item("Ventilador", 1, Money(100_00 * count + down)),
        sales.Item("Pilha", 2, Money.ZERO),
    )
    return sales.register_sale(ctx, sales.SaleOrder(new_id(), terms, items))


def pay(ctx: Context, customer_id: int, count: int, *tenders: Tender) -> int:
    """Pays the oldest open installments of the day, in cash unless told otherwise."""
    rows = payments.receiving_desk(ctx, customer_id).rows[:count]
    due = Money.total(row.quote.total for row in rows)
    order = payments.PaymentOrder(
        request_id=new_id(),
        customer_id=customer_id,
        installment_ids=tuple(row.installment_id for row in rows),
        quoted=due,
        tenders=tenders or (Tender(Method.CASH, due),),
    )
    return payments.receive_payment(ctx, order).payment_id


def test_somebody_new_owes_nothing(shop: Context, maria: int) -> None:
    card = customer_card(shop, maria)
    assert (card.customer_id, card.name, card.district) == (maria, MARIA.name, "Vila Garcia")
    assert card.document_masked == "***.456.789-**"
    assert card.phones == (
        CardPhone("(34) 9 9812-4471", PhonePurpose.OWN),
        CardPhone("(34) 3821-4405", PhonePurpose.MESSAGE),
    )
    assert (card.since, card.today, card.missing) == (date(2025, 8, 11), date(2025, 8, 11), ())
    assert (card.open_rows, card.purchases, card.payments) == ((), (), ())
    assert (card.totals.late_count, card.totals.face, card.totals.today) == (0, Money.ZERO, Money.ZERO)
    assert (card.punctuality.strip, card.punctuality.settled) == ((), 0)
    assert (card.highest_balance, card.punctuality.worst_days_late) == (Money.ZERO, 0)


def test_a_simplified_record_says_what_is_missing(shop: Context) -> None:
    customer_id = register_customer(shop, CustomerOrder(new_id(), CustomerDraft("Zé"))).id
    card = customer_card(shop, customer_id)
    assert card.missing == ("document", "birth_date", "phone", "address")
    assert (card.document_masked, card.phones, card.district) == ("", (), "")


def test_charges_of_the_day_and_sums_that_add_up(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=4)
    on_day(shop, date(2025, 10, 20))
    card = customer_card(shop, maria)
    # 10/09 is 40 days late: 2% of 100,00 and 40/30 of 1%; 10/10 is 10 days late.
    assert [(row.days_late, row.fine, row.interest) for row in card.open_rows] == [
        (40, Money(200), Money(133)),
        (10, Money(200), Money(33)),
        (0, Money.ZERO, Money.ZERO),
        (0, Money.ZERO, Money.ZERO),
    ]
    assert [row.number for row in card.open_rows] == [1, 2, 3, 4]
    assert {row.installment_count for row in card.open_rows} == {4}
    totals = card.totals
    assert (totals.late_count, totals.late_face, totals.not_due) == (2, Money(200_00), Money(200_00))
    assert totals.late_today == Money.total(row.today for row in card.open_rows[:2]) == Money(205_66)
    assert totals.today == Money.total(row.today for row in card.open_rows) == Money(405_66)
    assert totals.face == Money.total(row.open for row in card.open_rows) == Money(400_00)


def test_the_ficha_charges_what_the_till_charges(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=4)
    on_day(shop, date(2025, 11, 3))
    desk = payments.receiving_desk(shop, maria).rows
    card = customer_card(shop, maria).open_rows
    assert [row.installment_id for row in card] == [row.installment_id for row in desk]
    assert [row.today for row in card] == [row.quote.open + row.quote.charges for row in desk]


def test_due_on_a_holiday_is_not_late_on_the_next_business_day(shop: Context, maria: int) -> None:
    # 7 September 2025 is a Sunday and a holiday; Monday the 8th is the last day without delay.
    sell(shop, maria, date(2025, 9, 7), count=1)
    assert customer_card(on_day(shop, date(2025, 9, 8)), maria).totals.late_count == 0
    late = customer_card(on_day(shop, date(2025, 9, 9)), maria)
    assert [row.days_late for row in late.open_rows] == [2]


def test_an_installment_paid_in_part_shows_what_is_left(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=1)
    pay(shop, maria, 1, Tender(Method.PIX, Money(30_00), "9F3A"))
    (row,) = customer_card(shop, maria).open_rows
    assert (row.amount, row.open, row.today) == (Money(100_00), Money(70_00), Money(70_00))


def test_purchases_the_newest_first(shop: Context, maria: int) -> None:
    first = sell(shop, maria, date(2025, 9, 10), count=2, down=50_00)
    on_day(shop, date(2025, 8, 20))
    second = sell(shop, maria, date(2025, 9, 20), count=3)
    pay(shop, maria, 1)
    card = customer_card(shop, maria)
    assert card.purchases == (
        CardPurchase(
            sale_id=second.sale_id,
            contract_number=second.number,
            sold_on=date(2025, 8, 20),
            items="Ventilador, 2 × Pilha",
            price=Money(300_00),
            installment_count=3,
            installment_amount=Money(100_00),
            open=Money(300_00),
        ),
        CardPurchase(
            sale_id=first.sale_id,
            contract_number=first.number,
            sold_on=date(2025, 8, 11),
            items="Ventilador, 2 × Pilha",
            price=Money(250_00),
            installment_count=2,
            installment_amount=Money(100_00),
            open=Money(100_00),
        ),
    )
    assert Money.total(each.open for each in card.purchases) == card.totals.face


def test_payments_tell_what_they_were_for(shop: Context, maria: int) -> None:
    sale = sell(shop, maria, date(2025, 9, 10), count=3, down=50_00)
    two = pay(shop, maria, 2, Tender(Method.CASH, Money(150_00)), Tender(Method.CASH, Money(50_00)))
    newest, oldest = customer_card(shop, maria).payments
    assert newest.payment_id == two
    assert newest.parts == (PaidPart(sale.number, 1, 3), PaidPart(sale.number, 2, 3))
    assert (newest.methods, newest.amount, newest.reversed) == ((Method.CASH,), Money(200_00), False)
    assert oldest.parts == (PaidPart(sale.number, None, 3),)
    assert (oldest.amount, oldest.paid_on) == (Money(50_00), date(2025, 8, 11))
    assert newest.receipt_number == oldest.receipt_number + 1


def test_an_undone_payment_stays_and_counts_no_more(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=1)
    payment_id = pay(shop, maria, 1)
    assert customer_card(shop, maria).punctuality.settled == 1
    payments.reverse_payment(shop, payments.ReversalOrder(new_id(), payment_id, "valor errado"))
    card = customer_card(shop, maria)
    (payment,) = card.payments
    assert payment.reversed
    assert (card.punctuality.settled, card.totals.face, card.highest_balance) == (
        0,
        Money(100_00),
        Money(100_00),
    )


def test_punctuality_installment_by_installment(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=5)
    for paid_on in (date(2025, 9, 10), date(2025, 10, 20), date(2025, 12, 10)):
        pay(on_day(shop, paid_on), maria, 1)
    on_day(shop, date(2025, 12, 22))
    found = customer_card(shop, maria).punctuality
    assert [(each.pace, each.days_late) for each in found.strip] == [
        (Pace.ON_TIME, 0),
        (Pace.UP_TO_15, 10),
        (Pace.OVER_15, 30),
        (Pace.OPEN_LATE, 12),
    ]
    assert (found.on_time, found.settled) == (1, 3)
    # (0 + 10 + 30 + 12) / 4
    assert (found.average_days_late, found.worst_days_late) == (13, 30)


def test_the_ficha_and_the_till_agree_on_punctuality(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=4)
    for paid_on in (date(2025, 9, 3), date(2025, 10, 13), date(2025, 11, 10)):
        pay(on_day(shop, paid_on), maria, 1)
    desk, found = payments.receiving_desk(shop, maria), customer_card(shop, maria).punctuality
    assert (found.on_time, found.settled) == (desk.on_time, desk.settled)


def test_the_strip_keeps_the_last_twenty_four(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=30)
    pay(shop, maria, 30)
    found = customer_card(shop, maria).punctuality
    assert (len(found.strip), found.settled, found.on_time) == (24, 30, 30)
    assert found.strip[-1].due_date == date(2028, 2, 10)


def test_the_highest_balance_is_that_of_the_end_of_a_day(shop: Context, maria: int) -> None:
    sell(shop, maria, date(2025, 9, 10), count=4, down=80_00)
    on_day(shop, date(2025, 8, 12))
    pay(shop, maria, 3)
    sell(shop, maria, date(2025, 9, 12), count=2)
    assert customer_card(shop, maria).highest_balance == Money(400_00)
    on_day(shop, date(2025, 8, 13))
    sell(shop, maria, date(2025, 9, 12), count=3)
    assert customer_card(shop, maria).highest_balance == Money(600_00)


def test_one_customers_ficha_shows_nothing_of_another(shop: Context, maria: int) -> None:
    other = register_customer(
        shop, CustomerOrder(new_id(), replace(MARIA, name="José", document="", phones=()))
    ).id
    sell(shop, maria, date(2025, 9, 10))
    pay(shop, maria, 1)
    card = customer_card(shop, other)
    assert (card.open_rows, card.purchases, card.payments) == ((), (), ())


def test_nobody_by_that_number(shop: Context) -> None:
    with pytest.raises(LookupError):
        customer_card(shop, 99)


def test_every_role_may_see_it_while_active(shop: Context, maria: int) -> None:
    on_day(shop, TODAY + timedelta(days=1))
    person = add_person(shop, PersonOrder(new_id(), "Vera Lima", "Vera L.", Role.VIEWER, "112358", None))
    viewer = sign_in(system(shop), SignIn(new_id(), person.number, "112358")).operator
    assert customer_card(replace(shop, operator=viewer), maria).name == MARIA.name
    nobody = replace(viewer, id=999)
    with pytest.raises(PermissionDenied):
        customer_card(replace(shop, operator=nobody), maria)
