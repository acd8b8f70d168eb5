"""What a column's title says it holds, however shops and their old programs abbreviate it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from crediario.domain.br import fold
from crediario.domain.importing.mapping import Meaning

#: How a word of a title is written, by what it means.
_SPELLINGS = {
    "number": "no n nr nro num numero numeros",
    "day": "dt dta data dat dia datas em",
    "value": "vl vlr val valor vr r reais quantia preco valores",
    "code": "cod codigo cd id matricula",
    "customer": "cli clie cliente clientes comprador sacado fregues freguesa titular devedor consumidor",
    "name": "nome nm nom razao nomes",
    "cpf": "cpf cnpj cgc cic cpfcnpj cpfcgc",
    "phone": "tel telef telefone telefones fone fones celular celulares cel whatsapp whats wpp zap contato"
    " contatos foneres fonecel telcel telres mobile",
    "street": "end ender endereco logradouro lograd logr rua residencia enderecos",
    "district": "bairro bair",
    "city": "cidade cid municipio mun munic localidade",
    "state": "uf estado",
    "cep": "cep",
    "due": "venc vencto vencimento vcto vct vencim vencimentos vence vto vencido",
    "piece": "parc parcela prest prestacao pcl pc mensalidade parcel prt",
    "pieces": "parcelas prestacoes parcs pcs vezes plano prazo mensalidades",
    "paid": "pgto pagto pag pg pago paga pagamento pagou baixa baixado quitacao quitado quitada recebido"
    " recebimento receb recebto liquidacao liquidado pagos pagas pagou bx pagar pgmto recebida recebeu pagam",
    "purchase": "compra venda vda compras vendas",
    "issue": "emissao emis emiss emitido emitida lancamento lanc movimento",
    "contract": "contrato ctr contr carne pedido ped nota nf docto doct duplicata dup dupl fatura titulo"
    " controle ficha operacao boleto crediario notinha cupom os",
    "document": "documento doc docum",
    "total": "total tot geral",
    "amount": "qtd qtde quant quantidade qt qtdade",
    "open": "saldo aberto restante devido devida receber falta pendente deve pendencia",
    "goods": "produto prod produtos mercadoria merc mercadorias item itens descricao desc descr historico"
    " hist referente ref discriminacao artigo artigos material comprou",
    "note": "obs observacao observacoes comentario comentarios anotacao anotacoes observ",
    "birth": "nasc nascto nascimento aniversario niver dtnasc datanasc",
    "mail": "email mail emails",
    "income": "renda salario sal rendimento",
    "limit": "limite lim",
    "status": "situacao sit status stat",
    "message": "recado recados",
    "work": "comercial coml trabalho trab empresa",
    "complement": "compl complemento",
    "area": "ddd",
    "identity": "rg identidade ident",
    "first": "primeiro primeira 1",
    "late": "juros multa mora atraso desconto acrescimo encargos dias atrasado correcao desc",
    "other": "vendedor vendedora conjuge esposa marido avalista fiador mae pai filiacao referencia loja"
    " filial banco usuario cobrador civil sexo orgao profissao cargo forma especie tipo cor rota zona"
    " cadastro motivo"
    " portador ultima ultimo agencia conta",
    "of": "de do da dos das por e o a os as cada",
}
_WORDS = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings.split()}
#: Old programs had ten letters for a name: DTVENC, VLPARC, NOMECLI.
_GLUED = ("dt", "data", "vl", "vlr", "valor", "nome", "cod", "num", "nr", "qtd", "qt", "tel", "fone", "end",
          "tot", "total", "cpf", "parc", "no")  # fmt: skip

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a title may mean, and how strongly it says so."""

    meaning: Meaning
    weight: float


@lru_cache(maxsize=4096)
def title_words(title: str) -> tuple[str, ...]:
    """The known words of a title, in order; unknown ones stay as they are."""
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", title)
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", joined)
    pieces = re.findall(r"[a-z]+|[0-9]+", fold(spaced).replace("r$", " reais "))
    return tuple(word for piece in pieces for word in _split(piece))


def _split(piece: str) -> tuple[str, ...]:
    if piece in _WORDS:
        return (_WORDS[piece],)
    for start in sorted(_GLUED, key=len, reverse=True):
        rest = piece.removeprefix(start)
        if rest != piece and rest in _WORDS:
            return _WORDS[start], _WORDS[rest]
    return (piece,)


def guesses(title: str) -> tuple[Guess, ...]:
    """What the title may mean, the likeliest first; empty when it says nothing."""
    order = title_words(title)
    words = frozenset(order) - {"of"}
    if not words:
        return ()
    for rule in _RULES:
        found = rule(words, order)
        if found:
            return found
    return ()


def _sure(meaning: Meaning, weight: float = 5) -> tuple[Guess, ...]:
    return (Guess(meaning, weight),)


def _among(*meanings: Meaning) -> tuple[Guess, ...]:
    """Several are possible: what the cells hold decides, the first when they do not."""
    return tuple(Guess(meaning, 4 - place * 0.8) for place, meaning in enumerate(meanings))


