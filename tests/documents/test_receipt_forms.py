"""The receipt on narrow rolls and on sheets."""

import re

import pypdfium2
import pytest

from crediario.documents.receipt import render, template_version
from crediario.domain.issuing import ReceiptForm
from tests.documents.pages import codes_on, page_images, page_texts
from tests.documents.samples import receipt
from tests.documents.test_carne import NASTY

MM = 72 / 25.4
SHEETS = (ReceiptForm.A5, ReceiptForm.A4)


@pytest.mark.parametrize(
    ("form", "wide"),
    [(ReceiptForm.ROLL_80, 80), (ReceiptForm.ROLL_58, 58), (ReceiptForm.A5, 148), (ReceiptForm.A4, 210)],
)
def test_one_page_that_says_the_same_and_its_code_is_read(form: ReceiptForm, wide: int) -> None:
    pdf = render(receipt(), form)
    [page] = pypdfium2.PdfDocument(pdf)
    assert round(page.get_width() / MM) == wide
    [text] = page_texts(pdf)
    flat = re.sub(r"\s+", " ", text).replace("\u00a0", " ")
    for piece in ("RECIBO 018.442", "por pagamento de compra a crediário:", "R$ 214,49", "por 5 anos."):
        assert piece in flat
    assert "…" not in flat
    [image] = page_images(pdf, 203 / 72)
    assert codes_on(image)["qr"] == {receipt().next_pix_payload}


def test_each_form_has_its_name() -> None:
    assert len({template_version(form) for form in ReceiptForm}) == 4


@pytest.mark.parametrize("form", SHEETS)
def test_a_long_receipt_takes_more_sheets_and_loses_nothing(form: ReceiptForm) -> None:
    pdf = render(receipt(lines=receipt().lines * 15), form)
    texts = page_texts(pdf)
    assert len(texts) > 2
    assert "\n".join(texts).count("Pago") == 30
    for text in texts[1:-1]:
        assert text.startswith("Carnê")
    found = [codes_on(image)["qr"] for image in page_images(pdf, 203 / 72)]
    assert {receipt().next_pix_payload} in found


@pytest.mark.parametrize("text", NASTY)
def test_no_text_breaks_a_narrow_receipt(text: str) -> None:
    pdf = render(
        receipt(customer_name=text, operator=text, tenders=((text, receipt().total),)), ReceiptForm.ROLL_58
    )
    [image] = page_images(pdf, 203 / 72)
    assert codes_on(image)["qr"] == {receipt().next_pix_payload}
