"""The figures of a request in words: what each is called, and how people read it. Imports no Qt."""

import re
from datetime import date, datetime

from crediario.documents.refused_lines import REASONS
from crediario.domain.br import format_date, format_money, format_rate
from crediario.domain.money import Money, Rate
from crediario.services.audit import Detail
from crediario.ui.audit.field_words import FIELDS, HIDDEN, VALUES
from crediario.ui.role_words import POWER_WORDS

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
#: Who looks at the audit sees that a document was there, not the document: that is a step of its own.
_DOCUMENTS = {"document", "spouse_document", "cpf"}
_PERMISSION = "permission"
_REASONS: dict[str, str] = {str(reason): words for reason, words in REASONS.items()}
LONGEST = 300
#: A word of this length may be broken, or the panel would grow wider than the window.
_LONG_WORD = re.compile(r"\S{20}")
CNPJ_LENGTH = 14


def is_shown(detail: Detail) -> bool:
    """Whether the figure says anything to people."""
    return not HIDDEN.intersection(detail.path)


def name_of(detail: Detail) -> str:
    """What a figure is called: ``condições · valor da compra``."""
    words = [f"{int(part)}º" if part.isdecimal() else _field(part) for part in detail.path]
    return " · ".join(words[-3:]) or "resposta"


def _field(name: str) -> str:
    return FIELDS.get(name) or FIELDS.get(name.removesuffix("_id")) or name.replace("_", " ")


def value_of(detail: Detail) -> str:
    """What it says, as people read it."""
    match detail.value:
        case None:
            return "—"
        case bool():
            return "sim" if detail.value else "não"
        case Money():
            return format_money(detail.value)
        case Rate():
            return format_rate(detail.value)
        case str():
            return _text(detail.path[-1] if detail.path else "", detail.value)
        case _:
            return str(detail.value)


def _text(name: str, text: str) -> str:
    if name in _DOCUMENTS:
        return _masked(text)
    if name == _PERMISSION:
        return POWER_WORDS.get(text, text)
    if _DAY.fullmatch(text):
        return format_date(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        return f"{datetime.fromisoformat(text):%d/%m/%Y %H:%M}"
    known = VALUES.get(text) or _REASONS.get(text) or text
    cut = known if len(known) <= LONGEST else f"{known[:LONGEST]}…"
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", cut)


def _masked(text: str) -> str:
    if not text:
        return "—"
    return text if len(text) == CNPJ_LENGTH else f"•••.•••.•••-{text[-2:]}"
