"""Bank statements as Brazilian banks write them, without anybody's name."""

from collections.abc import Sequence
from dataclasses import dataclass

E2E = "E18236120202611201305s0123456789"
assert len(E2E) == 32

HEADER = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\n"
    "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
)

#: One and the same Pix and fee, as the sites of several banks export them.
TABLES = {
    "identifiers": """Data,Valor,Identificador,Descrição
20/11/2026,89.90,68138eea-2dd1-40ae-898f-6ebf077ff936,Pix - JOANA
19/11/2026,-12.00,68138eeb-0000-40ae-898f-6ebf077ff936,Tarifa
""",
    "credit and debit": """Data;Histórico;Docto.;Crédito (R$);Débito (R$);Saldo (R$)
20/11/2026;Pix - JOANA;123;89,90;;1.000,00
19/11/2026;Tarifa;9;;-12,00;910,10
Total;;;89,90;-12,00;
""",
    "balances between": """data;lançamento;ag./origem;valor (R$);saldos (R$)
18/11/2026;SALDO ANTERIOR;;;922,10
20/11/2026;Pix - JOANA;;89,90;
19/11/2026;Tarifa;;-12,00;
""",
    "lines above": """Extrato Conta Corrente
Conta ;12345-6
Período ;01/11/2026 a 20/11/2026

Data Lançamento;Histórico;Valor;Saldo
20/11/2026;Pix - JOANA;89,90;100,00
19/11/2026;Tarifa;-12,00;10,10
""",
    "letters behind": """Data Mov.;Nr. Doc.;Histórico;Valor
20112026;1;Pix - JOANA;89,90 C
19112026;2;Tarifa;12,00 D
""",
    "words for the sign": """Data\tTipo\tDescrição\tValor
2026-11-20\tCrédito\tPix - JOANA\tR$ 89,90
2026-11-19\tDébito\tTarifa\tR$ 12,00
""",
    "two days": """Data Lançamento;Data Contábil;Título;Descrição;Entrada(R$);Saída(R$)
20/11/2026;20/11/2026;Pix - JOANA;;89,90;0,00
19/11/2026;19/11/2026;Tarifa;;0,00;12,00
""",
}


@dataclass(frozen=True)
class Entry:
    day: str = "20261120"
    amount: str = "89.90"
    memo: str = "PIX RECEBIDO"
    number: str = "20261120000001"
    kind: str = "CREDIT"
    name: str = ""


def ofx(
    *entries: Entry,
    bank: str = "0341",
    account: str = "12345-6",
    header: str = HEADER,
    closed: bool = False,
    days: tuple[str, str] = ("20261101", "20261120"),
) -> str:
    """A statement; ``closed`` as XML would have it, else as SGML leaves it."""
    end = (lambda tag: f"</{tag}>") if closed else (lambda tag: "")

    def leaf(tag: str, text: str) -> str:
        return f"<{tag}>{text}{end(tag)}\n"

    body = "".join(
        "<STMTTRN>\n"
        + leaf("TRNTYPE", entry.kind)
        + leaf("DTPOSTED", entry.day)
        + leaf("TRNAMT", entry.amount)
        + leaf("FITID", entry.number)
        + (leaf("NAME", entry.name) if entry.name else "")
        + leaf("MEMO", entry.memo)
        + "</STMTTRN>\n"
        for entry in entries
    )
    sign_on = (
        f"<SONRS><STATUS>{leaf('CODE', '0')}{leaf('SEVERITY', 'INFO')}</STATUS>{leaf('LANGUAGE', 'POR')}"
    )
    place = f"{leaf('CURDEF', 'BRL')}<BANKACCTFROM>{leaf('BANKID', bank)}{leaf('ACCTID', account)}"
    period = f"{leaf('DTSTART', days[0])}{leaf('DTEND', days[1])}"
    return (
        f"{header}<OFX>\n<SIGNONMSGSRSV1>{sign_on}</SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1><STMTTRNRS>"
        f"{leaf('TRNUID', '1')}<STMTRS>{place}</BANKACCTFROM><BANKTRANLIST>\n{period}{body}</BANKTRANLIST>"
        f"<LEDGERBAL>{leaf('BALAMT', '12345')}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n"
    )


def table(rows: Sequence[Sequence[str]], separator: str = ";") -> str:
    return "".join(separator.join(row) + "\r\n" for row in rows)