def _nothing_of_ours(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if words & {"other", "late"} and not words & {"due"}:
        return _sure(Meaning.IGNORED)
    return ()


#: A word that alone settles what a column is.
_TELLING = (
    ("mail", Meaning.EMAIL), ("cpf", Meaning.DOCUMENT), ("identity", Meaning.RG),
    ("birth", Meaning.BIRTH_DATE), ("cep", Meaning.CEP), ("complement", Meaning.COMPLEMENT),
    ("district", Meaning.DISTRICT),
    ("city", Meaning.CITY), ("state", Meaning.UF), ("income", Meaning.INCOME), ("limit", Meaning.LIMIT),
    ("status", Meaning.STATUS),
)  # fmt: skip


def _person(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    for word, meaning in _TELLING:
        if word in words:
            return _sure(meaning)
    if "phone" in words:
        if "message" in words:
            return _sure(Meaning.MESSAGE_PHONE)
        return _sure(Meaning.WORK_PHONE if "work" in words else Meaning.PHONE)
    if "area" in words:
        return _sure(Meaning.AREA_CODE)
    if "message" in words:
        return _sure(Meaning.MESSAGE_PHONE)
    return _address(words, order)


def _address(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if "street" not in words:
        return ()
    if "number" not in words:
        return _sure(Meaning.STREET)
    if order.index("number") < order.index("street"):
        return _sure(Meaning.STREET_NUMBER)
    return _among(Meaning.STREET, Meaning.STREET_NUMBER)


def _payment(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if "paid" not in words:
        return ()
    if words & {"pieces", "amount"} or {"number", "piece"} <= words:
        return _sure(Meaning.IGNORED)
    if words & {"value", "total"}:
        return _sure(Meaning.PAID_AMOUNT)
    if "day" in words:
        return _sure(Meaning.PAID_ON)
    return _among(Meaning.PAID_ON, Meaning.PAID_AMOUNT, Meaning.STATUS)


def _due(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if "due" in words and "value" not in words:
        return _sure(Meaning.DUE_DATE)
    return ()


def _open(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if "open" in words:
        return _among(Meaning.BALANCE, Meaning.AMOUNT, Meaning.STATUS)
    return ()


def _day(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if words & {"issue"} and "value" not in words and "number" not in words:
        return _sure(Meaning.SOLD_ON)
    if "day" not in words or "value" in words:
        return ()
    if words & {"purchase", "contract"}:
        return _sure(Meaning.SOLD_ON)
    if words & {"piece", "pieces"}:
        return _sure(Meaning.DUE_DATE)
    return _among(Meaning.DUE_DATE, Meaning.SOLD_ON, Meaning.PAID_ON) if words == {"day"} else ()


def _piece(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if not words & {"piece", "pieces"}:
        return ()
    if "value" in words:
        return _sure(Meaning.AMOUNT)
    if words & {"total", "amount"}:
        return _sure(Meaning.COUNT)
    if "pieces" in words:
        return _among(Meaning.COUNT, Meaning.INSTALLMENT)
    if "number" in words:
        return _among(Meaning.INSTALLMENT, Meaning.COUNT)
    return _among(Meaning.INSTALLMENT, Meaning.AMOUNT, Meaning.COUNT)


def _contract(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if not words & {"contract", "purchase", "document"}:
        return ()
    if words & {"value", "total"}:
        return _sure(Meaning.AMOUNT, 1)
    if "purchase" in words and not words & {"number", "code", "contract"}:
        return _among(Meaning.SOLD_ON, Meaning.ITEM, Meaning.OLD_NUMBER)
    if "customer" in words or words == {"document"}:
        return _among(Meaning.DOCUMENT, Meaning.OLD_NUMBER)
    return _sure(Meaning.OLD_NUMBER)


def _money(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if "value" in words:
        return _sure(Meaning.AMOUNT, 1 if words & {"total", "goods"} else 4)
    if words == {"total"}:
        return _sure(Meaning.AMOUNT, 1)
    return ()


def _goods(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if "goods" in words:
        return _sure(Meaning.IGNORED) if words & {"code", "amount"} else _among(Meaning.ITEM, Meaning.NOTES)
    if "note" in words:
        return _among(Meaning.NOTES, Meaning.ITEM)
    return ()


def _named(words: Words, order: tuple[str, ...]) -> tuple[Guess, ...]:
    if "code" in words:
        return _sure(Meaning.OLD_CODE, 5 if "customer" in words else 4)
    if "customer" in words and "number" in words:
        return _sure(Meaning.OLD_CODE)
    if words == {"customer"}:
        return (Guess(Meaning.NAME, 5), Guess(Meaning.OLD_CODE, 3))
    if words & {"customer", "name"}:
        return _sure(Meaning.NAME, 5 if words <= {"customer", "name"} else 3)
    if words == {"number"}:
        return _among(Meaning.OLD_NUMBER, Meaning.STREET_NUMBER, Meaning.INSTALLMENT)
    if "amount" in words:
        return _sure(Meaning.IGNORED)
    return ()


_RULES: tuple[Callable[[Words, tuple[str, ...]], tuple[Guess, ...]], ...] = (
    _nothing_of_ours, _person, _payment, _due, _open, _day, _piece, _contract, _money, _goods, _named,
)  # fmt: skip
