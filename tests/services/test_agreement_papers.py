"""The papers of an agreement, on both engines: termo, carnê and receipt, issued once and kept."""

import hashlib
import re
from datetime import timedelta

import pytest

from crediario.db import digest, invariants
from crediario.domain.money import Money
from crediario.domain.negotiation import Conditions, OfferKind
from crediario.services import papers, sales
from crediario.services.core import Context
from crediario.services.customers import PhoneDraft, PhonePurpose
from tests.documents.pages import codes_on, page_images, page_texts
from tests.support.negotiating import an_agreement, somebody_behind
from tests.support.shop import MANAGER, as_person, clock_of, new_id

LITTLE = Conditions(monthly=Money(200_00))


def printed(ctx: Context, issue: object, subject: int | None) -> bytes:
    paper = issue(ctx, papers.PaperOrder(new_id(), subject or 0))  # type: ignore[operator]
    content = papers.paper_content(ctx, paper.document_id)
    assert paper.sha256 == hashlib.sha256(content).hexdigest()
    return content


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page_texts(pdf))).replace("\u00a0", " ")


def test_the_termo_says_what_the_agreement_holds(shop: Context) -> None:
    customer = somebody_behind(shop, document="11144477735")
    made = an_agreement(as_person(shop, MANAGER), customer, conditions=LITTLE)
    text = words(printed(shop, papers.issue_agreement, made.agreement_id))

    for piece in (
        "Acordo nº 1", "Novo carnê 2", "CPF 111.444.777-35", "representada por Cláudia Ribeiro, gerente",
        "Rua Major Gote, 12, Centro, Patos de Minas, MG, CEP 38700-002",
        "1, 5/12 10/02/2026 119 158,00 3,16 6,26 167,42", "R$ 829,49 (oitocentos e vinte e nove reais",
        "dispensa os juros de atraso de R$ 23,69", "R$ 120,87 na assinatura, com o recibo 000.004",
        "4ª parcela 09/10/2026 sex 171,24", "Total 805,80",
    ):  # fmt: skip
        assert piece in text


def test_the_termo_of_each_kind(shop: Context) -> None:
    for name, kind, said in (
        ("José Roberto da Silva", OfferKind.CASH, "Pago na assinatura"),
        ("Ana Lúcia Ferraz", OfferKind.EXTENSION, "muda os vencimentos sem aumentar nenhuma parcela"),
    ):
        made = an_agreement(shop, somebody_behind(shop, rate="0.90", name=name), kind, future=2)
        text = words(printed(shop, papers.issue_agreement, made.agreement_id))
        assert said in text
        assert "desconto por antecipação" in text


def test_a_telephone_for_messages_is_on_no_contract(shop: Context) -> None:
    message = PhoneDraft("(34) 9 9123-4567", PhonePurpose.MESSAGE)
    customer = somebody_behind(shop, phones=(PhoneDraft("(34) 9 9123-9999"), message))
    made = an_agreement(shop, customer)
    text = words(printed(shop, papers.issue_agreement, made.agreement_id))
    assert "(34) 9 9123-9999" in text
    assert "4567" not in text


def test_the_new_carne_says_whose_place_it_takes_and_its_codes_read(shop: Context) -> None:
    made = an_agreement(shop, somebody_behind(shop), conditions=LITTLE)
    pdf = printed(shop, papers.issue_carne, made.sale_id)
    text = words(pdf)
    assert "Acordo nº 1, de 09/06/2026, no lugar de: carnê 1, parcelas 4 a 8." in text
    assert "Preço à vista" not in text
    bars = set().union(*(codes_on(image)["bars"] for image in page_images(pdf)))
    assert {code[4:11] for code in bars} == {"0000002"}
    assert len(bars) == 4


def test_what_was_paid_at_signing_has_no_carne(shop: Context) -> None:
    made = an_agreement(shop, somebody_behind(shop), OfferKind.CASH)
    with pytest.raises(papers.NothingLeftToSlip):
        papers.issue_carne(shop, papers.PaperOrder(new_id(), made.sale_id))
    receipt = words(printed(shop, papers.issue_receipt, made.payment_id))
    assert "por pagamento de acordo: Carnê 2, acordo nº 1, parcela 1/1" in receipt


def test_the_receipt_of_what_was_paid_down(shop: Context) -> None:
    made = an_agreement(shop, somebody_behind(shop))
    receipt = words(printed(shop, papers.issue_receipt, made.payment_id))
    assert "por entrada de acordo: Carnê 2, acordo nº 1, entrada" in receipt


def test_a_reprint_is_the_same_to_the_byte(shop: Context) -> None:
    customer = somebody_behind(shop)
    made = an_agreement(shop, customer, conditions=LITTLE)
    before = digest.digest(shop.database)
    first = printed(shop, papers.issue_agreement, made.agreement_id)
    carne = printed(shop, papers.issue_carne, made.sale_id)
    clock_of(shop).moment += timedelta(days=40)

    assert printed(shop, papers.issue_agreement, made.agreement_id) == first
    assert printed(shop, papers.issue_carne, made.sale_id) == carne
    assert digest.digest(shop.database) != before
    assert [each for each in invariants.check_all(shop.database) if each.failed] == []


def test_odd_names_are_printed_whole(shop: Context) -> None:
    name = "D'Ávila <b>Ñandú</b> & (Œuvre) " + "A" * 80
    made = an_agreement(shop, somebody_behind(shop, name=name))
    text = "".join(page_texts(printed(shop, papers.issue_agreement, made.agreement_id)))
    assert re.sub(r"\s+", "", text).replace("\x02", "").count(re.sub(r"\s+", "", name)) == 4


def test_an_agreement_that_is_not_there(shop: Context) -> None:
    with pytest.raises(LookupError):
        papers.issue_agreement(shop, papers.PaperOrder(new_id(), 7))


def test_a_contract_of_an_agreement_as_the_screens_show_it(shop: Context) -> None:
    made = an_agreement(shop, somebody_behind(shop), conditions=LITTLE)
    view = sales.sale_view(shop, made.sale_id)
    assert (view.agreement_id, view.items_text, view.interest) == (1, "Acordo nº 1", Money.ZERO)
    assert (view.price, view.down_payment, view.financed) == (Money(805_80), Money(120_87), Money(684_93))
    assert view.down_payment_id == made.payment_id
    assert sales.sale_view(shop, 1).agreement_id is None
