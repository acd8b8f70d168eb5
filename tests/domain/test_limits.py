"""A figure and its limits: held in the same way, refused in the words of whoever sets it."""

from typing import Any

import pytest

from crediario.domain.credit.notes import PolicyOutOfRange
from crediario.domain.credit.notes import check_range as check_policy
from crediario.domain.errors import Refusal
from crediario.domain.limits import BeyondLimits
from crediario.domain.settings.notes import SettingOutOfRange
from crediario.domain.settings.notes import check_range as check_setting
from crediario.ui.messages import words

BOTH = [(check_setting, SettingOutOfRange), (check_policy, PolicyOutOfRange)]


@pytest.mark.parametrize(("check", "refusal"), BOTH)
@pytest.mark.parametrize(("value", "least", "most"), [(0, 0, 10), (10, 0, 10), (-5, None, 10), (99, 0, None)])
def test_a_limit_itself_is_allowed_and_none_is_no_limit(
    check: Any, refusal: Any, value: int, least: int | None, most: int | None
) -> None:
    check("grace_days", value, least, most)


@pytest.mark.parametrize(("check", "refusal"), BOTH)
@pytest.mark.parametrize(
    ("value", "least", "most", "said"),
    [(-1, 0, 10, "vai de 0 a 10"), (11, 0, 10, "vai de 0 a 10"), (11, None, 10, "máximo é 10"),
     (-1, 0, None, "mínimo é 0")],
)  # fmt: skip
def test_beyond_it_is_refused_with_the_limits(
    check: Any, refusal: Any, value: int, least: int | None, most: int | None, said: str
) -> None:
    with pytest.raises(refusal) as caught:
        check("grace_days", value, least, most)
    assert isinstance(caught.value, Refusal) and isinstance(caught.value, BeyondLimits)
    assert (caught.value.name, caught.value.minimum, caught.value.maximum) == ("grace_days", least, most)
    assert said in words(caught.value).whole


def test_the_codes_stay_apart() -> None:
    assert (SettingOutOfRange.code, PolicyOutOfRange.code) == ("setting_out_of_range", "policy_out_of_range")
