"""Finding customers and carnês, on both engines: by any part of the name, by numbers, by the slip."""

from datetime import date

import pytest

from crediario.domain.carne_code import CarneCheckWrong, encode
from crediario.domain.money import Money, Rate
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Every
from crediario.domain.tender import Method, Tender
from crediario.services import payments, sales
from crediario.services.core import Context
from crediario.services.customers import CustomerDraft, CustomerOrder, PhoneDraft, register_customer
from crediario.services.search import SearchPage, recent_customers, search_customers
from tests.support.shop import MOMENT, new_id, on_day

MARIA = CustomerDraft(
    "Maria das Graças Oliveira",
    document="123.456.789-09",
    birth_date=date(1980, 5, 1),
    phones=(PhoneDraft("(34) 9 9812-4471"),),
    street="Rua das Flores, 12",
    district="Vila Garcia",
    city="Patos de Minas",
    uf="MG",
)
NAMES = ("Marli Graciano de Melo", "Marcos Vinícius Granado", "Conceição D'Ávila", "José Maria da Graça")


@pytest.fixture
def people(shop: Context) -> dict[str, int]:
    saved = {MARIA.name: register_customer(shop, CustomerOrder(new_id(), MARIA)).id}
    for name in NAMES:
        saved[name] = register_customer(shop, CustomerOrder(new_id(), CustomerDraft(name))).id
    return saved


def names(page: SearchPage) -> list[str]:
    return [found.name for found in page.customers]


def sell(ctx: Context, customer_id: int, first_due: date) -> sales.SaleReceipt:
    terms = SaleTerms(
        customer_id=customer_id,
        price=Money(300_00),
        down_payment=Money.ZERO,
        count=3,
        rate=Rate.ZERO,
        every=Every.MONTH,
        first_due=first_due,
    )
    item = sales.Item("Ventilador", 1, Money(300_00))
    return sales.register_sale(ctx, sales.SaleOrder(new_id(), terms, (item,)))


def test_words_in_any_order_without_accents(shop: Context, people: dict[str, int]) -> None:
    found = ["Marli Graciano de Melo", "Marcos Vinícius Granado", MARIA.name, "José Maria da Graça"]
    assert sorted(names(search_customers(shop, "mar gra"))) == sorted(found)
    assert names(search_customers(shop, "mar gra"))[-1] == "José Maria da Graça"
    assert sorted(names(search_customers(shop, "GRA mar"))) == sorted(found)
    assert names(search_customers(shop, "oliveira maria")) == [MARIA.name]
    assert names(search_customers(shop, "  graças, MARIA ")) == [MARIA.name, "José Maria da Graça"][:1]
    assert names(search_customers(shop, "avila")) == ["Conceição D'Ávila"]
    assert search_customers(shop, "mar gra").terms == ("mar", "gra")


def test_the_whole_word_comes_first(shop: Context) -> None:
    for name in ("Anamaria Zeni", "Ana Zulmira", "Anabela Costa"):
        register_customer(shop, CustomerOrder(new_id(), CustomerDraft(name)))
    assert names(search_customers(shop, "ana"))[0] == "Ana Zulmira"


def test_the_middle_of_a_word_is_found_when_no_beginning_is(shop: Context, people: dict[str, int]) -> None:
    assert names(search_customers(shop, "ceicao")) == ["Conceição D'Ávila"]
    assert names(search_customers(shop, "nado marc")) == ["Marcos Vinícius Granado"]
    assert names(search_customers(shop, "iveira aria")) == [MARIA.name]
    assert names(search_customers(shop, "ei")) == []


@pytest.mark.parametrize(
    "text",
    [
        "123.456.789-09",
        "12345678909",
        "123456",
        "456789",
        "456.789",
        "(34) 9 9812-4471",
        "+55 34 99812-4471",
        "034998124471",
        "998124471",
        "98124471",
        "4471",
        "maria 4471",
        "4471 gra",
        "4471 maria 123.456",
        "oliv 123456",
    ],
)
def test_numbers_with_and_without_punctuation(shop: Context, people: dict[str, int], text: str) -> None:
    assert names(search_customers(shop, text)) == [MARIA.name]


def test_an_alphanumeric_company(shop: Context) -> None:
    company = CustomerDraft("Padaria Sol Ltda", document="12.ABC.345/01DE-35")
    register_customer(shop, CustomerOrder(new_id(), company))
    for text in ("12abc", "12.ABC.345/01DE-35", "sol 12abc345"):
        (found,) = search_customers(shop, text).customers
        assert (found.name, found.document_masked) == ("Padaria Sol Ltda", "12.ABC.345/01DE-35")


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "_", "'", "%a%", "\\", "zzz", "😀", "maria zzz", "99999", "\0"]
)
def test_nothing_to_find(shop: Context, people: dict[str, int], text: str) -> None:
    if text != "%a%":
        assert search_customers(shop, text).customers == ()
    assert isinstance(search_customers(shop, text), SearchPage)


def test_a_very_long_text_is_only_not_found(shop: Context, people: dict[str, int]) -> None:
    assert search_customers(shop, "x" * 10_000).customers == ()
    assert search_customers(shop, "maria " * 2_000).customers
    assert search_customers(shop, "9" * 10_000) == SearchPage(terms=("9" * 120,))


