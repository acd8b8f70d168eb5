"""The contract and the notes of a sale, on both engines: what they say, what stops them, issued once."""

import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crediario.db import customers, digest, invariants
from crediario.db import sale_papers as facts
from crediario.db.sale_postings import Item
from crediario.domain.issuing import (
    NothingLeftToPromise,
    PaperOfAgreement,
    ProfileMissing,
    SaleCancelled,
    ShopFieldMissing,
    SignerWithoutDocument,
    SoldElsewhere,
    TooManyGuarantors,
    profile_for_contract,
    profile_for_notes,
)
from crediario.domain.money import Money
from crediario.domain.settings import ShopProfile
from crediario.services import papers, relations, sale_papers, sales, settings
from crediario.services.core import Context
from crediario.services.papers import PaperOrder
from tests.documents.pages import page_texts
from tests.support.builders import a_cpf, a_customer, a_payment
from tests.support.negotiating import an_agreement, somebody_behind
from tests.support.selling import a_sale, order_of, terms_of
from tests.support.shop import CASHIER, PROFILE, as_person, clock_of, new_id

FIRST = date(2026, 7, 10)
CPF = "11144477735"


def sold(shop: Context, customer: int | None = None, **changes: int) -> int:
    chosen = {"price": 1_140_00, "count": 3, "down_payment": 114_00} | changes
    customer = customer or a_customer(shop, document=CPF)
    return a_sale(shop, customer, first_due=FIRST, rate="0.9", **chosen).sale_id  # type: ignore[arg-type]


def order(sale_id: int) -> PaperOrder:
    return PaperOrder(new_id(), sale_id)


def content(shop: Context, paper: sale_papers.IssuedPaper) -> bytes:
    found = papers.paper_content(shop, paper.document_id)
    assert paper.sha256 == hashlib.sha256(found).hexdigest()
    return found


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page_texts(pdf))).replace("\u00a0", " ")


def contract(shop: Context, sale_id: int) -> str:
    return words(content(shop, sale_papers.issue_contract(shop, order(sale_id))))


def notes(shop: Context, sale_id: int) -> str:
    return words(content(shop, sale_papers.issue_promissory_notes(shop, order(sale_id))))


def with_guarantor(shop: Context, customer: int, name: str, number: int) -> None:
    other = a_customer(shop, name, document=a_cpf(number))
    relations.add_guarantor(shop, relations.GuarantorOrder(new_id(), customer, other))


def test_the_contract_says_what_was_sold(shop: Context) -> None:
    sale_id = sold(shop)
    view = sales.sale_view(shop, sale_id)
    text = contract(as_person(shop, CASHIER), sale_id)
    for piece in (
        "Contrato nº 1", "Casa Aurora Ltda", "CNPJ 12.345.678/0001-95", "(34) 9 9900-0850",
        "representada por Aurora Rocha, responsável pela loja", "CPF 111.444.777-35",
        "Máquina de lavar 11 kg 1 1.140,00 1.140,00", "Entrada R$ 114,00, em 09/06/2026, recibo 000.001",
        "Taxa efetiva de juros 0,90% ao mês", "Condições válidas até 11/06/2026", "1ª 10/07/2026 sex",
        "3ª 10/09/2026 qui", "por 5 anos depois da quitação", "por Joana P.",
    ):  # fmt: skip
        assert piece in text
    total = Money.total(each.amount for each in view.installments)
    assert (
        f"O cliente paga R$ {total.reais:,.2f}".replace(",", "X").replace(".", ",").replace("X", ".") in text
    )


def test_a_note_for_each_installment(shop: Context) -> None:
    sale_id = sold(shop)
    text = notes(shop, sale_id)
    assert text.count("NOTA PROMISSÓRIA") == 3
    assert "Em dez de julho de dois mil e vinte e seis pagarei por esta única via" in text
    assert "Patos de Minas, MG, 9 de junho de 2026" in text
    assert "CPF 111.444.777-35" in text
    assert sale_papers.signs_notes(shop, sale_id)
    assert not sale_papers.signs_notes(shop, sold(shop, a_customer(shop, "Ana Ferraz", document=a_cpf(7))))


def test_who_answers_for_the_customer_signs_and_gets_a_copy(shop: Context) -> None:
    customer = a_customer(shop, document=CPF)
    with_guarantor(shop, customer, "José Roberto da Silva", 31)
    sale_id = sold(shop, customer)
    assert "via 3 de 3, do avalista" in contract(shop, sale_id)
    assert notes(shop, sale_id).count("por aval: José Roberto da Silva, CPF") == 3


def test_more_guarantors_than_a_face_holds(shop: Context) -> None:
    customer = a_customer(shop, document=CPF)
    for number in range(10):
        with_guarantor(shop, customer, f"Pessoa {'ABCDEFGHIJ'[number]} da Silva", 40 + number)
    sale_id = sold(shop, customer)
    with pytest.raises(TooManyGuarantors) as refused:
        notes(shop, sale_id)
    assert (refused.value.count, refused.value.most) == (10, 9)
    assert "via 12 de 12" in contract(shop, sale_id)


def test_what_is_paid_or_late_is_not_promised_again(shop: Context) -> None:
    sale_id = sold(shop)
    view = sales.sale_view(shop, sale_id)
    a_payment(shop, view.customer_id)
    text = notes(shop, sale_id)
    assert "Nº 1/1" not in text
    assert "Nº 1/2" in text
    assert "2 de 3" in text


