import re
from dataclasses import replace

import pypdfium2
import pytest

from crediario.documents.contract import ContractGuarantor, ContractItem, ContractPaper, render
from crediario.documents.shop import ShopHeader
from crediario.domain.charges import ChargeRules, CountFrom, Rounding
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every
from tests.documents.pages import page_texts, whole_text
from tests.documents.sale_samples import NASTY, ODD, contract, summary
from tests.documents.samples import AURORA
from tests.documents.test_agreement import boxes_on, letters, words
from tests.support.snapshots import assert_matches_snapshot

AVAL = ContractGuarantor("José Roberto da Silva", "222.333.666-38")
PLAIN = summary(
    interest=Money.ZERO, rate_month=Rate.ZERO, rate_year=Rate.ZERO, total_effective_cost=Rate.ZERO,
    down_payment=Money.ZERO, down_payment_on=None,
)  # fmt: skip


def amounts(*cents: int) -> ContractPaper:
    lines = contract(len(cents)).lines
    return contract(
        lines=tuple(replace(line, amount=Money(each)) for line, each in zip(lines, cents, strict=True))
    )


def test_text_of_a_contract() -> None:
    assert_matches_snapshot("documents/contrato-10", whole_text(render(contract())))


def test_text_of_one_without_interest_and_with_a_guarantor() -> None:
    paper = contract(3, summary=PLAIN, receipt_number=None, guarantors=(AVAL,))
    assert_matches_snapshot("documents/contrato-avalista", whole_text(render(paper)))


def test_the_same_contract_is_the_same_bytes() -> None:
    assert render(contract()) == render(contract())


def test_a_copy_for_each_side_and_for_who_answers_for_it() -> None:
    feet = re.findall(r"via (\d) de (\d), d[ao] (\w+), página 1", " ".join(page_texts(render(contract()))))
    assert feet == [("1", "2", "loja"), ("2", "2", "cliente")]
    three = render(contract(guarantors=(AVAL,)))
    feet = re.findall(r"via (\d) de (\d), d[ao] (\w+), página 1", " ".join(page_texts(three)))
    assert feet == [("1", "3", "loja"), ("2", "3", "cliente"), ("3", "3", "avalista")]
    assert "Aval: José Roberto da Silva, CPF 222.333.666-38, com cópia deste contrato." in words(three)


def test_every_line_the_consumer_code_asks_for() -> None:
    """CDC arts. 52 and 54-B."""
    text = words(render(contract()))
    for piece in (
        "Preço à vista R$ 1.140,00", "Entrada R$ 114,00, em 09/06/2026, recibo 018.443",
        "Valor financiado R$ 1.026,00", "Parcelas 10 mensais de R$ 107,76",
        "Vencimentos de 10/07/2026 a 10/04/2027", "Juros R$ 51,60",
        "Total a prazo, com a entrada R$ 1.191,60",
        "Taxa efetiva de juros 0,90% ao mês", "Taxa efetiva de juros 11,35% ao ano",
        "Custo efetivo total (CET) 11,41% ao ano", "Quem financia a própria loja",
        "Multa por atraso 2% da parcela, uma vez só", "Juros por atraso 1% ao mês",
        "Correção monetária não há", "Exemplo, 30 dias de atraso R$ 3,22 a mais em R$ 107,76",
        "Pagar antes com desconto dos juros, sem custo", "Condições válidas até 11/06/2026",
    ):  # fmt: skip
        assert piece in text


def test_the_parties_and_what_was_bought() -> None:
    text = words(render(contract(taken_by="Pedro Lima, filho", note_key="3" * 44)))
    for piece in (
        "Casa Aurora Ltda", "CNPJ 12.345.678/0001-95", "Rua Major Gote, 850, Centro, Patos de Minas, MG",
        "contato@casaaurora.example", "representada por Joana Prado, caixa", "Rosângela Aparecida Lima",
        "CPF 111.444.777-35", "Rua Olegário Maciel, 77", "Máquina de lavar 11 kg 1 1.020,00 1.020,00",
        "Jogo de lençóis casal, 4 peças 2 60,00 120,00", "Preço à vista 1.140,00",
        "Retirado por Pedro Lima, filho, com autorização do cliente.", "Nota fiscal, chave 333",
    ):  # fmt: skip
        assert piece in text


