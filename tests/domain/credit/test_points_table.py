from dataclasses import replace

import pytest

from crediario.domain.credit.points_table import (
    CHOICES,
    NUMBERS,
    BandsNotAscending,
    BureauResult,
    ChoiceItem,
    CutOffsOutOfOrder,
    Item,
    NumberBand,
    NumberItem,
    PointsOutOfRange,
    PointsTable,
    PointsTableIncomplete,
)
from crediario.domain.customer_details import Housing

TABLE = PointsTable()


def test_the_seeds_give_a_hundred_at_best() -> None:
    assert TABLE.maximum == 100
    assert (TABLE.refuse_below, TABLE.approve_from) == (40, 60)
    assert {row.item for row in TABLE.rows} == set(Item)
    assert set(NUMBERS) | set(CHOICES) == set(Item)


@pytest.mark.parametrize(
    ("number", "points"), [(-3, 0), (0, 0), (17, 0), (18, 4), (24, 4), (25, 7), (34, 7), (35, 10), (99, 10)]
)
def test_a_number_earns_the_points_of_its_band(number: int, points: int) -> None:
    row = TABLE.row(Item.AGE)
    assert isinstance(row, NumberItem)
    assert row.points(number) == points


def test_a_word_earns_its_points() -> None:
    row = TABLE.row(Item.HOUSING)
    assert isinstance(row, ChoiceItem)
    assert [row.points(choice) for choice in Housing] == [10, 8, 5, 6, 2]


@pytest.mark.parametrize("starts", [(), (1,), (0, 5, 5), (0, 9, 5)])
def test_the_bands_rise_from_zero(starts: tuple[int, ...]) -> None:
    with pytest.raises(BandsNotAscending):
        NumberItem(Item.AGE, tuple(NumberBand(start, 1) for start in starts))


@pytest.mark.parametrize("points", [-1, 1001])
def test_points_have_limits(points: int) -> None:
    with pytest.raises(PointsOutOfRange):
        NumberItem(Item.AGE, (NumberBand(0, points),))
    row = TABLE.choices[0]
    with pytest.raises(PointsOutOfRange):
        replace(row, choices=(replace(row.choices[0], points=points), *row.choices[1:]))


def test_every_answer_stands_once() -> None:
    row = TABLE.choices[0]
    for choices in (row.choices[1:], (*row.choices, row.choices[0])):
        with pytest.raises(PointsTableIncomplete):
            replace(row, choices=choices)
    with pytest.raises(PointsTableIncomplete):
        replace(row, item=Item.AGE)


def test_every_item_stands_once() -> None:
    foreign = NumberItem(Item.BUREAU, (NumberBand(0, 1),))
    for numbers in (TABLE.numbers[1:], (*TABLE.numbers, TABLE.numbers[0]), (*TABLE.numbers, foreign)):
        with pytest.raises(PointsTableIncomplete):
            replace(TABLE, numbers=numbers)
    with pytest.raises(PointsTableIncomplete) as caught:
        replace(TABLE, choices=TABLE.choices[1:])
    assert caught.value.item is Item.HOUSING


@pytest.mark.parametrize(("refuse_below", "approve_from"), [(-1, 60), (61, 60), (40, 101)])
def test_the_cut_offs_stand_in_order(refuse_below: int, approve_from: int) -> None:
    with pytest.raises(CutOffsOutOfOrder):
        PointsTable(approve_from=approve_from, refuse_below=refuse_below)


def test_a_bureau_is_clean_restricted_or_unasked() -> None:
    assert {choice.value for choice in BureauResult} == {"clean", "restricted", "not_consulted"}
