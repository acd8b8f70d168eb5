import pytest

from crediario.domain.approach import Approach, PayingPast, approach


@pytest.mark.parametrize(
    ("past", "suggested"),
    [
        (PayingPast(28, on_time=43, settled=47, long_delays=2), Approach.GOOD_PAYER_SLIPPED),
        (
            PayingPast(28, on_time=43, settled=47, long_delays=2, agreement_late=True),
            Approach.BROKEN_AGREEMENT,
        ),
        (PayingPast(60, on_time=43, settled=47, long_delays=2), Approach.GOOD_PAYER_SLIPPED),
        (PayingPast(61, on_time=43, settled=47, long_delays=2), Approach.LONG_LATE),
        (PayingPast(400, on_time=0, settled=0, long_delays=0), Approach.LONG_LATE),
        (PayingPast(5, on_time=0, settled=0, long_delays=0), Approach.NOTHING_PAID_YET),
        (PayingPast(5, on_time=6, settled=6, long_delays=0), Approach.GOOD_PAYER_SLIPPED),
        (PayingPast(5, on_time=5, settled=5, long_delays=0), Approach.FIRST_TIME),
        (PayingPast(5, on_time=9, settled=10, long_delays=1), Approach.GOOD_PAYER_SLIPPED),
        (PayingPast(5, on_time=8, settled=10, long_delays=0), Approach.FIRST_TIME),
        (PayingPast(5, on_time=8, settled=10, long_delays=1), Approach.NOW_AND_THEN),
        (PayingPast(5, on_time=6, settled=10, long_delays=3), Approach.NOW_AND_THEN),
        (PayingPast(5, on_time=5, settled=10, long_delays=3), Approach.USUALLY_LATE),
        (PayingPast(5, on_time=2, settled=10, long_delays=0), Approach.USUALLY_LATE),
    ],
)
def test_the_weightiest_reason_decides(past: PayingPast, suggested: Approach) -> None:
    assert approach(past) is suggested


def test_every_approach_is_suggested_to_somebody() -> None:
    cases = test_the_weightiest_reason_decides.pytestmark[0].args[1]
    assert {suggested for _, suggested in cases} == set(Approach)
