"""The figures of a request in words: what each is called, and how people read it. Imports no Qt."""

import re
from datetime import date, datetime

from crediario.domain.br import format_date, format_money, format_rate
from crediario.domain.money import Money, Rate
from crediario.services.audit import Detail

FIELDS = {
    "operator": "pessoa", "alone": "sem outra pessoa", "digits": "números",
    "accepted": "aceitou", "accounts": "contas", "active": "ativa", "address": "endereço", "after": "depois",
    "agreement_id": "acordo", "agreement_number": "nº do acordo", "amount": "valor",
    "anchor_day": "dia do vencimento", "approver": "quem liberou", "attachment_id": "anexo",
    "before": "antes", "birth_date": "nascimento", "buyer_id": "quem comprou", "cash": "à vista",
    "cep": "CEP", "change": "troco", "channel": "canal", "city": "cidade", "cnpj": "CNPJ", "code": "código",
    "confirmed_look_alikes": "parecidos conferidos", "contract_number": "nº do carnê", "count": "quantidade",
    "customer": "cliente", "customer_id": "cliente nº", "customers": "clientes", "day": "dia",
    "description": "descrição", "digest": "resumo", "discount": "desconto", "district": "bairro",
    "document": "CPF ou CNPJ", "document_id": "papel", "down_payment": "entrada", "due": "devido",
    "due_today": "pago na assinatura", "earlier": "linhas anteriores", "email": "e-mail", "every": "a cada",
    "facts": "dados usados", "file": "arquivo", "file_name": "arquivo", "filter": "filtro", "fine": "multa",
    "first_due": "1º vencimento", "given": "permissões dadas", "grace_days": "tolerância em dias",
    "guarantor_id": "avalista", "id": "nº", "income": "renda", "installment_ids": "parcelas",
    "installments": "parcelas", "interest": "juros", "items": "itens", "kind": "tipo",
    "late_interest": "juros por atraso", "legal_name": "razão social", "limit": "limite", "list": "lista",
    "marked": "marcados", "method": "forma", "missing": "falta", "name": "nome", "note": "observação",
    "notes": "observações", "number": "número", "on": "em", "operation": "pedido", "order": "ordem",
    "payday": "dia do pagamento", "payment_id": "recebimento", "permission": "permissão", "person": "pessoa",
    "person_id": "pessoa", "phone": "telefone", "phones": "telefones", "pieces": "parcelas",
    "pix_key": "chave Pix", "plans": "planos", "policy": "política", "price": "valor da compra",
    "profile": "dados da loja", "purpose": "finalidade", "quantity": "quantidade", "quoted": "devido",
    "rate": "juros ao mês", "reason": "motivo", "receipt_number": "recibo nº", "reference": "identificação",
    "relation": "relação", "release_id": "liberação", "role": "função", "rows": "linhas", "sale_id": "venda",
    "sales": "vendas", "seller_id": "quem vendeu", "settings": "ajustes", "sha256": "impressão digital",
    "short_name": "nome curto", "since": "desde", "sold_on": "vendido em", "source": "origem",
    "standing": "situação", "state": "UF", "street": "rua e número", "subject_id": "papel de",
    "taken": "permissões retiradas", "tenders": "formas de pagamento", "terms": "condições", "text": "texto",
    "title": "título", "today": "dia", "total": "total", "trade_name": "nome da loja", "uf": "UF",
    "unit_price": "valor unitário", "until": "até", "value": "valor", "version": "versão",
    "waived": "dispensado", "waivers": "dispensas", "whatsapp": "WhatsApp",
}  # fmt: skip
VALUES = {
    "cash": "dinheiro", "pix": "Pix", "debit": "débito", "credit": "crédito", "cheque": "cheque",
    "month": "mês", "week": "semana", "fortnight": "quinzena", "two_months": "dois meses",
    "installments": "parcelado", "extension": "novas datas", "person": "pessoa", "company": "empresa",
    "owner": "responsável", "manager": "gerência", "cashier": "caixa", "seller": "vendas",
    "collector": "cobrança", "viewer": "consulta", "system": "sistema", "own": "próprio",
    "complete": "completo", "simplified": "simplificado", "keyring": "guardado neste computador",
    "asked": "pedido a cada abertura", "demo": "loja de demonstração", "": "—",
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
#: Who looks at the audit sees that a document was there, not the document: that is a step of its own.
_DOCUMENTS = {"document", "spouse_document", "cpf"}
LONGEST = 300
CNPJ_LENGTH = 14


def name_of(detail: Detail) -> str:
    """What a figure is called: ``condições · valor da compra``."""
    words = [f"{int(part)}º" if part.isdecimal() else _field(part) for part in detail.path]
    return " · ".join(words[-3:]) or "resposta"


def _field(name: str) -> str:
    return FIELDS.get(name) or FIELDS.get(name.removesuffix("_id")) or name.replace("_", " ")


def value_of(detail: Detail) -> str:
    """What it says, as people read it."""
    match detail.value:
        case None:
            return "—"
        case bool():
            return "sim" if detail.value else "não"
        case Money():
            return format_money(detail.value)
        case Rate():
            return format_rate(detail.value)
        case str():
            return _text(detail.path[-1] if detail.path else "", detail.value)
        case _:
            return str(detail.value)


def _text(name: str, text: str) -> str:
    if name in _DOCUMENTS:
        return _masked(text)
    if _DAY.fullmatch(text):
        return format_date(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        return f"{datetime.fromisoformat(text):%d/%m/%Y %H:%M}"
    known = VALUES.get(text, text)
    return known if len(known) <= LONGEST else f"{known[:LONGEST]}…"


def _masked(text: str) -> str:
    if not text:
        return "—"
    return text if len(text) == CNPJ_LENGTH else f"•••.•••.•••-{text[-2:]}"
