import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from crediario.documents.receipt import ReceiptData, ReceiptLine, ReceiptPoints, render
from crediario.domain.money import Money
from tests.documents.pages import codes_on, page_images, page_texts, whole_text
from tests.documents.samples import AURORA, receipt
from tests.documents.test_carne import NASTY
from tests.support.snapshots import assert_matches_snapshot

MM = 72 / 25.4


def words(paper: ReceiptData) -> str:
    [text] = page_texts(render(paper))
    return re.sub(r"\s+", " ", text)


def size(paper: ReceiptData) -> tuple[float, float]:
    [page] = pypdfium2.PdfDocument(render(paper))
    return page.get_width() / MM, page.get_height() / MM


def test_text_of_the_picture() -> None:
    assert_matches_snapshot("documents/recibo-80mm", whole_text(render(receipt())))


def test_the_code_of_the_next_installment_decodes_at_203_dpi() -> None:
    paper = receipt()
    [image] = page_images(render(paper), 203 / 72)
    assert codes_on(image)["qr"] == {paper.next_pix_payload}


def test_the_same_receipt_is_the_same_bytes() -> None:
    assert render(receipt()) == render(receipt())


def test_the_strip_is_80_mm_wide_and_as_long_as_its_content() -> None:
    paper = receipt()
    longer = replace(paper, lines=paper.lines * 10)
    wide, high = size(paper)
    assert round(wide, 1) == 80
    assert 150 < high < 220
    assert size(longer)[1] > high + 18 * 4 * 4


def test_what_the_civil_code_asks_for() -> None:
    """CC 320: amount and kind, who paid, when and where, signature of the creditor."""
    text = words(receipt()).replace("\u00a0", " ")
    for piece in (
        "Recebemos de Maria das Graças Oliveira CPF ***.456.789-** por pagamento de compra a crediário:",
        "Patos de Minas, MG, 09/06/2026 14:34",
        "RECIBO 018.442",
        "TOTAL R$ 214,49",
        "Multa 2,79",
        "Juros, 28 dias 1,30",
        "Pago 143,89",
        "Joana P., por Casa Aurora Ltda",
        "CNPJ 12.345.678/0001-95",
        "Em aberto, a vencer 974,12",
    ):
        assert piece in text


def test_out_of_order_keeps_the_earlier_ones_open() -> None:
    note = "não importa quitação das parcelas anteriores em aberto"
    assert note in words(receipt(out_of_order=True))
    assert note not in words(receipt())


def test_a_part_payment_settles_amounts_not_installments() -> None:
    paper = receipt()
    part = replace(paper.lines[0], remaining=Money(5000))
    text = words(replace(paper, lines=(part,)))
    assert "Falta desta parcela" in text
    assert "Quita os valores acima." in text
    assert "Quita as parcelas acima." in words(paper)


def test_an_early_payment_shows_its_discount() -> None:
    paper = receipt()
    early = replace(
        paper.lines[0],
        due_date=date(2026, 9, 1),
        days_late=0,
        fine=Money.ZERO,
        interest=Money.ZERO,
        discount=Money(312),
    )
    text = words(replace(paper, lines=(early,)))
    assert "Vence em 01/09/2026" in text
    assert "Desconto por antecipação" in text
    assert "−3,12" in text
    assert "Multa" not in text


def test_a_down_payment_has_its_own_words() -> None:
    zero = Money.ZERO
    line = ReceiptLine(5214, 0, 6, date(2026, 6, 9), Money(15000), zero, zero, 0, zero, Money(15000), zero)
    text = words(receipt(lines=(line,), total=Money(15000), down_payment=True))
    assert "Carnê 5214, entrada" in text
    assert "por entrada de compra a crediário:" in text
    assert "Quita a entrada acima." in text
    assert "parcela 0" not in text


def test_nothing_left_says_so() -> None:
    text = words(receipt(next_due=None, open_not_due=Money.ZERO, next_pix_payload=None))
    assert "Nada em aberto nesta loja." in text
    assert "Próxima" not in text


def test_late_amounts_left_open_are_told_plainly() -> None:
    text = words(receipt(open_late=Money(9900)))
    assert "Em aberto, em atraso" in text
    for word in ("dívida", "devedor", "calote"):
        assert word not in text.lower()


def test_a_late_next_installment_does_not_ask_to_pay_until_the_past() -> None:
    paper = receipt()
    assert paper.next_due is not None
    text = words(replace(paper, next_due=replace(paper.next_due, due_date=date(2026, 6, 1))))
    assert "confira o valor de hoje" in text
    assert "até 01/06" not in text


def test_second_copy_is_marked() -> None:
    assert "RECIBO 018.442 · 2ª via" in words(receipt(second_copy=True))
    assert "2ª via" not in words(receipt())


def test_a_shop_without_cnpj_or_phone_prints_none() -> None:
    text = words(receipt(shop=replace(AURORA, cnpj="", phone=""), customer_document_masked=""))
    assert "CNPJ" not in text
    assert "CPF" not in text
    assert "3821" not in text


def test_points_earned_to_come_and_the_balance() -> None:
    text = words(receipt(points=ReceiptPoints(earned=208, balance=1860, coming=139)))
    assert "Ganhou agora: 208 pontos Pagando até 12/06: 139 pontos Saldo: 1.860 pontos" in text
    assert "ponto" not in words(receipt())


def test_one_point_is_one_and_none_is_not_printed() -> None:
    assert "Ganhou agora: 1 ponto Saldo: 1 ponto" in words(receipt(points=ReceiptPoints(1, 1)))
    assert "ponto" not in words(receipt(points=ReceiptPoints(0, 0)))
    balance_only = words(receipt(points=ReceiptPoints(0, 30, 139), next_due=None, next_pix_payload=None))
    assert "Saldo: 30 pontos" in balance_only
    assert "Pagando até" not in balance_only


def test_points_do_not_keep_the_code_from_being_read() -> None:
    paper = receipt(points=ReceiptPoints(208, 1860, 139))
    [image] = page_images(render(paper), 203 / 72)
    assert codes_on(image)["qr"] == {paper.next_pix_payload}


def test_no_change_no_line() -> None:
    assert "Troco" in words(receipt())
    assert "Troco" not in words(receipt(change=Money.ZERO))


@pytest.mark.parametrize("text", NASTY)
def test_no_text_breaks_a_receipt(text: str) -> None:
    shop = replace(AURORA, trade_name=text, legal_name=text, street=text, phone=text, whatsapp=text)
    paper = receipt(
        shop=shop,
        customer_name=text,
        customer_document_masked=text,
        operator=text,
        till=text,
        tenders=((text, Money(1)),),
    )
    [image] = page_images(render(paper))
    assert codes_on(image)["qr"] == {paper.next_pix_payload}


def test_the_largest_amount_is_never_cut() -> None:
    assert "999.999.999,99" in words(receipt(total=Money(99_999_999_999)))


def test_a_payment_of_an_agreement_says_so() -> None:
    lines = tuple(replace(line, agreement_number=312) for line in receipt().lines)
    text = words(receipt(lines=lines))
    assert "por pagamento de acordo:" in text
    assert "Carnê 4812, acordo nº 312, parcela 5/10" in text
    down = receipt(lines=(replace(lines[0], number=0),), down_payment=True)
    assert "por entrada de acordo:" in words(down)
    both = words(receipt(lines=(lines[0], receipt().lines[1])))
    assert "por pagamento de compra a crediário:" in both
