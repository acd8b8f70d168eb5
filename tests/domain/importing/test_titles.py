"""What titles say, and where they stand."""

import pytest

from crediario.domain.importing.cells import Row
from crediario.domain.importing.headers import guesses
from crediario.domain.importing.mapping import Meaning, SheetKind, SheetMapping
from crediario.domain.importing.titles import find_titles, is_repeated

TITLES = {
    Meaning.NAME: "Cliente, NOME_CLI, Nome do cliente, Comprador, NOMECLI, Sacado, Razão social, Nm_Cliente",
    Meaning.DOCUMENT: "CPF, CPF_CGC, CNPJ/CPF, C.P.F., cpf cliente, CPF do comprador",
    Meaning.OLD_CODE: "Código, COD_CLI, Cód. cliente, Nº cliente, Matrícula, ID",
    Meaning.PHONE: "Telefone, Celular, FONE, Tel., WhatsApp, fone1, Contato, TELCEL",
    Meaning.WORK_PHONE: "Tel. comercial, Fone trabalho",
    Meaning.MESSAGE_PHONE: "Tel. recado, Recado",
    Meaning.AREA_CODE: "DDD",
    Meaning.BIRTH_DATE: "Nascimento, DT_NASC, Data de nascimento, Aniversário, dtnasc",
    Meaning.EMAIL: "E-mail, EMAIL, e mail",
    Meaning.STREET: "Endereço, ENDERECO, Rua, Logradouro, End.",
    Meaning.STREET_NUMBER: "Nº do endereço, Número da rua",
    Meaning.DISTRICT: "Bairro",
    Meaning.CITY: "Cidade, Município, CIDADE_CLI",
    Meaning.UF: "UF, Estado",
    Meaning.CEP: "CEP",
    Meaning.INCOME: "Renda, Salário",
    Meaning.LIMIT: "Limite, Limite de crédito",
    Meaning.OLD_NUMBER: "Contrato, DOCTO, Nº do contrato, Pedido, Nota, Duplicata, Carnê, NRCONTR,"
    " Nº da venda, nº título",
    Meaning.SOLD_ON: "Data da compra, DT_COMPRA, Data da venda, Emissão, Dt. emissão, Data do contrato",
    Meaning.ITEM: "Produto, Mercadoria, Descrição, Histórico, Nome do produto",
    Meaning.INSTALLMENT: "Parcela, PARC., PREST, Prestação, Nº da parcela, nº parc, NOPARC",
    Meaning.COUNT: "Total de parcelas, Qtd parcelas, TOTPARC, Parcelas, Nº de parcelas, Plano,"
    " Qtde prestações",
    Meaning.DUE_DATE: "Vencimento, VENCTO, DT_VENC, Data de vencimento, Vence em, DTVENC,"
    " 1º vencimento, DataVencimento",
    Meaning.AMOUNT: "Valor, VL_PREST, Valor da parcela, VLPARC, R$, Vlr. prestação, valorParcela, Valor (R$)",
    Meaning.PAID_ON: "Pago em, DT_PGTO, Data do pagamento, Data da baixa, Recebido em, DTPAGTO, Dt. quitação",
    Meaning.PAID_AMOUNT: "Valor pago, VL_PAGO, Vlr. recebido, Total pago, VLPGTO",
    Meaning.BALANCE: "Saldo, Saldo devedor, Valor em aberto, Restante",
    Meaning.STATUS: "Situação, Status, Sit.",
    Meaning.IGNORED: "Juros, Multa, Dias em atraso, Vendedor, Estado civil, Forma de pagamento, Nome da mãe,"
    " Loja, Código do produto, Qtde, Parcelas pagas, Motivo",
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "meaning"), [(title, meaning) for meaning, said in TITLES.items() for title in said.split(", ")]
)
def test_what_a_title_says_first(title: str, meaning: Meaning) -> None:
    assert guesses(title)[0].meaning is meaning


@pytest.mark.parametrize("title", ["", "???", "Campo 7", "da", "azul", "12"])
def test_titles_that_say_nothing(title: str) -> None:
    assert guesses(title) == ()


def numbered(*rows: Row) -> list[tuple[int, Row]]:
    return list(enumerate(rows, 1))


def test_below_the_shops_name() -> None:
    rows = numbered(("LOJA DO ZÉ",), ("atualizado em 20/11/26",), ("Nome", "CPF", "Venc.", "Valor"),
                    ("Ana", "529", "10/10/2026", "9,90"))  # fmt: skip
    assert find_titles(rows, 4).lines == (3,)


def test_two_lines_say_more_together() -> None:
    rows = numbered(("CLIENTE", None, "PARCELA", None), ("Nome", "CPF", "Vencimento", "Valor"))
    found = find_titles(rows, 4)
    assert found.lines == (2,), "the second line says it all"
    groups = ("CLIENTE", None, "PARCELA", None, "PAGAMENTO", None)
    rows = numbered(groups, ("Nome", "CPF", "Data", "Valor", "Data", "Valor"))
    assert find_titles(rows, 6).headers == (
        "CLIENTE Nome", "CLIENTE CPF", "PARCELA Data", "PARCELA Valor", "PAGAMENTO Data", "PAGAMENTO Valor",
    )  # fmt: skip


def test_no_titles() -> None:
    found = find_titles(numbered(("Ana Lima", "52998224725", "10/10/2026", "9,90")), 4)
    assert (found.headers, found.lines) == (("",) * 4, ())


def test_titles_said_again() -> None:
    headers = ("CLIENTE Nome", "CLIENTE CPF", "Valor")
    assert is_repeated(("Nome", "CPF", "VALOR"), headers)
    assert not is_repeated(("Nome", "529", "VALOR"), headers)
    assert not is_repeated(("Nome",), headers)
    assert not is_repeated((1.0, "CPF"), headers)
    assert not is_repeated(("Nome", "CPF", "Valor", "mais"), headers)


def test_a_mapping_corrected_and_what_it_lacks() -> None:
    mapping = SheetMapping("Plan1", ("A", "B", "C"), (Meaning.NAME, Meaning.DUE_DATE, Meaning.IGNORED), (1,))
    assert (mapping.kind, mapping.missing) == (SheetKind.INSTALLMENTS, (Meaning.AMOUNT,))
    corrected = mapping.with_meaning(2, Meaning.AMOUNT).with_meaning(0, Meaning.DUE_DATE)
    assert corrected.meanings == (Meaning.DUE_DATE, Meaning.IGNORED, Meaning.AMOUNT)
    assert corrected.missing == (Meaning.NAME,)
    assert corrected.signature == mapping.signature != ""
    phones = mapping.with_meaning(1, Meaning.PHONE).with_meaning(2, Meaning.PHONE)
    assert (phones.columns_of(Meaning.PHONE), phones.kind) == ((1, 2), SheetKind.CUSTOMERS)
    refused = SheetMapping("Plan1", ("A", "B", "C", "Motivo"), (Meaning.IGNORED,) * 4, (1,))
    assert refused.signature == mapping.signature
    assert SheetMapping("Plan1", ("", ""), (Meaning.NAME, Meaning.IGNORED)).kind is SheetKind.NOTHING
