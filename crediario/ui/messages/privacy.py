"""Personal data: requests, erasing, incidents."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import Message, Wording, shown

_HELD = {
    "open_balance": "há {amount} em aberto",
    "open_agreement": "acordo sem terminar de pagar: nº {named}",
    "open_request": "pedido sem resposta: {named}",
    "guarantor": "é avalista de quem tem parcelas em aberto: {named}",
    "too_recent": "os anos de guarda vão até {until}",
}


def hold_words(hold: object) -> str:
    """Why somebody's data must stay, with its figures."""
    at = {name: getattr(hold, name) for name in ("kind", "amount", "named", "until")}
    named = ", ".join(at["named"])
    return _HELD[at["kind"]].format(amount=shown(at["amount"]), named=named, until=shown(at["until"]))


def _erasure_refused(failure: KnownFailure) -> Message:
    found = getattr(failure, "holds", ())
    why = "; ".join(hold_words(hold) for hold in found) if isinstance(found, tuple) else ""
    return Message(
        f"Os dados de {vars(failure)['name']} ainda precisam ficar",
        f"Motivo: {why}. Nada foi apagado." if why else "Nada foi apagado.",
        "As ofertas a esta pessoa foram bloqueadas. Peça de novo quando o motivo acabar.",
    )


_INCIDENT_PARTS = {
    "what_happened": "o que aconteceu",
    "data_affected": "quais dados",
    "risk": "o risco às pessoas",
    "text": "o que foi feito",
}


def _incident_text_missing(failure: KnownFailure) -> Message:
    part = _INCIDENT_PARTS.get(str(vars(failure)["field"]), "o texto")
    return Message(f"Falta escrever {part}", "O registro precisa dizer isso. Nada foi gravado.")


WORDS: dict[str, Wording] = {
    # -- requests and erasing
    "person_erased": Message(
        "Este cadastro não é mais de ninguém",
        "Os dados foram apagados ou passaram para outro cadastro.",
        "Nada foi gravado. Busque o cliente de novo.",
    ),
    "privacy_day_ahead": Message("{day} ainda não chegou", "Nada foi gravado.", "Confira o dia."),
    "answer_missing": Message("Escreva o que foi respondido", "Nada foi gravado."),
    "request_answered_before": Message(
        "O pedido {protocol} já foi respondido", "Em {answered_on}. Nada foi mudado."
    ),
    "erasure_refused": _erasure_refused,
    "nobody_to_erase": Message(
        "Não há quem apagar",
        "Ninguém foi marcado, são pessoas demais de uma vez, ou os dados já foram apagados.",
        "Nada foi mudado.",
    ),
    "export_not_recorded": Message(
        "A cópia dos dados precisa ser pedida de novo",
        "Passou tempo demais desde o pedido. Nada saiu do programa.",
        "Peça outra vez.",
    ),
    "paper_erased": Message(
        "Este papel não existe mais",
        "Os dados da pessoa foram apagados, e o papel com eles.",
        "Os valores continuam na ficha, sem nome.",
    ),
    # -- incidents
    "incident_ahead": Message(
        "O dia não combina com o incidente",
        "Nada é anotado com data futura, nem antes do dia em que se soube. Nada foi gravado.",
        "Confira o dia.",
    ),
    "incident_text_missing": _incident_text_missing,
    "people_out_of_range": Message("{people} pessoas não é possível", "Nada foi gravado.", "Confira."),
    "incident_closed": Message("Este incidente está encerrado", "O registro fica como está."),
    "incident_not_answered": Message(
        "Ainda não dá para encerrar",
        "Falta anotar a comunicação à ANPD e às pessoas, ou por que não foi comunicado.",
        "Nada foi gravado.",
    ),
}
