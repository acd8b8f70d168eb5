"""The files of a record by the keyboard: seen, opened, attached, saved, taken off, refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from crediario.db.models import Attachment, RecordAccess
from crediario.domain.attachments import AttachmentNotFound
from crediario.services.attachments import (
    AttachmentKind,
    AttachOrder,
    RemoveAttachmentOrder,
    attach_file,
    customer_attachments,
    remove_attachment,
)
from crediario.services.core import Context
from crediario.ui.customers.files_panel import FilesPanel
from crediario.ui.customers.photo import CustomerPhoto
from crediario.ui.customers.pictures import read_picture
from crediario.ui.messages import words
from crediario.ui.widgets.cells import TwoLine
from tests.support.builders import a_customer
from tests.support.media import SVG, a_picture, jpeg, pdf, phone_jpeg, png
from tests.support.privacy import with_photo_consent
from tests.support.shop import MANAGER, SELLER, new_id
from tests.ui.customers.panel_host import CTRL, Hosted, hosted
from tests.ui.support import type_text

PHOTO, DOCUMENT, INCOME, *_ = AttachmentKind


@pytest.fixture
def files(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Hosted[FilesPanel]]:
    with hosted(sqlite_shop, FilesPanel, MANAGER) as made:
        yield made


def attach(ctx: Context, customer: int, content: bytes, kind: AttachmentKind, title: str) -> int:
    return attach_file(ctx, AttachOrder.of(new_id(), customer, kind, title, content)).attachment_id


@pytest.fixture
def maria(sqlite_shop: Context) -> int:
    customer = with_photo_consent(sqlite_shop, a_customer(sqlite_shop, "Maria das Graças Oliveira"))
    attach(sqlite_shop, customer, png(a_picture(300, 200)), DOCUMENT, "RG")
    attach(sqlite_shop, customer, pdf(3, "HOLERITE"), INCOME, "Holerite de maio")
    attach(sqlite_shop, customer, phone_jpeg(400, 300), PHOTO, "")
    return customer


def cells(panel: FilesPanel) -> list[tuple[str, str]]:
    model = panel.table.rows_model
    shown = [model.cell(row, 0) for row in range(model.rowCount())]
    return [(cell.text, cell.below) for cell in shown if isinstance(cell, TwoLine)]


def test_the_list_says_what_is_there(files: Hosted[FilesPanel], maria: int) -> None:
    panel = files.panel(maria)
    assert cells(panel) == [
        ("Foto do cliente", "foto JPEG"),
        ("Holerite de maio", "Comprovante de renda · PDF"),
        ("RG", "Documento · imagem PNG"),
    ]
    model = panel.table.rows_model
    assert [model.cell(0, column).text for column in (1, 2)] == ["hoje", "Aurora R."]
    assert len(panel._thumbnails) == 3
    assert files.window.focusWidget() is panel.table
    assert files.bar() == "Andar na lista, ↑ ↓ | Abrir, Enter | Anexar, Ctrl+N | Remover, Delete"


def test_an_empty_record_says_how_to_begin(files: Hosted[FilesPanel]) -> None:
    panel = files.panel(a_customer(files.ctx, "Ana Lima"))
    assert panel.pane.currentWidget() is panel.pane.empty
    assert files.window.focusWidget() is panel.add
    assert files.bar() == "Anexar, Ctrl+N"


def test_enter_opens_a_pdf_and_leafs_through_it(files: Hosted[FilesPanel], maria: int) -> None:
    panel = files.panel(maria)
    files.press("Down", "Return")

    assert panel.is_inside
    assert panel.currentWidget() is panel.view
    assert (panel.view.title.text(), panel.view.place.text()) == ("Holerite de maio", "Página 1 de 3")
    assert RecordAccess.select().where(RecordAccess.opened == "attachment").count() == 1
    files.press("Down", "Down", "Down", modifier=CTRL)
    assert panel.view.place.text() == "Página 3 de 3"
    files.press("Up", modifier=CTRL)
    assert panel.view.place.text() == "Página 2 de 3"
    files.press("Escape")
    assert not panel.is_inside
    assert files.window.focusWidget() is panel.table
    assert panel.view._content == b""


def test_a_picture_is_shown_whole(files: Hosted[FilesPanel], maria: int) -> None:
    panel = files.panel(maria)
    files.press("Down", "Down", "Return")
    assert panel.view._stack.currentWidget() is panel.view.picture
    assert files.bar() == "Salvar como, Ctrl+S | Voltar, Esc"
    files.window.grab()


def test_a_file_is_attached_by_the_keyboard(files: Hosted[FilesPanel], tmp_path: Path) -> None:
    ana = a_customer(files.ctx, "Ana Lima")
    panel = files.panel(ana)
    files.dialogs.path = tmp_path / "conta_de_luz.pdf"
    files.dialogs.path.write_bytes(pdf())
    files.press("N", modifier=CTRL)

    assert panel.currentWidget() is panel.form
    assert (panel.form.name.text(), panel.form.about.text()) == ("conta de luz", "PDF, 1 KB")
    kinds = [panel.form.kind.itemText(place) for place in range(panel.form.kind.count())]
    assert "Foto do cliente" not in kinds
    panel.form.kind.set_value(AttachmentKind.ADDRESS_PROOF)
    files.press("Return")
    assert files.window.focusWidget() is panel.form.name
    type_text(panel.form.name, "Luz de maio")
    files.press("F10")

    [row] = customer_attachments(files.ctx, ana)
    assert (row.title, row.kind) == ("Luz de maio", AttachmentKind.ADDRESS_PROOF)
    assert not panel.is_inside
    assert cells(panel) == [("Luz de maio", "Comprovante de endereço · PDF")]


def test_a_photo_asks_for_a_yes_of_its_own(files: Hosted[FilesPanel], tmp_path: Path) -> None:
    """Rule: law.md §8."""
    ana = a_customer(files.ctx, "Ana Lima")
    panel = files.panel(ana)
    files.dialogs.path = tmp_path / "ana.jpg"
    files.dialogs.path.write_bytes(jpeg())
    files.press("N", modifier=CTRL)
    shown = []
    for kind in (DOCUMENT, PHOTO, INCOME):
        panel.form.kind.set_value(kind)
        shown.append(panel.form.consent.isVisible())
    assert shown == [False, True, False]

    panel.form.kind.set_value(PHOTO)
    files.press("F10")
    assert panel.form.isVisible()
    assert "Falta a autorização da pessoa" in panel.form.refusal.paragraph.text
    with_photo_consent(files.ctx, ana)
    files.press("F10")
    assert not panel.is_inside


def test_esc_attaches_nothing(files: Hosted[FilesPanel], maria: int, tmp_path: Path) -> None:
    panel = files.panel(maria)
    files.dialogs.path = tmp_path / "a.jpg"
    files.dialogs.path.write_bytes(jpeg())
    files.press("N", modifier=CTRL)
    files.press("Escape")
    assert Attachment.select().count() == 3
    assert files.window.focusWidget() is panel.table


def test_what_lies_about_itself_is_told_over_the_list(
    files: Hosted[FilesPanel], maria: int, tmp_path: Path
) -> None:
    panel = files.panel(maria)
    files.dialogs.path = tmp_path / "foto.jpg"
    files.dialogs.path.write_bytes(SVG)
    files.press("N", modifier=CTRL)

    assert not panel.is_inside
    assert panel.note.isVisible()
    assert "Este tipo de arquivo não é aceito" in panel.note.paragraph.text
    files.dialogs.path = tmp_path / "good.jpg"
    files.dialogs.path.write_bytes(jpeg())
    files.press("N", modifier=CTRL)
    files.press("Escape")
    assert not panel.note.isVisible()


def test_the_same_file_again_is_told_in_the_form(
    files: Hosted[FilesPanel], maria: int, tmp_path: Path
) -> None:
    panel = files.panel(maria)
    files.dialogs.path = tmp_path / "rg.png"
    files.dialogs.path.write_bytes(png(a_picture(300, 200)))
    files.press("N", modifier=CTRL)
    files.press("F10")
    assert panel.currentWidget() is panel.form
    assert "já está na ficha" in panel.form.refusal.paragraph.text
    assert "“RG”" in panel.form.refusal.paragraph.text


def drop(panel: FilesPanel, *paths: Path) -> bool:
    """Drop files; whether the panel takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, *how)
    enter.ignore()
    panel.dragEnterEvent(enter)
    if enter.isAccepted():
        panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *how))
    return enter.isAccepted()


