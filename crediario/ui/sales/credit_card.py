"""What a red light asks for: three ways out with their keys, or what to do where nobody may release."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from crediario.domain.br import format_money
from crediario.domain.errors import KnownFailure
from crediario.services.sales import Approver
from crediario.ui import credit_words
from crediario.ui.approval import PIN_LENGTH, Approval
from crediario.ui.messages import words
from crediario.ui.sales.credit_draft import Credit, Exit, Remote, remote_words
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.buttons import KeyButton, Keycap
from crediario.ui.widgets.edits import TextEdit
from crediario.ui.widgets.fields import Combo, Radio
from crediario.ui.widgets.labels import IconLabel, Paragraph, bold, label
from crediario.ui.widgets.layout import column, holder, row, vertical_separator
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.pin_edit import PinEdit

BESIDE_FROM = Size.SIDE_COLUMN * 7 // 4
MESSAGE_LENGTH = 200


class CreditCard(QFrame):
    """``approval_changed`` carries who says yes here; ``exit_chosen`` the way out; the rest are presses."""

    approval_changed = Signal(object)
    exit_chosen = Signal(object)
    entrada_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tone: TagTone = "att"
        self._listed: list[tuple[int, str]] = []
        self._sign = IconLabel("circle-alert", "att")
        self.title = label("", "body_bold", "att", wrap=True)
        self._hint = label("", "office", "att", elide=True)
        self.rules = label("", "office", "text2", wrap=True)
        self.entrada = Radio("Aumentar a entrada")
        self._entrada = Paragraph()
        self.distance = Radio("Pedir à distância")
        self._distance = Paragraph()
        self.message = TextEdit()
        self.message.setMaxLength(MESSAGE_LENGTH)
        self.message.setPlaceholderText("Recado, se quiser")
        self.message.setAccessibleName("Recado para quem libera")
        self.withdraw = KeyButton("Retirar o pedido", size="small")
        self.here = Radio("Gerente libera aqui")
        self.approver: Combo[int] = Combo()
        self.approver.setAccessibleName("Quem libera")
        self.pin = PinEdit()
        self.reason = TextEdit()
        self.reason.setPlaceholderText("Motivo, fica registrado")
        self.reason.setAccessibleName("Motivo da liberação")
        self._reach = label("", "small", "text2", wrap=True)
        self._pin_error = label("", "office_medium", "late", wrap=True)
        self._pin_error.hide()
        self.instead = label("", "body", wrap=True)
        self._build()
        self._listen()

    def show_credit(self, credit: Credit, way: Exit, remote: Remote | None) -> None:
        """Bring everything to the light; what is being typed stays."""
        signal = credit.signal
        forbidden = signal.is_forbidden
        self._dress("late" if forbidden else "att")
        failed = credit_words.told(signal)
        self.title.setText(credit_words.rule_words(failed[0]) if failed else "")
        self._hint.setText("" if forbidden else "Escolha uma saída para continuar")
        rest = " · ".join(credit_words.rule_words(one) for one in failed[1:])
        also = (f"Também: {rest}.",) if rest else ()
        said = " ".join((*also, credit_words.change_words(signal, credit.terms)))
        self.rules.setText(said)
        self.rules.setVisible(bool(said))
        self._exits.setVisible(not forbidden)
        self.instead.setVisible(forbidden)
        if forbidden:
            self.instead.setText(credit_words.instead_words(signal))
            return
        self._show_entrada(credit)
        self._show_here(credit, way)
        self._show_distance(credit, way, remote)

    def approval(self) -> Approval:
        """Who says yes here, as typed so far."""
        number = self.approver.value() if self.approver.count() else 0
        return Approval(number, self.pin.text(), self.reason.value())

    def go_here(self) -> None:
        """Alt+G: the six figures of who may."""
        self.pin.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_distance(self) -> None:
        """Alt+P: a word to who may, if any."""
        target: QWidget = self.message if self.message.isVisible() else self.withdraw
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_missing(self) -> None:
        """The first field that still lacks."""
        edit = self.pin if len(self.pin.text()) < PIN_LENGTH else self.reason
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, failure: KnownFailure) -> None:
        """Say below the figures why they did not do; they are typed anew."""
        self.pin.clear()
        said = words(failure)
        self.pin.set_error(said.title)
        self._pin_error.setText(f"{said.title}. {said.rest}" if said.rest else said.title)
        self._pin_error.show()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_pin(self) -> None:
        """The figures serve once."""
        self.pin.clear()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c = QPainter(self), colors()
        tint = paint.tag_colors(self._tone)
        fill, border = tint[1], tint[2]
        area = QRectF(self.rect())
        paint.box(painter, area, fill=c.surface, border=border, radius=Size.RADIUS_CARD)
        head = QRectF(1, 1, self.width() - 2, self._head.geometry().bottom() + px(Gap.X8))
        paint.box(painter, head, fill=fill, border=fill, radius=Size.RADIUS_CARD)
        painter.fillRect(QRectF(1, head.bottom(), head.width(), 1), border)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        beside = self.width() >= px(BESIDE_FROM)
        self._ways.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._between.setVisible(beside)

    # -- inside ----------------------------------------------------------------------------------------------

    def _dress(self, tone: Literal["late", "att"]) -> None:
        self._tone = tone
        self._sign.show_icon("ban" if tone == "late" else "circle-alert", tone)
        for each in (self.title, self._hint):
            each.set_tone(tone)
        self.update()

    def _show_entrada(self, credit: Credit) -> None:
        lever = credit.more_down_payment
        self._by_entrada.setVisible(lever is not None)
        if lever is not None:
            self._entrada.set_runs(
                "Entrada de ",
                bold(format_money(lever.terms.down_payment)),
                f". A parcela em {lever.terms.count}× cai para ",
                bold(format_money(lever.installment)),
                ".",
            )

    def _show_here(self, credit: Credit, way: Exit) -> None:
        with QSignalBlocker(self.here):
            self.here.setChecked(way is Exit.HERE)
        self._show_approvers(credit.approvers)
        self._reach.setText(credit_words.reach_words(credit.signal))

    def _show_approvers(self, approvers: Sequence[Approver]) -> None:
        listed = [(each.person.number, each.person.name) for each in approvers]
        if listed == self._listed:
            return
        self._listed = listed
        before = self.approval().number
        with QSignalBlocker(self.approver):
            self.approver.set_choices(listed)
            if before in [number for number, _ in listed]:
                self.approver.set_value(before)
        self.approval_changed.emit(self.approval())

    def _show_distance(self, credit: Credit, way: Exit, remote: Remote | None) -> None:
        self._by_distance.setVisible(credit.may_ask)
        with QSignalBlocker(self.distance):
            self.distance.setChecked(way is Exit.DISTANCE)
        here = way is Exit.DISTANCE
        waiting = remote is not None and remote.is_waiting
        granted = remote is not None and remote.is_granted
        self._distance.set_runs(remote_words(remote if here else None))
        self.message.setVisible(here and not waiting and not granted)
        self.withdraw.setVisible(here and waiting)

    def _build(self) -> None:
        head = row(self._sign, self.title, 1, self._hint, gap=Gap.X10)
        self._head = holder(column(head, self.rules, gap=Gap.X4))
        self._by_entrada = holder(_way(self.entrada, "Alt+E", self._entrada))
        self._by_distance = holder(_way(self.distance, "Alt+P", self._distance, self.message, self.withdraw))
        typed = (self.approver, self.pin, self._pin_error, self.reason, self._reach)
        by_here = _way(self.here, "Alt+G", *typed)
        self._between = vertical_separator()
        left = column(self._by_entrada, self._by_distance, None, gap=Gap.X12)
        right = column(by_here, None)
        self._ways = row(left, 9, self._between, right, 10, gap=Gap.X14)
        self._exits = holder(self._ways)
        self._exits.setContentsMargins(0, 0, 0, 0)
        whole = column(self._head, self._exits, self.instead, None, gap=Gap.X12)
        whole.setContentsMargins(px(Gap.X14), px(Gap.X10), px(Gap.X14), px(Gap.X8))
        self.setLayout(whole)

    def _listen(self) -> None:
        for edit in (self.pin, self.reason):
            edit.textChanged.connect(lambda _: self._typed())
        self.approver.activated.connect(lambda _: self._typed())
        self.entrada.clicked.connect(self.entrada_asked)
        self.here.clicked.connect(lambda _: self.exit_chosen.emit(Exit.HERE))
        self.distance.clicked.connect(lambda _: self.exit_chosen.emit(Exit.DISTANCE))
        self.withdraw.clicked.connect(self.withdraw_asked)

    def _typed(self) -> None:
        self._pin_error.hide()
        self.approval_changed.emit(self.approval())


def _way(choice: Radio, key: str, *below: object) -> QBoxLayout:
    """A way out: its name with the key, and what it means below."""
    inside = column(*below, gap=Gap.X6)  # type: ignore[arg-type]
    inside.setContentsMargins(px(Size.CHECK) + px(Gap.X8), 0, 0, 0)
    return column(row(choice, 1, Keycap(key)), inside, gap=Gap.X6)
