"""Erasing as the screens do it: asked once, done behind the password, then the file is written anew."""

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from crediario.services.anonymising import (
    Anonymised,
    AnonymiseOrder,
    WipeOrder,
    anonymise_people,
    confirm_wipe,
    wipe_traces,
)
from crediario.services.core import Context
from crediario.ui.dialogs import Question
from crediario.ui.navigation import Shell
from crediario.ui.privacy.privacy_words import GOES, STAYS
from crediario.ui.tasks import Lane
from crediario.ui.words import counted


def question(names: tuple[str, ...]) -> Question:
    """What is asked before anything is erased."""
    who = names[0] if len(names) == 1 else counted(len(names), "pessoa", "pessoas")
    gone, kept = _sentence(GOES), _sentence(STAYS)
    return Question(
        f"Apagar os dados de {who}?",
        f"Some para sempre, também das cópias feitas daqui em diante: {gone}. Fica: {kept}."
        " Não há como desfazer.",
        "Apagar para sempre",
    )


def _sentence(lines: Sequence[str]) -> str:
    """The lines of a list as one sentence goes on with them."""
    return "; ".join(line[0].lower() + line[1:] for line in lines)


def erase(
    shell: Shell, button: QWidget, people: tuple[tuple[int, str], ...], done: Callable[[], object]
) -> None:
    """Ask, erase, and clean the file; ``done`` is called when the rows are gone."""
    names = tuple(name for _, name in people)
    if not people or not shell.dialogs.ask(button, question(names)):
        return
    order = AnonymiseOrder(str(uuid4()), tuple(id_ for id_, _ in people))

    def erased(result: Anonymised) -> None:
        told = counted(result.people, "pessoa anonimizada", "pessoas anonimizadas")
        shell.navigation.toast(f"{told}. Limpando o arquivo da loja…")
        done()
        clean(shell)

    shell.tasks.run(shell.tasks, anonymise_people, erased, order, busy=button, lane=Lane.LONG)


def clean(shell: Shell) -> None:
    """Write the shop's file anew and note that it is clean; a failure is told, and tried again later."""
    shell.tasks.run(shell.tasks, _wipe, lambda _: _cleaned(shell), WipeOrder(str(uuid4())), lane=Lane.LONG)


def _wipe(ctx: Context, order: WipeOrder) -> None:
    wipe_traces(ctx)
    confirm_wipe(ctx, order)


def _cleaned(shell: Shell) -> None:
    shell.navigation.toast("Arquivo da loja limpo: do que foi apagado não resta nada nele.")
