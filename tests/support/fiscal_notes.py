"""Fiscal notes as the tax office keeps them, whole enough to be read: key, issuer, lines, total, answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from crediario.domain.fiscal_note import check_digit

SHOP_CNPJ = "11222333000181"
NAMESPACE = "http://www.portalfiscal.inf.br/nfe"
HEADER = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True)
class Line:
    text: str = "CAMISETA POLO"
    quantity: str = "1.0000"
    unit: str = "UN"
    price: str = "50.0000000000"
    discount: str = ""
    freight: str = ""
    counts: str = "1"

    @property
    def gross(self) -> str:
        return f"{(Decimal(self.quantity) * Decimal(self.price)).quantize(Decimal('0.01'))}"

    @property
    def net(self) -> Decimal:
        if self.counts == "0":
            return Decimal(0)
        return Decimal(self.gross) - Decimal(self.discount or 0) + Decimal(self.freight or 0)


@dataclass(frozen=True)
class Note:
    lines: Sequence[Line] = field(default_factory=lambda: (Line(),))
    issuer: str = SHOP_CNPJ
    model: str = "65"
    series: str = "1"
    number: str = "1234"
    issued_at: str = "2026-11-20T14:05:00-03:00"
    customer: str = ""
    total: str = ""
    status: str | None = "100"
    operation: str = "1"
    purpose: str = "1"
    environment: str = "1"
    layout: str = "4.00"
    key: str = ""
    extra: str = ""

    @property
    def whole_key(self) -> str:
        issued = self.issued_at[2:4] + self.issued_at[5:7]
        body = f"31{issued}{self.issuer}{self.model}{int(self.series):03}{int(self.number):09}1" + "12345678"
        return self.key or f"{body}{check_digit(body + '0')}"

    @property
    def note(self) -> str:
        total = self.total or f"{sum((line.net for line in self.lines), Decimal(0)):.2f}"
        return (
            f'<NFe xmlns="{NAMESPACE}"><infNFe versao="{self.layout}" Id="NFe{self.whole_key}"><ide>'
            f"<cUF>31</cUF><cNF>12345678</cNF><natOp>VENDA</natOp><mod>{self.model}</mod><serie>{self.series}</serie>"
            f"<nNF>{self.number}</nNF><dhEmi>{self.issued_at}</dhEmi><tpNF>{self.operation}</tpNF>"
            f"<tpAmb>{self.environment}</tpAmb><finNFe>{self.purpose}</finNFe></ide>"
            f"<emit><CNPJ>{self.issuer}</CNPJ><xNome>Loja do Centro Ltda</xNome></emit>{self.customer}"
            f"{''.join(_line(line, at) for at, line in enumerate(self.lines, 1))}{self.extra}"
            f"<total><ICMSTot><vNF>{total}</vNF></ICMSTot></total></infNFe></NFe>"
        )

    @property
    def xml(self) -> str:
        """The note with the tax office's answer; bare without one."""
        if self.status is None:
            return HEADER + self.note
        return (
            f'{HEADER}<nfeProc xmlns="{NAMESPACE}" versao="4.00">{self.note}<protNFe versao="4.00"><infProt>'
            f"<tpAmb>1</tpAmb><chNFe>{self.whole_key}</chNFe><cStat>{self.status}</cStat></infProt></protNFe>"
            "</nfeProc>"
        )


def _line(line: Line, at: int) -> str:
    spread = "".join(
        f"<{name}>{value}</{name}>"
        for name, value in (("vFrete", line.freight), ("vDesc", line.discount))
        if value
    )
    return (
        f'<det nItem="{at}"><prod><cProd>{at}</cProd><xProd>{line.text}</xProd><uCom>{line.unit}</uCom>'
        f"<qCom>{line.quantity}</qCom><vUnCom>{line.price}</vUnCom><vProd>{line.gross}</vProd>{spread}"
        f"<indTot>{line.counts}</indTot></prod></det>"
    )


def cancelling(key: str, kind: str = "110111") -> str:
    """The event by which a note is cancelled."""
    return (
        f'{HEADER}<procEventoNFe xmlns="{NAMESPACE}" versao="1.00"><evento versao="1.00"><infEvento>'
        f"<chNFe>{key}</chNFe><tpEvento>{kind}</tpEvento></infEvento></evento></procEventoNFe>"
    )
