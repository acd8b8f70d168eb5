"""Caixa: opened, moved by hand, counted, closed. This only carries between draft, views and use cases."""

from collections.abc import Sequence
from datetime import tzinfo
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.cash import (
    CashDesk,
    MoneyMoved,
    MoveOrder,
    Opened,
    OpenOrder,
    drop_cash,
    open_cash,
    supply_cash,
    till_desk,
)
from crediario.services.cash_closing import (
    ClosingDone,
    CountNotKept,
    CountTaken,
    DrawerMoved,
    close_cash,
    keep_count,
)
from crediario.services.cash_sheets import preview_cash_sheet
from crediario.services.core import Topic
from crediario.services.users import Released, release
from crediario.ui.cash import cash_words
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.cash.closing_view import ClosingView
from crediario.ui.cash.done_view import DoneView
from crediario.ui.cash.move_form import Move
from crediario.ui.cash.open_form import OpenForm
from crediario.ui.cash.overview import Overview
from crediario.ui.cash.sheet_page import SheetPage
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, Cash, PastClosings, Receipts, Screen, Shell
from crediario.ui.widgets.current_stack import CurrentStack
from crediario.ui.widgets.states import ErrorState

LEAVE = Question("Sair sem fechar o caixa?", "O que foi contado não foi gravado.", yes="Sair sem fechar")
SHORTCUT = Qt.FocusReason.ShortcutFocusReason


