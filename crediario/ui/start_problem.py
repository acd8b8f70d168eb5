"""The one window when the shop cannot be opened: what happened, that nothing was lost, what to do."""

from crediario.ui.dialogs import Box
from crediario.ui.messages import Message
from crediario.ui.widgets.buttons import KeyButton


def show_start_problem(message: Message) -> None:
    """Tells it and waits until it was read."""
    box = Box(None, "circle-x", message.title, message.rest)
    close = KeyButton("Fechar", "Enter", "primary")
    close.clicked.connect(box.accept)
    box.add_buttons(close)
    box.exec()
