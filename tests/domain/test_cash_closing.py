import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.cash_closing import (
    COINS,
    DENOMINATIONS,
    MOST_PIECES,
    NOTES,
    CountMissing,
    DifferenceNotReleased,
    DifferenceReasonMissing,
    FloatTooLarge,
    MethodCount,
    Pieces,
    PiecesOutOfRange,
    UnknownDenomination,
    check_difference,
    check_float,
    checked_pieces,
    compared,
    counted_total,
    has_to_be_counted,
    needs_release,
    pieces_for,
    worst_difference,
)
from crediario.domain.money import MAX_AMOUNT, AmountNotPositive, AmountTooLarge, Money
from crediario.domain.tender import Method

TOLERANCE = Money(5_00)
#: The drawer of picture 11.
DRAWER = ((100_00, 4), (50_00, 7), (20_00, 14), (10_00, 9), (5_00, 11), (2_00, 9), (1_00, 14), (50, 9),
          (25, 10), (10, 12), (5, 10))  # fmt: skip


def pieces(*counted: tuple[int, int]) -> tuple[Pieces, ...]:
    return tuple(Pieces(Money(cents), quantity) for cents, quantity in counted)


def cash(difference: int) -> tuple[MethodCount, ...]:
    return (MethodCount(Method.CASH, Money(100_00), Money(100_00 + difference)),)


# -- notes and coins


def test_the_notes_and_coins_that_circulate() -> None:
    assert [value.cents for value in NOTES] == [200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00]
    assert [value.cents for value in COINS] == [1_00, 50, 25, 10, 5, 1]
    assert list(DENOMINATIONS) == sorted(DENOMINATIONS, reverse=True)


def test_the_drawer_of_the_picture() -> None:
    assert counted_total(pieces(*DRAWER)) == Money(1_215_70)
    assert [each.amount.cents for each in pieces((20_00, 14), (5_00, 11))] == [280_00, 55_00]


def test_an_empty_drawer_is_counted_as_nothing() -> None:
    assert counted_total([]) == Money.ZERO
    assert checked_pieces(pieces((2_00, 0))) == ()


def test_a_value_counted_in_two_piles_is_one_line_and_the_largest_stands_first() -> None:
    assert checked_pieces(pieces((5, 2), (50_00, 1), (5, 3))) == pieces((50_00, 1), (5, 5))


@pytest.mark.parametrize("cents", [0, 3, 1_000, 300, 10_000_00, -5])
def test_nothing_else_is_money(cents: int) -> None:
    if Money(cents) in DENOMINATIONS:
        assert counted_total(pieces((cents, 1))) == Money(cents)
    else:
        with pytest.raises(UnknownDenomination):
            counted_total(pieces((cents, 1)))


@pytest.mark.parametrize("counted", [[(2_00, -1)], [(2_00, MOST_PIECES + 1)], [(5, MOST_PIECES), (5, 1)]])
def test_no_drawer_holds_that_many(counted: list[tuple[int, int]]) -> None:
    with pytest.raises(PiecesOutOfRange):
        checked_pieces(pieces(*counted))


def test_the_fullest_pile_is_still_counted() -> None:
    assert counted_total(pieces((1, MOST_PIECES))) == Money(MOST_PIECES)


# -- change


@pytest.mark.parametrize(
    ("cents", "handed"),
    [
        (0, []),
        (-5_00, []),
        (5_46, [(5_00, 1), (25, 1), (10, 2), (1, 1)]),
        (8_00, [(5_00, 1), (2_00, 1), (1_00, 1)]),
        (4_00, [(2_00, 2)]),
        (788_91, [(200_00, 3), (100_00, 1), (50_00, 1), (20_00, 1), (10_00, 1), (5_00, 1), (2_00, 1),
                  (1_00, 1), (50, 1), (25, 1), (10, 1), (5, 1), (1, 1)]),
    ],
)  # fmt: skip
def test_change_in_the_fewest_pieces(cents: int, handed: list[tuple[int, int]]) -> None:
    assert pieces_for(Money(cents)) == pieces(*handed)


@given(st.integers(0, 500_00))
def test_change_is_exact_and_no_two_pieces_make_a_larger_one(cents: int) -> None:
    handed = pieces_for(Money(cents))
    assert Money.total(each.amount for each in handed) == Money(cents)
    assert checked_pieces(handed) == handed


def fewest(most: int) -> list[int]:
    """The fewest pieces of every amount up to ``most`` centavos, found by trying every last piece."""
    best = [0]
    for cents in range(1, most + 1):
        best.append(1 + min(best[cents - each.cents] for each in DENOMINATIONS if each.cents <= cents))
    return best


