"""The papers of the pictures: Casa Aurora, Tuesday 2026-06-09."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from crediario.documents.agreement import AgreementPaper, ClosedRow, NewRow
from crediario.documents.carne import CarneData, CarneSummary, ShopHeader, Slip
from crediario.documents.receipt import NextDue, ReceiptData, ReceiptLine
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind

AURORA = ShopHeader(
    trade_name="Casa Aurora",
    legal_name="Casa Aurora Ltda",
    cnpj="12.345.678/0001-95",
    street="Rua Major Gote, 850",
    district="Centro",
    city="Patos de Minas",
    uf="MG",
    phone="(34) 3821-0000",
    whatsapp="(34) 9 9900-0850",
    slogan="Móveis, eletro e confecções desde 1988",
    hours="segunda a sexta das 8h às 20h, sábado das 8h às 14h",
)
AMOUNT = Money(19000)
MASKED = "***.456.789-**"
PAYLOAD = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d3-a456-426655440000520400005303986"
    "5406{amount}5802BR5916Casa Aurora Ltda6014Patos de Minas6211{txid}6304{crc}"
)


def pix_payload(number: int, amount: Money = AMOUNT) -> str:
    """A payload of the right shape and length; each installment has its own."""
    return PAYLOAD.format(
        amount=amount, txid=f"0507C5214P{number % 100:02d}"[:11], crc=f"{40000 + number:04X}"
    )


def slip_code(contract: int, number: int) -> str:
    digits = f"7702{contract:07d}{number:03d}"
    return f"{digits}{98 - int(digits) * 100 % 97:02d}"


def slip(number: int, count: int, due_date: date, amount: Money = AMOUNT) -> Slip:
    return Slip(
        number=number,
        count=count,
        due_date=due_date,
        amount=amount,
        fine=Money.truncated(amount.reais * 2 / 100),
        interest_per_day=Money.truncated(amount.reais / 3000),
        code=slip_code(5214, number),
        pix_payload=pix_payload(number, amount),
    )


def month_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, min(day.day, 28))


def carne(count: int = 6, **changes: object) -> CarneData:
    slips = tuple(
        slip(number, count, month_after(date(2026, 6, 10), number)) for number in range(1, count + 1)
    )
    total = Money(19000) * count
    whole = CarneData(
        shop=AURORA,
        customer_name="Rosângela Aparecida Lima",
        customer_document_masked=MASKED,
        contract_number=5214,
        items_text="Máquina de lavar 11 kg",
        sold_on=date(2026, 6, 9),
        slips=slips,
        summary=CarneSummary(
            price=total + Money(15000),
            down_payment=Money(15000),
            down_payment_on=date(2026, 6, 9),
            financed=total,
            interest=Money.ZERO,
            rate_month=Rate.ZERO,
            rate_year=Rate.ZERO,
            total_effective_cost=Rate.ZERO,
            total_with_down_payment=total + Money(15000),
            late_fine=Rate.percent(2),
            late_interest=Rate.percent(1),
        ),
        issued_at=datetime(2026, 6, 9, 14, 40),  # noqa: DTZ001 - papers show local time
        issued_by="Joana P.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def weekly_carne(count: int) -> CarneData:
    slips = tuple(
        slip(n, count, date(2026, 6, 9) + timedelta(days=7 * n), Money(4000 + n)) for n in range(1, count + 1)
    )
    return carne(count, slips=slips)


def receipt(**changes: object) -> ReceiptData:
    lines = (
        ReceiptLine(
            4812,
            5,
            10,
            date(2026, 5, 12),
            Money(13980),
            Money(279),
            Money(130),
            28,
            Money.ZERO,
            Money(14389),
            Money.ZERO,
        ),
        ReceiptLine(
            5107,
            2,
            6,
            date(2026, 5, 20),
            Money(6878),
            Money(137),
            Money(45),
            20,
            Money.ZERO,
            Money(7060),
            Money.ZERO,
        ),
    )
    whole = ReceiptData(
        shop=AURORA,
        number=18442,
        issued_at=datetime(2026, 6, 9, 14, 34),  # noqa: DTZ001 - papers show local time
        till="02",
        operator="Joana P.",
        customer_name="Maria das Graças Oliveira",
        customer_document_masked=MASKED,
        lines=lines,
        total=Money(21449),
        tenders=(("Pix, final 9F3A", Money(10000)), ("Dinheiro", Money(12000))),
        change=Money(551),
        next_due=NextDue(date(2026, 6, 12), 4812, 6, 10, Money(13980)),
        open_not_due=Money(97412),
        next_pix_payload=pix_payload(6, Money(13980)),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def agreement(**changes: object) -> AgreementPaper:
    """The drawing's agreement, by the law: 829,49 open, interest waived, 120,87 down and four parts."""
    interest = (790, 626, 479, 316, 158)
    closed = tuple(
        ClosedRow(
            4377,
            month + 3,
            12,
            date(2026, month, 10),
            days,
            Money(15800),
            Money(316),
            Money(cents),
            Money.ZERO,
        )
        for month, days, cents in zip(range(1, 6), (150, 119, 91, 60, 30), interest, strict=True)
    )
    amounts = (17123, 17123, 17123, 17124)
    whole = AgreementPaper(
        shop=AURORA,
        shop_email="contato@casaaurora.example",
        signer="Cláudia Ribeiro, gerente",
        number=312,
        contract_number=4981,
        signed_on=date(2026, 6, 9),
        kind=OfferKind.INSTALLMENTS,
        customer_name="José Roberto da Silva",
        customer_document="111.444.777-35",
        customer_address="Rua Dona Luíza, 214, Rosário, Patos de Minas, MG",
        customer_phone="(34) 9 9745-0088",
        closed=closed,
        waived_fine=Money.ZERO,
        waived_interest=Money(2369),
        discount=Money.ZERO,
        total=Money(80580),
        paid=Money(12087),
        receipt_number=18443,
        lines=tuple(
            NewRow(number, date(2026, 6 + number, 9), Money(cents)) for number, cents in enumerate(amounts, 1)
        ),
        late_fine=Rate.percent(2),
        late_interest=Rate.percent(1),
        grace_days=0,
        issued_at=datetime(2026, 6, 9, 14, 40),  # noqa: DTZ001 - papers show local time
        issued_by="Cláudia R.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
