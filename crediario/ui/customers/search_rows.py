"""What the search palette lists: customers, carnês and actions, each a line; and what is marked in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crediario.domain.br import fold, format_amount
from crediario.services.search import FoundCarne, FoundCustomer, SearchPage
from crediario.ui.navigation import CustomerForm
from crediario.ui.widgets.cells import Cell, KeyCell, Marked, TagCell, Text
from crediario.ui.words import counted

DASH = "—"
LONGEST_QUOTED = 40
#: Words of the names of a few searches.
WORDS_KEPT = 2_048


@dataclass(frozen=True, slots=True)
class Section:
    """A line that names what follows."""

    words: str


@dataclass(frozen=True, slots=True)
class Register:
    """The way on when nobody was found, and also when somebody was: a new customer with the name typed."""

    typed: str


ListedRow = FoundCustomer | FoundCarne | Section | Register


def found_rows(typed: str, page: SearchPage) -> list[ListedRow]:
    """The lines of an answer; none at all when nothing was found."""
    if not page.customers and not page.carnes:
        return []
    rows: list[ListedRow] = [*page.customers]
    if page.carnes:
        rows += [Section("Carnês"), *page.carnes]
    return [*rows, Section("Ações"), Register(typed)]


def recent_rows(found: Sequence[FoundCustomer]) -> list[ListedRow]:
    """Who was attended last, before anything is typed."""
    head: list[ListedRow] = [Section("Atendidos por último"), *found] if found else []
    return [*head, Section("Ações"), Register("")]


def count_words(page: SearchPage) -> str:
    """``4 clientes``; when there are more, that another letter narrows them."""
    many = len(page.customers)
    if page.more:
        return f"{many} primeiros: escreva mais"
    if not many and page.carnes:
        return counted(len(page.carnes), "carnê", "carnês")
    return counted(many, "cliente", "clientes")


def quoted(typed: str) -> str:
    """What was typed, in quotes, shortened where it is long."""
    shown = typed if len(typed) <= LONGEST_QUOTED else f"{typed[:LONGEST_QUOTED]}…"
    return f"“{shown}”"


def register_words(typed: str) -> str:
    """``Cadastrar novo cliente “mar gra”``, or with the whole CPF or CNPJ that was typed."""
    form = CustomerForm.of_typed(typed)
    taken = form.name or (form.document and typed.strip())
    return f"Cadastrar novo cliente {quoted(taken)}" if taken else "Cadastrar novo cliente"


# -- cells ---------------------------------------------------------------------------------------------------


def who(row: ListedRow, terms: Sequence[str]) -> Cell:
    """The first cell: the name with what was typed marked; of a carnê, its number and slip too."""
    match row:
        case FoundCustomer():
            return Marked(row.name, tuple(word_spans(row.name, terms)))
        case FoundCarne():
            said = carne_words(row)
            return Marked(said, tuple(word_spans(said, terms)))
        case Register():
            return Text(register_words(row.typed), icon="user-plus")
        case Section():
            return Text(row.words)


def carne_words(carne: FoundCarne) -> str:
    """``Carnê 4812 · Maria das Graças Oliveira · parcela 5 de 10``."""
    slip = f"parcela {carne.next_number} de {carne.count}" if carne.next_number else "tudo pago"
    return f"Carnê {carne.contract_number} · {carne.customer_name} · {slip}"


def phone(row: ListedRow, terms: Sequence[str]) -> Cell:
    """The telephone, the figures typed marked."""
    if not isinstance(row, FoundCustomer) or not row.phone:
        return Text("")
    spans = tuple(digit_spans(row.phone, terms))
    return Marked(row.phone, spans) if spans else Text(row.phone, "text2")


def situation(row: ListedRow) -> Cell:
    """How a customer or a slip stands, always in words."""
    match row:
        case FoundCustomer(late_count=late) if late:
            return TagCell(f"{late} em atraso", "late", "clock")
        case FoundCustomer(incomplete=True):
            return TagCell("Incompleto", "plain", "ban")
        case FoundCustomer():
            return TagCell("Em dia", "ok", "circle-check")
        case FoundCarne(days_late=days) if days:
            return TagCell(counted(days, "dia", "dias"), "late", "clock")
        case FoundCarne(open=left) if not left:
            return TagCell("Paga" if row.next_number else "Quitado", "ok", "circle-check")
        case FoundCarne():
            return Text("a vencer", "text2")
    return Text("")


def amount(row: ListedRow) -> Cell:
    """What is open, or what the slip costs today."""
    match row:
        case FoundCustomer():
            return Text(format_amount(row.open_total) if row.open_total else DASH, bold=True)
        case FoundCarne():
            return Text(format_amount(row.total) if row.total else DASH, bold=True)
        case Register():
            return KeyCell("Ctrl+N")
    return Text("")


# -- what is marked ------------------------------------------------------------------------------------------


def word_spans(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words typed stand in ``text``, accents left aside: at most once in each of its words."""
    for word in re.finditer(r"[^\W_]+", text):
        folded, places = _folded(word.group())
        found = [(folded.find(term), term) for term in terms if term in folded]
        if found:
            # The longest of those that start first: "gra" rather than "g".
            start, term = min(found, key=lambda each: (each[0], -len(each[1])))
            last = places[start + len(term) - 1]
            yield word.start() + places[start], word.start() + last + 1


@lru_cache(maxsize=WORDS_KEPT)
def _folded(word: str) -> tuple[str, tuple[int, ...]]:
    """A word without accents, and where each of its letters came from; the next key shows it again."""
    pieces = [fold(letter) for letter in word]
    places = tuple(place for place, piece in enumerate(pieces) for _ in piece)
    return "".join(pieces), places


def digit_spans(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the figures typed stand in a telephone, its punctuation left aside."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    figures = "".join(text[place] for place in places)
    found = [(figures.find(term), len(term)) for term in terms if term.isdigit() and term in figures]
    if found:
        start, length = max(found, key=lambda each: each[1])
        yield places[start], places[start + length - 1] + 1