@pytest.mark.parametrize("count", [1, 6, 7, 12, 29, 48, 120])
def test_every_installment_with_its_exact_date(count: int) -> None:
    paper = contract(count)
    pages = page_texts(render(paper))
    copy = re.sub(r"\s+", " ", " ".join(pages[: len(pages) // 2]))
    for line in paper.lines:
        assert f"{line.number}ª {line.due_date:%d/%m/%Y}" in copy
    for page in pages:
        if re.search(r"\d+ª \d\d/", page):
            assert "Vencimento" in page


@pytest.mark.parametrize(("count", "pages"), [(10, 2), (48, 3)])
def test_how_many_pages_a_copy_takes(count: int, pages: int) -> None:
    assert len(page_texts(render(contract(count)))) == 2 * pages


@pytest.mark.parametrize("count", [3, 10, 48])
def test_nothing_is_smaller_than_twelve_points_nor_outside_the_margins(count: int) -> None:
    """CDC art. 54 § 3º; only the foot of the page, which is no clause, is smaller."""
    for page in pypdfium2.PdfDocument(render(contract(count, guarantors=(AVAL,)))):
        for left, bottom, right, top, size in boxes_on(page):
            assert left >= 56
            assert right <= 595.3 - 50.5
            assert top <= 841.9 - 31
            assert size >= 11.9 or bottom < 40


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (contract(1), "Parcelas 1 de R$ 107,76 Vencimentos 10/07/2026"),
        (amounts(8885, 8885, 8884), "Parcelas 2 mensais de R$ 88,85 e uma de R$ 88,84"),
        (amounts(8886, 8885), "1 mensal de R$ 88,86 e uma de R$ 88,85"),
        (amounts(1, 2, 3, 3), "Parcelas 4 mensais, conforme o item 3"),
        (contract(every=Every.FORTNIGHT), "Parcelas 10 quinzenais de"),
        (contract(summary=PLAIN), "Juros sem juros Total a prazo R$"),
        (contract(summary=PLAIN), "Este plano não tem juros a reduzir."),
        (contract(receipt_number=None), "Entrada R$ 114,00, em 09/06/2026 Valor"),
        (
            contract(charges=ChargeRules(fine=Rate.ZERO, interest=Rate.ZERO)),
            "Não há multa nem juros de atraso.",
        ),
        (contract(charges=ChargeRules(fine=Rate.ZERO)), "atrasada: juros de 1% ao mês, os juros simples"),
        (contract(charges=ChargeRules(interest=Rate.ZERO)), "multa de 2%; a multa, uma vez só."),
        (contract(charges=ChargeRules(grace_days=1)), "Até 1 dia de tolerância, sem acréscimo; depois"),
        (contract(charges=ChargeRules(grace_days=3)), "os juros contam desde o vencimento."),
        (
            contract(charges=ChargeRules(grace_days=3, grace_is_retroactive=False)),
            "os juros não contam os dias da tolerância.",
        ),
        (contract(charges=ChargeRules(count_from=CountFrom.NEXT_BUSINESS_DAY)), "contados desse dia útil."),
        (contract(charges=ChargeRules(rounding=Rounding.HALF_UP)), "arredondadas ao centavo mais próximo."),
        (contract(retention_years=7), "por 7 anos depois da quitação"),
        (contract(guarantors=(AVAL,) * 4), "Feito em 6 vias iguais"),
        (contract(customer_document=""), "CPF ____"),
        (contract(shop=replace(AURORA, cnpj="")), "Casa Aurora Ltda Rua Major Gote"),
    ],
)  # fmt: skip
def test_what_the_shop_and_the_plan_say(paper: ContractPaper, said: str) -> None:
    assert said in words(render(paper))


def test_what_limits_a_right_stands_out() -> None:
    """CDC art. 54 § 4º."""
    page = pypdfium2.PdfDocument(render(contract()))[1]
    faces = {each.extract(): each.get_font().get_base_name() for each in page.get_objects(
        filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())}  # fmt: skip
    for piece in ("Se atrasar", "Uma parcela em atraso só pode ser registrada"):
        [face] = [name for text, name in faces.items() if piece in text]
        assert "Bold" in face


@pytest.mark.parametrize("text", NASTY)
def test_what_people_and_things_are_called_comes_back_whole(text: str) -> None:
    shop = replace(AURORA, legal_name=text, street=text)
    paper = contract(
        shop=shop, customer_name=text, customer_address=text, signer=text, shop_email=text,
        items=(ContractItem(text, 1, Money(5)),), guarantors=(ContractGuarantor(text, ""),), taken_by=text,
    )  # fmt: skip
    pages = page_texts(render(paper))
    found = letters("".join(pages[: len(pages) // 3])).replace("\x02", "")
    # Each side as a party and beside the signature, street, address, e-mail, item, taken by, guarantor.
    assert found.count(letters(text).replace("中", "□")) >= 11


@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_a_contract(text: str) -> None:
    shop = ShopHeader(text, text, text, text, text, text, text, text, text)
    paper = contract(
        shop=shop, shop_email=text, signer=text, customer_name=text, customer_document=text,
        customer_address=text, customer_phone=text, customer_email=text, issued_by=text,
        items=(ContractItem(text, 3, Money(5)),), guarantors=(ContractGuarantor(text, text),),
        taken_by=text, note_key=text,
    )  # fmt: skip
    assert "Foro e vias." in words(render(paper))


def test_a_long_list_of_things_goes_on_in_the_next_page() -> None:
    items = tuple(ContractItem(f"Item {n} " + "de nome comprido " * 6, n, Money(100)) for n in range(1, 61))
    pages = page_texts(render(contract(items=items)))
    copy = " ".join(pages[: len(pages) // 2])
    assert all(f"Item {n} de nome" in copy for n in range(1, 61))
    assert all("Quantidade" in page for page in pages if re.search(r"Item \d+ de nome", page))


def test_signatures_stand_with_the_last_clause() -> None:
    for count in range(1, 49, 6):
        pages = page_texts(render(contract(count)))
        last = pages[len(pages) // 2 - 1]
        for piece in ("Foro e vias.", "Patos de Minas, MG, 9 de junho de 2026.", "Cliente, CPF"):
            assert piece in last


def test_words_of_respect() -> None:
    text = words(render(contract(guarantors=(AVAL,)))).lower()
    for word in ("dívida", "devedor", "inadimpl", "calote", "empréstimo", "imediat", "sob pena"):
        assert word not in text


def test_nothing_bought_or_nothing_to_pay_is_refused() -> None:
    for changes in ({"items": ()}, {"lines": ()}):
        with pytest.raises(ValueError, match="has installments"):
            render(contract(**changes))
