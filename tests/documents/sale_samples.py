"""The papers of a sale: ten installments at 0,90% a month, sold at Casa Aurora on 2026-06-09."""

from dataclasses import replace
from datetime import date, datetime

from crediario.documents.carne_content import CarneSummary
from crediario.documents.contract import ContractItem, ContractLine, ContractPaper
from crediario.documents.promissory_note import NoteLine, PromissoryNotes
from crediario.domain.charges import ChargeRules
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every
from tests.documents.samples import AURORA, month_after

ISSUED_AT = datetime(2026, 6, 9, 14, 40)  # noqa: DTZ001 - papers show local time
NASTY = [
    "A" * 120,
    "Ana " * 30,
    "<b>Ana</b> & =1+1",
    "(par)\\ênteses %s {x}",
    "D'Ávila-Ñandú Œuvre 中",
    "R$ 5,00 1. O que foi comprado.",
]
ODD = ["A" * 10_000, "Ana " * 2_500, "😀👩‍👩‍👧", "NUL\x00NUL", "\ud83d", "", " "]


def summary(**changes: object) -> CarneSummary:
    whole = CarneSummary(
        price=Money(1_140_00),
        down_payment=Money(114_00),
        down_payment_on=date(2026, 6, 9),
        financed=Money(1_026_00),
        interest=Money(51_60),
        rate_month=Rate.percent("0.90"),
        rate_year=Rate.percent("11.3510"),
        total_effective_cost=Rate.percent("11.41"),
        total_with_down_payment=Money(1_191_60),
        late_fine=Rate.percent(2),
        late_interest=Rate.percent(1),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def contract(count: int = 10, **changes: object) -> ContractPaper:
    amounts = [Money(107_76)] * count
    whole = ContractPaper(
        shop=AURORA,
        shop_email="contato@casaaurora.example",
        signer="Joana Prado, caixa",
        number=5214,
        sold_on=date(2026, 6, 9),
        customer_name="Rosângela Aparecida Lima",
        customer_document="111.444.777-35",
        customer_address="Rua Olegário Maciel, 77, Centro, Patos de Minas, MG, CEP 38700-122",
        customer_phone="(34) 9 9812-4471",
        customer_email="",
        items=(
            ContractItem("Máquina de lavar 11 kg", 1, Money(1_020_00)),
            ContractItem("Jogo de lençóis casal, 4 peças", 2, Money(60_00)),
        ),
        taken_by="",
        note_key="",
        summary=summary(),
        every=Every.MONTH,
        lines=tuple(
            ContractLine(number, month_after(date(2026, 6, 10), number), amount)
            for number, amount in enumerate(amounts, 1)
        ),
        charges=ChargeRules(),
        offer_until=date(2026, 6, 11),
        receipt_number=18443,
        guarantors=(),
        retention_years=5,
        issued_at=ISSUED_AT,
        issued_by="Joana P.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def promissory_notes(count: int = 6, **changes: object) -> PromissoryNotes:
    whole = PromissoryNotes(
        shop=AURORA,
        contract_number=5214,
        count=count,
        sold_on=date(2026, 6, 9),
        customer_name="Rosângela Aparecida Lima",
        customer_document="111.444.777-35",
        customer_address="Rua Olegário Maciel, 77, Centro, Patos de Minas, MG, CEP 38700-122",
        issued_on=date(2026, 6, 9),
        lines=tuple(
            NoteLine(number, month_after(date(2026, 6, 10), number), Money(190_00))
            for number in range(1, count + 1)
        ),
        guarantors=(),
        issued_at=ISSUED_AT,
        issued_by="Joana P.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
