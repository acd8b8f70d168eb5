"""A customer's record, and the people beside it."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import WHOLE_DATE, Message, Wording, shown
from crediario.ui.words import joined

_MISSING = {
    "document": "CPF ou CNPJ",
    "birth_date": "data de nascimento",
    "minor": "ser maior de 18 anos",
    "phone": "telefone do próprio cliente",
    "address": "endereço",
}


def missing_words(missing: tuple[str, ...]) -> str:
    """The fields a record lacks, as a list in words."""
    return joined([_MISSING[name] for name in missing])


def _customer_incomplete(failure: KnownFailure) -> Message:
    missing = missing_words(getattr(failure, "missing", ()))
    return Message("Cadastro incompleto", f"Para comprar a prazo falta: {missing}.", "Complete pelo Ctrl+E.")


_UNFIT = {
    "merged": "O cadastro foi unificado com outro.",
    "anonymised": "Os dados foram apagados a pedido.",
    "blocked": "O crédito está bloqueado.",
    "minor": "Ainda não tem 18 anos.",
}


def _guarantor_unfit(failure: KnownFailure) -> Message:
    at = vars(failure)
    why = _UNFIT.get(str(at["why"]), "")
    text = f"{why} Nada foi mudado.".strip()
    return Message(f"{at['name']} não pode ser avalista", text, "Escolha outra pessoa.")


def _customer_closed(failure: KnownFailure) -> Message:
    why = _UNFIT.get(str(vars(failure)["why"]), "")
    return Message("Esta ficha não recebe mais nada", why, "Busque o cliente de novo (F3).")


def _open_in_two_stores(failure: KnownFailure) -> Message:
    at = vars(failure)
    kept, merged = (_stores(at[name]) for name in ("kept_stores", "merged_stores"))
    return Message(
        "Os dois têm parcelas em aberto, em lojas diferentes",
        f"Um na {kept}, o outro na {merged}. Nada foi mudado.",
        "Receba as de uma das lojas e unifique depois.",
    )


def _stores(codes: object) -> str:
    names = codes if isinstance(codes, tuple) else (codes,)
    return " e na ".join(f"loja {int(code):02d}" for code in names)


def _merge_changed(failure: KnownFailure) -> Message:
    effect = vars(failure)["effect"]
    now = f"Agora são {shown(effect.open)} em aberto. " if hasattr(effect, "open") else ""
    return Message(
        "Houve venda ou recebimento agora há pouco", f"{now}Nada foi mudado.", "Confira e unifique de novo."
    )


WORDS: dict[str, Wording] = {
    # -- the record
    "customer_not_found": Message("Cliente não encontrado", "", "Busque de novo (F3)."),
    "customer_name_missing": Message("Falta o nome do cliente"),
    "birth_date_out_of_range": Message("Data de nascimento impossível", "{birth_date}.", WHOLE_DATE),
    "invalid_email": Message("Isto não é um e-mail", "“{text}”.", "Escreva como nome@exemplo.com."),
    "payday_out_of_range": Message("O dia do pagamento vai de 1 a 31"),
    "customer_incomplete": _customer_incomplete,
    "document_taken": Message(
        "Este documento já é de {name}", "Nada foi gravado.", "Abra a ficha e confira."
    ),
    "look_alike_found": Message(
        "{name} tem dados iguais", "Nada foi gravado.", "Confira se é a mesma pessoa."
    ),
    "same_record": Message("É o mesmo cadastro", "", "Escolha outro cadastro para unificar."),
    "already_merged": Message(
        "O cadastro de {name} já foi unificado",
        "Agora é o de {kept_name}.",
        "Abra a ficha de {kept_name}.",
    ),
    "different_documents": Message(
        "Os dois têm CPF ou CNPJ, e são diferentes",
        "{kept_document} e {merged_document} são duas pessoas. Nada foi mudado.",
        "Se um deles foi digitado errado, corrija esse cadastro primeiro.",
    ),
    "person_and_company": Message("Uma pessoa não vira empresa", "Nada foi mudado."),
    "anonymised_record": Message("Este cadastro foi anonimizado", "Nada foi mudado."),
    "open_in_two_stores": _open_in_two_stores,
    "merge_changed": _merge_changed,
    "record_merged": Message(
        "Este cadastro foi unificado com o de {name}", "Nada foi gravado.", "Abra a ficha de {name}."
    ),
    "address_service_away": Message(
        "A busca do CEP na internet não respondeu", "O que foi digitado continua aqui.", "Digite o endereço."
    ),
    "since_out_of_range": Message("Data impossível", "{since}.", "Escreva mês/ano, como 03/2018."),
    "reference_name_missing": Message("Falta o nome da referência"),
    "too_many_references": Message("Cabem {limit} referências"),
    "record_changed_meanwhile": Message(
        "Outro caixa mudou este cadastro", "Nada foi gravado.", "Confira e grave de novo."
    ),
    # -- people beside it
    "guarantor_is_customer": Message("Ninguém é avalista de si mesmo", "", "Escolha outra pessoa."),
    "guarantor_already": Message("{name} já é avalista deste cliente", "Nada foi mudado."),
    "guarantor_unfit": _guarantor_unfit,
    "customer_closed": _customer_closed,
    "relation_ended": Message(
        "{name} não está mais nesta ficha", "Outro caixa encerrou antes. Nada foi mudado.", "Atualize (F5)."
    ),
    "buyer_name_missing": Message("Falta o nome de quem pode comprar"),
    "buyer_is_customer": Message("Este CPF é do próprio cliente", "Não precisa de autorização."),
    "buyer_already": Message("{name} já pode comprar nesta conta", "Nada foi mudado."),
}
