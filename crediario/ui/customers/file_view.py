"""A file of the record, opened: the picture, or the pages of a PDF one by one; no disk is written to."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from crediario.services.attachments import AttachmentOpened
from crediario.ui import printing
from crediario.ui.customers import files_words
from crediario.ui.customers.pictures import read_picture
from crediario.ui.dialogs import Dialogs
from crediario.ui.paper_preview import PaperPreview
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.labels import label

_LARGEST = 2_400


class FileView(Card):
    """``closed`` comes on its Voltar button."""

    closed = Signal()

    def __init__(self, dialogs: Dialogs) -> None:
        super().__init__("Documento", flush=True)
        self._dialogs = dialogs
        self._opened: AttachmentOpened | None = None
        self._content = b""
        self.page = self.pages = 0
        self.place = label("", "office", "text2")
        self.picture, self.sheet, self.note = _PictureView(), PaperPreview(), Note(tone="att")
        self._stack = QStackedWidget()
        self.save = KeyButton("Salvar como", "Ctrl+S", size="small", icon="download")
        self.back = KeyButton("Voltar", "Esc", size="small")
        self._build()

    def show_file(self, opened: AttachmentOpened, content: bytes) -> None:
        """Show the bytes of a file that was opened."""
        self._opened, self._content, self.page, self.pages = opened, content, 0, 1
        self.title.setText(opened.title or "Documento")
        if opened.media_type.is_picture:
            self._show_picture(read_picture(content, _LARGEST))
        else:
            self.pages = printing.page_count(content)
            self._show_page()

    def turn(self, by: int) -> None:
        """Another page; beyond the ends nothing happens."""
        if 0 <= self.page + by < self.pages:
            self.page += by
            self._show_page()

    def save_as(self) -> None:
        """Ask where, and write the file there under a name that says nobody's name.

        Rule: reliability.md A29.
        """
        if self._opened is None:
            return
        kinds = files_words.SAVED_AS[self._opened.media_type]
        place = self._dialogs.save_file(self, "Salvar como", self._opened.file_name, kinds)
        if place is None:
            return
        if place.is_symlink():
            self._dialogs.warn(self, files_words.IS_LINK)
        elif not printing.written(place, self._content):
            self._dialogs.warn(self, files_words.NOT_SAVED)

    def forget(self) -> None:
        """Closed: what was shown is nowhere any more."""
        self._opened, self._content = None, b""
        self.picture.show_picture(None)

    def _build(self) -> None:
        self.add_header(self.place, self.save, self.back)
        for page in (self.picture, self.sheet, self.note):
            self._stack.addWidget(page)
        self.add(self._stack, 1)
        self.body.setContentsMargins(px(Gap.X14), px(Gap.X10), px(Gap.X14), px(Gap.X10))
        self.save.clicked.connect(self.save_as)
        self.back.clicked.connect(self.closed)

    def _show_picture(self, picture: QImage | None) -> None:
        self.place.setText("")
        self.picture.show_picture(picture)
        self._show(self.picture if picture is not None else None)

    def _show_page(self) -> None:
        """A page that pdfium cannot draw is said, and the others are still there."""
        from pypdfium2 import PdfiumError

        self.place.setText(f"Página {self.page + 1} de {self.pages}")
        try:
            self.sheet.show_sheet(self._content, self.page, self.title.text())
        except PdfiumError:
            self._show(None)
        else:
            self._show(self.sheet)

    def _show(self, shown: QWidget | None) -> None:
        if shown is None:
            self.note.show_note(files_words.NOT_DRAWN)
        self._stack.setCurrentWidget(shown or self.note)


class _PictureView(QWidget):
    """The whole picture, as large as fits."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QImage | None = None
        self.setAccessibleName("Imagem")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: QImage | None) -> None:
        """Another picture, or none."""
        self._picture = picture
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN), px(Size.QR_LARGE))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        if self._picture is not None:
            painter = QPainter(self)
            paint.picture(painter, QRectF(self.rect()), self._picture, Size.RADIUS_TAG, whole=True)
