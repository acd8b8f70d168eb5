"""The command line's own words: what each command does, and what was not understood. Imports no Qt."""

import re

COMMANDS = {
    "": "Crediário: venda a prazo, carnê e recebimento, sem janela.",
    "demo": "Cria a loja de demonstração em uma pasta vazia.",
    "simulate": "Calcula um plano de pagamento.",
    "charges": "Calcula multa e juros de uma parcela em atraso.",
    "payoff": "Calcula a quitação de um plano em uma data.",
    "pix": "Monta ou lê um código Pix copia e cola.",
    "import": "Traz a carteira de outro sistema, de uma planilha ou CSV.",
    "check": "Confere todas as contas de uma loja.",
    "audit": "Mostra a última linha da auditoria e a compara com a anotada em papel.",
    "score-report": "Mostra se quem tem score menor paga mesmo pior, pelos pagamentos da própria loja.",
    "screens": "Grava uma imagem de cada tela.",
    "papers": "Grava um PDF de cada impresso.",
}

USAGE = "uso: "
POSITIONALS = "o que fazer"
OPTIONALS = "opções"
OPTIONS = {
    "help": "mostra esta ajuda",
    "json": "responde em uma linha de JSON",
    "data": "pasta da loja",
    "out": "pasta onde gravar",
    "file": "planilha .xlsx ou arquivo .csv",
    "dry_run": "só mostra o que entraria, sem gravar",
    "customers": "quantos clientes",
    "seed": "a mesma semente dá a mesma loja",
    "today": "dia de hoje da loja, como 2026-06-09",
    "noted": "o que foi anotado em papel, como 1842-9f3a01c7",
    "bulk": "gera uma loja grande, depressa, direto nas tabelas",
}

# What the answers' fields are called when a person reads them.
_LABELS = {
    "financed": "valor parcelado", "rate_month": "taxa ao mês (%)", "rate_year": "taxa ao ano (%)",
    "cet_year": "CET ao ano (%)", "interest": "juros", "total": "total",
    "total_with_down_payment": "total com entrada", "warnings": "avisos", "installments": "parcelas",
    "number": "nº", "due": "vence", "amount": "valor", "principal": "principal", "balance": "saldo",
    "code": "código", "message": "aviso", "days_late": "dias em atraso", "fine": "multa",
    "moved_due": "vale até", "nominal": "soma em aberto", "charges": "multa e juros", "discount": "desconto",
    "payoff": "quitação", "payload": "código Pix", "crc": "CRC", "valid": "válido", "key": "chave",
    "name": "nome", "city": "cidade", "txid": "identificação", "data": "pasta", "customers": "clientes",
    "sales": "vendas", "payments": "pagamentos", "today": "hoje", "ok": "tudo certo", "digest": "resumo",
    "invariants": "contas", "checked": "conferidas", "failed": "erradas", "figure": "soma", "out": "pasta",
    "screens": "telas", "papers": "impressos", "dry_run": "só simulação",
    "open_installments": "parcelas em aberto", "open_total": "total em aberto",
    "overdue_installments": "parcelas vencidas", "overdue_total": "total vencido",
    "paid_installments": "parcelas pagas", "paid_total": "total pago", "new": "novas",
    "repeated": "repetidas", "refused": "recusadas", "ignored": "deixadas de lado", "sheet": "planilha",
    "line": "linha",
    "column": "coluna", "value": "valor", "reason": "motivo", "scores_of": "scores do dia",
    "watched_until": "parcelas que venceram até", "later_than_30": "com mais de 30 dias de atraso",
    "auc": "acerto (AUC)", "auc_not_late": "acerto (AUC) entre quem estava em dia", "ranges": "faixas",
    "score": "score", "share": "parte",
    "audit_begun": "auditoria com selos", "audit_seals_checked": "selos conferidos",
    "audit_earlier": "linhas de antes dos selos", "audit_last": "última linha da auditoria",
    "rows": "linhas", "last": "última linha", "noted": "anotada em papel",
}  # fmt: skip


# What the machine's words in answers are for a person.
_SAID = {
    "True": "sim", "False": "não", "None": "—", "title": "título", "header": "nomes das colunas",
    "same": "confere", "different": "não confere", "gone": "não existe mais",
    "hidden_sheet": "planilha escondida", "not_a_portfolio": "não é de carteira",
}  # fmt: skip


def said(value: object) -> str:
    """A value of an answer as a person reads it."""
    return _SAID.get(str(value), str(value))


def label(name: str) -> str:
    """A field of an answer in Portuguese."""
    return _LABELS.get(name, name)


#: Asked at a terminal only; nothing typed is shown.
ASK_CODE = "Código de recuperação da loja (Enter segue sem ele): "

# What the parser says in English, and how a person would put it.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "Faltou informar: {0}."),
    (r"unrecognized arguments: (.+)", "Não conheço: {0}."),
    (r"argument ([^:]+): expected one argument", "{0} precisa de um valor."),
    (r"argument comando: invalid choice: '(.*)' \(choose from (.+)\)", "Não conheço o comando {0}. Há: {1}."),
    (r"argument ([^:]+): invalid choice: '(.*)' \(choose from (.+)\)", "{0} não aceita {1}. Aceita: {2}."),
    (r"argument ([^:]+): invalid int value: '(.*)'", "{0} pede um número inteiro, e veio {1}."),
    (r"argument ([^:]+): ignored explicit argument '(.*)'", "{0} não leva valor, e veio {1}."),
    (r"argument ([^:]+): (.+)", "{0}: {1}"),
    (r"ambiguous option: (\S+) could match (.+)", "{0} pode ser mais de uma opção: {1}."),
)


def usage(complaint: str) -> str:
    """The parser's complaint in Portuguese, with the way out."""
    for pattern, words in _COMPLAINTS:
        found = re.fullmatch(pattern, complaint, re.DOTALL)
        if found:
            return words.format(*found.groups()) + " Veja crediario --help."
    return "Não entendi o comando. Veja crediario --help."


def not_a_rate(text: str) -> str:
    """A rate that is no number."""
    return f"“{text[:40]}” não é uma taxa. Escreva a porcentagem com ponto, como 0.9."


def not_a_day(text: str) -> str:
    """A date that does not exist or is written otherwise."""
    return f"“{text[:40]}” não é uma data. Escreva ano, mês e dia, como 2026-12-10."


def not_a_size(text: str) -> str:
    """A window size written otherwise."""
    return f"“{text[:40]}” não é um tamanho. Escreva largura x altura, como 1366x768."