def test_a_dropped_file_is_asked_about(files: Hosted[FilesPanel], maria: int, tmp_path: Path) -> None:
    panel = files.panel(maria)
    one, two = tmp_path / "um.jpg", tmp_path / "dois.jpg"
    for path in (one, two):
        path.write_bytes(jpeg())
    assert drop(panel, one, two)
    assert not panel.is_inside
    assert files.window.toaster.text == "Traga um arquivo de cada vez."
    assert drop(panel, one)
    assert panel.form.name.text() == "um"
    assert not drop(panel, two)


def test_delete_asks_once_and_takes_off(files: Hosted[FilesPanel], maria: int) -> None:
    panel = files.panel(maria)
    files.press("Down", "Down")
    files.dialogs.answer = False
    files.press("Delete")
    assert len(cells(panel)) == 3
    files.dialogs.answer = True
    files.press("Delete")
    assert [text for text, _ in cells(panel)] == ["Foto do cliente", "Holerite de maio"]
    assert [each.title for each in files.dialogs.asked] == ["Remover “RG” da ficha?"] * 2


def test_a_file_taken_off_at_another_till_is_told(files: Hosted[FilesPanel], maria: int) -> None:
    panel = files.panel(maria)
    gone = customer_attachments(files.ctx, maria)[0].attachment_id
    remove_attachment(files.ctx, RemoveAttachmentOrder(new_id(), gone))
    files.press("Return")
    assert words(AttachmentNotFound()).title in panel.note.paragraph.text
    assert len(cells(panel)) == 2


