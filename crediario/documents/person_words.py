"""What the codes of a person's rows are called, for the person to read."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from crediario.documents.wording import clock
from crediario.domain.br import format_cep, format_date, format_money, parse_phone
from crediario.domain.credit.answers import Answers, Rule
from crediario.domain.credit.notes import policy_note
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.registration import stored_document

Row = Mapping[str, Any]

PURPOSES = {"marketing": "Ofertas e novidades", "birthday": "Aniversário", "photo": "Foto no cadastro"}
CHANNELS = {
    "counter": "no balcão",
    "paper": "por escrito",
    "whatsapp": "por WhatsApp",
    "phone": "por telefone",
    "email": "por e-mail",
}
REQUESTS = {
    "access": "Saber quais dados a loja tem",
    "correction": "Corrigir dados",
    "erasure": "Apagar dados",
    "portability": "Levar os dados",
    "sharing": "Saber com quem foram compartilhados",
    "revocation": "Retirar um consentimento",
    "review": "Rever uma decisão de crédito",
}
OPENED = {
    "card": "ficha",
    "form": "cadastro",
    "document": "CPF inteiro",
    "attachment": "arquivo guardado",
    "analysis": "análise de crédito",
    "export": "cópia dos dados",
}
METHODS = {
    "cash": "dinheiro",
    "pix": "Pix",
    "debit": "cartão de débito",
    "credit": "cartão de crédito",
    "cheque": "cheque",
}
PAPERS = {
    "carne": "carnê",
    "receipt": "recibo",
    "agreement": "termo de acordo",
    "contract": "contrato",
    "promissory_note": "notas promissórias",
    "sale_return": "devolução",
}
FILES = {
    "photo": "foto",
    "document": "documento",
    "income_proof": "comprovante de renda",
    "address_proof": "comprovante de endereço",
    "bureau": "consulta de crédito",
    "other": "outro",
}
OFFERS = {"cash": "à vista", "installments": "parcelado", "extension": "prorrogação"}
DECISIONS = {"approve": "aprovar", "approve_with_less": "aprovar com limite menor", "refuse": "recusar"}
STATUSES = {"unknown": "sem análise", "approved": "aprovado", "refused": "recusado"}
COLOURS = {"green": "verde", "yellow": "amarelo", "red": "vermelho"}
LIMIT_KINDS = {
    "analysis": "pela análise",
    "set": "definido pela gerência",
    "raised": "aumentado por pagar em dia",
    "taken_back": "aumento desfeito",
    "blocked": "crédito bloqueado",
    "unblocked": "bloqueio retirado",
    "restricted": "restrição anotada",
    "restriction_lifted": "restrição retirada",
    "merged": "cadastros unificados",
}
RELATIONS = {
    "spouse": "cônjuge",
    "child": "filho ou filha",
    "parent": "pai ou mãe",
    "employee": "da equipe",
    "other": "outra",
}
REFERENCES = {"personal": "pessoal", "family": "da família", "commercial": "comercial"}
_CODES = {
    "kind": {"person": "pessoa", "company": "empresa"},
    "treatment": {"senhor": "senhor", "senhora": "senhora", "voce": "você"},
    "marital_status": {
        "single": "solteiro(a)",
        "married": "casado(a)",
        "stable_union": "união estável",
        "separated": "separado(a)",
        "divorced": "divorciado(a)",
        "widowed": "viúvo(a)",
    },
    "housing": {
        "own": "própria",
        "financed": "financiada",
        "rented": "alugada",
        "family": "da família",
        "lent": "cedida",
    },
    "income_proof": {
        "payslip": "holerite",
        "bank_statement": "extrato bancário",
        "tax_return": "imposto de renda",
        "benefit": "benefício",
        "declared": "só declarada",
        "none": "sem comprovante",
    },
    "preferred_channel": {
        "whatsapp": "WhatsApp",
        "phone": "telefone",
        "sms": "SMS",
        "email": "e-mail",
        "letter": "carta",
        "in_person": "pessoalmente",
    },
    "preferred_hours": {"morning": "manhã", "afternoon": "tarde", "evening": "noite"},
}
#: Columns of the record in the order they are told, with their names.
_CUSTOMER = {
    "name": "Nome",
    "kind": "Pessoa ou empresa",
    "document": "CPF ou CNPJ",
    "birth_date": "Nascimento",
    "street": "Endereço",
    "district": "Bairro",
    "cep": "CEP",
    "city": "Cidade",
    "uf": "Estado",
    "email": "E-mail",
    "income_cents": "Renda declarada",
    "payday": "Dia em que recebe",
    "notes": "Observações da loja",
    "since": "Cliente desde",
    "old_code": "Número no sistema antigo",
}
_DETAIL = {
    "social_name": "Nome social",
    "treatment": "Tratamento",
    "rg": "RG",
    "rg_issuer": "Órgão do RG",
    "mother_name": "Mãe",
    "father_name": "Pai",
    "marital_status": "Estado civil",
    "spouse_name": "Cônjuge",
    "spouse_document": "CPF do cônjuge",
    "spouse_phone": "Telefone do cônjuge",
    "spouse_income_cents": "Renda do cônjuge",
    "housing": "Moradia",
    "housing_since": "Mora ali desde",
    "employer": "Trabalha em",
    "employer_phone": "Telefone do trabalho",
    "job": "Profissão",
    "job_since": "Trabalha ali desde",
    "income_proof": "Comprovante de renda",
    "preferred_channel": "Prefere contato por",
    "preferred_hours": "Melhor horário",
    "trade_name": "Nome fantasia",
    "state_registration": "Inscrição estadual",
    "contact_name": "Responsável",
}
PHONES = {"own": "do próprio cliente", "work": "do trabalho", "message": "de recado"}


def record_pairs(customer: Row, detail: Row | None) -> list[tuple[str, str]]:
    """The record, field by field; what was left empty is left out."""
    said = [(name, column, customer) for column, name in _CUSTOMER.items()]
    said += [(name, column, detail) for column, name in _DETAIL.items()] if detail else []
    return [(name, _text(column, row[column])) for name, column, row in said if row[column] not in {None, ""}]


def _text(column: str, value: Any) -> str:
    if column in _CODES:
        return _CODES[column].get(value, str(value))
    shown = _SHOWN.get(column.rsplit("_", 1)[-1]) or _SHOWN.get(column)
    if shown is not None:
        return shown(value)
    return format_date(value) if isinstance(value, date) else str(value)


def document(text: str) -> str:
    """A number as people write it."""
    try:
        return stored_document(text).formatted
    except Refusal:
        return text


def phone(text: str) -> str:
    """A telephone as people write it."""
    try:
        return parse_phone(text).formatted
    except Refusal:
        return text


def cents(value: int | None) -> str:
    """An amount kept in centavos."""
    return "–" if value is None else format_money(Money(int(value)))


def day(value: date | None) -> str:
    """A day; a dash where there is none."""
    return "–" if value is None else format_date(value)


def moment(value: datetime) -> str:
    """``09/06/2026 14:32``, in the zone it comes in."""
    return f"{format_date(value)} {clock(value)}"


_SHOWN: dict[str, Callable[[Any], str]] = {
    "cents": cents,
    "document": document,
    "phone": phone,
    "cep": format_cep,
}
_RULES = {
    rule.value: policy_note(part).label
    for rule in Rule
    for part in fields(Answers)
    if part.name == rule.value
}


def rule_words(failed: Any) -> str:
    """The rules named anywhere in what a decision kept, in words."""
    found = dict.fromkeys(name for name in _leaves(failed) if name in _RULES)
    return "; ".join(_RULES[name] for name in found) or "nenhuma regra"


def _leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in (key, *_leaves(each))]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [value] if isinstance(value, str) else []
