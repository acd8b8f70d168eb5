from crediario.domain.errors import Refusal, Trouble
from crediario.domain.schedule import RateAboveCap


def test_the_code_comes_from_the_name() -> None:
    assert RateAboveCap.code == "rate_above_cap"
    assert Refusal.code == "refusal"
    assert not Refusal.keeps_changes
    assert not issubclass(Trouble, Refusal)
