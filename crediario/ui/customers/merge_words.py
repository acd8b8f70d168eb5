"""What merging two records says: what stays of each field, and what moves. Imports no Qt."""

from dataclasses import dataclass
from typing import Literal

from crediario.domain.br import format_money
from crediario.services.merging import Effect, MergedCustomer, MergeField, MergePreview
from crediario.ui.customers.form_draft import value_words
from crediario.ui.customers.form_words import NAMES
from crediario.ui.words import counted

Side = Literal["kept", "merged", "both"]
EMPTY = "—"
NOTHING_LOST = "Nada se perde: vendas, pagamentos, pontos, limite, anexos e consentimentos passam junto."
CANNOT_UNDO = "Não dá para desfazer."
HOW = "Espaço ou Enter troca o valor que fica."
PICK = "Qual é o outro cadastro da mesma pessoa?"
PICK_HINT = "Digite o nome, o CPF ou o telefone."
ALIKE = "Parecidos com este cadastro. Enter escolhe o que está marcado."
CHOOSE = "Enter escolhe o que está marcado na lista."


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One line of the two records side by side.

    Attributes:
        side: whose word counts after the merge; of telephones and references both.
        can_choose: both say something, and not the same.
    """

    name: str
    label: str
    kept: str
    merged: str
    side: Side
    can_choose: bool = False


def merge_lines(preview: MergePreview, take: frozenset[str]) -> tuple[MergeLine, ...]:
    """Every field in which the two records differ, and what is joined."""
    lines = [_line(field, take) for field in preview.fields]
    joined = (("phones", preview.phones), ("references", preview.references))
    lines += [
        MergeLine(name, NAMES[name], ", ".join(values), EMPTY, "both") for name, values in joined if values
    ]
    return tuple(lines)


def _line(field: MergeField, take: frozenset[str]) -> MergeLine:
    kept, merged = (_words(value) for value in (field.kept, field.merged))
    other = field.name in take if field.must_choose else kept == EMPTY
    side: Side = "merged" if other else "kept"
    return MergeLine(field.name, NAMES[field.name], kept, merged, side, field.must_choose)


def _words(value: object) -> str:
    return EMPTY if value is None or value == "" else value_words(value)


def effect_words(effect: Effect) -> str:
    """What moves, in a line: ``3 vendas, 5 pagamentos, R$ 120,00 em aberto``."""
    parts = []
    if effect.sales:
        parts.append(counted(effect.sales, "venda", "vendas"))
    if effect.payments:
        parts.append(counted(effect.payments, "pagamento", "pagamentos"))
    if effect.open:
        parts.append(f"{format_money(effect.open)} em aberto")
    return ", ".join(parts) or "nenhum movimento"


def button_words(effect: Effect | None) -> str:
    """The blue button says what it does."""
    if effect is None:
        return "Unificar cadastros"
    if effect.open:
        return f"Unificar {format_money(effect.open)}"
    return f"Unificar {counted(effect.sales, 'venda', 'vendas')}" if effect.sales else "Unificar cadastros"


def done_words(done: MergedCustomer) -> str:
    """What the notice says."""
    return f"Cadastros unificados: {effect_words(done.effect)}."
