"""What a bank's statement says: its lines, what tells each from every other, and the codes in their words."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crediario.domain.br import fold
from crediario.domain.money import Money

#: Shorter ones are numbers within the file, or of the day: they come again for other lines.
SHORTEST_REFERENCE = 10
_END_TO_END = re.compile(r"(?<![A-Za-z0-9])(E[0-9]{8}[0-9]{12}[A-Za-z0-9]{11})(?![A-Za-z0-9])")
_SLIP = r"C([1-9][0-9]{0,6})P([1-9][0-9]{0,2})"
_STORE = r"L([1-9][0-9]?)"
_TXID = re.compile(rf"(?<![A-Za-z0-9])((?:{_STORE})?(?:{_SLIP})+)(?![A-Za-z0-9])", re.IGNORECASE)


class StatementFormat(StrEnum):
    """How the file is written: the banks' own exchange format, or a table."""

    OFX = "ofx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line as the file says it.

    Attributes:
        amount: positive came in, negative left.
        reference: the bank's own number of the line (FITID), where there is one.
    """

    day: date
    amount: Money
    description: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line with what it is recognised by.

    Attributes:
        identity: the same whenever this line of this account is read again.
        amount: positive came in, negative left.
        txid: ours, as printed in a slip's Pix code: "L2C4812P5", several on end; "C4812P5" in older ones.
        end_to_end: the Pix system's own number of the transfer.
    """

    identity: str
    day: date
    amount: Money
    description: str
    txid: str | None = None
    end_to_end: str | None = None


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A statement that was read.

    Attributes:
        bank: name or number, as the file says; empty where it does not.
        account: as the file says; empty where it does not.
    """

    name: str
    sha256: str
    format: StatementFormat
    bank: str
    account: str
    first_day: date
    last_day: date
    lines: tuple[StatementLine, ...]

    @property
    def incoming(self) -> tuple[StatementLine, ...]:
        """The lines by which money came in."""
        return tuple(line for line in self.lines if line.amount > Money.ZERO)


@dataclass(frozen=True, slots=True)
class SlipName:
    """The installment a txid names: contract and number."""

    contract: int
    number: int


def end_to_end_in(text: str) -> str | None:
    """The Pix end-to-end code written in a text; None when there is none, or several.

    Rule: Manual de Padrões para Iniciação do Pix (Banco Central). See docs/regras.md#extrato.
    """
    found = set(_END_TO_END.findall(text))
    return found.pop() if len(found) == 1 else None


def txid_in(text: str) -> str | None:
    """Our own txid written in a text, in capitals; None when there is none, or several."""
    found = {match[1].upper() for match in _TXID.finditer(text)}
    return found.pop() if len(found) == 1 else None


def is_of_another_store(txid: str, store: int) -> bool:
    """Whether a txid of ours says that another store sold. One of an earlier version says no store."""
    said = re.match(_STORE, txid.upper())
    return said is not None and int(said[1]) != store


def slips_of(txid: str, store: int) -> tuple[SlipName, ...]:
    """The installments of this store that a txid of ours names, each once; of another store's, none.

    Where no store is said, they are taken for this one's.
    """
    if is_of_another_store(txid, store):
        return ()
    names = (SlipName(int(contract), int(number)) for contract, number in re.findall(_SLIP, txid.upper()))
    return tuple(dict.fromkeys(names))


def identified(lines: Iterable[WrittenLine]) -> tuple[StatementLine, ...]:
    """Lines with their identities: the same lines read again, in whatever file, have the same.

    Day, amount and the bank's number make it; where that number is none that stays, the words do, and among
    lines equal in all that their order. Lines that only tell a balance are left out.

    Rule: product.md D9. See docs/regras.md#extrato.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    return tuple(_identified(line, seen) for line in lines if line.amount and not _is_balance(line))


def _identified(line: WrittenLine, seen: Counter[tuple[object, ...]]) -> StatementLine:
    text = f"{line.reference} {line.description}"
    end_to_end = end_to_end_in(text)
    own = end_to_end or (line.reference if _stays(line.reference) else fold(line.description))
    key = (line.day.isoformat(), line.amount.cents, own)
    seen[key] += 1
    words = "|".join(map(str, (*key, seen[key])))
    identity = hashlib.sha256(words.encode()).hexdigest()
    return StatementLine(identity, line.day, line.amount, line.description, txid_in(text), end_to_end)


def _stays(reference: str) -> bool:
    """Whether the bank's number is long enough, and varied enough, to be this line's alone."""
    return len(reference) >= SHORTEST_REFERENCE and len(set(reference)) > 3


def _is_balance(line: WrittenLine) -> bool:
    bare = fold(line.description).replace(" ", "")
    return bare.startswith("saldo") and "pix" not in bare


def unknown_lines(
    lines: Iterable[StatementLine], known: Iterable[StatementLine]
) -> tuple[StatementLine, ...]:
    """Those of ``lines`` the shop does not have yet.

    A bank that numbers its lines anew at each download is seen through: a line is known as well when as many
    equal in day, amount and words are there already.
    """
    before = tuple(known)
    identities = {line.identity for line in before}
    left = Counter(_content(line) for line in before)
    return tuple(_unknown(lines, identities, left))


def _unknown(
    lines: Iterable[StatementLine], identities: set[str], left: Counter[tuple[date, int, str]]
) -> Iterator[StatementLine]:
    for line in lines:
        content = _content(line)
        if line.identity in identities or left[content] > 0:
            left[content] -= 1
            continue
        yield line


def _content(line: StatementLine) -> tuple[date, int, str]:
    return line.day, line.amount.cents, fold(line.description)
