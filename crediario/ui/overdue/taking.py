"""How a list leaves the program: printed, shown as a PDF, or saved as a spreadsheet."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from crediario.services.core import Context
from crediario.ui import printing
from crediario.ui.dialogs import Question
from crediario.ui.messages import Message
from crediario.ui.navigation import Shell
from crediario.ui.overdue.list_files import ListFile
from crediario.ui.overdue.overdue_words import customers
from crediario.ui.tasks import Lane

SHEET_KIND = "Planilha do Excel (*.xlsx)"
#: So many pages are not what somebody wants who pressed a key by mistake.
MANY_PAGES = 10
SHEET_NOT_SAVED = Message(
    "A planilha não foi salva",
    "A pasta escolhida não aceita gravação ou está sem espaço.",
    "Nada se perdeu: escolha outra pasta.",
)

Make = Callable[[Context], ListFile]


def print_list(shell: Shell, button: QWidget, make: Make, name: str) -> None:
    """Print the list; without a printer, open it as a PDF in the system's viewer.

    ``button`` is the one that says so; while the list is made it stays disabled, and its key does nothing.
    """
    window = button.window()

    def made(file: ListFile) -> None:
        if printing.has_printer():
            _print(shell, window, file)
        elif printing.open_content(file.content, dated(name, shell.today())):
            shell.navigation.toast(f"Lista aberta em PDF: {customers(file.customers)}.")
        else:
            shell.dialogs.warn(window, printing.NO_VIEWER)

    if button.isEnabled():
        _make(shell, button, make, made)


def save_list(shell: Shell, button: QWidget, make: Make, name: str) -> None:
    """Ask where, and write the spreadsheet there; ``button`` as in ``print_list``."""
    if not button.isEnabled():
        return
    window = button.window()
    suggested = f"{dated(name, shell.today())}.xlsx"
    chosen = shell.dialogs.save_file(window, "Salvar planilha", suggested, SHEET_KIND)
    if chosen is not None:
        place = chosen if chosen.suffix.lower() == ".xlsx" else chosen.with_name(f"{chosen.name}.xlsx")
        _make(shell, button, make, lambda file: _save(shell, window, file, place))


def _make(shell: Shell, button: QWidget, make: Make, done: Callable[[ListFile], None]) -> None:
    """A long list takes seconds: the till goes on meanwhile, and the list is done whatever is shown then."""
    shell.navigation.toast("Preparando a lista…")
    shell.tasks.run(shell.tasks, make, done, busy=button, lane=Lane.LONG)


def dated(name: str, day: date) -> str:
    """The name of the file: ``pendencias-2026-06-09``."""
    return f"{name}-{day.isoformat()}"


def _print(shell: Shell, parent: QWidget, file: ListFile) -> None:
    pages = printing.page_count(file.content)
    question = Question(
        f"Imprimir {pages} páginas?",
        f"A lista tem {customers(file.customers)}. Filtre uma faixa para imprimir menos.",
        f"Imprimir {pages} páginas",
    )
    if pages > MANY_PAGES and not shell.dialogs.ask(parent, question):
        return
    if printing.print_content(file.content):
        shell.navigation.toast(f"Lista enviada à impressora: {customers(file.customers)}.")
    else:
        shell.navigation.toast("A impressora não respondeu. A lista continua aqui: Ctrl+P tenta de novo.")


def _save(shell: Shell, parent: QWidget, file: ListFile, place: Path) -> None:
    if printing.written(place, file.content):
        shell.navigation.toast(f"Planilha salva em {place}: {customers(file.customers)}.")
    else:
        shell.dialogs.warn(parent, SHEET_NOT_SAVED)
