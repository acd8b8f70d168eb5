"""Further copies of a paper, on both engines: counted from 2, said on the paper, the original untouched."""

import re
from datetime import date, timedelta

import pytest

from crediario.db import digest, papers
from crediario.db.models import DocumentCopy
from crediario.domain.issuing import Medium, PaperErased
from crediario.services import copies, sale_papers
from crediario.services import papers as issuing
from crediario.services.core import Context
from crediario.services.papers import PaperOrder
from tests.documents.pages import page_texts
from tests.support.builders import a_customer
from tests.support.selling import a_sale
from tests.support.shop import CASHIER, as_person, clock_of, new_id


def a_paper(shop: Context) -> int:
    sold = a_sale(shop, a_customer(shop, document="11144477735"), price=300_00, count=3,
                  first_due=date(2026, 7, 10))  # fmt: skip
    return sale_papers.issue_promissory_notes(shop, PaperOrder(new_id(), sold.sale_id)).document_id


def noted(shop: Context, document_id: int, medium: Medium = Medium.PRINTER) -> int:
    return copies.note_copy(shop, copies.CopyOrder(new_id(), document_id, medium)).number


def text(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", page_texts(pdf)[0])


def test_copies_are_counted_from_two(shop: Context) -> None:
    document_id = a_paper(shop)
    other = a_paper_of_somebody_else(shop)
    assert [noted(shop, document_id, medium) for medium in Medium] == [2, 3, 4, 5]
    assert noted(shop, other) == 2
    assert [row.medium for row in DocumentCopy.select().order_by(DocumentCopy.id)] == [*Medium, "printer"]


def a_paper_of_somebody_else(shop: Context) -> int:
    sold = a_sale(shop, a_customer(shop, "Ana Ferraz"), price=300_00, count=3, first_due=date(2026, 7, 10))
    return issuing.issue_carne(shop, PaperOrder(new_id(), sold.sale_id)).document_id


def test_the_same_request_counts_once(shop: Context) -> None:
    order = copies.CopyOrder(new_id(), a_paper(shop), Medium.PRINTER)
    assert copies.note_copy(shop, order) == copies.note_copy(shop, order)
    assert DocumentCopy.select().count() == 1


def test_a_copy_says_so_and_the_original_stays(shop: Context) -> None:
    document_id = a_paper(shop)
    original = issuing.paper_content(shop, document_id)
    clock_of(shop).moment += timedelta(days=3)
    number = noted(as_person(shop, CASHIER), document_id)
    clock_of(shop).moment += timedelta(days=3)
    copy = text(copies.copy_content(shop, document_id, number))
    assert "2ª via, em 12/06/2026 às 14:32, por Joana P.: só assine se a 1ª não foi assinada" in copy
    assert "NOTA PROMISSÓRIA" in copy
    assert issuing.paper_content(shop, document_id) == original
    assert "2ª via" not in text(original)


def test_the_digest_tells_copies(shop: Context) -> None:
    document_id = a_paper(shop)
    before = digest.digest(shop.database)
    noted(shop, document_id)
    assert digest.digest(shop.database) != before


def test_a_copy_nobody_counted_and_a_paper_that_is_not_there(shop: Context) -> None:
    document_id = a_paper(shop)
    with pytest.raises(LookupError):
        copies.copy_content(shop, document_id, 2)
    with pytest.raises(LookupError):
        noted(shop, document_id + 1)


def test_the_paper_of_somebody_erased(shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = a_paper(shop)
    number = noted(shop, document_id)
    monkeypatch.setattr(papers, "content", lambda *_: b"")
    with pytest.raises(PaperErased):
        noted(shop, document_id)
    with pytest.raises(PaperErased):
        copies.copy_content(shop, document_id, number)
