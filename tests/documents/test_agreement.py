import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from crediario.documents.agreement import AgreementPaper, ClosedRow, NewRow, render
from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind
from tests.documents.pages import page_texts, whole_text
from tests.documents.samples import AURORA, agreement
from tests.support.snapshots import assert_matches_snapshot

NASTY = [
    "A" * 120,
    "Ana " * 30,
    "<b>Ana</b> & =1+1",
    "(par)\\ênteses %s {x}",
    "D'Ávila-Ñandú Œuvre 中",
    "R$ 5,00 1. O que está em aberto.",
]
TO_COME = ClosedRow(4377, 9, 12, date(2026, 6, 10), 0, Money(15800), Money.ZERO, Money.ZERO, Money(5))


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page_texts(pdf))).replace("\u00a0", " ")


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def paid_at_once() -> AgreementPaper:
    plain = agreement()
    return replace(
        plain,
        kind=OfferKind.CASH,
        contract_number=None,
        closed=(*plain.closed, TO_COME),
        waived_fine=Money(1580),
        discount=Money(4739),
        total=Money(90056),
        paid=Money(90056),
        lines=(),
    )


def moved(count: int = 5) -> AgreementPaper:
    plain = agreement()
    closed = tuple(replace(plain.closed[n % 5], number=n + 1, count=count) for n in range(count))
    lines = tuple(
        NewRow(n + 1, date(2026 + (n + 6) // 12, (n + 6) % 12 + 1, 9), Money(15800)) for n in range(count)
    )
    return replace(
        plain, kind=OfferKind.EXTENSION, closed=closed, lines=lines, paid=Money(316 * count),
        total=Money(16116 * count), waived_interest=plain.interest,
    )  # fmt: skip


def test_text_of_the_picture() -> None:
    assert_matches_snapshot("documents/acordo-parcelado", whole_text(render(agreement())))


def test_text_of_one_paid_at_signing() -> None:
    assert_matches_snapshot("documents/acordo-a-vista", whole_text(render(paid_at_once())))


def test_text_of_one_moved() -> None:
    assert_matches_snapshot("documents/acordo-prorrogacao", whole_text(render(moved())))


def test_the_same_agreement_is_the_same_bytes() -> None:
    assert render(agreement()) == render(agreement())


def test_two_copies_each_with_its_pages_counted() -> None:
    pages = page_texts(render(agreement()))
    feet = [re.findall(r"via (\d) de 2, d[ao] (\w+), página (\d) de 2", page) for page in pages]
    assert feet == [
        [("1", "loja", "1")],
        [("1", "loja", "2")],
        [("2", "cliente", "1")],
        [("2", "cliente", "2")],
    ]
    said = [page.replace("via 1 de 2, da loja", "").replace("via 2 de 2, do cliente", "") for page in pages]
    assert said[:2] == said[2:]


def test_the_parties_and_their_documents_whole() -> None:
    text = words(render(agreement()))
    for piece in (
        "Casa Aurora Ltda", "CNPJ 12.345.678/0001-95", "Rua Major Gote, 850, Centro, Patos de Minas, MG",
        "contato@casaaurora.example", "representada por Cláudia Ribeiro, gerente", "José Roberto da Silva",
        "CPF 111.444.777-35", "Rua Dona Luíza, 214, Rosário, Patos de Minas, MG", "(34) 9 9745-0088",
    ):  # fmt: skip
        assert piece in text


def test_every_amount_of_the_calculation_and_its_sums() -> None:
    text = words(render(agreement()))
    assert "4377, 5/12 10/02/2026 119 158,00 3,16 6,26 167,42" in text
    assert "Total 790,00 15,80 23,69 829,49" in text
    assert "R$ 829,49 (oitocentos e vinte e nove reais e quarenta e nove centavos)" in text
    assert "R$ 805,80 (oitocentos e cinco reais e oitenta centavos)" in text
    assert "Entrada 09/06/2026 ter 120,87 1ª parcela 09/07/2026 qui 171,23" in text
    assert "Desconto" not in text


def test_the_discount_of_the_law_has_a_column_where_there_is_one() -> None:
    text = words(render(paid_at_once()))
    assert "4377, 9/12 10/06/2026 – 158,00 0,00 0,00 0,05 157,95" in text
    assert "desconto por antecipação" in text
    assert "dispensa a multa de R$ 15,80 e os juros de atraso de R$ 23,69" in text
    assert "dá desconto de R$ 47,39 sobre o valor das parcelas" in text


def test_what_was_paid_at_signing_cannot_be_late() -> None:
    text = words(render(paid_at_once()))
    assert "Se atrasar" not in text
    assert "Pago na assinatura" in text
    assert "com o recibo 018.443" in text


def test_signatures_and_two_witnesses_stand_with_the_last_clause() -> None:
    for paper in (agreement(), paid_at_once(), *(moved(count) for count in range(1, 30, 4))):
        pages = page_texts(render(paper))
        last = pages[len(pages) // 2 - 1]
        for piece in ("Foro.", "9 de junho de 2026", "Testemunha 1", "Testemunha 2", "Casa Aurora Ltda"):
            assert piece in last


@pytest.mark.parametrize("count", [1, 17, 18, 19, 20, 21, 22, 37, 60, 120])
def test_long_tables_repeat_their_titles_and_lose_no_row(count: int) -> None:
    pages = page_texts(render(moved(count)))
    copy = " ".join(pages[: len(pages) // 2])
    assert len(re.findall(r"4377, \d+/", copy)) == count
    assert len(re.findall(r"\d+ª parcela", copy)) == count
    for page in pages:
        if re.search(r"4377, \d+/", page):
            assert "Carnê, parcela" in page
        if "ª parcela" in page:
            assert "Vencimento" in page


@pytest.mark.parametrize("count", [3, 20, 60])
def test_nothing_stands_outside_the_margins(count: int) -> None:
    """20 mm at the left, 18 at the right, 11 above, 12 below; above the foot twelve points at least."""
    document = pypdfium2.PdfDocument(render(moved(count)))
    for page in document:
        for left, bottom, right, top, size in boxes_on(page):
            assert left >= 56
            assert right <= 595.3 - 50.5
            assert bottom >= 34 - 2.5
            assert top <= 841.9 - 31
            assert size >= 11.9 or bottom < 40


def boxes_on(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float, float]]:
    for each in page.get_objects():
        if isinstance(each, pypdfium2.PdfTextObj):
            yield *each.get_bounds(), each.get_font_size()


@pytest.mark.parametrize("text", NASTY)
def test_what_people_are_called_comes_back_whole(text: str) -> None:
    shop = replace(AURORA, legal_name=text, street=text)
    paper = agreement(shop=shop, customer_name=text, customer_address=text, signer=text, shop_email=text)
    found = letters("".join(page_texts(render(paper)))).replace("\x02", "")
    # Twice as a party, twice beside the signature; the shop's street, the e-mail and the signer too.
    assert found.count(letters(text).replace("中", "□")) >= 8


@pytest.mark.parametrize("text", ["A" * 10_000, "Ana " * 2_500, "😀👩‍👩‍👧", "NUL\x00NUL", "\ud83d", "", " "])
def test_no_text_breaks_a_termo(text: str) -> None:
    shop = ShopHeader(text, text, text, text, text, text, text, text, text)
    paper = agreement(
        shop=shop, shop_email=text, signer=text, customer_name=text, customer_document=text,
        customer_address=text, customer_phone=text, issued_by=text,
    )  # fmt: skip
    assert "Testemunha 2" in words(render(paper))


def test_somebody_without_a_document_writes_it_on_the_line() -> None:
    assert "CPF ____" in words(render(agreement(customer_document="")))


def test_a_company_signs_with_its_cnpj() -> None:
    assert "Cliente, CNPJ 12.345.678/0001-95" in words(
        render(agreement(customer_document="12.345.678/0001-95"))
    )


def test_sums_of_nine_figures_are_never_cut() -> None:
    rows = tuple(
        replace(row, open=Money(99_999_999_999 // 6), interest=Money(123_456_789_01 // 100))
        for row in agreement().closed
    )
    text = words(render(agreement(closed=(*rows, TO_COME))))
    assert "…" not in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "multa de 2% e juros de 1% ao mês, contados por dia."),
        ({"late_interest": Rate.ZERO}, "multa de 2%. Vencimento"),
        ({"late_fine": Rate.ZERO, "late_interest": Rate.ZERO}, "Sobre a parcela atrasada: nenhum acréscimo."),
        ({"grace_days": 1}, "Até 1 dia de tolerância."),
        ({"grace_days": 3}, "Até 3 dias de tolerância."),
        (
            {"paid": Money.ZERO, "receipt_number": None},
            "3. Como será pago. 4 parcelas mensais, com carnê próprio",
        ),
    ],
)
def test_what_the_shop_chose(changes: dict[str, object], said: str) -> None:
    assert said in words(render(agreement(**changes)))


def test_without_charges_the_shop_still_grants_something() -> None:
    plain = paid_at_once()
    bare = replace(plain, closed=(replace(TO_COME, early_discount=Money.ZERO),), waived_fine=Money.ZERO,
                   waived_interest=Money.ZERO, discount=Money.ZERO)  # fmt: skip
    assert "A loja recebe o valor acima sem outros acréscimos." in words(render(bare))
    assert "A loja não cobra juros no novo pagamento." in words(
        render(agreement(waived_interest=Money.ZERO, waived_fine=Money.ZERO))
    )


def test_words_of_respect() -> None:
    for paper in (agreement(), paid_at_once(), moved()):
        text = words(render(paper)).lower()
        for word in ("dívida", "devedor", "inadimpl", "calote", "confiss", "boleto", "imediat", "sob pena"):
            assert word not in text


def test_nothing_closed_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render(agreement(closed=()))
