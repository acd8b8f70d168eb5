"""A receiving desk made by hand, on the sample day of the pictures: no database, no window."""

from datetime import date

from crediario.domain.allocation import Quote
from crediario.domain.charges import ChargeRules, late_fine, late_interest
from crediario.domain.money import Money
from crediario.domain.settings import ShopProfile
from crediario.services.payments import DeskRow, ReceivingDesk
from crediario.ui.payments.receive_draft import ReceiveDraft

TODAY = date(2026, 6, 9)
RULES = ChargeRules()
PROFILE = ShopProfile(trade_name="Casa Aurora", city="Patos de Minas", pix_key="pix@casaaurora.example")


def a_row(
    number: int = 5,
    due: date = date(2026, 5, 12),
    cents: int = 139_80,
    *,
    id_: int | None = None,
    contract: int = 4812,
    count: int = 10,
    paid: int = 0,
    discount: int = 0,
) -> DeskRow:
    """An open installment with the charges of the day; ``paid`` was settled in time, before it was due."""
    days = max((TODAY - due).days, 0)
    left = Money(cents - paid)
    quote = Quote(
        installment_id=id_ or contract * 100 + number,
        due_date=due,
        number=number,
        days_late=days,
        open=left,
        fine=late_fine(left, days, RULES.fine),
        interest=late_interest(left, days, RULES.interest),
        discount=Money(discount),
    )
    return DeskRow(quote.installment_id, contract, contract, number, count, due, Money(cents), quote)


LATE = a_row()
OTHER_LATE = a_row(2, date(2026, 5, 20), 68_78, contract=5107, count=6)
COMING = a_row(6, date(2026, 6, 12))
EARLY = a_row(3, date(2026, 6, 20), 68_78, contract=5107, count=6, discount=22)


def a_desk(*rows: DeskRow, profile: ShopProfile | None = PROFILE) -> ReceivingDesk:
    """Maria's desk; the four installments of the pictures when none are given."""
    return ReceivingDesk(
        customer_id=7,
        name="Maria das Graças Oliveira",
        document="12345678909",
        on_time=43,
        settled=47,
        rows=rows or (LATE, OTHER_LATE, COMING, EARLY),
        today=TODAY,
        rules=RULES,
        profile=profile,
    )


def a_draft(*marked: DeskRow, desk: ReceivingDesk | None = None) -> ReceiveDraft:
    """A draft with these installments marked; the two late ones when none are given."""
    draft = ReceiveDraft(desk or a_desk(), "pedido-1")
    draft.mark([row.installment_id for row in marked or (LATE, OTHER_LATE)])
    return draft
