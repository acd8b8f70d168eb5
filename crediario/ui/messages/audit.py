"""The audit and its key."""

from crediario.ui.messages.wording import Message, Wording

WORDS: dict[str, Wording] = {
    "audit_key_missing": Message(
        "Falta o código de recuperação da loja",
        "A auditoria desta loja é selada com ele, e sem ele nada é gravado. O que já existe está inteiro.",
        "Abra o programa e digite o código, ou informe-o em CREDIARIO_CHAVE.",
    ),
    "audit_key_wrong": Message(
        "O código de recuperação não é o desta loja",
        "Nada foi gravado.",
        "Feche o programa, abra de novo e digite o código que vale hoje.",
    ),
    "chain_begun_already": Message(
        "Outro computador já criou o código desta loja",
        "Nada foi gravado.",
        "Digite aqui o mesmo código que foi anotado lá.",
    ),
    "recovery_code_incomplete": Message(
        "O código tem {wanted} letras e números", "Foram digitados {typed}.", "Confira grupo por grupo."
    ),
    "not_a_noted_head": Message(
        "Isto não é o que foi anotado", "“{text}”.", "Escreva como no papel: 1842-9f3a01c7."
    ),
    "not_the_owner": Message(
        "Só responsável cria outro código, com a senha longa",
        "Nada foi mudado.",
        "Confira o número e a senha.",
    ),
    "recovery_code_wrong": Message(
        "O código não confere", "Alguma letra ou número está trocado.", "Confira grupo por grupo no papel."
    ),
}
