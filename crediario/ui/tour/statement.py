"""A bank's statement in a file, for the picture of checking one: two slips, a card sale, a stranger."""

from datetime import date, timedelta
from pathlib import Path

from crediario.domain.money import Money
from crediario.domain.slip_reading import slip_txid
from crediario.services.payments import DeskRow, ReceivingDesk

_HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n"
_ACCOUNT = "<BANKACCTFROM><BANKID>0341<ACCTID>12345-6</BANKACCTFROM><BANKTRANLIST>\n"
_END = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"


def statement_file(folder: Path, desk: ReceivingDesk) -> Path:
    """Writes the statement of yesterday and today into ``folder`` and says where.

    Args:
        folder: where to.
        desk: what one customer has open; the first is paid by its code, the second beyond its cost.
    """
    today = desk.today
    lines = [
        (today, row.quote.total + beyond, f"PIX RECEBIDO {_txid(desk, row)}")
        for row, beyond in zip(desk.rows, (Money.ZERO, Money(10_00)), strict=False)
    ]
    yesterday = today - timedelta(days=1)
    lines += [(yesterday, Money(512_30), "VENDAS NO CARTAO"), (yesterday, Money(73_41), "PIX RECEBIDO")]
    place = folder / "extrato.ofx"
    place.write_text(_HEAD + _ACCOUNT + "".join(map(_entry, lines)) + _END, encoding="utf-8")
    return place


def _txid(desk: ReceivingDesk, row: DeskRow) -> str:
    return slip_txid(desk.store_code, (row.contract_number, row.number))


def _entry(line: tuple[date, Money, str]) -> str:
    day, amount, words = line
    return f"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{day:%Y%m%d}<TRNAMT>{amount}<MEMO>{words}</STMTTRN>\n"
