from dataclasses import replace
from datetime import UTC, datetime

from crediario.documents.customer_list import (
    FIRST_ROWS,
    INTERNAL,
    NEXT_ROWS,
    CustomerList,
    ListedCustomer,
    ListSum,
    render,
)
from crediario.domain.money import Money
from tests.documents.pages import page_texts
from tests.documents.samples import AURORA

BANDS = (
    ListSum("1 a 15 dias", Money(641_280), 58),
    ListSum("16 a 30 dias", Money(431_840), 31, listed=True),
    ListSum("31 a 60 dias", Money(490_210), 1),
)


def customer(place: int = 0) -> ListedCustomer:
    return ListedCustomer(f"Maria das Graças {place}", "(34) 9 9812-4471", str(29), 2, Money(21_452))


def pendings(rows: int) -> CustomerList:
    return CustomerList(
        shop=AURORA,
        title="Pendências",
        filters="De 16 a 30 dias · por dias de atraso",
        when_title="Dias",
        open_title="Em aberto",
        sums=BANDS,
        rows=[customer(place) for place in range(rows)],
        printed_at=datetime(2026, 6, 9, 14, 32, tzinfo=UTC),
        printed_by="Cláudia R.",
    )


def test_the_first_page_says_whose_when_and_what() -> None:
    (page,) = page_texts(render(pendings(2)))
    for said in (
        "Casa Aurora",
        "12.345.678/0001-95",
        "09/06/2026 às 14:32 · Cláudia R.",
        "De 16 a 30 dias · por dias de atraso",
        "R$\u00a04.318,40",
        "31 clientes",
        "1 cliente",
        "(34) 9 9812-4471",
        "Total: 2 clientes",
        "429,04",
        INTERNAL,
        "Página 1 de 1",
    ):
        assert said.replace("\u00a0", " ") in page.replace("\u00a0", " ")


def test_one_page_needs_no_sum_of_its_own() -> None:
    (page,) = page_texts(render(pendings(FIRST_ROWS)))
    assert "Soma desta página" not in page


def test_every_page_has_its_sum_and_the_last_the_total() -> None:
    count = FIRST_ROWS + NEXT_ROWS + 1
    pages = page_texts(render(pendings(count)))
    assert len(pages) == 3
    assert f"Soma desta página: {FIRST_ROWS} clientes" in pages[0]
    assert f"Soma desta página: {NEXT_ROWS} clientes" in pages[1]
    assert "Soma desta página: 1 cliente" in pages[2]
    assert [f"Total: {count} clientes" in page for page in pages] == [False, False, True]
    assert all("Cliente" in page and INTERNAL in page for page in pages)
    assert all(f"Página {number} de 3" in page for number, page in enumerate(pages, 1))


def test_a_list_of_nobody_is_a_page() -> None:
    (page,) = page_texts(render(pendings(0)))
    assert "Total: 0 clientes" in page


def test_a_long_name_keeps_first_and_last() -> None:
    long = "José Luís Antônio da Conceição Íñigo de Albuquerque Cavalcanti Sobrinho"
    odd = replace(customer(), name=long, phone="")
    listed = replace(pendings(0), rows=[odd, replace(odd, name="<b>=1+1</b> 😀", note="costuma esquecer")])
    (page,) = page_texts(render(listed))
    assert "José L. A. C. Í. A. C. Sobrinho" in page
    assert "<b>=1+1</b> □" in page
    assert "costuma esquecer" in page


def test_thousands_of_rows_are_all_there() -> None:
    pages = page_texts(render(pendings(2_000)))
    said = "".join(pages)
    assert f"Total: {2_000:,} clientes".replace(",", ".") in pages[-1]
    assert all(f"Maria das Graças {place}" in said for place in (0, 999, 1_999))


def test_the_same_list_is_the_same_bytes() -> None:
    assert render(pendings(40)) == render(pendings(40))
