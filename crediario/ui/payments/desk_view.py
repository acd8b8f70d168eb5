"""The left side of Receber: whose installments, which are marked, and where every number comes from."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.money import Money
from crediario.services.payments import DeskRow, ReceivingDesk
from crediario.ui.messages import Message
from crediario.ui.payments import row_words
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.payments.waiver_box import WaiverBox
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Avatar, Card, Note
from crediario.ui.widgets.cells import Cell, TagCell, Text
from crediario.ui.widgets.labels import Run, bold, keycap_run, label
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.release_box import ReleaseBox
from crediario.ui.widgets.table import Column, Table
from crediario.ui.words import counted, initials

DASH = "—"


class DeskView(QWidget):
    """``marked`` tells that boxes were checked, ``waiver.changed`` and ``release`` what was typed there."""

    marked = Signal(list)
    waiver_asked = Signal()
    late_asked = Signal()
    undo_asked = Signal()
    customer_asked = Signal()
    negotiate_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._desk: ReceivingDesk | None = None
        self._left: dict[int, Money] = {}
        self._narrow = False
        self._avatar = Avatar()
        self._name = label("", "heading", elide=True)
        self._line = label("", "body", "text2", elide=True)
        self.card_button = KeyButton("Ficha", "Ctrl+I", icon="user")
        self.negotiate_button = KeyButton("Negociar", "F8", icon="handshake")
        self.note = Note(tone="pri", icon="scan-barcode")
        self.undo = LinkButton("Desfazer", "Ctrl+Z")
        self.undo.setFixedHeight(px(Size.TAG))
        self.note.side.addWidget(self.undo)
        self._mark_late = LinkButton("Marcar atrasadas", "Ctrl+A")
        self.table = self._table()
        self.count = label("", "body_bold")
        self.sums = label("", "office", "text2", elide=True)
        self.memory = Note(icon="percent")
        self.waive = LinkButton("Dispensar encargos", "Ctrl+D")
        self.waiver = WaiverBox()
        self.release = ReleaseBox("Número da gerência", in_line=True)
        self.release.hide()
        card = Card("Parcelas em aberto", " ", flush=True).add(self.table, 1).add_header(self._mark_late)
        self._card = card.add_footer(self.count, self.sums, 1, self.waive)
        said = column(self._name, self._line, gap=Gap.X2)
        head = row(self._avatar, said, 1, self.card_button, self.negotiate_button)
        self.setLayout(column(head, self.note, self._card, 1, self.waiver, self.release, self.memory))
        self._listen()

    def show_desk(self, draft: ReceiveDraft) -> None:
        """Other rows, or the same ones with today's figures."""
        desk = self._desk = draft.desk
        self._avatar.show_initials(initials(desk.name))
        self._name.setText(desk.name)
        self._line.setText(row_words.customer_line(desk))
        contracts = len({each.contract_number for each in desk.rows})
        self._card.hint.setText(f"{row_words.open_words(desk)}, {counted(contracts, 'carnê', 'carnês')}")
        self.table.set_rows(desk.rows)
        self.show_marks(draft)
        self.go_to(draft.rows[0].installment_id if draft.rows else 0)

    def show_marks(self, draft: ReceiveDraft) -> None:
        """Which boxes are checked, and what they sum to."""
        self.table.blockSignals(True)
        self.table.set_marked(draft.rows)
        self.table.blockSignals(False)
        self.count.setText(counted(len(draft.rows), "marcada", "marcadas"))
        self.show_sums(draft)
        self._mark_late.setVisible(bool(draft.late_left))
        self.undo.setVisible(draft.can_undo)
        self.waive.setVisible(bool(draft.charges) and draft.waiver is None)
        self.show_left(draft)
        self._explain(self.table.current_row())

    def show_sums(self, draft: ReceiveDraft) -> None:
        """What is marked, added up."""
        self.sums.setText(_sums(draft))

    def show_left(self, draft: ReceiveDraft) -> None:
        """What stays open of each row, where the money does not reach the whole; and who has to say yes."""
        left = draft.left_by_row
        if left != self._left:
            self._left = left
            self.table.viewport().update()
        self.waiver.setVisible(draft.waiver is not None)
        self.waiver.show_charges(draft.charges, draft.desk.waiver_ceiling)
        permission = draft.permission_needed
        self.release.setVisible(permission is not None)
        if permission is not None:
            self.release.show_above(*_asked(draft, permission))
        self.memory.setVisible(draft.waiver is None and permission is None)

    def go_to(self, installment_id: int) -> None:
        """Put the frame, and with it the explanation, on an installment, or on the first row."""
        ids = [each.installment_id for each in self.table.rows()]
        self.table.go_to(ids.index(installment_id) if installment_id in ids else 0)

    def say_offer(self, start: str, draft: ReceiveDraft) -> None:
        """What was marked, and the other late installments: offered, never added silently."""
        left = len(draft.late_left)
        runs: list[str | Run] = [bold(f"{start} ")] if start else []
        if left:
            runs += [f"{row_words.late_more(left)}: ", keycap_run("Ctrl+A"), " soma."]
        self.note.hide()
        if runs:
            self.note.show_note(*runs, tone="pri", icon="scan-barcode" if start else "clock")

    def say(self, *runs: str | Run, tone: TagTone, icon: str = "") -> None:
        """Another notice in the place of the slip's."""
        self.note.show_note(*runs, tone=tone, icon=icon)

    def say_message(self, message: Message, tone: TagTone = "att") -> None:
        """Why something was not done."""
        self.say(bold(f"{message.title.rstrip('.')}. "), message.rest, tone=tone)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._narrow = self.width() < px(Size.READABLE)
        self.negotiate_button.setHidden(self._narrow)

    def _table(self) -> Table[DeskRow]:
        table: Table[DeskRow] = Table(
            [
                Column("Vencimento", self._due, chars=9, stretch=2),
                Column("Carnê", lambda each: str(each.contract_number), chars=5, stretch=2),
                Column("Parcela", row_words.slip, chars=6, align="right", stretch=1),
                Column("Situação", self._situation, chars=10, stretch=3),
                Column("Valor", lambda each: format_amount(each.quote.open), 8, "right", 2, optional=True),
                Column("Multa e juros", _charges, chars=11, align="right", stretch=2, optional=True),
                Column("Desconto", _discount, chars=8, align="right", stretch=2, optional=True),
                Column("A receber", _total, chars=8, align="right", stretch=2),
            ],
            name="Parcelas em aberto",
            key=lambda each: each.installment_id,
            marks=True,
        )
        table.keep_frame()
        return table

    def _listen(self) -> None:
        self.table.marks_changed.connect(self._marks_changed)
        self.table.current_changed.connect(self._explain)
        self._mark_late.clicked.connect(self.late_asked)
        self.waive.clicked.connect(self.waiver_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.card_button.clicked.connect(self.customer_asked)
        self.negotiate_button.clicked.connect(self.negotiate_asked)

    def _marks_changed(self) -> None:
        self.marked.emit([each.installment_id for each in self.table.marked_rows()])

    def _situation(self, each: DeskRow) -> Cell:
        left = self._left.get(each.installment_id)
        if left is not None:
            return _left_cell(left)
        today = self._desk.today if self._desk else each.due_date
        said = row_words.row_situation(each, today)
        if not said.tone:
            return Text(said.words, "text2")
        return TagCell(said.words, said.tone, "" if self._narrow and said.tone == "att" else said.icon)

    def _due(self, each: DeskRow) -> str:
        whole = format_date(each.due_date)
        return whole[:6] + whole[-2:] if self._narrow else whole

    def _explain(self, each: DeskRow | None) -> None:
        if each is None or self._desk is None:
            self.memory.hide()
            return
        if not (self.waiver.isHidden() and self.release.isHidden()):
            return
        name = f"Carnê {each.contract_number}, {row_words.slip(each)}"
        how = row_words.explanation(each, self._desk.rules, self._desk.today)
        self.memory.show_note(bold(f"{name}: "), f"{how}.", icon="percent")


def _charges(each: DeskRow) -> Cell:
    charges = each.quote.charges
    return Text(format_amount(charges), "late") if charges else Text(DASH, "text2")


def _discount(each: DeskRow) -> Cell:
    discount = each.quote.discount
    return Text(format_amount(-discount), "ok") if discount else Text(DASH, "text2")


def _total(each: DeskRow) -> Cell:
    return Text(format_amount(each.quote.total), bold=True)


def _left_cell(left: Money) -> Cell:
    """In the place of how late it is: what the money typed leaves of it."""
    return TagCell(f"fica {format_amount(left)}", "att") if left else TagCell("quita", "ok", "circle-check")


def _asked(draft: ReceiveDraft, permission: str) -> tuple[str, str]:
    """What has to be said yes to, and by whom."""
    whose = "Número de responsável" if permission == "release_large_waiver" else "Número da gerência"
    if permission == "release_pix":
        return f"Pix de {format_money(draft.terms.pix_without_code)} sem o código: quem viu no banco.", whose
    return f"Dispensa de {format_money(draft.waived)}: acima do seu limite.", whose


def _sums(draft: ReceiveDraft) -> str:
    """``208,58 + 5,88 de multa e juros − 0,23 de desconto``."""
    if not draft.rows:
        return ""
    said = format_amount(draft.face)
    charges: Money = draft.fine + draft.interest
    if charges:
        said += f" + {format_amount(charges)} de multa e juros"
    if draft.discount:
        said += f" − {format_amount(draft.discount)} de desconto"
    if draft.waived:
        said += f" − {format_amount(draft.waived)} de dispensa"
    return said
