"""The papers of a sale: ten installments at 0,90% a month, sold at Casa Aurora on 2026-06-09."""

from dataclasses import replace
from datetime import date, datetime

from crediario.documents.carne_content import CarneSummary
from crediario.documents.cash_sheet import CashSheetContent, MovementSum
from crediario.documents.contract import ContractItem, ContractLine, ContractPaper
from crediario.documents.promissory_note import NoteLine, PromissoryNotes
from crediario.documents.sale_return import ReturnedItem, ReturnPaper
from crediario.domain.cash_closing import MethodCount, Pieces
from crediario.domain.charges import ChargeRules
from crediario.domain.money import Money, Rate
from crediario.domain.returns import RefundBy, ReturnLine, ReturnResult
from crediario.domain.schedule import Every
from crediario.domain.tender import Method
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


def return_paper(count: int = 10, **changes: object) -> ReturnPaper:
    """One of two sets of sheets comes back after two installments were paid, the second one late."""
    down = ReturnLine(None, None, Money(114_00), Money.ZERO, Money.ZERO, Money(6_00), Money(6_00))
    paid = ReturnLine(
        0, 0, Money(107_76), Money.ZERO, Money.ZERO, Money(5_67), Money(5_67), Money(11), Money(3)
    )
    coming = ReturnLine(0, 0, Money(107_76), Money(107_76), Money(5_67), Money.ZERO, Money.ZERO)
    lines = [replace(paid if n < 3 else coming, installment_id=n, number=n) for n in range(1, count + 1)]
    whole = ReturnPaper(
        shop=AURORA,
        number=31,
        contract_number=5214,
        sold_on=date(2026, 6, 9),
        returned_on=date(2026, 8, 21),
        customer_name="Rosângela Aparecida Lima",
        customer_document_masked="***.444.777-**",
        items=(ReturnedItem("Jogo de lençóis casal, 4 peças", 1, Money(60_00)),),
        result=ReturnResult(Money(60_00), is_whole=False, lines=(down, *lines)),
        due_dates={n: month_after(date(2026, 6, 10), n) for n in range(1, count + 1)},
        refund_by=RefundBy.STORE_CREDIT,
        store_credit_balance=Money(17_62),
        points_taken=12,
        reason="tamanho errado",
        signer="Cláudia Ribeiro, gerente",
        issued_at=datetime(2026, 8, 21, 10, 5),  # noqa: DTZ001 - papers show local time
        issued_by="Cláudia R.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def cash_sheet(**changes: object) -> CashSheetContent:
    """A day of till 02 that ends ten reais short."""
    whole = CashSheetContent(
        shop=AURORA,
        number=212,
        till="02",
        operator="Joana P.",
        closed_by="Joana P.",
        opened_at=datetime(2026, 6, 9, 8, 2),  # noqa: DTZ001 - papers show local time
        closed_at=datetime(2026, 6, 9, 18, 11),  # noqa: DTZ001 - papers show local time
        opening_float=Money(150_00),
        movements=(
            MovementSum("receipt", Method.CASH, 41, Money(2_310_45)),
            MovementSum("receipt", Method.PIX, 33, Money(4_120_90)),
            MovementSum("receipt", Method.DEBIT, 12, Money(1_004_10)),
            MovementSum("reversal", Method.CASH, 1, Money(-88_85)),
            MovementSum("change_rounding", Method.CASH, 3, Money(-7)),
            MovementSum("cash_drop", Method.CASH, 2, Money(-1_500_00)),
            MovementSum("cash_supply", Method.CASH, 1, Money(50_00)),
        ),
        counts=(
            MethodCount(Method.CASH, Money(921_53), Money(911_53)),
            MethodCount(Method.PIX, Money(4_120_90), Money(4_120_90)),
            MethodCount(Method.DEBIT, Money(1_004_10), Money(1_004_10)),
        ),
        pieces=(
            Pieces(Money(100_00), 7),
            Pieces(Money(50_00), 4),
            Pieces(Money(5_00), 2),
            Pieces(Money(1_00), 1),
            Pieces(Money(50), 1),
            Pieces(Money(1), 3),
        ),
        times_counted=2,
        float_left=Money(150_00),
        collected=Money(761_53),
        note="troco dado a mais na fila do meio-dia",
        released_by="Cláudia R.",
        audit_number=18442,
        audit_hash="9f3ac05577e1b2d4" + "0" * 48,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
