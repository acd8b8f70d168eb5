"""What the files of a record are called, and what is said of them."""

from datetime import date

from crediario.domain.br import format_date
from crediario.services.attachments import AttachmentKind, AttachmentRow, MediaType
from crediario.ui.dialogs import Question
from crediario.ui.messages import Message

KINDS = {
    AttachmentKind.DOCUMENT: "Documento",
    AttachmentKind.PHOTO: "Foto do cliente",
    AttachmentKind.INCOME_PROOF: "Comprovante de renda",
    AttachmentKind.ADDRESS_PROOF: "Comprovante de endereço",
    AttachmentKind.BUREAU: "Consulta a birô de crédito",
    AttachmentKind.OTHER: "Outro",
}
_TYPES = {MediaType.JPEG: "foto JPEG", MediaType.PNG: "imagem PNG", MediaType.PDF: "PDF"}
#: Rule: law.md §8: a photo needs a yes of its own.
PHOTO_CONSENT = "A foto pede a autorização da pessoa: anote em Privacidade (Alt+K)."
FILE_KINDS = "Fotos e PDF (*.jpg *.jpeg *.png *.pdf);;Todos os arquivos (*)"
SAVED_AS = {MediaType.JPEG: "JPEG (*.jpg)", MediaType.PNG: "PNG (*.png)", MediaType.PDF: "PDF (*.pdf)"}
_MEGABYTE, _KILOBYTE = 1024 * 1024, 1024

ONE_AT_A_TIME = "Traga um arquivo de cada vez."
NOT_SAVED = Message(
    "O arquivo não foi salvo", "A pasta escolhida não aceita gravação.", "Escolha outra pasta."
)
IS_LINK = Message(
    "O arquivo não foi salvo", "Esse nome já é um atalho para outro lugar.", "Escolha outro nome."
)
NOT_DRAWN = "Esta página não pôde ser mostrada aqui. Salve o arquivo e abra em outro programa."


def title_words(row: AttachmentRow) -> str:
    """What a file is called: its title, or what it is good for."""
    return row.title or KINDS[row.kind]


def kind_words(row: AttachmentRow) -> str:
    """What it is good for and what it is: ``Comprovante de renda · PDF``; the title is not said twice."""
    what = _TYPES[row.media_type]
    return f"{KINDS[row.kind]} · {what}" if row.title else what


def type_words(media_type: MediaType, size: int) -> str:
    """``PDF, 1,2 MB``."""
    return f"{_TYPES[media_type]}, {size_words(size)}"


def size_words(size: int) -> str:
    """``340 KB``, ``1,2 MB``."""
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.1f} MB".replace(".", ",")
    return f"{max(1, round(size / _KILOBYTE))} KB"


def day_words(day: date, today: date) -> str:
    """``hoje`` or the day."""
    return "hoje" if day == today else format_date(day)


def remove_question(row: AttachmentRow) -> Question:
    """Asked once before a file leaves the record."""
    return Question(
        f"Remover “{title_words(row)}” da ficha?",
        "O arquivo deixa de aparecer. A auditoria guarda quem removeu.",
        yes="Remover",
    )
