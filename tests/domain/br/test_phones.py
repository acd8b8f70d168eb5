import pytest

from crediario.domain.br import (
    AREA_CODES,
    InvalidPhone,
    Phone,
    PhoneIncomplete,
    PhoneKind,
    PhoneMissingNine,
    UnknownAreaCode,
    parse_phone,
    whatsapp_link,
)

MOBILE = Phone("+5534998124471", PhoneKind.MOBILE)
LANDLINE = Phone("+553438214405", PhoneKind.LANDLINE)


def test_all_area_codes_of_the_country() -> None:
    assert len(AREA_CODES) == 67
    assert {"11", "34", "99"} <= AREA_CODES
    assert not {"10", "20", "23", "52", "90"} & AREA_CODES


@pytest.mark.parametrize(
    "text",
    [
        "(34) 9 9812-4471",
        "34998124471",
        "034 99812.4471",
        "+55 34 99812-4471",
        "5534998124471",
        "+55 (034) 99812-4471",
    ],
)
def test_a_mobile_number_however_written(text: str) -> None:
    assert parse_phone(text) == MOBILE


def test_a_landline_number() -> None:
    assert parse_phone("(34) 3821-4405") == parse_phone("553438214405") == LANDLINE


def test_area_code_55_is_not_the_country() -> None:
    assert parse_phone("55 99812-4471").e164 == "+5555998124471"


def test_the_shops_area_code_is_supposed() -> None:
    assert parse_phone("9 9812-4471", "34") == MOBILE
    assert parse_phone("3821-4405", "34") == LANDLINE


def test_shown_numbers() -> None:
    assert MOBILE.formatted == "(34) 9 9812-4471"
    assert LANDLINE.formatted == "(34) 3821-4405"


def test_the_missing_nine_is_suggested_not_added() -> None:
    with pytest.raises(PhoneMissingNine) as caught:
        parse_phone("34 8812-4471")
    assert caught.value.suggestion == "(34) 9 8812-4471"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", PhoneIncomplete),
        ("99812-4471", PhoneIncomplete),
        ("34 9981-447", PhoneIncomplete),
        ("20 98765-4321", UnknownAreaCode),
        ("34 0821-4405", InvalidPhone),
        ("34 88124-4711", InvalidPhone),
        ("34 99812-44711", InvalidPhone),
        ("+1 212 555 0100", InvalidPhone),
        ("34 9981a-4471", InvalidPhone),
        ("٣٤٩٩٨١٢٤٤٧١", InvalidPhone),
    ],
)
def test_refused_numbers(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        parse_phone(text)


def test_the_draft_is_escaped_whole() -> None:
    assert (
        whatsapp_link(MOBILE, "Olá & até\nlogo")
        == "https://wa.me/5534998124471?text=Ol%C3%A1%20%26%20at%C3%A9%0Alogo"
    )