def test_no_other_way_needs_fewer_pieces() -> None:
    for cents, count in enumerate(fewest(60_00)):
        assert sum(each.quantity for each in pieces_for(Money(cents))) == count


# -- what was expected and what was found


def test_each_means_beside_what_was_expected() -> None:
    expected = {Method.CASH: Money(1_217_69), Method.PIX: Money(2_316_40), Method.DEBIT: Money(804_15)}
    counted = {Method.CASH: Money(1_215_70), Method.DEBIT: Money(804_15)}
    lines = compared(expected, counted)
    assert [(line.method, line.difference.cents) for line in lines] == [
        (Method.CASH, -1_99),
        (Method.PIX, 0),
        (Method.DEBIT, 0),
    ]
    assert worst_difference(lines) == Money(-1_99)


@pytest.mark.parametrize("method", [Method.DEBIT, Method.CREDIT, Method.CHEQUE])
def test_what_the_machine_or_the_pile_tells_has_to_be_counted(method: Method) -> None:
    assert has_to_be_counted(method, Money(1))
    assert not has_to_be_counted(method, Money.ZERO)
    assert not has_to_be_counted(method, Money(-50_00)), "only undone in this session"
    with pytest.raises(CountMissing) as refused:
        compared({Method.CASH: Money.ZERO, method: Money(1)}, {Method.CASH: Money.ZERO})
    assert refused.value.method is method


def test_an_empty_drawer_is_counted_too() -> None:
    assert has_to_be_counted(Method.CASH, Money.ZERO)
    with pytest.raises(CountMissing):
        compared({Method.CASH: Money.ZERO}, {})


def test_a_pix_stands_by_its_code_unless_somebody_counted_it() -> None:
    assert not has_to_be_counted(Method.PIX, Money(100_00))
    expected = {Method.CASH: Money.ZERO, Method.PIX: Money(100_00)}
    assert compared(expected, {Method.CASH: Money.ZERO})[1].difference == Money.ZERO
    counted = {Method.CASH: Money.ZERO, Method.PIX: Money(90_00)}
    assert compared(expected, counted)[1].difference == Money(-10_00)


def test_what_nobody_expected_is_too_much() -> None:
    lines = compared({Method.CASH: Money.ZERO}, {Method.CASH: Money.ZERO, Method.CREDIT: Money(30_00)})
    assert lines[1] == MethodCount(Method.CREDIT, Money.ZERO, Money(30_00))


def test_a_count_beyond_every_amount_is_refused() -> None:
    with pytest.raises(AmountTooLarge):
        compared({Method.CASH: Money.ZERO}, {Method.CASH: MAX_AMOUNT + Money(1)})
    with pytest.raises(AmountTooLarge):
        compared({Method.CASH: Money.ZERO}, {Method.CASH: Money.ZERO, Method.PIX: -MAX_AMOUNT - Money(1)})


# -- who has to say yes


@pytest.mark.parametrize(
    ("difference", "asks"),
    [(0, False), (4_99, False), (5_00, False), (5_01, True), (-5_00, False), (-5_01, True)],
)
def test_a_release_from_one_centavo_above_the_tolerance(difference: int, asks: bool) -> None:
    assert needs_release(cash(difference), TOLERANCE) is asks


def test_one_means_does_not_make_up_for_another() -> None:
    lines = (*cash(-20_00), MethodCount(Method.DEBIT, Money(100_00), Money(120_00)))
    assert needs_release(lines, TOLERANCE)


def test_within_the_tolerance_nothing_is_asked() -> None:
    check_difference(cash(-5_00), TOLERANCE, "", released=False)
    check_difference((), TOLERANCE, "", released=False)


def test_above_it_a_reason_comes_first_then_the_release() -> None:
    with pytest.raises(DifferenceReasonMissing):
        check_difference(cash(-5_01), TOLERANCE, "", released=True)
    with pytest.raises(DifferenceNotReleased) as refused:
        check_difference(cash(-5_01), TOLERANCE, "troco dado a mais", released=False)
    assert (refused.value.difference, refused.value.tolerance) == (Money(-5_01), TOLERANCE)
    check_difference(cash(-5_01), TOLERANCE, "troco dado a mais", released=True)


def test_with_no_tolerance_every_centavo_asks() -> None:
    assert needs_release(cash(1), Money.ZERO)
    assert not needs_release(cash(0), Money.ZERO)


# -- what stays


def test_what_stays_was_counted() -> None:
    check_float(Money.ZERO, Money.ZERO)
    check_float(Money(300_00), Money(300_00))
    with pytest.raises(FloatTooLarge):
        check_float(Money(300_01), Money(300_00))
    with pytest.raises(AmountNotPositive):
        check_float(Money(-1), Money(300_00))
