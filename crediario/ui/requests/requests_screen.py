"""Pedidos de liberação: what waits is shown whole, and answered with six digits and a reason."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.core import Topic
from crediario.services.releases import WaitingRequest, waiting_requests
from crediario.services.users import Answered, AnswerOrder, RequestNotWaiting, answer_release
from crediario.ui.approval import PIN_LENGTH, REASON_LENGTH
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, ReleaseRequests, Screen, Shell
from crediario.ui.requests import requests_words as said
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Card, Note, SumLine
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import bold, label
from crediario.ui.widgets.layout import ScrollArea, column, holder, row, separator
from crediario.ui.widgets.pin_edit import PinEdit
from crediario.ui.widgets.states import EmptyState

LOOK_EVERY_MS = 3_000
PANEL_WIDTH = 2 * Size.SIDE_COLUMN


class RequestsScreen(Screen):
    """One request at a time; with several, the list above chooses."""

    title = "Pedidos de liberação"
    area = Area.SALES
    refreshes_on = frozenset({Topic.RELEASES})
    has_search = False
    manual = "semaforo"

    def __init__(self, shell: Shell, _: ReleaseRequests) -> None:
        super().__init__(shell)
        self._waiting: tuple[WaitingRequest, ...] = ()
        self.which: Combo[int] = Combo()
        self.which.setAccessibleName("Pedido")
        self.panel = RequestPanel()
        self.none = EmptyState("circle-check", "Nenhum pedido esperando", "Os que chegarem aparecem aqui.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.none)
        middle = holder(column(self.which, self.panel, None, gap=Gap.X10))
        middle.setMaximumWidth(px(PANEL_WIDTH))
        self._pages.addWidget(ScrollArea(holder(row(None, middle, 6, None))))
        self.place(self._pages)
        self.primary = self.panel.grant
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.reload)
        self.which.activated.connect(lambda _: self._show())
        self.panel.grant.clicked.connect(lambda: self._answer(granted=True))
        self.panel.refuse.clicked.connect(lambda: self._answer(granted=False))

    def keys(self) -> Sequence[Action]:
        back = Action("back", label="Voltar")
        if not self._waiting:
            return (back,)
        refuse = Action("refuse_release", lambda: self._answer(granted=False), label="Não liberar")
        return (Action("next_field"), Action("conclude", label="Liberar"), refuse, back)

    def reload(self) -> None:
        """Read what waits; what was typed for the request on the screen stays."""
        self.shell.tasks.run(self, waiting_requests, self._arrived)

    def first_focus(self) -> QWidget | None:
        return self.panel.pin if self._waiting else None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    @property
    def chosen(self) -> WaitingRequest | None:
        """The request on the screen."""
        wanted = self.which.value() if self.which.count() else None
        return next((each for each in self._waiting if each.asked_id == wanted), None)

    def _arrived(self, waiting: tuple[WaitingRequest, ...]) -> None:
        had, before = bool(self._waiting), self.chosen
        self._waiting = waiting
        with QSignalBlocker(self.which):
            self.which.set_choices([(each.asked_id, said.choice_words(each)) for each in waiting])
            if before is not None and before.asked_id in [each.asked_id for each in waiting]:
                self.which.set_value(before.asked_id)
        self.which.setVisible(len(waiting) > 1)
        self._pages.setCurrentIndex(int(bool(waiting)))
        if self.chosen is None or before is None or self.chosen.asked_id != before.asked_id:
            self.panel.clear()
        self._show()
        if had != bool(waiting):
            self.keys_changed.emit()
            if waiting and self.isVisible():
                self.panel.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        if self.chosen is not None:
            self.panel.show_request(self.chosen, said.left_words(self.chosen, self.shell.ctx.clock.now()))

    def _answer(self, *, granted: bool) -> None:
        request = self.chosen
        if request is None or not self.panel.check():
            return
        pin, reason = self.panel.pin.text(), self.panel.reason.value()
        order = AnswerOrder(str(uuid.uuid4()), request.asked_id, granted, reason, pin)
        button = self.panel.grant if granted else self.panel.refuse
        self.shell.tasks.run(
            self, answer_release, self._answered, order, on_refused=self._refused, busy=button
        )

    def _answered(self, answered: Answered) -> None:
        self.panel.clear()
        self.shell.navigation.toast("Venda liberada" if answered.granted else "Resposta enviada: não liberar")
        self.reload()

    def _refused(self, failure: KnownFailure) -> None:
        if isinstance(failure, RequestNotWaiting):
            self.shell.dialogs.warn(self, words(failure))
            self.reload()
        else:
            self.panel.show_refusal(failure)


class RequestPanel(Card):
    """Who asks for what, why it needs a yes, and the two answers."""

    def __init__(self) -> None:
        super().__init__(padding=Gap.X16)
        self.who = label("", "name", wrap=True)
        self.left = label("", "office", "text2")
        self.customer = label("", "body_bold", wrap=True)
        self.about = label("", "office", "text2", wrap=True)
        self.rules = Note(tone="att", icon="circle-alert")
        self.message = label("", "body", wrap=True)
        self._sale = [SumLine("") for _ in range(5)]
        self._credit = [SumLine("") for _ in range(5)]
        self.pin, self.reason = PinEdit(), TextEdit()
        self.grant = KeyButton("Liberar", "F10", "primary")
        self.refuse = KeyButton("Não liberar", "Alt+X")
        sums = row(column(*self._sale, None, gap=Gap.X6), 1, column(*self._credit, None, gap=Gap.X6), 1)
        sums.setSpacing(px(Gap.X24))
        self.add(
            row(self.who, 1, self.left),
            column(self.customer, self.about, gap=Gap.X2),
            self.message,
            self.rules,
            sums,
            separator(),
            Field("Sua senha de 6 números", self.pin),
            Field("Motivo", self.reason, hint="fica registrado, e quem pediu vê"),
            row(self.grant, 1, self.refuse, 1),
        )

    def show_request(self, request: WaitingRequest, left: str) -> None:
        """Everything of one request; what is being typed stays."""
        sale = request.sale
        self.who.setText(said.title_words(request))
        self.left.setText(left)
        self.customer.setText(sale.customer_name)
        self.about.setText(said.about_words(sale))
        self.message.setText(f"“{request.message}”")
        self.message.setVisible(bool(request.message))
        self.rules.show_note(bold(said.rules_words(sale)))
        for lines, shown in ((self._sale, said.sale_lines(sale)), (self._credit, said.credit_lines(sale))):
            for place, line in enumerate(lines):
                line.setVisible(place < len(shown))
                if place < len(shown):
                    line.show_value(shown[place][1], shown[place][0])

    def check(self) -> bool:
        """Lead to the first thing that lacks."""
        if len(self.pin.text()) < PIN_LENGTH:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if len(self.reason.value()) < REASON_LENGTH:
            self.reason.set_error(f"São pelo menos {REASON_LENGTH} letras")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def show_refusal(self, failure: KnownFailure) -> None:
        """Beside the figures, which are typed anew."""
        self.pin.clear()
        text = words(failure)
        self.pin.set_error(f"{text.title}. {text.rest}" if text.rest else text.title)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """For another request, from the beginning."""
        self.pin.clear()
        self.reason.clear()
