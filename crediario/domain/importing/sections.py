"""Sheets that name a customer once, above the installments or on the tab, and in no column."""

import re
from collections.abc import Iterable, Sequence

from crediario.domain.br import fold
from crediario.domain.importing.cells import Row, shown
from crediario.domain.importing.content import looks_like_name
from crediario.domain.importing.mentions import Mention, MentionedPhone
from crediario.domain.importing.people import read_document, read_phones
from crediario.domain.importing.report import BadCell, RefusedReason
from crediario.domain.registration import NAME_LENGTH, PhonePurpose

_LABEL = re.compile(
    r"\b(?:cliente|nome|c\.?p\.?f\.?|cnpj|telefones?|fones?|tel\.?|celular|whatsapp|ficha|codigo|cod\.?|n[º°o]\.?)(?!\w)\s*[:\-.]*",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^\s*(?:cliente|nome)\b\s*\S|\b(?:cliente|nome)\s*:\s*\S", re.IGNORECASE)
_CPF = re.compile(r"\b[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}\b")
_PHONE = re.compile(r"\(?\b[0-9]{2}\)?\s?9?\s?[0-9]{4}[-\s]?[0-9]{4}\b")
#: Tabs that name a time or nothing, and no customer.
_NO_CUSTOMER = re.compile(
    r"\b(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|plan|planilha"
    r"|sheet|folha|clientes?|parcelas?|carteira|caderno|crediario|loja|abertos?|pagos?|pagas?|vencid[oa]s?"
    r"|resumo|total)\b"
)
_LEAST_NAMES = 2


def names_above(rows: Iterable[Row], tab: str) -> bool:
    """Whether a sheet without a column for it names its customers above their lines, or on its tab.

    Args:
        rows: its first lines that hold no installment.
        tab: the sheet's name.
    """
    lines = list(rows)
    if any(map(says_who, lines)):
        return True
    return sum(looks_like_name(_text(row)) for row in lines) >= _LEAST_NAMES or _is_customers_tab(tab)


def _is_customers_tab(tab: str) -> bool:
    return looks_like_name(tab) and not _NO_CUSTOMER.search(fold(tab))


def tab_customer(tab: str) -> Mention | None:
    """The customer whose name the tab is; None when it is none's."""
    return Mention(name=tab.strip()[:NAME_LENGTH]) if _is_customers_tab(tab) else None


def says_who(row: Row) -> bool:
    """Whether a line says by a word or a CPF that it names a customer; a sheet that does so always does."""
    text = _text(row)
    return bool(_NAMED.search(text) or _CPF.search(text))


def customer_above(row: Row) -> Mention | None:
    """The customer a line above installments names; None when it names nobody."""
    text = _text(row)
    cpf, phone = _CPF.search(text), _PHONE.search(_CPF.sub(" ", text))
    rest = _LABEL.sub(" ", _PHONE.sub(" ", _CPF.sub(" ", text)))
    name = _name(rest)
    # "Página 2 de 9" is no name; "Cliente 12: Ana" is.
    if not name or not (says_who(row) or (looks_like_name(name) and not re.search(r"[0-9]", rest))):
        return None
    found = Mention(name=name[:NAME_LENGTH])
    try:
        found.document = read_document(cpf[0]) if cpf else None
    except BadCell:
        found.bad = (-1, RefusedReason.INVALID_DOCUMENT)
    phones = read_phones(phone[0], None) if phone else ()
    found.phones = tuple(MentionedPhone(each, PhonePurpose.OWN) for each in phones)
    return found


def _text(row: Row) -> str:
    return " ".join(shown(cell) for cell in row if cell is not None)


def _name(text: str) -> str:
    """What is left of the line once labels and numbers are gone."""
    words: Sequence[str] = re.sub(r"[^\w\s.'’-]|[0-9_]", " ", text).split()
    return " ".join(words).strip(" .-–")
