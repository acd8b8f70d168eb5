"""Documentos: the files of a record. Enter opens one, Ctrl+N or a drop adds one, Delete takes one off."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from crediario.domain.attachments import MOST_BYTES, THUMBNAIL_SIDE
from crediario.domain.errors import KnownFailure
from crediario.gateways.clock import at_shop
from crediario.services.attachments import (
    Attached,
    AttachmentKind,
    AttachmentOpened,
    AttachmentRemoved,
    AttachmentRow,
    AttachOrder,
    ChosenFile,
    OpenAttachmentOrder,
    RemoveAttachmentOrder,
    attach_file,
    attachment_content,
    attachment_thumbnail,
    choose_file,
    customer_attachments,
    customer_photo,
    open_attachment,
    remove_attachment,
)
from crediario.ui.customers import files_words
from crediario.ui.customers.file_form import FileForm
from crediario.ui.customers.file_view import FileView
from crediario.ui.customers.list_panel import ListPanel
from crediario.ui.customers.pictures import read_picture
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Shell
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cells import Text, TwoLine
from crediario.ui.widgets.states import EmptyState
from crediario.ui.widgets.table import Column, Table

EMPTY = "Nenhum documento guardado"
EMPTY_TEXT = f"Arraste para cá uma foto ou um PDF de até {MOST_BYTES // 1024 // 1024} MB."


class FilesPanel(ListPanel[AttachmentRow]):
    """The list, the form of a new file, or an opened one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "Documentos guardados", "fotos e PDF do cliente")
        self._thumbnails: dict[int, QImage] = {}
        self.add = KeyButton("Anexar", "Ctrl+N", size="small", icon="plus")
        self.form, self.view = FileForm(), FileView(shell.dialogs)
        self._build()

    # -- what a screen asks ----------------------------------------------------------------------------------

    def show_customer(self, customer_id: int) -> None:
        """The files of this customer, from the beginning."""
        if customer_id != self._customer_id:
            self._customer_id, self._thumbnails = customer_id, {}
            self.view.forget()
            self._go(self.list)
        self.reload()

    def reload(self) -> None:
        """Look again what is there; what is typed or opened stays."""
        self.pane.wait()
        asked = self._customer_id
        self._shell.tasks.run(
            self, customer_attachments, lambda rows: self._show(asked, rows), asked, on_refused=self._failed
        )

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        match self.currentWidget():
            case self.form:
                return (
                    Action("next_field"),
                    Action("conclude", run=self.form.ask, label="Anexar"),
                    Action("back", run=self._to_list, label="Voltar"),
                )
            case self.view:
                return self._view_keys()
            case _:
                return self._list_keys()

    def first_focus(self) -> QWidget:
        """The rows, or the way to add the first one."""
        return self.table if self.table.rows() or self.add.isHidden() else self.add

    def _list_keys(self) -> Sequence[Action]:
        has_row, may_attach = self.table.current_row() is not None, self._may("attach_file")
        return (
            *((Action("move"),) if has_row else ()),
            *((Action("next_field", label="Abrir"),) if has_row and self._may("see_attachment") else ()),
            *((Action("new", run=self.choose, label="Anexar"),) if may_attach else ()),
            *((Action("remove", run=self.remove, label="Remover"),) if has_row and may_attach else ()),
        )

    def _view_keys(self) -> Sequence[Action]:
        turning = (
            Action("next_slip", run=lambda: self.view.turn(1), label="Próxima página"),
            Action("previous_slip", run=lambda: self.view.turn(-1), label="Página anterior"),
        )
        return (
            *(turning if self.view.pages > 1 else ()),
            Action("save_paper", run=self.view.save_as, label="Salvar como"),
            Action("back", run=self._to_list, label="Voltar"),
        )

    def _may(self, permission: str) -> bool:
        return self._shell.ctx.operator.may(permission)

    # -- the list --------------------------------------------------------------------------------------------

    def _show(self, asked: int, rows: tuple[AttachmentRow, ...]) -> None:
        if asked != self._customer_id:
            return
        self.table.set_rows(rows)
        self.pane.show_content(is_empty=not rows)
        self._landed()
        self._fetch_thumbnails(rows)

    def _fetch_thumbnails(self, rows: Sequence[AttachmentRow]) -> None:
        """One after the other, so that what the person does meanwhile comes between them."""
        missing = [row for row in rows if row.attachment_id not in self._thumbnails and self._may_see(row)]
        if not missing:
            return
        row, *others = missing

        def show(content: bytes | None) -> None:
            picture = read_picture(content, THUMBNAIL_SIDE) if content else None
            if picture is not None:
                self._thumbnails[row.attachment_id] = picture
                self.table.viewport().update()
            if row.customer_id == self._customer_id:
                self._fetch_thumbnails(others)

        def go_on(_: KnownFailure) -> None:
            show(None)

        if row.kind is AttachmentKind.PHOTO:
            self._shell.tasks.run(self, customer_photo, show, row.customer_id, on_refused=go_on)
        else:
            self._shell.tasks.run(self, attachment_thumbnail, show, row.attachment_id, on_refused=go_on)

    def _may_see(self, row: AttachmentRow) -> bool:
        return row.kind is AttachmentKind.PHOTO or self._may("see_attachment")

    # -- opening ---------------------------------------------------------------------------------------------

    def _open(self, row: AttachmentRow) -> None:
        """Two steps: that it was opened is written first."""

        def fetch(opened: AttachmentOpened) -> None:
            self._shell.tasks.run(
                self, attachment_content, lambda content: self._opened(opened, content),
                opened.attachment_id, opened.access_id, on_refused=self._refused,
            )  # fmt: skip

        order = OpenAttachmentOrder(str(uuid4()), row.attachment_id)
        self._shell.tasks.run(self, open_attachment, fetch, order, on_refused=self._refused)

    def _opened(self, opened: AttachmentOpened, content: bytes) -> None:
        self.view.show_file(opened, content)
        self._go(self.view)
        self.view.save.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- adding ----------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ctrl+N: a file of this computer."""
        path = self._shell.dialogs.open_file(self, "Anexar à ficha", files_words.FILE_KINDS)
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        asked = self._customer_id
        self._shell.tasks.run(
            self, choose_file, lambda chosen: self._ask(asked, chosen), path,
            on_refused=self._refused, busy=self.add,
        )  # fmt: skip

    def _ask(self, customer_id: int, chosen: ChosenFile) -> None:
        if customer_id == self._customer_id:
            self._go(self.form)
            self.form.show_file(customer_id, chosen)

    def _attach(self, order: AttachOrder) -> None:
        self._shell.tasks.run(
            self, attach_file, self._attached, order,
            on_refused=self.form.show_refusal, busy=self.form.save,
        )  # fmt: skip

    def _attached(self, attached: Attached) -> None:
        self._shell.navigation.toast("Arquivo anexado à ficha.")
        self._to_list()
        self._land()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if self._may("attach_file") and not self.is_inside and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(paths) == 1:
            self._take(paths[0])
        else:
            self._shell.navigation.toast(files_words.ONE_AT_A_TIME)
        event.acceptProposedAction()

    # -- taking off ------------------------------------------------------------------------------------------

    def remove(self) -> None:
        """Delete: asked once."""
        row = self.table.current_row()
        if row is None or not self._shell.dialogs.ask(self, files_words.remove_question(row)):
            return
        order = RemoveAttachmentOrder(str(uuid4()), row.attachment_id)
        self._shell.tasks.run(self, remove_attachment, self._removed, order, on_refused=self._refused)

    def _removed(self, removed: AttachmentRemoved) -> None:
        self._shell.navigation.toast("Arquivo removido da ficha.")
        self._land()

    # -- around ----------------------------------------------------------------------------------------------

    def _refused(self, failure: KnownFailure) -> None:
        """Something changed meanwhile, or the file is no good: say it over the list, and look again."""
        said = words(failure)
        self._refuse(f"{said.title}.", said.rest)

    def _to_list(self) -> None:
        self.view.forget()
        super()._to_list()

    def _build(self) -> None:
        self.list.add_header(self.add)
        self.add.setVisible(self._may("attach_file"))
        empty = EmptyState("file-text", EMPTY, EMPTY_TEXT)
        self._place(self._table(), empty, "Buscando documentos…", self.form, self.view)
        self.setAcceptDrops(True)
        self.add.clicked.connect(self.choose)
        self.table.opened.connect(self._enter)
        self.form.attach_asked.connect(self._attach)
        self.form.closed.connect(self._to_list)
        self.view.closed.connect(self._to_list)

    def _enter(self, row: AttachmentRow) -> None:
        if self._may("see_attachment"):
            self._open(row)
        else:
            self._shell.navigation.toast("Abrir documentos guardados é com a gerência.")

    def _table(self) -> Table[AttachmentRow]:
        return Table(
            [
                Column("Documento", self._name, chars=24, stretch=1),
                Column("Incluído", self._when, chars=11),
                Column("Por", lambda row: Text(row.operator_name, "text2"), chars=11, optional=True),
                Column("Tamanho", lambda row: Text(files_words.size_words(row.size_bytes), "text2"), chars=9,
                       align="right", optional=True),
            ],
            name="Documentos guardados",
            key=lambda row: row.attachment_id,
            row_height="two_line",
        )  # fmt: skip

    def _name(self, row: AttachmentRow) -> TwoLine:
        return TwoLine(
            files_words.title_words(row),
            files_words.kind_words(row),
            icon="user" if row.kind is AttachmentKind.PHOTO else "file-text",
            picture=self._thumbnails.get(row.attachment_id),
        )

    def _when(self, row: AttachmentRow) -> Text:
        day = at_shop(self._shell.ctx.clock, row.attached_at).date()
        return Text(files_words.day_words(day, self._shell.today()), "text2")
