"""A conversation in WhatsApp with the text ready: nothing is sent without a person."""

from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from crediario.ui.messages import Message

NOT_OPENED = Message(
    "O WhatsApp não abriu",
    "Nenhum programa deste computador abre o endereço.",
    "Instale ou abra o navegador.",
)


def chat_address(phone: str, text: str) -> str:
    """The address that opens the conversation.

    Args:
        phone: E.164, ``+5534998124471``.
        text: what stands ready to be sent.
    """
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(text)}"


def open_chat(phone: str, text: str) -> bool:
    """Open it in the browser or the program; whether something took it."""
    return QDesktopServices.openUrl(QUrl(chat_address(phone, text), QUrl.ParsingMode.StrictMode))
