"""AUC and the table of ranges, beside the slow way of counting every pair."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.credit.score_report import STARTS, Outcome, ScoreRange, auc, by_range

people = st.lists(st.builds(Outcome, st.integers(0, 1000), st.booleans(), st.booleans()), max_size=40)


def of(*scores: tuple[int, bool]) -> list[Outcome]:
    return [Outcome(score, was_late=False, went_bad=bad) for score, bad in scores]


def test_perfect_useless_and_upside_down() -> None:
    assert auc(of((700, False), (300, True))) == 1
    assert auc(of((500, False), (500, True))) == Fraction(1, 2)
    assert auc(of((300, False), (700, True))) == 0


def test_without_a_pair_there_is_nothing_to_say() -> None:
    assert auc([]) is None
    assert auc(of((700, False), (300, False))) is None


@given(people)
def test_it_is_the_share_of_pairs(found: list[Outcome]) -> None:
    pairs = [(g.score, b.score) for g in found if not g.went_bad for b in found if b.went_bad]
    halves = sum(2 * (good > bad) + (good == bad) for good, bad in pairs)
    assert auc(found) == (Fraction(halves, 2 * len(pairs)) if pairs else None)


@given(people)
def test_everybody_is_in_one_range(found: list[Outcome]) -> None:
    ranges = by_range(found)
    assert [each.start for each in ranges] == list(STARTS)
    assert sum(each.customers for each in ranges) == len(found)
    assert sum(each.bad for each in ranges) == sum(each.went_bad for each in found)


def test_where_ranges_begin() -> None:
    ranges = by_range(of((0, True), (299, False), (300, False), (1000, False)))
    assert ranges[0] == ScoreRange(0, 2, 1)
    assert (ranges[0].bad_share, ranges[1].customers, ranges[-1].customers) == (Fraction(1, 2), 1, 1)
    assert ranges[2].bad_share == 0
