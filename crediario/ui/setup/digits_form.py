"""The six boxes of the sign-in, with what is said about them and the blue button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crediario.ui.setup.sign_in_words import HINT
from crediario.ui.theme import Gap
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, row
from crediario.ui.widgets.pin_edit import PinEdit


class DigitsForm(QWidget):
    """``completed`` comes with the sixth digit and with the button."""

    completed = Signal()
    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pin = PinEdit()
        self.pin.advances = False
        self.pin.completed.connect(self.completed)
        self.who = label("", "office", "text3", elide=True, align=Qt.AlignmentFlag.AlignRight)
        self.said = label(HINT, "office", "text2", wrap=True)
        self.enter = KeyButton("Entrar", "Enter", "primary", size="till")
        self.enter.clicked.connect(self.completed)
        link = LinkButton("Esqueci a senha", "F1")
        link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        link.clicked.connect(self.forgotten)
        name = label("Senha de 6 números", "office_medium", "text2")
        name.setBuddy(self.pin)
        under = row(self.said, 1, link)
        under.setAlignment(link, Qt.AlignmentFlag.AlignTop)
        boxes = column(row(name, self.who, 1), self.pin, under, gap=Gap.X4)
        form = column(boxes, self.enter, gap=Gap.X12)
        form.setContentsMargins(0, Gap.X8, 0, 0)
        self.setLayout(form)

    @property
    def whole_pin(self) -> str:
        """The six digits; empty while one is missing."""
        pin = self.pin.text()
        return pin if len(pin) == self.pin.maxLength() else ""

    def clear(self) -> None:
        """Empty boxes, nothing wrong."""
        self.pin.clear()
        self.pin.set_error("")

    def say(self, said: str) -> None:
        """A quiet line under the boxes."""
        self.pin.set_error("")
        self._tell(said, "text2")

    def refuse(self, title: str, said: str) -> None:
        """What is wrong; the boxes turn red."""
        self.pin.set_error(title)
        self._tell(said, "late")

    def set_open(self, is_open: bool) -> None:
        """Whether digits may be typed now."""
        self.pin.setEnabled(is_open)
        self.enter.setEnabled(is_open)

    def _tell(self, said: str, tone: str) -> None:
        self.said.announce(said)
        self.said.set_tone("late" if tone == "late" else "text2")