def test_saving_goes_where_asked_and_never_through_a_link(
    files: Hosted[FilesPanel], maria: int, tmp_path: Path
) -> None:
    panel = files.panel(maria)
    files.press("Down", "Return")
    place = tmp_path / "anexo.pdf"
    files.dialogs.path = place
    files.press("S", modifier=CTRL)
    assert place.read_bytes() == pdf(3, "HOLERITE")

    link, target = tmp_path / "atalho.pdf", tmp_path / "alvo.pdf"
    target.write_bytes(b"antes")
    link.symlink_to(target)
    files.dialogs.path = link
    files.press("S", modifier=CTRL)
    assert (target.read_bytes(), len(files.dialogs.warned)) == (b"antes", 1)
    files.dialogs.path = tmp_path / "nada" / "a.pdf"
    files.press("S", modifier=CTRL)
    assert files.dialogs.warned[-1].title == "O arquivo não foi salvo"
    files.dialogs.path = None
    files.press("S", modifier=CTRL)
    assert panel.is_inside


def test_a_seller_attaches_and_opens_nothing(qtbot: QtBot, sqlite_shop: Context, maria: int) -> None:
    with hosted(sqlite_shop, FilesPanel, SELLER) as files:
        panel = files.panel(maria)
        assert files.bar() == "Andar na lista, ↑ ↓ | Anexar, Ctrl+N | Remover, Delete"
        assert len(panel._thumbnails) == 1
        files.press("Down", "Return")
        assert not panel.is_inside
        assert files.window.toaster.text == "Abrir documentos guardados é com a gerência."
    assert RecordAccess.select().where(RecordAccess.opened == "attachment").count() == 0


def test_another_customer_begins_at_the_list(files: Hosted[FilesPanel], maria: int) -> None:
    panel = files.panel(maria)
    files.press("Down", "Return")
    ana = a_customer(files.ctx, "Ana Lima")
    panel.show_customer(ana)
    assert not panel.is_inside
    assert cells(panel) == []


def test_the_photo_stands_for_the_initials(files: Hosted[FilesPanel], maria: int) -> None:
    shell = files.panel(maria)._shell
    photo = CustomerPhoto(shell)
    photo.show_customer(maria, "Maria das Graças Oliveira")
    assert photo.picture is not None
    assert photo.picture.height() > photo.picture.width()
    photo.grab()
    photo.show_customer(a_customer(files.ctx, "Ana Lima"), "Ana Lima")
    assert photo.picture is None
    photo.grab()
    photo.deleteLater()


def test_pictures_are_read_upright_and_no_larger_than_shown() -> None:
    picture = read_picture(phone_jpeg(1600, 1200), 300)
    assert picture is not None
    assert (picture.width(), picture.height()) == (225, 300)
    small = read_picture(png(a_picture(30, 20)), 300)
    assert small is not None
    assert small.width() == 30
    assert read_picture(SVG, 300) is None
    assert read_picture(b"", 300) is None
    assert read_picture(png()[:60], 300) is None
