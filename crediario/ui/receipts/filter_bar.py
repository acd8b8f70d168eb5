"""Which receipts are wanted: of a day, of this till or of all, or the one of a number."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.ui.receipts import receipt_words
from crediario.ui.theme import Gap, Size, font, px
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import NumberEdit
from crediario.ui.widgets.fields import Combo
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import row

MOST_NUMBER = 999_999_999


class FilterBar(QWidget):
    """``changed`` when other receipts are wanted; ``left`` when Enter ended it."""

    changed = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], date], *, may_see_all: bool) -> None:
        super().__init__()
        self._today = today
        self.day = DateEdit(today, day_means="past")
        self.number = NumberEdit(1, MOST_NUMBER)
        self.till: Combo[bool] = Combo([(False, receipt_words.THIS_TILL), (True, receipt_words.ALL_TILLS)])
        self.day.set_value(today())
        self._name()
        named = ((label("Dia", "office_medium", "text2"), self.day),
                 (label("Número", "office_medium", "text2"), self.number))  # fmt: skip
        fields = [row(name, edit, gap=Gap.X6) for name, edit in named]
        self.setLayout(row(*fields, None, self.till, gap=Gap.X14))
        self.till.setVisible(may_see_all)
        self._listen()

    @property
    def wanted_day(self) -> date:
        """The day typed; today while there is none."""
        return self.day.value() or self._today()

    @property
    def wanted_number(self) -> int | None:
        """The number typed; None while the day is what counts."""
        return self.number.value()

    @property
    def is_narrowing(self) -> bool:
        """Whether something else than today at this till is wanted."""
        return self.wanted_number is not None or self.wanted_day != self._today() or self.till.value()

    @property
    def has_focus(self) -> bool:
        """Whether one of the fields has it."""
        return any(each.hasFocus() for each in (self.day, self.number, self.till))

    def ask(self) -> None:
        """Ctrl+F: the keyboard goes to the number."""
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def reset(self) -> None:
        """Today, at this till."""
        with QSignalBlocker(self.till):
            self.till.set_value(False)
        with QSignalBlocker(self.day):
            self.day.set_value(self._today())
        self._forget_number()

    def forget_number(self) -> None:
        """Back to the list of the day."""
        self._forget_number()
        self.changed.emit()

    def _forget_number(self) -> None:
        with QSignalBlocker(self.number):
            self.number.set_value(None)

    def _name(self) -> None:
        self.day.setAccessibleName("Dia dos recibos")
        self.number.setAccessibleName("Número do recibo")
        self.number.setPlaceholderText("Enter busca")
        self.number.setFont(font("body"))
        self.till.setAccessibleName("De qual caixa")
        # Enter leads to the rows, not to the next field.
        self.day.advances = self.number.advances = False
        self.day.setFixedWidth(px(Size.NUMBER))
        self.number.setFixedWidth(px(Size.NUMBER))

    def _listen(self) -> None:
        self.day.value_changed.connect(self._day_typed)
        self.day.returnPressed.connect(self.left)
        self.number.returnPressed.connect(self._number_typed)
        self.till.currentIndexChanged.connect(lambda _: self.changed.emit())

    def _day_typed(self, day: date | None) -> None:
        if day is not None:
            self.forget_number()

    def _number_typed(self) -> None:
        self.changed.emit()
        self.left.emit()
