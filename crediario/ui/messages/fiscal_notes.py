"""Fiscal notes that a sale is made from."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import Message, Wording


def _note_cancelled(failure: KnownFailure) -> Message:
    number = getattr(failure, "number", None)
    told = f"A nota {number} foi cancelada" if number else "O arquivo é o cancelamento de uma nota"
    return Message(told, "Nada se vende por ela.", "Escolha outra nota ou digite os itens.")


def _note_not_authorised(failure: KnownFailure) -> Message:
    number, status = getattr(failure, "number", 0), getattr(failure, "status", None)
    why = (
        f"A Secretaria da Fazenda respondeu {status}."
        if status
        else "O arquivo vem sem a resposta da Fazenda."
    )
    return Message(f"A nota {number} não está autorizada", why, "Baixe o XML depois de autorizada a nota.")


WORDS: dict[str, Wording] = {
    "note_unreadable": Message(
        "Não consegui ler a nota", "{file} não está lá ou veio pela metade.", "Baixe o XML de novo."
    ),
    "note_too_large": Message(
        "O arquivo é grande demais para uma nota", "{file}.", "Confira se é o XML de uma nota só."
    ),
    "note_unsafe": Message(
        "Este XML traz o que nenhuma nota traz",
        "{file} não foi aberto.",
        "Peça o arquivo a quem emitiu a nota.",
    ),
    "not_a_fiscal_note": Message(
        "Isto não é o XML de uma nota",
        "{file} é outro tipo de arquivo.",
        "Escolha o XML da NFC-e ou da NF-e.",
    ),
    "note_of_another_layout": Message(
        "Leiaute de nota que não é lido", "{file} está na versão {version}; é lida a 4.00."
    ),
    "note_key_wrong": Message(
        "A chave da nota não confere", "{key}.", "O arquivo foi alterado: baixe o XML de novo."
    ),
    "note_of_another_shop": Message(
        "A nota é de outra empresa",
        "A nota {number} foi emitida por {issuer_name}.",
        "Escolha uma nota desta loja.",
    ),
    "note_cancelled": _note_cancelled,
    "note_not_authorised": _note_not_authorised,
    "note_for_tests": Message(
        "A nota {number} é de teste",
        "Foi emitida em homologação, sem valor fiscal.",
        "Escolha a nota verdadeira.",
    ),
    "note_is_no_sale": Message("A nota {number} não é de venda", "É uma entrada, devolução ou ajuste."),
    "note_does_not_add_up": Message(
        "A nota {number} não fecha", "Os itens não chegam ao total de {total}.", "Digite os itens da venda."
    ),
    "note_already_sold": Message(
        "Esta nota já foi vendida",
        "É a venda {contract}, de {sold_on}. Nada foi gravado de novo.",
        "Confira se a nota é outra.",
    ),
}
