"""Which installment a cell names: "3/12", "3 de 12", 3; and whether a word says it was paid."""

import re
from datetime import date
from typing import NamedTuple

from crediario.domain.br import fold
from crediario.domain.importing.cells import Broken, Cell
from crediario.domain.importing.report import BadCell, RefusedReason

#: Forty years of months: more is no installment.
MOST_PIECES = 480
_OF = re.compile(r"(?:[a-z.\s]*?)([0-9]{1,3})\s*[oa.]?\s*(?:/|\\|-|:|de|x|\|)\s*([0-9]{1,3})[a-z.\s]*")
_ALONE = re.compile(r"(?:[a-z.\s]*?)([0-9]{1,3})\s*[oa.]?")
_WHOLE_SALE = re.compile(r"([0-9]{1,3})\s*(?:x|vezes|parcelas)(?:\s+de\b.*|\s*[0-9r$.,\s]*)?")
_ONLY = ("unica", "unico", "a vista", "avista")
_DOWN_PAYMENT = ("entrada", "ent", "sinal", "entr")

_PAID = frozenset({
    "pago", "paga", "pagos", "quitado", "quitada", "quitou", "pagou", "liquidado", "liquidada", "baixado",
    "baixada", "recebido", "recebida", "ok", "sim", "s", "x", "pg", "p",
})  # fmt: skip
_OPEN = frozenset({
    "aberto", "aberta", "em aberto", "em aberta", "pendente", "a vencer", "vencido", "vencida", "vencendo",
    "atrasado", "atrasada", "em atraso", "nao", "n", "a", "falta", "a receber", "nao pago", "nao paga",
    "ativo", "ativa", "devendo", "0",
})  # fmt: skip


class Piece(NamedTuple):
    """Number of an installment, and of how many where the cell says it."""

    number: int
    of: int | None = None


def read_piece(cell: Cell) -> Piece | None:
    """The installment a cell names; None when it is empty.

    A spreadsheet makes a date of "3/12": the day is then the number, the month the count, and the other way
    round where months come first, since no installment is beyond its count.

    Raises:
        BadCell: no installment; a down payment; a whole sale, as "10x".
    """
    match cell:
        case None:
            return None
        case date():
            return Piece(min(cell.day, cell.month), max(cell.day, cell.month))
        case int() | float():
            return _checked(Piece(int(cell))) if float(cell).is_integer() else _bad()
        case str():
            return _of_text(fold(cell))
        case Broken():
            raise BadCell.of(cell)


def _of_text(text: str) -> Piece | None:
    if not re.search(r"[a-z0-9]", text):
        return None
    if text in _ONLY:
        return Piece(1, 1)
    if text.strip(".") in _DOWN_PAYMENT:
        raise BadCell(RefusedReason.DOWN_PAYMENT)
    if match := _OF.fullmatch(text):
        if "x" in text and re.search(r"[0-9]\s*x", text):
            raise BadCell(RefusedReason.WHOLE_SALE)
        return _checked(Piece(int(match[1]), int(match[2])))
    if _WHOLE_SALE.fullmatch(text):
        raise BadCell(RefusedReason.WHOLE_SALE)
    if match := _ALONE.fullmatch(text):
        return _checked(Piece(int(match[1])))
    return _bad()


def _checked(piece: Piece) -> Piece:
    if piece.number == 0:
        raise BadCell(RefusedReason.DOWN_PAYMENT)
    if not 1 <= piece.number <= (piece.of or MOST_PIECES) <= MOST_PIECES:
        return _bad()
    return piece


def _bad() -> Piece:
    raise BadCell(RefusedReason.INVALID_INSTALLMENT)


def read_count(cell: Cell) -> int | None:
    """How many installments a sale has; None when the cell is empty."""
    match cell:
        case str() if match := re.fullmatch(
            r"\s*([0-9]{1,3})\s*(?:x|vezes|parcelas|parc\.?)?\s*", fold(cell)
        ):
            return _checked(Piece(int(match[1]))).number
        case _:
            piece = read_piece(cell)
            return piece and (piece.of or piece.number)


def read_paid(cell: Cell) -> bool | None:
    """Whether a word says it was paid; None when it says nothing known.

    Raises:
        BadCell: a formula without a value, an error.
    """
    match cell:
        case None:
            return False
        case Broken():
            raise BadCell.of(cell)
        case str():
            text = fold(cell).strip(" .-")
            return True if text in _PAID else False if text in _OPEN or not text else None
        case _:
            return None
