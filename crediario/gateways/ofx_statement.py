"""OFX statements, both of SGML and of XML, by the parser of ofxtools; the fields are read here.

Brazilian banks write decimal commas, leave the number of a line empty, close no tags and name one encoding in
the header while using another. None of this may lose a line or invent one.
"""

import html
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from crediario.domain.bank_statement import WrittenLine
from crediario.domain.errors import Refusal
from crediario.domain.importing.amounts import AmountStyle, amount_style
from crediario.domain.importing.report import BadCell
from crediario.domain.money import Money
from crediario.gateways.statement_reading import (
    StatementDamaged,
    WrittenStatement,
    one_line,
    signed_amount,
    unsigned,
)

#: Where the time of a line without a zone is meant.
BRASILIA = timezone(timedelta(hours=-3))
_BEGIN = re.compile(r"<OFX>", re.IGNORECASE)
_DATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z0-9._]+)\s*/?>")
#: Tags that hold a text; one of them left empty and open would swallow what follows it.
_EMPTY = re.compile(
    r"<(FITID|CHECKNUM|REFNUM|MEMO|NAME|BANKID|BRANCHID|ACCTID|ORG|FID|TRNAMT|DTPOSTED|DTUSER|DTSTART|DTEND"
    r"|TRNTYPE|SIC|PAYEEID|LANGUAGE|TRNUID|CODE|SEVERITY|MESSAGE|BALAMT|DTASOF|CURDEF|ACCTTYPE|DTSERVER)>"
    r"\s*(?=<)(?!</)"
)
_DAY = re.compile(
    r"([0-9]{8})(?:([0-9]{6})(?:\.[0-9]+)?)?\s*(?:\[([+-]?[0-9]{1,2})(?:\.[0-9]+)?(?::\w*)?\])?"
)


@dataclass(eq=False)
class NotAnAccountStatement(Refusal):
    """An OFX of something else: a credit card, an investment, or nothing at all."""

    file: str


@dataclass(eq=False)
class SeveralAccounts(Refusal):
    """One file with the statements of more than one account."""

    file: str
    count: int


def is_ofx(content: bytes) -> bool:
    """Whether these bytes begin like an OFX, whatever the file is called."""
    start = content[:4096].upper()
    return b"OFXHEADER" in start or b"<OFX>" in start


def read(name: str, content: bytes) -> WrittenStatement:
    """The one account's statement of an OFX.

    Raises:
        NotAnAccountStatement, SeveralAccounts, StatementDamaged.
    """
    root = _tree(name, _text(content))
    statements = list(root.iter("STMTRS"))
    if not statements:
        raise NotAnAccountStatement(name)
    accounts = {(_said(each, "BANKID"), _said(each, "ACCTID")) for each in statements}
    if len(accounts) > 1:
        raise SeveralAccounts(name, len(accounts))
    entries = list(root.iter("STMTTRN"))
    style = amount_style(unsigned(_child(entry, "TRNAMT")) for entry in entries)
    lines = (_line(name, number, entry, style) for number, entry in enumerate(entries, 1))
    ((bank, account),) = accounts
    return WrittenStatement(
        bank=_said(root, "ORG") or bank,
        account=account,
        first_day=_day(_said(root, "DTSTART")),
        last_day=_day(_said(root, "DTEND")),
        lines=tuple(line for line in lines if line is not None),
    )


def _text(content: bytes) -> str:
    """UTF-8 where the bytes are, else Windows' letters: what the header says is often not so."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _tree(name: str, text: str) -> Any:
    from ofxtools.Parser import ParseError, TreeBuilder  # half a second: only when a statement is read

    begin = _BEGIN.search(text)
    if begin is None or re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise NotAnAccountStatement(name)
    body = _DATA.sub(lambda match: html.escape(match[1]), text[begin.start() :])
    body = _TAG.sub(lambda match: f"<{match[1]}{match[2].upper()}>", body)
    parser = TreeBuilder()
    try:
        parser.feed(_EMPTY.sub("", body))
        return parser.close()
    except (ParseError, AssertionError, IndexError) as error:
        raise StatementDamaged(name, 0, str(error)[:80]) from error


def _child(element: Any, tag: str) -> str:
    """The text of a tag right below; empty when it is not there."""
    return html.unescape((element.findtext(tag) or "").strip())


def _said(element: Any, tag: str) -> str:
    """The text of the first such tag at any depth."""
    return html.unescape((element.findtext(f".//{tag}") or "").strip())


def _line(name: str, number: int, entry: Any, style: AmountStyle) -> WrittenLine | None:
    """An entry; None for one without any amount, as banks write a balance."""
    text = _child(entry, "TRNAMT")
    try:
        amount = signed_amount(text, style)
        day = _day(_child(entry, "DTPOSTED"))
    except (BadCell, ValueError) as error:
        raise StatementDamaged(name, number, text) from error
    if amount is None:
        return None
    if day is None:
        raise StatementDamaged(name, number, _child(entry, "DTPOSTED"))
    # What leaves the account is never taken for money that came in.
    leaves = _child(entry, "TRNTYPE").upper() == "DEBIT" and amount > Money.ZERO
    return WrittenLine(
        day=day,
        amount=-amount if leaves else amount,
        description=one_line(_child(entry, "NAME"), _child(entry, "MEMO"), _child(entry, "PAYEE")),
        reference=_child(entry, "FITID"),
    )


def _day(text: str) -> date | None:
    """The day at home of a moment: 20261120, 20261120103000[-3:BRT], 20261121010000[0:GMT] (the 20th).

    Raises:
        ValueError: it is no day.
    """
    if not text:
        return None
    match = _DAY.match(text)
    if match is None:
        raise ValueError(text)
    written = datetime.strptime(match[1] + (match[2] or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007
    # Midnight is how a day without a time is written, in whatever zone.
    if match[3] is None or not (match[2] or "").strip("0"):
        return written.date()
    zone = timezone(timedelta(hours=int(match[3])))
    return written.replace(tzinfo=zone).astimezone(BRASILIA).date()