def test_nothing_left_to_promise(shop: Context) -> None:
    sale_id = sold(shop)
    clock_of(shop).moment += timedelta(days=400)
    with pytest.raises(NothingLeftToPromise):
        notes(shop, sale_id)


def test_they_are_issued_once(shop: Context) -> None:
    sale_id = sold(shop)
    before = digest.digest(shop.database)
    made = [
        sale_papers.issue_contract(shop, order(sale_id)),
        sale_papers.issue_promissory_notes(shop, order(sale_id)),
    ]
    clock_of(shop).moment += timedelta(days=400)
    again = [
        sale_papers.issue_contract(shop, order(sale_id)),
        sale_papers.issue_promissory_notes(shop, order(sale_id)),
    ]
    assert again == made
    assert digest.digest(shop.database) != before
    assert [each for each in invariants.check_all(shop.database) if each.failed] == []


def test_an_agreement_has_its_own_paper(shop: Context) -> None:
    made = an_agreement(shop, somebody_behind(shop))
    for issue in (sale_papers.issue_contract, sale_papers.issue_promissory_notes):
        with pytest.raises(PaperOfAgreement):
            issue(shop, order(made.sale_id))


def test_a_sale_of_an_old_system_was_signed_there(shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    sale_id = sold(shop)
    found = facts.sale_signing(shop.database, sale_id, None)
    for change, refusal in (({"is_imported": True}, SoldElsewhere), ({"is_cancelled": True}, SaleCancelled)):
        monkeypatch.setattr(facts, "sale_signing", lambda *_, change=change: replace(found, **change))
        for issue in (sale_papers.issue_contract, sale_papers.issue_promissory_notes):
            with pytest.raises(refusal):
                issue(shop, order(sale_id))


@pytest.mark.parametrize(
    ("changes", "field", "notes_too"),
    [
        ({"city": ""}, "city", True),
        ({"uf": ""}, "uf", True),
        ({"street": " "}, "street", False),
        ({"email": "", "whatsapp": ""}, "contact", False),
    ],
)
def test_what_the_shops_data_lack_is_named(changes: dict[str, str], field: str, notes_too: bool) -> None:
    profile = replace(PROFILE, **changes)
    with pytest.raises(ShopFieldMissing) as refused:
        profile_for_contract(profile)
    assert refused.value.field == field
    if notes_too:
        with pytest.raises(ShopFieldMissing):
            profile_for_notes(profile)
    else:
        assert profile_for_notes(profile) is profile


def test_a_shop_without_a_profile_or_a_city_issues_nothing(shop: Context) -> None:
    sale_id = sold(shop)
    for check in (profile_for_contract, profile_for_notes):
        with pytest.raises(ProfileMissing):
            check(None)
    bare = ShopProfile("Casa Aurora", whatsapp="(34) 9 9900-0850")
    settings.change_profile(shop, settings.ProfileOrder(new_id(), 1, bare))
    with pytest.raises(ShopFieldMissing):
        contract(shop, sale_id)
    with pytest.raises(ShopFieldMissing):
        notes(shop, sale_id)


def test_a_shop_without_a_cnpj_still_sells(shop: Context) -> None:
    settings.change_profile(shop, settings.ProfileOrder(new_id(), 1, replace(PROFILE, cnpj="")))
    sale_id = sold(shop)
    assert "CNPJ" not in contract(shop, sale_id)
    assert "CNPJ" not in notes(shop, sale_id)


def test_odd_names_are_printed_whole(shop: Context) -> None:
    name = "D'Ávila <b>Ñandú</b> & (Œuvre) " + "A" * 80
    customer = a_customer(shop, name, document=CPF)
    terms = terms_of(customer, price=100_00, count=2, first_due=FIRST)
    item = Item("=SOMA(A1) 😀 <i>jogo</i>", 1, Money(100_00))
    sale_id = sales.register_sale(shop, replace(order_of(terms), items=(item,))).sale_id
    letters = re.sub(r"\s+", "", name)
    for text in (contract(shop, sale_id), notes(shop, sale_id)):
        assert re.sub(r"\s+", "", text).replace("\x02", "").count(letters) == (4 if "Contrato" in text else 2)
    assert "=SOMA(A1) □ <i>jogo</i>" in contract(shop, sale_id)


def test_forty_eight_installments(shop: Context) -> None:
    sale_id = sold(shop, count=48, price=4_800_00)
    assert "48ª 10/06/2030" in contract(shop, sale_id)
    assert notes(shop, sale_id).count("NOTA PROMISSÓRIA") == 48


def test_a_sale_that_is_not_there(shop: Context) -> None:
    for issue in (sale_papers.issue_contract, sale_papers.issue_promissory_notes):
        with pytest.raises(LookupError):
            issue(shop, order(7))


def test_somebody_without_a_document_signs_no_note(shop: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    sale_id = sold(shop)
    customer = sales.sale_view(shop, sale_id).customer_id
    stored = customers.stored_customer(shop.database, customer)
    assert stored is not None
    bare = replace(stored, facts=replace(stored.facts, document=None))
    monkeypatch.setattr(customers, "stored_customer", lambda *_: bare)
    with pytest.raises(SignerWithoutDocument):
        notes(shop, sale_id)
    assert "CPF ____" in contract(shop, sale_id)
