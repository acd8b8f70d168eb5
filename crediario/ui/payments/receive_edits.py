"""What is typed and marked in Receber: it goes into the draft, and the draft into the views."""

from PySide6.QtCore import QObject, Qt, Signal

from crediario.documents.wording import clock
from crediario.domain.tender import Method
from crediario.ui.approval import Approval
from crediario.ui.navigation import Shell
from crediario.ui.payments import row_words
from crediario.ui.payments.desk_view import DeskView
from crediario.ui.payments.draft_checks import can_book
from crediario.ui.payments.payment_panel import PaymentPanel
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.payments.waiver_draft import WaiverDraft
from crediario.ui.widgets.labels import bold, keycap_run
from crediario.ui.words import TILL_METHODS


class ReceiveEdits(QObject):
    """Holds the draft, None until the desk came; ``changed`` tells that the views show it anew.

    Attributes:
        read: the slip that was read last, in words; empty when none was.
    """

    changed = Signal()

    def __init__(self, shell: Shell, desk: DeskView, panel: PaymentPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._desk, self._panel = shell, desk, panel
        self.draft: ReceiveDraft | None = None
        self.read = ""
        self._listen()

    def show_marks(self) -> None:
        """Everything that follows from what is marked."""
        if self.draft is not None:
            self._desk.show_marks(self.draft)
            self._desk.say_offer(self.read, self.draft)
            self.show()

    def show(self) -> None:
        """The figures, from the draft."""
        if self.draft is not None:
            self._panel.show_draft(self.draft)
            self._desk.show_left(self.draft)
            self.changed.emit()

    # -- what is marked --------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Space, whoever has the focus: the row with the frame."""
        table = self._desk.table
        if table.current_row() is not None:
            table.toggle_mark(table.currentIndex().row())

    def add_slip(self, installment_id: int, read: str) -> None:
        """One more slip of the same customer, and how it was read."""
        if self.draft is not None:
            self.draft.add(installment_id)
            self.read = read
            self.show_marks()
            self._desk.go_to(installment_id)
            self._panel.focus_entry()

    def add_late(self) -> None:
        """Ctrl+A: every late one joins, and it is said."""
        if self.draft is None or not self.draft.late_left:
            return
        count = len(self.draft.late_left)
        self.draft.add_late()
        self.show_marks()
        summed = row_words.late_summed(count)
        start = (bold(f"{self.read} "),) if self.read else ()
        self._desk.say(*start, f"{summed} ", keycap_run("Ctrl+A"), tone="pri", icon="scan-barcode")

    def undo_late(self) -> None:
        """Ctrl+Z: only what was marked before."""
        if self.draft is not None:
            self.draft.undo_late()
            self.show_marks()

    def _mark(self, ids: list[int]) -> None:
        if self.draft is not None:
            self.draft.mark(ids)
            self.show_marks()

    # -- paying ----------------------------------------------------------------------------------------------

    def pick(self, place: int) -> None:
        """A method's letter: it is chosen, and its field is ready."""
        self._choose(place)
        self._panel.focus_entry()

    def add_part(self) -> None:
        """Enter: what was typed joins the list; a Pix asks for its code first."""
        if self.draft is None:
            return
        if can_book(self.draft):
            self.draft.book(clock(self._shell.ctx.clock.now()))
            self._panel.forget_entry()
            self.show()
        self._panel.focus_entry()

    def drop_part(self) -> None:
        """The last of the parts, by keyboard."""
        if self.draft is not None and self.draft.booked:
            self._remove_part(len(self.draft.booked) - 1)

    def keep_change(self) -> None:
        """What is beyond stays as store credit, or is given back after all."""
        if self.draft is not None:
            self.draft.keeps = not self.draft.keeps
            self.show()

    def copy_payload(self) -> None:
        """Ctrl+C: the Pix as a text to paste."""
        self._panel.pix.copy_payload()

    def confirm_without_code(self) -> None:
        """A Pix whose code nobody has: somebody above saw it in the bank."""
        if self.draft is not None and self.draft.method is Method.PIX:
            self.draft.without_code = True
            self.show()
            self._desk.release.go_to_missing()

    def _choose(self, place: int) -> None:
        if self.draft is not None and self.draft.method is not TILL_METHODS[place]:
            self.draft.choose(TILL_METHODS[place])
            self._panel.take_typed(self.draft.typed)
            self.show()
            if self._panel.window().focusWidget() not in self._panel.methods.cards:
                self._panel.focus_entry()

    def _remove_part(self, place: int) -> None:
        if self.draft is not None:
            self.draft.unbook(place)
            self.show()
            self._panel.focus_entry()

    # -- forgiving charges -----------------------------------------------------------------------------------

    def waive(self) -> None:
        """Ctrl+D: forgive charges; once more, to the amount."""
        if self.draft is None or not self.draft.charges:
            return
        if self.draft.waiver is None:
            self.draft.waiver = WaiverDraft()
            self.show_marks()
            self._desk.waiver.begin()
        else:
            self._desk.waiver.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_reason(self) -> None:
        """Ctrl+J."""
        self._desk.waiver.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _waiver_changed(self, waiver: WaiverDraft) -> None:
        if self.draft is not None and self.draft.waiver is not None:
            self.draft.waiver = waiver
            self._desk.show_sums(self.draft)
            self.show()

    def _approval_changed(self, approval: Approval) -> None:
        if self.draft is not None:
            self.draft.approval = approval
            self.show()

    # -- one step back ---------------------------------------------------------------------------------------

    def step_back(self) -> bool:
        """Out of the waiver, or out of the Pix; whether there was such a step."""
        draft = self.draft
        if draft is None:
            return False
        if draft.waiver is not None:
            self._waive_nothing(draft)
        elif draft.without_code:
            draft.without_code = False
            self.show()
            self._panel.focus_entry()
        elif draft.method is Method.PIX:
            self.pick(TILL_METHODS.index(Method.CASH))
        else:
            return False
        return True

    def _waive_nothing(self, draft: ReceiveDraft) -> None:
        draft.waiver = None
        self._desk.waiver.forget()
        self.show_marks()
        self._panel.focus_entry()

    def _listen(self) -> None:
        desk, panel = self._desk, self._panel
        desk.marked.connect(self._mark)
        desk.late_asked.connect(self.add_late)
        desk.undo_asked.connect(self.undo_late)
        desk.waiver_asked.connect(self.waive)
        desk.waiver.changed.connect(self._waiver_changed)
        desk.release.approval_changed.connect(self._approval_changed)
        desk.table.opened.connect(lambda _: panel.focus_entry())
        panel.edited.connect(self.show)
        panel.removed.connect(self._remove_part)
        panel.methods.chosen.connect(self._choose)
        panel.change_box.keep.clicked.connect(self.keep_change)
        panel.without_code_asked.connect(self.confirm_without_code)
