"""Bank statements."""

from crediario.domain.errors import KnownFailure
from crediario.ui.messages.wording import Message, Wording


def _account_not_known(failure: KnownFailure) -> Message:
    bank, account = getattr(failure, "bank", ""), getattr(failure, "account", "")
    read = getattr(failure, "known", ())
    known = [each for each in read if each] if isinstance(read, tuple) else []
    place = ", ".join(
        str(part) for part in (bank, f"conta {account}" if account else "sem a conta no arquivo") if part
    )
    before = f" Até agora: {', '.join(known)}." if known else ""
    return Message(
        "É o primeiro extrato desta conta",
        f"{place[:1].upper()}{place[1:]}.{before}",
        "Confirme que a conta é da loja.",
    )


WORDS: dict[str, Wording] = {
    "statement_unreadable": Message(
        "Não consegui abrir {file}", "", "Confira se o arquivo está lá e se não está vazio."
    ),
    "statement_too_large": Message(
        "O extrato é grande demais", "{file}.", "Baixe do banco um período menor, de até três meses."
    ),
    "statement_empty": Message(
        "O extrato não tem lançamentos", "{file}.", "Baixe do banco um período em que entrou dinheiro."
    ),
    "statement_damaged": Message(
        "Um lançamento do extrato não pôde ser lido",
        "{file}, lançamento {line}: “{text}”. Nada foi gravado.",
        "Baixe o extrato de novo, de preferência em OFX.",
    ),
    "not_an_account_statement": Message(
        "Isto não é extrato de conta",
        "{file} é de cartão, de investimento ou de outra coisa.",
        "Baixe o extrato da conta em que entram os Pix.",
    ),
    "several_accounts": Message(
        "O arquivo traz {count} contas", "{file}.", "Baixe o extrato de uma conta por vez."
    ),
    "account_not_known": _account_not_known,
    "line_already_decided": Message(
        "Este lançamento já foi conferido", "Alguém o conferiu agora há pouco.", "Atualize a lista (F5)."
    ),
    "proposal_outdated": Message(
        "O que o lançamento pagaria mudou",
        "É o de {amount}, de {day}. Nada foi gravado dele.",
        "A lista foi feita de novo: confira outra vez.",
    ),
    "line_reason_missing": Message("Diga por que o lançamento fica de lado"),
    "not_a_statement": Message(
        "Não achei data e valor nesta tabela",
        "{file} não parece um extrato.",
        "Baixe do banco o extrato em OFX ou CSV.",
    ),
}
