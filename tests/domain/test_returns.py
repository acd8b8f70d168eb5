"""Returns counted out: known figures by hand, and what holds of every sale whatever was paid of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.money import Money, Rate
from crediario.domain.returns import (
    MoreThanSold,
    NothingReturned,
    OnlyWhole,
    PaidInstallment,
    ReturnableItem,
    ReturnableSale,
    ReturnResult,
    TooLittleLeft,
    points_left,
    puts_odd_centavos_first,
    return_goods,
    returned_value,
    terms_after,
)
from crediario.domain.schedule import Every, PlanTerms, plan

SOLD_ON = date(2026, 12, 10)


def terms(
    price: int = 500_00, down_payment: int = 0, count: int = 5, rate: str = "0", every: Every = Every.MONTH
) -> PlanTerms:
    return PlanTerms(
        price=Money(price),
        down_payment=Money(down_payment),
        count=count,
        rate=Rate.percent(rate),
        sold_on=SOLD_ON,
        first_due=SOLD_ON + timedelta(days=31),
        every=every,
    )


def sold(of: PlanTerms) -> ReturnableSale:
    """A sale just made: its down payment paid, everything else open."""
    lines = plan(of).installments
    pieces = tuple(PaidInstallment(line.number, line.number, line.amount, line.amount) for line in lines)
    return ReturnableSale(of, pieces, down_payment_paid=of.down_payment)


def paid(sale: ReturnableSale, number: int, money: int, settled: int | None = None) -> ReturnableSale:
    """The same after money was received for one installment's value."""
    took = Money(money if settled is None else settled)
    pieces = tuple(
        replace(each, open=each.open - took, money=each.money + Money(money))
        if each.number == number
        else each
        for each in sale.installments
    )
    return replace(sale, installments=pieces)


def after(sale: ReturnableSale, result: ReturnResult) -> ReturnableSale:
    """The sale as it stands once a return was written."""
    pieces = {
        line.installment_id: PaidInstallment(
            each.installment_id,
            each.number,
            amount=line.after,
            open=line.open_after,
            money=each.money - line.refund,
            fine=each.fine - line.fine,
            late_interest=each.late_interest - line.late_interest,
        )
        for line in result.lines
        for each in sale.installments
        if each.installment_id == line.installment_id
    }
    down = next((line for line in result.lines if line.installment_id is None), None)
    given = down.refund if down else Money.ZERO
    left = down.after if down else Money.ZERO
    return ReturnableSale(
        replace(sale.terms, price=sale.terms.price - result.value, down_payment=left),
        tuple(pieces[each.installment_id] for each in sale.installments),
        sale.down_payment_paid - given,
    )


def test_a_part_of_a_sale_nothing_was_paid_of_only_asks_less() -> None:
    result = return_goods(sold(terms()), Money(200_00))
    assert [line.after for line in result.lines] == [Money(60_00)] * 5
    assert result.settled == Money(200_00)
    assert result.refund == result.interest == result.discount == Money.ZERO
    assert not result.is_whole


def test_the_down_payment_keeps_its_share_and_the_rest_of_it_is_given_back() -> None:
    result = return_goods(sold(terms(down_payment=100_00, count=4)), Money(250_00))
    assert result.lines[0].after == Money(50_00)
    assert result.refund == Money(50_00)
    assert [line.after for line in result.lines[1:]] == [Money(50_00)] * 4


def test_what_was_paid_beyond_is_given_back_as_the_money_it_had_cost() -> None:
    early = paid(sold(terms()), 1, money=98_00, settled=100_00)
    result = return_goods(early, Money(250_00))
    first = result.lines[0]
    assert (first.before, first.after, first.settled, first.beyond) == tuple(
        map(Money, (100_00, 50_00, 0, 50_00))
    )
    assert first.refund == Money(49_00)
    assert result.discount == Money(1_00)


def test_charges_paid_come_back_in_the_share_of_what_is_returned() -> None:
    late = paid(sold(terms()), 1, money=100_00)
    first = replace(late.installments[0], fine=Money(2_00), late_interest=Money(33))
    result = return_goods(replace(late, installments=(first, *late.installments[1:])), Money(250_00))
    assert (result.fine, result.late_interest) == (Money(1_00), Money(17))
    assert result.refund == Money(51_17)


