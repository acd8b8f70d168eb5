"""The command line's own words: what each command does, and what was not understood. Imports no Qt."""

import re

COMMANDS = {
    "": "Crediário: venda a prazo, carnê e recebimento, sem janela.",
    "demo": "Cria a loja de demonstração em uma pasta vazia.",
    "simulate": "Calcula um plano de pagamento.",
    "charges": "Calcula multa e juros de uma parcela em atraso.",
    "payoff": "Calcula a quitação de um plano em uma data.",
    "pix": "Monta ou lê um código Pix copia e cola.",
    "check": "Confere todas as contas de uma loja.",
    "screens": "Grava uma imagem de cada tela.",
    "papers": "Grava um PDF de cada impresso.",
}

OPTIONS = {
    "json": "responde em uma linha de JSON",
    "data": "pasta da loja",
    "out": "pasta onde gravar",
    "customers": "quantos clientes",
    "seed": "a mesma semente dá a mesma loja",
    "today": "dia de hoje da loja, como 2026-06-09",
    "bulk": "gera uma loja grande, depressa, direto nas tabelas",
}

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
