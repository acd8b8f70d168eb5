"""Step 1: files that do not serve, files dropped on the page, earlier imports and their undoing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from crediario.domain.permissions import Role
from crediario.services.core import Context
from crediario.services.search import search_customers
from crediario.ui.importing.wizard import COLUMNS, DONE, FILE
from crediario.ui.keys import Action
from tests.support.builders import a_payment
from tests.support.shop import CASHIER, as_person
from tests.ui.importing.bench import ANA, Bench, a_bench, a_file
from tests.ui.windows import NONE

HERE = QPointF(600, 200)


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("vazio.csv", b"", "O arquivo está vazio."),
        ("carteira.xlsx", b"%PDF-1.7 nada de planilha", "Isto não é uma planilha."),
        ("antiga.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Planilha do Excel antigo (.xls)."),
    ],
)
def test_a_file_that_does_not_serve_says_so_in_its_place(
    bench: Bench, tmp_path: Path, name: str, content: bytes, title: str
) -> None:
    (tmp_path / name).write_bytes(content)
    bench.choose(tmp_path / name)
    step = bench.screen.file
    assert bench.screen.shown == FILE
    assert step.problem.isVisible()
    said = step.problem.paragraph.text
    assert said.startswith(title)
    assert "Nada entrou na loja." in said
    assert bench.focus is step.zone
    bench.choose(a_file(tmp_path))
    assert bench.screen.shown == COLUMNS
    assert not step.problem.isVisibleTo(step)


def test_giving_up_the_choice_changes_nothing(bench: Bench) -> None:
    bench.press("F10")
    assert (bench.screen.shown, bench.screen.running) == (FILE, False)


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(bench: Bench, data: QMimeData) -> bool:
    event = QDragEnterEvent(
        HERE.toPoint(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    event.ignore()
    QApplication.sendEvent(bench.screen, event)
    return event.isAccepted()


def test_a_file_dropped_on_the_page_is_read(bench: Bench, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    assert drag(bench, dropped(file))
    assert not drag(bench, dropped(file, file)), "one at a time"
    data = dropped(file)
    event = QDropEvent(
        HERE,
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    QApplication.sendEvent(bench.screen, event)
    assert bench.screen.shown == COLUMNS
    assert not drag(bench, dropped(file)), "only where a file is chosen"


def test_enter_on_the_field_chooses_a_file_too(bench: Bench, tmp_path: Path) -> None:
    bench.dialogs.to_open = a_file(tmp_path)
    assert bench.focus is bench.screen.file.zone
    bench.press("Return")
    assert bench.screen.shown == COLUMNS


def test_an_import_is_undone_where_it_ended(bench: Bench, tmp_path: Path) -> None:
    bench.bring(a_file(tmp_path))
    bench.ctrl("Z")
    assert bench.dialogs.asked[0].title == "Desfazer a importação de caderno.csv?"
    assert "(5)" in bench.dialogs.asked[0].text
    assert bench.screen.shown == FILE
    assert bench.found(ANA) == 0
    assert not bench.screen.file.history.undo.isEnabled(), "undone already"
    toast, back = bench.window.toaster, bench.screen.back_button
    assert toast.text.startswith("Importação desfeita.")
    assert toast.geometry().bottom() < back.mapTo(bench.window, back.rect().topLeft()).y(), "covers no button"
    assert bench.screen.review.summary == "Totais e recusadas", "nothing is known of a file any more"


def test_an_earlier_import_is_undone_from_the_list(bench: Bench, tmp_path: Path) -> None:
    bench.bring(a_file(tmp_path))
    bench.press("F10")
    step = bench.open().file
    assert [row.file_name for row in step.history.table.rows()] == ["caderno.csv"]
    bench.dialogs.answer = False
    bench.ctrl("Z")
    assert bench.found(ANA) == 1
    bench.dialogs.answer = True
    bench.ctrl("Z")
    assert bench.found(ANA) == 0
    assert step.history.table.rows()[0].undone_at is not None


def test_what_moved_since_is_not_undone_and_says_why(bench: Bench, tmp_path: Path) -> None:
    bench.bring(a_file(tmp_path))
    a_payment(bench.ctx, search_customers(bench.ctx, ANA).customers[0].id)
    bench.ctrl("Z")
    assert bench.dialogs.warned[0].title == "Esta importação não pode mais ser desfeita"
    assert bench.screen.shown == DONE
    assert bench.found(ANA) == 1


def test_who_may_not_bring_is_not_invited(sqlite_shop: Context) -> None:
    cashier = as_person(sqlite_shop, CASHIER)
    assert cashier.operator.role is Role.CASHIER
    with a_bench(cashier) as made:
        assert "bring" not in keys_of(made)
        made.ctrl("O")
        assert made.window.current is not None
        assert made.window.current.title == "Início"


def test_a_new_shop_is_invited_from_the_start(sqlite_shop: Context, tmp_path: Path) -> None:
    with a_bench(sqlite_shop) as made:
        home = made.window.current
        assert home.bring.isVisible()  # type: ignore[union-attr]
        made.ctrl("O")
        made.bring(a_file(tmp_path))
        made.press("F10")
        assert not made.window.current.bring.isVisible()  # type: ignore[union-attr]


def keys_of(bench: Bench) -> set[str]:
    """What works on the screen."""
    actions: tuple[Action, ...] = tuple(bench.window.current.keys()) if bench.window.current else ()
    return {action.id for action in actions}
