"""The drawer: opening, moving money, closing."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import Message, Wording

_COUNTED = {
    "debit": "o total do débito, no relatório da maquininha",
    "credit": "o total do crédito, no relatório da maquininha",
    "cheque": "o total dos cheques",
}


def _count_missing(failure: KnownFailure) -> Message:
    what = _COUNTED.get(str(vars(failure)["method"]), "a gaveta")
    return Message(f"Falta contar {what}", "O caixa continua aberto.", "Digite o valor contado.")


WORDS: dict[str, Wording] = {
    # -- the session
    "no_open_session": Message(
        "O caixa {till_number} está fechado",
        "Nada foi gravado, e o que foi digitado continua aqui.",
        "Abra o caixa com F12 e conclua.",
    ),
    "session_of_another": Message(
        "O caixa {till_number} está aberto em nome de {name}",
        "Cada turno tem uma pessoa que responde pela gaveta. Nada foi gravado.",
        "{name} fecha o caixa com F12, e quem vai receber abre outro turno.",
    ),
    "clock_behind": Message(
        "O relógio deste computador está atrasado",
        "Aqui são {now}, e o último movimento deste caixa foi às {last}. Nada foi gravado.",
        "Acerte a data e a hora do computador e tente de novo.",
    ),
    "till_open_already": Message(
        "O caixa {till_number} já está aberto",
        "Foi aberto por {name} às {opened_at}.",
        "Para abrir de novo, feche antes a gaveta que está aberta.",
    ),
    # -- moving money
    "movement_reason_missing": Message("Escreva para onde o dinheiro vai", "O motivo fica no fechamento."),
    "not_in_drawer": Message(
        "A gaveta não tem {asked}",
        "Pelo que entrou e saiu, há menos que isso. Nada foi registrado.",
        "Confira o valor. Se há mais dinheiro, registre antes o suprimento.",
    ),
    # -- closing
    "unknown_denomination": Message("Não há cédula nem moeda de {value}"),
    "pieces_out_of_range": Message("Confira a quantidade de {value}", "Vai de nenhuma a {most}."),
    "count_missing": _count_missing,
    "float_too_large": Message(
        "O fundo é maior que a gaveta", "Foram contados {counted}.", "Deixe até esse valor para amanhã."
    ),
    "difference_reason_missing": Message(
        "Escreva o motivo da diferença",
        "Ela passa da tolerância da loja.",
        "O que foi contado continua aqui.",
    ),
    "difference_not_released": Message(
        "A diferença precisa da gerência",
        "São {difference}; a loja tolera {tolerance}.",
        "Peça os 6 números de quem gerencia. O que foi contado continua aqui.",
    ),
    "drawer_moved": Message(
        "Entrou ou saiu dinheiro enquanto você contava",
        "A tela esperava {shown}; agora são {expected}. O caixa continua aberto.",
        "Confira a gaveta e feche de novo.",
    ),
    "count_kept_already": Message(
        "Não dá para contar de novo",
        "A gaveta já foi contada {most} vezes.",
        "Feche com a última contagem. Uma diferença acima da tolerância pede a gerência.",
    ),
    "count_not_kept": Message(
        "Confira a contagem antes de fechar",
        "O que está na tela não é o que foi conferido. O caixa continua aberto.",
        "Confira de novo pelo F10.",
    ),
    "closing_not_found": Message("Este fechamento não foi encontrado"),
    "correction_reason_missing": Message("Escreva o motivo da correção", "Ele fica registrado."),
    "sheet_of_no_closing": Message("Este fechamento não foi encontrado"),
}
