"""Who may do what: numbers, passwords, roles, and releases by another person."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import Message, Wording


def _wrong_pin(failure: KnownFailure) -> Message:
    left = vars(failure)["tries_left"]
    tries = "Resta 1 tentativa" if left == 1 else f"Restam {left} tentativas"
    return Message("Senha errada", f"{tries} antes de bloquear por um tempo.")


WORDS: dict[str, Wording] = {
    # -- permissions and signing in
    "permission_denied": Message(
        "Seu acesso não permite isto", "Nada foi gravado.", "Peça a quem gerencia a loja."
    ),
    "approver_may_not": Message("Quem digitou não pode liberar isto", "", "Chame a gerência ou responsável."),
    "wrong_pin": _wrong_pin,
    "locked_for_minutes": Message(
        "Entrada bloqueada até {until}",
        "Foram muitas senhas erradas seguidas.",
        "Depois dessa hora, tente de novo.",
    ),
    "locked_out": Message(
        "Entrada bloqueada", "Foram 10 senhas erradas seguidas.", "A gerência libera com a senha longa."
    ),
    "wrong_password": Message("Senha errada"),
    # -- people and roles
    "person_not_found": Message("Ninguém tem o número {number}"),
    "person_changed_meanwhile": Message(
        "Outra pessoa mudou {name} enquanto você editava",
        "O que você mudou não foi gravado.",
        "Confira o que mudou e grave de novo.",
    ),
    "person_name_missing": Message("Falta o nome da pessoa"),
    "password_required": Message(
        "Falta a senha longa", "Gerência e responsáveis também têm uma, de 8 letras ou mais."
    ),
    "password_not_used": Message("Só gerência e responsável têm senha longa"),
    "password_needed": Message(
        "Falta confirmar com a senha longa", "Nada foi gravado.", "Tente de novo e digite a senha."
    ),
    "last_owner": Message(
        "A loja ficaria sem responsável",
        "{name} é quem pode tudo aqui. Nada foi mudado.",
        "Antes, dê essa função a outra pessoa.",
    ),
    "owner_has_everything": Message(
        "Quem é responsável pode tudo", "Nada foi mudado.", "Mude a função da pessoa."
    ),
    "unknown_permission": Message("Esta permissão não existe", "Nada foi mudado.", "Atualize (F5)."),
    "permission_not_givable": Message(
        "Isto só vem com a função", "Nada foi mudado.", "Para permitir, mude a função da pessoa."
    ),
    "permission_not_takeable": Message(
        "Sem isto ninguém consegue trabalhar", "Nada foi mudado.", "Para impedir, desative a pessoa."
    ),
    # -- numbers and passwords
    "pin_not_six_digits": Message("A senha tem 6 números"),
    "pin_too_simple": Message("Fácil de adivinhar: evite sequências e repetições"),
    "pin_is_date": Message("Parece uma data: evite aniversários"),
    "password_too_short": Message("A senha longa tem pelo menos {minimum} letras"),
    "password_too_long": Message("A senha longa tem no máximo {maximum} letras"),
    "password_too_common": Message("Fácil de adivinhar: junte duas ou três palavras suas"),
    # -- releases
    "release_reason_missing": Message("Diga o motivo da liberação", "São pelo menos {minimum} letras."),
    "approver_is_requester": Message(
        "Quem pede não libera", "Outra pessoa da loja pode.", "Chame essa pessoa, ou peça à distância."
    ),
    "request_not_waiting": Message(
        "Este pedido já não espera resposta", "Foi respondido, retirado, ou o tempo acabou."
    ),
    "nothing_to_release": Message(
        "Não há o que liberar aqui", "A venda já passa, ou a política da loja não deixa ninguém liberar."
    ),
    "nobody_to_ask": Message("Não há outra pessoa que possa liberar", "A venda continua na tela."),
    "not_this_tills": Message("Este pedido é de outra pessoa", "", "Faça um novo pedido."),
    "release_not_valid": Message("Esta liberação não vale para isto", "", "Peça outra."),
    "release_expired": Message("A liberação venceu", "", "Peça outra."),
    "release_used": Message("A liberação já foi usada", "Cada uma vale uma vez.", "Peça outra."),
}