def test_an_open_part_is_taken_off_first() -> None:
    result = return_goods(paid(sold(terms()), 1, money=30_00), Money(400_00))
    first = result.lines[0]
    assert (first.settled, first.beyond, first.refund) == (Money(70_00), Money(10_00), Money(10_00))


def test_a_sale_with_interest_loses_the_interest_of_what_comes_back() -> None:
    of = terms(count=10, rate="0.9")
    result = return_goods(sold(of), Money(250_00))
    expected = plan(replace(of, price=Money(250_00)))
    assert [line.after for line in result.lines] == [line.amount for line in expected.installments]
    assert result.interest == plan(of).interest - expected.interest


def test_a_down_payment_undone_since_is_not_given_back() -> None:
    sale = replace(sold(terms(down_payment=100_00, count=4)), down_payment_paid=Money.ZERO)
    result = return_goods(sale, Money(500_00))
    assert result.refund == Money.ZERO
    assert result.settled == Money(500_00)


def test_a_centavo_never_makes_an_installment_grow() -> None:
    of = terms(price=99_99, count=3)
    result = return_goods(sold(of), Money(1))
    assert [line.reduction for line in result.lines] == [Money(0), Money(0), Money(1)] or [
        line.reduction for line in result.lines
    ] == [Money(1), Money(0), Money(0)]
    assert all(line.after <= line.before for line in result.lines)


def test_what_is_refused() -> None:
    with pytest.raises(NothingReturned):
        return_goods(sold(terms()), Money.ZERO)
    with pytest.raises(NothingReturned):
        return_goods(sold(terms()), Money(500_01))
    with pytest.raises(OnlyWhole):
        return_goods(replace(sold(terms()), only_whole=True), Money(1_00))
    with pytest.raises(TooLittleLeft) as caught:
        return_goods(sold(terms(price=1_00)), Money(98))
    assert (caught.value.left, caught.value.count) == (Money(2), 5)
    with pytest.raises(TooLittleLeft):
        return_goods(sold(terms(price=1_00, down_payment=99, count=1)), Money(99))


ITEMS = (
    ReturnableItem(1, "Cadeira", 4, Money(100_00)),
    ReturnableItem(2, "Mesa", 1, Money(300_00)),
    ReturnableItem(3, "Brinde", 1, Money.ZERO),
)


def test_the_value_of_what_comes_back() -> None:
    assert returned_value(ITEMS, {1: 2, 2: 1}) == Money(500_00)
    assert returned_value(ITEMS, {1: 1, 2: 0}) == Money(100_00)


@pytest.mark.parametrize("chosen", [{}, {1: 0}, {3: 1}, {9: 1}, {1: -1}])
def test_nothing_of_value_is_no_return(chosen: dict[int, int]) -> None:
    with pytest.raises(NothingReturned):
        returned_value(ITEMS, chosen)


def test_no_more_comes_back_than_is_out() -> None:
    with pytest.raises(MoreThanSold) as caught:
        returned_value(ITEMS, {1: 5})
    assert (caught.value.description, caught.value.quantity, caught.value.left) == ("Cadeira", 5, 4)


def test_points_stay_in_the_share_of_the_money() -> None:
    assert points_left(190, Money(190_00), Money(95_00)) == 95
    assert points_left(190, Money(190_00), Money.ZERO) == 0
    assert points_left(0, Money.ZERO, Money.ZERO) == 0


def test_where_the_odd_centavos_stand() -> None:
    assert puts_odd_centavos_first(Rate.ZERO, [Money(34), Money(33)])
    assert not puts_odd_centavos_first(Rate.ZERO, [Money(33), Money(34)])
    assert not puts_odd_centavos_first(Rate.percent("0.9"), [Money(34), Money(33)])


