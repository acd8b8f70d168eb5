import re
from dataclasses import replace

import pypdfium2
import pytest

from crediario.documents.sale_return import ReturnedItem, ReturnPaper, render
from crediario.documents.shop import ShopHeader
from crediario.domain.money import Money
from crediario.domain.returns import RefundBy
from tests.documents.pages import page_texts, whole_text
from tests.documents.sale_samples import NASTY, ODD, return_paper
from tests.documents.samples import AURORA
from tests.documents.test_agreement import boxes_on, letters, words
from tests.support.snapshots import assert_matches_snapshot


def whole(count: int = 3) -> ReturnPaper:
    """A cancelled sale: nothing is asked any more, all that was paid goes back in cash."""
    paper = return_paper(count)
    lines = tuple(
        replace(line, settled=line.open_before, beyond=line.before - line.open_before,
                refund=line.before - line.open_before)
        for line in paper.result.lines
    )  # fmt: skip
    result = replace(paper.result, value=Money(1_140_00), is_whole=True, lines=lines)
    return replace(paper, result=result, refund_by=RefundBy.CASH, store_credit_balance=None, reason="")


def test_text_of_a_return() -> None:
    assert_matches_snapshot("documents/devolucao", whole_text(render(return_paper())))


def test_text_of_a_cancellation() -> None:
    assert_matches_snapshot("documents/cancelamento", whole_text(render(whole())))


def test_the_same_return_is_the_same_bytes() -> None:
    assert render(return_paper()) == render(return_paper())


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (48, 2)])
def test_one_page_a_copy_for_a_usual_sale(count: int, pages: int) -> None:
    assert len(page_texts(render(return_paper(count)))) == 2 * pages


def test_the_numbers_explained_add_up() -> None:
    text = words(render(return_paper()))
    for piece in (
        "Jogo de lençóis casal, 4 peças 1 60,00 60,00 Total, pelo preço à vista 60,00",
        "Juros da compra que saem junto 2,70", "diminuem, ao todo 62,70", "em aberto −45,36",
        "a mais do que ficou 17,34", "Multa de atraso devolvida 0,22", "Juros de atraso devolvidos 0,06",
        "Volta para o cliente R$ 17,62", "Entrada 09/06/2026 114,00 108,00 0,00 6,00",
        "2/10 10/08/2026 107,76 102,09 0,00 5,81", "3/10 10/09/2026 107,76 102,09 102,09 0,00",
        "Total 1.191,60 1.128,90 816,72 17,62",
    ):  # fmt: skip
        assert piece in text


def test_what_paying_early_took_off_is_not_given_back() -> None:
    paper = return_paper(3)
    lines = tuple(
        replace(line, refund=line.refund - Money(5)) if line.beyond else line for line in paper.result.lines
    )
    text = words(render(replace(paper, result=replace(paper.result, lines=lines))))
    assert "Desconto por antecipação, que não foi pago −0,15" in text
    assert "Desconto por antecipação" not in words(render(paper))


@pytest.mark.parametrize("count", [1, 20, 48, 120])
def test_every_installment_before_and_after(count: int) -> None:
    pages = page_texts(render(return_paper(count)))
    row = re.compile(rf"(\d+)/{count} \d\d/\d\d/\d{{4}}")
    copy = " ".join(pages[: len(pages) // 2])
    assert [int(number) for number in row.findall(copy)] == list(range(1, count + 1))
    assert all("Ficou" in page for page in pages if row.search(page))


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (return_paper(), "R$ 17,62 ficam como crédito na loja"),
        (return_paper(), "Saldo de crédito na loja: R$ 17,62."),
        (return_paper(store_credit_balance=None), "para usar quando quiser. Parcela"),
        (whole(), "em dinheiro, entregues nesta data."),
        (return_paper(refund_by=RefundBy.NONE), "do que saiu, nada tinha sido pago."),
        (return_paper(), "Motivo: tamanho errado. As datas e a taxa"),
        (return_paper(points_taken=1), "Sai 1 ponto desta compra."),
        (whole(), "A compra está cancelada e o carnê não vale mais."),
        (whole(), "Cancelamento de venda"),
        (return_paper(points_taken=2), "Saem 2 pontos desta compra."),
    ],
)
def test_how_it_goes_back_and_what_is_left(paper: ReturnPaper, said: str) -> None:
    assert said in words(render(paper))


def test_an_old_sale_whose_items_nobody_knows() -> None:
    text = words(render(return_paper(items=())))
    assert "O que voltou Quantidade" not in text
    assert "Preço à vista do que voltou 60,00" in text


def test_a_shop_without_a_cnpj_and_somebody_without_a_document() -> None:
    text = words(render(return_paper(shop=replace(AURORA, cnpj=""), customer_document_masked="")))
    assert "CNPJ" not in text
    assert "CPF" not in text


@pytest.mark.parametrize("count", [3, 48])
def test_nothing_stands_outside_the_margins(count: int) -> None:
    for page in pypdfium2.PdfDocument(render(return_paper(count))):
        for left, bottom, right, top, size in boxes_on(page):
            assert left >= 56
            assert right <= 595.3 - 50.5
            assert top <= 841.9 - 31
            assert size >= 11.9 or bottom < 40


@pytest.mark.parametrize("text", NASTY)
def test_what_people_and_things_are_called_comes_back_whole(text: str) -> None:
    paper = return_paper(
        1, shop=replace(AURORA, legal_name=text), customer_name=text, signer=text, reason=text,
        items=(ReturnedItem(text, 1, Money(5)),),
    )  # fmt: skip
    pages = page_texts(render(paper))
    found = letters("".join(pages[: len(pages) // 2])).replace("\x02", "")
    assert found.count(letters(text).rstrip(".").replace("中", "□")) >= 7


@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_a_return(text: str) -> None:
    shop = ShopHeader(text, text, text, text, text, text, text, text, text)
    paper = return_paper(
        shop=shop, customer_name=text, customer_document_masked=text, reason=text, signer=text,
        issued_by=text, items=(ReturnedItem(text, 2, Money(5)),),
    )  # fmt: skip
    assert "Volta para o cliente" in words(render(paper))


def test_words_of_respect() -> None:
    for paper in (return_paper(), whole()):
        text = words(render(paper)).lower()
        for word in ("dívida", "devedor", "inadimpl", "calote", "sob pena", "você"):
            assert word not in text


def test_an_installment_without_its_date_is_refused() -> None:
    with pytest.raises(ValueError, match="due date"):
        render(return_paper(due_dates={}))
