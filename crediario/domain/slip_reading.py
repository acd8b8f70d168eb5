"""What the scanner reads on a slip, by its bars or by its Pix code: which installment it names."""

import re
from dataclasses import dataclass

from crediario.domain import carne_code, pix
from crediario.domain.br import excerpt
from crediario.domain.errors import Refusal

#: How every BR Code begins: the format's version, by which it is told from any other QR code.
PIX_START = "000201"
_SLIP_TXID = re.compile(r"(?:L([0-9]{1,2}))?C([0-9]{1,7})P([0-9]{1,3})", re.IGNORECASE)


@dataclass(eq=False)
class SlipQrMisread(Refusal):
    """The check of the Pix code does not fit: a letter was lost, or read as another."""

    text: str


@dataclass(eq=False)
class SlipQrOfAnother(Refusal):
    """A Pix code that names no slip of this shop: another shop's, or without our mark."""

    key: str


@dataclass(frozen=True, slots=True)
class SlipRead:
    """The installment a slip names.

    Attributes:
        contract: number of the carnê.
        number: of the installment.
        store: which store issued it; None where the Pix code, of an earlier version, does not say.
        pix_key: the chave in the Pix code; None where the bars were read.
    """

    contract: int
    number: int
    store: int | None = None
    pix_key: str | None = None


def slip_txid(store: int, *slips: tuple[int, int]) -> str:
    """One txid an installment, so that code and bank statement tell which one was paid: ``L2C4812P5``.

    Stores that share a bank account may have the same contract numbers: the txid says whose it is.

    Args:
        store: code of the store that sold.
        slips: contract and number of each installment; several stand on end, ``L2C4812P5C5107P2``.
    """
    return f"L{store}" + "".join(f"C{contract}P{number}" for contract, number in slips)


def read_slip(text: str) -> SlipRead:
    """The slip whose bars or Pix code were read, or whose figures were typed.

    Raises:
        NotACarneCode: neither.
        CarneCheckWrong, SlipQrMisread: misread; read it again.
        SlipQrOfAnother: a Pix code, but no slip's.

    Rule: ux.md §6; product.md D1. See docs/regras.md#codigo-do-carne.
    """
    payload = text.strip()
    if not payload.startswith(PIX_START):
        code = carne_code.decode(text)
        return SlipRead(code.contract, code.number, code.store)
    found = pix.decode(payload)
    if not found.crc_ok:
        raise SlipQrMisread(excerpt(text))
    named = _SLIP_TXID.fullmatch(found.txid or "")
    if named is None or found.key is None:
        raise SlipQrOfAnother(found.key or "")
    store = int(named[1]) if named[1] else None
    return SlipRead(int(named[2]), int(named[3]), store, pix_key=found.key)
