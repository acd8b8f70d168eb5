"""A bank's statement in a file, for the picture of checking one: two slips, a card sale, a stranger."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from crediario.domain.money import Money
from crediario.services.payments import DeskRow

_HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n"
_ACCOUNT = "<BANKACCTFROM><BANKID>0341<ACCTID>12345-6</BANKACCTFROM><BANKTRANLIST>\n"
_END = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"


def statement_file(folder: Path, today: date, rows: Sequence[DeskRow]) -> Path:
    """Writes the statement of yesterday and today into ``folder`` and says where.

    Args:
        folder: where to.
        today: its last day.
        rows: open installments of one customer; the first is paid by its code, the second beyond its cost.
    """
    lines = [
        (today, row.quote.total, f"PIX RECEBIDO C{row.contract_number}P{row.number}") for row in rows[:1]
    ]
    lines += [
        (today, row.quote.total + Money(10_00), f"PIX RECEBIDO C{row.contract_number}P{row.number}")
        for row in rows[1:2]
    ]
    yesterday = today - timedelta(days=1)
    lines += [(yesterday, Money(512_30), "VENDAS NO CARTAO"), (yesterday, Money(73_41), "PIX RECEBIDO")]
    place = folder / "extrato.ofx"
    place.write_text(_HEAD + _ACCOUNT + "".join(map(_entry, lines)) + _END, encoding="utf-8")
    return place


def _entry(line: tuple[date, Money, str]) -> str:
    day, amount, words = line
    return f"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{day:%Y%m%d}<TRNAMT>{amount}<MEMO>{words}</STMTTRN>\n"
