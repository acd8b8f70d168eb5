"""What the import says of what it read: why a line stays out, what was supposed. Imports no Qt."""

from collections.abc import Mapping

from crediario.documents.refused_lines import REASONS
from crediario.documents.wording import figures
from crediario.services.importing import (
    IgnoredReason,
    IgnoredRow,
    ImportReport,
    NoteKind,
    RefusedReason,
    RefusedRow,
)
from crediario.ui.words import counted

#: Where this screen itself offers the way out.
REFUSED: dict[RefusedReason, str] = REASONS | {
    RefusedReason.MONTH_FIRST_DATE: "só existe com o mês antes do dia: mude a ordem das datas em Colunas",
}
IGNORED: dict[IgnoredReason, str] = {
    IgnoredReason.TITLE: "título",
    IgnoredReason.HEADER: "nomes das colunas",
    IgnoredReason.TOTAL: "total",
    IgnoredReason.HIDDEN: "planilha escondida no arquivo",
    IgnoredReason.OTHER_SHEET: "planilha que não é de carteira",
}
#: What was supposed or left out, after its number: one line, many lines.
NOTES: dict[NoteKind, tuple[str, str]] = {
    NoteKind.SOLD_ON_ASSUMED: (
        "compra sem data: ficou um mês antes do primeiro vencimento, marcada como data estimada.",
        "compras sem data: ficaram um mês antes do primeiro vencimento, marcadas como data estimada.",
    ),
    NoteKind.NO_DOCUMENT: (
        "cliente sem CPF: entra com cadastro simplificado.",
        "clientes sem CPF: entram com cadastro simplificado.",
    ),
    NoteKind.PHONE_INCOMPLETE: (
        "telefone incompleto: os números ficam nas observações do cadastro.",
        "telefones incompletos: os números ficam nas observações do cadastro.",
    ),
    NoteKind.PAID_DAY_ASSUMED: (
        "parcela paga sem a data: vale o vencimento.",
        "parcelas pagas sem a data: vale o vencimento.",
    ),
    NoteKind.PAID_MORE: (
        "parcela paga por mais que o valor e os encargos: o que passou não entra.",
        "parcelas pagas por mais que o valor e os encargos: o que passou não entra.",
    ),
    NoteKind.PAID_LESS: (
        "parcela paga por menos: a diferença ficou como desconto daquele tempo.",
        "parcelas pagas por menos: a diferença ficou como desconto daquele tempo.",
    ),
    NoteKind.ROUNDED: ("valor arredondado ao centavo.", "valores arredondados ao centavo."),
    NoteKind.LEFT_OUT: (
        "dado que não deu para ler ficou de fora do cadastro.",
        "dados que não deu para ler ficaram de fora do cadastro.",
    ),
}
WITHOUT_RATE = (
    " O arquivo não diz os juros de cada compra. Sem eles não há o que descontar de quem pagar antes"
    " do vencimento, e o Receber explica isso na parcela."
)


def pieces(count: int) -> str:
    """``1.755 parcelas``."""
    return counted(count, "parcela", "parcelas")


def refused_words(row: RefusedRow) -> str:
    """Why the line does not come in."""
    return REFUSED[row.reason]


def ignored_words(row: IgnoredRow) -> str:
    """What the line is instead."""
    return IGNORED[row.reason]


def supposed_lines(supposed: Mapping[NoteKind, int]) -> list[tuple[str, str]]:
    """How often each thing was supposed, and what it was: ``("12", "telefones incompletos: …")``."""
    counts = ((supposed.get(kind, 0), words) for kind, words in NOTES.items())
    return [(figures(count), one if count == 1 else many) for count, (one, many) in counts if count]


def came_in(report: ImportReport) -> str:
    """What was written, in a sentence."""
    if not report.new:
        return f"{counted(report.totals.customers, 'cadastro', 'cadastros')} da planilha na loja."
    came = counted(report.new, "parcela entrou", "parcelas entraram")
    return f"{came} agora, sem recibo nem movimento de caixa."