class CashScreen(Screen):
    """Four pages: the till closed, open, being closed, and just closed."""

    title = cash_words.OPEN_TITLE
    area = Area.CASH
    refreshes_on = frozenset({Topic.CASH, Topic.SETTINGS})
    has_search = False
    manual = "caixa"

    def __init__(self, shell: Shell, place: Cash) -> None:
        super().__init__(shell)
        self._returns = place.returns
        self.desk: CashDesk | None = None
        self.draft: ClosingDraft | None = None
        self.done: DoneView | None = None
        self._move_id = str(uuid4())
        self._open_id = str(uuid4())
        self._told = False
        self.open_form, self.overview, self.closing = OpenForm(), Overview(), ClosingView()
        self.sheet = SheetPage()
        self._looks_at_sheet = False
        self._before_sheet: QWidget | None = None
        self.pages = CurrentStack()
        for page in (self.open_form, self.overview, self.closing, self.sheet):
            self.pages.addWidget(page)
        self.failure = ErrorState()
        self.whole = CurrentStack()
        for part in (self.pages, self.failure):
            self.whole.addWidget(part)
        self.place(self.whole)
        self._listen()

    # -- Screen ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the state of the till; what was typed stays."""
        if self.done is None:
            self.shell.tasks.run(self, till_desk, self._came, on_refused=self._failed)

    def keys(self) -> Sequence[Action]:
        """What works here, now."""
        if self.done is not None:
            return (
                *self.done.shelf.keys(),
                Action("next_field", run=self.shell.navigation.home, label="Ir para o início"),
                Action("conclude", run=lambda: None, in_bar=False),
                Action("back", run=self.shell.navigation.home, label="Voltar"),
            )
        if self._looks_at_sheet:
            return (Action("print", run=self._back, label="Fechar a prévia"), self._back_key())
        if self.draft is not None:
            return self._closing_keys(self.draft)
        if self._is_moving:
            return (Action("next_field"), Action("conclude", label="Registrar"), self._back_key())
        may = self.shell.ctx.operator.may("receive")
        receipts = (Action("receipts", run=self._open_receipts),) if may else ()
        past = (*receipts, Action("past_closings", run=self._open_past))
        if self.desk is None or self.desk.session is None:
            return (Action("conclude", label="Abrir caixa"), *past, self._back_key())
        if not self.desk.is_mine:
            return (*past, self._back_key())
        return (
            Action("conclude", label="Fechar caixa"),
            Action("cash_drop", run=lambda: self._begin_move(Move.DROP)),
            Action("cash_supply", run=lambda: self._begin_move(Move.SUPPLY)),
            *past,
            self._back_key(),
        )

    def can_leave(self) -> bool:
        """Ask once when a count or an amount was typed."""
        typed = self.draft is not None and self.draft.has_typed and self.done is None
        moving = self._is_moving and self.overview.form.has_typed
        return not (typed or moving) or self.shell.dialogs.ask(self, LEAVE)

    def first_focus(self) -> QWidget | None:
        """The field that is typed first."""
        if self.done is not None:
            return self.done.primary
        if self._looks_at_sheet:
            return self.sheet.area
        if self.draft is not None:
            return self.closing.count.first_field()
        if self._is_moving:
            return self.overview.form.amount
        if self.pages.currentWidget() is self.open_form:
            return self.open_form.float
        return self.overview.panel.primary

    # -- the state of the till -------------------------------------------------------------------------------

    def _came(self, desk: CashDesk) -> None:
        before, self.desk = self.desk, desk
        self.whole.setCurrentWidget(self.pages)
        if desk.session is None:
            self.draft = None
            self.overview.side.setCurrentWidget(self.overview.panel)
            self.open_form.show_desk(desk)
        else:
            self.overview.show_desk(desk, desk.session, self._zone)
            if self.draft is not None:
                self.draft.refresh(desk)
                self.closing.show_draft(self.draft, self._zone)
                self.closing.tie()
        # A movement meanwhile asks for another count: the sheet shown is no longer what would be made.
        self._looks_at_sheet &= self.draft is not None and self.draft.is_compared
        self._show(focus=before is None or (before.session is None) != (desk.session is None))

    def _failed(self, failure: KnownFailure) -> None:
        self.failure.show_failure(words(failure), self.reload)
        self.whole.setCurrentWidget(self.failure)

    def _show(self, *, focus: bool) -> None:
        """The page, its title and its blue button."""
        session = self.desk.session if self.desk else None
        page: QWidget = self.open_form
        title, self.primary = cash_words.CLOSED_TITLE, self.open_form.primary
        if self.done is not None:
            page, title, self.primary = self.done, cash_words.CLOSING_TITLE, None
        elif self._looks_at_sheet:
            page, title, self.primary = self.sheet, cash_words.CLOSING_TITLE, None
        elif self.draft is not None:
            page, title, self.primary = self.closing, cash_words.CLOSING_TITLE, self.closing.panel.primary
        elif session is not None:
            page, title = self.overview, cash_words.OPEN_TITLE
            self.primary = self.overview.form.primary if self._is_moving else self.overview.panel.primary
        self.pages.setCurrentWidget(page)
        said = cash_words.session_words(session, self.desk.today, self._zone) if session and self.desk else ""
        self.title = f"{title} · {said}" if said else title
        self.title_changed.emit()
        self.keys_changed.emit()
        first = self.first_focus()
        if focus and first is not None and self.isVisible():
            first.setFocus(SHORTCUT)

    @property
    def _zone(self) -> tzinfo | None:
        return self.shell.ctx.clock.now().tzinfo

    # -- opening ---------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if not self.open_form.float.check():
            return
        order = OpenOrder(self._open_id, self.open_form.amount())
        self.shell.tasks.run(
            self, open_cash, self._opened, order, on_refused=self._not_opened, busy=self.open_form.primary
        )

    def _not_opened(self, failure: KnownFailure) -> None:
        self._open_id = str(uuid4())
        self.open_form.show_failure(failure)

    def _opened(self, _: Opened) -> None:
        self._open_id = str(uuid4())
        self.open_form.forget()
        if self._returns:
            # Whoever was stopped by the closed till goes on where the till was found closed.
            self.shell.navigation.back()
            self.shell.navigation.toast("Caixa aberto. Continue de onde parou.")
        else:
            self.shell.navigation.toast("Caixa aberto.")
            self.reload()

    # -- sangria and suprimento ------------------------------------------------------------------------------

    @property
    def _is_moving(self) -> bool:
        return self.overview.side.currentWidget() is self.overview.form

    def _begin_move(self, move: Move) -> None:
        self._move_id = str(uuid4())
        self.overview.form.begin(move)
        self.overview.side.setCurrentWidget(self.overview.form)
        self._show(focus=True)

    def _send_move(self) -> None:
        form = self.overview.form
        if not form.amount.check():
            return
        order = MoveOrder(self._move_id, form.value(), form.reason.value())
        run = drop_cash if form.kind is Move.DROP else supply_cash
        self.shell.tasks.run(self, run, self._moved, order, on_refused=self._not_moved, busy=form.primary)

    def _not_moved(self, failure: KnownFailure) -> None:
        self._move_id = str(uuid4())
        self.overview.form.show_failure(failure)

    def _moved(self, _: MoneyMoved) -> None:
        done = "Sangria registrada." if self.overview.form.kind is Move.DROP else "Suprimento registrado."
        self._end_move()
        self.shell.navigation.toast(done)
        self.reload()

    def _end_move(self) -> None:
        self.overview.side.setCurrentWidget(self.overview.panel)
        self._show(focus=True)

    # -- closing ---------------------------------------------------------------------------------------------

    def _begin_closing(self) -> None:
        if self.desk is None or self.desk.session is None:
            return
        self.draft = ClosingDraft(self.desk, self.desk.session.session_id)
        if self.desk.counted is not None:
            self.draft.take(self.desk.counted)
        self.closing.panel.forget()
        self.closing.show_draft(self.draft, self._zone)
        self.closing.tie()
        self._show(focus=True)

    def _closing_keys(self, draft: ClosingDraft) -> Sequence[Action]:
        told = draft.is_compared
        sheet = Action("print", run=self._look_at_sheet, label=cash_words.SHEET_TITLE)
        why = Action("reason", run=self.closing.panel.go_to_note, label="Justificar diferença")
        return (
            Action("next_field", label="Próxima cédula"),
            *((sheet, why) if told else ()),
            Action("conclude", label="Fechar caixa" if told else "Conferir contagem"),
            self._back_key(),
        )

    def _look_at_sheet(self) -> None:
        """F9: the sheet as closing now would make it; nothing is closed, and what was typed stays."""
        if self.draft is not None and self.draft.is_compared:
            self.closing.panel.failure.hide()
            self.shell.tasks.run(
                self, preview_cash_sheet, self._show_sheet, self.draft.sheet(),
                on_refused=self._not_closed, busy=self.closing.panel.preview,
            )  # fmt: skip

    def _show_sheet(self, content: bytes) -> None:
        self._before_sheet = self.window().focusWidget()
        self.sheet.show_sheet(content)
        self._looks_at_sheet = True
        self._show(focus=True)

    def _leave_sheet(self) -> None:
        """Back to the count, and to the very field."""
        self._looks_at_sheet = False
        self._show(focus=True)
        if self._before_sheet is not None and self._before_sheet.isVisible():
            self._before_sheet.setFocus(SHORTCUT)

    def _edited(self) -> None:
        if self.draft is None:
            return
        panel = self.closing.panel
        self.draft.note, self.draft.approval = panel.note.value(), panel.approval()
        told = self.draft.is_compared
        if panel.left.hasFocus():
            self.draft.float_left = panel.left.value()
        self.closing.show_draft(self.draft, self._zone)
        if told != self._told:
            self._told = told
            self.keys_changed.emit()

    def _counted(self, value: object, quantity: int) -> None:
        if self.draft is not None:
            self.draft.count_pieces(value, quantity)  # type: ignore[arg-type]
            self._edited()

    def _other_counted(self, method: object, amount: object) -> None:
        if self.draft is not None:
            self.draft.others[method] = amount  # type: ignore[index,assignment]
            self.draft.has_typed = True
            self._edited()

    def _conclude_closing(self) -> None:
        """F10: keep the count; or ask for the manager's yes; or close."""
        draft = self.draft
        if draft is None or draft.problem:
            return
        panel = self.closing.panel
        panel.failure.hide()
        if not draft.is_compared:
            self.shell.tasks.run(
                self, keep_count, self._count_kept, draft.count_order(),
                on_refused=self._not_closed, busy=panel.primary,
            )  # fmt: skip
        elif draft.is_beyond:
            self.shell.tasks.run(
                self, release, self._released, draft.release_order(),
                on_refused=panel.show_pin_refusal, busy=panel.primary,
            )  # fmt: skip
        else:
            self._close(None)

    def _count_kept(self, _: CountTaken) -> None:
        """The desk came again with it; the keyboard goes to what still lacks."""
        self.reload()
        if self.draft is not None:
            self.closing.panel.first_missing(self.draft).setFocus(SHORTCUT)

    def _released(self, released: Released) -> None:
        self.closing.panel.pin.clear()
        self._close(released.release_id)

    def _close(self, release_id: int | None) -> None:
        if self.draft is not None:
            self.shell.tasks.run(
                self, close_cash, self._closed, self.draft.order(release_id),
                on_refused=self._not_closed, busy=self.closing.panel.primary,
            )  # fmt: skip

    def _not_closed(self, failure: KnownFailure) -> None:
        self.closing.panel.show_failure(failure)
        if isinstance(failure, DrawerMoved | CountNotKept):
            self.reload()

    def _closed(self, done: ClosingDone) -> None:
        self.done = DoneView(self.shell, done, prints=self.closing.panel.prints.isChecked())
        self.done.primary.clicked.connect(self.shell.navigation.home)
        self.draft = None
        self.pages.addWidget(self.done)
        self._show(focus=True)

    # -- ways ------------------------------------------------------------------------------------------------

    def _back_key(self) -> Action:
        return Action("back", run=self._back, label="Voltar")

    def _back(self) -> None:
        """One step: out of the form, out of the closing, then out of the screen."""
        if self._looks_at_sheet:
            self._leave_sheet()
        elif self._is_moving and self.can_leave():
            self._end_move()
        elif self.draft is not None:
            if self.can_leave():
                self.draft = None
                self._show(focus=True)
        elif not self._is_moving:
            self.shell.navigation.back()

    def _open_receipts(self) -> None:
        self.shell.navigation.open(Receipts())

    def _open_past(self) -> None:
        self.shell.navigation.open(PastClosings())

    def _listen(self) -> None:
        self.open_form.primary.clicked.connect(self._open)
        self.open_form.past.clicked.connect(self._open_past)
        self.overview.past.clicked.connect(self._open_past)
        panel, form = self.overview.panel, self.overview.form
        panel.primary.clicked.connect(self._begin_closing)
        panel.drop.clicked.connect(lambda: self._begin_move(Move.DROP))
        panel.supply.clicked.connect(lambda: self._begin_move(Move.SUPPLY))
        form.primary.clicked.connect(self._send_move)
        self.closing.count.counted.connect(self._counted)
        self.closing.check.counted.connect(self._other_counted)
        self.closing.panel.edited.connect(self._edited)
        self.closing.panel.primary.clicked.connect(self._conclude_closing)
        self.closing.panel.preview.clicked.connect(self._look_at_sheet)
        self.sheet.leave.clicked.connect(self._back)
