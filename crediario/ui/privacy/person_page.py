"""Exportar e apagar: one person's data taken along, or erased; what stays is told before anything goes."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.anonymising import (
    BlockOrder,
    ErasurePreview,
    OffersBlocked,
    block_offers,
    erasure_preview,
)
from crediario.services.core import Context
from crediario.services.person_export import ExportFiles, ExportOrder, export_files, record_export
from crediario.ui import printing
from crediario.ui.keys import Action
from crediario.ui.messages import Message, words
from crediario.ui.navigation import Shell
from crediario.ui.privacy import erasing, privacy_words
from crediario.ui.privacy.tabbed import Page
from crediario.ui.tasks import Lane
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import Paragraph, bold, label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row
from crediario.ui.widgets.states import EmptyState, Pane
from crediario.ui.words import counted

EXPORT = (
    "Sai em uma pasta à sua escolha: a declaração em PDF, para entregar à pessoa, os mesmos dados em JSON e"
    " uma cópia de cada arquivo e papel guardado. Os nomes dos arquivos não dizem de quem são."
)
NOT_WRITTEN = Message(
    "Os dados não foram gravados",
    "A pasta escolhida não aceita gravação, está sem espaço ou já tem estes arquivos.",
    "Escolha outra pasta. Nada ficou pela metade.",
)


class DataPage(Page):
    """Two cards: taking along, and erasing."""

    title = "Exportar e apagar"

    def __init__(self, shell: Shell, customer_id: int) -> None:
        super().__init__(shell)
        self._customer_id = customer_id
        self._preview: ErasurePreview | None = None
        operator = shell.ctx.operator
        self._may_export, self._may_erase = operator.may("export_person"), operator.may("anonymise")
        self.export = KeyButton("Exportar os dados", "F10", "primary", icon="download")
        self.erase = KeyButton("Apagar os dados desta pessoa", "Del", icon="trash-2")
        self.block = KeyButton("Bloquear ofertas", "Ctrl+B", icon="ban")
        self.note = Note()
        self._lines: QVBoxLayout = column(gap=Gap.X8)
        self.primary = self.export if self._may_export else None
        self.pane = Pane(self._content(), EmptyState("shield-check", "Nada a mostrar"))
        self.setLayout(column(self.pane, 1))
        self._listen()

    # -- Page ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Whether the person may be erased, and why not."""
        self.pane.wait()
        self.shell.tasks.run(self, erasure_preview, self._came, self._customer_id, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """What works here."""
        found = [Action("conclude", label="Exportar os dados")] if self._may_export else []
        if self.erase.isEnabled() and self._may_erase:
            found.append(Action("remove", self._erase, label="Apagar os dados"))
        if self.block.isVisibleTo(self):
            found.append(Action("block_offers", self._block))
        return found

    def first_focus(self) -> QWidget:
        """The blue button."""
        return self.export if self._may_export else self.erase

    # -- building --------------------------------------------------------------------------------------------

    def _content(self) -> QWidget:
        taken = Card("Levar os dados").add(
            Paragraph(EXPORT), Note("Pede a sua senha e fica anotado, com a contagem de linhas."),
            holder(row(None, self.export)),
        )  # fmt: skip
        gone = Card("Apagar os dados (anonimizar)").add(self.note, self._lines, None)
        gone.add(holder(row(None, self.block, self.erase, gap=Gap.X10)))
        self._both = row(column(taken, None), 1, gone, 2, gap=Gap.X14, margin=(Gap.X14, Gap.X14))
        self.export.setEnabled(self._may_export)
        return ScrollArea(holder(self._both))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where room is short one card stands below the other."""
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(below if self.width() < px(Size.READABLE) * 2 else beside)

    def _listen(self) -> None:
        self.export.clicked.connect(self._export)
        self.erase.clicked.connect(self._erase)
        self.block.clicked.connect(self._block)

    # -- erasing ---------------------------------------------------------------------------------------------

    def _came(self, preview: ErasurePreview) -> None:
        self._preview = preview
        self._show_note(preview)
        clear(self._lines)
        if preview.holds:
            self._list("Por que ainda não", privacy_words.held_words(preview))
            self._list("Enquanto isso", ("As ofertas podem ser bloqueadas já; corrigir e exportar, sempre.",))
        elif not preview.is_anonymised:
            self._list("O que some para sempre", privacy_words.GOES)
            self._list("O que fica", privacy_words.STAYS)
        self.erase.setEnabled(not preview.holds and not preview.is_anonymised and self._may_erase)
        self.erase.setVisible(not preview.is_anonymised)
        self.block.setVisible(bool(preview.holds))
        self.pane.show_content()
        self.keys_changed.emit()

    def _show_note(self, preview: ErasurePreview) -> None:
        if preview.is_anonymised:
            self.note.show_note("Os dados desta pessoa já foram apagados.", tone="ok")
        elif preview.holds:
            said = f" A loja guarda por {preview.years} anos depois da última quitação (LGPD, art. 16)."
            self.note.show_note(bold("Ainda não pode."), said, tone="att")
        elif not self._may_erase:
            self.note.show_note(bold("Já pode. "), privacy_words.ONLY_OWNERS, tone="pri")
        else:
            merged = f" São {preview.records} cadastros unificados." if preview.records > 1 else ""
            self.note.show_note(bold("Já pode."), f" Confira o que some e o que fica.{merged}", tone="pri")

    def _list(self, title: str, lines: Sequence[str]) -> None:
        self._lines.addWidget(label(title, "office_bold"))
        for line in lines:
            self._lines.addWidget(label(f"•  {line}", "office", wrap=True))

    def _failed(self, failure: KnownFailure) -> None:
        self.pane.show_failure(words(failure), self.reload)

    def _erase(self) -> None:
        if self._preview is not None and self.erase.isEnabled():
            erasing.erase(self.shell, self.erase, ((self._customer_id, self._preview.name),), self.reload)

    def _block(self) -> None:
        order = BlockOrder(str(uuid4()), self._customer_id)
        self.shell.tasks.run(self, block_offers, self._blocked, order, busy=self.block)

    def _blocked(self, done: OffersBlocked) -> None:
        said = "Ofertas bloqueadas." if done.withdrawn else "As ofertas já estavam bloqueadas."
        self.shell.navigation.toast(said)

    # -- taking along ----------------------------------------------------------------------------------------

    def _export(self) -> None:
        if not self._may_export:
            return
        folder = self.shell.dialogs.choose_folder(self, "Onde gravar os dados")
        if folder is None:
            return
        order = ExportOrder(str(uuid4()), self._customer_id)
        self.shell.navigation.toast("Juntando os dados…")
        self.shell.tasks.run(
            self.shell.tasks, _files, lambda files: self._write(files, folder), order,
            busy=self.export, lane=Lane.LONG,
        )  # fmt: skip

    def _write(self, files: ExportFiles, folder: Path) -> None:
        if all(written_new(folder, each.name, each.content) for each in files.files):
            count = counted(len(files.files), "arquivo gravado", "arquivos gravados")
            self.shell.navigation.toast(f"{count} em {folder}.")
        else:
            self.shell.dialogs.warn(self.window(), NOT_WRITTEN)


def _files(ctx: Context, order: ExportOrder) -> ExportFiles:
    record_export(ctx, order)
    return export_files(ctx, order)


def written_new(folder: Path, name: str, content: bytes) -> bool:
    """Whether the file stands in the folder now; a link, or a file of that name, is never written through.

    Rule: reliability.md A29.
    """
    place = folder / name
    if place.is_symlink() or place.resolve().parent != folder.resolve():
        return False
    return printing.written(place, content)
