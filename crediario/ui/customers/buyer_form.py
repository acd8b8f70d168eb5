"""An authorised buyer: who, what they are to the customer, how much they may have open, how they look."""

from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent

from crediario.domain.attachments import SMALL_SIDE
from crediario.domain.br import InvalidCpf, TextTooLong
from crediario.domain.errors import KnownFailure
from crediario.domain.money import AmountNotPositive, AmountTooLarge
from crediario.domain.relations import BuyerAlready, BuyerIsCustomer, BuyerNameMissing
from crediario.services.attachments import ChosenFile
from crediario.services.relations import BuyerDraft, BuyerOrder, BuyerRow, ChangeBuyerOrder, Relation
from crediario.ui import icons
from crediario.ui.customers import people_words
from crediario.ui.customers.pictures import read_picture
from crediario.ui.messages import words
from crediario.ui.theme import Gap, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Avatar, Card, Note
from crediario.ui.widgets.edits import CpfEdit, Edit, MoneyEdit, TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import row
from crediario.ui.words import initials

NEW = "Novo comprador autorizado"


class BuyerForm(Card):
    """``save_asked`` when the form is right as far as it can tell; ``photo_asked`` to choose a picture.

    Of one who may buy already only relation, sub-limit and photo change.
    """

    save_asked = Signal()
    photo_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(NEW)
        self._customer_id = 0
        self._buyer: BuyerRow | None = None
        self._request_id = ""
        self.photo: ChosenFile | None = None
        self.face = _Face()
        self.name, self.document, self.limit = TextEdit(), CpfEdit(), MoneyEdit()
        self.relation: Combo[Relation] = Combo(list(people_words.RELATIONS.items()))
        self._name_field = Field("Nome", self.name)
        self._document_field = Field("CPF", self.document, hint="se tiver")
        self.choose = KeyButton("Escolher foto", size="small", icon="user")
        self.refusal = Note(tone="late")
        self.save = KeyButton("Gravar", "F10", "primary")
        self.back = KeyButton("Voltar", "Esc")
        self._build()

    def begin(self, customer_id: int, buyer: BuyerRow | None = None, picture: QImage | None = None) -> None:
        """Empty for somebody new, or what is known of one who may buy already."""
        self._customer_id, self._buyer, self.photo = customer_id, buyer, None
        self._request_id = str(uuid4())
        self.title.setText(buyer.name if buyer else NEW)
        for field in (self._name_field, self._document_field):
            field.setVisible(buyer is None)
        self.name.setText("")
        self.document.set_value(None)
        self.relation.set_value(buyer.relation if buyer else Relation.SPOUSE)
        self.limit.set_value(buyer.limit if buyer else None)
        self.face.show_face(buyer.name if buyer else "", picture)
        self.refusal.hide()
        (self.relation if buyer else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_photo(self, chosen: ChosenFile) -> None:
        """The picture chosen; it is kept when the form is written."""
        self.photo = chosen
        picture = read_picture(chosen.content, SMALL_SIDE)
        self.face.show_face(self.name.text() or self.title.text(), picture)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> BuyerOrder | ChangeBuyerOrder:
        """What was typed, as the shop is asked for it."""
        limit = self.limit.value()
        if self._buyer is not None:
            return ChangeBuyerOrder(self._request_id, self._buyer.buyer_id, self.relation.value(), limit)
        draft = BuyerDraft(self.name.value(), self.document.text(), self.relation.value(), limit)
        return BuyerOrder(self._request_id, self._customer_id, draft)

    def ask(self) -> None:
        """F10: what is wrong already is said in its field."""
        for edit in (self.document, self.limit):
            if edit.isVisible() and not edit.check():
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.save_asked.emit()

    def show_refusal(self, failure: KnownFailure) -> None:
        """Say it in its field, or above all of them; the next try is another request."""
        self._request_id = str(uuid4())
        said, edit = words(failure), self._field_of(failure)
        if edit is None:
            self.refusal.show_note(bold(f"{said.title}. "), said.rest)
            return
        edit.set_error(said.title)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field_of(self, failure: KnownFailure) -> Edit | None:
        match failure:
            case BuyerNameMissing() | TextTooLong():
                return self.name
            case InvalidCpf() | BuyerIsCustomer():
                return self.document
            case AmountNotPositive() | AmountTooLarge():
                return self.limit
            case BuyerAlready() if self._buyer is None:
                return self.name
            case _:
                return None

    def _build(self) -> None:
        limit = Field("Sublimite", self.limit, note="Vazio: vale o limite do cliente.")
        photo = row(self.face, label("A foto ajuda a conferir quem está no balcão.", "office", "text2",
                                     wrap=True), 1, self.choose)  # fmt: skip
        self.relation.setAccessibleName("Relação com o cliente")
        self.add(
            self.refusal,
            row(self._name_field, 3, self._document_field, 2, gap=Gap.X16),
            row(Field("Relação com o cliente", self.relation), 3, limit, 2, gap=Gap.X16),
            photo,
            None,
            row(None, self.back, self.save, gap=Gap.X8),
        )
        self.refusal.hide()
        self.save.clicked.connect(self.ask)
        self.back.clicked.connect(self.closed)
        self.choose.clicked.connect(self.photo_asked)


class _Face(Avatar):
    """The photo, or the initials."""

    def __init__(self) -> None:
        super().__init__(large=True)
        self._picture: QImage | None = None
        self._name = ""

    def show_face(self, name: str, picture: QImage | None) -> None:
        """Another person, or another photo."""
        self._picture, self._name = picture, name
        self.show_initials(initials(name))
        self.setAccessibleName("Foto" if picture else "Sem foto")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        area = self.rect().toRectF()
        if self._picture is not None:
            paint.picture(QPainter(self), area, self._picture)
            return
        super().paintEvent(event)
        if not self._name:
            edge = px(Gap.X16)
            icons.draw(QPainter(self), "user", area.adjusted(edge, edge, -edge, -edge), ink("pri"))