def test_a_page_and_whether_there_are_more(shop: Context) -> None:
    for number in range(7):
        register_customer(shop, CustomerOrder(new_id(), CustomerDraft(f"Rita Ritanna {'abcdefg'[number]}")))
    page = search_customers(shop, "rit", 5)
    assert (len(page.customers), page.more) == (5, True)
    page = search_customers(shop, "rit", 7)
    assert (len(page.customers), page.more) == (7, False)
    assert len({found.id for found in page.customers}) == 7


def test_what_a_line_says(shop: Context, people: dict[str, int]) -> None:
    found = search_customers(shop, "oliveira").customers[0]
    assert (found.id, found.document_masked, found.phone) == (
        people[MARIA.name],
        "***.456.789-**",
        "(34) 9 9812-4471",
    )
    assert (found.district, found.late_count, found.open_total) == ("Vila Garcia", 0, Money.ZERO)
    assert not found.incomplete
    bare = search_customers(shop, "marli").customers[0]
    assert (bare.document_masked, bare.phone, bare.district, bare.incomplete) == (None, None, None, True)


def test_late_starts_after_the_moved_due_date(shop: Context, people: dict[str, int]) -> None:
    sell(on_day(shop, date(2026, 5, 6)), people[MARIA.name], date(2026, 6, 6))  # a Saturday
    for day, late in (
        (date(2026, 6, 8), 0),
        (date(2026, 6, 9), 1),
        (date(2026, 7, 6), 1),
        (date(2026, 7, 7), 2),
    ):
        found = search_customers(on_day(shop, day), "oliveira").customers[0]
        assert (found.late_count, found.open_total) == (late, Money(300_00)), day


def test_a_carne_by_its_number(shop: Context, people: dict[str, int]) -> None:
    sold = sell(on_day(shop, date(2026, 5, 10)), people[MARIA.name], date(2026, 5, 12))
    on_day(shop, MOMENT.date())
    (carne,) = search_customers(shop, str(sold.number)).carnes
    assert (carne.sale_id, carne.customer_id, carne.customer_name) == (
        sold.sale_id,
        people[MARIA.name],
        MARIA.name,
    )
    assert (carne.next_number, carne.count, carne.due_date) == (1, 3, date(2026, 5, 12))
    assert (carne.days_late, carne.open, carne.total) == (28, Money(100_00), Money(102_93))
    assert search_customers(shop, str(sold.number + 1)).carnes == ()


def test_the_best_customers_next_slip_stands_beside_a_name(shop: Context, people: dict[str, int]) -> None:
    sold = sell(shop, people[MARIA.name], date(2026, 7, 9))
    page = search_customers(shop, "oliveira")
    assert [(carne.contract_number, carne.next_number) for carne in page.carnes] == [(sold.number, 1)]
    assert search_customers(shop, "marli").carnes == ()


def test_a_slip_read_by_the_scanner(shop: Context, people: dict[str, int]) -> None:
    sold = sell(shop, people[MARIA.name], date(2026, 7, 9))
    code = encode(shop.store_code, sold.number, 2)
    for text in (code.digits, f" {code.formatted} "):
        page = search_customers(shop, text)
        assert names(page) == [MARIA.name]
        assert [(carne.next_number, carne.due_date) for carne in page.carnes] == [(2, date(2026, 8, 9))]
    assert search_customers(shop, encode(99, sold.number, 1).digits) == SearchPage()
    wrong = code.digits[:-1] + str((int(code.digits[-1]) + 1) % 10)
    with pytest.raises(CarneCheckWrong):
        search_customers(shop, wrong)


def test_a_paid_carne_is_still_found(shop: Context, people: dict[str, int]) -> None:
    sold = sell(shop, people[MARIA.name], date(2026, 7, 9))
    desk = payments.receiving_desk(shop, people[MARIA.name])
    total = Money.total(row.quote.total for row in desk.rows)
    ids = tuple(row.installment_id for row in desk.rows)
    tenders = (Tender(Method.CASH, total),)
    order = payments.PaymentOrder(new_id(), people[MARIA.name], ids, total, tenders)
    payments.receive_payment(shop, order)
    (carne,) = search_customers(shop, str(sold.number)).carnes
    assert (carne.installment_id, carne.next_number, carne.due_date) == (None, None, None)
    assert (carne.open, carne.total, carne.days_late) == (Money.ZERO, Money.ZERO, 0)


def test_who_was_attended_last(shop: Context, people: dict[str, int]) -> None:
    assert recent_customers(shop, 2)[0].name == NAMES[-1]
    later = on_day(shop, date(2026, 6, 10))
    sell(later, people[MARIA.name], date(2026, 7, 9))
    recent = recent_customers(later, 3)
    assert [found.name for found in recent] == [MARIA.name, NAMES[3], NAMES[2]]
    assert recent[0].open_total == Money(300_00)


def test_a_new_shop_has_nobody(shop: Context) -> None:
    assert recent_customers(shop) == ()
    assert search_customers(shop, "maria") == SearchPage(terms=("maria",))