@st.composite
def sales(draw: st.DrawFn) -> ReturnableSale:
    """Any sale, any of its installments paid in part, early, late or not at all."""
    price = draw(st.integers(2_000, 5_000_00))
    of = terms(
        price=price,
        down_payment=draw(st.integers(0, price // 2)),
        count=draw(st.integers(1, 12)),
        rate=draw(st.sampled_from(["0", "0.9", "1", "3.5"])),
        every=draw(st.sampled_from(list(Every))),
    )
    of = replace(of, remainder_first=draw(st.booleans()))
    pieces = []
    for line in plan(of).installments:
        settled = draw(st.one_of(st.just(0), st.just(line.amount.cents), st.integers(0, line.amount.cents)))
        money = draw(st.one_of(st.just(settled), st.integers((settled + 1) // 2, settled)))
        fine, late = draw(st.integers(0, 5_00)), draw(st.integers(0, 9_00))
        if not settled:
            fine, late = 0, 0
        pieces.append(
            PaidInstallment(
                line.number,
                line.number,
                line.amount,
                line.amount - Money(settled),
                *map(Money, (money, fine, late)),
            )
        )
    down = of.down_payment if draw(st.booleans()) else Money.ZERO
    return ReturnableSale(of, tuple(pieces), down_payment_paid=down)


def everything_paid(sale: ReturnableSale) -> Money:
    pieces = Money.total(each.money + each.fine + each.late_interest for each in sale.installments)
    return pieces + sale.down_payment_paid


@st.composite
def sales_and_values(draw: st.DrawFn) -> tuple[ReturnableSale, Money]:
    sale = draw(sales())
    return sale, Money(draw(st.integers(1, sale.terms.price.cents)))


def returned(sale: ReturnableSale, value: Money) -> ReturnResult | None:
    try:
        return return_goods(sale, value)
    except TooLittleLeft:
        return None


@given(sales_and_values())
def test_what_every_return_keeps(case: tuple[ReturnableSale, Money]) -> None:
    sale, value = case
    result = returned(sale, value)
    if result is None:
        return
    reductions = Money.total(line.reduction for line in result.lines)
    assert reductions == value + result.interest
    # The ledger: what comes back and its charges, against what was open, given back, or never paid.
    debits = value + result.interest + result.fine + result.late_interest
    assert debits == result.settled + result.refund + result.discount
    assert result.refund <= everything_paid(sale)
    assert result.discount >= Money.ZERO
    for line in result.lines:
        amounts = (line.settled, line.beyond, line.refund, line.fine, line.late_interest, line.after)
        assert min(amounts) >= Money.ZERO
        assert line.refund <= line.beyond
        assert Money.ZERO <= line.open_after <= line.after


@given(sales_and_values())
def test_what_is_left_is_the_plan_of_the_smaller_price(case: tuple[ReturnableSale, Money]) -> None:
    sale, value = case
    result = returned(sale, value)
    if result is None or result.is_whole:
        return
    smaller = plan(terms_after(sale.terms, value))
    down = [line for line in result.lines if line.installment_id is None]
    assert Money.total(line.after for line in down) == smaller.terms.down_payment
    left = [line.after for line in result.lines if line.installment_id is not None]
    grows = [
        new.amount > old.amount for new, old in zip(smaller.installments, sale.installments, strict=True)
    ]
    if not any(grows):
        assert left == [line.amount for line in smaller.installments]
    else:
        # Rounding alone lets one grow: what it would have gained stays in another, to the centavo.
        wanted = smaller.total
        assert Money.total(left) == min(wanted, Money.total(each.amount for each in sale.installments))


@given(sales())
def test_a_whole_return_leaves_nothing_and_keeps_nothing(sale: ReturnableSale) -> None:
    result = return_goods(sale, sale.terms.price)
    assert result.is_whole
    assert all(not line.after and not line.open_after for line in result.lines)
    assert result.refund == everything_paid(sale)


@given(sales_and_values())
def test_in_two_steps_the_same_is_given_back_to_the_centavo(case: tuple[ReturnableSale, Money]) -> None:
    sale, value = case
    first = returned(sale, value)
    if first is None or first.is_whole:
        return
    left = after(sale, first)
    second = return_goods(left, left.terms.price)
    assert second.is_whole
    assert first.refund + second.refund == everything_paid(sale)
    whole = return_goods(sale, sale.terms.price)
    for figure in ("settled", "interest", "fine", "late_interest", "discount", "value"):
        assert getattr(first, figure) + getattr(second, figure) == getattr(whole, figure)
