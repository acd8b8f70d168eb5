"""A file just chosen: what it is good for and what it is called, before it goes to the record."""

from uuid import uuid4

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.attachments import AttachmentKind, AttachOrder, ChosenFile
from crediario.ui import icons
from crediario.ui.customers import files_words
from crediario.ui.customers.pictures import read_picture
from crediario.ui.messages import words
from crediario.ui.theme import Gap, Size, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import column, row

_SHOWN = 600


class FileForm(Card):
    """``attach_asked`` carries the order; a refusal is told here and nothing typed is lost."""

    attach_asked = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Anexar à ficha")
        self._customer_id = 0
        self._chosen: ChosenFile | None = None
        self._request_id = ""
        self.shown = _Shown()
        self.about = label("", "office", "text2", elide=True)
        self.consent = label(files_words.PHOTO_CONSENT, "office", "text2", wrap=True)
        self.kind: Combo[AttachmentKind] = Combo()
        self.name = TextEdit()
        self.refusal = Note(tone="late")
        self.save = KeyButton("Anexar", "F10", "primary")
        self.back = KeyButton("Voltar", "Esc")
        self._build()

    def show_file(self, customer_id: int, chosen: ChosenFile) -> None:
        """Ask about this file."""
        self._customer_id, self._chosen, self._request_id = customer_id, chosen, str(uuid4())
        picture = read_picture(chosen.content, _SHOWN) if chosen.media_type.is_picture else None
        self.shown.show_picture(picture)
        self.about.setText(files_words.type_words(chosen.media_type, len(chosen.content)))
        kinds = [each for each in files_words.KINDS if picture is not None or each != AttachmentKind.PHOTO]
        self.kind.set_choices([(each, files_words.KINDS[each]) for each in kinds])
        self._show_consent()
        self.name.setText(chosen.title)
        self.refusal.hide()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """F10: send it. The same request at every try, until one was refused."""
        if self._chosen is not None:
            order = AttachOrder.of(
                self._request_id, self._customer_id, self.kind.value(), self.name.value(),
                self._chosen.content,
            )  # fmt: skip
            self.attach_asked.emit(order)

    def show_refusal(self, failure: KnownFailure) -> None:
        """Say why not; the next try is another request."""
        self._request_id = str(uuid4())
        said = words(failure)
        self.refusal.show_note(bold(f"{said.title}. "), said.rest)

    def _show_consent(self) -> None:
        self.consent.setVisible(self.kind.value() == AttachmentKind.PHOTO)

    def _build(self) -> None:
        self.kind.setAccessibleName("Para que serve")
        fields = column(
            Field("Para que serve", self.kind), self.consent, Field("Nome na ficha", self.name), self.about,
            self.refusal, None, row(None, self.back, self.save, gap=Gap.X8),
        )  # fmt: skip
        self.refusal.hide()
        self.add(row(self.shown, 1, fields, 1, gap=Gap.X20), 1)
        self.kind.currentIndexChanged.connect(lambda _: self._show_consent())
        self.save.clicked.connect(self.ask)
        self.back.clicked.connect(self.closed)


class _Shown(QWidget):
    """The picture, or for a PDF its sign."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Prévia do arquivo")

    def show_picture(self, picture: QImage | None) -> None:
        """Another file."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN), px(Size.QR_LARGE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.QR), px(Size.QR))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, area = QPainter(self), QRectF(self.rect())
        paint.box(painter, area, fill=colors().surface2, border=colors().line)
        inside = area.adjusted(px(Gap.X8), px(Gap.X8), -px(Gap.X8), -px(Gap.X8))
        if self._picture is not None:
            paint.picture(painter, inside, self._picture, Size.RADIUS_TAG, whole=True)
            return
        side = px(Size.STATE_TILE)
        sign = QRectF(0, 0, side, side)
        sign.moveCenter(area.center())
        icons.draw(painter, "file-text", sign, ink("text2"))
