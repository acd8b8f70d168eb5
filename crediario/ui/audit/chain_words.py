"""What checking the audit found, in words: what happened to which rows, and what to do. Imports no Qt."""

from crediario.documents.wording import figures
from crediario.services.audit import AuditHead, ChainReport, Finding, Flaw, Noted
from crediario.ui.words import counted

#: Flaws that have rows: one of them, and several.
_ROWS: dict[Flaw, tuple[str, str]] = {
    Flaw.CHANGED: ("A linha {0} foi mudada.", "As linhas {0} a {1} foram mudadas."),
    Flaw.MISSING: ("Falta a linha {0}.", "Faltam as linhas {0} a {1}."),
    Flaw.INSERTED: ("A linha {0} foi posta depois.", "As linhas {0} a {1} foram postas depois."),
    Flaw.MOVED: ("A linha {0} está fora do lugar.", "As linhas {0} a {1} estão fora do lugar."),
    Flaw.CUT: ("A última linha, {0}, foi retirada.", "As últimas linhas, {0} a {1}, foram retiradas."),
}
_WHOLE: dict[Flaw, str] = {
    Flaw.HEAD: "O fim da auditoria não é o que ficou anotado no banco de dados.",
    Flaw.EARLIER: "Algo de antes dos selos foi mudado.",
    Flaw.WRONG_KEY: "Os selos foram feitos com outro código de recuperação.",
}
NOT_BEGUN = "Os selos começam na próxima vez que o programa for aberto nesta loja."
WHAT_NOW = "Não mude nada: faça uma cópia da pasta da loja e chame o suporte."
WITHOUT_KEY = "Sem o código de recuperação os selos em si não foram conferidos."
COMPARED: dict[Noted, str] = {
    Noted.SAME: "Confere: a linha anotada no papel continua igual.",
    Noted.DIFFERENT: "Não confere: essa linha não é mais a que foi anotada.",
    Noted.GONE: "Essa linha não existe mais: o fim foi retirado, ou foi posta uma cópia antiga.",
}


def finding_words(found: Finding) -> str:
    """One finding."""
    if found.flaw in _WHOLE:
        return _WHOLE[found.flaw]
    if found.flaw is Flaw.OUTSIDE:
        return f"{counted(found.last, 'linha foi escrita', 'linhas foram escritas')} fora dos selos."
    one, many = _ROWS[found.flaw]
    words = one if found.first == found.last else many
    return words.format(figures(found.first), figures(found.last))


def whole_words(report: ChainReport) -> str:
    """Nothing was touched: how much was read."""
    rows = counted(report.checked, "linha conferida", "linhas conferidas")
    parts = [f"{rows}, nenhuma mudada, retirada ou posta depois."]
    if report.earlier:
        earlier = counted(report.earlier, "linha", "linhas")
        parts.append(f"{earlier} de antes dos selos também estão como estavam quando eles começaram.")
    if report.redacted:
        parts.append(f"Em {counted(report.redacted, 'linha', 'linhas')} os dados da pessoa foram eliminados.")
    if not report.sealed:
        parts.append(WITHOUT_KEY)
    return " ".join(parts)


def head_words(head: AuditHead) -> str:
    """What a person notes on paper."""
    return f"Última linha: {head.noted}" if head.seq else NOT_BEGUN
