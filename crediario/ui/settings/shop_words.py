"""What Dados da loja says."""

from collections.abc import Mapping

from crediario.ui.widgets.labels import Run, bold
from crediario.ui.widgets.shop_form import FIELD_NAMES

UNCHANGED = "Nada mudou."
SOMEBODY = "Outra pessoa"
NO_CONTACT = "Sem WhatsApp nem e-mail o contrato não sai: ele diz como falar com a loja."
FROM_NOW_ON = "Vale para os papéis emitidos a partir de agora. Os que já saíram ficam como estão."


def changed_words(count: int) -> str:
    """``1 dado mudado, ainda não gravado.``, or how many."""
    if not count:
        return UNCHANGED
    one = "1 dado mudado, ainda não gravado."
    return one if count == 1 else f"{count} dados mudados, ainda não gravados."


def kept_words(version: int) -> str:
    """What the notice says when a new version is in force."""
    return f"Dados da loja gravados. Versão {version}; as anteriores ficam guardadas."


def overtaken_words(
    operator_name: str, theirs: Mapping[str, str], mine: frozenset[str]
) -> tuple[str | Run, ...]:
    """Who saved meanwhile and what; which of those fields were changed here too."""
    said = "; ".join(f"{FIELD_NAMES[name]}: {text or 'vazio'}" for name, text in theirs.items())
    both = [FIELD_NAMES[name] for name in theirs if name in mine]
    clash = f" Você também mudou: {', '.join(both)}." if both else ""
    return (
        bold(f"{operator_name} gravou outra versão enquanto esta estava aberta. "),
        f"Agora está {said}.{clash} Nada seu foi gravado ainda e o que você mudou continua na tela:"
        " confira e grave de novo.",
    )
