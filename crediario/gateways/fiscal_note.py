"""The file of a fiscal note (NF-e, NFC-e), opened with care and read by nfelib's own classes of the layout.

The tree is built by lxml without document types, entities or network; nfelib then reads it as the tax
office's schema says. Layouts newer in their details are read all the same: what is not known is passed over.
"""

import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from crediario.domain.errors import Refusal
from crediario.domain.fiscal_note import FiscalNote, NoteCancelled, NoteItem, NoteModel
from crediario.domain.money import Money

#: A note of 990 lines, the most there are, with every tax, takes less.
SIZE_LIMIT = 5 * 1024 * 1024
LAYOUT = "4.00"
NAMESPACE = "http://www.portalfiscal.inf.br/nfe"

_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
#: In these nothing can hide from the search for document types.
_ENCODINGS = frozenset({b"utf-8", b"iso-8859-1", b"us-ascii", b"windows-1252"})
#: By the issuer, and by the issuer in place of another note.
_CANCELLING = frozenset({"110111", "110112"})
_EVENTS = frozenset({"procEventoNFe", "evento", "envEvento", "retEnvEvento"})


@dataclass(eq=False)
class NoteUnreadable(Refusal):
    """The file is not there, may not be read, or breaks off."""

    file: str


@dataclass(eq=False)
class NoteTooLarge(Refusal):
    """Far more than any note takes."""

    file: str


@dataclass(eq=False)
class NoteUnsafe(Refusal):
    """It brings a document type or entities, which no note has, or letters nothing can be looked for in."""

    file: str


@dataclass(eq=False)
class NotAFiscalNote(Refusal):
    """Something else: another kind of XML, a printed note, a picture."""

    file: str


@dataclass(eq=False)
class NoteOfAnotherLayout(Refusal):
    """A layout other than 4.00, the only one in use since 2018."""

    file: str
    version: str


def read_note(path: Path) -> FiscalNote:
    """The note in a file, with or without the tax office's answer; nothing is judged yet.

    Raises:
        NoteUnreadable, NoteTooLarge, NoteUnsafe, NotAFiscalNote, NoteOfAnotherLayout: no note was read.
        NoteCancelled: the file is the cancelling of a note.

    Rule: product.md C2, reliability.md A21. See docs/regras.md#nota-fiscal.
    """
    root = _tree(path.name, _bytes_of(path))
    kind = _local(root)
    if kind in _EVENTS:
        raise _event(path.name, root)
    if kind not in {"nfeProc", "NFe"}:
        raise NotAFiscalNote(path.name)
    info = root.find(f".//{{{NAMESPACE}}}infNFe")
    if info is None:
        raise NotAFiscalNote(path.name)
    if info.get("versao") != LAYOUT:
        raise NoteOfAnotherLayout(path.name, str(info.get("versao")))
    cancelled = _cancelled_inside(root)  # the reading below empties the tree
    note, answer = _bound(path.name, root, kind)
    try:
        return _note(note.infNFe, answer, cancelled=cancelled)
    # A field the layout asks for is missing, or holds what is no number and no date.
    except (AttributeError, TypeError, ValueError, InvalidOperation) as error:
        raise NoteUnreadable(path.name) from error


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise NoteTooLarge(path.name)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise NoteUnreadable(path.name) from error
    if not content.strip():
        raise NoteUnreadable(path.name)
    return content


def _tree(name: str, content: bytes) -> Any:
    """The XML as a tree; a bomb is refused before it is looked at."""
    from lxml import etree  # a compiled module: only when a note is read

    if not re.match(rb"(?:\xef\xbb\xbf)?\s*<", content):
        raise NotAFiscalNote(name)
    declared = _ENCODING.search(content[:200])
    if b"\x00" in content or (declared and declared[1].lower() not in _ENCODINGS):
        raise NoteUnsafe(name)
    if _DOCUMENT_TYPE.search(content):
        raise NoteUnsafe(name)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoteUnreadable(name) from error


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _event(name: str, root: Any) -> Refusal:
    """What an event's file is refused as: the cancelling of a note, or no note."""
    return NoteCancelled(None) if _cancelled_inside(root) else NotAFiscalNote(name)


def _cancelled_inside(root: Any) -> bool:
    return any(kind.text in _CANCELLING for kind in root.iter(f"{{{NAMESPACE}}}tpEvento"))


@cache
def _parser() -> Any:
    from xsdata.formats.dataclass.parsers import XmlParser
    from xsdata.formats.dataclass.parsers.config import ParserConfig

    # The layout grows every few months in fields nothing here needs.
    return XmlParser(config=ParserConfig(fail_on_unknown_properties=False, fail_on_unknown_attributes=False))


def _bound(name: str, root: Any, kind: str) -> tuple[Any, Any]:
    """The note as nfelib's object, and the tax office's answer, which may be missing."""
    from nfelib.nfe.bindings.v4_0.nfe_v4_00 import Nfe  # a third of a second: only when a note is read
    from nfelib.nfe.bindings.v4_0.proc_nfe_v4_00 import NfeProc
    from xsdata.exceptions import ParserError

    try:
        with warnings.catch_warnings():
            # A code newer than the schema is told by a warning and kept as it is.
            warnings.simplefilter("ignore")
            read = _parser().parse(root, NfeProc if kind == "nfeProc" else Nfe)
    except (ParserError, ValueError, TypeError) as error:
        raise NoteUnreadable(name) from error
    if kind == "NFe":
        return read, None
    return read.NFe, read.protNFe.infProt if read.protNFe else None


def _note(info: Any, answer: Any, *, cancelled: bool) -> FiscalNote:
    ide, emit, dest = info.ide, info.emit, info.dest
    key = info.Id.removeprefix("NFe")
    if answer is not None and answer.chNFe != key:
        raise ValueError("the answer is about another note")
    return FiscalNote(
        key=key,
        model=NoteModel(_code(ide.mod)),
        series=int(ide.serie),
        number=int(ide.nNF),
        issued_at=datetime.fromisoformat(ide.dhEmi),
        issuer=(emit.CNPJ or emit.CPF),
        issuer_name=emit.xNome,
        customer_name=dest.xNome if dest else None,
        customer_document=(dest.CPF or dest.CNPJ) if dest else None,
        items=tuple(_item(line.prod) for line in info.det),
        total=_money(info.total.ICMSTot.vNF),
        status=answer.cStat if answer is not None else None,
        cancelled=cancelled,
        is_sale=_code(ide.tpNF) == "1" and _code(ide.finNFe) == "1",
        is_test=_code(ide.tpAmb) == "2",
    )


def _item(prod: Any) -> NoteItem:
    return NoteItem(
        description=" ".join(prod.xProd.split()),
        quantity=_decimal(prod.qCom),
        unit=prod.uCom,
        unit_price=_decimal(prod.vUnCom),
        gross=_money(prod.vProd),
        discount=_money(prod.vDesc),
        extras=_money(prod.vFrete) + _money(prod.vSeg) + _money(prod.vOutro),
        counts=_code(prod.indTot) == "1",
    )


def _code(value: Any) -> str:
    """The code of one of nfelib's enumerations, or of a text it did not know."""
    return str(getattr(value, "value", value))


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,10})?", text):
        raise ValueError(f"no quantity or price: {text[:20]!r}")
    return Decimal(text)


def _money(text: str | None) -> Money:
    """Whole centavos, as the layout writes every amount; a missing one is zero."""
    cents = _decimal(text or "0").scaleb(2)
    if cents != cents.to_integral_value():
        raise ValueError(f"parts of a centavo: {text!r}")
    return Money(int(cents))
