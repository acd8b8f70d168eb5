from datetime import timedelta

import pytest

from crediario.domain.secrets import (
    PERMANENT,
    Lock,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    PinIsDate,
    PinNotSixDigits,
    PinTooSimple,
    check_password,
    check_pin,
    lock_after,
)


@pytest.mark.parametrize("pin", ["482915", "739164", "905172", "112233", "570938"])
def test_good_numbers(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12a456", "１２３４５６", "48 915"])
def test_six_digits(pin: str) -> None:
    with pytest.raises(PinNotSixDigits):
        check_pin(pin)


@pytest.mark.parametrize(
    "pin",
    ["123456", "654321", "012345", "567890", "098765", "000000", "111111", "121212", "123123", "987987"],
)
def test_runs_and_repetitions(pin: str) -> None:
    with pytest.raises(PinTooSimple):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["190587", "310199", "290200", "870519", "000229", "010100"])
def test_dates_of_birth(pin: str) -> None:
    with pytest.raises(PinIsDate):
        check_pin(pin)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordTooShort),
        ("seteseh", PasswordTooShort),
        ("a" * 129, PasswordTooLong),
        ("Senha123", PasswordTooCommon),
        ("aaaaaaaaa", PasswordTooCommon),
    ],
)
def test_refused_passwords(password: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_password(password)


@pytest.mark.parametrize("password", ["aurora 38700", "ção-de-maio", "x" * 64 + "y" * 64])
def test_good_passwords(password: str) -> None:
    check_password(password)


def test_guessing_is_slowed_down() -> None:
    minutes = [lock_after(failures) for failures in range(12)]
    assert minutes == [None] * 5 + [timedelta(minutes=each) for each in (1, 2, 4, 8, 16)] + [PERMANENT] * 2
    assert PERMANENT is Lock.PERMANENT
